"""The option ``--no-cache`` and the environment in, the folder in which conversions are kept out."""

import os
import sys
from pathlib import Path
from typing import Any

import click

from pagesetter.images.cache import usual_folder

_KEY = "pagesetter.no_cache"


def cache_option(command: Any) -> Any:
    """Adds ``--no-cache`` to a command; `cache_folder` has what was asked."""

    def remember(context: click.Context, _: click.Parameter, off: bool) -> None:
        context.meta[_KEY] = off

    return click.option(
        "--no-cache",
        is_flag=True,
        expose_value=False,
        callback=remember,
        help="Convert every picture anew, and keep none (PAGESETTER_CACHE names the folder).",
    )(command)


def cache_folder() -> Path | None:
    """The folder of the cache for the running command; None: none."""
    context = click.get_current_context(silent=True)
    if context is not None and context.meta.get(_KEY):
        return None
    return usual_folder(os.environ, sys.platform)
