"""How the planner moves and answers for a state.

As for a power, a line is followed ahead: likings for the own moves of each turn, and how much what an offer brings
to the seat's objectives counts beside the cabinet's view of it. The line with the best futures is followed after
this turn; the move, or the answers, of this turn are then chosen by their futures: those of all lines, and the best
ones with a single answer changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, NamedTuple, Self, TypeVar

import numpy as np

from game.engine.legality import SLACK
from game.engine.numerics import index_of_largest
from game.engine.view import View
from game.model.turn import ACCEPT, AMEND, DECLINE, UNDECIDED, Answers
from game.model.world import World
from game.policy.base import Policy, PowerOrders, StateAnswers, StateMove, no_move, no_orders, same_answer
from game.policy.planner_futures import Foresight, Numbers, best_of, gains, no_acts, own_doctrines

_MOVE_PRICE = 1.0  # of any move, in points of attention
_PRICES = (1.0, 0.3, 3.0)  # lines count attention as it is, cheaper or dearer
_USUAL = (100.0, 0.0)
_ROUNDS = 3  # in which the moves ahead are made better, one at a time
_WAYS = (_USUAL, (0.0, 0.0), (30.0, 0.0), (300.0, 0.0), (100.0, -1.0), (100.0, 1.0))
# Ways to answer: how much what an offer brings (a sum of objectives) counts against its utility, and a lean to yes.

_Decision = TypeVar("_Decision", PowerOrders, StateMove, StateAnswers)


@dataclass(frozen=True)
class Table:
    """What acts bring a state, each tried alone from one turn on."""

    moves: Numbers  # (M,) each own move
    yes: Numbers  # (P, L + 1) accepting a power's offer rather than declining it
    amended: Numbers  # (P, L + 1) accepting it amended


@dataclass(frozen=True)
class ByLines:
    """A state that follows lines, each game its own."""

    first: int  # the turn at which they begin
    moves: tuple[tuple[int, int], ...]  # the own moves, first none, and the power that each is for
    likings: list[Numbers]  # by turn, (M, C)
    tables: list[Table]  # by turn
    weight: Numbers  # (C,) of what an offer brings
    lean: Numbers  # (C,) to yes
    line: Numbers  # (B,) the line of each game
    moved: Numbers | None = field(default=None)  # (turns, B) the own move of every turn instead, by its place in moves
    said: StateAnswers | None = field(default=None)  # the answers of the first turn instead
    answers: ClassVar[bool] = True

    def order(self, view: View) -> PowerOrders:
        """States give no orders."""
        return no_orders(view)

    def move(self, view: View) -> StateMove:
        """Make the move that is liked most among those that there is attention for."""
        none = len(view.world.names.moves)
        move, court = (np.asarray(column, np.int32) for column in zip(*self.moves, strict=True))
        able = np.asarray(view.world.moves.capital)[move][:, None] <= view.state.attention[view.place] + SLACK
        if self.moved is not None:
            best = self.moved[view.number - self.first]
            made = able[best, np.arange(len(best))]
        else:
            wanted = (self.likings[view.number - self.first][:, self.line]) * able
            best, made = index_of_largest(wanted), np.max(wanted, axis=0) > 0
        return StateMove(np.where(made, move[best], none), np.where(made, court[best], 0))

    def answer(self, view: View) -> StateAnswers:
        """Take of every offer what is best by utility and by what such an offer brings."""
        if view.number == self.first and self.said is not None:
            return self.said
        return self.taken(Asked.of(view), view.number)

    def taken(self, asked: "Asked", number: int) -> StateAnswers:
        """Return the answers to what was asked, in as many games as there are lines."""
        table, weight, lean = self.tables[number - self.first], self.weight[self.line], self.lean[self.line]
        power = np.reshape(np.arange(len(asked.lever)), (-1, 1, 1))
        yes, amended = table.yes[power, asked.lever], table.amended[power, asked.lever]
        offers = asked.utility + yes * weight + lean, asked.amended + amended * weight + lean
        yes, amended = (np.sum(asked.item_slot * brings, axis=1)[:, None] for brings in (yes, amended))
        items = asked.item_utility + yes * weight + lean, asked.item_amended + amended * weight + lean
        return StateAnswers(_best(*offers, asked.can_amend), _best(*items, asked.item_can_amend))


class Asked(NamedTuple):
    """The offers before a state: each (P, J, B), of items (P, I, B)."""

    lever: Numbers
    target: Numbers
    size: Numbers
    item_slot: Numbers
    item_id: Numbers
    utility: Numbers
    amended: Numbers
    can_amend: Numbers
    item_utility: Numbers
    item_amended: Numbers
    item_can_amend: Numbers

    @classmethod
    def of(cls, view: View) -> Self:
        """Read them from a view."""
        table, here = view.offers, view.place
        assert table is not None
        return cls(
            table.lever, table.target, table.size, table.item_slot, table.item_id,
            table.utility[:, :, here], table.amended[:, :, here], table.chance[1, :, :, here] > 0,
            table.item_utility[:, :, here], table.item_amended[:, :, here], table.item_chance[1, :, :, here] > 0,
        )  # fmt: skip

    def of_game(self, game: int) -> Self:
        """Return those of one game."""
        return type(self)(*(values[..., game : game + 1] for values in self))


def _best(yes: Numbers, amended: Numbers, can_amend: Numbers) -> Numbers:
    amended = np.where(can_amend, amended, -np.inf)
    answer = np.where(yes >= amended, ACCEPT, AMEND)
    return np.where(np.maximum(yes, amended) > 0, answer, DECLINE).astype(np.int32)


@dataclass(frozen=True)
class Given:
    """A power whose orders are known."""

    orders: PowerOrders  # (J, 1)
    answers: ClassVar[bool] = False

    def order(self, view: View) -> PowerOrders:
        """Order the same in every game."""
        return _some(self.orders, np.zeros(view.state.purse.shape[-1], np.int64))

    def move(self, view: View) -> StateMove:
        """Powers have no moves of their own."""
        return no_move(view)

    def answer(self, view: View) -> StateAnswers:
        """Powers answer nothing."""
        return same_answer(view)


def plan_move(view: View, turns: int, lanes: int) -> StateMove:
    """Return the own move of a state in one game, each field (1,).

    Parameters
    ----------
    view : of one game.
    turns : how far ahead futures are played.
    lanes : how many futures are played side by side, three times or so for each of the two choices.
    """
    ahead = Foresight(view, turns)
    lines = _lines(view, ahead)
    line = _best_line(lines, ahead, lanes)
    paths = _paths(lines, line, ahead)
    for step in range(_ROUNDS):
        best = _best_path(paths, replace(lines, line=np.full(1, line)), ahead, lanes, step)
        if best == 0 and step > 0:
            break
        paths = _neighbours(paths[:, best], len(lines.moves))
    player = replace(lines, line=np.full(2, line), moved=np.repeat(paths[:, :1], 2, axis=1))
    return _some(player.move(view), np.asarray([0]))


def _best_path(paths: Numbers, lines: ByLines, ahead: Foresight, lanes: int, step: int) -> int:
    def of_paths(some: Numbers, futures: int, turn: int) -> Numbers:
        at = np.repeat(some, futures)
        player = replace(lines, line=np.repeat(lines.line, len(at)), moved=paths[:, at])
        return ahead.values(player, len(some), futures, f"path {step} {turn}")

    return best_of(of_paths, paths.shape[1], lanes)


def _paths(lines: ByLines, line: int, ahead: Foresight) -> Numbers:
    """Return what own moves the lines make in one future, (turns, paths): the best line's first, and none twice."""
    count, place = len(lines.weight), ahead.view.place
    order = np.asarray([line, *range(0, count, len(_WAYS))])
    states = ahead.own_turns(replace(lines, line=order), len(order))
    made = np.stack([state.past_move[0, place] for state in states])
    court = np.stack([state.past_court[0, place] for state in states])
    path = np.zeros(made.shape, np.int64)
    for at, (move, power) in enumerate(lines.moves):
        path[(made == move) & ((court == power) | (move == lines.moves[0][0]))] = at
    return _distinct(path)


