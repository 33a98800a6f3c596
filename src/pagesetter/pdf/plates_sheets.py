"""Instructions and objects for single plates in, a content stream and its resources for each plate out."""

from copy import copy
from typing import Any, Final

from pikepdf import ContentStreamInstruction, Dictionary, Name, Operator, unparse_content_stream

from pagesetter.pdf.plates_colour import PROCESS
from pagesetter.pdf.plates_objects import Content
from pagesetter.pdf.plates_safe import plain
from pagesetter.pdf.values import entry, items

_REPLACED: Final = ("/XObject", "/ExtGState", "/Shading", "/Pattern", "/ColorSpace")
"""Resources that are named anew wherever they are used."""
WHOLE: Final = frozenset(("Hue", "Saturation", "Color", "Luminosity"))
"""Blend modes that look at all inks at once (11.3.5.3)."""
_PROCESS_ONLY: Final = WHOLE | {"Difference", "Exclusion"}
"""Blend modes that are not white-preserving or not separable: spot inks are blended as Normal (11.7.4.2)."""


class Sheets:
    """One content stream, once for each plate."""

    def __init__(self, inks: tuple[str, ...], resources: Any) -> None:
        self.inks = inks
        self.resources = resources if isinstance(resources, Dictionary) else Dictionary()
        self._code: list[list[Any]] = [[] for _ in inks]
        self._added: list[dict[str, dict[str, Any]]] = [{} for _ in inks]
        self._count = 0
        self._states: dict[bytes, list[tuple[str, Any]]] = {}

    def all(self, one: Any) -> None:
        """An instruction as it is, for every plate."""
        for code in self._code:
            code.append(one)

    def keep(self, plate: int, one: Any) -> None:
        """An instruction as it is, for one plate."""
        self._code[plate].append(one)

    def put(self, plate: int, operator: str, *operands: Any) -> None:
        """A new instruction for one plate."""
        self._code[plate].append(ContentStreamInstruction(list(operands), Operator(operator)))

    def name(self) -> str:
        """A resource name that is free."""
        self._count += 1
        return f"/Plate{self._count}"

    def add(self, plate: int, kind: str, name: str, value: Any) -> None:
        """A resource of one plate."""
        self._added[plate].setdefault(kind, {})[name] = value

    def resource(self, kind: str, name: Any) -> Any:
        """The resource that an operator names; ValueError where there is none."""
        found = self.resources.get(kind)
        if not isinstance(name, Name) or not isinstance(found, Dictionary) or name not in found:
            raise ValueError(f'there is no {kind[1:]} "{plain(name)}"')
        return found[name]

    def state(self, name: Any) -> Any:
        """Sets a graphics state on all plates, without what is settled here: overprint, and fonts, which the caller
        sets. Gives the dictionary of the file."""
        found = self.resource("/ExtGState", name)
        key = bytes(name.unparse())
        if key not in self._states:
            self._states[key] = [(self.name(), one) for one in self._settled(found)]
        for plate, (made, state) in enumerate(self._states[key]):
            self.add(plate, "/ExtGState", made, state)
            self.put(plate, "gs", Name(made))
        return found

    def _settled(self, found: Any) -> list[Any]:
        process = without_overprint(found)
        if blending(found) not in _PROCESS_ONLY:
            return [process] * len(self.inks)
        spot = copy(process)
        spot["/BM"] = Name.Normal
        return [process if ink in PROCESS else spot for ink in self.inks]

    def contents(self) -> list[Content]:
        """What was written."""
        return [
            (unparse_content_stream(code), self._named(added))
            for code, added in zip(self._code, self._added, strict=True)
        ]

    def _named(self, added: dict[str, dict[str, Any]]) -> Dictionary:
        """The resources of a plate: fonts and layers as they were, and what was made."""
        made = copy(self.resources)
        for kind in _REPLACED:
            if kind in made:
                del made[kind]
        for kind, new in added.items():
            old = made.get(kind)
            known = copy(old) if isinstance(old, Dictionary) else Dictionary()
            for name, value in new.items():
                known[name] = value
            made[kind] = known
        return made


def blending(state: Any) -> str:
    """The blend mode that a graphics state sets; of several the first (table 58). Empty where it sets none."""
    mode = entry(state, "/BM")
    return plain(mode) or plain(next(iter(items(mode)), None))


def without_overprint(state: Any) -> Dictionary:
    """A graphics state that leaves overprint and fonts alone; ValueError for what is none."""
    if not isinstance(state, Dictionary):
        raise ValueError("a graphics state that is no dictionary")
    made = copy(state)
    for key in ("/OP", "/op", "/OPM", "/Font"):
        if key in made:
            del made[key]
    return made
