"""Font folders and font files named by a layout in, faces by family and weight out.

A face is one weight of one font: a static font as it is, or a variable font pinned at a weight. Its key, such as
``NotoSansSC@700``, comes from the file's name and the weight alone, so that pages dump the same on every machine.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from os import walk
from pathlib import Path
from typing import Self

import uharfbuzz as hb

from pagesetter.diagnostics import Diagnostic, Origin, did_you_mean, error, warning
from pagesetter.fonts.sfnt import SUFFIXES, FontFacts, UnfitFontError, open_face, read_fonts
from pagesetter.model.spec import FontFile
from pagesetter.model.style import FaceRef
from pagesetter.records import record


@record
class Face:
    """One weight of one font. Lengths in em, y upward."""

    key: str
    """File name without its ending, ``@``, weight; the same on every machine."""
    family: str
    weight: int
    variation: float | None
    """Weight at which a variable font is pinned; None for a static font."""
    postscript: str
    """PostScript name of this weight."""
    facts: FontFacts

    @property
    def path(self) -> str:
        """The font file."""
        return self.facts.path

    @property
    def upem(self) -> int:
        """Font units in an em."""
        return self.facts.upem

    @property
    def ascent_em(self) -> float:
        """Top of the em box over the baseline."""
        return self.facts.ascent_em

    @property
    def descent_em(self) -> float:
        """Foot of the em box, negative."""
        return self.facts.descent_em


@record
class Family:
    """What a style may ask for under one family name."""

    name: str
    other_names: tuple[str, ...]
    """Names in other languages, full and PostScript names."""
    weights: tuple[int, ...]
    """Weights of the static fonts, ascending."""
    weight_range: tuple[int, int] | None
    """Weights of the variable font."""
    files: tuple[str, ...]


@record
class Coverage:
    """Which characters of a text a face has."""

    characters: int
    """Different characters asked for, spaces left out."""
    missing: str
    """Those that the face lacks, by code point."""


@record
class _Entry:
    """A font of the library."""

    stem: str
    """First part of its keys; unique in the library."""
    facts: FontFacts
    aliases: tuple[str, ...] = ()
    """Families that the layout gave it."""


def _folded(name: str) -> str:
    """A family name without the differences that people do not see."""
    return " ".join(name.split()).casefold()


class Library:
    """The fonts that a build may use. It keeps opened fonts, so make one for a build and pass it around."""

    __slots__ = ("_by_name", "_entries", "_faces", "_fonts", "_opened", "_resolved", "_stems")

    def __init__(self, entries: Iterable[_Entry]) -> None:
        self._entries = tuple(entries)
        self._stems = {entry.stem: entry for entry in self._entries}
        self._by_name: dict[str, list[_Entry]] = {}
        for entry in self._entries:
            for name in dict.fromkeys(map(_folded, (*entry.aliases, entry.facts.family, *entry.facts.names))):
                self._by_name.setdefault(name, []).append(entry)
        self._resolved: dict[FaceRef, Face | None] = {}
        self._faces: dict[str, Face] = {}
        self._fonts: dict[str, hb.Font] = {}
        self._opened: dict[tuple[str, int], hb.Face] = {}

    @classmethod
    def open(cls, folders: Sequence[Path], named: Sequence[FontFile]) -> tuple[Self, tuple[Diagnostic, ...]]:
        """The fonts that a layout names, then those of the folders; what comes first wins where two would serve.

        Folders are read with their subfolders in the order of names. Files that cannot be used are left out and
        reported: as errors at the layout's line when they are named there, else as warnings. Codes: F101 not found,
        F102 unreadable, F103 and F104 embedding forbidden, F105 no outlines, F106 folder not found.
        """
        problems: list[Diagnostic] = []
        entries: dict[tuple[Path, int], _Entry] = {}
        stems: set[str] = set()

        def add(path: Path, alias: str, origin: Origin | None) -> None:
            try:
                fonts = read_fonts(path)
            except UnfitFontError as exc:
                problem = error if origin else warning
                problems.append(problem(exc.code, exc.message, exc.hint, origin or Origin(str(path))))
                return
            for facts in fonts:
                spot = (path.resolve(), facts.index)
                if known := entries.get(spot):
                    entries[spot] = replace(known, aliases=(*known.aliases, alias) if alias else known.aliases)
                    continue
                stem = _free(f"{_stem(path)}#{facts.index}" if facts.index else _stem(path), stems)
                stems.add(stem)
                entries[spot] = _Entry(stem, facts, (alias,) if alias else ())

        for font in named:
            if Path(font.path).is_file():
                add(Path(font.path), font.family, font.origin)
            else:
                problems.append(_not_found(font))
        for folder in folders:
            if not folder.is_dir():
                problems.append(error("F106", f'font folder "{folder}" does not exist', "correct the path"))
            for path in _font_files(folder):
                add(path, "", None)
        return cls(entries.values()), tuple(problems)

    def resolve(self, ref: FaceRef) -> Face | None:
        """The face of a family whose weight is nearest; None for an unknown family.

        Upright and normal width go before italic and condensed. Of two weights equally near, the lighter serves up to
        500 and the heavier above, as in CSS Fonts 4, 5.2.
        """
        if ref not in self._resolved:
            candidates = self._by_name.get(_folded(ref.family), [])
            best = min(candidates, key=lambda entry: _distance(entry.facts, ref.weight), default=None)
            self._resolved[ref] = self._face(best, ref.weight) if best else None
        return self._resolved[ref]

    def unknown(self, ref: FaceRef, origin: Origin | None = None) -> Diagnostic:
        """F110: the error to report when ``resolve`` gives None."""
        families = self.families()
        hint = did_you_mean(ref.family, [name for family in families for name in (family.name, *family.other_names)])
        if not hint.startswith("did"):
            known = ", ".join(family.name for family in families)
            hint = "name a font file in the layout" + (f", or use one of: {known}" if known else "")
        return error("F110", f'no font of the family "{ref.family}" was found', hint, origin)

    def face(self, key: str) -> Face:
        """The face of a key that ``resolve`` made; KeyError for any other."""
        if key not in self._faces:
            stem, _, weight = key.rpartition("@")
            self._face(self._stems[stem], int(weight))
        return self._faces[key]

    def font(self, face: Face) -> hb.Font:
        """The opened font, at its weight, in font units."""
        font = self._fonts.get(face.key)
        if font is None:
            file = (face.path, face.facts.index)
            if file not in self._opened:
                self._opened[file] = open_face(*file)
            font = hb.Font(self._opened[file])
            if face.variation is not None:
                font.set_variations({"wght": face.variation})
            self._fonts[face.key] = font
        return font

    def families(self) -> tuple[Family, ...]:
        """Every family, by name."""
        grouped: dict[str, list[_Entry]] = {}
        for entry in self._entries:
            for name in entry.aliases or (entry.facts.family,):
                grouped.setdefault(name, []).append(entry)
        return tuple(_family(name, grouped[name]) for name in sorted(grouped))

    def coverage(self, ref: FaceRef, text: str) -> Coverage | None:
        """Which characters of a text the face has; None for an unknown family."""
        face = self.resolve(ref)
        if face is None:
            return None
        wanted = {ch for ch in text if not ch.isspace()}
        known = self.font(face).face.unicodes
        return Coverage(len(wanted), "".join(sorted(ch for ch in wanted if ord(ch) not in known)))

    def _face(self, entry: _Entry, weight: int) -> Face:
        facts = entry.facts
        variation = None
        if facts.weight_range:
            low, high = facts.weight_range
            variation = float(round(min(max(weight, low), high)))
        shown = facts.weight if variation is None else int(variation)
        name = facts.postscript
        if variation is not None:
            name = dict(facts.instances).get(variation) or f"{facts.prefix}-{shown}wght"
        key = f"{entry.stem}@{shown}"
        return self._faces.setdefault(key, Face(key, facts.family, shown, variation, name, facts))


def _stem(path: Path) -> str:
    """The file's name without its ending and without the axes that names of variable fonts carry in brackets."""
    return path.stem.split("[")[0].replace(" ", "") or path.stem


