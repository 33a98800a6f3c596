"""Supplied pages in the finished PDF: where they stand, that they stand alone, and what of them is in the file."""

import re
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from advert_makers import (
    CYAN_CORNER,
    by_reportlab,
    entry,
    form,
    image,
    resource,
    root,
    separation,
    sheet,
    taken,
)
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from pagesetter.adverts.supplied import Supplied
from pagesetter.diagnostics import Origin
from pagesetter.fonts.library import Library
from pagesetter.geometry import Rect
from pagesetter.model.ink import Process, Spot
from pagesetter.model.page import Item, Page, Panel, Placed
from pagesetter.model.press import X1A, X4, PressSpec
from pagesetter.pdf.plates import separate
from pagesetter.pdf.plates_ink import coverage, worst_ink
from pagesetter.press.pdfx import write
from pagesetter.press.ticket import ticket
from pagesetter.proof.plates import ink_lines
from pagesetter.resources import fonts_folder

TRIM = Rect(0, 0, 120, 80)
MAGENTA = Panel(TRIM, Process(0, 1, 0, 0))


def put(
    x: float, y: float, w: float, h: float, file: str = "a.pdf", clip: Rect | None = None, scale: float = 1.0
) -> Placed:
    rect = Rect(x, y, w, h)
    return Placed(rect, clip or rect, file, 1, scale)


def page(*items: Item, bleed: float = 0.0, standard: str = X4) -> Page:
    return Page(TRIM, bleed, items, title="报", date="2026-01-15", press=PressSpec(standard))


@pytest.fixture(scope="session")
def pdf_of() -> Callable[..., bytes]:
    library, _ = Library.open([fonts_folder()], [])

    def make(pages: Page | list[Page], **files: bytes | Supplied) -> bytes:
        pages = [pages] if isinstance(pages, Page) else pages
        adverts = {(f"{name}.pdf", 1): taken(f) if isinstance(f, bytes) else f for name, f in files.items()}
        data, problems = write(
            pages, library, [{} for _ in pages], date="2026-01-15", creator="pagesetter test", adverts=adverts
        )
        assert problems == ()
        return data

    return make


