"""What a sweep comes to, in words, tables and JSON: which setting decides the answer."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from game.ensemble.sweep.designs import Everywhere
from game.ensemble.sweep.influence import Estimated, Influence
from game.ensemble.sweep.lines import straight_share
from game.ensemble.sweep.running import Explored
from game.ensemble.sweep.setup import Sweep
from game.ensemble.sweep.turned import turned, verdicts
from game.report.differences import about
from game.report.layout import Paragraph, Part, Table, lay_out
from game.report.sweep_words import (
    design_told,
    digits_deserved,
    interval_told,
    label,
    method,
    move_told,
    number_told,
    quantity,
    reason_told,
    unit_told,
)
from game.report.tables import percent
from game.scenario.experiments import Grid, OneAtATime, experiment_object
from game.sim.summary import Metric

__all__ = [
    "answer",
    "begins",
    "cells",
    "course",
    "experiments_text",
    "heads",
    "overall",
    "paragraphs",
    "sweep_json",
    "sweep_text",
]

_STRAIGHT = 0.9  # part of the variance that is no chance above which straight lines tell what there is
_VERDICTS = {"holds": "holds", "fails": "fails", "undecided": "is undecided"}
_FEW, _MANY, _SHORT = 6, 10, 3  # metrics that get long tables; rows of a long table, and of a short one


def begins(sweep: Sweep) -> str:
    """Return what is about to be played."""
    line_ups = f" under {len(sweep.line_ups)} line-ups" if len(sweep.line_ups) > 1 else ""
    left = f", {len(sweep.left_out):,} cannot" if sweep.left_out else ""
    most = "at most " if sweep.screens else ""
    many = len(sweep.factors)
    return (
        f"{many:,} setting{'s vary' if many != 1 else ' varies'}{left}: {most}{sweep.points:,} points of "
        f"{sweep.plan.games:,} games each{line_ups}, {sweep.games:,} games."
    )


def experiments_text(ready: Mapping[str, Sweep], columns: int | None = None) -> str:
    """Return which experiments a file has, and how long they are."""
    rows = [
        (name, one.experiment.title, one.plan.scenario, design_told(one.experiment.design),
         f"{len(one.factors):,}", f"{one.points:,}", f"{one.games:,}")
        for name, one in ready.items()
    ]  # fmt: skip
    heads = ("experiment", "title", "scenario", "design", "settings", "points", "games")
    return lay_out([Table(heads, rows, right=(4, 5, 6))], columns)


def sweep_text(sweep: Sweep, found: Sequence[Explored], columns: int | None = None) -> str:
    """Write the answers, a paragraph and a table for every metric, and how it was found.

    Parameters
    ----------
    sweep, found : what was played, and what was found.
    columns : of the terminal that shows it; None for a file.
    """
    plan, world = sweep.plan, sweep.setup.world
    title = sweep.experiment.title or "Which setting decides the answer?"
    length = world.names.title("lengths", plan.length)
    head = f"{title} ({sweep.setup.scenario.title}, {length}, seed {plan.seed})"
    lines: list[Part] = [head, Paragraph(begins(sweep)), ""]
    for explored in found:
        if len(found) > 1:
            lines += [_stage(explored), ""]
        if most := overall(explored):
            lines += [*map(Paragraph, most), ""]
        for metric in sweep.metrics:
            lines += [*map(Paragraph, paragraphs(sweep, explored, metric)), ""]
            own = explored.influences[metric.id]
            rows = cells(own, _MANY if len(sweep.metrics) <= _FEW else _SHORT)
            if rows:
                lines += [Table(heads(own), rows, right=range(1, len(heads(own)))), ""]
    for one in sweep.left_out[:_MANY]:
        lines.append(Paragraph(f"Not varied: {one.setting}: {one.why}."))
    if len(sweep.left_out) > _MANY:
        lines.append(f"... and {len(sweep.left_out) - _MANY} more.")
    return lay_out([*lines, Paragraph(method(sweep, found)), ""], columns)


def _stage(explored: Explored) -> str:
    if explored.stage.name == "screening":
        return f"SCREENING: {len(explored.stage.factors):,} settings, one at a time"
    return f"THE LEADING {len(explored.stage.factors)}: {design_told(explored.stage.design)}"


def overall(explored: Explored) -> list[str]:
    """Return which settings lead in most metrics, if there are several."""
    if len(explored.influences) < 3:
        return []
    counts: Counter[str] = Counter()
    for own in explored.influences.values():
        counts.update(one.factor.setting for one in course(own)[:3] if one.verdict == "moves")
    if not counts:
        return ["No setting can be told from chance to move any of these metrics."]
    told = ", ".join(f"{name} (of {count})" for name, count in counts.most_common(5) if count > 1)
    metrics = len(explored.influences)
    return [f"Of {metrics} metrics, most often among the three settings that move one most: {told}."] if told else []


def course(own: Sequence[Influence]) -> list[Influence]:
    """Return the settings that say how games go, and not how they are counted."""
    return [one for one in own if not one.factor.is_yardstick]


def paragraphs(sweep: Sweep, explored: Explored, metric: Metric) -> list[str]:
    """Return the answer for a metric, in sentences."""
    own = explored.influences[metric.id]
    counted = [one for one in own if one.factor.is_yardstick and one.verdict == "moves"]
    told = [answer(explored, course(own) or own, metric, sweep)]
    if counted and course(own):
        told.append(f"Of what only says how it is counted, most: {_brief(counted[0])}.")
    told += [_rest(own, metric), *_noise(sweep, explored, metric)]
    told += _turned(sweep, explored, metric)
    return [one for one in told if one]


def answer(explored: Explored, own: Sequence[Influence], metric: Metric, sweep: Sweep) -> str:
    """Return what a metric hangs on most, as a sentence."""
    subject = about(metric, sweep.setup.world)
    moving = [one for one in own if one.verdict == "moves"]
    if not moving:
        same = all(one.verdict == "same" for one in own)
        return f"{subject}: " + (
            "nothing that varies changes it in any game." if same else "no setting can be told from chance to move it."
        )
    first = moving[0]
    row = [one.id for one in sweep.metrics].index(metric.id)
    base = number_told(metric, float(explored.gathered.mean[0, row]))
    now = f" ({base} as it is)" if isinstance(explored.stage.design, OneAtATime) else ""
    said = f"{subject}{now} hangs most on {label(first.factor)}{reason_told(first.factor)}: {move_told(first)}."
    after = "; ".join(_brief(one) for one in moving[1:3])
    return f"{said} Then {after}." if after else said


def _brief(one: Influence) -> str:
    move = one.move
    factor = one.factor
    if move is None:
        return factor.setting
    return f"{factor.setting}, {factor.told(0.0)} to {factor.told(1.0)}: {quantity(one.metric, move.value)}"


def _rest(own: Sequence[Influence], metric: Metric) -> str:
    counts = Counter(one.verdict for one in own)
    if counts["same"] == len(own):
        return f"That is so for all {len(own):,} settings." if len(own) > 1 else ""
    parts = [f"{counts['moves']:,} move it"] if counts["moves"] else []
    untold = [one for one in own if one.verdict == "open"]
    if untold:
        most = max(one.most for one in untold)
        bound = f" (their intervals reach {quantity(metric, most, sign=False)} at most)" if most else ""
        parts.append(f"{len(untold):,} cannot be told from chance{bound}")
    if counts["same"]:
        parts.append(f"{counts['same']:,} change it in no game")
    return f"Of {len(own):,} settings {', '.join(parts)}."


def _noise(sweep: Sweep, explored: Explored, metric: Metric) -> Iterator[str]:
    """Say how far points differ, how much of that is chance, and how much of it straight lines account for."""
    row = [one.id for one in sweep.metrics].index(metric.id)
    if isinstance(explored.stage.design, OneAtATime) or explored.gathered.variance[row] <= 0:
        return
    means = explored.gathered.mean[:, row]
    low, high = (number_told(metric, float(end)) for end in np.quantile(means, [0.025, 0.975]))
    share = float(explored.gathered.noise_share[row])
    more = " More games are needed before anything is made of it." if share > 0.5 else ""
    shared = explored.gathered.shared
    about_so = "" if shared is None else quantity(metric, float(shared[row]), sign=False)
    alike = about_so and f", all of them give or take {about_so} by the luck they share"
    yield (
        f"In 95 of 100 points it lies between {low} and {high}{alike}. Chance between games is {percent(share)} of the "
        f"variance between points.{more}"
    )
    yield from _explained(explored, metric, row)


def _explained(explored: Explored, metric: Metric, row: int) -> Iterator[str]:
    """Say how much of what differs is told by each setting alone, where that can be known."""
    points, design, own = explored.stage.points, explored.stage.design, explored.influences[metric.id]
    if isinstance(design, Grid):
        left = 1.0 - sum(one.indices["share"].value for one in own if one.indices)
        yield f"What the settings do together beyond what each does alone is {percent(max(left, 0.0))} of it."
    elif isinstance(points, Everywhere):
        known = straight_share(points.where, explored.gathered.mean[:, row])
        if known is not None:
            is_most = known > _STRAIGHT * (1.0 - float(explored.gathered.noise_share[row]))
            rest = "" if is_most else " What is left bends, or works together: lines tell only a part of it."
            yield f"Straight lines through all points account for {percent(known)} of it.{rest}"


def _turned(sweep: Sweep, explored: Explored, metric: Metric) -> Iterator[str]:
    """Say under which ends, or at how many points, the verdict on a claim is another one."""
    if metric.name != "met":
        return
    if not isinstance(explored.stage.design, OneAtATime):
        counts = Counter(one.verdict for one in verdicts(sweep, explored, metric))
        told = ", ".join(f"{_VERDICTS[verdict]} at {count:,}" for verdict, count in counts.most_common())
        yield f"Of {len(explored.stage.points):,} points, the claim {told}."
        return
    verdict, others, tried = turned(sweep, explored, metric)
    if not others:
        yield f"The claim {_VERDICTS[verdict]} as it is, and no other verdict comes of any of {tried:,} ends."
        return
    told = "; ".join(
        f"{_VERDICTS[one.verdict]} with {setting} {value} ({percent(one.share)})" for setting, value, one in others[:5]
    )
    more = f"; and {len(others) - 5} more" if len(others) > 5 else ""
    yield (
        f"The claim {_VERDICTS[verdict]} as it is; another verdict comes of {len(others)} of {tried:,} ends: "
        f"{told}{more}."
    )


def heads(own: Sequence[Influence]) -> tuple[str, ...]:
    """Return the heads of a metric's table."""
    indices = next((list(one.indices) for one in own if one.indices), [])
    shifts = ["lower end", "upper end"] if any(one.shifts for one in own) and not indices else []
    unit = unit_told(own[0].metric).strip()
    move = f"moves it by ({unit})" if unit else "moves it by"
    return ("setting", "from", "to", move, "95 %", *shifts, *(_INDICES.get(name, name) for name in indices))


