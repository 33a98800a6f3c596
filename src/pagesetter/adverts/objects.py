"""Objects of an open PDF in, their text and streams as they are out, and what a press asks about each of them.

The page's content and resources are followed from the form down; what is not needed to paint them stays out: metadata,
private data, structure, layers, actions, pages. Numbers, names and strings are written anew, streams are copied byte
by byte.
"""

import zlib
from collections import deque
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from pagesetter.adverts.around import Layers
from pagesetter.adverts.boxes import NoPage
from pagesetter.adverts.content import Drawn, scan
from pagesetter.adverts.judging import judge
from pagesetter.adverts.supplied import Box, Part
from pagesetter.pdf.values import entry, name, objgen

if TYPE_CHECKING:
    from pagesetter.model.ink import Spot

LEFT_OUT: Final = frozenset(
    f"/{key}"
    for key in (
        *("Metadata", "PieceInfo", "LastModified", "StructParent", "StructParents", "OC", "AA", "AF", "OPI"),
        *("Alternates", "Ref", "Parent"),
    )
)
"""Keys that do not enter: none of them paints."""
_DELIMITERS: Final = frozenset(b"#()<>[]{}/%")
_STRANGE: Final = frozenset({"Page", "Pages", "Catalog", "Annot", "OCG", "OCMD", "StructElem", "StructTreeRoot"})
"""Types of objects that are no part of what is painted."""
_CATEGORIES: Final = MappingProxyType(
    {
        "/Font": "font",
        "/XObject": "",
        "/ColorSpace": "",
        "/ExtGState": "state",
        "/Pattern": "",
        "/Shading": "",
        "/Properties": "property",
    }
)
"""What the names of a resource dictionary stand for (ISO 32000-1 table 33); procedure sets are obsolete."""
_PARTS, _BYTES, _DEPTH = 50_000, 256 << 20, 64
"""Objects and bytes that a page may have, and how deep they may lie in each other."""


@dataclass(slots=True)
class _Text:
    """The text of an object while it is written."""

    pieces: list[bytearray] = field(default_factory=lambda: [bytearray()])
    references: list[int] = field(default_factory=list)

    def add(self, text: bytes) -> None:
        """More text."""
        self.pieces[-1] += text

    def refer(self, part: int) -> None:
        """A reference."""
        self.references.append(part)
        self.pieces.append(bytearray())

    def part(self, content: bytes | None = None) -> Part:
        """The finished object."""
        return Part(tuple(map(bytes, self.pieces)), tuple(self.references), content)


