"""One file broken per row: for every rule on the objects of a file, changes that break this rule and no other."""

from collections.abc import Callable
from typing import Any

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
        BREAKS.setdefault(rule, []).append((change.__name__.strip("_"), change, standards or BOTH))
        return change

    return note


def _drop(holder: Any, key: str) -> None:
    del holder[key]


@breaks("pdf-version")
def newer_header(b: Broken) -> None:
    b.saving["force_version"] = "1.7"


@breaks("pdf-version")
def newer_catalogue(b: Broken) -> None:
    b.root.Version = Name("/1.7")


@breaks("pdfx-claim", X4)
def no_key_in_xmp(b: Broken) -> None:
    b.xmp(lambda packet: packet.replace(b"GTS_PDFXVersion", b"GTS_PDFXVersions"))


@breaks("pdfx-claim", X4)
def other_standard_in_xmp(b: Broken) -> None:
    b.xmp(lambda packet: packet.replace(b"PDF/X-4", b"PDF/X-4p"))


@breaks("pdfx-claim", X1A)
def other_standard_in_info(b: Broken) -> None:
    b.pdf.docinfo["/GTS_PDFXVersion"] = "PDF/X-3:2002"
    if b"PDF/X-1a:2003" in b.root.get("/Metadata", pikepdf.Stream(b.pdf, b"")).read_bytes():
        b.xmp(lambda packet: packet.replace(b"PDF/X-1a:2003", b"PDF/X-3:2002"))


@breaks("pdfx-claim", X1A)
def conformance_of_another_standard(b: Broken) -> None:
    b.pdf.docinfo["/GTS_PDFXConformance"] = "PDF/X-1a:2001"


@breaks("xmp", X4)
def no_metadata(b: Broken) -> None:
    _drop(b.root, "/Metadata")


@breaks("xmp")
def metadata_that_are_no_xml(b: Broken) -> None:
    b.xmp(lambda packet: packet.replace(b"</rdf:RDF>", b""))


@breaks("xmp")
def metadata_with_entities(b: Broken) -> None:
    b.xmp(lambda packet: b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + packet[packet.index(b"<x:") :])


@breaks("xmp", X4)
def compressed_metadata(b: Broken) -> None:
    b.squeeze_xmp()
    _drop(b.root.Metadata, "/Type")  # or qpdf would take it for metadata and unpack it
    b.saving["stream_decode_level"] = pikepdf.StreamDecodeLevel.none


@breaks("xmp-fields", X4)
def no_document_id(b: Broken) -> None:
    b.xmp(lambda packet: packet.replace(b":DocumentID", b":DocumentNo"))


@breaks("xmp-fields", X4)
def no_metadata_date(b: Broken) -> None:
    b.xmp(lambda packet: packet.replace(b":MetadataDate", b":MetadataDay"))


@breaks("xmp-info")
def two_titles(b: Broken) -> None:
    b.pdf.docinfo["/Title"] = "Another title"


@breaks("xmp-info")
def two_dates(b: Broken) -> None:
    b.pdf.docinfo["/ModDate"] = "D:20260303000000+00'00'"


@breaks("info-fields", X1A)
def no_title(b: Broken) -> None:
    _drop(b.pdf.docinfo, "/Title")


@breaks("info-fields")
def date_in_words(b: Broken) -> None:
    b.pdf.docinfo["/ModDate"] = "yesterday"


@breaks("info-fields")
def thirteenth_month(b: Broken) -> None:
    b.pdf.docinfo["/CreationDate"] = "D:20261302000000+00'00'"


@breaks("trapped")
def unknown_trapping(b: Broken) -> None:
    b.pdf.docinfo["/Trapped"] = Name.Unknown


@breaks("trapped")
def no_trapping(b: Broken) -> None:
    _drop(b.pdf.docinfo, "/Trapped")


@breaks("file-id")
def no_id(b: Broken) -> None:
    b.after = lambda made: made[: made.rindex(b"/ID")] + b"/IX" + made[made.rindex(b"/ID") + 3 :]


@breaks("output-intent")
def no_intent(b: Broken) -> None:
    _drop(b.root, "/OutputIntents")


@breaks("output-intent")
def two_intents(b: Broken) -> None:
    b.root.OutputIntents.append(b.intent)


@breaks("output-intent")
def intent_without_identifier(b: Broken) -> None:
    _drop(b.intent, "/OutputConditionIdentifier")


@breaks("output-intent", X4)
def intent_without_profile(b: Broken) -> None:
    _drop(b.intent, "/DestOutputProfile")


@breaks("output-intent", X1A)
def intent_without_info(b: Broken) -> None:
    _drop(b.intent, "/Info")


