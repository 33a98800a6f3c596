"""Plain texts and an audit of finished PDFs in, a table of typographic figures out: ours, first fit's and Typst's.

    python tools/measure_texts.py TEXTS AUDIT [-o TABLE.md] [--only ours] [--measures 11 17]

TEXTS is a folder of ``LANGUAGE-name.txt`` files, one paragraph per line; AUDIT is a program that is called as
``audit.py FILE.pdf --json [--lang zh-Hant]``. Every text is set in one justified column of 10.5 pt on 15 pt at each
measure, three times with the fonts of this checkout: by the pipeline as it is, by the pipeline with lines that are
filled greedily one after the other (the same breaks, squeezing and justification), and by Typst if it is installed.
The table has one row for each text and measure, ours / first fit's / Typst's in its cells, and ends with the lines that
pagesetter itself reports as loose. Exits 1 when a figure of ours misses its limit.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from pathlib import Path
from typing import Any, Final

from pagesetter.build import Built, make_page, make_pdf
from pagesetter.fonts.extras import extra_fonts, installed
from pagesetter.lines import paragraph
from pagesetter.lines.ways import Breaks, Way, first_fit
from pagesetter.model.page import Text

ROOT: Final = Path(__file__).resolve().parents[1]
MEASURES: Final = (11, 13, 17, 22)
SIZE: Final = 10.5
LEADING: Final = 15.0
LINES: Final = 400
"""Lines of the one column: more than any of the texts takes."""
LOOSE: Final = "M205"
"""Code of the finding that a line is loose."""
FIGURES: Final = ("bad_start", "bad_end", "split", "runts", "squeezed", "gap_mad", "gap_max", "ragged")
"""Figures of the audit that the table shows; ``split`` is split_number and split_dash together."""

LAYOUT: Final = """\
edition: {{title: Texts, page: "1", date: 2026-01-15}}
content: .
copyedit: off
language: {language}
page: {{size: [{width}pt, {height}pt], type_area: [{measure}pt, {depth}pt]}}
grid: {{columns: 1, measure: {characters}字, gutter: 1em, body: {size}pt, leading: {leading}pt, lines: {lines}}}
dummy:
  plan: |
    {lines} | A
areas:
  A: {{story: text, head: none}}
"""

TYPST: Final = """\
#let measure = float(sys.inputs.measure) * 1pt
#set page(width: measure + 60pt, height: auto, margin: 30pt)
#set text(font: sys.inputs.fonts.split("/"), size: {size}pt, lang: "zh", region: sys.inputs.region,
  top-edge: 0.88em, bottom-edge: -0.12em)
#set par(justify: true, leading: {gap}pt, spacing: {gap}pt, first-line-indent: (amount: 2em, all: true))
#for paragraph in read("text.txt").split("\\n") {{ if paragraph != "" [#par(paragraph)] }}
"""


@dataclass(frozen=True, slots=True)
class Job:
    """One text at one measure."""

    name: str
    language: str
    paragraphs: tuple[str, ...]
    characters: int
    """The measure."""


@dataclass(frozen=True, slots=True)
class Made:
    """A finished PDF and what the engine said of it."""

    pdf: bytes
    lines: int | None = None
    loose: tuple[str, ...] = ()
    """Messages on loose lines."""
    quiet_max: float | None = None
    """Widest gap, % of an em, of the lines that were not reported."""


def jobs(folder: Path, measures: Sequence[int]) -> Iterator[Job]:
    """Every text at every measure."""
    for file in sorted(folder.glob("*.txt")):
        language = next((tag for tag in ("zh-Hans", "zh-Hant", "ja", "ko") if file.stem.startswith(tag)), "zh-Hans")
        rows = [row.strip() for row in file.read_text(encoding="utf-8").splitlines()]
        for measure in measures:
            yield Job(file.stem, language, tuple(row for row in rows if row), measure)


def escaped(text: str) -> str:
    """A paragraph as Markdown that means nothing but its characters."""
    return re.sub(r"([\\`*_{}\[\]<>()#+\-.!|&~^:=])", r"\\\1", text)


def ours(job: Job, folder: Path) -> Made:
    """The text by way of a layout and a story file, as a newsroom would."""
    story = "\n\n".join(escaped(text) for text in job.paragraphs)
    (folder / "text.md").write_text(f"---\nheadline: Text\n---\n\n{story}\n", encoding="utf-8")
    measure, depth = job.characters * SIZE, LINES * LEADING
    layout = folder / "layout.yaml"
    layout.write_text(
        LAYOUT.format(
            language=job.language,
            width=measure + 60,
            height=depth + 60,
            measure=measure,
            depth=depth,
            characters=job.characters,
            size=SIZE,
            leading=LEADING,
            lines=LINES,
        ),
        encoding="utf-8",
    )
    built = make_page(layout)
    if built.failed or built.page is None:
        raise SystemExit("\n".join(f"{d.code} {d.message}" for d in built.diagnostics))
    pdf, _ = make_pdf(built)
    check_whole(built, job)
    lines = sum(isinstance(item, Text) for item in built.page.items)
    found = [d for d in built.diagnostics if d.code == LOOSE]
    return Made(pdf, lines, tuple(d.message for d in found), quiet(built))


def check_whole(built: Built, job: Job) -> None:
    """Raises SystemExit if the page does not hold every character of the text."""
    assert built.page is not None
    shown = "".join(item.text for item in built.page.items if isinstance(item, Text))
    wanted = "".join(job.paragraphs)
    if "".join(shown.split()) != "".join(wanted.split()):
        raise SystemExit(f"{job.name} at {job.characters}: characters were lost or changed")


def quiet(built: Built) -> float:
    """Widest gap of the lines that no finding names, % of an em."""
    assert built.page is not None
    named = {d.rect.y for d in built.diagnostics if d.code == LOOSE and d.rect}
    widest = 0.0
    for item in built.page.items:
        if isinstance(item, Text) and not any(y <= item.y <= y + LEADING for y in named):
            glyphs = [(t, x) for run in item.runs for t, x in zip(run.texts, run.xs, strict=True)]
            for (a, x), (b, y) in pairwise(glyphs):
                if "\u4e00" <= a <= "\u9fff" and "\u4e00" <= b <= "\u9fff" and y - x < 1.9 * SIZE:
                    widest = max(widest, 100 * ((y - x) / SIZE - 1))
    return widest


@contextmanager
def greedily() -> Iterator[None]:
    """The pipeline with every line as full as it may be, whatever becomes of the next ones."""
    chosen = paragraph.best_way

    def greedy(breaks: Breaks, measures: Sequence[float], **wanted: Any) -> Way | None:
        return chosen(breaks, measures, **wanted) if wanted.get("lines") else first_fit(breaks, measures)

    paragraph.best_way = greedy  # type: ignore[assignment]
    try:
        yield
    finally:
        paragraph.best_way = chosen


def first_fit_of(job: Job, folder: Path) -> Made:
    """The text by the same way, its lines broken greedily."""
    with greedily():
        made = ours(job, folder)
    return Made(made.pdf, made.lines)


def typst_of(job: Job, folder: Path) -> Made:
    """The text by Typst, justified and with its own defaults otherwise."""
    import typst  # an optional peer, nothing of ours needs it

    (folder / "text.txt").write_text("\n".join(job.paragraphs), encoding="utf-8")
    source = folder / "text.typ"
    source.write_text(TYPST.format(size=SIZE, gap=LEADING - SIZE), encoding="utf-8")
    hant = job.language == "zh-Hant"
    extra = [file for font in extra_fonts() if font.extra == "zh-hant" and (file := installed(font))] if hant else []
    pdf = typst.compile(
        source,
        root=folder,
        font_paths=[ROOT / "fonts", *{file.parent: None for file in extra}],
        ignore_system_fonts=True,
        sys_inputs={
            "measure": str(job.characters * SIZE),
            "region": "tw" if hant else "cn",
            "fonts": "Noto Serif TC/Noto Serif SC" if extra else "Noto Serif SC",
        },
    )
    assert isinstance(pdf, bytes)
    return Made(pdf)


SETTERS: Final[Mapping[str, Callable[[Job, Path], Made]]] = {
    "ours": ours,
    "first-fit": first_fit_of,
    "Typst": typst_of,
}


def audited(made: Made, job: Job, audit: Path, folder: Path) -> dict[str, float]:
    """The audit's figures."""
    pdf = folder / "text.pdf"
    pdf.write_bytes(made.pdf)
    command = [sys.executable, str(audit), str(pdf), "--json", "--size", str(SIZE)]
    if job.language == "zh-Hant":
        command += ["--lang", "zh-Hant"]
    report = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    report["split"] = report["split_number"] + report["split_dash"]
    return {name: report[name] if report.get(name) is not None else 1.0 for name in (*FIGURES, "lines")}


