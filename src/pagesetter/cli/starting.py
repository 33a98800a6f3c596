"""`pagesetter new`: the name of a folder in, a small working paper in it out."""

from pathlib import Path

import click

from pagesetter.cli.fence import debug_option
from pagesetter.cli.speaking import language_option


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@language_option
@debug_option
def new(folder: Path) -> int:
    """Write a small working paper into DIR to start from.

    One page with a layout, three short stories and a drawing; it builds as it is. The schemas beside them let an editor
    complete keys. Nothing that is in DIR already is overwritten.
    """
    from pagesetter.cli.console import console
    from pagesetter.cli.writing import write_whole
    from pagesetter.diagnostics import error
    from pagesetter.reporting.terminal import counted

    say = console()
    files = paper()
    taken = [name for name in sorted(files) if (folder / name).exists()]
    if taken:
        hint = "give the name of a new folder"
        found = [error("P903", f'"{folder / name}" is there already and stays as it is', hint) for name in taken]
        say.findings(found, "nothing written")
        return 1
    for name, data in sorted(files.items()):
        failed = write_whole(folder / name, data)
        if failed:
            say.findings([failed], "the paper is not complete")
            return 1
    layout = next(name for name in sorted(files) if name.startswith("layouts/"))
    say.result(
        f"{folder}: {say.words('word', counted(len(files), 'file') + ' written')}",
        "",
        f"  cd {folder}",
        f"  pagesetter check {layout}",
        f"  pagesetter build {layout}",
    )
    return 0


def paper() -> dict[str, bytes]:
    """The files of the paper to start from: path below the new folder to content."""
    from pagesetter.read.schema import schemas
    from pagesetter.reporting.forms import json_text
    from pagesetter.resources import data

    root = data("new")
    files = {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}
    return files | {f"schema/{name}": json_text(schema).encode() for name, schema in schemas().items()}
