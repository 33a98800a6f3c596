"""Type 2 charstrings and subroutines in, widths of glyphs out (Adobe Technical Note 5177)."""

from struct import unpack_from
from types import MappingProxyType
from typing import Final

_NESTED: Final = 12
"""Subroutines inside each other (TN 5177, appendix B: 10)."""
_CLEARING: Final = MappingProxyType({21: 2, 4: 1, 22: 1, 1: -2, 3: -2, 18: -2, 23: -2, 19: -2, 20: -2, 14: 0})
"""Operators that take the stack away, with how many operands they have; -2: an even number. One more is the width."""


def two_bytes(byte: int, more: int) -> int:
    """The number that two bytes spell when the first is 247 to 254 (TN 5176, table 3)."""
    return (byte - 247) * 256 + more + 108 if byte <= 250 else -(byte - 251) * 256 - more - 108


class Width:
    """A Type 2 charstring in, its width out: what stands before the operands of the first operator that takes them."""

    __slots__ = ("own", "shared", "stack")

    def __init__(self, own: list[bytes], shared: list[bytes]) -> None:
        self.own, self.shared = own, shared
        self.stack: list[float] = []

    def of(self, body: bytes) -> float | None:
        """Difference to the nominal width; None: the glyph has the default width."""
        found = self._run(body, 0)
        return None if found is None or found[1] else found[0]

    def _run(self, body: bytes, depth: int) -> tuple[float, bool] | None:
        """(width, whether there is none) at the first clearing operator; None: the subroutine ended before one."""
        at = 0
        while at < len(body) and depth < _NESTED:
            byte = body[at]
            if byte >= 32 or byte == 28:
                at = self._push(body, at)
                continue
            at += 1
            if byte in (10, 29):
                subrs = self.own if byte == 10 else self.shared
                bias = 107 if len(subrs) < 1240 else 1131 if len(subrs) < 33900 else 32768
                found = self._run(subrs[int(self.stack.pop()) + bias], depth + 1)
                if found is not None:
                    return found
            elif byte == 11:
                return None
            elif byte in _CLEARING:
                asked = _CLEARING[byte]
                extra = len(self.stack) % 2 if asked == -2 else len(self.stack) - asked
                if byte == 14:
                    extra = len(self.stack) in (1, 5)  # endchar may build an accented letter from four operands
                return (self.stack[0], False) if extra > 0 else (0.0, True)
            else:
                return 0.0, True
        return None

    def _push(self, body: bytes, at: int) -> int:
        byte = body[at]
        if byte == 28:
            self.stack.append(unpack_from(">h", body, at + 1)[0])
            return at + 3
        if byte == 255:
            self.stack.append(unpack_from(">l", body, at + 1)[0] / 65536)
            return at + 5
        if byte <= 246:
            self.stack.append(byte - 139)
            return at + 1
        self.stack.append(two_bytes(byte, body[at + 1]))
        return at + 2
