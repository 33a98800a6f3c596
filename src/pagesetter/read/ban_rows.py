"""The fields of a style sheet's ``bans`` as rows: what `read.sheets` reads and the JSON schema offers.

The bans themselves are in `desk`; here stand their names and what their limits count, as an editor writes them.
"""

from typing import Final

from pagesetter.read.fields import Field, Record
from pagesetter.read.kinds import Choice, Flag, Number
from pagesetter.read.shapes import Either

LEVELS: Final = ("off", "note", "warning", "error")

BANS: Final = (
    ("head-clash", "碰题: heads side by side. Limit: lines between their starts."),
    ("gutter-through", "断版: a gutter through the page. Limit: share of the page's depth."),
    ("white-through", "通线: a cut across the page. Limit: items on either side."),
    ("stranded-head", "背题: a head at a column's foot. Limit: lines that stay under a subhead."),
    ("text-above-head", "题压文: text above its own head. Limit: lines."),
    ("head-apart", "题文分离: a head away from its text. Limit: lines."),
    ("text-turns-back", "回头文: text that goes back up."),
    ("column-cut", "断栏: a column cut by another item."),
    ("lone-character", "孤字: a character alone on a last line. Limit: em."),
    ("widow", "孤行: last lines alone at a column's head. Limit: lines."),
    ("orphan", "孤行: first lines alone at a column's foot. Limit: lines."),
    ("sliver", "碎行: lines too short. Limit: characters."),
    ("frames-touch", "碰框: frames that touch. Limit: em."),
    ("heads-equal", "Heads of equal weight side by side. Limit: ratio of their sizes."),
    ("head-outranked", "A larger head below its better. Limit: ratio of their sizes."),
    ("hole", "Holes. Limit: lines."),
    ("columns-uneven", "Columns not level. Limit: lines."),
    ("off-grid", "Text off the grid. Limit: pt."),
    ("caption-apart", "A caption apart from its photo. Limit: lines."),
    ("photo-faces-out", "A photo looking out of its story. Limit: share of its width."),
    ("advert-above-news", "An advertisement above news."),
    ("advert-unlabelled", "An advertisement without its label."),
    ("colour-adverts-touch", "Colour advertisements touching. Limit: em."),
    ("name-outranked", "Type larger than the paper's name on page 1. Limit: ratio."),
    ("folio-place", "The page number out of its place. Limit: em of its size."),
    ("date-missing", "No date."),
    ("issue-missing", "No issue number on page 1."),
    ("licence-missing", "No CN number on page 1."),
)
"""Names of the bans, and what they are about."""

_LEVEL: Final = Choice(LEVELS)
_BAN: Final = Either(
    (
        Record(
            (
                Field("level", _LEVEL, "How bad it is."),
                Field("limit", Number(0), "How far it may go, in the ban's own unit."),
            ),
            "Level and limit of a ban.",
            "a level, or a mapping of level and limit",
        ),
        _LEVEL,
    )
)

BAN_SECTION: Final = Record(
    (
        Field("in_build", Flag(), "Whether build and check look for them too, without --desk."),
        *(Field(key, _BAN, meaning) for key, meaning in BANS),
    ),
    "What may not stand on a page (docs/desk.md).",
)
