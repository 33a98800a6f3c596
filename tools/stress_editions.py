"""Random legal editions in, a count of those that break a law of make-up out (none).

    python tools/stress_editions.py 300 [--first 0] [--keep FOLDER] [--jobs 2]

Editions are drawn by number (`tests/makeup/dummy_editions.py`): two to four pages in one language, stories that go on
from area to area, spreads, furniture by page, zones. What holds for them stands in `tests/makeup/edition_laws.py` and
`page_laws.py`. Then stories of doubling length go on over four pages, whose time must grow with their characters.
"""

import argparse
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from random import Random
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "src"), str(HERE.parent / "tests" / "makeup")]

from dummies import Page  # noqa: E402
from dummy_copy import Copy  # noqa: E402
from dummy_editions import Paper, drawn_paper  # noqa: E402
from edition_laws import faults  # noqa: E402

from pagesetter.build import Built, Libraries, make_page, make_pages, make_pdf  # noqa: E402
from pagesetter.diagnostics import Severity  # noqa: E402
from pagesetter.editions import groups_of  # noqa: E402
from pagesetter.model.page import Text  # noqa: E402
from pagesetter.read.paper import PaperFile, read_paper  # noqa: E402

_AGAIN = 10
"""One edition of so many is made twice, to see that it comes out the same."""
_PRESSED = 20
"""Of one edition of so many the text of the finished PDF is read back."""
_SIZES = (40, 80, 160, 320)
"""Lines of the stories whose time is measured, on each of four pages."""
_GROWTH = 2.0
"""What is allowed of time per character, of the longest story to the shortest of which it can be measured."""


class Looked(NamedTuple):
    """What came of an edition."""

    number: int
    language: str
    pages: int
    vertical: int
    spreads: int
    threads: int
    jumps: int
    """Jump lines that stand on its pages."""
    seconds: float
    """CPU time of making it up."""
    characters: int
    codes: tuple[str, ...]
    faults: tuple[str, ...]


def look(number: int, folder: Path) -> Looked:
    """Makes an edition and looks at it; its files stay in the folder."""
    paper = drawn_paper(number)
    path = paper.write(folder)
    start = time.process_time()
    try:
        file, found = read_paper(path)
        if file is None:
            raise ValueError("; ".join(d.message for d in found))
        libraries: Libraries = {}
        zones = [zone_of(file, zone, libraries) for zone in range(len(file.paper.zones))]
    except Exception:  # a crash is a fault like any other, and the next edition has its turn
        fault = traceback.format_exc(limit=-4)
        return Looked(number, paper.language, 0, 0, 0, 0, 0, 0.0, 0, (), (fault,))
    seconds = time.process_time() - start
    wrong = [f"{d.code} {d.message}" for d in found]
    for zone in zones:
        wrong += faults(zone)
    wrong += _as_if_alone(file, zones[0], paper)
    if not number % _AGAIN:
        again = [built for zone in range(len(zones)) for built in zone_of(file, zone)]
        wrong += _differences([b for zone in zones for b in zone], again, "does not come out the same again")
    if not number % _PRESSED:
        wrong += [words for built in zones[0] for words in _pressed(built)]
    pages = [b for zone in zones for b in zone]
    codes = tuple(sorted({d.code for b in pages for d in b.diagnostics if d.severity > Severity.NOTE}))
    made = [b.page for b in pages if b.page is not None]
    jumps = sum(isinstance(i, Text) and i.role == "jump" for page in made for i in page.items)
    return Looked(
        number, paper.language, len(pages),
        sum("mode" in page.layout["grid"] for page in paper.pages),
        sum(page.fold is not None for page in made),
        len(paper.threads), jumps, seconds,
        sum(fit.characters for page in made for fit in page.fits), codes, tuple(wrong),
    )  # fmt: skip


def zone_of(file: PaperFile, zone: int, libraries: Libraries | None = None) -> list[Built]:
    """The pages of a zone, in their order; of one that is not the edition itself those made for it."""
    made: dict[int, Built] = {}
    for group in groups_of(file, file.paper.zones[zone]):
        built = make_pages([(page, file.issue(page)) for page in group], {} if libraries is None else libraries)
        made |= {page.number: one for page, one in zip(group, built, strict=True)}
    return [made[number] for number in sorted(made)]


def _differences(one: Sequence[Built], other: Sequence[Built], words: str) -> list[str]:
    dumps = [[b.page.dump() if b.page else "" for b in each] for each in (one, other)]
    found = [[b.diagnostics for b in each] for each in (one, other)]
    return [] if dumps[0] == dumps[1] and found[0] == found[1] else [words]


def _as_if_alone(file: PaperFile, built: Sequence[Built], paper: Paper) -> list[str]:
    """Pages from which nothing goes on are what their layout is by itself, but for their furniture; and all pages come
    out the same when they are made at once."""
    linked = {int(each.partition(":")[0]) for areas in paper.threads.values() for each in areas}
    out = []
    for place, one in enumerate(built, 1):
        if place in linked or one.page is None:
            continue
        single = make_page(one.layout).page
        rows = [
            [repr(i) for i in page.items if i.slug or not (isinstance(i, Text) or i.role == "furniture")]
            if page
            else []
            for page in (one.page, single)
        ]
        if rows[0] != rows[1]:
            out.append(f"page {place} is another one when it is built alone")
    pages = file.paper.zones[0].pages
    whole = make_pages([(page, file.issue(page)) for page in pages], {})
    return out + _differences(built, whole, "its pages are others when they are made at once")


