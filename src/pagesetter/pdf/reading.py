"""A content stream in, what it paints into the collector out: the loop over operators, and streams inside streams."""

import warnings
from collections.abc import Callable, Mapping
from copy import copy
from functools import cache
from types import MappingProxyType
from typing import Any

from pagesetter.geometry import Rect
from pagesetter.pdf.matrix import IDENTITY, Matrix, image_of, times
from pagesetter.pdf.state import DEEPEST, MOST_OPERATORS, Enough, Run, extended
from pagesetter.pdf.values import box, entry, matrix, name, number, objgen

Operator = Callable[[Run, list[Any]], None]


def inner(
    run: Run,
    stream: Any,
    ctm: Matrix,
    label: str,
    *,
    tiled: Rect | None = None,
    colourless: bool = False,
    resources: Any = None,
) -> None:
    """Reads a form, a pattern's cell or a glyph inside the present stream; ``ctm`` is what it begins with."""
    key = objgen(stream)
    if len(run.inside) >= DEEPEST or (key[0] and key in run.open):
        what = "contains itself" if key in run.open else f"lies more than {DEEPEST} deep"
        run.to.fault(f"{label} {what}")
        return
    state = copy(run.state)
    state.ctm = ctm
    if tiled is not None:
        state.clipped(tiled)
    bounds = box(entry(stream, "/BBox"))
    if bounds is not None and tiled is None:
        state.clipped(image_of(ctm, *bounds))
    below = Run(
        run.to,
        entry(stream, "/Resources") or resources or run.resources,
        state,
        ctm,
        (*run.inside, label),
        run.open | {key} if key[0] else run.open,
        run.group,
        run.outer_alpha,
        run.outer_blend,
        run.outer_mask,
        tiled or run.tiled,
        colourless or run.colourless,
    )
    if name(entry(entry(stream, "/Group"), "/S")) == "Transparency":
        _begin_group(below)
    read(below, stream)


def _begin_group(run: Run) -> None:
    """What lies outside the group acts on the group as a whole (ISO 32000-1, 11.6.6)."""
    state = run.state
    run.group = True
    run.outer_alpha *= state.alpha
    run.outer_blend = state.blend if run.outer_blend == "Normal" else run.outer_blend
    run.outer_mask = run.outer_mask or state.soft_mask
    state.alpha = state.alpha_stroke = 1.0
    state.blend, state.soft_mask = "Normal", False


def read(run: Run, stream: Any) -> None:
    """Carries out a stream's operators; a stream that cannot be parsed is a fault."""
    to, known = run.to, operators()
    for operator, given in parsed(run, stream):
        to.met += 1
        if to.met > MOST_OPERATORS:
            to.fault(f"it has more than {MOST_OPERATORS} operators")
            raise Enough
        to.operators[operator] += 1
        act = known.get(operator)
        if act is not None:
            act(run, given)


def parsed(run: Run, stream: Any) -> list[tuple[str, list[Any]]]:
    """Operators with their operands; what is drawn again and again is parsed once."""
    from pikepdf import ContentStreamInlineImage, parse_content_stream  # loaded by whoever opened the file

    key = objgen(stream)
    if key[0] and key in run.to.programs:
        return run.to.programs[key]
    made: list[tuple[str, list[Any]]] = []
    where = f" of {run.inside[-1]}" if run.inside else ""
    try:
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            instructions = parse_content_stream(stream)
        for one in instructions:
            if isinstance(one, ContentStreamInlineImage):
                made.append(("BI", [one.iimage]))
            else:
                made.append((str(one.operator), list(one.operands)))
        for warning in told:
            run.to.fault(f"the content{where} is damaged: {_short(warning.message)}")
    except MemoryError:
        raise
    except Exception as problem:  # the parser lets out whatever its C++ throws: IndexError, RuntimeError, TypeError …
        run.to.fault(f"the content{where} cannot be read: {_short(problem)}")
    if key[0] and run.inside:
        run.to.programs[key] = made
    return made


def _short(problem: object) -> str:
    return " ".join(str(problem).split())[:120]


@cache
def operators() -> Mapping[str, Operator]:
    """Every operator that changes or paints anything."""
    # Forms, patterns and glyphs hold streams again: these modules call this one.
    from pagesetter.pdf import inking, paths, pictures, showing

    general: dict[str, Operator] = {"q": _save, "Q": _restore, "cm": _concatenate, "w": _width, "gs": _extended}
    return MappingProxyType(
        {**general, **inking.OPERATORS, **paths.OPERATORS, **pictures.OPERATORS, **showing.OPERATORS}
    )


def _save(run: Run, given: list[Any]) -> None:
    run.save()


def _restore(run: Run, given: list[Any]) -> None:
    run.restore()


def _concatenate(run: Run, given: list[Any]) -> None:
    made = matrix(given)
    if made is not IDENTITY:
        run.state.ctm = times(made, run.state.ctm)


def _width(run: Run, given: list[Any]) -> None:
    if given:
        run.state.line = abs(number(given[0]))


def _extended(run: Run, given: list[Any]) -> None:
    if given:
        extended(run, run.named("ExtGState", name(given[0])))
