"""Converted pictures in, image objects out, each picture once however often it
stands on the pages."""

from hashlib import sha256
from typing import TYPE_CHECKING

from pagesetter.press.objects import Stream

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pagesetter.images.convert import PressPicture


class Images:
    """The images of a document, each picture once."""

    __slots__ = ("_streams",)

    def __init__(self) -> None:
        self._streams: dict[tuple[bytes, bool], Stream] = {}

    @staticmethod
    def names(pictures: "Mapping[int, PressPicture]") -> dict[int, str]:
        """The name of each picture of a page by the index of its item; no picture is looked at yet."""
        return {index: f"Im{number}" for number, index in enumerate(sorted(pictures), 1)}

    def add(self, pictures: "Mapping[int, PressPicture]") -> dict[int, Stream]:
        """Takes the pictures of a page by the index of their items; the same picture gets the same image."""
        streams = {}
        for index in sorted(pictures):
            picture = pictures[index]
            key = (sha256(picture.data).digest(), picture.inverted)
            if key not in self._streams:
                self._streams[key] = image(picture)
            streams[index] = self._streams[key]
        return streams

    def digest(self) -> bytes:
        """Bytes that differ with the images and their order."""
        return b"".join(content for content, _ in self._streams)


def image(picture: "PressPicture") -> Stream:
    """An image object over the pixels as they are packed (ISO 32000-1, 8.9.5).

    CMYK JPEGs by Adobe's convention store paper as full and full ink as nothing; Decode turns them round.
    """
    four = picture.components == 4
    entries = {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": str(picture.width),
        "Height": str(picture.height),
        "ColorSpace": "/DeviceCMYK" if four else "/DeviceGray",
        "BitsPerComponent": str(picture.bits),
        "Filter": f"/{picture.filter}",
    }
    if picture.inverted:
        entries["Decode"] = "[1 0 1 0 1 0 1 0]" if four else "[1 0]"
    return Stream(entries, picture.data)
