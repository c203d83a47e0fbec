"""What is played again and again, and what is kept of it: the one thing that every process of an ensemble does."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import numpy as np

from game.engine.scoring import amount, read
from game.ensemble.backends import states_of
from game.ensemble.fans import count_in_bins
from game.ensemble.text import result_rows, trace_rows
from game.model.arrays import FLOAT
from game.model.world import World
from game.policy.base import Policy
from game.sim.claims import Claim, meets
from game.sim.memory import keep_freed_memory
from game.sim.summary import measure_games

__all__ = ["Playable", "Played", "Task", "met", "play_runs", "with_text"]

Numbers = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Task:
    """A world, its players, and what is measured: all that a process needs to play any run of a seed.

    A claim's number is measured after the turn that the claim names, everything else at the end.
    """

    world: World
    policies: tuple[Policy, ...]  # one a seat
    claims: tuple[Claim, ...]
    seed: int
    turns: int
    trace: bool = False  # whether every metric is measured after every turn as well
    text: bool = False  # whether the rows are wanted as text too
    fans: bool = False  # whether it is counted how the games spread out after every turn
    backend: str = "numpy"  # what computes the games

    def play(self, runs: range) -> "Played":
        """Play some runs side by side and measure them."""
        return play_runs(self, runs)


class Playable(Protocol):
    """Whatever can be played run by run, each run depending on its number alone."""

    def play(self, runs: range) -> "Played":
        """Play some runs side by side."""


class Played(NamedTuple):
    """What is kept of some runs: nothing of it depends on which others were played beside them."""

    runs: range
    values: Numbers  # (M + claims, B) every metric at the end, then what every claim measures
    trace: Numbers | None = None  # (turns, M, B)
    rows: bytes | None = None  # the lines of results.csv
    trace_rows: bytes | None = None  # the lines of trace.csv
    fans: Numbers | None = None  # (turns + 1, series, bins) in how many games a series lies in a bin


def play_runs(task: Task, runs: range) -> Played:
    """Play some runs side by side and measure them."""
    keep_freed_memory()
    world, claimed = task.world, {}
    kept: list[Numbers] = []
    counts = [count_in_bins(world.start(max(len(runs), 2), np), world, len(runs))] if task.fans else []

    def own(values: Any) -> Numbers:
        return np.asarray(values, FLOAT)[..., : len(runs)]  # a single run is played as two equal lanes

    states = states_of(task.backend, world, task.policies, task.seed, runs)
    for number in range(1, task.turns + 1):
        state = next(states)
        due = [claim for claim in task.claims if claim.turn == number]
        reading: Any = read(state, world) if due else None
        for claim in due:
            claimed[claim.id] = own(amount(reading, claim.measures))
        if task.trace or number == task.turns:
            kept.append(own(measure_games(state, world)))
        if task.fans:
            counts.append(count_in_bins(state, world, len(runs)))
        del state, reading
    states.close()  # type: ignore[attr-defined]
    values = np.concatenate([kept[-1], *(claimed[claim.id][None] for claim in task.claims)])
    trace, fans = (np.stack(kept) if task.trace else None), (np.stack(counts) if task.fans else None)
    return with_text(Played(runs, values, trace, fans=fans), task)


def with_text(played: Played, task: Task) -> Played:
    """Write the rows as text as well, if they are wanted so: where they were played, since writing takes its time."""
    if not task.text:
        return played
    rows = result_rows(played.runs, task.seed, played.values, met(task.claims, played.values))
    traced = trace_rows(played.runs, played.trace, task.world) if task.trace and played.trace is not None else None
    return played._replace(rows=rows, trace_rows=traced)


def met(claims: Sequence[Claim], values: Numbers) -> Numbers:
    """Return in which games the condition of every claim is met, (claims, B), from the values of `play_runs`."""
    measured = values[len(values) - len(claims) :]
    found = np.empty(measured.shape, bool)
    for place, claim in enumerate(claims):
        found[place] = meets(claim, measured[place])
    return found
