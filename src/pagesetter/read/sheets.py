"""Style sheets as files in, layers of what they say out; `read.styles` makes the finished styles of them."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

from pagesetter.diagnostics import Diagnostic, Origin, did_you_mean
from pagesetter.model.style import BanLevel, BanStyle, CopyfitStyle, CureLimit, JustifyLimits
from pagesetter.read.fields import Problems, Values
from pagesetter.read.source import read_text
from pagesetter.read.style_rows import SHEET
from pagesetter.read.tree import parse_yaml
from pagesetter.read.units import Length
from pagesetter.resources import data

T = TypeVar("T")

SMALL_GAP_EM: Final = 0.125


class Layers:
    """One style as all sheets and all styles it is like give it; the first that has a key decides."""

    __slots__ = ("_merged", "values")

    def __init__(self, values: Sequence[Values]) -> None:
        self.values = tuple(values)
        self._merged: dict[str, object] = {}
        for layer in reversed(self.values):
            self._merged.update(layer.data)

    def get(self, key: str, kind: type[T]) -> T | None:
        """The deciding value."""
        value = self._merged.get(key)
        return value if isinstance(value, kind) else None

    def all(self, key: str, kind: type[T]) -> tuple[T, ...]:
        """The deciding list."""
        value = self._merged.get(key)
        return tuple(v for v in value if isinstance(v, kind)) if isinstance(value, tuple) else ()

    def part(self, key: str) -> "Layers":
        """The layers of a mapping inside."""
        return Layers([sub for v in self.values if isinstance(sub := v.data.get(key), Values)])

    def at(self, key: str) -> Origin | None:
        """Where the deciding value stands."""
        return next((v.at(key) for v in self.values if key in v.data), None)

    def by_language(self, key: str) -> tuple[tuple[str, float], ...]:
        """A length in em for each language: a mapping speaks of its languages alone, a length of all others too."""
        found: dict[str, float] = {}
        for layer in self.values:
            given = layer.data.get(key)
            if isinstance(given, Length):
                found.setdefault("", given.value)
                break
            if isinstance(given, Mapping):
                for tag, length in given.items():
                    found.setdefault(tag, length.value)
        return tuple(found.items())

    def number(self, key: str, default: float) -> float:
        """A length or share as a bare number: em, lines, or per cent as a ratio."""
        length = self._merged.get(key)
        if not isinstance(length, Length):
            return default
        return length.value / 100 if length.unit == "%" else length.value


def justify_limits(layers: Layers, *, small: bool) -> JustifyLimits:
    """Limits of justification of a style; type that is small has a narrower Han-Latin gap (rulebook 0.2)."""
    normal = JustifyLimits()
    return JustifyLimits(
        layers.number("latin_gap", SMALL_GAP_EM if small else normal.latin_gap_em),
        layers.number("latin_gap_min", normal.latin_gap_min_em),
        layers.number("latin_gap_max", normal.latin_gap_max_em),
        layers.number("space", normal.space_em),
        layers.number("space_min", normal.space_min_em),
        layers.number("space_max", normal.space_max_em),
        layers.number("loose", normal.loose_em),
    )


def copyfit_of(sheets: Sequence[Values]) -> CopyfitStyle:
    """The cures of copyfit as the sheets, topmost first, order and limit them."""
    own = Layers([sub for v in sheets if isinstance(sub := v.data.get("copyfit"), Values)])
    cures = []
    for name in dict.fromkeys(own.all("order", str)):
        limit = own.part(name)
        most, cost = limit.get("most", int) or 0, limit.get("cost", float) or 0.0
        cures.append(CureLimit(name, most, cost, limit.number("share", 1.0)))
    trials = own.get("trials", int)
    return CopyfitStyle(CopyfitStyle().trials if trials is None else trials, tuple(cures))


def bans_of(sheets: Sequence[Values]) -> BanStyle:
    """Levels and limits of bans as the sheets, topmost first, change them."""
    own = Layers([sub for v in sheets if isinstance(sub := v.data.get("bans"), Values)])
    if not own.values:
        return BanStyle()
    found: dict[str, BanLevel] = {}
    for layer in reversed(own.values):
        for key, given in layer.data.items():
            if not isinstance(given, Values | str):
                continue
            before = found.get(key, BanLevel(key))
            level = given if isinstance(given, str) else given.get("level", str) or before.level
            limit = None if isinstance(given, str) else given.get("limit", float)
            found[key] = BanLevel(key, level, before.limit if limit is None else float(limit))
    return BanStyle(tuple(found.values()), in_build=bool(own.get("in_build", bool)))


def texts_of(sheets: Sequence[Values], problems: Problems) -> dict[str, tuple[tuple[str, str], ...]]:
    """Words that make-up sets by itself, by language, out of sheets, topmost first."""
    texts: dict[str, dict[str, str]] = {}
    known = tuple(name for name, _, _ in sheets[-1].all("texts", tuple))
    for sheet in reversed(sheets):
        for name, origin, value in sheet.all("texts", tuple):
            if name not in known:
                problems.error("R020", f'unknown key "{name}"', did_you_mean(name, known), origin)
            elif isinstance(value, Mapping):
                texts.setdefault(name, {}).update(value)
            else:
                texts[name] = {"": value}
    return {name: tuple(given.items()) for name, given in texts.items()}


def numbers_of(sheets: Sequence[Values], problems: Problems) -> dict[str, float]:
    """The numbers of make-up out of sheets, topmost first: none that the lowest does not have."""
    numbers: dict[str, float] = {name: float(value) for name, _, value in sheets[-1].all("numbers", tuple)}
    known = tuple(numbers)
    for sheet in reversed(sheets[:-1]):
        for name, origin, value in sheet.all("numbers", tuple):
            if name not in known:
                problems.error("R020", f'unknown key "{name}"', did_you_mean(name, known), origin)
            else:
                numbers[name] = float(value)
    return numbers


def read_sheet(path: Path, shown: str, asked_at: Origin | None) -> tuple[Values | None, tuple[Diagnostic, ...]]:
    """A sheet file by its fields."""
    source, found = read_text(path, shown, asked_at)
    if source is None:
        return None, found
    node, syntax = parse_yaml(source)
    problems = Problems()
    values = SHEET.read(node, problems) if node is not None else None
    return values, (*found, *syntax, *problems.found)


@cache
def built_in(name: str) -> Values:
    """A shipped sheet, which has no problems (the tests see to that)."""
    path = data(f"styles/{name}.yaml")
    values, _ = read_sheet(path, f"built-in {path.name}", None)
    assert values is not None
    return values


def sheets_of(
    own: Values | None, folder: Path, problems: Problems, under: tuple[Values, Path] | None = None
) -> tuple[Values, ...]:
    """The layout's ``styles`` and the sheets below it, topmost first; ``folder`` is where file names start from.

    ``under``: styles of the edition and the folder of its file, which lie under the layout's and what these extend.
    """
    if under is not None:
        return (*sheets_of(own, folder, problems)[:-1], *sheets_of(*under, problems))
    chain: list[Values] = [] if own is None else [own]
    seen: set[Path] = set()
    while chain and chain[-1].text("extends") not in ("", "newspaper"):
        name, origin = chain[-1].text("extends"), chain[-1].at("extends")
        if not name.endswith((".yaml", ".yml")):
            hint = (
                did_you_mean(name, ("newspaper",)) + " (a sheet of your own is named by its file, such as house.yaml)"
            )
            problems.error("L601", f'no style sheet is called "{name}"', hint, origin)
            break
        path = folder / name
        if path in seen:
            problems.error("L601", f'style sheet "{name}" extends itself', "end the chain with newspaper", origin)
            break
        seen.add(path)
        values, found = read_sheet(path, name, origin)
        problems.found += found
        if values is None:
            break
        chain.append(values)
        folder = path.parent
    return (*chain, built_in("newspaper"))
