"""One-turn best by expected score: every choice is tried alone in the engine itself and judged by what follows.

A candidate order is played with each answer the state might give, weighed by
the chance of that answer; the promise it leaves is carried on to the end of
the game without chance, so that what is still in building counts for what it
will bring. Greedy does not plan: it judges each order as the only one.
"""

from collections.abc import Iterable, Sequence

from game.engine.chance import own_keys
from game.engine.legality import CODES, SLACK
from game.engine.numerics import anything, look_up, namespace, number
from game.engine.quarter import deliver, settle_moods
from game.engine.scoring import progress, read
from game.engine.step import put_offers, resolve
from game.engine.view import View, quiet_shocks
from game.model.arrays import Array, Same
from game.model.turn import ACCEPT, AMEND, DECLINE, FULL_SIZE, UNDECIDED, Answers, Orders, Table, Turn
from game.policy.base import (
    PowerOrders,
    StateAnswers,
    StateMove,
    all_items,
    loudest_rival,
    no_move,
    no_orders,
    pick,
    whole,
)
from game.policy.choosing import Choice, Spending, unlimited
from game.policy.planner_futures import expected_players

_REPEATED = 0.5  # what the second of the same orders in a turn brings less than the first
_CROWD = 0.3  # what another order to the same state brings less: works wait in line there
_SLOT_PRICE = 1.0  # what a slot is worth, in turns of income: slots are scarce too, not only money
_CAPITAL_PRICE = 4.0  # what a turn's political capital is worth, likewise
_SIZES = (1, 3, 5, 7)  # places in SIZES: half, full, one and a half, twice


