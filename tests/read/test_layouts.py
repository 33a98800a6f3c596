"""Good layouts: what each way of writing comes to."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pagesetter.diagnostics import Diagnostic, Severity
from pagesetter.geometry import MM
from pagesetter.model.areas import Area
from pagesetter.model.spec import LayoutSpec
from pagesetter.read.layouts import read_layout

BASE = {
    "edition": "{title: 新报, date: 2025-08-06, page: 5}",
    "page": "{size: A4, type_area: [170mm, 212mm]}",
    "grid": "{columns: 3, measure: 14字, body: 10.5pt, leading: 15pt}",
    "dummy": "{plan: '$'}",
    "areas": "{A: {story: one}}",
}
PLAN = "40 | A A A"


def read(folder: Path, plan: str = PLAN, **parts: str) -> tuple[LayoutSpec | None, tuple[Diagnostic, ...]]:
    given = {**BASE, **parts}
    given["dummy"] = "|\n" + "".join(f"  {row}\n" for row in plan.split("\n"))
    if not plan:
        del given["dummy"]
    path = folder / "page.yaml"
    path.write_text("".join(f"{key}: {value}\n" for key, value in given.items() if value), encoding="utf-8")
    return read_layout(path, "page.yaml")


def good(folder: Path, plan: str = PLAN, **parts: str) -> LayoutSpec:
    spec, found = read(folder, plan, **parts)
    assert [(d.code, d.message) for d in found] == []
    assert spec is not None
    return spec


def area(spec: LayoutSpec, name: str) -> Area:
    found = spec.area(name)
    assert found is not None
    return found


# --- page ---


def test_type_area_lies_in_the_middle_of_the_page(tmp_path: Path) -> None:
    page = good(tmp_path).page
    assert (page.width, page.height) == pytest.approx((210 * MM, 297 * MM))
    assert (page.type_area.x, page.type_area.y) == pytest.approx((20 * MM, 42.5 * MM))
    assert page.bleed == 0


def test_one_margin_moves_the_type_area(tmp_path: Path) -> None:
    page = good(tmp_path, page="{size: A4, type_area: [170mm, 212mm], margins: {top: 30mm, right: 25mm}}").page
    assert (page.type_area.x, page.type_area.y) == pytest.approx((15 * MM, 30 * MM))


def test_four_margins_are_a_type_area(tmp_path: Path) -> None:
    margins = "{top: 40mm, bottom: 45mm, left: 20mm, right: 20mm}"
    page = good(tmp_path, page=f"{{size: A4, bleed: 3mm, margins: {margins}}}").page
    assert (page.type_area.w, page.type_area.h) == pytest.approx((170 * MM, 212 * MM))
    assert page.bleed == pytest.approx(3 * MM)


@pytest.mark.parametrize(("number", "left"), [("5", 25), ("A06", 15), ("封面", 25)])
def test_inside_margin_is_at_the_left_of_odd_pages(tmp_path: Path, number: str, left: float) -> None:
    page = "{size: A4, type_area: [170mm, 212mm], margins: {inside: 25mm}}"
    spec = good(tmp_path, page=page, edition=f"{{page: {number}}}")
    assert spec.page.type_area.x == pytest.approx(left * MM)


@pytest.mark.parametrize("name", ["对开", "Broadsheet"])
def test_page_sizes_have_names(tmp_path: Path, name: str) -> None:
    page = good(tmp_path, page=f"{{size: {name}, type_area: [170mm, 212mm]}}").page
    assert (page.width, page.height) == pytest.approx((390 * MM, 545 * MM))


# --- grid ---


def test_auto_gutter_is_what_the_type_area_leaves(tmp_path: Path) -> None:
    grid = good(
        tmp_path,
        "92 | A A A A A",
        page="{size: [390mm, 545mm], type_area: [350mm, 490mm]}",
        grid="{columns: 5, measure: 17字, gutter: auto, body: 10.5pt, leading: 15pt, lines: 92}",
    ).grid
    assert grid.gutter == pytest.approx(24.9, abs=0.02)
    assert grid.x == pytest.approx(20 * MM)
    assert grid.column_x(4) + grid.measure == pytest.approx(370 * MM)


def test_lines_auto_fill_the_type_area(tmp_path: Path) -> None:
    grid = good(tmp_path).grid
    assert grid.lines == 40
    assert grid.row_y(39) + grid.size <= grid.y + 212 * MM < grid.row_y(40) + grid.size


def test_gutter_may_be_given_in_characters(tmp_path: Path) -> None:
    grid = good(
        tmp_path, grid="{columns: 3, measure: 14字, gutter: 1.94em, body: 五号, leading: 15pt, lines: auto}"
    ).grid
    assert grid.gutter == pytest.approx(1.94 * 10.5)


def test_one_column_has_no_gutter(tmp_path: Path) -> None:
    grid = good(tmp_path, "40 | A", grid="{columns: 1, measure: 45字, body: 10.5pt, leading: 15pt}").grid
    assert grid.gutter == 0
    assert grid.x == pytest.approx(20 * MM + (170 * MM - 472.5) / 2)


# --- dummy and areas ---


@pytest.mark.parametrize(
    "plan",
    [
        "4 | R R R\n20 | A A P\n16 | A A B",
        "4|RRR\nAAP x 20\nA A B × 16",
        "4 ｜ R R R  # the head\n\n# the rest\n19 | A A P\nAAP\nA A B X 16",
    ],
)
def test_rows_may_be_written_in_several_ways(tmp_path: Path, plan: str) -> None:
    areas = "{R: {advert: }, A: {story: one}, P: {photo: 1, of: A}, B: {story: two}}"
    spec = good(tmp_path, plan, areas=areas)
    assert [(a.name, a.bounds(), len(a.cells)) for a in spec.areas] == [
        ("R", (0, 0, 3, 4), 12),
        ("A", (0, 4, 2, 40), 72),
        ("P", (2, 4, 3, 24), 20),
        ("B", (2, 24, 3, 40), 16),
    ]


def test_figures_do_the_same_as_letters(tmp_path: Path) -> None:
    shape = "[{columns: 1-3, rows: 1-4}, {columns: 1-2, rows: 5-40}]"
    drawn = good(tmp_path, "4 | A A A\n36 | A A B", areas="{A: {story: one, columns: 4}, B: {story: two}}")
    figures = f"{{A: {{story: one, columns: 4, shape: {shape}}}, B: {{story: two, columns: 3, rows: 5-40}}}}"
    placed = good(tmp_path, "", areas=figures)
    assert [(a.name, a.cells, a.columns) for a in placed.areas] == [(a.name, a.cells, a.columns) for a in drawn.areas]
    assert area(placed, "A").columns == 4
    assert area(placed, "B").columns is None


def test_letters_and_figures_mix(tmp_path: Path) -> None:
    spec = good(tmp_path, "20 | A A A\n20 | A A .", areas="{A: {story: one}, B: {story: two, columns: 3, rows: 21-40}}")
    assert len(area(spec, "B").cells) == 20


def test_photo_in_figures_is_cut_out_of_its_story(tmp_path: Path) -> None:
    areas = "{A: {story: one, columns: 1-3, rows: 1-40}, P: {photo: 2, of: A, columns: 2-3, rows: 5-14}}"
    spec = good(tmp_path, "", areas=areas)
    assert len(area(spec, "A").cells) == 120 - 20
    assert (area(spec, "P").number, area(spec, "P").of) == (2, "A")


def test_photos_inside_a_story_leave_its_cells(tmp_path: Path) -> None:
    photos = "[{photo: 1, columns: 2-3, rows: 5-14}, {photo: 2, anchor: bottom-right, columns: 2, lines: 9}]"
    spec = good(tmp_path, areas=f"{{A: {{story: one, photos: {photos}}}}}")
    assert len(area(spec, "A").cells) == 120
    first, second = area(spec, "A").photos
    assert (first.number, len(first.cells)) == (1, 20)
    assert (second.anchor, second.columns, second.lines, second.cells) == ("bottom-right", 2, 9, frozenset())


def test_head_and_summary_may_have_cells_of_their_own(tmp_path: Path) -> None:
    plan = "8 | H H S\n32 | A A A"
    spec = good(tmp_path, plan, areas="{A: {story: one, head: lead}, H: {head: A}, S: {summary: A}}")
    assert [(a.use, a.of) for a in spec.areas] == [("story", ""), ("head", "A"), ("summary", "A")]


def test_head_may_say_its_height_and_span(tmp_path: Path) -> None:
    spec = good(tmp_path, areas="{A: {story: one, head: {style: third, lines: 5, columns: 2-3}}}")
    story = area(spec, "A")
    assert (story.head, story.head_lines, story.head_columns) == ("third", 5, (1, 3))


def test_photo_that_hangs_on_another_photo_touches_its_story(tmp_path: Path) -> None:
    areas = "{A: {story: one}, P: {photo: 1, of: A}, Q: {photo: 2, of: A}}"
    assert len(good(tmp_path, "40 | A P Q", areas=areas).areas) == 3


def test_advertisement_is_labelled_in_the_language_of_the_page(tmp_path: Path) -> None:
    areas = "{A: {story: one}, C: {advert: ads/n.jpg}, D: {advert: {label: 公告}}, E: {advert: }}"
    spec = good(tmp_path, "10 | C D E\n30 | A A A", areas=areas, language="zh-TW", content="files")
    assert [(a.label, Path(a.advert).name) for a in spec.areas[1:]] == [("廣告", "n.jpg"), ("公告", ""), ("廣告", "")]
    assert Path(area(spec, "C").advert) == tmp_path / "files" / "ads" / "n.jpg"


def test_areas_keep_the_order_of_the_file(tmp_path: Path) -> None:
    spec = good(tmp_path, "20 | A A A\n20 | B B B", areas="{B: {story: two}, A: {story: one}}")
    assert [a.name for a in spec.areas] == ["B", "A"]


def test_area_names_may_be_han(tmp_path: Path) -> None:
    assert good(tmp_path, "40 | 甲 甲 甲", areas="{甲: {story: one}}").areas[0].name == "甲"


# --- furniture, edition, the rest ---


def test_date_is_printed_as_its_language_writes_it(tmp_path: Path) -> None:
    furniture = '{head: {left: "{date} {weekday}", right: [{text: ["{page}", "x"], style: folio}]}}'
    plan, areas = "3 | R R R\n37 | A A A", "{R: {furniture: head}, A: {story: one}}"
    for language, date, weekday in (
        ("zh-Hans", "2025年8月6日", "星期三"),
        ("ja", "2025年8月6日", "水曜日"),
        ("ko", "2025년 8월 6일", "수요일"),
        ("en-GB", "6 August 2025", "Wednesday"),
    ):
        spec = good(tmp_path, plan, areas=areas, furniture=furniture, language=language)
        assert (spec.edition["date"], spec.edition["date_text"]) == ("2025-08-06", date)
        assert spec.edition["weekday"] == weekday
        (strip,) = spec.furniture
        assert (strip.left[0].lines, strip.left[0].style) == (("{date_text} {weekday}",), "running-small")
        assert (strip.right[0].lines, strip.right[0].style) == (("{page}", "x"), "folio")


def test_edition_takes_fields_of_ones_own(tmp_path: Path) -> None:
    spec = good(tmp_path, edition="{title: 新报, 期号: 0123, weekday: 周三, date: 2025-08-06}")
    assert spec.edition["期号"] == "0123"
    assert spec.edition["weekday"] == "周三"


def test_fonts_are_relative_to_the_layout(tmp_path: Path) -> None:
    spec = good(tmp_path, fonts="[{family: 报宋, file: a.ttf}, fonts/b.otf]", font_folders="../fonts")
    assert [(f.family, Path(f.path)) for f in spec.fonts] == [
        ("报宋", tmp_path / "a.ttf"),
        ("", tmp_path / "fonts/b.otf"),
    ]
    assert [Path(f) for f in spec.font_folders] == [tmp_path.parent / "fonts"]
    assert spec.fonts[1].origin.path == "fonts[1]"


def test_defaults(tmp_path: Path) -> None:
    spec = good(tmp_path)
    assert (spec.language, spec.condition, spec.copyedit, spec.column_rules) == ("zh-Hans", "newsprint", "on", True)
    assert Path(spec.content) == tmp_path
    assert area(spec, "A").head == "second"


def test_words_that_yaml_takes_for_booleans_stay_words(tmp_path: Path) -> None:
    assert good(tmp_path, copyedit="off").copyedit == "off"
    assert good(tmp_path, rules="{columns: no}").column_rules is False


def test_empty_keys_are_keys_not_given(tmp_path: Path) -> None:
    assert good(tmp_path, furniture="~", styles="null", language="~").language == "zh-Hans"


def test_good_areas_are_kept_beside_broken_ones(tmp_path: Path) -> None:
    spec, found = read(tmp_path, "20 | A A A\n20 | B B B", areas="{A: {story: one}, B: {stroy: two}}")
    assert [d.severity for d in found] == [Severity.ERROR]
    assert spec is not None
    assert [a.name for a in spec.areas] == ["A"]


EXAMPLE = (Path(__file__).parents[1] / "bad_layouts" / "merge-and-anchors.yaml").read_text(encoding="utf-8")


@given(
    st.lists(
        st.tuples(st.integers(0, len(EXAMPLE)), st.integers(0, 8), st.text("A.|:{}[],x9字 \n-#%&*", max_size=4)),
        min_size=1,
        max_size=4,
    )
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_slip_of_the_pen_makes_the_reader_fail(tmp_path: Path, cuts: list[tuple[int, int, str]]) -> None:
    text = EXAMPLE
    for at, length, instead in cuts:
        text = text[:at] + instead + text[at + length :]
    path = tmp_path / "page.yaml"
    path.write_text(text, encoding="utf-8")
    spec, found = read_layout(path, "page.yaml")
    lines = text.split("\n")
    for each in found:
        assert each.origin is not None
        assert 1 <= each.origin.line <= len(lines)
        assert 1 <= each.origin.column <= len(lines[each.origin.line - 1]) + 1
    assert spec is not None or any(d.severity is Severity.ERROR for d in found)


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    assert good(tmp_path) == good(tmp_path)


@pytest.mark.parametrize("name", ["quanzhou", "tabloid"])
def test_shipped_layouts_have_no_problems(root: Path, name: str) -> None:
    spec, found = read_layout(root / "layouts" / f"{name}.yaml")
    assert found == ()
    assert spec is not None
    assert {cell for a in spec.areas for cell in a.cells} == {
        (c, r) for c in range(spec.grid.columns) for r in range(spec.grid.lines)
    }


def test_example_of_the_documentation_is_a_good_layout(root: Path, tmp_path: Path) -> None:
    text = (root / "docs" / "layout.md").read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    path = tmp_path / "page.yaml"
    path.write_text(text, encoding="utf-8")
    spec, found = read_layout(path)
    assert found == ()
    assert spec is not None