def letters(data: bytes, step: int = 10) -> list[str]:
    """The middle of every square of a page as a letter: cyan, magenta, yellow, red, green, blue, black, white."""
    document = pdfium.PdfDocument(data)
    shown = document[0].render(scale=1).to_pil().convert("RGB")
    document.close()
    names = {(0, 1, 1): "C", (1, 0, 1): "M", (1, 1, 0): "Y", (1, 0, 0): "R", (0, 1, 0): "G", (0, 0, 1): "B"}
    names |= {(0, 0, 0): "K", (1, 1, 1): "."}

    def letter(x: int, y: int) -> str:
        red, green, blue = shown.getpixel((x, y))
        return names[(red > 127, green > 90, blue > 100)]

    w, h = shown.size
    return ["".join(letter(x, y) for x in range(step // 2, w, step)) for y in range(step // 2, h, step)]


def test_a_page_stands_in_its_place_cropped_to_its_trim(pdf_of: Callable[..., bytes]) -> None:
    over = sheet(b"0 1 0 0 k 0 0 120 70 re f " + CYAN_CORNER)  # magenta beyond the trim
    assert letters(pdf_of(page(put(10, 10, 100, 50)), a=over)) == [
        "............",
        ".CCCCCCCCCC.",
        ".CCCCCCCCCC.",
        ".CCCCCCCCCC.",
        ".KKCCCCCCCC.",
        ".KKCCCCCCCC.",
        "............",
        "............",
    ]


def test_a_page_is_scaled_as_a_whole(pdf_of: Callable[..., bytes]) -> None:
    assert letters(pdf_of(page(put(20, 30, 50, 25, scale=0.5)), a=sheet()), 5)[5:12] == [
        "........................",
        "....CCCCCCCCCC..........",
        "....CCCCCCCCCC..........",
        "....CCCCCCCCCC..........",
        "....KKCCCCCCCC..........",
        "....KKCCCCCCCC..........",
        "........................",
    ]


@pytest.mark.parametrize(
    ("turn", "corner"),
    [
        (90, ["KKCCC", "KKCCC", "CCCCC", "CCCCC"]),
        (180, ["CCCKK", "CCCKK", "CCCCC"]),
        (270, ["CCCCC", "CCCKK", "CCCKK"]),
    ],
)
def test_a_turned_page_stands_as_it_is_shown(turn: int, corner: list[str], pdf_of: Callable[..., bytes]) -> None:
    data = sheet(CYAN_CORNER, entry("/Rotate", lambda pdf: turn))
    w, h = (25, 50) if turn % 180 else (50, 25)
    shown = letters(pdf_of(page(put(0, 0, w, h, scale=0.5)), a=data), 5)
    inner = [row[: w // 5] for row in shown[: h // 5]]
    rows = inner[: len(corner)] if turn != 270 else inner[-len(corner) :]
    assert [row[:5] if w == 25 else row[-5:] for row in rows] == corner
    assert sum(row.count("K") for row in inner) == 4
    assert sum(row.count("C") for row in inner) == 46


def test_bleed_is_shown_where_the_page_has_it_and_nowhere_else(pdf_of: Callable[..., bytes]) -> None:
    whole = sheet(b"1 0 0 0 k 0 0 120 70 re f")
    corner = put(0, 0, 100, 50, clip=Rect(-5, -5, 105, 55))
    shown = letters(pdf_of(page(corner, bleed=5), a=whole), 5)
    assert shown[0] == "CCCCCCCCCCCCCCCCCCCCC....."
    assert [row[0] for row in shown] == ["C"] * 11 + ["."] * 7


def test_what_was_painted_before_does_not_reach_into_a_page(pdf_of: Callable[..., bytes]) -> None:
    bare = sheet(b"10 10 50 50 re f 60 40 m 110 40 l S")  # without colour and width: black and 1 on a sheet of its own
    thick = Panel(Rect(0, 70, 120, 10), Process(1, 0, 0, 0), Process(1, 0, 0, 0), 20.0)
    shown = letters(pdf_of(page(MAGENTA, thick, put(10, 10, 100, 50), MAGENTA), a=bare))
    assert shown == ["M" * 12] * 8
    shown = letters(pdf_of(page(MAGENTA, thick, put(10, 10, 100, 50), thick), a=bare))
    assert shown == ["M" * 12, *["MKKKKKMMMMMM"] * 5, "C" * 12, "C" * 12]


def test_resources_of_two_pages_with_the_same_names_do_not_collide(pdf_of: Callable[..., bytes]) -> None:
    def of(shade: bytes, ink: str) -> bytes:
        inside = resource("/XObject", "/X", lambda pdf: form(pdf, shade + b" k 10 10 50 50 re f"))
        spot = resource("/ColorSpace", "/C", lambda pdf: separation(pdf, ink))
        return sheet(b"/X Do /C cs 1 scn 60 10 50 50 re f", inside, spot)

    both = page(put(0, 0, 50, 25, "a.pdf", scale=0.5), put(60, 0, 50, 25, "b.pdf", scale=0.5))
    data = pdf_of(both, a=of(b"1 0 0 0", "First"), b=of(b"0 0 1 0", "Second"))
    assert letters(data, 5)[2] == "CCCCCRRRRR..YYYYYRRRRR.."
    with Pdf.open(BytesIO(data)) as pdf:
        names = {str(o[1]) for o in pdf.objects if isinstance(o, Array) and len(o) and o[0] == "/Separation"}
        spots = {
            str(one.Resources.ColorSpace.C[1])
            for one in pdf.objects
            if isinstance(one, Stream) and "/Resources" in one and "/ColorSpace" in one.Resources
        }
    assert spots | names == {"/First", "/Second"}


def test_the_same_page_placed_twice_is_stored_once(pdf_of: Callable[..., bytes]) -> None:
    twice = page(put(0, 0, 100, 50), put(0, 50, 50, 25, scale=0.5))
    data = pdf_of([twice, twice], a=sheet())
    with Pdf.open(BytesIO(data)) as pdf:
        forms = [o for o in pdf.objects if isinstance(o, Stream) and o.get("/Subtype") == "/Form"]
        named = [sorted(p.Resources.XObject.keys()) for p in pdf.pages]
    assert len(forms) == 1
    assert named == [["/Ad0", "/Ad1"]] * 2


def test_two_files_with_the_same_page_are_stored_once(pdf_of: Callable[..., bytes]) -> None:
    both = page(put(0, 0, 100, 50, "a.pdf"), put(0, 50, 50, 25, "b.pdf", scale=0.5))
    assert pdf_of(both, a=sheet(), b=sheet()).count(b"/Subtype/Form") == 1


def test_nothing_but_the_page_itself_is_in_the_file(pdf_of: Callable[..., bytes]) -> None:
    def laden(pdf: Pdf, page: Dictionary) -> None:
        secret = pdf.make_stream(b"SECRET")
        page.Annots = Array(
            [Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], Contents=String("SECRET"))]
        )
        page.PieceInfo = Dictionary(Own=secret)
        page.StructParents = 0
        page.Thumb = secret
        pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot)
        pdf.Root.Outlines = Dictionary(Title=String("SECRET"))

    files = [root("/Metadata", lambda pdf: pdf.make_stream(b"SECRET")), root("/PageMode", lambda pdf: Name.UseOutlines)]
    data = pdf_of(page(put(10, 10, 100, 50)), a=sheet(CYAN_CORNER, laden, *files))
    assert b"SECRET" not in data
    with Pdf.open(BytesIO(data)) as pdf:
        assert not {"/Annots", "/PieceInfo", "/Thumb", "/StructParents"} & set(pdf.pages[0].keys())
        assert not {"/StructTreeRoot", "/Outlines", "/Names", "/OCProperties"} & set(pdf.Root.keys())
        assert pdf.Root.get("/PageMode") != "/UseOutlines"
        assert b"pagesetter test" in pdf.Root.Metadata.read_bytes()


def test_streams_of_a_page_are_in_the_file_as_they_were(pdf_of: Callable[..., bytes]) -> None:
    data = sheet(
        b"q 50 0 0 50 10 10 cm /X Do Q", resource("/XObject", "/X", lambda pdf: image(pdf, data=bytes(range(100))))
    )
    assert bytes(range(100)) in pdf_of(page(put(10, 10, 100, 50)), a=data)


def test_transparency_is_blended_in_the_inks_of_the_press(pdf_of: Callable[..., bytes]) -> None:
    half = resource("/ExtGState", "/S", lambda pdf: Dictionary(ca=0.5))
    data = pdf_of(page(put(10, 10, 100, 50)), a=sheet(b"/S gs " + CYAN_CORNER, half))
    with Pdf.open(BytesIO(data)) as pdf:
        made = pdf.pages[0]
        assert made.Group.CS == "/DeviceCMYK"
        assert made.Resources.XObject.Ad0.Group.CS == "/DeviceCMYK"
        assert made.Resources.XObject.Ad0.Group.I is True


def test_a_page_in_x_1a_has_no_group_and_stays_pdf_1_4(pdf_of: Callable[..., bytes]) -> None:
    data = pdf_of(page(put(10, 10, 100, 50), standard=X1A), a=sheet())
    assert data.startswith(b"%PDF-1.4")
    assert b"/Group" not in data


def test_the_same_pages_give_the_same_bytes_and_others_another_id(pdf_of: Callable[..., bytes]) -> None:
    one = page(put(10, 10, 100, 50))
    assert pdf_of(one, a=sheet()) == pdf_of(one, a=sheet())
    ids = [re.findall(rb"/ID\s*\[<(\w+)>", pdf_of(one, a=data))[0] for data in (sheet(), sheet(b"0 g"))]
    assert ids[0] != ids[1]


def test_one_spot_ink_with_two_alternates_is_told_with_its_place() -> None:
    def inked(alternate: Process, line: int) -> Placed:
        origin = Origin("page.yaml", line, 3)
        return Placed(TRIM, TRIM, "a.pdf", 1, 1.0, origin=origin, spots=(Spot("House", 1.0, alternate),))

    library, _ = Library.open([fonts_folder()], [])
    red, blue = inked(Process(0, 1, 1, 0), 12), inked(Process(1, 1, 0, 0), 13)
    for items, expected in (((red, blue), [("P107", 13)]), ((red, red), [])):
        _, problems = write([page(*items)], library, [{}], date="2026-01-15", creator="test")
        assert [(p.code, p.origin.line) for p in problems if p.origin and p.code != "P106"] == expected


def test_a_spot_ink_that_an_advertisement_brings_is_on_the_ticket_and_in_the_ink_report(
    pdf_of: Callable[..., bytes],
) -> None:
    gold = resource("/ColorSpace", "/C", lambda pdf: separation(pdf, "Gold"))
    made = page(MAGENTA, put(0, 0, 60, 40))
    data = pdf_of(made, a=sheet(b"/C cs 0.5 scn 0 0 200 200 re f", gold))
    (told,) = ticket(data, made, "a.pdf", creator="test")["pages"]
    assert told["inks"] == ["Magenta", "Gold"]
    with Pdf.open(BytesIO(data)) as pdf:
        plates = separate(pdf, 72)
    covered = {one.ink: round(one.share, 2) for one in coverage(plates) if one.share}
    assert covered == {"Magenta": 0.75, "Gold": 0.12}  # the tint knocks the magenta out of a quarter of the page
    (gold_line,) = [one for one in ink_lines(plates, coverage(plates), worst_ink(plates)) if "Gold" in one]
    assert gold_line.split()[:3] == ["Gold", "12.45", "%"]
    (alternate,) = [one.alternate for one in plates.plates if one.ink == "Gold"]
    assert alternate == pytest.approx((0, 1, 1, 0), abs=0.01)


def test_a_page_that_nobody_supplied_is_told(pdf_of: Callable[..., bytes]) -> None:
    library, _ = Library.open([fonts_folder()], [])
    _, problems = write([page(put(10, 10, 100, 50))], library, [{}], date="2026-01-15", creator="test")
    assert [p.code for p in problems] == ["P106"]


def test_fonts_of_another_writer_keep_their_text(tmp_path: Path, pdf_of: Callable[..., bytes]) -> None:
    data = pdf_of(page(put(0, 0, 120, 70)), a=by_reportlab(tmp_path, text="ABBA"))
    document = pdfium.PdfDocument(data)
    assert document[0].get_textpage().get_text_range() == "ABBA"
    document.close()


# --- from a layout ---

LAYOUT = """\
edition: {{title: 江湾日报, section: 本地, page: "2", date: 2026-01-15}}
content: content
page: {{size: [120mm, 110mm], type_area: [92.5mm, 83.9mm]}}
grid: {{columns: 2, measure: 13字, gutter: 1.5em, body: 9.5pt, leading: 14pt, lines: 17}}
dummy:
  plan: |
    12 | A A
    5 | C C
areas:
  A: {{story: zhanting, head: {{style: third, lines: 5}}}}
  C: {{{advert}}}
"""


def laid(folder: Path, advert: str, data: bytes = b"") -> Path:
    story = Path(__file__).parents[1] / "bad_pages" / "content" / "zhanting.md"
    (folder / "content").mkdir(exist_ok=True)
    (folder / "content" / "zhanting.md").write_bytes(story.read_bytes())
    (folder / "content" / "ad.pdf").write_bytes(data)
    path = folder / "page.yaml"
    path.write_text(LAYOUT.format(advert=advert), encoding="utf-8")
    return path


BUILD = """
import sys
from pathlib import Path
from pagesetter.build import make_page, make_pdf
built = make_page(Path(sys.argv[1]))
pdf, more = make_pdf(built)
Path(sys.argv[2]).write_bytes(pdf)
rooms = {name.rpartition(".")[0] for name in sys.modules if name.startswith("pagesetter.")}
print("pikepdf" in sys.modules, "pagesetter.pdf" in rooms, *[d.code for d in (*built.diagnostics, *more)])
"""


def built(folder: Path, advert: str, data: bytes = b"") -> tuple[str, str]:
    """What a process that builds a layout says of itself, and the text of its page."""
    target = folder / "page.pdf"
    order = [sys.executable, "-c", BUILD, str(laid(folder, advert, data)), str(target)]
    said = subprocess.run(order, capture_output=True, text=True, check=True).stdout.strip()
    document = pdfium.PdfDocument(target)
    words = document[0].get_textpage().get_text_range()
    document.close()
    return said, "".join(words.split())


def test_stories_are_read_in_the_same_order_beside_an_advertisement(tmp_path: Path) -> None:
    without, story = built(tmp_path, "advert: {label: 广告}")
    said, text = built(tmp_path, "advert: ad.pdf", by_reportlab(tmp_path, text="ABBA"))
    assert without == "False False"  # a page without PDFs does not load what reads them
    assert said == "False True A106 M121"  # nor does pikepdf come into the building process with one
    assert len(story) > 100
    assert text.replace("ABBA", "", 1) == story


def test_an_advertisement_that_is_not_fit_leaves_a_crossed_slot_and_a_located_finding(tmp_path: Path) -> None:
    from pagesetter.build import make_page

    made = make_page(laid(tmp_path, "advert: ad.pdf", sheet(b"1 0 0 rg 0 0 9 9 re f")))
    (found,) = (d for d in made.diagnostics if d.code == "A113")
    assert found.origin is not None
    assert (found.origin.line, found.origin.column) == (11, 3)
    assert found.page == 1
    assert found.rect is not None
    assert found.message == (
        'the advertisement in area C ("ad.pdf", page 1) has colours outside CMYK, grey and spot inks: '
        "DeviceRGB (x -3.5, y 18.0 mm)"
    )
    lines = made.page.dump().splitlines() if made.page else []
    assert sum(line.startswith("rule advert") for line in lines) == 2
    assert not any(line.startswith("placed") for line in lines)
    assert made.failed


def test_the_dump_of_a_page_tells_where_an_advertisement_stands(tmp_path: Path) -> None:
    from pagesetter.build import make_page

    made = make_page(laid(tmp_path, "advert: ad.pdf, size: exact", sheet()))
    (line,) = (one for one in (made.page.dump() if made.page else "").splitlines() if one.startswith("placed"))
    assert re.fullmatch(
        r"placed ad\.pdf page 1 \d+\.\d\d,\d+\.\d\d 100\.00x50\.00 clip (\S+) 100\.00x50\.00 scale 1\.000", line
    )
