"""Levers, own moves and items as tables: one row each, and a last row that does nothing."""

import math
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from game.model.arrays import FLOAT, Array
from game.model.turn import FULL_SIZE, SIZES
from game.model.world import Items, Levers, Menu, Moves, Names
from game.scenario import effects as fx
from game.scenario.actors import State
from game.scenario.acts import Lever
from game.scenario.schema import FlowDomain, Length, Scenario

_ELSEWHERE = {"users", "item", "credit"}  # tables that are looked up in another way


def is_move(lever: Lever, scenario: Scenario) -> bool:
    """Tell whether a lever is a state's own move: it is if a state may use it."""
    return any(isinstance(scenario.actors[name], State) for name in lever.by)


def _row(values: Iterable[float]) -> Array:
    """Return one number per lever, and 0 for none."""
    return np.asarray([*values, 0.0], FLOAT)


def _found(lever: Lever, kind: type) -> list[Any]:
    return [effect for effect in lever.effects if isinstance(effect, kind)]


def _sum(lever: Lever, kind: type, value: Callable[[Any], float]) -> float:
    return float(sum(value(effect) for effect in _found(lever, kind)))


def _total(lever: Lever, kind: type, field: str) -> float:
    return _sum(lever, kind, lambda effect: getattr(effect, field))


def _split(lever: Lever, stock: str) -> float:
    return _sum(lever, fx.Project, lambda effect: effect.split.get(stock, 0.0))


def _boost(lever: Lever, stock: str) -> float:
    return _sum(lever, fx.Stock, lambda effect: effect.factor if effect.domain == stock else 0.0)


def _kept(lever: Lever, kind: type) -> float:
    """Return what several factors leave together."""
    return float(math.prod(effect.factor for effect in _found(lever, kind)))


def _ties(lever: Lever, toward: str, where: str | None = None) -> float:
    chosen = [t for t in _found(lever, fx.Ties) if t.toward == toward and (where is None or t.where == where)]
    return float(sum(t.gain for t in chosen))


def compile_levers(scenario: Scenario, names: Names, cut: Length) -> Levers:
    """Return the tables of what powers can do."""
    levers = [scenario.levers[name] for name in names.levers]
    rules = scenario.rules.answers
    by_lever = _plain(levers) | _judgement(levers, scenario, names) | _conditions(levers, names, cut)
    by_lever |= {
        "valued": _row(float(lever.value > 0) for lever in levers),
        "credit": _row(rules.benefit_credit + rules.benefit_gift * lever.grant for lever in levers),
        "loan": _row(1.0 - lever.grant for lever in levers),
        "boost": np.stack([_row(_boost(lever, k) for lever in levers) for k in names.stocks]),
    }
    return Levers(
        **by_lever,
        effort=np.asarray([1.0 + (size - 1.0) * scenario.rules.building.capital_by_size for size in SIZES], FLOAT),
        **_by_target(levers, scenario, names, cut),
        **_power_effects(levers, names),
        columns=tuple(name for name in by_lever if name not in _ELSEWHERE),
        menus=tuple(tuple(i for i, lever in enumerate(levers) if power in lever.by) for power in names.powers),
    )


def _plain(levers: list[Lever]) -> dict[str, Array]:
    return {
        "base": _row(lever.base for lever in levers),
        "capital": _row(lever.cost.capital for lever in levers),
        "exclusive": _row(lever.exclusive for lever in levers),
        "headline": _row(lever.headline for lever in levers),
        "provokes": _row(lever.provokes for lever in levers),
        "offer": _row(float(lever.consent and lever.target in ("state", "all_states")) for lever in levers),
        "to_state": _row(float(lever.target == "state") for lever in levers),
        "to_all": _row(float(lever.target == "all_states") for lever in levers),
        "to_power": _row(float(lever.target == "power") for lever in levers),
        "journey": _row(float(lever.journey) for lever in levers),
        "cancelled": _row(lever.cancelled for lever in levers),
        "ties": _row(_ties(lever, "self", "target") for lever in levers),
        "ties_everywhere": _row(_ties(lever, "self", "everywhere") for lever in levers),
        "ties_rivals": _row(_ties(lever, "rivals", "target") for lever in levers),
        "ties_rivals_everywhere": _row(_ties(lever, "rivals", "everywhere") for lever in levers),
        "ties_target": _row(_ties(lever, "target") for lever in levers),
        "trust": _row(_sum(lever, fx.Trust, lambda e: e.gain) for lever in levers),
        "completion": _row(_sum(lever, fx.Completion, lambda e: e.gain) for lever in levers),
        "favour": _row(_sum(lever, fx.Favour, lambda e: e.gain) for lever in levers),
        "calm": _row(1.0 - _kept(lever, fx.Calm) for lever in levers),
        "relief": _row(1.0 - _kept(lever, fx.Relief) for lever in levers),
        "development": _row(_sum(lever, fx.Development, lambda e: e.gain) for lever in levers),
        "home": _row(_sum(lever, fx.Home, lambda e: e.gain) for lever in levers),
        "tension": _row(_sum(lever, fx.Tension, lambda e: e.gain) for lever in levers),
        "pressure": _row(_sum(lever, fx.Pressure, lambda e: e.level) for lever in levers),
        "caution": _row(_sum(lever, fx.Caution, lambda e: e.gain) for lever in levers),
        "caution_turns": _row(_sum(lever, fx.Caution, lambda e: e.turns) for lever in levers),
    }


