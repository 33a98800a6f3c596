"""Bans on pages that were read from files and made up: the places, directions and words are those of the program."""

from pathlib import Path

import pytest
from PIL import Image

from pagesetter.build import make_page
from pagesetter.desk.checking import check_page
from pagesetter.desk.colour import coloured_adverts
from pagesetter.desk.registry import table
from pagesetter.desk.view import Subject
from pagesetter.diagnostics import Diagnostic

LAYOUT = """\
edition: {title: 江湾日报, section: 本地, page: "2", date: 2026-01-15}
page: {size: [169mm, 150mm], type_area: [140.8mm, 122.8mm]}
grid: {columns: 3, measure: 13字, gutter: 1.5em, body: 9.5pt, leading: 14pt, lines: 25}
dummy:
  plan: |
    3  | R R R
    8  | A A P
    4  | A A B
    10 | C C B
areas:
  R: {furniture: running-head}
  A: {story: chuan, head: {style: lead, lines: 5}}
  P: {photo: 1, of: A}
  B: {story: qiao, head: {style: third, lines: 3}}
  C: {advert: {label: 广告}}
furniture:
  running-head:
    left: [{text: "{page}", style: folio}]
    right: [{text: "{date}", style: running-small}]
    rule: running-head
"""
"""The lead with a photo at its right, a story under the photo, an advertisement at the foot. The stories are short on
purpose: how they fit is no matter of the desk."""

CHUAN = "---\nheadline: 渡船停航\nphotos:\n  - {file: river.png, caption: 江面, faces: left}\n---\n\n"
BODY = "渡口的船今天没有开，江面上的雾到中午也没有散去，等船的人只好绕桥走。"
QIAO = "---\nheadline: 新桥通车\n---\n\n" + BODY * 4 + "\n"
QUIET = ("hole", "columns-uneven", "widow", "orphan", "lone-character")
"""Bans on how the text falls."""


def judged(folder: Path, *changes: tuple[str, str], story: tuple[str, str] = ("", "")) -> tuple[Diagnostic, ...]:
    """What the desk says of the layout with some of its words changed; without what the fall of the text says."""
    text = LAYOUT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    Image.linear_gradient("L").resize((800, 700)).convert("RGB").save(folder / "river.png")
    Image.new("RGB", (900, 300), "red").save(folder / "red.png")
    (folder / "chuan.md").write_text((CHUAN + BODY * 9 + "\n").replace(*story), encoding="utf-8")
    (folder / "qiao.md").write_text(QIAO, encoding="utf-8")
    path = folder / "page.yaml"
    path.write_text(text, encoding="utf-8")
    built = make_page(path)
    assert built.page is not None, built.diagnostics
    assert built.spec is not None
    subject = Subject(built.page, built.spec, built.edition, coloured_adverts(built.spec))
    quiet = {table()[key].code for key in QUIET}
    return tuple(d for d in check_page(subject) if d.code not in quiet)


def keys(found: tuple[Diagnostic, ...]) -> list[str]:
    """Keys of the bans."""
    names = {ban.code: key for key, ban in table().items()}
    return [names[d.code] for d in found]


def test_sound_layout_breaks_none_of_them(tmp_path: Path) -> None:
    assert judged(tmp_path) == ()


def test_photo_that_looks_out_is_found_at_the_story_that_says_so(tmp_path: Path) -> None:
    (found,) = judged(tmp_path, story=("faces: left", "faces: right"))
    assert found.code == "D620"
    assert found.origin is not None
    assert (Path(found.origin.file).name, found.origin.line) == ("chuan.md", 4)


def test_advertisement_at_the_head_of_the_page_is_found_at_its_area(tmp_path: Path) -> None:
    plan = ("    8  | A A P\n    4  | A A B\n    10 | C C B\n", "    5  | C C P\n    5  | A A P\n    12 | A A B\n")
    (found,) = judged(tmp_path, plan)
    assert found.code == "D621"
    assert found.origin is not None
    assert found.origin.line == 15


def test_label_of_another_word_is_found(tmp_path: Path) -> None:
    assert keys(judged(tmp_path, ("{label: 广告}", "{label: 特别推荐}"))) == ["advert-unlabelled"]


def test_colour_advertisements_over_each_other_are_found(tmp_path: Path) -> None:
    plan = ("    10 | C C B\n", "    5  | C C B\n    5  | D D B\n")
    two = (
        "  C: {advert: {label: 广告}}\n",
        "  C: {advert: red.png, min_ppi: 50}\n  D: {advert: red.png, min_ppi: 50}\n",
    )
    content = ("page: {size", "content: .\npage: {size")
    found = judged(tmp_path, plan, two, content)
    assert keys(found) == ["colour-adverts-touch"]


def test_front_page_without_masthead_lacks_its_numbers(tmp_path: Path) -> None:
    title = (
        'right: [{text: "{date}"',
        'centre: [{text: "{title}", style: running-title}]\n    right: [{text: "{date}"',
    )
    found = judged(tmp_path, ('page: "2"', 'page: "1"'), title)
    assert set(keys(found)) == {"issue-missing", "licence-missing", "name-outranked"}


def test_running_head_without_date_and_with_its_number_inside(tmp_path: Path) -> None:
    old = 'left: [{text: "{page}", style: folio}]\n    right: [{text: "{date}", style: running-small}]'
    new = 'left: [{text: "{title}", style: running-title}]\n    centre: [{text: "{page}", style: folio}]'
    assert sorted(keys(judged(tmp_path, (old, new)))) == ["date-missing", "folio-place"]


def test_heads_side_by_side_are_found_at_the_second_of_them(tmp_path: Path) -> None:
    plan = ("    8  | A A P\n    4  | A A B\n", "    12 | A A B\n")
    found = judged(tmp_path, plan, ("  P: {photo: 1, of: A}\n", ""), ("lines: 5", "lines: 3"))
    assert sorted(keys(found)) == ["gutter-through", "head-clash"]
    assert [d.origin.line for d in found if d.origin and d.code == "D601"] == [12]


@pytest.mark.parametrize(("limit", "broken"), [("0.5", []), ("0.3", ["gutter-through"])])
def test_gutter_is_measured_against_the_limit_of_the_layout(limit: str, broken: list[str], tmp_path: Path) -> None:
    # the photo at the right belongs to the lead: of 22 lines, the gutter beside story B stands over 14
    sheet = ("furniture:\n", f"styles: {{bans: {{gutter-through: {{limit: {float(limit) + 0.2}}}}}}}\nfurniture:\n")
    assert keys(judged(tmp_path, sheet)) == broken
