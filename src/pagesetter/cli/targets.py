"""Layout files and the ``-o`` option in, one target file per layout out."""

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pagesetter.diagnostics import Diagnostic

_PAGES = re.compile(rb"^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?pages[ \t]*:", re.M)
"""What an edition file has and a layout has not."""
DEFAULT_FOLDER = Path("build")
"""Where results go without ``-o``, under the working folder."""


def is_paper(path: Path) -> bool:
    """Whether a file is an edition rather than a layout: it has ``pages`` at its left margin."""
    try:
        data = path.read_bytes() if path.is_file() else b""
    except OSError:
        return False
    return _PAGES.search(data.replace(b"\0", b"")) is not None  # UTF-16 has a null beside each letter


def targets(layouts: tuple[Path, ...], output: str | None, suffix: str) -> tuple[Path, ...]:
    """A target for each layout: ``build/NAME.pdf``, or what ``-o`` says.

    ``-o`` may be a folder (see ``is_folder``) or, for a single layout, the file to write. Raises click.UsageError when
    two layouts would write one file, or a result would overwrite a layout.
    """
    if output is None:
        named = tuple(DEFAULT_FOLDER / f"{layout.stem}{suffix}" for layout in layouts)
    elif is_folder(output):
        named = tuple(Path(output) / f"{layout.stem}{suffix}" for layout in layouts)
    elif len(layouts) == 1:
        named = (Path(output),)
    else:
        raise click.UsageError(f'-o "{output}" is a file, but {len(layouts)} layouts are given: name a folder')
    _no_clash(layouts, named)
    return named


def is_folder(output: str) -> bool:
    """Whether ``-o`` names a folder: an existing one, a name that ends in a slash, or a new name without a suffix."""
    path = Path(output)
    return output.endswith(("/", os.sep)) or path.is_dir() or (not path.suffix and not path.exists())


def _no_clash(layouts: tuple[Path, ...], named: tuple[Path, ...]) -> None:
    sources = {os.path.realpath(layout) for layout in layouts}
    taken: dict[str, Path] = {}
    for layout, target in zip(layouts, named, strict=True):
        real = os.path.realpath(target)
        if real in sources:
            raise click.UsageError(f'"{target}" is a layout: it would be overwritten')
        if real in taken:
            raise click.UsageError(f'"{taken[real]}" and "{layout}" would both be written to "{target}"')
        taken[real] = layout


def named_by_layout(default: Path, name: str) -> Path:
    """The target beside ``default`` that a layout names; ``default`` where it names none."""
    return default.with_name(f"{name}{default.suffix}") if name else default


def name_taken(taken: dict[str, Path], target: Path, layout: Path) -> "Diagnostic | None":
    """P904 when an earlier layout of the same run has that target; else notes it in ``taken``."""
    first = taken.setdefault(os.path.realpath(target), layout)
    if first == layout:
        return None
    from pagesetter.diagnostics import Origin, error  # only a clash needs them, and help should not wait

    message = f'"{target}" was made from "{first}"; "{layout}" has the same name'
    return error("P904", message, "let file_name tell the pages apart, for example by {page}", Origin(str(layout)))


def errors_file(target: Path) -> Path:
    """``NAME.errors.pdf`` beside the target: the page with its spots marked."""
    return target.with_name(f"{target.stem}.errors.pdf")
