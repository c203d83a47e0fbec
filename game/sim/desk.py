"""What lies before one seat, and turns imagined from it.

Whatever a person is told before deciding is computed from a `Desk`: the seat's
view and its own decisions, and nothing else. Nobody's hidden orders and none of
the game's luck are in it, so they cannot leak. Turns are imagined with the
engine's own phases, without luck and without anybody else's orders; several
trays of orders are imagined side by side, each in its own game of a batch.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from game.engine.moves import make_moves
from game.engine.step import QUARTERLY, put_offers, resolve
from game.engine.view import View, quiet_shocks
from game.model.arrays import Record, convert
from game.model.games import table_of_games
from game.model.state import State
from game.model.turn import UNDECIDED, Answers, Orders, Table, Turn
from game.model.world import World
from game.policy.base import no_move, no_orders
from game.sim.explain import Weighing
from game.sim.live import LANES, PlayedTurn, Witness
from game.sim.order import Answer, Order, Written

__all__ = [
    "Desk", "decided", "imagine_answers", "imagine_moves", "imagine_orders", "pass_time", "played",
    "spread", "spread_offers", "with_games",
]  # fmt: skip

Tray = Sequence[Order]


@dataclass(frozen=True)
class Desk:
    """What lies before one seat when it decides."""

    view: View
    mine: tuple[Order, ...] = ()  # the orders, or the own move, that it has decided in this turn
    answers: tuple[Answer, ...] = ()  # and its answers
    offers: tuple[Weighing, ...] = ()  # of a state that is asked to answer: how its cabinet weighs what is put to it

    @property
    def world(self) -> World:
        """The scenario."""
        return self.view.world

    @property
    def actor(self) -> str:
        """The id of the seat's actor."""
        return self.world.names.actors[self.view.seat]

    @cached_property
    def opened(self) -> Turn:
        """The turn as it stands before anything is ordered, without luck, in one game (two equal lanes)."""
        return _quiet(self.view.state, self, LANES)


def spread(record: Any, games: int) -> Any:
    """Return a record in which the first game is repeated; every array in it must end in the game axis."""
    return convert(record, lambda array: np.repeat(array[..., :1], games, axis=-1))


def spread_offers(table: Table, games: int) -> Table:
    """Return what lies on the table, the first game repeated."""
    return table_of_games(table, np.zeros(games, np.int64))


def with_games(turn: Turn, answers: Answers, games: Any) -> tuple[Turn, Answers]:
    """Return an imagined turn and its answers in some of their games, given by number."""

    def taken(record: Any) -> Any:
        return convert(record, lambda array: array.take(games, -1))

    changed = turn.with_(
        state=taken(turn.state), shocks=taken(turn.shocks), orders=taken(turn.orders), opened=taken(turn.opened),
        table=table_of_games(turn.table, games), log=None,
    )  # fmt: skip
    return changed, taken(answers)


def _quiet(state: State, desk: Desk, games: int) -> Turn:
    """Return a turn in which chance does nothing, with its log."""
    same = spread(state, games)
    shocks = quiet_shocks(games, desk.world, same.purse)
    return Turn(state=same, shocks=shocks, number=desk.view.number, log=())


def decided(trays: Sequence[Tray], view: View) -> Orders:
    """Return orders in which a seat gives one tray in each game, and nobody else does anything."""
    names = view.world.names
    games = len(trays)
    written = [Written(tuple(tray)) for tray in trays]
    nothing, still = spread(no_orders(view), games), spread(no_move(view), games)
    own_orders, own_move = nothing, still
    if view.is_power:
        own_orders = _side_by_side([seat.order(view) for seat in written])
    else:
        own_move = _side_by_side([seat.move(view) for seat in written])
    orders = [own_orders if view.is_power and p == view.place else nothing for p in range(len(names.powers))]
    moves = [own_move if not view.is_power and s == view.place else still for s in range(len(names.states))]
    return Orders(
        **{name: np.stack([getattr(o, name) for o in orders]) for name in ("lever", "target", "size", "items")},
        **{name: np.stack([getattr(m, name) for m in moves]) for name in ("move", "court")},
    )


def _side_by_side(decisions: Sequence[Record]) -> Any:
    """Return the first games of some records as the games of one."""
    first = decisions[0]
    return first.with_(
        **{name: np.stack([getattr(d, name)[..., 0] for d in decisions], axis=-1) for name in vars(first)}
    )


def imagine_orders(desk: Desk, trays: Sequence[Tray], funds: float | None = None) -> tuple[Turn, Witness]:
    """Put trays of a seat's orders, each in its own game, to the moment when offers lie on the table.

    Parameters
    ----------
    desk : the seat.
    trays : at least two, none with more orders than a turn has.
    funds : what the seat's purse and political capital hold, if not what they do hold.
    """
    turn = _quiet(desk.view.state, desk, len(trays))
    if funds is not None:
        state, much = turn.state, np.float32(funds)
        full = (np.full_like(held, much) for held in (state.purse, state.capital))
        turn = turn.with_(state=state.with_(**dict(zip(("purse", "capital"), full, strict=True))))
    witness = Witness(turn.state)
    witness("strike_events", turn)
    return put_offers(turn, decided(trays, desk.view), desk.world, witness), witness


def imagine_moves(desk: Desk, trays: Sequence[Tray]) -> Turn:
    """Make a state's own moves, each in its own game, and nothing else."""
    turn = _quiet(desk.view.state, desk, len(trays))
    return make_moves(turn.with_(orders=decided(trays, desk.view), opened=turn.state), desk.world)


def imagine_answers(desk: Desk, answers: Sequence[Sequence[Answer]]) -> tuple[Turn, Answers]:
    """Lay what is put to a state before it, once for each list of answers, with the own move that it has made.

    What a list leaves open stays undecided: without luck it comes to nothing.
    """
    games = len(answers)
    moved = imagine_moves(desk, [desk.mine] * games)
    assert desk.view.offers is not None
    turn = moved.with_(table=spread_offers(desk.view.offers, games))
    given = [Written(given=tuple(some)).answer(desk.view) for some in answers]
    states, found = len(desk.world.names.states), {}
    for name in ("offer", "item"):
        mine = np.stack([getattr(g, name)[..., 0] for g in given], axis=-1)
        whole = np.full((*mine.shape[:-1], states, games), UNDECIDED, np.int32)
        whole[..., desk.view.place, :] = mine
        found[name] = whole
    return turn, Answers(**found)


def played(turn: Turn, answers: Answers, witness: Witness, world: World) -> PlayedTurn:
    """Play an imagined turn out and keep the moments that explain it."""
    return witness.played(resolve(turn, answers, world, witness))


def pass_time(turn: Turn, quarters: int, world: World, watch: Callable[[Turn], None] | None = None) -> Turn:
    """Let quarters go by in which nobody does anything: works, shares, moods and cargo move by themselves.

    Parameters
    ----------
    turn : a turn that is over.
    quarters : how many go by.
    watch : is shown the turn after each.
    """
    turn = turn.with_(quarter=0, log=None, shocks=turn.shocks.with_(ballot={}, attendance={}))
    for _ in range(quarters):
        for phase in QUARTERLY:
            turn = phase(turn, world)
        if watch is not None:
            watch(turn)
    return turn
