"""How a claim was read: which other threshold, or which other share of the games, would turn its verdict."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from game.sim.claims import Claim, Result, judge

__all__ = ["OPPOSITE", "Reading", "readings"]

Numbers = np.ndarray[Any, np.dtype[np.float64]]
OPPOSITE = {"holds": "fails", "fails": "holds"}


class Reading(NamedTuple):
    """One number of a claim, and the nearest one with which the same games give the opposite verdict."""

    name: str  # above, below, at_least or at_most
    base: float
    to: float


def readings(result: Result, values: Numbers) -> tuple[Reading, ...]:
    """Return what turns a verdict without any other game being played.

    Parameters
    ----------
    result : of the claim.
    values : (G,) what the claim measures in each game.
    """
    if result.verdict not in OPPOSITE:
        return ()
    found = [_threshold(result, values, name) for name in ("above", "below")]
    return tuple(one for one in (*found, *_shares(result)) if one is not None)


def _threshold(result: Result, values: Numbers, name: str) -> Reading | None:
    """Return the nearest threshold that turns it, searched on both sides of the one that is written."""
    claim, base = result.claim, float(getattr(result.claim, name))
    if abs(base) >= 100_000:  # none is written
        return None
    levels = np.unique(values[np.isfinite(values)])
    tried = np.unique(np.concatenate([np.nextafter(levels, -np.inf), np.nextafter(levels, np.inf)]))
    sides = (tried[tried > base].tolist(), tried[tried < base][::-1].tolist())
    found = [_first_turn(result, claim, name, values, side) for side in sides]
    near = min((to for to in found if to is not None), key=lambda to: abs(to - base), default=None)
    return None if near is None else Reading(name, base, near)


def _first_turn(result: Result, claim: Claim, name: str, values: Numbers, tried: list[float]) -> float | None:
    """Return the first threshold that turns it: on one side, the condition is met ever more or ever less often."""

    def turns(place: int) -> bool:
        other = replace(claim, **{name: tried[place]})  # type: ignore[arg-type]
        met = int(np.count_nonzero((values > other.above) & (values < other.below)))
        return judge(other, met, result.games).verdict == OPPOSITE[result.verdict]

    place = first(turns, len(tried))
    return None if place is None else tried[place]


def first(holds: Callable[[int], bool], count: int) -> int | None:
    """Return the first of so many places at which something holds that holds at all later ones, None if at none."""
    low, high = 0, count
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low if low < count else None


def _shares(result: Result) -> tuple[Reading | None, ...]:
    """Return which share that is asked for would turn it: the nearest that the whole interval misses, or reaches."""
    claim = result.claim
    holds = result.verdict == "holds"
    least = most = None
    if claim.at_least > 0:
        if holds and result.high < 1:
            least = Reading("at_least", claim.at_least, result.high)
        elif not holds and result.probability < claim.at_least and result.low > 0:
            least = Reading("at_least", claim.at_least, result.low)
    if claim.at_most < 1:
        if holds and result.low > 0:
            most = Reading("at_most", claim.at_most, result.low)
        elif not holds and result.probability > claim.at_most and result.high < 1:
            most = Reading("at_most", claim.at_most, result.high)
    return least, most
