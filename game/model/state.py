"""Everything that changes in a game, and nothing else.

Axes: P powers, S states, Q = P + 1 partners (others last), K stock domains,
F flow domains, C corridors, G grounds, H remembered turns, J order slots, B games.
Every array ends in the game axis B.
"""

import hashlib
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from game.model.arrays import Array, Record

QUANTUM = 4096.0  # a digest sees a number rounded to 1/4096


@dataclass(frozen=True)
class State(Record):
    """The state of B games after some phase of a turn."""

    purse: Array  # (P, B) bn USD that a power can still spend
    capital: Array  # (P, B) political capital of powers, points
    attention: Array  # (S, B) political capital of states, points
    stock: Array  # (K, Q, S, B) bn USD held by each partner in a stock domain
    odds: Array  # (F, P, S, B) log-odds of a power against others in a flow domain
    pipeline: Array  # (3, K, P, S, B) bn USD promised and not yet delivered, by stage
    affinity: Array  # (P, S, B) leaning of a state's elite to a power, -1 to 1
    trust: Array  # (P, S, B) belief that promises are kept, 0 to 1
    backlash: Array  # (P, S, B) anger at home about a power, 0 to 1
    pressure: Array  # (P, S, B) coercion now applied, 0 to 1
    grievance: Array  # (P, S, B) anger of the elite about having been pressed, 0 to 1
    completion: Array  # (P, S, B) added to the share of projects that gets finished
    debt: Array  # (P, S, B) bn USD owed
    lock: Array  # (K + F, P, S, B) quarters for which an exclusive contract still binds
    courted: Array  # (P, S, B) turns for which a power is still favoured
    discount: Array  # (P, S, B) part of the money that a favoured power saves
    bonus: Array  # (P, S, B) part by which its packages grow
    caution: Array  # (P, B) added to the cost of signing a power's clauses, after words against it
    wary: Array  # (P, B) turns for which that lasts
    hedging: Array  # (S, B) hedging beyond a state's own, after pressure
    home: Array  # (S, B) support at home, 0 to 1
    development: Array  # (S, B) points gained since the start
    tension: Array  # (B,) of the region, 0 to 1
    headline: Array  # (P, B) news made by signing, salience-weighted
    signed: Array  # (P, S, B) bn USD signed since the start
    delivered: Array  # (P, S, B) bn USD delivered since the start
    ground: Array  # (G, P, S, B) yeses that won a ground
    naming: Array  # (P, S, B) clauses signed that name a third party
    declined: Array  # (P, S, B) offers that a state declined lately, fading
    opposed: Array  # (P, S, B) votes cast against a power's wish
    stages: Array  # (C, B) stages of a corridor that are finished
    works: Array  # (3, C, P, B) stages of a corridor in building, by stage of delivery
    tonnage: Array  # (C, B) Mt a year
    halted: Array  # (C, B) quarters for which a corridor is still shut
    used: Array  # (P, S, B) bit mask of the levers that can be used once and have been
    past_lever: Array  # (H, P, J, B) levers of earlier turns, the latest first
    past_target: Array  # (H, P, J, B) and their targets, counted from 1; 0 where a lever needs none
    past_move: Array  # (H, S, B) own moves of earlier turns
    past_court: Array  # (H, S, B) and the powers that they were for


def quantise(array: Any) -> "np.ndarray[Any, np.dtype[np.int64]]":
    """Return the numbers as integers on a grid of 1/4096, equal wherever the arithmetic is sound."""
    numbers = np.asarray(array)
    if numbers.dtype.kind in "iub":
        return numbers.astype(np.int64)
    return np.rint(numbers.astype(np.float64) * QUANTUM).astype(np.int64)


def field_digest(array: Any, game: int = 0) -> str:
    """Return a short digest of one field of one game."""
    data = np.ascontiguousarray(quantise(np.asarray(array)[..., game])).tobytes()
    return hashlib.blake2b(data, digest_size=6).hexdigest()


def field_digests(state: State, game: int = 0) -> dict[str, str]:
    """Return a short digest of every field of one game."""
    return {entry.name: field_digest(getattr(state, entry.name), game) for entry in fields(state)}


def digest(state: State, game: int = 0) -> str:
    """Return one digest of the whole quantised state of one game."""
    parts = field_digests(state, game)
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def take_games(state: State, games: Any) -> State:
    """Return the state of some of the games (a slice or a list of indices)."""
    return state.with_(**{f.name: getattr(state, f.name)[..., games] for f in fields(state)})
