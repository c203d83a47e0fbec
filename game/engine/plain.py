"""The Array API functions that rules use, for NumPy arrays by the shortest road.

NumPy's own functions check and convert for several microseconds before they
compute; a turn makes thousands of short calls. These do the same arithmetic on
arrays that are known to be NumPy's, bit for bit, and everything that is not
here is NumPy's own.
"""

import builtins
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from game.model.arrays import SWIFTLY

Values = Any  # a NumPy array, or a number
Axis = int | tuple[int, ...] | None

asarray, arange, concat, full, zeros = np.asarray, np.arange, np.concatenate, np.full, np.zeros
float32, int32, int8 = np.float32, np.int32, np.int8
logical_and, logical_or, logical_not = np.logical_and, np.logical_or, np.logical_not
add, multiply, divide, sign, round = np.add, np.multiply, np.divide, np.sign, np.rint  # noqa: A001

_add: Any = np.add.reduce
_most: Any = np.maximum.reduce
_least: Any = np.minimum.reduce
_some: Any = np.logical_or.reduce
_every: Any = np.logical_and.reduce
_ufuncs: Any = getattr(np, "_core", np)  # the bare clip, where NumPy has it: half the time of its public wrapper
_clip: Any = getattr(getattr(_ufuncs, "umath", np), "clip", np.clip)
_count: Any = getattr(getattr(_ufuncs, "multiarray", np), "count_nonzero", np.count_nonzero)
_right: Any = np.right_shift
_xor: Any = np.bitwise_xor
_and: Any = np.bitwise_and
_INFINITY = np.float32(np.inf)
_BLOCK = 2**16
_TABLE = 2**16


def __getattr__(name: str) -> Any:
    return getattr(np, name)


def sum(values: Values, axis: Axis = None, dtype: Any = None) -> Values:  # noqa: A001
    """Add up along an axis."""
    return _add(values, axis, dtype)


def max(values: Values, axis: Axis = None, keepdims: bool = False) -> Values:  # noqa: A001
    """Return the largest along an axis."""
    return _most(values, axis, None, None, keepdims)


def min(values: Values, axis: Axis = None, keepdims: bool = False) -> Values:  # noqa: A001
    """Return the smallest along an axis."""
    return _least(values, axis, None, None, keepdims)


def any(values: Values, axis: Axis = None) -> Values:  # noqa: A001
    """Tell whether anything is true along an axis."""
    return _some(values, axis)


def all(values: Values, axis: Axis = None) -> Values:  # noqa: A001
    """Tell whether everything is true along an axis."""
    return _every(values, axis)


def anything(mask: Values) -> bool:
    """Tell whether a mask holds anywhere: counting is several times faster than `any`, which can stop early."""
    return _count(mask) > 0  # type: ignore[no-any-return]


def astype(values: Values, dtype: Any) -> Values:
    """Return the values as another type; nothing is copied if they have it."""
    return values.astype(dtype, copy=False)


def reshape(values: Values, shape: tuple[int, ...]) -> Values:
    """Return the values in another shape."""
    return values.reshape(shape)


def take(values: Values, index: Values, axis: int | None = None) -> Values:
    """Return rows of a table."""
    return values.take(index, axis)


def clip(values: Values, low: Values, high: Values) -> Values:
    """Hold values between two bounds, either of which can be None."""
    if values.dtype != float32:
        return np.clip(values, low, high)
    return _clip(values, -_INFINITY if low is None else low, _INFINITY if high is None else high)


def maximum(one: Values, other: Values) -> Values:
    """Return the larger of two (NumPy's `clip` takes half the time of its `maximum`)."""
    if one.dtype != float32:
        return np.maximum(one, other)
    return _clip(one, other, _INFINITY)


def minimum(one: Values, other: Values) -> Values:
    """Return the smaller of two."""
    if one.dtype != float32:
        return np.minimum(one, other)
    return _clip(one, -_INFINITY, other)


def stack(arrays: list[Values], axis: int = 0) -> Values:
    """Lay arrays side by side along a new axis."""
    place = (*(slice(None) for _ in range(axis)), None)
    if len(arrays) == 1:
        return arrays[0][place]  # nothing is written into, so that it may be the same numbers
    return concat([array[place] for array in arrays], axis)


def zeros_like(values: Values) -> Values:
    """Return nothing, in the same shape."""
    return zeros(values.shape, values.dtype)


def with_rows(values: Values, rows: Mapping[int, Values]) -> Values:
    """Return a copy in which some rows of the first axis are others."""
    copy = values.copy()
    for row, other in rows.items():
        copy[row] = other
    return copy


