"""A planned story in, what copyfit may change of it out: its knobs, with what each of their settings costs and brings.

A knob is one thing of the story: its head, one of its photos, the white at one photo. Only what stands against the
story's own text is a knob: moving any other edge would leave a hole or move a neighbour. Which knobs there are, how far
they turn and what that costs stands in the style sheet (``copyfit``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pagesetter.geometry import Rect
from pagesetter.images.crop import cover_crop, effective_ppi
from pagesetter.makeup.boxes import Stamp
from pagesetter.makeup.cure_options import LEAST_PHOTO_ROWS, LEAST_ROWS, Knob, Option, against, covered
from pagesetter.makeup.cures_head import head_options
from pagesetter.makeup.flow import Element, Paragraph
from pagesetter.makeup.setting import Setter
from pagesetter.makeup.turning import shown_size
from pagesetter.model.dummy import Adjust, Slot, StoryPlan
from pagesetter.model.fits import Cure
from pagesetter.model.page import Text
from pagesetter.model.style import CopyfitStyle


def knobs(
    plan: StoryPlan,
    flow: Sequence[Element],
    setter: Setter,
    sizes: Mapping[str, tuple[int, int]],
    width: float,
    need: int,
    limits: CopyfitStyle | None = None,
) -> tuple[Knob, ...]:
    """The knobs of a story that needs room (``need`` 1) or has too much of it (-1), in the order of the sheet.

    ``limits``: instead of those of the style sheet; ``width``: of the page, pt.
    """
    limits = limits or setter.sheet.copyfit
    makers = {
        "subhead_space": lambda: [_subheads(flow, plan, need, limits)],
        "caption_space": lambda: [_white(plan, slot, need, limits) for slot in plan.photos],
        "paragraph_space": lambda: [_spaces(flow, need, limits)],
        "photo": lambda: [_photo(plan, slot, setter, sizes, need, limits) for slot in plan.photos],
        "head": lambda: [head_options(plan, setter, width, need, limits)],
    }
    found: list[Knob] = []
    for cure in limits.cures:
        if cure.most and cure.name in makers:
            made = (sorted(options, key=lambda o: o.cost) for options in makers[cure.name]())
            found += [(Option(), *options) for options in made if options]
    return tuple(found)


def adjust_of(options: Sequence[Option]) -> Adjust:
    """What the options change of the plan."""
    photos: dict[int, tuple[int, int, int]] = {}
    for number, above, below in (place for o in options for place in o.photos):
        _, a, b = photos.get(number, (number, 0, 0))
        photos[number] = number, a + above, b + below
    head_lines = next((o.head_lines for o in options if o.head_lines is not None), None)
    return Adjust(head_lines, tuple(photos[n] for n in sorted(photos)), tuple(w for o in options for w in o.white))


def flow_of(flow: Sequence[Element], options: Sequence[Option], leading: float) -> tuple[Element, ...]:
    """What the options change of the running text."""
    wanted, spaces = sum(o.subheads for o in options), sum(o.spaces for o in options)
    made = list(flow)
    spares = _spares(flow, leading)
    while wanted:  # a row of each before a second one of any
        for i, spare in enumerate(spares):
            if spare and wanted:
                element = made[i]
                assert isinstance(element, Stamp)
                made[i] = replace(element, rows=element.rows - 1, items=_lower(element, -leading / 2))
                spares[i], wanted = spare - 1, wanted - 1
    gaps = _gaps(made)
    for at in sorted({gaps[int((i + 0.5) * len(gaps) / spaces)] for i in range(spaces)}, reverse=True):
        made.insert(at, Stamp(SPACE, 1, ()))
    return tuple(made)


SPACE = "space"
"""Kind of the stamp that is white and nothing else."""


def _lower(stamp: Stamp, by: float) -> tuple[Text, ...]:
    return tuple(replace(item, y=item.y + by) for item in stamp.items if isinstance(item, Text))


def spare_rows(stamp: Stamp, leading: float) -> int:
    """Rows of a subhead that its lines do not need."""
    lines = [item for item in stamp.items if isinstance(item, Text)]
    if not lines or len(lines) < len(stamp.items):
        return 0
    high = lines[-1].y - lines[0].y + lines[-1].size
    return max(stamp.rows - max(-int(-high // leading), 1), 0)


def _gaps(flow: Sequence[Element]) -> list[int]:
    """Indices of the paragraphs that follow another one."""
    return [
        i
        for i in range(1, len(flow))
        if isinstance(e := flow[i], Paragraph) and not e.joins and isinstance(flow[i - 1], Paragraph)
    ]


# --- knobs ---


def _subheads(flow: Sequence[Element], plan: StoryPlan, need: int, limits: CopyfitStyle) -> list[Option]:
    """A row less at subheads that have one to spare. (A row more is given where the text is poured.)"""
    if need < 0:
        return []
    cure = limits.cure("subhead_space")
    most = sum(min(spare, cure.most) for spare in _spares(flow, plan.grid.leading))
    return [Option((Cure("subhead_space", 0, -n, 0.0, n),), cure.cost * n, n, subheads=n) for n in range(1, most + 1)]


def _spares(flow: Sequence[Element], leading: float) -> list[int]:
    """Rows that each element can spare."""
    return [spare_rows(e, leading) if isinstance(e, Stamp) and e.kind == "subhead" else 0 for e in flow]


def _spaces(flow: Sequence[Element], need: int, limits: CopyfitStyle) -> list[Option]:
    """White rows between paragraphs, at most one at each."""
    cure = limits.cure("paragraph_space")
    if need > 0:
        return []
    most = min(cure.most, len(_gaps(flow)))
    return [Option((Cure("paragraph_space", 0, n, 0.0, -n),), cure.cost * n, -n, spaces=n) for n in range(1, most + 1)]


def _white(plan: StoryPlan, slot: Slot, need: int, limits: CopyfitStyle) -> list[Option]:
    """White rows between a photo and the text under it, or over it where none is under it."""
    cure = limits.cure("caption_space")
    side = _side(plan, slot)
    if need > 0 or side is None:
        return []
    columns, below, depth = side
    out = []
    for n in range(1, min(cure.most, depth - LEAST_ROWS) + 1):
        place = (slot.number, 0, n) if below else (slot.number, n, 0)
        made = Cure("caption_space", slot.number, n, 0.0, -n * columns)
        out.append(Option((made,), cure.cost * n, -n * columns, white=(place,)))
    return out


def _photo(
    plan: StoryPlan,
    slot: Slot,
    setter: Setter,
    sizes: Mapping[str, tuple[int, int]],
    need: int,
    limits: CopyfitStyle,
) -> list[Option]:
    """A photo lower or higher by whole rows, at its edge against the text."""
    cure = limits.cure("photo")
    side = _side(plan, slot)
    if side is None or slot.entire:
        return []
    columns, below, depth = side
    out = []
    for n in range(1, cure.most + 1):
        rows = slot.end_row - slot.row - n * need
        if n > cure.share_ratio * (slot.end_row - slot.row) or rows < LEAST_PHOTO_ROWS:
            break
        if need < 0 and (depth - n < LEAST_ROWS or not _sharp(plan, slot, rows, setter, sizes)):
            break
        place = (slot.number, 0, -n * need) if below else (slot.number, -n * need, 0)
        made = Cure("photo", slot.number, -n * need, 0.0, n * need * columns)
        out.append(Option((made,), cure.cost * n, n * need * columns, photos=(place,)))
    return out


def _side(plan: StoryPlan, slot: Slot) -> tuple[int, bool, int] | None:
    """Columns that a photo covers, whether all of them go on with text under it (else: end with text over it), and the
    rows of the shortest; None where neither is so."""
    if slot.row < 0 or slot.free:
        return None
    columns = covered(plan, slot.rect)
    for below in (True, False):
        texts = [against(plan, i, slot.end_row if below else slot.row, below) for i in columns]
        if columns and all(texts):
            return len(columns), below, min(f.lines for f in texts if f)
    return None


def _sharp(plan: StoryPlan, slot: Slot, rows: int, setter: Setter, sizes: Mapping[str, tuple[int, int]]) -> bool:
    """Whether the photo has pixels enough for so many rows, or as many per inch as now."""
    photo = plan.story.photos[slot.number - 1]
    if photo.file not in sizes:
        return True

    def ppi(high: float) -> float:
        shown = shown_size(Rect(0.0, 0.0, slot.rect.w, high), plan.grid.mode)
        return effective_ppi(sizes[photo.file], cover_crop(*sizes[photo.file], *shown, photo.focus, photo.crop), *shown)

    then = ppi(plan.grid.depth(rows))
    return then >= setter.sheet.numbers["warn_ppi"] or then >= ppi(slot.rect.h) - 1e-6
