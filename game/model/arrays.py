"""The one kind of value that the engine moves: arrays whose last axis is the game.

Rules are written for any array namespace (NumPy, array-api-strict, JAX), so
`Array` is deliberately loose. `Record` gives the frozen dataclasses that hold
arrays a cheap copy-with-changes and a way into another namespace.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Literal, Self, TypeAlias, TypeVar

import numpy as np

Array: TypeAlias = Any  # an array of any namespace that follows the Array API standard; see the shape at the field

Parts: TypeAlias = Mapping[Any, Array]  # amounts by their place on the first axes of an array

_Kind = TypeVar("_Kind")

FLOAT = np.float32

SWIFTLY: Literal["wrap"] = "wrap"  # how to take by an index that lies inside in any case: NumPy does not ask


class Record:
    """A frozen dataclass of arrays."""

    def with_(self, **changes: Any) -> Self:
        """Return a copy in which some fields differ.

        `dataclasses.replace` costs several microseconds for forty fields, which would be a tenth of a batch
        turn; copying the instance's dictionary does not.
        """
        inside = self.__dict__.copy()
        inside.update(changes)
        return _holding(type(self), inside)

    def having(self, name: str, value: Any) -> Self:
        """Return a copy in which one field differs."""
        inside = self.__dict__.copy()
        inside[name] = value
        return _holding(type(self), inside)


def _holding(kind: type[_Kind], inside: dict[str, Any]) -> _Kind:
    """Return a record of a kind that holds these fields."""
    record = object.__new__(kind)
    object.__setattr__(record, "__dict__", inside)  # as it is: to fill the one it has takes three times as long
    return record


def raised(array: Array, parts: Parts) -> Array:
    """Return an array with amounts added at some places of its first axes."""
    if type(array) is np.ndarray:
        if all(len(place) == 1 for place in parts):
            return _rows_raised(array, {row: amount for (row,), amount in parts.items()})
        copy = array.copy()
        for place, amount in parts.items():
            copy[place] += amount
        return copy
    rows = [_raised_row(array[row, ...], row, parts) for row in range(array.shape[0])]
    return array.__array_namespace__().stack(rows)


def _rows_raised(array: Array, amounts: Mapping[int, Array]) -> Array:
    """Return an array with amounts added to some rows of its first axis, none of them copied first."""
    result = np.empty_like(array)
    for row in range(array.shape[0]):
        if row in amounts:
            np.add(array[row], amounts[row], result[row])
        else:
            result[row] = array[row]
    return result


def raised_where(array: Array, places: Array, parts: Parts) -> Array:
    """Return an array with amounts (n,) added at the places (n,) of some parts of its first axes.

    Places are counted in each part laid end to end; the same place twice must be given the same amount.
    """
    if type(array) is np.ndarray:
        copy = array.copy()
        for place, amount in parts.items():
            copy[place].reshape(-1)[places] += amount
        return copy
    xp = array.__array_namespace__()
    whole = {place: spread(amount, places, xp.zeros_like(array[(*place, ...)])) for place, amount in parts.items()}
    return array + whole[()] if () in whole else raised(array, whole)


def _raised_row(row: Array, number: int, parts: Parts) -> Array:
    inner = {place[1:]: amount for place, amount in parts.items() if place[0] == number}
    if () in inner:
        return row + inner[()]
    return raised(row, inner) if inner else row


def at(values: Array, index: Array) -> Array:
    """Return values at places among all of them laid end to end: `values.flat[index]`, for an index of any shape."""
    if type(values) is np.ndarray and type(index) is np.ndarray:
        return values.reshape(-1).take(index, None, None, SWIFTLY)
    xp = (index if type(values) is np.ndarray else values).__array_namespace__()
    return xp.reshape(take(xp, xp.reshape(values, (-1,)), xp.reshape(index, (-1,)), 0), index.shape)


def take(xp: Any, values: Array, index: Array, axis: int) -> Array:
    """Return rows of a table; JAX is told that every index lies inside, or else it would look at each."""
    return xp.take(values, index, axis=axis, **({"mode": "clip"} if xp.__name__ == "jax.numpy" else {}))


def chosen(mask: Array) -> Array:
    """Return the places (n,) where a mask holds, among all of them laid end to end.

    One place alone is given twice: NumPy adds up an axis of length one in another order than a longer one. An array
    that is only traced for a compiler has no values yet: all its places are given, once.
    """
    if type(mask) is np.ndarray:
        found = np.flatnonzero(mask)
        return found.repeat(2) if found.size == 1 else found
    xp = mask.__array_namespace__()
    try:
        (found,) = xp.nonzero(xp.reshape(mask, (-1,)))
    except TypeError:
        return np.arange(mask.size)
    return xp.concat([found, found]) if found.shape[0] == 1 and not hasattr(found, "at") else found


def is_nothing(amounts: Array) -> bool:
    """Tell whether all numbers are known to be 0; of an array that is only traced for a compiler nothing is known."""
    try:
        return not bool(amounts.__array_namespace__().any(amounts != 0))
    except TypeError:
        return False


def summed(amounts: Array, mask: Array) -> Array:
    """Return the sums over the second axis of a mask of 1 and 0, (P, J, S, B), times amounts (..., P, J, B)."""
    if type(mask) is np.ndarray:
        return np.einsum("pjsb,...pjb->...psb", mask, amounts)
    return mask.__array_namespace__().sum(amounts[..., None, :] * mask, axis=-3)


def spread(amounts: Array, index: Array, whole: Array) -> Array:
    """Return `whole` with amounts added at some places, laid end to end, where it is nothing yet.

    Parameters
    ----------
    amounts : (*L, *E).
    index : E, different places among the last axes of `whole`; the same place twice must be given the same amount.
    whole : (*L, *W); made for this, and not used again.
    """
    axes = amounts.ndim - index.ndim
    outer = whole.shape[:axes]
    if type(whole) is np.ndarray:
        whole = np.ascontiguousarray(whole)  # or else its numbers laid end to end would be a copy
        whole.reshape(*outer, -1)[..., index] = amounts
        return whole
    if index.size == 0:
        return whole
    xp = whole.__array_namespace__()
    amounts = xp.reshape(xp.broadcast_to(amounts, (*outer, *index.shape)), (*outer, -1))
    flat = xp.reshape(whole, (*outer, -1))
    index = index.reshape(-1) if type(index) is np.ndarray else xp.reshape(index, (-1,))
    if hasattr(flat, "at"):  # JAX
        return _spread_by_jax(amounts, index, flat).reshape(whole.shape)
    order = xp.argsort(index)
    amounts, index = xp.take(amounts, order, axis=-1), xp.take(index, order)
    places = xp.arange(flat.shape[-1], dtype=index.dtype)
    row = xp.clip(xp.searchsorted(index, places), None, index.shape[0] - 1)
    found = xp.take(amounts, row, axis=-1) * xp.astype(xp.take(index, row) == places, amounts.dtype)
    return xp.reshape(flat + found, whole.shape)


def _spread_by_jax(amounts: Array, index: Array, whole: Array) -> Array:
    """Return `whole` with amounts added at places that are known, or not yet: most are nothing if it asks for all."""
    if type(index) is np.ndarray and index.size == whole.shape[-1]:
        order = np.argsort(index)
        if (index[order] == np.arange(index.size)).all():  # every place once
            return whole + (amounts if (order == np.arange(order.size)).all() else amounts[..., order])
    return whole.at[..., index].add(amounts)


class Same:
    """A key of a cache that is this very object: worlds and doctrines hold arrays and tables, which have no hash."""

    __slots__ = ("it",)

    def __init__(self, it: Any) -> None:
        self.it = it

    def __hash__(self) -> int:
        return id(self.it)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.it is other.it


def convert(value: Any, change: Callable[[Any], Any]) -> Any:
    """Apply `change` to every array inside nested records, tuples and dictionaries."""
    if isinstance(value, np.ndarray):
        return change(value)
    if isinstance(value, tuple):
        return tuple(convert(part, change) for part in value)
    if isinstance(value, dict):
        return {key: convert(part, change) for key, part in value.items()}
    if isinstance(value, Record) and is_dataclass(value):
        return value.with_(**{f.name: convert(getattr(value, f.name), change) for f in fields(value)})
    return value
