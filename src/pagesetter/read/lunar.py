"""The day of an edition and a language in, the same day by the lunar calendar out, as the language prints it."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pagesetter.script.languages import rules_of
from pagesetter.script.tables import read_table

_FIRST, _LAST = "1901-02-19", "2100-02-08"
"""Days that the tables of the library reach."""
_SIMPLIFIED: Final = str.maketrans("閏臘", "闰腊")
_TRADITIONAL: Final = str.maketrans("闰腊", "閏臘")


@cache
def _patterns() -> Mapping[str, Mapping[str, str]]:
    """Rows by the rules of a language."""
    path = Path(__file__).parent / "data" / "lunar.tsv"
    return MappingProxyType({row["language"]: MappingProxyType(row) for row in read_table(path)})


def has_lunar(language: str) -> bool:
    """Whether a language prints days of the lunar calendar."""
    return rules_of(language) in _patterns()


def lunar_day(iso: str, language: str) -> str | None:
    """``农历乙巳年闰六月十三`` for 2025-08-06; None for a day beyond the calendar's tables (1901 to 2100)."""
    from cnlunar.lunar import Lunar  # a tenth of a second to load, and few pages print the lunar day

    row = _patterns()[rules_of(language)]
    if not _FIRST <= iso <= _LAST:  # beyond them the library reckons with what is no calendar
        return None
    try:
        day = Lunar(datetime.fromisoformat(iso).replace(hour=12), godType="8char")
        month, number = str(day.lunarMonthCn)[:-1], str(day.lunarDayCn)  # the month ends on 大 or 小
    except (IndexError, KeyError, ValueError, TypeError, AttributeError):
        return None
    script = _TRADITIONAL if rules_of(language) == "zh-Hant" else _SIMPLIFIED
    return row["pattern"].format(
        year=day.year8Char,
        month=month.translate(script),
        day=number,
        m=day.lunarMonth,
        d=day.lunarDay,
        leap=row["leap"] if day.isLunarLeapMonth else "",
    )
