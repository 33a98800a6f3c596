"""Sizes of picture and box in, the part of the picture to show and its resolution out: arithmetic only, no pixels."""

Crop = tuple[float, float, float, float]
"""Left, top, right, bottom as fractions of the upright picture."""

WHOLE: Crop = (0.0, 0.0, 1.0, 1.0)


def cover_crop(
    width_px: int,
    height_px: int,
    box_w: float,
    box_h: float,
    focus: tuple[float, float] = (0.5, 0.5),
    crop: Crop | None = None,
) -> Crop:
    """The largest part of the picture with the box's proportions, its centre as near the focus as the edges allow.

    ``width_px``, ``height_px``: the upright picture; ``box_w``, ``box_h``: the box in any one unit; ``focus``:
    fractions of the whole picture from the top-left; ``crop``: the part that may be used (None: all). All sizes are
    above zero.
    """
    left, top, right, bottom = crop or WHOLE
    # One unit of width is width_px pixels and one of height height_px: bring the box to fractions of the picture.
    want = (box_w * height_px) / (box_h * width_px)
    have = (right - left) / (bottom - top)
    w, h = (right - left, (right - left) / want) if have <= want else ((bottom - top) * want, bottom - top)
    x = min(max(focus[0] - w / 2, left), right - w)
    y = min(max(focus[1] - h / 2, top), bottom - h)
    # The sums may overshoot the part by a rounding error of the last bit.
    return (max(x, left), max(y, top), min(x + w, right), min(y + h, bottom))


def effective_ppi(pixels: tuple[int, int], crop: Crop, width_pt: float, height_pt: float) -> float:
    """Pixels per inch of the cropped picture at its size on the page: the lower of the two directions.

    ``pixels``: upright width and height of the file; ``width_pt``, ``height_pt``: size on the page, above zero.
    """
    across = pixels[0] * (crop[2] - crop[0]) / width_pt
    down = pixels[1] * (crop[3] - crop[1]) / height_pt
    return 72 * min(across, down)
