"""The two yardsticks: doing nothing, and doing anything."""

from game.engine.chance import slot_names, uniform
from game.engine.legality import SLACK
from game.engine.numerics import index_of_largest, namespace, number
from game.engine.view import View
from game.model.arrays import Array
from game.model.turn import AMEND, DECLINE
from game.policy.base import (
    PowerOrders,
    StateAnswers,
    StateMove,
    no_move,
    no_orders,
    same_answer,
    whole,
)
from game.policy.choosing import Choice, Spending


class Idle:
    """Orders nothing, makes no move and declines everything."""

    answers = True

    def order(self, view: View) -> PowerOrders:
        """Order nothing."""
        return no_orders(view)

    def move(self, view: View) -> StateMove:
        """Make no move."""
        return no_move(view)

    def answer(self, view: View) -> StateAnswers:
        """Decline everything."""
        return same_answer(view, DECLINE)


class Random:
    """Chooses among what is legal, every choice as likely as any other."""

    answers = True

    def order(self, view: View) -> PowerOrders:
        """Fill every slot with a legal order."""
        spending = Spending.of(view)
        choices = []
        for slot in slot_names(view.world.slots):
            free = number(spending.affordable())
            draw = uniform(view.chance, f"turn {view.number}", slot, spending.lever_names, view.world.names.states)
            choice = spending.best(free * (draw + 0.001))
            spending = spending.after(choice)
            choices.append(choice)
        return Choice.orders(choices, view)

    def move(self, view: View) -> StateMove:
        """Make any move that there is capital for."""
        xp, world = namespace(view.state.purse), view.world
        menu = world.moves.menus[view.place]
        if not menu:
            return no_move(view)
        names = tuple(world.names.moves[i] for i in menu)
        draw = uniform(view.chance, f"turn {view.number}", "move", names)
        can = [number(world.moves.capital[i] <= view.state.attention[view.place] + SLACK) for i in menu]
        best = index_of_largest(xp.stack(can) * (draw + 0.001))
        ids = xp.asarray(menu, dtype=xp.int32)
        able = xp.max(xp.stack(can), axis=0) > 0
        none = len(world.names.moves)
        chosen = xp.astype(able, xp.int32) * (xp.take(ids, best) - none) + none
        powers = len(world.names.powers)
        court = xp.astype(uniform(view.chance, f"turn {view.number}", "court") * powers, xp.int32)
        return StateMove(chosen, court)

    def answer(self, view: View) -> StateAnswers:
        """Accept, amend or decline, each a third; what cannot be amended is declined."""
        world = view.world
        powers, slots = world.names.powers, slot_names(world.slots)
        items = tuple(f"item {i}" for i in range(world.levers.item.shape[0]))
        when = f"turn {view.number}"
        return StateAnswers(
            _third(uniform(view.chance, when, "offer", powers, slots)),
            _third(uniform(view.chance, when, "item", powers, items)),
        )


def _third(draw: Array) -> Array:
    xp = namespace(draw)
    return xp.minimum(xp.astype(draw * 3.0, xp.int32), whole(draw, AMEND + 1, *draw.shape[:-1]))
