"""Seeds in, mutated PDFs as advertisements through reading, judging and writing, and a line of figures out.

Mutants are read in a process under the limits of `pagesetter.pdf`, as a build does it, only that the process is forked
from this one instead of started anew, and reads on as long as it lives. Each mutant must end in time, without a
traceback, and give either a page that can be written or findings that have a place and a hint. What does not is printed
with its seed, and the exit code is 1.

    python tools/fuzz_adverts.py [count] [first seed]
"""

import os
import pickle
import random
import re
import resource
import select
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from pagesetter.adverts.fitness import fitness
from pagesetter.adverts.probe import outcome
from pagesetter.adverts.supplied import Supplied
from pagesetter.adverts.taking import take
from pagesetter.diagnostics import Origin, Severity
from pagesetter.geometry import Rect
from pagesetter.model.page import Page, Placed
from pagesetter.model.press import STANDARDS
from pagesetter.pdf.guard import LIMITS, attempt
from pagesetter.press.document import Document
from pagesetter.press.objects import dictionary
from pagesetter.press.paint import paint
from pagesetter.press.placing import Placing
from pagesetter.press.standards import default_standard
from pagesetter.press.xmp import Metadata

HERE = Origin("page.yaml", 1, 1)
_NUMBERS = ("0", "-1", "65536", "4294967296", "99999999999999999999", "1e9", "0.0000001", "-.5", "nan", "1 0 R", "()")
_NAMES = (
    *(
        "/Type",
        "/Page",
        "/Form",
        "/Image",
        "/XObject",
        "/Resources",
        "/Length",
        "/Filter",
        "/FlateDecode",
        "/LZWDecode",
    ),
    *("/Kids", "/Parent", "/Contents", "/ColorSpace", "/ICCBased", "/Separation", "/Indexed", "/SMask", "/Font", "/OC"),
    *("/CharProcs", "/TrimBox", "/MediaBox", "/Rotate", "/Group", "/Annots", "/Encrypt", "/Prev", "/Root", "/N", "/F"),
)


def bases() -> tuple[bytes, ...]:
    """Sound pages that hold most of what a page may hold, packed and plain, with tables and streams of references."""
    made = []
    for plain, packed, streams, lock in _KINDS:
        pdf = _page(plain)
        out = BytesIO()
        pdf.save(
            out,
            static_id=True,
            compress_streams=packed,
            object_stream_mode=pikepdf.ObjectStreamMode.generate if streams else pikepdf.ObjectStreamMode.disable,
            # of the old kind, whose keys come from the passwords alone: the same seed is to give the same file
            encryption=pikepdf.Encryption(owner="o", user="", R=3, aes=False, metadata=False) if lock else False,
        )
        made.append(out.getvalue())
    return tuple(made)


_KINDS = (
    # fit for every standard, packed, with streams of objects, encrypted
    (True, False, False, False),
    (True, True, False, False),
    (False, False, False, False),
    (False, True, True, False),
    (False, True, False, True),
)


