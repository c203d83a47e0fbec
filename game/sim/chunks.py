"""Many games, a chunk at a time: what is measured leaves the chunk, and the states are let go.

Summaries and claims read from here, so that memory does not grow with the
number of games and long work can show how far it is.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

import numpy as np

from game.model.state import State
from game.model.turn import Turn
from game.model.world import World
from game.policy.base import Policy
from game.sim.memory import keep_freed_memory
from game.sim.rollout import CHUNK, play_batch

__all__ = ["Chunk", "play_chunks"]


class Chunk(NamedTuple):
    """Some games side by side."""

    runs: range
    states: dict[int, State]  # by the number of turns played; a single run has two equal lanes

    def own(self, values: Any) -> "np.ndarray[Any, Any]":
        """Return the values of these runs, (..., B), without the lane that a single run has more."""
        return np.asarray(values)[..., : len(self.runs)]


def play_chunks(
    world: World,
    policies: Sequence[Policy],
    *,
    seed: int,
    games: int,
    after: Collection[int],
    first: int = 0,
    chunk: int = CHUNK,
) -> Iterator[Chunk]:
    """Play the runs `first` to `first + games - 1` of a seed, and yield them chunk by chunk.

    Parameters
    ----------
    world, policies : the scenario, and one policy a seat.
    seed, games, first : which runs.
    after : the numbers of turns after which the state is kept; no more turns than the largest are played.
    chunk : how many games are played side by side; it changes nothing in the results.
    """
    if games < 1 or not after:
        raise ValueError("there must be at least one game, and a turn after which to look")
    keep_freed_memory()
    last = max(after)
    for start in range(first, first + games, chunk):
        runs = range(start, min(start + chunk, first + games))
        yield Chunk(runs, _states_after(islice(play_batch(world, policies, seed, runs), last), after))


def _states_after(turns: Iterable[Turn], after: Collection[int]) -> dict[int, State]:
    """Keep the states after some turns; a turn's table is let go before the next one is played."""
    kept = {}
    for played, turn in enumerate(turns, start=1):
        if played in after:
            kept[played] = turn.state
        del turn
    return kept
