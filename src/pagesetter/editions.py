"""The pages of an edition in, worked on side by side in processes, what came of them out, in the order of the pages.

Pages between which a story goes on belong together and are one piece of work; every other page is one by itself. A
process that ends before its time takes only the piece with it that it was working on.
"""

import multiprocessing
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from pathlib import Path
from threading import active_count
from typing import Final, Generic, TypeVar

from pagesetter.model.paper import PaperPage, Zone
from pagesetter.read.edition import find_story
from pagesetter.read.layouts import read_layout
from pagesetter.read.paper import PaperFile

Task = TypeVar("Task")
Result = TypeVar("Result")

_PATIENCE_S: Final = 5.0
"""After so many seconds without a task a process looks whether the program still runs."""
_THREADED: Final = re.compile(rb"\b(jump|continues)\b")
"""What a layout has whose stories may go on elsewhere."""


def groups_of(file: PaperFile, zone: Zone) -> list[tuple[PaperPage, ...]]:
    """The pages of a zone in groups that are made together, in the order of their first pages.

    Of a zone that is not the edition itself only groups with a page of its own.
    """
    story_pages: dict[str, list[int]] = {}
    for index, page in enumerate(zone.pages):
        for story in _threads(file, page):
            story_pages.setdefault(story, []).append(index)
    group = list(range(len(zone.pages)))
    for indices in story_pages.values():
        least = min(group[i] for i in indices)
        joined = {group[i] for i in indices}
        group = [least if each in joined else each for each in group]
    made = [tuple(p for p, g in zip(zone.pages, group, strict=True) if g == first) for first in dict.fromkeys(group)]
    return [pages for pages in made if not zone.name or any(p.zone == zone.name for p in pages)]


def _threads(file: PaperFile, page: PaperPage) -> set[str]:
    """Files of the stories that go on from a page or to it; few layouts have to be read for that."""
    path = Path(page.layout)
    try:
        if not _THREADED.search(path.read_bytes().replace(b"\0", b"")):
            return set()
    except OSError:
        return set()
    spec, _ = read_layout(path, issue=file.issue(page))
    if spec is None:
        return set()
    wanted = {area.story for area in spec.areas if area.jump or area.continues}
    return {str(find_story(Path(spec.content), name) or name) for name in wanted}


def processes(tasks: int) -> int:
    """How many processes so many tasks are worth."""
    return min(tasks, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


class Pool(Generic[Task, Result]):
    """Processes that work on tasks, for a ``with`` statement, at whose end they are gone.

    ``work`` makes, in each process, what then takes one task after another: it may keep what the next task wants again,
    such as opened fonts. Both it and the tasks must be known to new processes (functions of modules, plain data).
    """

    def __init__(self, work: Callable[[], Callable[[Task], Result]], many: int) -> None:
        context = _context()
        self._workers = [_Worker[Task, Result](work, context) for _ in range(many)]

    def __enter__(self) -> "Pool[Task, Result]":
        return self

    def __exit__(self, *failure: object) -> None:
        for worker in self._workers:
            worker.end()

    def done(self, tasks: Sequence[Task]) -> Iterator[tuple[int, Result | None]]:
        """(index of the task, its result) as they come; None for a task whose process ended."""
        left = list(enumerate(tasks))[::-1]
        busy: dict[Connection, tuple[_Worker[Task, Result], int]] = {}
        idle = [worker for worker in self._workers if worker.alive]
        while left or busy:
            while left and idle:
                worker = idle.pop()
                index, task = left.pop()
                if worker.give(task):
                    busy[worker.connection] = worker, index
                else:
                    left.append((index, task))
            if not busy:
                yield from ((index, None) for index, _ in reversed(left))
                return
            for ready in wait(list(busy)):
                assert isinstance(ready, Connection)
                worker, index = busy.pop(ready)
                result = worker.take()
                if worker.alive:
                    idle.append(worker)
                yield index, result


class _Worker(Generic[Task, Result]):
    """One process and the line to it."""

    def __init__(self, work: Callable[[], Callable[[Task], Result]], context: BaseContext) -> None:
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(work, theirs), daemon=True)  # type: ignore[attr-defined]
        self._process.start()
        theirs.close()
        self.alive = True

    def give(self, task: Task) -> bool:
        """Whether the process could take a task."""
        try:
            self.connection.send(task)
        except OSError:
            self.alive = False
        return self.alive

    def take(self) -> Result | None:
        """The result of the task that was given; None when the process has ended."""
        try:
            result: Result = self.connection.recv()
        except (EOFError, OSError):
            self.alive = False
            return None
        return result

    def end(self) -> None:
        """Ends the process."""
        self.connection.close()
        self._process.terminate()
        self._process.join()


def _serve(work: Callable[[], Callable[[Task], Result]], connection: Connection) -> None:
    """A process: takes tasks until nobody gives any."""
    handle, parent = work(), os.getppid()
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while os.getppid() == parent:  # a copy of this process may hold the line open when the program is gone
            if connection.poll(_PATIENCE_S):
                connection.send(handle(connection.recv()))


def _context() -> BaseContext:
    """How processes are started: as copies of this one where that is safe, which spares them to load the program."""
    if sys.platform == "linux" and active_count() == 1:
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")


def in_turn(work: Callable[[], Callable[[Task], Result]], tasks: Iterable[Task]) -> Iterator[tuple[int, Result | None]]:
    """As `Pool.done`, in this process."""
    handle = work()
    for index, task in enumerate(tasks):
        yield index, handle(task)