def _neighbours(path: Numbers, moves: int) -> Numbers:
    """Return a path, and all that differ from it in one turn, or in the order of two that follow each other."""
    found = [path]
    for turn in range(len(path)):
        for move in range(moves):
            found.append(path.copy())
            found[-1][turn] = move
        if turn:
            found.append(path.copy())
            found[-1][turn - 1 : turn + 1] = path[turn], path[turn - 1]
    return _distinct(np.stack(found, axis=1))


def _distinct(paths: Numbers) -> Numbers:
    _, first = np.unique(paths, axis=1, return_index=True)
    return paths[:, np.sort(first)]


def plan_answers(view: View, asked: Asked, turns: int, lanes: int) -> StateAnswers:
    """Return the answers of a state in one game, each field (..., 1).

    Parameters
    ----------
    view : of one game, from before the offers were put.
    asked : the offers in that game.
    turns, lanes : as for a move.
    """
    ahead = Foresight(view, turns)
    given = _orders_behind(asked, view.world)
    lines = _lines(view, ahead)
    line = _best_line(lines, ahead, lanes, given)
    said = replace(lines, line=np.arange(len(lines.weight))).taken(asked, view.number)
    answers = _alternatives(said, line, asked, view.world)

    def of_answers(some: Numbers, futures: int, turn: int) -> Numbers:
        said = _some(answers, np.repeat(some, futures))
        player = replace(lines, line=np.full(len(some) * futures, line), said=said)
        return ahead.values(player, len(some), futures, f"answer {turn}", given)

    return _some(answers, np.asarray([best_of(of_answers, answers.offer.shape[-1], lanes)]))


