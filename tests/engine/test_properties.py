"""Promises that hold whatever is ordered, answered and drawn."""

from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.chance import draw_shocks, run_keys
from game.engine.shares import current_shares
from game.engine.step import open_turn, put_offers, resolve
from game.engine.view import observe
from game.model.state import State
from game.model.turn import DECLINE, FULL_SIZE, SIZES, UNDECIDED, Answers, Orders, Turn
from game.model.world import World
from game.policy.registry import make_policy
from game.policy.turns import seat_keys
from game.sim.rollout import play_batch
from tests.conformance import check_state
from tests.engine.stage import (
    GAMES,
    SHIPPED,
    differences,
    orders,
    play,
    refusals,
    shocks,
    start,
    world_of,
)

QUICK = settings(max_examples=40, deadline=None, derandomize=True)


@cache
def middle(name: str, turn: int, seed: int = 5) -> State:
    """A state in the middle of a game of chance moves, of two equal lanes."""
    world = world_of(name)
    state = world.start(GAMES, np)
    everybody = tuple(make_policy("random", seat, world) for seat in range(len(world.seats)))
    for played in play_batch(world, everybody, seed, [seed]):
        if played.number < turn:
            state = played.state
    return state


def any_orders(world: World, wild: bool = True) -> st.SearchStrategy[Orders]:
    """Orders of all seats, sensible or not."""
    names = world.names
    shape = (len(names.powers), world.slots)
    far = 3 if wild else 0

    def grid(low: int, high: int, *sizes: int) -> st.SearchStrategy[Any]:
        count = int(np.prod(sizes))
        cells = st.lists(st.integers(low, high), min_size=count, max_size=count)
        return cells.map(lambda found: np.repeat(np.array(found, np.int64).reshape(*sizes, 1), GAMES, axis=-1))

    return st.builds(
        Orders,
        lever=grid(-far, len(names.levers) + far, *shape),
        target=grid(-far, len(names.states) - 1 + far, *shape),
        size=grid(-far, len(SIZES) - 1 + far, *shape),
        items=grid(0, 7, *shape),
        move=grid(-far, len(names.moves) + far, len(names.states)),
        court=grid(-far, len(names.powers) - 1 + far, len(names.states)),
    )


def any_answers(world: World) -> st.SearchStrategy[Answers | None]:
    powers, states, items = len(world.names.powers), len(world.names.states), world.levers.item.shape[0]

    def same(answer: int) -> Answers:
        return Answers(
            np.full((powers, world.slots, states, GAMES), answer, np.int64),
            np.full((powers, items, states, GAMES), answer, np.int64),
        )

    return st.one_of(st.none(), st.integers(UNDECIDED, DECLINE).map(same))


def whole_turn(state: State, placed: Orders, answers: Answers | None, run: int, number: int, world: World) -> Turn:
    drawn = draw_shocks(run_keys(9, [run] * GAMES), number, world)
    return resolve(put_offers(open_turn(state, drawn, number, world), placed, world), answers, world)


@pytest.mark.parametrize("name", SHIPPED)
@QUICK
@given(data=st.data())
def test_no_order_leads_to_an_impossible_state(name: str, data: st.DataObject) -> None:
    world = world_of(name)
    number = data.draw(st.integers(0, 4))
    state = middle(name, number)
    for later in range(2):
        turn = whole_turn(
            state, data.draw(any_orders(world)), data.draw(any_answers(world)), data.draw(st.integers(0, 99)),
            number + later, world,
        )  # fmt: skip
        state = turn.state
        check_state(state, world, f"turn {number + later}")


def test_a_refused_order_is_not_remembered() -> None:
    world = world_of("two-harbours")
    seen = play(world, start(world), {"halmar": ["ferry_line tarn"]})  # the market has not been won there
    assert refusals(seen["place_orders"], 0)[0] == "prerequisite"
    assert differences(seen["end"].state, play(world, start(world))["end"].state) == []


