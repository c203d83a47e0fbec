"""Playing by a doctrine: likings for levers, targets and moves, read from the scenario."""

from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from game.engine.acceptance import answer_chances
from game.engine.chance import slot_names, uniform, uniform_rows
from game.engine.legality import SLACK
from game.engine.numerics import index_of_largest, look_up, namespace, number, scaled_at
from game.engine.shares import current_shares
from game.engine.view import View
from game.model.arrays import Array, Same
from game.model.turn import ACCEPT, AMEND, DECLINE
from game.model.world import Menu, World
from game.policy.base import PowerOrders, StateAnswers, StateMove, no_move, no_orders, same_answer
from game.policy.choosing import Choice, Shopping, part_of_menu
from game.scenario.doctrines import PowerDoctrine, StateDoctrine


@dataclass(frozen=True)
class ByPowerDoctrine:
    """A power that reaches for what it likes most among what it can do."""

    doctrine: PowerDoctrine
    answers: ClassVar[bool] = False

    def order(self, view: View) -> PowerOrders:
        """Fill the slots: first the lever, then the state; a repeated choice is liked less."""
        xp, doctrine, slots = namespace(view.state.purse), self.doctrine, view.world.slots
        levers, targets, menu = self._likings(view)
        shopping = Shopping.of(view, doctrine.reserve, menu)
        choices = []
        for slot in range(slots):
            wanted = levers * number(shopping.open())
            most = xp.max(wanted, axis=0)
            row = index_of_largest(wanted, most)
            price = shopping.prices(row)
            made = most > 0
            target = index_of_largest((targets + 1e-6) * number(shopping.targets(row, made, price)))
            choices.append(Choice(row, target, number(made)))
            if slot < slots - 1:
                shopping = shopping.after(choices[-1], price)
                levers, targets = scaled_at(levers, row, doctrine.again), scaled_at(targets, target, doctrine.again)
        return Choice.orders(choices, view, menu)

    def _likings(self, view: View) -> tuple[Array, Array, Menu]:
        """Return how much levers (menu, B) and states (S, B) are liked this turn, chance included; and the menu."""
        when, spread, states = f"turn {view.number}", self.doctrine.spread, view.world.names.states
        names, menu, levers, targets = _likings_of(Same(self.doctrine), Same(view.world), view.place, view.number)
        if self.doctrine.deterred > 0:
            targets = targets / (1.0 + self.doctrine.deterred * view.state.declined[view.place])
        for_lever, for_state = uniform_rows(view.chance, when, ("lever", names), ("state", states))
        levers = levers * (1.0 - spread + spread * for_lever)
        return levers, targets * (1.0 - spread + spread * for_state), menu

    def move(self, view: View) -> StateMove:
        """Powers have no moves of their own."""
        return no_move(view)

    def answer(self, view: View) -> StateAnswers:
        """Powers answer nothing."""
        return same_answer(view)


@dataclass(frozen=True)
class ByStateDoctrine:
    """A state that leans one way or another from its cabinet's view."""

    doctrine: StateDoctrine

    @property
    def answers(self) -> bool:
        """Whether it leans from its cabinet's view at all."""
        doctrine = self.doctrine
        return bool(doctrine.lean or doctrine.lean_all or doctrine.crowded or doctrine.dominant)

    def order(self, view: View) -> PowerOrders:
        """States give no orders."""
        return no_orders(view)

    def move(self, view: View) -> StateMove:
        """Make the move liked most among those that there is capital for."""
        xp, world, doctrine = namespace(view.state.purse), view.world, self.doctrine
        if not world.moves.menus[view.place]:
            return no_move(view)
        names, menu, price, like, court = _moves_of(Same(doctrine), Same(world), view.place)
        when, spread = f"turn {view.number}", doctrine.spread
        for_move, for_power = uniform_rows(view.chance, when, ("move", names), ("court", world.names.powers))
        luck = 1.0 - spread + spread * for_move
        wanted = like * luck * number(price <= view.state.attention[view.place] + SLACK)
        most, none = xp.max(wanted, axis=0), len(world.names.moves)
        able = xp.astype(most > 0, xp.int32)
        chosen = look_up(menu, index_of_largest(wanted, most))
        court = court * (0.5 + 0.5 * for_power)
        return StateMove(able * (chosen - none) + none, index_of_largest(court))

    def answer(self, view: View) -> StateAnswers:
        """Answer as the cabinet would, with the doctrine's leanings added to every utility."""
        table, world = view.offers, view.world
        assert table is not None
        here, when, powers = view.place, f"turn {view.number}", world.names.powers
        lean = self._lean(view)
        can_amend = number(table.chance[1, :, :, here] > 0)
        chance = answer_chances(table.utility[:, :, here] + lean, table.amended[:, :, here] + lean, can_amend, world)
        offer = _drawn(chance, uniform(view.chance, when, "offer", powers, slot_names(world.slots)))
        xp = namespace(lean)
        item_lean = xp.sum(lean * table.item_slot, axis=1)[:, None]
        item_amend = number(table.item_chance[1, :, :, here] > 0)
        utility, amended = table.item_utility[:, :, here] + item_lean, table.item_amended[:, :, here] + item_lean
        items = tuple(f"item {i}" for i in range(world.levers.item.shape[0]))
        item_chance = answer_chances(utility, amended, item_amend, world)
        return StateAnswers(offer, _drawn(item_chance, uniform(view.chance, when, "item", powers, items)))

    def _lean(self, view: View) -> Array:
        """Return what is added to the utility of every offer, (P, J, B)."""
        doctrine, table, world, here = self.doctrine, view.offers, view.world, view.place
        assert table is not None
        xp = namespace(view.state.purse)
        own = [doctrine.lean.get(name, 0.0) + doctrine.lean_all for name in world.names.levers]
        lean = look_up(xp.asarray([*own, 0.0], dtype=xp.float32), table.lever)
        project = xp.sum(look_up(world.levers.split, table.lever), axis=0)
        load = xp.sum(view.state.pipeline[:, :, :, here], axis=(0, 1, 2)) / world.states.gdp[here]
        over = xp.clip(load / world.rules.building.absorption - 1.0, 0.0, None)
        weight = _own_share(view, world)
        domain = look_up(world.levers.domain, table.lever)
        heavy = xp.sum(domain * weight[:, :, None], axis=0)
        return lean - project * over * doctrine.crowded - heavy * doctrine.dominant


