"""The name of a shipped profile or a print shop's own profile file in, severities and limits of all rules out.

A profile is a YAML file: a mapping ``rules`` from rule ids to ``severity`` (off, note, warning, error), the rule's
limits (numbers) and ``source``, where the row comes from. ``extends`` names another profile, shipped or a file beside
this one, whose rows hold where this one is silent; newsprint is at the bottom of all of them.
"""

from collections.abc import Mapping
from dataclasses import replace
from math import isfinite
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pagesetter.diagnostics import Diagnostic, Origin, Severity, did_you_mean, error
from pagesetter.model.press import CONDITIONS
from pagesetter.preflight.registry import Rule, rules
from pagesetter.read.source import read_text
from pagesetter.read.tree import Items, Node, Scalar, Table, parse_yaml
from pagesetter.records import record

_FOLDER: Final = Path(__file__).parent / "profiles"
SHIPPED: Final = ("newsprint", "coated", "strict")
"""Profiles that ship, the default first."""
_HEAD: Final = ("profile", "title", "version", "date", "extends", "rules")
_OFF: Final = "off"
_SEVERITIES: Final = MappingProxyType({one.word: one for one in Severity})
_INKS: Final = ("total-ink", "total-ink-square")
"""Rules that go by what the paper takes."""
_DEEPEST: Final = 8
"""Profiles that extend one another."""


@record
class Row:
    """What a profile says of one rule."""

    severity: Severity | None = None
    """None: that of the table of rules."""
    off: bool = False
    limits: tuple[tuple[str, float], ...] = ()
    """Numbers by name. Pairs, not mappings: a profile travels to the process that reads the file."""
    source: str = ""


@record
class Profile:
    """Severities and limits by rule id; rules that are not named keep the severity of the table of rules."""

    name: str
    title: str = ""
    version: str = ""
    date: str = ""
    rows: tuple[tuple[str, Row], ...] = ()

    @property
    def full_name(self) -> str:
        """Name and version."""
        return f"{self.name} {self.version}".strip()

    def row(self, rule: str) -> Row:
        """What it says of a rule; an empty row when nothing."""
        return next((row for one, row in self.rows if one == rule), Row())

    def severity(self, rule: Rule, standard: str) -> Severity | None:
        """How bad a breach of the rule is; None: the rule is not looked at."""
        given, row = rule.severity(standard), self.row(rule.id)
        if given is None or row.off:
            return None
        return given if row.severity is None else row.severity

    def limits(self, rule: Rule) -> Mapping[str, float]:
        """The limits of the rule, all that it has."""
        return MappingProxyType(dict(self.row(rule.id).limits))


def load(asked: str) -> tuple[Profile | None, tuple[Diagnostic, ...]]:
    """The profile of that name or file; None with every error found.

    Codes: R001 no such file or profile, R020 unknown key or rule, R022 wrong shape, R023 not a number or a profile that
    extends itself, R024 negative, R026 not a severity, and those of reading YAML.
    """
    if asked in SHIPPED:
        return _chain(_FOLDER / f"{asked}.yaml", asked, (), None)
    path = Path(asked)
    if path.suffix.lower() not in (".yaml", ".yml") and not path.exists():
        hint = f"{did_you_mean(asked, SHIPPED)} A profile of your own is a .yaml file."
        return None, (error("R001", f'there is no preflight profile "{asked}"', hint),)
    return _chain(path, asked, (), None)


def for_plant(base: Profile, plant: str, warn: float, fail: float) -> Profile:
    """The profile with the limits of total ink (per cent) that ``plant`` gives; the same when it gives no others."""
    given = {"warn_percent": warn, "fail_percent": fail}
    rows = dict(base.rows)
    for rule in _INKS:
        row = base.row(rule)
        limits = tuple({**dict(row.limits), **given}.items())
        rows[rule] = row if limits == row.limits else replace(row, limits=limits, source=plant)
    if rows == dict(base.rows):
        return base
    named = f"{base.full_name} with {warn:g}/{fail:g} % of ink as {plant} says"
    return replace(base, name=named, version="", rows=tuple(rows.items()))


def nearest(fail: float) -> str:
    """The shipped profile of a paper that takes about so much ink (per cent): for a print condition of a shop's own."""
    papers = {name: load(name)[0] for name in CONDITIONS if name in SHIPPED}
    inks = {name: dict(made.row(_INKS[0]).limits)["fail_percent"] for name, made in papers.items() if made}
    return min(inks, key=lambda name: abs(inks[name] - fail), default=SHIPPED[0])


