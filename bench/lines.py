"""Times line composition, warm: shaping, classes, breaks, total fit and justification of the reference page's copy.

    python bench/lines.py [LAYOUT] [-n 15] [--json] [--limits]

First the page as it is, all texts of its stories, every block prepared and set to the measure of its grid; then all of
them as one paragraph, once, ten times and a hundred times as long. What counts is processor time of this process: other
programs make it wait, not work; the collector of cyclic garbage rests meanwhile, as under `timeit`. Prints the best and
the median of the runs and their quartiles in milliseconds, and the microseconds per character of the best. ``--limits``
makes the exit code say whether the page takes at most 60 ms and a paragraph a hundred times as long takes at most 1.5
times as much per character.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from pagesetter.fonts.library import Library
from pagesetter.fonts.shape import HarfBuzzShaper
from pagesetter.makeup.setting import Setter
from pagesetter.model.story import Span
from pagesetter.model.style import TypeStyle
from pagesetter.read.edition import read_edition
from pagesetter.read.layouts import read_layout
from pagesetter.resources import fonts_folder

ROOT = Path(__file__).resolve().parents[1]
MAX_PAGE_MS, MAX_GROWTH = 60.0, 1.5
TIMES = (1, 10, 100)

Copy = list[tuple[tuple[Span, ...], TypeStyle, str]]
"""Given lines of copy, each with its style and language."""


@dataclass(frozen=True, slots=True)
class Timing:
    """What one piece of work took."""

    what: str
    characters: int
    lines: int
    best_ms: float
    median_ms: float
    quartiles_ms: tuple[float, float]
    us_per_character: float


def copy_of(layout: Path) -> tuple[Setter, Copy, float]:
    """A setter, all copy of the layout's stories, and the measure of its grid in pt."""
    spec, _ = read_layout(layout)
    if spec is None:
        raise SystemExit(f"{layout} cannot be read")
    spec, edition, _ = read_edition(spec)
    library, _ = Library.open((*map(Path, spec.font_folders), fonts_folder()), spec.fonts)
    setter = Setter(HarfBuzzShaper(library), spec.styles)
    copy = [
        (spans, setter.style(block.kind, story.language), story.language)
        for story in edition.stories
        for block in story.blocks
        for spans in block.lines
    ]
    return setter, copy, spec.grid.measure_em * spec.grid.size


def compose(setter: Setter, copy: Copy, measure: float) -> int:
    """Everything that `lines` does with copy; the number of lines."""
    from pagesetter.lines.paragraph import set_block

    lines = 0
    for spans, style, language in copy:
        setting = set_block(setter.prepare(spans, style, language), measure)
        assert setting is not None
        lines += len(setting.lines)
    return lines


def timed(what: str, setter: Setter, copy: Copy, measure: float, runs: int) -> Timing:
    """Processor time of so many runs, after one that fills the caches."""
    characters = sum(len(span.text) for spans, _, _ in copy for span in spans)
    lines = compose(setter, copy, measure)
    taken = []
    for _ in range(runs):
        gc.collect()
        gc.disable()
        begin = time.process_time()
        compose(setter, copy, measure)
        taken.append((time.process_time() - begin) * 1000)
        gc.enable()
    low, median, high = statistics.quantiles(taken, n=4, method="inclusive") if runs > 1 else taken * 3
    best = min(taken)
    return Timing(what, characters, lines, best, median, (low, high), best / characters * 1000)


def main() -> int:
    """Measures, prints, and compares with the goals."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("layout", nargs="?", type=Path, default=ROOT / "layouts" / "quanzhou.yaml")
    ask.add_argument("-n", type=int, default=15, help="runs of the page (default 15); a tenth for each longer text")
    ask.add_argument("--json", action="store_true", help="print JSON")
    ask.add_argument("--limits", action="store_true", help="exit 1 when a goal is missed")
    asked = ask.parse_args()
    setter, copy, measure = copy_of(asked.layout)
    timings = [timed("the page", setter, copy, measure, asked.n)]
    style = setter.style("body", "zh-Hans")
    text = "".join(span.text for spans, _, _ in copy for span in spans).replace("\n", "")
    for times in TIMES:
        long: Copy = [((Span(text * times),), style, "zh-Hans")]
        what = "one paragraph" if times == 1 else f"one paragraph, {times} times as long"
        timings.append(timed(what, setter, long, measure, max(3, asked.n // times)))
    growth = max(t.us_per_character for t in timings[2:]) / timings[1].us_per_character
    if asked.json:
        print(json.dumps({"timings": [asdict(t) for t in timings], "growth": growth}, indent=1))
    else:
        for t in timings:
            print(
                f"{t.what:34s} {t.characters:7d} characters {t.lines:6d} lines  best {t.best_ms:8.1f} ms  median "
                f"{t.median_ms:8.1f} ms  (quartiles {t.quartiles_ms[0]:.1f}-{t.quartiles_ms[1]:.1f})  "
                f"{t.us_per_character:5.1f} us a character"
            )
        print(f"a character of the longest paragraphs takes at most {growth:.2f} times as long")
    misses = []
    if timings[0].best_ms > MAX_PAGE_MS:
        misses.append(f"the page takes {timings[0].best_ms:.1f} ms, goal {MAX_PAGE_MS:.0f}")
    if growth > MAX_GROWTH:
        misses.append(f"growth {growth:.2f}, goal {MAX_GROWTH}")
    for miss in misses:
        print(f"MISSED: {miss}", file=sys.stderr)
    return 1 if misses and asked.limits else 0


if __name__ == "__main__":
    sys.exit(main())
