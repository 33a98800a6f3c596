"""A layout's own words on its press and the plant file that it names in, PressSpec and the plant's bleed out.

What the layout says wins over the plant. Names with ``{fields}`` are filled in here, where the edition is known.
"""

from collections.abc import Mapping
from itertools import pairwise
from os.path import normpath
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pagesetter.model.press import CONDITIONS, MARKS, STANDARDS, OwnCondition, PressSpec
from pagesetter.read.fields import Problems, Values
from pagesetter.read.patterns import file_name, filled
from pagesetter.read.plant_rows import PLANT
from pagesetter.read.sheets import Layers
from pagesetter.read.source import read_text
from pagesetter.read.tree import Scalar, parse_yaml
from pagesetter.read.units import Length

_SLUG: Final = ("title", "section", "date", "page")
"""Fields of the usual slug line, as far as the edition has them."""


def read_press(
    values: Values, edition: Mapping[str, str], sure: bool, path: Path, problems: Problems
) -> tuple[PressSpec, float | None]:
    """What the press asks for, and the plant's bleed in pt, None when it gives none.

    ``values`` is the layout, ``path`` its file, ``edition`` the fields of the issue; ``sure`` says that none of these
    was refused. Codes: those of reading a file, L701 to L706, I013 and I014 for a profile of the plant's own.
    """
    plant = _plant(values, path.parent, problems)
    layers = Layers([values] if plant is None else [values, plant])
    warn, fail = _limits(layers, problems)
    known = fields_of(edition, path.stem)
    name, slug = layers.get("file_name", Scalar), layers.get("slug", Scalar)
    usual = " ".join(known[key] for key in _SLUG if known.get(key))
    # An unsure edition has been reported; what follows from it is not.
    told = problems if sure else Problems()
    pictures = layers.part("pictures")
    own = _own(values, path.parent, plant, problems)
    press = PressSpec(
        standard=layers.get("standard", str) or STANDARDS[0],
        condition=own.name if own else layers.get("condition", str) or CONDITIONS[0],
        own=own,
        ink_warn=warn,
        ink_fail=fail,
        cmyk_pictures=pictures.get("cmyk", str) or PressSpec().cmyk_pictures,
        sharpen=float(pictures.get("sharpen", float) or pictures.get("sharpen", int) or 0),
        tone_curve=_curve(pictures, problems),
        marks=_marks(layers),
        slug=filled(slug, known, told) if slug else f"{usual} v{known['n']}".strip(),
        file_name=file_name(name, known, told) if name else "",
        version=known["n"],
        ticket=layers.get("ticket", bool) or False,
        plant=plant.text("name") if plant else "",
        plant_version=plant.text("version") if plant else "",
        plant_date=plant.text("date") if plant else "",
    )
    bleed = plant.get("bleed", Length) if plant else None
    return press, bleed.pt() if bleed else None


def fields_of(edition: Mapping[str, str], layout: str) -> Mapping[str, str]:
    """What a pattern may name: the fields of the edition, ``edition`` and ``n`` (1 when not given), ``layout``."""
    return MappingProxyType({"edition": "1", "layout": layout, "n": edition.get("version", "1"), **edition})


def _plant(values: Values, folder: Path, problems: Problems) -> Values | None:
    """The plant file, when the layout names one and it can be read."""
    name = values.text("plant")
    if not name:
        return None
    source, found = read_text(folder / name, name, values.at("plant"))
    problems.found += found
    if source is None:
        return None
    node, syntax = parse_yaml(source)
    problems.found += syntax
    if node is None:
        if not syntax:
            problems.error("R013", f'"{name}" is no plant file', 'it begins with "name:"', source.origin(0))
        return None
    return PLANT.read(node, problems)


def _limits(layers: Layers, problems: Problems) -> tuple[float | None, float | None]:
    """Total ink to warn of and to refuse, as ratios."""
    given = layers.part("total_ink")
    warn, fail = (length.value / 100 if (length := given.get(key, Length)) else None for key in ("warn", "fail"))
    if warn is not None and fail is not None and warn > fail:
        message = f"total ink of {warn * 100:g} % would be warned of, but {fail * 100:g} % is refused already"
        problems.error("L703", message, "give warn the smaller number", given.at("warn"))
        return fail, fail
    return warn, fail


def _own(values: Values, folder: Path, plant: Values | None, problems: Problems) -> OwnCondition | None:
    """A print condition of the plant's own, its profile looked at; None for one that ships."""
    source, base = values, folder
    if "condition" not in values.data and plant is not None:
        source, base = plant, (folder / values.text("plant")).parent
    given = source.get("condition", Values)
    if given is None or not given.text("name") or not given.text("profile"):
        return None
    # The colour engine is loaded for a profile of one's own alone.
    from pagesetter.images.profiles import press_profile

    path = normpath(base / given.text("profile"))
    profile, found = press_profile(Path(path), given.at("profile"))
    problems.found += found
    if profile is None:
        return None
    return OwnCondition(
        given.text("name"),
        path,
        given.text("identifier"),
        given.text("condition"),
        given.text("info"),
        given.text("registry"),
        intent=given.text("intent", "relative"),
        black_point=given.data.get("black_point") is not False,
        max_ppi=given.get("picture_ppi", float) or given.get("picture_ppi", int),
    )


def _marks(layers: Layers) -> tuple[str, ...]:
    """The kinds of marks asked for, in their fixed order."""
    if layers.get("marks", bool):
        return MARKS
    asked = frozenset(layers.all("marks", str))
    return tuple(kind for kind in MARKS if kind in asked)


def _curve(pictures: Layers, problems: Problems) -> tuple[tuple[float, float], ...]:
    """Points of the tone curve as ratios."""
    points = tuple(
        (one.value / 100, two.value / 100)
        for one, two in pictures.all("tone", tuple)
        if isinstance(one, Length) and isinstance(two, Length)
    )
    rising = all(a[0] < b[0] and a[1] <= b[1] for a, b in pairwise(points))
    if not rising or any(not 0 <= value <= 1 for point in points for value in point):
        hint = "give points from 0% to 100%, each further on than the one before it"
        problems.error("L704", "the tone curve does not rise from point to point", hint, pictures.at("tone"))
        return ()
    return points
