"""The YAML parser's complaint in, an error in the user's words with place and remedy out."""

import re
from typing import Final

import yaml

from pagesetter.diagnostics import Diagnostic, Origin, error
from pagesetter.read.source import SourceText

_SYNTAX: Final = (
    ("\\t", "a tab where blanks are wanted", "indent with blanks"),
    ("that cannot start any token", "this character cannot begin a value", "put the text in quotes"),
    ("mapping values are not allowed", "a second colon in one line", "put text with a colon and a blank in quotes"),
    ("quoted scalar", "a quotation mark that is never closed", "close it, or use “ ” for quotations in text"),
    ("flow node", "a value that is missing", "write it, or delete the comma or bracket here"),
    ("flow sequence", 'a list in [ ] that is never closed, or lacks a ","', "close it with ]"),
    ("flow mapping", 'a mapping in { } that is never closed, or lacks a ","', "close it with }"),
    ("block mapping", "a line that is no key of this mapping", "align it with the keys above it"),
    ("block collection", "a line that is no item of this list", 'align it with the "-" above it'),
    ("simple key", 'a line without the ":" of a key', 'write "key: value", with a blank after the colon'),
    ("block scalar", "a block of text that is not indented as it began", "indent its lines alike"),
)
"""Words of the parser's message, what to say, what to do."""


_WIDE_COLON: Final = re.compile(r"^[ \-]*[\w ]+：", re.M)


def syntax_error(failure: yaml.YAMLError, source: SourceText, start: int) -> Diagnostic:
    """The error for text that is no YAML, at the place where the parser gave up."""
    context = getattr(failure, "context_mark", None)
    mark = getattr(failure, "problem_mark", None) or context
    parser = f"{getattr(failure, 'context', None) or ''} {getattr(failure, 'problem', None) or failure}".strip()
    base = source.text.count("\n", 0, start) + 1
    origin = Origin(source.shown, base + mark.line, mark.column + 1) if mark else Origin(source.shown, base)
    if _offset(source, origin) >= len(source.text.rstrip()) and context:
        mark = context  # what is open to the end of the file is best mended where it opens
        origin = Origin(source.shown, base + mark.line, mark.column + 1)
    if origin.line > source.text.count("\n") + 1:
        origin = source.origin(len(source.text.rstrip()))
    if "\t" in source.text[_offset(source, origin) :][:1]:
        parser = f"\\t {parser}"
    said, hint = next(((s, h) for words, s, h in _SYNTAX if words in parser), (parser, "check the lines before it"))
    if context and mark and (context.line, context.column) != (mark.line, mark.column):
        said += f" (it began at line {base + context.line}, column {context.column + 1})"
    before = source.line_start(max(min(origin.line, source.text.count("\n") + 1) - 1, base))
    wide = _WIDE_COLON.search(source.text, before, _offset(source, origin) + 1)
    if wide:
        origin, said = source.origin(wide.end() - 1), 'a full-width colon "："'
        hint = 'a key takes the ASCII colon and a blank: ": "'
    return error("R010", f"not YAML: {said}", hint, origin)


def _offset(source: SourceText, origin: Origin) -> int:
    """Offset of a place; the parser may stand on the line after the last one."""
    lines = source.text.count("\n") + 1
    return len(source.text) if origin.line > lines else source.line_start(origin.line) + origin.column - 1
