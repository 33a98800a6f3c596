"""An opened document in, what the checks ask of it out: its sheets, its objects with the page they belong to, metadata.

Everything is found once and kept for all rules of a run. A damaged part is passed over: the rule that asks for it says
so.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pagesetter.geometry import Rect
from pagesetter.pdf.values import entry, inherited
from pagesetter.records import record

if TYPE_CHECKING:
    import pikepdf

    from pagesetter.pdf.painted import Walked

_NUMBERS: Final = frozenset({"/W", "/W2", "/Widths", "/Decode", "/Matrix", "/BBox", "/ID", "/Domain", "/Range"})
"""Arrays of numbers that can be long and hold nothing that a rule of objects asks for."""
_ABOVE: Final = frozenset({"/Parent", "/P", "/Kids", "/Prev", "/Dest", "/StructTreeRoot"})
"""Keys that lead back up the tree or across it, or to the tags, which nothing prints."""
_DEEPEST: Final = 100
"""Direct objects inside each other; a sound file has a handful."""


@record
class Placed:
    """A dictionary, stream or array of the file."""

    value: Any
    """A pikepdf object; pikepdf's types cannot say more."""
    path: tuple[str, ...]
    """The last three keys on the way to it, such as ``("/Resources", "/ExtGState", "/GS0")``."""
    page: int | None
    """1-based page that it was first met on; None: it belongs to the document."""


@record
class Sheet:
    """A page and its boxes as (left, bottom, right, top) in PDF units; None: absent or malformed."""

    number: int
    """1-based."""
    page: Any
    """Its dictionary."""
    media: tuple[float, float, float, float] | None
    crop: tuple[float, float, float, float] | None
    bleed: tuple[float, float, float, float] | None
    trim: tuple[float, float, float, float] | None
    art: tuple[float, float, float, float] | None

    @property
    def printed(self) -> tuple[float, float, float, float]:
        """The box that stands for the finished page: TrimBox, else ArtBox, CropBox or MediaBox."""
        return self.trim or self.art or self.crop or self.media or (0.0, 0.0, 0.0, 0.0)

    @property
    def turn(self) -> int:
        """Degrees by which the page is turned clockwise when it is looked at: 0, 90, 180 or 270."""
        return int(number(inherited(self.page, "/Rotate")) or 0) // 90 * 90 % 360

    def place(self, box: tuple[float, float, float, float]) -> Rect:
        """A box as a rectangle in pt from the top-left of the finished page, y downward."""
        left, _, _, top = self.printed
        unit = number(entry(self.page, "/UserUnit")) or 1.0
        return Rect(*(unit * side for side in (box[0] - left, top - box[3], box[2] - box[0], box[3] - box[1])))


@dataclass(slots=True, eq=False, repr=False)
class Subject:
    """A document while it is examined."""

    pdf: "pikepdf.Pdf"
    standard: str
    """The one of `model.press.STANDARDS` that it is judged by."""
    sizes: tuple[tuple[float, float], ...] = ()
    """Trimmed width and height in pt that each page must have; empty: any. The last one holds for all further pages."""
    _kept: dict[str, Any] = field(default_factory=dict)

    def kept(self, name: str, make: Any) -> Any:
        """What ``make`` gives, made once for all rules that ask for it under that name."""
        if name not in self._kept:
            self._kept[name] = make()
        return self._kept[name]

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The pages."""
        made: tuple[Sheet, ...] = self.kept("sheets", lambda: tuple(_sheets(self.pdf)))
        return made

    @property
    def objects(self) -> tuple[Placed, ...]:
        """Every dictionary and stream that the file's catalogue or a page leads to, pages first."""
        made: tuple[Placed, ...] = self.kept("objects", lambda: tuple(_objects(self)))
        return made

    @property
    def walked(self) -> "tuple[Walked, ...]":
        """What the pages paint, a page each."""
        from pagesetter.pdf.walk import walk  # costly, and rules of objects alone do without

        made: tuple[Walked, ...] = self.kept("walked", lambda: tuple(walk(self.pdf)))
        return made

    @property
    def catalog(self) -> Any:
        """The catalogue, a dictionary without entries when the file has none."""
        return dictionary(entry(self.pdf.trailer, "/Root"))

    @property
    def info(self) -> Any:
        """The document information, likewise."""
        return dictionary(entry(self.pdf.trailer, "/Info"))


def dictionary(value: Any) -> Any:
    """The value when it is a dictionary or stream, else an empty dictionary."""
    import pikepdf

    return value if isinstance(value, pikepdf.Dictionary | pikepdf.Stream) else pikepdf.Dictionary()


def array(value: Any) -> list[Any]:
    """The items of an array; none for anything else."""
    import pikepdf

    return list(value.as_list()) if isinstance(value, pikepdf.Array) else []


def name(value: Any) -> str:
    """The name with its slash, bytes that are no UTF-8 as ``#xx``; empty for anything else."""
    import pikepdf

    if not isinstance(value, pikepdf.Name):
        return ""
    try:
        return str(value)
    except UnicodeDecodeError:  # a name is bytes; mostly they are UTF-8
        return value.unparse().decode("ascii", "replace")


def number(value: Any) -> float | None:
    """The number, None for anything else."""
    from decimal import Decimal

    return float(value) if isinstance(value, int | float | Decimal) and not isinstance(value, bool) else None


def text(value: Any) -> str | None:
    """The text of a string, None for anything else."""
    import pikepdf

    return str(value) if isinstance(value, pikepdf.String) else None


def box(value: Any) -> tuple[float, float, float, float] | None:
    """Left, bottom, right and top of a rectangle, whatever corners it names; None when it is none."""
    sides = [number(side) for side in array(value)]
    if len(sides) != 4:
        return None
    x0, y0, x1, y1 = (0.0 if side is None else side for side in sides)
    if None in sides:
        return None
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _sheets(pdf: "pikepdf.Pdf") -> Iterator[Sheet]:
    for at, page in enumerate(pdf.pages, 1):
        raw = page.obj
        own = (box(entry(raw, key)) for key in ("/BleedBox", "/TrimBox", "/ArtBox"))
        yield Sheet(at, raw, box(inherited(raw, "/MediaBox")), box(inherited(raw, "/CropBox")), *own)


def _objects(subject: Subject) -> Iterator[Placed]:
    import pikepdf

    seen: set[tuple[int, int]] = {sheet.page.objgen for sheet in subject.sheets}
    roots: list[tuple[Any, tuple[str, ...], int | None, int]] = []
    for sheet in subject.sheets:
        roots.append((sheet.page, (), sheet.number, 0))
        resources = inherited(sheet.page, "/Resources")
        if resources is not None and entry(sheet.page, "/Resources") is None:
            roots.append((resources, ("/Resources",), sheet.number, 0))
    roots.append((subject.catalog, ("/Root",), None, 0))
    roots.append((subject.info, ("/Info",), None, 0))
    heap = roots[::-1]
    while heap:
        value, path, page, depth = heap.pop()
        if value.is_indirect and value.objgen[0]:
            if path and value.objgen in seen:
                continue
            seen.add(value.objgen)
            depth = 0
        if isinstance(value, pikepdf.Array):
            inner = [(path, item) for item in value.as_list()]
        else:
            yield Placed(value, path, page)
            inner = [((*path[-2:], key), item) for key, item in value.items() if key not in _ABOVE | _NUMBERS]
        if depth < _DEEPEST:
            heap += [
                (item, keys, page, depth + 1)
                for keys, item in reversed(inner)
                if isinstance(item, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array)
            ]
