"""An edition file in, its pages as they were set out."""

from dataclasses import dataclass
from pathlib import Path

from pagesetter.cli.papers import Options, Sheet, sheets_of
from pagesetter.read.paper import PaperFile, read_paper


@dataclass(frozen=True, slots=True)
class Set:
    """An edition whose pages have been set."""

    path: Path
    file: PaperFile
    sheets: tuple[Sheet, ...]


def set_paper(path: Path, **options: object) -> Set:
    """Sets the pages of an edition in the order of its pages."""
    file, found = read_paper(path)
    assert file is not None, found
    sheets = sorted(sheets_of(file, path, Options(**options)), key=lambda s: (s.zone, s.page.number))  # type: ignore[arg-type]
    return Set(path, file, tuple(sheets))
