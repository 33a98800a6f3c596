"""A shading of a PDF in, the same in the grey of one plate out (ISO 32000-1, 8.7.4.5).

Its geometry and functions stay as they are. In the place of its colour space comes one of as many components that turns
them into grey by a small calculation (7.10.5): the one component that is the plate's ink, or what RGB would give.
"""

from collections.abc import Sequence
from typing import Any, Final

from pagesetter.pdf.plates_colour import ALL, PROCESS, Foreign, Indexed, Space

_LARGEST: Final = "3 copy 2 copy lt {exch} if pop 2 copy lt {exch} if pop"
"""Leaves the largest of r, g, b over them."""


def grey_shading(pdf: Any, shading: Any, space: Space, ink: str) -> Any:
    """The shading on the plate of ``ink``; the stream of a mesh is shared."""
    from pikepdf import Array, Dictionary, Name, Stream  # whoever has a shading has loaded it

    code = _calculation(space, ink)
    size = space.size if not isinstance(space, Indexed) else 1
    function = Stream(pdf, f"{{ {code} }}".encode("ascii"))
    function["/FunctionType"] = 4
    function["/Domain"] = Array(_range(space))
    function["/Range"] = Array([0, 1])
    names = Array([Name(f"/Part{number}") for number in range(size)])
    colours = Array([Name.DeviceN, names, Name.DeviceGray, pdf.make_indirect(function)])
    if not isinstance(shading, Stream):
        made = Dictionary(dict(shading.items()))
        made["/ColorSpace"] = colours
        return made
    mesh = Stream(pdf, bytes(shading.read_raw_bytes()))
    for key, value in shading.items():
        if key != "/Length":
            mesh[key] = value
    mesh["/ColorSpace"] = colours
    return pdf.make_indirect(mesh)


def _range(space: Space) -> Sequence[float]:
    return space.decode(8)


def _calculation(space: Space, ink: str) -> str:
    """Operators that turn the components into the grey of the plate."""
    if isinstance(space, Foreign):
        return _from_rgb(ink) if space.kind == "RGB" else _from_lightness(ink)
    names, rising = space.picks()
    wanted = next((name for name in names if name in (ink, ALL)), None)
    if wanted is None:
        return " ".join(["pop"] * space.size) + " 1"
    # The last component lies uppermost.
    above = len(names) - 1 - names.index(wanted)
    below = len(names) - 1 - above
    parts = ["pop"] * above
    if below:
        parts += [f"{below + 1} 1 roll", *["pop"] * below]
    return " ".join([*parts, "1 exch sub"] if rising else parts)


def _from_rgb(ink: str) -> str:
    """ISO 32000-1, 10.3.5, all of the grey taken out: no profile fits into a calculation."""
    if ink not in PROCESS:
        return "pop pop pop 1"
    if ink == "Black":
        return f"{_LARGEST} 4 1 roll pop pop pop"
    part = 3 - PROCESS.index(ink)
    return f"{_LARGEST} {part} index 1 add exch sub 4 1 roll pop pop pop"


def _from_lightness(ink: str) -> str:
    """Lab by its lightness, in black."""
    return "pop pop 100 div" if ink == "Black" else "pop pop pop 1"
