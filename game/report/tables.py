"""The tables of metrics and claims, and the same as JSON."""

import math
from collections.abc import Sequence
from typing import Any

from game.model.world import World
from game.report.layout import Table
from game.sim.claims import Claim, Result
from game.sim.summary import Estimate, Metric

__all__ = [
    "CLAIM_HEADS", "METRIC_HEADS", "claim_cells", "claims_json", "claims_table", "decimal", "digits_of", "metric_cells",
    "metrics_json", "metrics_table", "percent", "title_of", "type_of",
]  # fmt: skip

METRIC_HEADS = ("metric", "of", "mean", "95 % interval", "spread")
CLAIM_HEADS = ("claim", "condition", "mean", "probability", "95 % interval", "asked", "verdict")
_METRICS = {
    "score": "Score",
    "dependence_change": "Gain of weight",
    "wedge": "Wedge index",
    "signed": "Signed",
    "delivered": "Delivered",
    "tension": "Tension",
    "tonnage": "Cargo",
}


_SMALL_SUM = 0.095  # bn USD: smaller means are shown to a tenth of a million
_NO_BOUND = 100_000.0  # what a claim says that has no condition on that side


def type_of(metric: Metric) -> str:
    """Return what people read for what a metric measures, whomever it is of."""
    return _METRICS.get(metric.name, metric.name)


def title_of(metric: Metric, world: World) -> str:
    """Return what people read for whom or what a metric is of."""
    if not metric.of:
        return "The region"
    kind = "actors" if metric.of in world.names.actors else "corridors"
    return world.names.title(kind, metric.of)


def metrics_table(metrics: Sequence[Metric], estimates: Sequence[Estimate], world: World) -> Table:
    """Return the mean, its 95 % interval and the spread of every metric of every actor."""
    return Table(METRIC_HEADS, metric_cells(metrics, estimates, world), right=(2, 3, 4))


def metric_cells(metrics: Sequence[Metric], estimates: Sequence[Estimate], world: World) -> list[tuple[str, ...]]:
    """Return the rows of the same table, under `METRIC_HEADS`."""
    rows: list[tuple[str, ...]] = []
    before = ""
    for metric, found in zip(metrics, estimates, strict=True):
        name = type_of(metric)
        shown = "" if name == before else f"{name} ({metric.unit})"
        rows.append((shown, title_of(metric, world), *_numbers(found, metric)))
        before = name
    return rows


def _numbers(found: Estimate, metric: Metric) -> tuple[str, str, str]:
    digits = digits_of(metric) + 2 * (metric.unit == "bn USD" and 0 < found.mean < _SMALL_SUM)
    if found.low is None or found.high is None or found.spread is None:
        return decimal(found.mean, digits), "", ""
    interval = f"{decimal(found.low, digits)} to {decimal(found.high, digits)}"
    return decimal(found.mean, digits), interval, decimal(found.spread, digits)


def digits_of(metric: Metric) -> int:
    """Return how many digits of a metric's mean are shown after the point."""
    return 1 if metric.name == "score" else 3 if metric.name == "tension" else 2


def decimal(number: float, digits: int) -> str:
    """Write a number, and zero without a sign."""
    text = f"{number:.{digits}f}"
    return text.lstrip("-") if float(text) == 0 else text


def percent(part: float) -> str:
    """Write a probability so that only a certain one reads 0 % or 100 %."""
    if 0 < part < 0.001:
        return "< 0.1 %"
    if 0.999 < part < 1:
        return "> 99.9 %"
    return f"{100 * part:.1f} %"


def claims_table(results: Sequence[Result]) -> Table:
    """Return every claim: its condition, the mean of what it measures, how often it is met, and the verdict."""
    return Table(CLAIM_HEADS, claim_cells(results), right=(2, 3, 4))


def claim_cells(results: Sequence[Result]) -> list[tuple[str, ...]]:
    """Return the rows of the same table, under `CLAIM_HEADS`."""
    return [
        (
            result.claim.id, condition(result.claim), decimal(result.mean, 2), percent(result.probability),
            _interval(result), asked(result.claim), result.verdict,
        )
        for result in results
    ]  # fmt: skip


def condition(claim: Claim) -> str:
    """Write what a claim asks of a game."""
    parts = []
    if claim.above > -_NO_BOUND:
        parts.append(f"above {claim.above:g}")
    if claim.below < _NO_BOUND:
        parts.append(f"below {claim.below:g}")
    return " and ".join(parts)


def _interval(result: Result) -> str:
    return f"{100 * result.low:.1f} to {100 * result.high:.1f} %"


def asked(claim: Claim) -> str:
    """Write how often a claim's condition must or may be met."""
    parts = []
    if claim.at_least > 0:
        parts.append(f"at least {100 * claim.at_least:g} %")
    if claim.at_most < 1:
        parts.append(f"at most {100 * claim.at_most:g} %")
    return " and ".join(parts)


def metrics_json(metrics: Sequence[Metric], estimates: Sequence[Estimate]) -> list[dict[str, Any]]:
    """Return the same as `metrics_table` for other programs."""
    return [
        {
            "metric": metric.name, "of": metric.of or None, "unit": metric.unit, "mean": _plain(found.mean),
            "low": _plain(found.low), "high": _plain(found.high), "spread": _plain(found.spread),
        }
        for metric, found in zip(metrics, estimates, strict=True)
    ]  # fmt: skip


def _plain(number: float | None) -> float | None:
    """Return a number that JSON can hold."""
    return None if number is None or not math.isfinite(number) else number


def claims_json(results: Sequence[Result]) -> list[dict[str, Any]]:
    """Return the same as `claims_table` for other programs."""
    return [_claim_object(result) for result in results]


def _claim_object(result: Result) -> dict[str, Any]:
    claim = result.claim
    return {
        "claim": claim.id,
        "proposition": claim.proposition,
        "policies": dict(claim.policies),
        "turn": claim.turn,
        "above": claim.above if claim.above > -_NO_BOUND else None,
        "below": claim.below if claim.below < _NO_BOUND else None,
        "at_least": claim.at_least,
        "at_most": claim.at_most,
        "games": result.games,
        "met": result.met,
        "mean": _plain(result.mean),
        "probability": result.probability,
        "low": result.low,
        "high": result.high,
        "verdict": result.verdict,
    }
