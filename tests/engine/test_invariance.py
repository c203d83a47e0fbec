"""What must not matter to a game: the order of actors, their names, its neighbours in a batch, the process."""

import os
import random
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from game.engine.chance import all_drawn, draw_shocks, run_keys
from game.engine.step import open_turn, put_offers, resolve
from game.model.state import digest, take_games
from game.model.turn import ACCEPT, DECLINE, Answers, Orders, Shocks
from game.model.world import World
from game.policy.registry import default_policies, make_policy
from game.policy.turns import decide_orders, seat_keys
from game.scenario.actors import Power
from game.sim.prepare import prepare
from game.sim.rollout import play_batch
from tests.engine.stage import (
    GAMES,
    differences,
    game,
    scenario_of,
    shocks,
    world_of,
)

# --- neither the order of actors nor their names matter ---------------------------------------------------------------


@cache
def reordered(name: str, powers: tuple[int, ...], states: tuple[int, ...]) -> World:
    scenario = scenario_of(name)
    first = [actor for actor, entry in scenario.actors.items() if isinstance(entry, Power)]
    second = [actor for actor in scenario.actors if actor not in first]
    order = [first[p] for p in powers] + [second[s] for s in states]
    return prepare(replace(scenario, actors={actor: scenario.actors[actor] for actor in order}))


_LETTERS = {
    "purse": "P", "capital": "P", "attention": "S", "stock": "-QS", "odds": "-PS", "pipeline": "--PS", "hedging": "S",
    "affinity": "PS", "trust": "PS", "backlash": "PS", "pressure": "PS", "grievance": "PS", "completion": "PS",
    "debt": "PS", "lock": "-PS", "courted": "PS", "discount": "PS", "bonus": "PS", "caution": "P", "wary": "P",
    "home": "S", "development": "S", "headline": "P", "signed": "PS", "delivered": "PS", "ground": "-PS",
    "naming": "PS", "opposed": "PS", "works": "--P", "used": "PS", "past_lever": "-P", "past_move": "-S",
}  # fmt: skip


def permuted(array: Any, letters: str, powers: Sequence[int], states: Sequence[int]) -> Any:
    array = np.asarray(array)
    for axis, letter in enumerate(letters):
        order = {"P": list(powers), "Q": [*powers, len(powers)], "S": list(states)}.get(letter)
        if order is not None:
            array = np.take(array, order, axis=axis)
    return array


def permuted_shocks(drawn: Shocks, powers: Sequence[int], states: Sequence[int]) -> Shocks:
    letters = {"struck": "-S", "happened": "", "cancel": "P", "offer": "P-S", "item": "P-S", "reaction": "P",
               "luck": "-PS", "drift": "--PS"}  # fmt: skip
    return drawn.with_(
        **{name: permuted(all_drawn(getattr(drawn, name)), along, powers, states) for name, along in letters.items()},
        ballot={vote: permuted(draws, "S", powers, states) for vote, draws in drawn.ballot.items()},
        attendance={vote: permuted(draws, "S", powers, states) for vote, draws in drawn.attendance.items()},
    )


def permuted_orders(given: Orders, world: World, powers: Sequence[int], states: Sequence[int]) -> Orders:
    to_power = world.levers.to_power[given.lever] > 0.5
    target = np.where(to_power, np.argsort(powers)[given.target % len(powers)], np.argsort(states)[given.target])
    return Orders(
        lever=given.lever[list(powers)], target=target[list(powers)], size=given.size[list(powers)],
        items=given.items[list(powers)], move=given.move[list(states)],
        court=np.argsort(powers)[given.court][list(states)],
    )  # fmt: skip


ORDERS = pytest.mark.parametrize(
    ("name", "powers", "states"),
    [
        ("central-asia-2024", (2, 0, 1), (4, 2, 0, 1, 3)), ("central-asia-2024", (0, 2, 1), (1, 0, 2, 4, 3)),
        ("two-harbours", (1, 0), (2, 1, 0)),
    ],
)  # fmt: skip


