"""Text files: encodings, line ends, files that are not there."""

from pathlib import Path

import pytest

from pagesetter.diagnostics import Origin, Severity
from pagesetter.read.source import LIMIT_BYTES, SourceText, read_text

NEWS = "标题: 泉州台商投资区社保服务提质增效\n正文: 近年来，“五险合一”模式。\n"


def write(folder: Path, data: bytes, name: str = "story.md") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("encoding", "codes"), [("utf-8", []), ("utf-8-sig", []), ("gb18030", ["R004"]), ("utf-16", ["R004"])]
)
def test_text_in_usual_encodings_is_read_and_others_than_utf8_are_noted(
    tmp_path: Path, encoding: str, codes: list[str]
) -> None:
    source, found = read_text(write(tmp_path, NEWS.encode(encoding)), "story.md")
    assert source is not None
    assert source.text == NEWS
    assert [d.code for d in found] == codes
    assert all(d.severity is Severity.NOTE for d in found)


def test_utf16_of_either_byte_order_is_read(tmp_path: Path) -> None:
    for codec, mark in (("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")):
        source, _ = read_text(write(tmp_path, mark + NEWS.encode(codec)), "story.md")
        assert source is not None
        assert source.text == NEWS


@pytest.mark.parametrize("text", ["Ça fait déjà deux années, très chère.\n", "Größe, Übung, schöne Füße für Öle\n"])
def test_western_eight_bit_text_is_not_taken_for_chinese(tmp_path: Path, text: str) -> None:
    source, found = read_text(write(tmp_path, text.encode("latin-1")), "story.md")
    assert source is None
    assert [d.code for d in found] == ["R003"]


@pytest.mark.parametrize("encoding", ["big5", "shift_jis", "euc-jp", "euc-kr"])
def test_other_east_asian_encodings_are_refused_not_garbled(tmp_path: Path, encoding: str) -> None:
    text = {
        "big5": "臺灣的報紙與讀者見面，這是新的開始。",
        "shift_jis": "これは新聞の見出しです。本文はここから始まる。",
        "euc-jp": "これは新聞の見出しです。本文はここから始まる。",
        "euc-kr": "신문의 제목입니다. 본문은 여기서 시작합니다.",
    }[encoding]
    source, found = read_text(write(tmp_path, text.encode(encoding)), "story.md")
    assert source is None
    assert [d.code for d in found] == ["R003"]


def test_damaged_utf8_is_refused_at_its_first_bad_byte(tmp_path: Path) -> None:
    data = "第一行没有问题\n第二行在这里坏了".encode()
    at = data.index("坏".encode())
    source, (found,) = read_text(write(tmp_path, data[:at] + b"\xff" + data[at + 3 :]), "story.md")
    assert source is None
    assert found.code == "R003"
    assert found.origin == Origin("story.md", 2, 7)
    assert f"offset {at}" in found.message


def test_utf16_cut_in_the_middle_is_refused(tmp_path: Path) -> None:
    source, (found,) = read_text(write(tmp_path, "新闻".encode("utf-16") + b"\x00"), "story.md")
    assert source is None
    assert found.code == "R003"


def test_line_ends_of_all_systems_become_one(tmp_path: Path) -> None:
    source, _ = read_text(write(tmp_path, b"a\r\nb\rc\n"), "x")
    assert source is not None
    assert source.text == "a\nb\nc\n"


def test_missing_file_suggests_the_nearest_name_and_points_at_who_asked(tmp_path: Path) -> None:
    write(tmp_path, b"", "shebao.md")
    asked = Origin("front.yaml", 12, 9, "areas.A.story")
    source, (found,) = read_text(tmp_path / "shebo.md", "shebo.md", asked)
    assert source is None
    assert (found.code, found.hint, found.origin) == ("R001", 'did you mean "shebao.md"?', asked)


def test_missing_folder_is_named(tmp_path: Path) -> None:
    _, (found,) = read_text(tmp_path / "storys" / "a.md", "storys/a.md")
    assert found.code == "R001"
    assert '"storys"' in found.hint


def test_folder_is_no_file(tmp_path: Path) -> None:
    _, (found,) = read_text(tmp_path, "stories")
    assert found.code == "R002"


def test_huge_file_is_refused_without_being_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    with path.open("wb") as file:
        file.truncate(LIMIT_BYTES * 40)
    source, (found,) = read_text(path, "big.yaml")
    assert source is None
    assert found.code == "R005"


def test_every_control_character_is_reported_in_its_place(tmp_path: Path) -> None:
    source, found = read_text(write(tmp_path, "好\x00\n\tb\x1b".encode()), "x")
    assert source is None
    assert [(d.code, d.origin.line, d.origin.column) for d in found if d.origin] == [("R006", 1, 2), ("R006", 2, 3)]


def test_origin_counts_characters_not_bytes() -> None:
    source = SourceText(Path("x"), "x", "新闻\n标题: 三\n")
    assert source.origin(0) == Origin("x", 1, 1)
    assert source.origin(source.text.index("三")) == Origin("x", 2, 5)
