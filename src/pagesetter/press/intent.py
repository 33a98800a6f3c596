"""The name of a print condition in, the output intent that tells it to the printer out (ISO 32000-1, 14.11.5)."""

from dataclasses import replace
from functools import cache

from reportlab.pdfbase import pdfdoc

from pagesetter import resources
from pagesetter.model.page import Page
from pagesetter.model.press import OwnCondition, PressSpec
from pagesetter.press.objects import Stream, dictionary, string
from pagesetter.records import record
from pagesetter.script.tables import read_table


@record
class Condition:
    """A print condition."""

    name: str
    file: str
    """Profile, relative to the shipped profiles."""
    identifier: str
    """OutputConditionIdentifier."""
    condition: str
    """OutputCondition: for people."""
    info: str
    registry: str
    """RegistryName; empty for a condition that no registry knows."""
    ink_warn: float
    """Total ink from which a picture deserves a warning; 2.3 is 230 %."""
    ink_fail: float
    """Total ink that the press does not take."""
    data: bytes = b""
    """The profile itself where it is none that ships."""

    def profile(self) -> bytes:
        """The ICC profile."""
        return self.data or resources.data(f"profiles/{self.file}").read_bytes()


@cache
def conditions() -> tuple[Condition, ...]:
    """The print conditions that ship, the default first."""
    return tuple(
        Condition(
            row["name"],
            row["file"],
            row["identifier"],
            row["condition"],
            row["info"],
            row["registry"],
            float(row["ink_warn"]) / 100,
            float(row["ink_fail"]) / 100,
        )
        for row in read_table(resources.data("profiles/conditions.tsv"))
    )


def condition(name: str) -> Condition | None:
    """The print condition of that name."""
    return next((known for known in conditions() if known.name == name), None)


def condition_of(page: Page) -> Condition | None:
    """The condition that a page names; its limits of total ink are the plant's where that gives some."""
    press, own = page.press, page.press.own
    known = _own(own, press) if own and own.name == page.condition else condition(page.condition)
    if known is None:
        return None
    warn = known.ink_warn if press.ink_warn is None else press.ink_warn
    fail = known.ink_fail if press.ink_fail is None else press.ink_fail
    # A single limit of the plant moves the condition's other one along.
    fail = max(warn, fail) if press.ink_fail is None else fail
    return replace(known, ink_warn=min(warn, fail), ink_fail=fail)


def _own(own: OwnCondition, press: PressSpec) -> Condition:
    """A print shop's own condition; the limits come from its profile."""
    # Few papers have one, and what its profile allows only the colour engine can tell.
    from pagesetter.images.aim import aim_of

    aim = aim_of(press)
    told = own.identifier or own.name
    return Condition(
        own.name,
        own.profile,
        told,
        own.condition or own.name,
        own.info or own.name,
        own.registry,
        aim.ink_warn,
        aim.ink_fail,
        aim.profile,
    )


def output_intent(document: pdfdoc.PDFDocument, chosen: Condition, profile: Stream) -> pdfdoc.PDFDictionary:
    """The intent with its profile embedded, so that a condition without a registry is complete too."""
    return dictionary(
        {
            "Type": "/OutputIntent",
            "S": "/GTS_PDFX",
            "OutputConditionIdentifier": string(chosen.identifier),
            "OutputCondition": string(chosen.condition),
            "Info": string(chosen.info),
            **({"RegistryName": string(chosen.registry)} if chosen.registry else {}),
            "DestOutputProfile": document.Reference(profile),
        }
    )
