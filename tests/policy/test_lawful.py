"""Policies that are taken at their word: what a doctrine orders is legal, whatever it likes and wherever it stands."""

import shutil
from dataclasses import replace

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as some

from game.engine.chance import draw_shocks, run_keys
from game.engine.legality import REFUSALS
from game.engine.step import open_turn, put_offers
from game.model.world import World
from game.policy.base import Policy
from game.policy.doctrine import ByPowerDoctrine
from game.policy.registry import default_policies, make_policy
from game.policy.simple import Idle
from game.policy.turns import LAWFUL, decide_orders, seat_keys
from game.scenario.doctrines import PowerDoctrine, Step
from game.scenario.load import load
from game.sim.prepare import prepare
from game.sim.rollout import play_batch
from tests.engine.stage import SCENARIOS, SHIPPED, world_of

_GAMES = 40
_WORLDS = [("two-harbours", None), ("central-asia-2024", "lesson"), ("central-asia-2024", "demonstration")]


def any_doctrine(luck: np.random.Generator, world: World) -> ByPowerDoctrine:
    """Return a doctrine with likings that nobody would write down."""
    levers = {name: float(luck.choice([0, 1, 100])) for name in world.names.levers}
    targets = {name: float(luck.choice([0, 1, 100])) for name in world.names.states}
    return ByPowerDoctrine(
        PowerDoctrine(
            name="any",
            of=world.names.powers,
            steps=(Step(until=40, levers=levers, targets=targets),),
            spread=float(luck.choice([0, 0.5, 1])),
            again=float(luck.choice([0, 0.5, 1])),
            reserve=float(luck.choice([0, 0.5, 1])),
            deterred=float(luck.choice([0, 10])),
        )
    )


def refusals(world: World, doctrines: list[Policy], before: list[Policy], turns: int, seed: int) -> set[str]:
    """Return the rules that orders of doctrines break, when each is judged, after so many turns of other play."""
    keys, runs = run_keys(seed, range(_GAMES)), range(_GAMES)
    state = world.start(_GAMES, np)
    for turn in play_batch(world, before, seed, runs):
        if turn.number == turns:
            break
        state = turn.state
    turn = open_turn(state, draw_shocks(keys, turns, world), turns, world)
    orders = decide_orders(turn, [*doctrines, *before[len(doctrines) :]], seat_keys(keys, world), world)
    return {REFUSALS[code][0] for code in np.unique(put_offers(turn, orders, world).table.refusal)}


@settings(max_examples=40, deadline=None)
@given(some.sampled_from(_WORLDS), some.integers(0, 10**6), some.sampled_from(["random", "default"]))
def test_no_doctrine_breaks_a_rule(which: tuple[str, str | None], seed: int, before: str) -> None:
    world, luck = world_of(*which), np.random.default_rng(seed)
    others = list(default_policies(world))
    if before == "random":
        others = [make_policy("random", seat, world) for seat in range(len(world.seats))]
    doctrines: list[Policy] = [any_doctrine(luck, world) for _ in world.names.powers]
    assert refusals(world, doctrines, others, int(luck.integers(world.turns)), seed) == {"legal"}


@settings(max_examples=8, deadline=None)
@given(some.integers(0, 10**6))
def test_no_doctrine_breaks_a_rule_of_another_scenario(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """Levers of the tutorial with pauses, journeys, prices and ground of every sort."""
    luck, tree = np.random.default_rng(seed), yaml.safe_load((SCENARIOS / "two-harbours.yaml").read_text())
    for lever in tree["levers"].values():
        if "halmar" in lever["by"] or "vesk" in lever["by"]:
            lever.update(pause=int(luck.integers(5)), once=bool(luck.integers(2)), journey=bool(luck.integers(2)))
            lever["cost"] = (lever.get("cost") or {}) | {"capital": f"{luck.choice([0, 0.5, 1, 2])} points"}
            lever["target"] = "all_states" if luck.random() < 0.1 else lever.get("target", "state")
    folder = tmp_path_factory.mktemp("scenario")
    for path in SCENARIOS.glob("two-harbours.*"):
        shutil.copy(path, folder)
    (folder / "two-harbours.yaml").write_text(yaml.safe_dump(tree, allow_unicode=True))
    scenario = load(folder / "two-harbours.yaml").scenario
    if scenario is None:
        return  # some of these levers cannot be put to all
    world = prepare(scenario, None)
    doctrines: list[Policy] = [any_doctrine(luck, world) for _ in world.names.powers]
    others = [make_policy("random", seat, world) for seat in range(len(world.seats))]
    assert refusals(world, doctrines, others, int(luck.integers(world.turns)), seed) == {"legal"}


@pytest.mark.parametrize("name", SHIPPED)
def test_games_are_the_same_whether_doctrines_are_judged(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    world = world_of(name)
    trusted = [turn.state for turn in play_batch(world, default_policies(world), 5, range(30))]
    monkeypatch.setattr("game.policy.turns.LAWFUL", ())
    judged = [turn.state for turn in play_batch(world, default_policies(world), 5, range(30))]
    for one, two in zip(trusted, judged, strict=True):
        assert all(np.array_equal(now, getattr(two, field)) for field, now in vars(one).items()), name


def test_only_those_are_taken_at_their_word_that_choose_among_what_is_legal() -> None:
    assert set(LAWFUL) == {ByPowerDoctrine, Idle}


def test_what_anybody_else_orders_is_judged() -> None:
    class Greedy(ByPowerDoctrine):  # no doctrine of ours, though it is made from one
        pass

    world = world_of("two-harbours")
    policies = list(default_policies(world))
    assert isinstance(policies[0], ByPowerDoctrine)
    policies[0] = Greedy(replace(policies[0].doctrine, again=1.0))
    seen = next(iter(play_batch(world, policies, 5, range(4))))
    assert not seen.lawful
