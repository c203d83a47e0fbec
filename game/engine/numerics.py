"""The few numerical functions that rules use, equal to the last bit on every processor.

Libraries compute `exp` differently from one processor to the next. Everything
here uses only addition, multiplication, division and rounding, which IEEE 754
fixes exactly, so a game replays bit for bit elsewhere.
"""

from collections.abc import Mapping

import numpy as np

from game.engine import plain
from game.model.arrays import Array

_SQUARINGS = 6  # exp(x) = exp(x / 64) ** 64
_LARGEST = 20.0
_UTILITY_STEPS = 1024.0


def namespace(array: Array) -> Array:
    """Return the array namespace that made an array: for NumPy's own, the short road to the same functions."""
    return plain if type(array) is np.ndarray else array.__array_namespace__()


def exponential(x: Array) -> Array:
    """Return exp(x), with x held between -20 and 20, to a relative error of about 1e-5.

    A Taylor polynomial of x / 64, squared six times.
    """
    y = namespace(x).clip(x, -_LARGEST, _LARGEST) * (1.0 / 2**_SQUARINGS)
    p = y * (1.0 / 120.0) + (1.0 / 24.0)
    p = p * y + (1.0 / 6.0)
    p = p * y + 0.5
    p = p * y + 1.0
    p = p * y + 1.0
    for _ in range(_SQUARINGS):
        p = p * p
    return p


def logistic(x: Array) -> Array:
    """Return 1 / (1 + exp(-x))."""
    return 1.0 / (1.0 + exponential(-x))


def on_grid(utility: Array) -> Array:
    """Round utilities to 1/1024, so that an outcome does not hang on the last bit of a sum."""
    return namespace(utility).round(utility * _UTILITY_STEPS) * (1.0 / _UTILITY_STEPS)


def look_up(table: Array, index: Array) -> Array:
    """Return `table[..., index]`: rows of a table for an index array of any shape."""
    xp = namespace(table)
    found = xp.take(table, xp.reshape(index, (-1,)), axis=-1)
    return xp.reshape(found, (*table.shape[:-1], *index.shape))


def with_rows(array: Array, rows: Mapping[int, Array]) -> Array:
    """Return an array in which some rows of the first axis are others."""
    if not rows:
        return array
    if type(array) is np.ndarray:
        return plain.with_rows(array, rows)
    return namespace(array).stack([rows.get(i, array[i]) for i in range(array.shape[0])])


def anything(mask: Array) -> bool:
    """Tell whether a mask holds anywhere, so that a rule can leave out work that would add nothing.

    An array that is only traced for a compiler has no values yet: it counts as true.
    """
    try:
        return bool(namespace(mask).any(mask))
    except TypeError:
        return True


def first_largest(values: Array, axis: int) -> Array:
    """Return 1.0 at the first of the largest values along an axis, 0.0 elsewhere."""
    xp = namespace(values)
    shape = tuple(-1 if i == axis else 1 for i in range(values.ndim))
    rank = xp.reshape(xp.arange(values.shape[axis], 0, -1, dtype=xp.float32), shape)
    placed = number(values == xp.max(values, axis=axis, keepdims=True)) * rank
    return number(placed == xp.max(placed, axis=axis, keepdims=True))


def index_of_largest(values: Array, most: Array | None = None) -> Array:
    """Return the index of the first of the largest values along the first axis (several times faster than argmax).

    `most` are those values, where they are known already.
    """
    xp, count = namespace(values), values.shape[0]
    rank = xp.reshape(xp.arange(count, 0, -1, dtype=xp.float32), (-1, *(1 for _ in values.shape[1:])))
    placed = number(values == (xp.max(values, axis=0) if most is None else most)) * rank
    return count - xp.astype(xp.max(placed, axis=0), xp.int32)


def number(mask: Array) -> Array:
    """Return a mask as 1.0 and 0.0."""
    xp = namespace(mask)
    return xp.astype(mask, xp.float32)
