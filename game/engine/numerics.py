"""The few numerical functions that rules use, equal to the last bit on every processor.

Libraries compute `exp` differently from one processor to the next. Everything
here uses only addition, multiplication, division and rounding, which IEEE 754
fixes exactly, so a game replays bit for bit elsewhere.
"""

from collections.abc import Mapping
from functools import lru_cache
from itertools import product
from typing import Any, NamedTuple

import numpy as np

from game.engine import plain
from game.model.arrays import SWIFTLY, Array, Same, take

_SQUARINGS = 6  # exp(x) = exp(x / 64) ** 64
_LARGEST = 20.0
_UTILITY_STEPS = 1024.0
_FEW = 2


def namespace(array: Array, other: Array | None = None) -> Array:
    """Return the array namespace that made an array: for NumPy's own, the short road to the same functions.

    Of two arrays, one may be NumPy's and the other one of a library that takes both: that library's namespace.
    """
    if type(array) is not np.ndarray:
        return array.__array_namespace__()
    return plain if other is None or type(other) is np.ndarray else other.__array_namespace__()


def for_keeps(xp: Any) -> Any:
    """Return the namespace for constants that are made once and kept.

    While JAX traces a rule, whatever it makes belongs to that one trace; it takes NumPy's arrays as constants.
    """
    return plain if xp.__name__ == "jax.numpy" else xp


def exponential(x: Array) -> Array:
    """Return exp(x), with x held between -20 and 20, to a relative error below 1e-5 (1.2e-4 beyond 10).

    A Taylor polynomial of x / 64, squared six times.
    """
    if type(x) is np.ndarray and x.dtype == np.float32:
        return plain.exponential(x, _LARGEST, _SQUARINGS)
    return general_exponential(x)


def general_exponential(x: Array) -> Array:
    """Return the same in any namespace."""
    y = namespace(x).clip(x, -_LARGEST, _LARGEST) * (1.0 / 2**_SQUARINGS)
    p = y * (1.0 / 120.0) + (1.0 / 24.0)
    p = p * y + (1.0 / 6.0)
    p = p * y + 0.5
    p = p * y + 1.0
    p = p * y + 1.0
    for _ in range(_SQUARINGS):
        p = p * p
    return p


def power(base: float, exponent: int) -> float:
    """Return a whole power by repeated multiplication: the C library's `pow` may differ in its last bit."""
    result = 1.0
    for _ in range(exponent):
        result *= base
    return result


def logistic(x: Array) -> Array:
    """Return 1 / (1 + exp(-x))."""
    return 1.0 / (1.0 + exponential(-x))


def on_grid(utility: Array) -> Array:
    """Round utilities to 1/1024, so that an outcome does not hang on the last bit of a sum."""
    return namespace(utility).round(utility * _UTILITY_STEPS) * (1.0 / _UTILITY_STEPS)


def look_up(table: Array, index: Array) -> Array:
    """Return `table[..., index]`: rows of a table for an index array of any shape."""
    xp = namespace(table, index)
    if xp is plain:
        return table.take(index, -1, None, SWIFTLY)
    found = take(xp, table, xp.reshape(index, (-1,)), -1)
    return xp.reshape(found, (*table.shape[:-1], *index.shape))


class Plan(NamedTuple):
    """How to look up one index array in many tables, each (n,) or (m, n).

    Most tables are zero but for one or two places: there a comparison does what a look-up would, several times
    faster, and serves for all tables with that place. The others lie below one another and are gathered at once.
    """

    sparse: tuple[tuple[str, tuple[tuple[int, float], ...]], ...]  # name, places and values
    dense: tuple[tuple[str, int, int, bool], ...]  # name, first and last row, whether there is an axis of rows
    packed: Array  # (rows, n)

    @classmethod
    def of(cls, tables: Mapping[str, Array]) -> "Plan":
        """Sort some tables."""
        sparse: list[Any] = []
        dense: list[Any] = []
        rows: list[Array] = []
        for name, table in tables.items():
            few = _few_entries(table) if table.ndim == 1 else None
            if few is not None:
                sparse.append((name, few))
                continue
            height = 1 if table.ndim == 1 else table.shape[0]
            dense.append((name, len(rows), len(rows) + height, table.ndim > 1))
            rows += [table] if table.ndim == 1 else [table[row, ...] for row in range(height)]
        xp = namespace(next(iter(tables.values())))
        return cls(tuple(sparse), tuple(dense), xp.stack(rows) if rows else xp.zeros((0, 1), dtype=xp.float32))

    def find(self, index: Array) -> dict[str, Array]:
        """Return what every table has at the index."""
        xp = namespace(index)
        masks: dict[int, Array | None] = {}
        nothing = None
        found: dict[str, Array] = {}
        for name, few in self.sparse:
            total = None
            for place, value in few:
                if place not in masks:
                    here = index == place
                    masks[place] = number(here) if anything(here) else None
                mask = masks[place]
                if mask is None:
                    continue
                part = mask if value == 1.0 else mask * value
                total = part if total is None else total + part
            if total is None:
                total = nothing = xp.zeros(index.shape, dtype=xp.float32) if nothing is None else nothing
            found[name] = total
        gathered = gather_rows(self.packed, index)
        for name, start, stop, several in self.dense:
            found[name] = gathered[start:stop, ...] if several else gathered[start, ...]
        return found


