"""Photos in, those with a caption elsewhere or a look out of their story out."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from pagesetter.desk.axes import apart, union
from pagesetter.desk.registry import Ban, Breach, Check
from pagesetter.desk.view import Shot, StoryView, View
from pagesetter.geometry import Rect
from pagesetter.model.story import Photo

_NEAR_PT: Final = 2.0
_MIDDLE: Final = (0.5, 0.5)


def _captions(view: View, ban: Ban) -> Iterator[Breach]:
    leading = view.spec.grid.leading
    for story in view.stories:
        for shot in story.shots:
            if not shot.captions:
                continue
            words = union([one.rect for one in shot.captions])
            gap = apart(words, shot.picture.rect) / leading
            if gap > ban.limit:
                values = {
                    "story": story.name, "photo": shot.picture.number, "lines": f"{gap:.1f}", "limit": f"{ban.limit:g}",
                }  # fmt: skip
                yield Breach(words.union(shot.picture.rect), story.origin, values)


def _facing(view: View, ban: Ban) -> Iterator[Breach]:
    """A photo with its story on one side that looks to the other. The side is given, or guessed from the focus point:
    who stands near an edge looks away from it."""
    for story in view.stories:
        for shot in story.shots:
            photo = _photo(story, shot)
            if photo is None:
                continue
            side, given = _side(photo, shot, ban.limit)
            own = [one.rect for one in (*story.lines, *story.boxed, *story.head_lines)]
            own += [other.picture.rect for other in story.shots if other is not shot]
            beside = {"left": _at_left(own, shot.picture.rect), "right": _at_right(own, shot.picture.rect)}
            if side and not beside[side] and beside["left" if side == "right" else "right"]:
                values = {"story": story.name, "photo": shot.picture.number}
                yield Breach(
                    shot.picture.rect, photo.origin, values, f"{'given' if given else 'focus'}-{side}", not given
                )


def _photo(story: StoryView, shot: Shot) -> Photo | None:
    photos = story.story.photos if story.story else ()
    return photos[shot.picture.number - 1] if 0 < shot.picture.number <= len(photos) else None


def _side(photo: Photo, shot: Shot, edge: float) -> tuple[str, bool]:
    """left, right or nothing, and whether the story says so."""
    if photo.faces:
        return photo.faces, True
    left, _, right, _ = shot.picture.crop
    if photo.focus == _MIDDLE or right <= left:
        return "", False
    at = (photo.focus[0] - left) / (right - left)
    return ("right" if at < edge else "left" if at > 1 - edge else ""), False


def _at_left(own: list[Rect], photo: Rect) -> bool:
    return any(r.right <= photo.x + _NEAR_PT and r.y < photo.bottom and r.bottom > photo.y for r in own)


def _at_right(own: list[Rect], photo: Rect) -> bool:
    return any(r.x >= photo.right - _NEAR_PT and r.y < photo.bottom and r.bottom > photo.y for r in own)


CHECKS: Final = MappingProxyType[str, Check]({"caption-apart": _captions, "photo-faces-out": _facing})