def _by_target(levers: list[Lever], scenario: Scenario, names: Names, cut: Length) -> dict[str, Array]:
    """Return what depends on the target as well, flattened as the rules look it up."""
    hosts = [scenario.actors[name] for name in names.states]
    sizes, building = len(SIZES), scenario.rules.building
    shape = (len(levers) + 1, sizes, len(hosts))
    worth, weight, money = (np.zeros(shape) for _ in range(3))
    for i, lever in enumerate(levers):
        for j, size in enumerate(SIZES):
            for s, host in enumerate(hosts):
                assert isinstance(host, State)
                package = min(building.package_most, (host.gdp / building.package_gdp) ** building.package_exponent)
                value = lever.value * size * (package if lever.scaled else 1.0)
                asked = lever.target == "state"
                worth[i, j, s] = value * cut.package * asked
                weight[i, j, s] = math.log1p(value / (scenario.rules.answers.value_scale * host.gdp)) * asked
                whole = lever.cost.share * value / size + lever.cost.fixed
                money[i, j, s] = whole * size**building.price_exponent * cut.package
    need, ceiling, allowed = (np.zeros((len(levers) + 1, len(hosts))) for _ in range(3))
    ceiling[:] = 1.0
    for i, lever in enumerate(levers):
        for s, (name, host) in enumerate(zip(names.states, hosts, strict=True)):
            assert isinstance(host, State)
            need[i, s] = host.needs.get(lever.domain, 0.0)
            ceiling[i, s] = host.ceilings.get(lever.domain, 1.0)
            allowed[i, s] = not lever.only or name in lever.only or lever.target != "state"
    allowed[-1] = 1.0
    tables = {"worth": worth, "weight": weight, "mass": -np.expm1(-weight), "money": money}
    tables |= {"need": need, "ceiling": ceiling, "allowed": allowed}
    return {name: table.astype(FLOAT).reshape(-1) for name, table in tables.items()}


def _judgement(levers: list[Lever], scenario: Scenario, names: Names) -> dict[str, Array]:
    """Return in which domain a lever is judged, and what that domain brings to the judgement."""
    domains = [scenario.domains[lever.domain] if lever.domain else None for lever in levers]
    networks = [domain.network if domain else "" for domain in domains]
    return {
        "domain": np.stack([_row(float(lever.domain == d) for lever in levers) for d in names.domains]),
        "judged_in": _row(float(_place(lever.domain, names)) for lever in levers),
        "network": _row(domain.network_weight if domain and domain.network else 0.0 for domain in domains),
        "network_in": _row(float(_place(net, names)) for net in networks),
        "adds": _row(_split(lever, lever.domain) if lever.domain in names.stocks else 0.0 for lever in levers),
        "network_plain": _row(
            float(isinstance(domain, FlowDomain) and domain.network == lever.domain)
            for lever, domain in zip(levers, domains, strict=True)
        ),
        "backlash": _row(domain.backlash_weight if domain else 0.0 for domain in domains),
        "pressed": _row(float(bool(lever.domain)) for lever in levers),
        "split": np.stack([_row(_split(lever, k) for lever in levers) for k in names.stocks]),
    }


def _place(domain: str, names: Names) -> int:
    return names.domains.index(domain) if domain else 0


def _conditions(levers: list[Lever], names: Names, cut: Length) -> dict[str, Array]:
    """Return what must be true before a lever can be used, and the items that it carries."""
    once = [i for i, lever in enumerate(levers) if lever.once]
    most = max((len(lever.items) for lever in levers), default=0) or 1
    item = np.full((most, len(levers) + 1), len(names.items), np.int32)
    at = 0
    for i, lever in enumerate(levers):
        item[: len(lever.items), i] = np.arange(at, at + len(lever.items))
        at += len(lever.items)
    users = np.stack([_row(float(power in lever.by) for lever in levers) for power in names.powers])
    users[:, -1] = 1.0
    return {
        "users": users,
        "needs": _stack([_row(lever.needs.get(g, 0) for lever in levers) for g in names.grounds], len(levers) + 1),
        "counts": _stack(
            [_row(float(lever.counts_as == g) for lever in levers) for g in names.grounds], len(levers) + 1
        ),
        "pause": _row(math.ceil(lever.pause / cut.quarters) for lever in levers),
        "once_bit": _row(float(2 ** once.index(i)) if i in once else 0.0 for i in range(len(levers))),
        "item_count": _row(len(lever.items) for lever in levers),
        "item": item,
    }


def _stack(rows: list[Array], width: int) -> Array:
    return np.stack(rows) if rows else np.zeros((0, width), FLOAT)