class Copy:
    """The objects of one page, as they are met."""

    def __init__(self, pdf: Any) -> None:
        self.parts: list[Part | None] = []
        self.features: set[tuple[str, str]] = set()
        self.spots: set[Spot] = set()
        self.drawn: dict[tuple[int, int], Drawn] = {}
        """What forms, patterns and the glyphs of drawn fonts paint, by object."""
        self._pdf = pdf
        self._layers = Layers(pdf.Root)
        self._known: dict[tuple[int, int], int] = {}
        self._waiting: deque[tuple[int, Any, str]] = deque()
        self._page_resources: Any = None
        self._bytes = 0

    def page(self, streams: list[Any], box: Box, resources: Any, group: Any) -> Drawn:
        """Takes the page as the first part: a form with its content, however many streams that was parted into.

        What is transparent on a page is so inside of it and not towards what is under it: the form is an isolated
        group of its own (ISO 32000-1, 11.4.7).
        """
        from pikepdf import Dictionary  # loaded by whoever opened the file

        self._page_resources = resources
        self.parts.append(None)
        for one in streams:
            self.features |= set(judge(one, "content", self.spots))
        stream = streams[0] if len(streams) == 1 else self._joined(streams)
        text = _Text()
        text.add(b"<</Type/XObject/Subtype/Form/BBox[%s]" % " ".join(f"{v:.6f}" for v in box).encode("ascii"))
        text.add(b"/Resources ")
        if resources is None:
            text.add(b"<<>>")
        else:
            self._value(resources, "resources", text, 0)
        for key in ("/Filter", "/DecodeParms"):
            if key in stream:
                text.add(key.encode("ascii") + b" ")
                self._value(stream[key], "", text, 0)
        drawn = self._scan(stream, resources)
        self._follow()
        if isinstance(group, Dictionary):
            text.add(b"/Group<</I true ")
            self._entries(group, "group", text, 0)
            text.add(b">>")
            self._follow()
        elif any(feature == "transparency" for feature, _ in self.features):
            text.add(b"/Group<</S/Transparency/I true/CS/DeviceCMYK>>")
        self.parts[0] = self._stream_part(text, stream)
        return drawn

    def _joined(self, streams: list[Any]) -> Any:
        """Content in several streams as one; what is between two of them counts as white (7.8.2)."""
        from pikepdf import Name, StreamDecodeLevel  # loaded by whoever opened the file

        whole = self._pdf.make_stream(b"")
        whole.write(
            zlib.compress(b"\n".join(one.read_bytes(StreamDecodeLevel.specialized) for one in streams), 6),
            filter=Name("/FlateDecode"),
        )
        return whole

    def _follow(self) -> None:
        """Takes the objects that were met so far, and those that these lead to."""
        while self._waiting:
            index, value, kind = self._waiting.popleft()
            self.parts[index] = self._object(value, kind)

    def _scan(self, stream: Any, resources: Any) -> Drawn:
        drawn = scan(stream, resources)
        self.features |= drawn.features
        return drawn

    def _part(self, value: Any, kind: str) -> int:
        """The number of the part that an indirect object becomes."""
        key = objgen(value)
        if key not in self._known:
            if len(self.parts) >= _PARTS:
                raise NoPage(f"it has more than {_PARTS} objects")
            self._known[key] = len(self.parts)
            self._waiting.append((len(self.parts), value, kind))
            self.parts.append(None)
        return self._known[key]

    def _object(self, value: Any, kind: str) -> Part:
        """An indirect object."""
        from pikepdf import Dictionary, Stream  # loaded by whoever opened the file

        text = _Text()
        if kind == "property":
            text.add(b"<<")
            self._entries(value, kind, text, 0)
            text.add(b">>")
            return text.part()
        if isinstance(value, Stream):
            text.add(b"<<")
            self._entries(value, "", text, 0)
            if name(entry(value, "/Subtype")) == "Form" or entry(value, "/PatternType") == 1:
                own = entry(value, "/Resources")
                if own is None and self._page_resources is not None:
                    # Forms of old make borrow the page's resources (ISO 32000-1, 7.8.3); these stay theirs.
                    text.add(b"/Resources ")
                    self._value(self._page_resources, "resources", text, 1)
                self.drawn[objgen(value)] = self._scan(value, own if own is not None else self._page_resources)
            return self._stream_part(text, value)
        if isinstance(value, Dictionary) and name(entry(value, "/Type")) in _STRANGE:
            text.add(b"null")
        else:
            self._inside(value, kind, text, 0)
        return text.part()

    def _stream_part(self, text: _Text, stream: Any) -> Part:
        content = bytes(stream.read_raw_bytes())
        self._bytes += len(content)
        if self._bytes > _BYTES:
            raise NoPage(f"it has more than {_BYTES >> 20} MiB")
        text.add(b"/Length %d>>" % len(content))
        return text.part(content)

    def _value(self, value: Any, kind: str, text: _Text, depth: int) -> None:
        """A value inside another one."""
        from pikepdf import Array, Dictionary, Stream  # as above

        if isinstance(value, Array | Dictionary | Stream) and value.is_indirect:
            text.add(b" ")
            text.refer(self._part(value, kind))
            text.add(b" ")
            return
        self._inside(value, kind, text, depth + 1)

    def _inside(self, value: Any, kind: str, text: _Text, depth: int) -> None:
        """A value in full."""
        from pikepdf import Array, Dictionary, Name, String  # as above

        if depth > _DEPTH:
            raise NoPage(f"its objects lie more than {_DEPTH} deep in each other")
        if isinstance(value, Dictionary):
            text.add(b"<<")
            self._entries(value, kind, text, depth)
            text.add(b">>")
        elif isinstance(value, Array):
            self.features |= set(judge(value, kind, self.spots))
            text.add(b"[")
            for one in value.as_list():
                self._value(one, kind if kind == "font" else "", text, depth)
                text.add(b" ")
            text.add(b"]")
        elif isinstance(value, Name):
            self.features |= set(judge(value, kind, self.spots))
            text.add(value.unparse() + b" ")
        elif isinstance(value, String):
            text.add(b"<" + bytes(value).hex().encode("ascii") + b">")
        elif isinstance(value, bool):
            text.add(b"true " if value else b"false ")
        elif isinstance(value, int):
            text.add(b"%d " % value)
        elif isinstance(value, Decimal | float):
            text.add(f"{Decimal(value):f} ".encode("ascii"))
        else:
            text.add(b"null ")

    def _entries(self, value: Any, kind: str, text: _Text, depth: int) -> None:
        """The entries of a dictionary or stream in the order of their keys."""
        named = kind.startswith("names ")
        if kind not in ("resources", "property") and not named:
            self.features |= set(judge(value, kind, self.spots))
            if entry(value, "/OC") is not None:
                self.features.add(self._layers.met(entry(value, "/OC")))
            if "/CharProcs" in value:
                self._glyphs(value)
        if kind == "property":
            if name(entry(value, "/Type")) in ("OCG", "OCMD"):
                self.features.add(self._layers.met(value))
            return  # the name stays, what it stood for does not enter
        for key in sorted(value.keys()):
            if kind == "resources":
                if key not in _CATEGORIES:
                    continue
                inner = f"names {_CATEGORIES[key]}"
            elif named:
                inner = kind.removeprefix("names ")
            elif key in LEFT_OUT or key == "/Length" or (kind == "group" and key == "/I"):
                continue
            else:
                inner = {"/Resources": "resources", "/CharProcs": "names ", "/Colorants": "names "}.get(key, "")
                inner = "font" if key == "/DescendantFonts" else inner
            text.add(_key(key) + b" ")
            self._value(value[key], inner, text, depth)

    def _glyphs(self, font: Any) -> None:
        """The glyphs of a Type 3 font are content streams."""
        from pikepdf import Dictionary, Stream  # as above

        procedures = font["/CharProcs"]
        own = entry(font, "/Resources")
        resources = own if own is not None else self._page_resources
        glyphs = [
            self._scan(procedures[key], resources)
            for key in (sorted(procedures.keys()) if isinstance(procedures, Dictionary) else ())
            if isinstance(procedures[key], Stream)
        ]
        if font.is_indirect:
            # How many of its glyphs a text shows is not counted: only that none of them shows itself.
            self.drawn[objgen(font)] = Drawn(streams=[one for glyph in glyphs for one in glyph.streams])


def _key(key: str) -> bytes:
    """A key as it is written; names are bytes that need not be UTF-8 (7.3.5)."""
    plain = key[1:].encode("utf-8", "surrogateescape")
    return b"/" + b"".join(b"%c" % b if 0x21 <= b <= 0x7E and b not in _DELIMITERS else b"#%02x" % b for b in plain)