def _page(plain: bool) -> Pdf:
    pdf = Pdf.new()
    program = pdf.make_stream(bytes(range(256)))
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 1, 0], N=1)
    spot = Array([Name.Separation, Name("/Red"), Name.DeviceCMYK, tint])
    icc = pdf.make_stream(bytes(128), N=4)
    picture = pdf.make_stream(bytes(300), Type=Name.XObject, Subtype=Name.Image, Width=10, Height=10)
    picture.ColorSpace, picture.BitsPerComponent = Array([Name.Indexed, Name.DeviceCMYK, 1, String(b"abcdefgh")]), 8
    inner = Dictionary(XObject=Dictionary(X=picture), ColorSpace=Dictionary(C=spot))
    form = pdf.make_stream(b"q 9 0 0 9 5 5 cm /X Do Q /C cs 1 scn 0 0 5 5 re f", Type=Name.XObject, Subtype=Name.Form)
    form.BBox, form.Resources, form.Group = Array([0, 0, 50, 50]), inner, Dictionary(S=Name.Transparency)
    tile = pdf.make_stream(b"0 0 0 1 k 0 0 1 1 re f", PatternType=1, PaintType=1, TilingType=1, XStep=5, YStep=5)
    tile.BBox, tile.Resources = Array([0, 0, 5, 5]), Dictionary()
    told = Dictionary(Type=Name.FontDescriptor, FontName=Name("/Own"), FontFile2=program)
    face = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/Own"), FontDescriptor=told)
    glyph = pdf.make_stream(b"500 0 d0 0 0 9 9 re f")
    drawn = Dictionary(Type=Name.Font, Subtype=Name.Type3, CharProcs=Dictionary(A=glyph), Resources=Dictionary())
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Price")))
    pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(ON=[layer]))
    resources = Dictionary(
        Font=Dictionary(F=pdf.make_indirect(face), G=drawn),
        XObject=Dictionary(X=picture, Y=form),
        ColorSpace=Dictionary(C=spot, I=Array([Name.ICCBased, icc])),
        ExtGState=Dictionary(S=Dictionary(ca=0.5, BM=Name.Multiply)),
        Pattern=Dictionary(P=tile),
        Properties=Dictionary(MC0=layer),
    )
    content = (
        b"/S gs /OC /MC0 BDC BT /F 12 Tf 20 20 Td (A) Tj /G 9 Tf (A) Tj ET EMC q 30 0 0 30 20 20 cm /X Do Q /Y Do "
        b"/Pattern cs /P scn 50 20 20 20 re f /C cs 1 scn 70 20 9 9 re f "
        b"q 9 0 0 9 20 50 cm BI /W 2 /H 2 /CS /G /BPC 8 ID abcd EI Q"
    )
    page = Dictionary(Type=Name.Page, MediaBox=[0, 0, 120, 70], TrimBox=[10, 10, 110, 60], BleedBox=[5, 5, 115, 65])
    page.Resources, page.Contents = resources, Array([pdf.make_stream(content), pdf.make_stream(b"0 g 9 9 1 1 re f")])
    if plain:
        del pdf.Root.OCProperties, form.Group
        resources.ColorSpace.I, resources.ExtGState.S = Name.DeviceCMYK, Dictionary(OP=True)
        resources.Properties.MC0 = Dictionary()
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
        return pdf
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9])
    page.Annots = Array([link])
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return pdf


def mutant(seed: int, sound: tuple[bytes, ...]) -> bytes:
    """A file that is broken in one to six places; the same seed breaks the same ones."""
    chance = random.Random(seed)
    if chance.random() < 0.5:
        return _strange(chance.choice(sound[:-1]), chance)
    data = bytearray(chance.choice(sound))
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        chance.choice(_WAYS)(data, chance, sound)
    return bytes(data)


def _strange(data: bytes, chance: random.Random) -> bytes:
    """A file in order whose objects are not what they should be."""
    with Pdf.open(BytesIO(data)) as pdf:
        objects = [pdf.get_object(number, 0) for number in range(1, len(pdf.objects) + 1)]
        for _ in range(chance.choice((1, 1, 2, 4))):
            inside = chance.choice([one for one in objects if isinstance(one, Array | Dictionary | pikepdf.Stream)])
            for _ in range(chance.choice((0, 0, 1, 2, 3))):
                values = (
                    list(inside.as_list())
                    if isinstance(inside, Array)
                    else [inside[key] for key in sorted(inside.keys())]
                )
                deeper = [one for one in values if isinstance(one, Array | Dictionary)]
                inside = chance.choice(deeper) if deeper else inside
            value = _value(pdf, objects, chance)
            if isinstance(inside, Array):
                if len(inside):
                    inside[chance.randrange(len(inside))] = value
                continue
            key = chance.choice(sorted(inside.keys()) or ["/Type"]) if chance.random() < 0.7 else chance.choice(_NAMES)
            if value is None or (isinstance(inside, pikepdf.Stream) and key == "/Length"):
                if key in inside and key != "/Length":
                    del inside[key]
            else:
                inside[key] = value
        out = BytesIO()
        with suppress(Exception):  # a writer may refuse what a reader must bear
            pdf.save(out, static_id=True, compress_streams=False)
        return out.getvalue() or data


