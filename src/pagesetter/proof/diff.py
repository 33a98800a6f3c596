"""Two pictures or PDFs in, how much and where they differ out: for tests and for comparing editions."""

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from pagesetter.proof.raster import page_count, png, render_image
from pagesetter.records import record

if TYPE_CHECKING:
    from PIL.Image import Image

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels; right and bottom are outside."""

_CELL = 16
"""Pixels; changes within one or in touching cells of this size count as one place."""


@record
class Difference:
    """How two pictures differ."""

    share: float
    """Part of the pixels that changed, 0..1; pixels that only one of the pictures has count as changed."""
    boxes: tuple[Box, ...]
    """Where, in reading order: the smallest rectangles around each cluster of changes."""
    picture: bytes
    """PNG: the second picture pale and grey, the changes in red, a frame around each box."""
    sizes: tuple[tuple[int, int], tuple[int, int]]
    """Width and height of the two, pixels; (0, 0) for a page that one side lacks."""

    @property
    def same(self) -> bool:
        """Whether nothing changed."""
        return self.share == 0 and self.sizes[0] == self.sizes[1]


def compare(first: bytes, second: bytes, tolerance: int = 0) -> Difference:
    """The difference of two PNGs (or any files that Pillow reads).

    ``tolerance``: levels of 255 by which a channel may differ without counting as changed.
    """
    from PIL import Image

    with Image.open(BytesIO(first)) as a, Image.open(BytesIO(second)) as b:
        return _difference(a.convert("RGB"), b.convert("RGB"), tolerance)


def compare_pages(first: bytes, second: bytes, ppi: float = 72, tolerance: int = 0) -> tuple[Difference, ...]:
    """The difference of each page of two PDFs, rendered at ``ppi``; a page that one side lacks is changed wholly."""
    from PIL import Image

    counts = page_count(first), page_count(second)
    found = []
    for i in range(max(counts)):
        images = [render_image(pdf, ppi, i) if i < n else None for pdf, n in zip((first, second), counts, strict=True)]
        a, b = (image or Image.new("RGB", (0, 0)) for image in images)
        found.append(_difference(a, b, tolerance))
    return tuple(found)


def _difference(a: "Image", b: "Image", tolerance: int) -> Difference:
    from PIL import Image, ImageChops, ImageDraw

    size = (max(a.width, b.width), max(a.height, b.height))
    wide_a, wide_b = (_widened(image, size) for image in (a, b))
    channels = ImageChops.difference(wide_a, wide_b).split()
    most = ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2])
    changed = most.point([0] * (tolerance + 1) + [255] * (255 - tolerance))
    both = (min(a.width, b.width), min(a.height, b.height))
    for lone in ((both[0], 0, *size), (0, both[1], *size)):
        changed.paste(255, lone)
    boxes = tuple(_boxes(changed))
    pale = wide_b.convert("L").point([191 + v // 4 for v in range(256)]).convert("RGB")
    pale.paste((220, 0, 0), mask=changed)
    draw = ImageDraw.Draw(pale)
    for left, top, right, bottom in boxes:
        draw.rectangle((left - 3, top - 3, right + 2, bottom + 2), None, (0, 90, 220), 1)
    pixels = size[0] * size[1]
    share = changed.histogram()[255] / pixels if pixels else 0.0
    picture = png(pale if pixels else Image.new("RGB", (1, 1), "white"))
    return Difference(share, boxes, picture, (a.size, b.size))


def _widened(image: "Image", size: tuple[int, int]) -> "Image":
    from PIL import Image

    if image.size == size:
        return image
    wide = Image.new("RGB", size, "white")
    wide.paste(image, (0, 0))
    return wide


def _boxes(changed: "Image") -> Iterator[Box]:
    """Rectangles around the clusters of the mask's non-zero pixels, by the top and then the left of each."""
    if changed.getbbox() is None:
        return
    columns, rows = -(-changed.width // _CELL), -(-changed.height // _CELL)
    # Averages of up to 256 pixels of 255 each: a single one still gives 1 of 255.
    cells = changed.reduce(_CELL).tobytes()
    todo = {i for i, v in enumerate(cells) if v}
    found = []
    for i in range(columns * rows):
        if i not in todo:
            continue
        todo.remove(i)
        heap, cluster = [i], [i]
        while heap:
            row, column = divmod(heap.pop(), columns)
            for r in range(max(row - 1, 0), min(row + 2, rows)):
                for c in range(max(column - 1, 0), min(column + 2, columns)):
                    if (near := r * columns + c) in todo:
                        todo.remove(near)
                        heap.append(near)
                        cluster.append(near)
        xs, ys = [n % columns for n in cluster], [n // columns for n in cluster]
        left, top = min(xs) * _CELL, min(ys) * _CELL
        inner = changed.crop((left, top, (max(xs) + 1) * _CELL, (max(ys) + 1) * _CELL)).getbbox()
        if inner is not None:
            found.append((left + inner[0], top + inner[1], left + inner[2], top + inner[3]))
    yield from sorted(found, key=lambda b: (b[1], b[0], b[3], b[2]))