@breaks("output-profile")
def profile_of_a_scanner(b: Broken) -> None:
    b.profile(12, b"scnr")


@breaks("output-profile")
def profile_for_rgb(b: Broken) -> None:
    b.profile(16, b"RGB ")
    b.intent.DestOutputProfile.N = 3


@breaks("output-profile")
def profile_with_three_channels(b: Broken) -> None:
    b.intent.DestOutputProfile.N = 3


@breaks("output-profile")
def profile_that_is_none(b: Broken) -> None:
    b.intent.DestOutputProfile.write(b"no profile")


@breaks("trim-box")
def no_trim_box(b: Broken) -> None:
    _drop(b.page, "/TrimBox")


@breaks("trim-box")
def trim_and_art_box(b: Broken) -> None:
    b.page.ArtBox = b.page.TrimBox


@breaks("box-nesting")
def bleed_inside_trim(b: Broken) -> None:
    b.page.BleedBox = Array([1, 1, 179, 219])


@breaks("box-nesting")
def crop_inside_trim(b: Broken) -> None:
    b.page.CropBox = Array([1, 1, 179, 219])


@breaks("viewer-preferences")
def view_of_the_trim_box(b: Broken) -> None:
    b.root.ViewerPreferences = Dictionary(ViewArea=Name.TrimBox)


@breaks("font-embedded")
def font_without_program(b: Broken) -> None:
    _drop(b.fonts[0].FontDescriptor, "/FontFile2")


@breaks("font-embedded")
def font_of_every_reader(b: Broken) -> None:
    b.resource("/Font", "/Broken", Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))


@breaks("font-subset")
def font_without_tag(b: Broken) -> None:
    for font in b.page.Resources.Font.values():
        plain = Name("/" + str(font.BaseFont).partition("+")[2])
        font.BaseFont = font.DescendantFonts[0].BaseFont = font.DescendantFonts[0].FontDescriptor.FontName = plain


@breaks("font-widths")
def other_default_width(b: Broken) -> None:
    b.fonts[0].DW = 870
    b.fonts[1].DW = 870


@breaks("font-widths")
def other_width_of_one_glyph(b: Broken) -> None:
    font = next(font for font in b.fonts if "/W" in font)
    runs = font.W
    runs[1] = Array([int(runs[1][0]) + 3, *list(runs[1])[1:]])


@breaks("transparency", X1A)
def fill_seen_through(b: Broken) -> None:
    b.state(ca=0.5)


@breaks("transparency", X1A)
def blend_mode(b: Broken) -> None:
    b.state(BM=Array([Name.Multiply, Name.Normal]))


@breaks("transparency", X1A)
def soft_mask_of_a_state(b: Broken) -> None:
    b.state(SMask=Dictionary(Type=Name.Mask, S=Name.Alpha))


@breaks("transparency", X1A)
def soft_mask_of_a_picture(b: Broken) -> None:
    b.image(SMask=b.stream(b"\0", Type=Name.XObject, Subtype=Name.Image))


@breaks("transparency", X1A)
def group_of_a_page(b: Broken) -> None:
    b.page.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)


@breaks("transparency", X1A)
def group_of_a_form(b: Broken) -> None:
    b.form(Group=Dictionary(S=Name.Transparency))


@breaks("blend-space", X4)
def page_blended_in_rgb(b: Broken) -> None:
    b.page.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)


@breaks("blend-space", X4)
def form_blended_in_rgb(b: Broken) -> None:
    b.form(Group=Dictionary(S=Name.Transparency, CS=Array([Name.CalRGB, Dictionary()])))


@breaks("layers")
def layer(b: Broken) -> None:
    group = b.pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Night"))
    b.root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(Order=Array([group])))


@breaks("encryption")
def locked_for_changes(b: Broken) -> None:
    new = b.standard == X4
    b.saving["encryption"] = pikepdf.Encryption(owner="key", user="", R=4 if new else 3, aes=new, metadata=new)
    b.saving["deterministic_id"] = False
    b.saving["static_id"] = True


@breaks("actions")
def action_on_opening(b: Broken) -> None:
    b.root.OpenAction = Dictionary(S=Name.Named, N=Name.Print)


@breaks("actions")
def script_of_the_document(b: Broken) -> None:
    b.root.Names = Dictionary(JavaScript=Dictionary(Names=Array([])))


@breaks("actions")
def action_on_turning_to_the_page(b: Broken) -> None:
    b.page.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS="1"))


@breaks("actions")
def link_outside_the_page(b: Broken) -> None:
    action = Dictionary(S=Name.URI, URI="http://example.org")
    b.page.Annots = Array([Dictionary(Subtype=Name.Link, Rect=Array([300, 300, 310, 310]), A=action)])


