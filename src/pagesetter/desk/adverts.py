"""Advertisements in, those above news, without their label, or in colour beside another out."""

import re
from collections.abc import Iterator
from itertools import combinations
from types import MappingProxyType
from typing import Final

from pagesetter.desk.axes import apart, shared
from pagesetter.desk.furniture import name_of_paper
from pagesetter.desk.registry import Ban, Breach, Check, rows
from pagesetter.desk.view import View
from pagesetter.script.languages import rules_of

_NEAR_PT: Final = 2.0


def _above_news(view: View, ban: Ban) -> Iterator[Breach]:
    """Columns in which news stand under an advertisement. Beside the name of the paper (报眼) one may stand."""
    name = name_of_paper(view)
    for advert in view.adverts:
        rect = advert.rect
        if name is not None and rect.y < name.rect.bottom:
            continue
        under = [
            story
            for story in view.stories
            if any(
                r.y >= rect.bottom - _NEAR_PT and shared(r.x, r.right, rect.x, rect.right) > _NEAR_PT
                for r in story.rects
            )
        ]
        if under:
            slugs = {story.slug for story in under}
            values = {"area": advert.area.name, "story": under[0].slug, "stories": len(slugs)}
            yield Breach(rect, advert.area.origin, values, "several" if len(slugs) > 1 else "")


def _unlabelled(view: View, ban: Ban) -> Iterator[Breach]:
    rules = rules_of(view.spec.language)
    words = next(row["pattern"] for row in rows("words") if row["kind"] == "advert" and row["rules"] == rules)
    for advert in view.adverts:
        if not any(re.search(words, label) for label in advert.labels):
            shown = " ".join(advert.labels)
            values = {"area": advert.area.name, "label": shown}
            yield Breach(advert.rect, advert.area.origin, values, "other" if shown else "")


def _colour(view: View, ban: Ban) -> Iterator[Breach]:
    needed = ban.limit * view.spec.grid.size
    for a, b in combinations([one for one in view.adverts if one.coloured], 2):
        gap = apart(a.rect, b.rect)
        if gap < needed:
            values = {"a": a.area.name, "b": b.area.name, "pt": f"{gap:.1f}", "limit": f"{needed:.1f}"}
            yield Breach(a.rect.union(b.rect), b.area.origin, values)


CHECKS: Final = MappingProxyType[str, Check](
    {"advert-above-news": _above_news, "advert-unlabelled": _unlabelled, "colour-adverts-touch": _colour}
)
