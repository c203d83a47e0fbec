"""The planner: legal, the same alone, without memory, blind to what it must not see, and better than greedy."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from game.engine.chance import draw_shocks, run_keys
from game.engine.legality import CODES
from game.engine.step import open_turn, put_offers
from game.engine.view import View, observe, observe_offers
from game.model.arrays import Same
from game.model.state import digest
from game.model.turn import FULL_SIZE, SIZES
from game.model.world import World
from game.policy.base import Policy
from game.policy.planner import Planner
from game.policy.planner_choices import NOTHING, choices_of, fill, place
from game.policy.planner_futures import (
    Foresight,
    best_of,
    expected_players,
    gains,
    games_of,
    no_acts,
    race,
    same_games,
)
from game.policy.planner_power import power_habits
from game.policy.planner_practice import Effort, Practice, learnt_habit
from game.policy.planner_state_habits import Asked, state_habits
from game.policy.registry import SHIPPED, default_policies, make_policy
from game.policy.turns import decide_orders, seat_keys
from game.sim.rollout import play, play_batch
from tests.conformance import check_policy
from tests.engine.stage import world_of

SMALL = Planner(Effort(2, 32, practice=Practice(1, 32), adapt=Practice(1, 16)))
NOTHING_AT_ALL = Planner(Effort(2, 0, practice=Practice(2, 32), adapt=Practice(1, 16)))


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


@pytest.mark.parametrize("seat", [6])
def test_it_conforms_in_the_flagship(seat: int) -> None:
    world = world_of("central-asia-2024", "demonstration")
    check_policy(SMALL, seat, world, games=2)


@pytest.mark.parametrize("name", [name for name in SHIPPED if name.startswith("planner")])
def test_the_shipped_planners_play(name: str) -> None:
    """With little practice and adapting, and at most so many futures."""
    world = world_of("two-harbours", "three")
    for seat in (0, 2):
        shipped = make_policy(name, seat, world)
        assert isinstance(shipped, Planner)
        little = replace(shipped.effort.adapt, rounds=min(shipped.effort.adapt.rounds, 1))
        lanes = min(shipped.effort.lanes, 512)
        quick = replace(shipped.effort, lanes=lanes, practice=SMALL.effort.practice, adapt=little)
        *_, last = play_batch(world, seated(world, seat, Planner(quick)), 2, [0])
        assert not np.any(last.table.refusal)


def test_the_shipped_planners_think_more_and_more() -> None:
    efforts = [SHIPPED[name]().effort for name in ("planner_gentle", "planner", "planner_hard")]  # type: ignore[attr-defined]
    for less, more in pairwise(efforts):
        assert less.turns <= more.turns
        assert less.lanes < more.lanes
        assert less.practice.rounds * less.practice.lanes < more.practice.rounds * more.practice.lanes
        assert less.adapt.rounds * less.adapt.lanes < more.adapt.rounds * more.adapt.lanes


@pytest.mark.parametrize("seat", [0, 2])
def test_it_beats_greedy(seat: int) -> None:
    """In a few games, with the same luck; docs/model.md has every seat of the flagship with its interval."""
    world = world_of("two-harbours", "three")
    effort = Effort(3, 128, practice=Practice(6, 256), adapt=Practice(1, 128))
    policies = (Planner(effort), make_policy("greedy", seat, world))
    planned, greedy = (play(world, seated(world, seat, policy), seed=9, games=8).scores[seat] for policy in policies)
    assert np.mean(planned) > np.mean(greedy), (planned, greedy)


@pytest.mark.parametrize("seat", [0, 3])
def test_without_futures_it_is_greedy(seat: int) -> None:
    world = world_of("two-harbours", "three")
    players = (NOTHING_AT_ALL, make_policy("greedy", seat, world))
    ends = [play(world, seated(world, seat, player), seed=9, games=3).scores for player in players]
    assert np.array_equal(ends[0], ends[1])


@pytest.mark.parametrize("seat", [0, 3])
def test_a_game_is_the_same_in_any_batch(seat: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bit for bit: alone, and among three of which two are planned side by side."""
    world, effort = world_of("two-harbours", "three"), Effort(1, 16, practice=Practice(1, 16), adapt=Practice(1, 8))
    monkeypatch.setattr("game.policy.planner._LANES", 2 * effort.lanes)
    planner, ends = Planner(effort), {}
    for runs in ([5], [4, 5, 6]):
        *_, last = play_batch(world, seated(world, seat, planner), 2, runs)
        ends[len(runs)] = digest(last.state, runs.index(5))
    assert len(set(ends.values())) == 1, ends


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
    """In two games at once, whose candidates stand the other way round."""
    noise = np.random.default_rng(1)
    worth = np.stack([np.linspace(0.0, 1.0, 40), np.linspace(1.0, 0.0, 40)])

    def evaluate(alive: Any, futures: int, turn: int) -> Any:
        own = 0.05 * noise.normal(size=(*alive.shape, futures))
        return np.take_along_axis(worth, alive, 1)[:, :, None] + noise.normal(size=(2, 1, futures)) + own

    best = race(evaluate, 2, 40, 400)
    assert best[0] >= 37
    assert best[1] <= 2
    assert not race(lambda alive, futures, turn: np.ones((*alive.shape, futures)), 3, 40, 400).any()
    assert not race(evaluate, 2, 1, 8).any()


