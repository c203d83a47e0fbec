"""What is computed by a shorter road for NumPy gives the very same bits as the rules' own way."""

import array_api_strict
import numpy as np
import pytest

from game.engine import numerics, plain
from game.engine.chance import normal, run_keys, uniform, uniform_pairs, uniform_rows
from game.engine.numerics import (
    Plan,
    anything_above_zero,
    anything_by_row,
    exponential,
    faded_matches,
    gather_rows,
    general_exponential,
    general_faded_matches,
    index_of_largest,
    look_up,
    remembered,
    scaled_at,
    with_rows,
)
from game.engine.shares import current_dependence, general_shares_of, shares_of
from game.model.arrays import at, chosen, raised, raised_where, spread, summed
from game.model.world import World

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


def test_several_things_drawn_at_once() -> None:
    keys, rows = run_keys(4, range(9)), (("move", ("a", "b")), ("court", ("c",)), ("state", ("d", "e", "f")))
    for given in (keys, STRICT.asarray(keys)):
        for drawn, (what, ids) in zip(uniform_rows(given, "turn 1", *rows), rows, strict=True):
            assert same(drawn, uniform(keys, "turn 1", what, ids))


@pytest.mark.parametrize("games", [2, 7, 40_000])
@pytest.mark.parametrize("items", [1, 2, 5])
def test_normal_numbers_and_pairs(games: int, items: int) -> None:
    keys = run_keys(4, range(games))
    axes = (("a", "b"), tuple("cdefg")[:items], ("h", "i", "j"))
    for draw in (normal, uniform_pairs):
        assert same(draw(keys, "turn 1", "what", *axes), draw(STRICT.asarray(keys), "turn 1", "what", *axes))


@pytest.mark.parametrize("count", [1, 5, 300])
def test_the_first_of_the_largest(count: int) -> None:
    values = RANDOM.integers(0, 4, (count, 70)).astype(np.float32)
    found = index_of_largest(values)
    assert np.array_equal(found, values.argmax(axis=0))
    assert same(found, index_of_largest(STRICT.asarray(values)))


@pytest.mark.parametrize("outer", [(), (2,)])
def test_amounts_spread_over_places(outer: tuple[int, ...]) -> None:
    whole = RANDOM.integers(0, 2, (*outer, 3, 4)).astype(np.float32)
    index = np.asarray([[7, 2], [11, 0]])
    whole.reshape(*outer, -1)[..., index] = 0.0
    amounts = RANDOM.normal(size=(*outer, 2, 2)).astype(np.float32)
    strict = spread(STRICT.asarray(amounts), STRICT.asarray(index), STRICT.asarray(whole))
    found = spread(amounts, index, whole.copy())
    assert same(found, spread(amounts, index, np.asfortranarray(whole)))
    assert same(found, strict)
    assert same(found.reshape(*outer, -1)[..., index], amounts)
    assert same(at(found, index), at(STRICT.asarray(found), STRICT.asarray(index)))


@pytest.mark.parametrize("mask", [[0, 0, 0, 0], [0, 1, 0, 0], [1, 0, 1, 1]])
def test_chosen_places(mask: list[int]) -> None:
    held = np.asarray(mask, np.float32).reshape(2, 2) > 0
    found = chosen(held)
    assert found.tolist() == (np.flatnonzero(held).tolist() if sum(mask) != 1 else [1, 1])
    assert np.array_equal(found, chosen(STRICT.asarray(held)))


@pytest.mark.parametrize("outer", [(), (2,)])
def test_sums_by_target(outer: tuple[int, ...]) -> None:
    target = RANDOM.integers(0, 5, (3, 4, 50))
    here = (target[:, :, None] == np.arange(5)[:, None]).astype(np.float32)
    amounts = RANDOM.normal(size=(*outer, 3, 4, 50)).astype(np.float32)
    assert same(summed(amounts, here), summed(STRICT.asarray(amounts), STRICT.asarray(here)))


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
    assert same(array, before), "what was given is written into"


