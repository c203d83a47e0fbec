"""Playing by a doctrine: likings for levers, targets and moves, read from the scenario."""

from dataclasses import dataclass
from typing import ClassVar

from game.engine.acceptance import answer_chances
from game.engine.chance import slot_names, uniform
from game.engine.numerics import index_of_largest, look_up, namespace, number
from game.engine.shares import current_shares
from game.engine.view import View
from game.model.arrays import Array
from game.model.turn import ACCEPT, AMEND, DECLINE
from game.model.world import World
from game.policy.base import PowerOrders, StateAnswers, StateMove, no_move, no_orders, same_answer
from game.policy.choosing import Choice, Shopping
from game.scenario.doctrines import PowerDoctrine, StateDoctrine


@dataclass(frozen=True)
class ByPowerDoctrine:
    """A power that reaches for what it likes most among what it can do."""

    doctrine: PowerDoctrine
    answers: ClassVar[bool] = False

    def order(self, view: View) -> PowerOrders:
        """Fill the slots: first the lever, then the state; a repeated choice is liked less."""
        xp, doctrine = namespace(view.state.purse), self.doctrine
        shopping = Shopping.of(view, doctrine.reserve)
        levers, targets = self._likings(view)
        rows = xp.reshape(xp.arange(levers.shape[0], dtype=xp.int32), (-1, 1))
        columns = xp.reshape(xp.arange(targets.shape[0], dtype=xp.int32), (-1, 1))
        choices = []
        for _ in range(view.world.slots):
            wanted = levers * number(shopping.open())
            row = index_of_largest(wanted)
            made = number(xp.max(wanted, axis=0) > 0)
            target = index_of_largest((targets + 1e-6) * number(shopping.targets(row)))
            choice = Choice(row, target, made)
            shopping = shopping.after(choice)
            levers = levers * (1.0 - (1.0 - doctrine.again) * number(rows == row))
            targets = targets * (1.0 - (1.0 - doctrine.again) * number(columns == target))
            choices.append(choice)
        return Choice.orders(choices, view)

    def _likings(self, view: View) -> tuple[Array, Array]:
        """Return how much levers (menu, B) and states (S, B) are liked this turn, chance included."""
        xp, doctrine, names = namespace(view.state.purse), self.doctrine, view.world.names
        menu = tuple(names.levers[i] for i in view.world.levers.menus[view.place])
        quarter = view.number * view.world.quarters + 1
        step = next((s for s in doctrine.steps if quarter <= s.until), doctrine.steps[-1])
        like_lever = [[step.levers.get(name, 0.0)] for name in menu]
        salience = {name: float(view.world.states.salience[i, 0]) for i, name in enumerate(names.states)}
        like_state = [[(step.targets or salience).get(name, 0.0)] for name in names.states]
        when, spread = f"turn {view.number}", doctrine.spread
        lever_draw = uniform(view.chance, when, "lever", menu)
        state_draw = uniform(view.chance, when, "state", names.states)
        return (
            xp.asarray(like_lever, dtype=xp.float32) * (1.0 - spread + spread * lever_draw),
            xp.asarray(like_state, dtype=xp.float32) * (1.0 - spread + spread * state_draw),
        )

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
        menu = world.moves.menus[view.place]
        if not menu:
            return no_move(view)
        names = tuple(world.names.moves[i] for i in menu)
        when, spread = f"turn {view.number}", doctrine.spread
        luck = 1.0 - spread + spread * uniform(view.chance, when, "move", names)
        can = xp.stack([number(world.moves.capital[i] <= view.state.attention[view.place] + 1e-6) for i in menu])
        like = xp.asarray([[doctrine.moves.get(name, 0.0)] for name in names], dtype=xp.float32)
        wanted = like * luck * can
        best, none = index_of_largest(wanted), len(world.names.moves)
        able = xp.astype(xp.max(wanted, axis=0) > 0, xp.int32)
        powers = world.names.powers
        court = xp.asarray([[doctrine.courts.get(name, 1.0 if not doctrine.courts else 0.0)] for name in powers])
        court = xp.astype(court, xp.float32) * (0.5 + 0.5 * uniform(view.chance, when, "court", powers))
        return StateMove(
            able * (xp.take(xp.asarray(menu, dtype=xp.int32), best) - none) + none, index_of_largest(court)
        )

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
