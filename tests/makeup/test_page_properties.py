"""Pages of any shape and language, through reader, fonts and make-up: no law of the finished page is broken.

A share of `tools/stress_pages.py`, which makes hundreds; and pages on which it once found a fault, made small.
"""

from pathlib import Path
from typing import Any

import pytest
from dummies import Page, drawn
from page_laws import broken

from pagesetter.build import Built, make_page
from pagesetter.model.page import Text

NUMBERS = range(3000, 3024)
PARTS = 4


@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_breaks_a_law(part: int, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    faults = {
        number: found
        for number in NUMBERS[part::PARTS]
        if (found := broken(make_page(drawn(number).write(tmp_path), cache=cache)))
    }
    assert faults == {}


def test_the_same_number_draws_the_same_page() -> None:
    assert drawn(7).layout == drawn(7).layout
    assert drawn(7).stories == drawn(7).stories


def small(folder: Path, plan: str, areas: dict[str, Any], **stories: str) -> Built:
    """A page of as many columns as its plan has, 14 characters wide."""
    lines = sum(int(row.partition("|")[0]) for row in plan.splitlines())
    columns = len(plan.splitlines()[0].partition("|")[2].split())
    across, along = (lines - 1) * 15 + 10.01, (columns * 15 - 1) * 10 + 0.01
    layout = {
        "content": ".",
        "page": {"size": [f"{along}pt", f"{across}pt"], "type_area": [f"{along}pt", f"{across}pt"]},
        "grid": {
            "columns": columns,
            "measure": "14字",
            "gutter": "1em",
            "body": "10pt",
            "leading": "15pt",
            "lines": lines,
        },
        "dummy": {"plan": plan},
        "areas": areas,
    }
    return make_page(Page(0, "zh-Hans", layout, stories).write(folder))


def test_vertical_head_leaves_the_cells_of_the_summary_free(tmp_path: Path) -> None:
    built = small(
        tmp_path,
        "10 | B B\n8 | C B\n12 | B B\n",
        {"B": {"story": "s", "head": {"style": "third", "mode": "vertical"}}, "C": {"summary": "B"}},
        s=f"---\nheadline: 有礼有节迎客来\nsummary: {'字' * 30}\n---\n{'字' * 400}\n",
    )
    assert built.page is not None
    assert {t.role for t in built.page.items if isinstance(t, Text)} >= {"headline", "summary", "body"}
    assert broken(built) == []


@pytest.mark.parametrize("characters", range(608, 648, 16))
def test_a_cure_that_lets_a_quote_find_its_place_raises_nothing(tmp_path: Path, characters: int) -> None:
    built = small(
        tmp_path,
        "30 | A A\n",
        {
            "A": {
                "story": "s",
                "head": "picture",
                "min_ppi": 1,
                "quotes": [{"text": "名言", "place": {"left": "0字", "width": "4字", "rows": "13-19"}}],
                "photos": [{"photo": 1, "anchor": "top-left", "columns": 1, "lines": 10}],
            }
        },
        s=f"---\nheadline: 港口清晨\nbyline: 某某\nphotos: [{{file: wide.png}}]\n---\n{'字' * characters}\n",
    )
    assert broken(built) == []


def test_text_has_the_measure_of_its_columns_where_the_head_takes_the_widest(tmp_path: Path) -> None:
    built = small(
        tmp_path,
        "30 | A A A\n",
        {"A": {"story": "s", "head": {"style": "picture", "form": "side"}, "columns": 4, "column_mode": "relative"}},
        s=f"---\nheadline: 港口\n---\n{'字' * 600}\n",
    )
    assert built.page is not None
    measures = {t.measure for t in built.page.items if isinstance(t, Text) and t.role == "body"}
    assert measures == {100.0}
    assert broken(built) == []


@pytest.mark.parametrize(("form", "above"), [("side", True), ("over", False)])
def test_a_kicker_too_wide_to_stand_beside_the_headline_stands_over_it(tmp_path: Path, form: str, above: bool) -> None:
    built = small(
        tmp_path,
        "30 | A A A\n",
        {"A": {"story": "s", "head": {"style": "lead", "form": form, "kicker": "left"}, "columns": 5}},
        s=f"---\nheadline: 港口\nkicker: 一座新桥\n---\n{'字' * 600}\n",
    )
    assert built.page is not None
    heads = {t.role: t for t in built.page.items if isinstance(t, Text) and t.role in ("kicker", "headline")}
    assert (heads["kicker"].y < heads["headline"].y - heads["headline"].size / 2) == above
    assert not any("-" in d.message for d in built.diagnostics if d.code == "M210")
    assert broken(built) == []


def test_head_of_the_form_part_is_refused_where_text_would_stand_above_it(tmp_path: Path) -> None:
    built = small(
        tmp_path,
        "12 | C C E C C\n20 | C C C C C\n",
        {
            "C": {"story": "s", "columns": 2, "head": {"style": "third", "form": "part"}},
            "E": {"advert": {"label": "广告"}},
        },
        s=f"---\nheadline: 港口清晨\n---\n{'字' * 1600}\n",
    )
    assert "M240" in {d.code for d in built.diagnostics}
    assert broken(built) == []
