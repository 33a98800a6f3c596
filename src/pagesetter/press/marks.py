"""A page in, the same page with marks for the press around it out: crop, bleed and registration marks, bar, slug.

They are items like all others, outside the bleed, so that the page itself is as it was. What must be on every plate has
the registration colour; the patches of the bar have theirs; and the slug line ends on the name of each ink in that ink,
which tells the plates apart (a page does not know the name of the plate that it becomes).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby, pairwise
from math import cos, pi, sin
from pathlib import Path
from typing import Final

from pagesetter.diagnostics import Diagnostic, warning
from pagesetter.fonts.library import Library
from pagesetter.fonts.shape import HarfBuzzShaper
from pagesetter.geometry import MM, Rect, WritingMode
from pagesetter.model.glyph import GlyphRun
from pagesetter.model.ink import BLACK, Ink, Process, Spot, tint_of
from pagesetter.model.page import Drawing, Item, Page, Panel, Placed, Rule, Text
from pagesetter.model.style import TypeStyle
from pagesetter.press.boxes import gap
from pagesetter.press.inks import ALL, MARK_ROLE
from pagesetter.script.tables import read_table

_HAIR: Final = 0.25
"""Width of marks, pt (rulebook 3)."""
_CROP: Final = 5 * MM
"""Length of crop marks …"""
_BLEED: Final = 3 * MM
"""… and of bleed marks."""
_TARGET: Final = 4.5 * MM
"""From the inner end of marks to the middle of a registration mark …"""
_RADIUS: Final = 1.5 * MM
"""… the radius of its circle …"""
_ARM: Final = 3 * MM
"""… and half the length of its cross."""
_SIDES: Final = 32
"""Lines that its circle is drawn of."""
_OFF: Final = 1 * MM
"""From the inner end of marks to the bar and the slug line."""
_PATCH: Final = 5 * MM
"""Side of a patch; less where the page is too narrow for all of them."""
_AIR: Final = 8 * MM
"""From the middle and the corners of the page to the bar and the slug line."""
_SLUG_SIZE: Final = 7.0
"""Of the slug line, pt; less where it would not fit."""
_PLATES: Final = (
    ("C", Process(1, 0, 0, 0)),
    ("M", Process(0, 1, 0, 0)),
    ("Y", Process(0, 0, 1, 0)),
    ("K", Process(0, 0, 0, 1)),
)
"""The process inks by the letters that the slug line has for them."""


def with_marks(page: Page, library: Library, style: TypeStyle) -> tuple[Page, tuple[Diagnostic, ...]]:
    """The page with the marks that its press asks for; ``style`` sets the slug line.

    Codes: P113 a character of the slug line is in none of the fonts.
    """
    asked = page.press.marks
    items: list[Item] = []
    found: tuple[Diagnostic, ...] = ()
    if "crop" in asked:
        items += _corner_marks(page, 0.0, _CROP)
    if "bleed" in asked and page.bleed > 0:
        items += _corner_marks(page, page.bleed, _BLEED)
    if "registration" in asked:
        items += _targets(page)
    if "colour-bar" in asked:
        items += _bar(page)
    if "slug" in asked:
        line, found = _slug(page, library, style)
        items.append(line)
    return replace(page, items=(*page.items, *items)), found


def _rule(x0: float, y0: float, x1: float, y1: float) -> Rule:
    return Rule(x0, y0, x1, y1, _HAIR, ALL, MARK_ROLE)


def _corner_marks(page: Page, out: float, length: float) -> Iterator[Rule]:
    """Two lines at each corner of the rectangle that is ``out`` larger than the trim, pt."""
    near, far = gap(page), gap(page) + length
    width, height = page.trim.w, page.trim.h
    for x, away in ((-out, -1), (width + out, 1)):
        edge = 0.0 if away < 0 else width
        for y, down in ((-out, -1), (height + out, 1)):
            end = 0.0 if down < 0 else height
            yield _rule(edge + away * far, y, edge + away * near, y)
            yield _rule(x, end + down * far, x, end + down * near)


def _targets(page: Page) -> Iterator[Rule]:
    """A circle with a cross at the middle of each side."""
    away = gap(page) + _TARGET
    width, height = page.trim.w, page.trim.h
    corners = [(_RADIUS * cos(2 * pi * i / _SIDES), _RADIUS * sin(2 * pi * i / _SIDES)) for i in range(_SIDES + 1)]
    for x, y in ((width / 2, -away), (width / 2, height + away), (-away, height / 2), (width + away, height / 2)):
        yield _rule(x - _ARM, y, x + _ARM, y)
        yield _rule(x, y - _ARM, x, y + _ARM)
        for (x0, y0), (x1, y1) in pairwise(corners):
            yield _rule(x + x0, y + y0, x + x1, y + y1)


@cache
def _patches() -> tuple[Process, ...]:
    """The process patches of the bar."""
    rows = read_table(Path(__file__).parent / "data" / "colour_bar.tsv")
    return tuple(Process(*(float(row[ink]) / 100 for ink in "cmyk")) for row in rows)


def _spots(page: Page) -> tuple[Spot, ...]:
    """The spot inks of the page in full, in the order of their first use."""
    inks: list[Ink | None] = []
    for item in page.items:
        match item:
            case Text():
                inks += [*(run.ink for run in item.runs), *(stroke.ink for stroke in item.strokes)]
            case Rule():
                inks.append(item.ink)
            case Panel() | Drawing():
                inks += [item.fill, item.stroke]
            case Placed():
                inks += item.spots
    full: dict[str, Spot] = {}
    for ink in inks:
        if isinstance(ink, Spot) and ink != ALL:  # a second alternate of an ink is no second plate
            full.setdefault(ink.name, Spot(ink.name, 1.0, ink.alternate))
    return tuple(full.values())


def _room(page: Page) -> float:
    """Length that the bar and the slug line may each take, pt; never nothing, however narrow the page."""
    return max(page.trim.w / 2 - 2 * _AIR, _PATCH)


def _bar(page: Page) -> Iterator[Panel]:
    """Patches in a row under the left half of the page."""
    inks: list[Ink] = [*_patches()]
    for spot in _spots(page):
        inks += [spot, tint_of(spot, 0.5)]
    side = min(_PATCH, _room(page) / len(inks))
    y = page.trim.h + gap(page) + _OFF
    for index, ink in enumerate(inks):
        yield Panel(Rect(_AIR + index * side, y, side, _PATCH), ink, role=MARK_ROLE)


def _slug(page: Page, library: Library, style: TypeStyle) -> tuple[Text, tuple[Diagnostic, ...]]:
    """The slug line under the right half of the page: its text in black, then every ink's name in that ink."""
    shaper = HarfBuzzShaper(library)
    plain = replace(style, mode=WritingMode.HORIZONTAL, condense_ratio=1.0, tracking_em=0.0)
    parts: list[tuple[str, Ink]] = [(page.press.slug, BLACK)]
    parts += _PLATES
    parts += [(spot.name, spot) for spot in _spots(page)]
    shaped = [(text, ink, shaper.shape(text, plain)) for text, ink in parts]
    length_em = sum(cluster.advance_em for _, _, clusters in shaped for cluster in clusters) + 0.5 * len(parts)
    size = min(_SLUG_SIZE, _room(page) / length_em)
    pen, runs, missing = 0.0, [], ""
    for text, ink, clusters in shaped:
        for face, group in groupby(clusters, key=lambda cluster: cluster.face):
            gids: list[int] = []
            places: list[tuple[float, float]] = []
            texts: list[str] = []
            for cluster in group:
                word = text[cluster.start : cluster.end]
                missing += "" if face or word.isspace() else word
                for i, (gid, (dx, dy)) in enumerate(zip(cluster.gids, cluster.offsets_em, strict=True)):
                    gids.append(gid)
                    places.append(((pen + dx) * size, dy * size))
                    texts.append("" if i else word)
                pen += cluster.advance_em
            if face:
                xs, ys = tuple(x for x, _ in places), tuple(y for _, y in places)
                runs.append(GlyphRun(face, size, tuple(gids), xs, tuple(texts), ys if any(ys) else (), ink=ink))
        pen += 0.5
    y = page.trim.h + gap(page) + _OFF + (_PATCH + 0.7 * size) / 2
    said = " ".join(text for text, _ in parts)
    line = Text(page.trim.w / 2 + _AIR, y, tuple(runs), said, size, pen * size, MARK_ROLE)
    return line, tuple(_absent(missing))


def _absent(characters: Sequence[str]) -> Iterator[Diagnostic]:
    """What no font had."""
    if characters:
        shown = "".join(dict.fromkeys(characters))
        hint = "give the style running-small a face that has them"
        yield warning("P113", f'no font has "{shown}" of the slug line', hint)