@ORDERS
def test_luck_hangs_on_names_not_on_order(name: str, powers: tuple[int, ...], states: tuple[int, ...]) -> None:
    keys = run_keys(4, range(64))
    for number in range(3):
        drawn = permuted_shocks(draw_shocks(keys, number, world_of(name)), powers, states)
        other = draw_shocks(keys, number, reordered(name, powers, states))
        other = other.with_(offer=all_drawn(other.offer), item=all_drawn(other.item))
        assert [field for field in differences(drawn, other) if field not in ("struck", "ballot", "attendance")] == []
        for vote, draws in drawn.ballot.items():
            assert np.array_equal(draws, other.ballot[vote])


@ORDERS
def test_where_events_strike_does_not_hang_on_order(
    name: str, powers: tuple[int, ...], states: tuple[int, ...]
) -> None:
    keys = run_keys(4, range(64))
    drawn = permuted_shocks(draw_shocks(keys, 0, world_of(name)), powers, states)
    assert np.array_equal(drawn.struck, draw_shocks(keys, 0, reordered(name, powers, states)).struck)


@ORDERS
def test_the_order_of_actors_does_not_matter(name: str, powers: tuple[int, ...], states: tuple[int, ...]) -> None:
    """Every answer, refusal and reaction is the same; quantities up to the rounding of sums in another order."""
    world, other = world_of(name), reordered(name, powers, states)
    keys = run_keys(4, range(8))
    state, twin = world.start(8, np), other.start(8, np)
    everybody = tuple(make_policy("random", seat, world) for seat in range(len(world.seats)))
    for number in range(world.turns):
        chances = seat_keys(keys, world)
        drawn = draw_shocks(keys, number, world)
        turn = open_turn(state, drawn, number, world)
        placed = decide_orders(turn, everybody, chances, world)
        turn = resolve(put_offers(turn, placed, world), None, world)
        mirror = open_turn(twin, permuted_shocks(drawn, powers, states), number, other)
        mirror = resolve(put_offers(mirror, permuted_orders(placed, world, powers, states), other), None, other)
        for field, letters in (("refusal", "P"), ("answer", "P-S"), ("item_answer", "P-S"), ("reaction", "P")):
            one, two = getattr(turn.table, field), getattr(mirror.table, field)
            assert np.array_equal(permuted(one, letters, powers, states), two), (number, field)
        for field, letters in _LETTERS.items():
            one, two = getattr(turn.state, field), getattr(mirror.state, field)
            assert np.allclose(permuted(one, letters, powers, states), two, atol=2e-5), (number, field)
        state, twin = turn.state, mirror.state


def renamed(part: Any, names: dict[str, str]) -> Any:
    if isinstance(part, str):
        return names.get(part, part)
    if isinstance(part, dict):
        return {names.get(key, key): renamed(value, names) for key, value in part.items()}
    if isinstance(part, tuple):
        return tuple(renamed(value, names) for value in part)
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{f.name: renamed(getattr(part, f.name), names) for f in fields(part)})
    return part


@pytest.mark.parametrize("answer", [ACCEPT, DECLINE])
def test_names_do_not_matter(answer: int) -> None:
    scenario = scenario_of("two-harbours")
    new = {actor: f"x_{len(scenario.actors) - i}" for i, actor in enumerate(scenario.actors)}
    new |= {lever: f"l_{i}" for i, lever in enumerate(scenario.levers)}
    world, other = world_of("two-harbours"), prepare(renamed(scenario, new))
    keys = run_keys(4, range(4))
    everybody = tuple(make_policy("random", seat, world) for seat in range(len(world.seats)))
    state, twin = world.start(4, np), other.start(4, np)
    calm = shocks(world, games=4)
    for number in range(world.turns):
        turn = open_turn(state, calm, number, world)
        placed = decide_orders(turn, everybody, seat_keys(keys, world), world)
        decided = Answers(
            np.full((2, world.slots, 3, 4), answer, np.int64),
            np.full((2, world.levers.item.shape[0], 3, 4), answer, np.int64),
        )
        state = resolve(put_offers(turn, placed, world), decided, world).state
        twin = resolve(put_offers(open_turn(twin, calm, number, other), placed, other), decided, other).state
        assert differences(state, twin) == []


