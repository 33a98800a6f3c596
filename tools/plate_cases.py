"""Nothing in, small PDFs out: one for each thing that makes separating a page into plates hard.

Every page is 100 pt square, mostly with a panel of C 20 M 30 Y 40 under all. Objects are written as they stand in a
PDF; `judge_plates.py` separates them and has Ghostscript do the same.
"""

from collections.abc import Iterator

from plate_objects import (
    AXIS,
    BOX,
    FADE,
    GREYS,
    LETTER,
    MODES,
    PAIR,
    PANEL,
    RAMP,
    RED,
    TYPE3,
    WHOLE,
    Case,
    Held,
    draw,
    form,
    image,
    packed,
    tile,
    tint,
)


def _overprint() -> Iterator[Case]:
    yield Case(
        "cmyk-tints", "1 0.75 0.5 0.25 k 0 50 50 50 re f 0.03 0 0 0 k 50 50 50 50 re f 0 0 0 0.5 k 0 0 50 50 re f"
    )
    yield Case("page-begins-black", BOX)
    yield Case("opm1-black-overprints", PANEL + "/Over gs 0 0 0 1 k " + BOX)
    yield Case("opm1-cyan-tint", PANEL + "/Over gs 0.7 0 0 0 k " + BOX)
    yield Case("opm0-black-knocks-out", PANEL + "/Over0 gs 0 0 0 1 k " + BOX)
    yield Case("no-overprint", PANEL + "/Knock gs 0 0 0 1 k " + BOX)
    yield Case("white-knocks-out", PANEL + "/Red cs 1 scn 0 0 50 100 re f 0 0 0 0 k " + BOX)
    yield Case("white-overprints-opm1", PANEL + "/Over gs 0 0 0 0 k " + BOX)
    yield Case("spot-knocks-out", PANEL + "/Red cs 0.7 scn " + BOX)
    yield Case("spot-overprints", PANEL + "/Over0 gs /Red cs 0.7 scn " + BOX)
    yield Case("process-over-spot", "/Red cs 1 scn 0 0 100 100 re f /Over0 gs 0.5 0 0 0 k " + BOX)
    yield Case("process-knocks-spot-out", "/Red cs 1 scn 0 0 100 100 re f 0.5 0 0 0 k " + BOX)
    yield Case("spot-over-spot", "/Red cs 1 scn 0 0 100 100 re f /Over gs /Blue cs 0.5 scn " + BOX)
    yield Case("black-by-separation", PANEL + "/Over gs /Black cs 0.8 scn " + BOX)
    yield Case(
        "registration", PANEL + "/Red cs 0.3 scn 0 0 50 50 re f /Blue cs 0.2 scn 50 0 50 50 re f /All cs 0.5 scn " + BOX
    )
    yield Case("none-marks-nothing", PANEL + "/No cs 1 scn " + BOX)
    yield Case("spot-table", PANEL + "/Over gs /Table cs 1 sc 20 20 30 60 re f 0 sc 50 20 30 60 re f")
    yield Case("fill-and-stroke-apart", PANEL + "/Stroke gs 8 w 0 0 0 0.5 k 0 0 0 1 K 20 20 60 60 re B")
    yield Case("strokes-overprint", PANEL + "/Over gs 8 w 0 0 0 1 K 20 20 60 60 re S 1 0 0 0 K 0 50 m 100 50 l S")
    yield Case("overprint-ends-with-q", PANEL + "q /Over gs Q 0 0 0 1 k " + BOX)
    yield Case("grey-overprints-not", PANEL + "/Over gs 0.3 g " + BOX)
    for name, state in (("devicen-knocks-out", "/Knock"), ("devicen-overprints", "/Over")):
        space = f"/ColorSpace << /N [/DeviceN [/Magenta /Gold] /DeviceCMYK {PAIR}] >>"
        yield Case(name, PANEL + f"{state} gs /N cs 0.3 0.8 scn " + BOX, resources=space)
    space = f"/ColorSpace << /N [/DeviceN [/None /Gold] /DeviceCMYK {PAIR}] >>"
    yield Case("devicen-with-none", PANEL + "/Over gs /N cs 0.9 0.8 scn " + BOX, resources=space)