def _value(pdf: Pdf, objects: list[pikepdf.Object], chance: random.Random) -> object:
    """Any value at all; None takes the entry away."""
    return chance.choice(
        (
            lambda: None,
            lambda: Name(chance.choice(_NAMES)),
            lambda: chance.choice((0, 1, -1, 3, 45, 90, 2**31, 2**62)),
            lambda: chance.choice((True, False)),
            lambda: String(b"\xff\xfe\x00"),
            lambda: pikepdf.Object.parse(b"/#CB#CE#CC#E5"),
            lambda: chance.choice(objects),
            lambda: chance.choice(objects),
            lambda: Array([chance.choice(objects)] * 3),
            lambda: Array([]),
            lambda: Dictionary(),
            lambda: pikepdf.Object.parse(b"[" * 90 + b"]" * 90),
            lambda: pdf.make_stream(bytes(chance.randrange(256) for _ in range(40))),
        )
    )()


def _flip(data: bytearray, chance: random.Random, _: tuple[bytes, ...]) -> None:
    data[chance.randrange(len(data))] = chance.randrange(256)


def _cut(data: bytearray, chance: random.Random, _: tuple[bytes, ...]) -> None:
    start = chance.randrange(len(data))
    del data[start : start + chance.choice((1, 4, 40, 400))]
    data += b" " * (not data)


def _end(data: bytearray, chance: random.Random, _: tuple[bytes, ...]) -> None:
    del data[chance.randrange(1, len(data) + 1) :]


def _double(data: bytearray, chance: random.Random, _: tuple[bytes, ...]) -> None:
    start = chance.randrange(len(data))
    data[start:start] = data[start : start + chance.choice((1, 9, 90))] * chance.choice((1, 2, 50))


def _graft(data: bytearray, chance: random.Random, sound: tuple[bytes, ...]) -> None:
    other = chance.choice(sound)
    start, there = chance.randrange(len(data)), chance.randrange(len(other))
    data[start : start + 60] = other[there : there + 60]


def _token(pattern: bytes, words: tuple[str, ...]) -> Callable[[bytearray, random.Random, tuple[bytes, ...]], None]:
    """Puts another number or name where there is one, padded so that the table of references stays right if it can."""

    def way(data: bytearray, chance: random.Random, _: tuple[bytes, ...]) -> None:
        places = [match.span() for match in re.finditer(pattern, data)]
        if places:
            start, end = chance.choice(places)
            data[start:end] = chance.choice(words).encode("ascii").ljust(end - start)

    return way


_WAYS = (
    _flip,
    _cut,
    _end,
    _double,
    _graft,
    _token(rb"(?<= )\d+(?=[ \n\]>])", _NUMBERS),
    _token(rb"(?<= )\d+(?=[ \n\]>])", _NUMBERS),
    _token(rb"\d+ 0 R", tuple(f"{n} 0 R" for n in range(1, 16))),
    _token(rb"/[A-Z][A-Za-z]+", _NAMES),
    _token(rb"/[A-Z][A-Za-z]+", _NAMES),
)


_SHARE = 100
"""Mutants that a process reads."""


@dataclass(frozen=True)
class Outcome:
    """What came of a mutant."""

    seed: int
    code: str
    """placed, a code of a finding, or what went wrong in capitals."""
    detail: str = ""

    @property
    def bad(self) -> bool:
        """Whether the program has done what it must not do."""
        return self.code.isupper() and not self.code[1:].isdigit()


def outcomes(seeds: range, sound: tuple[bytes, ...] | None = None) -> Iterator[Outcome]:
    """What comes of the mutants of the seeds, in order."""
    sound = sound or bases()
    waiting = list(seeds)
    with tempfile.TemporaryDirectory() as folder:
        while waiting:
            # A reader lives until it breaks down, takes too long or has done its share.
            for one in _reader(waiting[:_SHARE], sound, Path(folder) / "ad.pdf"):
                waiting.pop(0)
                yield one


