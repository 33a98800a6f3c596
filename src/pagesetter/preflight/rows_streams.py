"""The streams of a document and what stands in them in, breaches of checklist rows 21 and 25 out."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from pagesetter.model.press import X1A
from pagesetter.pdf.values import entry
from pagesetter.preflight.registry import Check, Found, Limits
from pagesetter.preflight.subject import Subject, array, name
from pagesetter.reporting.terminal import counted
from pagesetter.script.tables import read_table

_LZW: Final = "LZWDecode"
_X1A: Final = frozenset({_LZW, "JBIG2Decode", "JPXDecode"})
_SHORT: Final = MappingProxyType({"LZW": _LZW})
"""Short names that inline images use (ISO 32000-1, 8.9.7)."""


def _filters(subject: Subject, _: Limits) -> Iterator[Found]:
    import pikepdf  # here: a plain build does not load it

    banned = _X1A if subject.standard == X1A else frozenset({_LZW})
    for one in subject.objects:
        if isinstance(one.value, pikepdf.Stream):
            for used in _named(entry(one.value, "/Filter")):
                if used in banned:
                    where = one.path[-1][1:] if one.path else "page"
                    yield Found(f"the stream {where} is compressed by {used}", one.page, value=used)
    for sheet in subject.walked:
        for painted in sheet.objects:
            if painted.picture is not None and painted.picture.inline:
                used = _SHORT.get(painted.picture.filter, painted.picture.filter)
                if used in banned:
                    message = f"an inline image is compressed by {used}"
                    yield Found(message, painted.page, painted.rect, value=used)


def _named(value: Any) -> list[str]:
    return [name(item)[1:] for item in array(value) or [value]]


@cache
def _known() -> Mapping[str, str]:
    """Operators that PDF defines, with what speaks against using one."""
    rows = read_table(Path(__file__).parent / "data" / "operators.tsv")
    return MappingProxyType({row["operator"]: row["against"] for row in rows})


def _operators(subject: Subject, _: Limits) -> Iterator[Found]:
    for number, sheet in enumerate(subject.walked, 1):
        for operator, count in sheet.operators:
            against = _known().get(operator, "PDF has no such operator")
            if against:
                often = counted(count, "time")
                yield Found(f"the content uses “{operator}” {often}: {against}", number, value=operator, limit=0)


CHECKS: Final[Mapping[str, Check]] = MappingProxyType({"filters": _filters, "operators": _operators})
