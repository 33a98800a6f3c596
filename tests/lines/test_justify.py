"""The two ladders of a line: which gaps give or open, in which order, how far (rulebook 1.5)."""

from math import inf

import pytest
from line_makers import SIZE, made, solid, steps, style

from pagesetter.lines.glue import NO_GAP, Gap
from pagesetter.lines.justify import fill, within_reach
from pagesetter.lines.spacing import CHEAP_ORDERS_END, expansion_names, reduction, reduction_names
from pagesetter.script.classes import Klass
from pagesetter.script.languages import RULES

HAN = "近年来当地坚守保障和改善民生的初心"
KINDS = {
    "space": ("space", ""),
    "autospace": ("autospace", ""),
    "interpunct": ("・", Klass.MIDDLE),
    "bracket": ("（", Klass.OPENING),
    "comma": ("，", Klass.COMMA),
    "stop": ("。", Klass.STOP),
}


def ladder(language: str, name: str) -> int:
    """Order of a step of reduction."""
    return reduction(*_what(name, language)).order


def _what(name: str, language: str) -> tuple[str, str, str]:
    what, klass = KINDS[name]
    return what, language, klass


def shrinking(order: int, amount: float) -> Gap:
    return NO_GAP._replace(natural=amount, reduce_order=order, reduce=amount)


def stretching(order: int, amount: float, share: float = 1.0) -> Gap:
    return NO_GAP._replace(expand_order=order, expand=amount, share=share)


@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("zh-Hans", ["space", "interpunct", "bracket", "comma", "autospace", "stop"]),
        ("zh-Hant", ["space", "interpunct", "bracket", "comma", "autospace", "stop"]),
        ("ja", ["space", "interpunct", "bracket", "comma", "autospace"]),
    ],
)
def test_order_of_reduction(language: str, order: list[str]) -> None:
    orders = [ladder(language, name) for name in order]
    assert orders == sorted(orders)
    assert 0 not in orders
    assert ladder(language, order[-1]) > CHEAP_ORDERS_END


def test_a_japanese_stop_never_gives_way_inside_the_line() -> None:
    assert ladder("ja", "stop") == ladder("ko", "stop") == 0
    line = made("国国。国国国国" + "国" * 12, [6.8, 12], style(language="ja")).lines[0]
    assert line.text != "国国。国国国国"


