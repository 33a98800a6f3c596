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
_ILLEGAL: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
"""Of these: what no Windows file name has, and the slash."""
_SUFFIX: Final = re.compile(r"(?i)\.pdf$")
_RESERVED: Final = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(?=$|\.)")
"""Names of devices on Windows."""
_LONGEST: Final = 200
"""Bytes of a name; with suffixes it stays under the 255 that file systems take."""


def filled(pattern: Scalar, fields: Mapping[str, str], problems: Problems) -> str:
    """The pattern's text with every field put in.

    ``{date:%Y%m%d}`` writes the date by the directives of strftime that depend on no language. Codes: L701 a name that
    is no field, L702 a form that cannot be written, L706 a brace without its other half.
    """
    bare = _FIELD.sub(lambda match: " " * len(match[0]), pattern.text)
    if lone := re.search("[{}]", bare):
        message = f'"{lone[0]}" stands alone in "{pattern.text.strip()}"'
        problems.error("L706", message, "write a field as {page}", pattern.origin_at(lone.start()))

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


def file_name(pattern: Scalar, fields: Mapping[str, str], problems: Problems) -> str:
    """The name of a file by its pattern, safe on every system, without suffix; empty where nothing can be made of it.

    Codes: those of `filled`, L705 characters that file systems do not take, which become hyphens, or nothing else.
    """
    before = len(problems.found)
    asked = _SUFFIX.sub("", filled(pattern, fields, problems).strip())
    name = safe_name(asked)
    if len(problems.found) == before and asked:
        wrong = dict.fromkeys(
            ch for ch in asked if _ILLEGAL.match(ch) or unicodedata.category(ch) in ("Cf", "Co", "Cn")
        )
        shown = " ".join(ch if ch.isprintable() else f"U+{ord(ch):04X}" for ch in wrong)
        hint = "leave such characters out of the pattern and of the fields that it names"
        if not name:
            message = f'nothing of "{asked}" can be the name of a file; that of the layout is taken'
            problems.warning("L705", message, hint, pattern.origin_at(0))
        elif wrong:
            message = f'a file name cannot have {shown} in it: the file will be called "{name}"'
            problems.warning("L705", message, hint, pattern.origin_at(0))
    return name


def safe_name(text: str) -> str:
    """A file name without suffix that every file system takes: a hyphen for what is not safe, no dots at its ends."""
    name = _UNSAFE.sub("-", unicodedata.normalize("NFC", text)).strip("-. ")
    name = "".join(ch for ch in name if unicodedata.category(ch)[0] != "C")
    if _RESERVED.match(name):
        name = f"_{name}"
    return name.encode("utf-8")[:_LONGEST].decode("utf-8", "ignore")
