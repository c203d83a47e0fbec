"""Lenses say what the numbers say."""

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.shares import concentration, current_shares
from game.model.state import State
from game.ui.map.lens import CONTESTED, LENSES, look
from game.ui.map.picture import Fill, Route
from game.ui.words import number, percent
from tests.engine.stage import world_of
from tests.ui.map.hand import NAMES, scene_of

ASIA = "central-asia-2024"


def changed(**values: Any) -> State:
    return world_of(ASIA).first_state.with_(**values)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lens", LENSES)
def test_every_lens_shows_every_state_and_power(name: str, lens: str) -> None:
    scene = scene_of(name)
    picture = look(lens, scene)
    assert set(picture.fills) == set(scene.world.names.states)
    assert [dock.power for dock in picture.docks] == list(scene.world.names.powers)
    assert {route.corridor for route in picture.routes} == set(scene.world.names.corridors)
    assert picture.title
    assert picture.legend
    assert all(0 <= fill.strength <= 1 for fill in picture.fills.values())


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=40)
def test_stripes_mean_that_two_are_close(seed: int) -> None:
    world, names = world_of(ASIA), world_of(ASIA).names
    dice = np.random.default_rng(seed)
    state = world.first_state
    state = state.with_(
        stock=(state.stock * dice.uniform(0.2, 3, state.stock.shape)).astype(np.float32),
        odds=(state.odds + dice.normal(0, 1, state.odds.shape)).astype(np.float32),
    )
    weight = np.asarray(current_shares(state, world).dependence)[:-1, :, 0]
    picture = look("influence", scene_of(ASIA, state))
    for s, place in enumerate(names.states):
        first, second = np.argsort(-weight[:, s])[:2]
        fill = picture.fills[place]
        assert fill.hue == scene_of(ASIA).hue(int(first))
        close = weight[first, s] - weight[second, s] < CONTESTED
        assert fill.hatched == close
        assert fill.over == (scene_of(ASIA).hue(int(second)) if close else "")
        assert percent(float(weight[first, s])) in picture.notes[place]


def test_dependence_is_read_from_the_shares_and_flows_from_the_dock() -> None:
    world = world_of(ASIA)
    weight = np.asarray(current_shares(world.first_state, world).dependence)[:, :, 0]
    china = world.names.powers.index("china")
    picture = look("dependence", scene_of(ASIA, power="china"))
    assert {flow.power for flow in picture.flows} == {"china"}
    for s, state in enumerate(world.names.states):
        assert picture.notes[state] == percent(float(weight[china, s]), 1)
    strongest = max(picture.fills, key=lambda state: picture.fills[state].strength)
    assert strongest == world.names.states[int(np.argmax(weight[china]))]


def test_one_domain_is_not_the_sum_of_all() -> None:
    world = world_of(ASIA)
    share = np.asarray(current_shares(world.first_state, world).share)[:, :-1, :, 0]
    for d, domain in enumerate(world.names.domains):
        picture = look("domain", scene_of(ASIA, domain=domain))
        for s, state in enumerate(world.names.states):
            leader = int(np.argmax(share[d, :, s]))
            assert picture.fills[state].hue == scene_of(ASIA).hue(leader)


def test_balance_counts_partners() -> None:
    world = world_of(ASIA)
    partners = 1 / np.asarray(concentration(current_shares(world.first_state, world).dependence))[:, 0]
    picture = look("balance", scene_of(ASIA))
    order = sorted(world.names.states, key=lambda state: picture.fills[state].strength)
    by_number = [world.names.states[i] for i in np.argsort(partners)]
    assert order == by_number
    assert all(number(float(partners[s]), 1) in picture.notes[state] for s, state in enumerate(world.names.states))


def test_dislike_is_hatched_and_not_only_red() -> None:
    affinity = np.array(world_of(ASIA).first_state.affinity)
    affinity[0, 0, 0] = -0.4
    picture = look("affinity", scene_of(ASIA, changed(affinity=affinity), power="japan"))
    disliked = picture.fills[world_of(ASIA).names.states[0]]
    assert (disliked.hue, disliked.hatched) == ("bad", True)
    assert disliked.strength == pytest.approx(0.4 / 0.6)


def test_pressure_names_who_presses() -> None:
    pressure = np.zeros_like(np.array(world_of(ASIA).first_state.pressure))
    pressure[2, 1, 0] = 0.5
    picture = look("pressure", scene_of(ASIA, changed(pressure=pressure)))
    pressed, others = world_of(ASIA).names.states[1], world_of(ASIA).names.states[2:]
    assert picture.fills[pressed].over == scene_of(ASIA).hue(2)
    assert [(flow.power, flow.state) for flow in picture.flows] == [(world_of(ASIA).names.powers[2], pressed)]
    assert all(picture.fills[state] == Fill() for state in others)


def route_of(corridor: int, **values: Any) -> Route:
    return look("corridors", scene_of(ASIA, changed(**values))).routes[corridor]


def test_a_corridor_shows_what_becomes_of_it() -> None:
    first = world_of(ASIA).first_state
    nothing, works = np.zeros_like(np.array(first.tonnage)), np.zeros_like(np.array(first.works))
    assert route_of(0).state == "running"
    assert route_of(0, tonnage=nothing).state == "planned"
    works[0, 0, 0, 0] = 1.0
    building = route_of(0, tonnage=nothing, works=works)
    assert (building.state, building.works) == ("building", True)
    assert (route_of(0, works=works).state, route_of(0, works=works).works) == ("running", True)
    halted = np.array(first.halted) + 2
    assert route_of(0, halted=halted).state == "halted"


def test_width_follows_tonnage() -> None:
    routes = look("corridors", scene_of(ASIA)).routes
    by_width = sorted(routes, key=lambda route: route.width)
    assert [route.tonnage for route in by_width] == sorted(route.tonnage for route in routes)
    assert max(route.width for route in routes) == pytest.approx(1)


def test_lanes_beside_the_first_are_not_read() -> None:
    world = world_of(ASIA)
    two = world.start(2, np)
    broken = two.with_(**{f.name: _spoiled(getattr(two, f.name)) for f in fields(two)})
    for lens in LENSES:
        assert look(lens, scene_of(ASIA, broken)) == look(lens, scene_of(ASIA))
        assert replace(look(lens, scene_of(ASIA)), selected="kazakhstan") != look(lens, scene_of(ASIA))


def _spoiled(values: Any) -> Any:
    copy = np.array(values)
    copy[..., 1] = 77
    return copy
