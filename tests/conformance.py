"""What every world and every policy must keep to; also for scenarios and policies written elsewhere.

`check_world(world)` and `check_policy(policy, seat, world)` raise an AssertionError that says what is wrong.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from game.engine.legality import REFUSALS
from game.engine.scoring import scores
from game.engine.shares import current_shares, pledged_shares
from game.model.arrays import FLOAT, Record
from game.model.state import State, digest
from game.model.turn import ACCEPT, SIZES, UNDECIDED, Turn
from game.model.world import World
from game.policy.base import Policy
from game.policy.registry import default_policies, make_policy
from game.sim.rollout import play_batch

_UNIT = ("trust", "backlash", "pressure", "home", "tension")  # from 0 to 1
_NOT_NEGATIVE = (
    "purse", "capital", "attention", "stock", "pipeline", "debt", "lock", "courted", "discount", "bonus", "caution",
    "wary", "headline", "signed", "delivered", "ground", "naming", "stages", "works", "tonnage", "halted", "completion",
    "grievance",
)  # fmt: skip
_SMALL = 1e-6  # what single precision may leave over in a stock that runs empty


def check_world(world: World, games: int = 6, seed: int = 11) -> None:
    """Check a compiled scenario: its tables, its first state, and whole games by idle, random and usual play.

    Parameters
    ----------
    world : a prepared world.
    games, seed : how many games are played, and with which luck.
    """
    for path, array in arrays(world):
        assert np.all(np.isfinite(array)), f"{path} holds a number that is none"
        whole = np.issubdtype(array.dtype, np.signedinteger) and array.dtype.itemsize <= 4
        assert array.dtype == FLOAT or whole, (
            f"{path} is {array.dtype}, neither float32 nor an integer of up to 32 bits"
        )
    names = world.names
    assert min(len(names.powers), len(names.states)) >= 2, "a contest has two powers and two states"
    for title, ids in (("levers", names.levers), ("moves", names.moves), ("items", names.items)):
        assert len(set(ids)) == len(ids), f"{title} with the same id"
    assert len(world.seats) == len(names.actors), "every actor is a seat"
    assert np.allclose(world.domains.weight.sum(axis=0), 1.0, atol=1e-4), "a state's weights add up to 1"
    assert np.isclose(world.states.salience.sum(), 1.0, atol=1e-3), "saliences add up to 1"
    check_state(world.start(2, np), world, "the first state")
    for policy in ("idle", "random", "default"):
        everybody = (
            default_policies(world)
            if policy == "default"
            else tuple(make_policy(policy, seat, world) for seat in range(len(world.seats)))
        )
        for turn in play_batch(world, everybody, seed, range(games)):
            where = f"{policy}, turn {turn.number}"
            check_state(turn.state, world, where)
            for seat in range(len(names.powers)):
                _check_orders(turn, seat, world, where)


def check_state(state: State, world: World, where: str = "") -> None:
    """Check that a state at the end of a turn is possible at all."""
    first = world.start(2, np)
    for entry in fields(state):
        array = np.asarray(getattr(state, entry.name))
        like = getattr(first, entry.name)
        assert array.shape[:-1] == like.shape[:-1], f"{where}: {entry.name} has shape {array.shape}"
        assert array.dtype == like.dtype, f"{where}: {entry.name} is {array.dtype}"
        assert np.all(np.isfinite(array)), f"{where}: {entry.name} holds a number that is none"
    for name in _NOT_NEGATIVE:
        least = float(np.min(getattr(state, name), initial=0.0))
        assert least >= (0.0 if name in ("purse", "capital", "attention") else -_SMALL), f"{where}: {name} is {least}"
    for name in _UNIT:
        array = getattr(state, name)
        assert np.all((array >= 0) & (array <= 1)), f"{where}: {name} leaves 0 to 1"
    assert np.all(np.abs(state.affinity) <= 1), f"{where}: affinity leaves -1 to 1"
    most = world.corridors.stages
    assert np.all(state.stages <= most + 1e-4), f"{where}: a corridor has more stages than it can have"
    for title, shares in (("shares", current_shares(state, world)), ("pledged shares", pledged_shares(state, world))):
        assert np.all(shares.share >= 0), f"{where}: {title} below 0"
        assert np.allclose(shares.share.sum(axis=1), 1.0, atol=1e-5), f"{where}: {title} do not add up to 1"
        assert np.allclose(shares.dependence.sum(axis=0), 1.0, atol=1e-4), f"{where}: dependence does not add up to 1"
    points = scores(state, world)
    assert np.all((points >= 0) & (points <= 100)), f"{where}: a score leaves 0 to 100"


def check_policy(policy: Policy, seat: int, world: World, games: int = 6, seed: int = 12) -> None:
    """Check a policy of one seat: shapes, types, only legal orders, no memory, and the same decision alone.

    Parameters
    ----------
    policy : what plays the seat; the others are played as the scenario says.
    seat : powers first, then states.
    world : the game.
    """
    watched = _Watched(policy, seat, world)
    everybody: list[Policy] = list(default_policies(world))
    everybody[seat] = watched
    ends = []
    for _ in range(2):
        for turn in play_batch(world, everybody, seed, range(games)):
            _check_orders(turn, seat, world, f"turn {turn.number}")
        ends.append([digest(turn.state, game) for game in range(games)])
    assert ends[0] == ends[1], "the same luck gave another game: the policy remembers, or draws its own chance"
    for turn in play_batch(world, everybody, seed, [games - 1]):
        last = turn
    assert digest(last.state) == ends[0][games - 1], "the policy decides otherwise alone than in a batch"


def _check_orders(turn: Turn, seat: int, world: World, where: str) -> None:
    if seat >= len(world.names.powers):
        return
    for code in np.unique(turn.table.refusal[seat]):
        assert code == 0, f"{where}: an order of {world.names.powers[seat]} was refused: {REFUSALS[int(code)][1]}"


class _Watched:
    """A policy whose answers to the engine's questions are looked at."""

    def __init__(self, policy: Policy, seat: int, world: World) -> None:
        self.policy, self.world, self.answers = policy, world, policy.answers
        self.is_power = seat < len(world.names.powers)

    def order(self, view: Any) -> Any:
        found, world = self.policy.order(view), self.world
        games = view.state.purse.shape[-1]
        for name in ("lever", "target", "size", "items"):
            array = getattr(found, name)
            assert array.shape == (world.slots, games), f"order: {name} has shape {array.shape}"
            assert np.issubdtype(array.dtype, np.integer), f"order: {name} is {array.dtype}"
        assert np.all((found.lever >= 0) & (found.lever <= len(world.names.levers))), "order: no such lever"
        assert np.all((found.size >= 0) & (found.size < len(SIZES))), "order: no such size"
        return found

    def move(self, view: Any) -> Any:
        found, world = self.policy.move(view), self.world
        for name, most in (("move", len(world.names.moves)), ("court", len(world.names.powers) - 1)):
            array = getattr(found, name)
            assert array.shape == view.state.purse.shape[-1:], f"move: {name} has shape {array.shape}"
            assert np.all((array >= 0) & (array <= most)), f"move: {name} is not among what there is"
        moving = found.move < len(world.names.moves)
        cost = world.moves.capital[found.move]
        assert np.all(cost[moving] <= view.state.attention[view.place][moving] + 1e-5), "move: not enough capital"
        allowed = world.moves.users[view.place][found.move]
        assert np.all(allowed[moving] > 0), "move: not this state's to make"
        return found

    def answer(self, view: Any) -> Any:
        found, world = self.policy.answer(view), self.world
        powers, games = len(world.names.powers), view.state.purse.shape[-1]
        assert found.offer.shape == (powers, world.slots, games), f"answer: offer has shape {found.offer.shape}"
        items = world.levers.item.shape[0]
        assert found.item.shape == (powers, items, games), f"answer: item has shape {found.item.shape}"
        for array in (found.offer, found.item):
            assert np.all((array >= UNDECIDED) & (array <= ACCEPT + 2)), "answer: no such answer"
        return found


def arrays(record: Any, path: str = "") -> Iterator[tuple[str, "np.ndarray[Any, Any]"]]:
    """Yield every array inside nested records, with its path."""
    if isinstance(record, np.ndarray):
        yield path, record
    elif isinstance(record, tuple):
        for number, part in enumerate(record):
            yield from arrays(part, f"{path}.{number}")
    elif isinstance(record, Record) and is_dataclass(record):
        for entry in fields(record):
            yield from arrays(getattr(record, entry.name), f"{path}.{entry.name}".lstrip("."))
