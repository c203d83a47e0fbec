"""What is computed by a shorter road for NumPy gives the very same bits as the rules' own way."""

import array_api_strict
import numpy as np
import pytest

from game.engine import numerics, plain
from game.engine.chance import run_keys, uniform
from game.engine.numerics import Plan, exponential, gather_rows, general_exponential, look_up, padded, with_rows
from game.model.arrays import raised

STRICT = array_api_strict
RANDOM = np.random.default_rng(8)


def same(one: object, other: object) -> bool:
    a, b = np.asarray(one), np.asarray(other)
    return a.shape == b.shape and a.dtype == b.dtype and a.tobytes() == b.tobytes()


@pytest.mark.parametrize("shape", [(1,), (3, 2), (5, 70_000), (2, 3, 4, 5)])
def test_the_exponential(shape: tuple[int, ...]) -> None:
    x = RANDOM.normal(scale=12.0, size=shape).astype(np.float32)
    assert same(exponential(x), general_exponential(x))
    assert same(exponential(x[..., ::2]), general_exponential(x[..., ::2]))


@pytest.mark.parametrize("games", [2, 7, 40_000])
def test_uniform_numbers(games: int) -> None:
    keys = run_keys(4, range(games))
    axes = (("a", "b"), ("c", "d", "e"))
    strict = uniform(STRICT.asarray(keys), "turn 1", "what", *axes)
    assert same(uniform(keys, "turn 1", "what", *axes), strict)


@pytest.mark.parametrize("rows", [1, 4, 7])
def test_gathered_rows(rows: int) -> None:
    table = RANDOM.normal(size=(rows, 9)).astype(np.float32)
    index = RANDOM.integers(0, 9, (3, 2, 5)).astype(np.int32)
    assert same(gather_rows(table, index), look_up(table, index))
    assert same(gather_rows(table, index), table[:, index])


def test_a_plan_finds_what_looking_up_finds() -> None:
    index = RANDOM.integers(0, 6, (3, 11)).astype(np.int32)
    tables = {
        "none": np.zeros(6, np.float32),
        "one": np.asarray([0, 0, 1, 0, 0, 0], np.float32),
        "two": np.asarray([0.25, 0, 0, -3.5, 0, 0], np.float32),
        "many": RANDOM.normal(size=6).astype(np.float32),
        "rows": RANDOM.normal(size=(3, 6)).astype(np.float32),
        "no rows": np.zeros((0, 6), np.float32),
    }
    found = Plan.of(tables).find(index)
    strict = Plan.of({name: STRICT.asarray(t) for name, t in tables.items()}).find(STRICT.asarray(index))
    for name, table in tables.items():
        assert np.array_equal(found[name], table[..., index]), name
        assert same(found[name], strict[name]), name


def test_rows_and_amounts_put_in_their_places() -> None:
    array = RANDOM.normal(size=(3, 2, 4)).astype(np.float32)
    row, amount = array[0] * 2, array[1, 1] * 3
    before = array.copy()
    strict = {key: STRICT.asarray(value) for key, value in {(0,): row, (2, 1): amount}.items()}
    assert same(raised(array, {(0,): row, (2, 1): amount}), raised(STRICT.asarray(array), strict))
    assert same(with_rows(array, {1: row}), with_rows(STRICT.asarray(array), {1: STRICT.asarray(row)}))
    parts = [None, array[:2], array]
    assert same(
        padded(plain, parts, array.shape),
        padded(STRICT, [None if p is None else STRICT.asarray(p) for p in parts], array.shape),
    )
    assert same(array, before), "what was given is written into"


NAMES = ("sum", "max", "min", "any", "all")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("axis", [None, 0, 1, (0, 2)])
def test_reductions(name: str, axis: int | tuple[int, ...] | None) -> None:
    values = RANDOM.normal(size=(3, 4, 5)).astype(np.float32)
    given = values > 0 if name in ("any", "all") else values
    assert same(getattr(plain, name)(given, axis=axis), getattr(np, name)(given, axis=axis))


def test_elementwise_functions() -> None:
    one, other = (RANDOM.normal(size=(3, 50)).astype(np.float32) for _ in range(2))
    whole = (one * 5).astype(np.int32)
    assert same(plain.maximum(one, other), np.maximum(one, other))
    assert same(plain.minimum(one, other), np.minimum(one, other))
    for low, high in ((-0.5, 0.5), (None, 0.5), (-0.5, None)):
        assert same(plain.clip(one, low, high), np.clip(one, low, high))
    assert same(plain.clip(whole, -1, 2), np.clip(whole, -1, 2))
    assert same(plain.stack([one, other], axis=1), np.stack([one, other], axis=1))
    assert plain.astype(one, np.float32) is one
    assert numerics.namespace(one) is plain
