"""Verdicts of line breaking in, the same out as `word-break` or `line-break: anywhere` wants them (CSS Text 3, 5).

`break-all` is a choice of classes alone: :data:`SPELLED` become ID before the rules of UAX #14 are asked. `keep-all`
takes back what they allowed between two letters, digits or ideographs, and `anywhere` allows what they forbade.
"""

from functools import cache
from typing import Final

from pagesetter.script.properties import line_break_class

SPELLED: Final = ("AI", "AL", "CJ", "DC", "HL", "NU", "SA")
"""Classes that `break-all` takes as ideographs; Hangul and aksaras part by syllables as it is."""
_KEPT: Final = frozenset({*SPELLED, "ID", "H2", "H3", "JL", "JV", "JT", "AK", "AP", "AS"})
"""Classes between which `keep-all` allows no break, whatever class a level gives their characters."""
_FORCED: Final = frozenset({"BK", "CR", "LF", "NL"})


@cache
def _kept(ch: str) -> bool:
    """Whether `keep-all` keeps a character with its like; ー and 々, no ideographs to UAX #14, are letters too."""
    return line_break_class(ch).removesuffix("-W") in _KEPT or ch.isalpha()


def keep_all(text: str, places: list[int], verdicts: bytearray) -> None:
    """Forbid every break between two typographic letters (CSS Text 3, 5.2).

    :param places: indexes of the base characters; a combining mark goes with its base.
    :param verdicts: those of :func:`pagesetter.script.uax14.opportunities`; changed in place.
    """
    before = False
    for place in places:
        here = _kept(text[place])
        if here and before and verdicts[place] == 1:
            verdicts[place] = 0
        before = here


def anywhere(classes: list[str], verdicts: bytearray) -> None:
    """Allow a break before every character, even beside GL, WJ and ZWJ, but before combining marks (CSS Text 3, 5.3).

    :param classes: refined classes of the characters of the text.
    :param verdicts: as above; forced breaks stay as they are, and none is allowed before them.
    """
    for place, name in enumerate(classes[1:], 1):
        bare = name.removesuffix("-W")
        if verdicts[place] == 0 and bare != "CM" and bare not in _FORCED:
            verdicts[place] = 1
