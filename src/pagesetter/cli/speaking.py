"""The option ``--lang`` and the environment in, the language of reports out; and usage errors in that language."""

import os
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

import click

LANGUAGES: Final = ("en", "zh")
_KEY = "pagesetter.language"
_OWN: Final = "galley"
"""The command whose ``--lang`` is that of the text; the one before the command is that of its report."""


def language_option(command: Any) -> Any:
    """Adds ``--lang`` to a command or group; `language` has what was asked."""

    def remember(context: click.Context, _: click.Parameter, value: str | None) -> None:
        if value:  # else the one before the command holds
            context.meta[_KEY] = value

    return click.option(
        "--lang",
        type=click.Choice(LANGUAGES, case_sensitive=False),
        expose_value=False,
        callback=remember,
        help="Language of the report.  [PAGESETTER_LANG, or en]",
    )(command)


def language() -> str:
    """The language of reports of the running command: en or zh."""
    context = click.get_current_context(silent=True)
    asked = context.meta.get(_KEY) if context is not None else None
    return _meant(asked)


def _meant(asked: object) -> str:
    given = str(asked or os.environ.get("PAGESETTER_LANG", "")).lower()
    return "zh" if given.startswith("zh") else "en"


def asked_in(arguments: Sequence[str]) -> str:
    """The language that a command line asks for, whether or not it can be understood."""
    words = list(arguments)
    words = words[: words.index(_OWN)] if _OWN in words else words
    asked = [after for word, after in pairwise(words) if word == "--lang"]
    asked += [word.partition("=")[2] for word in words if word.startswith("--lang=")]
    return _meant(asked[-1] if asked else "")


def refused(wrong: click.ClickException, spoken: str) -> None:
    """Says what is wrong with a command line, to stderr."""
    if spoken == "en":
        wrong.show()
        return
    from pagesetter.reporting.languages import in_chinese  # the tables are not read for English

    lines = [f"Error: {wrong.format_message()}"]
    context = getattr(wrong, "ctx", None)
    if context is not None:
        named = context.help_option_names
        more = [f"Try '{context.command_path} {max(named, key=len)}' for help.", ""] if named else []
        lines = [context.get_usage(), *more, *lines]
    sys.stderr.write("\n".join(in_chinese("usage", line) for line in lines) + "\n")
