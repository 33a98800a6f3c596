"""Seeds in, mutated PDFs through a preflight and all forms of its report, and a line of figures out.

The files are those of `tools/fuzz_adverts.py`, broken in the same ways, and one of another program. They are read under
the limits of `pagesetter.pdf` in processes that are forked from this one. Each must end in time, without a traceback,
and give a report or a diagnostic with a place and a hint. What does not is printed with its seed, and the exit code is
1.

    python tools/fuzz_preflight.py [count] [first seed]
"""

import os
import pickle
import resource
import select
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from fuzz_adverts import HERE, Outcome, bases, mutant
from pagesetter.pdf.guard import LIMITS, attempt
from pagesetter.preflight.checking import Checked
from pagesetter.preflight.examine import examine
from pagesetter.preflight.profile import Profile, load
from pagesetter.preflight.registry import checks, rules
from pagesetter.preflight.report_html import page
from pagesetter.preflight.report_json import files_form, sarif_form
from pagesetter.preflight.report_text import report_lines

_TOGETHER = 20
"""Mutants that one process reads, one after the other; a process each costs as much as the reading."""
_FOREIGN = Path(__file__).parent.parent / "tests" / "preflight" / "ghostscript.pdf"


def sources() -> tuple[bytes, ...]:
    """Sound files: that of another program, and those that stand for advertisements."""
    return (_FOREIGN.read_bytes(), *bases())


def outcomes(seeds: range, sound: tuple[bytes, ...] | None = None) -> Iterator[Outcome]:
    """What comes of the mutants of the seeds, in order."""
    sound = sound or sources()
    profile, _ = load("newsprint")
    assert profile is not None
    checks()  # loaded once, not in every child
    _read(_FOREIGN, profile)
    with tempfile.TemporaryDirectory() as folder:
        for start in range(0, len(seeds), _TOGETHER):
            some = seeds[start : start + _TOGETHER]
            told = _tried(some, sound, Path(folder) / "page.pdf", profile)
            # Who broke down or hung among several shows when each has a process of its own.
            yield from told or (_alone(seed, sound, Path(folder) / "page.pdf", profile) for seed in some)


def _alone(seed: int, sound: tuple[bytes, ...], path: Path, profile: Profile) -> Outcome:
    started = time.monotonic()
    told = _tried(range(seed, seed + 1), sound, path, profile)
    if told:
        return told[0]
    late = time.monotonic() - started >= LIMITS.seconds
    return Outcome(seed, "P405" if late else "P403", "took too long" if late else "broke down")


def _tried(seeds: range, sound: tuple[bytes, ...], path: Path, profile: Profile) -> list[Outcome]:
    """What comes of some mutants in one process; nothing when it broke down or took longer than one file may."""
    here, there = os.pipe()
    child = os.fork()
    if not child:
        with suppress(BaseException):
            os.close(here)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what libraries say of damage
            resource.setrlimit(resource.RLIMIT_AS, (LIMITS.memory * 2, LIMITS.memory * 2))
            made = []
            for seed in seeds:
                path.write_bytes(mutant(seed, sound))
                made.append(Outcome(seed, *_read(path, profile)))
            os.write(there, pickle.dumps(made))
        os._exit(0)
    os.close(there)
    told, _, _ = select.select([here], [], [], LIMITS.seconds)
    answer = os.read(here, 1 << 16) if told else b""
    os.close(here)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    outcome: list[Outcome] = pickle.loads(answer) if answer else []
    return outcome


def _read(path: Path, profile: Profile) -> tuple[str, str]:
    """What the command would say of the file: the gravest finding's rule or the diagnostic's code."""
    try:
        report, found = attempt(examine, path, (profile,), HERE, LIMITS)
        for one in found:
            if not (one.origin and one.hint and one.message):
                return "UNPLACED", repr(one)[:500]
            if "Error:" in one.message:
                return "FAULT", one.message[:500]
        if report is None:
            return (found[0].code, "") if found else ("NOTHING", "")
        for told in report.findings:
            if told.rule not in rules() or not (told.message and told.hint):
                return "UNTOLD", repr(told)[:500]
        done = [Checked("page.pdf", report, found)]
        "\n".join(report_lines(done[0], every=True)).encode("utf-8")
        page(done, "1").encode("utf-8", "backslashreplace")
        files_form(done, "1", 1)
        sarif_form(done, "1")
        return (report.findings[0].rule if report.findings else "sound"), ""
    except Exception as problem:
        return "TRACEBACK", f"{type(problem).__name__}: {problem}"[:500]


def main() -> int:
    """Reads the arguments and prints what came of all mutants."""
    given = [int(word) for word in sys.argv[1:]]
    count, first = given[0] if given else 2000, given[1] if len(given) > 1 else 0
    started = time.monotonic()
    counts: Counter[str] = Counter()
    bad = 0
    for one in outcomes(range(first, first + count)):
        counts[one.code if one.code[1:].isdigit() or one.bad else "report"] += 1
        if one.bad or one.detail:
            bad += one.bad
            print(f"seed {one.seed}: {one.code} {one.detail}")
    figures = ", ".join(f"{code} {number}" for code, number in sorted(counts.items()))
    print(f"{count} mutated files checked in {time.monotonic() - started:.0f} s: {figures}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
