"""Stories as the newsroom knows them: slug, head parts, body blocks, photos. Data only."""

from pagesetter.diagnostics import Origin
from pagesetter.geometry import WritingMode
from pagesetter.records import record


@record
class Span:
    """Characters of one role inside a line of copy."""

    text: str
    role: str = ""
    """Type styles laid over the block's, one after the other, parted by blanks: bold, kai, run-in, dateline, sup …;
    empty: the block's own."""
    origins: tuple[tuple[int, Origin], ...] = ()
    """(index in text, place in the file) wherever the mapping jumps; the last at or before an index holds."""
    ruby: str = ""
    """Reading set beside the characters: furigana, pinyin, zhuyin; empty: none. A group has one reading for all of
    them; readings of single characters are separate spans."""
    mark: str = ""
    """Mark between the lines: ``dots`` (着重号), ``name`` (专名号), ``title`` (书名号甲式); empty: none."""
    group: int = 0
    """Number of the marked stretch: neighbours of one mark and one number are marked by one line."""

    def origin_at(self, index: int) -> Origin | None:
        """Place in the file of the character at ``index``."""
        found = None
        for at, origin in self.origins:
            if at > index:
                break
            found = origin.moved(index - at)
        return found


@record
class Block:
    """A paragraph, head part or caption: one or more given lines, each a row of spans.

    Body paragraphs have one entry in ``lines`` (the program breaks it); heads and subheads have one entry per line that
    the editor gave.
    """

    kind: str
    """body, subhead, quote, kicker, headline, deck, summary, summary-label, byline, caption, credit, end-credit."""
    lines: tuple[tuple[Span, ...], ...]
    origin: Origin | None = None
    continued: bool = False
    """It begins in another area: its first line has no indent."""
    goes_on: bool = False
    """It goes on in another area: its last line is a full one."""

    @property
    def text(self) -> str:
        """All characters, given lines joined by a newline."""
        return "\n".join("".join(s.text for s in line) for line in self.lines)


@record
class Photo:
    """A picture of a story."""

    file: str
    """Path, resolved."""
    origin: Origin
    caption: Block | None = None
    credit: Block | None = None
    focus: tuple[float, float] = (0.5, 0.5)
    """Point to keep when cropping, as fractions of width and height from the top-left."""
    crop: tuple[float, float, float, float] | None = None
    """Part to use: left, top, right, bottom as fractions; None: all."""
    alt: str = ""
    faces: str = ""
    """Side to which its people look: left or right; empty: not said."""


@record
class Story:
    """An article."""

    slug: str
    file: str
    language: str = "zh-Hans"
    kind: str = "news"
    """news, feature or picture."""
    mode: WritingMode | None = None
    """Direction of its lines; None: what its area, the style sheet or the page says."""
    kicker: Block | None = None
    headline: Block | None = None
    deck: Block | None = None
    summary_label: Block | None = None
    summary: Block | None = None
    byline: Block | None = None
    body: tuple[Block, ...] = ()
    """Paragraphs, subheads and quotes in order."""
    photos: tuple[Photo, ...] = ()
    credit: Block | None = None
    """End credit, flush right after the last line."""
    repeat_head: Block | None = None
    """Headline over each further part of a story that jumps; None: the headline."""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All text of the story in reading order: head, summary, byline, body, end credit, captions, repeat head."""
        parts = [self.kicker, self.headline, self.deck, self.summary_label, self.summary, self.byline]
        parts += [*self.body, self.credit]
        for photo in self.photos:
            parts += [photo.caption, photo.credit]
        parts.append(self.repeat_head)
        return tuple(b for b in parts if b is not None)


@record
class Edition:
    """The stories that a layout asks for, by slug, in the layout's order."""

    stories: tuple[Story, ...]

    def story(self, slug: str) -> Story | None:
        """The story with that slug, if it was read."""
        return next((s for s in self.stories if s.slug == slug), None)
