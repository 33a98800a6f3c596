"""Folders in, the font files in them out; and the short names that files give to their fonts."""

from collections.abc import Container, Iterator
from itertools import count
from os import walk
from pathlib import Path

from pagesetter.diagnostics import Diagnostic, did_you_mean, error
from pagesetter.fonts.sfnt import SUFFIXES
from pagesetter.model.spec import FontFile


def stem_of(path: Path) -> str:
    """The file's name without its ending and without the axes that names of variable fonts carry in brackets."""
    return path.stem.split("[")[0].replace(" ", "") or path.stem


def free_stem(stem: str, taken: Container[str]) -> str:
    """The stem, or one with a number behind it when another file has the same name."""
    if stem not in taken:
        return stem
    return next(name for n in count(2) if (name := f"{stem}~{n}") not in taken)


def font_files(folder: Path) -> Iterator[Path]:
    """Font files under a folder, each folder's own files before those of its subfolders, by name."""
    for where, folders, files in walk(folder):
        folders.sort()
        yield from (Path(where, name) for name in sorted(files) if Path(name).suffix.lower() in SUFFIXES)


def not_found(font: FontFile) -> Diagnostic:
    """F101: the error for a font that the layout names and that is not there."""
    folder = Path(font.path).parent
    near = [path.name for path in font_files(folder)] if folder.is_dir() else []
    hint = did_you_mean(Path(font.path).name, near) or "correct the path; it is relative to the file that names it"
    return error("F101", f'font file "{font.path}" does not exist', hint, font.origin)
