"""Values of a story file in, its blocks out: heads and captions line by line, the text as paragraphs."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pagesetter.model.story import Block
from pagesetter.read.copytext import Traced, packed, traced, visible
from pagesetter.read.fields import Problems, Values
from pagesetter.read.markdown import read_markdown
from pagesetter.read.runon import run_on
from pagesetter.read.tree import Scalar

_RUNNING: Final = frozenset({"summary", "summary-label", "caption", "credit", "end-credit"})
_EM_SPACE: Final = "\u3000"


def copy_text(scalar: Scalar, problems: Problems) -> Traced:
    """The copy of a value, without invisible characters."""
    copy, found = visible(traced(scalar.text, scalar.places()))
    problems.found += found
    return copy


def block_of(kind: str, given: object, problems: Problems) -> Block | None:
    """The block of a value: one scalar or several, each a given line (or more, where it has line ends).

    Captions, credits and summaries are running text: their line ends are joined.
    """
    scalars = given if isinstance(given, tuple) else (given,)
    lines = []
    for scalar in scalars:
        if not isinstance(scalar, Scalar):
            continue
        copy = copy_text(scalar, problems)
        at = 0
        for line in copy.text.split("\n"):
            lines.append(copy.cut(at, at + len(line)).stripped())
            at += len(line) + 1
    lines = [line for line in lines if line.text]
    if kind in _RUNNING:
        lines = [run_on(lines)] if lines else []
    blocks = [packed(kind, line) for line in lines]
    return Block(kind, tuple(block.lines[0] for block in blocks), blocks[0].origin) if blocks else None


def copy_of(given: object, problems: Problems) -> Traced | tuple[object, ...] | None:
    """A YAML body: Markdown, or the items of a list."""
    if isinstance(given, Scalar):
        return copy_text(given, problems)
    return given if isinstance(given, tuple) else None


def body_of(body: Traced | tuple[object, ...] | None, values: Values, problems: Problems) -> tuple[Block, ...]:
    """Blocks of the text, with the dateline of the front matter before the first paragraph."""
    blocks: list[Block] = []
    if isinstance(body, Traced):
        made, found = read_markdown(body)
        blocks += made
        problems.found += found
    elif body is not None:
        for item in body:
            blocks += _piece(item, problems)
    given = values.get("dateline", Scalar)
    first = next((i for i, block in enumerate(blocks) if block.kind == "body"), None)
    if given is None or first is None:
        return tuple(blocks)
    return (*blocks[:first], _under_dateline(copy_text(given, problems), blocks[first]), *blocks[first + 1 :])


def _piece(item: object, problems: Problems) -> Sequence[Block]:
    """Blocks of an item of a YAML body."""
    if isinstance(item, Scalar):
        blocks, found = read_markdown(copy_text(item, problems))
        problems.found += found
        return blocks
    if not isinstance(item, Values):
        return ()
    if len(item.data) != 1:
        message = "an item of the text is one of paragraph, subhead, quote"
        problems.error("S009", message, "give each of them an item of its own", item.origin)
    blocks = ()
    for kind in ("subhead", "paragraph", "quote"):
        given = item.data.get(kind)
        if kind == "subhead":
            made = block_of("subhead", given, problems) if given else None
            blocks += (made,) if made else ()
        elif isinstance(given, Scalar):
            copy, found = read_markdown(copy_text(given, problems))
            problems.found += found
            blocks += tuple(replace(b, kind="quote") if kind == "quote" else b for b in copy)
    return blocks


def _under_dateline(dateline: Traced, block: Block) -> Block:
    """A paragraph with a dateline before it; an em space parts them unless a bracket does."""
    dateline = dateline.stripped().in_role("dateline")
    if not dateline.text:
        return block
    if dateline.text[-1] not in ")）】〕]］":
        end = len(dateline.text)
        dateline = dateline.exchanged([(end - 1, end, dateline.text[-1] + _EM_SPACE)])
    line = packed("body", dateline).lines[0] + block.lines[0]
    return Block("body", (line, *block.lines[1:]), block.origin)
