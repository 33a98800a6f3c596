"""The finished page: positioned glyph runs, rules, panels and pictures. Data only; the press, the proofs and the
preflight read this and nothing else."""

from dataclasses import field

from pagesetter.diagnostics import Origin
from pagesetter.geometry import Rect, WritingMode
from pagesetter.model.fits import StoryFit
from pagesetter.model.glyph import GlyphRun, Stroke
from pagesetter.model.ink import BLACK, Ink, Spot
from pagesetter.model.press import PressSpec
from pagesetter.model.style import Path
from pagesetter.records import record


@record
class Text:
    """One set line at its place."""

    x: float
    """Start of a horizontal line, middle of a vertical one, pt."""
    y: float
    """Baseline of a horizontal line, start of a vertical one, pt."""
    runs: tuple[GlyphRun, ...]
    text: str
    """The characters, as they are to be extracted."""
    size: float
    """Size of the line's main style, pt."""
    measure: float
    """Measure that the line was set to, pt."""
    role: str
    """Block kind: body, headline, caption, folio …"""
    slug: str = ""
    """Story; empty for furniture."""
    block: int = -1
    """Index in Story.blocks; -1 for furniture."""
    start: int = 0
    """First character of the block on this line."""
    end: int = 0
    """After the last one."""
    mode: WritingMode = WritingMode.HORIZONTAL
    origin: Origin | None = None
    layer: str = "text"
    strokes: tuple[Stroke, ...] = ()
    """Lines along the text."""
    part: int = 0
    """Part of its story, as in `StoryFit`: 0 where the story begins, or stands whole."""


@record
class Rule:
    """A straight line."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float
    """Stroke, pt."""
    ink: Ink = BLACK
    role: str = "rule"
    slug: str = ""
    origin: Origin | None = None
    layer: str = "rules"


@record
class Panel:
    """A filled and/or stroked rectangle."""

    rect: Rect
    fill: Ink | None = None
    stroke: Ink | None = None
    stroke_width: float = 0.0
    """pt; the stroke is centred on the edge."""
    role: str = "panel"
    slug: str = ""
    origin: Origin | None = None
    layer: str = "panels"


@record
class Picture:
    """A photograph or illustration, cropped to its frame."""

    rect: Rect
    file: str
    """Path of the picture file."""
    crop: tuple[float, float, float, float]
    """Part shown: left, top, right, bottom as fractions of the file's upright pixels."""
    effective_ppi: float
    """Pixels per inch at this size, before resampling."""
    slug: str = ""
    number: int = 0
    """1-based number in its story."""
    alt: str = ""
    origin: Origin | None = None
    layer: str = "pictures"
    outline: tuple[tuple[float, float], ...] = ()
    """Corners of the shape that it is cut to, as fractions of ``rect`` from its top-left; empty: the rectangle."""
    part: int = 0
    """Part of its story, as of a text."""


@record
class Placed:
    """A page of a PDF that was supplied, an advertisement, as it is: scaled and turned as a whole, nothing else."""

    rect: Rect
    """Its trimmed page on ours."""
    clip: Rect
    """What of it is shown: ``rect``, and its bleed where it stands at the edge of our page."""
    file: str
    """Path of the PDF."""
    number: int
    """1-based page of the file."""
    scale_ratio: float
    """Its size here to its own; 1 is 100 %."""
    slug: str = ""
    origin: Origin | None = None
    layer: str = "pictures"
    spots: tuple[Spot, ...] = ()
    """Spot inks that it brings, in full."""


@record
class Drawing:
    """Lines and curves that are neither a rule nor a rectangle: waves, dots, borders of a repeated figure."""

    rect: Rect
    """What it takes, pt."""
    path: Path
    """Its segments, pt."""
    fill: Ink | None = None
    stroke: Ink | None = None
    stroke_width: float = 0.0
    """pt."""
    role: str = "rule"
    slug: str = ""
    origin: Origin | None = None
    layer: str = "rules"


Item = Text | Rule | Panel | Picture | Placed | Drawing


