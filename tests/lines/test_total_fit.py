"""The breaks of a whole block: unequal measures, a line more or fewer, last lines, the last resort (rulebook 1.5)."""

from dataclasses import replace
from itertools import combinations, pairwise
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from line_makers import SIZE, made, prepared, style, texts

from pagesetter.lines import total_fit
from pagesetter.lines.paragraph import LAST_RESORT_CAP_EM, set_block
from pagesetter.lines.total_fit import CHANGE_CAP_EM, best_way, way_along
from pagesetter.lines.ways import Breaks, first_fit

NEWS = (
    "近年来，当地坚守保障和改善民生的初心，以狠抓政策落地为基石，以“五险合一”为准则，精心织就保障网。今年1—6月，"
    "线上办件量达2.1万件，办结率100%；其中，“无差别”窗口整合资源，极大地提高了办事效率，节省时间和精力。"
)
WORD = "abcdefghijklmnopqrstuvwxyz" * 3
LANGUAGES = ["zh-Hans", "zh-Hant", "ja", "ko", "en"]


def plain(count: int, *, penalties: dict[int, float] | None = None, forced: tuple[int, ...] = ()) -> Breaks:
    """Breaks between ``count`` ideographs of 10 pt."""
    starts = [10.0 * i for i in range(count)]
    ends = [10.0 * i for i in range(count + 1)]
    # A line of n characters has n - 1 gaps; each takes its share of 10 pt per em.
    shares = [10.0 * i for i in range(1, count + 1)], [10.0 * i for i in range(count + 1)]
    none = [0.0] * count, [0.0] * (count + 1)
    return Breaks(
        items=range(count + 1),
        starts=starts,
        ends=ends,
        cheap=none,
        dear=none,
        stretch=none,
        shares=shares,
        solid=(range(count), range(count + 1)),
        penalties=[(penalties or {}).get(i, 0.0) for i in range(count + 1)],
        forced=(*forced, count),
        em=10.0,
    )


def test_what_fits_by_itself_costs_nothing() -> None:
    way = best_way(plain(30), [100.0])
    assert way is not None
    assert (way.breaks, way.cost) == ((10, 20, 30), 0.0)


def test_measures_are_met_line_by_line_and_the_last_holds_on() -> None:
    way = best_way(plain(44), [100.0, 60.0, 60.0, 80.0])
    assert way is not None
    assert way.breaks == (10, 16, 22, 30, 38, 44)
    setting = made("国" * 44, [10, 6, 6, 8])
    assert [line.measure for line in setting.lines] == [100, 60, 60, 80, 80, 80]
    assert [len(text) for text in texts(setting)] == [10, 6, 6, 8, 8, 6]


def test_a_forced_break_is_taken_and_both_its_sides_may_be_one_character() -> None:
    way = best_way(plain(21, forced=(10, 11)), [100.0])
    assert way is not None
    assert (way.breaks, way.cost) == ((10, 11, 21), 0.0)
    assert texts(made("国国\n国\n国国国", 2)) == ["国国", "国", "国国", "国"]


@pytest.mark.parametrize("length", range(8, 60))
def test_no_last_line_of_one_character(length: int) -> None:
    # Measures that leave no way out are wide enough for two words at most, and the gaps of the line before open.
    for measure in (7.0, 11.0, 13.0, 17.0):
        setting = made("国" * length + "。", measure)
        if len(setting.lines) > 1:
            assert len(setting.lines[-1].text) > 2, texts(setting)


def test_a_dear_break_is_taken_only_where_the_others_are_worse() -> None:
    # A character less opens eighteen gaps by a twentieth of an em: better than a break of 400, worse than one of 100.
    for penalty, breaks in {100.0: (20, 40, 50), 400.0: (19, 39, 50)}.items():
        way = best_way(plain(50, penalties={20: penalty}), [200.0])
        assert way is not None
        assert way.breaks == breaks


@pytest.mark.parametrize("measure", [7, 9, 9.5, 11, 13, 17])
@pytest.mark.parametrize("change", [-2, -1, 1, 2])
def test_a_change_gives_exactly_as_many_lines_or_nothing(measure: float, change: int) -> None:
    block = prepared(NEWS, style(indent_em=2))
    best = set_block(block, measure * SIZE)
    assert best is not None
    changed = set_block(block, measure * SIZE, change=change)
    if changed is not None:
        assert len(changed.lines) == len(best.lines) + change
        assert changed.demerits >= best.demerits
        assert changed.method == "total-fit"
        assert max(line.gap_em for line in changed.lines) <= CHANGE_CAP_EM + 1e-9
        assert sum(ch not in "，。" for ch in changed.lines[-1].text) > 1


