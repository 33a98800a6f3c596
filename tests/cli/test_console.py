"""Colour and progress are for terminals only."""

import sys
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest

from pagesetter.cli.console import takes_colour

Call = Callable[..., Any]
"""Arguments of the command line in; exit code, stdout and stderr out."""


class Terminal(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def on_terminal(call: Call, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Calls the program with both streams on one terminal that shows colour, and returns all that it shows."""

    def shown(*arguments: str) -> str:
        screen = Terminal()
        monkeypatch.setattr(sys, "stdout", screen)
        monkeypatch.setattr(sys, "stderr", screen)
        monkeypatch.delenv("NO_COLOR", raising=False)
        monkeypatch.setenv("TERM", "xterm-256color")
        call(*arguments)
        return screen.getvalue()

    return shown


def test_terminal_gets_colour(on_terminal: Callable[..., str]) -> None:
    shown = on_terminal("check", "overset.yaml")
    assert "\x1b[1;31mM201 error:\x1b[0m" in shown
    assert "\x1b[31m社保" in shown


def test_progress_comes_and_goes(on_terminal: Callable[..., str]) -> None:
    shown = on_terminal("build", "front.yaml")
    assert shown == "\r\x1b[Ksetting front.yaml …\r\x1b[Kbuild/front.pdf: 390 x 545 mm, 2 stories\n"


def test_json_on_a_terminal_stays_json(on_terminal: Callable[..., str]) -> None:
    shown = on_terminal("build", "--json", "overset.yaml")
    assert "\x1b" not in shown
    assert shown.startswith("{")


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colour_can_be_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    assert takes_colour(Terminal())
    monkeypatch.setenv(name, value)
    assert not takes_colour(Terminal())