@breaks("annotations")
def note_on_the_page(b: Broken) -> None:
    b.page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([50, 50, 70, 70]))])


@breaks("form-fields")
def form_to_fill_in(b: Broken) -> None:
    b.root.AcroForm = Dictionary(Fields=Array([]))


@breaks("transfer-curve")
def transfer_curve(b: Broken) -> None:
    b.state(TR=Name.Identity)


@breaks("transfer-curve")
def second_transfer_curve(b: Broken) -> None:
    b.state(TR=Name.Identity, TR2=Name.Identity)


@breaks("halftone")
def screen_of_a_forbidden_type(b: Broken) -> None:
    b.state(HT=b.stream(b"", HalftoneType=6))


@breaks("halftone")
def named_screen(b: Broken) -> None:
    b.state(HT=Dictionary(HalftoneType=1, HalftoneName="/Fine"))


@breaks("halftone")
def screen_of_its_own(b: Broken) -> None:
    b.state(HT=Dictionary(HalftoneType=1, Frequency=150, Angle=45, SpotFunction=Name.Round))


@breaks("filters")
def picture_in_lzw(b: Broken) -> None:
    b.image(Filter=Name.LZWDecode)


@breaks("filters")
def inline_picture_in_lzw(b: Broken) -> None:
    b.content(b"q .1 0 0 .1 50 50 cm BI /W 1 /H 1 /BPC 8 /CS /G /F /LZW ID \x80\x00\x00\x10\x10 EI Q")


@breaks("filters", X1A)
def picture_in_jbig2(b: Broken) -> None:
    b.image(Filter=Name.JBIG2Decode)


@breaks("filters", X1A)
def picture_in_jpeg_2000(b: Broken) -> None:
    b.image(Filter=Array([Name.JPXDecode]))


@breaks("postscript")
def postscript_object(b: Broken) -> None:
    b.resource("/XObject", "/Broken", b.stream(b"showpage", Type=Name.XObject, Subtype=Name.PS))


@breaks("postscript")
def postscript_form(b: Broken) -> None:
    b.form(Subtype2=Name.PS)


@breaks("opi")
def comment_for_a_picture_server(b: Broken) -> None:
    b.form(OPI=Dictionary())


@breaks("alternates")
def picture_with_another_for_printing(b: Broken) -> None:
    b.image(Alternates=Array([Dictionary(Image=b.stream(b"\0"), DefaultForPrinting=True)]))


@breaks("external-files")
def picture_in_another_file(b: Broken) -> None:
    b.image(F="picture.jpg")


@breaks("external-files")
def attachment(b: Broken) -> None:
    b.root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([])))


@breaks("external-files")
def page_of_another_file(b: Broken) -> None:
    b.form(Ref=Dictionary(Page=0, F="ad.pdf"))


@breaks("preseparated")
def separation_of_one_ink(b: Broken) -> None:
    b.page.SeparationInfo = Dictionary(Pages=Array([]), DeviceColorant=Name.Cyan)


@breaks("object-streams", X1A)
def packed_objects(b: Broken) -> None:
    b.saving.update(object_stream_mode=pikepdf.ObjectStreamMode.generate, force_version="1.5")
    b.after = lambda made: made.replace(b"%PDF-1.5", b"%PDF-1.4", 1)


@breaks("operators")
def operator_that_nobody_knows(b: Broken) -> None:
    b.content(b"q 1 shine Q")


@breaks("operators")
def compatibility_section(b: Broken) -> None:
    b.content(b"q BX EX Q")


@breaks("page-scale")
def scaled_page(b: Broken) -> None:
    b.page.UserUnit = 1.001


@breaks("page-size")
def smaller_page(b: Broken) -> None:
    b.page.TrimBox = Array([0, 0, 180, 215])


@breaks("total-ink-square")
def inks_that_overprint_each_other(b: Broken) -> None:
    b.state(OP=True, op=True, OPM=1)
    inks = (b"1 0 0 0 k", b"0 1 0 0 k", b"0 0 .6 0 k")
    b.content(b"q /Broken gs " + b" ".join(ink + b" 20 150 60 50 re f" for ink in inks) + b" Q")


@breaks("total-ink-square")
def picture_of_too_much_ink(b: Broken) -> None:
    b.image(Width=60, Height=60, ColorSpace=Name.DeviceCMYK)
    b.page.Resources.XObject.Broken.write(bytes((204, 204, 204, 204)) * 3600)
    b.content(b"q 20 0 0 20 30 160 cm /Broken Do Q")
