"""Walked pages in, what the content rules look at out: objects that are printed, their words, and long lists cut short.

What lies wholly outside the bleed (marks, colour bars, the slug line) is the print shop's and is left alone. Invisible
text (modes 3 and 7) and what clipping hides is not printed.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from pagesetter.geometry import MM, Rect
from pagesetter.pdf.painted import Ink, Kind, Painted, Sheet, overlap
from pagesetter.preflight.registry import Check, Found, Limits
from pagesetter.preflight.subject import Subject
from pagesetter.records import record

_INVISIBLE: Final = frozenset({3, 7})
_LETTERS: Final = MappingProxyType({"Cyan": "C", "Magenta": "M", "Yellow": "Y", "Black": "K"})
_EACH: Final = 8
"""Places that are told of one thing on one page; the last finding counts the others."""
_SHOWN: Final = 20
"""Characters of a text that are shown."""
_TOUCHING: Final = 0.05
"""pt by which marks at the edge of the bleed may reach into it."""
NOTHING: Final = 0.0005
"""Less ink than any file means: one level of 16 bits is 0.000015, of 8 bits 0.004."""


@record
class Shown:
    """An object that is printed."""

    sheet: Sheet
    object: Painted
    rect: Rect
    """What is seen of it."""

    @property
    def page(self) -> int:
        """1-based."""
        return self.object.page


def shown(subject: Subject) -> tuple[Shown, ...]:
    """Every object that is printed, in the order of painting."""
    made: tuple[Shown, ...] = subject.kept("shown", lambda: tuple(_shown(subject)))
    return made


def _shown(subject: Subject) -> Iterator[Shown]:
    for walked in subject.walked:
        whole = walked.sheet.trim if walked.sheet.bleed is None else walked.sheet.trim.union(walked.sheet.bleed)
        for one in walked.objects:
            if one.type is not None and one.type.mode in _INVISIBLE:
                continue
            rect = one.seen
            if rect is not None and overlap(rect, whole.inset(_TOUCHING)) is not None:
                yield Shown(walked.sheet, one, rect)


def texts(subject: Subject) -> Iterator[Shown]:
    """The texts, without those of nothing but spaces."""
    for one in shown(subject):
        style = one.object.type
        if one.object.kind is Kind.TEXT and style is not None and style.text.strip():
            yield one


def few(each: Iterator[tuple[object, Found]]) -> Iterator[Found]:
    """The findings, of those with one key on one page the first few; one more counts the others."""
    counts: dict[tuple[int | None, object], int] = {}
    last: dict[tuple[int | None, object], Found] = {}
    for what, found in each:
        key = (found.page, what)
        counts[key] = counts.get(key, 0) + 1
        if counts[key] <= _EACH:
            yield found
        else:
            last[key] = found
    for key, found in last.items():
        more = counts[key] - _EACH
        yield Found(f"{found.message}; {more} more on page {found.page}", found.page, None, found.value, found.limit)


def about(one: Shown) -> str:
    """What an object is, in the words of a message."""
    thing = one.object
    if thing.type is not None:
        said = thing.type.text.strip()
        return f'the text "{said[:_SHOWN]}{"…" if len(said) > _SHOWN else ""}"'
    words = {Kind.FILL: "an area", Kind.STROKE: "a line", Kind.IMAGE: "a picture", Kind.SHADING: "a shading"}
    size = f" of {one.rect.w / MM:.0f} x {one.rect.h / MM:.0f} mm"
    return words.get(thing.kind, "an object") + ("" if thing.kind is Kind.STROKE else size)


def mixture(ink: Ink) -> str:
    """An ink in words, such as ``C 60 % K 100 %``."""
    if ink.plates is None:
        return ink.space
    parts = [f"{_LETTERS.get(plate, plate)} {amount * 100:.3g} %" for plate, amount in ink.plates if amount > NOTHING]
    return " ".join(parts) or "no ink"


def plates(ink: Ink) -> list[tuple[str, float]] | None:
    """The plates that an ink reaches with their amounts; None when unknown, and for registration colour."""
    if ink.plates is None or registration(ink):
        return None
    return [(plate, amount) for plate, amount in ink.plates if amount > NOTHING]


def registration(ink: Ink) -> bool:
    """Whether it prints on every plate."""
    return "All" in ink.names


def _readable(subject: Subject, _: Limits) -> Iterator[Found]:
    for walked in subject.walked:
        for fault in walked.faults:
            yield Found(f"page {walked.sheet.number}: {fault}", walked.sheet.number, value=fault)


def checks(*pairs: tuple[str, Callable[[Subject, Limits], Iterator[tuple[object, Found]]]]) -> Mapping[str, Check]:
    """Rules whose findings are cut short by `few`."""

    def cut(rule: Callable[[Subject, Limits], Iterator[tuple[object, Found]]]) -> Check:
        return lambda subject, limits: few(rule(subject, limits))

    return MappingProxyType({name: cut(rule) for name, rule in pairs})


CHECKS: Final[Mapping[str, Check]] = MappingProxyType({"content": _readable})
