"""`pagesetter galley`: a story or plain text in, its set lines and how long it is out, without a layout."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pagesetter.cli.fence import debug_option, debugging

if TYPE_CHECKING:
    from pagesetter.cli.casting import Options

TABLE = (11.0, 13.0, 17.0, 22.0)
"""Measures that the table always has, in characters: the usual columns of newspapers."""

_SETTING = (
    click.option(
        "-m", "--measure", "measures", multiple=True, metavar="17字", help="Line length: characters, or 63mm.  [17字]"
    ),
    click.option("--lang", metavar="TAG", help="Language, where the story names none.  [zh-Hans]"),
    click.option("--level", metavar="LEVEL", help="Strictness of line breaking.  [the language's default]"),
    click.option("--mode", type=click.Choice(["horizontal", "vertical"]), help="Direction of the lines."),
    click.option("--style", "role", metavar="ROLE", help="Role of the style sheet for the paragraphs.  [body]"),
    click.option("--sheet", type=click.Path(path_type=Path), metavar="FILE", help="Style sheet of your own."),
    click.option("--size", metavar="10.5pt", help="Body size.  [10.5pt]"),
    click.option("--leading", metavar="15pt", help="Baseline to baseline of the body.  [10/7 of the size]"),
    click.option(
        "--squeeze", type=click.Choice(["full", "kaiming", "half", "none"]), help="Punctuation style: 全角, 开明, 半角."
    ),
    click.option("--plain", is_flag=True, help="Set without fonts, every character one em wide."),
    click.option(
        "--narrow", type=click.FloatRange(0.0), metavar="EM", help="With --plain: width of Latin letters and digits."
    ),
    click.option(
        "--copyedit", type=click.Choice(["on", "report-only", "off"]), help="Repairs, where the story says nothing."
    ),
)
_REPORT = (
    click.option("--text", "as_text", is_flag=True, help="Print every set line with what was done to it."),
    click.option("--json", "as_json", is_flag=True, help="Print one JSON document."),
    click.option("--jsonl", is_flag=True, help="Set a paragraph for each line of JSON on standard input."),
    click.option("--notes", is_flag=True, help="List every note, such as each repaired comma."),
)


def _galley_options(command: Any) -> Any:
    for option in reversed((*_SETTING, *_REPORT)):
        command = option(command)
    return command


@click.command()
@click.argument("story", type=click.Path(path_type=Path, allow_dash=True), required=False)
@_galley_options
@debug_option
def galley(
    story: Path | None, as_text: bool, as_json: bool, jsonl: bool, notes: bool, measures: tuple[str, ...], **given: Any
) -> int:
    """Cast off a story without a layout: how long is my piece?

    STORY is a story (.md, .yaml), a plain text (.txt, a paragraph per line), or - for plain text on standard input.
    Prints the lines, characters and depth of its text at the measures asked for and at 11, 13, 17 and 22 characters.

    \b
      pagesetter galley story.md --measure 17字
      pagesetter galley story.md --measure 13字 --text
      echo '{"text": "…", "measure": 17}' | pagesetter galley --jsonl --plain
    """
    from pagesetter.cli.casting import chosen_options

    if jsonl == (story is not None):
        raise click.UsageError("give a STORY, or --jsonl alone")
    if jsonl and (as_text or as_json):
        raise click.UsageError("--jsonl prints JSON, a line per paragraph: leave --text and --json out")
    if as_text and as_json:
        raise click.UsageError("give --text or --json, not both")
    options = chosen_options(measures, **given)
    if jsonl:
        return _set_stream(options)
    assert story is not None
    return _cast_story(story, options, as_text=as_text, as_json=as_json, notes=notes)


def _cast_story(story: Path, options: "Options", *, as_text: bool, as_json: bool, notes: bool) -> int:
    """Reads a story, casts it off at every measure and prints what was asked for."""
    from pagesetter.cli.casting import cast_all
    from pagesetter.cli.console import console
    from pagesetter.cli.setting import stops
    from pagesetter.reporting.galleys import figures, head_line, measure_name, set_lines

    say = console(quiet=as_json)
    job = cast_all(story, options, TABLE)
    code = 1 if stops(job.diagnostics, strict=False) else 0
    if as_json:
        from pagesetter.cli.casting import document
        from pagesetter.reporting.forms import json_text

        told = replace(job, diagnostics=say.spoken(job.diagnostics))
        say.result(json_text(document(told, options, code)).rstrip("\n"))
        return code
    if job.story is not None:
        size = f"{job.size:g}/{job.leading:g} pt"
        say.result(
            head_line(
                [f"{job.shown}: {options.role or 'body'} {size}", job.story.language, options.level, options.mode]
            )
        )
        if as_text:
            for one in job.galleys:
                say.result("", f"{measure_name(one.measure_em)}:", *set_lines(one, language=say.language))
            say.result("")
        say.result(*figures(job.table, colour=say.colour_out, language=say.language))
    say.findings(job.diagnostics, notes=notes)
    return code


def _set_stream(options: "Options") -> int:
    """Answers every line of standard input with a line of its own; 1 when any of them could not be set."""
    from pagesetter.cli.console import console
    from pagesetter.cli.setting import stops
    from pagesetter.cli.streaming import Stream

    say, code = console(quiet=True), 0
    stream = Stream(options, debug=debugging(), spoken=say.spoken)
    for number, line in enumerate(sys.stdin.buffer, 1):
        if line.strip():
            good, answer = stream.answer(line, number)
            code = code if good else 1
            say.result(answer)
    found = stream.findings()
    say.findings(found)
    return 1 if stops(found, strict=False) else code
