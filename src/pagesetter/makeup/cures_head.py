"""A planned story with a head in, the bands and sizes that copyfit may give it instead out."""

from collections.abc import Sequence
from dataclasses import replace

from pagesetter.makeup.cure_options import LEAST_PHOTO_ROWS, LEAST_ROWS, Option, against, covered
from pagesetter.makeup.headline import fitter_of
from pagesetter.makeup.setting import Setter
from pagesetter.makeup.turning import Turning
from pagesetter.model.dummy import Frame, Slot, StoryPlan
from pagesetter.model.fits import Cure
from pagesetter.model.style import CopyfitStyle


def head_options(plan: StoryPlan, setter: Setter, width: float, need: int, limits: CopyfitStyle) -> list[Option]:
    """The head in a band of fewer or more lines, at the size of its ladder that fits it."""
    head, cure = plan.head, limits.cure("head")
    if head is None or head.area is not plan.area or head.mode is not plan.grid.mode or head.row < 0:
        return []
    beneath = _beneath(plan, head)
    if beneath is None:
        return []
    texts, photos = beneath
    grid, style = plan.grid, setter.sheet.heads[plan.area.head]
    turning = Turning(head.mode, width)
    fitter = fitter_of(setter.along(head.mode), plan.area, plan.story.language, grid)

    def fit(lines: int) -> tuple[float, float, bool]:
        band = replace(head.rect, h=head.rect.h + (lines - now) * grid.leading)
        made = fitter.fit(plan.story, turning.back(Turning(grid.mode, width).rect(band)))
        bad = bool(made.overflow) or any("condensed" in words for words in made.cures)
        return made.size, band.h - made.height, bad or made.size not in style.ladder

    now = head.end_row - head.row
    size, air, bad = fit(now)
    if bad:
        return []
    least_air = min(air, (style.air_above_lines + style.air_below_lines) * grid.leading) - 0.01
    out, seen = [], set[float]()
    shortest = min((f.lines for f in texts), default=0)
    for n in range(1, now if need > 0 else shortest - LEAST_ROWS):
        lines = now - n * need
        other, air, bad = fit(lines)
        if bad or air < least_air or _beyond(photos, n * need, limits):
            break
        steps = abs(style.ladder.index(other) - style.ladder.index(size))
        if steps > cure.most:
            break
        if need < 0 and (steps == 0 or other in seen):
            continue  # white alone is given where the text is poured
        seen.add(other)
        gain = n * need * len(texts)
        kind, cost = ("head", cure.cost * steps) if steps else ("head_space", limits.cure("head_space").cost * n)
        if not steps and n > limits.cure("head_space").most:
            continue
        cures = (
            Cure(kind, 0, -n * need, other if steps else 0.0, gain),
            *(Cure("photo", slot.number, n * need, 0.0, 0) for slot in photos),
        )
        cost += limits.cure("photo").cost * n * len(photos)
        places = tuple((slot.number, n * need, 0) for slot in photos)
        out.append(Option(cures, cost, gain, head_lines=lines, photos=places))
    return out


def _beyond(photos: Sequence[Slot], rows: int, limits: CopyfitStyle) -> bool:
    """Whether photos under a head may not take up the rows that it leaves or wants."""
    cure = limits.cure("photo")
    return any(
        abs(rows) > min(cure.most, cure.share_ratio * (slot.end_row - slot.row))
        or slot.end_row - slot.row + rows < LEAST_PHOTO_ROWS
        for slot in photos
    )


def _beneath(plan: StoryPlan, head: Slot) -> tuple[list[Frame], list[Slot]] | None:
    """The text and the photos right under a head; None where a column under it has neither."""
    texts: list[Frame] = []
    photos: list[Slot] = []
    for i in covered(plan, head.rect):
        frame = against(plan, i, head.end_row, below=True)
        slot = next((s for s in plan.photos if s.row == head.end_row and i in covered(plan, s.rect)), None)
        if frame is not None:
            texts.append(frame)
        elif slot is None or slot.free:
            return None
        elif slot not in photos:
            photos.append(slot)
    return (texts, photos) if texts else None
