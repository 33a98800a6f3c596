"""One file broken per rule on what is painted: content more on a page, which breaks this rule and no other."""

from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name
from preflight_makers import Broken

from pagesetter.model.press import X1A, X4

BOTH = (X4, X1A)
Change = Callable[[Broken], None]
BREAKS: dict[str, list[tuple[str, Change, tuple[str, ...]]]] = {}
"""By rule: name of the change, the change, and the standards under which it is a breach."""


def breaks(rule: str, *standards: str) -> Callable[[Change], Change]:
    """Notes a change as one that breaks the rule (under both standards unless some are named)."""

    def note(change: Change) -> Change:
        BREAKS.setdefault(rule, []).append((change.__name__, change, standards or BOTH))
        return change

    return note


def shown(
    b: Broken, size: float, ink: bytes, x: float = 30, y: float = 180, code: bytes = b"", over: bool = True
) -> None:
    """A word in the first font of the page: its own first glyphs, or a code."""
    for instruction in pikepdf.parse_content_stream(b.pdf.pages[0]):
        if str(instruction.operator) == "Tf":
            font = str(instruction.operands[0]).encode()
        if str(instruction.operator) in ("Tj", "TJ"):
            first = instruction.operands[0]
            string = bytes(first if isinstance(first, pikepdf.String) else first[0])[:2]
            break
    b.state(OP=over, op=over, OPM=int(over))
    text = code or string.hex().encode()
    b.content(b"q /Broken gs %s BT %s %.2f Tf %.2f %.2f Td <%s> Tj ET Q" % (ink, font, size, x, y, text))


def painted(b: Broken, content: bytes, **state: object) -> None:
    """Content in a state of its own, which knocks out unless it is told otherwise."""
    b.state(**{"OP": False, "op": False, "OPM": 0, "CA": 1, "ca": 1, **state})
    b.content(b"q /Broken gs " + content + b" Q")


def spot(b: Broken, name: str, alternate: object, end: list[float], content: bytes) -> None:
    """Content in the Separation space /Spot."""
    tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * len(end)), C1=Array(end), N=1)
    space = Array([Name.Separation, Name("/" + name), alternate, b.pdf.make_indirect(tint)])
    b.resource("/ColorSpace", "/Spot", b.pdf.make_indirect(space))
    painted(b, b"/Spot cs 1 scn " + content)


AREA = b"30 160 40 30 re f"


@breaks("content")
def state_that_is_never_restored(b: Broken) -> None:
    b.content(b"q")


@breaks("content")
def font_that_is_not_there(b: Broken) -> None:
    b.content(b"BT /Nowhere 12 Tf ET")


@breaks("content")
def form_that_contains_itself(b: Broken) -> None:
    b.form(Resources=Dictionary())
    form = b.page.Resources.XObject.Broken
    form.write(b"/Self Do")
    form.Resources.XObject = Dictionary(Self=form)
    b.content(b"/Broken Do")


@breaks("rgb")
def red_area(b: Broken) -> None:
    painted(b, b"1 0 0 rg " + AREA)


@breaks("rgb")
def blue_line(b: Broken) -> None:
    painted(b, b"0 0 1 RG 1 w 30 160 m 90 160 l S")


@breaks("rgb")
def text_by_a_profile_of_a_screen(b: Broken) -> None:
    b.resource("/ColorSpace", "/Screen", Array([Name.ICCBased, b.stream(b"", N=3)]))
    shown(b, 14, b"/Screen cs 0.1 0.2 0.3 scn")


@breaks("rgb")
def picture_of_a_screen(b: Broken) -> None:
    b.image(ColorSpace=Name.DeviceRGB)
    b.content(b"q 20 0 0 20 30 160 cm /Broken Do Q")


@breaks("rgb")
def area_inside_a_form(b: Broken) -> None:
    b.form(Resources=Dictionary())
    b.page.Resources.XObject.Broken.write(b"0 1 0 rg 0 0 1 1 re f")
    painted(b, b"30 0 0 30 30 160 cm /Broken Do")


@breaks("lab")
def area_in_lab(b: Broken) -> None:
    space = Array([Name.Lab, Dictionary(WhitePoint=Array([0.96, 1, 0.82]))])
    b.resource("/ColorSpace", "/Lab", space)
    painted(b, b"/Lab cs 50 20 30 scn " + AREA)