def _free(stem: str, taken: set[str]) -> str:
    """The stem, or one with a number behind it when another file has the same name."""
    if stem not in taken:
        return stem
    return next(name for n in range(2, len(taken) + 3) if (name := f"{stem}~{n}") not in taken)


def _font_files(folder: Path) -> Iterator[Path]:
    """Font files under a folder, each folder's own files before those of its subfolders, by name."""
    for where, folders, files in walk(folder):
        folders.sort()
        yield from (Path(where, name) for name in sorted(files) if Path(name).suffix.lower() in SUFFIXES)


def _not_found(font: FontFile) -> Diagnostic:
    folder = Path(font.path).parent
    near = [path.name for path in _font_files(folder)] if folder.is_dir() else []
    hint = did_you_mean(Path(font.path).name, near) or "correct the path; it is relative to the file that names it"
    return error("F101", f'font file "{font.path}" does not exist', hint, font.origin)


def _distance(facts: FontFacts, weight: int) -> tuple[bool, int, float, bool]:
    """How ill a font serves a weight; the least wins."""
    low, high = facts.weight_range or (facts.weight, facts.weight)
    lighter = high < weight
    off = weight - high if lighter else max(low - weight, 0)
    return facts.italic, abs(facts.width_class - 5), off, lighter is (weight > 500)


def _family(name: str, entries: Sequence[_Entry]) -> Family:
    others = {other for e in entries for other in (e.facts.family, *e.facts.names)} - {name}
    ranges = [e.facts.weight_range for e in entries if e.facts.weight_range]
    return Family(
        name,
        tuple(sorted(others)),
        tuple(sorted({e.facts.weight for e in entries if not e.facts.weight_range})),
        (round(min(low for low, _ in ranges)), round(max(high for _, high in ranges))) if ranges else None,
        tuple(sorted(e.facts.path for e in entries)),
    )
