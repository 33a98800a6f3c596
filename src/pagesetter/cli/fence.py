"""Faults of the program in, one X900 diagnostic out: no traceback reaches a user unless ``--debug`` asks for it."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from pagesetter.diagnostics import Diagnostic

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(slots=True)
class Session:
    """What holds for one call of the program; click hands it to every command."""

    debug: bool = False
    """Whether a fault of the program shows its traceback."""


def _set_debug(context: click.Context, _option: click.Parameter, value: bool) -> None:
    if value:
        context.ensure_object(Session).debug = True


def debug_option(command: F) -> F:
    """Adds ``--debug`` to a command or group."""
    return click.option(
        "--debug",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_set_debug,
        help="On a fault of the program itself, show the traceback.",
    )(command)


def debugging() -> bool:
    """Whether this call runs with ``--debug``."""
    session = click.get_current_context().find_object(Session)
    return session is not None and session.debug


def internal_error(fault: Exception, what: str, *, debug: bool) -> "Diagnostic":
    """X900: the program has a fault. ``what`` says what it was doing; with ``debug`` the traceback goes to stderr."""
    from pagesetter.diagnostics import error  # here, because `--version` must not wait for it

    if debug:
        import traceback

        traceback.print_exception(fault, file=sys.stderr)
    said = f"{type(fault).__name__}: {fault}" if str(fault) else type(fault).__name__
    return error(
        "X900",
        f"internal error while {what}: {said}",
        "this is a fault of pagesetter, not of your files; please report it with the layout and what --debug prints",
    )
