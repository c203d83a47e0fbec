"""When what is promised arrives: two games side by side, one in which an order is agreed and one in which it is not."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from game.engine.shares import completion
from game.model.state import State
from game.model.world import World

__all__ = ["Landing", "RouteOutlook", "foresee_landing"]


@dataclass(frozen=True, slots=True)
class RouteOutlook:
    """What an order adds to a corridor by the end of the game."""

    corridor: str
    stages: float
    tonnage: float  # Mt a year


@dataclass(frozen=True, slots=True)
class Landing:
    """When what is promised arrives, if the order is accepted as it stands and nobody builds anything else."""

    signed: float  # bn USD
    expected: float  # bn USD that is ever finished: the rest lapses
    by_quarter: tuple[float, ...]  # bn USD delivered in all, after each quarter that is left of the game
    routes: tuple[RouteOutlook, ...]  # corridors that it helps to build

    @property
    def half(self) -> int | None:
        """After how many quarters half of what is expected has arrived; None if the game ends first."""
        return next((q for q, done in enumerate(self.by_quarter, 1) if done >= self.expected / 2 > 0), None)


def foresee_landing(
    quarters: Sequence[State], agreed: State, power: int, games: tuple[int, int], world: World
) -> Landing | None:
    """Return when a power's order lands, in all states together; None where there is nothing to land.

    Parameters
    ----------
    quarters : the states after every quarter that is left of the game.
    agreed : the state at the end of the turn in which it was agreed.
    power : who builds.
    games : the game in which it is agreed, and the one in which it is not.
    """
    end = quarters[-1]

    def more(values: Any) -> Any:
        values = np.asarray(values)
        return values[..., games[0]] - values[..., games[1]]

    signed = more(agreed.signed[power])
    finished = np.asarray(completion(agreed, world))[power, :, games[0]]
    rows = zip(world.names.corridors, more(end.stages), more(end.tonnage), strict=True)
    routes = tuple(RouteOutlook(name, float(stages), float(tonnage)) for name, stages, tonnage in rows if stages > 0)
    if float(signed.sum()) <= 0 and not routes:
        return None
    delivered = tuple(float(more(state.delivered[power]).sum()) for state in quarters)
    return Landing(float(signed.sum()), float((signed * finished).sum()), delivered, routes)
