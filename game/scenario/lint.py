"""Checks of meaning: what is well written and still cannot be right, or is suspicious.

`CHECKS` is a tuple of small functions; each looks at one thing.
"""

from collections.abc import Callable, Iterable

from game.scenario.parse import Parsed
from game.scenario.problems import Problem
from game.scenario.schema import Scenario

__all__ = ["CHECKS", "lint"]

Check = Callable[[Scenario, Parsed], Iterable[Problem]]
CHECKS: tuple[Check, ...] = ()


def lint(scenario: Scenario, parsed: Parsed) -> list[Problem]:
    """Run all checks on a scenario that was read without errors."""
    return [problem for check in CHECKS for problem in check(scenario, parsed)]
