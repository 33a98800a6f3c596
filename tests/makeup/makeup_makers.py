"""What make-up is given, made small: a shaper without fonts, styles, blocks, stories, areas and layouts."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pagesetter.diagnostics import Origin
from pagesetter.geometry import Rect, WritingMode
from pagesetter.makeup.setting import Setter
from pagesetter.model.areas import Area, Cell
from pagesetter.model.glyph import Cluster
from pagesetter.model.page import Page, Text
from pagesetter.model.spec import Furniture, Grid, LayoutSpec, PageSpec
from pagesetter.model.story import Block, Photo, Span, Story
from pagesetter.model.style import StyleSheet, TypeStyle
from pagesetter.read.fields import Problems
from pagesetter.read.styles import build_styles

SIZE, LEADING = 10.0, 15.0
LAYOUT = Origin("page.yaml")
STORY = Origin("story.md")

_OPENING, _CLOSING = "“‘（《「", "，。、；：！？”’）》」"


class EmShaper:
    """Every character is one em wide, ASCII half an em; marks have their ink in one half. ``lacks`` has no glyphs."""

    def __init__(self, lacks: str = "") -> None:
        self.lacks = lacks

    def shape(self, text: str, style: TypeStyle) -> tuple[Cluster, ...]:
        """A cluster for every character."""
        return tuple(self._cluster(i, ch) for i, ch in enumerate(text))

    def _cluster(self, index: int, ch: str) -> Cluster:
        if ch in self.lacks:
            return Cluster(index, index + 1, "", (), (), 1.0, 0.0, 1.0)
        advance = 0.5 if ch.isascii() else 1.0
        left, right = (0.5, 1.0) if ch in _OPENING else (0.0, 0.5) if ch in _CLOSING else (0.0, advance)
        return Cluster(index, index + 1, "Em@400", (ord(ch),), ((0.0, 0.0),), advance, left, right)


@cache
def sheet(language: str = "zh-Hans") -> StyleSheet:
    """The built-in sheet for 10 pt on 15 pt."""
    problems = Problems()
    made = build_styles(None, Path(), SIZE, LEADING, language, problems)
    assert not problems.found
    return made


def setter(lacks: str = "") -> Setter:
    """A setter of the built-in sheet."""
    return Setter(EmShaper(lacks), sheet())


def grid(columns: int = 3, measure: int = 10, lines: int = 20, gutter: float = 15.0) -> Grid:
    """A grid at the page's corner."""
    return Grid(columns, measure, gutter, SIZE, LEADING, lines, 0.0, 0.0, LAYOUT)


def cells(columns: Iterable[int], rows: Iterable[int]) -> frozenset[Cell]:
    """All cells of columns and rows."""
    rows = tuple(rows)
    return frozenset((c, r) for c in columns for r in rows)


def block(kind: str, *lines: str) -> Block:
    """A block of given lines without roles."""
    return Block(kind, tuple((Span(line, "", ((0, STORY),)),) for line in lines), STORY)


def body(*paragraphs: int | str) -> tuple[Block, ...]:
    """Paragraphs of so many ideographs, or of a text."""
    return tuple(block("body", p if isinstance(p, str) else "字" * p) for p in paragraphs)


def story(slug: str = "s", *paragraphs: int | str, headline: str | tuple[str, ...] = "", **parts: object) -> Story:
    """A story; ``parts`` are further fields."""
    lines = (headline,) if isinstance(headline, str) else headline
    head = block("headline", *lines) if headline else None
    return Story(slug, f"{slug}.md", headline=head, body=body(*paragraphs), **parts)  # type: ignore[arg-type]


def photo(file: str = "p.png", caption: str = "", credit: str = "", **parts: object) -> Photo:
    """A photo."""
    made = block("caption", caption) if caption else None
    return Photo(file, STORY, made, block("credit", credit) if credit else None, **parts)  # type: ignore[arg-type]


def area(name: str, where: frozenset[Cell], slug: str = "", **parts: object) -> Area:
    """An area, of a story when it has a slug; its head style is "none" unless given."""
    parts.setdefault("use", "story" if slug else "advert")
    parts.setdefault("head", "none")
    return Area(name, cells=where, origin=LAYOUT, story=slug, **parts)  # type: ignore[arg-type]


def layout(
    raster: Grid,
    *areas: Area,
    furniture: tuple[Furniture, ...] = (),
    edition: Mapping[str, str] = MappingProxyType({"title": "报", "date": "2026-01-15"}),
    language: str = "zh-Hans",
) -> LayoutSpec:
    """A layout whose page is as large as its grid."""
    whole = raster.rect(0, 0, raster.columns, raster.lines)
    wide, high = (whole.w, whole.h) if raster.mode is WritingMode.HORIZONTAL else (whole.h, whole.w)
    page = PageSpec(wide, high, 0.0, Rect(0.0, 0.0, wide, high), LAYOUT)
    return LayoutSpec("page.yaml", page, raster, areas, sheet(), ".", furniture, edition, language)


def texts(page: Page, role: str, slug: str = "") -> list[Text]:
    """The page's texts of a role."""
    return [i for i in page.items if isinstance(i, Text) and i.role == role and (not slug or i.slug == slug)]


def extent(text: Text) -> tuple[float, float]:
    """Left edge of the first and right edge of the last character of a text of EmShaper's; of a mark, of its ink."""
    first, last = text.runs[0], text.runs[-1]
    left = 0.5 if first.texts[0] in _OPENING else 0.0
    right = 0.5 if last.texts[-1].isascii() or last.texts[-1] in _CLOSING else 1.0
    return (
        text.x + first.xs[0] + left * first.size * first.scale_ratio,
        text.x + last.xs[-1] + right * last.size * last.scale_ratio,
    )
