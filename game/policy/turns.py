"""Deciding and playing one turn of a batch: the road that a live game, an ensemble and an imagined future share."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from game.engine.chance import draw_shocks, own_keys
from game.engine.numerics import namespace
from game.engine.step import Watcher, open_turn, put_offers, resolve
from game.engine.view import observe, observe_offers
from game.model.arrays import Array, Same
from game.model.state import State
from game.model.turn import Answers, Orders, Turn
from game.model.world import World
from game.policy.base import Policy, StateAnswers, joined_orders, same_answer
from game.policy.doctrine import ByPowerDoctrine
from game.policy.simple import Idle

LAWFUL = (ByPowerDoctrine, Idle)  # policies of powers that only ever order what is legal, which tests hold them to


def seat_keys(keys: Array, world: World) -> tuple[Array, ...]:
    """Return keys for every seat's own luck, which tell nothing about the game's, (A) times (B,)."""
    if type(keys) is np.ndarray:
        return _kept_keys(Same(keys), world.names.actors)  # the same in every turn of a game
    return tuple(own_keys(keys, name) for name in world.names.actors)


@lru_cache(maxsize=1)
def _kept_keys(keys: Same, actors: tuple[str, ...]) -> tuple[Array, ...]:
    return tuple(own_keys(keys.it, name) for name in actors)


def decide_orders(turn: Turn, policies: Sequence[Policy], chances: Sequence[Array], world: World) -> Orders:
    """Ask every seat for its orders or its own move."""
    views = [observe(turn, seat, chances[seat], world) for seat in range(len(policies))]
    powers = len(world.names.powers)
    orders = [policies[p].order(views[p]) for p in range(powers)]
    moves = [policies[s].move(views[s]) for s in range(powers, len(policies))]
    return joined_orders(turn.state.purse, orders, moves)


def decide_answers(turn: Turn, policies: Sequence[Policy], chances: Sequence[Array], world: World) -> Answers | None:
    """Ask every state's seat for its answers; None if all leave them to their cabinets."""
    xp, seats = namespace(turn.state.purse), range(len(world.names.powers), len(policies))
    if not any(policies[seat].answers for seat in seats):
        return None
    filled = [_answers_of(turn, seat, policies[seat], chances[seat], world) for seat in seats]
    return Answers(xp.stack([a.offer for a in filled], axis=2), xp.stack([a.item for a in filled], axis=2))


def _answers_of(turn: Turn, seat: int, policy: Policy, chance: Array, world: World) -> StateAnswers:
    if not policy.answers:
        return same_answer(observe(turn, seat, chance, world))
    return policy.answer(observe_offers(turn, seat, chance, world))


def play_turn(
    state: State,
    keys: Array,
    number: int,
    policies: Sequence[Policy],
    world: World,
    *,
    explain: bool = False,
    watch: Watcher | None = None,
) -> Turn:
    """Play one turn in which policies hold all seats; return it resolved."""
    chances = seat_keys(keys, world)
    shocks = draw_shocks(keys, number, world)
    opened = [open_turn(state, shocks, number, world, explain=explain, watch=watch)]
    del state  # a batch holds each of its states only for as long as somebody asks for it
    return play_opened(opened.pop(), chances, policies, world, watch=watch)


def play_opened(
    turn: Turn, chances: Sequence[Array], policies: Sequence[Policy], world: World, *, watch: Watcher | None = None
) -> Turn:
    """Play the rest of a turn whose income and events are known."""
    orders, powers = decide_orders(turn, policies, chances, world), policies[: len(world.names.powers)]
    lawful = all(type(policy) in LAWFUL for policy in powers)
    turn = put_offers(turn, orders, world, watch, lawful=lawful)
    answers = decide_answers(turn, policies, chances, world)
    weighed = [turn.with_(opened=None) if turn.log is None else turn]
    del turn
    return resolve(weighed.pop(), answers, world, watch)
