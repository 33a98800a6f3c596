"""The program as a process: help, version, start-up, pipes, and the lazy names of the package."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import pagesetter

Call = Callable[..., Any]
"""Arguments of the command line in; exit code, stdout and stderr out."""

HEAVY = (
    "PIL",
    "pydantic",
    "yaml",
    "markdown_it",
    "uharfbuzz",
    "reportlab",
    "pypdfium2",
    "pikepdf",
    "fontTools",
    "rich",
)
"""Libraries that cost start-up time: none may load before there is work for it."""


def program(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pagesetter", *arguments], capture_output=True, text=True, encoding="utf-8", cwd=cwd
    )


def test_version_is_that_of_the_package(call: Call) -> None:
    ended = call("--version")
    assert (ended.code, ended.out) == (0, f"pagesetter {pagesetter.__version__}\n")


def test_help_lists_the_commands_in_the_order_of_use(call: Call) -> None:
    ended = call("--help")
    listed = ended.out[ended.out.index("Commands:") :].splitlines()[1:]
    assert ended.code == 0
    assert [line.split()[0] for line in listed if line.strip()][:10] == [
        "new",
        "check",
        "build",
        "preflight",
        "proof",
        "plates",
        "galley",
        "text",
        "fonts",
        "schema",
    ]


def test_help_shows_a_first_minute_made_of_real_commands(call: Call) -> None:
    shown = [line.split() for line in call("--help").out.splitlines() if line.startswith("    pagesetter ")]
    assert [words[1] for words in shown] == ["new", "check", "build", "proof"]
    assert {words[2] for words in shown[1:]} == {"layouts/front.yaml"}


@pytest.mark.parametrize("name", ["new", "check", "build", "proof", "text", "fonts", "schema"])
def test_every_command_explains_itself(call: Call, name: str) -> None:
    ended = call(name, "--help")
    assert ended.code == 0
    assert f"Usage: pagesetter {name}" in ended.out
    assert "  --debug" in ended.out


def test_unknown_command_exits_2(call: Call) -> None:
    ended = call("bild", "front.yaml")
    assert ended.code == 2
    assert "No such command 'bild'" in ended.err


def test_fault_outside_of_a_layout_is_x900_too(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("lost")

    monkeypatch.setattr("pagesetter.cli.building.targets", fail)
    ended = call("build", "front.yaml")
    assert ended.code == 1
    assert ended.err.startswith("X900 error: internal error while running the command: RuntimeError: lost\n")
    assert "Traceback" not in ended.err


def test_version_and_help_load_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from pagesetter.cli.main import run\n"
        "run(['--version']); run(['--help']); run(['build', '--help'])\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules], 'pagesetter.build' in sys.modules, file=sys.stderr)\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert ended.stderr == "[] False\n"


def test_module_and_command_are_one_program() -> None:
    assert program("--version").stdout == f"pagesetter {pagesetter.__version__}\n"


def test_names_of_the_package_load_when_asked_for() -> None:
    code = (
        "import sys, pagesetter\n"
        "before = [m for m in sys.modules if m.startswith('pagesetter.')]\n"
        "pagesetter.Severity, pagesetter.Page\n"
        "print(before, 'pagesetter.model.page' in sys.modules, 'pagesetter.build' in sys.modules)\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert ended.stdout == "['pagesetter._version'] True False\n"


def test_every_public_name_is_there() -> None:
    assert all(getattr(pagesetter, name) is not None for name in pagesetter.__all__)
    with pytest.raises(AttributeError, match="no attribute 'press_button'"):
        _ = pagesetter.press_button  # type: ignore[attr-defined]


@pytest.mark.parametrize(("arguments", "code"), [(["--version"], 0), (["check", "none.yaml"], 1), (["chek"], 2)])
def test_process_ends_with_the_exit_code(arguments: list[str], code: int, tmp_path: Path) -> None:
    assert program(*arguments, cwd=tmp_path).returncode == code


def test_long_output_reaches_a_pipe_whole() -> None:
    ended = program("schema", "layout")
    assert ended.returncode == 0
    assert ended.stdout.startswith("{")
    assert ended.stdout.endswith("}\n")


def test_reader_that_stops_early_ends_the_program_quietly() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "pagesetter", "schema", "layout"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 1
    assert said == b""
