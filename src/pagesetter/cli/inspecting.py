"""`pagesetter text`, `fonts` and `schema`: the copy as the program reads it, its fonts, and what its files may say."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pagesetter.cli.fence import debug_option
from pagesetter.cli.speaking import language_option
from pagesetter.cli.targets import is_paper

if TYPE_CHECKING:
    from pagesetter.cli.console import Console
    from pagesetter.diagnostics import Diagnostic
    from pagesetter.fonts.extras import Extra
    from pagesetter.fonts.families import Family
    from pagesetter.fonts.library import Library
    from pagesetter.model.style import FaceRef

_PATH = click.Path(path_type=Path)
_EMBEDDING = ((0x4, "preview and print"), (0x8, "editable"))
"""Bits of OS/2 fsType that restrict embedding and still allow a printed page (OpenType 1.9, OS/2)."""


@click.command()
@click.argument("layout", type=_PATH)
@language_option
@debug_option
def text(layout: Path) -> int:
    """Print the stories of a layout as copyedited.

    Plain text in the order of the layout, a blank line between stories. Of an edition file, page by page, each under
    the name of its page.
    """
    from pagesetter.cli.console import console
    from pagesetter.cli.setting import stops
    from pagesetter.diagnostics import Severity
    from pagesetter.read.content import story_text
    from pagesetter.read.edition import read_edition
    from pagesetter.read.layouts import read_layout

    say = console()
    if is_paper(layout):
        return _paper_text(layout, say)
    spec, found = read_layout(layout)
    if spec is not None:
        _, edition, more = read_edition(spec)
        found = (*found, *more)
        stories = [story_text(story).strip("\n") for story in edition.stories]
        if stories:
            say.result("\n\n".join(stories))
    say.findings([d for d in found if d.severity is not Severity.NOTE])
    return 1 if stops(found, strict=False) else 0


def _paper_text(path: Path, say: "Console") -> int:
    """The stories of an edition, page by page."""
    from pagesetter.cli.paper_pages import text_of
    from pagesetter.cli.setting import stops
    from pagesetter.diagnostics import Severity
    from pagesetter.read.paper import read_paper

    file, found = read_paper(path)
    every = list(found)
    for number, (page, stories, more) in enumerate(text_of(file) if file is not None else ()):
        say.result("\n\n".join([f"\n{page}:" if number else f"{page}:", *stories]))
        every += more
    say.findings([d for d in every if d.severity is not Severity.NOTE])
    return 1 if stops(tuple(every), strict=False) else 0


@click.command()
@click.argument("layout", type=_PATH, required=False)
@click.option("--text", "sample", metavar="TEXT", help="Say which characters of TEXT each family lacks.")
@click.option("--text-file", "sample_file", type=_PATH, metavar="FILE", help="The same for the text of a file.")
@language_option
@debug_option
def fonts(layout: Path | None, sample: str | None, sample_file: Path | None) -> int:
    """List the fonts: families, weights, embedding permission; and the extras that bring more.

    With a LAYOUT its own fonts come first. With --text or --text-file, also which characters each family lacks.
    """
    from pagesetter.cli.console import console
    from pagesetter.cli.setting import stops
    from pagesetter.fonts.library import Library
    from pagesetter.read.layouts import read_layout
    from pagesetter.read.source import read_text
    from pagesetter.reporting.terminal import columns
    from pagesetter.resources import fonts_folder

    if sample is not None and sample_file is not None:
        raise click.UsageError("give --text or --text-file, not both")
    say = console()
    found: tuple[Diagnostic, ...] = ()
    spec = None
    if layout is not None:
        spec, found = read_layout(layout)
    if sample_file is not None:
        source, more = read_text(sample_file, str(sample_file))
        found = (*found, *more)
        sample = source.text if source else None
    folders = tuple(Path(folder) for folder in spec.font_folders) if spec else ()
    library, more = Library.open((*folders, fonts_folder()), spec.fonts if spec else ())
    found = (*found, *more)
    extras = library.extras()  # before the families: the fonts of the installed ones are opened by it
    families = library.families()
    rows = [["family", "weights", "embedding", "files"], *(_family_row(library, f) for f in families)]
    say.result(*columns(_told(rows, say)))
    rows = [["extra", "brings", "installed"], *(_extra_row(extra) for extra in extras)]
    say.result("", *columns(_told(rows, say)))
    if sample is not None:
        say.result("", *columns(_told(_coverage_rows(library, families, sample), say)))
    say.findings(found)
    return 1 if stops(found, strict=False) else 0


def _told(rows: list[list[str]], say: "Console") -> list[list[str]]:
    """The cells in the language of reports; the first of a row is a name."""
    head, *others = rows
    told = [[row[0], *(say.words("font", cell) for cell in row[1:])] for row in others]
    return [[say.words("font", cell) for cell in head], *told]


def _family_row(library: "Library", family: "Family") -> list[str]:
    from pagesetter.reporting.terminal import counted

    weights = [str(w) for w in family.weights]
    if family.weight_range:
        weights.append("{}-{}".format(*family.weight_range))
    names = ", ".join(Path(file).name for file in family.files[:3])
    if len(family.files) > 3:
        names += f" and {counted(len(family.files) - 3, 'more file')}"
    return [family.name, " ".join(weights), _embedding(library, _first_face(family)), names]


def _extra_row(extra: "Extra") -> list[str]:
    """What an extra brings, and what to type where it is not there."""
    if extra.absent and len(extra.absent) < len(extra.families):
        state = f"in part, without {', '.join(extra.absent)}: {extra.command}"
    else:
        state = f"no: {extra.command}" if extra.absent else "yes"
    return [extra.name, ", ".join(extra.families), state]


def _first_face(family: "Family") -> "FaceRef":
    """The family's regular weight, or the one nearest to it."""
    from pagesetter.model.style import FaceRef

    return FaceRef(family.name, 400)


