"""How a number was computed, where that is a plain product: its factors with their values.

A formula is checked against the number that it explains and left out where it does not give it, so that what is shown
is always true.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from game.engine.acceptance import others_pressure, rivals_locks
from game.engine.quarter import load
from game.engine.shares import concentration, pledged_shares
from game.model.turn import SIZES
from game.model.world import World
from game.scenario.findings import Path
from game.sim.explain import Decision
from game.sim.ledger import Cause
from game.sim.live import PlayedTurn

__all__ = ["Factor", "Formula", "formula_of_cause", "formula_of_reason"]

_CLOSE = 2e-3  # how far a product may be from the number, in parts of it: rules compute in single precision
_TINY = 2e-6


@dataclass(frozen=True)
class Factor:
    """One factor: a number of the scenario, with its path, or something that the game is at."""

    name: str
    value: float
    path: Path = ()


@dataclass(frozen=True)
class Formula:
    """A product."""

    factors: tuple[Factor, ...]

    @property
    def result(self) -> float:
        """What the factors give."""
        return math.prod(factor.value for factor in self.factors)

    def gives(self, amount: float) -> bool:
        """Tell whether it gives a number."""
        return abs(self.result - amount) <= max(_CLOSE * abs(amount), _TINY)


def formula_of_reason(decision: Decision, reason: str, played: PlayedTurn, world: World) -> Formula | None:
    """Return the factors of a term of an answer, or None where it is no plain product.

    Parameters
    ----------
    decision, reason : an answer, and the name of one of its reasons.
    played, world : its turn and scenario.
    """
    build = _TERMS.get(reason)
    if build is None:
        return None
    formula = Formula(build(_Offer(decision, reason, played, world)))
    amount = sum(found.amount for found in decision.reasons if found.name == reason)
    return formula if formula.gives(amount) else None


class _Offer:
    """What the terms of an offer are made of."""

    def __init__(self, decision: Decision, reason: str, played: PlayedTurn, world: World) -> None:
        names, order = world.names, decision.order
        self.decision, self.world, self.state = decision, world, played.weighed.state
        self.reason = next(found.amount for found in decision.reasons if found.name == reason)
        self.p, self.s, self.lever = (
            names.powers.index(order.power), names.states.index(decision.state), names.levers.index(order.lever)
        )  # fmt: skip
        self.size = (self.lever * len(SIZES) + SIZES.index(order.size)) * len(names.states) + self.s
        domains = np.flatnonzero(np.asarray(world.levers.domain)[:, self.lever])
        self.domain = int(domains[0]) if len(domains) else 0
        self.shares = pledged_shares(self.state, world)
        self.rules = world.rules.answers

    def at(self, field: str) -> float:
        """Return a quantity of the power in the state."""
        return float(getattr(self.state, field)[self.p, self.s, 0])

    def of_lever(self, table: str) -> float:
        """Return what a table says of the lever."""
        return float(getattr(self.world.levers, table)[self.lever])

    def rule(self, name: str, sign: float = 1.0) -> Factor:
        """Return a coefficient of answers."""
        return Factor(name, sign * float(getattr(self.rules, name)), ("rules", "answers", name))

    @property
    def mass(self) -> Factor:
        """How much the size counts."""
        return Factor("size", float(self.world.levers.mass[self.size]))

    @property
    def hedging(self) -> Factor:
        """How strongly the state balances now."""
        value = float(self.world.states.hedging[self.s, 0] + self.state.hedging[self.s, 0])
        return Factor("hedging", value, ("actors", self.decision.state, "hedging"))

    @property
    def share(self) -> float:
        """What the power holds of the offer's domain, promises counted."""
        return float(self.shares.share[self.domain, self.p, self.s, 0])

    def need(self) -> Factor:
        """Return how much the state wants more of the domain."""
        value = float(self.world.levers.need[self.lever * len(self.world.names.states) + self.s])
        domain = self.world.names.domains[self.domain]
        return Factor("need", value, ("actors", self.decision.state, "needs", domain))


def _benefit(offer: _Offer) -> tuple[Factor, ...]:
    rest = offer.rules.benefit_untrusted
    trusted = rest + (1.0 - rest) * offer.at("trust")
    weight = float(offer.world.levers.weight[offer.size])
    return (
        offer.rule("benefit"), offer.need(), Factor("gift", offer.of_lever("credit")), Factor("size", weight),
        Factor("trusted", trusted),
    )  # fmt: skip


def _balance(offer: _Offer) -> tuple[Factor, ...]:
    gap = float(concentration(offer.shares.share)[offer.domain, offer.s, 0]) - offer.share
    return offer.rule("balance"), offer.hedging, Factor("gap", gap), offer.mass


