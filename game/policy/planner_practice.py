"""Practice: habits that are made better in imagined games.

A habit is a row of numbers by which a seat can be played at once in many games: how much it likes which lever in
which part of the game, and so on. Practice varies it, plays the variations in the same futures, and moves toward the
best of them, round after round (the cross-entropy method, Rubinstein 1999).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, Protocol

import numpy as np

from game.engine.chance import normal, run_keys
from game.model.arrays import Same
from game.policy.base import Policy
from game.policy.planner_futures import Foresight, Numbers, first_view

_FUTURES = 8  # in which each variation is tried in a round
_BEST = 0.1  # of the variations, the part that the habit moves toward
_STEP = 0.8  # how far
_NARROWING = 0.7  # how much of the new spread is that of the best


class Habits(Protocol):
    """A family of ways to play one seat."""

    @property
    def names(self) -> tuple[str, ...]:
        """A name for each of the D numbers of a habit."""

    @property
    def start(self) -> Numbers:
        """The habit before any practice, (D,)."""

    def player(self, habits: Numbers, lane: Numbers) -> Policy:
        """Return who plays by habits (N, D), each game (B,) by its own."""


class Practised(NamedTuple):
    """Habits of G games."""

    habit: Numbers  # (G, D)
    spread: Numbers  # (G, D) how far its numbers were still varied


@dataclass(frozen=True)
class Practice:
    """How much is practised: rounds, and futures side by side in each, of every game."""

    rounds: int
    lanes: int

    def improve(
        self,
        habits: Habits,
        ahead: Foresight,
        begun: Practised,
        name: str,
        given: Mapping[int, Policy] | None = None,
    ) -> Practised:
        """Return habits made better in the futures of some games; `given` plays other seats in this turn."""
        habit, spread = begun
        games, count = habit.shape[0], max(4, self.lanes // _FUTURES)
        kept = max(2, int(count * _BEST))
        lane = np.repeat(np.arange(games * count), _FUTURES)
        for step in range(self.rounds):
            tried = variations(habits, habit, spread, count, f"round {step}")
            player = habits.player(tried.reshape(games * count, -1), lane)
            found = ahead.values(player, count, _FUTURES, f"{name} {step}", given).mean(axis=2)
            best = np.argsort(-found, axis=1, kind="stable")[:, :kept]
            better = np.take_along_axis(tried, best[:, :, None], axis=1)
            habit = (habit + _STEP * (better.mean(axis=1) - habit)).astype(np.float32)
            wide = (1.0 - _NARROWING) * spread * spread + _NARROWING * better.var(axis=1)
            spread = np.sqrt(wide).astype(np.float32)
        return Practised(habit, spread)


@dataclass(frozen=True)
class Effort:
    """How much a planner thinks.

    Parameters
    ----------
    turns : how far ahead futures are played; what is promised by then is delivered without chance.
    lanes : how many futures of a game are played side by side in each round of the choice; at 0 it is greedy's.
    practice : in whole games of the scenario, once.
    adapt : in the futures of a game, in every turn.
    """

    turns: int
    lanes: int
    practice: Practice
    adapt: Practice


def learnt_habit(habits: Habits, ahead: Foresight, effort: Effort) -> Practised:
    """Return what a seat has learnt from whole games of its scenario, for each of the games ahead."""
    view = ahead.view
    learnt = _practised(Same(habits), Same(view.world), view.seat, effort.practice)
    return Practised(*(np.repeat(values, len(view.chance), axis=0) for values in learnt))


@lru_cache(maxsize=64)
def _practised(habits: Same, world: Same, seat: int, practice: Practice) -> Practised:
    """Return what practice in whole games teaches, each field (1, D): worked out once for a scenario."""
    start = habits.it.start[None]
    begun = Practised(start, np.ones_like(start))
    ahead = Foresight(first_view(world.it, seat), world.it.turns, opened=False)
    return practice.improve(habits.it, ahead, begun, "practice")


def variations(habits: Habits, habit: Numbers, spread: Numbers, count: int, name: str = "variation") -> Numbers:
    """Return habits (G, D) as they are and varied by their spread, (G, count, D)."""
    noise = normal(run_keys(0, range(count)), name, "habit", habits.names).T
    varied = habit[:, None] + spread[:, None] * noise
    varied[:, 0] = habit
    return np.asarray(varied, np.float32)