_INDICES = {
    "first": "alone", "total": "with others", "rank_correlation": "rank correlation", "share": "share",
    "mu_star": "mu*", "sigma": "sigma", "chance": "mu* by luck",
}  # fmt: skip
_IN_THE_UNIT = ("mu_star", "sigma", "chance")  # indices that are counted as the metric is


def cells(own: Sequence[Influence], most: int) -> list[tuple[str, ...]]:
    """Return the rows of a metric's table: the settings that move it, not those that only say how it is counted."""
    rows = []
    for one in (course(own) or own)[:most]:
        if one.verdict == "same":
            break
        factor, move = one.factor, one.move
        mark = "" if one.verdict == "moves" else " (?)"
        moved = ("", "")
        if move is not None:
            digits = digits_deserved(one.metric, move)
            moved = (quantity(one.metric, move.value, unit=False, digits=digits), interval_told(one.metric, move))
        own_cells = [f"{factor.setting}{mark}", factor.told(0.0), factor.told(1.0), *moved]
        if one.indices:
            own_cells += [_index(one.metric, name, index) for name, index in one.indices.items()]
        elif one.shifts:
            shifts = {shift.at: shift.by for shift in one.shifts}
            own_cells += [
                quantity(one.metric, shifts[at].value, unit=False) if at in shifts else "" for at in (0.0, 1.0)
            ]
        rows.append(tuple(own_cells))
    return rows