def _patterns() -> Iterator[Case]:
    dots = "1 0 0 0 k 0 0 10 10 re f /Red cs 1 scn 10 10 10 10 re f"
    yield Case("tiles", PANEL + "/P cs /T scn " + BOX, (tile(dots),))
    over = "/Over gs 0 0 0 1 k 0 0 10 10 re f"
    cell = "overprint holds for the marks in the cell of a pattern as for others (8.7.3.1); Ghostscript knocks out"
    yield Case("tiles-overprint", PANEL + "/P cs /T scn " + BOX, (tile(over),), apart=cell)
    plain = (tile("0 0 10 10 re f", 2),)
    yield Case("tiles-without-colour", PANEL + "/PC cs 0 0 0 1 /T scn " + BOX, plain)
    yield Case("tiles-in-spot-overprint", PANEL + "/Over gs /PR cs 0.8 /T scn " + BOX, plain, apart=cell)
    yield Case("tiles-on-strokes", PANEL + "16 w /P CS /T SCN 20 20 60 60 re S", (tile(dots),))
    clip = PANEL + "q 20 20 60 60 re W n {} Q"
    ink = f"/S << {AXIS} /ColorSpace /DeviceCMYK {FADE.format('1 0 0.5 0', '0 0.6 0.5 0.3')} >>"
    spot = f"/S << {AXIS} /ColorSpace {RED} {FADE.format('0.2', '1')} >>"
    pair = f"/S << {AXIS} /ColorSpace [/DeviceN [/Cyan /Gold] /DeviceCMYK {PAIR}] {FADE.format('1 0', '0 1')} >>"
    round_about = "/ShadingType 3 /Coords [50 50 5 50 50 30]"
    ring = f"/S << {round_about} /ColorSpace /DeviceCMYK {FADE.format('1 0 0 0', '0 0 0 1')} >>"
    grey = f"/S << {AXIS} /ColorSpace /DeviceGray {FADE.format('0', '1')} >>"
    yield Case("shading-cmyk", clip.format("/S sh"), resources=f"/Shading << {ink} >>")
    yield Case("shading-spot-knocks-out", clip.format("/S sh"), resources=f"/Shading << {spot} >>")
    yield Case("shading-spot-overprints", clip.format("/Over gs /S sh"), resources=f"/Shading << {spot} >>")
    yield Case("shading-devicen", clip.format("/S sh"), resources=f"/Shading << {pair} >>")
    yield Case("shading-round", clip.format("/S sh"), resources=f"/Shading << {ring} >>")
    yield Case("shading-grey", clip.format("/S sh"), resources=f"/Shading << {grey} >>")
    dressed = f"/Pattern << /D << /PatternType 2 /Shading {ink[3:]} >> >>"
    yield Case("shading-as-pattern", PANEL + "/P cs /D scn " + BOX, resources=dressed)
    corners = b"".join(
        bytes((0, *place, *colour))
        for place, colour in (
            ((0, 0), (255, 0, 0, 0)),
            ((255, 0), (0, 255, 0, 0)),
            ((128, 255), (0, 0, 0, 255)),
        )
    )
    bits = "/BitsPerCoordinate 8 /BitsPerComponent 8 /BitsPerFlag 8 /Decode [20 80 20 80 0 1 0 1 0 1 0 1]"
    mesh = Held("Shading", "M", f"/ShadingType 4 /ColorSpace /DeviceCMYK {bits}", corners)
    yield Case("shading-mesh", PANEL + "/M sh", (mesh,))


