"""All chance in the game: one counter-based hash, keyed by (seed, run, when, what).

A draw depends on its key alone. Batch size, order of evaluation, worker and
the number of actors drawn before change nothing, and two variants of a
scenario that share a seed share their luck.
"""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, product
from typing import Any

import numpy as np

from game.engine import plain
from game.engine.numerics import for_keeps, namespace, number, places, with_rows
from game.model.arrays import Array, at, chosen, spread
from game.model.turn import Draws, Shocks
from game.model.world import World

_TO_UNIT = 2.0**-24
_MIXING = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))  # shifts and factors of SplitMix64
_NORMAL_SCALE = 1.0 / ((65536**2 - 1) / 3.0) ** 0.5  # of the sum of four uniform 16-bit integers
_NORMAL_MEAN = 2.0 * 65535.0


@lru_cache(maxsize=256)
def _constant(xp: Any, value: int) -> Array:
    return for_keeps(xp).asarray(np.uint64(value))


def _scramble(xp: Any, x: Array) -> Array:
    """Scramble 64-bit integers (the finaliser of SplitMix64, Steele, Lea and Flood 2014, but for its last step)."""
    for shift, factor in _MIXING:
        x = (x ^ (x >> _constant(xp, shift))) * _constant(xp, factor)
    return x


def _mix(xp: Any, x: Array) -> Array:
    """Scramble 64-bit integers. The last step only touches the lower 33 bits."""
    x = _scramble(xp, x)
    return x ^ (x >> _constant(xp, 31))


def _unit(xp: Any, integers: Array) -> Array:
    """Return integers of 24 bits as numbers from 0 to 1 (by way of int32, which converts several times faster)."""
    return xp.astype(xp.astype(integers, xp.int32), xp.float32) * _TO_UNIT


def run_keys(seed: int, runs: Sequence[int] | Any, xp: Any = np) -> Array:
    """Return one key for each run of an ensemble, shape (B,)."""
    base = np.uint64(int.from_bytes(hashlib.blake2b(f"seed {seed}".encode(), digest_size=8).digest(), "little"))
    with np.errstate(over="ignore"):
        numbers = np.asarray(runs, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15) + base
    return _mix(xp, xp.asarray(numbers))


def own_keys(keys: Array, name: str) -> Array:
    """Return keys for a seat's own luck, from which the game's luck cannot be told, (B,)."""
    xp = namespace(keys)
    mark = hashlib.blake2b(f"seat {name}".encode(), digest_size=8).digest()
    return _mix(xp, keys ^ _constant(xp, int.from_bytes(mark, "little")))


@lru_cache(maxsize=4096)
def _draw_keys(when: str, what: str, axes: tuple[tuple[str, ...], ...]) -> Any:
    """Return a key for every combination of the ids on the axes, shape (*axes, 1)."""
    keys = [hashlib.blake2b("/".join((when, what, *ids)).encode(), digest_size=8).digest() for ids in product(*axes)]
    numbers = np.frombuffer(b"".join(keys), dtype="<u8").astype(np.uint64)
    return numbers.reshape((*(len(axis) for axis in axes), 1))


def _bits(keys: Array, when: str, what: str, axes: tuple[tuple[str, ...], ...]) -> Array:
    xp = namespace(keys)
    return _mix(xp, keys + xp.asarray(_draw_keys(when, what, axes)))


def uniform(keys: Array, when: str, what: str, *axes: tuple[str, ...]) -> Array:
    """Return uniform numbers from 0 up to but not including 1, shape (*axes, B)."""
    xp = namespace(keys)
    if type(keys) is np.ndarray:
        return plain.uniform(keys, _draw_keys(when, what, axes), _MIXING, _TO_UNIT)
    bits = _scramble(xp, keys + xp.asarray(_draw_keys(when, what, axes)))
    return _unit(xp, bits >> _constant(xp, 40))


def uniform_rows(keys: Array, when: str, *rows: tuple[str, tuple[str, ...]]) -> list[Array]:
    """Return what `uniform` draws for several things with one axis each: all at once."""
    if type(keys) is not np.ndarray:
        return [uniform(keys, when, what, ids) for what, ids in rows]
    drawn = plain.uniform(keys, _draw_rows(when, rows), _MIXING, _TO_UNIT)
    ends = list(accumulate(len(ids) for _, ids in rows))
    return [drawn[start:end] for start, end in zip([0, *ends], ends, strict=False)]


