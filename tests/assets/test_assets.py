"""The files that ship: fonts, raw stories, photographs and print conditions are what they claim to be."""

import hashlib
import itertools
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from fontTools.ttLib import TTFont
from PIL import Image, ImageCms

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "fonts"
STORIES = ROOT / "content" / "quanzhou"
PROFILES = ROOT / "src" / "pagesetter" / "_data" / "profiles"

STORY_FILES = (
    "01-shebao.md",
    "02-peixun.md",
    "03-jiangxue.md",
    "04-linli.md",
    "05-roupin.md",
    "06-tongyao.md",
    "07-xiaofang.md",
)
FLATTENED_COMMA = re.compile(r"(?<=[\u4e00-\u9fff”’》%]),(?=[\u4e00-\u9fff“‘《\d])")
FRONT_MATTER_KEYS = {
    "slug",
    "kind",
    "kicker",
    "headline",
    "deck",
    "summary",
    "byline",
    "run_in",
    "photos",
    "credit",
}


def table(path: Path) -> list[dict[str, str]]:
    """The rows of the first table of a Markdown file."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    width = len(rows[0])
    body = itertools.takewhile(lambda row: len(row) == width, rows[2:])
    return [dict(zip(rows[0], row, strict=True)) for row in body]


def unquoted(cell: str) -> str:
    return cell.strip("`")


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


FONT_ROWS = table(FONTS / "README.md")
PROFILE_ROWS = table(PROFILES / "README.md")[:2]
PHOTO_ROWS = table(STORIES / "photos" / "SOURCES.md")


def story(name: str) -> tuple[dict[str, Any], str]:
    """Front matter and body of a story file."""
    _, head, body = (STORIES / name).read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(head), body


def prose() -> str:
    """All text of the seven stories that is set on the page, raw."""
    parts = []
    for name in STORY_FILES:
        head, body = story(name)
        parts += [str(head.get(key, "")) for key in ("kicker", "headline", "byline", "credit")]
        parts += [head.get("summary", {}).get("text", ""), body]
        parts += [photo.get("caption", "") for photo in head.get("photos", [])]
    # A list of heads prints as "['a', 'b']": its separators are no copy.
    return "\n".join(re.sub(r"^\[.*\]$", lambda m: m[0].replace(", ", " "), part) for part in parts)


@pytest.mark.parametrize("row", FONT_ROWS, ids=lambda row: unquoted(row["file"]))
def test_font_is_the_file_that_its_readme_names(row: dict[str, str]) -> None:
    path = FONTS / unquoted(row["file"])
    assert path.stat().st_size == int(row["bytes"])
    assert sha256(path) == unquoted(row["sha256"])


def test_every_font_file_stands_in_the_readme_with_a_licence_beside_it() -> None:
    assert {unquoted(row["file"]) for row in FONT_ROWS} == {path.name for path in FONTS.glob("*.ttf")}
    assert len(FONT_ROWS) == 5
    for row in FONT_ROWS:
        (licence,) = re.findall(r"\((.+)\)", row["licence"])
        assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / licence).read_text(encoding="utf-8")


@pytest.mark.parametrize("row", FONT_ROWS, ids=lambda row: unquoted(row["file"]))
def test_font_may_be_embedded_and_covers_the_stories(row: dict[str, str]) -> None:
    with TTFont(FONTS / unquoted(row["file"]), lazy=True) as font:
        assert font["OS/2"].fsType == 0
        covered = font.getBestCmap().keys()
        lacking = {mark for mark in prose() if mark > " " and ord(mark) not in covered}
    assert not lacking


def test_the_seven_stories_stand_in_reading_order() -> None:
    assert tuple(sorted(path.name for path in STORIES.glob("*.md"))) == STORY_FILES


@pytest.mark.parametrize("name", STORY_FILES)
def test_front_matter_uses_only_the_agreed_keys(name: str) -> None:
    head, body = story(name)
    assert head.keys() <= FRONT_MATTER_KEYS
    assert name[3:-3] == head["slug"]
    assert head["headline"]
    assert body.strip()


def test_the_source_is_as_raw_as_extraction_left_it() -> None:
    text = prose()
    assert len(FLATTENED_COMMA.findall(text)) == 147
    assert text.count(",") == 147
    assert (text.count("("), text.count(")"), text.count("!")) == (6, 6, 1)
    assert not set(text) & set("，（）！")


def test_figures_that_no_repair_may_touch_are_in_the_source() -> None:
    text = prose()
    for figure in ("1:30", "2.1万件", "140.58万元", "29.2万元", "60%", "1—6月", "党建+", "文/图"):
        assert figure in text


@pytest.mark.parametrize(
    ("name", "fragment", "continuation"),
    [
        ("01-shebao.md", "大力推行高频事项掌上办、", "邮寄办等“不见面”服务模式。"),
        ("01-shebao.md", "参保“一件事”,建立社", "保、民政、卫健等部门数据共享机制。"),
        ("01-shebao.md", "实现参保登记等高频业", "务“家门口”办理。"),
        ("04-linli.md", "“这块拼图画的是‘孝敬长辈’,那块", "是‘邻里和睦’!”在“文明新风拼图赛”区域,"),
    ],
)
def test_column_breaks_still_cut_their_paragraph(name: str, fragment: str, continuation: str) -> None:
    _, body = story(name)
    assert f"{fragment}\n\n{continuation}" in body


def test_only_four_paragraphs_end_without_a_final_mark() -> None:
    paragraphs = [
        block for name in STORY_FILES for block in story(name)[1].strip().split("\n\n") if not block.startswith("## ")
    ]
    assert sum(not re.search(r"[。！？!?][”’）)]*$", block) for block in paragraphs) == 4


def test_every_photo_is_there_and_has_its_origin_written_down() -> None:
    listed = {unquoted(row["file"]): row for row in PHOTO_ROWS}
    used = {}
    for name in STORY_FILES:
        for photo in story(name)[0].get("photos", []):
            assert photo.keys() <= {"file", "caption", "credit", "focus", "alt"}
            assert all(0 < part < 1 for part in photo["focus"])
            assert photo["alt"]
            used[Path(photo["file"]).name] = name
            with Image.open(STORIES / photo["file"]) as picture:
                assert listed[Path(photo["file"]).name]["pixels"] == f"{picture.width} x {picture.height}"
    assert used.keys() == listed.keys() == {path.name for path in (STORIES / "photos").glob("*.jpg")}
    assert all(name in listed[photo]["stands in for"] for photo, name in used.items())


@pytest.mark.parametrize("row", PROFILE_ROWS, ids=lambda row: unquoted(row["file"]))
def test_profile_is_a_cmyk_printer_profile_and_the_file_its_readme_names(row: dict[str, str]) -> None:
    path = PROFILES / unquoted(row["file"])
    head = path.read_bytes()[:40]
    assert (head[12:16], head[16:20], head[20:24], head[36:40]) == (b"prtr", b"CMYK", b"Lab ", b"acsp")
    assert row["N"] == "4"
    assert path.stat().st_size == int(row["bytes"])
    assert sha256(path) == unquoted(row["sha256"])


def test_newsprint_profile_is_small_enough_to_embed_in_every_page() -> None:
    assert (PROFILES / "newsprint.icc").stat().st_size < 700_000


def to_inks(picture: Image.Image, profile: str, intent: ImageCms.Intent, black_point: bool) -> Image.Image:
    """An sRGB picture in the inks of a shipped profile."""
    flags = ImageCms.Flags.BLACKPOINTCOMPENSATION if black_point else ImageCms.Flags.NONE
    printed = ImageCms.applyTransform(
        picture,
        ImageCms.buildTransform(ImageCms.createProfile("sRGB"), str(PROFILES / profile), "RGB", "CMYK", intent, flags),
    )
    assert printed is not None
    return printed


@pytest.mark.parametrize(
    ("profile", "intent", "black_point", "total_limit", "black_limit"),
    [
        ("newsprint.icc", ImageCms.Intent.PERCEPTUAL, False, 230, 95),
        ("newsprint.icc", ImageCms.Intent.RELATIVE_COLORIMETRIC, False, 240, 95),
        ("newsprint.icc", ImageCms.Intent.RELATIVE_COLORIMETRIC, True, 240, 95),
        ("coated.icc", ImageCms.Intent.PERCEPTUAL, False, 301, 96),
        ("coated.icc", ImageCms.Intent.RELATIVE_COLORIMETRIC, True, 301, 96),
    ],
)
def test_no_colour_gets_more_ink_than_the_paper_takes(
    profile: str, intent: ImageCms.Intent, black_point: bool, total_limit: float, black_limit: float
) -> None:
    steps = [round(255 * step / 8) for step in range(9)]
    grid = Image.frombytes("RGB", (81, 9), b"".join(bytes(rgb) for rgb in itertools.product(steps, repeat=3)))
    data = to_inks(grid, profile, intent, black_point).tobytes()
    tints = [data[index : index + 4] for index in range(0, len(data), 4)]
    assert max(sum(tint) for tint in tints) / 2.55 <= total_limit
    assert max(tint[3] for tint in tints) / 2.55 <= black_limit


def test_white_leaves_the_newsprint_bare() -> None:
    white = Image.new("RGB", (1, 1), (255, 255, 255))
    assert to_inks(white, "newsprint.icc", ImageCms.Intent.PERCEPTUAL, False).tobytes() == bytes(4)