def _network(offer: _Offer) -> tuple[Factor, ...]:
    drawn = int(offer.of_lever("network_in"))
    domain = offer.world.names.domains[offer.domain]
    scale = 1.0 if offer.of_lever("network_plain") > 0 else offer.mass.value
    return (
        Factor("network weight", offer.of_lever("network"), ("domains", domain, "network_weight")),
        Factor("share", float(offer.shares.share[drawn, offer.p, offer.s, 0])), Factor("size", scale),
    )  # fmt: skip


def _exclusivity(offer: _Offer) -> tuple[Factor, ...]:
    exclusive = Factor("exclusive", offer.of_lever("exclusive"), ("levers", offer.decision.order.lever, "exclusive"))
    return offer.rule("exclusivity", -1.0), exclusive, Factor("share of others", 1.0 - offer.share), offer.hedging


def _lock(offer: _Offer) -> tuple[Factor, ...]:
    locked = float(rivals_locks(offer.state.lock)[offer.domain, offer.p, offer.s, 0])
    return offer.rule("lock", -1.0), Factor("locked", locked)


def _pressure(offer: _Offer) -> tuple[Factor, ...]:
    felt = offer.state.pressure * offer.shares.dependence[:-1]
    fear = float(others_pressure(felt)[offer.p, offer.s, 0])
    return offer.rule("pressure", -1.0), Factor("pressure felt", fear)


def _backlash(offer: _Offer) -> tuple[Factor, ...]:
    domain = offer.world.names.domains[offer.domain]
    weight = Factor("backlash weight", -offer.of_lever("backlash"), ("domains", domain, "backlash_weight"))
    return weight, offer.mass, Factor("backlash", offer.at("backlash"))


def _repetition(offer: _Offer) -> tuple[Factor, ...]:
    often = -offer.reason / offer.rules.repetition if offer.rules.repetition > 0 else 0.0
    return offer.rule("repetition", -1.0), Factor("repeated", often)


def _third_party(offer: _Offer) -> tuple[Factor, ...]:
    world, state, decision = offer.world, offer.state, offer.decision
    item = world.names.items.index(decision.item or "")
    naming = float(world.items.naming[item])
    relief = 1.0 - world.rules.mood.grievance_relief * state.grievance[:, offer.s, 0]
    weight = (offer.rules.third_party_floor + offer.shares.dependence[:-1, offer.s, 0]) * relief
    offended = float(np.max(np.asarray(world.items.aims)[:, item] * weight))
    path = ("levers", decision.order.lever, "items", decision.item or "", "naming")
    return (
        offer.rule("third_party", -1.0), offer.hedging, Factor("tension", 1.0 + float(state.tension[0])),
        Factor("caution", 1.0 + float(state.caution[offer.p, 0])), Factor("naming", naming, path),
        Factor("naming", naming, path), Factor("weight of the offended", offended),
    )  # fmt: skip


_TERMS: Mapping[str, Callable[[_Offer], tuple[Factor, ...]]] = {
    "base": lambda offer: (Factor("base", offer.of_lever("base"), ("levers", offer.decision.order.lever, "base")),),
    "affinity": lambda offer: (offer.rule("affinity"), Factor("affinity", offer.at("affinity"))),
    "benefit": _benefit,
    "balance": _balance,
    "network": _network,
    "exclusivity": _exclusivity,
    "lock": _lock,
    "pressure": _pressure,
    "backlash": _backlash,
    "repetition": _repetition,
    "third party": _third_party,
}  # fmt: skip


# --- causes


def formula_of_cause(cause: Cause, place: tuple[str, ...], played: PlayedTurn, world: World) -> Formula | None:
    """Return the factors of a cause of a change of a stock, or None where it is no plain product.

    Turns of several quarters add up several products, so that most causes have none there.

    Parameters
    ----------
    cause, place : from a change of a field of the state in the ledger, and its place.
    played, world : its turn and scenario.
    """
    build = _CAUSES.get((cause.name, cause.field))
    if build is None:
        return None
    formula = Formula(build(_Change(place, played, world)))
    return formula if formula.gives(cause.amount) else None


class _Change:
    """What a cause at a place is made of."""

    def __init__(self, place: tuple[str, ...], played: PlayedTurn, world: World) -> None:
        self.place, self.played, self.world = place, played, world
        self.p = world.names.powers.index(place[0]) if place and place[0] in world.names.powers else 0
        self.s = world.names.states.index(place[-1]) if place and place[-1] in world.names.states else 0
        self.state = played.agreed.state  # before powers react and works move on

    def at(self, field: str) -> float:
        """Return a quantity of the power in the state."""
        return float(getattr(self.state, field)[self.p, self.s, 0])


