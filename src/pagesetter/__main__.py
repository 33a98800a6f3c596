"""`python -m pagesetter` and the `pagesetter` command: arguments in, exit code out."""

import gc
import os
import sys
from typing import NoReturn

_YOUNG_OBJECTS = 100_000
"""A page makes few cycles and most of its objects live to the end: looking for garbage early costs 5 % of a build."""


def main() -> NoReturn:
    """Runs the command line and ends the process: 0 clean, 1 errors, 2 wrong usage, 130 interrupted."""
    gc.set_threshold(_YOUNG_OBJECTS, 50, 100)
    try:
        from pagesetter.cli.main import run

        code = run()
        sys.stdout.flush()
        sys.stderr.flush()
    except KeyboardInterrupt:  # also while the program is still loading
        code = 130
    except OSError:  # whoever read our output has had enough, or the disk that took it is full
        code = 1
    # Files are closed and streams flushed. Taking every object apart, as Python does on its way out, would cost as much
    # again as starting it.
    os._exit(code)


if __name__ == "__main__":
    main()
