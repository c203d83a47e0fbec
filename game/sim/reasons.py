"""The reason for a refusal by a rule: one sentence with the numbers, and what would make the order legal."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from game.model.turn import SIZES, Turn
from game.model.world import World
from game.sentence import N_, Amount, Listed, Sentence, Value, counted, phrase
from game.sim.order import Order

__all__ = ["Breach", "listed", "price", "reason", "savings", "title", "told"]


class Breach(NamedTuple):
    """An order that breaks a rule, and what its power has ordered before it in the turn."""

    order: Order
    mine: tuple[Order, ...]
    money: float  # what the earlier orders leave
    capital: float
    turn: Turn  # opened, and nothing ordered
    world: World

    @property
    def power(self) -> int:
        """The index of the power."""
        return self.world.names.powers.index(self.order.actor)

    @property
    def lever(self) -> int:
        """The index of the lever."""
        return self.world.names.levers.index(self.order.lever)

    @property
    def name(self) -> str:
        """What people call the lever."""
        return title("levers", self.order.lever, self.world)

    @property
    def where(self) -> str:
        """What people call the target, "" where there is none."""
        return title("actors", self.order.target, self.world) if self.order.target else ""

    def of(self, array: Any) -> Any:
        """Return the power's own row of something by power, in the first game."""
        return np.asarray(array)[self.power, ..., 0]


def title(kind: str, name: str, world: World) -> str:
    """Return what people read for an id."""
    return world.names.title(kind, name)


def listed(kind: str, names: Sequence[str], world: World) -> Listed:
    """Return things by their ids and their titles."""
    return Listed(tuple(names), tuple(title(kind, name, world) for name in names))


def told(order: Order, world: World) -> Sentence:
    """Write an order in a few words."""
    what, size = title("levers", order.lever, world), Amount(order.size)
    where = title("actors", order.target, world) if order.target else ""
    if order.size != 1.0:
        if where:
            return phrase("{what} to {where}, size {size}", what=what, where=where, size=size)
        return phrase("{what}, size {size}", what=what, size=size)
    return phrase("{what} to {where}", what=what, where=where) if where else Sentence("{what}", {"what": what})


def reason(rule: str, breach: Breach) -> tuple[str, str] | None:
    """Return the sentence and the hint for a broken rule; None for one that explains itself."""
    tell = _REASONS.get(rule)
    return tell(breach) if tell else None


def _size(breach: Breach) -> tuple[str, str]:
    sentence = phrase("{lever} carries no value, so that it has only the full size.", lever=breach.name)
    return sentence, phrase("Give it size 1.")


def _prerequisite(breach: Breach) -> tuple[str, str]:
    world, names = breach.world, breach.world.names
    state = names.states.index(breach.order.target) if breach.order.target in names.states else 0
    needs, has = np.asarray(world.levers.needs)[:, breach.lever], np.asarray(breach.turn.state.ground)
    to_all = float(world.levers.to_all[breach.lever]) > 0
    won = has[:, breach.power, :, 0].sum(axis=1) if to_all else has[:, breach.power, state, 0]
    lacking = [g for g in range(len(names.grounds)) if won[g] < needs[g]]
    missing = tuple(
        phrase("{count} on the ground '{ground}' (so far {won})", count=Amount(float(needs[g])),
               ground=names.title("grounds", names.grounds[g]), won=Amount(float(won[g])))
        for g in lacking
    )  # fmt: skip
    counts, menu = np.asarray(world.levers.counts), world.levers.menus[breach.power]
    winning = [names.levers[i] for i in menu if any(counts[g, i] > 0 for g in lacking)]
    sentence = phrase(
        "{lever} needs yeses in {where} first: {missing}.", lever=breach.name,
        where=breach.where or phrase("all states together"), missing=Listed(missing, missing),
    )  # fmt: skip
    hint = phrase("What wins that ground: {levers}.", levers=listed("levers", winning, world))
    return sentence, hint if winning else ""


def _once(breach: Breach) -> tuple[str, str]:
    world, order = breach.world, breach.order
    now = any((mine.lever, mine.target) == (order.lever, order.target) for mine in breach.mine)
    where = breach.where or phrase("a state")
    sentence = (
        phrase("{lever} can be put to {where} only once, and is ordered already.", lever=breach.name, where=where)
        if now
        else phrase("{lever} can be put to {where} only once, and has been.", lever=breach.name, where=where)
    )
    if float(world.levers.to_state[breach.lever]) < 1:
        return sentence, phrase("It cannot be used again in this game.")
    bit, used = int(world.levers.once_bit[breach.lever]), breach.of(breach.turn.state.used)
    taken = {mine.target for mine in breach.mine if mine.lever == order.lever}
    free = [s for s, mask in zip(world.names.states, used, strict=True) if not int(mask) & bit and s not in taken]
    still = phrase("Still open: {states}.", states=listed("actors", free, world))
    return sentence, still if free else phrase("It has been used everywhere.")


def _pause(breach: Breach) -> tuple[str, str]:
    world = breach.world
    if any(mine.lever == breach.order.lever for mine in breach.mine):
        already = phrase("{lever} is already ordered this turn.", lever=breach.name)
        return already, phrase("Withdraw it, or order something else.")
    past = np.asarray(breach.turn.state.past_lever)[:, breach.power, :, 0]
    age = 1 + int(np.flatnonzero((past == breach.lever).any(axis=1))[0])
    pause = int(world.levers.pause[breach.lever])
    again = breach.turn.number + 1 + pause - age
    ago = phrase("last turn") if age == 1 else counted("{count} turn ago", "{count} turns ago", age)
    sentence = counted(
        "{lever} was used {ago}; it can be used every {count} turn.",
        "{lever} was used {ago}; it can be used every {count} turns.", pause, lever=breach.name, ago=ago,
    )  # fmt: skip
    hint = phrase("It can be used again in turn {turn}.", turn=Amount(again, "count"))
    return sentence, hint if again <= world.turns else phrase("Not again in this game.")


