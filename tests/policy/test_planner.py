"""The planner: legal, the same alone, without memory, blind to what it must not see, and better than greedy."""

from typing import Any

import numpy as np
import pytest

from game.engine.chance import draw_shocks, run_keys
from game.engine.legality import CODES
from game.engine.step import open_turn, put_offers
from game.engine.view import View, observe, observe_offers
from game.model.arrays import Same
from game.model.turn import FULL_SIZE, SIZES
from game.model.world import World
from game.policy.base import Policy
from game.policy.planner import Planner
from game.policy.planner_futures import best_of, expected_players, gains, no_acts, same_games, single_view
from game.policy.planner_power import choices_of, fill
from game.policy.registry import SHIPPED, default_policies, make_policy
from game.policy.turns import decide_orders, seat_keys
from game.sim.rollout import play, play_batch
from tests.conformance import check_policy
from tests.engine.stage import world_of

SMALL = Planner(turns=2, lanes=32)


def seated(world: World, seat: int, policy: Policy) -> list[Policy]:
    everybody = list(default_policies(world))
    everybody[seat] = policy
    return everybody


def opened(world: World, seat: int, runs: list[int]) -> View:
    keys = run_keys(3, runs)
    turn = open_turn(world.start(len(runs), np), draw_shocks(keys, 0, world), 0, world)
    return observe(turn, seat, seat_keys(keys, world)[seat], world)


@pytest.mark.parametrize("seat", [0, 1, 2, 4])
def test_it_conforms(seat: int) -> None:
    world = world_of("two-harbours", "three")
    check_policy(SMALL, seat, world, games=2)


@pytest.mark.parametrize("seat", [0, 1, 2, 6])
def test_it_conforms_in_the_flagship(seat: int) -> None:
    world = world_of("central-asia-2024", "demonstration")
    check_policy(SMALL, seat, world, games=2)


@pytest.mark.parametrize("name", [name for name in SHIPPED if name.startswith("planner")])
def test_the_shipped_planners_play(name: str) -> None:
    world = world_of("two-harbours", "three")
    for seat in (0, 2):
        *_, last = play_batch(world, seated(world, seat, make_policy(name, seat, world)), 2, [0])
        assert not np.any(last.table.refusal)


def test_it_beats_greedy() -> None:
    """In a few games, with the same luck; docs/model.md has every seat with its interval."""
    world, seat = world_of("central-asia-2024", "demonstration"), 1
    policies = (Planner(turns=3, lanes=128), make_policy("greedy", seat, world))
    planned, greedy = (play(world, seated(world, seat, policy), seed=9, games=3).scores[seat] for policy in policies)
    assert np.mean(planned) > np.mean(greedy), (planned, greedy)


def test_it_sees_nobody_elses_orders() -> None:
    """Two turns that differ in what was put to another state look the same to a planning state."""
    world = world_of("two-harbours", "three")
    keys = run_keys(3, [0, 1])
    turn = open_turn(world.start(2, np), draw_shocks(keys, 0, world), 0, world)
    orders = decide_orders(turn, default_policies(world), seat_keys(keys, world), world)
    seat = len(world.names.powers)
    elsewhere = np.where((orders.target == 0) & (orders.lever < len(world.names.levers)), orders.lever, -1)
    fewer = orders.with_(lever=np.where(elsewhere >= 0, orders.lever, len(world.names.levers)))
    views = [
        observe_offers(put_offers(turn, given, world), seat, seat_keys(keys, world)[seat], world)
        for given in (orders, fewer)
    ]
    assert same(SMALL.answer(views[0]), SMALL.answer(views[1]))


def same(one: Any, two: Any) -> bool:
    return all(np.array_equal(getattr(one, name), getattr(two, name)) for name in vars(one))


