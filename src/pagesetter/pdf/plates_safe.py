"""Objects of a foreign PDF in, their entries out whatever bytes their names are made of; a fault in, words for it out.

Names are bytes (ISO 32000-1, 7.3.5). Many Chinese and Japanese files have names in GBK or Shift-JIS, which pikepdf
cannot turn into strings; as `pikepdf.Name` they can be passed on, compared and looked up.
"""

from collections.abc import Iterator
from typing import Any, Final

_LONGEST: Final = 120
_REGULAR: Final = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+.:*'!$&,;=?@^`|~\\\"")


def plain(name: Any) -> str:
    """A name without its slash; one that is not in UTF-8 as it is spelled in the file. Empty for anything else."""
    from pikepdf import Name  # whoever asks has the file open

    if not isinstance(name, Name):
        return ""
    try:
        return str(name)[1:]
    except UnicodeDecodeError:
        return bytes(name.unparse()).decode("ascii", "backslashreplace")[1:]


def kind(found: Any, key: str) -> str:
    """The name under ``key`` of a dictionary or stream without its slash; empty where there is none."""
    from pikepdf import Dictionary, Stream  # as above

    return plain(found.get(key)) if isinstance(found, Dictionary | Stream) else ""


def entries(found: Any) -> Iterator[tuple[Any, Any]]:
    """Keys, as `pikepdf.Name`, and values of a dictionary or stream; none for anything else."""
    from pikepdf import Dictionary, Object, Stream  # as above

    if not isinstance(found, Dictionary | Stream):
        return
    for key, value in sorted(found.items(), key=lambda item: str(item[0])):
        spelled = key[1:].encode("utf-8", "surrogateescape")
        escaped = b"".join(bytes((one,)) if one in _REGULAR else b"#%02x" % one for one in spelled)
        yield Object.parse(b"/" + escaped), value


def words(fault: BaseException) -> str:
    """Why something could not be read, in one line. The library lets out whatever its C++ throws (std::bad_cast)."""
    match fault:
        case UnicodeError():
            return "a name or text that is not in UTF-8"
        case RecursionError():
            return "it is built too deep"
        case OverflowError() | ZeroDivisionError():
            return "a number out of range"
        case KeyError():
            return f"there is no {fault.args[0]}" if fault.args else "an entry is missing"
        case IndexError():
            return "there are too few entries"
        case TypeError() | AttributeError() | AssertionError():
            return "an object of the wrong kind"
    said = " ".join(str(fault).split())
    if not said or "bad_cast" in said or "pikepdf." in said or "not available on this type" in said:
        return "an object of the wrong kind"
    return said if len(said) <= _LONGEST else said[:_LONGEST] + "…"
