"""`pagesetter text`, `fonts` and `schema`: what the program makes of the copy, which fonts it has, what files may say."""

from pathlib import Path

import click

from pagesetter.cli.fence import debug_option

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("which", type=click.Choice(["layout", "story"]), metavar="layout|story")
@debug_option
def schema(which: str) -> int:
    """Print the JSON schema of layout or story files.

    An editor that knows it completes keys and marks mistakes as you type. A first line such as
    `# yaml-language-server: $schema=schema/layout.schema.json` names the file to it.
    """
    from pagesetter.cli.console import console
    from pagesetter.read.schema import layout_schema, story_schema
    from pagesetter.reporting.forms import json_text

    console().result(json_text(layout_schema() if which == "layout" else story_schema()).rstrip("\n"))
    return 0


@click.command()
@click.argument("layout", type=_PATH)
@debug_option
def text(layout: Path) -> int:
    """Print the stories of a layout as copyedited.

    Plain text in the order of the layout, one line per paragraph, a blank line between stories.
    """
    from pagesetter.cli.console import console

    say = console()
    return 0


@click.command()
def fonts() -> int:
    return 0
