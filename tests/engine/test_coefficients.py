"""No coefficient is an ornament: changing any of them changes a game."""

from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from typing import Any

import numpy as np
import pytest

from game.model.rules import Rules
from game.model.state import quantise
from game.model.world import World
from game.policy.registry import make_policy
from game.scenario.effects import Calm, Relief, Tension, Ties
from game.sim.rollout import play_batch
from tests.engine.stage import scenario_of, variant

# What the tutorial does not have, so that every rule has something to do.
RICHER: dict[str, Any] = {
    "levers.film_fund.exclusive": 0.6,
    "levers.film_fund.needs": {},
    "levers.film_fund.base": 1.5,
    "levers.cold_winter.cost.capital": 1.0,
    "levers.gas_terminal.effects": (
        *scenario_of("two-harbours").levers["gas_terminal"].effects,
        Calm(factor=0.9), Relief(factor=0.9), Tension(gain=0.01), Ties(gain=-0.01, toward="rivals"),
    ),
    "levers.goodwill_tour.effects.1.gain": 0.08,
    "underway": {"vesk": {"oro": 6.0, "quill": 4.0}, "halmar": {"oro": 0.4, "quill": 0.1}},
}  # fmt: skip
OTHER = {
    "rules.answers.lock_quarters": 5, "rules.building.stages": (0.1, 0.2, 0.7), "rules.answers.amend_above": 0.7,
    "rules.building.package_most": 1.2, "rules.building.completion_most": 0.0, "rules.reactions.pressure_slope": 20.0,
    "rules.reactions.pressure_floor": 10.0, "rules.answers.lock": 10.0, "rules.voting.yes_above": -0.3,
    "rules.reactions.money_half": 0.01, "rules.voting.no_below": -0.9,
}  # fmt: skip


def coefficients() -> Iterator[tuple[str, Any]]:
    rules = scenario_of("two-harbours").rules
    for section in fields(Rules):
        for entry in fields(getattr(rules, section.name)):
            yield f"rules.{section.name}.{entry.name}", getattr(getattr(rules, section.name), entry.name)


def outcome(world: World) -> bytes:
    """What happens in some games of chance orders; the states answer by cabinet, by chance and by a leaning."""
    names = ("random", "random", "harbour_council", "random", "free_hand")
    everybody = tuple(make_policy(name, seat, world) for seat, name in enumerate(names))
    *_, last = play_batch(world, everybody, 17, range(192))
    state = last.state
    return b"".join(quantise(getattr(state, entry.name)).tobytes() for entry in fields(state))


@cache
def usual() -> bytes:
    return outcome(variant("two-harbours", RICHER))


def other(path: str, value: Any) -> Any:
    if path in OTHER:
        return OTHER[path]
    return value * 0.5 if value else 0.2


ELSEWHERE = {"rules.building.split", "rules.building.price_exponent", "rules.building.capital_by_size"}  # in test_sizes


@pytest.mark.parametrize(("path", "value"), [c for c in coefficients() if c[0] not in ELSEWHERE])
def test_every_coefficient_matters(path: str, value: Any) -> None:
    changes = {**RICHER, path: other(path, value)}
    if path.endswith("completion_most"):
        changes["levers.gas_terminal.effects"] = (*RICHER["levers.gas_terminal.effects"], _completion())
        before = outcome(variant("two-harbours", {**changes, path: value}))
    else:
        before = usual()
    assert outcome(variant("two-harbours", changes)) != before, f"{path} changes nothing"


def _completion() -> Any:
    from game.scenario.effects import Completion

    return Completion(gain=0.05)


def test_the_comparison_sees_nothing_where_nothing_changes() -> None:
    assert outcome(variant("two-harbours", RICHER)) == usual()
    assert isinstance(np.frombuffer(usual(), np.int64), np.ndarray)
