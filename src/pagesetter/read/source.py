"""The path of a text file in, its characters out: UTF-8, or GB18030 and UTF-16 with a note.

Nothing is guessed silently: a file that is none of these is refused with the place of its first bad byte.
"""

import re
from bisect import bisect_right
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import field
from pathlib import Path
from typing import Final

from pagesetter.diagnostics import Diagnostic, Origin, did_you_mean, error, note
from pagesetter.records import record

LIMIT_BYTES: Final = 8 * 1024 * 1024
"""A layout or story larger than this is taken for a mistake; a newspaper page holds some 20 kB of text."""

_FAMILIAR_SHARE: Final = 0.85
"""GB18030 decodes nearly any bytes; text is believed when so many of its characters are of GB 2312."""

_KANA_SHARE: Final = 0.1
"""Chinese text has next to no kana."""
_HANGUL_SHARE: Final = 0.9
"""Chinese characters taken for EUC-KR give hangul about half of the time, Korean ones always."""
_ENOUGH: Final = 8
"""Characters from which on that share tells."""

_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
"""Characters that neither YAML nor Markdown allows."""


@record
class SourceText:
    """A file that was read: line ends are ``\\n``, a byte order mark is dropped."""

    path: Path
    """Where it lies."""
    shown: str
    """Its name as the user would type it."""
    text: str
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = [0, *(m.end() for m in re.finditer("\n", self.text))]
        object.__setattr__(self, "_starts", tuple(starts))

    def origin(self, offset: int, path: str = "") -> Origin:
        """The place of the character at ``offset``."""
        line = bisect_right(self._starts, offset) - 1
        return Origin(self.shown, line + 1, offset - self._starts[line] + 1, path)

    def line_start(self, line: int) -> int:
        """Offset of the first character of a 1-based line."""
        return self._starts[line - 1]


def read_text(
    path: Path, shown: str, asked_at: Origin | None = None
) -> tuple[SourceText | None, tuple[Diagnostic, ...]]:
    """The text of a file, with notes on its encoding, or None with the errors that say why not.

    ``shown`` is the name for messages; ``asked_at`` is the place that names the file, where there is one.
    """
    origin = asked_at or Origin(shown)
    try:
        data = _bytes(path)
    except FileNotFoundError:
        return None, (error("R001", f'no file "{shown}"', _near(path), origin),)
    except IsADirectoryError:
        return None, (error("R002", f'"{shown}" is a folder, not a file', "name a file inside it", origin),)
    except OSError as failure:
        reason = failure.strerror or "unknown reason"
        return None, (error("R002", f'"{shown}" cannot be read: {reason}', "check its permissions", origin),)
    return text_of(data, path, shown, origin)


def text_of(
    data: bytes, path: Path, shown: str, asked_at: Origin | None = None
) -> tuple[SourceText | None, tuple[Diagnostic, ...]]:
    """The text of a file's bytes, or of what came in another way; :func:`read_text` otherwise."""
    origin = asked_at or Origin(shown)
    if len(data) > LIMIT_BYTES:
        message = f'"{shown}" has more than {LIMIT_BYTES // 1024 // 1024} MiB, too much for a layout or story'
        return None, (error("R005", message, "is it the right file?", origin),)
    text, found = _decode(data, shown)
    if text is None:
        return None, found
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    source = SourceText(path, shown, text)
    bad = tuple(
        error(
            "R006",
            f"control character U+{ord(m[0]):04X} in the text",
            "delete it; it often comes along when text is copied from a PDF or a word processor",
            source.origin(m.start()),
        )
        for m in _CONTROL.finditer(text)
    )
    return (None if bad else source), found + bad


def _bytes(path: Path) -> bytes:
    """The file's bytes, one more than the limit at most."""
    with path.open("rb") as file:
        return file.read(LIMIT_BYTES + 1)


def _near(path: Path) -> str:
    """A hint for a file that is not there."""
    folder = path.parent
    if not folder.is_dir():
        return f'there is no folder "{folder.name or folder}" either'
    try:
        names = sorted(p.name for p in folder.iterdir())
    except OSError:
        return ""
    hint = did_you_mean(path.name, names)
    if hint.startswith("did"):
        return hint
    same_kind = [n for n in names if n.endswith(path.suffix)] if path.suffix else []
    return f"the folder has {', '.join(same_kind[:6])}" if same_kind else "check the name and the folder"


def _decode(data: bytes, shown: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """Characters of a file's bytes, with notes or the error."""
    for mark, name in ((BOM_UTF16_LE, "UTF-16"), (BOM_UTF16_BE, "UTF-16")):
        if data.startswith(mark):
            try:
                return data.decode(name), (_converted(name, shown),)
            except UnicodeDecodeError as failure:
                return None, (_broken(data, failure.start, shown, f"{name} by its first two bytes, but damaged"),)
    data = data.removeprefix(BOM_UTF8)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as failure:
        offset = failure.start
    if not _damaged_utf8(data):
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            text = ""
        if _familiar(text):
            return text, (_converted("GB18030", shown),)
        return None, (_broken(data, offset, shown, "neither UTF-8 nor GB18030 nor UTF-16 with a byte order mark"),)
    return None, (_broken(data, offset, shown, "UTF-8, but damaged"),)


def _converted(name: str, shown: str) -> Diagnostic:
    return note("R004", f'"{shown}" was read as {name}', "save it as UTF-8 to be safe", Origin(shown))


def _broken(data: bytes, offset: int, shown: str, what: str) -> Diagnostic:
    """The error for bytes that are no text, at the line of the first bad one."""
    before = data[:offset]
    line_start = before.rfind(b"\n") + 1
    column = len(before[line_start:].decode("utf-8", "replace")) + 1
    origin = Origin(shown, before.count(b"\n") + 1, column)
    found = f"byte 0x{data[offset]:02X} at offset {offset}" if offset < len(data) else f"offset {offset}"
    return error("R003", f'"{shown}" is {what}: {found} is not text', "save the file again as UTF-8", origin)


def _damaged_utf8(data: bytes) -> bool:
    """Whether most characters beyond ASCII are sound UTF-8: then a few bytes are damaged, it is no other encoding."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return sum(ch > "\x7f" for ch in text) - bad > bad


def _familiar(text: str) -> bool:
    """Whether text decoded as GB18030 consists of characters that Chinese text has.

    EUC-JP and EUC-KR share its byte pairs: the first shows as much kana, the second decodes to hangul throughout.
    """
    beyond = "".join(ch for ch in text if ch > "\x7f")
    pairs = beyond.encode("gb2312", "ignore")
    if not beyond or len(pairs) / 2 < _FAMILIAR_SHARE * len(beyond):
        return False
    kana = sum("\u3041" <= ch <= "\u30ff" for ch in beyond)
    korean = pairs.decode("euc_kr", "ignore")
    hangul = sum("\uac00" <= ch <= "\ud7a3" for ch in korean)
    return kana <= _KANA_SHARE * len(beyond) and (len(beyond) < _ENOUGH or hangul < _HANGUL_SHARE * len(beyond))
