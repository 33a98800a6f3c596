"""Parts of a story that take whole rows of their own in, stamps out: subheads, bylines, the summary, the end credit.

A Stamp is a set of items placed relative to the top-left of the em box of its first row; make-up moves it where the
rows are.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from math import ceil

from pagesetter.diagnostics import Diagnostic
from pagesetter.geometry import Rect
from pagesetter.lines.paragraph import natural_width, set_block, set_solid
from pagesetter.makeup.arrange import cut_spans, joined, split_at_spaces
from pagesetter.makeup.setting import Setter, axis_em, source_of, text_item
from pagesetter.model.ink import tint_of
from pagesetter.model.page import Drawing, Item, Panel, Picture, Placed, Rule, Text
from pagesetter.model.spec import Grid
from pagesetter.model.story import Block, Span, Story
from pagesetter.model.style import TypeStyle
from pagesetter.records import record

_NEAR = 0.01
"""pt by which a line may be wider than its measure, for rounding."""


@record
class Stamp:
    """Items that stand together on whole rows."""

    kind: str
    """subhead, byline, summary, end-credit."""
    rows: int
    items: tuple[Item, ...]
    """Relative to the top-left of the first row's em box, pt."""
    keep: int = 0
    """Lines of the text after it that must stand in the same column under it."""
    first_fit: int = 0
    """Lines set by the last resort."""
    loose: tuple[Diagnostic, ...] = ()
    """What is said of lines that are looser than the limit."""
    again: "Callable[[float], Stamp] | None" = None
    """The same for another measure, pt."""


def moved(items: Iterable[Item], dx: float, dy: float) -> tuple[Item, ...]:
    """The items elsewhere."""
    out: list[Item] = []
    for item in items:
        match item:
            case Text():
                out.append(replace(item, x=item.x + dx, y=item.y + dy))
            case Rule():
                out.append(replace(item, x0=item.x0 + dx, x1=item.x1 + dx, y0=item.y0 + dy, y1=item.y1 + dy))
            case Panel() | Picture():
                out.append(replace(item, rect=item.rect.moved(dx, dy)))
            case Placed():
                out.append(replace(item, rect=item.rect.moved(dx, dy), clip=item.clip.moved(dx, dy)))
            case Drawing():
                path = tuple(
                    (kind, tuple(v + (dy if i % 2 else dx) for i, v in enumerate(at))) for kind, at in item.path
                )
                out.append(replace(item, rect=item.rect.moved(dx, dy), path=path))
    return tuple(out)