@lru_cache(maxsize=1024)
def _draw_rows(when: str, rows: tuple[tuple[str, tuple[str, ...]], ...]) -> Any:
    return np.concatenate([_draw_keys(when, what, (ids,)) for what, ids in rows])


def uniform_pairs(keys: Array, when: str, what: str, *axes: tuple[str, ...]) -> Array:
    """Return numbers as `uniform` does, two from each hash: the middle axis is taken in pairs."""
    xp, (outer, middle, inner) = namespace(keys), axes
    if type(keys) is np.ndarray:
        both = plain.pairs(keys, _draw_keys(when, what, (outer, middle[::2], inner)), _MIXING, _TO_UNIT)
        return both.reshape(len(outer), -1, len(inner), keys.size)[:, : len(middle)]
    bits = _bits(keys, when, what, (outer, middle[::2], inner))
    first = _unit(xp, bits >> _constant(xp, 40))
    second = _unit(xp, (bits >> _constant(xp, 8)) & _constant(xp, 0xFFFFFF))
    both = xp.reshape(xp.stack([first, second], axis=2), (len(outer), -1, len(inner), keys.shape[-1]))
    return both[:, : len(middle), ...]


def drawn(draws: Array | Draws, place: Array) -> Array:
    """Return some uniform numbers, given their places among all (*axes, B) laid end to end: the shape of `place`."""
    if not isinstance(draws, Draws):
        return at(draws, place)
    games = draws.keys.shape[-1]
    row = place // games
    return _drawn(draws, at(draws.keys, place - row * games), row)


def drawn_in_rows(draws: Array | Draws, row: Array) -> Array:
    """Return the uniform numbers in some row of every game, (..., B), all rows (*axes) counted as laid end to end."""
    if not isinstance(draws, Draws):
        games = draws.shape[-1]
        return at(draws, row * games + places(namespace(row), games, 1))
    return _drawn(draws, draws.keys, row)


def _drawn(draws: Draws, keys: Array, row: Array) -> Array:
    """Return one number for every key and row of what is drawn."""
    xp = namespace(row, draws.keys)
    ids, shift = _places(draws.when, draws.what, draws.axes, draws.paired)
    ids, shift = at(xp.asarray(ids), row), at(xp.asarray(shift), row) if draws.paired else None
    if xp is plain:
        return plain.drawn(keys, ids, shift, _MIXING, _TO_UNIT)
    bits = _mix(xp, keys + ids) >> (_constant(xp, 40) if shift is None else shift)
    return _unit(xp, bits & _constant(xp, 0xFFFFFF))


def all_drawn(draws: Array | Draws) -> Array:
    """Return all of the numbers, (*axes, B)."""
    if not isinstance(draws, Draws):
        return draws
    draw = uniform_pairs if draws.paired else uniform
    return draw(draws.keys, draws.when, draws.what, *draws.axes)


@lru_cache(maxsize=256)
def _places(when: str, what: str, axes: tuple[tuple[str, ...], ...], paired: bool) -> tuple[Any, Any]:
    """Return the key of every draw, all laid end to end, and of pairs which bits of its hash are used."""
    if not paired:
        return _draw_keys(when, what, axes).reshape(-1), None
    outer, middle, inner = axes
    ids = _draw_keys(when, what, (outer, middle[::2], inner))[..., 0].repeat(2, axis=1)[:, : len(middle)]
    shift = np.where(np.arange(len(middle)) % 2, np.uint64(8), np.uint64(40))[:, None]
    return ids.reshape(-1), np.broadcast_to(shift, ids.shape).reshape(-1)


def normal(keys: Array, when: str, what: str, *axes: tuple[str, ...]) -> Array:
    """Return numbers of mean 0 and variance 1, nearly normal (a sum of four uniform ones), shape (*axes, B)."""
    xp = namespace(keys)
    if type(keys) is np.ndarray:
        return plain.normal(keys, _draw_keys(when, what, axes), _MIXING, _NORMAL_MEAN, _NORMAL_SCALE)
    bits, low = _bits(keys, when, what, axes), _constant(xp, 0xFFFF)
    total = (bits & low) + ((bits >> _constant(xp, 16)) & low)
    total = total + ((bits >> _constant(xp, 32)) & low) + (bits >> _constant(xp, 48))
    return (xp.astype(xp.astype(total, xp.int32), xp.float32) - _NORMAL_MEAN) * _NORMAL_SCALE


