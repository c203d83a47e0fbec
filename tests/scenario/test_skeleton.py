"""The least that a contest needs: the first draft, with what it could do without taken away, can be played."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from game.ensemble.contest import Contest
from game.policy.registry import make_policy
from game.report.chronicle import chronicle
from game.scenario.library import shipped_folder
from game.scenario.load import load
from game.scenario.schema import Scenario
from game.sim.live import play_game
from game.sim.prepare import prepare

_STATE: dict[str, Any] = {"weights": {"works": 1.0}, "needs": {"works": 0.8}, "ceilings": {"works": 0.5}}


def skeleton() -> Scenario:
    folder = shipped_folder("scenarios")
    assert folder is not None
    loaded = load(folder / "skeleton" / "skeleton.yaml")
    assert loaded.problems == ()
    assert loaded.scenario is not None
    return loaded.scenario


def without(scenario: Scenario, *levers: str) -> Scenario:
    kept = {name: lever for name, lever in scenario.levers.items() if name not in levers}
    return replace(scenario, levers=kept)


def seats(scenario: Scenario, policy: str) -> Mapping[str, Any]:
    return {name: replace(actor, policy=policy) for name, actor in scenario.actors.items()}


def stocks_alone(scenario: Scenario) -> Scenario:
    actors: dict[str, Any] = {
        name: replace(actor, **_STATE) if actor.kind == "state" else actor for name, actor in scenario.actors.items()
    }
    levers = {
        name: replace(lever, effects=tuple(one for one in lever.effects if one.kind != "standing"))
        for name, lever in without(scenario, "market_day").levers.items()
    }
    works, shares = scenario.domains["works"], scenario.shares["works"]
    return replace(scenario, actors=actors, levers=levers, domains={"works": works}, shares={"works": shares})


def bare(scenario: Scenario) -> Scenario:
    scenario = without(stocks_alone(scenario), "river_charter", "invite", "tender")
    return replace(scenario, events={}, claims={}, places={}, doctrines={}, actors=dict(seats(scenario, "random")))


_CASES: dict[str, Callable[[Scenario], Scenario]] = {
    "as it is": lambda scenario: scenario,
    "no events": lambda scenario: replace(scenario, events={}),
    "no claims": lambda scenario: replace(scenario, claims={}),
    "no doctrines": lambda scenario: replace(scenario, doctrines={}, actors=dict(seats(scenario, "random"))),
    "no statements": lambda scenario: without(scenario, "river_charter"),
    "no own moves": lambda scenario: without(scenario, "invite", "tender"),
    "no flow domains": stocks_alone,
    "none of them": bare,
}


@pytest.mark.parametrize("case", _CASES)
@pytest.mark.parametrize("policy", ["", "random", "greedy"])
def test_what_is_optional_can_be_left_out(case: str, policy: str) -> None:
    scenario = _CASES[case](skeleton())
    if policy:
        scenario = replace(scenario, actors=dict(seats(scenario, policy)))
    world = prepare(scenario, "short")
    players = [make_policy(seat.policy, at, world) for at, seat in enumerate(world.seats)]
    game = play_game(world, players, 1)
    assert "THE END" in chronicle(game, world)
    line_up = tuple(seat.policy for seat in world.seats)
    assert Contest(world, (line_up,), 2, 1).play(range(2)).values.shape[1] == 2