def _power_effects(levers: list[Lever], names: Names) -> dict[str, Array]:
    """Return effects that differ by the power that uses a lever."""

    def standing(lever: Lever, flow: str, power: str) -> float:
        return _sum(lever, fx.Standing, lambda e: e.gain.get(power, 0.0) if e.domain == flow else 0.0)

    def works(lever: Lever, corridor: str, power: str) -> float:
        return _sum(lever, fx.Works, lambda e: e.stages if e.corridor.get(power) == corridor else 0.0)

    width, powers = len(levers) + 1, len(names.powers)
    return {
        "standing": np.asarray(
            [[_row(standing(lv, flow, p) for lv in levers) for p in names.powers] for flow in names.flows],
            FLOAT,
        ).reshape(len(names.flows), powers, width),
        "works": np.asarray(
            [[_row(works(lv, c, p) for lv in levers) for p in names.powers] for c in names.corridors], FLOAT
        ).reshape(len(names.corridors), powers, width),
    }


def compile_menu(menu: tuple[int, ...], levers: Levers, names: Names) -> Menu:
    """Return what the levers of one power are, at full size."""
    ids, states = list(menu), len(names.states)
    price = levers.money.reshape(-1, len(SIZES), states)[ids, FULL_SIZE]
    allowed = levers.allowed.reshape(-1, states)[ids] > 0
    narrow = ~allowed.all(axis=1) | (levers.needs[:, ids] > 0).any(axis=0) | (levers.once_bit[ids] > 0)
    return Menu(
        ids=np.asarray(menu, np.int32),
        price=price.T.copy(),
        cheapest=price.min(axis=1, keepdims=True, initial=np.inf),
        capital=levers.capital[ids],
        journey=levers.journey[ids],
        package=(levers.item_count[ids] > 0).astype(FLOAT),
        single=((levers.pause[ids] > 0) | (levers.once_bit[ids] > 0)).astype(FLOAT),
        to_state=levers.to_state[ids],
        to_power=levers.to_power[ids],
        items=(2 ** levers.item_count[ids].astype(np.int32) - 1).astype(np.int32),
        paused=tuple(np.flatnonzero(levers.pause[ids] > 1).tolist()),
        narrow=tuple(np.flatnonzero(narrow).tolist()),
    )


def compile_moves(scenario: Scenario, names: Names, cut: Length) -> Moves:
    """Return the tables of the states' own moves."""
    moves = [scenario.levers[name] for name in names.moves]

    def rows(kind: type, *fields: str) -> Array:
        return np.stack([_row(_total(move, kind, f) for move in moves) for f in fields])

    gone = ("pressure", "debt")  # the file says what remains; the rules use what goes
    diversify = rows(fx.Diversify, "stock", "odds", "ties", *gone)
    does = np.asarray([*(float(bool(_found(move, fx.Diversify))) for move in moves), 0.0], FLOAT)
    diversify[3:] = does * (1.0 - diversify[3:])
    users = np.stack([_row(float(state in move.by) for move in moves) for state in names.states])
    return Moves(
        capital=_row(move.cost.capital for move in moves),
        to_power=_row(float(move.target == "power") for move in moves),
        users=users,
        pause=_row(math.ceil(move.pause / cut.quarters) for move in moves),
        ties=_row(_ties(move, "target") for move in moves),
        home=_row(_sum(move, fx.Home, lambda e: e.gain) for move in moves),
        development=_row(_sum(move, fx.Development, lambda e: e.gain) for move in moves),
        tension=_row(_sum(move, fx.Tension, lambda e: e.gain) for move in moves),
        works=_row(_sum(move, fx.Works, lambda e: e.stages) for move in moves),
        discount=rows(fx.Courting, "discount")[0],
        bonus=rows(fx.Courting, "bonus")[0],
        courted=rows(fx.Courting, "turns")[0],
        slight=rows(fx.Slight, "gain")[0],
        slight_above=rows(fx.Slight, "above")[0],
        tender=rows(fx.Tender, "rivals", "alone"),
        hosting=rows(fx.Hosting, "ties", "home", "alone", "favour"),
        hosts=_row(float(bool(_found(move, fx.Hosting))) for move in moves),
        diversify=diversify,
        diversifies=does,
        voice=rows(fx.Voice, "least", "third_party", "pressure"),
        menus=tuple(tuple(i for i, move in enumerate(moves) if state in move.by) for state in names.states),
    )


def compile_items(scenario: Scenario, names: Names) -> Items:
    """Return the tables of clauses and deals."""
    rules = scenario.rules.answers
    items = [item for name in names.levers for item in scenario.levers[name].items.values()]
    fit = [[item.fit + item.fits.get(state, 0.0) for state in names.states] for item in items]
    return Items(
        share=_row(item.share for item in items),
        naming=_row(item.naming for item in items),
        amended_naming=_row(min(item.naming, rules.amend_naming) for item in items),
        amendable=_row(float(item.naming > rules.amend_above) for item in items),
        names=_row(float(item.naming > rules.amend_above) for item in items),
        aims=np.stack([_row(float(power in item.aims_at) for item in items) for power in names.powers]),
        fit=np.asarray([*fit, [0.0] * len(names.states)], FLOAT).reshape(-1),
    )
