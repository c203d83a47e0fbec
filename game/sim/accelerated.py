"""Batches compiled by JAX, for an accelerator: the rules are traced as they stand, no line of them is written twice.

What JAX computes is rounded as the compiler sees fit (a product and a sum may become one operation), so the last bit of
a number can differ from NumPy's. Everything is drawn and decided in the same way.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from functools import cache, lru_cache, partial
from typing import Any

import numpy as np

from game.engine.chance import all_drawn, draw_shocks, run_keys
from game.engine.step import open_turn, put_offers, resolve
from game.model.arrays import Array, Record, Same
from game.model.state import State
from game.model.turn import Answers, Draws, Items, Offers, Orders, Shocks, Table, Turn
from game.model.world import Levers, World
from game.policy.base import Policy
from game.policy.doctrine import ByPowerDoctrine, ByStateDoctrine
from game.policy.simple import Idle, Random
from game.policy.turns import decide_answers, decide_orders, seat_keys

__all__ = ["NotHereError", "device", "lanes_for", "not_compiled", "play_states"]

TRACEABLE = (Idle, Random, ByPowerDoctrine, ByStateDoctrine)  # policies that compute nothing outside of their arrays
_RECORDS = (State, Shocks, Draws, Orders, Answers, Offers, Items, Table, Turn, Levers)
_NO_VOTE = -1  # the number of a turn without votes: all of these are compiled as one
_LEAST = 1024  # games side by side; fewer are filled up, since every other number is compiled anew
_MOST = {"cpu": 2048, "gpu": 65536}


class NotHereError(Exception):
    """JAX is not installed."""


def _jax() -> Any:
    """Return JAX, able to look into the records of the rules."""
    try:
        import jax
    except ImportError:
        raise NotHereError("JAX is not installed here: pip install jax, or play with numpy.") from None
    _introduce_records()
    return jax


@cache
def _introduce_records() -> None:
    from jax.tree_util import register_pytree_node

    for kind in _RECORDS:
        names = tuple(entry.name for entry in fields(kind))
        register_pytree_node(kind, partial(_taken_apart, names), partial(_put_together, kind))


def _taken_apart(names: tuple[str, ...], record: Any) -> tuple[list[Any], tuple[Any, ...]]:
    """Return the arrays of a record, and the rest, which has to be the same wherever the arrays go."""
    inside = tuple(name for name in names if _holds_arrays(getattr(record, name)))
    outside = tuple((name, getattr(record, name)) for name in names if name not in inside)
    return [getattr(record, name) for name in inside], (inside, outside)


def _put_together(kind: type, outside: tuple[Any, ...], inside: Any) -> Any:
    record: Any = object.__new__(kind)
    names, others = outside
    record.__dict__.update(zip(names, inside, strict=True))
    record.__dict__.update(others)
    return record


def _holds_arrays(value: Any) -> bool:
    if isinstance(value, tuple):
        return any(isinstance(part, Record) for part in value)
    return value is None or isinstance(value, Record | dict) or not isinstance(value, int | float | str)


def device() -> str:
    """Return what kind of device JAX computes on here, as "cpu" or "gpu".

    Raises
    ------
    NotHereError
        If JAX is not installed.
    """
    return str(_jax().default_backend())


def not_compiled(policies: Sequence[Policy]) -> tuple[int, ...]:
    """Return the seats whose policies cannot be compiled."""
    return tuple(seat for seat, policy in enumerate(policies) if not isinstance(policy, TRACEABLE))


def lanes_for(games: int) -> int:
    """Return how many games are played side by side when so many are asked for."""
    most = _MOST.get(device(), _MOST["gpu"])
    return min(most, max(_LEAST, 1 << (games - 1).bit_length()))


def play_states(
    world: World, policies: Sequence[Policy], seed: int, runs: Sequence[int], lanes: int | None = None
) -> Iterator[State]:
    """Play some runs side by side and yield the state after every turn, in NumPy's arrays.

    Parameters
    ----------
    world, policies : the scenario, and one policy a seat, all of which can be compiled.
    seed, runs : which games.
    lanes : how many games the compiled program has room for; the rest of them is played and thrown away.
    """
    jax, count = _jax(), len(runs)
    lanes = lanes or lanes_for(count)
    filled = [*runs, *[runs[-1]] * (lanes - count)]
    with jax.enable_x64(True):
        program = _program(Same(world), tuple(Same(policy) for policy in policies))
        keys = jax.numpy.asarray(run_keys(seed, filled))
        state = jax.tree.map(jax.numpy.asarray, world.start(lanes, np))
    for number in range(world.turns):
        with jax.enable_x64(True):
            state = program.turn(state, keys, number)
            found = jax.tree.map(lambda array: np.asarray(array)[..., :count], state)
        yield found


class _Program:
    """A turn of a world and its players, compiled in four parts."""

    def __init__(self, world: World, policies: tuple[Policy, ...]) -> None:
        self.world, self.policies = world, policies
        self.answers = any(policy.answers for policy in policies[len(world.names.powers) :])
        self._begin, self._put = _Compiled(self.begin), _Compiled(self.put)
        self._answer, self._resolve = _Compiled(self.answer), _Compiled(self.resolve)

    def turn(self, state: State, keys: Array, number: int) -> State:
        """Play one turn."""
        turn, orders = self._begin(number, state, keys)
        votes = self.world.votes.quarter
        quarters = range(number * self.world.quarters + 1, (number + 1) * self.world.quarters + 1)
        like = number if any(quarter in quarters for quarter in votes) else _NO_VOTE
        shocks, quiet = turn.shocks, turn.shocks.with_(ballot={}, attendance={})
        turn = self._put(_NO_VOTE, turn.with_(shocks=quiet), orders)
        answers = self._answer(number, turn, keys) if self.answers else None
        return self._resolve(like, turn.with_(shocks=shocks), answers)  # type: ignore[no-any-return]

    def begin(self, number: int, state: State, keys: Array) -> tuple[Turn, Orders]:
        """Draw what chance decides, open the turn, and ask for orders."""
        shocks = draw_shocks(keys, number, self.world)
        shocks = shocks.with_(offer=all_drawn(shocks.offer), item=all_drawn(shocks.item))
        turn = open_turn(state, shocks, number, self.world)
        orders = decide_orders(turn, self.policies, seat_keys(keys, self.world), self.world)
        return turn.with_(number=_NO_VOTE), orders

    def put(self, _: int, turn: Turn, orders: Orders) -> Turn:
        """Place the orders and weigh the offers."""
        turn = put_offers(turn, orders, self.world)
        return turn if self.answers else turn.with_(opened=None)

    def answer(self, number: int, turn: Turn, keys: Array) -> Answers | None:
        """Ask the states' seats."""
        return decide_answers(turn.with_(number=number), self.policies, seat_keys(keys, self.world), self.world)

    def resolve(self, number: int, turn: Turn, answers: Answers | None) -> State:
        """Let everything follow."""
        return resolve(turn.with_(number=number), answers, self.world).state


