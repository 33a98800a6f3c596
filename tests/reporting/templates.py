"""The source in, every message and hint that it can make out: each call that names a code, its words resolved.

What changes in a message is a placeholder, ``‹name›``. A variable stands for whatever it is given in its function or
module, a call for what the function of that name in the same module returns; branches of `if` are told apart.
"""

import ast
import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from places import ROOT

SOURCE = ROOT / "src" / "pagesetter"
_CODE = re.compile(r"[A-Z]\d{3}")
_SAYING = {"Found": "preflight", "UsageError": "usage", "BadParameter": "value", "NoPage": "noplace", "fault": "fault"}
"""Calls whose first argument is a message without a code, and the kind of its rows."""
_AROUND = ("said", "words", "doing", "findings")
_MOST = 48
"""Variants of one message that are looked at."""
_DEEP = 12
_LEAVING = (ast.Return, ast.Raise, ast.Continue, ast.Break)


@dataclass(frozen=True)
class Template:
    """A message or hint as the source has it."""

    code: str
    part: str
    """message or hint."""
    text: str
    where: str
    """file:line."""

    @property
    def known(self) -> bool:
        """Whether the source says any of it here: a lone placeholder comes from elsewhere."""
        return re.sub(r"‹[^›]*›", "", self.text).strip(" ;,:.\"'()") != ""


@dataclass
class _Scope:
    """What names stand for in a function, and in the module around it."""

    values: dict[str, list[ast.expr]] = field(default_factory=dict)
    outer: "_Scope | None" = None
    functions: Mapping[str, ast.FunctionDef] = field(default_factory=dict)
    calls: Mapping[str, list[ast.Call]] = field(default_factory=dict)

    def find(self, name: str, at: ast.expr | None = None) -> "tuple[_Scope, list[ast.expr]] | None":
        """The scope that has a name, and what it stands for at an expression."""
        if name in self.values:
            return self, _reaching(name, self.values[name], at)
        return self.outer.find(name, at) if self.outer else None


def _reaching(name: str, values: list[ast.expr], at: ast.expr | None) -> list[ast.expr]:
    """Of what a name was given, all that can still hold at an expression: back to what surely replaced the rest."""
    block = getattr(at, "block", None)
    if block is None or not all(hasattr(v, "block") for v in values):
        return values
    line = at.lineno  # type: ignore[union-attr]
    out: list[ast.expr] = []
    surely = 0
    for value in sorted((v for v in values if v.lineno <= line and _meet(v, block)), key=lambda v: -_since(v)):
        if _since(value) < surely:
            break
        out.append(value)
        own = any(isinstance(n, ast.Name) and n.id == name for n in ast.walk(value))
        if not own and block[: len(value.block)] == value.block:  # type: ignore[attr-defined]
            surely = _since(value)
    return out or values


def _meet(value: ast.expr, block: tuple[tuple[int, str, bool], ...]) -> bool:
    """Whether what is given in one block can be read in another: not from the other branch, nor from one that left."""
    for own, other in itertools.zip_longest(value.block, block):  # type: ignore[attr-defined]
        if own != other:
            return own is None or not (own[2] or (other is not None and own[0] == other[0]))
    return True


def _since(value: ast.expr) -> int:
    """The line of the statement that gives a value."""
    return getattr(value, "given_at", value.lineno)


def _placed(node: ast.AST, block: tuple[tuple[int, str, bool], ...] = (), function: str = "") -> None:
    """Tells every expression the blocks and the function that it stands in."""
    if isinstance(node, ast.FunctionDef):
        function = node.name
    for name, value in ast.iter_fields(node):
        inner = block
        if isinstance(value, list) and isinstance(node, ast.stmt):
            leaves = isinstance(node, ast.If) and bool(value) and isinstance(value[-1], _LEAVING)
            inner = (*block, (id(node), name, leaves))
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                if isinstance(child, ast.expr):
                    child.block, child.function = inner, function  # type: ignore[attr-defined]
                _placed(child, inner, function)


@cache
def templates() -> tuple[Template, ...]:
    """All of them, in the order of the files, each once."""
    found = [t for path in sorted(SOURCE.rglob("*.py")) for t in _of_file(path)]
    return tuple({(t.code, t.part, t.text): t for t in reversed(found)}.values())[::-1]


