"""One factor at a time: the same runs with it at one end, at the other, and as it is."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

import numpy as np

from game.ensemble.comparing import Difference, Tally, holm
from game.ensemble.sweep.factors import Factor, Point
from game.ensemble.sweep.influence import Estimated, Influence, Shift, ranked
from game.sim.summary import Metric

__all__ = ["Alone", "corrected"]

Numbers = np.ndarray[Any, np.dtype[np.float64]]


class Alone:
    """Compares the points of a one-at-a-time design, which come in their order; it keeps three of them at once.

    Parameters
    ----------
    factors, points : of the design; the first point is the scenario as it is.
    metrics : in the order of the rows.
    """

    def __init__(self, factors: Sequence[Factor], points: Sequence[Point], metrics: Sequence[Metric]) -> None:
        self._factors, self._points, self._metrics = tuple(factors), tuple(points), tuple(metrics)
        self._base: Numbers | None = None
        self._end: tuple[int, Numbers] | None = None  # the factor that is at work, at its first end
        self._found: list[list[tuple[Difference, ...]]] = [[] for _ in factors]  # each end against the base
        self._spans: dict[int, tuple[Difference, ...]] = {}  # the last end against the first

    def add(self, point: int, values: Numbers) -> None:
        """Add the games of a point, (R, G)."""
        if self._base is None:
            self._base = values
            return
        ((place, _),) = self._points[point]
        self._found[place].append(self._compared(self._base, values))
        if self._end is None or self._end[0] != place:
            self._end = (place, values)
        else:
            self._spans[place] = self._compared(self._end[1], values)

    def _compared(self, one: Numbers, other: Numbers) -> tuple[Difference, ...]:
        tally = Tally(self._metrics)
        tally.add(one, other)
        return tally.differences()

    def influences(self) -> tuple[tuple[Influence, ...], ...]:
        """Return the factors of every metric, those that move it most first."""
        families = [[*ends, *filter(None, [self._spans.get(place)])] for place, ends in enumerate(self._found)]
        every = iter(corrected(list(chain.from_iterable(chain.from_iterable(families)))))
        judged = [[tuple(next(every) for _ in one) for one in family] for family in families]
        return tuple(
            ranked([self._influence(place, row, judged[place]) for place in range(len(self._factors))])
            for row in range(len(self._metrics))
        )

    def _influence(self, place: int, row: int, judged: Sequence[tuple[Difference, ...]]) -> Influence:
        factor = self._factors[place]
        ends = [one[row] for one in judged[: len(self._found[place])]]
        span = judged[-1][row] if place in self._spans else None
        both = [*ends, span] if span is not None else ends
        verdict: Any = "open"
        if all(one.verdict == "same" for one in both):
            verdict = "same"
        elif any(one.verdict in ("higher", "lower") for one in both):
            verdict = "moves"
        shifts = tuple(Shift(at, _estimated(one)) for at, one in zip(factor.ends, ends, strict=True))
        return Influence(
            factor, self._metrics[row], _move(factor, ends, span), max(abs(one.mean) for one in both), verdict,
            min(one.corrected for one in both), shifts,
        )  # fmt: skip


def _move(factor: Factor, ends: Sequence[Difference], span: Difference | None) -> Estimated:
    """Return what happens from the lower end to the upper; an end that is the scenario itself is not played again."""
    if span is not None:
        return _estimated(span)
    found = _estimated(ends[0])
    at_low = factor.is_range and factor.ends == (0.0,)
    return Estimated(-found.value, -found.high, -found.low) if at_low else found


def _estimated(one: Difference) -> Estimated:
    return Estimated(one.mean, one.low, one.high)


def corrected(found: Sequence[Difference]) -> list[Difference]:
    """Correct comparisons for the number of those that could show a difference at all (Holm 1979, Tarone 1990)."""
    real = [one for one in found if one.higher or one.lower]
    adjusted = iter(holm([one.p for one in real]))
    return [replace(one, corrected=next(adjusted)) if one.higher or one.lower else one for one in found]