def test_a_decision_that_stands_twice_is_tried_once() -> None:
    tried, seen = np.asarray([[[3, 1, 3, 2, 1]]]), []

    def evaluate(now: Any, width: int, futures: int, turn: int) -> Any:
        seen.append(sorted(set(now[0].tolist())))
        return now.reshape(1, width, futures).astype(float)

    assert best_of(tried, evaluate, 16)[0, 0] == 3
    assert seen[0] == [1, 2, 3]


def test_practice_makes_better() -> None:
    """A habit after practice is worth more in futures of other luck than before, for a power and for a state."""
    world = world_of("central-asia-2024", "demonstration")
    for seat, habits in ((1, power_habits(Same(world), 1)), (4, state_habits(Same(world), 4))):
        ahead = Foresight(games_of(opened(world, seat, [0, 1]), [0]), world.turns)
        effort = Effort(3, 8, practice=Practice(8, 256), adapt=Practice(0, 0))
        learnt = learnt_habit(habits, ahead, effort)
        both = np.concatenate([habits.start[None], learnt.habit])
        found = ahead.values(habits.player(both, np.repeat([0, 1], 64)), 2, 64, "trial").mean(axis=2)[0]
        assert found[1] > found[0], (seat, found)


def test_works_promised_late_bring_a_state_less() -> None:
    world = world_of("central-asia-2024", "lesson")
    built = np.sum(world.levers.split, axis=0) + world.levers.adds > 0
    for seat in range(len(world.names.powers), len(world.seats)):
        yes = np.where(built, state_habits(Same(world), seat).brings.yes, 0.0).sum(axis=(1, 2))
        assert yes[-1] < 0.7 * yes[0], (seat, yes)


@pytest.mark.parametrize(("kind", "field"), list(enumerate(("pipeline", "debt", "affinity", "stock"))))
def test_what_makes_an_offer_worse_is_seen(kind: int, field: str) -> None:
    """Works that wait, debts, a cool relation and dependence: each moves its own circumstance, where it matters."""
    world = world_of("central-asia-2024", "lesson")
    seat, keys = len(world.names.powers) + 3, run_keys(3, range(16))
    turn = open_turn(world.start(16, np), draw_shocks(keys, 0, world), 0, world)
    orders = decide_orders(turn, default_policies(world), seat_keys(keys, world), world)
    view = observe_offers(put_offers(turn, orders, world), seat, seat_keys(keys, world)[seat], world)
    habits, asked = state_habits(Same(world), seat), Asked.of(view)
    values = getattr(view.state, field).copy()
    values[..., 1, :, :] += 1.0  # of the second power, in every state
    state = view.state.with_(**{field: values})
    before, after = (habits.circumstances(asked, v) for v in (view, view.with_(state=state)))
    moved = [np.asarray(b - a) * (asked.lever < len(world.names.levers)) for a, b in zip(before, after, strict=True)]
    assert [bool(np.any(change)) for change in moved] == [at == kind for at in range(len(moved))]
    assert np.any(moved[kind][1] > 0) == (field != "affinity")


@pytest.mark.parametrize("name", ["two-harbours", "central-asia-2024"])
def test_every_choice_is_legal_alone_where_it_is_open(name: str) -> None:
    """What is called open and affordable is what the engine takes; what is called closed is what it refuses."""
    world = world_of(name)
    for seat in range(len(world.names.powers)):
        view = games_of(opened(world, seat, [0, 1]), [0, 0])
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
    view = games_of(opened(world, 0, [0, 1]), [0, 0])
    choices, never = choices_of(Same(world), 0, (FULL_SIZE,)), np.full(2, 9.0, np.float32)
    liking = np.zeros((len(choices.lever), 2), np.float32)
    assert np.all(fill(view, choices, liking, never, never) == NOTHING)
    able = np.flatnonzero(choices.open(view.state, 0, world)[:, 0] & (choices.cost[:, 0] < view.state.purse[0, 0]))
    liking[able[-1]] = 1.0
    chosen = fill(view, choices, liking, never, never)
    assert np.all(chosen[0] == able[-1])
    assert np.all(chosen[1:] == NOTHING)
    orders = choices.orders(chosen, len(world.names.levers))
    assert np.all(orders.lever[0] == choices.lever[able[-1]])
    assert np.array_equal(choices.find(orders), chosen)


def test_what_cannot_be_ordered_any_more_is_left_out() -> None:
    """Given choices are placed as far as they go: one journey a turn, and no more money than there is."""
    world = world_of("central-asia-2024", "demonstration")
    view = games_of(opened(world, 0, [0, 1]), [0, 0])
    choices = choices_of(Same(world), 0, (FULL_SIZE,))
    (journey, *_) = np.flatnonzero(choices.journey[:, 0] > 0.5)
    wanted = np.full((world.slots, 2), journey)
    placed = place(view, choices, wanted)
    assert np.all(placed[0] == journey)
    assert np.all(placed[1:] == NOTHING)


def test_an_act_that_does_nothing_brings_nothing() -> None:
    world = world_of("two-harbours", "three")
    view = games_of(opened(world, 0, [0, 1]), [0, 0])
    assert not np.any(gains(view, no_acts(view, 3)))


def test_others_are_expected_to_play_by_doctrines() -> None:
    world = world_of("central-asia-2024", "demonstration")
    planned = world.with_(seats=tuple(seat.__class__(**{**vars(seat), "policy": "planner"}) for seat in world.seats))
    for policy in expected_players(Same(planned)):
        assert hasattr(policy, "doctrine")
