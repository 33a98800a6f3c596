"""The spans of a block in, stretches of one style and their clusters out.

What is set in one style is shaped at once, however many spans it is in, so that no span parts a kerned pair.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from pagesetter.model.glyph import Cluster, Shaper
from pagesetter.model.story import Span
from pagesetter.model.style import TypeStyle
from pagesetter.records import record


@record
class Stretch:
    """Characters of one type style, however many spans they are in."""

    start: int
    end: int
    style: TypeStyle
    role: int
    """Number of the style in the block."""


def stretches_of(spans: Sequence[Span], styles: Callable[[str], TypeStyle], base: TypeStyle) -> list[Stretch]:
    """The spans of a block, neighbours of equal style joined."""
    known = {"": base}
    kinds = [base]
    made: list[Stretch] = []
    end = 0
    for span in spans:
        start, end = end, end + len(span.text)
        style = known.get(span.role) or known.setdefault(span.role, styles(span.role))
        if style not in kinds:
            kinds.append(style)
        role = kinds.index(style)
        if made and made[-1].role == role:
            start = made.pop().start
        made.append(Stretch(start, end, kinds[role], role))
    return made


def shaped(text: str, stretches: Sequence[Stretch], shaper: Shaper) -> Iterator[tuple[Stretch, int, Sequence[Cluster]]]:
    """Each stretch with its clusters and the index that theirs count from.

    Stretches that differ in their ink alone are shaped together: kerning and ligatures do not see colours.
    """
    first = 0
    while first < len(stretches):
        after = first + 1
        head = stretches[first]
        while after < len(stretches) and replace(stretches[after].style, ink=head.style.ink) == head.style:
            after += 1
        clusters = shaper.shape(text[head.start : stretches[after - 1].end], head.style)
        if after == first + 1:
            yield head, head.start, clusters
        else:
            at = 0
            for stretch in stretches[first:after]:
                begin = at
                while at < len(clusters) and head.start + clusters[at].start < stretch.end:
                    at += 1
                yield stretch, head.start, clusters[begin:at]
        first = after
