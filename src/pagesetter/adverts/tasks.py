"""An open PDF and numbers of pages in, the pages as data out: the tasks of the reading process by their names.

The process that asks names a task and never runs it: what a task needs is loaded where it runs.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pikepdf import Pdf

    from pagesetter.adverts.supplied import Supplied


def take(pdf: "Pdf", number: int) -> "Supplied | tuple[str, str, str]":
    """One page, by `taking.take`."""
    from pagesetter.adverts import taking  # see above

    return taking.take(pdf, number)


def take_all(pdf: "Pdf", numbers: tuple[int, ...]) -> "tuple[Supplied | tuple[str, str, str], ...]":
    """Several pages, each as `take` has it."""
    return tuple(take(pdf, number) for number in numbers)