def scaled_at(values: Values, row: Values, factor: float) -> Values:
    """Return `numerics.scaled_at`, written into the values that are given."""
    flat, games = values.reshape(-1), values.shape[-1]
    place = row.astype(np.intp) * games + _numbers(games)
    flat[place] = flat.take(place, None, None, SWIFTLY) * (float32(1.0) - float32(1.0 - factor))
    return values


@lru_cache(maxsize=4)
def _numbers(count: int) -> Values:
    return arange(count, dtype=np.intp)


def exponential(x: Values, largest: float, squarings: int) -> Values:
    """Return `numerics.general_exponential` of single-precision numbers, in blocks that stay in the cache."""
    x = np.ascontiguousarray(x)
    result = np.empty_like(x)
    given, found = x.reshape(-1), result.reshape(-1)
    kept = np.empty(builtins.min(_BLOCK, given.size), float32)
    for start in range(0, given.size, _BLOCK):
        p = found[start : start + _BLOCK]
        y = kept[: p.size]
        _clip(given[start : start + _BLOCK], _one(-largest), _one(largest), y)
        multiply(y, _one(1.0 / 2**squarings), y)
        multiply(y, _one(1.0 / 120.0), p)
        add(p, _one(1.0 / 24.0), p)
        for coefficient in (1.0 / 6.0, 0.5, 1.0, 1.0):
            multiply(p, y, p)
            add(p, _one(coefficient), p)
        for _ in range(squarings):
            multiply(p, p, p)
    return result


def shares(stock: Values, flow: Values, weight: Values) -> tuple[Values, Values, Values]:
    """Return `shares.Shares` for stocks (K, Q, S, B) and the weights of powers in flow domains (F, P, S, B).

    Every share is written where it belongs, and none copied.
    """
    stocks, powers = stock.shape[0], flow.shape[1]
    share = np.empty((stocks + flow.shape[0], *stock.shape[1:]), float32)
    total = _add(stock, 1)
    divide(stock, total[:, None], share[:stocks])
    others = share[stocks:, powers]
    add(_add(flow, 1), 1.0, others)
    divide(1.0, others, others)
    multiply(flow, others[:, None], share[stocks:, :powers])
    dependence = weight[0] * share[0]
    part = np.empty_like(dependence)
    for d in range(1, share.shape[0]):
        add(dependence, multiply(weight[d], share[d], part), dependence)
    return share, total, dependence


def dependence(stock: Values, flow: Values, weight: Values) -> Values:
    """Return the dependence on powers alone, (P, S, B), as from `shares`: no share is kept."""
    total, others = _add(stock, 1), add(_add(flow, 1), 1.0)
    divide(1.0, others, others)
    share, part = np.empty_like(stock[0, :-1]), np.empty_like(stock[0, :-1])
    found = weight[0] * divide(stock[0, :-1], total[0], share)
    for d in range(1, stock.shape[0]):
        add(found, multiply(weight[d], divide(stock[d, :-1], total[d], share), part), found)
    for f in range(flow.shape[0]):
        add(found, multiply(weight[stock.shape[0] + f], multiply(flow[f], others[f], share), part), found)
    return found


def gather_rows(table: Values, index: Values) -> Values:
    """Return `table[:, index]`; nothing is looked up in rows that are all zero."""
    flat = index.reshape(-1).astype(np.intp, copy=False)
    found = np.empty((table.shape[0], flat.size), float32)
    for row, some in enumerate(_some(table, 1)):
        if some:
            table[row].take(flat, None, found[row], SWIFTLY)
        else:
            found[row] = 0.0
    return found.reshape(-1, *index.shape)


def index_of_largest(values: Values, most: Values) -> Values:
    """Return `numerics.index_of_largest`, ranks compared in bytes."""
    count = values.shape[0]
    if count >= 2**8:
        return (values == most).argmax(0).astype(int32)
    ranks = arange(count, 0, -1, dtype=np.uint8).reshape(-1, *(1,) * (values.ndim - 1))
    return count - _most((values == most).view(np.uint8) * ranks, 0).astype(int32)


def can_tabulate(slots: int, ages: int) -> bool:
    """Tell whether there is a table for `faded_matches`."""
    return ages > 0 and (slots + 1) ** ages <= _TABLE


def faded_matches(now: Values, past: Values, weights: tuple[float, ...]) -> Values:
    """Return `numerics.faded_matches`: what is equal is counted by age in bytes, and the sums stand in a table."""
    slots = now.shape[1]
    found = zeros(now.shape, np.uint8 if (slots + 1) ** len(weights) <= 2**8 else np.uint16)
    for age in range(len(weights) - 1, -1, -1):
        multiply(found, slots + 1, found)
        for slot in range(slots):
            same = past[age, :, slot, None] == now
            add(found, same.view(np.uint8), found)
    return _faded_sums(slots, weights).take(found, None, None, SWIFTLY)


