"""`check --desk`, `proof --desk` and bans in a build, on small pages of the program's own making."""

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from pagesetter.build import make_page
from pagesetter.cli.main import run
from pagesetter.diagnostics import Severity, warning
from pagesetter.geometry import Rect
from pagesetter.proof.desk import desk_proof

LAYOUT = """\
edition: {title: 江湾日报, section: 本地, page: "PAGE", date: 2026-01-15}
page: {size: [169mm, 130mm], type_area: [140.8mm, 98mm]}
grid: {columns: 3, measure: 13字, gutter: 1.5em, body: 9.5pt, leading: 14pt, lines: 20}
dummy:
  plan: |
    3  | R R R
    17 | A A B
areas:
  R: {furniture: running-head}
  A: {story: chuan, head: {style: third, lines: 5}}
  B: {story: qiao, head: {style: third, lines: HEAD}}
furniture:
  running-head:
    left: [{text: "{page}", style: folio}]
    right: [{text: "{date}", style: running-small}]
    rule: running-head
styles: {copyfit: {trials: 0}BANS}
"""
CHUAN = (
    "---\nheadline: 渡船停航三天\nkicker: 江面大雾\n---\n\n"
    + "渡口的船今天没有开，江面上的雾到中午也没有散去，等船的人只好绕桥走。" * 9
    + "\n"
)
QIAO = "---\nheadline: 新桥通车\n---\n\n" + "桥头的灯昨晚亮了，两岸的人都来看热闹，孩子跑在最前面。" * 5 + "\n"


@pytest.fixture
def layout(tmp_path: Path) -> Path:
    """A page with two heads side by side."""
    return write(tmp_path / "page.yaml")


def write(path: Path, number: str = "2", head: int = 5, bans: str = "") -> Path:
    for name, text in (("chuan", CHUAN), ("qiao", QIAO)):
        (path.parent / f"{name}.md").write_text(text, encoding="utf-8")
    filled = LAYOUT.replace("PAGE", number).replace("HEAD", str(head)).replace("BANS", bans)
    path.write_text(filled, encoding="utf-8")
    return path


def test_editors_list_has_page_level_place_and_remedy(layout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--desk", str(layout)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"{layout}: 江湾日报 page 2 本地; ")
    assert any(line.startswith("   1  D6") for line in lines)
    assert any("D601 heads side by side (碰题): the heads of stories" in line for line in lines)
    assert any(f"mm; {layout}:11:" in line for line in lines)
    assert sum(line.startswith("      → ") for line in lines) == sum(line[6:7] == "D" for line in lines)


def test_editors_list_in_chinese(layout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", "--desk", "--lang", "zh", str(layout)])
    said = capsys.readouterr().out
    assert "第 2 版" in said
    assert "警告（" in said
    assert "碰题：稿件“chuan”与“qiao”的标题在相邻两栏并排" in said


def test_warnings_count_with_strict_and_errors_always(layout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--desk", "--strict", str(layout)]) == 1
    write(layout, bans=", bans: {head-clash: error}")
    # "styles" holds copyfit and bans
    assert run(["check", "--desk", str(layout)]) == 1
    assert "1 error" in capsys.readouterr().out


def test_list_as_json(layout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--desk", "--json", str(layout)]) == 0
    document = json.loads(capsys.readouterr().out)
    (page,) = document["pages"]
    assert (page["file"], page["page"], page["errors"]) == (str(layout), "2", 0)
    clash = next(one for one in page["breaches"] if one["ban"] == "head-clash")
    assert clash["code"] == "D601"
    assert clash["severity"] == "warning"
    assert clash["clause"] == "rulebook 2.5 碰题"
    assert clash["line"] == 11
    assert set(clash["rect"]) == {"x", "y", "w", "h"}
    assert document["exit_code"] == 0


def test_layout_that_cannot_be_read_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("grid: {columns: 3}\n", encoding="utf-8")
    assert run(["check", "--desk", str(bad)]) == 1
    assert "error" in capsys.readouterr().err


def test_pages_of_one_list_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = write(tmp_path / "one.yaml"), write(tmp_path / "two.yaml", "4")
    text = (
        second.read_text(encoding="utf-8")
        .replace("left:", "middle:")
        .replace("right:", "left:")
        .replace("middle:", "right:")
    )
    second.write_text(text, encoding="utf-8")
    assert run(["check", "--desk", str(first), str(second)]) == 1
    said = capsys.readouterr().out
    assert "the page number 4 stands elsewhere (right) than that of page 2 (left)" in said
    assert said.index("one.yaml: ") < said.index("two.yaml: ")
    assert said.splitlines()[-1].startswith("2 pages: 1 error, ")


def test_a_build_looks_for_bans_only_when_the_sheet_asks(layout: Path) -> None:
    assert not [d for d in make_page(layout).diagnostics if d.code.startswith("D")]
    write(layout, bans=", bans: {in_build: true}")
    found = [d for d in make_page(layout).diagnostics if d.code == "D601"]
    assert [d.severity for d in found] == [Severity.WARNING]


def test_a_plain_build_does_not_load_the_desk(layout: Path) -> None:
    target = layout.with_suffix(".pdf")
    code = f"import sys; from pagesetter.cli.main import run; run(['build', {str(layout)!r}, '-o', {str(target)!r}])"
    code += "; sys.exit(any(name.startswith('pagesetter.desk') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0
    assert target.exists()


def test_bans_are_drawn_on_the_proof_with_a_legend(layout: Path, tmp_path: Path) -> None:
    plain, drawn = tmp_path / "plain.png", tmp_path / "desk.png"
    assert run(["proof", str(layout), "-o", str(plain), "--ppi", "60"]) == 0
    assert run(["proof", "--desk", str(layout), "-o", str(drawn), "--ppi", "60"]) == 0
    with Image.open(plain) as before, Image.open(drawn) as after:
        assert after.width > before.width
        assert _has(after.crop((0, 0, before.width, before.height)), (215, 110, 0))
        assert _has(after.crop((before.width, 0, after.width, after.height)), (215, 110, 0))
        assert not _has(before, (215, 110, 0))


def _has(image: Image.Image, colour: tuple[int, int, int]) -> bool:
    colours = image.convert("RGB").getcolors(1 << 24) or []
    return any(one == colour for _, one in colours)


def _page(width: int = 120, height: int = 80) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), "white").save(out, "PNG")
    return out.getvalue()


def test_outline_stands_where_the_breach_is() -> None:
    found = [warning("D609", "a word", "", None, rect=Rect(20, 30, 40, 20))]
    with Image.open(BytesIO(desk_proof(_page(), found, 72, (5, 5)))) as image:
        drawn = image.convert("RGB")
    assert drawn.getpixel((40, 57)) == (215, 110, 0)  # the lower edge, two pixels outside
    assert drawn.getpixel((40, 70)) == (255, 255, 255)


def test_long_legend_makes_the_picture_longer_and_a_clean_page_says_so() -> None:
    found = [warning("D609", "a word " * 20, "", None, rect=Rect(2, 3, 4, 2))] * 12
    with Image.open(BytesIO(desk_proof(_page(), found, 72, (0, 0)))) as image:
        assert image.height > 80
    with Image.open(BytesIO(desk_proof(_page(), [], 72, (0, 0)))) as image:
        assert image.height == 80
        legend = image.convert("L").crop((121, 0, image.width, image.height))
        assert legend.getextrema()[0] < 200
