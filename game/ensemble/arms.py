"""Arms of a comparison: which there are, and the same runs played under each of them."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np

from game.ensemble.comparing import Difference, Tally, corrected
from game.ensemble.errors import CallError, clip
from game.ensemble.playing import play_all
from game.ensemble.setup import Setup
from game.ensemble.store import Store
from game.ensemble.task import Played, met
from game.sim.summary import Metric, metrics_of

__all__ = ["MOST_ARMS", "Arm", "Comparison", "Wish", "compare_arms", "shared_metrics", "wishes"]

MOST_ARMS = 50
Numbers = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Wish:
    """An arm that is asked for, by names."""

    name: str
    scenario: str
    changes: tuple[str, ...]
    policies: Mapping[str, str]


@dataclass(frozen=True)
class Arm:
    """One of the things that are compared, ready to be played."""

    name: str
    setup: Setup

    @classmethod
    def of(cls, name: str, setup: Setup) -> "Arm":
        """Return an arm whose games are not written as the lines of an ensemble's own table."""
        return cls(name, replace(setup, task=replace(setup.task, text=False)))


@dataclass(frozen=True)
class Comparison:
    """How every arm differs from the first one."""

    arms: tuple[Arm, ...]
    differences: tuple[tuple[Difference, ...], ...]  # of every arm but the first, in their order
    left_out: tuple[str, ...]  # ids of metrics and claims that not every arm has


def wishes(
    scenarios: Sequence[str],
    vary: Mapping[str, Sequence[str]],
    vary_policy: Mapping[str, Sequence[str]],
) -> tuple[Wish, ...]:
    """Return every combination of scenario, values and policies; the first one is the reference.

    Parameters
    ----------
    scenarios : as they were named.
    vary : values by path. One value alone is compared with what the scenario says itself, which comes first.
    vary_policy : names of policies by actor; one alone likewise.

    Raises
    ------
    CallError
        If there is nothing to compare, twice the same, or too much.
    """
    _refuse_twice("scenario", scenarios)
    settings = [[(path, value) for value in _against(path, values)] for path, values in vary.items()]
    players = [[(actor, name) for name in _against(actor, names)] for actor, names in vary_policy.items()]
    count = len(scenarios) * int(np.prod([len(one) for one in (*settings, *players)], dtype=object))
    if count < 2:
        raise CallError(
            "There is nothing to compare: name two scenarios, or give --vary PATH=VALUE,VALUE or "
            "--vary-policy ACTOR=NAME,NAME."
        )
    if count > MOST_ARMS:
        raise CallError(f"These are {count:,} combinations, and at most {MOST_ARMS} are compared in one call.")
    return tuple(
        _wish(scenario, chosen[: len(settings)], chosen[len(settings) :], len(scenarios) > 1)
        for scenario in scenarios
        for chosen in product(*settings, *players)
    )


def _against(name: str, values: Sequence[str]) -> tuple[str | None, ...]:
    _refuse_twice(f"value of {clip(name)}", values)
    return (None, *values) if len(values) == 1 else tuple(values)


def _refuse_twice(what: str, names: Sequence[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise CallError(f"The {what} {clip(name)!r} is named twice: an arm is compared with another one.")


def _wish(
    scenario: str, settings: Sequence[tuple[str, str | None]], players: Sequence[tuple[str, str | None]], named: bool
) -> Wish:
    said = [f"{name}={value}" for name, value in (*settings, *players) if value is not None]
    name = ", ".join([scenario, *said] if named else said) or "as it is"
    changes = tuple(f"{path}={value}" for path, value in settings if value is not None)
    return Wish(name, scenario, changes, {actor: name for actor, name in players if name is not None})


def compare_arms(
    arms: Sequence[Arm],
    *,
    progress: Callable[[int], None] | None = None,
    stores: Callable[[int], AbstractContextManager[Store | None]] | None = None,
    seen: Callable[[int, range, Numbers], None] | None = None,
    **how: Any,
) -> Comparison:
    """Play the same runs under every arm and compare each with the first, run by run.

    What the first one comes to is kept meanwhile: about 100 bytes a run. All else needs the same memory for any
    number of runs.

    Parameters
    ----------
    arms : at least two, with equal seeds and numbers of games.
    progress : is told how many games were played since it was last called.
    stores : returns what keeps the finished games of an arm, by its place.
    seen : is given the games of every arm in their order: its place, the runs, the values of what all measure, (M, B).
    how : by what they are played (`workers`, `cluster`, `chunk`, as in `play_all`); it changes nothing in the results.

    Raises
    ------
    CallError
        If the arms have no metric in common.
    """
    shared, left_out = shared_metrics(arms)

    def chunks(place: int) -> Any:
        task, games = arms[place].setup.task, arms[place].setup.plan.games
        with nullcontext() if stores is None else stores(place) as store:
            for played in play_all(task, games, store=store, **how):
                values = _rows(arms[place], played, shared)
                if seen is not None:
                    seen(place, played.runs, values)
                yield played.runs, values
                if progress is not None:
                    progress(len(played.runs))

    reference = np.concatenate([values for _, values in chunks(0)], axis=1)
    found = []
    for place in range(1, len(arms)):
        tally = Tally(shared)
        for runs, values in chunks(place):
            tally.add(reference[:, runs.start : runs.stop], values)
        found.append(tally.differences())
    return Comparison(tuple(arms), corrected(found), left_out)


def _measured(arm: Arm) -> tuple[Metric, ...]:
    """Return what is measured under an arm: every metric, then whether the condition of each claim is met."""
    claims = (Metric("met", claim.id, "0/1", 0.0, 1.0) for claim in arm.setup.task.claims)
    return (*metrics_of(arm.setup.world), *claims)


def shared_metrics(arms: Sequence[Arm]) -> tuple[tuple[Metric, ...], tuple[str, ...]]:
    """Return what all arms measure, and the ids of what only some do.

    Raises
    ------
    CallError
        If they measure nothing in common.
    """
    every = [_measured(arm) for arm in arms]
    common = set.intersection(*({metric.id for metric in metrics} for metrics in every))
    if not common:
        raise CallError("These scenarios have no metric in common: neither an actor, nor a corridor, nor a claim.")
    rest = dict.fromkeys(metric.id for metrics in every for metric in metrics if metric.id not in common)
    return tuple(metric for metric in every[0] if metric.id in common), tuple(rest)


def _rows(arm: Arm, played: Played, shared: Sequence[Metric]) -> Numbers:
    """Return the values of what all arms measure, (M, B)."""
    setup = arm.setup
    claims = met(setup.task.claims, played.values).astype(played.values.dtype)
    values = np.concatenate([played.values[: len(played.values) - len(claims)], claims])
    place = {metric.id: row for row, metric in enumerate(_measured(arm))}
    return values[[place[metric.id] for metric in shared]]