def _index(metric: Metric, name: str, found: Estimated) -> str:
    if name in _IN_THE_UNIT:
        return quantity(metric, found.value, unit=False, sign=False)
    if found.low == found.high:
        return f"{found.value:.2f}"
    return f"{found.value:.2f} ({found.low:.2f} to {found.high:.2f})"


def sweep_json(sweep: Sweep, found: Sequence[Explored]) -> dict[str, Any]:
    """Return the same as `sweep_text` for other programs."""
    return {
        **sweep.plan.head,
        "experiment": experiment_object(sweep.experiment),
        "points": sweep.points,
        "games_in_all": sweep.games,
        "left_out": {one.setting: one.why for one in sweep.left_out},
        "stages": [_stage_object(sweep, explored) for explored in found],
        "method": method(sweep, found),
    }


def _stage_object(sweep: Sweep, explored: Explored) -> dict[str, Any]:
    return {
        "stage": explored.stage.name or "design",
        "points": len(explored.stage.points),
        "metrics": [
            {
                "metric": metric.id,
                "unit": metric.unit,
                "sentences": paragraphs(sweep, explored, metric),
                "noise_share": float(explored.gathered.noise_share[row]),
                "settings": [_influence_object(one) for one in explored.influences[metric.id]],
            }
            for row, metric in enumerate(sweep.metrics)
        ],
    }


def _influence_object(one: Influence) -> dict[str, Any]:
    factor = one.factor
    return {
        "setting": factor.setting, "from": factor.written(0.0), "to": factor.written(1.0), "as_it_is": factor.base,
        "basis": factor.kind, "line": factor.line or None, "verdict": one.verdict, "p": one.p,
        "move": None if one.move is None else one.move._asdict(),
        "ends": [{"value": factor.written(shift.at), **shift.by._asdict()} for shift in one.shifts],
        "indices": {name: index._asdict() for name, index in one.indices.items()},
    }  # fmt: skip