@pytest.mark.parametrize("rows", [{(0,), (1,), (2,)}, {(1,)}, {(0,), (2,)}])
def test_amounts_added_to_whole_rows(rows: set[tuple[int]]) -> None:
    array = RANDOM.normal(size=(3, 2, 4)).astype(np.float32)
    parts = {place: RANDOM.normal(size=(2, 4)).astype(np.float32) for place in rows}
    before = array.copy()
    assert same(raised(array, parts), raised(STRICT.asarray(array), {k: STRICT.asarray(v) for k, v in parts.items()}))
    assert same(array, before), "what was given is written into"


@pytest.mark.parametrize(("slots", "ages", "tabled"), [(3, 4, True), (3, 5, True), (5, 1, True), (3, 9, False)])
def test_faded_matches(slots: int, ages: int, tabled: bool) -> None:
    weights = tuple(0.83**age for age in range(1, ages + 1))
    now = RANDOM.integers(0, 3, (2, slots, 60)).astype(np.int32)
    past = RANDOM.integers(0, 3, (ages, 2, slots, 60)).astype(np.int32)
    assert plain.can_tabulate(slots, ages) == tabled
    found = faded_matches(now, past, weights)
    assert same(found, general_faded_matches(now, past, weights))
    assert same(found, faded_matches(STRICT.asarray(now), STRICT.asarray(past), weights))
    assert found.max() > 1.0


def test_without_a_past_nothing_matches() -> None:
    now = np.zeros((2, 3, 4), np.int32)
    assert not faded_matches(now, np.zeros((0, 2, 3, 4), np.int32), ()).any()


@pytest.mark.parametrize("games", [2, 7, 300])
def test_shares(flagship: World, games: int) -> None:
    stock = RANDOM.uniform(0.1, 9.0, (2, 4, 5, games)).astype(np.float32)
    odds = RANDOM.normal(size=(2, 3, 5, games)).astype(np.float32)
    found = shares_of(stock, odds, flagship)
    for one, other in zip(found, general_shares_of(stock, odds, flagship), strict=True):
        assert same(one, other)
    state = flagship.start(games, np).with_(stock=stock, odds=odds)
    assert same(current_dependence(state, flagship), found.dependence[:-1])


def test_rows_in_which_a_mask_holds() -> None:
    mask = np.asarray([[0, 1, 0], [0, 0, 0]], np.float32) > 0
    assert anything_by_row(mask) == anything_by_row(STRICT.asarray(mask)) == [True, False]


def test_whether_any_number_is_above_zero() -> None:
    shared = np.broadcast_to(np.asarray([[0.0], [0.5]], np.float32), (2, 4))
    for numbers, expected in ((shared, True), (shared[:1], False), (np.eye(3), True), (np.zeros((2, 3)), False)):
        assert anything_above_zero(numbers) == anything_above_zero(STRICT.asarray(numbers)) == expected
    assert not anything_above_zero(np.zeros((2, 0)))


@pytest.mark.parametrize("factor", [0.0, 0.1, 0.35, 1.0])
def test_one_row_of_each_game_multiplied(factor: float) -> None:
    values, row = RANDOM.random((4, 50), dtype=np.float32), RANDOM.integers(0, 4, 50).astype(np.int32)
    expected = scaled_at(STRICT.asarray(values), STRICT.asarray(row), factor)
    assert same(scaled_at(values.copy(), row, factor), expected)


@pytest.mark.parametrize("found", [(), (3,), (0, 4, 9)])
def test_amounts_added_at_some_places_of_some_parts(found: tuple[int, ...]) -> None:
    array = RANDOM.random((2, 3, 5, 2), dtype=np.float32)
    places = chosen(np.isin(np.arange(10), found))
    amounts = np.arange(1.0, 1.0 + len(found), dtype=np.float32).repeat(2 if len(found) == 1 else 1)
    for parts in ({(1, 2): amounts, (0, 0): -amounts}, {(1,): amounts}, {(): amounts}):
        strict = {place: STRICT.asarray(amount) for place, amount in parts.items()}
        given = (STRICT.asarray(array), STRICT.asarray(places), strict)
        assert same(raised_where(array, places, parts), raised_where(*given)), parts


def test_a_memory_forgets_the_oldest() -> None:
    past = np.asarray([[3, 4], [1, 2]], np.int8)
    now = np.asarray([5, 6], np.int32)
    assert same(remembered(now, past), np.asarray([[5, 6], [3, 4]], np.int8))
    assert same(remembered(STRICT.asarray(now), STRICT.asarray(past)), remembered(now, past))


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