def _reader(seeds: list[int], sound: tuple[bytes, ...], path: Path) -> Iterator[Outcome]:
    """Outcomes from a process of its own, until it ends."""
    here, there = os.pipe()
    child = os.fork()
    if not child:
        with suppress(BaseException):
            os.close(here)
            resource.setrlimit(resource.RLIMIT_AS, (LIMITS.memory * 2, LIMITS.memory * 2))
            for seed in seeds:
                path.write_bytes(mutant(seed, sound))
                answer = pickle.dumps(_read(path))
                os.write(there, len(answer).to_bytes(4, "big") + answer)
        os._exit(0)
    os.close(there)
    try:
        for seed in seeds:
            told, _, _ = select.select([here], [], [], LIMITS.seconds)
            if not told:  # a build would say so; worth a look
                yield Outcome(seed, "P405", f"takes longer than {LIMITS.seconds:g} s")
                return
            size = os.read(here, 4)
            if not size:  # a reader that breaks down is told as P403 by a build; worth a look
                yield Outcome(seed, "P403", "the reader broke down")
                return
            yield Outcome(seed, *pickle.loads(os.read(here, int.from_bytes(size, "big"))))
    finally:
        os.close(here)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _read(path: Path) -> tuple[str, str]:
    """What a build would make of the file, and the code that tells it."""
    try:
        probed = outcome(path, *attempt(take, path, (1,), HERE, LIMITS), HERE)
        for one in probed.findings:
            if not (one.origin and one.hint and one.message):
                return "UNPLACED", repr(one)[:500]
            if "Error:" in one.message:
                return "FAULT", one.message[:500]
        if probed.page is None:
            return (probed.findings[0].code, "") if probed.findings else ("NOTHING", "")
        told = [d for standard in STANDARDS for d in fitness(probed.page, standard)]
        for one in told:
            if not (one.hint and one.message):
                return "UNPLACED", repr(one)[:500]
        unfit = [d.code for d in told if d.severity is Severity.ERROR]
        _written(probed.page)
        return (unfit or ["placed"])[0], ""
    except Exception as problem:
        return "TRACEBACK", f"{type(problem).__name__}: {problem}"[:500]


def _written(made: Supplied) -> None:
    """Writes a sheet with the page on it and reads it again; an error when that cannot be."""
    width, height = made.size
    rect = Rect(0, 0, width, height)
    page = Page(rect, 0.0, (Placed(rect, rect, "ad.pdf", 1, 1.0),))
    placing, document = Placing({("ad.pdf", 1): made}), Document((1, 6))
    art = paint(page, {}, {}, placing.places(page))
    forms = {name: document.document.Reference(form) for name, form in placing.forms(page).items()}
    document.add_page(page, art, {}, forms, transparent=made.transparent)
    metadata = Metadata("ad", "fuzz", None, bytes(32), default_standard())
    with Pdf.open(BytesIO(document.finish(metadata, dictionary({})))) as pdf:
        assert [str(w) for w in pdf.get_warnings()] == []
        problems = [str(w) for w in pdf.check_pdf_syntax()]
        assert not problems, problems


def main() -> int:
    """Reads the arguments and prints what came of all mutants."""
    given = [int(word) for word in sys.argv[1:]]
    count, first = given[0] if given else 2000, given[1] if len(given) > 1 else 0
    started = time.monotonic()
    counts: Counter[str] = Counter()
    bad = 0
    for one in outcomes(range(first, first + count)):
        counts[one.code] += 1
        if one.bad or one.detail:
            bad += one.bad
            print(f"seed {one.seed}: {one.code} {one.detail}")
    figures = ", ".join(f"{code} {number}" for code, number in sorted(counts.items()))
    print(f"{count} mutated advertisements in {time.monotonic() - started:.0f} s: {figures}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
