"""The start of a turn: income comes in and events strike."""

from game.engine.numerics import anything_by_row, namespace, number
from game.model.arrays import Array
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


def strike_events(turn: Turn, world: World) -> Turn:
    """Apply the events of this turn, part by part."""
    happened = anything_by_row(turn.shocks.happened > 0)
    for part in world.events.parts:
        if happened[part.event]:
            turn = _APPLY[part.kind](turn, part, world)
    return turn


def _hit(turn: Turn, part: EventPart) -> Array:
    """Return where an event takes effect: (S, B) weights of 1 and 0."""
    if part.everywhere:
        xp = namespace(turn.state.purse)
        shape = turn.shocks.struck.shape[1:]
        return xp.broadcast_to(turn.shocks.happened[part.event], shape)
    return number(turn.shocks.struck[part.event])


def _change(turn: Turn, part: EventPart, field: str, amount: Array, world: World) -> Turn:
    """Add an amount to the part of a field that an event touches."""
    cause = f"event:{world.names.events[part.event]}"
    if not part.index:
        return turn.add(field, cause, amount)
    return turn.add_at(field, cause, {part.index: amount})


def _add(turn: Turn, part: EventPart, world: World) -> Turn:
    return _change(turn, part, part.field, _hit(turn, part) * part.amount, world)


def _scale(turn: Turn, part: EventPart, world: World) -> Turn:
    """Change a quantity by a share of itself."""
    now = getattr(turn.state, part.field)
    for i in part.index:
        now = now[i]
    return _change(turn, part, part.field, _hit(turn, part) * now * part.amount, world)


def _lapse(turn: Turn, part: EventPart, world: World) -> Turn:
    """Cancel a part of everything that a power has promised in a state."""
    (power,) = part.index
    lost = turn.state.pipeline[:, :, power] * (_hit(turn, part) * -part.amount)
    stages, stocks = lost.shape[:2]
    parts = {(i, k, power): lost[i, k] for i in range(stages) for k in range(stocks)}
    return turn.add_at("pipeline", f"event:{world.names.events[part.event]}", parts)


def _whole_region(turn: Turn, part: EventPart, world: World) -> Turn:
    """Change a quantity that has no state axis: a purse, the tension."""
    return _change(turn, part, part.field, turn.shocks.happened[part.event] * part.amount, world)


def _halt(turn: Turn, part: EventPart, world: World) -> Turn:
    """Shut a corridor, or keep it shut for longer."""
    xp = namespace(turn.state.halted)
    (corridor,) = part.index
    longer = xp.clip(turn.shocks.happened[part.event] * part.amount - turn.state.halted[corridor], 0.0, None)
    return _change(turn, part, "halted", longer, world)


_APPLY = {"add": _add, "scale": _scale, "lapse": _lapse, "region": _whole_region, "halt": _halt}