@breaks("lab")
def picture_in_lab(b: Broken) -> None:
    b.image(ColorSpace=Array([Name.Lab, Dictionary(WhitePoint=Array([0.96, 1, 0.82]))]))
    b.content(b"q 20 0 0 20 30 160 cm /Broken Do Q")


@breaks("spot-undefined")
def spot_that_stands_for_red_light(b: Broken) -> None:
    spot(b, "Warm", Name.DeviceRGB, [1, 0, 0], AREA)


@breaks("spot-undefined")
def spot_without_a_function(b: Broken) -> None:
    space = Array([Name.Separation, Name("/Warm"), Name.DeviceCMYK, Dictionary(FunctionType=9)])
    b.resource("/ColorSpace", "/Spot", space)
    painted(b, b"/Spot cs 1 scn " + AREA)


@breaks("spot-count")
def one_spot(b: Broken) -> None:
    spot(b, "Warm", Name.DeviceCMYK, [0, 0.9, 0.9, 0], AREA)


@breaks("spot-count")
def spot_of_two_inks(b: Broken) -> None:
    source = b"{ 0 exch 0 exch 0 exch }"
    tint = b.stream(source, FunctionType=4, Domain=Array([0, 1, 0, 1]), Range=Array([0, 1] * 4))
    names = Array([Name.Black, Name("/Cold")])
    b.resource("/ColorSpace", "/Two", Array([Name.DeviceN, names, Name.DeviceCMYK, tint]))
    painted(b, b"/Two cs 0.5 0.5 scn " + AREA)


@breaks("registration-colour")
def area_on_every_plate(b: Broken) -> None:
    spot(b, "All", Name.DeviceCMYK, [1, 1, 1, 1], AREA)


@breaks("black-text")
def text_in_rich_black(b: Broken) -> None:
    shown(b, 20, b"0.3 0.2 0.2 1 k")


@breaks("black-text")
def text_in_black_of_two_inks(b: Broken) -> None:
    shown(b, 20, b"0.3 0 0 0.9 k")


@breaks("black-overprint")
def black_text_that_knocks_out(b: Broken) -> None:
    shown(b, 8, b"0 0 0 1 k", over=False)


@breaks("black-overprint")
def grey_black_text_that_knocks_out(b: Broken) -> None:
    shown(b, 11, b"0 g", over=False)


@breaks("black-overprint")
def grey_black_text_that_only_says_that_it_overprints(b: Broken) -> None:
    shown(b, 11, b"0 g")


@breaks("small-text")
def small_text_in_two_inks(b: Broken) -> None:
    shown(b, 9, b"0 1 1 0 k")


@breaks("small-text")
def small_text_in_a_tint(b: Broken) -> None:
    shown(b, 7, b"0 0 0 0.5 k")


@breaks("small-text")
def tiny_text(b: Broken) -> None:
    shown(b, 4, b"0 0 0 1 k")


@breaks("small-text")
def tiny_text_in_magenta(b: Broken) -> None:
    shown(b, 5.5, b"0 1 0 0 k")


@breaks("reversed-text")
def small_white_text(b: Broken) -> None:
    shown(b, 8, b"0 0 0 0 k", over=False)


@breaks("missing-glyph")
def notdef(b: Broken) -> None:
    shown(b, 12, b"0 0 0 1 k", code=b"0000")


@breaks("text-edge")
def text_at_the_edge(b: Broken) -> None:
    shown(b, 12, b"0 0 0 1 k", x=3)


@breaks("text-edge")
def text_at_the_foot(b: Broken) -> None:
    shown(b, 12, b"0 0 0 1 k", y=5)


@breaks("text-fold")
def text_in_the_fold_of_a_spread(b: Broken) -> None:
    for key in ("/MediaBox", "/BleedBox", "/TrimBox", "/CropBox"):
        if key in b.page:
            b.page[key] = Array([0, 0, 1200, 220])
    shown(b, 12, b"0 0 0 1 k", x=595)


@breaks("white-overprint")
def white_area_that_overprints(b: Broken) -> None:
    painted(b, b"0 0 0 0 k " + AREA, op=True, OP=True, OPM=1)


@breaks("white-overprint")
def white_area_that_overprints_in_mode_0(b: Broken) -> None:
    painted(b, b"0 0 0 0 k " + AREA, op=True, OP=True)


