"""Lines of spans in, one text with the role and the place in the file of every character out, and back again.

Repairs work on this form: what is cut, exchanged or joined keeps the place it was typed at.
"""

import re
from collections.abc import Sequence
from itertools import chain, groupby, pairwise
from typing import Final

from pagesetter.diagnostics import Diagnostic, Origin, note
from pagesetter.model.story import Block, Span
from pagesetter.records import record

_LINE: Final = 1 << 24
"""A place is ``line * _LINE + column``: one number a character, and the next character's place is one more."""

VERBATIM: Final = "verbatim"
"""Role of code and table rows while a story is read: copyedit leaves them alone. Finished stories do not carry it."""


_INVISIBLE: Final = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]+")
"""Zero-width characters that copies from the web carry; joiners (U+200C, U+200D) belong to their words and stay."""


@record
class Traced:
    """Characters with role and place; given lines are parted by a newline.

    A role may carry a mark and a reading with it (:func:`dressed`).
    """

    text: str
    roles: tuple[str, ...]
    """One per character."""
    places: tuple[int, ...]
    """One per character; 0 where unknown."""
    file: str = ""
    path: str = ""
    """Keys inside the file, for front matter."""

    def cut(self, start: int, end: int) -> "Traced":
        """The characters start..end (end exclusive)."""
        return Traced(self.text[start:end], self.roles[start:end], self.places[start:end], self.file, self.path)

    def exchanged(self, changes: Sequence[tuple[int, int, str]]) -> "Traced":
        """With the characters start..end of every change exchanged; changes are in order and do not overlap.

        The i-th new character has the place and role of the i-th old one, or of the last one when there are more.
        """
        text, roles, places = [], list[str](), list[int]()
        at = 0
        for start, end, new in [*changes, (len(self.text), len(self.text), "")]:
            text += [self.text[at:start], new]
            old = [min(start + i, end - 1) for i in range(len(new))]
            roles += [*self.roles[at:start], *(self.roles[i] for i in old)]
            places += [*self.places[at:start], *(self.places[i] for i in old)]
            at = end
        return Traced("".join(text), tuple(roles), tuple(places), self.file, self.path)

    def stripped(self) -> "Traced":
        """Without the blanks at its edges."""
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, max(start, len(self.text.rstrip())))

    def in_role(self, role: str) -> "Traced":
        """All of it in one role."""
        return Traced(self.text, (role,) * len(self.text), self.places, self.file, self.path)

    def origin(self, index: int) -> Origin | None:
        """Place in the file of one character; None when it is not known."""
        place = self.places[index] if index < len(self.places) else 0
        return Origin(self.file, *divmod(place, _LINE), self.path) if place else None


_DRESS: Final = "\x1f"


def dressed(role: str, mark: str, group: int, ruby: str, at: int) -> str:
    """A role with a mark between the lines and a reading.

    ``group`` numbers the marked stretches; characters whose reading begins ``at`` one place have it together.
    """
    return _DRESS.join((role, mark, str(group), ruby, str(at))) if mark or ruby else role


def redressed(old: str, role: str) -> str:
    """Another role with the mark and the reading of the old one."""
    _, dress, rest = old.partition(_DRESS)
    return role + dress + rest


def place(line: int, column: int) -> int:
    """A place of a file as one number; lines and columns from 1."""
    return line * _LINE + column


def traced(text: str, jumps: Sequence[tuple[int, Origin]]) -> Traced:
    """A text whose characters stand at ``jumps`` (index, place in the file), and on from there; role empty."""
    places: list[int] = [0] * (jumps[0][0] if jumps else len(text))
    for (at, origin), (to, _) in pairwise([*jumps, (len(text), Origin(""))]):
        start = place(origin.line, origin.column)
        places += range(start, start + to - at)
    file, path = (jumps[0][1].file, jumps[0][1].path) if jumps else ("", "")
    return Traced(text, ("",) * len(text), tuple(places), file, path)


def unpacked(block: Block) -> Traced:
    """The copy of a block."""
    text, roles, places = [], list[str](), list[int]()
    known = block.origin or next((s.origins[0][1] for line in block.lines for s in line if s.origins), None)
    for number, line in enumerate(block.lines):
        if number:
            text.append("\n")
            roles.append("")
            places.append(0)
        for span in line:
            text.append(span.text)
            start = len(places)
            places += traced(span.text, span.origins).places
            # No two readings of a file begin at one place; where places are unknown the count tells them apart.
            at = (places[start] if span.text else 0) or -start
            role = dressed(span.role, span.mark, span.group, span.ruby, at if span.ruby else 0)
            roles += [role] * len(span.text)
    file, path = (known.file, known.path) if known else ("", "")
    return Traced("".join(text), tuple(roles), tuple(places), file, path)


def spans(copy: Traced) -> tuple[tuple[Span, ...], ...]:
    """The lines of spans of a copy: a span for every run of one role."""
    lines: list[tuple[Span, ...]] = []
    at = 0
    for piece in copy.text.split("\n"):
        end = at + len(piece)
        if piece and len(set(copy.roles[at:end])) == 1:
            lines.append((_span(copy, at, end, copy.roles[at]),))
            at = end + 1
            continue
        line = []
        for role, run in groupby(range(at, end), key=copy.roles.__getitem__):
            indices = list(run)
            line.append(_span(copy, indices[0], indices[-1] + 1, role))
        lines.append(tuple(line))
        at = end + 1
    return tuple(lines)


def _span(copy: Traced, start: int, end: int, role: str) -> Span:
    """One run, its places told where they jump."""
    mark = ruby = group = ""
    if _DRESS in role:
        role, mark, group, ruby, _ = role.split(_DRESS)
    first = copy.places[start]
    if first and copy.places[start:end] == tuple(range(first, first + end - start)):
        jumps = [(0, Origin(copy.file, *divmod(first, _LINE), copy.path))]
        return Span(copy.text[start:end], role, tuple(jumps), ruby, mark, int(group or 0))
    jumps = []
    expected = -1
    for index, here in enumerate(copy.places[start:end]):
        if here != expected and here:
            jumps.append((index, Origin(copy.file, *divmod(here, _LINE), copy.path)))
        expected = here + 1
    return Span(copy.text[start:end], role, tuple(jumps), ruby, mark, int(group or 0))


def packed(kind: str, copy: Traced) -> Block:
    """The block of a copy, placed at its first known character."""
    first = next((i for i, here in enumerate(copy.places) if here), 0)
    return Block(kind, spans(copy), copy.origin(first))


def joined(*parts: Traced) -> Traced:
    """All parts, one after the other, nothing between."""
    if len(parts) == 1:
        return parts[0]
    known = next((part for part in parts if part.file), Traced("", (), ()))
    return Traced(
        "".join([part.text for part in parts]),
        tuple(chain.from_iterable([part.roles for part in parts])),
        tuple(chain.from_iterable([part.places for part in parts])),
        known.file,
        known.path,
    )


def visible(copy: Traced) -> tuple[Traced, tuple[Diagnostic, ...]]:
    """The copy without zero-width characters, and a note for every place where some stood."""
    if copy.text.isascii() or not _INVISIBLE.search(copy.text):
        return copy, ()
    found, changes = [], []
    for match in _INVISIBLE.finditer(copy.text):
        names = ", ".join(dict.fromkeys(f"U+{ord(ch):04X}" for ch in match[0]))
        found.append(note("S019", f"invisible character {names} dropped", origin=copy.origin(match.start())))
        changes.append((*match.span(), ""))
    return copy.exchanged(changes), tuple(found)
