"""How a state stands: whom it depends on, how many partners it has, how it is doing."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from game.engine.scoring import METRICS, read
from game.model.state import State
from game.model.world import Measure
from game.sim.desk import Desk

__all__ = ["Standing", "standings"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a state stands; dictionaries are by power, dependence and shares also for "others"."""

    dependence: dict[str, float]  # by what is delivered
    pledged: dict[str, float]  # with promises counted
    shares: dict[str, dict[str, float]]  # by domain: by what is delivered
    partners: float  # effective number of partners: the balance
    development: float  # points gained since the start
    home: float  # support at home, 0 to 1
    tension: float  # of the whole region, 0 to 1
    affinity: dict[str, float]
    debt: dict[str, float]  # bn USD
    pressure: dict[str, float]


def standings(state: State, desk: Desk) -> list[Standing]:
    """Return how a state's seat stands in every game of a batch."""
    world, place = desk.world, desk.view.place
    reading, partners = read(state, world), (*world.names.powers, "others")
    everywhere = tuple(range(len(world.names.states)))

    part = Measure("partners", (), everywhere, "mean", 0, 0, "delivered", -1000.0, False, 1.0, np.zeros(1))
    balance = np.asarray(METRICS["partners"](reading, part))[place]
    columns = {
        "dependence": reading.delivered.dependence, "pledged": reading.pledged.dependence,
        "affinity": state.affinity, "debt": state.debt, "pressure": state.pressure,
    }  # fmt: skip
    found = {name: np.asarray(values)[:, place] for name, values in columns.items()}
    share = np.asarray(reading.delivered.share)[:, :, place]

    def by_partner(values: Any) -> dict[str, float]:
        return dict(zip(partners, values.tolist(), strict=False))

    return [
        Standing(
            shares={d: by_partner(share[i, :, game]) for i, d in enumerate(world.names.domains)},
            partners=float(balance[game]),
            development=float(state.development[place, game]),
            home=float(state.home[place, game]),
            tension=float(state.tension[game]),
            **{name: by_partner(values[:, game]) for name, values in found.items()},
        )
        for game in range(state.tension.shape[-1])
    ]