def _chain(
    path: Path, shown: str, above: tuple[Path, ...], asked_at: Origin | None
) -> tuple[Profile | None, tuple[Diagnostic, ...]]:
    """The profile of a file over the one that it extends; ``above`` are the files that led here."""
    where = path.resolve()
    if where in above or len(above) >= _DEEPEST:
        return None, (error("R023", f'the profile "{shown}" extends itself', "end the chain at newsprint", asked_at),)
    source, found = read_text(path, shown, asked_at)
    if source is None:
        return None, found
    root, problems = parse_yaml(source)
    found += problems
    if not isinstance(root, Table):
        if not problems:
            found += (error("R022", f'"{shown}" is no preflight profile', "begin with rules:", Origin(shown)),)
        return None, found
    head = {key.text: node for key, node in root.entries}
    reader = _Reader()
    for key, _ in root.entries:
        if key.text not in _HEAD:
            reader.wrong("R020", f'unknown key "{key.text}" in a profile', did_you_mean(key.text, _HEAD), key.origin)
    own = reader.rows(head.get("rules"))
    words = {key: reader.word(head[key]) for key in _HEAD[:5] if key in head}
    base: Profile | None = Profile("")
    if path != _FOLDER / f"{SHIPPED[0]}.yaml":
        other = words.get("extends") or SHIPPED[0]
        other_path = _FOLDER / f"{other}.yaml" if other in SHIPPED else path.parent / other
        at = head["extends"].origin if "extends" in head else None
        base, problems = _chain(other_path, other if other in SHIPPED else str(other_path), (*above, where), at)
        found += problems
    found += tuple(reader.found)
    if base is None or reader.found:
        return None, found
    rows = {**dict(base.rows), **{rule: _over(row, base.row(rule)) for rule, row in own.items()}}
    named = words.get("profile") or path.stem
    made = Profile(named, words.get("title", ""), words.get("version", ""), words.get("date", ""), tuple(rows.items()))
    return made, found


def _over(row: Row, base: Row) -> Row:
    """The row with what it leaves open from the row below it."""
    silent = row.severity is None and not row.off
    return Row(
        base.severity if silent else row.severity,
        base.off if silent else row.off,
        tuple({**dict(base.limits), **dict(row.limits)}.items()),
        row.source or base.source,
    )


class _Reader:
    """Nodes in, rows out; what is wrong gathers in ``found``."""

    __slots__ = ("found",)

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []

    def wrong(self, code: str, message: str, hint: str, origin: Origin) -> None:
        self.found.append(error(code, message, hint, origin))

    def word(self, node: Node) -> str:
        if isinstance(node, Scalar):
            return node.text
        self.wrong("R022", "here belongs a text", "write it on one line", node.origin)
        return ""

    def rows(self, node: Node | None) -> dict[str, Row]:
        """The rows of ``rules``."""
        if node is None or (isinstance(node, Scalar) and node.empty):
            return {}
        if not isinstance(node, Table):
            self.wrong("R022", "rules: takes a mapping from rule ids", "rule-id: {severity: error}", node.origin)
            return {}
        known, made = rules(), {}
        for key, value in node.entries:
            rule = known.get(key.text)
            if rule is None:
                self.wrong("R020", f'there is no rule "{key.text}"', did_you_mean(key.text, known), key.origin)
                continue
            made[rule.id] = self._row(rule, value)
        return made

    def _row(self, rule: Rule, node: Node) -> Row:
        if isinstance(node, Scalar):  # the short form: rule: off
            severity, off = self._severity(node)
            return Row(severity, off)
        if isinstance(node, Items):
            self.wrong("R022", f"{rule.id} takes a severity or a mapping", "{severity: error}", node.origin)
            return Row()
        severity, off, limits, source = None, False, dict[str, float](), ""
        for key, value in node.entries:
            if key.text == "severity" and isinstance(value, Scalar):
                severity, off = self._severity(value)
            elif key.text == "source":
                source = self.word(value)
            elif key.text in rule.limits:
                amount = self._number(rule.id, key.text, value)
                if amount is not None:
                    limits[key.text] = amount
            else:
                choices = ("severity", "source", *rule.limits)
                message = f'the rule {rule.id} has no limit "{key.text}"'
                self.wrong("R020", message, did_you_mean(key.text, choices), key.origin)
        return Row(severity, off, tuple(limits.items()), source)

    def _severity(self, node: Scalar) -> tuple[Severity | None, bool]:
        if node.text == _OFF:
            return None, True
        if node.text not in _SEVERITIES:
            words = (_OFF, *_SEVERITIES)
            self.wrong("R026", f'"{node.text}" is no severity', did_you_mean(node.text, words), node.origin)
        return _SEVERITIES.get(node.text), False

    def _number(self, rule: str, limit: str, node: Node) -> float | None:
        try:
            amount = float(node.text) if isinstance(node, Scalar) else None
        except ValueError:
            amount = None
        if amount is None or not isfinite(amount):
            said = f'"{node.text}" is' if isinstance(node, Scalar) else "this is"
            self.wrong("R023", f"{said} no number for {limit} of {rule}", "write a number such as 240", node.origin)
            return None
        if amount < 0:
            self.wrong("R024", f"{limit} of {rule} is negative", "limits are 0 or more", node.origin)
            return None
        return amount
