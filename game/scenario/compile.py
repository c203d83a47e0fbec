"""Scenario to World: names become indices, numbers become tables, and the first state is laid out.

Called once per game or ensemble. It decides nothing about play; a rule that
needs a number finds it here in an array with the axes that the rule uses.
"""

import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from game.model.arrays import FLOAT, Array
from game.model.state import State
from game.model.world import Corridors, Domains, Names, Powers, Seat, States, Votes, World
from game.scenario.actors import Power
from game.scenario.actors import State as Host
from game.scenario.compile_aims import compile_events, compile_measures, compile_objectives
from game.scenario.compile_levers import compile_items, compile_levers, compile_menu, compile_moves, is_move
from game.scenario.digests import digest_of, play_digest_of
from game.scenario.schema import FlowDomain, Length, Scenario, StockDomain

_REMEMBERED = 5  # turns of orders that weariness looks back on, this one included


def compile_world(scenario: Scenario, length: str | None = None) -> World:
    """Compile a scenario for one of its lengths.

    Parameters
    ----------
    scenario : a checked scenario.
    length : the id of the length; the scenario's own choice if not given.

    Raises
    ------
    KeyError
        If the scenario has no such length.
    """
    length_id = length or scenario.length
    cut = scenario.lengths[length_id]
    names = name_axes(scenario)
    powers, states = actors(scenario, Power), actors(scenario, Host)
    domains = _domains(scenario, names)
    start = _first_state(scenario, names, domains, cut)
    levers = compile_levers(scenario, names, cut)
    world = World(
        names=names,
        digest=digest_of(scenario, length_id),
        play_digest=play_digest_of(scenario, length_id),
        length=length_id,
        turns=cut.turns,
        quarters=cut.quarters,
        first=scenario.time.first,
        slots=cut.slots,
        package=cut.package,
        memory=start.past_lever.shape[0],
        rules=scenario.rules,
        powers=_powers(powers, cut.slots / scenario.lengths[scenario.length].slots),
        states=_states(states, names, scenario),
        domains=domains,
        levers=levers,
        menus=tuple(compile_menu(menu, levers, names) for menu in levers.menus),
        moves=compile_moves(scenario, names, cut),
        items=compile_items(scenario, names),
        corridors=_corridors(scenario, names),
        events=compile_events(scenario, names),
        votes=_votes(scenario, names),
        seats=(),
        doctrines=dict(scenario.doctrines),
        first_state=start,
        menu_open=tuple(not scenario.levers[name].only for name in names.levers),
    )
    seats = tuple(
        Seat(
            actor=name,
            objectives=compile_objectives(actor.objectives, seat, world),
            at_33=actor.scale.at_33,
            at_63=actor.scale.at_63,
            policy=actor.policy,
        )
        for seat, (name, actor) in enumerate((*powers.items(), *states.items()))
    )
    return world.with_(seats=seats)


def compile_claim(scenario: Scenario, claim: str, world: World) -> Any:
    """Compile the measures of a claim."""
    return compile_measures(scenario.claims[claim].measure, None, world)


def actors(scenario: Scenario, kind: type) -> dict[str, Any]:
    """Return the actors of one kind, in the order of the file."""
    return {name: actor for name, actor in scenario.actors.items() if isinstance(actor, kind)}


def titles_of(scenario: Scenario) -> dict[str, str]:
    """Return what people read for every id, by its kind and the id."""
    titles: dict[str, str] = {}
    for kind in (
        "actors",
        "domains",
        "levers",
        "corridors",
        "events",
        "votes",
        "doctrines",
        "lengths",
        "places",
    ):
        titles |= {f"{kind}.{name}": entry.name for name, entry in getattr(scenario, kind).items()}
    for name, lever in scenario.levers.items():
        titles[f"about.{name}"] = lever.about
        titles[f"family.{name}"] = lever.family
        titles |= {f"items.{item}": written.name for item, written in lever.items.items()}
        titles |= {f"words.{item}": written.words for item, written in lever.items.items()}
    titles |= {f"events about.{name}": event.about for name, event in scenario.events.items()}
    titles |= {f"grounds.{name}": title for name, title in scenario.grounds.items()}
    return titles


