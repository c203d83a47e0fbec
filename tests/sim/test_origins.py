"""Origins: every term, cause and level leads to numbers of the scenario, and to the ones that really move it."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest

from game.engine.chance import draw_shocks, run_keys
from game.engine.step import open_turn, put_offers
from game.model.fields import Entries, Many, Part, Spec, Union
from game.model.turn import Turn
from game.model.world import World
from game.policy.turns import decide_orders
from game.scenario.bases import Bases
from game.scenario.findings import Path
from game.scenario.load import load
from game.scenario.schema import Scenario
from game.scenario.settings import sections_of, settings_of
from game.sim.explain import Weighing, explain_answers, weigh_answers
from game.sim.ledger import AXES, MEMORY, Ledger
from game.sim.live import LANES, PlayedTurn
from game.sim.order import OpenTurn, Order, Written, of_actor
from game.sim.origin_tables import BOUND, CAUSES, CHANCE, CLOCK, DECISION, LEVELS, NOTHING, TERMS
from game.sim.origins import Origin, Origins
from game.sim.prepare import prepare
from game.sim.session import PERSON, Session
from tests.engine.stage import SCENARIOS, changed, world_of

SEATS: tuple[dict[str, str], ...] = (
    {}, {"japan": "naming", "china": "exclusive_credit", "russia": "press"},
    {"japan": "exclusive_rights", "china": "heavy_hand", "russia": "accuse"},
    {"halmar": "orators", "vesk": "winter_men"},
)  # fmt: skip


@cache
def bases_of(name: str) -> Bases:
    return Bases(load(SCENARIOS / f"{name}.yaml"))


def turns() -> Iterator[tuple[Bases, World, PlayedTurn]]:
    """Yield the turns of twenty games of all sorts."""
    for name, length in (("two-harbours", "six"), ("central-asia-2024", "lesson")):
        world = world_of(name, length)
        for seed in range(5):
            chosen = SEATS[seed % len(SEATS)]
            fitting = {actor: player for actor, player in chosen.items() if actor in world.names.actors}
            for seats in (fitting, dict.fromkeys(world.names.actors, "random")):
                session = Session(world, seats, seed=seed)
                while session.stage != "over":
                    session.end_turn()
                yield from ((bases_of(name), world, played) for played in session.game.turns)


def test_all_that_twenty_games_produce_has_an_origin() -> None:
    seen: set[tuple[str, ...]] = set()
    for bases, world, played in turns():
        origins, ledger = Origins(bases, world, played), Ledger(played.start, played.turn, world)
        for decision in explain_answers(played, world):
            for reason in decision.reasons:
                assert origins.of_reason(decision, reason.name) or reason.amount == 0, reason.name
        for change in (*ledger.all_stocks(), *ledger.dependence(), *ledger.scores(), *ledger.partners()):
            for cause in change.causes:
                key: tuple[str, ...] = (
                    world.names.scenario,
                    cause.name,
                    cause.field,
                    cause.order.lever if cause.order else "",
                )
                key = (*key, change.quantity)
                if key in seen:
                    continue  # of the same sort elsewhere; once is enough
                seen.add(key)
                found = origins.of_cause(cause, change.quantity, change.place)
                assert found, key
                assert all(origin.path in bases for origin in found if origin.kind == "number")
    assert len({(key[1].partition(":")[0], key[2]) for key in seen}) > 75


@pytest.mark.parametrize("name", ["two-harbours", "central-asia-2024"])
def test_every_quantity_has_a_beginning(name: str) -> None:
    world = world_of(name)
    origins = Origins(bases_of(name), world)
    names = world.names
    first = {"powers": names.powers, "states": names.states, "domains": names.domains, "stocks": names.stocks,
             "flows": names.flows, "partners": names.powers, "corridors": names.corridors, "grounds": names.grounds,
             "stages": ("1",)}  # fmt: skip
    for field in world.first_state.__dataclass_fields__:
        if field not in MEMORY:
            place = [first[axis][0] for axis in AXES.get(field, ("powers", "states"))]
            assert origins.of_level(field, place), field
    for quantity in ("share", "pledged share", "dependence", "pledged dependence", "partners", "pledged partners"):
        at = {"share": [names.domains[0], names.powers[0], names.states[0]], "partners": [names.states[0]]}
        assert origins.of_level(quantity, at.get(quantity.split()[-1], [names.powers[0], names.states[0]]))
    for seat in world.seats:
        assert origins.of_level("score", [seat.actor])
        assert origins.of_level("objective", [seat.actor, seat.objectives[0].id])


def paths(found: tuple[Origin, ...]) -> set[str]:
    return {".".join(origin.path) if origin.path else f"@{origin.kind}" for origin in found}


def first_offers(scenario: Scenario) -> tuple[World, Turn]:
    """Put the same orders in the first turn of Two Harbours, whatever its numbers."""
    world = prepare(scenario)
    state = world.start(LANES, np)
    opened = open_turn(state, draw_shocks(run_keys(2, [0] * LANES, np), 0, world), 0, world, explain=True)
    written = [Written(of_actor(ORDERS, actor)) for actor in world.names.actors]
    return world, put_offers(opened, decide_orders(opened, written, [None] * len(written), world), world)


def first_turn() -> PlayedTurn:
    """Play that turn."""
    session = Session(world_of("two-harbours"), dict.fromkeys(world_of("two-harbours").names.actors, PERSON), seed=2)
    session.take_up(OpenTurn(True, ORDERS, ()))
    session.end_turn()
    return session.game.turns[0]


ORDERS = (
    Order("halmar", "goodwill_tour", "oro"), Order("halmar", "wind_park", "oro", 0.5),
    Order("vesk", "gas_terminal", "oro", 0.5), Order("vesk", "sole_pilots", "quill"),
    Order("oro", "toast", "vesk"), Order("quill", "regatta"), Order("tarn", "spread_bets"),
)  # fmt: skip


Key = tuple[str, str, str, str, str]


def terms(decisions: tuple[Weighing, ...]) -> dict[Key, float]:
    return {
        (d.order.power, d.order.lever, d.state, d.item or "", r.name): r.amount for d in decisions for r in d.reasons
    }


def moved(path: Path) -> Scenario:
    """Return the scenario with one number moved a little, inside its range."""
    bases = bases_of("two-harbours")
    card = bases.card(path)
    step = 0.07 * abs(card.value) + 0.013
    up = card.high is None or card.value + step <= card.high
    return changed(bases.scenario, ".".join(path), card.value + (step if up else -step))  # type: ignore[no-any-return]


def test_the_numbers_that_move_a_term_are_its_origins_and_no_others() -> None:
    """Move every number of a scenario by itself and see which terms of the same offers answer."""
    bases = bases_of("two-harbours")
    world, turn = first_offers(bases.scenario)
    before = terms(weigh_answers(turn, world))
    origins = Origins(bases, world, first_turn())
    known = {
        (d.order.power, d.order.lever, d.state, d.item or "", r.name): paths(origins.of_reason(d, r.name))
        for d in weigh_answers(turn, world) for r in d.reasons
    }  # fmt: skip
    answered: dict[Key, set[str]] = {key: set() for key in before}
    heads = {"format", "time", "lengths", "places", "currencies", "doctrines", "claims", "events", "votes", "map"}
    for path in bases.paths:
        if path[0] in heads or {"objectives", "scale"} & set(path) or bases.card(path).kind == "structure":
            continue
        other, again = first_offers(moved(path))
        after = terms(weigh_answers(again, other))
        for key in before.keys() & after.keys():
            if abs(after[key] - before[key]) > 2e-6:
                answered[key].add(".".join(path))
    strays = {(key[-1], path) for key, found in answered.items() for path in found - known[key]}
    assert strays <= EARLIER, "\n" + "\n".join(map(str, sorted(strays - EARLIER)))
    hits = sum(len(found & known[key]) for key, found in answered.items())
    named = sum(len(known[key]) for key in answered if abs(before[key]) > 1e-3)
    assert hits > 0.6 * named, (hits, named)


# What moves a term through what happened earlier in the turn: a journey called off, or a state's own move.
EARLIER = {
    (term, path)
    for term in TERMS
    for path in ("levers.toast.effects.1.gain", "rules.ties.scale", "rules.moves.fatigue", "rules.ties.trust_cancelled")
}  # fmt: skip


@pytest.mark.parametrize("pattern", sorted({p for t in (TERMS, CAUSES, LEVELS) for u in t.values() for p in u}))
def test_every_pattern_of_the_tables_is_a_setting_of_the_format(pattern: str) -> None:
    if pattern.startswith("@"):
        assert pattern in (CHANCE, DECISION, CLOCK, BOUND, NOTHING)
        return
    specs: list[Spec] = [Part("", Scenario)]
    for step in pattern.split("."):
        specs = [inner for spec in specs for inner in into(spec, step)]
        assert specs, (pattern, step)


def into(spec: Spec, step: str) -> Iterator[Spec]:
    """Yield what a step of a pattern leads to."""
    if isinstance(spec, Part | Union):
        head, _, kind = step.partition("[")
        for section in sections_of(spec):
            inner = settings_of(section).get(head)
            if inner is not None and kind:
                options = sections_of(inner[1])
                yield from (Part("", option) for option in options if getattr(option, "kind", "") == kind[:-1])
            elif inner is not None:
                yield inner[1]
    elif isinstance(spec, Entries | Many) and (step == "*" or step.startswith("{")):
        yield spec.of


def test_a_cause_at_a_place_is_about_that_place() -> None:
    bases, world, played = next(turns())
    origins, ledger = Origins(bases, world, played), Ledger(played.start, played.turn, world)
    change = ledger.change("odds", "commerce", "vesk", "oro")
    drift = next(cause for cause in change.causes if cause.name == "chance")
    assert paths(origins.of_cause(drift, "odds", change.place)) == {"domains.commerce.drift", "@chance"}
    income = ledger.change("purse", "vesk").causes
    found = next(cause for cause in income if cause.name == "income")
    assert paths(origins.of_cause(found, "purse", ("vesk",))) == {"actors.vesk.purse.income"}
