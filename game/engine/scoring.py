"""Measuring a game: the metrics, the objectives made of them, and scores from 0 to 100."""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from game.engine.numerics import namespace, number
from game.engine.shares import OTHERS, Shares, current_shares, pledged_shares
from game.model.arrays import Array, Same
from game.model.state import State
from game.model.world import Measure, Objective, Seat, World

_LOW, _HIGH = 33.0, 63.0
_FIRST_GROUND = 3.0  # yeses that make the first ground full; one fills each other


class Reading(NamedTuple):
    """A state with its shares, computed once for all measures."""

    state: State
    delivered: Shares
    pledged: Shares
    world: World


def read(state: State, world: World) -> Reading:
    """Prepare a state for measuring."""
    return Reading(state, current_shares(state, world), pledged_shares(state, world), world)


def score(reading: Reading, seat: int) -> Array:
    """Return the score of a seat, 0 to 100, (B,)."""
    return scale(total(reading, seat), reading.world.seats[seat])


def total(reading: Reading, seat: int) -> Array:
    """Return the weighted sum of a seat's objectives, before scaling, (B,)."""
    objectives = reading.world.seats[seat].objectives
    result = reach(reading, objectives[0]) * objectives[0].weight
    for objective in objectives[1:]:
        result = result + reach(reading, objective) * objective.weight
    return result


def progress(reading: Reading, seat: int) -> Array:
    """Return the same sum with objectives that do not count yet as negative parts, (B,).

    For players who look ahead: what lies below an objective's start is worth working for as well.
    """
    result = None
    for objective in reading.world.seats[seat].objectives:
        value = amount(reading, objective.measures)
        part = (value - objective.start) / (objective.goal - objective.start)
        part = namespace(part).clip(part, -1.0, 1.0) * objective.weight
        result = part if result is None else result + part
    return result


def scale(raw: Array, seat: Seat) -> Array:
    """Map the weighted sum to 0-100 by the seat's two printed points."""
    slope = (_HIGH - _LOW) / (seat.at_63 - seat.at_33)
    return namespace(raw).clip(_LOW + (raw - seat.at_33) * slope, 0.0, 100.0)


def reach(reading: Reading, objective: Objective) -> Array:
    """Return how far an objective is reached, 0 to 1, (B,)."""
    value = amount(reading, objective.measures)
    return namespace(value).clip((value - objective.start) / (objective.goal - objective.start), 0.0, 1.0)


def amount(reading: Reading, measures: tuple[Measure, ...]) -> Array:
    """Return the sum of some measures, (B,)."""
    result = measure(reading, measures[0])
    for part in measures[1:]:
        result = result + measure(reading, part)
    return result


def measure(reading: Reading, part: Measure) -> Array:
    """Return one measure with its factor, (B,).

    Where a change is asked for, each state's value at the start is taken off before states are combined: the
    least change is not the change of the least.
    """
    value = raw_measure(reading, part)
    if part.change:
        value = value - part.start
    return (_over_states(value, part, reading) if value.ndim == 2 else value) * part.times


def raw_measure(reading: Reading, part: Measure) -> Array:
    """Return one measure as it is, in every state (S, B), or (B,) where it is not a state's."""
    value = METRICS[part.metric](reading, part)
    if part.above > -1000.0:
        value = namespace(value).clip(value - part.above, 0.0, None)
    return value


def _over_states(value: Array, part: Measure, reading: Reading) -> Array:
    """Combine (S, B) to (B,)."""
    xp, states = namespace(value), part.states
    if len(states) < value.shape[0]:
        value = xp.stack([value[s, ...] for s in states])
    if part.over == "salience":
        value = value * _weights(Same(reading.world.states.salience), states)
    if part.over in ("least", "most"):
        return (xp.min if part.over == "least" else xp.max)(value, axis=0)
    total = xp.sum(value, axis=0)
    return total * (1.0 / len(states)) if part.over == "mean" else total


@lru_cache(maxsize=64)
def _weights(salience: Same, states: tuple[int, ...]) -> Array:
    """Return the salience of some states against all of theirs, (n, 1)."""
    rows = [salience.it[s, ...] for s in states]
    whole = rows[0]
    for row in rows[1:]:
        whole = whole + row
    return namespace(salience.it).stack([row / whole for row in rows])


def _of_powers(values: Array, part: Measure) -> Array:
    """Add up some powers of (P, S, B): (S, B)."""
    result = values[part.powers[0]]
    for power in part.powers[1:]:
        result = result + values[power]
    return result