def test_a_line_fewer_and_a_line_more_are_found_where_there_is_slack() -> None:
    found = {
        change: sum(
            set_block(prepared(NEWS[:length]), 11 * SIZE, change=change) is not None for length in range(30, len(NEWS))
        )
        for change in (-1, 1)
    }
    assert min(found.values()) > 0, found


def test_a_change_beyond_the_limits_is_refused() -> None:
    block = prepared("国" * 20)
    for change in (-1, 2, -2, -3):
        assert set_block(block, 10 * SIZE, change=change) is None
    assert set_block(prepared(WORD), 5 * SIZE, change=1) is None


def test_neighbours_of_unequal_grey_are_avoided() -> None:
    setting = made(NEWS * 3, 9)
    gaps = [line.gap_em for line in setting.lines[:-1]]
    assert max(abs(a - b) for a, b in pairwise(gaps)) < 0.2


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_fit_splits_a_word_that_no_line_holds_and_says_so(language: str) -> None:
    setting = made("国国" + WORD[:60] + "国国国", 5, style(language=language))
    assert setting.method == "first-fit"
    assert "".join(texts(setting)) == "国国" + WORD[:60] + "国国国"
    assert all(line.width <= line.measure + 1e-3 for line in setting.lines)
    assert all(line.gap_em <= LAST_RESORT_CAP_EM for line in setting.lines)
    assert len(setting.lines) <= 9


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("align", ["justify", "left"])
@pytest.mark.parametrize("measure", [0.0, 0.1, 0.5, 0.99])
def test_a_measure_narrower_than_a_character_still_sets_everything(language: str, align: str, measure: float) -> None:
    setting = made("国国，国（国 ab）——。", measure, style(language=language, align=align))
    assert setting.method == "first-fit"
    assert "".join(texts(setting)).replace(" ", "") == "国国，国（国ab）——。"
    assert all(line.text for line in setting.lines)


def test_an_indent_as_wide_as_the_measure_leaves_the_rest_of_the_block_alone() -> None:
    setting = made("国" * 8, 2, style(indent_em=2))
    assert setting.method == "first-fit"
    assert "".join(texts(setting)) == "国" * 8
    assert all(len(text) <= 2 for text in texts(setting))


def test_the_last_resort_is_not_called_where_the_rules_can_set_the_block() -> None:
    for measure in (7, 9, 11, 13, 17):
        assert made(NEWS * 2, measure).method == "total-fit"


def test_the_last_resort_keeps_the_forbidden_edges_while_anything_else_is_possible() -> None:
    setting = made("国国，“国” " + WORD[:30] + "，国国", 4)
    assert setting.method == "first-fit"
    assert not any(text[0] in "，”" or text[-1] in "“" for text in texts(setting))


def test_first_fit_takes_a_forbidden_place_only_where_the_line_has_no_other() -> None:
    assert first_fit(plain(12, penalties={5: inf}), [50.0]).breaks == (4, 9, 12)
    assert first_fit(plain(4, penalties={1: inf, 2: inf, 3: inf}), [25.0]).breaks == (2, 4)
    assert first_fit(plain(3), [5.0]).breaks == (1, 2, 3)
    assert first_fit(plain(6, forced=(2,)), [50.0]).breaks == (2, 6)


def test_no_way_is_none() -> None:
    assert best_way(plain(2, penalties={1: inf}), [15.0]) is None
    assert best_way(plain(20), [100.0], lines=1) is None
    assert best_way(plain(20), [100.0], lines=4) is None


@pytest.mark.parametrize(("align", "share"), [("left", 0.0), ("centre", 0.5), ("right", 1.0)])
def test_ragged_lines_keep_their_natural_width(align: str, share: float) -> None:
    setting = made(NEWS, 8.3, style(align=align))
    assert setting.method == "total-fit"
    for line in setting.lines:
        assert (line.gap_em, line.step) == (0.0, "natural")
        assert line.width <= line.measure + 1e-6
    first = setting.lines[1].runs[0].xs[0]
    spare = setting.lines[1].measure - (setting.lines[1].width - first)
    assert first == pytest.approx(share * spare, abs=1e-3)


