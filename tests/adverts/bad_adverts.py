"""Advertisements that are not fit, a page for each reason, out: the PDFs of `tests/bad_pages/content`.

    PYTHONPATH=tests:tests/adverts python tests/adverts/bad_adverts.py FOLDER

``unfit.pdf`` has a page for each code that can stand on a page of its own; ``laden.pdf``, ``locked.pdf`` and
``repaired.pdf`` are what whole files are about.
"""

import sys
from io import BytesIO
from pathlib import Path

from advert_makers import CYAN_CORNER, Change, entry, form, image, profile, resource, root, separation, sheet
from pikepdf import Array, Dictionary, Encryption, Name, Object, Pdf, String

SIZE = (123.5, 98.0)
"""Width and height of a trimmed page: the slot of 2 columns that the layouts have."""
TEXT = b"BT /F 10 Tf 20 20 Td (A) Tj ET"
DO = b"q 10 0 0 10 20 20 cm /X Do Q"


def trimmed(pdf: Pdf, page: Object) -> None:
    """Gives a page the size of the slots, with a bleed of 5 around it."""
    w, h = SIZE
    page.MediaBox, page.BleedBox = Array([0, 0, w + 20, h + 20]), Array([5, 5, w + 15, h + 15])
    page.TrimBox = Array([10, 10, w + 10, h + 10])


def font(pdf: Pdf, program: str = "", **entries: object) -> Dictionary:
    """A TrueType font, embedded when a kind of program is given."""
    told = Dictionary(Type=Name.FontDescriptor, FontName=Name("/Own"))
    if program:
        told[f"/{program}"] = pdf.make_stream(b"program", **entries)
    return Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/Own"), FontDescriptor=told)


def layer(pdf: Pdf, page: Object) -> None:
    """A layer of the page's own."""
    page.Resources.Properties = Dictionary(MC0=pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Price"))))


def comment(flags: int) -> Change:
    """A comment that prints (4) or does not."""
    shown = lambda pdf: Dictionary(N=form(pdf, b"0 g 0 0 9 9 re f"))  # noqa: E731 -- one line, used once
    return entry(
        "/Annots",
        lambda pdf: Array(
            [Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=[20, 20, 40, 40], F=flags, AP=shown(pdf))]
        ),
    )


def lzw(pdf: Pdf) -> Object:
    """A picture that is packed as the standards forbid."""
    made = image(pdf)
    made.write(bytes.fromhex("800b6050220c0c8501"), filter=Name.LZWDecode)
    return made


def untrimmed(pdf: Pdf, page: Object) -> None:
    """Takes the TrimBox away."""
    del page.TrimBox, page.BleedBox
    page.MediaBox = Array([0, 0, *SIZE])


PAGES: tuple[tuple[str, bytes, tuple[Change, ...]], ...] = (
    ("A105", b"0 g", (entry("/Rotate", lambda pdf: 45),)),
    ("A106", CYAN_CORNER, (untrimmed,)),
    ("A111", TEXT, (resource("/Font", "/F", font),)),
    ("A112", TEXT, (resource("/Font", "/F", lambda pdf: font(pdf, "FontFile3", Subtype=Name.OpenType)),)),
    ("A113", b"1 0 0 rg 20 20 5 5 re f", ()),
    ("A114", b"/C cs 0 0 0 0 sc 20 20 5 5 re f", (resource("/ColorSpace", "/C", lambda pdf: profile(pdf, 4)),)),
    ("A116", b"/C cs 1 scn 20 20 5 5 re f", (resource("/ColorSpace", "/C", lambda pdf: separation(pdf, "All")),)),
    ("A117", b"/S gs 20 20 5 5 re f", (resource("/ExtGState", "/S", lambda pdf: Dictionary(ca=0.5)),)),
    ("A118", b"/OC /MC0 BDC 0 g 20 20 5 5 re f EMC", (layer,)),
    ("A119", b"/OC /MC0 BDC 0 g 20 20 5 5 re f EMC", (layer,)),
    ("A120", b"0 g", (comment(4),)),
    ("A121", b"0 g", (comment(0),)),
    ("A123", DO, (resource("/XObject", "/X", lambda pdf: form(pdf, b"0 g", OPI=Dictionary())),)),
    ("A124", b"/S gs 0 g", (resource("/ExtGState", "/S", lambda pdf: Dictionary(TR=Name.Identity)),)),
    ("A125", b"q 4 0 0 4 20 20 cm /X Do Q", (resource("/XObject", "/X", lzw),)),
    ("A126", b"0 g 12 zz", ()),
    ("A127", b"0 g", (entry("/SeparationInfo", lambda pdf: Dictionary()),)),
    ("A128", DO, ()),
    ("A107", CYAN_CORNER, (entry("/BleedBox", lambda pdf: Array([10, 10, SIZE[0] + 10, SIZE[1] + 10])),)),
    ("A108", CYAN_CORNER, ()),
    ("M111", b"q 50 0 0 50 20 20 cm /X Do Q", (resource("/XObject", "/X", image),)),
)
"""Code, content and what makes each page: page 1 is that of the first row."""


def unfit() -> bytes:
    """One file with all of `PAGES`."""
    with Pdf.new() as pdf:
        for _, content, changes in PAGES:
            with Pdf.open(BytesIO(sheet(content, trimmed, *changes))) as one:
                pdf.pages.append(one.pages[0])
        groups = [page.obj.Resources.Properties.MC0 for page in pdf.pages if "/Properties" in page.obj.Resources]
        pdf.Root.OCProperties = Dictionary(OCGs=Array(groups), D=Dictionary(OFF=Array(groups[1:])))
        return _saved(pdf)


def _saved(pdf: Pdf, **how: object) -> bytes:
    out = BytesIO()
    version = "" if how else "1.4"  # with a version forced, nothing is encrypted
    pdf.save(out, static_id=not how, force_version=version, compress_streams=False, **how)
    return out.getvalue()


def main() -> None:
    """Writes the files."""
    folder = Path(sys.argv[1])
    script = root("/OpenAction", lambda pdf: Dictionary(S=Name.JavaScript, JS=String("app.beep()")))
    sound = sheet(CYAN_CORNER, trimmed)
    (folder / "unfit.pdf").write_bytes(unfit())
    (folder / "laden.pdf").write_bytes(sheet(CYAN_CORNER, trimmed, script, version="1.7"))
    (folder / "repaired.pdf").write_bytes(sound[:-60])
    with Pdf.open(BytesIO(sound)) as pdf:
        (folder / "locked.pdf").write_bytes(_saved(pdf, encryption=Encryption(owner="owner", user="")))


if __name__ == "__main__":
    main()
