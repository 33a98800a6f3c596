"""The day by the lunar calendar, as each language prints it."""

import subprocess
import sys

import pytest

from pagesetter.read.lunar import has_lunar, lunar_day


@pytest.mark.parametrize(
    ("day", "language", "text"),
    [
        ("2025-08-06", "zh-Hans", "农历乙巳年闰六月十三"),
        ("2024-02-10", "zh-Hans", "农历甲辰年正月初一"),
        ("2024-02-09", "zh-Hans", "农历癸卯年腊月三十"),
        ("2025-08-06", "zh-Hant", "農曆乙巳年閏六月十三"),
        ("2025-08-06", "ja", "旧暦閏6月13日"),
        ("2024-09-17", "ko", "음력 8월 15일"),
        ("1901-02-19", "zh-Hans", "农历辛丑年正月初一"),
        ("2050-01-23", "zh-Hans", "农历庚午年正月初一"),
    ],
)
def test_days_are_those_of_the_calendar(day: str, language: str, text: str) -> None:
    assert lunar_day(day, language) == text


@pytest.mark.parametrize("day", ["1850-01-01", "1901-02-18", "2100-02-09"])
def test_a_day_beyond_the_tables_is_none(day: str) -> None:
    assert lunar_day(day, "zh-Hans") is None


def test_languages_that_print_no_lunar_day() -> None:
    assert [has_lunar(tag) for tag in ("zh-Hans", "zh-Hant", "ja", "ko", "en")] == [True] * 4 + [False]


def test_the_calendar_is_loaded_only_for_a_text_that_asks() -> None:
    code = "import sys, pagesetter.read.layouts; sys.exit('cnlunar' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
