"""One-turn best by expected score: every choice is tried alone in the engine itself and judged by what follows.

A candidate order is played with each answer the state might give, weighed by
the chance of that answer; the promise it leaves is carried on to the end of
the game without chance, so that what is still in building counts for what it
will bring. Greedy does not plan: it judges each order as the only one.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

import numpy as np

from game.engine.chance import own_keys
from game.engine.legality import CODES, SLACK
from game.engine.numerics import anything, look_up, namespace, number
from game.engine.quarter import deliver, settle_moods
from game.engine.scoring import progress, read
from game.engine.step import put_offers, resolve
from game.engine.view import View, quiet_shocks
from game.model.arrays import Array, Same
from game.model.games import table_of_games
from game.model.turn import ACCEPT, AMEND, DECLINE, FULL_SIZE, UNDECIDED, Answers, Orders, Turn
from game.policy.base import (
    PowerOrders,
    StateAnswers,
    StateMove,
    all_items,
    joined_orders,
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
_LANES = 2048  # games side by side: what is tried in few games is tried all at once

_Try = TypeVar("_Try")


class Greedy:
    """Takes what brings most for its price, now."""

    answers = True

    def order(self, view: View) -> PowerOrders:
        """Fill the slots by gain over price: first what is done where, at full size, then how much of it."""
        xp, world, menu = namespace(view.state.purse), view.world, view.world.levers.menus[view.place]
        states, free = len(world.names.states), unlimited(view)
        before = _worth(_resolved(view, _orders_of(view), None), view)
        gain = _gains_of_all(free, before)
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
        xp, world, like = namespace(view.state.purse), view.world, view.state.purse
        best_move, best_court = whole(like, len(world.names.moves)), whole(like, 0)
        moves = [(len(world.names.moves), 0), *_own_moves(view)]
        best, *values = _worths_of_moves(view, moves)
        for (move, court), value in zip(moves[1:], values, strict=True):
            can = world.moves.capital[move] <= view.state.attention[view.place] + SLACK
            better = xp.astype(xp.logical_and(can, value > best + 1e-6), xp.int32)
            best = xp.maximum(best, value * number(can) - 1e9 * (1.0 - number(can)))
            best_move = best_move + better * (move - best_move)
            best_court = best_court + better * (court - best_court)
        return StateMove(best_move, best_court)

    def answer(self, view: View) -> StateAnswers:
        """Judge each answer to each offer alone, the others declined."""
        world, table = view.world, view.offers
        assert table is not None
        xp, powers, items = namespace(view.state.purse), len(world.names.powers), world.levers.item.shape[0]
        best = {act: whole(view.state.purse, UNDECIDED) for act in _asked(view, every=True)}
        before = _worth(_settled(view, _answers(view, DECLINE)), view)
        value: dict[_Act, Array] = {}
        for act, answer, found in _worths_of_answers(view):
            most, said = value.get(act, before), best[act] if act in value else whole(before, DECLINE)
            chance = table.item_chance if act.of_item else table.chance
            allowed = chance[1, act.power, act.place, view.place] > 0 if answer == AMEND else found == found
            better = xp.logical_and(allowed, found > most)
            value[act] = most + number(better) * (found - most)
            best[act] = said + xp.astype(better, xp.int32) * (answer - said)
        return StateAnswers(
            xp.stack([xp.stack([best[_Act(p, j, False)] for j in range(world.slots)]) for p in range(powers)]),
            xp.stack([xp.stack([best[_Act(p, i, True)] for i in range(items)]) for p in range(powers)]),
        )


class _Act(NamedTuple):
    """Something that a state is asked: an order, or an item of a package."""

    power: int
    place: int  # among the power's slots, or its items
    of_item: bool


def _asked(view: View, every: bool = False) -> list[_Act]:
    """Return what is asked of a state in any game, or everything that could be."""
    world, table = view.world, view.offers
    assert table is not None
    xp, powers, items = namespace(view.state.purse), len(world.names.powers), world.levers.item.shape[0]
    alone = table.offered[:, :, view.place] * (1.0 - table.item_slot) > 0
    offers = [_Act(p, j, False) for p in range(powers) for j in range(world.slots) if every or xp.any(alone[p, j, ...])]
    put = table.item_id < len(world.names.items)
    return offers + [_Act(p, i, True) for p in range(powers) for i in range(items) if every or xp.any(put[p, i, ...])]


def _worths_of_answers(view: View) -> Iterator[tuple[_Act, int, Array]]:
    """Yield what each answer to each thing asked is worth, (B,), all else declined."""
    table = view.offers
    assert table is not None
    xp, like = namespace(view.state.purse), view.state.purse
    tries = []
    for act in _asked(view):
        amend = (table.item_chance if act.of_item else table.chance)[1, act.power, act.place, view.place]
        tries += [(act, ACCEPT), *([(act, AMEND)] if bool(xp.any(amend > 0)) else [])]
    for some in _side_by_side(tries, like, alone=type(like) is not np.ndarray):
        wide = _repeated(view, len(some))
        found = []
        for act, answer in some:
            said = _answers(view, DECLINE)
            name = "item" if act.of_item else "offer"
            found.append(said.having(name, _single(getattr(said, name), (act.power, act.place), answer)))
        said = Answers(*(xp.concat([getattr(a, name) for a in found], axis=-1) for name in ("offer", "item")))
        worths = xp.reshape(_worth(_settled(wide, said), wide), (len(some), -1))
        yield from ((act, answer, worths[at, ...]) for at, (act, answer) in enumerate(some))


def _side_by_side(tries: Sequence[_Try], like: Array, *, alone: bool = False) -> Iterator[Sequence[_Try]]:
    """Yield so many tries at a time as are quick to play side by side, in each of the games of an array."""
    step = 1 if alone else max(1, _LANES // like.shape[-1])
    yield from (tries[at : at + step] for at in range(0, len(tries), step))


def _repeated(view: View, times: int) -> View:
    """Return the games of a view so many times, one after the other."""
    if times == 1:
        return view
    xp, games = namespace(view.state.purse), view.state.purse.shape[-1]
    state = {name: xp.concat([values] * times, axis=-1) for name, values in vars(view.state).items()}
    offers = view.offers and table_of_games(view.offers, np.tile(np.arange(games), times))
    return view.with_(state=view.state.with_(**state), chance=xp.concat([view.chance] * times), offers=offers)


def _worths_of_moves(view: View, moves: Sequence[tuple[int, int]]) -> list[Array]:
    """Return what each own move is worth beside what the powers are likely to order, each (B,)."""
    xp, like = namespace(view.state.purse), view.state.purse
    likely, found = _likely_orders(view), []
    for some in _side_by_side(moves, like):
        wide = _repeated(view, len(some))
        powers = [
            PowerOrders(**{name: xp.concat([values] * len(some), axis=-1) for name, values in vars(order).items()})
            for order in likely
        ]
        moved = StateMove(*(xp.concat([whole(like, move[at]) for move in some]) for at in (0, 1)))
        worth = _worth(_answered(wide, _orders_of(wide, move=moved, powers=powers)), wide)
        found += [xp.reshape(worth, (len(some), -1))[at, ...] for at in range(len(some))]
    return found


def _gains_of_all(view: View, before: Array) -> Array:
    """Return what every lever brings at every state, (menu, S, B); what is put to none or all brings the same."""
    xp, world, menu = namespace(before), view.world, view.world.levers.menus[view.place]
    states, pairs = len(world.names.states), []
    for row, lever in enumerate(menu):
        pairs += [(row, s) for s in range(states if float(world.levers.to_state[lever]) > 0.5 else 1)]
    found: dict[tuple[int, int], Array] = {}
    for some in _side_by_side(pairs, before):
        wide = _repeated(view, len(some))
        lever, target = (xp.concat([whole(before, value) for value in values]) for values in
                         ([menu[row] for row, _ in some], [target for _, target in some]))  # fmt: skip
        gains = xp.reshape(
            _gain(wide, _one_order(wide, lever, target), xp.concat([before] * len(some))), (len(some), -1)
        )
        found |= {pair: gains[at, ...] for at, pair in enumerate(some)}
    return xp.stack([xp.stack([found.get((row, s), found[row, 0]) for s in range(states)]) for row in range(len(menu))])


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
    others = [place for place in _SIZES if place != FULL_SIZE]
    gains = {FULL_SIZE: full}
    for some in _side_by_side(others, full):
        wide, times = _repeated(view, len(some)), len(some)
        lever_of, target = xp.concat([lever] * times), xp.concat([choice.target] * times)
        order = _one_order(wide, lever_of, target, xp.concat([whole(full, place) for place in some]))
        found = xp.reshape(_gain(wide, order, xp.concat([before] * times)), (times, -1))
        gains |= {place: found[at, ...] for at, place in enumerate(some)}
    for place in _SIZES:
        tried = choice._replace(size=whole(full, place))
        value = gains[place] / _price(*spending.price(tried), view) * number(spending.payable(tried))
        able = value > best if place == FULL_SIZE else xp.logical_and(valued, value > best)
        best = best + number(able) * (value - best)
        size = size + xp.astype(able, xp.int32) * (place - size)
    return choice._replace(size=size)


def _one_order(view: View, lever: Array, target: Array, size: Array | None = None) -> PowerOrders:
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
        size=first(whole(lever, FULL_SIZE) if size is None else size, nothing.size),
        items=first(all_items(lever, world), nothing.items),
    )


def _orders_of(
    view: View,
    own: PowerOrders | None = None,
    move: StateMove | None = None,
    powers: Sequence[PowerOrders] | None = None,
) -> Orders:
    """Return a turn in which only this seat acts, with its orders or one move, and perhaps the powers."""
    names, nothing, seats = view.world.names, no_orders(view), range(len(view.world.names.states))
    alone = [own if own is not None and p == view.place else nothing for p in range(len(names.powers))]
    orders = alone if powers is None else powers
    moves = [move if move is not None and s == view.place else no_move(view) for s in seats]
    return joined_orders(view.state.purse, orders, moves)


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
