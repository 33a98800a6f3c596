"""A story, a style sheet and a measure in, the story cast off without a page out: its galley.

The text is what an area of that measure would be given: summary, byline, paragraphs, subheads, end credit. Head, photos
and captions have places of their own on a page and are not in it. So a galley takes as many lines as `check` says that
the story needs.
"""

from dataclasses import replace
from types import MappingProxyType

from pagesetter.diagnostics import Diagnostic, Origin
from pagesetter.geometry import WritingMode
from pagesetter.lines.cast import cast
from pagesetter.makeup.boxes import Stamp
from pagesetter.makeup.flow import Element, elements
from pagesetter.makeup.setting import Setter, missing_characters
from pagesetter.model.areas import Area
from pagesetter.model.cast import Galley, Piece
from pagesetter.model.dummy import Column, StoryPlan
from pagesetter.model.glyph import Shaper
from pagesetter.model.page import Text
from pagesetter.model.spec import Grid
from pagesetter.model.story import Story
from pagesetter.model.style import StyleSheet


def cast_off(
    story: Story,
    sheet: StyleSheet,
    shaper: Shaper,
    measure_em: float,
    *,
    role: str = "body",
    mode: WritingMode = WritingMode.HORIZONTAL,
    absent: frozenset[str] = frozenset(),
) -> tuple[Galley, tuple[Diagnostic, ...]]:
    """The galley of a story, and the characters that no face has (F410).

    :param measure_em: line length in em of the body, more than 0.
    :param role: type style of the sheet that its paragraphs are set in; its size and leading are the galley's.
    :param absent: families that no font has, so that characters asked of them alone are not reported one by one.
    """
    body = sheet.types[role]
    if role != "body":
        sheet = replace(sheet, types=MappingProxyType({**sheet.types, "body": body}))
    size, leading = body.size, body.leading
    origin = Origin(story.file)
    measure = measure_em * size
    grid = Grid(1, max(1, int(measure_em)), 0.0, size, leading, 1, 0.0, 0.0, origin, mode)
    area = Area("galley", "story", frozenset(), origin, story=story.slug, mode=mode)
    plan = StoryPlan(
        area=area,
        story=story,
        columns=(Column(0.0, measure),),
        head=None,
        summary=None,
        photos=(),
        frames=(),
        box=None,
        inset=0.0,
        grid=grid,
    )
    setter = Setter(shaper, sheet, mode=mode)
    pieces = tuple(_piece(element) for element in elements(plan, grid, setter))
    missing = [m for m in setter.missing if not absent.issuperset(m.families)]
    return Galley(measure_em, size, leading, pieces), tuple(missing_characters(missing))


def _piece(element: Element) -> Piece:
    if isinstance(element, Stamp):
        texts = [item for item in element.items if isinstance(item, Text)]
        origin = texts[0].origin if texts else None
        method = "first-fit" if element.first_fit else "total-fit"
        return Piece(element.kind, origin, element.rows, 0, tuple(text.text for text in texts), method=method)
    assert element.ready is not None
    made = cast(element.ready, element.natural)
    return Piece(
        element.source.role,
        element.source.origin,
        len(made.lines),
        element.characters,
        tuple(line.text for line in made.lines),
        made.lines,
        made.method,
    )