class BoxSetter:
    """Makes the stamps of one story."""

    def __init__(self, setter: Setter, grid: Grid, story: Story) -> None:
        self._setter = setter
        self._grid = grid
        self._story = story
        self._numbers = setter.sheet.numbers
        self._axis = axis_em(setter.mode)

    def subhead(self, block: Block, measure: float) -> Stamp:
        """A subhead of one or more given lines, centred in its rows; keeps with the text after it."""
        style = self._setter.style("subhead", self._story.language)
        lines = [self._setter.prepare(spans, style, self._story.language) for spans in block.lines]
        narrow = min([1.0, *(measure / w for w in map(natural_width, lines) if w > 0)])
        style = replace(style, size=style.size * narrow)
        content = style.size + style.leading * (len(lines) - 1)
        rows = max(
            int(self._numbers["subhead_lines"]) if len(lines) > 1 else int(self._numbers["subhead_lines_single"]),
            ceil((content + (self._grid.leading - self._grid.size)) / self._grid.leading),
        )
        top = (rows * self._grid.leading - (self._grid.leading - self._grid.size) - content) / 2
        items, offset = [], 0
        source = source_of(self._story, block)
        for i, spans in enumerate(block.lines):
            ready = self._setter.prepare(spans, style, self._story.language)
            line = set_solid(ready, measure, style.align)
            y = top + i * style.leading + self._axis * style.size
            items.append(text_item(line, 0.0, y, style, replace(source, offset=offset)))
            offset += len(ready.text) + 1
        return Stamp("subhead", rows, tuple(items), keep=int(self._numbers["subhead_keep_lines"]))

    def byline(self, block: Block, measure: float) -> Stamp:
        """The byline on rows of its own, broken only at its spaces, the lines of about one width."""
        style = self._setter.style("byline", self._story.language)
        given: list[tuple[Span, ...]] = []
        for spans in block.lines:
            given += self._at_spaces(spans, measure)
        rows = max(len(given), int(self._numbers["byline_lines"]))
        first = (rows - len(given)) / 2
        items, offset = [], 0
        source = source_of(self._story, block)
        for i, spans in enumerate(given):
            ready = self._setter.prepare(spans, style, self._story.language)
            line = set_solid(ready, measure, style.align)
            y = int(first + i) * self._grid.leading + self._axis * self._grid.size
            items.append(text_item(line, 0.0, y, style, replace(source, offset=offset)))
            offset += len(ready.text) + 1
        return Stamp("byline", rows, tuple(items), keep=int(self._numbers["subhead_keep_lines"]))

    def _at_spaces(self, spans: Sequence[Span], measure: float) -> list[tuple[Span, ...]]:
        """A given line in as few lines as its spaces allow, balanced."""
        style = self._setter.style("byline", self._story.language)

        def width(row: Sequence[Sequence[Span]]) -> float:
            return natural_width(self._setter.prepare(_worded(row), style, self._story.language))

        parts = split_at_spaces(spans)
        if not parts or width(parts) <= measure:
            return [tuple(spans)]
        best: list[tuple[Span, ...]] | None = None
        least = float("inf")
        for cut in range(1, len(parts)):  # two lines, or what is left after the first goes on in the same way
            head, tail = parts[:cut], parts[cut:]
            first = width(head)
            if first > measure:
                break
            if width(tail) <= measure and max(first, width(tail)) < least:
                least = max(first, width(tail))
                best = [_worded(head), _worded(tail)]
        if best is not None:
            return best
        fitting = max((c for c in range(1, len(parts)) if width(parts[:c]) <= measure), default=0)
        if fitting == 0:  # one name wider than the measure: break it like text
            ready = self._setter.prepare(spans, style, self._story.language)
            setting = set_block(ready, measure)
            return [cut_spans(spans, ln.start, ln.end) for ln in setting.lines] if setting else [tuple(spans)]
        rest = joined(parts[fitting:])
        return [_worded(parts[:fitting]), *self._at_spaces(rest, measure)]

    def summary(self, measure: float, height: float | None = None) -> Stamp:
        """The summary on its tint with its label, one character inset; ``height`` pt when it has a slot of its own."""
        story, numbers, grid = self._story, self._numbers, self._grid
        assert story.summary is not None
        style = self._setter.style("summary", story.language)
        # at least one character finds room, however narrow the column
        inset = min(numbers["summary_inset_em"] * grid.size, max(measure - style.size, 0.0) / 2)
        inner = measure - 2 * inset
        items: list[Item] = []
        loose: list[Diagnostic] = []
        y = numbers["summary_air_lines"] * grid.leading
        first_fit = 0
        if story.summary_label is not None:
            style = self._setter.style("summary-label", story.language)
            for spans in story.summary_label.lines:
                ready = self._setter.prepare(spans, style, story.language)
                line = set_solid(ready, inner, style.align)
                source = source_of(story, story.summary_label)
                items.append(text_item(line, inset, y + self._axis * style.size, style, source))
                y += style.leading
        style = self._setter.style("summary", story.language)
        source, offset = source_of(story, story.summary), 0
        for spans in story.summary.lines:
            ready = self._setter.prepare(spans, style, story.language)
            setting = set_block(ready, inner)
            assert setting is not None  # always, where no other length is asked for
            for number, line in enumerate(setting.lines):
                at = replace(source, offset=offset)
                items.append(text_item(line, inset, y + self._axis * style.size, style, at))
                y += style.leading
                if line.gap_em > style.limits.loose_em + 1e-9:
                    # Few lines are, and saying why takes tables of its own.
                    from pagesetter.makeup.looseness import loose_finding

                    loose.append(loose_finding(story, ready, line, setting.lines[number + 1 :], at))
            first_fit += len(setting.lines) if setting.method == "first-fit" else 0
            offset += len(ready.text) + 1
        content = y - style.leading + style.size + numbers["summary_air_lines"] * grid.leading
        between = grid.leading - grid.size
        rows = ceil((content + between) / grid.leading - 1e-6)
        box_height = height or rows * grid.leading - between
        drop = max((box_height - content) / 2, 0.0)
        ink = self._setter.sheet.inks["black"]
        panel = Panel(
            Rect(0.0, 0.0, measure, box_height),
            tint_of(ink, numbers["summary_tint_ratio"]),
            role="summary",
            slug=story.slug,
        )
        return Stamp("summary", rows, (panel, *moved(items, 0.0, drop)), first_fit=first_fit, loose=tuple(loose))

    def credit(self, measure: float) -> Stamp:
        """The end credit flush right on a row of its own; on more where it is wider than the measure."""
        assert self._story.credit is not None
        style = self._setter.style(self._story.credit.kind, self._story.language)
        source, items = source_of(self._story, self._story.credit), list[Item]()
        for spans in self._story.credit.lines:
            for part in self._broken(spans, style, measure):
                line = set_solid(self._setter.prepare(part, style, self._story.language), measure, "right")
                y = len(items) * self._grid.leading + self._axis * self._grid.size
                items.append(text_item(line, 0.0, y, style, source))
        return Stamp("end-credit", len(items), tuple(items))

    def _broken(self, spans: tuple[Span, ...], style: TypeStyle, measure: float) -> list[tuple[Span, ...]]:
        """A given line that is too wide, broken like text."""
        ready = self._setter.prepare(spans, style, self._story.language)
        setting = set_block(ready, measure, first_indent=0.0) if natural_width(ready) > measure + _NEAR else None
        return [cut_spans(spans, line.start, line.end) for line in setting.lines] if setting else [spans]


def _worded(parts: Sequence[Sequence[Span]]) -> tuple[Span, ...]:
    """Parts on one line with the word spaces that stood between them."""
    return joined(parts, " ")
