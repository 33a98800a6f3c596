"""Random legal page plans and copy in, a count of the pages that break a law of make-up out (none).

    python tools/stress_pages.py 300 [--first 0] [--keep FOLDER] [--jobs 2]

Pages are drawn by number (`tests/makeup/dummies.py`), so a page that breaks a law can be made again: its layout and
stories are kept. What holds for every page stands in `tests/makeup/page_laws.py`. Then pages of doubling length are
made, whose time must grow with their characters.
"""

import argparse
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "src"), str(HERE.parent / "tests" / "makeup")]

from dummies import Page, drawn  # noqa: E402
from dummy_copy import Copy  # noqa: E402
from page_laws import broken  # noqa: E402

from pagesetter.build import Built, make_page  # noqa: E402
from pagesetter.diagnostics import Severity  # noqa: E402
from pagesetter.model.page import Page as FinishedPage  # noqa: E402

_AGAIN = 10
"""One page of so many is made twice, to see that it comes out the same, and once more with one story edited."""
_SIZES = (40, 80, 160, 320)
"""Lines of the pages whose time is measured."""
_GROWTH = 2.0
"""What is allowed of time per character, of the longest page to the shortest of which it can be measured."""


class Looked(NamedTuple):
    """What came of a page."""

    number: int
    language: str
    vertical: bool
    seconds: float
    """CPU time of making it up."""
    characters: int
    stories: int
    codes: tuple[str, ...]
    faults: tuple[str, ...]


def look(number: int, folder: Path) -> Looked:
    """Makes a page and looks at it; its files stay in the folder."""
    page = drawn(number)
    layout = page.write(folder)
    cache = folder / "cache"
    cache.mkdir(exist_ok=True)
    start = time.process_time()
    try:
        built = make_page(layout, cache=cache)
    except Exception:  # a crash is a fault like any other, and the next page has its turn
        fault = traceback.format_exc(limit=-4)
        return Looked(number, page.language, False, 0.0, 0, 0, (), (fault,))
    seconds = time.process_time() - start
    faults = broken(built)
    if not number % _AGAIN and built.page is not None:
        again = make_page(layout, cache=cache)
        if again.page is None or again.page.dump() != built.page.dump() or again.diagnostics != built.diagnostics:
            faults.append("it does not come out the same again")
        faults += _moved(built.page, page, folder)
    codes = tuple(sorted({d.code for d in built.diagnostics if d.severity > Severity.NOTE}))
    vertical = "mode" in page.layout["grid"]
    return Looked(number, page.language, vertical, seconds, _characters(built), len(page.stories), codes, tuple(faults))


def _moved(before: FinishedPage, page: Page, folder: Path) -> list[str]:
    """Stories that change when another one is edited."""
    slug, text = next(iter(page.stories.items()))
    edited = folder / f"edited-{page.number}"
    after = make_page(replace(page, stories={**page.stories, slug: f"{text}\n{text[-40:]}\n"}).write(edited)).page
    if after is None:
        return []
    others = [
        [repr(replace(i, origin=None)) for i in made.items if i.slug not in ("", slug)] for made in (before, after)
    ]
    names = [[name.replace(str(edited), str(folder)) for name in one] for one in others]
    return [] if names[0] == names[1] else [f"other stories change when {slug} is edited"]


def _characters(built: Built) -> int:
    return sum(fit.characters for fit in built.page.fits) if built.page else 0


def growth(folder: Path) -> list[tuple[int, float]]:
    """(characters, CPU seconds) of one story on pages of doubling length."""
    times = []
    for number, lines in enumerate(_SIZES):
        copy = Copy(Random(number), "zh-Hans")
        columns, measure, body, leading = 4, 14, 10, 15
        grid = {"columns": columns, "measure": f"{measure}字", "gutter": "1em", "body": "10pt", "leading": "15pt"}
        area = [f"{(columns * measure + columns - 1) * body + 0.01}pt", f"{(lines - 1) * leading + body + 0.01}pt"]
        plan = f"{lines // 2} | A A A A\n{lines // 2} | A A B B\n"
        layout = {
            "edition": {"title": "新报", "date": "2026-01-15"},
            "content": ".",
            "page": {"size": area, "type_area": area},
            "grid": {**grid, "lines": lines},
            "dummy": {"plan": plan},
            "areas": {"A": {"story": f"long-{number}", "head": "third"}, "B": {"advert": {"label": "广告"}}},
        }
        text = copy.body(int(lines * 3 * measure * 0.9), subheads=True)
        front = f"---\nslug: long-{number}\nheadline: 港口清晨\n---\n"
        path = Page(10**6 + number, "zh-Hans", layout, {f"long-{number}": front + text}).write(folder)
        best = None
        for _ in range(3):
            start = time.process_time()
            built = make_page(path)
            spent = time.process_time() - start
            best = min(best or spent, spent)
        times.append((_characters(built), best or 0.0))
    return times


def main(arguments: Iterable[str] | None = None) -> int:
    """0 when no page breaks a law and time is linear."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("pages", type=int)
    parser.add_argument("--first", type=int, default=0, help="number of the first page")
    parser.add_argument("--keep", type=Path, help="where pages that break a law are kept")
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args(list(arguments) if arguments is not None else None)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        numbers = range(asked.first, asked.first + asked.pages)
        with ProcessPoolExecutor(asked.jobs) as pool:
            looked = list(pool.map(look, numbers, [folder] * len(numbers), chunksize=8))
        bad = [page for page in looked if page.faults]
        if bad and asked.keep:
            shutil.copytree(folder, asked.keep, dirs_exist_ok=True, ignore=shutil.ignore_patterns("cache"))
        times = growth(folder)
    for page in bad:
        print(f"page {page.number} ({page.language}):")
        for fault in page.faults[:6]:
            print(f"  {fault}")
    languages = Counter(page.language for page in looked)
    codes = Counter(code for page in looked for code in page.codes)
    seconds = sum(page.seconds for page in looked)
    print(
        f"{len(looked)} pages ({', '.join(f'{n} {lang}' for lang, n in languages.most_common())}; "
        f"{sum(p.vertical for p in looked)} vertical), {sum(p.stories for p in looked)} stories, "
        f"{sum(p.characters for p in looked)} characters: {len(bad)} break a law"
    )
    print(f"told: {', '.join(f'{code} on {n}' for code, n in codes.most_common())}")
    print(f"{seconds / max(len(looked), 1):.3f} s CPU a page")
    per = [spent / characters for characters, spent in times]
    slow = per[-1] > _GROWTH * min(per)
    told = ", ".join(f"{n}: {t:.2f} s" for n, t in times)
    print(f"characters: CPU time of one story: {told}: {'NOT linear' if slow else 'linear'}")
    return 1 if bad or slow else 0


if __name__ == "__main__":
    sys.exit(main())
