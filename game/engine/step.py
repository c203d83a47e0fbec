"""The schedule of a turn: the phases, in order, in three stages with decisions between them.

Every phase is `(turn, world) -> turn`. Orders are decided after the opening;
the states' seats see the offers before they answer; then the rest follows.
"""

from collections.abc import Callable
from typing import TypeAlias

from game.engine.acceptance import weigh_offers
from game.engine.answering import answer_offers
from game.engine.closing import grow_older, keep_within_bounds
from game.engine.moves import make_moves
from game.engine.opening import collect_income, strike_events
from game.engine.orders import place_orders
from game.engine.quarter import deliver, drift_shares, hold_votes, settle_moods, ship_cargo
from game.engine.reacting import react
from game.engine.signing import act_alone, sign_deals
from game.model.state import State
from game.model.turn import Answers, Orders, Shocks, Turn
from game.model.world import World

RULES_VERSION = 3  # raised whenever the same orders and seed can give another result

Phase: TypeAlias = Callable[[Turn, World], Turn]

OPENING: tuple[Phase, ...] = (collect_income, strike_events)
OFFERING: tuple[Phase, ...] = (place_orders, make_moves, weigh_offers)
AGREEING: tuple[Phase, ...] = (answer_offers, sign_deals, act_alone, react)
QUARTERLY: tuple[Phase, ...] = (deliver, drift_shares, settle_moods, ship_cargo, hold_votes)
CLOSING: tuple[Phase, ...] = (keep_within_bounds, grow_older)
PHASES: tuple[Phase, ...] = OPENING + OFFERING + AGREEING + QUARTERLY + CLOSING

Watcher: TypeAlias = Callable[[str, Turn], None]


def _run(turn: Turn, phases: tuple[Phase, ...], world: World, watch: Watcher | None) -> Turn:
    for phase in phases:
        turns = [turn.having("phase", phase.__name__)]
        del turn  # while a phase works, nobody else holds on to what it replaces
        turn = phase(turns.pop(), world)
        if watch is not None:
            watch(phase.__name__, turn)
    return turn


def open_turn(
    state: State,
    shocks: Shocks,
    number: int,
    world: World,
    *,
    explain: bool = False,
    watch: Watcher | None = None,
) -> Turn:
    """Begin a turn: income and events. With `explain` the causes of every change are kept."""
    turn = Turn(state=state, shocks=shocks, number=number, log=() if explain else None)
    return _run(turn, OPENING, world, watch)


def put_offers(turn: Turn, orders: Orders, world: World, watch: Watcher | None = None, *, lawful: bool = False) -> Turn:
    """Place all orders and own moves, and weigh the offers that follow.

    `lawful` orders are known to be legal in this very state, and are not judged; of all others every one is.
    """
    return _run(turn.with_(orders=orders, lawful=lawful, opened=turn.state), OFFERING, world, watch)


def resolve(turn: Turn, answers: Answers | None, world: World, watch: Watcher | None = None) -> Turn:
    """Answer the offers and let everything follow, to the end of the turn."""
    turn = turn.with_(answers=answers)
    quarters = [(quarter, phase) for quarter in range(world.quarters) for phase in QUARTERLY]
    last = world.quarters - 1
    for quarter, phase in (*((0, phase) for phase in AGREEING), *quarters, *((last, phase) for phase in CLOSING)):
        turns = [turn.with_(quarter=quarter, phase=phase.__name__)]
        del turn
        turn = phase(turns.pop(), world)
        if watch is not None:
            watch(phase.__name__, turn)
    return turn
