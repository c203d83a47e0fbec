"""A state's own moves: what each costs, needs and does, and why it is closed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from game.engine.moves import weariness
from game.engine.step import resolve
from game.model.turn import DECLINE, Answers, Turn
from game.sim.desk import Desk, imagine_orders, pass_time
from game.sim.order import Order, Refusal
from game.sim.outlook_standing import Standing, standings
from game.sim.preview import foreseen_points
from game.sim.refusing import OrdersSoFar, refuse_order

__all__ = ["Effect", "MoveChoice", "MoveMenu", "MoveTarget", "move_menu"]

_NOTHING = 1e-7


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that a move does: a change of a quantity, or what it lays on the table for this turn's offers.

    Quantities are fields of the state, `dependence` and `partners`, and from the table: `tender` with rivals and
    `tender alone` (by what part a project grows), `welcome` (favour for statements), `hosting ties` and
    `hosting home` (if meetings take place), `voice naming` and `voice pressure` (by what part their weight falls).
    """

    quantity: str
    of: str  # a power, corridor or partner; "" where there is none
    amount: float


@dataclass(frozen=True, slots=True)
class MoveTarget:
    """A move and whom it is for."""

    target: str  # a power, "" for a move that is for nobody
    refusal: Refusal | None  # why it cannot be made; None where it can
    fresh: float  # what part of its effect it has, 1 unless it was made lately
    effects: tuple[Effect, ...]  # at once; empty where it cannot be made
    later: Standing | None  # after the quarters of an outlook, if nobody does anything else
    worth: float  # points of the seat's own score by the end, against making no move


@dataclass(frozen=True, slots=True)
class MoveChoice:
    """An own move of a state."""

    lever: str
    title: str
    about: str
    capital: float  # political capital that it takes, points
    pause: float  # turns from one use to the next, at least
    together: float  # how many states must make it in the same turn for it to be heard; 0 where it needs nobody
    targets: tuple[MoveTarget, ...]
    chosen: str | None  # the target that the seat has chosen it for; None where it has not

    @property
    def open(self) -> bool:
        """Whether it could be made now."""
        return any(target.refusal is None for target in self.targets)


@dataclass(frozen=True, slots=True)
class MoveMenu:
    """A state's own moves, of which it makes one a turn: choosing another takes the place of the first."""

    actor: str
    capital: float  # points
    now: Standing
    still: Standing  # after the quarters of an outlook without a move
    moves: tuple[MoveChoice, ...]


def move_menu(desk: Desk, quarters: int = 8) -> MoveMenu:
    """Return the own moves of a state's seat that decides its orders.

    Parameters
    ----------
    desk : the seat, from `Session.desk`.
    quarters : how far to look ahead, at most to the end of the game.

    Raises
    ------
    ValueError
        If the seat is a power's.
    """
    if desk.view.is_power:
        raise ValueError(f"{desk.actor} is a power: it has levers, not own moves")
    tables = desk.world.moves.menus[desk.view.place]
    orders = [order for move in tables for order in _orders(move, desk)]
    refusals = [refuse_order(order, OrdersSoFar(desk.opened, (), desk.world)) for order in orders]
    tried = [order for order, refusal in zip(orders, refusals, strict=True) if refusal is None]
    found, still = _play(tried, quarters, desk)
    targets = {
        order: MoveTarget(order.target, refusal, _freshness(order, desk), *found.get(order, ((), None, 0.0)))
        for order, refusal in zip(orders, refusals, strict=True)
    }
    (now, *_) = standings(desk.view.state, desk)
    capital = float(np.asarray(desk.view.state.attention)[desk.view.place, 0])
    return MoveMenu(desk.actor, capital, now, still, tuple(_choice(move, targets, desk) for move in tables))


def _orders(move: int, desk: Desk) -> Iterator[Order]:
    """Yield a move once for everybody whom it can be for."""
    names, lever = desk.world.names, desk.world.names.moves[move]
    for target in names.powers if float(desk.world.moves.to_power[move]) > 0 else ("",):
        yield Order(desk.actor, lever, target)