def name_axes(scenario: Scenario) -> Names:
    """Return the ids along every axis."""
    levers = [name for name, lever in scenario.levers.items() if not is_move(lever, scenario)]
    return Names(
        scenario=scenario.id,
        powers=tuple(actors(scenario, Power)),
        states=tuple(actors(scenario, Host)),
        stocks=tuple(name for name, domain in scenario.domains.items() if isinstance(domain, StockDomain)),
        flows=tuple(name for name, domain in scenario.domains.items() if isinstance(domain, FlowDomain)),
        levers=tuple(levers),
        moves=tuple(name for name in scenario.levers if name not in levers),
        items=tuple(item for name in levers for item in scenario.levers[name].items),
        corridors=tuple(scenario.corridors),
        events=tuple(scenario.events),
        votes=tuple(scenario.votes),
        grounds=tuple(scenario.grounds),
        titles=titles_of(scenario),
    )


def column(values: Iterable[float], *shape: int) -> Array:
    """Return numbers as a float32 array with the shape of an axis and a last axis for the game."""
    return np.asarray(list(values), FLOAT).reshape(*shape, 1)


def grid(rows: Iterable[Mapping[str, float]], keys: tuple[str, ...]) -> Array:
    """Return mappings as an array (rows, keys), 0 where a key is missing."""
    table = [[row.get(key, 0.0) for key in keys] for row in rows]
    return np.asarray(table, FLOAT).reshape(len(table), len(keys))


def _powers(powers: Mapping[str, Power], more: float) -> Powers:
    """Return the tables of powers; `more` is how many more orders a turn has than in the scenario's usual length."""
    n, all_ = len(powers), list(powers.values())
    return Powers(
        income=column((p.purse.income for p in all_), n),
        purse_most=column((p.purse.income * p.purse.most for p in all_), n),
        capital_income=column((p.capital.income * more for p in all_), n),
        capital_most=column((p.capital.most * more for p in all_), n),
        rate=column((p.delivery.rate for p in all_), n, 1),
        completion=column((p.delivery.completion for p in all_), n, 1),
        temper=np.stack(
            [column((getattr(p.temper, kind) for p in all_), n) for kind in ("words", "counter", "pressure")]
        ),
    )


def package_size(gdp: float, scenario: Scenario) -> float:
    """Return how large a package a host gets, against a host of the reference GDP."""
    building = scenario.rules.building
    return float(min(building.package_most, (gdp / building.package_gdp) ** building.package_exponent))


def _states(states: Mapping[str, Host], names: Names, scenario: Scenario) -> States:
    n, all_ = len(states), list(states.values())
    return States(
        gdp=column((s.gdp for s in all_), n),
        salience=column((s.salience for s in all_), n),
        hedging=column((s.hedging for s in all_), n),
        size=column((package_size(s.gdp, scenario) for s in all_), n),
        capital_income=column((s.capital.income for s in all_), n),
        capital_most=column((s.capital.most for s in all_), n),
        home=column((s.home for s in all_), n),
        absent=column((s.absent for s in all_), n),
        anchor=grid((s.affinity for s in all_), names.powers).T[..., None].copy(),
        builds=grid((s.builds for s in all_), names.corridors).T[..., None].copy(),
    )


def _domains(scenario: Scenario, names: Names) -> Domains:
    hosts = list(actors(scenario, Host).values())
    share = np.stack(
        [grid((scenario.shares.get(d, {}).get(s, {}) for s in names.states), names.powers).T for d in names.domains]
    )
    others = 1.0 - share.sum(axis=1, keepdims=True)
    stocks, flows = len(names.stocks), len(names.flows)
    stock_domains = [scenario.domains[d] for d in names.stocks]
    flow_domains = [scenario.domains[d] for d in names.flows]
    depth = np.array([[[d.depth * host.gdp for host in hosts]] for d in stock_domains], FLOAT)  # type: ignore[union-attr]
    whole = np.concatenate([share, others], axis=1)
    floor = np.maximum(share[stocks:].astype(np.float64), 1e-4)  # in double precision: its logarithm is then certain
    return Domains(
        weight=grid((host.weights for host in hosts), names.domains).T[..., None].copy(),
        stock_anchor=(whole[:stocks] * depth.reshape(stocks, 1, -1))[..., None].astype(FLOAT),
        stock_wear=column((d.wear for d in stock_domains), stocks, 1, 1),
        odds_anchor=np.log(floor / np.maximum(others[stocks:].astype(np.float64), 1e-4))[..., None].astype(FLOAT),
        odds_wear=column((d.wear for d in flow_domains), flows, 1, 1),
        odds_drift=column((d.drift for d in flow_domains), flows, 1, 1),  # type: ignore[union-attr]
        follow=tuple(
            (i, names.stocks.index(d.follows), d.follow_rate)
            for i, d in enumerate(flow_domains)
            if isinstance(d, FlowDomain) and d.follows
        ),
        share_anchor=share[:stocks, ..., None].astype(FLOAT),
        heavy=tuple(
            (i, d.heavy_above, d.heavy_rate)
            for i, d in enumerate(stock_domains)
            if isinstance(d, StockDomain) and d.heavy_rate > 0
        ),
        need=grid((host.needs for host in hosts), names.stocks).T[..., None].copy(),
    )


