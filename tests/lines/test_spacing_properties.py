"""What holds for the ink of every line in all languages and styles: it ends on the measure and never overlaps."""

from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pagesetter.geometry import WritingMode
from pagesetter.lines.hanging import hang_rule
from pagesetter.lines.paragraph import Prepared, prepare, set_block
from pagesetter.lines.plain import PlainShaper
from pagesetter.model.galley import Line
from pagesetter.model.glyph import Cluster
from pagesetter.model.story import Span
from pagesetter.model.style import FaceRef, TypeStyle
from pagesetter.script.widths import mark_box

SIZE = 10.0
CLOSE = 1e-3
"""Two places are equal within this, pt."""
HANGS = ("none", "allow-end", "force-end", "first", "last", "first allow-end last", "first force-end last")
TEXTS = st.text(
    alphabet="国国国国国国国民abc1 2.5,「」（）《》“”。，、：；！？・·……——～-/あー한글", min_size=1, max_size=60
)
STYLES = st.builds(
    TypeStyle,
    faces=st.just((FaceRef("plain"),)),
    size=st.just(SIZE),
    leading=st.just(15.0),
    language=st.sampled_from(["zh-Hans", "zh-Hant", "ja", "ko", "en"]),
    mode=st.sampled_from(list(WritingMode)),
    squeeze=st.sampled_from(["full", "kaiming", "half", "none"]),
    line_start=st.sampled_from(["full-first", "half", "full", "half-out"]),
    line_end=st.sampled_from(["half", "if-needed", "full"]),
    hang=st.sampled_from(HANGS),
    indent_em=st.sampled_from([0.0, 2.0]),
)
MEASURES = st.sampled_from([5.0, 7.5, 11.0, 17.0])
EXAMPLES = settings(max_examples=250, deadline=None, derandomize=True)


class InkShaper:
    """Cells of one em, half an em for narrow characters; the ink of a mark fills the part of its cell that no blank
    takes, and that of everything else fills its cell."""

    def shape(self, text: str, style: TypeStyle) -> tuple[Cluster, ...]:
        vertical = style.mode is WritingMode.VERTICAL
        made = []
        for cluster in PlainShaper(0.5).shape(text, style):
            box = mark_box(text[cluster.start], style.language, vertical)
            advance = cluster.advance_em
            left, right = 0.0, advance
            if box is not None and advance >= box.box_em:
                core = box.box_em - box.before_em - box.after_em
                left = {"before": advance - core, "after": 0.0}.get(box.side, (advance - core) / 2)
                right = left + core
            made.append(cluster._replace(ink_left_em=left, ink_right_em=right))
        return tuple(made)


def ready(text: str, style: TypeStyle) -> Prepared:
    return prepare((Span(text),), lambda _: style, style, InkShaper())


def inks(block: Prepared, line: Line) -> list[tuple[str, float, float]]:
    """Characters of a line with the two edges of their ink, pt; spaces have none."""
    first, last = line.items
    # A number across its line has several glyphs in one cell; the first stands for all.
    xs = [x for run in line.runs for x, chars in zip(run.xs, run.texts, strict=True) if chars]
    drawn = [block.items.clusters[i] for i in range(first, last)]
    assert len(xs) == len(drawn)
    marked = [
        (block.text[c.start : c.end], x + c.ink_left_em * SIZE, x + c.ink_right_em * SIZE)
        for c, x in zip(drawn, xs, strict=True)
    ]
    return [ink for ink in marked if not ink[0].isspace()]


def inside(row: list[tuple[str, float, float]], line: Line, style: TypeStyle, *, first: bool) -> tuple[float, float]:
    """Where the ink of a line begins and ends, the marks apart that stand outside it; those are marks that may hang."""
    vertical = style.mode is WritingMode.VERTICAL
    start = style.indent_em * SIZE if first else 0.0

    def may(ch: str, *edges: str) -> bool:
        return any(hang_rule(ch, edge, style.hang, style.language, vertical).when != "never" for edge in edges)  # type: ignore[arg-type]

    if len(row) > 1 and row[0][1] < start - CLOSE and may(row[0][0], "first-start"):
        row = row[1:]
    if len(row) > 1 and row[-1][2] > line.width + CLOSE:
        assert may(row[-1][0], "end", "last-end"), row
        row = row[:-1]
    return row[0][1] - start, row[-1][2]


@given(TEXTS, MEASURES, STYLES)
@EXAMPLES
def test_the_ink_of_every_running_line_ends_on_its_measure(text: str, measure: float, style: TypeStyle) -> None:
    block = ready(text, style)
    setting = set_block(block, measure * SIZE)
    assert setting is not None
    assume(setting.method == "total-fit")
    for number, line in enumerate(setting.lines):
        row = inks(block, line)
        if not row:
            continue
        begin, end = inside(row, line, style, first=number == 0)
        # The blank of one mark at most lies beside the ink: half of an em, a quarter where it is centred.
        lead = -SIZE / 2 if style.line_start == "half-out" and number == 0 else 0.0
        assert lead - CLOSE <= begin <= SIZE / 2 + CLOSE, (line.text, begin)
        assert end <= line.width + CLOSE, line.text
        assert line.width <= line.measure + CLOSE, line.text
        if not line.last:
            assert abs(line.width - line.measure) < CLOSE, line.text
            kept = 0.0 if style.line_end == "half" and not _centred(row[-1][0], style) else SIZE / 2
            assert line.measure - end <= kept + CLOSE, (line.text, line.measure - end)


def _centred(ch: str, style: TypeStyle) -> bool:
    """Whether a mark keeps its blank at the end of a line by default."""
    box = mark_box(ch, style.language, style.mode is WritingMode.VERTICAL)
    return box is not None and box.side == "both"


@given(TEXTS, MEASURES, STYLES)
@EXAMPLES
def test_no_two_inks_overlap_however_a_line_is_squeezed(text: str, measure: float, style: TypeStyle) -> None:
    block = ready(text, style)
    setting = set_block(block, measure * SIZE)
    assert setting is not None
    for line in setting.lines:
        for (one, _, right), (other, left, _) in pairwise(inks(block, line)):
            assert left >= right - CLOSE, (line.text, one, other, right - left)