@lru_cache(maxsize=64)
def _faded_sums(slots: int, weights: tuple[float, ...]) -> Values:
    """Return the sums of weights for every number of matches by age, added up one after the other."""
    sums = zeros((slots + 1) ** len(weights), float32)
    for place in range(sums.size):
        total, rest = float32(0.0), place
        for weight in weights:
            rest, count = divmod(rest, slots + 1)
            for _ in range(count):
                total = total + float32(weight)
        sums[place] = total
    return sums


def _scrambled(
    keys: Values, draws: Values, mixing: Sequence[tuple[int, int]]
) -> Iterator[tuple[slice, Values, Values]]:
    """Yield scrambled bits for keys (B,) and draws (*axes, 1), some rows at a time that stay in the cache, and room."""
    rows = draws.reshape(-1, 1)
    block = builtins.max(1, _BLOCK // 2 // keys.size)
    bits = np.empty((builtins.min(block, rows.shape[0]), keys.size), np.uint64)
    room = np.empty_like(bits)
    for start in range(0, rows.shape[0], block):
        some = rows[start : start + block]
        x, y = bits[: some.shape[0]], room[: some.shape[0]]
        add(keys, some, x)
        for shift, factor in mixing:
            _right(x, _wide(shift), y)
            _xor(x, y, x)
            multiply(x, _wide(factor), x)
        yield slice(start, start + block), x, y


def uniform(keys: Values, draws: Values, mixing: Sequence[tuple[int, int]], scale: float) -> Values:
    """Return what `chance.uniform` draws."""
    found = np.empty((draws.size, keys.size), float32)
    for rows, x, _ in _scrambled(keys, draws, mixing):
        _right(x, _wide(40), x)
        units = found[rows]
        units[...] = x.astype(int32)
        multiply(units, scale, units)
    return found.reshape(*draws.shape[:-1], keys.size)


def drawn(keys: Values, ids: Values, shift: Values | None, mixing: Sequence[tuple[int, int]], scale: float) -> Values:
    """Return what `chance.drawn` draws for ids and keys, one a number or one a game; the ids are written over.

    Without a shift the highest bits of a hash are taken, which its last step does not touch.
    """
    room = np.empty_like(ids)
    add(keys, ids, ids)
    for move, factor in (*mixing, *(() if shift is None else ((31, 1),))):
        _right(ids, _wide(move), room)
        _xor(ids, room, ids)
        if factor > 1:
            multiply(ids, _wide(factor), ids)
    _right(ids, _wide(40) if shift is None else shift, ids)
    if shift is not None:
        _and(ids, _wide(0xFFFFFF), ids)
    units = ids.astype(int32).astype(float32)
    return multiply(units, scale, units)


def pairs(keys: Values, draws: Values, mixing: Sequence[tuple[int, int]], scale: float) -> Values:
    """Return what `chance.uniform_pairs` draws, the two of a hash below one another, (*axes[:-1], 2, axes[-1], B)."""
    *outer, inner, _ = draws.shape
    found = np.empty((draws.size, 2, keys.size), float32)
    for rows, x, y in _scrambled(keys, draws, mixing):
        _right(x, _wide(31), y)
        _xor(x, y, x)
        for place, shift in ((0, 40), (1, 8)):
            _right(x, _wide(shift), y)
            _and(y, _wide(0xFFFFFF), y)
            found[rows, place] = y.astype(int32)
    multiply(found, scale, found)
    return found.reshape(*outer, inner, 2, keys.size).swapaxes(-3, -2)


def normal(keys: Values, draws: Values, mixing: Sequence[tuple[int, int]], mean: float, scale: float) -> Values:
    """Return what `chance.normal` draws: two sums of 16 bits are made at a time, in the halves of 64."""
    found = np.empty((draws.size, keys.size), float32)
    for rows, x, y in _scrambled(keys, draws, mixing):
        _right(x, _wide(31), y)
        _xor(x, y, x)
        _right(x, _wide(16), y)
        _and(y, _wide(0x0000FFFF0000FFFF), y)
        _and(x, _wide(0x0000FFFF0000FFFF), x)
        add(x, y, x)
        _right(x, _wide(32), y)
        add(x, y, x)
        found[rows] = x.astype(int32)  # the lower half
    np.subtract(found, mean, found)
    multiply(found, scale, found)
    return found.reshape(*draws.shape[:-1], keys.size)


@lru_cache(maxsize=64)
def _one(value: float) -> Values:
    """Return a number as an array: NumPy takes twice as long to begin with a number of Python's."""
    return np.asarray(value, float32)


@lru_cache(maxsize=64)
def _wide(value: int) -> Values:
    return np.asarray(value, np.uint64)
