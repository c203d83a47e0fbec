"""The start of a turn: income comes in and events strike."""

from game.engine.numerics import anything, namespace
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
    for part in world.events.parts:
        if not anything(turn.shocks.happened[part.event] > 0):
            continue
        turn = _APPLY[part.kind](turn, part, world)
    return turn


def _hit(turn: Turn, part: EventPart) -> Array:
    """Return where an event takes effect: (S, B) weights of 1 and 0."""
    if part.everywhere:
        xp = namespace(turn.state.purse)
        shape = turn.shocks.struck.shape[1:]
        return xp.broadcast_to(turn.shocks.happened[part.event], shape)
    return turn.shocks.struck[part.event]


def _spread(turn: Turn, field: str, index: tuple[int, ...], amount: Array) -> Array:
    """Return an array shaped like a field that holds `amount` at some leading indices and 0 elsewhere."""
    whole = getattr(turn.state, field)
    xp = namespace(whole)
    for depth in reversed(range(len(index))):
        size = whole.shape[depth]
        rows = [amount if row == index[depth] else xp.zeros_like(amount) for row in range(size)]
        amount = xp.stack(rows)
    return amount


def _add(turn: Turn, part: EventPart, world: World) -> Turn:
    amount = _hit(turn, part) * part.amount
    return turn.add(part.field, _cause(part, world), _spread(turn, part.field, part.index, amount))


def _scale(turn: Turn, part: EventPart, world: World) -> Turn:
    """Change a quantity by a share of itself."""
    now = getattr(turn.state, part.field)
    for i in part.index:
        now = now[i]
    amount = _hit(turn, part) * now * part.amount
    return turn.add(part.field, _cause(part, world), _spread(turn, part.field, part.index, amount))


def _lapse(turn: Turn, part: EventPart, world: World) -> Turn:
    """Cancel a part of everything that a power has promised in a state."""
    (power,) = part.index
    pipeline = turn.state.pipeline
    lost = pipeline[:, :, power] * (_hit(turn, part) * part.amount)
    xp = namespace(pipeline)
    parts = [lost if row == power else xp.zeros_like(lost) for row in range(pipeline.shape[2])]
    return turn.add("pipeline", _cause(part, world), -xp.stack(parts, axis=2))


def _whole_region(turn: Turn, part: EventPart, world: World) -> Turn:
    """Change a quantity that has no state axis: a purse, the tension."""
    amount = turn.shocks.happened[part.event] * part.amount
    if part.index:
        amount = _spread(turn, part.field, part.index, amount)
    return turn.add(part.field, _cause(part, world), amount)


def _halt(turn: Turn, part: EventPart, world: World) -> Turn:
    """Shut a corridor, or keep it shut for longer."""
    xp = namespace(turn.state.halted)
    (corridor,) = part.index
    longer = xp.clip(turn.shocks.happened[part.event] * part.amount - turn.state.halted[corridor], 0.0, None)
    return turn.add("halted", _cause(part, world), _spread(turn, "halted", part.index, longer))


def _cause(part: EventPart, world: World) -> str:
    return f"event:{world.names.events[part.event]}"


_APPLY = {"add": _add, "scale": _scale, "lapse": _lapse, "region": _whole_region, "halt": _halt}
