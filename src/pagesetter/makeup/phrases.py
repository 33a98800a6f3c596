"""A line of a head and its language in, the places between its sense groups out (rulebook 2.4), by an optional library.

BudouX has models for Japanese and for Chinese in simplified and traditional characters. It is asked several times, each
time for surer partings only: what it is sure of is a better place than what it is not. Other languages have spaces.
"""

from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from pagesetter.lines.breaks import break_penalties
from pagesetter.script.languages import rules_of

if TYPE_CHECKING:
    from budoux import Parser

_MODELS: Final = MappingProxyType(
    {
        "ja": ("japanese", ((0, 0.02),)),
        "zh-Hans": ("simplified_chinese", ((300, 0.4), (900, 0.02))),
        "zh-Hant": ("traditional_chinese", ((300, 0.4), (900, 0.02))),
    }
)
"""The library's name of its model for a language; how much surer than by default it is to be, in its own points, and
what a break costs there. The Japanese model parts phrases, the Chinese ones words, well only where they are sure."""


def speaks(language: str) -> bool:
    """Whether there is a model for a language."""
    return rules_of(language) in _MODELS


def available() -> bool:
    """Whether the library is installed."""
    return find_spec("budoux") is not None


@cache
def partings(text: str, language: str) -> Mapping[int, float]:
    """Index in the text and cost of every place between two sense groups; none without the library or a model.

    Places where line breaking is forbidden are none.
    """
    if not (speaks(language) and available()):
        return MappingProxyType({})
    found: dict[int, float] = {}
    rules = rules_of(language)
    for more, cost in _MODELS[rules][1]:
        at = 0
        for group in _parser(rules, more).parse(text)[:-1]:
            at += len(group)
            found[at] = cost
    allowed = break_penalties(text, language, "strict", "normal")
    return MappingProxyType({at: cost for at, cost in sorted(found.items()) if allowed[at] < float("inf")})


@cache
def _parser(rules: str, more: int) -> "Parser":
    """The library's parser for a language, by its rules; ``more``: points that a parting needs beyond the usual."""
    import budoux  # optional, and of no use to most pages

    usual: Parser = getattr(budoux, f"load_default_{_MODELS[rules][0]}_parser")()
    return budoux.Parser({**usual.model, "surer": {"": 2 * more}}) if more else usual