def _of_file(path: Path) -> Iterator[Template]:
    text = path.read_text(encoding="utf-8")
    if not re.search(r'"[A-Z]\d{3}"|' + "|".join(rf"\b{name}\(" for name in (*_SAYING, *_AROUND)), text):
        return
    tree = ast.parse(text)
    _placed(tree)
    functions = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    calls: dict[str, list[ast.Call]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            calls.setdefault(_name_of(node), []).append(node)
    module = _Scope(_assigned(tree), None, functions, calls)
    module.values |= {k: v for node in tree.body if isinstance(node, ast.ClassDef) for k, v in _assigned(node).items()}
    name = path.relative_to(SOURCE).as_posix()
    yield from _in_body(tree, module, name)


def _in_body(node: ast.AST, scope: _Scope, name: str) -> Iterator[Template]:
    for child in ast.iter_child_nodes(node):
        inner = scope
        if isinstance(child, ast.FunctionDef):
            inner = _function_scope(child, scope)
        if isinstance(child, (ast.Call, ast.Tuple)):
            yield from _said(child, inner, name)
        yield from _in_body(child, inner, name)


def _function_scope(function: ast.FunctionDef, outer: _Scope) -> _Scope:
    """Its assignments; a parameter stands for what calls in the module give it."""
    values = _assigned(function)
    names = [a.arg for a in function.args.args if a.arg not in ("self", "cls")]
    given: dict[str, list[ast.expr]] = {}
    for call in outer.calls.get(function.name, ()):
        for name, value in (*zip(names, call.args, strict=False), *((k.arg or "", k.value) for k in call.keywords)):
            given.setdefault(name, []).append(value)
    return _Scope({**given, **values}, outer, outer.functions, outer.calls)


def _said(node: ast.Call | ast.Tuple, scope: _Scope, name: str) -> Iterator[Template]:
    parts = list(node.args if isinstance(node, ast.Call) else node.elts)
    at = next((i for i, a in enumerate(parts[:2]) if isinstance(a, ast.Constant) and _is_code(a.value)), None)
    kind = _SAYING.get(_name_of(node)) if isinstance(node, ast.Call) else None
    kind = None if kind == "fault" and isinstance(node.func, ast.Name) else kind  # type: ignore[union-attr]
    if isinstance(node, ast.Call):
        yield from _around(node, scope, name)
    if kind and parts and at is None:
        for text in dict.fromkeys(_texts(parts[0], scope, _DEEP)):
            if text:
                yield Template(kind, "message", text, f"{name}:{node.lineno}")
    if at is None or len(parts) < at + 2:
        return
    code = parts[at].value  # type: ignore[attr-defined]
    words = parts[at + 1 : at + 3]
    if isinstance(words[0], ast.Attribute) and words[0].attr == "severity":
        words = parts[at + 2 : at + 4]
    for part, expression in zip(("message", "hint"), words, strict=False):
        for text in dict.fromkeys(_texts(expression, scope, _DEEP)):
            if text:
                yield Template(code, part, text, f"{name}:{node.lineno}")


def _around(node: ast.Call, scope: _Scope, name: str) -> Iterator[Template]:
    """Words around findings: `said` and `words` name their kind, `doing` and the clauses after `findings` have one."""
    called, words = _name_of(node), list(node.args)
    if called in ("said", "words") and len(words) > 1 and isinstance(words[0], ast.Constant):
        kinds = [(str(words[0].value), words[1])]
    elif called == "doing" and words:
        kinds = [("doing", words[0])]
    elif called == "findings" and isinstance(node.func, ast.Attribute):
        kinds = [("word", one) for one in words[1:]]
    else:
        return
    for kind, expression in kinds:
        for text in dict.fromkeys(_texts(expression, scope, _DEEP)):
            if text and re.search("[a-z]", re.sub("‹[^›]*›", "", text)):
                yield Template(kind, "around", text, f"{name}:{node.lineno}")


def _is_code(value: object) -> bool:
    return isinstance(value, str) and _CODE.fullmatch(value) is not None


def _assigned(node: ast.AST) -> dict[str, list[ast.expr]]:
    """Names and what they are given in a module, class or function, nested functions left out."""
    return {name: list(values) for name, values in _all_assigned(node).items()}


@cache
def _all_assigned(node: ast.AST) -> dict[str, list[ast.expr]]:
    values: dict[str, list[ast.expr]] = {}

    def take(target: ast.expr, value: ast.expr, line: int) -> None:
        value.given_at = line  # type: ignore[attr-defined]
        if isinstance(target, ast.Name):
            values.setdefault(target.id, []).append(value)
        elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
            for one, given in zip(target.elts, value.elts, strict=True):
                take(one, given, line)
        elif isinstance(target, ast.Tuple) and isinstance(value, ast.IfExp):
            take(target, value.body, line)
            take(target, value.orelse, line)
        elif isinstance(target, ast.Tuple):
            for i, one in enumerate(target.elts):
                if isinstance(one, ast.Name):
                    take(one, _item(value, i), line)

    def walk(statement: ast.AST) -> None:
        if isinstance(statement, (ast.FunctionDef, ast.ClassDef, ast.Lambda)):
            return
        if isinstance(statement, ast.Assign):
            for target in statement.targets:
                take(target, statement.value, statement.lineno)
        elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
            take(statement.target, statement.value, statement.lineno)
        elif isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
            before = _reaching(statement.target.id, values.get(statement.target.id, []), statement.value)
            more = [ast.BinOp(b, ast.Add(), statement.value) for b in before]
            for one in more:
                ast.copy_location(one, statement.value)
                one.block, one.function = statement.value.block, statement.value.function  # type: ignore[attr-defined]
                one.given_at = statement.lineno  # type: ignore[attr-defined]
            values.setdefault(statement.target.id, []).extend(more)
        elif isinstance(statement, ast.NamedExpr):
            take(statement.target, statement.value, statement.lineno)
        elif isinstance(statement, ast.For):
            listed = (
                statement.iter.elts
                if isinstance(statement.iter, (ast.Tuple, ast.List))
                else [_item(statement.iter, "each")]
            )
            for item in listed:
                take(statement.target, item, statement.lineno)
        for child in ast.iter_child_nodes(statement):
            walk(child)

    for statement in node.body:  # type: ignore[attr-defined]
        walk(statement)
    return values


def _item(value: ast.expr, i: int | str) -> ast.expr:
    made = ast.copy_location(ast.Subscript(value, ast.Constant(i)), value)
    if hasattr(value, "block"):
        made.block, made.function = value.block, value.function  # type: ignore[attr-defined]
    return made


def _texts(node: ast.expr, scope: _Scope, deep: int) -> list[str]:
    """The texts that an expression can be, a placeholder for what is not known."""
    hole = [f"‹{_short(node)}›"]
    if deep <= 0:
        return hole
    match node:
        case ast.Constant():
            return [node.value] if isinstance(node.value, str) else hole
        case ast.JoinedStr():
            return _joined([_texts(v, scope, deep - 1) for v in node.values])
        case ast.FormattedValue():
            return _texts(node.value, scope, deep - 1) if node.format_spec is None else hole
        case ast.IfExp():
            return [*_texts(node.body, scope, deep - 1), *_texts(node.orelse, scope, deep - 1)]
        case ast.BoolOp():
            return [t for v in node.values for t in _texts(v, scope, deep - 1)]
        case ast.BinOp() if isinstance(node.op, ast.Add):
            return _joined([_texts(node.left, scope, deep - 1), _texts(node.right, scope, deep - 1)])
        case ast.Name():
            found = scope.find(node.id, node)
            if not found:
                return hole
            where, values = found
            fitting = [v for v in values if not any(n is node for n in ast.walk(v))]
            texts = [t for v in fitting for t in _texts(v, _home(v, where, scope), deep - 1)]
            return _cut(texts) or hole
        case ast.Attribute():
            found = scope.find(node.attr) if isinstance(node.value, ast.Name) and node.value.id == "self" else None
            return _cut([t for v in found[1] for t in _texts(v, scope, deep - 1)]) if found else hole
        case ast.Call():
            return _called(node, scope, deep) or hole
        case ast.Subscript():
            return _picked(node, scope, deep) or hole
        case _:
            return hole


def _name_of(call: ast.Call) -> str:
    match call.func:
        case ast.Name():
            return call.func.id
        case ast.Attribute():
            return call.func.attr
        case _:
            return ""


def _called(node: ast.Call, scope: _Scope, deep: int) -> list[str]:
    name = _name_of(node)
    if name == "did_you_mean":
        return ['did you mean "‹word›"?', "use one of: ‹words›"]
    if name == "counted" and len(node.args) > 1 and isinstance(node.args[1], ast.Constant):
        noun = node.args[1].value
        plural = node.args[2].value if len(node.args) > 2 and isinstance(node.args[2], ast.Constant) else f"{noun}s"
        return [f"‹n› {noun}", f"‹n› {plural}"]
    if name in ("replace", "rstrip", "strip", "removesuffix") and isinstance(node.func, ast.Attribute):
        return _texts(node.func.value, scope, deep - 1)
    function = scope.functions.get(name)
    if function is None:
        return []
    inner = _Scope(_assigned(function), _top(scope), scope.functions, scope.calls)
    names = [a.arg for a in function.args.args if a.arg != "self"]
    given = dict(zip(names, node.args, strict=False)) | {k.arg: k.value for k in node.keywords if k.arg}
    for parameter, value in given.items():
        texts = _texts(value, scope, deep - 1)
        inner.values.setdefault(parameter, []).extend(ast.Constant(t) for t in texts)
    returned = [r.value for r in ast.walk(function) if isinstance(r, ast.Return) and r.value is not None]
    return _cut([t for value in returned for t in _texts(value, inner, deep - 1)])


def _top(scope: _Scope) -> _Scope:
    return _top(scope.outer) if scope.outer else scope


def _picked(node: ast.Subscript, scope: _Scope, deep: int) -> list[str]:
    """An item of a tuple, or of a table of constants any value."""
    if deep <= 0:
        return []
    value: ast.expr = node.value
    if isinstance(value, ast.Name):
        found = scope.find(value.id)
        value = found[1][0] if found else value
    if isinstance(value, ast.Call) and len(value.args) == 1 and isinstance(value.args[0], ast.Dict):
        value = value.args[0]  # MappingProxyType
    if isinstance(node.slice, ast.Slice):
        return _sliced(node.slice, _texts(node.value, scope, deep - 1))
    index = node.slice.value if isinstance(node.slice, ast.Constant) else None
    match value:
        case ast.Tuple() if index == "each":
            return _cut([t for one in value.elts for t in _texts(one, scope, deep - 1)])
        case ast.Tuple() if isinstance(index, int) and index < len(value.elts):
            return _texts(value.elts[index], scope, deep - 1)
        case ast.IfExp():
            both = [ast.Subscript(value.body, node.slice), ast.Subscript(value.orelse, node.slice)]
            return [t for one in both for t in _picked(one, scope, deep - 1)]
        case ast.Dict():
            return _cut([t for v in value.values for t in _texts(v, scope, deep - 1)])
        case ast.Call() if isinstance(value.func, ast.Name) and isinstance(index, int):
            function = scope.functions.get(value.func.id)
            returned = [r.value for r in ast.walk(function) if isinstance(r, ast.Return)] if function else []
            inner = _Scope(_assigned(function), _top(scope), scope.functions, scope.calls) if function else scope
            items = [r.elts[index] for r in returned if isinstance(r, ast.Tuple) and index < len(r.elts)]
            return _cut([t for item in items for t in _texts(item, inner, deep - 1)])
        case _:
            return []


def _home(value: ast.expr, where: _Scope, scope: _Scope) -> _Scope:
    """The scope that an expression is to be read in: that of its own function."""
    function = getattr(value, "function", None)
    if where.outer is None or function is None:
        return where if where.outer is None else scope
    of = where.functions.get(function)
    return _function_scope(of, _top(where)) if of is not None else scope


def _sliced(part: ast.Slice, texts: list[str]) -> list[str]:
    """Parts of texts that are known, where the bounds are."""
    bounds = [b.value if isinstance(b, ast.Constant) else None for b in (part.lower, part.upper)]
    if (
        "‹" in "".join(texts)
        or any(b is not None and not isinstance(b, int) for b in bounds)
        or (part.upper and bounds[1] is None)
    ):
        return []
    return [text[bounds[0] : bounds[1]] for text in texts]  # type: ignore[misc]


def _joined(parts: list[list[str]]) -> list[str]:
    """Every way to put the parts together, as far as `_MOST` goes."""
    return ["".join(p) for p in itertools.islice(itertools.product(*parts), _MOST)]


def _cut(texts: list[str]) -> list[str]:
    return list(dict.fromkeys(texts))[:_MOST]


def _short(node: ast.expr) -> str:
    try:
        return re.sub(r"[^\w.]+", "_", ast.unparse(node))[:24]
    except Exception:  # a node made here has no place
        return "x"
