"""Frozen dataclasses that are quick to make: what passes between the stages, and what stays inside one.

A program of a hundred small types spends a sixth of a cold run on ``@dataclass(frozen=True, slots=True)``, which
compiles six methods a class. Here only ``__init__`` is compiled; comparing, hashing, showing, freezing and pickling are
the same few functions for every class. To the reader, to type checkers and to `dataclasses` (``fields``, ``replace``,
``is_dataclass``) a record is a frozen, slotted dataclass.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

_T = TypeVar("_T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[_T]) -> type[_T]:
    """The class as a frozen dataclass with slots, compared and hashed by its fields unless it says how itself.

    Raises TypeError for whatever `dataclasses.dataclass` refuses, and for a field without a default behind one with it.
    """
    made = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    listed = fields(made)  # type: ignore[arg-type]  # made a dataclass one line above
    methods = {
        "__init__": _initialiser(made, [one for one in listed if one.init]),
        "__repr__": _show,
        "__setattr__": _refuse,
        "__delattr__": _refuse,
        "__getstate__": _state,
        "__setstate__": _restore,
        **_comparison(tuple(one.name for one in listed if one.compare)),
    }
    for name, method in methods.items():
        if name not in made.__dict__:
            setattr(made, name, method)
    return made


def _initialiser(cls: type, listed: list[Field[Any]]) -> Callable[..., None]:
    """``__init__`` of the fields in their order. Writing through the slots is quicker than past the freeze."""
    scope: dict[str, Any] = {"missing": MISSING}
    heads, lines = ["self"], []
    for one in listed:
        name, value = one.name, one.name
        scope[f"set_{name}"] = getattr(cls, name).__set__
        if one.default_factory is not MISSING:
            scope[f"new_{name}"] = one.default_factory
            heads.append(f"{name}=missing")
            value = f"new_{name}() if {name} is missing else {name}"
        elif one.default is not MISSING:
            scope[f"default_{name}"] = one.default
            heads.append(f"{name}=default_{name}")
        elif "=" in heads[-1]:
            raise TypeError(f"non-default argument {name!r} follows default argument")
        else:
            heads.append(name)
        lines.append(f" set_{name}(self, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append(" self.__post_init__()")
    exec(f"def __init__({', '.join(heads)}):\n" + ("\n".join(lines) or " pass"), scope)
    made: Callable[..., None] = scope["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    made.__annotations__ = {one.name: one.type for one in listed} | {"return": None}
    return made


def _comparison(names: tuple[str, ...]) -> dict[str, Callable[..., Any]]:
    """``__eq__`` and ``__hash__`` over the named fields: equal only within one class."""
    key = attrgetter(*names) if names else bool

    def equal(self: object, other: object) -> Any:
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    def code(self: object) -> int:
        return hash(key(self))

    return {"__eq__": equal, "__hash__": code}


def _show(self: Any) -> str:
    shown = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _refuse(self: object, name: str, *_: object) -> None:
    raise FrozenInstanceError(f"cannot change field {name!r}")


def _state(self: Any) -> list[object]:
    return [getattr(self, one.name) for one in fields(self)]


def _restore(self: Any, state: list[object]) -> None:
    for one, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)
