"""What the report on a scenario's quality is measured with: line-ups that are played once, and how figures are told."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from game.ensemble.line_ups import doctrines_of, policies_of, usual, with_seat
from game.model.world import World
from game.scenario.schema import Scenario
from game.sim.rollout import play

YARDSTICKS = ("yes:idle", "no:idle")  # a state that says the same to every offer
PLANNED = 48  # games of the planner for each seat, at most
PLANNERS = ("planner_gentle", "planner", "planner_hard")
LINE_UPS = 24  # drawn by chance, for the course of a game
Numbers = Any  # an array over games


@dataclass
class Bench:
    """One world, one seed, and every line-up that was already played."""

    scenario: Scenario
    world: World
    seed: int
    games: int
    quick: bool
    played: dict[tuple[tuple[str, ...], int], Numbers] = field(default_factory=dict)

    @property
    def usual(self) -> tuple[str, ...]:
        """The scenario's own line-up."""
        return usual(self.world)

    @property
    def actors(self) -> tuple[str, ...]:
        """Powers, then states."""
        return self.world.names.actors

    @property
    def powers(self) -> int:
        """How many powers there are."""
        return len(self.world.names.powers)

    def with_seat(self, seat: int, name: str, around: Sequence[str] | None = None) -> tuple[str, ...]:
        """Return a line-up in which one seat plays something else."""
        return with_seat(tuple(around or self.usual), seat, name)

    def scores(self, names: tuple[str, ...], games: int | None = None) -> Numbers:
        """Return the final scores of a line-up, (A, B), always with the same luck."""
        key = (names, games or self.games)
        if key not in self.played:
            self.played[key] = play(self.world, policies_of(names, self.world), seed=self.seed, games=key[1]).scores
        return self.played[key]

    def own(self, seat: int, name: str, around: Sequence[str] | None = None, games: int | None = None) -> Numbers:
        """Return the final scores of one seat that plays `name`."""
        return self.scores(self.with_seat(seat, name, around), games)[seat]

    def doctrines(self, seat: int) -> tuple[str, ...]:
        """Return the doctrines that are ways to play a seat."""
        return doctrines_of(seat, self.world)


def half(values: Numbers) -> float:
    """Return half the width of the 95 % interval of a mean."""
    return 1.96 * float(values.std(ddof=1)) / math.sqrt(values.shape[-1])


def told(values: Numbers, sign: str = "") -> str:
    """Return a mean with its interval."""
    return f"{float(values.mean()):{sign}.1f} ±{half(values):.1f}"


def above_zero(values: Numbers) -> bool:
    """Tell whether the interval of a mean lies above 0."""
    return float(values.mean()) - half(values) > 0


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return a markdown table."""
    lines = [" | ".join(head), " | ".join("---" for _ in head), *(" | ".join(row) for row in rows)]
    return [f"| {line} |" for line in lines] + [""]


def verdict(good: bool) -> str:
    """Return how a target stands."""
    return "reached" if good else "**not reached**"
