"""Checks of spacing and hanging against outside test data: text-spacing-trim, text-autospace, CJK facts, hanging marks.

Everything runs through the engine's own functions with a shaper of one em a character; no font is needed. Where a case
breaks its text, the breaks are those of :func:`pagesetter.lines.ways.first_fit`: the corpora lay out line by line
and have no rule for a last line of one character.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from math import inf
from pathlib import Path
from typing import Any

from corpora import Check, Failure, Result, cases_of, result
from pagesetter.lines.compose import LineMaker
from pagesetter.lines.paragraph import Prepared, prepare, set_solid
from pagesetter.lines.plain import PlainShaper
from pagesetter.lines.ways import first_fit
from pagesetter.model.galley import Line
from pagesetter.model.story import Span
from pagesetter.model.style import FaceRef, JustifyLimits, TypeStyle
from pagesetter.script.classes import Klass, class_of

EM = 10.0
"""Type size, pt."""
CLOSE = 1e-6
"""Two places are equal within this, em."""
STYLE = TypeStyle((FaceRef("plain"),), EM, 1.5 * EM, line_end="full", align="left")
"""Marks as text-spacing-trim sets them but at the ends of lines, and lines that are not filled."""
HALF_WIDTH_EM = 0.5
"""Advance of half-width forms."""


def prepared(text: str, style: TypeStyle, narrow_em: float = 1.0) -> Prepared:
    """A text ready to be broken."""
    return prepare((Span(text),), lambda _: style, style, PlainShaper(narrow_em))


def lines_of(text: str, style: TypeStyle, measure_em: float, narrow_em: float = 1.0) -> list[Line]:
    """The lines of a text, each as full as it may be."""
    block = prepared(text, style, narrow_em)
    way = first_fit(block.breaks, [measure_em * EM])
    maker = LineMaker(block.text, block.items, style)
    ends = [block.breaks.items[k] for k in way.breaks]
    return [
        maker.line(first, last, measure_em * EM, 0.0, final=last == ends[-1], align=style.align, cap=inf)
        for first, last in pairwise([0, *ends])
    ]


def one_line(text: str, style: TypeStyle) -> Line:
    """A text on one line at its natural width."""
    return set_solid(prepared(text, style), 1000 * EM, "left")


def placed(line: Line) -> list[tuple[str, float]]:
    """The glyphs and their places, em."""
    return [(ch, x / EM) for run in line.runs for ch, x in zip(run.texts, run.xs, strict=True)]


def origins(line: Line) -> list[float]:
    """Places of the glyphs, em."""
    return [x for _, x in placed(line)]


def expected_origins(text: str, widths: str, language: str) -> list[float]:
    """Where glyphs of one em stand when each character is full (F) or half (H) width: an opening mark loses the half
    before its ink, so its origin lies half an em before its cell."""
    places, pen = [], 0.0
    for ch, width in zip(text, widths, strict=True):
        trimmed = width == "H"
        places.append(pen - 0.5 if trimmed and class_of(ch, language) is Klass.OPENING else pen)
        pen += 0.5 if trimmed else 1.0
    return places


def show(places: list[float]) -> str:
    """Places for people."""
    return " ".join(f"{place:g}" for place in places)


def same(one: list[float], other: list[float]) -> bool:
    """Whether the places are the same."""
    return len(one) == len(other) and all(abs(a - b) < CLOSE for a, b in zip(one, other, strict=True))


def spacing_trim(folder: Path) -> Result:
    """The advance of every mark between its neighbours, and at the starts of lines."""
    path = folder / "wpt" / "text-spacing-trim.json"
    pairs, starts = cases_of(path), cases_of(path, "line_start")
    failures = []
    for case in pairs:
        wanted = expected_origins(case["text"], case["expect"], case["lang"])
        got = origins(one_line(case["text"], replace(STYLE, language=case["lang"])))
        if not same(got, wanted):
            failures.append(Failure(case["id"], f"{case['expect']} at {show(wanted)}", show(got)))
    failures += [failure for case in starts for failure in line_start(case)]
    return result("wpt/text-spacing-trim.json", len(pairs) + len(starts), failures)


def line_start(case: dict[str, Any]) -> Iterator[Failure]:
    """Opening marks at the starts of wrapped lines."""
    style = replace(STYLE, language=case["lang"], line_start="full-first")
    lines = lines_of(case["text"], style, case["inline_size_em"])
    texts, at = [line.text for line in lines], 0
    if texts != case["expect_lines"]:
        yield Failure(case["id"], " / ".join(case["expect_lines"]), " / ".join(texts))
        return
    for line in lines:
        widths = case["expect"][at : at + len(line.text)]
        wanted, got = expected_origins(line.text, widths, case["lang"]), origins(line)
        at += len(line.text)
        if not same(got, wanted):
            yield Failure(case["id"], f"{widths} at {show(wanted)}", show(got))


def gaps_after(text: str, style: TypeStyle) -> list[tuple[int, float]]:
    """Characters that white follows, and how much, em; marks keep their em."""
    places = origins(one_line(text, style))
    return [(i, round(b - a - 1, 6)) for i, (a, b) in enumerate(pairwise(places)) if abs(b - a - 1) > CLOSE]


def autospace(folder: Path) -> Result:
    """Gaps between ideographs and Latin letters, in the three languages that have them."""
    cases = cases_of(folder / "wpt" / "text-autospace.json")
    failures = []
    for number, case in enumerate(cases):
        after = case.get("expect_gap_after") or [first for first, _ in case["expect_gap_between"]]
        wanted = [(index, case["gap_em"]) for index in after]
        for language in ("zh-Hans", "zh-Hant", "ja"):
            limits = JustifyLimits(latin_gap_em=case["gap_em"])
            got = gaps_after(case["text"], replace(STYLE, language=language, limits=limits))
            if got != wanted:
                failures.append(Failure(f"{number} {case['text']}", str(wanted), f"{got} ({language})"))
    return result("wpt/text-autospace.json", len(cases), failures, "zh-Hans, zh-Hant and ja")


def latin_spacing(case: dict[str, Any]) -> Iterator[str]:
    """A gap at every boundary, none next to a mark."""
    style = replace(STYLE, language=case["lang"])
    for text in case["lines"]:
        wanted = [i for i, (a, b) in enumerate(pairwise(text)) if "，" not in a + b and a.isascii() != b.isascii()]
        got = [index for index, _ in gaps_after(text, style)]
        if got != wanted:
            yield f"{text}: gaps after {got}, not {wanted}"


def squeezed_pairs(*pairs: str) -> Callable[[dict[str, Any]], Iterator[str]]:
    """The origins of these neighbours are half an em apart, those of all others an em."""

    def check(case: dict[str, Any]) -> Iterator[str]:
        texts = case.get("texts") or [case["text"]]
        for text in texts:
            line = one_line(text, replace(STYLE, language=case["lang"], autospace=False))
            for (a, x), (b, y) in pairwise(placed(line)):
                narrow = a + b in pairs
                if " " not in a + b and abs(y - x - (0.5 if narrow else 1.0)) > CLOSE:
                    yield f"{text}: {a}{b} {y - x:g} em apart"

    return check


def adjacent_marks(case: dict[str, Any]) -> Iterator[str]:
    """Two marks side by side take an em and a half (CLREQ 3.1.6.1), and every line keeps within the measure."""
    style = replace(STYLE, language=case["lang"], line_end="half", align="justify")
    marks = {Klass.OPENING, Klass.CLOSING, Klass.STOP, Klass.COMMA, Klass.COLON}
    for text in case["texts"]:
        solid = one_line(text, replace(style, autospace=False))
        for (a, x), (b, y) in pairwise(placed(solid)):
            both = {class_of(a, case["lang"]), class_of(b, case["lang"])} <= marks
            if both and abs(y - x - 0.5) > CLOSE:
                yield f"{text}: {a}{b} {y - x:g} em apart"
        for line in lines_of(text, style, case["width_em"]):
            if line.width > line.measure + CLOSE:
                yield f"{line.text}: {line.width / EM:g} em wide"


def edges(case: dict[str, Any]) -> Iterator[str]:
    """No gap stands at the end or at the start of a line."""
    style = replace(STYLE, language=case["lang"])
    first, second = lines_of(case["text"], style, 3.0)
    got = (first.text, round(first.width / EM, 6), second.text, origins(second)[0])
    if got != ("abc", 3.0, "字", 0.0):
        yield f"{got}"


FACTS: dict[str, Callable[[dict[str, Any]], Iterator[str]]] = {
    "text-cjk-latin-spacing": latin_spacing,
    "cjk-punctuation-adjustment-1": squeezed_pairs("》！", "！？"),
    "cjk-punctuation-adjustment-1-tw": squeezed_pairs(),
    "cjk-punctuation-adjustment-2a": squeezed_pairs("〉》"),
    "cjk-punctuation-adjustment-2b": squeezed_pairs("〕："),
    "cjk-punctuation-adjustment-3": adjacent_marks,
    "issue-2538": edges,
}
"""What each statement says, as a check of the set line."""


def cjk_facts(folder: Path) -> Result:
    """Statements about squeezing and gaps; one without a check fails."""
    cases = cases_of(folder / "misc" / "typst-cjk-facts.json")
    failures = []
    for case in cases:
        check = FACTS.get(case["id"])
        wrong = "; ".join(check(case)) if check else "no check"
        if wrong:
            failures.append(Failure(case["id"], case["expect"], wrong))
    return result("misc/typst-cjk-facts.json", len(cases), failures, "-3: pairs of marks instead of the picture")


def hanging(folder: Path) -> Result:
    """Lines with hanging marks, line by line."""
    cases = cases_of(folder / "wpt" / "hanging-punctuation.json")
    failures = []
    for case in cases:
        style = replace(
            STYLE, language=case["lang"], level="css-normal", squeeze="none", hang=case["hanging_punctuation"]
        )
        got = [line.text for line in lines_of(case["text"], style, case["width_em"], HALF_WIDTH_EM)]
        if got != case["expect_lines"]:
            disputed = bool(case.get("disputed"))
            failures.append(Failure(case["id"], " / ".join(case["expect_lines"]), " / ".join(got), disputed=disputed))
    return result("wpt/hanging-punctuation.json", len(cases), failures, "line by line, squeeze none")


CHECKS: tuple[Check, ...] = (spacing_trim, autospace, cjk_facts, hanging)
