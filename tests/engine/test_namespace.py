"""The rules use nothing but the Array API standard, and never write into what they are given."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

import array_api_strict
import numpy as np
import pytest

from game.model.arrays import convert
from game.model.state import digest, field_digests
from game.model.turn import Turn
from game.model.world import World
from game.policy.base import Policy
from game.policy.registry import default_policies, make_policy
from game.sim.rollout import play_batch
from tests.engine.stage import world_of

CASES = [
    ("two-harbours", "six", "default"), ("two-harbours", "three", "random"), ("two-harbours", "six", "idle"),
    ("central-asia-2024", "full", "default"), ("central-asia-2024", "demonstration", "random"),
    ("central-asia-2024-mongolia", "lesson", "default"),
]  # fmt: skip


@pytest.fixture
def strict(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The strictest namespace there is, with one rule relaxed: an index may leave out trailing axes.

    The standard asks for as many indices as axes; every library that we know fills in the rest.
    """
    kind = type(array_api_strict.ones(1))
    plain = kind.__getitem__

    def get(array: Any, key: Any) -> Any:
        parts = key if isinstance(key, tuple) else (key,)
        return plain(array, parts if any(part is Ellipsis for part in parts) else (*parts, Ellipsis))

    monkeypatch.setattr(kind, "__getitem__", get)
    return array_api_strict


def seats(policy: str, world: World) -> tuple[Policy, ...]:
    if policy == "default":
        return default_policies(world)
    return tuple(make_policy(policy, seat, world) for seat in range(len(world.seats)))


def turns(world: World, policy: str, xp: Any, runs: Sequence[int]) -> Iterator[Turn]:
    return play_batch(world, seats(policy, world), 3, runs, xp)


def assert_same_outcome(plain: Turn, other: Turn) -> None:
    """The discrete outcomes and the quantised state are the same."""
    for name in ("lever", "refusal", "answer", "item_answer", "reaction", "item_id", "cancelled"):
        one, two = np.asarray(getattr(plain.table, name)), np.asarray(getattr(other.table, name))
        assert np.array_equal(one, two), f"turn {plain.number}: {name}"
    for game in range(np.asarray(plain.state.purse).shape[-1]):
        assert field_digests(plain.state, game) == field_digests(other.state, game), f"turn {plain.number}"
        assert digest(plain.state, game) == digest(other.state, game)


@pytest.mark.parametrize(("name", "length", "policy"), CASES)
def test_whole_games_are_the_same_in_a_strict_namespace(name: str, length: str, policy: str, strict: Any) -> None:
    world = world_of(name, length)
    other = convert(world, strict.asarray)
    pairs = zip(turns(world, policy, np, range(5)), turns(other, policy, strict, range(5)), strict=True)
    for plain, fancy in pairs:
        assert_same_outcome(plain, fancy)
        for entry in fields(fancy.state):
            assert type(getattr(fancy.state, entry.name)) is type(strict.ones(1)), entry.name


def test_a_seat_that_thinks_ahead_is_the_same_in_a_strict_namespace(strict: Any) -> None:
    world = world_of("two-harbours", "three")
    mixed = default_policies(world)

    def first_turn(world: World, xp: Any) -> Turn:
        policies = (make_policy("greedy", 0, world), *mixed[1:3], make_policy("greedy", 3, world), mixed[4])
        return next(play_batch(world, policies, 5, range(2), xp))

    assert_same_outcome(first_turn(world, np), first_turn(convert(world, strict.asarray), strict))


def locked(array: Any) -> Any:
    copy = np.array(array)
    copy.setflags(write=False)
    return copy


@pytest.mark.parametrize(("name", "length", "policy"), CASES)
def test_nothing_is_written_into_what_a_rule_is_given(name: str, length: str, policy: str) -> None:
    from game.engine.chance import draw_shocks, run_keys
    from game.engine.step import PHASES, open_turn
    from game.policy.turns import decide_answers, decide_orders, seat_keys

    world: World = convert(world_of(name, length), locked)
    policies = seats(policy, world)
    keys = locked(run_keys(3, range(3)))
    state = convert(world.start(3, np), locked)
    for number in range(world.turns):
        chances = seat_keys(keys, world)
        turn = open_turn(state, convert(draw_shocks(keys, number, world), locked), number, world)
        turn = turn.with_(state=state)  # the opening is played once more below, on locked arrays
        for phase in PHASES:
            turn = convert(turn, locked)
            if phase.__name__ == "place_orders":
                turn = convert(
                    turn.with_(orders=decide_orders(turn, policies, chances, world), opened=turn.state), locked
                )
            if phase.__name__ == "answer_offers":
                turn = convert(turn.with_(answers=decide_answers(turn, policies, chances, world)), locked)
            turn = phase(turn, world)
        state = convert(turn.state, locked)


def test_games_stay_in_single_precision() -> None:
    for name, length, policy in CASES:
        world = world_of(name, length)
        first = world.start(2, np)
        for turn in turns(world, policy, np, range(2)):
            for entry in fields(first):
                kept = getattr(turn.state, entry.name).dtype
                assert kept == getattr(first, entry.name).dtype, f"{entry.name} became {kept} in turn {turn.number}"
