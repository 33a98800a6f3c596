"""Chinese words in, the English that was left in them out: what is no name, key, unit, figure or quoted input."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pagesetter.preflight.registry import rules
from pagesetter.read.schema import schemas

_LISTED = re.compile(
    r"(?:可用|可选|各版)：.*$|[\w.:/-]+(?: [\w.:/-]+)*(?:, [\w.:/-]+(?: [\w.:/-]+)*)+ 之一|（(?:[\w-]+, )+[\w-]+）",
    re.M,
)
"""Choices of the program, as they are typed."""
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|'[^']*'|‹[^›]*›|\{[^{}]*\}|\[[^\[\]]*\]|\*\*?[^* ]+\*\*?")
_NAMES = re.compile(
    r"[、或] ?in\b|https?:\S+|(?<![\w-])--?[a-z][\w-]*|[\w.*+-]*[/\\][\w./\\*+-]+|(?:\w[\w-]*)?\.[a-z]\w*"
    r"|U\+[0-9A-F]+|0x[0-9A-Fa-f]+|\\u\w+|[A-Z]+\d+|[A-Za-z]+:[A-Z]\w+|[A-Za-z_][\w-]*:"
)
"""The unit in, options, paths, file names, code points, keys with their colon."""
_WORD = re.compile(r"[A-Za-z][\w-]*")


@cache
def _known() -> tuple[frozenset[str], frozenset[str]]:
    """What stays as it is: names, rules of the preflight, keys and choices of all files; and words of English prose."""
    text = (Path(__file__).parent / "english_words.txt").read_text(encoding="utf-8")
    names, prose = (part.partition("\n")[2].split() for part in text.split("# ")[1:])
    keys = {word for schema in schemas().values() for word in _named(schema)}
    return frozenset(names) | keys | rules().keys(), frozenset(prose)


def _named(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from (word for key in schema.get("properties", {}) for word in [key, *_WORD.findall(key)])
        yield from (part for word in schema.get("enum", ()) if isinstance(word, str) for part in [word, *word.split()])
        for value in schema.values():
            yield from _named(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _named(value)


def english_left(zh: str, *, names: frozenset[str] = frozenset()) -> list[str]:
    """English words that stand in a Chinese message; ``names`` are the user's own (slugs, areas)."""
    bare = _NAMES.sub(" ", _QUOTED.sub(" ", _LISTED.sub(" ", zh)))
    words = [word.strip("-") for word in _WORD.findall(bare)]
    known, prose = _known()
    return [word for word in words if word in prose or not (word in known or word in names or len(word) == 1)]
