"""Do, BI and sh in; images with their effective resolution, the content of forms, and shadings out."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from pagesetter.pdf import reading
from pagesetter.pdf.colour import unsaid
from pagesetter.pdf.inking import found
from pagesetter.pdf.matrix import image_of, lengths, times
from pagesetter.pdf.painted import Ink, Kind, Picture
from pagesetter.pdf.patterns import patterned, shading
from pagesetter.pdf.state import Run
from pagesetter.pdf.values import entry, items, matrix, name, objgen, whole


def _do(run: Run, given: list[Any]) -> None:
    label = name(given[0]) if given else ""
    value = run.named("XObject", label)
    if value is None:
        return
    match name(entry(value, "/Subtype")):
        case "Image":
            _placed(run, value, inline=False)
        case "Form":
            reading.inner(run, value, times(matrix(entry(value, "/Matrix")), run.state.ctm), label)
        case other:
            run.to.fault(f"XObject {label} is neither image nor form but {other or 'nothing'}")


def _inline(run: Run, given: list[Any]) -> None:
    _placed(run, given[0].obj, inline=True)


def _placed(run: Run, value: Any, *, inline: bool) -> None:
    width, height = whole(_either(value, "/Width", "/W")), whole(_either(value, "/Height", "/H"))
    rect = image_of(run.state.ctm, 0, 0, 1, 1)
    across, down = lengths(run.state.ctm)
    ppi = min((pixels * 72 / length for pixels, length in ((width, across), (height, down)) if length > 0), default=0.0)
    filters = _either(value, "/Filter", "/F")
    listed = [name(one) for one in items(filters)] or [name(filters)]
    mask = _either(value, "/ImageMask", "/IM") is True
    bits = 1 if mask else whole(_either(value, "/BitsPerComponent", "/BPC"))
    soft = entry(value, "/SMask") is not None or whole(entry(value, "/SMaskInData")) > 0
    picture = Picture(width, height, bits, mask, ppi, inline, soft, listed[-1], objgen(value))
    if mask:
        paint = run.state.fill
        if paint.pattern is not None:
            patterned(run, rect, paint)
        run.paint(Kind.IMAGE, rect, paint.ink, picture=picture)
        return
    named = _either(value, "/ColorSpace", "/CS")
    of = None if named is None else found(run, named)
    run.paint(Kind.IMAGE, rect, Ink("") if of is None else unsaid(of), picture=picture)


def _either(value: Any, long: str, short: str) -> Any:
    """An entry by its name, or by its short one in an inline image."""
    held = entry(value, long)
    return entry(value, short) if held is None else held


OPERATORS: Mapping[str, Callable[[Run, list[Any]], None]] = MappingProxyType({"Do": _do, "BI": _inline, "sh": shading})