@pytest.mark.parametrize("name", ["central-asia-2024", "two-harbours"])
@QUICK
@given(data=st.data())
def test_a_refused_order_changes_nothing(name: str, data: st.DataObject) -> None:
    world = world_of(name)
    number = data.draw(st.integers(0, 4))
    state, placed = middle(name, number), data.draw(any_orders(world, wild=False))
    answers = data.draw(any_answers(world))
    turn = whole_turn(state, placed, answers, 1, number, world)
    refused = np.asarray(turn.table.refusal) != 0
    without = placed.with_(
        lever=np.where(refused, len(world.names.levers), placed.lever),
        items=np.where(refused, 0, placed.items),
        size=np.where(refused, FULL_SIZE, placed.size),
    )
    other = whole_turn(state, without, answers, 1, number, world)
    assert differences(turn.state, other.state) == []


# --- secrecy ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["central-asia-2024", "two-harbours"])
def test_who_orders_sees_nothing_of_pending_orders(name: str) -> None:
    """Views are made before anything is placed, and hold nothing but the public state."""
    world = world_of(name)
    turn = open_turn(middle(name, 2), shocks(world), 2, world)
    for seat in range(len(world.seats)):
        view = observe(turn, seat, seat_keys(run_keys(1, [0, 0]), world)[seat], world)
        assert view.offers is None
        assert view.state is turn.state


def test_answers_may_not_depend_on_offers_to_others() -> None:
    """Offers to one state have the same utilities whatever is put to another one."""
    world = world_of("two-harbours")
    found = []
    for more in ({}, {"vesk": ["gas_terminal quill", "gas_terminal tarn"]}):
        turn = put_offers(
            open_turn(start(world), shocks(world), 0, world),
            orders(world, {"halmar": ["wind_park oro", "goodwill_tour oro"], **more}), world,
        )  # fmt: skip
        found.append((turn.table.utility[0, :, 0].tobytes(), turn.table.item_utility[0, :, 0].tobytes()))
    assert found[0] == found[1]


# --- sizes of things: what one lever or one cancelled visit may move --------------------------------------------------


def lever_targets(world: World) -> list[tuple[str, str, str]]:
    names = world.names
    found = []
    for p, power in enumerate(names.powers):
        for lever in world.levers.menus[p]:
            targets = names.powers if world.levers.to_power[lever] > 0.5 else names.states
            if world.levers.to_state[lever] < 0.5 and world.levers.to_power[lever] < 0.5:
                targets = targets[:1]
            for t, target in enumerate(targets):
                blocked = (
                    world.levers.allowed[lever * len(names.states) + t] < 0.5
                    if targets is names.states
                    else (target == power)
                )
                if not blocked:
                    found.append((power, names.levers[lever], target))
    return found


@pytest.mark.parametrize("name", ["central-asia-2024", "central-asia-2024-mongolia"])
def test_no_lever_moves_dependence_by_more_than_three_points_in_a_quarter(name: str) -> None:
    world = world_of(name)
    state = start(
        world, ground={"each": {"each": {"each": 3.0}}}, purse={"each": 3.0}, capital={"each": 6.0},
    )  # fmt: skip
    before = current_shares(play(world, state)["end"].state, world).dependence
    for power, lever, target in lever_targets(world):
        seen = play(world, state, {power: [f"{lever} {target}"]}, answer={"each": "accept"})
        after = current_shares(seen["end"].state, world).dependence
        assert np.max(np.abs(after - before)) <= 0.03, (power, lever, target)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_journey_called_off_costs_little_trust_and_undoes_nothing(name: str) -> None:
    world = world_of(name)
    for p, power in enumerate(world.names.powers):
        for lever in world.levers.menus[p]:
            if world.levers.cancelled[lever] <= 0:
                continue
            visit, state = world.names.levers[lever], start(world)
            other = next(
                world.names.levers[i]
                for i in world.levers.menus[p]
                if world.levers.offer[i] * world.levers.to_state[i] > 0.5 and not np.any(world.levers.needs[:, i])
                if i != lever
            )
            given = {power: [f"{other} {world.names.states[0]}", f"{visit} {world.names.states[0]}"]}
            quiet = play(world, state, {power: given[power][:1]}, answer={"each": "accept"})["sign_deals"].state
            off = play(world, state, given, answer={"each": "accept"}, chance={"called_off": 0.0})["sign_deals"].state
            lost = quiet.trust - off.trust
            assert np.all(lost < 0.05)
            assert lost[p, 0, 0] > 0
            assert set(differences(quiet, off)) <= {"trust", "purse", "capital", "past_lever", "past_target"}
