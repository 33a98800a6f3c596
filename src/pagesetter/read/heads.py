"""What a layout says of a story's head and ornaments in, the Area with it out: form, panel, places of kicker and deck,
frame and drop cap."""

from dataclasses import replace
from types import MappingProxyType
from typing import Final

from pagesetter.diagnostics import Origin, did_you_mean
from pagesetter.model.areas import Area
from pagesetter.read.fields import Problems, Values
from pagesetter.read.places import Context

FORMS: Final = MappingProxyType(
    {"盖文题": "over", "串文题": "part", "文包题": "inside", "边题": "side", "眉心题": "brow", "腰题": "waist"}
)
"""Forms of heads by their Chinese names."""
_ALL_COLUMNS: Final = frozenset({"over", "waist"})
"""Forms that stand over all columns."""
DROP_CAP_LINES: Final = 3
"""Lines of a drop cap that is asked for without a number."""


def with_options(area: Area, head: Values, context: Context, problems: Problems) -> Area:
    """The area with the form, the panel and the places that its head asks for.

    L450: a panel that the sheet does not have; L453: a form that the columns given go against.
    """
    form = head.text("form")
    form = FORMS.get(form, form)
    if form in _ALL_COLUMNS and (head.given("columns") or head.given("tiers")):
        key = "columns" if head.given("columns") else "tiers"
        message = f'a head of the form "{head.text("form")}" stands over all {key} of its story'
        problems.error("L453", message, f"take out {key}, or choose the form part", head.keys[key])
    panel = head.data.get("panel")
    named = panel_at(panel, head.at("panel"), context, problems) if isinstance(panel, str) else None
    return replace(area, head_form=form, head_panel=named, head_kicker=head.text("kicker"), head_deck=head.text("deck"))


def with_ornaments(area: Area, values: Values, context: Context, problems: Problems) -> Area:
    """The area with its frame, if that has a name, and its drop cap."""
    frame = values.data.get("frame")
    if isinstance(frame, str):
        panel = panel_at(frame, values.at("frame"), context, problems)
        area = replace(area, frame=frame != "none", panel=panel)
    cap = values.data.get("drop_cap")
    lines = cap if isinstance(cap, int) and not isinstance(cap, bool) else DROP_CAP_LINES if cap else 0
    return replace(area, drop_cap=lines) if lines else area


def panel_at(name: str, at: Origin, context: Context, problems: Problems) -> str:
    """A panel by its name; empty for none and for one that the sheet does not have (L450)."""
    known = context.styles.panels
    if name != "none" and name not in known:
        hint = did_you_mean(name, [*known, "none"]) + ' (panels stand under "styles: panels")'
        problems.error("L450", f'no panel is called "{name}"', hint, at)
    return name if name in known else ""
