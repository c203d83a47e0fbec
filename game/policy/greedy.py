"""One-turn best by expected score: every choice is tried alone in the engine itself and judged by what follows.

A candidate order is played with each answer the state might give, weighed by
the chance of that answer; the promise it leaves is carried on to the end of
the game without chance, so that what is still in building counts for what it
will bring. Greedy does not plan: it judges each order as the only one.
"""

from collections.abc import Iterable

from game.engine.legality import CODES, SLACK
from game.engine.numerics import namespace, number
from game.engine.quarter import deliver, settle_moods
from game.engine.scoring import progress, read
from game.engine.step import put_offers, resolve
from game.engine.view import View, quiet_shocks
from game.model.arrays import Array
from game.model.turn import ACCEPT, AMEND, DECLINE, UNDECIDED, Answers, Orders, Table, Turn
from game.policy.base import (
    PowerOrders,
    StateAnswers,
    StateMove,
    all_items,
    loudest_rival,
    no_move,
    no_orders,
    whole,
)
from game.policy.choosing import Choice, Spending

_REPEATED = 0.5  # what the second of the same orders in a turn brings less than the first
_CROWD = 0.3  # what another order to the same state brings less: works wait in line there
_SLOT_PRICE = 3.0  # what a slot is worth, in turns of income: slots are scarce too, not only money


class Greedy:
    """Takes what brings most for its price, now."""

    answers = True

    def order(self, view: View) -> PowerOrders:
        """Fill the slots by gain over price."""
        xp, world, menu = namespace(view.state.purse), view.world, view.world.levers.menus[view.place]
        spending = Spending.of(view)
        states = range(len(world.names.states))
        before = _worth(_resolved(view, _orders_of(view, None, 0), None), view)
        rows = []
        for lever in menu:
            to_state = float(world.levers.to_state[lever]) > 0.5
            gains = [_gain(view, lever, s, before) for s in (states if to_state else range(1))]
            rows.append(xp.stack(gains if to_state else gains * len(states)))
        gain = xp.stack(rows)
        income = world.powers.income[view.place] * float(world.quarters)
        price = _SLOT_PRICE + spending.cost / income + spending.capital / 6.0
        value = xp.clip(gain, 0.0, None) / price
        targets = xp.reshape(xp.arange(len(world.names.states), dtype=xp.int32), (1, -1, 1))
        choices = []
        for _ in range(world.slots):
            choice = spending.best(value * number(spending.affordable()))
            spending = spending.after(choice)
            again = number(targets == choice.target) * number(
                xp.reshape(xp.arange(len(menu), dtype=xp.int32), (-1, 1, 1)) == choice.row
            )
            value = value * (1.0 - _REPEATED * again) * (1.0 - _CROWD * number(targets == choice.target))
            choices.append(choice)
        return Choice.orders(choices, view)

    def move(self, view: View) -> StateMove:
        """Try every own move alone."""
        xp, world = namespace(view.state.purse), view.world
        none = len(world.names.moves)
        best_move, best_court = whole(view.state.purse, none), whole(view.state.purse, 0)
        best = _worth(_resolved(view, _orders_of(view, None, 0), None), view)
        for move, court in _own_moves(view):
            can = world.moves.capital[move] <= view.state.attention[view.place] + SLACK
            value = _worth(_resolved(view, _orders_of(view, None, 0, move, court), None), view)
            better = xp.astype(xp.logical_and(can, value > best + 1e-6), xp.int32)
            best = xp.maximum(best, value * number(can) - 1e9 * (1.0 - number(can)))
            best_move = best_move + better * (move - best_move)
            best_court = best_court + better * (court - best_court)
        return StateMove(best_move, best_court)

    def answer(self, view: View) -> StateAnswers:
        """Judge each answer to each offer alone, the others declined."""
        world, table = view.world, view.offers
        assert table is not None
        powers, items = range(len(world.names.powers)), range(world.levers.item.shape[0])
        declined = _answers(view, DECLINE)
        before = _worth(_settled(view, declined), view)
        xp = namespace(view.state.purse)
        offer = [
            [_best_answer(view, (p, j), before, table.chance[1, p, j, view.place]) for j in range(world.slots)]
            for p in powers
        ]
        item = [
            [_best_answer(view, (p, i), before, table.item_chance[1, p, i, view.place], items=True) for i in items]
            for p in powers
        ]
        return StateAnswers(_stack(xp, offer), _stack(xp, item))


def _stack(xp: Array, rows: list[list[Array]]) -> Array:
    return xp.stack([xp.stack(row) for row in rows])


def _own_moves(view: View) -> Iterable[tuple[int, int]]:
    world = view.world
    for move in world.moves.menus[view.place]:
        courts = range(len(world.names.powers)) if float(world.moves.to_power[move]) > 0.5 else range(1)
        for court in courts:
            yield move, court


def _orders_of(view: View, lever: int | None, target: int, move: int | None = None, court: int = 0) -> Orders:
    """Return a turn in which only this seat acts, with one order or one move."""
    world, like, names = view.world, view.state.purse, view.world.names
    xp = namespace(like)
    powers, states = len(names.powers), len(names.states)
    nothing = no_orders(view)
    pending = nothing
    if lever is not None:
        first = whole(like, lever, 1)
        aim = loudest_rival(view)[None] if float(world.levers.to_power[lever]) > 0.5 else whole(like, target, 1)
        pending = PowerOrders(
            lever=xp.concat([first, nothing.lever[1:]]),
            target=xp.concat([aim, nothing.target[1:]]),
            size=nothing.size,
            items=xp.concat([all_items(first, world), nothing.items[1:]]),
        )
    place = view.place if view.is_power else -1
    own = [pending if p == place else nothing for p in range(powers)]
    moved = StateMove(whole(like, move if move is not None else len(names.moves)), whole(like, court))
    moves = [moved if not view.is_power and s == view.place else no_move(view) for s in range(states)]
    return Orders(
        lever=xp.stack([o.lever for o in own]),
        target=xp.stack([o.target for o in own]),
        size=xp.stack([o.size for o in own]),
        items=xp.stack([o.items for o in own]),
        move=xp.stack([m.move for m in moves]),
        court=xp.stack([m.court for m in moves]),
    )


