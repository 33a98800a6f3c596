"""A style sheet, the languages of a page and its fonts in, what is to be said of families that are not there out."""

from collections.abc import Iterable, Mapping

from pagesetter.diagnostics import Diagnostic, Origin, note
from pagesetter.fonts.library import Library
from pagesetter.model.style import StyleSheet, TypeStyle
from pagesetter.script.languages import face_tags


def absent_families(
    sheet: StyleSheet, spoken: Mapping[str, Origin | None], given: Iterable[str], library: Library
) -> tuple[frozenset[str], tuple[Diagnostic, ...]]:
    """Families that the styles ask for in these languages and no font has, and the findings.

    ``spoken``: the languages of the page with the place where each is met first; ``given``: families that the layout
    gives to files of its own, whose absence has been reported with the file. F110 stands at every place that asks for
    a family, F111 once for each extra that is not installed where another font takes the place of its faces.
    """
    absent: dict[str, None] = {}
    found: dict[Diagnostic, None] = {}
    replaced: dict[str, tuple[str, dict[str, None]]] = {}
    given = frozenset(given)
    for language in spoken:
        tags = face_tags(language)
        for faces in dict.fromkeys(style.faces_by_language.faces(tags) or style.faces for style in _types(sheet)):
            there = [face for face in faces if library.resolve(face) is not None]
            for face in faces:
                if face in there:
                    continue
                absent[face.family] = None
                extra = library.extra_of(face.family)
                if extra and there:
                    replaced.setdefault(extra.name, (language, {}))[1][face.family] = None
                elif face.family not in given:
                    found[library.unknown(face, face.origin)] = None
    for name, (language, families) in replaced.items():
        found[_replaced(library, name, families, language, spoken[language])] = None
    return frozenset(absent), tuple(found)


def _types(sheet: StyleSheet) -> list[TypeStyle]:
    heads = (part for head in sheet.heads.values() for part in (head.headline, head.kicker, head.deck))
    return [*sheet.types.values(), *heads]


def _replaced(library: Library, name: str, families: Iterable[str], language: str, origin: Origin | None) -> Diagnostic:
    """F111: the fonts of an extra are asked for, are not installed, and others take their place."""
    extra = next(each for each in library.extras() if each.name == name)
    listed = ", ".join(f'"{family}"' for family in sorted(families))
    message = f'text in "{language}" is set in the forms of another language; not installed: {listed}'
    return note("F111", message, extra.command, origin)
