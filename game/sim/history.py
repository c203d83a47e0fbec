"""How a game went, turn by turn: series for charts and timelines."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from game.engine.scoring import scores
from game.engine.shares import current_shares
from game.model.state import State
from game.model.world import World
from game.sim.live import Game

__all__ = ["History", "history_of", "scores_after", "states_of"]


@dataclass(frozen=True)
class History:
    """Series of a game; every tuple begins before the first turn and has one value more than there are turns."""

    scores: Mapping[str, tuple[float, ...]]  # by actor
    dependence: Mapping[tuple[str, str], tuple[float, ...]]  # by partner (others last) and state, what stands
    tonnage: Mapping[str, tuple[float, ...]]  # Mt a year, by corridor
    signed: Mapping[str, tuple[float, ...]]  # bn USD since the start, by power
    delivered: Mapping[str, tuple[float, ...]]
    tension: tuple[float, ...]


def states_of(game: Game) -> tuple[State, ...]:
    """Return the states of a game, the first before its first turn."""
    return (game.first, *(played.turn.state for played in game.turns))


def history_of(game: Game, world: World) -> History:
    """Return the series of a game as far as it is."""
    states, names = states_of(game), world.names
    scored = [_scores(state, world) for state in states]
    weights = [np.asarray(current_shares(state, world).dependence)[..., 0] for state in states]
    partners = (*names.powers, "others")
    return History(
        scores={actor: tuple(row[actor] for row in scored) for actor in names.actors},
        dependence={
            (partner, state): tuple(float(weight[q, s]) for weight in weights)
            for q, partner in enumerate(partners)
            for s, state in enumerate(names.states)
        },
        tonnage={c: tuple(float(state.tonnage[i, 0]) for state in states) for i, c in enumerate(names.corridors)},
        signed={p: tuple(float(state.signed[i, :, 0].sum()) for state in states) for i, p in enumerate(names.powers)},
        delivered={
            p: tuple(float(state.delivered[i, :, 0].sum()) for state in states) for i, p in enumerate(names.powers)
        },
        tension=tuple(float(state.tension[0]) for state in states),
    )


def scores_after(game: Game, world: World) -> tuple[dict[str, float], ...]:
    """Return the scores after each turn."""
    return tuple(_scores(played.turn.state, world) for played in game.turns)


def _scores(state: State, world: World) -> dict[str, float]:
    found = np.asarray(scores(state, world))[:, 0].tolist()
    return dict(zip(world.names.actors, found, strict=True))