@pytest.mark.parametrize("language", LANGUAGES)
@given(
    text=st.text(alphabet="国国，。“”（）ab 1%·—", min_size=4, max_size=13), measure=st.sampled_from([2.0, 3.0, 4.3])
)
@settings(max_examples=40, deadline=None, derandomize=True)
def test_no_other_way_is_cheaper(language: str, text: str, measure: float) -> None:
    breaks, rooms = prepared(text, style(language=language)).breaks, [measure * SIZE]
    best = best_way(breaks, rooms)
    inner = [k for k in range(1, len(breaks.ends) - 1) if k not in breaks.forced]
    for count in range(len(inner) + 1):
        for some in combinations(inner, count):
            other = way_along(breaks, sorted({*some, *breaks.forced}), rooms)
            if other is not None and best is not None:
                assert best.cost <= other.cost + 1e-6, (best, other)


def test_a_way_costs_the_same_found_or_given() -> None:
    for length in range(30, len(NEWS)):
        breaks, rooms = prepared(NEWS[:length]).breaks, [9.0 * SIZE, 7.0 * SIZE, 11.0 * SIZE]
        best = best_way(breaks, rooms)
        assert best is not None
        along = way_along(breaks, best.breaks, rooms)
        assert along is not None
        assert along.breaks == best.breaks
        assert along.cost == pytest.approx(best.cost)


def test_a_way_whose_lines_do_not_fit_has_no_cost() -> None:
    assert way_along(plain(20), [11, 20], [100.0]) is None
    assert way_along(plain(20), [10, 20], [100.0]) is not None


def test_neither_two_hyphens_in_a_row_nor_one_on_the_last_line_but_one() -> None:
    def cost(hyphens: set[int]) -> float:
        way = way_along(replace(plain(40), hyphens=frozenset(hyphens)), [10, 20, 30, 40], [100.0])
        assert way is not None
        return way.cost

    assert cost(set()) == cost({10}) == cost({20}) == 0
    assert cost({30}) == cost({10, 20}) == 60
    assert cost({10, 20, 30}) == 180
    # Rather a line whose gaps open by a twentieth of an em.
    way = best_way(replace(plain(55), hyphens=frozenset({20, 40})), [200.0])
    assert way is not None
    assert way.breaks != (20, 40, 55)


def test_unequal_neighbours_cost_more_but_no_more_the_worse_it_is() -> None:
    def cost_of_difference(loose: int) -> float:
        """What a line of so many characters costs between full ones, beyond the opening of its gaps."""
        way = way_along(plain(30 + loose), [10, 10 + loose, 20 + loose, 30 + loose], [100.0])
        assert way is not None
        gap = 100 * (10 - loose) / (loose - 1)
        return way.cost - gap**2 - (gap - 3) ** 3

    assert 0 < cost_of_difference(9) < cost_of_difference(8)
    assert cost_of_difference(8) == pytest.approx(cost_of_difference(5))


def test_the_first_search_that_cannot_be_bettered_is_the_last() -> None:
    # One character is missing on every line of ten: that is more than the first pass opens gaps.
    way = best_way(plain(55, penalties={k: inf for k in range(55) if k % 10 != 9}), [100.0])
    assert way is not None
    assert way.breaks[:4] == (9, 19, 29, 39)
    assert way.worst == pytest.approx(way.cost)


def test_legal_breaks_alone_are_taken_while_they_can_set_the_block() -> None:
    # The word fills a line of its own; no gap could fill the line before it, and no letter of it is torn.
    setting = made("国国" + "x" * 18 + "国国国", 10)
    assert setting.method == "first-fit"
    assert texts(setting) == ["国国", "x" * 18, "国国国"]


def test_nothing_makes_no_lines() -> None:
    for blank in ("", "  ", "\u3000", "\n"):
        assert made(blank, 10).lines == ()


@settings(max_examples=40, deadline=None)
@given(
    text=st.text(alphabet=st.sampled_from("国语年，。“”（）1a \u3000—-\n"), min_size=1, max_size=60),
    measure=st.sampled_from([5.0, 7.5, 11.0]),
    change=st.integers(-2, 2),
    language=st.sampled_from(LANGUAGES),
)
def test_what_is_left_out_early_in_a_search_for_a_number_of_lines_could_never_have_been_set(
    text: str, measure: float, change: int, language: str
) -> None:
    block = prepared(text, style(language=language, hang="allow-end", hyphens=True))
    natural = best_way(block.breaks, [measure * SIZE])
    lines = len(natural.breaks) + change if natural else 0
    if lines < 1:
        return
    found = best_way(block.breaks, [measure * SIZE], lines=lines)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(total_fit, "room_of_lines", lambda *_, **__: ([-inf] * lines, [inf] * lines))
        assert found == best_way(block.breaks, [measure * SIZE], lines=lines)
