"""Checks of meaning: what is well written and still cannot be right, or is suspicious.

`CHECKS` is a tuple of small functions, each of which looks at one thing. An
error is something provably wrong, a warning something merely suspicious.
"""

from collections.abc import Callable, Iterable

from game.scenario.checks_aims import AIM_CHECKS
from game.scenario.checks_levers import LEVER_CHECKS
from game.scenario.checks_map import MAP_CHECKS
from game.scenario.checks_sums import SUM_CHECKS
from game.scenario.parse import Parsed
from game.scenario.problems import Problem
from game.scenario.schema import Scenario

__all__ = ["CHECKS", "lint"]

Check = Callable[[Scenario, Parsed], Iterable[Problem]]
CHECKS: tuple[Check, ...] = (*SUM_CHECKS, *LEVER_CHECKS, *AIM_CHECKS, *MAP_CHECKS)


def lint(scenario: Scenario, parsed: Parsed) -> list[Problem]:
    """Run all checks on a scenario that was read without errors."""
    return [problem for check in CHECKS for problem in check(scenario, parsed)]