@record
class Page:
    """A finished page: items in painting order, the texts of a story together and in reading order."""

    trim: Rect
    """x = y = 0; size of the trimmed page, pt."""
    bleed: float
    """pt on every side; 0 for news pages."""
    items: tuple[Item, ...]
    title: str = ""
    date: str = ""
    """Edition date, ISO 8601 (YYYY-MM-DD); empty when the layout gives none."""
    condition: str = "newsprint"
    """Print condition: names the profile of the output intent."""
    baselines: tuple[float, float, int] = (0.0, 0.0, 0)
    """First body baseline, leading, number of lines: for proofs. On a vertical page the middle of the first line, from
    which the others follow leftward."""
    columns: tuple[Rect, ...] = ()
    """Grid columns: for proofs."""
    fits: tuple[StoryFit, ...] = field(default_factory=tuple)
    mode: WritingMode = WritingMode.HORIZONTAL
    """Direction of the body's lines."""
    press: PressSpec = field(default_factory=PressSpec)
    """What the print shop asks for."""
    fold: float | None = None
    """Where the fold of a spread of two pages lies, pt from the left; None: a single page."""
    cut: bool = False
    """Whether a spread is written as two pages, cut at the fold."""

    def dump(self) -> str:
        """One rounded line per item, the golden form of the tests."""
        return "\n".join([_head(self), *(_line(i) for i in self.items)]) + "\n"


def _head(page: Page) -> str:
    return f"page {page.trim.w:.2f}x{page.trim.h:.2f} bleed {page.bleed:.2f} {page.condition}"


def _ink(ink: Ink | None) -> str:
    if ink is None:
        return "-"
    if isinstance(ink, Spot):
        return f"{ink.name}:{ink.tint:.2f}"
    return "/".join(f"{round(v * 100)}" for v in (ink.c, ink.m, ink.y, ink.k))


def _rect(r: Rect) -> str:
    return f"{r.x:.2f},{r.y:.2f} {r.w:.2f}x{r.h:.2f}"


def _between(text: Text) -> str:
    """What stands between the lines: places along and across the line, and what is there; nothing for most lines."""
    parts = [
        f"{run.xs[0]:.2f},{run.ys[0] if run.ys else 0:.2f} {''.join(run.texts)}" for run in text.runs if run.reading
    ]
    parts += [
        f"{s.start:.2f}-{s.end:.2f},{s.across:.2f} {s.dot or ('wave' if s.wavy else 'line')}" for s in text.strokes
    ]
    return f" [{'; '.join(parts)}]" if parts else ""


def _line(item: Item) -> str:
    match item:
        case Text():
            where = f"{item.slug}:{item.block}" if item.slug else "-"
            down = " down" if item.mode is WritingMode.VERTICAL else ""
            last = max((r.xs[-1] for r in item.runs if r.xs), default=0.0)
            return (
                f"text {item.role} {where}{down} {item.x:.2f},{item.y:.2f} size {item.size:.2f} to {last:.2f} "
                f"{_ink(item.runs[0].ink) if item.runs else '-'} {item.text}{_between(item)}"
            )
        case Rule():
            return (
                f"rule {item.role} {item.x0:.2f},{item.y0:.2f} {item.x1:.2f},{item.y1:.2f} "
                f"w {item.width:.2f} {_ink(item.ink)}"
            )
        case Panel():
            stroke = f"{_ink(item.stroke)} {item.stroke_width:.2f}"
            return f"panel {item.role} {_rect(item.rect)} fill {_ink(item.fill)} stroke {stroke}"
        case Drawing():
            stroke = f"{_ink(item.stroke)} {item.stroke_width:.2f}"
            parts = len(item.path)
            return f"drawing {item.role} {_rect(item.rect)} fill {_ink(item.fill)} stroke {stroke} of {parts} parts"
        case Picture():
            crop = ",".join(f"{v:.3f}" for v in item.crop)
            name = item.file.replace("\\", "/").rsplit("/", 1)[-1]
            cut = " ".join(f"{u:.3f},{v:.3f}" for u, v in item.outline)
            return (
                f"picture {item.slug}:{item.number} {_rect(item.rect)} {name} crop {crop} ppi {item.effective_ppi:.0f}"
            ) + (f" cut {cut}" if cut else "")
        case Placed():
            name = item.file.replace("\\", "/").rsplit("/", 1)[-1]
            return (
                f"placed {name} page {item.number} {_rect(item.rect)} clip {_rect(item.clip)} "
                f"scale {item.scale_ratio:.3f}"
            )
