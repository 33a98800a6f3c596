"""Text operators in; shown texts with the place, size and character of every glyph out (ISO 32000-1, 9.3 and 9.4)."""

from collections.abc import Callable, Mapping
from math import hypot
from types import MappingProxyType
from typing import Any

from pagesetter.geometry import Rect
from pagesetter.pdf import reading
from pagesetter.pdf.matrix import IDENTITY, Matrix, image_of, least_scale, straight, times
from pagesetter.pdf.painted import Glyph, Ink, Kind, Type
from pagesetter.pdf.patterns import meant, patterned
from pagesetter.pdf.state import Run
from pagesetter.pdf.type import Font
from pagesetter.pdf.values import items, matrix, name, number, whole

_UNKNOWN = "\ufffd"


def _begin(run: Run, given: list[Any]) -> None:
    run.text = run.text_line = IDENTITY
    run.text_clip = None


def _end(run: Run, given: list[Any]) -> None:
    if run.text_clip is not None:
        run.state.clipped(run.text_clip)
        run.text_clip = None


def _matrix(run: Run, given: list[Any]) -> None:
    run.text = run.text_line = matrix(given)


def _move(run: Run, given: list[Any]) -> None:
    if len(given) >= 2:
        run.text = run.text_line = times((1, 0, 0, 1, number(given[0]), number(given[1])), run.text_line)


def _move_leading(run: Run, given: list[Any]) -> None:
    if len(given) >= 2:
        run.state.leading = -number(given[1])
        _move(run, given)


def _next(run: Run, given: list[Any]) -> None:
    _move(run, [0, -run.state.leading])


def _font(run: Run, given: list[Any]) -> None:
    if len(given) >= 2:
        value = run.named("Font", name(given[0]))
        if value is not None:
            run.choose(value, number(given[1]))


def _setting(attribute: str, factor: float = 1.0) -> Callable[[Run, list[Any]], None]:
    def chosen(run: Run, given: list[Any]) -> None:
        if given:
            setattr(run.state, attribute, number(given[0]) * factor)

    return chosen


def _mode(run: Run, given: list[Any]) -> None:
    if given:
        run.state.mode = whole(given[0])


def _show(run: Run, given: list[Any]) -> None:
    shown(run, given[:1])


def _show_array(run: Run, given: list[Any]) -> None:
    shown(run, items(given[0]) if given else [])


def _show_next(run: Run, given: list[Any]) -> None:
    _next(run, given)
    shown(run, given[:1])


def _show_spaced(run: Run, given: list[Any]) -> None:
    if len(given) >= 3:
        run.state.word, run.state.character = number(given[0]), number(given[1])
        _next(run, given)
        shown(run, given[2:3])


def shown(run: Run, parts: list[Any]) -> None:
    """Strings and the kerns between them, with the present font; moves the text matrix on."""
    state = run.state
    face = state.font
    if face is None:
        run.to.fault("text is shown before a font is chosen")
        return
    glyphs, after = _laid_out(run, face, parts)
    if glyphs:
        if face.subtype == "Type3" and state.mode != 3:
            _glyph_streams(run, face, parts)
        _added(run, face, glyphs)
    run.text = after


def _laid_out(run: Run, face: Font, parts: list[Any]) -> tuple[list[Glyph], Matrix]:
    """The glyphs in their places, and the text matrix after them."""
    from pikepdf import String  # loaded by whoever opened the file

    state, start = run.state, run.text
    size, scale, rise, vertical = state.size, state.scale, state.rise, face.vertical
    down, up = face.descent * size + rise, face.ascent * size + rise
    plane = times(start, state.ctm)
    upright = straight(plane) and plane[1] == 0 == plane[2]
    texts, along = face.texts, 0.0
    glyphs: list[Glyph] = []
    for part in parts:
        if not isinstance(part, String | bytes):
            along -= number(part) / 1000 * size * (1.0 if vertical else scale)
            continue
        for code, length in face.codes(bytes(part)):
            space = state.character + (state.word if length == 1 and code == 32 else 0.0)
            if vertical:
                advance, ox, _ = face.downward(code)
                left, right = -ox * size, (face.width(code) - ox) * size
                low, high = along + advance * size + rise, along + rise
                along += advance * size + space
            else:
                width = face.width(code) * size * scale
                left, right, low, high = along, along + width, down, up
                along += width + space * scale
            if upright:
                x0, x1 = plane[0] * left + plane[4], plane[0] * right + plane[4]
                y0, y1 = plane[3] * high + plane[5], plane[3] * low + plane[5]
                rect = Rect(min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0))
            else:
                rect = image_of(plane, left, low, right, high)
            glyphs.append(Glyph(code, texts.get(code, ""), rect, face.missing(code)))
    moved: Matrix = (1, 0, 0, 1, 0.0, along) if vertical else (1, 0, 0, 1, along, 0.0)
    return glyphs, times(moved, start)


