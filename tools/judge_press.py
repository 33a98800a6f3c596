"""Shipped pages and the matrix of `press_matrix.py` in, what programs of others say of their PDFs out; 1: one objects.

    python tools/judge_press.py FOLDER [--jars FOLDER]

FOLDER takes the PDFs. Programs that are not there are named and left out. docs/standards/judges.md says what each is
asked and what its answer means.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pikepdf
import pypdfium2
from PIL import Image, ImageChops

from pagesetter.images.workers import Workers
from pagesetter.model.page import Picture, Placed
from pagesetter.model.press import CONDITIONS, STANDARDS, X1A, X4
from pagesetter.preflight.checking import check
from pagesetter.preflight.profile import load
from pagesetter.press.intent import condition_of
from press_matrix import CASES, LAYOUTS, ROOT, SPOT, Case, built, sound, variant
from press_plates import inks_of, is_grey, judge, separations

EXPECTED = {"newsprint": frozenset({"spot-count"}), "coated": frozenset({"picture-resolution"})}
"""Warnings that our own preflight may give: pages of the matrix have a spot ink, and photographs as for newsprint."""
FORGIVEN = {"3.1.11": "The CIDSet entry is missing for the Composite Subset"}
"""What PDF/A-1b asks and PDF/X-1a:2003 does not, by PDFBox's code: docs/standards/judges.md says why."""
TRANSPARENT = frozenset({"2.2.1", "4.1.2"})
"""What PDFBox must say of a page with a transparent advertisement, or it was not awake."""
JARS = ("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "javax.activation", "jaxb-api")
SHOWN_PPI = 200
"""At which PDFium and poppler draw a page: below, each smooths small type in its own way."""
CELL_MM = 2
LEVELS = 24
MOST_SHARE = 0.003
"""Part of the squares of 2 mm in which they may differ by more than LEVELS of 255 …"""
MOST_MEAN = 3.5
"""… and the levels by which they may differ on the mean: each has its own brightness for an ink."""


class Told(NamedTuple):
    """What came of one page."""

    name: str
    faults: tuple[str, ...]
    figures: str


def main() -> int:
    """Builds, asks, prints a line for each page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jars", type=Path, default=Path("/usr/share/java"), help="where PDFBox is")
    given = parser.parse_args()
    folder: Path = given.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    for program, version in _versions():
        print(f"{program}: {version or 'not installed, its checks are left out'}")
    plain = [Case(layout, standard, "") for layout in LAYOUTS for standard in STANDARDS]
    faults = 0
    with ProcessPoolExecutor(2) as pool:
        for told in pool.map(_page, [*CASES, *plain], [folder] * (len(CASES) + len(plain))):
            print(f"{told.name:24} {told.figures}")
            for fault in told.faults:
                print(f"  FAULT {fault}")
            faults += len(told.faults)
    for fault in _pdfbox(folder, given.jars):
        print(f"  FAULT {fault}")
        faults += 1
    print(f"{len(CASES) + len(plain)} pages judged in {time.monotonic() - started:.0f} s, {faults} faults")
    return 1 if faults else 0


def _versions() -> Iterator[tuple[str, str]]:
    for program, option in (("qpdf", "--version"), ("pdfinfo", "-v"), ("gs", "--version"), ("java", "-version")):
        if shutil.which(program) is None:
            yield program, ""
            continue
        done = subprocess.run([program, option], capture_output=True, text=True, check=False)
        yield program, (done.stdout or done.stderr).splitlines()[0]


def _page(case: Case, folder: Path) -> Told:
    """Builds a page twice and asks everybody but PDFBox. A case without a condition is the shipped layout itself."""
    name = case.name if case.condition else f"{case.layout}-{'x4' if case.standard == X4 else 'x1a'}-plain"
    path = folder / f"{name}.pdf"
    with Workers() as workers:
        layout = again = ROOT / "layouts" / f"{case.layout}.yaml"
        if case.condition:
            layout = variant(case, folder / name, workers=workers)
            again = variant(case, folder / f"{name}-again", workers=workers)
        page, data, found = built(layout, case.standard, workers)
        path.write_bytes(data)
        faults = sound(found)
        if built(again, case.standard, workers)[1] != data:
            faults.append("a second build gave other bytes")
    if case.condition:
        files = [item.file for item in page.items if isinstance(item, Picture)]
        greys = sum(map(is_grey, files))
        placed = sum(isinstance(item, Placed) for item in page.items)
        if not (greys and greys < len(files) and placed == 2 and SPOT in inks_of(page)):
            faults.append(f"the page lacks something: {len(files)} photos, {greys} grey, {placed} advertisements")
    figures = []
    for ask in (_preflight, _qpdf, _pdfinfo, _pdffonts, _pdfimages, _alike):
        problems, said = ask(path, case)
        faults += problems
        figures += [said] if said else []
    gs = shutil.which("gs")
    if gs:
        chosen = condition_of(page)
        assert chosen is not None
        with tempfile.TemporaryDirectory() as scratch:
            told = judge(page, separations(gs, path, Path(scratch)), inks_of(page), chosen.ink_fail * 100)
        faults += told.faults
        figures.append(f"{told.texts} texts on K alone, ink {told.square:.0f} % ({told.pixel:.0f} % a pixel)")
        figures += [f"{told.patches} marks"] if told.patches else []
    return Told(name, tuple(faults), "; ".join(figures))


Answer = tuple[list[str], str]
"""Faults, and a figure to print."""


def _run(*words: object) -> subprocess.CompletedProcess[str] | None:
    """What a program says; None when it is not installed."""
    if shutil.which(str(words[0])) is None:
        return None
    return subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)


def _preflight(path: Path, case: Case) -> Answer:
    """Our own: no errors, and the warnings that the page is made to give."""
    profile, _ = load(case.condition or CONDITIONS[0])
    assert profile is not None
    report = check(path, profile, standard=case.standard, foreign=False).report
    assert report is not None
    faults = [f"preflight: {f.rule} {f.message}" for f in report.findings if f.severity.word == "error"]
    warned = {f.rule for f in report.findings if f.severity.word == "warning"}
    wanted = EXPECTED.get(case.condition, frozenset())
    return faults + [f"preflight: {rule} is a surprise" for rule in sorted(warned - wanted)], ""


def _qpdf(path: Path, _: Case) -> Answer:
    done = _run("qpdf", "--check", path)
    if done is None:
        return [], ""
    good = done.returncode == 0 and "No syntax or stream encoding errors found" in done.stdout
    return ([] if good else [f"qpdf: {done.stdout}{done.stderr}"]), ""


def _pdfinfo(path: Path, case: Case) -> Answer:
    done = _run("pdfinfo", "-box", path)
    if done is None:
        return [], ""
    told = {key: value.strip() for key, _, value in (line.partition(":") for line in done.stdout.splitlines())}
    faults = [] if done.returncode == 0 and not done.stderr else [f"pdfinfo: {done.stderr}"]
    version = "1.4" if case.standard == X1A else "1.6"
    if told.get("PDF version") != version:
        faults.append(f"pdfinfo: version {told.get('PDF version')}")
    if case.standard == X1A and told.get("PDF subtype") != X1A:
        faults.append(f"pdfinfo: subtype {told.get('PDF subtype')}")
    media, bleed, trim = ([float(v) for v in told[f"{key}Box"].split()] for key in ("Media", "Bleed", "Trim"))
    for outer, inner in ((media, bleed), (bleed, trim)):
        if not (outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]):
            faults.append(f"pdfinfo: {inner} is not inside {outer}")
    return faults, ""


def _pdffonts(path: Path, case: Case) -> Answer:
    done = _run("pdffonts", path)
    if done is None:
        return [], ""
    # From the right: object id (two columns), uni, sub, emb.
    rows = [line.split() for line in done.stdout.splitlines()[2:]]
    faults = [f"pdffonts: {' '.join(row)}" for row in rows if row[-5:-2] != ["yes", "yes", "yes"]]
    foreign = sum("WinAnsi" in row for row in rows)
    if case.condition and not foreign:
        faults.append("pdffonts: no font of an advertisement")
    return faults + ([] if rows else ["pdffonts: no fonts"]), f"{len(rows)} fonts" + (
        f", {foreign} of others" if foreign else ""
    )


def _pdfimages(path: Path, case: Case) -> Answer:
    done = _run("pdfimages", "-list", path)
    if done is None:
        return [], ""
    rows = [line.split() for line in done.stdout.splitlines()[2:]]
    faults = [f"pdfimages: {' '.join(row)}" for row in rows if row[5] not in ("cmyk", "gray") or int(row[12]) < 100]
    kinds = {row[5] for row in rows}
    if case.condition and kinds != {"cmyk", "gray"}:
        faults.append(f"pdfimages: {sorted(kinds)}")
    return faults, f"{len(rows)} images"


def _alike(path: Path, _: Case) -> Answer:
    """The page as PDFium and as poppler draw it: brightness in squares of 2 mm."""
    if shutil.which("pdftoppm") is None:
        return [], ""
    document: Any = pypdfium2.PdfDocument(path)  # type: ignore[no-untyped-call]
    mine = document[0].render(scale=SHOWN_PPI / 72).to_pil().convert("L")
    document.close()
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run(["pdftoppm", "-r", str(SHOWN_PPI), "-singlefile", str(path), f"{scratch}/page"], check=True)
        with Image.open(f"{scratch}/page.ppm") as opened:
            theirs = opened.convert("L")
    small = tuple(round(side * 25.4 / SHOWN_PPI / CELL_MM) for side in mine.size)
    one, other = (image.resize(small, Image.Resampling.BOX) for image in (mine, theirs))
    apart = ImageChops.difference(one, other).histogram()
    count = sum(apart)
    mean, share = sum(level * n for level, n in enumerate(apart)) / count, sum(apart[LEVELS:]) / count
    faults = [] if mean <= MOST_MEAN and share <= MOST_SHARE else ["PDFium and poppler draw different pages"]
    return faults, f"PDFium/poppler {mean:.2f} levels, {share:.2%} apart"


def _pdfbox(folder: Path, jars: Path) -> Iterator[str]:
    """PDF/A-1b as a proxy: all X-1a pages must give what is forgiven and nothing else, a transparent one more."""
    paths = [jars / f"{name}.jar" for name in JARS]
    java = shutil.which("java")
    if java is None or not all(path.exists() for path in paths):
        print("PDFBox: not installed, its checks are left out")
        return
    asked = [*sorted(folder.glob("*-x1a-*.pdf")), *sorted(folder.glob("tabloid-x4-newsprint.pdf"))]
    with tempfile.TemporaryDirectory() as scratch:
        copies = [_archival(path, Path(scratch) / path.name) for path in asked]
        listed = Path(scratch) / "list"
        listed.write_text("".join(f"{copy}\n" for copy in copies), encoding="utf-8")
        words = [java, "-cp", os.pathsep.join(map(str, paths)), "org.apache.pdfbox.preflight.Validator_A1b"]
        done = _run(*words, "xml", "group", listed)  # its exit code is 1 where not all are valid
        assert done is not None
        result = Path(f"{listed}.preflight.xml")
        if not result.exists():
            yield f"PDFBox: {done.stderr[-500:]}"
            return
        answers = {str(one.get("name")): one for one in ElementTree.parse(result).iter("preflight")}
    for path in asked:
        errors = list(answers[path.name].iter("error"))
        said = [(error.findtext("code") or "", error.findtext("details") or "") for error in errors]
        strange = [(code, words) for code, words in said if FORGIVEN.get(code, "\0") not in words]
        if "-x4-" in path.name:
            awake = TRANSPARENT.issubset(code for code, _ in strange)
            print(f"PDFBox {path.name}: {'finds' if awake else 'does not find'} the transparency")
            if not awake:
                yield f"PDFBox: no transparency in {path.name}"
            continue
        print(f"PDFBox {path.name}: {len(said)} fonts without CIDSet, {len(strange)} other errors")
        yield from (f"PDFBox: {path.name}: {code} {words}" for code, words in strange)


def _archival(path: Path, copy: Path) -> Path:
    """A copy that calls itself PDF/A-1b instead of PDF/X and is the same otherwise, so that all checks run."""
    with pikepdf.open(path) as pdf:
        pdf.Root.OutputIntents[0].S = pikepdf.Name.GTS_PDFA1
        packet = pdf.Root.Metadata.read_bytes().decode("utf-8")
        packet = packet.replace("<pdf:Trapped>False</pdf:Trapped>\n", "")  # xmpbox does not know that key
        said = "<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"
        about = f'<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">{said}</rdf:Description>'
        pdf.Root.Metadata.write(packet.replace("</rdf:RDF>", f"{about}\n</rdf:RDF>").encode("utf-8"))
        pdf.save(
            copy,
            static_id=True,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return copy


if __name__ == "__main__":
    sys.exit(main())
