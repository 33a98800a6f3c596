"""`python -m pagesetter` and the `pagesetter` command: arguments in, exit code out."""

import sys


def main() -> int:
    """Runs the command line; 0 clean, 1 errors, 2 wrong usage, 130 interrupted."""
    try:
        from pagesetter.cli.main import run

        return run()
    except KeyboardInterrupt:  # also while the program is still loading
        return 130


if __name__ == "__main__":
    sys.exit(main())
