"""Finished pages in, the bytes of a PDF/X document out.

The same pages, fonts, pictures, date and creator give the same bytes. Colours are process and spot inks only, every
font is embedded, nothing is transparent.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from hashlib import sha256
from types import MappingProxyType
from typing import TYPE_CHECKING

from pagesetter.diagnostics import Diagnostic, Origin, did_you_mean, error, warning
from pagesetter.fonts.library import Library
from pagesetter.model.page import Page, Picture, Placed
from pagesetter.model.press import STANDARDS
from pagesetter.press.boxes import boxes
from pagesetter.press.cidfont import font_objects, program_stream
from pagesetter.press.document import Document
from pagesetter.press.fontbook import embed
from pagesetter.press.images import Images
from pagesetter.press.ink_limits import check_inks
from pagesetter.press.intent import Condition, condition_of, conditions, output_intent
from pagesetter.press.objects import deflated
from pagesetter.press.paint import Painted, paint
from pagesetter.press.placing import Placing
from pagesetter.press.standards import Standard, default_standard, standard
from pagesetter.press.xmp import Metadata, moment_of

if TYPE_CHECKING:
    from pagesetter.adverts.supplied import Key, Supplied
    from pagesetter.images.convert import PressPicture
    from pagesetter.model.ink import Process

_UNTITLED = "untitled"


def write(
    pages: Sequence[Page],
    library: Library,
    pictures: "Sequence[Mapping[int, PressPicture]]",
    *,
    date: str,
    creator: str,
    adverts: "Mapping[Key, Supplied]" = MappingProxyType({}),
) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """The document, and what it lacks.

    ``pictures`` holds for each page the converted picture of each Picture item by the item's index. ``date`` is the
    edition date in ISO 8601, a date or date and time; ``creator`` names the program. ``adverts`` holds the supplied
    pages of the Placed items.

    Codes: P101 no date, P102 no title, P103 not a date, P104 pages for different print conditions, P105 unknown print
    condition, P106 picture not there, P107 one spot ink with two alternates, P108 pages of different standards, P109
    unknown standard, P110 a spot ink with a reserved name, P111 and P112 more ink than the press takes, F107 damaged
    font.
    """
    chosen, found = _condition(pages)
    target, problems = _standard(pages)
    found += problems
    found += _too_new(chosen, target)
    moment, problems = _moment(date, target)
    found += problems
    title = next((page.title for page in pages if page.title.strip()), "")
    if not title:
        found.append(warning("P102", "the page has no title, which PDF/X asks for", 'give the edition a "title"'))
    placing = Placing(adverts)
    found += _absent(pages, pictures, placing)
    found += [problem for number, page in enumerate(pages, 1) for problem in check_inks(page, number, chosen)]
    digest = sha256(repr((title, date, creator, chosen.identifier, target.name)).encode("utf-8"))
    document = Document(target.version)
    with ThreadPoolExecutor(2) as pool:  # compression runs beside the cutting of fonts and the painting
        profile = pool.submit(deflated, {"N": "4"}, chosen.profile(), 1)
        faces, programs = {}, {}
        for face in embed(pages, library):
            if isinstance(face, Diagnostic):
                found.append(face)
                continue
            faces[face.face.key] = face
            programs[face.face.key] = pool.submit(program_stream, face)
        images = Images()
        shown = [images.names(mapping) for mapping in pictures]
        painted = [paint(page, faces, names, placing.places(page)) for page, names in zip(pages, shown, strict=True)]
        found += _ambiguous(painted, pages)
        fonts = {
            (key, layer): reference
            for key, face in faces.items()
            for layer, reference in enumerate(font_objects(document.document, face, programs[key].result()))
        }
        # Only now are the pictures asked for: their conversion may still go on beside all this.
        for page, art, names, mapping in zip(pages, painted, shown, pictures, strict=True):
            digest.update(repr((boxes(page), art)).encode("utf-8"))
            streams = images.add(mapping)
            here = {names[index]: document.document.Reference(stream) for index, stream in streams.items()}
            placed = {name: document.document.Reference(form) for name, form in placing.forms(page).items()}
            document.add_page(page, art, fonts, here | placed, transparent=placing.transparent(page))
        for face in faces.values():
            digest.update(face.font.name.encode("utf-8") + face.font.program)
        digest.update(images.digest() + placing.digest())
        intent = output_intent(document.document, chosen, profile.result())
    metadata = Metadata(title or _UNTITLED, creator, moment, digest.digest(), target)
    return document.finish(metadata, intent), tuple(found)


def _condition(pages: Sequence[Page]) -> tuple[Condition, list[Diagnostic]]:
    """The one print condition of a document, the default where it cannot be told."""
    names = list(dict.fromkeys(page.condition for page in pages))
    found = []
    if len(names) > 1:
        found.append(
            error(
                "P104",
                f"pages for different print conditions ({', '.join(names)}) cannot share a PDF/X document",
                "write them as documents of their own",
            )
        )
    chosen = condition_of(pages[0]) if names else None
    if names and chosen is None:
        known = [one.name for one in conditions()]
        found.append(error("P105", f'there is no print condition "{names[0]}"', did_you_mean(names[0], known)))
    return chosen or conditions()[0], found


def _standard(pages: Sequence[Page]) -> tuple[Standard, list[Diagnostic]]:
    """The one standard of a document, the default where it cannot be told."""
    names = list(dict.fromkeys(page.press.standard for page in pages)) or [STANDARDS[0]]
    found = []
    if len(names) > 1:
        message = f"pages for different standards ({', '.join(names)}) cannot share a document"
        found.append(error("P108", message, "write them as documents of their own"))
    chosen = standard(names[0])
    if chosen is None:
        message = f'there is no standard "{names[0]}" to write'
        found.append(error("P109", message, did_you_mean(names[0], STANDARDS)))
    return chosen or default_standard(), found


def _too_new(chosen: Condition, target: Standard) -> list[Diagnostic]:
    """A profile that the standard's version of PDF does not know (ISO 32000-1, table 67)."""
    version = chosen.profile()[8] if chosen.data else 2
    if version <= 2 or target.version >= (1, 5):
        return []
    message = f'the profile of "{chosen.name}" is of ICC version {version}, which {target.name} does not know'
    return [error("P114", message, f"name a profile of version 2, or write {STANDARDS[0]}")]


