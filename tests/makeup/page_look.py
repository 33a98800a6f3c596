"""A layout that was made up in, its page as `page_laws` sees it out: its lines, their boxes, their columns."""

import re
from collections import Counter, defaultdict
from types import MappingProxyType

from pagesetter.build import Built
from pagesetter.diagnostics import Diagnostic, Severity
from pagesetter.geometry import Rect, WritingMode
from pagesetter.makeup.setting import ASCENT_EM
from pagesetter.makeup.turning import Turning
from pagesetter.model.fits import StoryFit
from pagesetter.model.page import Page, Text

NO_END = frozenset("（《「『【“‘(")
"""Marks that may not end a line."""
HEADS = frozenset({"kicker", "headline", "deck"})
RUNNING = frozenset(
    {"body", "byline", "subhead", "end-credit", "quote", "summary", "summary-label", "jump", "continued"}
)
"""Roles of texts that run through the columns of a story, or stand among them."""
_NO_ROOM = MappingProxyType(
    {
        "M101": HEADS,
        "M110": frozenset({"caption", "photo-credit"}),
        "M125": frozenset({"pull-quote"}),
        "M203": RUNNING | {"caption"},
        "M210": HEADS,
        "M211": frozenset({"summary", "summary-label"}),
    }
)
"""What of a story has less room than it takes, by the code that says so."""


def _finds_no_place(area: str, found: Diagnostic) -> bool:
    """Whether it was said of an area inside another that it finds no place there: its story lies on the other one."""
    return found.code == "M122" and found.message.startswith(f"area {area} ")


class Look:
    """One page while it is looked at."""

    def __init__(self, built: Built, threads: frozenset[str] = frozenset()) -> None:
        assert built.page is not None
        assert built.spec is not None
        self.built = built
        self.threads = threads
        """Stories that go on on other pages."""
        self.page: Page = built.page
        self.spec = built.spec
        self.codes = {d.code for d in built.diagnostics if d.severity > Severity.NOTE}
        said = [
            (fit.slug, d.code)
            for fit in self.page.fits
            for d in built.diagnostics
            if f'"{fit.slug}"' in d.message or f"area {fit.area} " in d.message
        ]
        self.misplaced = {a.story for a in self.spec.areas for d in built.diagnostics if _finds_no_place(a.name, d)}
        self.told = {(slug, role) for slug, code in said for role in _NO_ROOM.get(code, ())}
        self.told |= {(i.slug, i.role) for i in self.page.items if isinstance(i, Text) and i.slug in self.misplaced}
        """(story, role) of texts that have no room, which was said."""
        self.formless = {slug for slug, code in said if code in ("M101", "M210", "M240")}
        """Stories whose head does not stand as it was asked to, which was said."""
        apart = {fit.slug for fit in self.page.fits if any("apart" in words for words in fit.gave_way)}
        self.texts = [
            i
            for i in self.page.items
            if isinstance(i, Text) and i.text.strip() and not (i.role == "drop-cap" and i.slug in apart)
        ]
        self.of: dict[str, list[Text]] = defaultdict(list)
        self.boxes = {id(text): line_box(text) for text in self.texts}
        parts = Counter(fit.slug for fit in self.page.fits)
        for text in self.texts:
            self.of[text.slug].append(text)
        self.parted = {slug for slug, count in parts.items() if count > 1}
        """Stories in several areas."""

    def lines(self, fit: StoryFit) -> list[Text]:
        """Texts of a story, or of one of its parts."""
        if fit.slug not in self.parted:
            return self.of[fit.slug]
        return [t for t in self.of[fit.slug] if t.part == fit.part]

    def mode(self, fit: StoryFit) -> WritingMode:
        """Direction of the lines of a story's body, or of one of its parts."""
        return next((t.mode for t in self.lines(fit) if t.role == "body"), self.page.mode)

    def frames(self, fit: StoryFit, turning: Turning) -> list[Rect]:
        """Rectangles of running text: the last ones of those that a story takes."""
        out: list[Rect] = []
        rows, leading = 0, self.page.baselines[1]
        for rect in reversed(fit.rects):
            if rows >= fit.room:
                break
            out.append(turning.back(rect))
            rows += round((out[-1].h + leading - self.spec.grid.size) / leading)
        return out


def line_box(text: Text) -> Rect:
    """What a set line takes: its measure where it fills it, else from its first glyph to its last."""
    runs = [run for run in text.runs if not run.reading]
    starts = [(x, run, s) for run in runs for x, s in zip(run.xs, run.texts, strict=True) if s.strip()]
    if not starts:
        return Rect(text.x, text.y, 0.0, 0.0)
    first, last = min(starts, key=lambda g: g[0]), max(starts, key=lambda g: g[0])
    width = (0.45 if re.fullmatch("[ -~]+", last[2]) else 0.5) * last[1].size * last[1].scale_ratio
    start, end = first[0], last[0] + width
    if first[2][0] in NO_END:  # its ink is in the second half
        start += 0.5 * first[1].size
    end = min(end, max(text.measure, last[0]))  # of the width of the last glyph nothing is known here
    size = text.size
    if text.role == "drop-cap" and first[2].isascii():
        return Rect(text.x + start, text.y - 0.7 * size, end - start, 0.7 * size)
    if text.mode is WritingMode.HORIZONTAL:
        return Rect(text.x + start, text.y - ASCENT_EM * size, end - start, size)
    return Rect(text.x - size / 2, text.y + start, size, end - start)


def along(one: Rect, other: Rect) -> float:
    """What two rectangles share along the lines."""
    return min(one.right, other.right) - max(one.x, other.x)


def holds(box: Rect, x: float, y: float) -> bool:
    return box.x < x < box.right and box.y < y < box.bottom