class Greedy:
    """Takes what brings most for its price, now."""

    answers = True

    def order(self, view: View) -> PowerOrders:
        """Fill the slots by gain over price: first what is done where, at full size, then how much of it."""
        xp, world, menu = namespace(view.state.purse), view.world, view.world.levers.menus[view.place]
        states, free = len(world.names.states), unlimited(view)
        before = _worth(_resolved(view, _orders_of(view), None), view)
        rows = []
        for lever in menu:
            targets = states if float(world.levers.to_state[lever]) > 0.5 else 1
            gains = [
                _gain(free, _one_order(view, whole(before, lever), whole(before, s)), before) for s in range(targets)
            ]
            rows.append(xp.stack(gains * (states // targets)))
        gain = xp.stack(rows)
        spending, full = Spending.of(view, _SIZES[0]), Spending.of(view)
        value = xp.clip(gain, 0.0, None) / _price(full.cost, full.capital, view)
        columns = xp.reshape(xp.arange(states, dtype=xp.int32), (1, -1, 1))
        lines = xp.reshape(xp.arange(len(menu), dtype=xp.int32), (-1, 1, 1))
        choices = []
        for _ in range(world.slots):
            choice = spending.best(value * number(spending.affordable()))
            choice = _sized(choice, pick(pick(gain, choice.row), choice.target), free, before, spending)
            spending = spending.after(choice)
            here = number(columns == choice.target)
            value = value * (1.0 - _REPEATED * here * number(lines == choice.row)) * (1.0 - _CROWD * here)
            choices.append(choice)
        return Choice.orders(choices, view)

    def move(self, view: View) -> StateMove:
        """Try every own move beside what the powers are likely to order this turn."""
        xp, world = namespace(view.state.purse), view.world
        none = len(world.names.moves)
        best_move, best_court = whole(view.state.purse, none), whole(view.state.purse, 0)
        likely = _likely_orders(view)
        best = _worth(_answered(view, _orders_of(view, powers=likely)), view)
        for move, court in _own_moves(view):
            can = world.moves.capital[move] <= view.state.attention[view.place] + SLACK
            value = _worth(_answered(view, _orders_of(view, move=move, court=court, powers=likely)), view)
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


def _price(money: Array, capital: Array, view: View) -> Array:
    """Return what an order takes of a turn's means: its slot, its money and its political capital."""
    powers = view.world.powers
    income = powers.income[view.place] * float(view.world.quarters)
    return _SLOT_PRICE + money / income + _CAPITAL_PRICE * capital / powers.capital_income[view.place]


def _sized(choice: Choice, full: Array, view: View, before: Array, spending: Spending) -> Choice:
    """Return a choice in the size that brings most for its price; `full` is what it brings at full size."""
    world, menu = view.world, view.world.menus[view.place]
    xp, lever = namespace(full), look_up(menu.ids, choice.row)
    valued = look_up(world.levers.valued, lever) > 0.5
    size, best = whole(full, FULL_SIZE), xp.zeros_like(full)
    for place in _SIZES:
        tried = choice._replace(size=whole(full, place))
        gain = full if place == FULL_SIZE else _gain(view, _one_order(view, lever, choice.target, place), before)
        value = gain / _price(*spending.price(tried), view) * number(spending.payable(tried))
        able = value > best if place == FULL_SIZE else xp.logical_and(valued, value > best)
        best = best + number(able) * (value - best)
        size = size + xp.astype(able, xp.int32) * (place - size)
    return choice._replace(size=size)


def _one_order(view: View, lever: Array, target: Array, size: int = FULL_SIZE) -> PowerOrders:
    """Return a power's turn with one order in each game, (B,)."""
    world, nothing = view.world, no_orders(view)
    xp = namespace(lever)
    spoken = xp.astype(look_up(world.levers.to_power, lever) > 0.5, xp.int32)
    target = target + spoken * (loudest_rival(view) - target)

    def first(value: Array, others: Array) -> Array:
        return xp.concat([xp.astype(value, others.dtype)[None], others[1:]])

    return PowerOrders(
        lever=first(lever, nothing.lever),
        target=first(target, nothing.target),
        size=first(whole(lever, size), nothing.size),
        items=first(all_items(lever, world), nothing.items),
    )


def _orders_of(
    view: View,
    own: PowerOrders | None = None,
    move: int | None = None,
    court: int = 0,
    powers: Sequence[PowerOrders] | None = None,
) -> Orders:
    """Return a turn in which only this seat acts, with its orders or one move, and perhaps the powers."""
    names, like, nothing = view.world.names, view.state.purse, no_orders(view)
    xp, seats = namespace(like), range(len(names.states))
    alone = [own if own is not None and p == view.place else nothing for p in range(len(names.powers))]
    orders = alone if powers is None else powers
    moved = StateMove(whole(like, move if move is not None else len(names.moves)), whole(like, court))
    moves = [moved if not view.is_power and s == view.place else no_move(view) for s in seats]
    return Orders(
        lever=xp.stack([o.lever for o in orders]),
        target=xp.stack([o.target for o in orders]),
        size=xp.stack([o.size for o in orders]),
        items=xp.stack([o.items for o in orders]),
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


def _likely_orders(view: View) -> list[PowerOrders]:
    """Return what the powers might order, if they play as the scenario says that they do; by luck of one's own."""
    found, world = [], view.world
    for power, name in enumerate(world.names.powers):
        seen = View(power, view.number, world, view.state, own_keys(view.chance, f"imagined {name}"))
        found.append(expected_players(Same(world))[power].order(seen))
    return found


def _answered(view: View, orders: Orders) -> Turn:
    """Play out one turn without chance; every state gives the answer that is likelier than not."""
    turn = _quiet_turn(view)
    like, world = view.state.purse, view.world
    powers, states = len(world.names.powers), len(world.names.states)

    def even(places: int) -> Array:
        return namespace(like).full((powers, places, states, like.shape[-1]), 0.5, dtype=like.dtype)

    shocks = turn.shocks.with_(offer=even(world.slots), item=even(world.levers.item.shape[0]))
    return resolve(put_offers(turn.with_(shocks=shocks), orders, view.world), None, view.world)


def _settled(view: View, answers: Answers) -> Turn:
    """Play out the turn whose offers are on the table, with these answers."""
    turn = _quiet_turn(view).with_(table=view.offers, orders=_orders_of(view))
    return resolve(turn, answers, view.world)


def _gain(view: View, own: PowerOrders, before: Array) -> Array:
    """Return what one order in each game is expected to bring, each answer weighed by its chance, (B,)."""
    world, xp = view.world, namespace(before)
    turn = put_offers(_quiet_turn(view), _orders_of(view, own), world)
    legal = number(turn.table.refusal[view.place, 0] == CODES["legal"])
    asked = xp.max(turn.table.offered[view.place, 0], axis=0)
    if not anything(asked > 0):
        return (_worth(resolve(turn, None, world), view) - before) * legal
    accept, amend = _chances(turn, view)
    gain = xp.zeros_like(before)
    for answer, chance in ((ACCEPT, accept), (AMEND, amend), (DECLINE, 1.0 - accept - amend)):
        if anything(chance > 0):
            gain = gain + chance * (_worth(resolve(turn, _answers(view, answer), world), view) - before)
    return gain * legal


def _chances(turn: Turn, view: View) -> tuple[Array, Array]:
    """Return the mean chances that the first order of a turn, or an item of it, is accepted and amended, (B,) each."""
    table, place = turn.table, view.place
    xp, asked = namespace(table.here), table.offered[place, 0]
    states = xp.clip(xp.sum(asked, axis=0), 1.0, None)
    put = number(table.item_id[place] < len(view.world.names.items))
    items, packed = xp.clip(xp.sum(put, axis=0), 1.0, None), table.item_slot[place, 0]
    whole_order = xp.sum(table.chance[:, place, 0] * asked, axis=1) / states
    by_item = xp.sum(table.item_chance[:, place], axis=(1, 2)) / (items * states)
    mean = whole_order + packed * (by_item - whole_order)
    return mean[0], mean[1]


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