def _journey(breach: Breach) -> tuple[str, str]:
    sentence = N_("There is one journey a turn, and this turn's is {order}.")
    return _second(breach, sentence, breach.world.levers.journey)


def _package(breach: Breach) -> tuple[str, str]:
    sentence = N_("There is one package or statement a turn, and this turn's is {order}.")
    return _second(breach, sentence, breach.world.levers.item_count)


def _second(breach: Breach, sentence: str, marks: Any) -> tuple[str, str]:
    names = breach.world.names
    first = next(mine for mine in breach.mine if float(marks[names.levers.index(mine.lever)]) > 0.5)
    said = Sentence(sentence, {"order": told(first, breach.world)})
    return said, phrase("Withdraw it, or wait for the next turn.")


def _budget(breach: Breach) -> tuple[str, str]:
    world, order = breach.world, breach.order
    costs = {size: _cost(breach, size) for size in SIZES}
    cost, left = costs[order.size], breach.money
    sentence = Sentence(
        N_("{order} costs {cost}; the purse holds {left} after this turn's other orders.")
        if breach.mine
        else N_("{order} costs {cost}; the purse holds {left}."),
        {"order": told(order, world), "cost": Amount(cost, "money", 3), "left": Amount(left, "money", 3)},
    )
    smaller = [size for size in SIZES if costs[size] <= left + 1e-6 and costs[size] < cost]
    if smaller and float(world.levers.valued[breach.lever]) > 0.5:
        return sentence, phrase("The largest size that it can pay is {size}.", size=Amount(smaller[-1]))
    income = float(breach.of(world.powers.income)) * world.quarters
    most = float(breach.of(world.powers.purse_most))
    return sentence, savings(cost, float(breach.of(breach.turn.state.purse)), income, most, "money")


def _capital(breach: Breach) -> tuple[str, str]:
    world, needed = breach.world, effort(breach.order, breach.world)
    sentence = Sentence(
        N_("{order} takes {needed} points of political capital; there are {left} after this turn's other orders.")
        if breach.mine
        else N_("{order} takes {needed} points of political capital; there are {left}."),
        {"order": told(breach.order, world), "needed": Amount(needed), "left": Amount(breach.capital)},
    )
    smaller = [size for size in SIZES if effort(replace(breach.order, size=size), world) <= breach.capital + 1e-6]
    if smaller and smaller[-1] < breach.order.size and float(world.levers.valued[breach.lever]) > 0.5:
        return sentence, phrase("The largest size that it can pay is {size}.", size=Amount(smaller[-1]))
    income, most = float(breach.of(world.powers.capital_income)), float(breach.of(world.powers.capital_most))
    return sentence, savings(needed, float(breach.of(breach.turn.state.capital)), income, most, "points")


def savings(needed: float, held: float, income: float, most: float, unit: str) -> Sentence:
    """Say after how many turns of saving there is enough, if ever; the unit is money or points."""
    if needed <= held + 1e-6:
        return phrase("It could be given first: withdraw another order.")
    if needed > max(most, held) + 1e-6 or income <= 0:
        return phrase("No more than {most} can be saved.", most=_saved(most, unit))
    turns = -int(-(needed - held - 1e-6) // income)
    return counted(
        "Income is {income} a turn: saving for one turn is enough.",
        "Income is {income} a turn: saving for {count} turns is enough.", turns, income=_saved(income, unit),
    )  # fmt: skip


def _saved(amount: float, unit: str) -> Value:
    """Return an amount of what is saved."""
    if unit == "money":
        return Amount(amount, "money")
    return phrase("{amount} points", amount=Amount(amount))


def _cost(breach: Breach, size: float) -> float:
    return price(replace(breach.order, size=size), breach.turn, breach.world)


def effort(order: Order, world: World) -> float:
    """Return how many points of political capital an order takes."""
    levers = world.levers
    return float(levers.capital[world.names.levers.index(order.lever)] * levers.effort[SIZES.index(order.size)])


def price(order: Order, turn: Turn, world: World) -> float:
    """Return what an order costs, in bn USD, with the discount that it gets."""
    names, levers, lever = world.names, world.levers, world.names.levers.index(order.lever)
    power, states, target = names.powers.index(order.actor), len(names.states), order.target
    at = names.states.index(target) if target in names.states else 0
    if target in names.powers:
        at = min(names.powers.index(target), states - 1)
    money = float(np.asarray(levers.money)[(lever * len(SIZES) + SIZES.index(order.size)) * states + at])
    to_state = float(levers.to_state[lever]) > 0
    saved = float(np.asarray(turn.state.discount)[power, at, 0]) if to_state else 0.0
    return money * (1.0 - saved)


_REASONS: dict[str, Callable[[Breach], tuple[str, str]]] = {
    "size": _size,
    "prerequisite": _prerequisite,
    "once": _once,
    "pause": _pause,
    "journey": _journey,
    "package": _package,
    "budget": _budget,
    "capital": _capital,
}