def _own_share(view: View, world: World) -> Array:
    """Return what every power weighs in this state, by domain, (D, P, B)."""
    return current_shares(view.state, world).share[:, :-1, view.place]


def _drawn(chance: Array, draw: Array) -> Array:
    xp = namespace(draw)
    accepted = number(draw < chance[0])
    amended = number(draw < chance[0] + chance[1]) - accepted
    return xp.astype(accepted * ACCEPT + amended * AMEND + (1.0 - accepted - amended) * DECLINE, xp.int32)


@lru_cache(maxsize=256)
def _likings_of(doctrine: Same, world: Same, place: int, number: int) -> tuple[tuple[str, ...], Menu, Array, Array]:
    """Return the part of a power's menu that it likes at all, with its names, and how much it likes it and the states.

    The likings are (menu, 1) and (S, 1). Where it likes nothing, the first row stands for that.
    """
    names, states = world.it.names, world.it.states
    xp = namespace(states.salience)
    quarter = number * world.it.quarters + 1
    step = next((s for s in doctrine.it.steps if quarter <= s.until), doctrine.it.steps[-1])
    salience = {name: float(states.salience[i, 0]) for i, name in enumerate(names.states)}
    ids = [names.levers[i] for i in world.it.levers.menus[place]]
    liked = tuple(row for row, name in enumerate(ids) if step.levers.get(name, 0.0) > 0) or (0,)
    menu, own = part_of_menu(world.it.menus[place], liked), tuple(ids[row] for row in liked)
    levers = [[step.levers.get(name, 0.0)] for name in own]
    targets = [[(step.targets or salience).get(name, 0.0)] for name in names.states]
    return own, menu, xp.asarray(levers, dtype=xp.float32), xp.asarray(targets, dtype=xp.float32)


@lru_cache(maxsize=256)
def _moves_of(doctrine: Same, world: Same, place: int) -> tuple[tuple[str, ...], Array, Array, Array, Array]:
    """Return the own moves that a state likes at all, and whom it courts (P, 1).

    The moves are given by name, index (menu,), price and liking (menu, 1); where it likes none, the first stands for
    that.
    """
    names, moves, courts = world.it.names, world.it.moves, doctrine.it.courts
    xp = namespace(moves.capital)
    liked = [i for i in moves.menus[place] if doctrine.it.moves.get(names.moves[i], 0.0) > 0]
    menu = liked or moves.menus[place][:1]
    titles = tuple(names.moves[i] for i in menu)
    ids = xp.asarray(menu, dtype=xp.int32)
    like = [[doctrine.it.moves.get(name, 0.0)] for name in titles]
    court = [[courts.get(name, 0.0 if courts else 1.0)] for name in names.powers]
    return (
        titles,
        ids,
        xp.take(moves.capital, ids)[:, None],
        xp.asarray(like, dtype=xp.float32),
        xp.asarray(court, dtype=xp.float32),
    )
