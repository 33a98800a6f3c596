"""A text and its style in, runs of one face and one script out.

A character takes the first face of its style that has it. One that none of them has is looked for in the faces of the
other languages, which are opened only then. So that a word or a mark does not change its look in the
middle, two kinds of characters look around first: full-width marks stay with the face of the language's own script,
and spaces, other marks and combining signs take the face of their neighbour where that has them.
"""

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple
from unicodedata import category, normalize

import uharfbuzz as hb

from pagesetter.fonts.library import Face, Library
from pagesetter.model.style import FaceRef, FaceTable
from pagesetter.script.classes import class_of, script_of
from pagesetter.script.languages import homes_of, parse_language
from pagesetter.script.widths import mark_box

_SAMPLES = {"Hani": "中", "Kana": "の", "Hang": "가"}
"""A character that every face of the script has, by ISO 15924 code."""

CJK = frozenset(_SAMPLES)
"""Scripts whose characters stand on the grid."""

_NOT_LETTERS = CJK | {""}
"""Scripts by a trait of what no word of letters is made of."""


class Run(NamedTuple):
    """A stretch of text that is shaped at once."""

    start: int
    end: int
    face: Face | None
    """None where no face of the style has the characters."""
    script: str
    """ISO 15924 code, given to the shaping buffer."""


class _Trait(NamedTuple):
    """What the choice of a face and a script must know of a character."""

    faces: tuple[bool, ...]
    """For each face whether it can show the character."""
    fixed: int | None
    """Index of the face where no neighbour has a say, -1: none has it; None: ask the neighbours."""
    forward: bool
    """Whether an opening mark, which looks at its right neighbour first."""
    invisible: bool
    """Whether a default ignorable, which goes with its left neighbour whatever that has."""
    script: str
    """ISO 15924 code; empty: that of the text before it."""
    digit: bool