def _pressed(built: Built) -> list[str]:
    """Stories whose text cannot be read back from the PDF of their page."""
    import pypdfium2 as pdfium

    if built.page is None:
        return []
    page = replace(built.page, cut=False)
    pdf, _ = make_pdf(replace(built, page=page, diagnostics=()))
    document = pdfium.PdfDocument(BytesIO(pdf))
    read = _bare("".join(document[i].get_textpage().get_text_range() for i in range(len(document))))
    out = []
    for fit in page.fits:
        for item in page.items:
            if (
                isinstance(item, Text)
                and item.slug == fit.slug
                and item.role == "body"
                and _bare(item.text) not in read
            ):
                out.append(f"“{item.text}” cannot be read back from page {built.layout.name}")
                break
    return out


def _bare(text: str) -> str:
    """The letters of a text: raised figures are read where they stand, above the others."""
    return "".join(ch for ch in text if ch.isalpha())


def growth(folder: Path) -> list[tuple[int, float]]:
    """(characters, CPU seconds) of one story on four pages of doubling length."""
    times = []
    for number, lines in enumerate(_SIZES):
        copy = Copy(Random(number), "zh-Hans")
        pages = [_plain(number, part, lines) for part in range(4)]
        slug = f"long-{number}"
        text = copy.body(int(lines * 3 * 14 * 4 * 0.9), subheads=True)
        pages[0].stories[slug] = f"---\nslug: {slug}\nheadline: 港口清晨\n---\n{text}\n"
        paper = Paper(10**6 + number, "zh-Hans", pages, [""] * 4)
        file, _ = read_paper(paper.write(folder))
        assert file is not None
        best = None
        for _ in range(2):
            start = time.process_time()
            built = zone_of(file, 0)
            spent = time.process_time() - start
            best = min(best or spent, spent)
        times.append((sum(fit.characters for one in built if one.page for fit in one.page.fits), best or 0.0))
    return times


def _plain(number: int, part: int, lines: int) -> Page:
    """A page of three columns, all of it one story's."""
    area = ["440.01pt", f"{(lines - 1) * 15 + 10.01}pt"]
    says = {"story": f"long-{number}", "jump": True} if part < 3 else {"story": f"long-{number}"}
    says |= {"continues": part} if part else {"head": "third"}
    layout = {
        "content": ".",
        "page": {"size": area, "type_area": area},
        "grid": {"columns": 3, "measure": "14字", "gutter": "1em", "body": "10pt", "leading": "15pt", "lines": lines},
        "dummy": {"plan": f"{lines} | A A A\n"},
        "areas": {"A": says},
    }
    return Page(10**8 + 100 * number + part, "zh-Hans", layout)


def main(arguments: Iterable[str] | None = None) -> int:
    """0 when no edition breaks a law and time is linear."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("editions", type=int)
    parser.add_argument("--first", type=int, default=0, help="number of the first edition")
    parser.add_argument("--keep", type=Path, help="where editions that break a law are kept")
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args(list(arguments) if arguments is not None else None)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        numbers = range(asked.first, asked.first + asked.editions)
        with ProcessPoolExecutor(asked.jobs) as pool:
            looked = list(pool.map(look, numbers, [folder / str(n) for n in numbers], chunksize=4))
        bad = [one for one in looked if one.faults]
        for one in bad if asked.keep else ():
            shutil.copytree(folder / str(one.number), asked.keep / str(one.number), dirs_exist_ok=True)
        times = growth(folder)
    for one in bad:
        print(f"edition {one.number} ({one.language}):")
        for fault in one.faults[:6]:
            print(f"  {fault}")
    languages = Counter(one.language for one in looked)
    codes = Counter(code for one in looked for code in one.codes)
    print(
        f"{len(looked)} editions ({', '.join(f'{n} {lang}' for lang, n in languages.most_common())}) of "
        f"{sum(o.pages for o in looked)} pages, {sum(o.vertical for o in looked)} of them vertical and "
        f"{sum(o.spreads for o in looked)} spreads; {sum(o.threads for o in looked)} stories that may go on, "
        f"{sum(o.jumps for o in looked)} jumps, {sum(o.characters for o in looked)} characters: {len(bad)} break a law"
    )
    print(f"told: {', '.join(f'{code} on {n}' for code, n in codes.most_common())}")
    print(f"{sum(o.seconds for o in looked) / max(sum(o.pages for o in looked), 1):.3f} s CPU a page")
    per = [spent / characters for characters, spent in times]
    slow = per[-1] > _GROWTH * min(per)
    told = ", ".join(f"{n}: {t:.2f} s" for n, t in times)
    print(f"characters: CPU time of a story on four pages: {told}: {'NOT linear' if slow else 'linear'}")
    return 1 if bad or slow else 0


if __name__ == "__main__":
    sys.exit(main())