def slot_names(slots: int) -> tuple[str, ...]:
    """Return the names of order slots, as keys of chance."""
    return tuple(f"slot {slot}" for slot in range(slots))


def draw_shocks(keys: Array, turn: int, world: World) -> Shocks:
    """Draw everything that chance decides in a turn.

    Parameters
    ----------
    keys : (B,) the runs' keys, from `run_keys`.
    turn : the number of the turn, from 0.
    world : names what is drawn.
    """
    xp, names, when = namespace(keys), world.names, f"turn {turn}"
    quarters = range(turn * world.quarters, (turn + 1) * world.quarters)
    struck, happened = _draw_events(keys, quarters, world)
    slots, items = slot_names(world.slots), tuple(f"item {i}" for i in range(world.levers.item.shape[0]))
    powers, states = names.powers, names.states
    due = [v for v, quarter in enumerate(world.votes.quarter) if quarter - 1 in quarters]
    per_quarter = [f"quarter {quarter}" for quarter in quarters]
    return Shocks(
        struck=struck,
        happened=happened,
        cancel=uniform(keys, when, "cancel", powers, slots),
        offer=Draws(keys, when, "offer", (powers, slots, states)),
        item=Draws(keys, when, "item", (powers, items, states), paired=True),
        reaction=uniform(keys, when, "reaction", powers),
        luck=xp.stack([normal(keys, quarter, "luck", powers, states) for quarter in per_quarter]),
        drift=xp.stack([normal(keys, quarter, "drift", names.flows, powers, states) for quarter in per_quarter]),
        ballot={v: uniform(keys, f"ballot {names.votes[v]}", "vote", states) for v in due},
        attendance={v: uniform(keys, f"ballot {names.votes[v]}", "attendance", states) for v in due},
    )


def _draw_events(keys: Array, quarters: range, world: World) -> tuple[Array, Array]:
    """Return which events happen in a turn, and where they strike: (E, S, B) and (E, B)."""
    struck = happened = None
    for quarter in quarters:
        hit = _draw_hits(keys, quarter, world)
        here = _draw_places(keys, quarter, hit, world)
        xp = namespace(hit)
        struck = here if struck is None else xp.maximum(struck, here)
        happened = hit if happened is None else xp.maximum(happened, hit)
    return struck, happened


def _draw_hits(keys: Array, quarter: int, world: World) -> Array:
    """Return 1 for the events that happen in a quarter, (E, B); nothing is drawn for those of other dates."""
    xp, events, names = namespace(keys), world.events, world.names.events
    due = tuple(event for event, dates in enumerate(events.quarters) if not dates or quarter + 1 in dates)
    nothing = xp.zeros((len(names), keys.shape[-1]), dtype=xp.float32)
    if not due:
        return nothing
    chance = xp.take(xp.asarray(events.chance), xp.asarray(due), axis=0)[:, None]
    hit = number(uniform(keys, f"quarter {quarter}", "event", tuple(names[event] for event in due)) < chance)
    return with_rows(nothing, {event: hit[row, ...] for row, event in enumerate(due)})


def _draw_places(keys: Array, quarter: int, hit: Array, world: World) -> Array:
    """Return 1 where the events that happen strike, (E, S, B); drawn for these alone."""
    xp, events, (count, games), states = namespace(keys), world.events, hit.shape, len(world.names.states)
    found = chosen(hit > 0)
    event = found // games
    draw = drawn(Draws(keys, f"quarter {quarter}", "place", (world.names.events,)), found)
    row = event * states + places(xp, states)
    inside = xp.logical_and(draw >= at(xp.asarray(events.low), row), draw < at(xp.asarray(events.high), row))
    inside = xp.logical_and(inside, at(hit, found) > 0)  # of all places, where nothing is known yet
    nowhere = xp.zeros((count, states, games), dtype=xp.int8)
    return spread(xp.astype(inside, xp.int8), row * games + (found - event * games), nowhere)
