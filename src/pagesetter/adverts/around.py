"""An open PDF and one of its pages in, what hangs on the page but does not paint it out: comments, scripts, layers."""

from typing import Any, Final

from pagesetter.adverts.supplied import Box
from pagesetter.pdf.values import box, entry, items, name, objgen, whole

_HIDDEN, _PRINT, _NO_VIEW = 2, 4, 32
"""Flags of annotations (ISO 32000-1 table 165)."""
_SILENT: Final = frozenset({"Link", "Popup", "TrapNet", "PrinterMark"})
"""Annotations that show nothing of the page's."""


def around(pdf: Any, page: Any, bleed: Box) -> set[tuple[str, str]]:
    """Features of the document and the page that do not enter (data/rules.tsv)."""
    found = {("actions", word) for word in _actions(pdf.Root, page)}
    for one in items(entry(page, "/Annots")):
        kind, flags, place = name(entry(one, "/Subtype")), whole(entry(one, "/F")), box(entry(one, "/Rect"))
        shown = entry(one, "/AP") is not None and flags & _PRINT and not flags & (_HIDDEN | _NO_VIEW)
        inside = place is None or (
            place[0] < bleed[2] and place[2] > bleed[0] and place[1] < bleed[3] and place[3] > bleed[1]
        )
        found.add(("marks" if shown and inside and kind not in _SILENT else "annotations", kind or "unknown"))
    if entry(page, "/SeparationInfo") is not None:
        found.add(("separated", "SeparationInfo"))
    return found


def _actions(root: Any, page: Any) -> list[str]:
    """What runs or travels with the file."""
    names = entry(root, "/Names")
    known = {
        "OpenAction": name(entry(entry(root, "/OpenAction"), "/S")),  # a place to open at is no action
        "AA": entry(root, "/AA") or entry(page, "/AA"),
        "JavaScript": entry(names, "/JavaScript"),
        "EmbeddedFiles": entry(names, "/EmbeddedFiles") or entry(root, "/AF") or entry(page, "/AF"),
        "AcroForm": entry(root, "/AcroForm"),
    }
    return [word for word, there in known.items() if there]


class Layers:
    """The layers of a document, and which of them are off."""

    def __init__(self, root: Any) -> None:
        told = entry(root, "/OCProperties")
        usual = entry(told, "/D")
        off = {objgen(one) for one in items(entry(usual, "/OFF"))}
        if name(entry(usual, "/BaseState")) == "OFF":
            on = {objgen(one) for one in items(entry(usual, "/ON"))}
            off |= {objgen(one) for one in items(entry(told, "/OCGs"))} - on
        self._off = off

    def met(self, layer: Any) -> tuple[str, str]:
        """The feature of content that belongs to a layer or to a rule about layers (8.11.2)."""
        groups = [layer]
        if name(entry(layer, "/Type")) == "OCMD":
            listed = entry(layer, "/OCGs")
            groups = items(listed) or [listed]
            if entry(layer, "/VE") is not None or name(entry(layer, "/P")) in ("AllOff", "AnyOff"):
                return "hidden", "a rule about layers"
        word = _word(entry(layer, "/Name"))
        if any(objgen(one) in self._off or self._kept_off(one) for one in groups):
            return "hidden", word
        return "layers", word

    @staticmethod
    def _kept_off(group: Any) -> bool:
        """Whether a layer asks not to be shown or printed."""
        usage = entry(group, "/Usage")
        states = (entry(entry(usage, "/View"), "/ViewState"), entry(entry(usage, "/Print"), "/PrintState"))
        return "OFF" in map(name, states)


def _word(value: Any) -> str:
    """What a layer is called."""
    from pikepdf import String  # loaded by whoever opened the file

    return str(value)[:60] if isinstance(value, String) else "unnamed"
