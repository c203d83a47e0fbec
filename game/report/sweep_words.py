"""Words about sweeps: settings, moves, designs, and how it was judged."""

import math
from collections.abc import Sequence

from game.ensemble.sweep.factors import Factor
from game.ensemble.sweep.influence import Estimated, Influence
from game.ensemble.sweep.running import Explored
from game.ensemble.sweep.setup import Sweep
from game.report.tables import decimal, digits_of
from game.scenario.experiments import Design, Grid, LatinHypercube, Morris, OneAtATime, Random, Sobol
from game.sim.summary import Metric

__all__ = [
    "design_told",
    "digits_deserved",
    "interval_told",
    "label",
    "method",
    "move_told",
    "number_told",
    "quantity",
    "reason_told",
    "unit_told",
]

_LONGEST = 110  # letters of a reason
_UNITS = {"0-100": " points", "0-1": "", "0/1": " percentage points", "points": " percentage points", "": ""}


def quantity(metric: Metric, number: float, *, unit: bool = True, sign: bool = True, digits: int | None = None) -> str:
    """Write a shift of a metric with its sign and unit, with as many digits as it deserves by its size."""
    times = 100.0 if metric.unit == "0/1" else 1.0
    if digits is None:
        small, least = abs(number * times), _least(metric)
        digits = max(least, min(6, 1 - math.floor(math.log10(small)))) if 0 < small < 1 else least
    text = decimal(number * times, digits)
    plus = "+" if sign and number > 0 and float(text) else ""
    return f"{plus}{text}{unit_told(metric) if unit else ''}"


def _least(metric: Metric) -> int:
    return 1 if metric.unit == "0/1" else digits_of(metric)


def digits_deserved(metric: Metric, found: Estimated) -> int:
    """Return how many digits a shift and its interval deserve by the width of the interval."""
    times, least = 100.0 if metric.unit == "0/1" else 1.0, _least(metric)
    half, size = (found.high - found.low) / 2 * times, max(abs(found.low), abs(found.high)) * times
    if half <= 0:
        return least
    four = 3 - math.floor(math.log10(size))  # places of four digits: what hardly varies deserves no more
    return max(least, min(6, four, math.ceil(-math.log10(half)) + 1))


def interval_told(metric: Metric, found: Estimated) -> str:
    """Write an interval without its unit."""
    digits = digits_deserved(metric, found)
    return " to ".join(quantity(metric, end, unit=False, digits=digits) for end in (found.low, found.high))


def unit_told(metric: Metric) -> str:
    """Return the unit of a metric's shifts, with the space before it."""
    return _UNITS.get(metric.unit, f" {metric.unit}")


def number_told(metric: Metric, number: float) -> str:
    """Write a mean of a metric with its unit."""
    if metric.unit == "0/1":
        return f"{decimal(100 * number, 1)} %"
    unit = {"0-100": "", "0-1": "", "points": " percentage points", "": ""}.get(metric.unit, f" {metric.unit}")
    return f"{decimal(number, digits_of(metric))}{unit}"


def label(factor: Factor) -> str:
    """Return a setting as people meet it in a sentence."""
    return factor.setting


def reason_told(factor: Factor) -> str:
    """Return in brackets what a setting rests on, and where it stands."""
    if not factor.kind:
        return ""
    where = f", line {factor.line}" if factor.line else ""
    reason = factor.reason if len(factor.reason) <= _LONGEST else factor.reason[:_LONGEST].rsplit(" ", 1)[0] + " ..."
    why = f': "{reason}"' if reason else ""
    return f" ({factor.kind}{where}{why})"


