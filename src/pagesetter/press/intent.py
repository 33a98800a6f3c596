"""The name of a print condition in, the output intent that tells it to the printer out (ISO 32000-1, 14.11.5)."""

from functools import cache

from reportlab.pdfbase import pdfdoc

from pagesetter import resources
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

    def profile(self) -> bytes:
        """The ICC profile."""
        return resources.data(f"profiles/{self.file}").read_bytes()


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
