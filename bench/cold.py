"""Times whole cold processes: `pagesetter build` and, beside it, another typesetter on the same stories.

    python bench/cold.py --against FOLDER -n 10

FOLDER holds a `build.py` that is called as `build.py FONTS_DIR OUT.pdf`. The two run in turn (A B A B ...), each in a
process of its own, so that a busy machine slows both: only the ratio is a fact about the programs. Prints medians with
their spread, the median of the paired ratios, peak memory, the seconds of each stage and what the imports cost. A cold
build begins without any kept picture and keeps them; the warm row is a build that finds them. Without --against only
pagesetter is measured. With --limits the exit code says whether the goals are met.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MAX_RATIO, MAX_WARM_RATIO, MAX_PEAK_MIB, MAX_VERSION_S = 4.0, 2.5, 160.0, 0.15
FORBIDDEN = ("pikepdf", "fontTools", "rich")
"""Libraries that the build path must not load."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One process."""

    seconds: float
    """From its start to its end."""
    peak_mib: float
    """Largest resident set."""


@dataclass(frozen=True, slots=True)
class Run:
    """A command that is measured again and again."""

    name: str
    command: list[str]
    env: dict[str, str]
    fresh: Path | None = None
    """A folder that is removed before each run."""


def compiled(folder: Path) -> dict[str, str]:
    """The environment with byte code kept in the folder: pip compiles what it installs, a checkout may not be.

    Pictures are kept in the folder too, not in the user's cache.
    """
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder / "pycache"), "PAGESETTER_CACHE": str(folder / "warm")}


def builds(layout: str, folder: Path, env: dict[str, str]) -> list[Run]:
    """A build without kept pictures, and one that finds them."""
    cold, target = folder / "cold", str(folder / "a.pdf")
    command = [*program(), "build", layout, "-o", target]
    return [
        Run("pagesetter build", command, {**env, "PAGESETTER_CACHE": str(cold)}, cold),
        Run("the same, warm", command, env),
    ]


def other(against: Path, fonts: Path, folder: Path, env: dict[str, str]) -> Run:
    """The comparison."""
    build = against.resolve() / "build.py"
    return Run(against.name, [sys.executable, str(build), str(fonts.resolve()), str(folder / "b.pdf")], env)


def measure(run: Run) -> Sample:
    """Runs the command to its end. Raises SystemExit when it fails."""
    command = run.command
    if run.fresh:
        shutil.rmtree(run.fresh, ignore_errors=True)
    with tempfile.TemporaryFile() as said:
        begin = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said, cwd=ROOT, env=run.env)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise SystemExit(f"{' '.join(command)} failed:\n{said.read().decode(errors='replace')}")
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss: bytes there, KiB on Linux
    return Sample(seconds, usage.ru_maxrss * unit / 2**20)


def in_turn(runs: list[Run], n: int) -> list[list[Sample]]:
    """n samples of each, A B A B ..., after one round that only fills the caches."""
    for run in runs:
        measure(run)
    taken: list[list[Sample]] = [[] for _ in runs]
    for _ in range(n):
        for samples, run in zip(taken, runs, strict=True):
            samples.append(measure(run))
    return taken


def ratios(ours: list[Sample], theirs: list[Sample]) -> list[float]:
    """Times of pairs that ran one after the other, divided."""
    return [a.seconds / b.seconds for a, b in zip(ours, theirs, strict=True)]


def spread(values: list[float]) -> str:
    """Median, quartiles and extremes."""
    low, _, high = statistics.quantiles(values, n=4, method="inclusive") if len(values) > 1 else values * 3
    return f"{statistics.median(values):.3f}  (quartiles {low:.3f}-{high:.3f}, all {min(values):.3f}-{max(values):.3f})"


def show(name: str, samples: list[Sample]) -> None:
    """Prints time and memory of one program."""
    print(f"{name:22s} time s   {spread([s.seconds for s in samples])}")
    peaks = [s.peak_mib for s in samples]
    print(f"{'':22s} peak MiB {max(peaks):.1f} (median {statistics.median(peaks):.1f})")


def stages(layout: str, folder: Path, n: int, env: dict[str, str]) -> dict[str, float]:
    """Median seconds of each stage, from the program's own report."""
    taken: dict[str, list[float]] = {}
    for _ in range(n):
        command = [*program(), "build", layout, "-o", str(folder / "stages.pdf"), "--json", "--timings"]
        ended = subprocess.run(command, capture_output=True, check=True, cwd=ROOT, env=env, encoding="utf-8")
        for stage, seconds in json.loads(ended.stdout)["layouts"][0]["timings"].items():
            taken.setdefault(stage, []).append(seconds)
    return {stage: statistics.median(values) for stage, values in taken.items()}


