"""Checks of meaning: what is well written and still cannot be right, or is suspicious.

`CHECKS` is a tuple of small functions, each of which looks at one thing. An
error is something provably wrong, a warning something merely suspicious.
"""

from collections.abc import Callable, Iterable, Iterator

from game.scenario.checks_aims import AIM_CHECKS
from game.scenario.checks_levers import LEVER_CHECKS, check_hands, check_left_out, check_modelled, check_unused
from game.scenario.checks_map import MAP_CHECKS, check_hues, check_icons
from game.scenario.checks_sums import SUM_CHECKS, check_corridors, check_never, check_sums_of_money
from game.scenario.parse import Parsed
from game.scenario.problems import Problem
from game.scenario.schema import Scenario

__all__ = ["CHECKS", "lint", "provable"]

Check = Callable[[Scenario, Parsed], Iterable[Problem]]
CHECKS: tuple[Check, ...] = (*SUM_CHECKS, *LEVER_CHECKS, *AIM_CHECKS, *MAP_CHECKS)
_SUSPICIONS: tuple[Check, ...] = (
    check_never, check_corridors, check_sums_of_money, check_left_out, check_unused, check_modelled,
    check_hands, check_hues, check_icons,
)  # fmt: skip
_PROOFS = tuple(check for check in CHECKS if check not in _SUSPICIONS)


def lint(scenario: Scenario, parsed: Parsed) -> list[Problem]:
    """Run all checks on a scenario that was read without errors."""
    return [problem for check in CHECKS for problem in check(scenario, parsed)]


def provable(scenario: Scenario, parsed: Parsed) -> Iterator[Problem]:
    """Yield the errors alone, one check after the other; those that can only find something suspicious are not run."""
    for check in _PROOFS:
        yield from (problem for problem in check(scenario, parsed) if problem.severity == "error")