def _some(record: _Decision, games: Numbers) -> _Decision:
    """Return the decisions of some games."""
    return record.with_(**{name: values[..., games] for name, values in vars(record).items()})


def _best_line(lines: ByLines, ahead: Foresight, lanes: int, given: Mapping[int, Policy] | None = None) -> int:
    def of_lines(some: Numbers, futures: int, turn: int) -> Numbers:
        player = replace(lines, line=np.repeat(some, futures))
        return ahead.values(player, len(some), futures, f"line {turn}", given)

    return best_of(of_lines, len(lines.weight), lanes)


def _lines(view: View, ahead: Foresight) -> ByLines:
    """Return the lines that are worth trying."""
    moves = ((len(view.world.names.moves), 0), *own_moves(view))
    known: dict[int, Table] = {}

    def usual(seen: View) -> ByLines:
        table = _table(seen, moves, known)
        liking = _likings(seen, moves, table)[:, :1]
        weight, lean = np.full(1, _USUAL[0], np.float32), np.full(1, _USUAL[1], np.float32)
        return ByLines(seen.number, moves, [liking], [table], weight, lean, np.zeros(2, int))

    views = ahead.line(usual)
    tables = [_table(seen, moves, known) for seen in views]
    likings = [_likings(seen, moves, table) for seen, table in zip(views, tables, strict=True)]
    ways, count = np.asarray(_WAYS, np.float32), likings[0].shape[-1]
    return ByLines(
        view.number, moves, [np.repeat(liking, len(ways), axis=1) for liking in likings], tables,
        np.tile(ways[:, 0], count), np.tile(ways[:, 1], count), np.zeros(1, int),
    )  # fmt: skip


def own_moves(view: View) -> Iterator[tuple[int, int]]:
    """Yield the own moves of a state, each with the power that it is for."""
    world = view.world
    for move in world.moves.menus[view.place]:
        courts = range(len(world.names.powers)) if float(world.moves.to_power[move]) > 0.5 else range(1)
        yield from ((move, court) for court in courts)


def _likings(view: View, moves: Sequence[tuple[int, int]], table: Table) -> Numbers:
    """Return the likings of own moves, (M, C): by what they bring over each price, and by each doctrine."""
    names, price = view.world.names, np.asarray(view.world.moves.capital)[[move for move, _ in moves]]
    columns = [np.maximum(table.moves, 0.0) / (_MOVE_PRICE + scale * price) for scale in _PRICES]
    for doctrine in own_doctrines(view.seat, view.world):
        courts = doctrine.courts or dict.fromkeys(names.powers, 1.0)
        liked = [doctrine.moves.get(names.moves[m], 0.0) * courts.get(names.powers[c], 0.0) for m, c in moves[1:]]
        columns.append(np.asarray([0.0, *liked]))
    return np.stack(columns, axis=1).astype(np.float32)


