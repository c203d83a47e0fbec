"""What is shipped keeps to what every world must keep to; and the checks find what is wrong."""

import numpy as np
import pytest

from game.model.world import World
from game.policy.registry import make_policy
from game.policy.simple import Random
from tests.conformance import check_policy, check_state, check_world
from tests.engine.stage import SHIPPED, scenario_of, start, world_of

WORLDS = [(name, length) for name in SHIPPED for length in scenario_of(name).lengths]


@pytest.mark.parametrize(("name", "length"), WORLDS)
def test_shipped_worlds_conform(name: str, length: str) -> None:
    check_world(world_of(name, length), games=4)


def test_a_world_with_wrong_weights_is_told(tutorial: World) -> None:
    wrong = tutorial.with_(domains=tutorial.domains.with_(weight=tutorial.domains.weight * np.float32(2)))
    with pytest.raises(AssertionError, match="weights add up to 1"):
        check_world(wrong)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("purse", -1.0, "purse"),
        ("home", 1.5, "home leaves 0 to 1"),
        ("affinity", -2.0, "affinity"),
        ("debt", np.nan, "none"),
    ],
)
def test_an_impossible_state_is_told(tutorial: World, field: str, value: float, told: str) -> None:
    state = start(tutorial)
    state = state.with_(**{field: np.full_like(getattr(state, field), value)})
    with pytest.raises(AssertionError, match=told):
        check_state(state, tutorial)


class Greedily(Random):
    """Orders the dearest thing in every slot, whatever the purse holds."""

    def order(self, view: object) -> object:  # type: ignore[override]
        found = super().order(view)  # type: ignore[arg-type]
        first = view.world.levers.menus[view.place][1]  # type: ignore[attr-defined]
        return found.with_(lever=np.full_like(found.lever, first))


class Remembering(Random):
    """Counts its turns."""

    turns = 0

    def order(self, view: object) -> object:  # type: ignore[override]
        found = super().order(view)  # type: ignore[arg-type]
        self.turns += 1
        return found if self.turns < 4 else found.with_(lever=found.lever * 0 + len(view.world.names.levers))  # type: ignore[attr-defined]


def test_a_policy_that_breaks_the_rules_is_told(tutorial: World) -> None:
    with pytest.raises(AssertionError, match="refused"):
        check_policy(Greedily(), 0, tutorial)  # type: ignore[arg-type]


def test_a_policy_that_remembers_is_told(tutorial: World) -> None:
    with pytest.raises(AssertionError, match="remembers"):
        check_policy(Remembering(), 0, tutorial)  # type: ignore[arg-type]


def test_a_good_policy_passes(tutorial: World) -> None:
    check_policy(make_policy("random", 1, tutorial), 1, tutorial)