def gather_rows(table: Array, index: Array) -> Array:
    """Return all rows of a table (rows, n) at an index, (rows, ...)."""
    if type(index) is np.ndarray:
        return plain.gather_rows(table, index)
    return look_up(table, index)


def _few_entries(values: Array) -> tuple[tuple[int, float], ...] | None:
    """Return the places and values of a table that is zero elsewhere, or None if there are many."""
    found = [(i, float(values[i])) for i in range(values.shape[0]) if float(values[i]) != 0.0]
    return tuple(found) if len(found) <= _FEW else None


@lru_cache(maxsize=256)
def used_places(table: Same, axes: int) -> tuple[tuple[int, ...], ...]:
    """Return the places on the first axes of a table where it is not all zero."""
    places = product(*(range(size) for size in table.it.shape[:axes]))
    return tuple(place for place in places if anything(table.it[(*place, ...)] != 0))


def remembered(now: Array, past: Array) -> Array:
    """Return a memory (H, ..., B) one turn later: the latest first, the oldest forgotten."""
    xp = namespace(past)
    return xp.concat([xp.astype(now, past.dtype)[None, ...], past[:-1, ...]], axis=0)


def with_rows(array: Array, rows: Mapping[int, Array]) -> Array:
    """Return an array in which some rows of the first axis are others."""
    if not rows:
        return array
    if type(array) is np.ndarray:
        return plain.with_rows(array, rows)
    return namespace(array).stack([rows.get(i, array[i, ...]) for i in range(array.shape[0])])


def anything(mask: Array) -> bool:
    """Tell whether a mask holds anywhere, so that a rule can leave out work that would add nothing.

    An array that is only traced for a compiler has no values yet: it counts as true.
    """
    if type(mask) is np.ndarray:
        return plain.anything(mask)
    try:
        return bool(namespace(mask).any(mask))
    except TypeError:
        return True


def anything_above_zero(values: Array) -> bool:
    """Tell whether any number is above 0; of numbers that all games share, as before the first change, one is read."""
    if type(values) is np.ndarray and values.shape[-1] and not values.strides[-1]:
        values = values[..., :1]
    return anything(values > 0)


def anything_by_row(mask: Array) -> list[bool]:
    """Tell for every row (n, B) whether a mask holds anywhere in it, as `anything` does for all."""
    return [anything(mask[row, ...]) for row in range(mask.shape[0])]


def first_largest(values: Array, axis: int) -> Array:
    """Return 1.0 at the first of the largest values along an axis, 0.0 elsewhere."""
    xp = namespace(values)
    shape = tuple(-1 if i == axis else 1 for i in range(values.ndim))
    rank = xp.reshape(xp.arange(values.shape[axis], 0, -1, dtype=xp.float32), shape)
    placed = number(values == xp.max(values, axis=axis, keepdims=True)) * rank
    return number(placed == xp.max(placed, axis=axis, keepdims=True))


def faded_matches(now: Array, past: Array, weights: tuple[float, ...]) -> Array:
    """Return how often numbers (P, J, B) were there before, every time weighed by its age.

    Parameters
    ----------
    now : the numbers.
    past : what was there, (A, P, J, B) by age.
    weights : of the ages.
    """
    if type(now) is np.ndarray and plain.can_tabulate(now.shape[1], len(weights)):
        return plain.faded_matches(now, past, weights)
    return general_faded_matches(now, past, weights)


def general_faded_matches(now: Array, past: Array, weights: tuple[float, ...]) -> Array:
    """Return the same in any namespace."""
    xp = namespace(now)
    total = xp.zeros(now.shape, dtype=xp.float32)
    for age, weight in enumerate(weights):
        for slot in range(now.shape[1]):
            same = past[age, :, slot, ...][:, None, :] == now
            total = total + number(same) * weight
    return total


def index_of_largest(values: Array, most: Array | None = None) -> Array:
    """Return the index of the first of the largest values along the first axis (several times faster than argmax).

    `most` are those values, where they are known already.
    """
    xp, count = namespace(values), values.shape[0]
    most = xp.max(values, axis=0) if most is None else most
    if xp is plain:
        return plain.index_of_largest(values, most)
    placed = number(values == most) * _ranks(xp, count, values.ndim)
    return count - xp.astype(xp.max(placed, axis=0), xp.int32)


def scaled_at(values: Array, row: Array, factor: float) -> Array:
    """Return values (N, B) with the one in a row of each game (B,) multiplied; made for this, and not used again."""
    xp = namespace(values)
    if xp is plain:
        return plain.scaled_at(values, row, factor)
    return values * (1.0 - (1.0 - factor) * number(places(xp, values.shape[0]) == row))


@lru_cache(maxsize=256)
def _ranks(xp: Any, count: int, dimensions: int) -> Array:
    xp = for_keeps(xp)
    return xp.reshape(xp.arange(count, 0, -1, dtype=xp.float32), (-1, *(1,) * (dimensions - 1)))


@lru_cache(maxsize=256)
def places(xp: Any, count: int, dimensions: int = 2) -> Array:
    """Return 0, 1, 2 ... along the first of some axes."""
    xp = for_keeps(xp)
    return xp.reshape(xp.arange(count, dtype=xp.int32), (-1, *(1,) * (dimensions - 1)))


def number(mask: Array) -> Array:
    """Return a mask as 1.0 and 0.0."""
    if type(mask) is np.ndarray:
        return mask.astype(np.float32)
    xp = namespace(mask)
    return xp.astype(mask, xp.float32)
