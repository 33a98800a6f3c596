"""An order on standard input in, a pickled result on standard output out: the process that reads one foreign PDF."""

import importlib
import os
import pickle
import sys
from pathlib import Path


def main() -> None:
    """Reads (module, function, path, arguments, origin, limits), runs it under the limits, answers once.

    Limits on address space and processor time are the system's (resource.setrlimit); where there are none, as on
    Windows, only the clock of the process that asked holds.
    """
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not run into the answer
    module, name, path, args, origin, limits = pickle.load(sys.stdin.buffer)
    try:
        import resource  # Unix only
    except ImportError:
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
        seconds = int(limits.seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    from pagesetter.pdf.guard import attempt

    task = importlib.import_module(module)
    for part in name.split("."):
        task = getattr(task, part)
    made = attempt(task, Path(path), args, origin, limits)  # type: ignore[arg-type]  # a function by now
    with answer:
        pickle.dump(made, answer)
    os._exit(0)  # the answer is given: no time for taking the document apart


if __name__ == "__main__":
    main()
