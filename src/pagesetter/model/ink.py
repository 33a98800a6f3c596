"""Inks: what goes on the plates. Plain values in, plain values out; all amounts are 0..1 of full ink."""

from pagesetter.records import record


@record
class Process:
    """Ink in the four process colours."""

    c: float
    m: float
    y: float
    k: float

    @property
    def total(self) -> float:
        """Sum of the four inks; 2.3 is 230 %."""
        return self.c + self.m + self.y + self.k


@record
class Spot:
    """A tint of a named extra ink, with the process colour that stands for it where the ink is missing."""

    name: str
    tint: float
    alternate: Process


Ink = Process | Spot

BLACK = Process(0, 0, 0, 1)
"""Text and rules: K only, so that the plates cannot be out of register."""
PAPER = Process(0, 0, 0, 0)
"""No ink."""


def tint_of(ink: Ink, amount: float) -> Ink:
    """The ink thinned to ``amount`` (0..1) of itself."""
    if isinstance(ink, Spot):
        return Spot(ink.name, ink.tint * amount, ink.alternate)
    return Process(ink.c * amount, ink.m * amount, ink.y * amount, ink.k * amount)