def _choice(move: int, targets: dict[Order, MoveTarget], desk: Desk) -> MoveChoice:
    world, lever = desk.world, desk.world.names.moves[move]
    return MoveChoice(
        lever=lever,
        title=world.names.title("levers", lever),
        about=world.names.titles.get(f"about.{lever}", ""),
        capital=float(world.moves.capital[move]),
        pause=float(world.moves.pause[move]),
        together=float(world.moves.voice[0, move]),
        targets=tuple(target for order, target in targets.items() if order.lever == lever),
        chosen=next((order.target for order in desk.mine if order.lever == lever), None),
    )


def _freshness(order: Order, desk: Desk) -> float:
    """Return what part of its effect a move has, after earlier ones."""
    names, opened = desk.world.names, desk.opened
    shape = np.asarray(opened.state.past_move)[0]
    move = np.full_like(shape, names.moves.index(order.lever))
    court = np.full_like(shape, names.powers.index(order.target) if order.target else 0)
    return 1.0 / (1.0 + float(np.asarray(weariness(opened, move, court, desk.world))[desk.view.place, 0]))


def _play(
    orders: list[Order], quarters: int, desk: Desk
) -> tuple[dict[Order, tuple[tuple[Effect, ...], Standing, float]], Standing]:
    """Make every move in its own game, none in the first, and let time go by."""
    world = desk.world
    made, _ = imagine_orders(desk, [(), *((order,) for order in orders), ()])
    at_once, left = _effects(made, desk), desk.view.quarters_left - world.quarters
    end = resolve(made, _nothing(made, desk), world)
    soon = pass_time(end, min(quarters, left), world)
    later, points = standings(soon.state, desk), foreseen_points(
        pass_time(soon, left - min(quarters, left), world).state, desk
    )  # fmt: skip
    found = {
        order: (at_once[game], later[game], float(points[game] - points[0])) for game, order in enumerate(orders, 1)
    }
    return found, later[0]


def _nothing(turn: Turn, desk: Desk) -> Answers:
    """Return answers to nothing."""
    world, games = desk.world, turn.state.purse.shape[-1]
    powers, states = len(world.names.powers), len(world.names.states)
    offer = np.full((powers, world.slots, states, games), DECLINE, np.int32)
    return Answers(offer, np.full((powers, world.levers.item.shape[0], states, games), DECLINE, np.int32))


def _effects(turn: Turn, desk: Desk) -> list[tuple[Effect, ...]]:
    """Return what every move does at once, by comparing it with the first game, in which none is made."""
    columns = list(_columns(turn, desk))
    return [
        tuple(
            Effect(quantity, of, float(values[game] - values[0]))
            for quantity, of, values in columns
            if abs(float(values[game] - values[0])) > _NOTHING
        )
        for game in range(turn.state.purse.shape[-1])
    ]


def _columns(turn: Turn, desk: Desk) -> Iterator[tuple[str, str, Any]]:
    """Yield everything that a move can change, (B,) each."""
    state, table, names, place = turn.state, turn.table, desk.world.names, desk.view.place
    for field in ("home", "development"):
        yield field, "", np.asarray(getattr(state, field))[place]
    yield "tension", "", np.asarray(state.tension)
    for field in ("affinity", "pressure", "debt", "discount", "bonus", "courted"):
        for p, power in enumerate(names.powers):
            yield field, power, np.asarray(getattr(state, field))[p, place]
    for c, corridor in enumerate(names.corridors):
        yield "stages", corridor, np.asarray(state.stages)[c]
    after = standings(state, desk)
    yield "partners", "", np.asarray([one.partners for one in after])
    for partner in after[0].dependence:
        yield "dependence", partner, np.asarray([one.dependence[partner] for one in after])
    yield "tender", "", np.asarray(table.tender)[0, place]
    yield "tender alone", "", np.asarray(table.tender)[1, place]
    yield "welcome", "", np.asarray(table.welcome)[place]
    yield "hosting ties", "", np.asarray(table.hosting)[0, place]
    yield "hosting home", "", np.asarray(table.hosting)[1, place]
    yield "voice naming", "", 1.0 - np.asarray(table.voice)[0, place]
    yield "voice pressure", "", 1.0 - np.asarray(table.voice)[1, place]
