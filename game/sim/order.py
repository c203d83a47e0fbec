"""Orders and answers as people write them, with ids, and the way to the arrays of a game and back.

Both ways lose nothing: a recorded turn, written back, is the same turn to the
last bit. That is why an empty slot may keep a target: policies leave one there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from game.engine.view import View
from game.model.turn import AMEND, ANSWERS, DECLINE, SIZES, UNDECIDED, Turn
from game.model.world import World
from game.policy.base import PowerOrders, StateAnswers, StateMove, no_move, no_orders, same_answer

__all__ = [
    "Answer", "OpenTurn", "Order", "PhaseDigest", "Refusal", "TurnRecord", "Written", "items_of", "of_actor",
    "read_answers", "read_orders",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Order:
    """One use of a lever by a power, or the own move of a state.

    Examples
    --------
    >>> import game
    >>> game.Order("halmar", "wind_park", "oro", size=1.5).size
    1.5
    """

    actor: str
    lever: str  # "" is an empty slot, which only records have
    target: str = ""  # a state, or a power for a lever that is put to one; "" where the lever needs none
    size: float = 1.0
    items: tuple[str, ...] | None = None  # the clauses or deals that are put; None puts all


@dataclass(frozen=True, slots=True)
class Answer:
    """What a state says to an offer, or to one item of a package or statement.

    Examples
    --------
    >>> import game
    >>> game.Answer("oro", "halmar", "decline", slot=1).answer
    'decline'
    """

    actor: str
    power: str
    answer: str  # accept, amend or decline
    slot: int = 0  # which of the power's orders, counting from 1; 0 for an item
    item: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something cannot be done, as a value: the state of the game is what it was.

    Examples
    --------
    >>> import game
    >>> world = game.prepare(game.load("two-harbours").scenario)
    >>> refusal = game.Session(world, {"halmar": game.PERSON}).submit(game.Order("halmar", "wind_park", "vesk"))
    >>> isinstance(refusal, game.Refusal)
    True
    """

    code: str
    order: Order | Answer | None
    sentence: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class PhaseDigest:
    """What one phase changed: a digest of every field of the state that it touched."""

    phase: str
    changed: dict[str, str]


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """A turn as it is recorded: what was decided, and digests of what followed."""

    number: int  # from 0
    orders: tuple[Order, ...]  # powers slot by slot, then the states' own moves
    answers: tuple[Answer, ...]  # of seats that answered themselves; the cabinets answered the rest
    phases: tuple[PhaseDigest, ...]
    digest: str  # of the whole state at the end


@dataclass(frozen=True, slots=True)
class OpenTurn:
    """A turn on its way, as far as it is decided: what another session needs to take it up."""

    closed: bool  # whether the orders are closed, so that answers are decided now
    orders: tuple[Order, ...]  # what people's seats have written; once closed, what all seats have put
    answers: tuple[Answer, ...]  # what people's seats have written


def of_actor(entries: Iterable[Any], actor: str) -> tuple[Any, ...]:
    """Return the orders or answers of one actor."""
    return tuple(entry for entry in entries if entry.actor == actor)


@dataclass(frozen=True)
class Written:
    """A seat whose decisions are known: a person's, or a recorded game's. It plays like any policy."""

    orders: tuple[Order, ...] = ()
    given: tuple[Answer, ...] = ()

    @property
    def answers(self) -> bool:
        """Whether anything is answered; the cabinet does the rest."""
        return bool(self.given)

    def order(self, view: View) -> PowerOrders:
        """Return the orders as arrays."""
        empty, world = no_orders(view), view.world
        found = {name: np.array(getattr(empty, name)) for name in ("lever", "target", "size", "items")}
        for slot, order in enumerate(self.orders):
            lever = world.names.levers.index(order.lever) if order.lever else len(world.names.levers)
            found["lever"][slot] = lever
            found["target"][slot] = _target_index(order.target, lever, world)
            found["size"][slot] = SIZES.index(order.size)
            found["items"][slot] = _mask(order.items, lever, world)
        return PowerOrders(**found)

    def move(self, view: View) -> StateMove:
        """Return the own move as arrays."""
        empty, names = no_move(view), view.world.names
        if not self.orders:
            return empty
        order = self.orders[0]
        move = names.moves.index(order.lever) if order.lever else len(names.moves)
        court = names.powers.index(order.target) if order.target else 0
        return StateMove(np.full_like(empty.move, move), np.full_like(empty.court, court))

    def answer(self, view: View) -> StateAnswers:
        """Return the answers as arrays; what is not answered is left to the cabinet."""
        empty, names = same_answer(view), view.world.names
        offer, item = np.array(empty.offer), np.array(empty.item)
        table = view.offers
        assert table is not None
        for answer in self.given:
            power, code = names.powers.index(answer.power), ANSWERS.index(answer.answer)
            if answer.item:
                put = np.asarray(table.item_id)[power, :, 0] == names.items.index(answer.item)
                item[power, put] = code
            else:
                offer[power, answer.slot - 1] = code
        return StateAnswers(offer, item)


