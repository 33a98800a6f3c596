"""A pattern with ``{fields}`` and the fields of an edition in, the text out: slug lines and names of files."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Final

from pagesetter.diagnostics import did_you_mean
from pagesetter.read.dates import PRINTED
from pagesetter.read.fields import Problems
from pagesetter.read.tree import Scalar

_FIELD: Final = re.compile(r"\{\s*([^{}:]*?)\s*(?::([^{}]*))?\}")
_DIRECTIVES: Final = frozenset("Ymdyj%")
"""Of strftime: those that give the same everywhere."""
_UNSAFE: Final = re.compile(r'[\s\\/:*?"<>|\x00-\x1f\x7f{}#%&$!\'`;,+=@^~]+')
"""What some file system, shell or workflow of a plant does not take."""
_RESERVED: Final = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(?=$|\.)")
"""Names of devices on Windows."""
_LONGEST: Final = 200
"""Bytes of a name; with suffixes it stays under the 255 that file systems take."""


def filled(pattern: Scalar, fields: Mapping[str, str], problems: Problems) -> str:
    """The pattern's text with every field put in.

    ``{date:%Y%m%d}`` writes the date by the directives of strftime that depend on no language. Codes: L701 a name that
    is no field, L702 a form that cannot be written.
    """

    def put(match: re.Match[str]) -> str:
        name, form = match[1], match[2]
        here = pattern.origin_at(match.start())
        if name not in fields:
            known = sorted(fields.keys() - {PRINTED})
            problems.error("L701", f'"{{{name}}}" is no field of the edition', did_you_mean(name, known), here)
            return ""
        if form is None:
            return fields[name]
        wrong = [found for found in re.findall("%(.?)", form) if found not in _DIRECTIVES or not found]
        if name != "date" or wrong:
            said = f'a date cannot be written with "%{wrong[0]}"' if name == "date" else f'"{name}" takes no form'
            problems.error("L702", said, "only dates take one, such as {date:%Y%m%d}: %Y %y %m %d %j", here)
            return ""
        return date.fromisoformat(fields[name]).strftime(form)

    return _FIELD.sub(put, pattern.text.rstrip("\n"))


def safe_name(text: str) -> str:
    """A file name without suffix that every file system takes: a hyphen for what is not safe, no dots at its ends."""
    name = _UNSAFE.sub("-", unicodedata.normalize("NFC", text)).strip("-. ")
    name = "".join(ch for ch in name if unicodedata.category(ch)[0] != "C")
    if _RESERVED.match(name):
        name = f"_{name}"
    return name.encode("utf-8")[:_LONGEST].decode("utf-8", "ignore")