def _dependence(reading: Reading, part: Measure) -> Array:
    return _by_shares(reading, part, lambda shares: _of_powers(shares.dependence, part))


def _share(reading: Reading, part: Measure) -> Array:
    return _by_shares(reading, part, lambda shares: _of_powers(shares.share[part.domain], part))


def _by_shares(reading: Reading, part: Measure, found: Callable[[Shares], Array]) -> Array:
    """Return what is found in the shares that a measure is of: by what is delivered, pledged, or half of each."""
    if part.at == "both":
        return (found(reading.delivered) + found(reading.pledged)) * 0.5
    return found(reading.delivered if part.at == "delivered" else reading.pledged)


def _partners(reading: Reading, part: Measure) -> Array:
    def effective(shares: Shares) -> Array:
        square = shares.dependence * shares.dependence
        return 1.0 / (namespace(square).sum(square[:-1], axis=0) + square[-1] * (1.0 / OTHERS))

    return _by_shares(reading, part, effective)


def _affinity_spread(reading: Reading, part: Measure) -> Array:
    xp = namespace(reading.state.affinity)
    return xp.max(reading.state.affinity, axis=0) - xp.min(reading.state.affinity, axis=0)


def _load(reading: Reading, part: Measure) -> Array:
    xp = namespace(reading.state.pipeline)
    return xp.sum(reading.state.pipeline, axis=(0, 1, 2)) / reading.world.states.gdp


def _debt(reading: Reading, part: Measure) -> Array:
    return _of_powers(reading.state.debt, part) / reading.world.states.gdp


def _per_size(field: str) -> Callable[[Reading, Measure], Array]:
    def found(reading: Reading, part: Measure) -> Array:
        return _of_powers(getattr(reading.state, field), part) / reading.world.states.size

    return found


def _kept(reading: Reading, part: Measure) -> Array:
    xp = namespace(reading.state.signed)
    signed = xp.sum(_of_powers(reading.state.signed, part), axis=0)
    delivered = xp.sum(_of_powers(reading.state.delivered, part), axis=0)
    return delivered / xp.maximum(signed, number(signed < 1e-6) + signed)


def _evenness(reading: Reading, part: Measure) -> Array:
    """One minus the concentration of what the powers delivered, on a scale from 0 to 1."""
    given = reading.state.delivered + 0.01
    xp, powers = namespace(given), given.shape[0]
    share = given / xp.sum(given, axis=0)
    return (1.0 - xp.sum(share * share, axis=0)) * (powers / (powers - 1.0))


def _headline(reading: Reading, part: Measure) -> Array:
    return _of_powers(reading.state.headline, part)


def _breadth(reading: Reading, part: Measure) -> Array:
    """How much of each ground is won: full with three yeses on the first, one on each other."""
    ground = reading.state.ground
    xp = namespace(ground)
    full = [xp.clip(ground[g] * (1.0 / (_FIRST_GROUND if g == 0 else 1.0)), 0.0, 1.0) for g in range(ground.shape[0])]
    result = full[0]
    for more in full[1:]:
        result = result + more
    return _of_powers(result, part) * (1.0 / ground.shape[0])


def _field(name: str) -> Callable[[Reading, Measure], Array]:
    return lambda reading, part: _of_powers(getattr(reading.state, name), part)


METRICS: dict[str, Callable[[Reading, Measure], Array]] = {
    "dependence": _dependence,
    "share": _share,
    "partners": _partners,
    "affinity": _field("affinity"),
    "affinity_spread": _affinity_spread,
    "trust": _field("trust"),
    "backlash": _field("backlash"),
    "pressure": _field("pressure"),
    "tension": lambda reading, part: reading.state.tension,
    "debt": _debt,
    "load": _load,
    "delivered": _per_size("delivered"),
    "signed": _per_size("signed"),
    "kept": _kept,
    "evenness": _evenness,
    "headline": _headline,
    "breadth": _breadth,
    "naming": _field("naming"),
    "development": lambda reading, part: reading.state.development,
    "home": lambda reading, part: reading.state.home,
    "stages": lambda reading, part: reading.state.stages[part.corridor],
    "tonnage": lambda reading, part: reading.state.tonnage[part.corridor],
    "votes": _field("opposed"),
}


def scores(state: State, world: World) -> Array:
    """Return the scores of all seats, (A, B), powers first."""
    reading = read(state, world)
    return namespace(state.purse).stack([score(reading, seat) for seat in range(len(world.seats))])
