"""A layout that was made up in, what is wrong with its page out: what holds for every page, of any plan and copy.

Only the finished page is looked at, and what the report says of it. A law that the report says gave way is none here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from page_look import HEADS, NO_END, RUNNING, Look, along, holds

from pagesetter.build import Built
from pagesetter.diagnostics import Severity
from pagesetter.geometry import Rect, WritingMode
from pagesetter.makeup.casting import cast_off
from pagesetter.makeup.own_grid import LEAST_EM
from pagesetter.makeup.turning import Turning
from pagesetter.model.fits import StoryFit
from pagesetter.model.page import Drawing, Panel, Picture, Placed, Rule, Text

NO_START = frozenset("，。、；：！？）》」』】”’,.!?)%")
_NEAR = 0.05
"""pt by which places that are one may miss each other."""


def broken(built: Built, threads: frozenset[str] = frozenset()) -> list[str]:
    """Every law that the page breaks, in words; ``threads``: stories that go on on other pages (`edition_laws`)."""
    if built.spec is None or built.page is None:
        return [
            f"the plan is not legal: {d.code} {d.message}" for d in built.diagnostics if d.severity is Severity.ERROR
        ]
    if "X900" in {d.code for d in built.diagnostics}:
        return ["the program failed"]
    look = _Laws(built, threads)
    laws = (
        look.every_character_once,
        look.figures_are_true,
        look.nothing_overlaps,
        look.frames_keep_apart,
        look.lines_on_the_grid,
        look.columns_are_level,
        look.text_runs_on,
        look.no_sliver,
        look.no_forbidden_edge,
    )
    return [f"{law.__name__}: {words}" for law in laws for words in law()]


class _Laws(Look):
    """What holds for every page."""

    # --- nothing is lost ---

    def every_character_once(self) -> Iterator[str]:
        parts: dict[str, list[StoryFit]] = defaultdict(list)
        for fit in self.page.fits:
            parts[fit.slug].append(fit)
        for story in self.built.edition.stories:
            if story.slug in self.threads:
                continue
            placed = whole = 0
            over = any(fit.over_lines > 0 for fit in parts[story.slug])
            for number, block in enumerate(story.blocks):
                if block.kind not in ("body", "subhead"):
                    continue
                at = 0
                # the place of the second part may come before that of the first
                for line in sorted((t for t in self.of[story.slug] if t.block == number), key=lambda t: t.start):
                    cut_cap = at == 0 and line.start <= 3  # one that stands apart from its lines is not looked at
                    if not cut_cap and line.start != at and block.text[at : line.start].strip():
                        yield f'"{story.slug}" block {number}: {line.start} follows {at}'
                    at = line.end
                if block.kind == "body":
                    placed += at
                    whole += len(block.text)
                if at < len(block.text.rstrip()) and not over:
                    yield f'"{story.slug}" block {number}: {len(block.text) - at} characters are lost in silence'
            for fit in parts[story.slug]:
                if len(parts[story.slug]) == 1 and fit.over_lines > 0 and placed + fit.over_characters < whole - 1:
                    yield f'"{story.slug}": {whole - placed} characters are not set and {fit.over_characters} are told'
                if fit.over_lines > 0 and not self.codes & {"M201", "M101", "M105"}:
                    yield f'"{story.slug}": {fit.over_lines} lines are over and nobody says so'

    def figures_are_true(self) -> Iterator[str]:
        """Lines over and under are those that a galley of the measure has."""
        for fit in self.page.fits:
            if fit.needs - fit.lines_set != max(fit.over_lines, 0):
                yield f'"{fit.slug}": of {fit.needs} lines {fit.lines_set} are set and {fit.over_lines} over'
            galley = self._galley(fit)
            if galley is None:
                continue
            white = fit.room - fit.lines_set  # rows at the foot of a column that a subhead cannot use
            idle = white >= 3 * len(fit.feet) and not fit.gave_way
            if fit.over_lines > 0 and (fit.over_lines != galley - fit.room + white or idle):
                yield f'"{fit.slug}": told {fit.over_lines} over, a galley says {galley} for {fit.room}, {white} white'
            spaces = sum(c.gain for c in fit.taken if c.kind in ("subhead_space", "paragraph_space"))
            if fit.over_lines < 0 and fit.over_lines not in (galley - spaces - fit.room, -white):
                yield f'"{fit.slug}": told {-fit.over_lines} under, a galley says {galley} for {fit.room}'
            if galley > fit.room and fit.over_lines <= 0 and not fit.cures and not fit.taken:
                yield f'"{fit.slug}": a galley says {galley} for {fit.room}, and nothing is over or cured'

    def _galley(self, fit: StoryFit) -> int | None:
        """Lines of a story as a galley; None where its lines are not all of one measure."""
        story = self.built.edition.story(fit.slug)
        measures = {round(rect.h if self.mode(fit) is WritingMode.VERTICAL else rect.w, 3) for rect in fit.feet}
        measures |= {round(t.measure, 3) for t in self.of[fit.slug] if t.role == "body"}
        turning = Turning(self.mode(fit), self.page.trim.w)
        measures |= {round(rect.w, 3) for rect in self.frames(fit, turning)}
        area = self.spec.area(fit.area)
        if story is None or area is None or len(measures) != 1 or self.built.library is None:
            return None
        if fit.slug in self.parted | self.threads:
            return None
        if any(a.of == area.name and a.use == "summary" for a in self.spec.areas) or area.drop_cap:
            return None
        from pagesetter.fonts.shape import HarfBuzzShaper

        em = measures.pop() / self.spec.grid.size
        galley, _ = cast_off(story, self.spec.styles, HarfBuzzShaper(self.built.library), em, mode=self.mode(fit))
        return galley.rows

    # --- places ---

    def nothing_overlaps(self) -> Iterator[str]:
        boxes = [(self.boxes[id(t)], (t.slug, t.role), f"{t.slug} {t.role} “{t.text[:8]}”") for t in self.texts]
        solid = [
            (i.rect, (i.slug, ""), f"{type(i).__name__.lower()} {i.slug}")
            for i in self.page.items
            if (isinstance(i, Picture) and not i.outline) or isinstance(i, Placed)
        ]
        adverts = [i.rect for i in self.page.items if isinstance(i, Panel) and i.role == "advert"]
        story = [box for box in boxes if box[1][0]]
        solid += [(rect, ("", ""), "advert") for rect in adverts]
        yield from self._overlaps(boxes)
        yield from self._overlaps([*solid, *story], only=len(solid))
        for item in self.page.items:
            if isinstance(item, Picture) and item.outline:
                corners = [(item.rect.x + u * item.rect.w, item.rect.y + v * item.rect.h) for u, v in item.outline]
                inner = _shrunk(corners)
                for text, (box, _, words) in zip(self.texts, boxes, strict=True):
                    if text.role in RUNNING and any(holds(box, x, y) for x, y in inner):
                        yield f"picture {item.slug} and {words}"
            if isinstance(item, Rule) and item.role != "advert":
                drawn = Rect(
                    min(item.x0, item.x1), min(item.y0, item.y1), abs(item.x1 - item.x0), abs(item.y1 - item.y0)
                )
                drawn = drawn.inset(-item.width / 2)
                for box, what, words in [*story, *solid]:
                    if drawn.overlaps(box, 0.3) and what not in self.told:
                        yield f"rule {item.role} {item.slug} and {words}"
        area = self.spec.page.type_area.inset(-0.25 * self.spec.grid.size)  # as far as a large subhead at a foot goes
        for box, what, words in [*story, *solid]:
            if not area.contains(box) and what not in self.told:
                yield f"outside the type area: {words}"

    def _overlaps(self, boxes: list[tuple[Rect, tuple[str, str], str]], *, only: int | None = None) -> Iterator[str]:
        """Boxes that lie on each other; ``only``: the first so many against all. Sorted from the head of the page."""
        order = sorted(range(len(boxes)), key=lambda i: boxes[i][0].y)
        for at, i in enumerate(order):
            one, what, words = boxes[i]
            for j in order[at + 1 :]:
                other, second, more = boxes[j]
                if other.y >= one.bottom:
                    break
                if (only is None or min(i, j) < only) and one.overlaps(other, 0.6) and not self.told & {what, second}:
                    yield f"{words} and {more}"

    def frames_keep_apart(self) -> Iterator[str]:
        frames = [i for i in self.page.items if isinstance(i, Panel | Drawing) and i.role == "frame"]
        for number, frame in enumerate(frames):
            edge = frame.rect.inset(-0.5)
            for other in frames[:number]:
                nested = frame.rect.contains(other.rect) or other.rect.contains(frame.rect)
                if other.slug != frame.slug and edge.overlaps(other.rect) and not nested:
                    yield f"frames of {frame.slug} and {other.slug} touch"
            for text in self.texts:
                box = self.boxes[id(text)]
                apart = not box.overlaps(frame.rect) or frame.rect.contains(box)
                if not apart and (text.slug, text.role) not in self.told and frame.slug not in self.misplaced:
                    yield f"{text.slug} {text.role} “{text.text[:8]}” crosses the frame of {frame.slug}"

    def lines_on_the_grid(self) -> Iterator[str]:
        first, leading, _ = self.page.baselines
        inner = {a.story for a in self.spec.areas if a.inside}
        starts: dict[tuple[str, int], float] = {}
        for text in self.texts:
            if text.role != "body":
                continue
            rows = (text.y if text.mode is WritingMode.HORIZONTAL else text.x) / leading
            apart = text.mode is not self.page.mode or text.slug in inner
            rows -= starts.setdefault((text.slug, text.part), rows) if apart else first / leading
            if abs(rows - round(rows)) > 1e-4:
                yield f"{text.slug} “{text.text[:8]}” stands {rows:.3f} rows down"

    # --- columns ---

    def columns_are_level(self) -> Iterator[str]:
        """They end on one row, the last ones a row earlier."""
        for fit in self.page.fits:
            if fit.over_lines > 0 or fit.gave_way or not fit.feet:
                continue
            turning = Turning(self.mode(fit), self.page.trim.w)
            lines = [turning.back(self.boxes[id(t)]) for t in self.lines(fit) if t.role in RUNNING]
            lines += [
                turning.back(i.rect)
                for i in self.page.items
                if isinstance(i, Panel) and i.slug == fit.slug and i.role == "summary"
            ]
            frames = self.frames(fit, turning)
            feather = next((int(cure.split()[0]) for cure in fit.cures if cure.endswith("under the head")), 0)
            white = []
            for foot in map(turning.back, fit.feet):
                column = [f for f in frames if along(f, foot) > _NEAR]
                empty = 0
                for frame in sorted(column, key=lambda f: -f.y):
                    inside = [ln.bottom for ln in lines if frame.overlaps(ln)]
                    end = max(inside, default=frame.y - (self.page.baselines[1] - self.spec.grid.size))
                    empty += max(round((frame.bottom - end) / self.page.baselines[1]), 0)
                    if inside:
                        break
                else:  # nothing stands in it; white under the head is not at its foot
                    empty -= feather
                white.append(empty)
            last = any(cure.startswith("a line of white at") for cure in fit.cures)  # it may lie at a foot
            if max(white) - min(white) > 1 + last or any(a > b + last for a, b in pairwise(white)):
                yield f"{fit.slug}: empty rows at the feet of its columns {white}"

    def text_runs_on(self) -> Iterator[str]:
        """Down each column and on to the next, never back (回头文), never above its own head (题压文), never beyond
        another story (断栏)."""
        for fit in self.page.fits:
            mode = self.mode(fit)
            turning = Turning(mode, self.page.trim.w)
            area = self.spec.area(fit.area)
            feet = [turning.back(rect) for rect in fit.feet]
            lines = [
                (t, turning.back(self.boxes[id(t)])) for t in self.lines(fit) if t.role in ("body", "subhead", "byline")
            ]
            lines = [(t, box) for t, box in lines if any(along(f, box) > 0 for f in feet)]
            if area is None:
                continue
            before: tuple[int, Rect] | None = None
            for text, box in lines:
                column = max(range(len(feet)), key=lambda i: along(feet[i], box))
                if before is not None and (column < before[0] or (column == before[0] and box.y < before[1].y - _NEAR)):
                    yield f"{fit.slug} “{text.text[:8]}” goes back from column {before[0]} to {column}"
                if before is not None and column == before[0] and "M127" not in self.codes:
                    yield from self._gap(fit.slug, before[1], box, turning)
                before = column, box
            heads = [turning.back(self.boxes[id(t)]) for t in self.lines(fit) if t.role in HEADS]
            free = any(a.of == area.name and a.use == "head" for a in self.spec.areas)
            if heads and lines and not free and fit.slug not in self.formless:
                yield from self._under_its_head(
                    fit.slug, lines, heads, area.head_form, area.head_mode not in (None, mode)
                )

    def _under_its_head(
        self, slug: str, lines: list[tuple[Text, Rect]], heads: list[Rect], form: str, across: bool
    ) -> Iterator[str]:
        head = heads[0]
        for other in heads[1:]:
            head = head.union(other)
        if form in ("inside", "waist", "brow") or across:
            return
        for text, box in lines:
            if along(head, box) > _NEAR and box.y < head.y:
                yield f"{slug} “{text.text[:8]}” stands above its own head"

    def _gap(self, slug: str, upper: Rect, lower: Rect, turning: Turning) -> Iterator[str]:
        gap = Rect(max(upper.x, lower.x), upper.bottom, min(upper.w, lower.w), lower.y - upper.bottom)
        if gap.h < 2 * self.page.baselines[1]:
            return
        framed = {a.story for a in self.spec.areas if a.frame or a.inside}
        for text in self.texts:
            if (
                text.slug
                and text.slug != slug
                and text.slug not in framed
                and (text.slug, text.role) not in self.told
                and turning.back(self.boxes[id(text)]).overlaps(gap)
            ):
                yield f"{slug} is cut by {text.slug}"
                return

    def no_sliver(self) -> Iterator[str]:
        numbers, size = self.spec.styles.numbers, self.spec.grid.size
        for fit in self.page.fits:
            turning = Turning(self.mode(fit), self.page.trim.w)
            feet = [turning.back(rect) for rect in fit.feet]
            area = self.spec.area(fit.area)
            cap = area is not None and area.drop_cap
            beside = min((t.block for t in self.lines(fit) if t.role == "body"), default=-1) if cap else -1
            for text in self.lines(fit):
                if text.role != "body" or not feet or text.block == beside:
                    continue
                box = turning.back(self.boxes[id(text)])
                column = max(feet, key=lambda f: along(f, box))
                least = LEAST_EM * size
                if text.measure < column.w - _NEAR:
                    least = max(numbers["around_least_em"] * size, numbers["around_least_ratio"] * column.w)
                if text.measure < least - _NEAR:
                    yield f"{fit.slug} “{text.text[:8]}” has {text.measure / size:.1f} characters"

    def no_forbidden_edge(self) -> Iterator[str]:
        for fit in self.page.fits:
            if fit.first_fit:
                continue
            for text in self.lines(fit):
                if text.role not in ("body", "summary", "caption", "headline"):
                    continue
                shown = text.text.strip()
                story = self.built.edition.story(fit.slug)
                block = story.blocks[text.block].text if story and 0 <= text.block < len(story.blocks) else shown
                if shown[0] in NO_START and text.start > 0 and block[text.start - 1 : text.start] != "\n":
                    yield f"{fit.slug} {text.role} “{shown[:8]}” begins a line"
                if shown[-1] in NO_END:
                    yield f"{fit.slug} {text.role} “{shown[-8:]}” ends a line"


def _shrunk(corners: Iterable[tuple[float, float]], share: float = 0.97) -> list[tuple[float, float]]:
    """Corners of a shape a little nearer to its middle, and the middles of its sides."""
    points = list(corners)
    x = sum(p[0] for p in points) / len(points)
    y = sum(p[1] for p in points) / len(points)
    near = [(x + (a - x) * share, y + (b - y) * share) for a, b in points]
    return [*near, *(((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in zip(near, near[1:] + near[:1], strict=True))]