# --- a game is the same alone and among others ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "length", "policy", "games"),
    [
        ("central-asia-2024", "full", "default", 3), ("central-asia-2024", "full", "random", 64),
        ("central-asia-2024", "demonstration", "random", 2048), ("two-harbours", "six", "default", 2048),
        ("two-harbours", "three", "random", 2), ("central-asia-2024-mongolia", "lesson", "default", 64),
    ],
)  # fmt: skip
def test_a_run_is_the_same_alone_and_in_a_batch(name: str, length: str, policy: str, games: int) -> None:
    world = world_of(name, length)
    everybody = (
        default_policies(world)
        if policy == "default"
        else tuple(make_policy(policy, seat, world) for seat in range(len(world.seats)))
    )
    batch = [turn.state for turn in play_batch(world, everybody, 7, range(games))]
    for place in {0, games // 2, games - 1}:
        alone = play_batch(world, everybody, 7, [place])
        for number, (turn, together) in enumerate(zip(alone, batch, strict=True)):
            for lane in range(GAMES):
                assert differences(game(turn.state, lane), game(together, place)) == [], (place, number)
            assert digest(turn.state) == digest(together, place)


def test_neighbours_in_a_batch_do_not_matter() -> None:
    """A shortcut for what nobody in the batch does must add exactly nothing."""
    world = world_of("central-asia-2024")
    everybody = tuple(make_policy("random", seat, world) for seat in range(len(world.seats)))
    runs = [40, 3, 17, 3, 99, 0]
    mixed = [turn.state for turn in play_batch(world, everybody, 7, runs)]
    for place, run in enumerate(runs):
        pair = [turn.state for turn in play_batch(world, everybody, 7, [run, run])]
        for one, two in zip(mixed, pair, strict=True):
            assert differences(game(one, place), game(two, 1)) == []


_PLAY = """
import sys
import numpy as np
np.random.seed(int(sys.argv[1]))
from game.model.state import digest
from game.policy.registry import default_policies
from game.scenario.load import load
from game.sim.prepare import prepare
from game.sim.rollout import play_batch
world = prepare(load(sys.argv[2]).scenario)
for turn in play_batch(world, default_policies(world), 6, range(3)):
    np.random.random()
    print(digest(turn.state, 2))
print(world.digest)
"""


def test_another_process_hash_seed_and_random_state_change_nothing() -> None:
    from tests.engine.stage import SCENARIOS

    found = set()
    for hash_seed, numpy_seed in (("0", "1"), ("4242", "99")):
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(Path(__file__).parents[2])}
        command = [sys.executable, "-c", _PLAY, numpy_seed, str(SCENARIOS / "two-harbours.yaml")]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        found.add(done.stdout)
    world = world_of("two-harbours")
    turns = play_batch(world, default_policies(world), 6, range(3))
    found.add("\n".join([*(digest(turn.state, 2) for turn in turns), world.digest, ""]))
    assert len(found) == 1, "the same game gave other digests: did something draw from a global random state or a set?"


def test_the_global_random_state_is_left_alone() -> None:
    random.seed(1)
    np.random.seed(1)  # noqa: NPY002
    before = random.getstate(), str(np.random.get_state())  # noqa: NPY002
    world = world_of("two-harbours")
    list(play_batch(world, default_policies(world), 6, range(2)))
    assert (random.getstate(), str(np.random.get_state())) == before  # noqa: NPY002


def test_games_can_be_taken_out_of_a_batch() -> None:
    world = world_of("two-harbours")
    assert take_games(world.start(5, np), [1, 3]).purse.shape == (len(world.names.powers), 2)