def imports(arguments: list[str], env: dict[str, str]) -> list[tuple[str, float]]:
    """(module, own milliseconds) of every module that a run of the program loads, the dearest first."""
    command = [sys.executable, "-X", "importtime", "-m", "pagesetter", *arguments]
    ended = subprocess.run(command, capture_output=True, cwd=ROOT, env=env, encoding="utf-8")
    found = []
    for line in ended.stderr.splitlines():
        if line.startswith("import time:") and "self" not in line:
            own, _, name = line.removeprefix("import time:").split("|")
            found.append((name.strip(), int(own) / 1000))
    return sorted(found, key=lambda pair: -pair[1])


def by_package(found: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """The same, summed by top-level package."""
    sums: dict[str, float] = {}
    for name, own in found:
        root = name.partition(".")[0]
        sums[root] = sums.get(root, 0.0) + own
    return sorted(sums.items(), key=lambda pair: -pair[1])


def program() -> list[str]:
    """The `pagesetter` command of this environment."""
    script = Path(sys.executable).with_name("pagesetter")
    return [str(script)] if script.exists() else [sys.executable, "-m", "pagesetter"]


def compared(runs: list[Run], n: int) -> list[str]:
    """Measures a cold build, a warm one and perhaps the comparison, prints them; returns what missed its goal."""
    misses = []
    cold, warm, *others = in_turn(runs, n)
    for run, samples in zip(runs, (cold, warm, *others), strict=True):
        show(run.name, samples)
    peak = max(s.peak_mib for s in cold)
    if peak > MAX_PEAK_MIB:
        misses.append(f"peak memory {peak:.1f} MiB, goal {MAX_PEAK_MIB:.0f}")
    for theirs in others:
        for name, ours, goal in (("cold", cold, MAX_RATIO), ("warm", warm, MAX_WARM_RATIO)):
            found = ratios(ours, theirs)
            print(f"{f'ratio of pairs, {name}':22s}          {spread(found)}")
            if statistics.median(found) > goal:
                misses.append(f"ratio {name} {statistics.median(found):.2f}, goal {goal}")
    return misses


def main() -> int:
    """Measures, prints, and compares with the goals."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--layout", default="layouts/quanzhou.yaml", help="page to set, from the project's folder")
    ask.add_argument("--against", type=Path, metavar="FOLDER", help="comparison: a folder with build.py")
    ask.add_argument("--fonts", type=Path, default=ROOT / "fonts", help="fonts for the comparison")
    ask.add_argument("-n", type=int, default=10, help="runs of each (default 10)")
    ask.add_argument("--limits", action="store_true", help="exit 1 when a goal is missed")
    asked = ask.parse_args()
    misses = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = compiled(folder)
        runs = builds(asked.layout, folder, env)
        if asked.against:
            runs.append(other(asked.against, asked.fonts, folder, env))
        misses += compared(runs, asked.n)
        (version,) = in_turn([Run("version", [*program(), "--version"], env)], asked.n)
        show("pagesetter --version", version)
        if statistics.median(s.seconds for s in version) > MAX_VERSION_S:
            misses.append(f"--version takes longer than {MAX_VERSION_S} s")
        print("\nstages, ms")
        for stage, seconds in stages(asked.layout, folder, min(asked.n, 5), env).items():
            print(f"  {stage:20s} {seconds * 1000:8.1f}")
        found = imports(["build", asked.layout, "-o", str(folder / "i.pdf")], env)
    print(
        f"\nimports, own ms: {sum(ms for _, ms in found):.0f} in {len(found)} modules (the measuring itself adds some)"
    )
    for (package, total), (module, own) in zip(by_package(found)[:12], found[:12], strict=False):
        print(f"  {package:20s} {total:8.1f}      {module:40s} {own:8.1f}")
    loaded = sorted({name.partition(".")[0] for name, _ in found} & set(FORBIDDEN))
    print(f"on the build path of {', '.join(FORBIDDEN)}: {', '.join(loaded) or 'none'}")
    if loaded:
        misses.append(f"loaded: {', '.join(loaded)}")
    for miss in misses:
        print(f"MISSED: {miss}")
    return 1 if misses and asked.limits else 0


if __name__ == "__main__":
    sys.exit(main())
