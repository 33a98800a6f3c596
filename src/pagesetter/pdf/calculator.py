"""The program of a PostScript calculator function in, the function it computes out (ISO 32000-1, 7.10.5)."""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from types import MappingProxyType
from typing import Any

_TOKEN = re.compile(rb"[{}]|[^\s{}]+")
_MOST = 100
"""Operands on the stack (ISO 32000-1, annex C)."""
_DEEPEST = 32


class _Fault(Exception):
    """The program is wrong."""


def calculator(source: bytes) -> Callable[[Sequence[float]], tuple[float, ...]] | None:
    """What the program does to its operands; None when it cannot be read. A fault while it runs gives no numbers."""
    tokens = (token.decode("latin-1") for token in _TOKEN.findall(source))
    try:
        if next(tokens, "") != "{":
            return None
        program = _procedure(tokens, 0)
    except _Fault:
        return None

    def computed(given: Sequence[float]) -> tuple[float, ...]:
        stack: list[Any] = list(given)
        try:
            _run(program, stack)
            return tuple(float(one) for one in stack)
        except (_Fault, IndexError, ValueError, ZeroDivisionError, OverflowError, TypeError):
            return ()

    return computed


def _procedure(tokens: Iterator[str], depth: int) -> tuple[Any, ...]:
    """Numbers, words and procedures up to the closing brace."""
    made: list[Any] = []
    for token in tokens:
        if token == "}":
            return tuple(made)
        if token == "{":
            if depth > _DEEPEST:
                break
            made.append(_procedure(tokens, depth + 1))
        elif token in _PLAIN or token in ("if", "ifelse", "true", "false"):
            made.append(token)
        else:
            try:
                made.append(float(token) if "." in token or "e" in token.lower() else int(token))
            except ValueError:
                raise _Fault from None
    raise _Fault


def _run(program: tuple[Any, ...], stack: list[Any]) -> None:
    for step in program:
        if len(stack) > _MOST:
            raise _Fault
        if not isinstance(step, str):
            stack.append(step)
        elif step in ("true", "false"):
            stack.append(step == "true")
        elif step == "if":
            then, asked = stack.pop(), stack.pop()
            if asked:
                _run(then, stack)
        elif step == "ifelse":
            other, then, asked = stack.pop(), stack.pop(), stack.pop()
            _run(then if asked else other, stack)
        else:
            _PLAIN[step](stack)


def _one(act: Callable[[Any], Any]) -> Callable[[list[Any]], None]:
    def done(stack: list[Any]) -> None:
        stack.append(act(stack.pop()))

    return done


def _two(act: Callable[[Any, Any], Any]) -> Callable[[list[Any]], None]:
    def done(stack: list[Any]) -> None:
        second, first = stack.pop(), stack.pop()
        stack.append(act(first, second))

    return done


def _exchange(stack: list[Any]) -> None:
    stack[-1], stack[-2] = stack[-2], stack[-1]


def _copy(stack: list[Any]) -> None:
    count = int(stack.pop())
    if not 0 <= count <= min(len(stack), _MOST):
        raise _Fault
    stack.extend(stack[len(stack) - count :])


def _index(stack: list[Any]) -> None:
    back = int(stack.pop())
    if back < 0:
        raise _Fault
    stack.append(stack[-1 - back])


def _roll(stack: list[Any]) -> None:
    by, count = int(stack.pop()), int(stack.pop())
    if not 0 <= count <= len(stack):
        raise _Fault
    if count:
        part = stack[len(stack) - count :]
        by %= count
        stack[len(stack) - count :] = part[count - by :] + part[: count - by]


def _drop(stack: list[Any]) -> None:
    stack.pop()


def _shift(value: int, by: int) -> int:
    if abs(by) > 32:
        raise _Fault
    return value << by if by >= 0 else value >> -by


def _arc(y: float, x: float) -> float:
    return math.degrees(math.atan2(y, x)) % 360


_PLAIN: MappingProxyType[str, Callable[[list[Any]], None]] = MappingProxyType(
    {
        "abs": _one(abs),
        "add": _two(lambda a, b: a + b),
        "atan": _two(_arc),
        "ceiling": _one(math.ceil),
        "cos": _one(lambda a: math.cos(math.radians(a))),
        "cvi": _one(int),
        "cvr": _one(float),
        "div": _two(lambda a, b: a / b),
        "exp": _two(lambda a, b: math.pow(a, b)),
        "floor": _one(math.floor),
        "idiv": _two(lambda a, b: int(a / b)),
        "ln": _one(math.log),
        "log": _one(math.log10),
        "mod": _two(lambda a, b: math.fmod(a, b)),
        "mul": _two(lambda a, b: a * b),
        "neg": _one(lambda a: -a),
        "round": _one(lambda a: math.floor(a + 0.5)),
        "sin": _one(lambda a: math.sin(math.radians(a))),
        "sqrt": _one(math.sqrt),
        "sub": _two(lambda a, b: a - b),
        "truncate": _one(math.trunc),
        "and": _two(lambda a, b: a & b),
        "bitshift": _two(_shift),
        "eq": _two(lambda a, b: a == b),
        "ge": _two(lambda a, b: a >= b),
        "gt": _two(lambda a, b: a > b),
        "le": _two(lambda a, b: a <= b),
        "lt": _two(lambda a, b: a < b),
        "ne": _two(lambda a, b: a != b),
        "not": _one(lambda a: not a if isinstance(a, bool) else ~a),
        "or": _two(lambda a, b: a | b),
        "xor": _two(lambda a, b: a ^ b),
        "copy": _copy,
        "dup": lambda stack: stack.append(stack[-1]),
        "exch": _exchange,
        "index": _index,
        "pop": _drop,
        "roll": _roll,
    }
)
