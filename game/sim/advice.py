"""What a policy would do in a seat now, as orders and answers that a person could give, each with a reason.

A reason is a sentence with gaps and what fills them, so that it can be told in any language. The policy sees the
seat's view and draws from the seat's own luck: it is what it would do if it had the seat.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
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

__all__ = ["Advice", "advise"]

_ORDER = "By the end it is worth {points} points if all goes well; the chance of a yes is {chance}."
_ACT = "By the end it is worth {points} points; nobody is asked."
_MOVE = "By the end it is worth {points} points."
_AGREES = "The cabinet thinks so too: {chance} likely, above all for {reason}."
_OVERRULES = "It overrules the cabinet, in which this answer is {chance} likely; there {reason} weighs most."
_CABINET = "It leaves this to the cabinet, in which this answer is the likeliest: {chance}, above all for {reason}."


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing that a policy would do."""

    policy: str
    entry: Order | Answer
    text: str  # the reason, with gaps such as {chance}
    gaps: Mapping[str, float | str] = field(default_factory=dict)  # chances from 0 to 1, points, names of terms


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
        gaps: dict[str, float | str] = {"points": points}
        if chances is not None:
            gaps["chance"] = chances.yes
        yield Advice(name, order, _ACT if chances is None else _ORDER, gaps)
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
            yield Advice(name, order, _MOVE, {"points": _worth(order, menu)})


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
        text = _CABINET if code == UNDECIDED else _AGREES if answer == likeliest else _OVERRULES
        shown = likeliest if text == _OVERRULES else answer
        gaps: dict[str, float | str] = {"chance": chances[answer], "reason": _reason(weighing, shown)}
        slot = 0 if weighing.item else weighing.order.slot + 1
        entry = Answer(desk.actor, weighing.order.power, answer, slot=slot, item=weighing.item or "")
        yield Advice(name, entry, text, gaps)


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
