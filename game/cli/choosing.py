"""From names on the command line to a scenario, a world and the policies of its seats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from game.cli.calling import CallError, Failure, unknown
from game.cli.finding import find_scenario
from game.model.world import World
from game.policy.base import Policy
from game.policy.registry import make_policy, policy_names
from game.scenario.load import load
from game.scenario.schema import Scenario
from game.sim.prepare import prepare

__all__ = ["Chosen", "choose", "make_policies", "name_seats"]


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
    path = find_scenario(name)
    loaded = load(path, changes)
    if loaded.scenario is None:
        raise Failure(f"{path} cannot be played.\n{loaded.report}")
    lengths = loaded.scenario.lengths
    if length is not None and length not in lengths:
        raise CallError(unknown("The scenario has no length {word!r}", length, lengths))
    return Chosen(path, loaded.scenario, prepare(loaded.scenario, length), tuple(changes))


def name_seats(asked: Mapping[str, str], world: World) -> dict[str, str]:
    """Return the policy of every actor by name: what was asked for, else the scenario's own."""
    actors = world.names.actors
    for actor, name in asked.items():
        if actor not in actors:
            raise CallError(unknown("There is no actor {word!r}", actor, actors))
        known = policy_names(actors.index(actor), world)
        if name not in known:
            raise CallError(unknown(f"There is no policy {{word!r}} for {actor}", name, known))
    return {seat.actor: asked.get(seat.actor, seat.policy) for seat in world.seats}


def make_policies(seats: Mapping[str, str], world: World) -> tuple[Policy, ...]:
    """Return the policies of all seats, in their order."""
    return tuple(make_policy(seats[actor], i, world) for i, actor in enumerate(world.names.actors))