def _images() -> Iterator[Case]:
    def shown(name: str, drawn: Held, before: str = "", apart: str = "") -> Case:
        return Case(name, PANEL + before + draw(), (drawn,), apart=apart)

    four = image(50, "/DeviceCMYK", RAMP)
    yield shown("image-cmyk", four)
    yield shown("image-cmyk-opm1", four, "/Over gs ")
    jpeg = packed("CMYK", "JPEG", (26, 128, 204, 51), quality=95)
    turned = "/Filter /DCTDecode /Decode [1 0 1 0 1 0 1 0]"
    yield shown("image-jpeg", image(32, "/DeviceCMYK", jpeg, extra="/Filter /DCTDecode"))
    yield shown("image-jpeg-inverted", image(32, "/DeviceCMYK", jpeg, extra=turned))
    grey = image(50, "/DeviceGray", GREYS)
    yield shown("image-grey", grey)
    yield shown("image-16-bit", image(2, "/DeviceCMYK", bytes((255, 0, 0, 0, 64, 0, 0, 0)) * 2, 16))
    yield shown("image-table", image(2, "[/Indexed /DeviceCMYK 1 <FF000000 00FF8000>]", b"\0\1"))
    yield shown("image-one-bit", image(6, "/DeviceGray", b"\xa8", 1))
    yield shown("image-spot", image(50, RED, GREYS))
    yield shown("image-spot-overprints", image(50, RED, GREYS), "/Over gs ")
    pair = f"[/DeviceN [/Cyan /Gold] /DeviceCMYK {PAIR}]"
    yield shown("image-devicen", image(2, pair, bytes((255, 0, 64, 255))))
    stencil = image(6, "", b"\xa8", 1, "/ImageMask true")
    yield shown("stencil-knocks-out", stencil, "0 0 0 1 k ")
    yield shown("stencil-overprints", stencil, "/Over gs 0 0 0 1 k ")
    yield shown("stencil-in-spot", stencil, "/Over gs /Red cs 0.6 scn ")
    tiles = (stencil, tile("1 0 0 0 k 0 0 10 10 re f"))
    yield Case("stencil-in-tiles", PANEL + "/P cs /T scn " + draw(), tiles)
    two = bytes((255, 0, 0, 0, 0, 0, 0, 200))
    yield shown("image-colour-key", image(2, "/DeviceCMYK", two, extra="/Mask [0 0 0 0 0 0 200 200]"))
    inline = "q 60 0 0 60 20 20 cm BI /W 2 /H 1 /CS /CMYK /BPC 8 /F /AHx ID FF000000 00FF8000> EI Q"
    yield Case("image-inline", PANEL + inline)
    alpha = image(2, "/DeviceGray", b"\x40\xff", name="A")
    yield Case("image-soft-mask", PANEL + draw(), (image(2, "/DeviceCMYK", two, extra="/SMask @A"), alpha))
    hidden = image(2, "", b"\x80", 1, "/ImageMask true", "A")
    yield Case("image-masked", PANEL + draw(), (image(50, "/DeviceCMYK", RAMP, extra="/Mask @A"), hidden))
    matte = image(2, "/DeviceGray", b"\x80\xff", extra="/Matte [0 0 0 0]", name="A")
    yield Case(
        "image-matte",
        PANEL + draw(),
        (image(2, "/DeviceCMYK", bytes((127, 0, 0, 0, 0, 0, 0, 200)), extra="/SMask @A"), matte),
    )
    mixed = "grey is the black ink alone; Ghostscript mixes the grey of a JPEG 2000 file from four"
    for name, mode, colour, space, apart in (
        ("cmyk", "CMYK", (26, 128, 204, 51), "/DeviceCMYK", ""),
        ("grey", "L", 90, "/DeviceGray", mixed),
    ):
        data = packed(mode, "JPEG2000", colour)
        yield shown(f"image-jpeg2000-{name}", image(32, space, data, extra="/Filter /JPXDecode"))
        yield shown(f"image-jpeg2000-{name}-by-itself", image(32, "", data, extra="/Filter /JPXDecode"), apart=apart)


