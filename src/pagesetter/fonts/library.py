"""Font folders and font files named by a layout in, faces by family and weight out.

Families that none of these have are looked for in the installed extras, one by one and when they are asked for.

A face is one weight of one font: a static font as it is, or a variable font pinned at a weight. Its key, such as
``NotoSansSC@700``, comes from the file's name and the weight alone, so that pages dump the same on every machine.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

import uharfbuzz as hb

from pagesetter.diagnostics import Diagnostic, Origin, did_you_mean, error, warning
from pagesetter.fonts.families import Entry, Family, distance, family_of
from pagesetter.fonts.files import font_files, free_stem, not_found, stem_of
from pagesetter.fonts.sfnt import FontFacts, UnfitFontError, open_face, read_fonts
from pagesetter.model.spec import FontFile
from pagesetter.model.style import FaceRef
from pagesetter.records import record

if TYPE_CHECKING:
    from pagesetter.fonts.extras import Extra, ExtraFont


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
class Coverage:
    """Which characters of a text a face has."""

    characters: int
    """Different characters asked for, spaces left out."""
    missing: str
    """Those that the face lacks, by code point."""


def _folded(name: str) -> str:
    """A family name without the differences that people do not see."""
    return " ".join(name.split()).casefold()


class Library:
    """The fonts that a build may use. It keeps opened fonts, so make one for a build and pass it around."""

    __slots__ = ("_by_name", "_faces", "_fonts", "_installed", "_opened", "_resolved", "_stems", "_unfit")

    def __init__(self, entries: Iterable[Entry], installed: "Callable[[ExtraFont], Path | None] | None" = None) -> None:
        self._installed = installed
        self._stems: dict[str, Entry] = {}
        self._by_name: dict[str, list[Entry]] = {}
        for entry in entries:
            self._add(entry)
        self._unfit: dict[str, UnfitFontError] = {}
        self._resolved: dict[FaceRef, Face | None] = {}
        self._faces: dict[str, Face] = {}
        self._fonts: dict[str, hb.Font] = {}
        self._opened: dict[tuple[str, int], hb.Face] = {}

    @classmethod
    def open(
        cls,
        folders: Sequence[Path],
        named: Sequence[FontFile],
        installed: "Callable[[ExtraFont], Path | None] | None" = None,
    ) -> tuple[Self, tuple[Diagnostic, ...]]:
        """The fonts that a layout names, then those of the folders; what comes first wins where two would serve.

        ``installed`` tells where a font of an extra lies, by default what the import system knows; families of extras
        are opened when they are asked for.

        Folders are read with their subfolders in the order of names. Files that cannot be used are left out and
        reported: as errors at the layout's line when they are named there, else as warnings. Codes: F101 not found,
        F102 unreadable, F103 and F104 embedding forbidden, F105 no outlines, F106 folder not found.
        """
        problems: list[Diagnostic] = []
        entries: dict[tuple[Path, int], Entry] = {}
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
                stem = free_stem(f"{stem_of(path)}#{facts.index}" if facts.index else stem_of(path), stems)
                stems.add(stem)
                entries[spot] = Entry(stem, facts, (alias,) if alias else ())

        for font in named:
            if Path(font.path).is_file():
                add(Path(font.path), font.family, font.origin)
            else:
                problems.append(not_found(font))
        for folder in folders:
            if not folder.is_dir():
                problems.append(error("F106", f'font folder "{folder}" does not exist', "correct the path"))
            for path in font_files(folder):
                add(path, "", None)
        return cls(entries.values(), installed), tuple(problems)

    def _add(self, entry: Entry) -> None:
        self._stems[entry.stem] = entry
        for name in dict.fromkeys(map(_folded, (*entry.aliases, entry.facts.family, *entry.facts.names))):
            self._by_name.setdefault(name, []).append(entry)

    def _fetch(self, name: str) -> None:
        """Opens the fonts of a family, its name folded, that the extras bring."""
        from pagesetter.fonts.extras import installed  # here: a page in the shipped fonts never comes by

        find = self._installed or installed
        for font in _extra_fonts():
            path = find(font) if _folded(font.family) == name else None
            if path is None:
                continue
            try:
                fonts = read_fonts(path)
            except UnfitFontError as exc:
                self._unfit[name] = exc
                continue
            for facts in fonts:
                self._add(Entry(free_stem(stem_of(path), self._stems), facts, (font.family,)))

    def resolve(self, ref: FaceRef) -> Face | None:
        """The face of a family whose weight is nearest; None for an unknown family.

        Upright and normal width go before italic and condensed. Of two weights equally near, the lighter serves up to
        500 and the heavier above, as in CSS Fonts 4, 5.2.
        """
        if ref not in self._resolved:
            name = _folded(ref.family)
            if name not in self._by_name:
                self._fetch(name)
            candidates = self._by_name.get(name, [])
            best = min(candidates, key=lambda entry: distance(entry.facts, ref.weight), default=None)
            self._resolved[ref] = self._face(best, ref.weight) if best else None
        return self._resolved[ref]

    def unknown(self, ref: FaceRef, origin: Origin | None = None) -> Diagnostic:
        """F110: the error to report when ``resolve`` gives None."""
        name = _folded(ref.family)
        extra = self.extra_of(ref.family)
        if extra and name in self._unfit:
            unfit = self._unfit[name]
            return error(
                "F110", f'the font of the family "{ref.family}" is unfit: {unfit.message}', extra.command, origin
            )
        if extra:
            message = f'no font of the family "{ref.family}" is installed; it comes with the extra "{extra.name}"'
            return error("F110", message, extra.command, origin)
        families = self.families()
        names = [name for family in families for name in (family.name, *family.other_names)]
        hint = did_you_mean(ref.family, [*names, *(font.family for font in _extra_fonts())])
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
        grouped: dict[str, list[Entry]] = {}
        for entry in self._stems.values():
            for name in entry.aliases or (entry.facts.family,):
                grouped.setdefault(name, []).append(entry)
        return tuple(family_of(name, grouped[name]) for name in sorted(grouped))

    def extras(self) -> "tuple[Extra, ...]":
        """The optional sets of fonts, and which of their families no font of this library has."""
        names = dict.fromkeys(font.extra for font in _extra_fonts())
        return tuple(self._extra(name) for name in names)

    def extra_of(self, family: str) -> "Extra | None":
        """The extra that brings a family."""
        name = _folded(family)
        return next((self._extra(font.extra) for font in _extra_fonts() if _folded(font.family) == name), None)

    def _extra(self, name: str) -> "Extra":
        from pagesetter.fonts.extras import Extra, pip_command  # here: as above

        families = tuple(dict.fromkeys(font.family for font in _extra_fonts() if font.extra == name))
        absent = tuple(family for family in families if self.resolve(FaceRef(family)) is None)
        return Extra(name, families, absent, pip_command(name))

    def coverage(self, ref: FaceRef, text: str) -> Coverage | None:
        """Which characters of a text the face has; None for an unknown family."""
        face = self.resolve(ref)
        if face is None:
            return None
        wanted = {ch for ch in text if not ch.isspace()}
        known = self.font(face).face.unicodes
        return Coverage(len(wanted), "".join(sorted(ch for ch in wanted if ord(ch) not in known)))

    def _face(self, entry: Entry, weight: int) -> Face:
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


def _extra_fonts() -> "tuple[ExtraFont, ...]":
    """What the extras bring."""
    from pagesetter.fonts.extras import extra_fonts  # here: as above

    return extra_fonts()