class Itemizer:
    """Cuts texts of one list of faces and one language. It remembers characters, so keep it for the whole build."""

    __slots__ = (
        *("_count", "_elsewhere", "_faces", "_grid", "_language", "_library", "_main", "_others", "_own", "_traits"),
        "_unicodes",
    )

    def __init__(self, library: Library, refs: Sequence[FaceRef], language: str, others: FaceTable) -> None:
        self._library = library
        self._others = others
        self._elsewhere: dict[str, int] = {}
        self._faces = list(dict.fromkeys(face for ref in refs if (face := library.resolve(ref))))
        self._count = len(self._faces)
        self._unicodes = [library.font(face).face.unicodes for face in self._faces]
        self._language = language
        known = parse_language(language)
        self._main = known.script if known else "Latn"
        self._grid = self._main if self._main in CJK else "Hani"
        sample = ord(_SAMPLES.get(self._main, _SAMPLES["Hani"]))
        self._own = next((index for index, has in enumerate(self._unicodes) if sample in has), None)
        self._traits: dict[str, _Trait] = {}

    def runs(self, text: str) -> list[Run]:
        """The text as runs, in order and without gaps."""
        if not text:
            return []
        traits = [self._traits.get(ch) or self._trait(ch) for ch in text]
        chosen = self._chosen(text, traits)
        scripts = self._scripts(traits)
        cuts = [0]
        cuts.extend(i for i in range(1, len(text)) if chosen[i] != chosen[i - 1] or scripts[i] != scripts[i - 1])
        cuts.append(len(text))
        return [Run(a, b, self._faces[chosen[a]] if chosen[a] >= 0 else None, scripts[a]) for a, b in pairwise(cuts)]

    def _chosen(self, text: str, traits: list[_Trait]) -> list[int]:
        """Index of each character's face, -1 for none."""
        chosen = [-1 if t.fixed is None else t.fixed for t in traits]
        if self._own == 0 and all(t.faces[0] for t in traits):
            return [0] * len(text)
        self._unite_words(text, traits, chosen)
        after = -1
        following = chosen[:]
        for i in range(len(text) - 1, -1, -1):
            following[i] = after
            if traits[i].fixed is not None and chosen[i] >= 0:
                after = chosen[i]
        before = -1
        for i, trait in enumerate(traits):
            if trait.fixed is None:
                near = (following[i], before) if trait.forward else (before, following[i])
                chosen[i] = self._of_neighbours(text, i, trait, near)
            if chosen[i] >= 0:
                before = chosen[i]
        return chosen

    def _unite_words(self, text: str, traits: list[_Trait], chosen: list[int]) -> None:
        """A word of which one face lacks a letter is set whole by another that has them all, if there is one."""
        for letters, places in groupby(range(len(text)), key=lambda i: traits[i].script not in _NOT_LETTERS):
            word = list(places) if letters else []
            faces = {chosen[i] for i in word} - {-1}
            if len(faces) > 1:
                fits = (face for face in sorted(faces) if all(self._shows(text[i], traits[i], face) for i in word))
                if (whole := next(fits, -1)) >= 0:
                    chosen[word[0] : word[-1] + 1] = [whole] * len(word)

    def _of_neighbours(self, text: str, i: int, trait: _Trait, near: tuple[int, int]) -> int:
        for index in near:
            if index < 0:
                continue
            if trait.invisible or self._shows(text[i], trait, index):
                return index
            if i and self._composes(text[i - 1 : i + 1], index):
                return index
        if trait.invisible and self._faces:
            return 0
        first = next((index for index, has in enumerate(trait.faces[: self._count]) if has), -1)
        return first if first >= 0 else self._further(text[i], "common")

    def _shows(self, ch: str, trait: _Trait, index: int) -> bool:
        """Whether a face can show a character; faces of other languages may have come since its trait was made."""
        return trait.faces[index] if index < len(trait.faces) else self._has(ch, index)

    def _further(self, ch: str, kind: str) -> int:
        """Index of the first face of another language that can show a character, -1 for none."""
        if not ch.isprintable():
            return -1  # line ends and other controls: no font has them, so none is to be opened for them
        if ch not in self._elsewhere:
            refs = (ref for language in homes_of(kind) for ref in self._others.faces((language,)))
            faces = (face for ref in refs if (face := self._library.resolve(ref)))
            self._elsewhere[ch] = next((index for face in faces if self._has(ch, index := self._index(face))), -1)
        return self._elsewhere[ch]

    def _index(self, face: Face) -> int:
        """The place of a face in the list, at its end when it is new."""
        if face not in self._faces:
            self._faces.append(face)
            self._unicodes.append(self._library.font(face).face.unicodes)
        return self._faces.index(face)

    def _scripts(self, traits: list[_Trait]) -> list[str]:
        """Script of each character: its own, or that of the text before it (at the start, of the text after it)."""
        script = next((t.script for t in traits if t.script), self._main)
        scripts = []
        for trait in traits:
            if trait.digit:
                script = "Latn" if script in CJK else script
            elif trait.script:
                script = trait.script
            scripts.append(script)
        return scripts

    def _trait(self, ch: str) -> _Trait:
        trait = self._traits[ch] = self._found(ch)
        return trait

    def _found(self, ch: str) -> _Trait:
        faces = tuple(self._has(ch, index) for index in range(len(self._faces)))
        first = next((index for index, has in enumerate(faces[: self._count]) if has), -1)
        if first >= 0 and "\u4e00" <= ch <= "\u9fff":  # most of a page
            return _Trait(faces, first, False, False, self._grid, False)
        kind = script_of(ch)
        boxed = mark_box(ch, self._language) is not None
        if first < 0 and (boxed or kind != "common"):
            first = self._further(ch, kind)
        fixed: int | None = first
        if boxed:
            fixed = self._own if self._own is not None and faces[self._own] else first
        elif kind == "common":
            fixed = None
        return _Trait(
            faces,
            fixed,
            category(ch) in ("Ps", "Pi"),
            is_ignorable(ch),
            self._script(ch, kind, boxed),
            class_of(ch, self._language) == "digit",
        )

    def _script(self, ch: str, kind: str, boxed: bool) -> str:
        if kind == "hangul":
            return "Hang"
        if kind in ("han", "kana"):
            return self._grid
        if kind == "latin":
            return "" if class_of(ch, self._language) == "digit" else letter_script(ch)
        return self._grid if boxed else ""

    def _has(self, ch: str, index: int) -> bool:
        """Whether a face can show a character: by its own glyph, by its parts, or by the space for other spaces."""
        known = self._unicodes[index]
        if ord(ch) in known:
            return True
        if category(ch) == "Zs":  # HarfBuzz makes every space of the plain one
            return 0x20 in known
        if ch == "\u2011":  # and the non-breaking hyphen of the hyphen
            return 0x2010 in known
        parts = normalize("NFD", ch)
        return parts != ch and all(ord(part) in known for part in parts)

    def _composes(self, pair: str, index: int) -> bool:
        """Whether a face has a letter and its combining sign as one glyph."""
        composed = normalize("NFC", pair)
        return len(composed) == 1 and ord(composed) in self._unicodes[index]


def is_ignorable(ch: str) -> bool:
    """Whether a character shows nothing by itself: joiners, soft hyphens, variation selectors (UAX #44, DI)."""
    return category(ch) == "Cf" or "\ufe00" <= ch <= "\ufe0f" or "\U000e0100" <= ch <= "\U000e01ef" or ch == "\u034f"


def letter_script(ch: str) -> str:
    """Script of a letter by HarfBuzz's Unicode tables, e.g. Cyrl."""
    if ch.isascii():
        return "Latn"
    buffer = hb.Buffer()
    buffer.add_str(ch)
    # For a single letter this is no guess: it takes the letter's own script.
    buffer.guess_segment_properties()
    return buffer.script or "Latn"