def _embedding(library: "Library", ref: "FaceRef") -> str:
    """What OS/2 fsType says of embedding; fonts that forbid it never come into the library."""
    face = library.resolve(ref)
    table = library.font(face).face.reference_table("OS/2").data if face else b""
    if len(table) < 10:
        return "not stated"
    bits = int.from_bytes(table[8:10], "big")
    words = [word for bit, word in _EMBEDDING if bits & bit]
    return f"{words[0] if words else 'unrestricted'} (fsType {bits})"


def _coverage_rows(library: "Library", families: "tuple[Family, ...]", sample: str) -> list[list[str]]:
    rows = [["family", "has", "of", "lacks"]]
    for family in families:
        covered = library.coverage(_first_face(family), sample)
        if covered is not None:
            has = covered.characters - len(covered.missing)
            rows.append([family.name, f"{has:,}", f"{covered.characters:,}", _lacking(covered.missing)])
    return rows


def _lacking(missing: str, shown: int = 12) -> str:
    """The first missing characters with their code points, and how many more there are."""
    named = " ".join(f"{char} U+{ord(char):04X}" for char in missing[:shown])
    return named + (f" and {len(missing) - shown:,} more" if len(missing) > shown else "")


@click.command()
@click.argument("which", type=click.Choice(["layout", "edition", "story", "sheet", "plant"]), metavar="WHICH")
@debug_option
def schema(which: str) -> int:
    """Print the JSON schema of WHICH: layout, edition, story, sheet (of styles) or plant.

    An editor that knows it completes keys and marks mistakes as you type. A first line such as
    `# yaml-language-server: $schema=../schema/layout.schema.json` in a file names the schema to it.
    """
    from pagesetter.cli.console import console
    from pagesetter.read.schema import schemas
    from pagesetter.reporting.forms import json_text

    console().result(json_text(schemas()[f"{which}.schema.json"]).rstrip("\n"))
    return 0