def _income(change: _Change) -> tuple[Factor, ...]:
    income = float(change.world.powers.income[change.p, 0])
    return (
        Factor("income", income, ("actors", change.place[0], "purse", "income")),
        Factor("quarters", float(change.world.quarters)),
    )


def _delivered(change: _Change) -> tuple[Factor, ...]:
    world, rules = change.world, change.world.rules.building
    before = change.played.agreed
    over = max(0.0, float(load(before, world)[change.s, 0]) / rules.absorption - 1.0)
    rate = float(world.powers.rate[change.p, 0, 0]) / (1.0 + rules.crowding * over)
    ready = float(change.state.pipeline[2, :, change.p, change.s, 0].sum())
    luck = float(before.shocks.luck[0, change.p, change.s, 0])
    share = float(world.powers.completion[change.p, 0, 0]) + change.at("completion")
    finished = min(1.0, max(0.0, share * (1.0 + rules.luck * luck)))
    delivery = ("actors", change.place[0], "delivery")
    return (
        Factor("works in the last stage", ready), Factor("rate", rate, (*delivery, "rate")),
        Factor("completion", finished, (*delivery, "completion")),
    )  # fmt: skip


def _debt_service(change: _Change) -> tuple[Factor, ...]:
    owed = float(change.state.debt[:, change.s, 0].sum()) / float(change.world.states.gdp[change.s, 0])
    service = -float(change.world.rules.building.debt_service)
    return Factor("debt service", service, ("rules", "building", "debt_service")), Factor("debt over GDP", owed)


def _trust_record(change: _Change) -> tuple[Factor, ...]:
    kept = float(change.world.powers.completion[change.p, 0, 0]) + change.at("completion")
    rate = float(change.world.rules.ties.trust_rate)
    return Factor("kept less trust", kept - change.at("trust")), Factor("rate", rate, ("rules", "ties", "trust_rate"))


def _backlash_fades(change: _Change) -> tuple[Factor, ...]:
    keep = float(change.world.rules.mood.backlash_keep)
    return Factor("backlash", change.at("backlash")), Factor("lost", keep - 1.0, ("rules", "mood", "backlash_keep"))


def _tension_returns(change: _Change) -> tuple[Factor, ...]:
    mood, now = change.world.rules.mood, float(change.state.tension[0])
    return (
        Factor("rest less tension", mood.tension - now, ("rules", "mood", "tension")),
        Factor("lost", 1.0 - mood.tension_keep, ("rules", "mood", "tension_keep")),
    )


def _home_returns(change: _Change) -> tuple[Factor, ...]:
    rest, now = float(change.world.states.home[change.s, 0]), float(change.state.home[change.s, 0])
    return (
        Factor("rest less support", rest - now, ("actors", change.place[-1], "home")),
        Factor("lost", 1.0 - change.world.rules.moves.home_keep, ("rules", "moves", "home_keep")),
    )


def _refused(change: _Change) -> tuple[Factor, ...]:
    return (Factor("refusal", -float(change.world.rules.ties.refusal), ("rules", "ties", "refusal")),)


def _wear(change: _Change) -> tuple[Factor, ...]:
    domains, names = change.world.domains, change.world.names
    k, partners = names.stocks.index(change.place[0]), (*names.powers, "others")
    q = partners.index(change.place[1])
    anchor, wear = float(domains.stock_anchor[k, q, change.s, 0]), float(domains.stock_wear[k, 0, 0, 0])
    after = float(change.played.quarters[0].state.stock[k, q, change.s, 0])
    now = (after - wear * anchor) / (1.0 - wear) if wear < 1.0 else after  # once works were delivered, before wear
    return Factor("start less stock", anchor - now), Factor("wear", wear, ("domains", change.place[0], "wear"))


def _drift(change: _Change) -> tuple[Factor, ...]:
    domains, names = change.world.domains, change.world.names
    f, p = names.flows.index(change.place[0]), names.powers.index(change.place[1])
    luck = float(change.played.turn.shocks.drift[0, f, p, change.s, 0])
    return Factor("drift", float(domains.odds_drift[f, 0, 0, 0]), ("domains", change.place[0], "drift")), Factor(
        "chance", luck
    )


_CAUSES: Mapping[tuple[str, str], Callable[[_Change], tuple[Factor, ...]]] = {
    ("income", "purse"): _income,
    ("delivered", "delivered"): _delivered,
    ("debt service", "development"): _debt_service,
    ("record of delivery", "trust"): _trust_record,
    ("fades", "backlash"): _backlash_fades,
    ("return", "tension"): _tension_returns,
    ("return", "home"): _home_returns,
    ("refused", "affinity"): _refused,
    ("wear", "stock"): _wear,
    ("chance", "odds"): _drift,
}
