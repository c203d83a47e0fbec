"""Many games at once: an ensemble in chunks, so that memory does not grow with the number of games."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeAlias

import numpy as np

from game.engine.chance import run_keys
from game.engine.scoring import scores
from game.model.state import State
from game.model.turn import Turn
from game.model.world import World
from game.policy.base import Policy
from game.sim.memory import keep_freed_memory
from game.sim.turns import play_turn

Keeper: TypeAlias = Callable[[list[State], World], dict[str, Any]]

CHUNK = 6144  # games played side by side: large enough to make calls cheap, small enough for the memory


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
    """
    lanes = list(runs) * 2 if len(runs) == 1 else list(runs)
    keys = run_keys(seed, lanes, xp)
    last: list[State] = [world.start(len(lanes), xp)]
    for number in range(world.turns):
        turn = play_turn(last.pop(), keys, number, policies, world)  # nobody holds on to a state that is over
        last.append(turn.state)
        yield turn
        del turn  # what lay on its table need not outlive it


def play(
    world: World,
    policies: Sequence[Policy],
    *,
    seed: int,
    games: int,
    first: int = 0,
    chunk: int = CHUNK,
    keep: Keeper | None = None,
) -> Ensemble:
    """Play an ensemble of games.

    Parameters
    ----------
    world, policies : the scenario, and one policy a seat.
    seed, games, first : the runs `first` to `first + games - 1` of this seed.
    chunk : how many games are played side by side; it changes nothing in the results.
    keep : what to keep of a chunk, given its state before the first and after every turn: named arrays whose
        last axis is the game. States are only held while they are asked for.
    """
    if games < 1:
        raise ValueError("games must be at least 1")
    keep_freed_memory()
    starts = range(first, first + games, chunk)
    chunks = [range(start, min(start + chunk, first + games)) for start in starts]
    results = [_play_chunk(world, policies, seed, runs, keep) for runs in chunks]
    names = results[0][1].keys()
    return Ensemble(
        runs=np.arange(first, first + games),
        scores=np.concatenate([final for final, _ in results], axis=-1),
        kept={name: np.concatenate([kept[name] for _, kept in results], axis=-1) for name in names},
    )


def _play_chunk(
    world: World, policies: Sequence[Policy], seed: int, runs: range, keep: Keeper | None
) -> tuple["np.ndarray[Any, Any]", dict[str, "np.ndarray[Any, Any]"]]:
    """Play some runs side by side; return their scores and what is kept of them, and let go of everything else."""
    size = len(runs)
    states: list[State] = [world.start(max(size, 2), np)] if keep else []
    turns = play_batch(world, policies, seed, runs)
    for turn in islice(turns, world.turns - 1):
        if keep:
            states.append(turn.state)
        del turn
    last = next(turns).state
    kept = keep([*states, last], world) if keep else {}
    return np.asarray(scores(last, world))[:, :size], {k: np.asarray(value)[..., :size] for k, value in kept.items()}