def test_the_luck_of_the_game_is_not_its_own() -> None:
    """Futures are drawn from the seat's key: the same view under other luck of the game gives the same orders."""
    world = world_of("two-harbours", "three")
    view = opened(world, 0, [0, 1])
    first = SMALL.order(view)
    assert same(first, SMALL.order(view))
    other = SMALL.order(view.with_(chance=view.chance[::-1].copy()))
    assert other.lever.shape == first.lever.shape


def test_equal_games_are_planned_once() -> None:
    world = world_of("two-harbours", "three")
    assert same_games(opened(world, 0, [4, 4, 5, 4])) == [0, 0, 2, 0]


def test_the_best_is_found_and_the_first_kept_where_none_is_better() -> None:
    noise = np.random.default_rng(1)
    worth = np.linspace(0.0, 1.0, 40)

    def evaluate(some: Any, futures: int, turn: int) -> Any:
        return worth[some][:, None] + noise.normal(size=(1, futures)) + 0.05 * noise.normal(size=(len(some), futures))

    assert best_of(evaluate, 40, 400) >= 37
    assert best_of(lambda some, futures, turn: np.ones((len(some), futures)), 40, 400) == 0
    assert best_of(evaluate, 1, 8) == 0


@pytest.mark.parametrize("name", ["two-harbours", "central-asia-2024"])
def test_every_choice_is_legal_alone_where_it_is_open(name: str) -> None:
    """What is called open and affordable is what the engine takes; what is called closed is what it refuses."""
    world = world_of(name)
    for seat in range(len(world.names.powers)):
        view = single_view(opened(world, seat, [0, 1]), 0)
        choices = choices_of(Same(world), seat, tuple(range(len(SIZES))))
        count = len(choices.lever)
        acts = no_acts(view, count)
        for field in ("lever", "target", "size", "items"):
            getattr(acts, field)[seat, 0] = getattr(choices, field)
        games = np.zeros(count, np.int64)
        turn = open_turn(world.start(2, np), draw_shocks(run_keys(3, [0, 1]), 0, world), 0, world)
        wide = turn.with_(
            state=turn.state.with_(**{n: getattr(turn.state, n)[..., games] for n in vars(turn.state)}),
            shocks=draw_shocks(run_keys(3, games), 0, world),
        )
        code = put_offers(wide, acts, world).table.refusal[seat, 0]
        state = view.state
        able = choices.open(state, seat, world)[:, 0] & (
            choices.prices(state, seat)[:, 0] <= state.purse[seat, 0] + 1e-4
        )
        able &= choices.capital[:, 0] <= state.capital[seat, 0] + 1e-4
        assert np.array_equal(able, code == CODES["legal"])


def test_slots_are_filled_by_liking() -> None:
    world = world_of("two-harbours", "three")
    view = single_view(opened(world, 0, [0, 1]), 0)
    choices = choices_of(Same(world), 0, (FULL_SIZE,))
    nothing = fill(view, choices, np.zeros((len(choices.lever), 2), np.float32), np.ones(2, np.float32))
    assert np.all(nothing.lever == len(world.names.levers))
    able = np.flatnonzero(choices.open(view.state, 0, world)[:, 0] & (choices.cost[:, 0] < view.state.purse[0, 0]))
    liking = np.zeros((len(choices.lever), 2), np.float32)
    liking[able[-1]] = 1.0
    one = fill(view, choices, liking, np.zeros(2, np.float32))
    assert np.all(one.lever[0] == choices.lever[able[-1]])
    assert np.all(one.target[0] == choices.target[able[-1]])


def test_an_act_that_does_nothing_brings_nothing() -> None:
    world = world_of("two-harbours", "three")
    view = single_view(opened(world, 0, [0, 1]), 0)
    assert not np.any(gains(view, no_acts(view, 3)))


def test_others_are_expected_to_play_by_doctrines() -> None:
    world = world_of("central-asia-2024", "demonstration")
    planned = world.with_(seats=tuple(seat.__class__(**{**vars(seat), "policy": "planner"}) for seat in world.seats))
    for policy in expected_players(Same(planned)):
        assert hasattr(policy, "doctrine")
