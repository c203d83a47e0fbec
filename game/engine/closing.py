"""The end of a turn: quantities stay within their bounds and what lasts for turns grows older."""

from game.engine.numerics import anything, namespace, number
from game.model.turn import Turn
from game.model.world import World

_BOUNDS = (
    ("affinity", -1.0, 1.0),
    ("trust", 0.0, 1.0),
    ("backlash", 0.0, 1.0),
    ("pressure", 0.0, 1.0),
    ("home", 0.0, 1.0),
    ("tension", 0.0, 1.0),
    ("debt", 0.0, 1e9),
    ("purse", 0.0, 1e9),
    ("attention", 0.0, 1e9),
    ("capital", 0.0, 1e9),
)


def keep_within_bounds(turn: Turn, world: World) -> Turn:
    """Take off what exceeds a bound; in the ledger that is the cause "limit"."""
    xp = namespace(turn.state.purse)
    for field, low, high in _BOUNDS:
        now = getattr(turn.state, field)
        if turn.log is not None or anything(now < low) or anything(now > high):
            turn = turn.add(field, "limit", xp.clip(now, low, high) - now)
    most = world.rules.building.completion_most
    turn = turn.add("completion", "limit", xp.clip(turn.state.completion, 0.0, most) - turn.state.completion)
    built, most_stages = turn.state.stages, world.corridors.stages
    return turn.add("stages", "limit", xp.clip(most_stages - built, None, 0.0))


def grow_older(turn: Turn, world: World) -> Turn:
    """Count down what lasts for some turns."""
    state = turn.state
    xp = namespace(state.courted)
    courted = xp.clip(state.courted - 1.0, 0.0, None)
    wary = xp.clip(state.wary - 1.0, 0.0, None)
    favoured, cautious = number(courted > 0), number(wary > 0)
    return turn.keep(
        courted=courted, discount=state.discount * favoured, bonus=state.bonus * favoured,
        wary=wary, caution=state.caution * cautious,
    )  # fmt: skip
