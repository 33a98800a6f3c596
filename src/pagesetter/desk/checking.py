"""Finished pages in, what a night editor would not let pass out: Diagnostics with place, figures, rule and remedy."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from pagesetter.desk.furniture import folio_of, is_front
from pagesetter.desk.registry import Ban, Breach, bans, checks, messages
from pagesetter.desk.seeing import view_of
from pagesetter.desk.view import Subject, View
from pagesetter.diagnostics import Diagnostic, Severity

_WORDS: Final = ("quarter", "best", "side", "first")
"""Values that have a row under "word" in ``messages.tsv``."""


def check_page(subject: Subject, language: str = "en") -> tuple[Diagnostic, ...]:
    """All breaches on one page in the order of an editor's list: the gravest first, then down the page.

    ``language``: en or zh, of the messages.
    """
    return _judged(view_of(subject), language)


def check_pages(subjects: Iterable[Subject], language: str = "en") -> tuple[tuple[Diagnostic, ...], ...]:
    """The same of the pages of one paper, each with its own; also whether their page numbers stand in one place.

    What a zone of an edition has of its own is compared with the pages that it shares with the edition.
    """
    views = [view_of(subject) for subject in subjects]
    found = [list(_judged(view, language)) for view in views]
    for i, breach, ban in _folios(views):
        found[i] += said_of(ban, breach, views[i].subject, language)
    return tuple(in_list_order(one) for one in found)


def in_list_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The gravest first, those of one level down the page; numbers of lists and proofs count in this order."""

    def key(d: Diagnostic) -> tuple[int, int, float, float, str]:
        place = (d.rect.y, d.rect.x) if d.rect else (0.0, 0.0)
        return (d.page or 0, -d.severity, *place, d.code)

    return tuple(sorted(dict.fromkeys(diagnostics), key=key))


def _judged(view: View, language: str) -> tuple[Diagnostic, ...]:
    found: list[Diagnostic] = []
    for key, ban in bans(view.spec.styles).items():
        if ban.level is not None:
            for breach in checks()[key](view, ban):
                found += said_of(ban, breach, view.subject, language)
    return in_list_order(found)


def said_of(ban: Ban, breach: Breach, subject: Subject, language: str) -> Iterator[Diagnostic]:
    """What is said of a breach of a ban; nothing where the ban is switched off."""
    level = ban.level
    if level is None:
        return
    if breach.milder and level > Severity.NOTE:
        level = Severity(level - 1)
    words = messages()[ban.key, breach.form]
    values = {**breach.values, **_words(breach.values, language)}
    name = ban.zh if language == "zh" else f"{ban.en} ({ban.zh.partition('（')[0]})"
    colon = "：" if language == "zh" else ": "
    message = name + colon + words[language].format_map(values)
    hint = words[f"hint_{language}"].format_map(values)
    yield Diagnostic(ban.code, level, message, hint, breach.origin, subject.number, breach.rect)


def _words(values: Mapping[str, object], language: str) -> Mapping[str, str]:
    """Values that are words of the language: quarters and sides of the page."""
    rows = {one: row for (key, one), row in messages().items() if key == "word"}
    return {k: rows[str(values[k])][language] for k in _WORDS if k in values}


def _folios(views: list[View]) -> Iterator[tuple[int, Breach, Ban]]:
    """Page numbers of one paper that stand elsewhere than on the first page of their hand (even or odd)."""
    for own, shared in _papers([view.subject for view in views]):
        told = {i: (breach, ban) for i, breach, ban in _moved(views, [*shared, *own])}
        yield from ((i, *told[i]) for i in own if i in told)


def _papers(subjects: Sequence[Subject]) -> Iterator[tuple[list[int], list[int]]]:
    """The pages that are compared, as indices: those of the paper itself, then for each zone of an edition its own and,
    apart, those of the edition that it keeps."""
    for paper, zone in dict.fromkeys((one.paper if one.zone else "", one.zone) for one in subjects):
        own = [i for i, one in enumerate(subjects) if one.zone == zone and (not zone or one.paper == paper)]
        replaced = {subjects[i].place for i in own}
        kept = [
            i
            for i, one in enumerate(subjects)
            if zone and not one.zone and one.paper == paper and one.place not in replaced
        ]
        yield own, kept


def _moved(views: Sequence[View], order: Sequence[int]) -> Iterator[tuple[int, Breach, Ban]]:
    places: dict[tuple[str, float, bool], tuple[str, float, str]] = {}
    for i in order:
        view = views[i]
        folio = folio_of(view)
        number = view.spec.edition.get("page", "")
        digits = "".join(c for c in number if c.isdigit())
        ban = bans(view.spec.styles)["folio-place"]
        if folio is None or is_front(view, section=True) or not digits or ban.level is None:
            continue
        field = view.spec.page.type_area
        side = "left" if folio.rect.centre[0] < field.centre[0] else "right"
        hand = (view.spec.edition.get("title", ""), view.page.trim.w, int(digits) % 2 == 0)
        first = places.setdefault(hand, (side, folio.rect.y, number))
        if first[0] != side or abs(first[1] - folio.rect.y) > ban.limit * folio.text.size:
            values = {"page": number, "side": side, "other": first[2], "first": first[0]}
            yield i, Breach(folio.rect, folio.text.origin, values, "moved"), ban


def counted(diagnostics: Iterable[Diagnostic]) -> Mapping[Severity, int]:
    """How many of each level there are."""
    ordered = sorted(diagnostics, key=lambda d: -d.severity)
    return {level: len(list(group)) for level, group in groupby(ordered, key=lambda d: d.severity)}
