"""The environments keep to the interfaces that learners expect, by those interfaces' own tests."""

import warnings
from typing import Any

import numpy as np
import pytest

pytest.importorskip("pettingzoo")
pytest.importorskip("gymnasium")

from gymnasium.utils.env_checker import check_env

with warnings.catch_warnings():  # the tests of PettingZoo import one of its games in a way that it warns of
    warnings.simplefilter("ignore", DeprecationWarning)
    from pettingzoo.test import api_test, parallel_api_test, parallel_seed_test, seed_test

from game.model.state import digest
from game.policy.registry import make_policy
from game.rl.contest import Contest
from game.rl.seat import SeatEnv
from game.rl.zoo import env, parallel_env
from game.sim.session import Session
from tests.engine.stage import world_of

WORLD = world_of("two-harbours", "three")
ACTORS = WORLD.names.actors
POWERS = WORLD.names.powers


def test_parallel() -> None:
    parallel_api_test(parallel_env(WORLD), num_cycles=60)


def test_parallel_is_seeded() -> None:
    parallel_seed_test(lambda: parallel_env(WORLD), num_cycles=60)


def test_aec() -> None:
    api_test(env(WORLD), num_cycles=60)


def test_aec_is_seeded() -> None:
    seed_test(lambda: env(WORLD), num_cycles=60)


@pytest.mark.parametrize("seat", [0, 3])
def test_one_seat(seat: int) -> None:
    check_env(SeatEnv(WORLD, ACTORS[seat]), skip_render_check=True)


def play_on(contest: Contest, seed: int) -> dict[str, float]:
    """Play by chance among what is allowed; return the sum of rewards."""
    chance, total = np.random.default_rng(seed), dict.fromkeys(contest.seats, 0.0)
    while not contest.over:
        picks = {seat: int(chance.choice(np.flatnonzero(contest.mask(seat)))) for seat in contest.seats}
        for seat, reward in contest.step(picks).items():
            total[seat] += reward
    return total


@pytest.mark.parametrize("name", ["two-harbours", "central-asia-2024"])
def test_what_the_mask_allows_is_never_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    world = world_of(name, "three" if name == "two-harbours" else "demonstration")
    contest = Contest(world, world.names.actors, {})
    refused: list[Any] = []
    put = Contest._put

    def watched(self: Contest) -> None:
        put(self)
        refused.append(np.max(self._turn.table.refusal))

    monkeypatch.setattr(Contest, "_put", watched)
    play_on(contest, 4)
    assert refused == [0] * world.turns


def test_rewards_add_up_to_the_score() -> None:
    contest = Contest(WORLD, ACTORS, {})
    contest.reset(5, 0)
    start = contest._scores.copy()
    total = play_on(contest, 5)
    for seat, actor in enumerate(ACTORS):
        assert total[actor] == pytest.approx(contest._scores[seat] - start[seat], abs=1e-3)


def test_it_is_the_same_game_as_a_live_one() -> None:
    """A seat that decides nothing plays like one that does: idle powers, cabinets that answer."""
    seat = ACTORS[0]
    others = {
        a: make_policy(s.policy, i, WORLD)
        for i, a, s in zip(range(len(ACTORS)), ACTORS, WORLD.seats, strict=True)
        if a != seat
    }
    contest = Contest(WORLD, [seat], others)
    contest.reset(8, 0)
    while not contest.over:
        contest.step({})
    session = Session(WORLD, {seat: "idle"}, seed=8)
    for _ in range(WORLD.turns):
        session.end_turn()
    assert digest(contest._state) == session.records[-1].digest


def test_other_seats_choices_are_not_shown() -> None:
    """Until a turn is over, a seat is shown the same whatever the others order."""
    one, two = (Contest(WORLD, ACTORS, {}) for _ in range(2))
    for contest in (one, two):
        contest.reset(3, 0)
    pick = int(np.flatnonzero(two.mask(POWERS[0]))[-1])
    one.step({})
    two.step({POWERS[0]: pick})
    assert not np.array_equal(one.observe(POWERS[0]), two.observe(POWERS[0]))
    for actor in ACTORS[1:]:
        assert np.array_equal(one.observe(actor), two.observe(actor))


def test_a_number_that_is_not_allowed_counts_as_nothing() -> None:
    one, two = (Contest(WORLD, ACTORS, {}) for _ in range(2))
    closed = int(np.flatnonzero(one.mask(POWERS[0]) == 0)[-1])
    one.step({POWERS[0]: closed})
    two.step({POWERS[0]: 0})
    assert np.array_equal(one.observe(POWERS[0]), two.observe(POWERS[0]))


def test_games_after_a_seed_differ_and_repeat() -> None:
    seat = SeatEnv(WORLD, POWERS[0])
    found = []
    for _ in range(2):
        seat.reset(seed=1)
        found.append([seat.reset()[0], play_one(seat), seat.reset()[0], play_one(seat)])
    for first, again in zip(*found, strict=True):
        assert np.array_equal(first, again)
    assert not np.array_equal(found[0][1], found[0][3])


def play_one(seat: SeatEnv) -> Any:
    over = False
    while not over:
        shown, _, over, _, _ = seat.step(0)
    return shown


def test_every_number_has_a_name() -> None:
    contest = Contest(WORLD, ACTORS, {})
    for actor in ACTORS:
        names = contest.names(actor)
        assert len(names) == contest.size
        assert all(names[number] for number in np.flatnonzero(contest.mask(actor)))


def test_agents_are_the_actors_in_their_order() -> None:
    zoo = parallel_env(WORLD, seats=ACTORS[1:])
    assert list(zoo.actors.values()) == list(ACTORS[1:])
    shown, infos = zoo.reset(seed=1)
    assert set(shown) == set(infos) == set(zoo.actors)
    assert all(infos[agent]["action_mask"][0] == 1 for agent in zoo.agents)