def move_told(one: Influence) -> str:
    """Return what a setting moves a metric by, as part of a sentence."""
    factor, move = one.factor, one.move
    if move is None:
        return "it moves it"
    moved = quantity(one.metric, move.value, digits=digits_deserved(one.metric, move))
    told = (
        f"from {factor.told(0.0)} to {factor.told(1.0)} it moves by {moved} (95 %: {interval_told(one.metric, move)})"
    )
    if "total" in one.indices:
        first, total = one.indices["first"].value, one.indices["total"].value
        told += f", {_part(first)} of the variance alone and {_part(total)} with others"
    if "mu_star" in one.indices:
        size, spread = one.indices["mu_star"].value, one.indices["sigma"].value
        told += ", much the same wherever the others stand" if spread < size / 2 else ", not the same everywhere"
    if "share" in one.indices:
        told += f", {_part(one.indices['share'].value)} of the variance between points"
    return told


def _part(share: float) -> str:
    return f"{100 * min(max(share, 0.0), 1.0):.0f} %"


def design_told(design: Design) -> str:
    """Return the name of a design for people."""
    if isinstance(design, OneAtATime):
        return "one at a time"
    if isinstance(design, Grid):
        return "every combination"
    if isinstance(design, Sobol):
        return f"Sobol, {design.samples} samples"
    if isinstance(design, Morris):
        return f"Morris, {design.trajectories} trajectories"
    name = "random points" if isinstance(design, Random) else "Latin hypercube"
    return f"{name}, {design.points}"


_ALONE = (
    "Each setting was moved alone to both of its ends, everything else as it is. A move is stated where its p in the "
    "paired test, corrected for all comparisons that could show one (Holm), is below 0.05; a move that is not stated "
    "may be there, within its interval. What two settings do together is not seen so."
)
_SOBOL = (
    "Sobol indices (by SALib, intervals from 500 resamples): the share of the variance between points that a setting "
    "brings about alone, and with all others that it works together with. Chance adds to the second; a setting moves a "
    "metric where its share lies above that of chance, or where the straight line through independent points is not "
    "level (p below 0.05, Holm). Intervals of shares cover other points, not other luck; a share with others below the "
    "one alone is an error of few samples."
)
_RANK = (
    "Partial rank correlations: how closely a metric follows a setting when the others are taken out, from -1 to 1; "
    "stated where p is below 0.05 (Holm) by the points and by the runs. What a setting moves is the straight line "
    "through all points; its interval covers other points and other luck, that of the correlation other points alone."
)
_GRID = (
    "Every combination was played; the mean at each value of a setting is that over all values of the others. A move "
    "is stated where its p in the paired test is below 0.05 (Holm); the share is that of the variance between points."
)
_MORRIS = (
    "Elementary effects: on every trajectory each setting moved once, by two thirds of its range, from wherever chance "
    "and the steps before had left the others (drawn by SALib); effects are told as from end to end. What a setting "
    "moves is the mean effect, with an interval for other trajectories and other luck. mu* is the mean without the "
    "signs, by which settings are ranked; sigma, the standard deviation, is what differs from place to place, because "
    "of curves, of other settings, or of luck, and the last column is the mu* that luck alone would give. A move is "
    "stated where a step, or the mean of all, differs from nothing in a paired test (p below 0.05, Bonferroni within a "
    "setting, Holm over settings and metrics)."
)
_METHODS = {
    OneAtATime: _ALONE, Sobol: _SOBOL, Random: _RANK, LatinHypercube: _RANK, Grid: _GRID, Morris: _MORRIS,
}  # fmt: skip


def method(sweep: Sweep, found: Sequence[Explored]) -> str:
    """Return how it was judged, and what it does not say."""
    told = " ".join(dict.fromkeys(_METHODS[type(explored.stage.design)] for explored in found))
    shared = any(factor.shared for factor in sweep.factors)
    rest = " Where parts add up to 1, the others of their sum give way in proportion." if shared else ""
    return (
        f"The same {sweep.plan.games:,} runs, with the same luck, at every point. {told}{rest} How far a setting moves "
        "is a choice of the experiment: a wider range moves more. All this is about this model; it does not say how "
        "wrong the model is."
    )
