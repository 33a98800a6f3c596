"""The built-in sheet, the layout's ``styles`` and its grid in, the finished StyleSheet out.

A sheet changes single keys of the one it extends. Layers of sheets are looked through key by key: the layout's first,
the sheet it extends next, then the style named by ``like`` in the same way, and body at last.
"""

from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pagesetter.diagnostics import Origin, did_you_mean
from pagesetter.geometry import WritingMode
from pagesetter.model.ink import BLACK, Ink
from pagesetter.model.style import FaceRef, FaceTable, HeadStyle, LineStyle, StyleSheet, TypeStyle
from pagesetter.read.faces import Families, merged
from pagesetter.read.fields import Problems, Values
from pagesetter.read.panels import ink_of, kept_words, line_of, panels_of
from pagesetter.read.sheets import Layers, bans_of, copyfit_of, justify_limits, numbers_of, sheets_of, texts_of
from pagesetter.read.units import Length
from pagesetter.script.languages import face_tags, spoken_in

SMALL_PT: Final = 10.0
"""Below this size the Han-Latin gap is 1/8 em, from it on 1/4 em (rulebook 0.2)."""


def build_styles(
    own: Values | None,
    folder: Path,
    size: float,
    leading: float,
    language: str,
    problems: Problems,
    under: tuple[Values, Path] | None = None,
) -> StyleSheet:
    """The style sheet for a grid of body ``size`` on ``leading`` (pt) and a layout's language.

    ``own`` is what the layout gives under ``styles`` (``style_rows.SHEET``), over those of ``under`` and the folder of
    their file. A style that cannot be made is reported and made as well as may be: the page can still be laid out.
    """
    return _Maker(sheets_of(own, folder, problems, under), size, leading, language, problems, folder).sheet()


_TYPICAL: Final = MappingProxyType({"types": "body", "heads": "second"})


