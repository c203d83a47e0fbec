"""The turning points of a game: what each decision made of the scores, found by playing on without it.

Every decision of the game is undone once, alone: an order is not given, an own move not made, a yes becomes a no and a
no a yes. All later orders stay as they were, the luck is the same, and where the cabinets answer they answer anew. All
these games are played side by side in one batch, so that hundreds of them take the time of a few.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from game.engine.chance import all_drawn, draw_shocks, run_keys
from game.engine.scoring import scores
from game.engine.step import open_turn, put_offers, resolve
from game.model.arrays import convert
from game.model.turn import ACCEPT, DECLINE, Answers, Orders, Shocks
from game.model.world import World
from game.sim.explain import Decision, explain_answers
from game.sim.live import PlayedTurn
from game.sim.order import Order, items_of
from game.sim.session import Session
from game.sim.steps import given_orders

__all__ = ["TurningPoint", "turning_points"]

_CALLED_OFF = "called off"


@dataclass(frozen=True)
class TurningPoint:
    """One decision, and what the scores at the end owe to it.

    Kinds: an `order`, an own `move`, an `answer`.
    """

    number: int  # the turn, from 0
    kind: str
    actor: str  # who decided
    order: Order  # the order, the move, or the offer that was answered
    slot: int  # of the order among its power's, from 0; -1 for a move
    was: str  # the answer given; "" otherwise
    effects: Mapping[str, float]  # by actor: its score, less what it would have been

    @property
    def size(self) -> float:
        """How far it moved all scores together."""
        return sum(abs(effect) for effect in self.effects.values())


@dataclass(frozen=True)
class _Flip:
    """A decision that is undone in one game of the batch."""

    number: int
    kind: str
    actor: str
    order: Order
    at: tuple[int, ...]  # (power, slot) of an order, (state,) of a move, (power, slot or place, state) of an answer
    slot: int = -1
    was: str = ""
    by_seat: bool = False


def turning_points(session: Session) -> tuple[TurningPoint, ...]:
    """Return what every decision of a game made of the scores, the largest first.

    Parameters
    ----------
    session : the game, as far as it is.
    """
    world, turns = session.world, session.game.turns
    flips = [flip for played in turns for flip in _flips(played, world)]
    if not flips:
        return ()
    found = _final_scores(session, flips)
    effects = found[:, :1] - found[:, 1:]
    points = [
        TurningPoint(
            flip.number, flip.kind, flip.actor, flip.order, flip.slot, flip.was,
            dict(zip(world.names.actors, effects[:, at].tolist(), strict=True)),
        )
        for at, flip in enumerate(flips)
    ]  # fmt: skip
    return tuple(sorted(points, key=lambda point: (-point.size, point.number)))


def _final_scores(session: Session, flips: Sequence[_Flip]) -> Any:
    """Return the scores (A, 1 + flips) of the game as it was, and without each decision."""
    world, games = session.world, max(len(flips) + 1, 2)
    keys, state = run_keys(session.seed, [session.run] * games, np), world.start(games, np)
    for played in session.game.turns:
        number, given = played.turn.number, played.turn
        assert given.orders is not None
        mine = [(at, flip) for at, flip in enumerate(flips, start=1) if flip.number == number]
        shocks, orders = _own_shocks(keys, number, world), _spread(given.orders, games)
        answers = _spread(given.answers, games) if given.answers is not None else None
        for at, flip in mine:
            _undo(flip, at, orders, answers, shocks, world)
        turn = put_offers(open_turn(state, shocks, number, world), orders, world)
        state = resolve(turn, answers, world).state
    return np.asarray(scores(state, world), np.float64)[:, : len(flips) + 1]


def _own_shocks(keys: Any, number: int, world: World) -> Shocks:
    """Return the chance of a turn, every answer drawn, in arrays that can be written."""
    shocks = draw_shocks(keys, number, world)
    return shocks.with_(offer=np.array(all_drawn(shocks.offer)), item=np.array(all_drawn(shocks.item)))


def _spread(record: Any, games: int) -> Any:
    """Return a record whose first game is repeated, in arrays of its own."""
    return convert(record, lambda array: np.array(np.repeat(np.asarray(array)[..., :1], games, axis=-1)))


def _undo(flip: _Flip, game: int, orders: Orders, answers: Answers | None, shocks: Shocks, world: World) -> None:
    """Undo a decision in one game: the arrays are this function's to change."""
    if flip.kind == "order":
        orders.lever[(*flip.at, game)] = len(world.names.levers)
    elif flip.kind == "move":
        orders.move[(*flip.at, game)] = len(world.names.moves)
    else:
        of_item, no = bool(flip.order.items), flip.was == "decline"
        if flip.by_seat and answers is not None:
            (answers.item if of_item else answers.offer)[(*flip.at, game)] = ACCEPT if no else DECLINE
        else:
            draws: Any = shocks.item if of_item else shocks.offer
            draws[(*flip.at, game)] = 0.0 if no else 1.0


def _flips(played: PlayedTurn, world: World) -> Iterator[_Flip]:
    """Yield every decision of a turn."""
    number, names = played.turn.number, world.names
    for (power, slot), order in given_orders(played.turn, world).items():
        if order.answer != _CALLED_OFF:
            given = Order(order.power, order.lever, order.target or "", order.size)
            yield _Flip(number, "order", order.power, given, (power, slot), slot)
    made = np.asarray(played.turn.state.past_move)[0, :, 0].tolist()
    court = np.asarray(played.turn.state.past_court)[0, :, 0].tolist()
    for state, move in enumerate(made):
        if move < len(names.moves):
            target = names.powers[court[state]] if float(world.moves.to_power[move]) > 0 else ""
            yield _Flip(
                number, "move", names.states[state], Order(names.states[state], names.moves[move], target), (state,)
            )
    for decision in explain_answers(played, world):
        yield _answer(decision, number, world)


def _answer(decision: Decision, number: int, world: World) -> _Flip:
    names, order = world.names, decision.order
    power, state = names.powers.index(order.power), names.states.index(decision.state)
    place, items = order.slot, None
    if decision.item is not None:
        place = items_of(names.levers.index(order.lever), world).index(decision.item)
        items = (decision.item,)
    offer = Order(order.power, order.lever, order.target or "", order.size, items)
    return _Flip(
        number, "answer", decision.state, offer, (power, place, state), order.slot, decision.answer, decision.by_seat
    )  # fmt: skip
