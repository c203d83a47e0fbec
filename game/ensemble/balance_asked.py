"""Which balance is weighed: from what was asked for, or from a manifest."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from game.ensemble.balance import Effort
from game.ensemble.kinds import BALANCE
from game.ensemble.manifest import Manifest
from game.ensemble.plan import Plan
from game.ensemble.players import name_seats
from game.ensemble.setup import check_same_world, loaded_again, plan_of, world_of_length
from game.model.world import World
from game.policy.registry import SHIPPED
from game.scenario.load import Loaded
from game.scenario.schema import Scenario
from game.sim.untrusted import WrongError, as_object, take, take_text, take_whole

__all__ = ["Asked", "ask", "ask_again"]

_MOST_LINE_UPS = 1000


@dataclass(frozen=True)
class Asked:
    """What is weighed, and how much is played for it."""

    loaded: Loaded
    scenario: Scenario
    world: World
    seats: Mapping[str, str]  # the usual policy of every actor
    seed: int
    effort: Effort

    @property
    def plan(self) -> Plan:
        """The plan of the usual line-up's games."""
        return plan_of(self.loaded, self.world, self.seats, games=self.effort.games, seed=self.seed)

    @property
    def own(self) -> dict[str, Any]:
        """What a manifest says of it beside that plan."""
        return {"kind": BALANCE, "asked": {"effort": asdict(self.effort)}}


def ask(
    loaded: Loaded, effort: Effort, *, seed: int = 0, players: Mapping[str, str] | None = None,
    length: str | None = None,
) -> Asked:  # fmt: skip
    """Make ready what is to be weighed.

    Raises
    ------
    CallError
        If something was asked for that does not exist.
    Failure
        If the scenario has errors.
    """
    scenario, world = world_of_length(loaded, length)
    return Asked(loaded, scenario, world, name_seats(players or {}, world), seed, effort)


def ask_again(manifest: Manifest) -> Asked:
    """Make ready what a manifest tells of, from the texts in it.

    Raises
    ------
    CallError
        If what stands there is none.
    Failure
        If its scenario comes to another world here.
    """
    plan = manifest.plan
    effort = manifest.read_asked(_effort)
    asked = ask(loaded_again(plan), effort, seed=plan.seed, players=plan.seats, length=plan.length)
    check_same_world(plan, asked.plan)
    return asked


def _effort(asked: Mapping[str, Any]) -> Effort:
    found = as_object(take(asked, "effort", "asked"), "effort")
    planner = take_text(found, "planner", "effort")
    if planner not in SHIPPED:
        raise WrongError(f"planner: known are {', '.join(SHIPPED)}.")
    return Effort(
        games=take_whole(found, "games", "effort", 2, 100_000),
        drawn=take_whole(found, "drawn", "effort", 1, _MOST_LINE_UPS),
        planned=take_whole(found, "planned", "effort", 0, 100_000),
        planner=planner,
    )
