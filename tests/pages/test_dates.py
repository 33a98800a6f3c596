"""Dates of a PDF come from the edition or from SOURCE_DATE_EPOCH, never from the clock (rulebook 0.8)."""

import pytest

from pagesetter.pressing import epoch_date


@pytest.mark.parametrize(
    ("seconds", "date"),
    [
        ("0", "1970-01-01"),
        ("1754438400", "2025-08-06"),
        ("", ""),
        ("tomorrow", ""),
        ("9" * 30, ""),
    ],
)
def test_source_date_epoch_is_a_date_or_nothing(seconds: str, date: str) -> None:
    assert epoch_date(seconds) == date
