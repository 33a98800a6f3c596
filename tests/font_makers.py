"""Tiny fonts for tests, made with fontTools: what to put in goes in, font files come out."""

from pathlib import Path

from fontTools.designspaceLib import AxisDescriptor, DesignSpaceDocument, SourceDescriptor
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont
from fontTools.varLib import build as build_variable

CHARACTERS = {"A": 0x41, "B": 0x42, "space": 0x20, "zhong": 0x4E2D, "quote": 0x201C}


def _box(pen: TTGlyphPen | T2CharStringPen, width: int, height: int) -> None:
    pen.moveTo((50, 0))
    pen.lineTo((50, height))
    pen.lineTo((width - 50, height))
    pen.lineTo((width - 50, 0))
    pen.closePath()


def make_font(
    path: Path,
    *,
    family: str = "Tiny Song",
    localized: str = "",
    weight: int = 400,
    upem: int = 1000,
    fs_type: int = 0,
    outlines: str = "glyf",
    characters: dict[str, int] | None = None,
    italic: bool = False,
) -> Path:
    """A font whose glyphs are boxes; advances are 600 units for A, 640 for B, an em for the others."""
    characters = CHARACTERS if characters is None else characters
    names = [".notdef", *characters]
    advances = {name: {"A": 600, "B": 640, "space": 250}.get(name, upem) for name in names}
    builder = FontBuilder(upem, isTTF=outlines == "glyf")
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({point: name for name, point in characters.items()})
    if outlines == "glyf":
        glyphs = {}
        for name in names:
            pen = TTGlyphPen(None)
            if name != "space":
                _box(pen, advances[name], 700)
            glyphs[name] = pen.glyph()
        builder.setupGlyf(glyphs)
    else:
        strings = {}
        for name in names:
            t2 = T2CharStringPen(advances[name], None)
            if name != "space":
                _box(t2, advances[name], 700)
            strings[name] = t2.getCharString()
        if outlines == "cff2":
            builder.setupCFF2(strings)
        else:
            builder.setupCFF("TinySong", {"FullName": family}, strings, {})
    builder.setupHorizontalMetrics({name: (advances[name], 50) for name in names})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    families = {"en": family, "zh": localized} if localized else {"en": family}
    builder.setupNameTable({"familyName": families, "styleName": "Regular", "psName": "TinySong-Regular"}, mac=False)
    builder.setupOS2(
        sTypoAscender=880,
        sTypoDescender=-120,
        usWeightClass=weight,
        fsType=fs_type,
        fsSelection=1 if italic else 64,
        sCapHeight=700,
        version=4,
    )
    builder.setupPost()
    if outlines == "cff-cid":
        _key_by_cid(builder.font)
    builder.save(path)
    return path


def _key_by_cid(font: TTFont) -> None:
    """Makes a name-keyed CFF CID-keyed, with CIDs that are not the glyph ids."""
    from fontTools.cffLib import FDArrayIndex, FDSelect, FontDict

    cff = font["CFF "].cff
    top = cff.topDictIndex[0]
    order = font.getGlyphOrder()
    cids = {name: f"cid{100 + 7 * i:05d}" if i else name for i, name in enumerate(order)}
    inner = FontDict()
    inner.Private = top.Private
    inner.FontName = "TinySong-Inner"
    array = FDArrayIndex()
    array.append(inner)
    select = FDSelect()
    select.format = 0
    select.gidArray = [0] * len(order)
    strings = {name: top.CharStrings[name] for name in order}
    for name in order:
        strings[name].private = top.Private
    top.ROS = ("Adobe", "Identity", 0)
    top.CIDCount = 1000
    top.FDArray = array
    top.FDSelect = select
    top.CharStrings.fdArray = array
    top.CharStrings.fdSelect = select
    top.CharStrings.charStrings = {cids[name]: top.CharStrings.charStrings[name] for name in order}
    top.charset = [cids[name] for name in order]
    for key in ("Private", "Encoding"):
        top.rawDict.pop(key, None)
        if hasattr(top, key):
            delattr(top, key)
    _rename(font, cids)


def _rename(font: TTFont, names: dict[str, str]) -> None:
    font.setGlyphOrder([names[name] for name in font.getGlyphOrder()])
    for table in font["cmap"].tables:
        table.cmap = {point: names[name] for point, name in table.cmap.items()}
    font["hmtx"].metrics = {names[name]: metric for name, metric in font["hmtx"].metrics.items()}


def make_variable(path: Path, folder: Path, *, family: str = "Tiny Hei", outlines: str = "glyf") -> Path:
    """A variable font of weights 100 to 900, default 100, whose A and B grow 200 units wider on the way."""
    masters = [
        TTFont(make_font(folder / f"{weight}.otf", family=family, weight=weight, outlines=outlines))
        for weight in (100, 900)
    ]
    for name in ("A", "B"):
        advance, side = masters[1]["hmtx"].metrics[name]
        masters[1]["hmtx"].metrics[name] = (advance + 200, side)
    space = DesignSpaceDocument()
    axis = AxisDescriptor()
    axis.name, axis.tag, axis.minimum, axis.default, axis.maximum = "Weight", "wght", 100, 100, 900
    space.addAxis(axis)
    for font, weight in zip(masters, (100, 900), strict=True):
        source = SourceDescriptor()
        source.font, source.location = font, {"Weight": weight}
        space.addSource(source)
    variable, _, _ = build_variable(space)
    variable.save(path)
    return path


def make_collection(path: Path, folder: Path, outlines: str = "glyf") -> Path:
    """A collection of two families."""
    collection = TTCollection()
    collection.fonts = [
        TTFont(make_font(folder / "one.ttf", family="Tiny One", outlines=outlines)),
        TTFont(make_font(folder / "two.ttf", family="Tiny Two", weight=700, outlines=outlines)),
    ]
    collection.save(path)
    return path
