"""How much a factor moves a metric, however it was found out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from game.ensemble.sweep.factors import Factor
from game.sim.summary import Metric

__all__ = ["Estimated", "Influence", "Shift", "ranked"]

Verdict = Literal["moves", "open", "same"]


class Estimated(NamedTuple):
    """A number with its 95 % interval."""

    value: float
    low: float
    high: float


class Shift(NamedTuple):
    """What a metric does at one value of a factor, against the scenario as it is (or the first value)."""

    at: float  # the position of the value
    by: Estimated


@dataclass(frozen=True)
class Influence:
    """How much a factor moves a metric.

    `moves`: it can be told from chance that it does; `same`: it changes no game; `open`: it cannot be told.
    """

    factor: Factor
    metric: Metric
    move: Estimated | None  # of the mean, from its lower end to the upper, or from its first value to the last
    weight: float  # by which factors are ranked; what it is depends on the design
    verdict: Verdict
    p: float | None = None  # corrected for the number of comparisons (Holm)
    shifts: tuple[Shift, ...] = ()
    indices: Mapping[str, Estimated] = field(default_factory=dict)

    @property
    def most(self) -> float:
        """The largest shift that cannot be excluded."""
        found = [shift.by for shift in self.shifts] or ([self.move] if self.move is not None else [])
        return max((max(abs(one.low), abs(one.high)) for one in found), default=0.0)


def ranked(found: list[Influence]) -> tuple[Influence, ...]:
    """Sort what moves a metric before what cannot be told, and that before what changes nothing; the most first."""
    order = {"moves": 0, "open": 1, "same": 2}
    return tuple(sorted(found, key=lambda one: (order[one.verdict], -one.weight)))
