"""What is wrong or suspicious in a scenario that can be read."""

import inspect
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from game.policy.registry import SHIPPED
from game.scenario.actors import State
from game.scenario.checks_aims import POLICIES
from game.scenario.checks_sums import check_actor_count, check_sums_to_one
from game.scenario.codes import CODES
from game.scenario.lint import _PROOFS, CHECKS, lint, provable
from game.scenario.load import Loaded, load
from game.scenario.parse import Parsed
from game.scenario.problems import Problem
from game.scenario.schema import Scenario

BASE = Path(__file__).parent / "bad" / "_base.yaml"


def base() -> tuple[Scenario, Parsed]:
    loaded: Loaded = load(BASE)
    assert loaded.scenario is not None
    assert loaded.parsed is not None
    return loaded.scenario, loaded.parsed


def sentences(check: Callable[[Scenario, Parsed], Iterable[Problem]], scenario: Scenario) -> list[str]:
    return [problem.sentence for problem in check(scenario, base()[1])]


def test_the_base_passes_all_checks() -> None:
    assert lint(*base()) == []


def test_what_is_provably_wrong_is_found_without_the_rest() -> None:
    scenario, parsed = base()
    broken = replace(
        scenario,
        time=replace(scenario.time, first="2024"),
        sources={**scenario.sources, "unused": next(iter(scenario.sources.values()))},
    )
    everything = lint(broken, parsed)
    assert {one.severity for one in everything} == {"error", "warning"}
    assert [*provable(broken, parsed)] == [one for one in everything if one.severity == "error"]


@pytest.mark.parametrize("check", [check for check in CHECKS if check not in _PROOFS])
def test_a_check_that_is_left_out_finds_nothing_provable(check: Callable[..., object]) -> None:
    codes = re.findall(r'"([A-Z]{3}\d\d)"', inspect.getsource(check))
    assert codes
    assert {CODES[code].severity for code in codes} == {"warning"}


def test_every_check_says_what_it_looks_for() -> None:
    assert all(check.__doc__ for check in CHECKS)


def test_the_shipped_policies_are_known() -> None:
    assert set(POLICIES) == set(SHIPPED)


def test_two_to_eight_powers_and_two_to_twenty_states() -> None:
    scenario, _ = base()
    north, coast = scenario.actors["north"], scenario.actors["coast"]
    few = replace(scenario, actors={"north": north, "coast": coast})
    assert sentences(check_actor_count, few) == [
        "the scenario has 1 powers, 2 to 8 are possible",
        "the scenario has 1 states, 2 to 20 are possible",
    ]
    powers = {f"power{number}": north for number in range(9)}
    states = {f"state{number}": coast for number in range(21)}
    assert len(sentences(check_actor_count, replace(scenario, actors={**powers, **states}))) == 2


def test_rounding_to_two_digits_is_no_fault() -> None:
    scenario, _ = base()
    coast = scenario.actors["coast"]
    assert isinstance(coast, State)
    thirds = replace(coast, weights={"finance": 0.333, "trade": 0.666})
    assert sentences(check_sums_to_one, replace(scenario, actors={**scenario.actors, "coast": thirds})) == []
