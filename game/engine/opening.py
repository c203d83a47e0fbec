"""The start of a turn: income comes in and events strike."""

from itertools import groupby, product
from operator import attrgetter
from typing import NamedTuple

from game.engine.numerics import anything_by_row, namespace, number
from game.model.arrays import Array, at, chosen
from game.model.turn import Turn
from game.model.world import EventPart, World


def collect_income(turn: Turn, world: World) -> Turn:
    """Give every actor its money and political capital, up to what it can keep."""
    state, powers, states = turn.state, world.powers, world.states
    xp = namespace(state.purse)
    too_much = xp.maximum(state.purse - powers.purse_most, xp.zeros_like(state.purse))
    turn = turn.add("purse", "not carried over", -too_much)
    turn = turn.add("purse", "income", powers.income * float(world.quarters) + xp.zeros_like(state.purse))
    capital = xp.minimum(powers.capital_income, xp.clip(powers.capital_most - state.capital, 0.0, None))
    turn = turn.add("capital", "income", capital)
    attention = xp.minimum(states.capital_income, xp.clip(states.capital_most - state.attention, 0.0, None))
    return turn.add("attention", "income", attention)


class Struck(NamedTuple):
    """Where an event strikes, among states and games laid end to end: in few of all."""

    places: Array  # (n,)
    hit: Array  # (n,) 1; where a compiler asks for all places, 0 at the others


def _where(here: Array) -> Struck:
    places = chosen(here)
    return Struck(places, number(at(here, places)))


def strike_events(turn: Turn, world: World) -> Turn:
    """Apply the events of this turn, part by part."""
    happened = anything_by_row(turn.shocks.happened > 0)
    for event, parts in groupby(world.events.parts, key=attrgetter("event")):
        if happened[event]:
            struck = _where(turn.shocks.struck[event, ...] > 0)
            for part in parts:
                turn = _APPLY[part.kind](turn, part, struck, world)
    return turn


def _cause(part: EventPart, world: World) -> str:
    return f"event:{world.names.events[part.event]}"


def _change(turn: Turn, part: EventPart, amount: Array, world: World) -> Turn:
    """Add an amount, by game, to the part of a field that has no state axis."""
    if not part.index:
        return turn.add(part.field, _cause(part, world), amount)
    return turn.add_at(part.field, _cause(part, world), {part.index: amount})


def _places(turn: Turn, part: EventPart, struck: Struck) -> Struck:
    """Return where an effect takes hold: where its event strikes, or in all states of the games in which it happens."""
    if not part.everywhere:
        return struck
    happened = turn.shocks.happened[part.event, ...] > 0
    return _where(namespace(happened).broadcast_to(happened, turn.shocks.struck.shape[1:]))


def _add(turn: Turn, part: EventPart, struck: Struck, world: World) -> Turn:
    """Add an amount where the event takes hold."""
    struck = _places(turn, part, struck)
    return turn.add_where(part.field, _cause(part, world), struck.places, {part.index: struck.hit * part.amount})


def _scale(turn: Turn, part: EventPart, struck: Struck, world: World) -> Turn:
    """Change a quantity by a share of itself."""
    struck = _places(turn, part, struck)
    now = at(getattr(turn.state, part.field)[(*part.index, ...)], struck.places)
    lost = struck.hit * now * part.amount
    return turn.add_where(part.field, _cause(part, world), struck.places, {part.index: lost})


def _lapse(turn: Turn, part: EventPart, struck: Struck, world: World) -> Turn:
    """Cancel a part of everything that a power has promised where the event takes hold."""
    struck = _places(turn, part, struck)
    pipeline, (power,), lost = turn.state.pipeline, part.index, struck.hit * -part.amount
    where = product(range(pipeline.shape[0]), range(pipeline.shape[1]), (power,))
    parts = {index: at(pipeline[(*index, ...)], struck.places) * lost for index in where}
    return turn.add_where("pipeline", _cause(part, world), struck.places, parts)


def _whole_region(turn: Turn, part: EventPart, struck: Struck, world: World) -> Turn:
    """Change a quantity that has no state axis: a purse, the tension."""
    return _change(turn, part, turn.shocks.happened[part.event, ...] * part.amount, world)


def _halt(turn: Turn, part: EventPart, struck: Struck, world: World) -> Turn:
    """Shut a corridor, or keep it shut for longer."""
    xp, (corridor,) = namespace(turn.state.halted), part.index
    most = turn.shocks.happened[part.event, ...] * part.amount
    return _change(turn, part, xp.clip(most - turn.state.halted[corridor, ...], 0.0, None), world)


_APPLY = {"add": _add, "scale": _scale, "lapse": _lapse, "region": _whole_region, "halt": _halt}
