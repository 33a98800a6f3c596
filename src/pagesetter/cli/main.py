"""The `pagesetter` command: arguments in, an exit code out. The commands stand in the modules beside this one."""

import sys
from collections.abc import Sequence
from importlib import import_module
from types import MappingProxyType

import click

from pagesetter._version import __version__
from pagesetter.cli.console import settle_streams
from pagesetter.cli.fence import Session, debug_option, internal_error
from pagesetter.cli.speaking import asked_in, language_option, refused

HELP = """Set newspaper pages.

pagesetter reads a layout (a grid and a plan of the page, in YAML) and stories (Markdown) and sets them as a finished
newspaper page: a PDF for the press. It counts what does not fit, repairs flattened Chinese punctuation, and says of
every problem where it is and what to do.

\b
Your first minute:
  pagesetter new mypaper                 a small paper to start from
  cd mypaper
  pagesetter check layouts/front.yaml    does everything fit?
  pagesetter build layouts/front.yaml    writes build/front.pdf
  pagesetter proof layouts/front.yaml    writes build/front.png, to look at

Then change a headline in content/, or the letters of the plan in layouts/front.yaml, and build again.
"""

EPILOG = """\b
Exit code: 0 all clean, 1 errors (with --strict also warnings), 2 wrong usage.
`pagesetter COMMAND --help` explains a command.
"""


_ROOMS = MappingProxyType(
    {
        "new": "starting",
        "check": "building",
        "build": "building",
        "preflight": "preflighting",
        "proof": "proofing",
        "plates": "plating",
        "galley": "galleys",
        "text": "inspecting",
        "fonts": "inspecting",
        "schema": "inspecting",
    }
)
"""The module of each command, in the order of use."""


class Commands(click.Group):
    """The group of commands. One is loaded when it is asked for: the others would cost a build a tenth of its start."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of use."""
        return list(_ROOMS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, None when there is none."""
        if cmd_name not in _ROOMS:
            return None
        command: click.Command = getattr(import_module(f"pagesetter.cli.{_ROOMS[cmd_name]}"), cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Runs the command; an interrupt ends it without a word."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            ctx.exit(130)


@click.group(
    cls=Commands,
    help=HELP,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="%(prog)s %(version)s")
@language_option
@debug_option
def commands() -> None:
    """Nothing of its own: the commands do the work."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line with the arguments (default: of the process) and returns the exit code."""
    session = Session()
    spoken = asked_in(sys.argv[1:] if arguments is None else arguments)
    settle_streams()
    try:
        code = commands.main(
            args=None if arguments is None else list(arguments),
            prog_name="pagesetter",
            standalone_mode=False,
            obj=session,
        )
    except click.ClickException as wrong:
        refused(wrong, spoken)
        return wrong.exit_code
    except click.Abort:
        return 130
    except Exception as fault:  # the last fence: a user never sees a traceback
        from pagesetter.cli.console import Console

        (found,) = Console(language=spoken).spoken([internal_error(fault, "running the command", debug=session.debug)])
        from pagesetter.reporting.findings import finding

        sys.stderr.write(finding(found, language=spoken) + "\n")
        return 1
    return code if isinstance(code, int) else 0
