"""PDF files written by hand, byte for byte, and what the walker finds on their first page."""

from io import BytesIO

import pikepdf

from pagesetter.pdf.painted import Painted, Walked
from pagesetter.pdf.walk import walk


def document(
    content: bytes = b"",
    resources: bytes = b"",
    objects: tuple[bytes, ...] = (),
    page: bytes = b"/MediaBox [0 0 200 300] /TrimBox [10 20 190 280]",
) -> bytes:
    """A file of one page. ``objects``: bodies of the objects from 5 on; ``resources``, ``page``: entries."""
    bodies = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << %s >> %s >>" % (resources, page),
        stream(content),
        *objects,
    )
    made, places = b"%PDF-1.6\n", []
    for at, body in enumerate(bodies, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (at, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, len(made))
    return made + head + table + tail


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """The body of a stream object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def walked(made: bytes) -> Walked:
    """What the first page paints."""
    with pikepdf.open(BytesIO(made)) as pdf:
        return next(iter(walk(pdf)))


def painted(
    content: bytes,
    resources: bytes = b"",
    objects: tuple[bytes, ...] = (),
    page: bytes = b"/MediaBox [0 0 200 300] /TrimBox [10 20 190 280]",
) -> tuple[Painted, ...]:
    """The objects of a page without faults."""
    found = walked(document(content, resources, objects, page))
    assert found.faults == ()
    return found.objects


def sides(one: Painted) -> tuple[float, float, float, float]:
    """Left, top, width and height of an object to a hundredth of a point."""
    rect = one.rect
    return round(rect.x, 2), round(rect.y, 2), round(rect.w, 2), round(rect.h, 2)
