"""What would probably become of an order before it is given: answers with their terms, rivals, worth and time.

A preview plays the seat's tray with the order once in the engine itself:
accepted, amended, declined, and left out. It knows nothing that the seat does
not: chances are those of the cabinets, and nobody else acts.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from game.engine.reacting import REACTIONS
from game.engine.scoring import progress, read, scale
from game.model.state import State
from game.model.turn import ACCEPT, AMEND, ANSWERS, DECLINE, SIZES, Answers
from game.sim.desk import Desk, imagine_orders, pass_time, played
from game.sim.explain import Chances, Reaction, Weighing, explain_reactions, values_offered, weigh_answers
from game.sim.live import PlayedTurn
from game.sim.order import Order, Refusal
from game.sim.preview_landing import Landing, RouteOutlook, foresee_landing
from game.sim.reasons import effort, price
from game.sim.refusing import OrdersSoFar, refuse_order

__all__ = [
    "ItemOutlook", "Landing", "Preview", "RivalOutlook", "RouteOutlook", "Worth", "foreseen_points", "mean_chances",
    "preview_order", "reaction_chances",
]  # fmt: skip

_ACCEPTED, _AMENDED, _DECLINED, _LEFT_OUT = range(4)  # the games of a preview
_FUNDS = 1e6  # what is not affordable is weighed as if it were; whether it can be paid is told apart


@dataclass(frozen=True, slots=True)
class ItemOutlook:
    """How likely it is that every state signs a clause or a deal."""

    item: str
    all_accept: float  # as it stands
    all_sign: float  # as it stands or amended


@dataclass(frozen=True, slots=True)
class RivalOutlook:
    """How a rival would react if all was accepted; what is not listed leaves it silent."""

    reaction: Reaction  # with the reasons for words, a counter-offer and pressure; its draw and outcome mean nothing
    chances: dict[str, float]  # by reaction, "nothing" included
    without: dict[str, float]  # the same without the order


@dataclass(frozen=True, slots=True)
class Worth:
    """What an order would add to the seat's own score by the end, if nobody did anything more.

    Objectives that do not count yet count as negative parts, the way players judge who look ahead: a step towards an
    objective is worth something before the objective is.
    """

    accepted: float  # points, against leaving the order out
    amended: float
    declined: float

    def expected(self, chances: Chances) -> float:
        """Return the mean of the three by their chances."""
        yes = self.accepted * chances.accept + self.amended * chances.amend
        return yes + self.declined * chances.decline


@dataclass(frozen=True, slots=True)
class Preview:
    """What would probably become of an order, given what the seat has ordered before it."""

    order: Order
    refusal: Refusal | None  # why it cannot be given; what is weighed below is then as if it could
    money: float  # bn USD that it costs
    capital: float  # political capital, points
    value: float  # bn USD on offer, in all states together
    called_off: float  # the chance that nothing of it happens, because a journey is called off
    answers: tuple[Weighing, ...]  # by item and state; empty where nobody is asked, or where it cannot be put
    items: tuple[ItemOutlook, ...]
    rivals: tuple[RivalOutlook, ...]
    landing: Landing | None
    worth: Worth | None
    tension: float = 0.0  # what it adds to the region's tension in this turn, if all of it is accepted

    @property
    def chances(self) -> Chances | None:
        """The chances of the answers, for a package or statement their means; None where nobody is asked."""
        return mean_chances(self.answers)

    @property
    def all_accept(self) -> float:
        """The chance that every state accepts everything as it stands."""
        return math.prod(weighing.chances.accept for weighing in self.answers)

    @property
    def all_sign(self) -> float:
        """The chance that every state accepts everything, as it stands or amended."""
        return math.prod(weighing.chances.yes for weighing in self.answers)


def mean_chances(weighings: Sequence[Weighing]) -> Chances | None:
    """Return the mean chances of some answers; None if there are none."""
    if not weighings:
        return None
    means = (sum(getattr(weighing.chances, answer) for weighing in weighings) / len(weighings) for answer in ANSWERS)
    return Chances(*means)


def preview_order(desk: Desk, order: Order) -> Preview:
    """Return what would probably become of an order of a power's seat, were it given after those of its tray.

    Parameters
    ----------
    desk : the seat, from `Session.desk`.
    order : not given yet; it may be one that breaks a rule. What is only too dear is weighed all the same.
    """
    refusal = refuse_order(order, OrdersSoFar(desk.opened, desk.mine, desk.world))
    if refusal is not None and refusal.code not in ("budget", "capital"):
        return _closed(order, refusal, desk)
    turns, slot = _play(order, desk), len(desk.mine)
    answers = tuple(w for w in weigh_answers(turns.weighed, desk.world) if w.order.slot == slot)
    worth, landing = _later(turns, desk)
    return replace(
        _closed(order, refusal, desk),
        value=float(values_offered(turns.weighed.table, desk.view.place, slot, _ACCEPTED).sum()),
        answers=answers,
        items=_items(answers),
        rivals=_rivals(turns, desk),
        landing=landing,
        worth=worth,
        tension=float(_more(turns.turn.state.tension)),
    )


def _closed(order: Order, refusal: Refusal | None, desk: Desk) -> Preview:
    """Return what can be said of an order that is not weighed: what it costs, if there is such an order."""
    names, levers = desk.world.names, desk.world.levers
    known = order.lever in names.levers and order.actor in names.powers and order.size in SIZES
    at = names.levers.index(order.lever) if known else -1
    return Preview(
        order=order,
        refusal=refusal,
        money=price(order, desk.opened, desk.world) if known else 0.0,
        capital=effort(order, desk.world) if known else 0.0,
        value=0.0,
        called_off=float(levers.cancelled[at]),
        answers=(),
        items=(),
        rivals=(),
        landing=None,
        worth=None,
    )


def _play(order: Order, desk: Desk) -> PlayedTurn:
    """Play the tray with the order accepted, amended, declined and left out; all else in the tray is accepted."""
    tray = (*desk.mine, order)
    turn, witness = imagine_orders(desk, [tray, tray, tray, desk.mine], _FUNDS)
    return played(turn, _forced(order, desk), witness, desk.world)


def _forced(order: Order, desk: Desk) -> Answers:
    """Return the answers in the four games; what cannot be amended is accepted."""
    world, power, slot = desk.world, desk.view.place, len(desk.mine)
    states, places = len(world.names.states), world.levers.item.shape[0]
    offer = np.full((len(world.names.powers), world.slots, states, 4), ACCEPT, np.int32)
    item = np.full((len(world.names.powers), places, states, 4), ACCEPT, np.int32)
    lever = world.names.levers.index(order.lever)
    offer[power, slot, :, _DECLINED] = DECLINE
    offer[power, slot, :, _AMENDED] = AMEND if float(world.levers.exclusive[lever]) > 0 else ACCEPT
    if float(world.levers.item_count[lever]) > 0:
        item[power, :, :, _DECLINED] = DECLINE
        amendable = np.asarray(world.items.amendable)[np.asarray(world.levers.item)[:, lever]] > 0
        item[power, amendable, :, _AMENDED] = AMEND
    return Answers(offer, item)


def _items(answers: Iterable[Weighing]) -> tuple[ItemOutlook, ...]:
    """Return for every item how likely all states are to sign it: their cabinets decide independently."""
    found: dict[str, ItemOutlook] = {}
    for weighing in answers:
        if weighing.item is not None:
            so_far = found.get(weighing.item, ItemOutlook(weighing.item, 1.0, 1.0))
            accept, yes = weighing.chances.accept, weighing.chances.yes
            found[weighing.item] = ItemOutlook(weighing.item, so_far.all_accept * accept, so_far.all_sign * yes)
    return tuple(found.values())


def _rivals(turns: PlayedTurn, desk: Desk) -> tuple[RivalOutlook, ...]:
    """Return how the other powers would react, by the engine's own formula."""
    chance = np.asarray(turns.turn.table.reaction_chance)
    return tuple(
        RivalOutlook(reaction, reaction_chances(chance[:, p, _ACCEPTED]), reaction_chances(chance[:, p, _LEFT_OUT]))
        for p, reaction in enumerate(explain_reactions(turns, desk.world))
        if p != desk.view.place
    )


