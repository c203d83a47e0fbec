"""Every shipped policy and doctrine, on every shipped scenario."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from game.engine.legality import CODES, REFUSALS
from game.engine.step import open_turn, put_offers
from game.engine.view import observe, observe_offers
from game.model.turn import ACCEPT, DECLINE
from game.model.world import World
from game.policy.base import Policy
from game.policy.doctrine import ByPowerDoctrine
from game.policy.registry import default_policies, make_policy, policy_names
from game.policy.turns import seat_keys
from game.sim.rollout import play, play_batch
from tests.conformance import check_policy
from tests.engine.stage import SHIPPED, orders, shocks, start, world_of

LENGTHS = [(name, length) for name in SHIPPED for length in (("six", "three") if name == "two-harbours" else
                                                             ("full", "lesson", "demonstration"))]  # fmt: skip
SLOW = ("greedy", "planner_gentle", "planner", "planner_hard")  # tried on their own


def test_no_order_is_refused_for_its_pause() -> None:
    world = world_of("central-asia-2024", "demonstration")
    for turn in play_batch(world, all_play("random", world), 21, range(1000)):
        assert not np.any(turn.table.refusal == CODES["pause"])


def seats(name: str) -> list[tuple[str, int]]:
    world = world_of(name)
    found = []
    for seat in range(len(world.seats)):
        found += [(policy, seat) for policy in policy_names(seat, world) if policy not in SLOW]
    return found


@pytest.mark.parametrize(("policy", "seat"), seats("two-harbours"))
def test_policies_of_the_tutorial_conform(policy: str, seat: int) -> None:
    world = world_of("two-harbours")
    check_policy(make_policy(policy, seat, world), seat, world)


@pytest.mark.parametrize("seat", range(8))
def test_policies_of_the_flagship_conform(seat: int) -> None:
    world = world_of("central-asia-2024", "demonstration")
    for policy in policy_names(seat, world):
        if policy not in SLOW:
            check_policy(make_policy(policy, seat, world), seat, world, games=3)


@pytest.mark.parametrize("seat", [0, 1, 3])
def test_greedy_conforms(seat: int) -> None:
    world = world_of("two-harbours", "three")
    check_policy(make_policy("greedy", seat, world), seat, world, games=2)


@pytest.mark.parametrize(("name", "length"), LENGTHS)
@pytest.mark.parametrize("policy", ["random", "default"])
def test_many_games_without_a_refusal(name: str, length: str, policy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.policy.turns.LAWFUL", ())  # nobody is taken at his word
    world = world_of(name, length)
    everybody = all_play(policy, world)
    given = 0
    for turn in play_batch(world, everybody, 21, range(200)):
        refused = {REFUSALS[code][0] for code in np.unique(turn.table.refusal)}
        assert refused == {"legal"}, f"turn {turn.number}"
        given += int(np.count_nonzero(turn.table.lever < len(world.names.levers)))
    assert given > 200


def all_play(policy: str, world: World) -> tuple[Policy, ...]:
    if policy == "default":
        return default_policies(world)
    return tuple(make_policy(policy, seat, world) for seat in range(len(world.seats)))


def test_every_doctrine_of_the_flagship_plays_without_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.policy.turns.LAWFUL", ())  # nobody is taken at his word
    world = world_of("central-asia-2024", "demonstration")
    for name in world.doctrines:
        for seat in range(len(world.seats)):
            if name not in policy_names(seat, world):
                continue
            everybody = list(default_policies(world))
            everybody[seat] = make_policy(name, seat, world)
            for turn in play_batch(world, everybody, 2, range(20)):
                refused = {REFUSALS[code][0] for code in np.unique(turn.table.refusal)}
                assert refused == {"legal"}, (name, seat, turn.number)


@pytest.mark.parametrize("name", SHIPPED)
def test_idle_does_nothing(name: str) -> None:
    world = world_of(name)
    everybody = all_play("idle", world)
    for turn in play_batch(world, everybody, 5, range(3)):
        assert np.all(turn.table.lever == len(world.names.levers))
        assert np.all(turn.state.past_move[0] == len(world.names.moves))
        assert np.all(turn.table.answer == DECLINE)
    for field in ("signed", "headline", "ground", "naming", "stages"):
        assert not np.any(getattr(turn.state, field)), field


def test_an_idle_state_declines_what_is_put_to_it() -> None:
    world = world_of("two-harbours")
    everybody = [*default_policies(world)[:2], *all_play("idle", world)[2:]]
    signed = [turn.state.signed for turn in play_batch(world, everybody, 5, range(10))]
    assert not np.any(signed[-1])


def test_chance_play_uses_everything() -> None:
    """Over enough games every lever is put and every own move made: none is forgotten by the menus."""
    for name in ("two-harbours", "central-asia-2024"):
        world = world_of(name)
        levers: set[int] = set()
        moves: set[int] = set()
        for turn in play_batch(world, all_play("random", world), 9, range(60)):
            levers |= set(np.unique(turn.table.lever).tolist())
            moves |= set(np.unique(turn.state.past_move[0]).tolist())
        assert set(range(len(world.names.levers))) <= levers
        assert set(range(len(world.names.moves))) <= moves


def test_random_answers_are_of_all_kinds() -> None:
    world = world_of("central-asia-2024")
    found: set[int] = set()
    for turn in play_batch(world, all_play("random", world), 9, range(30)):
        found |= set(np.unique(turn.table.answer).tolist())
    assert found == {0, 1, 2}


def test_a_doctrine_does_what_it_likes() -> None:
    world = world_of("central-asia-2024")
    counts = {}
    for name in ("statement_first", "guarantees_first"):
        everybody = list(default_policies(world))
        everybody[0] = make_policy(name, 0, world)
        used = np.concatenate([turn.table.lever[0].ravel() for turn in play_batch(world, everybody, 4, range(40))])
        counts[name] = {
            lever: int(np.sum(used == world.names.levers.index(lever))) for lever in ("statement", "guarantee")
        }
    assert counts["statement_first"]["statement"] > counts["guarantees_first"]["statement"]
    assert counts["statement_first"]["guarantee"] < counts["guarantees_first"]["guarantee"]


def test_a_doctrine_that_refusals_deter_turns_elsewhere() -> None:
    world = world_of("central-asia-2024")
    asked = {}
    for deterred in (0.0, 2.0):
        doctrine = replace(world.doctrines["economy_first"], deterred=deterred)
        everybody = list(default_policies(world))
        everybody[0], everybody[4] = ByPowerDoctrine(doctrine), make_policy("decline_all", 4, world)
        offered = [turn.table.offered[0].sum(axis=(0, 2)) for turn in play_batch(world, everybody, 4, range(40))]
        asked[deterred] = np.sum(offered, axis=0)
    assert asked[2.0][1] < 0.8 * asked[0.0][1]
    assert np.delete(asked[2.0], 1).sum() > np.delete(asked[0.0], 1).sum()


def test_yardstick_states_answer_as_their_name_says() -> None:
    world = world_of("central-asia-2024")
    for name, answer in (("accept_all", ACCEPT), ("decline_all", DECLINE)):
        everybody = list(default_policies(world))
        everybody[3] = make_policy(name, 3, world)
        for turn in play_batch(world, everybody, 4, range(20)):
            put = (turn.table.offered[:, :, 0] > 0) & (turn.table.item_slot == 0)
            assert np.all(turn.table.answer[:, :, 0][put] == answer)


def test_greedy_is_better_than_idle() -> None:
    world = world_of("two-harbours", "three")
    for seat in (0, 2):
        scores = {}
        for name in ("greedy", "idle"):
            everybody = list(default_policies(world))
            everybody[seat] = make_policy(name, seat, world)
            scores[name] = play(world, everybody, seed=3, games=16).scores[seat].mean()
        assert scores["greedy"] > scores["idle"], (seat, scores)


def test_names_of_policies() -> None:
    world = world_of("central-asia-2024")
    assert {"idle", "random", "greedy", "economy_first"} <= set(policy_names(0, world))
    assert "economy_first" not in policy_names(1, world)
    assert "cabinet" not in policy_names(0, world)
    assert "cabinet" in policy_names(4, world)
    for name, seat in (("nobody", 0), ("cabinet", 0), ("economy_first", 2)):
        with pytest.raises(KeyError):
            make_policy(name, seat, world)


def test_a_decision_hangs_on_the_view_alone() -> None:
    """The same view twice gives the same orders: a policy keeps nothing between its turns."""
    world = world_of("two-harbours")
    turn = open_turn(start(world), shocks(world), 0, world)
    keys = seat_keys(np.arange(2, dtype=np.uint64), world)

    def same(one: Any, two: Any) -> bool:
        return all(np.array_equal(getattr(one, name), getattr(two, name)) for name in vars(one))

    for seat in range(len(world.seats)):
        for name in policy_names(seat, world):
            if name in ("planner", "planner_hard"):
                continue  # the same code as the gentle one
            policy = make_policy(name, seat, world)
            view = observe(turn, seat, keys[seat], world)
            if seat < 2:
                assert same(policy.order(view), policy.order(view)), name
            else:
                assert same(policy.move(view), policy.move(view)), name
                placed = put_offers(
                    turn, orders(world, {"halmar": ["wind_park oro"], "vesk": ["film_fund oro"]}), world
                )
                asked = observe_offers(placed, seat, keys[seat], world)
                assert same(policy.answer(asked), policy.answer(asked)), name