def _answers(view: View, default: int) -> Answers:
    world, like = view.world, view.state.purse
    powers, states = len(world.names.powers), len(world.names.states)
    shape = (powers, world.slots, states)
    items = (powers, world.levers.item.shape[0], states)
    return Answers(whole(like, default, *shape), whole(like, default, *items))


def _quiet_turn(view: View) -> Turn:
    games = view.state.purse.shape[-1]
    return Turn(state=view.state, shocks=quiet_shocks(games, view.world, view.state.purse), number=view.number)


def _resolved(view: View, orders: Orders, answers: Answers | None) -> Turn:
    """Play out one turn without chance."""
    return resolve(put_offers(_quiet_turn(view), orders, view.world), answers, view.world)


def _settled(view: View, answers: Answers) -> Turn:
    """Play out the turn whose offers are on the table, with these answers."""
    turn = _quiet_turn(view).with_(table=view.offers, orders=_orders_of(view, None, 0))
    return resolve(turn, answers, view.world)


def _gain(view: View, lever: int, target: int, before: Array) -> Array:
    """Return what one order is expected to bring, each answer weighed by its chance, (B,)."""
    world = view.world
    xp = namespace(before)
    turn = put_offers(_quiet_turn(view), _orders_of(view, lever, target), world)
    legal = number(turn.table.refusal[view.place, 0] == CODES["legal"])
    if float(world.levers.offer[lever]) < 0.5:
        return (_worth(resolve(turn, None, world), view) - before) * legal
    table = turn.table
    if float(world.levers.to_all[lever]) > 0.5 or float(world.levers.item_count[lever]) > 0.5:
        return _gain_of_items(view, turn, before) * legal
    accept = table.chance[0, view.place, 0, target]
    amend = table.chance[1, view.place, 0, target]
    gain = xp.zeros_like(before)
    for answer, chance in ((ACCEPT, accept), (AMEND, amend), (DECLINE, 1.0 - accept - amend)):
        if answer == AMEND and float(world.levers.exclusive[lever]) <= 0.0:
            continue
        after = _worth(resolve(turn, _answers(view, answer), world), view)
        gain = gain + chance * (after - before)
    return gain * legal


def _gain_of_items(view: View, turn: Turn, before: Array) -> Array:
    """Weigh the worlds in which every item is accepted, amended or declined by their mean chances."""
    table, world = turn.table, view.world
    xp = namespace(before)
    put = xp.max(table.item_chance[0, view.place] + table.item_chance[1, view.place], axis=1) > 0
    count = xp.clip(xp.sum(number(put), axis=0), 1.0, None)
    states = xp.clip(xp.sum(table.offered[view.place, 0], axis=0), 1.0, None)
    mean = [xp.sum(table.item_chance[k, view.place], axis=(0, 1)) / (count * states) for k in range(2)]
    gain = xp.zeros_like(before)
    for answer, chance in ((ACCEPT, mean[0]), (AMEND, mean[1]), (DECLINE, 1.0 - mean[0] - mean[1])):
        after = _worth(resolve(turn, _answers(view, answer), world), view)
        gain = gain + chance * (after - before)
    return gain


def _best_answer(view: View, at: tuple[int, int], before: Array, amendable: Array, items: bool = False) -> Array:
    """Return the answer to one offer (power, slot) or item (power, item) that leaves most, (B,)."""
    xp = namespace(before)
    best, chosen = before, whole(before, DECLINE)
    table = view.offers
    assert table is not None
    if not bool(xp.any(_is_put(table, at, items, view))):
        return whole(before, UNDECIDED)
    for answer in (ACCEPT, AMEND):
        if answer == AMEND and not bool(xp.any(amendable > 0)):
            continue
        answers = _answers(view, DECLINE)
        one = _single(answers.item if items else answers.offer, at, answer)
        answers = answers.with_(item=one) if items else answers.with_(offer=one)
        value = _worth(_settled(view, answers), view)
        allowed = amendable > 0 if answer == AMEND else value == value
        better = xp.logical_and(allowed, value > best)
        best = best + number(better) * (value - best)
        chosen = chosen + xp.astype(better, xp.int32) * (answer - chosen)
    return chosen


def _is_put(table: Table, at: tuple[int, int], items: bool, view: View) -> Array:
    power, place = at
    if items:
        return table.item_id[power, place] < len(view.world.names.items)
    return table.offered[power, place, view.place] * (1.0 - table.item_slot[power, place]) > 0


def _single(answers: Array, at: tuple[int, int], answer: int) -> Array:
    """Return the answers with one of them changed, for every state."""
    xp = namespace(answers)
    rows = xp.reshape(xp.arange(answers.shape[0]), (-1, 1, 1, 1)) == at[0]
    columns = xp.reshape(xp.arange(answers.shape[1]), (1, -1, 1, 1)) == at[1]
    return answers + xp.astype(xp.logical_and(rows, columns), xp.int32) * (answer - answers)


def _worth(turn: Turn, view: View) -> Array:
    """Return the seat's score sum once the turn is over and what is promised has been delivered, (B,)."""
    world = view.world
    left = view.quarters_left - world.quarters
    turn = turn.with_(quarter=0)
    for _ in range(left):
        turn = settle_moods(deliver(turn, world), world)
    return progress(read(turn.state, world), view.seat)