def _target_index(target: str, lever: int, world: World) -> int:
    if not target:
        return 0
    to_power = lever < len(world.names.levers) and float(world.levers.to_power[lever]) > 0
    return (world.names.powers if to_power else world.names.states).index(target)


def items_of(lever: int, world: World) -> tuple[str, ...]:
    """Return the ids of the items that a lever carries."""
    count = int(world.levers.item_count[lever])
    return tuple(world.names.items[int(item)] for item in world.levers.item[:count, lever])


def _mask(items: tuple[str, ...] | None, lever: int, world: World) -> int:
    carried = items_of(lever, world)
    chosen = carried if items is None else items
    return sum(1 << bit for bit, item in enumerate(carried) if item in chosen)


def read_orders(turn: Turn, world: World) -> tuple[Order, ...]:
    """Return the orders and own moves of a turn's first game, with ids."""
    found: list[Order] = []
    for power in range(len(world.names.powers)):
        slots = [_read_order(turn, power, slot, world) for slot in range(world.slots)]
        while slots and slots[-1] == Order(world.names.powers[power], ""):
            slots.pop()
        found += slots
    found += [_read_move(turn, state, world) for state in range(len(world.names.states))]
    return tuple(order for order in found if order.lever or order.target or order.actor in world.names.powers)


def _read_order(turn: Turn, power: int, slot: int, world: World) -> Order:
    orders, names, levers = turn.orders, world.names, world.levers
    assert orders is not None
    lever, target, size, items = (
        int(np.asarray(getattr(orders, name))[power, slot, 0]) for name in ("lever", "target", "size", "items")
    )
    lever = min(max(lever, 0), len(names.levers))
    actor = names.powers[power]
    if lever == len(names.levers):
        return Order(actor, "", names.states[min(max(target, 0), len(names.states) - 1)] if target else "")
    kind = names.powers if float(levers.to_power[lever]) > 0 else names.states
    needed = float(levers.to_power[lever]) > 0 or float(levers.to_state[lever]) > 0
    carried = items_of(lever, world)
    put = tuple(item for bit, item in enumerate(carried) if items >> bit & 1)
    return Order(
        actor=actor,
        lever=names.levers[lever],
        target=kind[min(max(target, 0), len(kind) - 1)] if needed or target else "",
        size=SIZES[min(max(size, 0), len(SIZES) - 1)],
        items=put if put != carried else None,
    )


def _read_move(turn: Turn, state: int, world: World) -> Order:
    orders, names = turn.orders, world.names
    assert orders is not None
    move, court = (int(np.asarray(getattr(orders, name))[state, 0]) for name in ("move", "court"))
    move, court = min(max(move, 0), len(names.moves)), min(max(court, 0), len(names.powers) - 1)
    lever = names.moves[move] if move < len(names.moves) else ""
    needed = bool(lever) and float(world.moves.to_power[move]) > 0
    return Order(names.states[state], lever, names.powers[court] if needed or court else "")


def read_answers(turn: Turn, world: World) -> tuple[Answer, ...]:
    """Return what the seats answered to the offers that lay before them, with ids.

    To amend what cannot be amended is to decline it, and is read as that.
    """
    if turn.answers is None:
        return ()
    return tuple(
        answer
        for state in range(len(world.names.states))
        for power in range(len(world.names.powers))
        for answer in (*_read_offers(turn, power, state, world), *_read_items(turn, power, state, world))
    )


def _read_offers(turn: Turn, power: int, state: int, world: World) -> Iterator[Answer]:
    table, names, answers = turn.table, world.names, turn.answers
    assert answers is not None
    for slot in range(world.slots):
        offered = float(np.asarray(table.offered)[power, slot, state, 0]) > 0.5
        package = float(np.asarray(table.item_slot)[power, slot, 0]) > 0.5
        code = int(np.asarray(answers.offer)[power, slot, state, 0])
        if offered and not package and code != UNDECIDED:
            can_amend = float(np.asarray(table.chance)[1, power, slot, state, 0]) > 0
            yield Answer(names.states[state], names.powers[power], _answer_word(code, can_amend), slot=slot + 1)


def _read_items(turn: Turn, power: int, state: int, world: World) -> Iterator[Answer]:
    table, names, answers = turn.table, world.names, turn.answers
    assert answers is not None
    offered = np.asarray(table.offered)[power, :, state, 0] * np.asarray(table.item_slot)[power, :, 0]
    if not offered.any():
        return
    for place, item in enumerate(np.asarray(table.item_id)[power, :, 0].tolist()):
        code = int(np.asarray(answers.item)[power, place, state, 0])
        if item < len(names.items) and code != UNDECIDED:
            can_amend = float(np.asarray(table.item_chance)[1, power, place, state, 0]) > 0
            word = _answer_word(code, can_amend)
            yield Answer(names.states[state], names.powers[power], word, item=names.items[item])


def _answer_word(code: int, can_amend: bool) -> str:
    return ANSWERS[DECLINE if code == AMEND and not can_amend else code]
