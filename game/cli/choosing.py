"""From names on the command line to a scenario, a world and the policies of its seats."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from game.cli.calling import Failure
from game.cli.finding import find_scenario
from game.ensemble.players import make_policies, name_seats
from game.ensemble.setup import world_of_length
from game.model.world import World
from game.scenario.load import Loaded, load
from game.scenario.schema import Scenario

__all__ = ["Chosen", "choose", "make_policies", "name_seats", "read_scenario"]


@dataclass(frozen=True)
class Chosen:
    """A scenario that was asked for, ready to be played."""

    path: Path
    scenario: Scenario
    world: World
    changes: tuple[str, ...]

    @property
    def about(self) -> dict[str, Any]:
        """What identifies it, for other programs."""
        world = self.world
        return {
            "scenario": world.names.scenario, "file": self.path.name, "changes": list(self.changes),
            "digest": world.digest, "length": world.length,
        }  # fmt: skip


def choose(name: str, length: str | None = None, changes: Sequence[str] = ()) -> Chosen:
    """Load and prepare a scenario; faults in it are told in full."""
    loaded = read_scenario(name, changes)
    scenario, world = world_of_length(loaded, length)
    return Chosen(loaded.path, scenario, world, tuple(changes))


def read_scenario(name: str, changes: Sequence[str] = ()) -> Loaded:
    """Load a scenario; faults in it are told in full, and what is merely suspicious on the error stream."""
    path = find_scenario(name)
    loaded = load(path, changes, drawn=False)
    if loaded.scenario is None:
        raise Failure(f"{path} cannot be played.\n{loaded.report}")
    if loaded.problems:
        print(loaded.report, file=sys.stderr)
    return loaded