class _Maker:
    """Makes one StyleSheet out of layers of sheets."""

    def __init__(
        self,
        sheets: tuple[Values, ...],
        size: float,
        leading: float,
        language: str,
        problems: Problems,
        folder: Path,
    ) -> None:
        self.folder = folder
        self.size, self.leading, self.language, self.problems = size, leading, language, problems
        self.types = self._named(sheets, "types")
        self.heads = self._named(sheets, "heads")
        self.panels = self._named(sheets, "panels")
        self.sheets = sheets
        self.inks: dict[str, Ink] = {}
        self.circles: set[frozenset[str]] = set()
        families: dict[str, list[object]] = {}
        for sheet in sheets:
            for name, _, value in sheet.all("families", tuple):
                families.setdefault(name, []).append(value)
        self.families = Families({name: merged(values) for name, values in families.items()})

    @staticmethod
    def _named(sheets: tuple[Values, ...], key: str) -> dict[str, list[tuple[Origin, Values]]]:
        """For each name of a section its layers, topmost first."""
        found: dict[str, list[tuple[Origin, Values]]] = {}
        for sheet in reversed(sheets):  # the lowest sheet first, so that its order is kept
            for name, origin, values in sheet.all(key, tuple):
                if isinstance(values, Values):
                    found.setdefault(name, []).insert(0, (origin, values))
        return found

    def sheet(self) -> StyleSheet:
        """All sections."""
        for sheet in reversed(self.sheets):
            for name, _, value in sheet.all("inks", tuple):
                self.inks[name] = ink_of(value)
        self._check_names("types", self.types)
        self._check_names("heads", self.heads)
        body = self._type_layers((), "body", None)
        types = {name: self._type(self._type_layers((), name, None)) for name in self.types}
        heads = {name: self._head(name, self._head_layers(name)) for name in self.heads}
        types.setdefault("body", self._type(body))
        lines = self._lines()
        return StyleSheet(
            MappingProxyType(types),
            MappingProxyType(heads),
            MappingProxyType(lines),
            MappingProxyType(self.inks),
            MappingProxyType(numbers_of(self.sheets, self.problems)),
            texts=MappingProxyType(texts_of(self.sheets, self.problems)),
            copyfit=copyfit_of(self.sheets),
            bans=bans_of(self.sheets),
            panels=MappingProxyType(panels_of(self.panels, self.inks, lines, self.problems)),
            keep_together=kept_words(self.sheets, self.folder, self.problems),
        )

    def _check_names(self, section: str, layers: dict[str, list[tuple[Origin, Values]]]) -> None:
        """A name that no lower sheet has is taken for a slip unless it says what it is like."""
        known = {name for name, _, _ in self.sheets[-1].all(section, tuple)}
        word = "style" if section == "types" else "head"
        for name, sheets in layers.items():
            if name not in known and not any(values.given("like") for _, values in sheets):
                hint = (
                    f'{did_you_mean(name, known)} (a new {word} says which one it is like, "like: {_TYPICAL[section]}")'
                )
                self.problems.error("L602", f'no {word} is called "{name}"', hint, sheets[0][0])

    # --- types ---

    def _type_layers(self, top: tuple[Values, ...], role: str, asked: Origin | None) -> Layers:
        """``top``, then a role, then what it is like, down to body."""
        return Layers((*top, *self._chain(self.types, role, "body", asked)))

    def _chain(
        self, layers: dict[str, list[tuple[Origin, Values]]], name: str, last: str, asked: Origin | None
    ) -> Iterator[Values]:
        """Values of a style and of those it is like."""
        seen: list[str] = []
        while name:
            if name not in layers:
                if asked is not None and name != last:
                    self.problems.error(
                        "L603", f'"like" names no style: "{name}"', did_you_mean(name, layers.keys() - set(seen)), asked
                    )
                if name == last or last not in layers:
                    return
                name, asked = last, None
                continue
            seen.append(name)
            own = [values for _, values in layers[name]]
            yield from own
            like = next((v for v in own if v.text("like")), None)
            following = like.text("like") if like else (last if name != last else "")
            asked = like.at("like") if like else None
            if following in seen:
                circle = frozenset(seen[seen.index(following) :])
                if asked is not None and circle not in self.circles:
                    self.circles.add(circle)
                    message = f"styles are like each other in a circle: {' → '.join([*seen, following])}"
                    self.problems.error("L603", message, 'take one "like" out', asked)
                return
            name = following

    def _type(self, layers: Layers, size: float | None = None, leading: float | None = None) -> TypeStyle:
        """A type style; ``size`` and ``leading`` in pt where a head decides them."""
        if size is None:
            given = layers.get("size", Length)
            size = self._size(given) if given else self.size
        if leading is None:
            length = layers.get("leading", Length) or Length(1, "行")
            leading = length.pt(em=size, leading=self.leading, whole=size) or self.leading
        autospace = layers.get("autospace", bool)
        across = layers.get("across_digits", int)
        indents = layers.by_language("indent")
        features = tuple((tag, value) for tag, _, value in layers.all("features", tuple) if isinstance(value, int))
        language = layers.get("language", str) or self.language
        table = self.families.table([faces for v in layers.values if (faces := v.data.get("faces")) is not None])
        return TypeStyle(
            faces=table.faces(face_tags(language)) or (FaceRef("Noto Serif SC"),),
            size=size,
            leading=leading,
            tracking_em=layers.number("tracking", 0.0),
            condense_ratio=layers.number("condense", 1.0),
            ink=self._ink_of(layers),
            language=language,
            mode=WritingMode(layers.get("mode", str) or "horizontal"),
            level=layers.get("level", str) or "gb",
            squeeze=layers.get("squeeze", str) or "full",
            line_start=layers.get("line_start", str) or "full-first",
            line_end=layers.get("line_end", str) or "half",
            hang=layers.get("hang", str) or "none",
            word_break=layers.get("word_break", str) or "normal",
            hyphens=bool(layers.get("hyphens", bool)),
            latin=layers.get("latin", str) or "en",
            across_digits=2 if across is None else across,
            corner_quotes=bool(layers.get("corner_quotes", bool)),
            autospace=True if autospace is None else autospace,
            limits=justify_limits(layers, small=size < SMALL_PT),
            align=layers.get("align", str) or "justify",
            indent_em=spoken_in(indents, language, 0.0),
            indents_em=indents if len(indents) > 1 else (),
            features=features,
            faces_by_language=table if len(table.rows) > 1 else FaceTable(),
            raise_em=layers.number("raise", 0.0),
        )

    def _size(self, length: Length) -> float:
        """A type size in pt; shares of the body are rounded to a hundredth of a point."""
        size = length.pt(em=self.size) or self.size
        return round(size, 2) if length.unit == "em" and length.value != 1 else size

    def _ink_of(self, layers: Layers) -> Ink:
        """The ink that a style or line names."""
        name = layers.get("ink", str)
        if name is None:
            return self.inks.get("black", BLACK)
        if name not in self.inks:
            hint = did_you_mean(name, self.inks) + ' (colours are named under "inks")'
            self.problems.error("L604", f'no ink is called "{name}"', hint, layers.at("ink"))
        return self.inks.get(name, BLACK)

    # --- heads ---

    def _head_layers(self, role: str) -> Layers:
        return Layers(tuple(self._chain(self.heads, role, "", None)))

    def _head(self, name: str, layers: Layers) -> HeadStyle:
        ladder = tuple(sorted({self._size(step) for step in layers.all("ladder", Length)}, reverse=True))
        ladder = ladder or (2 * self.size,)
        line_ratio = layers.number("line", 1.18)
        gap = layers.get("gap", Length) or Length(0.45, "em")
        kicker, deck = layers.part("kicker"), layers.part("deck")
        kicker_bounds, deck_bounds = self._bounds(name, kicker), self._bounds(name, deck)
        kicker_ratio, deck_ratio = kicker.number("ratio", 0.42), deck.number("ratio", 0.38)
        headline = self._part(layers.part("headline"), ladder[0], ladder[0] * line_ratio)
        return HeadStyle(
            headline=headline,
            ladder=ladder,
            kicker=self._part(kicker, _within(kicker_ratio * ladder[0], kicker_bounds)),
            kicker_ratio=kicker_ratio,
            kicker_bounds=kicker_bounds,
            deck=self._part(deck, _within(deck_ratio * ladder[0], deck_bounds)),
            deck_ratio=deck_ratio,
            deck_bounds=deck_bounds,
            line_ratio=line_ratio,
            tracking_max_em=layers.number("tracking_max", 0.125),
            tracking_min_em=layers.number("tracking_min", -0.05),
            condense_min=layers.number("condense_min", 0.85),
            air_above_lines=layers.number("air_above", 1.0),
            air_below_lines=layers.number("air_below", 0.5),
            fill_ratio=layers.number("fill", 0.72),
            align=layers.get("align", str) or "centre",
            gap_em=(gap.pt(em=self.size, leading=self.leading) or 0.0) / self.size,
            kicker_place=layers.get("kicker_place", str) or "above",
            deck_place=layers.get("deck_place", str) or "below",
            panel=self._panel(layers),
            breaks=layers.get("breaks", str) or "marks",
        )

    def _panel(self, layers: Layers) -> str:
        """The panel of a head; empty for none."""
        name, known = layers.get("panel", str) or "none", self.panels
        if name != "none" and name not in known:
            hint = did_you_mean(name, [*known, "none"])
            self.problems.error("L450", f'no panel is called "{name}"', hint, layers.at("panel"))
        return name if name in known else ""

    def _part(self, own: Layers, size: float, leading: float | None = None) -> TypeStyle:
        """The type style of a head's part, set solid at the size that the head gives it."""
        like = own.get("like", str) or "body"
        layers = self._type_layers(own.values, like, own.at("like"))
        return self._type(layers, size, leading or size * 1.2)

    def _bounds(self, name: str, part: Layers) -> tuple[float, float]:
        """Smallest and largest size of a head's part, pt."""
        low, high = part.get("min", Length), part.get("max", Length)
        least = self._size(low) if low else 0.0
        most = self._size(high) if high else 1000.0
        if most < least:
            message = f'in head "{name}" the "max" ({most:g} pt) of a part is smaller than its "min" ({least:g} pt)'
            shipped = self.sheets[-1].origin.file
            own = [v for v in part.values if v.origin.file != shipped and (v.given("max") or v.given("min"))]
            at = own[0].at("max" if own[0].given("max") else "min") if own else None
            self.problems.error("L605", message, "give both", at)
            least, most = most, least
        return least, most

    # --- lines and numbers ---

    def _lines(self) -> dict[str, LineStyle]:
        layers = self._named(self.sheets, "lines")
        self._check_known("lines", layers)
        lines = {}
        for name, sheets in layers.items():
            own = Layers(tuple(values for _, values in sheets))
            lines[name] = line_of(own, self._ink_of(own), self.problems)
        return lines

    def _check_known(self, section: str, layers: dict[str, list[tuple[Origin, Values]]]) -> None:
        known = {name for name, _, _ in self.sheets[-1].all(section, tuple)}
        for name, sheets in layers.items():
            if name not in known and not any(values.given("width") for _, values in sheets):
                message = f'no line is called "{name}"'
                hint = did_you_mean(name, known) + ' (a new line says its "width")'
                self.problems.error("L602", message, hint, sheets[0][0])


def _within(size: float, bounds: tuple[float, float]) -> float:
    return min(max(size, bounds[0]), bounds[1])