def _moment(date: str, target: Standard) -> tuple[datetime | None, list[Diagnostic]]:
    hint = "give the edition a date (YYYY-MM-DD), or set SOURCE_DATE_EPOCH"
    if not date:
        return None, [
            warning("P101", f"without a date the file is not {target.name} and does not say that it is", hint)
        ]
    try:
        return moment_of(date), []
    except ValueError:
        return None, [error("P103", f'"{date}" is not a date', hint)]


def _absent(
    pages: Sequence[Page], pictures: "Sequence[Mapping[int, PressPicture]]", placing: Placing
) -> list[Diagnostic]:
    """Pictures that nobody converted and pages that nobody supplied: their frames stay empty."""
    return [
        error("P106", f'no page came for "{item.file}"', origin=item.origin, page=number, rect=item.rect)
        for number, page in enumerate(pages, 1)
        for item in page.items
        if isinstance(item, Placed) and not placing.known(item)
    ] + [
        error("P106", f'no pixels came for picture "{item.file}"', origin=item.origin, page=number, rect=item.rect)
        for number, (page, ready) in enumerate(zip(pages, pictures, strict=True), 1)
        for index, item in enumerate(page.items)
        if isinstance(item, Picture) and index not in ready
    ]


def _ambiguous(painted: Sequence[Painted], pages: Sequence[Page]) -> list[Diagnostic]:
    """Spot inks that a press would have to show in two ways where it lacks them, ours and those of advertisements."""
    alternates: dict[str, dict[Process, Origin | None]] = {}
    for art, page in zip(painted, pages, strict=True):
        for spot, alternate in art.spots:
            alternates.setdefault(spot, {}).setdefault(alternate)
        for item in page.items:
            for ink in item.spots if isinstance(item, Placed) else ():
                alternates.setdefault(ink.name, {}).setdefault(ink.alternate, item.origin)
    hint = "give it one colour everywhere"
    return [
        warning("P107", f'spot ink "{spot}" has {len(found)} different alternates', hint, [*found.values()][-1])
        for spot, found in alternates.items()
        if len(found) > 1
    ]
