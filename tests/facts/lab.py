"""The bench on which facts are tried: variants of the flagship, one offer put 1,000 times, and many games."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from game.engine.chance import draw_shocks, run_keys
from game.engine.step import open_turn, put_offers, resolve
from game.model.state import State
from game.model.turn import ACCEPT, AMEND, FULL_SIZE, Orders, Turn
from game.model.world import World
from game.policy.registry import make_policy
from game.scenario.load import load
from game.sim.memory import keep_freed_memory
from game.sim.prepare import prepare
from game.sim.rollout import Ensemble, play

keep_freed_memory()

FLAGSHIP = Path(__file__).parents[2] / "scenarios" / "central-asia-2024.yaml"
GAMES = 1000
SEED = 20240806
Numbers = np.ndarray[Any, np.dtype[Any]]


@cache
def world(*changes: str, length: str | None = None) -> World:
    """Return the flagship with some numbers changed, as on the command line."""
    loaded = load(FLAGSHIP, changes)
    assert loaded.scenario is not None, loaded.report
    return prepare(loaded.scenario, length)


@dataclass(frozen=True)
class Put:
    """One order that is given in every lane."""

    power: str
    lever: str
    target: str = ""
    items: tuple[str, ...] = ()  # none means all


def orders(of: World, given: Sequence[Put], games: int) -> Orders:
    """Return a turn in which nobody else acts."""
    names = of.names
    shape = (len(names.powers), of.slots, games)
    lever = np.full(shape, len(names.levers), np.int64)
    target, items = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    used = dict.fromkeys(names.powers, 0)
    for put in given:
        place = (names.powers.index(put.power), used[put.power])
        used[put.power] += 1
        lever[place] = names.levers.index(put.lever)
        target[place] = (*names.states, *names.powers).index(put.target) % len(names.states) if put.target else 0
        if put.target in names.powers:
            target[place] = names.powers.index(put.target)
        items[place] = _mask(of, int(lever[(*place, 0)]), put.items)
    move = np.full((len(names.states), games), len(names.moves), np.int64)
    return Orders(lever, target, np.full(shape, FULL_SIZE, np.int64), items, move, np.zeros_like(move))


def _mask(of: World, lever: int, wanted: tuple[str, ...]) -> int:
    own = [of.names.items[i] for i in of.levers.item[:, lever] if i < len(of.names.items)]
    return sum(1 << i for i, name in enumerate(own) if not wanted or name in wanted)


def ready(of: World, games: int, changes: Mapping[str, Any] | None = None) -> State:
    """Return the first state, with purses full and every ground won, so that no order is refused."""
    first = of.start(games, np)
    rich = {
        "purse": np.full_like(first.purse, 100.0),
        "capital": np.full_like(first.capital, 100.0),
        "ground": np.full_like(first.ground, 5.0),
    }
    return first.with_(**{**rich, **(changes or {})})


def try_turn(of: World, *given: Put, games: int = GAMES, state: State | None = None) -> Turn:
    """Play one turn in which only these orders are given, in many lanes with luck of their own."""
    shocks = draw_shocks(run_keys(SEED, range(games)), 0, of)
    turn = open_turn(ready(of, games) if state is None else state, shocks, 0, of)
    turn = resolve(put_offers(turn, orders(of, given, games), of), None, of)
    assert not np.any(turn.table.refusal), "an order of the fact was refused"
    return turn


def answers(of: World, put: Put, state: State | None = None) -> tuple[float, float]:
    """Return in what part of the lanes the target accepted the offer, and amended it."""
    given = try_turn(of, put, state=state).table.answer
    told = given[of.names.powers.index(put.power), 0, of.names.states.index(put.target)]
    return float(np.mean(told == ACCEPT)), float(np.mean(told == AMEND))


def clause(of: World, put: Put) -> tuple[Numbers, Numbers]:
    """Return for every state in what part of the lanes it signed the one clause of a statement, and amended it."""
    (name,) = put.items
    own = [of.names.items[i] for i in of.levers.item[:, of.names.levers.index(put.lever)] if i < len(of.names.items)]
    told = try_turn(of, put).table.item_answer[of.names.powers.index(put.power), own.index(name)]
    return np.mean(told == ACCEPT, axis=-1), np.mean(told == AMEND, axis=-1)


def games(
    of: World,
    seats: Mapping[str, str] | None = None,
    *,
    count: int = GAMES,
    keep: Any = None,
    seed: int = SEED,
) -> Ensemble:
    """Play games in which some seats have other policies than usual."""
    chosen = {seat.actor: seat.policy for seat in of.seats} | dict(seats or {})
    policies = [make_policy(chosen[actor], i, of) for i, actor in enumerate(of.names.actors)]
    return play(of, policies, seed=seed, games=count, keep=keep)


def interval(values: Numbers) -> tuple[float, float]:
    """Return the 95 % interval of a mean over games."""
    mean, half = float(values.mean()), 1.96 * float(values.std(ddof=1)) / math.sqrt(len(values))
    return mean - half, mean + half
