"""The date of an edition and a language in, the fields that furniture prints for it out."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pagesetter.script.tables import read_table

PRINTED: Final = "date_text"
"""Field of the edition that holds the date as its language prints it; ``{date}`` in furniture stands for it."""


@cache
def _languages() -> Mapping[str, Mapping[str, str]]:
    """Rows by primary language subtag."""
    path = Path(__file__).parent / "data" / "dates.tsv"
    return MappingProxyType({row["language"]: MappingProxyType(row) for row in read_table(path)})


def date_fields(iso: str, language: str) -> Mapping[str, str]:
    """Printed date and, where the language is known, weekday of a day YYYY-MM-DD.

    A language without a row in ``dates.tsv`` prints the date as it stands and has no weekday.
    """
    row = _languages().get(language.split("-", 1)[0].lower())
    if row is None:
        return MappingProxyType({PRINTED: iso})
    day = date.fromisoformat(iso)
    months = row["months"].split(" ")
    name = months[day.month - 1] if len(months) == 12 else ""
    text = row["pattern"].format(y=day.year, m=day.month, d=day.day, name=name)
    return MappingProxyType({PRINTED: text, "weekday": row["weekdays"].split(" ")[day.weekday()]})
