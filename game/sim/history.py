"""How a game went, turn by turn: series for charts and timelines."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from game.engine.scoring import amount, reach, read, score, scores
from game.engine.shares import concentration, current_shares, pledged_shares
from game.model.state import State
from game.model.world import World
from game.sim.ledger import place_in
from game.sim.live import Game

__all__ = ["History", "history_of", "level_of", "scores_after", "states_of"]


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


def level_of(state: State, world: World, quantity: str, *place: str) -> float:
    """Return how much there is of anything that has a name in the ledger, see `Ledger.find`.

    Raises
    ------
    KeyError
        If there is no such quantity or place.
    """
    index = place_in(world, quantity, place)
    plain = quantity.removeprefix("pledged ")
    if plain in ("score", "objective", "reached"):
        reading, seat = read(state, world), index[0]
        if plain == "score":
            return float(np.asarray(score(reading, seat))[0])
        objective = world.seats[seat].objectives[index[1]]
        found = reach(reading, objective) if plain == "reached" else amount(reading, objective.measures)
        return float(np.asarray(found)[0])
    if plain in ("share", "dependence", "partners"):
        shares = (current_shares if plain == quantity else pledged_shares)(state, world)
        if plain == "partners":
            return 1.0 / float(np.asarray(concentration(shares.dependence))[(*index, 0)])
        return float(np.asarray(getattr(shares, plain))[(*index, 0)])
    return float(np.asarray(getattr(state, quantity))[(*index, 0)])


def scores_after(game: Game, world: World) -> tuple[dict[str, float], ...]:
    """Return the scores after each turn."""
    return tuple(_scores(played.turn.state, world) for played in game.turns)


def _scores(state: State, world: World) -> dict[str, float]:
    found = np.asarray(scores(state, world))[:, 0].tolist()
    return dict(zip(world.names.actors, found, strict=True))
