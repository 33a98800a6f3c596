"""The value of ``copyedit`` in a layout or story in, the mode and the switches of single repairs out."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from pagesetter.read.copyedit import MODES
from pagesetter.read.fields import Field, Record, Values
from pagesetter.read.kinds import Choice, Flag
from pagesetter.read.repairs import switches
from pagesetter.read.shapes import Either

_MEANT: Final = MappingProxyType(
    {
        "commas": "Flattened commas are set full width.",
        "brackets": "Pairs of flattened round brackets are set full width.",
        "exclamations": "Flattened exclamation marks are set full width.",
        "joins": "Paragraphs that a column break cut in two are joined.",
        "questions": "Flattened question marks are set full width.",
        "semicolons": "Flattened semicolons are set full width.",
        "colons": "Flattened colons are set full width.",
        "quotes": "Straight quotation marks are set as the language's own; off in zh-Hant.",
        "ellipses": "Three dots are set as an ellipsis.",
        "dashes": "Two hyphens are set as a dash.",
        "letters": "Full-width Latin letters are set half width (ja).",
        "digits": "Full-width digits are set half width (ja).",
        "katakana": "Half-width katakana are set full width (ja).",
    }
)

COPYEDIT: Final = Either(
    (
        Record(
            (
                Field("mode", Choice(MODES), "Whether repairs are made, only reported, or neither."),
                *(Field(name, Flag(), _MEANT[name]) for name in switches()),
            ),
            "Which repairs are made.",
            "a mapping of repairs",
        ),
        Choice(MODES),
    )
)
"""Kind of the key in layouts and stories."""


def copyedit_of(given: object, mode: str, switched: Mapping[str, bool]) -> tuple[str, Mapping[str, bool]]:
    """Mode and switches by a value that :data:`COPYEDIT` read; what it leaves open is as before."""
    if isinstance(given, Values):
        own = {name: value for name, value in given.data.items() if isinstance(value, bool)}
        return given.text("mode", mode), MappingProxyType({**switched, **own})
    return (given if isinstance(given, str) else mode), switched
