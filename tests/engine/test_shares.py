"""Shares and concentration, from stocks and log-odds."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from game.engine.shares import OTHERS, concentration, current_shares, pledged_shares, shares_of
from game.model.world import World
from tests.engine.stage import start, world_of

WORLD = world_of("two-harbours")
P, S = len(WORLD.names.powers), len(WORLD.names.states)
STOCKS = arrays(np.float32, (1, P + 1, S, 2), elements=st.floats(0.0, 1000.0, width=32))
ODDS = arrays(np.float32, (2, P, S, 2), elements=st.floats(-30, 30, width=32))


@settings(deadline=None, derandomize=True)
@given(STOCKS, ODDS)
def test_shares_lie_on_the_simplex(stock: "np.ndarray[tuple[int, ...], np.dtype[np.float32]]", odds: object) -> None:
    found = shares_of(stock + np.float32(0.01), odds, WORLD)
    assert np.all(found.share >= 0)
    assert np.allclose(found.share.sum(axis=1), 1.0, atol=1e-5)
    assert np.allclose(found.dependence.sum(axis=0), 1.0, atol=1e-5)
    index = concentration(found.share)
    assert np.all((index > 0) & (index <= 1.0 + 1e-5))


def test_the_first_shares_are_those_of_the_scenario(flagship: World) -> None:
    share = current_shares(start(flagship), flagship).share
    for domain, place in (("trade", (0.014, 0.213, 0.186)), ("infrastructure", (0.01, 0.35, 0.45))):
        found = share[flagship.names.domains.index(domain), :3, 0, 0]
        if domain == "trade":
            assert np.allclose(found, place, atol=1e-4)
        assert np.all(found > 0)


def test_promises_count_as_far_as_they_are_kept() -> None:
    state = start(WORLD, pipeline={"second": {"energy": {"vesk": {"tarn": 2.0}}}}, completion={"vesk": {"tarn": 0.1}})
    kept = float(WORLD.powers.completion[1, 0, 0]) + 0.1
    now, later = current_shares(state, WORLD), pledged_shares(state, WORLD)
    stock, total = state.stock[0, 1, 2, 0], now.total[0, 2, 0]
    assert np.isclose(later.share[0, 1, 2, 0], (stock + 2 * kept) / (total + 2 * kept))
    assert np.array_equal(later.share[1:], now.share[1:])


def test_others_count_as_four_in_concentration() -> None:
    share = np.asarray([0.5, 0.1, 0.4], np.float32).reshape(1, 3, 1, 1)
    assert np.isclose(concentration(share)[0, 0, 0], 0.25 + 0.01 + 0.16 / OTHERS)