def _table(view: View, moves: Sequence[tuple[int, int]], known: dict[int, Table]) -> Table:
    """Try every own move alone, and every offer that a power could put, accepted, amended and declined."""
    if view.number in known:
        return known[view.number]
    world, place = view.world, view.place
    powers, none = len(world.names.powers), len(world.names.levers)
    offers = [
        (p, lever) for p in range(powers) for lever in world.levers.menus[p] if float(world.levers.offer[lever]) > 0
    ]
    count = len(moves) + 3 * len(offers)
    orders = no_acts(view, count + 1)
    for act, (move, court) in enumerate(moves):
        orders.move[place, act], orders.court[place, act] = move, court
    shape = (powers, world.slots, len(world.names.states), count + 1)
    items = (powers, world.levers.item.shape[0], len(world.names.states), count + 1)
    answers = Answers(np.full(shape, UNDECIDED, np.int32), np.full(items, UNDECIDED, np.int32))
    for at, (power, lever) in enumerate(offers):
        acts = slice(len(moves) + 3 * at, len(moves) + 3 * at + 3)
        orders.lever[power, 0, acts], orders.target[power, 0, acts] = lever, place
        orders.items[power, 0, acts] = (1 << int(world.levers.item_count[lever])) - 1
        answers.offer[:, :, place, acts] = answers.item[:, :, place, acts] = (ACCEPT, AMEND, DECLINE)
    found = gains(view, orders, answers)
    yes, amended = np.zeros((powers, none + 1), np.float32), np.zeros((powers, none + 1), np.float32)
    for at, (power, lever) in enumerate(offers):
        accept, amend, decline = found[len(moves) + 3 * at :][:3]
        yes[power, lever], amended[power, lever] = accept - decline, amend - decline
    known[view.number] = Table(found[: len(moves)], yes, amended)
    return known[view.number]


def _orders_behind(asked: Asked, world: World) -> dict[int, Policy]:
    """Return players that order what lies before the state, and nothing else."""
    put = asked.item_id < len(world.names.items)
    bits: Numbers = np.sum(put * (1 << np.arange(put.shape[1], dtype=np.int32))[:, None], axis=1, dtype=np.int32)
    items = bits[:, None] * asked.item_slot.astype(np.int32)
    return {
        power: Given(PowerOrders(asked.lever[power], asked.target[power], asked.size[power], items[power]))
        for power in range(len(asked.lever))
    }


def _alternatives(said: StateAnswers, line: int, asked: Asked, world: World) -> StateAnswers:
    """Return different answers: those of the best line first, of the others, and of the best with one changed."""
    offers, items = np.moveaxis(said.offer, -1, 0), np.moveaxis(said.item, -1, 0)
    found = [(offers[line], items[line]), *zip(offers, items, strict=True)]
    alone = (asked.lever < len(world.names.levers)) & (asked.item_slot < 0.5)
    for power, slot in zip(*np.nonzero(alone[..., 0]), strict=True):
        for answer in _others(offers[line][power, slot], asked.can_amend[power, slot, 0]):
            changed = offers[line].copy()
            changed[power, slot] = answer
            found.append((changed, items[line]))
    for power, item in zip(*np.nonzero(asked.item_id[..., 0] < len(world.names.items)), strict=True):
        for answer in _others(items[line][power, item], asked.item_can_amend[power, item, 0]):
            changed = items[line].copy()
            changed[power, item] = answer
            found.append((offers[line], changed))
    flat = [np.concatenate([offer.ravel(), item.ravel()]).tobytes() for offer, item in found]
    fresh = [found[flat.index(text)] for text in dict.fromkeys(flat)]
    return StateAnswers(*(np.stack(column, axis=-1) for column in zip(*fresh, strict=True)))


def _others(answer: int, can_amend: bool) -> list[int]:
    return [other for other in (ACCEPT, AMEND, DECLINE) if other != answer and (other != AMEND or can_amend)]
