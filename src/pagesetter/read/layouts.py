"""A layout file in; the LayoutSpec and all its problems out.

Nothing stops at the first problem: what follows only from an earlier one is left out, everything else is told.
Whether stories, pictures and fonts exist is found when they are opened.
"""

from collections.abc import Mapping
from dataclasses import replace
from os.path import normpath
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from pagesetter.diagnostics import Diagnostic, error, in_order
from pagesetter.geometry import Rect, WritingMode
from pagesetter.model.areas import Area
from pagesetter.model.spec import FontFile, Grid, LayoutSpec, PageSpec
from pagesetter.read.area_checks import checked
from pagesetter.read.areas import read_areas
from pagesetter.read.dates import date_fields
from pagesetter.read.fields import Problems, Values
from pagesetter.read.furniture import Turn, number_of, read_furniture, with_lunar
from pagesetter.read.layout_rows import LAYOUT
from pagesetter.read.pages import is_odd, read_grid, read_page, strips_of
from pagesetter.read.places import Context
from pagesetter.read.plans import Letter, read_plan
from pagesetter.read.plant import read_press
from pagesetter.read.source import read_text
from pagesetter.read.styles import build_styles
from pagesetter.read.switches import copyedit_of
from pagesetter.read.tree import Scalar, Table, parse_yaml
from pagesetter.read.units import Length

if TYPE_CHECKING:
    from pagesetter.read.issue import Issue

_BODY: Final = (10.5, 15.0)
"""Size and leading (pt) that styles are checked with when the grid could not be read."""


def read_layout(
    path: Path, shown: str | None = None, issue: "Issue | None" = None
) -> tuple[LayoutSpec | None, tuple[Diagnostic, ...]]:
    """The layout in a file; ``shown`` is its name for messages (the path when not given), ``issue`` what the edition
    says that its page belongs to.

    The LayoutSpec is None when page, grid or areas could not be made out. With errors beside it, it holds what is good.
    """
    source, found = read_text(path, shown or str(path))
    if source is None:
        return None, found
    node, syntax = parse_yaml(source)
    problems = Problems()
    problems.found += (*found, *syntax)
    spec = None
    if isinstance(node, Table):
        values = LAYOUT.read(node, problems)
        spec = _spec(values, path, source.shown, problems, issue) if values else None
    elif not any(d.code.startswith("R01") for d in syntax):
        hint = 'it begins with keys such as "page:" and "grid:"'
        if isinstance(node, Scalar) and "：" in node.text:
            hint = 'a key takes the ASCII colon and a blank, ": ", not "："'
        problems.found.append(error("R013", "this file is no layout", hint, source.origin(0)))
    return spec, in_order(problems.found)


def _spec(own: Values, path: Path, shown: str, problems: Problems, issue: "Issue | None" = None) -> LayoutSpec | None:
    """All parts of a layout."""
    values = own
    if issue is not None:
        from pagesetter.read.issue import over  # most pages are built alone

        values = over(own, issue, path.parent)
    edition = values.get("edition", Values)
    fields = {key: value for key, value in (edition.data if edition else {}).items() if isinstance(value, str)}
    language = values.text("language", "zh-Hans")
    if "date" in fields:
        fields = {**date_fields(fields["date"], language), **fields}
    folder = path.parent
    content = Path(normpath(folder / values.text("content", ".")))
    spread = _spread(values)
    if spread and "page" in fields:
        fields.setdefault("next_page", _following(fields["page"]))
    page, grid, strips = _page_and_grid(values, fields.get("page", ""), problems)
    size, leading = (grid.size, grid.leading) if grid else _usual(values)
    under = issue.styles if issue else None
    styles = build_styles(values.get("styles", Values), folder, size, leading, language, problems, under)
    pieces = values.all("furniture", tuple)
    sure = not values.bad("edition") and not (edition and any(edition.bad(key) for key in edition.nodes))
    known = {**dict.fromkeys(issue.known, ""), **fields} if issue else fields
    furniture = read_furniture(pieces, known if sure else None, styles, problems, _turn(fields, issue))
    fields = dict(with_lunar(fields, furniture, language, problems))
    press, bleed = read_press(values, fields, sure, path, problems)
    if page and bleed is not None and not _own_bleed(values):
        page = replace(page, bleed=bleed)
    drawn = replace(grid, lines=grid.lines - grid.fold_rows, fold_row=0, fold_rows=0) if grid else None
    context = Context(drawn, None, styles, _furniture_names(values), content, language, _mode(values), strips)
    areas = _areas(values, context, problems)
    if grid is not None and grid.fold_rows:
        from pagesetter.read.spreads import over_the_fold  # few pages are two, and fewer vertical

        areas = over_the_fold(areas, grid)
    _unused_furniture(own, areas, problems)
    rules = values.get("rules", Values)
    if page is None or grid is None or not areas:
        return None
    mode, repairs = copyedit_of(values.data.get("copyedit"), "on", {})
    return LayoutSpec(
        file=shown,
        page=page,
        grid=grid,
        areas=areas,
        styles=styles,
        content=str(content),
        furniture=furniture,
        edition=MappingProxyType(fields),
        language=language,
        condition=press.condition,
        press=press,
        copyedit=mode,
        repairs=repairs,
        fonts=_fonts(values, folder),
        font_folders=tuple(normpath(folder / name) for name in values.all("font_folders", str)),
        spread=spread,
        column_rules=rules.data.get("columns") is not False if rules else True,
        tier_rules=rules.get("tiers", bool) if rules else None,
    )


