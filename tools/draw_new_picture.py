"""Draws the picture of the paper that `pagesetter new` writes: a footbridge over a river at daybreak.

    python tools/draw_new_picture.py [FILE]

Only shapes and numbers, so the drawing is the project's own. It is drawn four times too large and brought down, which
smooths the edges; 64 colours keep the file small.
"""

import math
import sys
from pathlib import Path

from PIL import Image, ImageDraw

SIZE = (1440, 700)
OVER = 4
"""Drawn so many times larger."""
WATER = 452
"""Height of the water line, in pixels of the finished picture."""
TARGET = Path(__file__).resolve().parents[1] / "src/pagesetter/_data/new/content/photos/bridge.png"

Colour = tuple[int, int, int]
SKY: tuple[Colour, Colour] = ((236, 214, 178), (250, 240, 220))
RIVER: tuple[Colour, Colour] = ((196, 208, 204), (120, 146, 152))
FAR, NEAR, BANK = (190, 196, 186), (142, 156, 150), (74, 84, 80)
STONE, SHADE, SUN, LINE = (108, 100, 92), (70, 66, 64), (220, 104, 70), (52, 52, 54)


def blend(a: Colour, b: Colour, share: float) -> Colour:
    """The colour ``share`` of the way from a to b."""
    r, g, k = (round(p + (q - p) * share) for p, q in zip(a, b, strict=True))
    return r, g, k


def bands(draw: ImageDraw.ImageDraw, top: int, bottom: int, ends: tuple[Colour, Colour], count: int) -> None:
    """Fills from top to bottom with ``count`` flat bands, as a woodcut would."""
    for i in range(count):
        y0, y1 = (round(top + (bottom - top) * k / count) * OVER for k in (i, i + 1))
        draw.rectangle((0, y0, SIZE[0] * OVER, y1), fill=blend(*ends, i / (count - 1)))


def hills(draw: ImageDraw.ImageDraw, waves: tuple[tuple[float, float, float], ...], base: float, fill: Colour) -> None:
    """A ridge as a sum of waves (length, height, phase), standing on the water."""
    ridge = [
        (x * OVER, (base - sum(h * math.sin(x / length + phase) for length, h, phase in waves)) * OVER)
        for x in range(0, SIZE[0] + 8, 8)
    ]
    draw.polygon([*ridge, (SIZE[0] * OVER, WATER * OVER), (0, WATER * OVER)], fill=fill)


def deck(x: float) -> float:
    """Height of the bridge's deck: a slow rise to the middle."""
    return 372 - 44 * math.sin(math.pi * (x - 150) / 1140)


def bridge(draw: ImageDraw.ImageDraw) -> None:
    """Five arches, a deck, a railing and three people."""
    xs = range(150, 1291, 6)
    body = [(x * OVER, deck(x) * OVER) for x in xs]
    draw.polygon([*body, (1290 * OVER, (WATER + 6) * OVER), (150 * OVER, (WATER + 6) * OVER)], fill=STONE)
    for i in range(5):
        middle = 264 + 228 * i
        rise = WATER - deck(middle) - 26
        box = ((middle - 92) * OVER, (WATER + 6 - rise) * OVER, (middle + 92) * OVER, (WATER + 6 + rise) * OVER)
        draw.pieslice(box, 180, 360, fill=SHADE)
        inner = ((middle - 84) * OVER, (WATER + 14 - rise) * OVER, (middle + 84) * OVER, (WATER - 2 + rise) * OVER)
        draw.pieslice(inner, 180, 360, fill=blend(*SKY, 0.7))
    for x in range(162, 1290, 24):
        draw.line((x * OVER, deck(x) * OVER, x * OVER, (deck(x) - 20) * OVER), fill=LINE, width=3 * OVER)
    draw.line([(x * OVER, (deck(x) - 20) * OVER) for x in xs], fill=LINE, width=4 * OVER, joint="curve")
    draw.line(body, fill=LINE, width=4 * OVER, joint="curve")
    for x, tall in ((520, 40), (556, 34), (846, 42)):
        foot = deck(x)
        draw.ellipse(((x - 6) * OVER, (foot - tall - 8) * OVER, (x + 6) * OVER, (foot - tall + 4) * OVER), fill=LINE)
        draw.rounded_rectangle(
            ((x - 8) * OVER, (foot - tall + 5) * OVER, (x + 8) * OVER, foot * OVER), radius=6 * OVER, fill=LINE
        )


def boat(draw: ImageDraw.ImageDraw, x: float, y: float) -> None:
    """The old ferry with its awning and pole."""
    hull = ((-120, 0), (118, -4), (92, 30), (-88, 30))
    draw.polygon([((x + dx) * OVER, (y + dy) * OVER) for dx, dy in hull], fill=LINE)
    draw.chord(((x - 58) * OVER, (y - 44) * OVER, (x + 48) * OVER, (y + 42) * OVER), 180, 360, fill=BANK)
    draw.line(((x + 84) * OVER, (y + 26) * OVER, (x + 128) * OVER, (y - 128) * OVER), fill=LINE, width=4 * OVER)
    draw.rectangle(((x - 88) * OVER, (y + 34) * OVER, (x + 92) * OVER, (y + 37) * OVER), fill=blend(*RIVER, 0.9))


def banks(draw: ImageDraw.ImageDraw) -> None:
    """The ground at both ends, on which the bridge stands."""
    for left, right in ((-260, 214), (1230, 1700)):
        draw.pieslice((left * OVER, 366 * OVER, right * OVER, (2 * WATER - 366 + 12) * OVER), 180, 360, fill=BANK)


def reflection(picture: Image.Image) -> None:
    """What stands over the water once more below it, fading with the depth."""
    wide, depth = picture.width, 190 * OVER
    flip = Image.Transpose.FLIP_TOP_BOTTOM
    above = picture.crop((0, WATER * OVER - depth, wide, WATER * OVER)).transpose(flip)
    fading = Image.linear_gradient("L").transpose(flip).point(lambda v: round(v * 0.42)).resize((wide, depth))
    picture.paste(above, (0, (WATER + 6) * OVER), fading)


def main() -> None:
    """Draws and saves."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    picture = Image.new("RGB", (SIZE[0] * OVER, SIZE[1] * OVER))
    draw = ImageDraw.Draw(picture)
    bands(draw, 0, WATER, SKY, 9)
    draw.ellipse((1020 * OVER, 96 * OVER, 1160 * OVER, 236 * OVER), fill=SUN)
    hills(draw, ((210, 46, 0.4), (97, 16, 1.0)), 318, FAR)
    hills(draw, ((160, 30, 2.2), (61, 9, 0.3)), 378, NEAR)
    bridge(draw)
    banks(draw)
    bands(draw, WATER + 6, SIZE[1], RIVER, 12)
    reflection(picture)
    for i in range(26):
        x, y = 40 + (i * 373) % 1340, WATER + 12 + (i * 41) % 210
        wide = 30 + (i * 29) % 90
        draw.line((x * OVER, y * OVER, (x + wide) * OVER, y * OVER), fill=blend(*RIVER, 0.1), width=2 * OVER)
    boat(draw, 330, 560)
    small = picture.resize(SIZE, Image.Resampling.LANCZOS)
    small.quantize(64, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).convert("RGB").quantize(64).save(
        target, optimize=True
    )


if __name__ == "__main__":
    main()
