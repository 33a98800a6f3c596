"""A supplied page and the standard of ours in, what does not fit out (data/rules.tsv, checklist of the standards)."""

from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pagesetter.adverts.supplied import Supplied
from pagesetter.diagnostics import Diagnostic, Severity
from pagesetter.geometry import MM, Rect
from pagesetter.model.press import X1A
from pagesetter.script.tables import read_table

_WORDS: Final = MappingProxyType({severity.word: severity for severity in Severity})
_FEW = 4
"""So many places are named; the rest is counted."""


@cache
def rules() -> tuple[dict[str, str], ...]:
    """The rows of data/rules.tsv."""
    return tuple(read_table(Path(__file__).parent / "data" / "rules.tsv"))


def fitness(page: Supplied, standard: str) -> tuple[Diagnostic, ...]:
    """What a press that wants ``standard`` (`model.press`) has against the page; messages begin with the verb."""
    met: dict[str, list[str]] = {}
    places = {(feature, word): rect for feature, word, rect in page.places}
    for feature, word in page.features:
        rect = places.get((feature, word))
        met.setdefault(feature, []).append(f"{word} ({place(rect)})" if rect else word)
    if _later(page.version, "1.4" if standard == X1A else "1.6"):
        met["version"] = [page.version]
    findings = []
    for row in rules():
        severity = _WORDS.get(row["x1a" if standard == X1A else "x4"])
        if row["feature"] in met and severity is not None:
            words = sorted(set(met[row["feature"]]))
            found = ", ".join(words[:_FEW]) + (f" and {len(words) - _FEW} more" if len(words) > _FEW else "")
            findings.append(
                Diagnostic(
                    row["code"],
                    severity,
                    row["what"].format(found=found),
                    row["hint"].format(standard=standard),
                )
            )
    return tuple(findings)


def place(rect: Rect) -> str:
    """A place on a supplied page in words: mm from the left and from the head of its trim at 100 %."""
    return f"x {rect.x / MM:.1f}, y {rect.y / MM:.1f} mm"


def _later(version: str, than: str) -> bool:
    """Whether a version is later; what is no version is."""
    major, _, minor = version.partition(".")
    if not (major.isascii() and major.isdigit() and minor.isascii() and minor.isdigit()):
        return True
    known = tuple(map(int, than.split(".")))
    return (int(major), int(minor)) > known