@pytest.mark.parametrize("language", RULES)
def test_a_step_is_used_up_before_the_next_one_and_within_a_step_all_give_alike(language: str) -> None:
    names = reduction_names(language)
    orders = sorted(order for order in names if order and names[order] != "line-end")
    gaps = [shrinking(order, amount) for order in orders for amount in (1.0, 3.0)]
    room = 4.0 * len(orders)
    for surplus in {1.0, min(4.0, room), min(5.0, room), room - 0.5, room}:
        filled = fill(gaps, 100.0 + surplus, 100.0, 0.0, language)
        assert filled.shifts is not None
        given = [a - b for a, b in zip(filled.shifts, filled.shifts[1:], strict=False)]
        used = int(-(-surplus // 4.0))
        assert filled.step == names[orders[used - 1]]
        assert filled.width == 100.0
        for number in range(len(orders)):
            part = min(1.0, max(0.0, (surplus - 4.0 * number) / 4.0))
            assert given[2 * number : 2 * number + 2] == pytest.approx([part, 3.0 * part])


def test_what_cannot_be_taken_away_sticks_out() -> None:
    filled = fill([shrinking(2, 1.0)], 103.0, 100.0, 0.5, "zh-Hans")
    assert filled.width == pytest.approx(101.5)


@pytest.mark.parametrize("language", RULES)
def test_gaps_open_in_the_order_of_the_ladder_up_to_their_caps_and_then_by_their_shares(language: str) -> None:
    names = expansion_names(language)
    assert [names[order] for order in sorted(names)] == ["space", "autospace", "gap"]
    gaps = [stretching(1, 2.0), stretching(1, 2.0), stretching(2, 3.0), stretching(0, 0.0), stretching(0, 0.0, 0.0)]
    expected = {
        3.0: ("space", [1.5, 1.5, 0, 0, 0]),
        4.0: ("space", [2, 2, 0, 0, 0]),
        5.5: ("autospace", [2, 2, 1.5, 0, 0]),
        11.0: ("gap", [3, 3, 4, 1, 0]),
    }
    for missing, (step, opened) in expected.items():
        filled = fill(gaps, 100.0, 100.0 + missing, 0.0, language)
        assert filled.shifts is not None
        assert (filled.step, filled.width) == (step, 100.0 + missing)
        assert [b - a for a, b in zip(filled.shifts, filled.shifts[1:], strict=False)] == pytest.approx(opened)
        assert filled.gap == pytest.approx(1.0 if step == "gap" else 0.0)


def test_a_line_without_gaps_or_beyond_the_cap_stays_short() -> None:
    assert fill([NO_GAP], 50.0, 100.0, 0.0, "zh-Hans").width == 50.0
    assert fill([stretching(0, 0.0, 10.0)], 50.0, 100.0, 0.0, "zh-Hans", cap=0.5).width == 50.0
    assert fill([stretching(0, 0.0, 10.0)], 50.0, 100.0, 0.0, "zh-Hans", cap=inf).width == 100.0


def test_a_full_line_is_left_alone() -> None:
    filled = fill([stretching(1, 2.0)], 100.0, 100.0, 0.0, "zh-Hans")
    assert (filled.shifts, filled.step, filled.width) == (None, "natural", 100.0)


@pytest.mark.parametrize(
    ("text", "fits", "step"),
    [
        ("国国 国国国国", 6.28, "space"),
        ("国·国国国国国", 6.5, "natural"),
        ("国・国国国国国", 6.8, "interpunct"),
        ("国（国国国国国", 6.8, "bracket"),
        ("国国国）国国国", 6.8, "bracket"),
        ("国国，国国国国", 6.8, "comma"),
        ("国国；国国国国", 6.8, "comma"),
        ("国国国国1国国", 6.9, "autospace"),
        ("国国：国国国国", 6.8, "stop"),
        ("国国国。国国国", 6.8, "stop"),
        ("国国国？国国国", 6.8, "stop"),
    ],
)
def test_what_gives_way_when_a_line_is_too_long(text: str, fits: float, step: str) -> None:
    line = made(text + HAN, [fits, 12]).lines[0]
    assert (line.text, line.step, line.gap_em) == (text, step, 0)
    assert line.width == line.measure


def test_commas_give_way_alike_and_before_stops() -> None:
    line = made("国，国，国。国国国" + HAN, [8.3, 10]).lines[0]
    assert line.text == "国，国，国。国国国"
    # 0.7 em are wanted: 0.35 from each comma, none from the stop.
    assert steps(line) == pytest.approx([1, 0.65, 1, 0.65, 1, 1, 1, 1])


def test_a_han_latin_gap_gives_way_to_an_eighth_and_no_further() -> None:
    fits = made("国a国" + HAN, [2.75, 12]).lines[0]
    assert (fits.text, fits.step) == ("国a国", "autospace")
    assert steps(fits) == [1.125, 0.625]
    assert made("国a国" + HAN, [2.74, 12]).lines[0].text != "国a国"


def test_a_word_space_gives_way_to_a_quarter_and_no_further() -> None:
    english = style(language="en", limits={"space_em": 0.333})
    assert steps(made("ab cd efghij klm", [2.25, 9], english).lines[0]) == [0.5, 0.5, 0.25, 0.5]
    assert made("ab cd efghij klm", [2.24, 9], english).lines[0].text != "ab cd"


@pytest.mark.parametrize(
    ("extra", "step", "space", "latin", "han"),
    [
        (0.2, "space", 0.45, 0.25, 0),
        (0.25, "space", 0.5, 0.25, 0),
        (0.4, "autospace", 0.5, 0.4, 0),
        (0.5, "autospace", 0.5, 0.5, 0),
        (1.3, "gap", 0.5 + 0.4, 0.5 + 0.2, 0.2),
    ],
)
def test_word_spaces_open_first_then_han_latin_gaps_then_all(
    extra: float, step: str, space: float, latin: float, han: float
) -> None:
    base = style(limits={"space_em": 0.25})
    text = "国 国国ab"
    line = made(text + " " + "x" * 20, [solid(text, base).width / SIZE + extra, 20], base).lines[0]
    assert (line.text, line.step) == (text, step)
    # 国, the space, 国, 国, a, b: in the last step a word space, having two sides, takes what two other gaps take.
    assert steps(line) == pytest.approx([1, space, 1 + han, 1 + latin, 0.5], abs=2e-3)
    assert line.gap_em == pytest.approx(han, abs=2e-3)
    assert line.width == line.measure


def test_japanese_gaps_open_beside_letters_but_never_beside_marks() -> None:
    text = "国国、国（国）国"
    base = style(language="ja")
    line = made(text + "x" * 20, [solid(text, base).width / SIZE + 0.3, 20], base).lines[0]
    assert line.text == text
    natural, opened = steps(solid(text, base)), steps(line)
    assert [round(b - a, 2) for a, b in zip(natural, opened, strict=True)] == [0.1, 0, 0, 0.1, 0, 0, 0.1]


@pytest.mark.parametrize("language", RULES)
@pytest.mark.parametrize(
    "unit", ["1—6", "2,345.6", "100%", "￥500", "50℃", "km/h", "A/B", "3～5", "don’t", "——", "……", "GB/T"]
)
def test_no_gap_opens_inside_a_unit_or_beside_a_connector(language: str, unit: str) -> None:
    text, base = f"国国{unit}国国", style(language=language)
    natural = solid(text, base)
    line = made(text + "x" * 40, [natural.width / SIZE + 1, 40], base).lines[0]
    assert line.text == text
    opened = [round(b - a, 4) for a, b in zip(steps(natural), steps(line), strict=True)]
    # Before 国, before the unit, in it, after it, before the last 国.
    around, inside = opened[:2] + opened[-2:], opened[2:-2]
    assert inside == [0] * (len(unit) - 1)
    assert around[0] == around[3] > 0
    assert min(around[1:3]) > 0


def test_a_last_line_is_solid_unless_it_is_nearly_full() -> None:
    setting = made(HAN[:14], 10.5)
    assert setting.lines[-1].width == pytest.approx(40)
    nearly = [stretching(2, 1.0, 10.0)] * 9
    assert within_reach(nearly, 4.9, 10.0)
    assert not within_reach(nearly, 5.0, 10.0)
    assert not within_reach([NO_GAP], 4.9, 10.0)
    assert within_reach([], 0.0, 10.0)
