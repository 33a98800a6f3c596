"""The fields ``areas`` and the cells of the drawn dummy in, Areas out; `read.area_checks` looks at their shapes."""

from dataclasses import replace
from functools import cache
from os.path import normpath
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pagesetter.adverts.supplied import is_pdf
from pagesetter.diagnostics import Origin, did_you_mean
from pagesetter.geometry import WritingMode
from pagesetter.model.areas import Area, Cell, Jump, PhotoPlace
from pagesetter.read.area_rows import MODES
from pagesetter.read.around import around_at, free_place, inner_areas, quotes_of, with_distance
from pagesetter.read.fields import Problems, Values
from pagesetter.read.heads import with_options, with_ornaments
from pagesetter.read.places import Context, cells_of, mode_at, own_columns, rectangle_at, story_mode, strip_of
from pagesetter.script.languages import rules_of
from pagesetter.script.tables import read_table

_OWNER: Final = MappingProxyType({"photo": "of", "head": "head", "summary": "summary"})
"""The key that names the story's area, by use."""


@cache
def advert_labels() -> MappingProxyType[str, str]:
    """The word that marks an advertisement by rules of a language."""
    path = Path(__file__).parent / "data" / "advert_labels.tsv"
    return MappingProxyType({row["rules"]: row["label"] for row in read_table(path)})


def read_areas(
    entries: tuple[tuple[str, Origin, object], ...], declared: frozenset[str], context: Context, problems: Problems
) -> tuple[Area, ...]:
    """The good areas in the file's order.

    ``entries`` are those that ``area_rows.AREA`` could read, ``declared`` the names of all, refused ones included.
    """
    areas: list[Area] = []
    refused = set(declared)
    for name, origin, value in entries:
        if isinstance(value, tuple) and isinstance(value[1], Values):
            area = _area(name, origin, value[0], value[1], context, problems)
            if area is not None:
                areas.append(area)
                refused.discard(name)
    _check_letters(declared, context, problems)
    given = {name: value[1] for name, _, value in entries if isinstance(value, tuple)}
    areas = inner_areas(areas, given, context, problems)
    return _linked(areas, frozenset(refused), problems)


def _area(name: str, origin: Origin, use: str, values: Values, context: Context, problems: Problems) -> Area | None:
    """One area; None when it has no cells."""
    strip = strip_of(name, use, values, context, problems)
    free = use == "story" and values.given("place")
    cells = frozenset[Cell]() if strip or free else cells_of(name, origin, use, values, context, problems)
    own = own_columns(use, values, cells, context, problems)
    if cells is None:
        return None
    area = Area(name, use, cells, origin, columns=own, frame=values.get("frame", bool) or False, strip=strip)
    area = replace(area, mode=mode_at(values, "mode"), captions=mode_at(values, "captions"))
    area = replace(area, min_ppi=values.get("min_ppi", float), number=values.get("photo", int) or 1)
    if use == "story":
        area = replace(area, story=values.text("story"), fixed=values.get("fixed", bool) or False)
        area = _with_head(_with_jump(area, values), values, context, problems)
        area = with_ornaments(area, values, context, problems)
        area = replace(area, inside=values.text("inside"))
        area = replace(area, column_mode=values.text("column_mode", "equal"))
        if values.given("column_mode") and area.columns is None:
            message = f'"column_mode" of area {area.name} divides columns of its own, and it has none'
            problems.error("L447", message, "give it columns: 3, or take column_mode out", values.keys["column_mode"])
        area = replace(area, photos=_photos(area, values, context, problems))
        box = values.get("summary", Values)
        if box is not None:
            around = with_distance(around_at(box, problems), box, context)
            area = replace(area, summary_place=free_place(area, box, context, problems), around=around)
        if values.given("quotes"):
            area = replace(area, quotes=quotes_of(area, values, context, problems))
        return area
    if use in _OWNER:
        around = with_distance(around_at(values, problems), values, context) if use == "photo" else None
        return replace(area, of=values.text(_OWNER[use]), around=around)
    if use == "advert":
        inner = values.get("advert", Values)
        file = inner.text("file") if inner else values.text("advert")
        label = inner.text("label") if inner else ""
        path = normpath(context.content / file) if file else ""
        for key in ("page", "size"):
            if values.given(key) and not is_pdf(path):
                message = f'"{key}" is about a PDF, and the advertisement in area {name} is none'
                problems.error("L414", message, "take it out, or name a PDF", values.at(key))
        area = replace(area, advert_page=values.get("page", int) or 1, advert_exact=values.text("size") == "exact")
        return replace(area, advert=path, label=label or advert_labels()[rules_of(context.language)])
    name = values.text("furniture")
    if name and context.furniture is not None and name not in context.furniture:
        hint = did_you_mean(name, context.furniture) or 'describe it under "furniture"'
        problems.error("L501", f'no furniture is called "{name}"', hint, values.at("furniture"))
        return None
    return replace(area, furniture=name)


def _with_jump(area: Area, values: Values) -> Area:
    """The area with where its story goes on, and with the part of it that it holds."""
    given, part = values.data.get("jump"), values.data.get("continues")
    continues = part if isinstance(part, int) and not isinstance(part, bool) else 1 if part else 0
    if isinstance(given, Values):
        return replace(area, jump=Jump(given.origin, given.text("to"), given.text("page")), continues=continues)
    return replace(area, jump=Jump(values.at("jump")) if given else None, continues=continues)


# --- head and photos of a story ---


