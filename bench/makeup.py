"""Times make-up on a layout, warm: without the setting of lines, and with copyfit trying many cures.

    python bench/makeup.py [LAYOUT] -n 10 --limits

Fonts are open, stories read and pictures probed before. "Without lines" is the time of make-up less the time spent in
the public functions of `lines` that it calls. For copyfit every story is made longer and shorter under a sheet that
allows more than the built-in one; the rows give the time of a search alone, for the one that sets most combinations of
cures and for the one that takes longest for each. Processor time; medians and extremes. With --limits the exit code
says whether the goals are met: 60 ms, and 400 ms for 40 combinations.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))

from measure_copyfit import Desk, measure_of  # noqa: E402  # after the path is set
from pagesetter.makeup import boxes, curing, flow, headline, picture, setting  # noqa: E402
from pagesetter.model.style import CopyfitStyle  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from pagesetter.model.dummy import StoryPlan

MAX_MAKEUP_MS, MAX_COPYFIT_MS, CURES = 60.0, 400.0, 40
LEAST = 10
"""Searches that set fewer combinations say little of what each takes."""
LINES = (
    (setting, "prepare"),
    (flow, "set_block"),
    (flow, "set_solid"),
    (flow, "natural_width"),
    (boxes, "set_block"),
    (boxes, "set_solid"),
    (boxes, "natural_width"),
    (headline, "set_solid"),
    (headline, "natural_width"),
    (picture, "set_block"),
    (picture, "set_solid"),
    (picture, "natural_width"),
)
"""What make-up calls of `lines`, where it calls it."""


@dataclass(slots=True)
class Watch:
    """Seconds spent in some functions."""

    seconds: float = 0.0
    calls: int = 0
    inside: bool = False

    def over(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, timed; calls inside another timed one count once."""

        def timed(*given: Any, **named: Any) -> Any:
            if self.inside:
                return function(*given, **named)
            self.inside = True
            begin = time.process_time()
            try:
                return function(*given, **named)
            finally:
                self.seconds += time.process_time() - begin
                self.calls += 1
                self.inside = False

        return timed


def without_lines(desk: Desk, n: int) -> tuple[list[float], list[float]]:
    """Milliseconds of make-up, and of make-up without `lines`."""
    watch = Watch()
    kept = [(module, name, getattr(module, name)) for module, name in LINES if hasattr(module, name)]
    for module, name, function in kept:
        setattr(module, name, watch.over(function))
    whole, rest = [], []
    for _ in range(n + 1):
        watch.seconds = 0.0
        begin = time.process_time()
        desk.page(desk.edition)
        seconds = time.process_time() - begin
        whole.append(1000 * seconds)
        rest.append(1000 * (seconds - watch.seconds))
    for module, name, function in kept:
        setattr(module, name, function)
    return whole[1:], rest[1:]


@dataclass(slots=True)
class Search:
    """One search for cures: the story, the lines that it is longer, combinations set, milliseconds of each run."""

    slug: str
    lines: int
    trials: int
    runs: list[float]

    @property
    def forty(self) -> float:
        """Milliseconds that so many combinations as the goal names would take."""
        return statistics.median(self.runs) * CURES / self.trials


def copyfit(desk: Desk, n: int) -> list[Search]:
    """Searches that set combinations, of stories made longer and shorter, under a sheet that allows much."""
    sheet = desk.spec.styles
    free = tuple(replace(c, most=max(c.most, 3), share_ratio=0.5) for c in sheet.copyfit.cures if c.name != "jump")
    spec = replace(desk.spec, styles=replace(sheet, copyfit=CopyfitStyle(CURES, free)))
    busy = replace(desk, spec=spec)
    page = desk.page(desk.edition)
    measures = {fit.slug: measure_of(page, fit.slug) for fit in page.fits}
    search = curing.cured
    found: dict[tuple[str, int], Search] = {}

    def watched(plan: StoryPlan, *given: Any) -> Any:
        begin = time.process_time()
        made = search(plan, *given)
        took = 1000 * (time.process_time() - begin)
        key = plan.story.slug, lines
        found.setdefault(key, Search(*key, sum(t.poured for t in made.trials), [])).runs.append(took)
        return made

    curing.cured = watched  # type: ignore[assignment]  # the same, timed
    for lines in (-14, -12, -10, -6, 3, 6, 9, 12):
        stories = tuple(desk.longer(s, measures[s.slug], lines) for s in desk.edition.stories)
        for _ in range(n):
            busy.page(replace(desk.edition, stories=stories))
    curing.cured = search
    return [s for s in found.values() if s.trials]


def shown(name: str, values: list[float]) -> str:
    """A row."""
    return f"{name:34s} {statistics.median(values):7.1f} ms  ({min(values):.1f}-{max(values):.1f})"


def main() -> int:
    """Prints the rows."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("layout", type=Path, nargs="?", default=ROOT / "layouts" / "quanzhou.yaml")
    parser.add_argument("-n", type=int, default=10)
    parser.add_argument("--limits", action="store_true")
    options = parser.parse_args()
    desk = Desk.open(options.layout)
    whole, rest = without_lines(desk, options.n)
    print(shown("make-up", whole))
    print(shown("make-up without lines", rest))
    searches = copyfit(desk, max(options.n // 3, 1))
    for name, one in (
        ("most tried", max(searches, key=lambda s: s.trials)),
        ("dearest by the trial", max((s for s in searches if s.trials >= LEAST), key=lambda s: s.forty)),
    ):
        print(shown(f"{name}: {one.trials}, {one.slug} {one.lines:+d}", one.runs), f"for {CURES}: {one.forty:.1f} ms")
    forty = max(s.forty for s in searches if s.trials >= LEAST)
    misses = []
    if statistics.median(rest) > MAX_MAKEUP_MS:
        misses.append(f"make-up without lines {statistics.median(rest):.1f} ms, goal {MAX_MAKEUP_MS:.0f}")
    if forty > MAX_COPYFIT_MS:
        misses.append(f"{CURES} cures {forty:.0f} ms, goal {MAX_COPYFIT_MS:.0f}")
    print(*(f"missed: {miss}" for miss in misses), sep="\n", end="\n" if misses else "")
    return 1 if misses and options.limits else 0


if __name__ == "__main__":
    sys.exit(main())
