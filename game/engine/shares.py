"""Shares, dependence and concentration: always computed, never stored.

Hirschman (1945): a state depends on a partner by its share, and the remedy is
many partners. Others outside the contest count as four equal partners.
"""

from typing import NamedTuple

import numpy as np

from game.engine import plain
from game.engine.numerics import exponential, namespace
from game.model.arrays import Array
from game.model.state import State
from game.model.world import World

OTHERS = 4.0  # equal partners that "others" stand for in concentration


class Shares(NamedTuple):
    """Who weighs what; D runs over stock domains, then flow domains, Q over powers, then others."""

    share: Array  # (D, Q, S, B) adding up to 1 over Q
    total: Array  # (K, S, B) bn USD in a stock domain
    dependence: Array  # (Q, S, B) shares weighted over domains


def completion(state: State, world: World) -> Array:
    """Return the part of each power's projects that gets finished, (P, S, B)."""
    return world.powers.completion + state.completion


def pledged_stock(state: State, world: World) -> Array:
    """Return stocks with what is promised and likely to be finished added, (K, Q, S, B)."""
    xp = namespace(state.stock)
    coming = xp.sum(state.pipeline, axis=0) * completion(state, world)
    return xp.concat([state.stock[:, :-1] + coming, state.stock[:, -1:]], axis=1)


def stock_shares(stock: Array) -> Array:
    """Return who holds what of the stocks in one domain (Q, S, B), adding up to 1 over Q."""
    return stock / namespace(stock).sum(stock, axis=0)


def shares_of(stock: Array, odds: Array, world: World) -> Shares:
    """Return shares, totals and dependence for some stocks (K, Q, S, B) and log-odds (F, P, S, B)."""
    xp = namespace(stock)
    if xp is plain and namespace(odds) is plain:
        return Shares(*plain.shares(stock, exponential(odds), world.domains.weight))
    return general_shares_of(stock, odds, world)


def general_shares_of(stock: Array, odds: Array, world: World) -> Shares:
    """Return the same in any namespace."""
    xp = namespace(stock)
    total = xp.sum(stock, axis=1)
    stocks = stock / total[:, None]
    weight = exponential(odds)
    others = 1.0 / (1.0 + xp.sum(weight, axis=1))
    flows = xp.concat([weight * others[:, None], others[:, None]], axis=1)
    share = xp.concat([stocks, flows], axis=0)
    dependence = world.domains.weight[0] * share[0, ...]
    for d in range(1, share.shape[0]):
        dependence = dependence + world.domains.weight[d] * share[d, ...]
    return Shares(share, total, dependence)


def current_shares(state: State, world: World) -> Shares:
    """Return the shares of what is delivered."""
    return shares_of(state.stock, state.odds, world)


def current_dependence(state: State, world: World) -> Array:
    """Return how much states depend on the powers by what is delivered, (P, S, B): the same as of `current_shares`."""
    if type(state.stock) is np.ndarray and type(state.odds) is np.ndarray:
        return plain.dependence(state.stock, exponential(state.odds), world.domains.weight)
    return current_shares(state, world).dependence[:-1, ...]


def pledged_shares(state: State, world: World) -> Shares:
    """Return the shares with promises counted: how a state looks ahead when it weighs offers."""
    return shares_of(pledged_stock(state, world), state.odds, world)


def concentration(share: Array) -> Array:
    """Return the Hirschman index of shares (..., Q, S, B): their squares, others as four equal partners."""
    xp = namespace(share)
    square = share * share
    return xp.sum(square[..., :-1, :, :], axis=-3) + square[..., -1, :, :] * (1.0 / OTHERS)