def _with_head(area: Area, values: Values, context: Context, problems: Problems) -> Area:
    """The area with its head style, height and span."""
    record, known = values.get("head", Values), context.styles.heads
    usual = "continued" if area.continues else "second"
    style, at = values.text("head", usual), values.at("head")
    if record is not None:
        style, at = record.text("style", "second"), record.at("style")
        style = style if record.given("style") else usual
    elif style in MODES and style not in known:
        area, style = replace(area, head_mode=WritingMode(style)), "second"
    if style != "none" and style not in known:
        hint = did_you_mean(style, [*known, "none", *MODES])
        problems.error("L407", f'no head style is called "{style}"', hint, at)
        style = "second"
    area = replace(area, head=style)
    if record is None:
        return area
    area = replace(area, head_mode=mode_at(record, "mode"), head_last=record.text("side") == "last")
    area = with_options(area, record, context, problems)
    return replace(area, head_lines=record.get("lines", int), head_columns=_head_span(area, record, context, problems))


def _head_span(area: Area, head: Values, context: Context, problems: Problems) -> tuple[int, int] | None:
    """Columns of the grid that a head spans, from..end (exclusive): tiers for a vertical story."""
    mode = story_mode(area.mode, context)
    key, other = ("tiers", "columns") if mode is WritingMode.VERTICAL else ("columns", "tiers")
    if head.given(other):
        message = f"the head of a {mode} story spans {key}, not {other}"
        problems.error(
            "L430",
            message,
            f"write {key}: 1-2, counted inside the story" if mode is not context.mode else f"write {key}",
            head.keys[other],
        )
        return None
    span = head.get(key, tuple)
    if span is None:
        return None
    if mode is not context.mode:
        if area.head_mode not in (None, mode):
            message = "a head across the lines of a story with a grid of its own lies along its whole edge"
            problems.error("L431", message, f"take out {key}, or draw cells for the head", head.keys[key])
            return None
        return span[0] - 1, span[1]  # of the story's own: make-up knows how many there are
    first, _, end, _ = area.bounds()
    if span[0] - 1 < first or span[1] > end:
        message = f"the head spans {key} {span[0]}-{span[1]}, its area {key} {first + 1}-{end}"
        problems.error("L408", message, "keep the head inside its area", head.at(key))
        return None
    return span[0] - 1, span[1]


def _photos(area: Area, values: Values, context: Context, problems: Problems) -> tuple[PhotoPlace, ...]:
    """Places of photos inside a story."""
    found: list[PhotoPlace] = []
    for entry in values.all("photos", tuple):
        kind, place = entry
        number = place.get("photo", int)
        if number is None:
            continue
        around = with_distance(around_at(place, problems), place, context)
        if kind == "place":
            free = free_place(area, place, context, problems)
            if free is not None:
                found.append(PhotoPlace(number, place.origin, free=free, around=around))
            continue
        if kind == "anchor":
            columns = place.get("columns", int)
            anchor = place.text("anchor")
            if anchor and columns:
                lines = place.get("lines", int) or 0
                found.append(PhotoPlace(number, place.origin, frozenset(), anchor, columns, lines, around=around))
            continue
        cells = rectangle_at(place, context, problems)
        if cells is None:
            continue
        if not cells <= area.cells:
            message = f"photo {number} takes {len(cells - area.cells)} cells that are not of area {area.name}"
            problems.error("L410", message, "keep it inside, or give it a letter of its own", place.origin)
            continue
        found.append(PhotoPlace(number, place.origin, cells, around=around))
    return tuple(found)


# --- what areas say about each other ---


def _check_letters(declared: frozenset[str], context: Context, problems: Problems) -> None:
    """Letters of the dummy that no area explains."""
    for name, letter in (context.letters or {}).items():
        if name not in declared:
            hint = f'add it under "areas": {name}: {{story: …}}'
            problems.error("L411", f'letter "{name}" of the dummy is no area', hint, letter.origin)


def _linked(areas: list[Area], refused: frozenset[str], problems: Problems) -> tuple[Area, ...]:
    """The areas whose owners exist; what names a wrong owner is reported and left out."""
    by_name = {area.name: area for area in areas}
    stories = [area.name for area in areas if area.use == "story"]
    good = []
    placed: dict[str, Area] = {}
    continued = frozenset((area.story, area.name) for area in areas if area.continues)
    parts: dict[tuple[str, int], Area] = {}
    for area in areas:
        if area.use == "story" and area.story and not area.continues:
            first = placed.setdefault(area.story, area)
            if first is not area:
                message = f'story "{area.story}" is placed twice, in areas {first.name} and {area.name}'
                problems.error("L412", message, "take one of them out", area.origin)
                continue
        if area.continues:
            first = parts.setdefault((area.story, area.continues), area)
            if first is not area:
                message = f'areas {first.name} and {area.name} both hold part {area.continues + 1} of "{area.story}"'
                problems.error("L463", message, f"write continues: {area.continues + 1} for the later one", area.origin)
                continue
        if area.jump and area.jump.area and (area.story, area.jump.area) not in continued:
            message = f'no area "{area.jump.area}" continues story "{area.story}"'
            names = [name for slug, name in continued if slug == area.story]
            hint = did_you_mean(area.jump.area, names) or f"write {{story: {area.story}, continues: true}} there"
            problems.error("L464", message, hint, area.jump.origin)
        if area.use in _OWNER and area.of not in stories and area.of not in refused:
            if area.of:
                other = by_name.get(area.of)
                why = f"which is of use {other.use}" if other else "which is no area"
                message = f'area "{area.name}" belongs to "{area.of}", {why}'
                problems.error("L413", message, did_you_mean(area.of, stories), area.origin)
            continue
        good.append(area)
    return tuple(good)
