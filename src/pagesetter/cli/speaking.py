"""The option ``--lang`` and the environment in, the language of reports out."""

import os
from typing import Any, Final

import click

LANGUAGES: Final = ("en", "zh")
_KEY = "pagesetter.language"


def language_option(command: Any) -> Any:
    """Adds ``--lang`` to a command; `language` has what was asked."""

    def remember(context: click.Context, _: click.Parameter, value: str | None) -> None:
        context.meta[_KEY] = value

    return click.option(
        "--lang",
        type=click.Choice(LANGUAGES, case_sensitive=False),
        expose_value=False,
        callback=remember,
        help="Language of the report.  [PAGESETTER_LANG, or en]",
    )(command)


def language() -> str:
    """The language of reports of the running command: en or zh."""
    context = click.get_current_context(silent=True)
    asked = context.meta.get(_KEY) if context is not None else None
    given = str(asked or os.environ.get("PAGESETTER_LANG", "")).lower()
    return "zh" if given.startswith("zh") else "en"