def misses(job: Job, made: Made, figures: Mapping[str, float]) -> list[str]:
    """Limits that a text of ours misses."""
    wide = job.characters >= 17
    share = len(made.loose) / figures["lines"]
    assert made.quiet_max is not None
    checks = [(name, figures[name], 0.0) for name in ("bad_start", "bad_end", "split", "runts")]
    checks += [
        ("1 - squeezed", 1 - figures["squeezed"], 0.0),
        ("gap_mad", figures["gap_mad"], 1.2 if wide else inf),
        ("gap_max of the lines that are not reported", made.quiet_max, 15.0 if wide else 20.0),
        ("share of loose lines", share, 0.02 if wide else 0.06),
        ("ragged", figures["ragged"], 0.01),
    ]
    where = f"{job.name} at {job.characters}"
    return [f"{where}: {name} is {value:.4g}, more than {limit:g}" for name, value, limit in checks if value > limit]


def table(rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table, its first row the head."""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


def shown(value: float) -> str:
    """A figure without idle noughts."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value >= 0.1 or not value else f"{value:.3f}"


def main() -> int:
    """Measures, writes the table, says what misses."""
    parser = argparse.ArgumentParser(description="Typographic figures of texts beside first fit and Typst.")
    parser.add_argument("texts", type=Path)
    parser.add_argument("audit", type=Path)
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--only", choices=SETTERS, action="append")
    parser.add_argument("--measures", type=int, nargs="+", default=MEASURES)
    args = parser.parse_args()
    setters = tuple(args.only or SETTERS)
    rows = [["text", "字", "lines", *FIGURES, "loose", "gap_max of the others"]]
    loose = [["text", "字", "loose line and its cause"]]
    missed: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for job in jobs(args.texts, args.measures):
            made = {setter: SETTERS[setter](job, folder) for setter in setters}
            figures = {setter: audited(made[setter], job, args.audit, folder) for setter in setters}
            cells = [" / ".join(shown(figures[s][figure]) for s in setters) for figure in ("lines", *FIGURES)]
            own = made.get("ours")
            if own is not None and own.quiet_max is not None:
                cells += [str(len(own.loose)), shown(own.quiet_max)]
                missed += misses(job, own, figures["ours"])
                loose += [[job.name, str(job.characters), message] for message in own.loose]
            rows.append([job.name, str(job.characters), *cells])
    print(" / ".join(setters))
    text = table(rows) + "\n\n" + table(loose) + "\n"
    if args.output:
        args.output.write_text(text, encoding="utf-8")
    else:
        print("\n" + text)
    for miss in missed:
        print(miss, file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
