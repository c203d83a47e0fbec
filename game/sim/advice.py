"""What a policy would do in a seat now, as orders and answers that a person could give, each with a reason.

A reason is of a kind, with what there is to be told of it; words are the reader's affair. The policy sees the seat's
view and draws from the seat's own luck: it is what it would do if it had the seat.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from game.model.turn import ANSWERS, UNDECIDED, Orders
from game.model.world import World
from game.policy.base import Policy, no_move, no_orders
from game.policy.registry import make_policy
from game.sim.desk import Desk
from game.sim.explain import Weighing
from game.sim.order import Answer, Order, read_orders
from game.sim.outlook_moves import MoveMenu, move_menu
from game.sim.preview import preview_order
from game.sim.refusing import OrdersSoFar, refuse_order

__all__ = ["ACT", "AGREES", "CABINET", "MOVE", "ORDER", "OVERRULES", "Advice", "advise"]

ORDER, ACT, MOVE = "order", "act", "move"  # what asks for a consent, what asks nobody, and a state's own move
AGREES, OVERRULES, CABINET = "agrees", "overrules", "cabinet"  # an answer beside what the cabinet thinks


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing that a policy would do."""

    policy: str
    entry: Order | Answer
    kind: str  # of the reason: one of those above
    points: float | None = None  # what it would bring the score by the end, if all goes well
    chance: float | None = None  # of a yes to an order; of this answer by the cabinet, from 0 to 1
    reason: str = ""  # the term that weighs most with the cabinet
    money: float = 0.0  # bn USD that an order costs


def advise(desk: Desk, policy: str = "") -> tuple[Advice, ...]:
    """Return what a policy would order or answer in a seat, if the turn began anew.

    Parameters
    ----------
    desk : the seat, from `Session.desk`. Its own decisions so far are not counted.
    policy : the name of the policy; the scenario's own for this seat if not given.

    Raises
    ------
    KeyError
        If there is no such policy for this seat.
    """
    name = policy or desk.world.seats[desk.view.seat].policy
    player = make_policy(name, desk.view.seat, desk.world)
    fresh = replace(desk, mine=(), answers=())
    if desk.view.offers is not None:
        return tuple(_answers(name, player, fresh))
    return tuple(_orders(name, player, fresh) if desk.view.is_power else _moves(name, player, fresh))


def _orders(name: str, player: Policy, desk: Desk) -> Iterator[Advice]:
    """Yield the orders that stand; each is previewed after those before it."""
    mine: tuple[Order, ...] = ()
    for order in _given(player, desk):
        so_far = replace(desk, mine=mine)
        if refuse_order(order, OrdersSoFar(desk.opened, mine, desk.world)) is not None:
            continue
        preview = preview_order(so_far, order)
        points = preview.worth.accepted if preview.worth is not None else 0.0
        chances = preview.chances
        if chances is None:
            yield Advice(name, order, ACT, points, money=preview.money)
        else:
            yield Advice(name, order, ORDER, points, chances.yes, money=preview.money)
        mine = (*mine, order)


def _given(player: Policy, desk: Desk) -> tuple[Order, ...]:
    """Return what a policy orders or moves, as a person would write it."""
    view, names = desk.view, desk.world.names
    orders, moves = [no_orders(view)] * len(names.powers), [no_move(view)] * len(names.states)
    if view.is_power:
        orders[view.place] = player.order(view)
    else:
        moves[view.place] = player.move(view)
    decided = Orders(
        **{key: np.stack([getattr(o, key) for o in orders]) for key in ("lever", "target", "size", "items")},
        **{key: np.stack([getattr(m, key) for m in moves]) for key in ("move", "court")},
    )
    read = read_orders(desk.opened.with_(orders=decided), desk.world)
    return tuple(_plain(order, desk.world) for order in read if order.actor == desk.actor and order.lever)


def _plain(order: Order, world: World) -> Order:
    """Return an order without a target that its lever does not need."""
    names = world.names
    if order.lever in names.moves:
        needed = float(world.moves.to_power[names.moves.index(order.lever)]) > 0
    else:
        at = names.levers.index(order.lever)
        needed = float(world.levers.to_state[at] + world.levers.to_power[at]) > 0
    return order if needed else replace(order, target="")


def _moves(name: str, player: Policy, desk: Desk) -> Iterator[Advice]:
    menu = move_menu(desk)
    for order in _given(player, desk):
        if refuse_order(order, OrdersSoFar(desk.opened, (), desk.world)) is None:
            yield Advice(name, order, MOVE, _worth(order, menu))


def _worth(order: Order, menu: MoveMenu) -> float:
    targets = (target for move in menu.moves if move.lever == order.lever for target in move.targets)
    return next(target.worth for target in targets if target.target == order.target)


def _answers(name: str, player: Policy, desk: Desk) -> Iterator[Advice]:
    """Yield an answer to everything that is asked; where a policy leaves it to the cabinet, the likeliest."""
    said = player.answer(desk.view) if player.answers else None
    for weighing in desk.offers:
        code = UNDECIDED if said is None else _code(said, weighing, desk)
        chances = {answer: getattr(weighing.chances, answer) for answer in ANSWERS}
        likeliest = max(ANSWERS, key=lambda answer: chances[answer])
        answer = likeliest if code == UNDECIDED else ANSWERS[code]
        if answer == "amend" and weighing.amended is None:
            answer = "decline"
        kind = CABINET if code == UNDECIDED else AGREES if answer == likeliest else OVERRULES
        reason = _reason(weighing, likeliest if kind == OVERRULES else answer)
        slot = 0 if weighing.item else weighing.order.slot + 1
        entry = Answer(desk.actor, weighing.order.power, answer, slot=slot, item=weighing.item or "")
        yield Advice(name, entry, kind, None, chances[answer], reason)


def _code(said: Any, weighing: Weighing, desk: Desk) -> int:
    """Return a policy's answer to one offer or item."""
    names, table = desk.world.names, desk.view.offers
    assert table is not None
    power = names.powers.index(weighing.order.power)
    if weighing.item is None:
        return int(np.asarray(said.offer)[power, weighing.order.slot, 0])
    place = np.asarray(table.item_id)[power, :, 0].tolist().index(names.items.index(weighing.item))
    return int(np.asarray(said.item)[power, place, 0])


def _reason(weighing: Weighing, answer: str) -> str:
    """Return the term that weighs most for an answer."""
    sign = -1.0 if answer == "decline" else 1.0
    found = [(sign * reason.amount, reason.name) for reason in weighing.reasons if reason.name != "base"]
    return max(found, default=(0.0, "base"))[1]