def _transparency() -> Iterator[Case]:
    group = "/Group << /S /Transparency {} >>"
    two = "/Red cs 0.8 scn 10 10 30 80 re f "
    yield Case("alpha", PANEL + "/Half gs 1 0 0 0 k " + BOX)
    yield Case("alpha-in-spot", PANEL + two + "/Half gs /Red cs 1 scn " + BOX)
    yield Case("alpha-overprints", PANEL + two + "/Over gs /Half gs 0 0 0 1 k " + BOX)
    for mode in MODES:
        yield Case(f"blend-{mode}", PANEL + two + f"/{mode} gs 0.1 0.8 0.6 0.2 k " + BOX)
    for mode in ("Multiply", "Difference", "Exclusion"):
        yield Case(f"blend-spot-{mode}", PANEL + two + f"/{mode} gs /Red cs 0.5 scn " + BOX)
    each = "this blend mode looks at all process inks at once (11.3.5.3); we blend ink by ink and say so"
    for mode in WHOLE:
        content = PANEL + two + f"/{mode} gs 0.1 0.8 0.6 0.2 k " + BOX
        yield Case(f"blend-{mode}", content, apart=each, lost=True)
    marks = "1 0 0 0 k 20 20 40 40 re f 0 1 0 0.3 k 40 40 40 40 re f"
    for name, extra, state in (
        ("group-as-one", "", "/Half gs"),
        ("group-isolated", "/I true", "/Half gs"),
        ("group-multiplies", "", "/Multiply gs"),
        ("group-isolated-multiplies", "/I true", "/Multiply gs"),
    ):
        yield Case(name, PANEL + f"{state} /F Do", (form(marks, group.format(extra)),))
    replaced = "the marks of a knockout group replace each other (11.4.6.2); PDFium does not know it, and we say so"
    knockout = (form("/Half gs " + marks, group.format("/K true")),)
    yield Case("group-knockout", PANEL + "/F Do", knockout, apart=replaced, lost=True)
    inner = "/Multiply gs " + marks
    for name, extra in (("blend-inside-group", ""), ("blend-inside-isolated", "/I true")):
        yield Case(name, PANEL + "/F Do", (form(inner, group.format(extra)),))
    black = "/Over gs 0 0 0 1 k " + BOX
    yield Case("overprint-inside-group", PANEL + two + "/F Do", (form(black, group.format("")),))
    alone = "an isolated group has nothing under it that overprint could keep (11.7.4.3); we keep it and say so"
    isolated = (form(black, group.format("/I true")),)
    yield Case("overprint-inside-isolated", PANEL + two + "/F Do", isolated, apart=alone, lost=True)
    light = form("0.5 g 0 0 50 100 re f 1 g 50 0 50 100 re f", group.format("/CS /DeviceGray"), "G", "Group")
    mask = "/ExtGState << /Mask << /SMask << /S /{} /G @G >> >> /Clear << /SMask /None >> >>"
    yield Case("soft-mask-light", PANEL + "/Mask gs 0 0 0 1 k " + BOX, (light,), mask.replace("{}", "Luminosity"))
    shape = form("/Half gs 0 0 50 100 re f", group.format(""), "G", "Group")
    yield Case("soft-mask-shape", PANEL + "/Mask gs 0 0 0 1 k " + BOX, (shape,), mask.replace("{}", "Alpha"))
    ended = PANEL + "/Mask gs 0 0 0 1 k 0 0 100 50 re f /Clear gs 1 0 0 0 k 0 50 100 50 re f"
    yield Case("soft-mask-ends", ended, (light,), mask.replace("{}", "Luminosity"))


