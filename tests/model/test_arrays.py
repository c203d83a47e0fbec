"""Records of arrays: frozen, changed as copies, converted whole."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from game.model.arrays import Array, Record, convert


@dataclass(frozen=True)
class Pair(Record):
    one: Array
    two: Any


def test_with_returns_a_changed_copy() -> None:
    pair = Pair(np.ones(2), "x")
    other = pair.with_(two="y")
    assert (pair.two, other.two) == ("x", "y")
    assert other.one is pair.one
    assert isinstance(other, Pair)


def test_records_are_frozen() -> None:
    with pytest.raises(AttributeError):
        Pair(1, 2).one = 3  # type: ignore[misc]


def test_convert_goes_through_nested_records_and_leaves_the_rest_alone() -> None:
    nested = Pair(np.ones(2), (Pair(np.zeros(1), "x"), {"a": np.ones(3), "b": 4}))
    found = convert(nested, lambda array: array + 1)
    assert found.one.tolist() == [2, 2]
    assert found.two[0].one.tolist() == [1]
    assert found.two[0].two == "x"
    assert found.two[1]["a"].tolist() == [2, 2, 2]
    assert found.two[1]["b"] == 4
