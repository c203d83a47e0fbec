"""Size has a price: in money more than in proportion, and in political capital."""

from typing import Any

import numpy as np
import pytest

from game.engine.view import View
from game.model.turn import SIZES
from game.policy.registry import make_policy
from game.sim.rollout import play_batch
from tests.engine.stage import get, play, start, variant, world_of

PRICED = {"rules.building.price_exponent": 2.0, "rules.building.capital_by_size": 0.5}


def spent(size: float, changes: dict[str, Any]) -> tuple[float, float]:
    """Return what an order of a size takes from the purse and from the political capital."""
    world = variant("two-harbours", changes)
    seen = play(world, start(world), {"vesk": [f"gas_terminal oro x {size:g}"]})
    before, after = seen["strike_events"].state, seen["place_orders"].state
    taken = (get(before, world, name, "vesk") - get(after, world, name, "vesk") for name in ("purse", "capital"))
    money, capital = taken
    return money, capital


@pytest.mark.parametrize("size", [0.25, 0.5, 1.5])
def test_what_an_order_takes_grows_with_its_size(size: float) -> None:
    money, capital = spent(1.0, PRICED)
    assert money > 0
    assert capital > 0
    assert spent(size, PRICED) == pytest.approx((money * size**2, capital * (0.5 + 0.5 * size)), rel=1e-4)
    assert spent(size, {}) == pytest.approx((money * size, capital), rel=1e-4)


def test_greedy_orders_in_several_sizes_and_only_what_it_can_pay() -> None:
    world = world_of("central-asia-2024", "demonstration")
    for seat in range(len(world.names.powers)):
        names = [make_policy("greedy" if at == seat else of.policy, at, world) for at, of in enumerate(world.seats)]
        found: set[float] = set()
        for turn in play_batch(world, names, 5, range(6)):
            assert not np.any(turn.table.refusal[seat])
            found |= {SIZES[size] for size in turn.table.size[seat][turn.table.lever[seat] < len(world.names.levers)]}
        assert len(found) > 2, (world.names.powers[seat], found)


def test_greedy_imagines_the_powers_from_their_own_seats() -> None:
    """A view that has been asked for its place already gives the same move as a fresh one."""
    world = world_of("two-harbours", "three")
    fresh = [View(4, 0, world, start(world), np.arange(2, dtype=np.uint64)) for _ in range(2)]
    assert fresh[0].place == 2
    one, two = (make_policy("greedy", 4, world).move(view) for view in fresh)
    assert np.array_equal(one.move, two.move)
    assert np.array_equal(one.court, two.court)