class _Compiled:
    """A function of a turn's number and of arrays: turns that differ in constants only share what is compiled."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function
        self._programs: dict[str, Any] = {}  # by the text of what was traced
        self._traced: dict[Any, Any] = {}  # by turn and shapes: the program, its constants, and how results are put

    def __call__(self, number: int, *given: Any) -> Any:
        jax = _jax()
        flat, tree = jax.tree.flatten(given)
        key = (number, tree, flat[0].shape[-1])
        if key not in self._traced:
            self._traced[key] = self._trace(number, given)
        program, constants, made = self._traced[key]
        return jax.tree.unflatten(made, program(constants, flat))

    def _trace(self, number: int, given: Any) -> Any:
        jax = _jax()
        from jax.extend.core import ClosedJaxpr, jaxpr_as_fun

        traced, shape = jax.make_jaxpr(partial(self._function, number), return_shape=True)(*given)
        text = str(traced.jaxpr)
        if text not in self._programs:

            def program(constants: Any, arrays: Any) -> Any:
                return jaxpr_as_fun(ClosedJaxpr(traced.jaxpr, constants))(*arrays)

            self._programs[text] = jax.jit(program)
        return self._programs[text], traced.consts, jax.tree.structure(shape)


@lru_cache(maxsize=4)
def _program(world: Same, policies: tuple[Same, ...]) -> _Program:
    return _Program(world.it, tuple(policy.it for policy in policies))
