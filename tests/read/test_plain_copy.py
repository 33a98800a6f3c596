"""Plain copy is read without the Markdown parser, and exactly as the parser would read it."""

import subprocess
import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pagesetter.read.inline import parser
from pagesetter.read.plain_copy import plain_tokens

ROOT = Path(__file__).parents[2]
PARTS = (*"#>`~<|*_-+=:.)(1a永，。 \t\u3000\u00a0\\&[]!{}^", "##", "## ", "---", "    ")
LINES = st.lists(st.sampled_from(PARTS), max_size=8).map("".join)
TEXTS = st.lists(LINES, max_size=8).map("\n".join)


def as_parsed(text: str) -> list[tuple[object, ...]]:
    """What make-up sees of the parser's tokens."""
    kept = [t for t in parser().parse(text) if t.type in ("inline", "heading_open") or t.type.endswith("block")]
    return [(t.type, t.tag, t.markup, t.content, tuple(t.map or ())) for t in kept]


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_plain_copy_gives_the_tokens_of_the_parser(text: str) -> None:
    plain = plain_tokens(text)
    if plain is not None:
        assert [tuple(token) for token in plain] == as_parsed(text)


def test_paragraphs_and_subheads_need_no_parser() -> None:
    text = "　　本报讯 电\n继续  \n\n## 小标题  \n## 第二行\n正文：1. 不是列表\n1. 是段落\n   \n末段"
    plain = plain_tokens(text)
    assert plain is not None
    assert [tuple(token) for token in plain] == as_parsed(text)
    assert [token.type for token in plain].count("heading_open") == 2


def test_what_may_be_more_than_plain_copy_goes_to_the_parser() -> None:
    starts = ["# 一", "### 三", "##", "## 题 ##", "> 引", "`码`", "~~~", "<b>", "|表|", "*楷*", "---", "- 项", "=="]
    assert all(plain_tokens(f"段落\n{start}\n段落") is None for start in [*starts, " 缩进", "\t缩进", ":--"])
    assert plain_tokens("一\r\n二") is None


def test_a_page_of_plain_copy_does_not_load_the_parser() -> None:
    code = (
        "import sys; from pathlib import Path; from pagesetter.build import make_page; "
        f"make_page(Path({str(ROOT / 'layouts' / 'tabloid.yaml')!r})); print('markdown_it' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
