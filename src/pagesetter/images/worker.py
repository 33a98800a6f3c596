"""Orders on standard input in, bytes on standard output out: the process that opens the pictures of others."""

import json
import os
import pickle
import sys
import warnings
from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Final

from pagesetter.images.opened import OURS, PictureError, fault
from pagesetter.images.probe import probed
from pagesetter.images.separated import converted
from pagesetter.pdf.worker import confine, more_seconds


def ready() -> bytes:
    """Loads what conversions want while the page is made up."""
    for module in ("PIL.ImageCms", *(f"pagesetter.images.{name}" for name in ("pixels", "colour", "inks"))):
        import_module(module)
    return b""


def contour(name: str, data: bytes) -> bytes:
    """The outline of what a picture shows."""
    from pagesetter.images.contour import contoured  # few pictures are cut out

    return contoured(name, data)


def chroma(name: str, data: bytes) -> bytes:
    """Whether a picture shows any colour."""
    from pagesetter.images.chroma import chroma as seen  # as above

    return seen(name, data)


TASKS: Final[Mapping[str, Callable[..., bytes]]] = MappingProxyType(
    {"probe": probed, "ready": ready, "convert": converted, "contour": contour, "chroma": chroma}
)


def main() -> None:
    """Takes limits, then orders (task, file name, arguments), and answers each in turn, until the input ends.

    An answer is ``+`` with the bytes of the task, or ``-`` with code, message and hint of a finding; between sign and
    content stands its length.
    """
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not run into the answers
    warnings.simplefilter("ignore")  # readers warn of odd metadata; what matters has a code of its own
    orders = sys.stdin.buffer
    limits = pickle.load(orders)
    confine(limits)
    while True:
        try:
            task, *args = pickle.load(orders)
        except EOFError:
            os._exit(0)
        more_seconds(limits)
        sign = b"+"
        try:
            answer = TASKS[task](*args)
        except PictureError as e:
            sign, answer = b"-", json.dumps((e.code, e.message, e.hint)).encode("ascii")
        except OURS as e:
            told = fault(str(args[0]) if args else task, e)
            sign, answer = b"-", json.dumps((told.code, told.message, told.hint)).encode("ascii")
        except Exception as e:  # the finding carries what broke, so that a fault of ours is seen too
            what = f'picture "{args[0]}" is damaged: its reader broke down over it ({type(e).__name__}: {e})'
            sign, answer = b"-", json.dumps(("I004", what, "get the file again or save it anew")).encode("ascii")
        answers.write(sign + len(answer).to_bytes(8) + answer)
        answers.flush()


if __name__ == "__main__":
    main()
