"""Times what the press adds: a build with and without kept pictures, checking the page, pictures by size.

    python bench/press.py --against FOLDER -n 10

As `bench/cold.py` (same FOLDER), with the time of `pagesetter preflight` on the page and of converting pictures alone.
With --limits the exit code says whether the goals are met.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

from cold import FORBIDDEN, ROOT, Run, builds, compared, compiled, imports, in_turn, other, program, show

MAX_PREFLIGHT_S = 1.5


def conversions(folder: Path, n: int) -> None:
    """Prints how long pictures take by themselves: converted, kept, found again."""
    # Only these rows need the program in this process.
    from PIL import Image

    from pagesetter import resources
    from pagesetter.images.aim import aim_of
    from pagesetter.images.convert import PictureJob, press_pictures
    from pagesetter.images.crop import WHOLE
    from pagesetter.model.press import PressSpec

    base = Image.merge("RGB", [Image.radial_gradient("L").rotate(90 * i) for i in range(3)])
    colour = base.resize((3000, 2000))
    colour.save(folder / "photo.jpg", quality=92)
    colour.convert("L").save(folder / "grey.jpg", quality=92)
    colour.convert("CMYK").point(lambda v: v * 4 // 5).save(folder / "cmyk.jpg", quality=92)
    heavy = Image.merge("CMYK", [band.point(lambda v: 150 + v // 3) for band in colour.convert("CMYK").split()])
    profile = resources.data("profiles/newsprint.icc").read_bytes()
    heavy.save(folder / "heavy.tif", icc_profile=profile)
    colour.convert("1").save(folder / "line.png")
    print("\npictures of 3000 x 2000 in 300 x 200 mm, ms    anew    found again")
    aim = aim_of(PressSpec())
    for name in ("photo.jpg", "grey.jpg", "cmyk.jpg", "heavy.tif", "line.png"):
        job = PictureJob(str(folder / name), WHOLE, 850.0, 567.0, aim)
        press_pictures([job], folder / "kept")
        taken = []
        for cache in (None, folder / "kept"):
            times = []
            for _ in range(n):
                begin = time.perf_counter()
                press_pictures([job], cache)
                times.append(time.perf_counter() - begin)
            taken.append(statistics.median(times) * 1000)
        print(f"  {name:42s} {taken[0]:8.1f} {taken[1]:10.1f}")


def main() -> int:
    """Measures, prints, and compares with the goals."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--layout", default="layouts/quanzhou.yaml", help="page to set, from the project's folder")
    ask.add_argument("--against", type=Path, metavar="FOLDER", help="comparison: a folder with build.py")
    ask.add_argument("--fonts", type=Path, default=ROOT / "fonts", help="fonts for the comparison")
    ask.add_argument("-n", type=int, default=10, help="runs of each (default 10)")
    ask.add_argument("--limits", action="store_true", help="exit 1 when a goal is missed")
    asked = ask.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = compiled(folder)
        runs = builds(asked.layout, folder, env)
        if asked.against:
            runs.append(other(asked.against, asked.fonts, folder, env))
        misses = compared(runs, asked.n)
        check = Run("pagesetter preflight", [*program(), "preflight", str(folder / "a.pdf")], env)
        (checked,) = in_turn([check], asked.n)
        show(check.name, checked)
        took = statistics.median(s.seconds for s in checked)
        if took > MAX_PREFLIGHT_S:
            misses.append(f"preflight takes {took:.2f} s, goal {MAX_PREFLIGHT_S}")
        loaded = {module.partition(".")[0] for module, _ in imports(runs[0].command[len(program()) :], env)}
        loaded &= set(FORBIDDEN)
        print(f"on the build path of {', '.join(FORBIDDEN)}: {', '.join(sorted(loaded)) or 'none'}")
        misses += [f"loaded: {', '.join(sorted(loaded))}"] if loaded else []
        conversions(folder, asked.n)
    for miss in misses:
        print(f"MISSED: {miss}")
    return 1 if misses and asked.limits else 0


if __name__ == "__main__":
    sys.exit(main())
