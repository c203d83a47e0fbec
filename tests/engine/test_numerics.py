"""The exponential of the rules, and that nothing else is computed by a library of the platform."""

import ast
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine import numerics
from game.engine.numerics import anything, exponential, first_largest, logistic, look_up, number, on_grid

RANGE = np.linspace(-20, 20, 100_001, dtype=np.float32)


def error(x: "np.ndarray[tuple[int], np.dtype[np.float32]]") -> float:
    return float(np.max(np.abs(exponential(x) / np.exp(x.astype(np.float64)) - 1.0)))


def test_exponential_is_accurate() -> None:
    assert error(RANGE[np.abs(RANGE) <= 10]) < 1e-5
    assert error(RANGE) < 1.2e-4


def test_exponential_rises() -> None:
    assert np.all(np.diff(exponential(np.linspace(-20, 20, 2001, dtype=np.float32))) > 0)


@given(st.floats(-1e6, 1e6, width=32))
def test_exponential_holds_its_argument_between_bounds(x: float) -> None:
    found = exponential(np.asarray([x], np.float32))
    assert exponential(RANGE[:1])[0] <= found[0] <= exponential(RANGE[-1:])[0]
    assert found.dtype == np.float32


def test_exponential_of_nothing_is_one() -> None:
    assert exponential(np.zeros(1, np.float32))[0] == 1.0


INEXACT = {
    "exp", "expm1", "log", "log1p", "log2", "log10", "sqrt", "pow", "power", "sin", "cos", "tan", "tanh", "sinh",
    "cosh", "hypot", "logaddexp", "std", "var", "matmul", "einsum", "dot", "tensordot", "vecdot",
}  # fmt: skip


@pytest.mark.parametrize("path", sorted(Path(numerics.__file__).parent.glob("*.py")), ids=lambda path: path.stem)
def test_the_engine_calls_nothing_that_libraries_compute_differently(path: Path) -> None:
    """IEEE 754 fixes + - * / and rounding to the last bit; exp, log and roots differ between processors."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in INEXACT, f"{path.name}:{node.lineno}: {node.func.attr}"
        assert not isinstance(node, ast.MatMult), path.name


@given(st.lists(st.floats(-20, 20, width=32), min_size=1, max_size=9))
def test_logistic_lies_between_nothing_and_all(values: list[float]) -> None:
    found = logistic(np.asarray(values, np.float32))
    assert np.all((found > 0) & (found <= 1))
    assert np.allclose(found, 1 / (1 + np.exp(-np.asarray(values, np.float64))), atol=1e-4)


@given(st.floats(-50, 50, width=32))
def test_utilities_lie_on_a_grid(x: float) -> None:
    found = on_grid(np.asarray([x], np.float32))
    assert np.all(found * 1024 == np.round(found * 1024))
    assert abs(float(found[0]) - x) <= 0.5 / 1024 + 1e-6


@pytest.mark.parametrize("shape", [(3,), (2, 5), (2, 1, 4)])
def test_looking_up_is_indexing(shape: tuple[int, ...]) -> None:
    table = np.arange(30, dtype=np.float32).reshape(2, 3, 5)
    index = np.random.default_rng(1).integers(0, 5, shape)
    assert np.array_equal(look_up(table, index), table[..., index])


def test_masks_become_numbers() -> None:
    found = number(np.asarray([True, False]))
    assert found.tolist() == [1.0, 0.0]
    assert found.dtype == np.float32


def test_anything() -> None:
    assert anything(np.asarray([False, True]))
    assert not anything(np.asarray([False, False]))
    assert not anything(np.zeros((0, 3), bool))


@given(st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=1, max_size=5))
def test_exactly_one_is_the_first_largest(rows: list[list[int]]) -> None:
    values = np.asarray(rows, np.float32).T[:, :, None]  # (3, n, 1)
    found = first_largest(values, axis=0)
    assert np.array_equal(found.sum(axis=0), np.ones_like(found[0]))
    assert np.array_equal(found.argmax(axis=0), values.argmax(axis=0))
