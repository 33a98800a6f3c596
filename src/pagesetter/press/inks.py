"""Inks in, colour operators and colour spaces out; and which inks print over what lies under them."""

from pagesetter.model.ink import Ink, Process, Spot
from pagesetter.press.objects import array, name, number

SOLID = 0.9995
"""An amount of ink from which it counts as full."""


ALL = Spot("All", 1.0, Process(1, 1, 1, 1))
"""Registration colour: full ink on every plate. For marks outside the page alone."""

MARK_ROLE = "mark"
"""Role of items outside the page: marks for the press."""


def operators(ink: Ink, spots: dict[tuple[str, Process], str], *, stroke: bool) -> str:
    """Operators that set the fill or stroke colour (ISO 32000-1, 8.6.8).

    ``spots`` names the colour space of each spot ink and its alternate; a new one gets the next free name.
    """
    if isinstance(ink, Process):
        amounts = " ".join(number(part, 4) for part in (ink.c, ink.m, ink.y, ink.k))
        return f"{amounts} {'K' if stroke else 'k'}"
    space = spots.setdefault((ink.name, ink.alternate), f"Sp{len(spots) + 1}")
    select, paint = ("CS", "SCN") if stroke else ("cs", "scn")
    return f"/{space} {select} {number(ink.tint, 4)} {paint}"


def separation(spot: str, alternate: Process) -> str:
    """A Separation colour space whose tints go straight from paper to the alternate (ISO 32000-1, 8.6.6.4)."""
    full = array((alternate.c, alternate.m, alternate.y, alternate.k), 4)
    tint = f"<< /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 {full} /N 1 >>"
    return f"[/Separation {name(spot)} /DeviceCMYK {tint}]"


def overprints(ink: Ink) -> bool:
    """Whether type and rules in this ink print over what lies under them.

    Full black alone does, so that no paper shows where plates are out of register (rulebook 3). White must knock out
    or it would vanish; colours and greys must or they would mix.
    """
    return isinstance(ink, Process) and ink.k >= SOLID and ink.c <= 0 and ink.m <= 0 and ink.y <= 0
