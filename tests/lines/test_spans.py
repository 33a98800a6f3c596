"""Spans inside a line: what changes its look never changes the rules at its edges."""

import pytest
from line_makers import SIZE, STYLE, PlainShaper, made, places, prepared, solid, style, texts

from pagesetter.lines.paragraph import natural_width, prepare, set_block
from pagesetter.model.galley import Line
from pagesetter.model.glyph import Cluster
from pagesetter.model.ink import Process
from pagesetter.model.story import Span
from pagesetter.model.style import TypeStyle

RED = Process(0, 1, 1, 0)


def line_of(spans: list[Span], roles: dict[str, TypeStyle], shaper: PlainShaper | None = None) -> Line:
    """A block on one line, its roles given."""
    ready = prepare(tuple(spans), lambda role: roles[role], STYLE, shaper or PlainShaper())
    setting = set_block(ready, 99 * SIZE)
    assert setting is not None
    return setting.lines[0]


@pytest.mark.parametrize(
    ("whole", "pieces"),
    [
        ("国，“国”。", ["国", "，", "“国”。"]),
        ("（一）、（二）", ["（一）", "、（二）"]),
        ("说：“好！”——他", ["说：“", "好！", "”—", "—他"]),
        ("第3届ABC展", ["第", "3", "届A", "BC展"]),
        ("a b，c", ["a ", "b", "，c"]),
        ("‘Tis “so” 了", ["‘", "Tis “so", "” 了"]),
    ],
)
def test_marks_squeeze_across_the_edge_of_a_span(whole: str, pieces: list[str]) -> None:
    spans = [Span(piece, "bold" if number % 2 else "") for number, piece in enumerate(pieces)]
    assert places(solid(spans)) == places(solid(whole))
    assert natural_width(prepared(spans)) == natural_width(prepared(whole))


@pytest.mark.parametrize(
    "pieces",
    [
        ["他们去了", "《", "红楼", "》", "展"],
        ["共", "1", "—", "6", "月办"],
        ["完成", "85", "%", "。后来"],
        ["是", "“", "好", "”", "的"],
    ],
)
def test_no_break_is_allowed_at_the_edge_of_a_span_that_is_forbidden_inside_one(pieces: list[str]) -> None:
    spans = [Span(piece, "bold" if number % 2 else "") for number, piece in enumerate(pieces)]
    assert prepared(spans).penalties == prepared("".join(pieces)).penalties
    for measure in (4, 5, 6):
        assert texts(made(spans, measure)) == texts(made("".join(pieces), measure))


class TyingShaper(PlainShaper):
    """Has a ligature for fi, and pulls an A and a V together."""

    def shape(self, text: str, style: TypeStyle) -> tuple[Cluster, ...]:
        made = []
        at = 0
        for cluster in super().shape(text, style):
            if cluster.start < at:
                continue
            at = cluster.end + text.startswith("fi", cluster.start)
            tight = 0.4 if text.startswith("AV", cluster.start) else cluster.advance_em
            made.append(cluster._replace(end=at, advance_em=tight))
        return tuple(made)


def test_a_change_of_ink_does_not_undo_kerning_or_ligatures() -> None:
    roles = {"tint": style(ink=RED)}
    plain = line_of([Span("AVfi")], roles, TyingShaper())
    tinted = line_of([Span("A"), Span("Vf", "tint"), Span("i")], roles, TyingShaper())
    assert places(tinted) == places(plain)
    assert [run.ink for run in tinted.runs] == [STYLE.ink, RED]


def test_spans_of_equal_style_are_shaped_as_one() -> None:
    line = line_of([Span("A"), Span("V", "same"), Span("f"), Span("i", "same")], {"same": style()}, TyingShaper())
    assert places(line) == places(line_of([Span("AVfi")], {}, TyingShaper()))
    assert len(line.runs) == 1


def test_a_change_of_size_or_face_is_shaped_apart() -> None:
    line = line_of([Span("A"), Span("V", "small")], {"small": style(size=8.0)}, TyingShaper())
    assert places(line)[1] == ("V", 0.5)


SUP = style(size=6.0, raise_em=0.6)
SUB = style(size=6.0, raise_em=-0.2)


def test_raised_and_lowered_characters_leave_the_baseline() -> None:
    line = line_of([Span("m"), Span("2", "sup"), Span("和H"), Span("2", "sub"), Span("O")], {"sup": SUP, "sub": SUB})
    heights = {"".join(run.texts): set(run.ys) for run in line.runs}
    assert heights["m"] == heights["和H"] == heights["O"] == set()
    assert [round(run.ys[0], 6) for run in line.runs if run.ys] == [-3.6, 1.2]


def test_a_raised_sign_is_never_parted_from_what_stands_before_it() -> None:
    spans = [Span("大家都知道"), Span("12", "note"), Span("的事情，"), Span("3", "note"), Span("了")]
    ready = prepare(tuple(spans), lambda role: SUP, STYLE, PlainShaper())
    for measure in range(2, 10):
        setting = set_block(ready, measure * SIZE)
        assert setting is not None
        if setting.method == "total-fit":
            assert not any(line.text.startswith(("1", "3")) for line in setting.lines)


def test_no_han_latin_gap_stands_beside_a_raised_sign() -> None:
    line = line_of([Span("国"), Span("1", "note"), Span("人3人")], {"note": SUP})
    assert [x for _, x in places(line)][:3] == [0.0, 1.0, 1.3]
    assert [x for _, x in places(line)][3:] == [2.55, 3.3]