def _corridors(scenario: Scenario, names: Names) -> Corridors:
    all_, n = list(scenario.corridors.values()), len(scenario.corridors)
    plain = (
        "capacity",
        "days",
        "price",
        "risk",
        "constant",
        "stages",
        "stage_days",
        "stage_capacity",
        "tonnage",
    )
    return Corridors(
        **{field: column((getattr(c, field) for c in all_), n) for field in plain},
        reach=grid((c.reach for c in all_), names.states)[..., None],
        transit=grid((c.transit for c in all_), names.states)[..., None],
    )


def _votes(scenario: Scenario, names: Names) -> Votes:
    all_ = list(scenario.votes.values())
    return Votes(
        quarter=tuple(vote.quarter for vote in all_),
        position=grid((vote.positions for vote in all_), names.powers)[..., None, None],
        hostile=grid((vote.hostile for vote in all_), names.powers)[..., None, None],
    )


def _first_state(scenario: Scenario, names: Names, domains: Domains, cut: Length) -> State:
    powers, hosts = actors(scenario, Power), actors(scenario, Host)
    p, s, k, f = len(powers), len(hosts), len(names.stocks), len(names.flows)
    g, c, turns = len(names.grounds), len(names.corridors), _memory(scenario, cut)

    def zeros(*shape: int) -> Array:
        return np.zeros((*shape, 1), FLOAT)

    most = max(len(names.levers), len(names.moves), p, s)
    whole = next(kind for kind in (np.int8, np.int16, np.int32) if most <= np.iinfo(kind).max)

    def memory(*shape: int) -> Array:
        return np.full((turns, *shape, 1), -1, whole)

    pair = zeros(p, s)
    return State(
        purse=column((power.purse.start for power in powers.values()), p),
        capital=column((power.capital.start for power in powers.values()), p),
        attention=column((host.capital.start for host in hosts.values()), s),
        stock=domains.stock_anchor,
        odds=domains.odds_anchor,
        pipeline=_under_way(scenario, names),
        affinity=grid((host.affinity for host in hosts.values()), names.powers).T[..., None].copy(),
        trust=pair + FLOAT(scenario.rules.ties.trust),
        debt=grid((host.debt for host in hosts.values()), names.powers).T[..., None].copy(),
        backlash=pair, pressure=pair, grievance=pair, completion=pair, courted=pair, discount=pair, bonus=pair,
        lock=zeros(k + f, p, s),
        caution=zeros(p), wary=zeros(p), headline=zeros(p),
        hedging=zeros(s), development=zeros(s),
        home=column((host.home for host in hosts.values()), s),
        tension=np.full(1, scenario.rules.mood.tension, FLOAT),
        signed=pair, delivered=pair, naming=pair, declined=pair, opposed=pair,
        ground=zeros(g, p, s),
        stages=zeros(c), works=zeros(3, c, p), halted=zeros(c),
        tonnage=column((corridor.tonnage for corridor in scenario.corridors.values()), c),
        used=np.zeros((p, s, 1), np.int32),
        past_lever=memory(p, cut.slots), past_target=memory(p, cut.slots), past_move=memory(s), past_court=memory(s),
    )  # fmt: skip


def _memory(scenario: Scenario, cut: Length) -> int:
    """Return how many turns of orders must be remembered for pauses and weariness."""
    longest = max((math.ceil(lever.pause / cut.quarters) for lever in scenario.levers.values()), default=0)
    return max(_REMEMBERED, longest + 1)


def _under_way(scenario: Scenario, names: Names) -> Array:
    """Return the pipeline that the game starts with, (3, K, P, S, 1)."""
    building = scenario.rules.building
    owed = grid((scenario.underway.get(power, {}) for power in names.powers), names.states)
    stages = np.asarray(building.stages, FLOAT).reshape(3, 1, 1, 1)
    split = np.asarray([building.split.get(k, 0.0) for k in names.stocks], FLOAT).reshape(1, -1, 1, 1)
    return (stages * split * owed)[..., None].astype(FLOAT)
