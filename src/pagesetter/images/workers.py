"""Orders for pictures of others in, bytes out: worker processes with a clock and a lid on their memory.

Whatever a picture does to its decoder, the program that asked lives on. A worker is started by an order that finds none
at leisure, and takes one after another: a page of twenty pictures starts as many workers as run side by side.
"""

import os
import sys
from contextlib import suppress
from threading import Lock, Timer
from typing import IO, TYPE_CHECKING, Any, Self, cast

from pagesetter.images.opened import PictureError

if TYPE_CHECKING:
    from pagesetter.pdf.guard import Limits

HEAD = 9
"""Bytes before an answer: + or -, and how many bytes follow."""


class Workers:
    """Worker processes, for a ``with`` statement, at whose end they are gone. Threads may ask side by side."""

    def __init__(self, limits: "Limits | None" = None) -> None:
        self._limits = limits
        self._lock = Lock()
        self._free: list[_Worker] = []
        self._all: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self.end()

    def end(self) -> None:
        """Ends all workers."""
        for worker in self._all:
            worker.end()

    def start(self, most: int) -> None:
        """Starts up to ``most`` workers, as far as they run side by side."""
        with self._lock:
            while len(self._all) < min(most, os.cpu_count() or 1):
                self._free.append(self._started())

    def prepare(self, most: int) -> None:
        """Starts up to ``most`` workers, and has all that are at leisure load what conversions want."""
        self.start(most)
        with self._lock:
            for worker in self._free:
                worker.order(("ready",))

    @property
    def begun(self) -> bool:
        """Whether any worker was needed."""
        return bool(self._all)

    def ask(self, task: str, name: str, *args: Any) -> bytes:
        """The answer of ``images.worker`` to a task on the picture of that file name.

        Raises PictureError: what the task found wrong, I015 when it took too long, I004 when the worker broke down.
        """
        with self._lock:
            worker = self._free.pop() if self._free else self._started()
        answer = worker.ask((task, name, *args))
        if answer is None:
            raise worker.broken(name)
        if not worker.late:  # by a hair: the answer was there when its time was up
            with self._lock:
                self._free.append(worker)
        if answer[:1] == b"-":
            import json  # most pictures are sound

            raise PictureError(*map(str, json.loads(answer[HEAD:])))
        return answer[HEAD:]

    def _started(self) -> "_Worker":
        """One more worker; the caller holds the lock."""
        from pagesetter.pdf.guard import LIMITS  # as in _Worker

        worker = _Worker(self._limits or LIMITS)
        self._all.append(worker)
        return worker


class _Worker:
    """One process. It ends with its input, so none is left when the program that asked is ended from outside."""

    def __init__(self, limits: "Limits") -> None:
        # A build whose pictures are all in the cache needs nothing of this.
        from pickle import dump
        from subprocess import DEVNULL, PIPE, Popen

        # The child finds the same modules as we do, and nothing in the working folder gets in their way (-P).
        known = {**os.environ, "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}
        command = [sys.executable, "-P", "-m", "pagesetter.images.worker"]
        self._process = Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=known)
        self._seconds = limits.seconds
        self.late = False
        self._owed = 0
        dump(limits, cast("IO[bytes]", self._process.stdin))

    def order(self, order: tuple[Any, ...]) -> None:
        """Gives a small order whose answer nobody waits for."""
        from pickle import dump  # as above

        orders = cast("IO[bytes]", self._process.stdin)
        with suppress(OSError):  # it is gone: the next to ask will hear
            dump(order, orders)
            orders.flush()
            self._owed += 1

    def ask(self, order: tuple[Any, ...]) -> bytes | None:
        """The answer with its head; None when there is none, and the process is no more."""
        from pickle import dump  # as above

        orders = cast("IO[bytes]", self._process.stdin)
        clock = Timer(self._seconds, self._stop)
        clock.start()
        try:
            dump(order, orders)
            orders.flush()
            for _ in range(self._owed):
                self._answer()
            self._owed = 0
            answer = self._answer()
        except OSError:  # it is gone
            answer = None
        finally:
            clock.cancel()
        if answer is None:
            self._process.kill()
            self._process.wait()
        return answer

    def _answer(self) -> bytes | None:
        answers = cast("IO[bytes]", self._process.stdout)
        head = answers.read(HEAD)
        size = int.from_bytes(head[1:])
        answer = head + answers.read(size)
        return answer if len(answer) == HEAD + size else None

    def broken(self, name: str) -> PictureError:
        """Why there was no answer."""
        import signal  # only after an accident

        code = self._process.wait()
        if self.late or (sys.platform != "win32" and code == -signal.SIGXCPU):
            what = f'picture "{name}" takes longer than {self._seconds:g} s to read'
            return PictureError("I015", what, "save it anew, as a baseline JPEG or at fewer pixels")
        what = f'picture "{name}" is damaged: its reader broke down over it (exit code {code})'
        return PictureError("I004", what, "get the file again or save it anew")

    def end(self) -> None:
        """Ends the process and closes what led to it."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what was not read any more
                cast("IO[bytes]", pipe).close()

    def _stop(self) -> None:
        self.late = True
        self._process.kill()
