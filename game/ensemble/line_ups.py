"""Line-ups: who plays which seat, by names; the usual one, others a seat away from it, and some drawn by chance."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

import numpy as np

from game.model.world import World
from game.policy.base import Policy
from game.policy.registry import SHIPPED, policy_names
from game.policy.yardsticks import make_player
from game.scenario.doctrines import StateDoctrine

__all__ = ["LineUp", "doctrines_of", "drawn", "playable", "policies_of", "usual", "with_seat"]

LineUp: TypeAlias = tuple[str, ...]  # the name of every seat's policy, as `make_player` reads it

_USUAL = 0.3  # how often a drawn line-up has a seat's usual policy
_YARDSTICK = 5.0  # a doctrine that leans further than this for or against everything is no way to play


def usual(world: World) -> LineUp:
    """Return the scenario's own line-up."""
    return tuple(seat.policy for seat in world.seats)


def with_seat(line_up: LineUp, seat: int, name: str) -> LineUp:
    """Return a line-up in which one seat plays something else."""
    return (*line_up[:seat], name, *line_up[seat + 1 :])


def policies_of(names: Sequence[str], world: World) -> list[Policy]:
    """Return the policies of a line-up."""
    return [make_player(name, seat, world) for seat, name in enumerate(names)]


def doctrines_of(seat: int, world: World) -> tuple[str, ...]:
    """Return the doctrines that are ways to play a seat, yardsticks left out."""
    names = [name for name in policy_names(seat, world) if name not in SHIPPED]
    return tuple(name for name in names if not _is_yardstick(world.doctrines[name]))


def playable(seat: int, world: World) -> tuple[str, ...]:
    """Return chance, and the doctrines that are ways to play a seat."""
    return ("random", *doctrines_of(seat, world))


def drawn(world: World, count: int, seed: int) -> Iterator[LineUp]:
    """Yield line-ups drawn by chance: for each seat its usual policy or any that suits it."""
    rng = np.random.default_rng(abs(seed))
    for _ in range(count):
        yield tuple(
            seat.policy if rng.random() < _USUAL else str(rng.choice(playable(i, world)))
            for i, seat in enumerate(world.seats)
        )


def _is_yardstick(doctrine: Any) -> bool:
    return isinstance(doctrine, StateDoctrine) and abs(doctrine.lean_all) > _YARDSTICK