@breaks("white-overprint")
def white_stencil_that_overprints(b: Broken) -> None:
    stencil = b"BI /W 8 /H 8 /IM true ID 01234567 EI"
    painted(b, b"0 0 0 0 k 0.9 0 0 0.9 30 160 cm " + stencil, op=True, OP=True, OPM=1)


@breaks("white-overprint")
def white_text_that_overprints(b: Broken) -> None:
    shown(b, 14, b"0 0 0 0 k")


@breaks("hairline")
def thin_line(b: Broken) -> None:
    painted(b, b"0 0 0 1 K 0.1 w 30 160 m 90 160 l S")


@breaks("hairline")
def line_of_the_device(b: Broken) -> None:
    painted(b, b"0 0 0 1 K 0 w 30 160 m 90 160 l S")


@breaks("hairline")
def line_made_thin_by_a_matrix(b: Broken) -> None:
    painted(b, b"0.1 0 0 0.1 0 0 cm 0 0 0 1 K 1 w 300 1600 m 900 1600 l S")


@breaks("hairline")
def thin_line_in_two_inks(b: Broken) -> None:
    painted(b, b"0 1 1 0 K 0.4 w 30 160 m 90 160 l S")


@breaks("hairline")
def line_drawn_as_an_area(b: Broken) -> None:
    painted(b, b"0 0 0 1 k 30 160 60 0.1 re f")


@breaks("light-tint")
def area_of_two_per_cent(b: Broken) -> None:
    painted(b, b"0 0 0 0.02 k " + AREA)


@breaks("light-tint")
def area_with_a_trace_of_cyan(b: Broken) -> None:
    painted(b, b"0.01 0 0 0.5 k " + AREA)


@breaks("total-ink")
def heavy_area(b: Broken) -> None:
    painted(b, b"0.8 0.7 0.7 0.4 k " + AREA)


@breaks("total-ink")
def heavy_line(b: Broken) -> None:
    painted(b, b"1 1 0.35 0 K 3 w 30 160 m 90 160 l S")


@breaks("total-ink")
def heavy_shading(b: Broken) -> None:
    tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * 4), C1=Array([0.7, 0.7, 0.7, 0.7]), N=1)
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=Array([30, 160, 70, 160]), Function=tint)
    b.resource("/Shading", "/Heavy", shading)
    painted(b, b"30 160 40 30 re W n /Heavy sh")


@breaks("transparency-used", X4)
def half_opaque_area(b: Broken) -> None:
    b.page.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)
    painted(b, b"0 1 0 0 k " + AREA, ca=0.5)


@breaks("transparency-used", X4)
def area_that_multiplies(b: Broken) -> None:
    b.page.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)
    painted(b, b"0 1 0 0 k " + AREA, BM=Name.Multiply)


@breaks("picture-resolution")
def coarse_picture(b: Broken) -> None:
    b.image(Width=40, Height=40)
    b.page.Resources.XObject.Broken.write(bytes(1600))
    b.content(b"q 36 0 0 36 30 160 cm /Broken Do Q")


@breaks("picture-resolution")
def coarse_picture_in_the_content(b: Broken) -> None:
    b.content(b"q 36 0 0 36 30 160 cm BI /W 4 /H 4 /BPC 8 /CS /G ID 0123456789abcdef EI Q")


@breaks("line-art-resolution")
def coarse_stencil(b: Broken) -> None:
    painted(b, b"0 0 0 1 k 36 0 0 36 30 160 cm BI /W 8 /H 8 /IM true ID 01234567 EI")


@breaks("line-art-resolution")
def coarse_line_art(b: Broken) -> None:
    b.image(Width=16, Height=16, BitsPerComponent=1)
    b.page.Resources.XObject.Broken.write(bytes(32))
    b.content(b"q 36 0 0 36 30 160 cm /Broken Do Q")


@breaks("bleed-reach")
def ground_that_ends_at_the_trim(b: Broken) -> None:
    painted(b, b"0 0 0 0.2 k 0 160 40 30 re f")


@breaks("bleed-reach")
def picture_that_ends_before_the_trim(b: Broken) -> None:
    b.image()
    b.content(b"q 36 0 0 36 142 160 cm /Broken Do Q")
