"""What a comparison comes to, in words, tables and JSON."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from game.ensemble.arms import Arm, Comparison
from game.ensemble.comparing import LEVEL, Difference
from game.model.world import World
from game.report.layout import Paragraph, Part, Table, lay_out
from game.report.tables import decimal, digits_of, percent, title_of, type_of
from game.sim.summary import Metric

__all__ = [
    "HEADS",
    "about",
    "arms_told",
    "cells",
    "differences_json",
    "differences_text",
    "label",
    "method",
    "sentence",
    "sentences",
    "subject",
]

_NAMED = 3  # metrics that are named in the first sentence of an arm
_FEW = 30  # games, below which the shape of their differences matters
_UNITS = {"0-100": " points", "0-1": "", "0/1": " percentage points", "points": " percentage points"}
_SIZES = ((0.2, "very small"), (0.5, "small"), (0.8, "middling"), (math.inf, "large"))  # Cohen 1988
_ABOUT = {
    "score": "The score of {of}",
    "dependence_change": "The weight gained by {of}",
    "wedge": "The wedge index of {of}",
    "signed": "What {of} signed",
    "delivered": "What {of} delivered",
    "tension": "Tension in the region",
    "tonnage": "Cargo on {of}",
    "claim": "What the claim {of} measures",
    "met": "How often the claim {of} is met",
}
HEADS = ("metric", "of", "reference", "here", "difference", "95 % interval", "effect", "p (Holm)", "verdict")
_VERDICTS = {"same": "the same", "open": "cannot be told apart", "higher": "higher", "lower": "lower"}


def differences_text(found: Comparison, columns: int | None = None) -> str:
    """Write every arm against the first: what differs, what cannot be told apart, and the table of both.

    Parameters
    ----------
    found : what was found.
    columns : of the terminal that shows it; None for a file.
    """
    first, world = found.arms[0], found.arms[0].setup.world
    lines: list[Part] = [*_title(found), ""]
    for arm, differences in zip(found.arms[1:], found.differences, strict=True):
        lines += [f"{arm.name}, against {first.name}", "", *_told(differences, world), ""]
        lines += [_table(differences, world), ""]
    if len({arm.setup.plan.turns for arm in found.arms}) > 1:
        lines.append("The arms are not of the same length: part of every difference may be due to that.")
    if found.left_out:
        lines.append(Paragraph(f"Not in every arm, so not compared: {', '.join(found.left_out)}."))
    return lay_out([*lines, Paragraph(method(found)), ""], columns)


def _title(found: Comparison) -> list[str]:
    plan = found.arms[0].setup.plan
    head = f"{len(found.arms)} arms, {plan.games:,} games each, the same luck in all (seed {plan.seed})"
    return [head, *(f"- {told}" for told in arms_told(found))]


def arms_told(found: Comparison) -> list[str]:
    """Return what each arm is, and at the end who plays alike in all of them."""
    shared = _shared_seats(found)
    same = [f"in all of them: {_seats(shared)}"] if shared else []
    return [*(_about(arm, shared) for arm in found.arms), *same]


def _about(arm: Arm, shared: Iterable[str]) -> str:
    plan = arm.setup.plan
    said = _seats({actor: policy for actor, policy in plan.seats.items() if actor not in shared})
    return ", ".join(
        filter(None, (f"{arm.name}: {arm.setup.scenario.title}", plan.length, f"{plan.turns} turns", said))
    )


def _shared_seats(found: Comparison) -> dict[str, str]:
    first, *others = (arm.setup.plan.seats for arm in found.arms)
    return {actor: name for actor, name in first.items() if all(seats.get(actor) == name for seats in others)}


def _seats(seats: Mapping[str, str]) -> str:
    return ", ".join(f"{actor} {policy}" for actor, policy in seats.items())


def method(found: Comparison) -> str:
    """Return how it was compared, and what it does not say."""
    count = sum(len(differences) for differences in found.differences)
    few = found.arms[0].setup.plan.games < _FEW
    corrected = f", corrected for all {count} comparisons (Holm)," if count > 1 else ""
    return (
        f"Run by run, with the same luck on both sides. A difference is stated where its p{corrected} is below "
        f"{LEVEL:g}: with a chance of {100 * (1 - LEVEL):g} % or more, no stated difference is chance alone. Intervals "
        "are those of one comparison. The effect is the mean difference in "
        "standard deviations between games. "
        + (f"Fewer than {_FEW} games prove little: intervals and p take differences to be bell-shaped. " if few else "")
        + "All this is about chance between games; it does not say how wrong the model is."
    )


def _told(differences: Sequence[Difference], world: World) -> list[Part]:
    """Write a sentence for each metric: first what differs, the largest effect first."""
    first, *rest = sentences(differences, world)
    return [Paragraph(first), *(Paragraph(f"- {said}") for said in rest)]


def sentences(differences: Sequence[Difference], world: World) -> list[str]:
    """Return what is found of an arm: all of it in a sentence, then one each, the largest effect first."""
    stated = sorted(
        (one for one in differences if one.verdict in ("higher", "lower")), key=lambda one: -abs(one.effect or math.inf)
    )
    untold = [one for one in differences if one.verdict == "open"]
    same = [label(one, world) for one in differences if one.verdict == "same"]
    if len(same) == len(differences):
        return ["Nothing differs: every metric is the same in every game."]
    head = _in_a_sentence(stated, untold, len(same), world) if stated else "No difference can be told from chance."
    told = [sentence(one, world) for one in (*stated, *untold)]
    return [head, *told, *([f"The same in every game: {'; '.join(same)}."] if same else [])]


def _in_a_sentence(stated: Sequence[Difference], untold: Sequence[Difference], same: int, world: World) -> str:
    """Return how many metrics differ, which most and which way, and which cannot be told apart."""
    ways = [f"{_inside(one, world)} ({one.verdict})" for one in stated[:_NAMED]]
    most = f"{', most of all' if len(stated) > len(ways) else ':'} {_listed(ways)}"
    told = f"{len(stated)} of {len(stated) + len(untold) + same} metrics and claims differ{most}"
    if untold:
        named = [_inside(one, world) for one in untold[:_NAMED]]
        among = f"{', among them' if len(untold) > len(named) else ':'} {_listed(named)}"
        told += f"; {len(untold)} cannot be told apart{among}"
    return f"{told}; {same} are the same in every game." if same else f"{told}."


def _inside(found: Difference, world: World) -> str:
    """Return what a metric is called inside a sentence."""
    name = label(found, world)
    return f"{name[0].lower()}{name[1:]}"


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def subject(found: Difference, world: World) -> str:
    """Return what people read for a metric, such as "The score of Japan"."""
    return about(found.metric, world)


def about(metric: Metric, world: World) -> str:
    """Return what people read for a metric, as the beginning of a sentence."""
    of = metric.of if metric.name in ("claim", "met") else title_of(metric, world)
    return _ABOUT.get(metric.name, f"{type_of(metric)} of {{of}}").format(of=of)


def label(found: Difference, world: World) -> str:
    """Return the same, shorter for a claim."""
    return f"Claim {found.metric.of}" if found.metric.name == "met" else subject(found, world)


def sentence(found: Difference, world: World) -> str:
    """Return what is found of a metric, as one sentence.

    Parameters
    ----------
    found : the difference.
    world : names the actors and corridors.
    """
    about = subject(found, world)
    if found.verdict == "same":
        return f"{about} is the same in every game."
    more = found.verdict == "higher"
    bounds = (found.low, found.high) if found.verdict != "lower" else (-found.high, -found.low)  # of how much lower
    low, high, mean = (_number(number, found) for number in (*bounds, abs(found.mean)))
    unit = _UNITS.get(found.metric.unit, f" {found.metric.unit}")
    if found.verdict == "open":
        alone = " Taken alone it would look like a difference, among so many it does not." if found.p < LEVEL else ""
        return (
            f"{about} cannot be told apart after {found.games:,} games: "
            f"the difference lies between {low} and {high}{unit} (95 %).{alone}"
        )
    often = percent((found.higher if more else found.lower) / found.games)
    size = "" if found.effect is None else f", {_size(found.effect)} effect (d {decimal(found.effect, 2)})"
    return (
        f"{about} is {found.verdict} by {mean}{unit} (95 %: {low} to {high}), "
        f"{found.verdict} in {often} of the games{size}."
    )


def _size(effect: float) -> str:
    return "a " + next(word for most, word in _SIZES if abs(effect) < most)


def _number(number: float, found: Difference) -> str:
    """Write a difference with as many digits as its interval deserves."""
    times, least = (100.0, 1) if found.metric.unit == "0/1" else (1.0, digits_of(found.metric))
    half = times * (found.high - found.low) / 2
    digits = least if half <= 0 else max(least, min(6, math.ceil(-math.log10(half)) + 1))
    return decimal(times * number, digits)


def _table(differences: Sequence[Difference], world: World) -> Table:
    return Table(HEADS, cells(differences, world), right=(2, 3, 4, 5, 6, 7))


def cells(differences: Sequence[Difference], world: World) -> list[tuple[str, ...]]:
    """Return the rows of the table under `HEADS`; what a metric is stands in the first of its rows only."""
    rows: list[tuple[str, ...]] = []
    before = ""
    for found in differences:
        metric = found.metric
        name = "Claim (% of games)" if metric.name == "met" else f"{type_of(metric)} ({metric.unit})"
        of = metric.of if metric.name == "met" else title_of(metric, world)
        means = (_number(found.reference, found), _number(found.arm, found), _number(found.mean, found))
        interval = f"{_number(found.low, found)} to {_number(found.high, found)}"
        effect = "" if found.effect is None else decimal(found.effect, 2)
        rows.append(("" if name == before else name, of, *means, interval, effect, *_verdict(found)))
        before = name
    return rows


def _verdict(found: Difference) -> tuple[str, str]:
    p = "< 0.001" if found.corrected < 0.001 else f"{found.corrected:.3f}"
    return p, _VERDICTS[found.verdict]


def differences_json(found: Comparison) -> dict[str, Any]:
    """Return the same as `differences_text` for other programs."""
    plan, world = found.arms[0].setup.plan, found.arms[0].setup.world
    return {
        "games": plan.games,
        "seed": plan.seed,
        "reference": found.arms[0].name,
        "level": LEVEL,
        "correction": "Holm",
        "arms": [{"name": arm.name, **arm.setup.plan.head} for arm in found.arms],
        "sentences": {
            arm.name: sentences(differences, world)[0]
            for arm, differences in zip(found.arms[1:], found.differences, strict=True)
        },
        "comparisons": [
            _object(one, arm.name, world)
            for arm, differences in zip(found.arms[1:], found.differences, strict=True)
            for one in differences
        ],
        "left_out": list(found.left_out),
        "method": method(found),
    }


def _object(found: Difference, arm: str, world: World) -> dict[str, Any]:
    metric = found.metric
    return {
        "arm": arm,
        "metric": metric.name,
        "of": metric.of or None,
        "unit": metric.unit,
        "reference_mean": found.reference,
        "arm_mean": found.arm,
        "difference": found.mean,
        "low": found.low,
        "high": found.high,
        "effect": found.effect,
        "higher": found.higher,
        "lower": found.lower,
        "p": found.p,
        "p_corrected": found.corrected,
        "verdict": found.verdict,
        "sentence": sentence(found, world),
    }
