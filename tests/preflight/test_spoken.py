"""What a preflight finds is told in Chinese: the message and the hint of a breach of every rule, figures kept."""

import re
from dataclasses import replace

from breaks_content import BREAKS as CONTENT
from breaks_objects import BREAKS as OBJECTS
from preflight_makers import OURS, broken, report

from pagesetter.preflight.checking import Checked
from pagesetter.preflight.report_text import report_lines
from pagesetter.preflight.spoken import in_language


def test_a_breach_of_every_rule_is_told_in_chinese() -> None:
    for rule, changes in {**OBJECTS, **CONTENT}.items():
        _, change, (standard, *_) = changes[0]
        english = report(broken(OURS, standard, change), standard)
        chinese = in_language(Checked("a.pdf", english, ()), "zh").report
        assert chinese is not None
        assert english.findings
        for before, after in zip(english.findings, chinese.findings, strict=True):
            assert replace(after, message=before.message, hint=before.hint) == before
            bare = re.sub(r"“[^”]*”|\w+:\w+|prtr|ppi|pagesetter plates", "", after.message + after.hint)
            assert re.findall(r"(?<![\w+])[a-z]{3,}(?![\w.])", bare) == [], (rule, before.message, after.message)
            assert set(re.findall(r"\d+\.\d+", before.message)) == set(re.findall(r"\d+\.\d+", after.message))


def test_a_report_has_chinese_words_around_the_findings() -> None:
    _, change, (standard, *_) = OBJECTS["font-embedded"][0]
    one = in_language(Checked("a.pdf", report(broken(OURS, standard, change), standard), ()), "zh")
    lines = report_lines(one, language="zh")
    assert lines[0].startswith(f"a.pdf: {standard}，配置 newsprint ")
    assert lines[1] == "错误 font-embedded: 字体全部嵌入 (清单第 12 项)"
    assert lines[-2] == "  建议: 导出时嵌入全部字体，或文字转曲"
    assert lines[-1] == "a.pdf: 1 个错误"