def _nested() -> Iterator[Case]:
    yield Case("form-takes-colour", PANEL + "/Over gs 0 0 0 1 k /F Do", (form(BOX),))
    twice = (form("/Inner Do"), form("/Red cs 0.7 scn " + BOX, name="Inner"))
    yield Case("form-in-form", PANEL + "/F Do", twice)
    same = (form(BOX),)
    yield Case(
        "form-twice", PANEL + "q 0.5 0 0 0.5 0 0 cm 1 0 0 0 k /F Do Q q 0.5 0 0 0.5 50 50 cm 0 1 0 0 k /F Do Q", same
    )
    moved = form(BOX, "/Matrix [0.5 0 0 0.5 20 20]")
    yield Case("form-moved", PANEL + "/Red cs 1 scn /F Do", (moved,))
    own, plain = (b"1000 0 d0 1 0 0 0 k 0 0 1000 1000 re f", b"1000 0 0 0 1000 1000 d1 0 0 1000 1000 re f")
    takes = b"1000 0 d0 0 0 1000 1000 re f"
    for name, glyph, colour in (
        ("drawn-font-own-colour", own, "0 1 0 0 k"),
        ("drawn-font-overprints", plain, "/Over gs 0 0 0 1 k"),
        ("drawn-font-knocks-out", plain, "0 0 0 1 k"),
        ("drawn-font-takes-colour", takes, "0 1 0 0 k"),
    ):
        font = f"/Font << /T << {TYPE3} /CharProcs << /a @G >> >> >>"
        yield Case(name, PANEL + LETTER.format(colour), (Held("Glyph", "G", "", glyph),), font)
    helvetica = "/Font << /T << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >> >>"
    for name, setting in (
        ("type-overprints", "/Over gs 0 0 0 1 k"),
        ("type-fill-and-stroke", "/Over gs 2 Tr 4 w 0 0 0 1 K 1 0 0 0 k"),
        ("type-unseen", "3 Tr 0 0 0 1 k"),
    ):
        yield Case(name, PANEL + LETTER.format(setting).replace("(a)", "(aa)"), resources=helvetica, type=True)
    clip = "q BT /T 60 Tf 7 Tr 20 20 Td (aa) Tj ET 0 0 0 1 k 0 0 100 50 re f Q"
    yield Case("type-as-clip", PANEL + clip, resources=helvetica, type=True)
    state = f"/ExtGState << /Face << /Font [<< {TYPE3} /CharProcs << /a @G >> >> 60] >> >>"
    letter = PANEL + "/Face gs BT 0 1 0 0 k 20 20 Td (a) Tj ET"
    yield Case("font-by-graphics-state", letter, (Held("Glyph", "G", "", own),), state)


def _pages() -> Iterator[Case]:
    mark = PANEL + "/Over gs 0 0 0 1 k 10 60 20 30 re f"
    for turn in (90, 180, 270):
        yield Case(f"page-turned-{turn}", mark, page=f"/CropBox [5 10 95 100] /Rotate {turn}")
    yield Case("page-user-unit", mark, page="/UserUnit 2")
    layers = "/OCProperties << /OCGs [@On @Off] /D << /ON [@On] /OFF [@Off] >> >>"
    seen = "/OC /On BDC 1 0 0 0 k 0 0 50 100 re f EMC /OC /Off BDC 0 0 0 1 k 50 0 50 100 re f EMC"
    named = "/Properties << /On @On /Off @Off >>"
    groups = (Held("OCG", "On", "/Type /OCG /Name (On)"), Held("OCG", "Off", "/Type /OCG /Name (Off)"))
    yield Case("layers", PANEL + seen, groups, named, layers)
    gbk = f"/ColorSpace << /#BA#EC [/Separation /#BA#EC#C9#AB /DeviceCMYK {tint('0 1 1 0')}] >>"
    yield Case("names-in-gbk", PANEL + "/Over gs /#BA#EC cs 0.6 scn " + BOX, resources=gbk)


def cases() -> Iterator[Case]:
    """All of them."""
    yield from _overprint()
    yield from _patterns()
    yield from _images()
    yield from _transparency()
    yield from _nested()
    yield from _pages()
