"""A sheet and a shape of its cells in, an area and its story out: how it stands, what it shows, its copy."""

from collections.abc import Iterator
from random import Random
from typing import Any, NamedTuple

import yaml
from dummy_copy import Copy
from dummy_shapes import Cells, bounds, hangs_together, rectangles, whole

LEAST_EM = 6
"""Characters that a place off the columns is wide, at least."""
_HEAD_SIZES = {"lead": 60.0, "second": 34.0, "picture": 20.0}
_FORMS = ("over", "part", "part", "inside", "side", "brow", "waist")
_PANELS = ("frame", "double", "thick-thin", "wave", "flowers", "tint", "tint-frame", "reversed")


class Sheet(NamedTuple):
    """The grid of a page."""

    language: str
    vertical: bool
    columns: int
    measure: int
    lines: int
    body: float
    leading: float
    gutter: float
    """em."""
    drawn: bool
    """Whether the page is drawn in letters."""


class Inner(NamedTuple):
    """A story inside another."""

    name: str
    area: dict[str, Any]
    slug: str
    text: str


class Drawing:
    """One story while it is drawn."""

    def __init__(self, rng: Random, sheet: Sheet, names: Iterator[str], slug: str, shape: Cells) -> None:
        self.rng, self.sheet, self.names, self.slug, self.shape = rng, sheet, names, slug, shape
        self.copy = Copy(rng, sheet.language)
        self.name = next(names)
        self.area: dict[str, Any] = {"story": slug}
        self.letters: dict[str, tuple[Cells, dict[str, Any]]] = {}
        """Cells cut out of its shape, and what they are."""
        self.inner: list[Inner] = []
        self.front: dict[str, Any] = {"language": sheet.language, "copyedit": "off"}
        self.box = c0, r0, c1, r1 = bounds(shape)
        self.wide, self.high = c1 - c0, r1 - r0
        self.rectangle = len(shape) == self.wide * self.high
        self._taken: list[range] = []
        """Rows of what text runs round."""
        self._cells = 0
        style = self._head()
        self._stand(style)
        self._show()
        self._write(style)

    @property
    def cells(self) -> Cells:
        """What is left to the story itself."""
        return self.shape.difference(*(cells for cells, _ in self.letters.values()))

    def _chance(self, share: float) -> bool:
        return self.rng.random() < share

    # --- how it stands ---

    def _head(self) -> str:
        rng, sheet = self.rng, self.sheet
        style = rng.choice(("none", "picture", "third", "third", "third-serif", "second"))
        if self.high < 14 and style != "none":
            style = "picture"
        if self.wide >= 4 and self.high >= 24 and self._chance(0.4):
            style = "lead"
        form = rng.choice(_FORMS) if self._chance(0.25) and style != "none" else ""
        top = min(self.wide, 2) if sheet.vertical else sum(1 for _, r in self.shape if r == self.box[1])
        across = max(top // 2, 1) if form in ("part", "inside", "side", "brow") else top
        em = across * sheet.measure * sheet.body / _HEAD_SIZES.get(style, 26.0)
        self.front["headline"] = self.copy.phrase(max(int(em * rng.uniform(0.4, 0.9)), 3))
        self._cells += 0 if style == "none" else across * 5
        if style != "none" and self.high > 20:
            if self._chance(0.25):
                self.front["kicker"] = self.copy.phrase(8)
            if self._chance(0.25):
                self.front["deck"] = self.copy.phrase(9)
        extra: dict[str, Any] = {"form": form} if form else {}
        if self._chance(0.12) and style != "none":
            extra["panel"] = rng.choice(_PANELS)
        if "kicker" in self.front and self._chance(0.3):
            extra["kicker"] = rng.choice(("left", "above", "shoulder"))
        if "deck" in self.front and self._chance(0.3):
            extra["deck"] = rng.choice(("below", "above"))
        if not form and style != "none" and self.rectangle and self.high >= 20 and self.wide >= 2 and self._chance(0.1):
            extra["mode"] = "horizontal" if sheet.vertical else "vertical"
        self.area["head"] = {"style": style, **extra} if extra else style
        return style

    def _stand(self, style: str) -> None:
        rng, sheet, area = self.rng, self.sheet, self.area
        if self._chance(0.4):
            self.front["byline"] = self.copy.of.byline
        if self._chance(0.3):
            self.front["credit"] = self.copy.of.credit
        turned = self.rectangle and self.wide >= 2 and not sheet.vertical and sheet.language in ("zh-Hans", "ja")
        if turned and self.high >= 16 and isinstance(area["head"], str) and self._chance(0.18):
            area["mode"] = "vertical"
        elif self.rectangle and self._chance(0.3):
            area["frame"] = rng.choice((True, True, *_PANELS))
        if "mode" not in area and self._chance(0.25) and not sheet.vertical:
            room = self.wide * sheet.measure + (self.wide - 1) * sheet.gutter - 2
            most = min(int((room + 1) // 8), self.wide + 2)
            if most >= 1 and self.wide > 1:
                area["columns"] = rng.randint(1, most)
                area["column_mode"] = rng.choice(("equal", "equal", "free", "relative"))
        if self._chance(0.1) and style != "none":
            area["drop_cap"] = rng.choice((True, 2, 3, 4))
        if self._chance(0.1):
            area["fixed"] = True
        area["min_ppi"] = 1

    # --- what it shows ---

    def _show(self) -> None:
        """Photos, a summary, things that the text runs round."""
        rng, area = self.rng, self.area
        if len(self.shape) < 40 or self.high < 16:
            return
        own = "columns" in area or area.get("frame") or "mode" in area
        if self._chance(0.12) and not own:
            self.front["summary"] = self.copy.phrase(self.sheet.measure * 3)
            if self._chance(0.6) and self.sheet.drawn:
                self._letter(1, 2, (7, 9), {"summary": self.name})
        elif self._chance(0.1):
            self.front["summary"] = self.copy.phrase(self.sheet.measure * 2)
        whole_columns = "mode" not in area
        if self._chance(0.12) and whole_columns:
            place = self._place(6, 9)
            if place:
                area["quotes"] = [{"text": self.copy.phrase(9), "place": place}]
                if self._chance(0.5):
                    area["quotes"][0]["by"] = self.copy.phrase(4)
                if self._chance(0.3):
                    area["quotes"][0]["around"] = "ellipse"
        if self._chance(0.08) and whole_columns and not self.sheet.vertical:
            self._hold()
        if self._chance(0.5):
            return
        self.front["photos"] = [self._photo(rng.choice(("wide.png", "high.png", "square.png")))]
        how = rng.random()
        if how < 0.3 and whole_columns:
            entry: dict[str, Any] = {"photo": 1, "of": self.name}
            if self._chance(0.3):
                entry |= self._around(cut=False)
            if self._letter(1, 2, (9, 14), entry):
                return
        place = self._place(9, 14) if how < 0.55 and whole_columns else None
        if place:
            around = self._around(cut=True)
            area["photos"] = [{"photo": 1, "place": place, **around}]
            return
        wide = rng.randint(1, max(1, min(2, self.wide // 2)))
        anchor = rng.choice(("top-left", "top-right", "bottom-left", "bottom-right", "top", "bottom"))
        lines = rng.randint(7, 10)
        area["photos"] = [{"photo": 1, "anchor": anchor, "columns": 1 if "columns" in area else wide, "lines": lines}]
        self._cells += wide * lines

    def _around(self, *, cut: bool) -> dict[str, Any]:
        """The shape that lines run round; ``cut``: also that of what a picture shows."""
        kind = self.rng.choice(("rectangle", "ellipse", "polygon", "alpha") if cut else ("ellipse", "polygon"))
        out: dict[str, Any] = {"around": kind}
        if kind == "polygon":
            out["points"] = [["50%", "0%"], ["100%", "60%"], ["70%", "100%"], ["0%", "80%"]]
        if kind == "alpha":
            self.front["photos"][0]["file"] = "cutout.png"
        if self._chance(0.3):
            out["distance"] = "0.5字"
        return out

    def _photo(self, file: str) -> dict[str, Any]:
        made: dict[str, Any] = {"file": file}
        if self._chance(0.7):
            made["caption"] = self.copy.phrase(self.rng.randint(6, 14))
        if self._chance(0.4):
            made["credit"] = self.copy.of.credit
        return made

    def _letter(self, least: int, most: int, rows: tuple[int, int], says: dict[str, Any]) -> bool:
        """Cells of the story for one of its parts: a hole in its shape, not across its head."""
        c0, r0, c1, r1 = self.box
        for _ in range(6):
            wide, high = self.rng.randint(least, most), self.rng.randint(*rows)
            c, r = self.rng.randint(c0, max(c1 - wide, c0)), self.rng.randint(r0 + 8, max(r1 - high, r0 + 8))
            box = whole((c, r, c + wide, r + high))
            rest = self.cells - box
            clear = all(r >= t.stop or r + high <= t.start for t in self._taken)
            if clear and box <= self.cells and len(rest) > len(box) and hangs_together(rest):
                self.letters[next(self.names)] = box, {**says, **({"min_ppi": 1} if "photo" in says else {})}
                self._taken.append(range(r - 1, r + high + 1))
                return True
        return False

    def _place(self, least: int, most: int, width: int = 0) -> dict[str, Any] | None:
        """A place off the columns, ``least`` to ``most`` rows high, apart from others; None where there is none."""
        rng, sheet, area = self.rng, self.sheet, self.area
        boxes = [b for b in rectangles(self.cells) if b[2] - b[0] >= 2]
        if not boxes or sheet.vertical:
            return None
        c0, r0, c1, r1 = max(boxes, key=lambda b: (b[2] - b[0]) * (b[3] - b[1]))
        s0, _, s1, _ = self.box
        high = rng.randint(least, most)
        rows = [r for r in range(r0 + 9, r1 - high - 2) if all(r >= t.stop or r + high <= t.start for t in self._taken)]
        if not rows:
            return None
        row = rng.choice(rows)
        step = sheet.measure + sheet.gutter
        room = (c1 - c0) * step - sheet.gutter
        width = width or rng.randint(LEAST_EM, max(int(room * 0.6), LEAST_EM))
        place: dict[str, Any] = {"width": f"{width}字", "rows": f"{row + 1}-{row + high}"}
        left = round((c0 - s0) * step + rng.uniform(0, max(room - width - 3, 0)), 1)
        how = rng.choice(("left", "right", "gutter"))
        inset = 2 if area.get("frame") else 0
        if how == "gutter" and "columns" not in area and not inset:
            place["gutter"] = rng.randint(c0 - s0 + 1, c1 - s0 - 1)
            width = min(width, sheet.measure)
            place["width"] = f"{width}字"
        elif how == "left" or "columns" in area:
            place["left"] = f"{left}字"
        else:
            place["right"] = f"{max(round((s1 - s0) * step - sheet.gutter - left - width - inset, 1), 0)}字"
        self._taken.append(range(row - 1, row + high + 1))
        self._cells += int(high * (width / step + 0.5))
        return place

    def _hold(self) -> None:
        """A framed story inside it."""
        width = self.rng.randint(14, max(int(self.sheet.measure * 1.4), 15))
        place = self._place(10, 14, width)
        if place is None:
            return
        slug, high = f"{self.slug}-in", int(place["rows"].partition("-")[2]) - int(place["rows"].partition("-")[0])
        area = {"story": slug, "inside": self.name, "frame": True, "head": "picture", "place": place}
        front = {"slug": slug, "language": self.sheet.language, "copyedit": "off", "headline": self.copy.phrase(4)}
        text = self.copy.body(max((high - 4) * (width - 2), 12), subheads=False)
        self.inner.append(Inner(next(self.names), area, slug, markdown(front, text)))

    # --- its copy ---

    def _write(self, style: str) -> None:
        sheet = self.sheet
        framed = bool(self.area.get("frame"))
        rows = len(self.cells) - self._cells - (2 * self.wide if framed else 0)
        room = max(rows, 3) * (sheet.measure - (2 if framed else 0))
        share = self.rng.choice((0.55, 0.85, 0.92, 0.97, 1.0, 1.0, 1.03, 1.15))
        share *= {"en": 2.1, "ko": 1.15}.get(sheet.language, 1.0)
        body = self.copy.body(int(room * share * 0.92), subheads=self._chance(0.5))
        self.text = markdown({"slug": self.slug, **self.front}, body)


def markdown(front: dict[str, Any], body: str) -> str:
    """A story as a file."""
    head = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{head}---\n{body}\n"
