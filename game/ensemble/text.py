"""Numbers as text: as many digits as they have and no more, many thousands at a time.

A table of text is made as bytes of fixed width, in which a zero byte means nothing; at the end, the zero bytes go.
"""

from typing import Any

import numpy as np

from game.model.world import World
from game.sim.summary import metrics_of

__all__ = ["result_rows", "shortest", "texts", "trace_rows"]

Numbers = np.ndarray[Any, np.dtype[Any]]
Cells = np.ndarray[Any, np.dtype[np.uint8]]  # (..., width) ASCII, 0 for nothing

_DECIMALS = 12  # as many are tried; smaller numbers are written with an exponent
_WHOLE = 9  # digits before the point that a cell has room for
_CELL = 1 + _WHOLE + 1 + _DECIMALS  # sign, digits, point, digits
_BLOCK = 256  # runs whose trace is written at once
_TRIPLES = np.array([list(f"{n:03d}".encode()) for n in range(1000)], np.uint8)
_POWERS = tuple(np.uint32(10**n) for n in range(1, _WHOLE))
_SCALES = 10.0 ** np.arange(_DECIMALS + 1)
_LAST = np.array([[255 * (at >= _WHOLE - n) for at in range(_WHOLE)] for n in range(_WHOLE + 1)], np.uint8)
_FIRST = np.array([[255 * (at < n) for at in range(6)] for n in range(_DECIMALS + 1)], np.uint8)


def shortest(values: Numbers) -> tuple["np.ndarray[Any, np.dtype[np.float64]]", "np.ndarray[Any, np.dtype[np.int64]]"]:
    """Return the decimal numbers with the fewest decimals that still mean these, and how many these are.

    17.3 in single precision is 17.299999; written with the fewest decimals that lead back to it, it is 17.3. Where
    twelve decimals are not enough, the number itself is returned, and -1.
    """
    single = np.asarray(values, np.float32).ravel()
    exact = single.astype(np.float64) + 0.0  # no negative zeros
    found, decimals = exact.copy(), np.full(single.size, -1)
    left = np.flatnonzero(np.isfinite(single))
    for count in range(_DECIMALS + 1):
        if not left.size:
            break
        scale = 10.0**count
        tried = np.rint(exact[left] * scale) / scale + 0.0
        right = tried.astype(np.float32) == single[left]
        found[left[right]], decimals[left[right]] = tried[right], count
        left = left[~right]
    return found.reshape(np.shape(values)), decimals.reshape(np.shape(values))


def _cells(values: Numbers) -> Cells:
    """Return numbers in single precision as text, (..., _CELL)."""
    found, decimals = (part.ravel() for part in shortest(values))
    far = np.flatnonzero((decimals < 0) | (np.abs(found) >= 10.0**_WHOLE))
    size = np.abs(found)
    size[far], places = 0.0, np.maximum(decimals, 0)
    whole = size.astype(np.uint32)
    part = np.rint((size - whole) * _SCALES[places]) * _SCALES[_DECIMALS - places]
    upper = (part / 1e6).astype(np.uint32)
    lower = (part - upper * 1e6).astype(np.uint32)
    cells = np.zeros((found.size, _CELL), np.uint8)
    cells[:, 0] = np.where(found < 0, ord("-"), 0)
    cells[:, 1 : _WHOLE + 1] = _integers(whole)
    cells[:, _WHOLE + 1] = np.where(places > 0, ord("."), 0)
    cells[:, _WHOLE + 2 : _WHOLE + 8] = _digits(upper, 6) & _FIRST.take(places, axis=0)
    cells[:, _WHOLE + 8 :] = _digits(lower, 6) & _FIRST.take(np.maximum(places - 6, 0), axis=0)
    for at in far:
        text = f"{found[at]:.9g}".encode()
        cells[at] = np.frombuffer(text.ljust(_CELL, b"\0"), np.uint8)
    return cells.reshape(*np.shape(values), _CELL)


def _integers(numbers: Numbers) -> Cells:
    """Return whole numbers from 0 on as text, (N, _WHOLE)."""
    length = np.ones(numbers.shape, np.uint8)
    for power in _POWERS:
        length += numbers >= power
    masked: Cells = _digits(numbers, _WHOLE) & _LAST.take(length, axis=0)
    return masked


def _digits(numbers: Numbers, count: int) -> Cells:
    """Return the last digits of whole numbers, (N, count); three at a time from a table."""
    steps = range(count - 3, -1, -3)
    places = np.stack([numbers // np.uint32(10**at) % np.uint32(1000) for at in steps], axis=1)
    return _TRIPLES.take(places, axis=0).reshape(len(numbers), count)


def _numbers(runs: range) -> Numbers:
    return np.arange(runs.start, runs.stop, dtype=np.uint32)


def _fixed(text: str, *shape: int) -> Cells:
    """Return the same text in every cell."""
    return np.broadcast_to(np.frombuffer(text.encode("ascii"), np.uint8), (*shape, len(text)))


def _joined(parts: list[Cells]) -> bytes:
    flat = np.concatenate(parts, axis=-1).ravel()
    return bytes(flat[flat != 0].tobytes())


def texts(values: Numbers) -> list[str]:
    """Return numbers in single precision as texts."""
    return [cell[cell != 0].tobytes().decode("ascii") for cell in _cells(values)]


def result_rows(runs: range, seed: int, values: Numbers, met: Numbers) -> bytes:
    """Write one line a run: its number, the seed, the values (R, B), and which claims are met (C, B)."""
    games = len(runs)
    numbers = np.concatenate([_fixed(",", games, len(values)), _cells(values.T)], axis=2)
    flags = np.concatenate([_fixed(",", games, len(met), 1)[..., 0, :], met.T[..., None] + np.uint8(ord("0"))], axis=2)
    ours = _integers(_numbers(runs))
    rows = [ours, _fixed(f",{seed}", games), numbers.reshape(games, -1), flags.reshape(games, -1)]
    return _joined([*rows, _fixed("\n", games)])


def trace_rows(runs: range, trace: Numbers, world: World) -> bytes:
    """Write one line for every run, turn and metric, from a trace (turns, M, B)."""
    heads = [f",{turn},{m.name},{m.of}," for turn in range(1, len(trace) + 1) for m in metrics_of(world)]
    wide = max(len(head) for head in heads)
    middle = np.stack([np.frombuffer(head.encode("ascii").ljust(wide, b"\0"), np.uint8) for head in heads])
    values = trace.reshape(len(heads), len(runs)).T
    blocks = []
    for start in range(0, len(runs), _BLOCK):
        block = values[start : start + _BLOCK]
        numbers = _integers(_numbers(runs[start : start + _BLOCK]))[:, None]
        parts = [
            np.broadcast_to(numbers, (*block.shape, _WHOLE)),
            np.broadcast_to(middle, (*block.shape, wide)),
            _cells(block),
            _fixed("\n", *block.shape),
        ]
        blocks.append(_joined(parts))
    return b"".join(blocks)
