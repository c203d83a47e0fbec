"""Games compiled by JAX come out as NumPy plays them. Without JAX these tests are skipped: it is 600 MB large."""

import numpy as np
import pytest

from game.model.state import State, quantise
from game.policy.registry import default_policies, make_policy
from game.sim import accelerated
from game.sim.rollout import play_batch
from tests.engine.stage import world_of

GAMES = 200


def test_what_cannot_be_compiled_is_told_by_seat() -> None:
    world = world_of("two-harbours", "three")
    policies = list(default_policies(world))
    assert accelerated.not_compiled(policies) == ()
    policies[1] = make_policy("greedy", 1, world)
    policies[3] = make_policy("planner", 3, world)
    assert accelerated.not_compiled(policies) == (1, 3)


def differing(one: State, other: State) -> dict[str, int]:
    """Return in how many games a field is another number of 1/4096."""
    found = {}
    for name, values in vars(one).items():
        mine, theirs = np.asarray(values), np.asarray(getattr(other, name))
        assert mine.dtype == theirs.dtype, name
        assert mine.shape == theirs.shape, name
        apart = (quantise(mine) != quantise(theirs)).reshape(-1, mine.shape[-1]).any(axis=0)
        if apart.any():
            found[name] = int(apart.sum())
            assert np.abs(mine.astype(np.float64) - theirs).max() < 1e-4, name  # by rounding, not by another decision
    return found


def test_places_at_which_nothing_happens_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A compiler that knows no values is given all places, and everything counts as possible."""
    world = world_of("two-harbours", "three")
    policies, runs = default_policies(world), range(20)
    plain = [turn.state for turn in play_batch(world, policies, 3, runs)]
    for name in ("chance", "opening", "pressing", "view"):  # the others' sums count on NumPy's places being different
        monkeypatch.setattr(f"game.engine.{name}.chosen", lambda mask: np.arange(mask.size))
    everywhere = [turn.state for turn in play_batch(world, policies, 3, runs)]
    for one, other in zip(plain, everywhere, strict=True):
        assert not differing(one, other)


@pytest.mark.timeout(1800)  # compiling takes a minute or two on a quiet machine
@pytest.mark.parametrize("policy", ["", "random"])
def test_compiled_games_are_those_that_numpy_plays(policy: str) -> None:
    pytest.importorskip("jax", reason="JAX is not installed")
    world = world_of("two-harbours", "three")
    seats = range(len(world.seats))
    policies = tuple(make_policy(policy, seat, world) for seat in seats) if policy else default_policies(world)
    plain = [turn.state for turn in play_batch(world, policies, 3, range(GAMES))]
    compiled = list(accelerated.play_states(world, policies, 3, range(GAMES), lanes=256))
    assert len(plain) == len(compiled)
    for one, other in zip(plain, compiled, strict=True):
        assert all(games <= GAMES // 50 for games in differing(one, other).values())
