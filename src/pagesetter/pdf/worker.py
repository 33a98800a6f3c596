"""An order on standard input in, a pickled result on standard output out: the process that reads one foreign PDF."""

import importlib
import os
import pickle
import sys
from math import ceil
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pagesetter.pdf.guard import Limits


def confine(limits: "Limits") -> None:
    """Puts a lid on the memory of this process, by resource.setrlimit; does nothing where there is none (Windows)."""
    try:
        import resource  # Unix only
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def more_seconds(limits: "Limits") -> None:
    """Grants the next task its time on the processor; where there is no such limit, the clock of who asked holds."""
    try:
        import resource  # as above
    except ImportError:
        return
    until, most = ceil(process_time() + limits.seconds), resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (until if most == resource.RLIM_INFINITY else min(until, most), most))


def main() -> None:
    """Reads (module, function, path, arguments, origin, limits), runs it under the limits, answers once."""
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not run into the answer
    module, name, path, args, origin, limits = pickle.load(sys.stdin.buffer)
    confine(limits)
    more_seconds(limits)

    from pagesetter.pdf.guard import attempt, internal_error, too_large

    try:
        task = importlib.import_module(module)
        for part in name.split("."):
            task = getattr(task, part)
        given = pickle.dumps(attempt(task, Path(path), args, origin, limits))  # type: ignore[arg-type]  # a function by now
    except MemoryError:
        given = pickle.dumps((None, (too_large(origin, Path(path), limits),)))
    except Exception as fault:  # `attempt` lets nothing out that a file brings about
        given = pickle.dumps((None, (internal_error(origin, Path(path), fault),)))
    with answer:
        answer.write(given)
    os._exit(0)  # the answer is given: no time for taking the document apart


if __name__ == "__main__":
    main()