def _page_and_grid(
    values: Values, number: str, problems: Problems
) -> tuple[PageSpec | None, Grid | None, Mapping[str, Rect]]:
    """Page, grid, and the strips of furniture between the edges of the type area and the grid, by their areas."""
    page_values, grid_values = values.get("page", Values), values.get("grid", Values)
    page = read_page(page_values, number, problems) if page_values else None
    if page is None or grid_values is None:
        return page, None, MappingProxyType({})
    strips, left = strips_of(values.all("areas", tuple), page.type_area, *_usual(values), odd=is_odd(number))
    if page_values is not None and _spread(values):
        from pagesetter.read.spreads import spread_out  # few pages are two

        return spread_out(values, page_values, page, strips, left, problems)
    return page, read_grid(grid_values, left, page.width, problems), strips


def _spread(values: Values) -> str:
    """How the two pages of a spread are written; empty for a single page."""
    given = values.data.get("spread")
    return given if isinstance(given, str) else "double" if given else ""


def _following(page: str) -> str:
    """The name of the page after one: A05 after A04."""
    digits = number_of(page)
    found = page.rfind(str(digits)) if digits else -1
    width = len(str(digits))
    return f"{page[:found]}{digits + 1}{page[found + width :]}" if found >= 0 else page


def _turn(fields: Mapping[str, str], issue: "Issue | None") -> Turn:
    """Which page of its paper the layout's is."""
    number = number_of(fields.get("page", ""))
    if issue is None:
        return Turn(number, number == 1)
    return Turn(number, issue.number == 1, issue.number == issue.total)


def _own_bleed(values: Values) -> bool:
    """Whether the layout gives its own bleed."""
    page = values.get("page", Values)
    return page is not None and page.given("bleed")


def _mode(values: Values) -> WritingMode:
    """Direction of the page's lines."""
    grid = values.get("grid", Values)
    return WritingMode(grid.text("mode", "horizontal")) if grid else WritingMode.HORIZONTAL


def _usual(values: Values) -> tuple[float, float]:
    """Body size and leading as far as a refused grid gives them."""
    grid = values.get("grid", Values)
    body, leading = (grid.get("body", Length), grid.get("leading", Length)) if grid else (None, None)
    size = (body.pt() if body else None) or _BODY[0]
    return size, (leading.pt(em=size) if leading else None) or _BODY[1]


def _areas(values: Values, context: Context, problems: Problems) -> tuple[Area, ...]:
    """The areas, read against the drawn dummy."""
    letters = _letters(values, context, problems)
    if values.bad("areas") or not values.given("areas"):
        return ()
    node = values.nodes["areas"]
    declared = frozenset(key.text for key, _ in node.entries) if isinstance(node, Table) else frozenset[str]()
    areas = read_areas(values.all("areas", tuple), declared, replace(context, letters=letters), problems)
    return checked(areas, problems, context.mode)


def _letters(values: Values, context: Context, problems: Problems) -> Mapping[str, Letter] | None:
    """The drawn dummy; empty when there is none, None when it is wrong."""
    if not values.given("dummy"):
        return MappingProxyType({})
    if values.bad("dummy"):
        return None
    given, grid = values.get("grid", Values), context.grid
    columns = grid.columns if grid else (given.get("columns", int) if given else None)
    lines = grid.lines if grid else (given.get("lines", int) if given else None)
    return read_plan(values.data["dummy"], columns, lines, problems, context.mode)


def _furniture_names(values: Values) -> frozenset[str] | None:
    """Names under ``furniture``, refused ones included."""
    node = values.nodes.get("furniture")
    if node is None:
        return frozenset()
    return frozenset(key.text for key, _ in node.entries) if isinstance(node, Table) else None


def _unused_furniture(values: Values, areas: tuple[Area, ...], problems: Problems) -> None:
    """Furniture that no area shows is likely a slip."""
    asked = [value[1] for _, _, value in values.all("areas", tuple) if isinstance(value, tuple)]
    used = {own.text("furniture") for own in asked if isinstance(own, Values)}
    for name, origin, _ in values.all("furniture", tuple):
        if name not in used and areas:
            hint = f"give it a place: R: {{furniture: {name}}}"
            problems.warning("L505", f'furniture "{name}" stands in no area', hint, origin)


def _fonts(values: Values, folder: Path) -> tuple[FontFile, ...]:
    """Fonts that the layout names."""
    found = []
    for entry in values.all("fonts", object):
        if isinstance(entry, Values):
            if entry.text("file"):
                found.append(FontFile(entry.text("family"), normpath(folder / entry.text("file")), entry.at("file")))
        elif isinstance(entry, Scalar):
            found.append(FontFile("", normpath(folder / entry.text), entry.origin))
    return tuple(found)