def _added(run: Run, face: Font, glyphs: list[Glyph]) -> None:
    """The shown text as an object; what is filled and stroked gives a stroke besides."""
    state, mode = run.state, run.state.mode
    first = glyphs[0].rect
    left, top, right, bottom = first.x, first.y, first.right, first.bottom
    for glyph in glyphs:
        rect = glyph.rect
        left, top = min(left, rect.x), min(top, rect.y)
        right, bottom = max(right, rect.x + rect.w), max(bottom, rect.y + rect.h)
    area = Rect(left, top, right - left, bottom - top)
    whole_matrix = times(run.text, state.ctm)
    size = abs(state.size) * hypot(whole_matrix[2], whole_matrix[3])
    if face.subtype == "Type3":
        size *= 1000 * abs(face.matrix[3]) if not face.ascent else 1.0
    text = "".join(glyph.text or _UNKNOWN for glyph in glyphs)
    style = Type(face.name, face.subtype, size, mode, text, tuple(glyphs))
    width = state.line * least_scale(state.ctm) if mode in (1, 2, 5, 6) else 0.0
    if mode in (1, 5):
        run.paint(Kind.TEXT, area, meant(run, state.stroke), stroke=True, width=width, type=style)
    else:
        known = Ink("") if face.subtype == "Type3" and _coloured(run, face, glyphs) else meant(run, state.fill)
        run.paint(Kind.TEXT, area, known, type=style)
        if state.fill.pattern is not None and mode in (0, 2, 4, 6) and known.space == "Pattern":
            patterned(run, area, state.fill)
    if mode in (2, 6):
        run.paint(Kind.STROKE, area, meant(run, state.stroke), stroke=True, width=width, type=style)
    if mode >= 4:
        run.text_clip = area if run.text_clip is None else run.text_clip.union(area)


def _coloured(run: Run, face: Font, glyphs: list[Glyph]) -> bool:
    """Whether a glyph brings its own colours (d0 instead of d1)."""
    return any(
        operator == "d0"
        for code in {glyph.code for glyph in glyphs}
        if code in face.procs
        for operator, _ in reading.parsed(run, face.procs[code])[:1]
    )


def _glyph_streams(run: Run, face: Font, parts: list[Any]) -> None:
    """The content of Type 3 glyphs, each where it stands."""
    from pikepdf import String  # as above

    state, along = run.state, 0.0
    for part in parts:
        if not isinstance(part, String | bytes):
            along -= number(part) / 1000 * state.size * state.scale
            continue
        for code in bytes(part):
            stream = face.procs.get(code)
            if stream is not None:
                place: Matrix = (state.size * state.scale, 0, 0, state.size, along, state.rise)
                ctm = times(times(times(face.matrix, place), run.text), state.ctm)
                plain = any(operator == "d1" for operator, _ in reading.parsed(run, stream)[:1])
                reading.inner(run, stream, ctm, face.name or "Type3", colourless=plain, resources=face.resources)
            space = state.character + (state.word if code == 32 else 0.0)
            along += (face.width(code) * state.size + space) * state.scale


OPERATORS: Mapping[str, Callable[[Run, list[Any]], None]] = MappingProxyType(
    {
        "BT": _begin,
        "ET": _end,
        "Tm": _matrix,
        "Td": _move,
        "TD": _move_leading,
        "T*": _next,
        "Tf": _font,
        "Tc": _setting("character"),
        "Tw": _setting("word"),
        "Tz": _setting("scale", 0.01),
        "TL": _setting("leading"),
        "Ts": _setting("rise"),
        "Tr": _mode,
        "Tj": _show,
        "TJ": _show_array,
        "'": _show_next,
        '"': _show_spaced,
    }
)
