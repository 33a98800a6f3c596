"""A number in, a legal edition out as its files: pages of any shape between which stories go on, spreads, zones.

`drawn_paper` gives the same edition for the same number. Its pages are those of `dummies`, all in one language.
"""

from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import yaml
from dummies import Page, PageDrawing, language_of
from dummy_copy import Copy
from dummy_story import Drawing

_KEPT = ("mode", "frame", "columns", "column_mode", "min_ppi", "drop_cap")
"""What an area keeps when a story goes on in it."""
_FURNITURE = {
    "head": {
        "left": [{"text": "{page} / {pages}", "style": "folio"}],
        "right": ["{title}　{date}"],
        "rule": "running-head",
        "pages": {
            "odd": {"left": ["{title}　{date}"], "right": [{"text": "{page} / {pages}", "style": "folio"}]},
            "last": {"right": ["{section}"]},
        },
    }
}


@dataclass
class Paper:
    """An edition as files."""

    number: int
    language: str
    pages: list[Page] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    """What the list of pages calls them; empty: nothing."""
    zones: dict[str, dict[str, str]] = field(default_factory=dict)
    """Layouts by page, by zone."""
    others: list[Page] = field(default_factory=list)
    """Pages of zones."""
    threads: dict[str, list[str]] = field(default_factory=dict)
    """Areas, as ``number of the page in the list:name``, by the story that runs through them."""

    def write(self, folder: Path) -> Path:
        """The edition file, beside it its layouts and stories."""
        for page in (*self.pages, *self.others):
            page.write(folder)
        listed: list[Any] = []
        for page, name in zip(self.pages, self.names, strict=True):
            file = f"page-{page.number}.yaml"
            listed.append({"layout": file, "page": name, "section": "要闻"} if name else file)
        data = {
            "edition": {"title": "新报", "date": "2026-01-15"},
            "pages": listed,
            "furniture": _FURNITURE,
            **({"zones": self.zones} if self.zones else {}),
        }
        path = folder / f"paper-{self.number}.yaml"
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
        return path


def drawn_paper(number: int) -> Paper:
    """The edition of a number."""
    return _PaperDrawing(number).paper


class _PaperDrawing:
    """An edition while it is drawn."""

    def __init__(self, number: int) -> None:
        self.rng = rng = Random(-1 - number)
        self.language = language_of(number)
        self.paper = Paper(number, self.language)
        self.drawings: list[PageDrawing] = []
        named = rng.choice(("", "A{:02}", "{}"))
        first = 1
        for place in range(rng.choice((2, 2, 3, 3, 4))):
            spread = rng.choice(("double", "pages")) if rng.random() < 0.25 else ""
            drawing = PageDrawing(100 * number + place, self.language, spread)
            drawing.page.layout["edition"]["page"] = str(first)
            self.drawings.append(drawing)
            self.paper.pages.append(drawing.page)
            self.paper.names.append(named.format(first) if named else "")
            first += 2 if spread else 1
        left = [(place, made) for place, drawing in enumerate(self.drawings) for made in drawing.bare]
        rng.shuffle(left)
        for _ in range(rng.choice((1, 1, 2))):
            many = rng.choice((2, 2, 2, 3, 3, 4))
            if len(left) >= many:
                self._thread(left[:many])
                left = left[many:]
        if rng.random() < 0.25:
            self._zone()

    def _thread(self, places: list[tuple[int, Drawing]]) -> None:
        """One story through the areas of several."""
        rng = self.rng
        if rng.random() < 0.85:  # else it goes on on an earlier page
            places = sorted(places, key=lambda each: each[0])
        (home, first), *further = places
        length = sum(len(made.text.split("---\n", 2)[2]) for _, made in places)
        share = rng.choice((0.3, 0.6, 0.9, 1.0, 1.0, 1.0, 1.1, 1.5))
        _, front, _ = first.text.split("---\n", 2)
        body = Copy(rng, self.language).body(int(length * share), subheads=rng.random() < 0.4)
        self.drawings[home].page.stories[first.slug] = f"---\n{front}---\n{body}\n"
        before, at = first, home
        for part, (place, made) in enumerate(further, 1):
            drawing = self.drawings[place]
            del drawing.page.stories[made.slug]
            self.drawings[at].areas[before.name]["jump"] = (
                {"to": made.name} if place == at and rng.random() < 0.5 else True
            )
            kept = {key: value for key, value in drawing.areas[made.name].items() if key in _KEPT}
            head = rng.choice(("continued", "continued", "none", "third", {"style": "continued", "lines": 3}))
            if made.high < 16 and head != "none":
                head = "continued"
            place_in = {key: value for key, value in drawing.areas[made.name].items() if key == "shape"}
            own = {"story": first.slug, "continues": part if part > 1 else True, "head": head, **kept, **place_in}
            drawing.areas[made.name].clear()
            drawing.areas[made.name].update(own)
            before, at = made, place
        self.paper.threads[first.slug] = [f"{place + 1}:{made.name}" for place, made in places]

    def _zone(self) -> None:
        """A zone with another page instead of one of them; a story goes on there as it does on the usual one."""
        place = self.rng.randrange(len(self.drawings))
        drawing = self.drawings[place]
        number, spread = drawing.page.number + 50, drawing.spread
        if any(each.startswith(f"{place + 1}:") for areas in self.paper.threads.values() for each in areas):
            other = Page(number, self.language, drawing.page.layout)
        else:
            other = PageDrawing(number, self.language, spread).page
        self.paper.others.append(other)
        first = 1 + sum(2 if each.spread else 1 for each in self.drawings[:place])
        other.layout["edition"]["page"] = str(first)
        name = self.paper.names[place] or str(first)
        self.paper.zones["harbour"] = {name: f"page-{number}.yaml"}
