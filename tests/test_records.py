"""A record is a frozen, slotted dataclass in all that a reader of it can see."""

import copy
import dataclasses
import inspect
import pickle

import pytest

from pagesetter.records import record


@record
class Point:
    """Where something is."""

    x: float
    y: float = 0.0
    marks: tuple[str, ...] = dataclasses.field(default_factory=lambda: ("new",))
    note: str = dataclasses.field(default="", compare=False, repr=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Model:
    """The same as a plain dataclass."""

    x: float
    y: float = 0.0
    marks: tuple[str, ...] = dataclasses.field(default_factory=lambda: ("new",))
    note: str = dataclasses.field(default="", compare=False, repr=False)


@record
class Checked:
    """Has a method after construction, a field that it fills and an equality of its own."""

    x: int
    double: int = dataclasses.field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "double", self.x * 2)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Checked) and self.x % 10 == other.x % 10

    __hash__ = None  # type: ignore[assignment]


@record
class Empty:
    """No field at all."""


def test_record_is_a_dataclass_like_the_plain_one():
    told = [(f.name, f.type, f.init, f.compare, f.repr) for f in dataclasses.fields(Point)]
    assert told == [(f.name, f.type, f.init, f.compare, f.repr) for f in dataclasses.fields(Model)]
    assert inspect.signature(Point).parameters.keys() == inspect.signature(Model).parameters.keys()
    assert repr(Point(1, 2)) == repr(Model(1, 2)).replace("Model", "Point")
    assert Point.__match_args__ == Model.__match_args__


def test_equal_and_hashed_by_the_fields_that_compare():
    assert Point(1, 2, note="a") == Point(1, 2, note="b")
    assert hash(Point(1, 2, note="a")) == hash(Point(1, 2, note="b"))
    assert Point(1, 2) != Point(1, 3)
    assert Point(1, 2) != Model(1, 2)
    assert Empty() == Empty()
    assert len({Empty(), Empty()}) == 1


def test_a_record_never_changes():
    point = Point(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del point.x
    with pytest.raises(AttributeError):
        point.other = 2  # type: ignore[attr-defined]
    assert not hasattr(point, "__dict__")
    assert dataclasses.replace(point, y=5) == Point(1, 5)


def test_defaults_are_made_anew_and_own_methods_stay():
    assert Point(1).marks == ("new",)
    assert Checked(3).double == 6
    assert Checked(3) == Checked(13)
    with pytest.raises(TypeError):
        hash(Checked(3))
    with pytest.raises(TypeError):
        Point()  # type: ignore[call-arg]


def test_a_record_travels_to_another_process_and_is_copied():
    point = Point(1, 2, ("a",), "kept")
    for twin in (pickle.loads(pickle.dumps(point)), copy.copy(point), copy.deepcopy(point)):
        assert twin == point
        assert twin.note == "kept"


def test_a_field_without_a_default_behind_one_with_it_is_refused():
    with pytest.raises(TypeError, match="'y' follows"):

        @record
        class Bad:
            """Not to be made."""

            x: int = 0
            y: int
