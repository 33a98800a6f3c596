"""`--lang zh` with every command: the words around findings, usage errors, and nothing of it loaded for English."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from english import english_left

from pagesetter.cli.main import run
from pagesetter.reporting import languages
from pagesetter.script.tables import read_table
from places import ROOT

Said = Callable[..., tuple[int, str, str]]
BAD = ROOT / "tests" / "bad_layouts" / "areas-overlapping.yaml"
STORY = ROOT / "content" / "quanzhou" / "07-xiaofang.md"
HOLLOW = b"""%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>> endobj
4 0 obj <</Length 43>> stream
0 0 1 rg BT /F 5 Tf 20 20 Td (Words) Tj ET
endstream endobj
5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj
trailer <</Root 1 0 R>>
"""


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Said:
    """Runs the program in Chinese: exit code, what it prints, and what it says on the other stream."""
    monkeypatch.setenv("PAGESETTER_LANG", "zh")

    def call(*arguments: object) -> tuple[int, str, str]:
        code = run([str(a) for a in arguments])
        out = capsys.readouterr()
        return code, out.out, out.err

    return call


@pytest.fixture
def hollow(tmp_path: Path) -> Path:
    """A PDF of another program that is not fit for the press."""
    file = tmp_path / "hollow.pdf"
    file.write_bytes(HOLLOW)
    return file


def test_check_tells_findings_places_and_the_summary(said: Said) -> None:
    code, _, err = said("check", BAD)
    assert code == 1
    assert "错误: 区域 " in err
    assert "相叠：第 " in err
    assert err.rstrip().endswith("不会写出")


USAGE = frozenset({"COMMAND", "chekc", "proof", "measure", "horizontal", "vertical"})


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check"], "错误：缺少参数 LAYOUT...。"),
        (["chekc"], "错误：没有命令 chekc。"),
        (["check", "--jsno", "a.yaml"], "错误：没有选项 --jsno。"),
        (["galley"], "错误：写一篇 STORY，或只写 --jsonl"),
        (["galley", STORY, "--measure", "long"], "错误：--measure 的值不对：“long”不是行长：写 17字 或 63mm"),
        (
            ["galley", STORY, "--style", "capton", "--plain"],
            "--style 的值不对：没有叫“capton”的样式：是不是“caption”？",
        ),
        (["build", "a.yaml", "b.yaml", "-o", "x.pdf"], '错误：-o "x.pdf" 是文件，却有 2 个版样：请写文件夹'),
        (["proof", "a.yaml", "--ppi", "0"], "错误：--ppi 的值不对：0.0 超出范围 1<=x<=2400。"),
        (["build", "a.yaml", "--standard"], "错误：选项 --standard 后要有值。"),
        (["galley", STORY, "--mode", "up"], "错误：--mode 的值不对：“up”不在 "),
    ],
)
def test_wrong_usage_is_told_in_chinese(said: Said, arguments: list[object], words: str) -> None:
    code, _, err = said(*arguments)
    assert code == 2
    assert words in err
    assert english_left(err.replace("OPTIONS", "").replace("ARGS", ""), names=USAGE) == []


def test_the_language_may_stand_before_the_command(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PAGESETTER_LANG")
    assert said("--lang", "zh", "galley")[2].startswith("用法：")
    assert said("galley", "--lang", "zh")[2].startswith("Usage:")
    assert "相叠" in said("--lang", "zh", "check", BAD)[2]
    assert "overlap" in said("--lang", "zh", "check", "--lang", "en", BAD)[2]
    assert "行长" in said("--lang", "zh", "galley", STORY, "--plain", "--lang", "zh-Hans")[1]


def test_a_galley_is_told_in_chinese(said: Said) -> None:
    code, out, _ = said("galley", STORY, "--plain", "--text")
    assert code == 0
    assert "行长" in out
    assert "硬排" in out
    assert "(正文)" not in out  # set lines have their step, not their kind
    assert not set(out.split()) & {"measure", "lines", "loose", "space", "comma", "gap"}
    form = json.loads(said("galley", BAD.parent / "nothing.md", "--json")[1])
    assert [d["message"] for d in form["diagnostics"]] == [f"没有文件“{BAD.parent / 'nothing.md'}”"]


def test_lines_of_json_are_answered_in_chinese(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    from io import BytesIO, TextIOWrapper

    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO('{"text": "字", "measure": -1}\nno\n'.encode())))
    _, out, _ = said("galley", "--jsonl", "--plain")
    first, second = (json.loads(line)["diagnostics"][0]["message"] for line in out.splitlines())
    assert first == "行长写了 -1，应大于 0"
    assert second == "第 2 行不是 JSON：此处缺少值"


def test_a_preflight_is_told_in_chinese(said: Said, hollow: Path) -> None:
    code, out, _ = said("preflight", hollow)
    assert code == 1
    assert "未声明 PDF/X，按 PDF/X-4 检查，配置 newsprint" in out
    assert "错误 font-embedded: 字体全部嵌入 (清单第 12 项)" in out
    assert "第 1 页：" not in out.partition("\n")[0]
    assert "  第 1 页: 字体 Helvetica 没有嵌入" in out
    told = [line for line in out.replace(str(hollow), "“”").splitlines() if not line.startswith("“”: PDF")]
    told = [
        line.partition(" (清单")[0].partition(" (规则手册")[0].partition(" (GWG")[0] for line in told
    ]  # the clauses
    assert [line for line in told if english_left(line, names=frozenset({"Helvetica"}))] == []


def test_reports_of_a_preflight_for_programs_have_chinese_messages_and_english_keys(said: Said, hollow: Path) -> None:
    form = json.loads(said("preflight", hollow, "--json")[1])
    (file,) = form["files"]
    assert {"rule", "severity", "message", "hint"} <= file["findings"][0].keys()
    messages = [f["message"] for f in file["findings"]]
    assert [words for words in messages if english_left(words, names=frozenset({"Helvetica"}))] == []
    log = json.loads(said("preflight", hollow, "--sarif")[1])["runs"][0]
    assert "字体全部嵌入" in [rule["shortDescription"]["text"] for rule in log["tool"]["driver"]["rules"]]
    page = said("preflight", hollow, "--html")[1]
    assert '<html lang="zh">' in page
    assert "不能付印" in page
    assert "<th>规则<th>位置（mm）" in page


def test_plates_and_fonts_are_told_in_chinese(said: Said, hollow: Path, tmp_path: Path) -> None:
    _, out, _ = said("plates", hollow, "-o", tmp_path / "plates", "--ppi", "20")
    assert out.startswith("第 1 页，71 x 71 mm，印版 20 ppi\n")
    assert "方块内总墨量最高 " in out
    out = said("fonts", "--text", "字")[1]
    assert out.split()[:4] == ["字体", "字重", "嵌入授权", "文件"]
    assert "不限 (fsType 0)" in out


def test_new_is_told_in_chinese(said: Said, tmp_path: Path) -> None:
    assert "已写出 " in said("new", tmp_path / "paper")[1]
    _, _, err = said("new", tmp_path / "paper")
    assert "已存在，保持原样" in err
    assert err.rstrip().endswith("没有写出任何文件")


def test_progress_and_timings_are_told_in_chinese() -> None:
    from pagesetter.cli.building import timing_lines
    from pagesetter.cli.console import Console

    say = Console(language="zh")
    assert timing_lines((("read layout", 0.01), ("press", 0.2)), say) == ["  读版样   10.0 ms", "  输出    200.0 ms"]
    assert say.words("doing", "setting a.yaml: page A01 (north) done") == "正在排 a.yaml：第 A01 版（north）已好"
    assert say.words("word", "page A01, page A02 (north) not written") == "第 A01 版，第 A02 版（north） 未写出"


# What is loaded


def test_a_code_reads_the_table_of_its_letter_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    files: list[str] = []

    def read(path: Path) -> object:
        files.append(path.stem)
        return read_table(path)

    monkeypatch.setattr(languages, "read_table", read)
    languages.table.cache_clear()
    languages.pairs.cache_clear()
    assert languages.in_chinese("S004", "the story has no headline") == "稿件没有标题"
    assert set(files) <= {"S", "any"}
    assert languages.in_chinese("L407", 'no head style is called "x"') == "没有叫“x”的标题样式"
    assert set(files) == {"S", "any", "L"}
    assert len(files) == 3


def test_nothing_of_it_is_loaded_for_english() -> None:
    code = "import sys; from pagesetter.cli.main import run; run(sys.argv[1:])"
    code += "; sys.exit('pagesetter.reporting.languages' in sys.modules)"
    environment = {name: value for name, value in os.environ.items() if name != "PAGESETTER_LANG"}
    done = subprocess.run(
        [sys.executable, "-c", code, "check", str(BAD)], env=environment, capture_output=True, check=False, text=True
    )
    assert "overlap" in done.stderr
    assert done.returncode == 0
