"""Policies of other packages: every entry point of the group `wedge.policies` names one.

    [project.entry-points."wedge.policies"]
    patient = "my_package:Patient"

The object is called without arguments and returns a `Policy`. It is looked for only when a name is asked for that
nothing else has.
"""

from functools import cache
from typing import Any

from game.policy.base import Policy

__all__ = ["GROUP", "make_plugin", "plugin_names"]

GROUP = "wedge.policies"


@cache
def _found() -> dict[str, Any]:
    from importlib.metadata import entry_points  # slow to import, and rarely needed

    return {point.name: point for point in entry_points(group=GROUP)}


def plugin_names() -> tuple[str, ...]:
    """Return the names of all policies of other packages."""
    return tuple(sorted(_found()))


def make_plugin(name: str) -> Policy:
    """Return the policy of that name.

    Raises
    ------
    KeyError
        If there is none.
    """
    policy: Policy = _found()[name].load()()
    return policy
