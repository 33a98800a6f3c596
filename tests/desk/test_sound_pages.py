"""Pages on which nothing is forbidden."""

import pytest
from desk_makers import HORIZONTAL, VERTICAL, sound

from pagesetter.geometry import WritingMode


@pytest.mark.parametrize("mode", [HORIZONTAL, VERTICAL])
def test_sound_page_breaks_no_ban(mode: WritingMode) -> None:
    assert [d.message for d in sound(mode).found()] == []
