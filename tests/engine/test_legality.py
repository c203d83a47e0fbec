"""What may be ordered: the menu that a seat sees and the judgement of its orders are the same thing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.engine.legality import CODES, REFUSALS, menu_mask
from game.engine.step import open_turn, put_offers
from game.model.state import State
from game.model.turn import FULL_SIZE
from game.model.world import World
from game.policy.base import all_items
from game.policy.registry import make_policy
from game.sim.rollout import play_batch
from tests.engine.stage import GAMES, orders, shocks, start, variant, world_of


def middles(world: World) -> list[State]:
    """States of a game of chance moves, in two different runs."""
    everybody = tuple(make_policy("random", seat, world) for seat in range(len(world.seats)))
    return [world.start(GAMES, np), *(turn.state for turn in play_batch(world, everybody, 3, range(GAMES)))][:-1]


def judged(
    world: World, state: State, power: int, lever: int, target: int
) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Return the refusal codes of one single order, in each game; the opening is left out."""
    given_ = orders(world)
    one = np.full((GAMES,), lever, np.int64)
    lever_array, target_array = np.array(given_.lever), np.array(given_.target)
    items, size = np.array(given_.items), np.array(given_.size)
    lever_array[power, 0], target_array[power, 0], size[power, 0] = one, target, FULL_SIZE
    items[power, 0] = all_items(one, world)
    placed = given_.with_(lever=lever_array, target=target_array, items=items, size=size)
    turn = open_turn(state, shocks(world), 0, world).with_(state=state)
    return np.asarray(put_offers(turn, placed, world).table.refusal[power, 0])


def agree(world: World, state: State) -> None:
    names = world.names
    for power, menu in enumerate(world.levers.menus):
        mask = menu_mask(state, power, world)
        for row, lever in enumerate(menu):
            to_power = world.levers.to_power[lever] > 0.5
            aims = [p for p in range(len(names.powers)) if p != power] if to_power else range(len(names.states))
            for target in aims:
                codes = judged(world, state, power, lever, target)
                column = 0 if to_power else target
                for game in range(GAMES):
                    what = f"{names.powers[power]} {names.levers[lever]} -> {target}: {REFUSALS[codes[game]][0]}"
                    assert bool(mask[row, column, game]) == (codes[game] == 0), what


@pytest.mark.parametrize(("name", "turns"), [("two-harbours", (0, 1, 3, 5)), ("central-asia-2024", (0, 4, 11))])
def test_the_menu_agrees_with_the_judge(name: str, turns: tuple[int, ...]) -> None:
    world = world_of(name)
    states = middles(world)
    for turn in turns:
        agree(world, states[turn])


CHANGES = st.fixed_dictionaries(
    {
        "levers.harbour_charter.once": st.booleans(),
        "levers.gas_terminal.once": st.booleans(),
        "levers.ferry_line.needs": st.sampled_from([{}, {"market": 1}, {"market": 2, "grid": 1}]),
        "levers.wind_park.pause": st.integers(0, 4),
        "levers.gas_terminal.only": st.sampled_from([(), ("oro", "tarn")]),
        "levers.cold_winter.cost.fixed": st.sampled_from([0.0, 0.4]),
    }
)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(changes=CHANGES, discount=st.sampled_from([0.0, 0.3]), purse=st.floats(0, 1, width=16))
def test_the_menu_agrees_with_the_judge_in_other_scenarios(
    changes: dict[str, object], discount: float, purse: float
) -> None:
    world = variant("two-harbours", changes)
    for state in middles(world)[:4:3]:
        agree(
            world,
            state.with_(discount=state.discount * 0 + np.float32(discount), purse=state.purse * 0 + np.float32(purse)),
        )


def test_the_menu_agrees_with_the_judge_on_what_an_order_to_all_needs() -> None:
    world = variant("two-harbours", {"levers.harbour_charter.needs": {"market": 1}})
    agree(world, start(world, ground={"market": {"halmar": {"oro": 1.0}}}))


def test_refusals_have_a_code_and_a_sentence() -> None:
    assert CODES["legal"] == 0
    assert len(CODES) == len(REFUSALS)
    for code, (name, sentence) in enumerate(REFUSALS):
        assert CODES[name] == code
        assert sentence.endswith(".")


def test_a_fresh_power_can_do_something_about_everybody(flagship: World) -> None:
    for power in range(3):
        mask = menu_mask(start(flagship, purse={"each": 3.0}), power, flagship)
        assert mask.shape == (len(flagship.levers.menus[power]), 5, GAMES)
        assert np.all(mask.any(axis=0))
