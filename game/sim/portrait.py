"""How a state stands: what it depends on, whom it likes, what it was promised and what it got. All of it is public."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from game.engine.shares import Shares, concentration, current_shares, pledged_shares
from game.model.state import State
from game.model.world import World

__all__ = ["OTHERS", "DomainPortrait", "Partner", "StatePortrait", "portray", "standing"]

OTHERS = "others"  # everyone outside the contest, as one partner


@dataclass(frozen=True, slots=True)
class Partner:
    """What one power is to a state; of the others together only the shares mean anything."""

    actor: str
    dependence: float  # 0 to 1, of what is delivered
    pledged: float  # the same with promises counted
    history: tuple[float, ...]  # of dependence: at the start and after every turn
    affinity: float = 0.0  # -1 to 1
    affinity_before: float = 0.0
    trust: float = 0.0  # 0 to 1
    backlash: float = 0.0  # 0 to 1
    pressure: float = 0.0  # 0 to 1
    grievance: float = 0.0  # 0 to 1
    signed: float = 0.0  # bn USD since the start
    delivered: float = 0.0
    coming: float = 0.0  # bn USD promised and not yet delivered
    debt: float = 0.0  # bn USD

    @property
    def before(self) -> float:
        """The dependence one turn ago."""
        return self.history[-2] if len(self.history) > 1 else self.dependence


@dataclass(frozen=True, slots=True)
class DomainPortrait:
    """One field of dependence."""

    domain: str
    weight: float  # how much it counts
    shares: tuple[float, ...]  # by partner, in the order of the portrait
    pledged: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class StatePortrait:
    """How one state stands."""

    state: str
    gdp: float  # bn USD
    home: float  # support at home, 0 to 1
    development: float  # points gained since the start
    attention: float  # points of political capital
    balance: tuple[float, ...]  # effective number of partners: at the start and after every turn
    partners: tuple[Partner, ...]  # powers, then others
    domains: tuple[DomainPortrait, ...]

    @property
    def leader(self) -> Partner:
        """The power that it depends on most."""
        return max(self.partners[:-1], key=lambda partner: partner.dependence)

    @property
    def lead(self) -> float:
        """How far the leader is before the next power, as a share."""
        first, second = sorted((p.dependence for p in self.partners[:-1]), reverse=True)[:2]
        return first - second


def portray(states: Sequence[State], state: str, world: World) -> StatePortrait:
    """Return how a state stands.

    Parameters
    ----------
    states : the states of the game, the first one and those after every turn; the last is now.
    state : the id of the state.
    world : the scenario.
    """
    at, now, before = world.names.states.index(state), states[-1], states[-2] if len(states) > 1 else states[-1]
    past = [current_shares(one, world) for one in states]
    ahead = pledged_shares(now, world)
    names = (*world.names.powers, OTHERS)
    partners = tuple(
        Partner(
            name,
            _number(past[-1].dependence[q, at]),
            _number(ahead.dependence[q, at]),
            tuple(_number(shares.dependence[q, at]) for shares in past),
            **(_ties(now, before, q, at) if name != OTHERS else {}),
        )
        for q, name in enumerate(names)
    )
    return StatePortrait(
        state,
        gdp=_number(world.states.gdp[at]),
        home=_number(now.home[at]),
        development=_number(now.development[at]),
        attention=_number(now.attention[at]),
        balance=tuple(_partners(shares, at) for shares in past),
        partners=partners,
        domains=tuple(
            DomainPortrait(
                domain,
                _number(world.domains.weight[d, at]),
                tuple(_number(past[-1].share[d, q, at]) for q in range(len(names))),
                tuple(_number(ahead.share[d, q, at]) for q in range(len(names))),
            )
            for d, domain in enumerate(world.names.domains)
        ),
    )


def standing(states: Sequence[State], power: str, world: World) -> dict[str, tuple[float, float]]:
    """Return a power's own figures, each now and one turn ago: money, capital, trust (salience-weighted), tension."""
    p = world.names.powers.index(power)
    now, before = states[-1], states[-2] if len(states) > 1 else states[-1]
    weight = np.asarray(world.states.salience)[:, 0]

    def read(one: State) -> dict[str, float]:
        return {
            "purse": _number(one.purse[p]), "capital": _number(one.capital[p]),
            "trust": float(np.asarray(one.trust)[p, :, 0] @ weight / weight.sum()), "tension": _number(one.tension),
            "signed": float(np.asarray(one.signed)[p, :, 0].sum()),
            "delivered": float(np.asarray(one.delivered)[p, :, 0].sum()),
        }  # fmt: skip

    then = read(before)
    return {name: (value, then[name]) for name, value in read(now).items()}


def _ties(now: State, before: State, power: int, state: int) -> dict[str, Any]:
    fields = ("affinity", "trust", "backlash", "pressure", "grievance", "signed", "delivered", "debt")
    found = {name: _number(getattr(now, name)[power, state]) for name in fields}
    coming = float(np.asarray(now.pipeline)[:, :, power, state, 0].sum())
    return found | {"affinity_before": _number(before.affinity[power, state]), "coming": coming}


def _partners(shares: Shares, state: int) -> float:
    return 1.0 / _number(concentration(shares.dependence)[state])


def _number(array: Any) -> float:
    return float(np.asarray(array).reshape(-1)[0])