def reaction_chances(chance: Any) -> dict[str, float]:
    """Return the chance of every reaction by name, given those of words, a counter-offer and pressure."""
    found = dict(zip(REACTIONS[1:], (float(value) for value in chance), strict=True))
    return {REACTIONS[0]: 1.0 - sum(found.values()), **found}


def _later(turns: PlayedTurn, desk: Desk) -> tuple[Worth, Landing | None]:
    """Let the rest of the game go by, and return what the order was worth by then, and when its projects landed."""
    world, power = desk.world, desk.view.place
    seen = [quarter.state for quarter in turns.quarters]
    left = desk.view.quarters_left - world.quarters
    end = pass_time(turns.turn, left, world, lambda turn: seen.append(turn.state)).state
    points = foreseen_points(end, desk)
    worth = Worth(*(float(points[game] - points[_LEFT_OUT]) for game in (_ACCEPTED, _AMENDED, _DECLINED)))
    return worth, foresee_landing(seen, turns.turn.state, power, (_ACCEPTED, _LEFT_OUT), world)


def foreseen_points(state: State, desk: Desk) -> Any:
    """Return how far a seat has come in points of its score, objectives that do not count yet as negative parts, (B,).

    Differences mean something, the number itself does not.
    """
    seat = desk.world.seats[desk.view.seat]
    low, high = (float(scale(np.float32(raw), seat)) for raw in (seat.at_33, seat.at_63))
    slope = (high - low) / (seat.at_63 - seat.at_33)
    return np.asarray(progress(read(state, desk.world), desk.view.seat)) * slope


def _more(values: Any) -> Any:
    """Return what accepting adds to quantities (..., 4), against leaving the order out."""
    values = np.asarray(values)
    return values[..., _ACCEPTED] - values[..., _LEFT_OUT]
