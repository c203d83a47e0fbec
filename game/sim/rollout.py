"""Many games at once, a chunk at a time, so that memory does not grow with the number of games.

What is measured leaves a chunk, and its states are let go.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

import numpy as np

from game.engine.chance import run_keys
from game.engine.scoring import scores
from game.model.state import State
from game.model.turn import Turn
from game.model.world import World
from game.policy.base import Policy
from game.policy.turns import play_turn
from game.sim.memory import keep_freed_memory

__all__ = ["CHUNK", "Chunk", "Ensemble", "play", "play_batch", "play_chunks", "play_turns_of_chunks"]

# Games played side by side: many make calls cheap, but all have to fit into the memory. Not a power of two nor a few of
# them: rows that lie whole pages apart get into one another's way in a processor's cache.
CHUNK = 7700


class Chunk(NamedTuple):
    """Some games side by side."""

    runs: range
    states: dict[int, State]  # by the number of turns played; a single run has two equal lanes

    def own(self, values: Any) -> "np.ndarray[Any, Any]":
        """Return the values of these runs, (..., B), without the lane that a single run has more."""
        return np.asarray(values)[..., : len(self.runs)]


@dataclass(frozen=True)
class Ensemble:
    """The result of many games: what was kept of each chunk, glued together along the games."""

    runs: "np.ndarray[Any, Any]"  # (B,) the numbers of the runs
    scores: "np.ndarray[Any, Any]"  # (A, B) at the end
    kept: dict[str, "np.ndarray[Any, Any]"]  # whatever the keeper returned, (..., B)


def play_batch(
    world: World, policies: Sequence[Policy], seed: int, runs: Sequence[int], xp: Any = np
) -> Iterator[Turn]:
    """Play some runs side by side and yield every turn when it is over.

    A single run is played as two equal lanes: NumPy adds up an axis of length one in another order, and a
    game must be the same alone and in a batch.

    Parameters
    ----------
    world, policies : the scenario, and one policy a seat.
    seed, runs : which runs, B of them or two lanes of one: the last axis of all that a turn holds.
    xp : the namespace of the arrays that they are played on.
    """
    lanes = list(runs) * 2 if len(runs) == 1 else list(runs)
    keys = run_keys(seed, lanes, xp)
    last: list[State] = [world.start(len(lanes), xp)]
    for number in range(world.turns):
        turn = play_turn(last.pop(), keys, number, policies, world)  # nobody holds on to a state that is over
        last.append(turn.state)
        yield turn
        del turn  # what lay on its table need not outlive it


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
    after : the numbers of turns after which the state is kept, 0 for the start; no more turns than the largest
        are played.
    chunk : how many games are played side by side; it changes nothing in the results.

    Raises
    ------
    ValueError
        If there is no run, or no turn after which to look.
    """
    yield from filter(None, play_turns_of_chunks(world, policies, seed, range(first, first + games), after, chunk))


def play_turns_of_chunks(
    world: World, policies: Sequence[Policy], seed: int, runs: range, after: Collection[int], chunk: int = CHUNK
) -> Iterator[Chunk | None]:
    """Play runs as `play_chunks` does, and stop after every turn: None until a chunk is over.

    Parameters
    ----------
    world, policies, seed, after, chunk : see `play_chunks`.
    runs : which runs.

    Raises
    ------
    ValueError
        If there is no run, or no turn after which to look.
    """
    if not runs or not after:
        raise ValueError("there must be at least one game, and a turn after which to look")
    keep_freed_memory()
    last = max(after)
    for begin in range(runs.start, runs.stop, chunk):
        part = range(begin, min(begin + chunk, runs.stop))
        states = {0: world.start(max(len(part), 2), np)} if 0 in after else {}
        for turn in islice(play_batch(world, policies, seed, part), last):  # `enumerate` would hold on to a turn
            if turn.number + 1 in after:
                states[turn.number + 1] = turn.state
            del turn  # a turn's table is let go before the next one is played
            yield None
        yield Chunk(part, states)
        del states  # the next chunk needs their room


def play(
    world: World,
    policies: Sequence[Policy],
    *,
    seed: int,
    games: int,
    first: int = 0,
    chunk: int = CHUNK,
    keep: Callable[[list[State], World], dict[str, Any]] | None = None,
) -> Ensemble:
    """Play an ensemble of games to their ends.

    Parameters
    ----------
    world, policies : the scenario, and one policy a seat.
    seed, games, first : the runs `first` to `first + games - 1` of this seed.
    chunk : how many games are played side by side; it changes nothing in the results.
    keep : what to keep of a chunk, given its state before the first and after every turn: named arrays whose
        last axis is the game. States are only held while they are asked for.

    Examples
    --------
    >>> import game
    >>> world = game.prepare(game.load("two-harbours").scenario)
    >>> found = game.play(world, game.default_policies(world), seed=0, games=8)
    >>> found.scores.shape
    (5, 8)
    """
    after = range(world.turns + 1) if keep else (world.turns,)
    ends, parts = [], []
    for played in play_chunks(world, policies, seed=seed, games=games, after=after, first=first, chunk=chunk):
        ends.append(played.own(scores(played.states[world.turns], world)))
        found = keep([played.states[turn] for turn in after], world) if keep else {}
        parts.append({name: played.own(value) for name, value in found.items()})
        del played, found  # the next chunk needs their room
    return Ensemble(
        runs=np.arange(first, first + games),
        scores=np.concatenate(ends, axis=-1),
        kept={name: np.concatenate([part[name] for part in parts], axis=-1) for name in parts[0]},
    )
