"""A game for other programs: what the chronicle tells, with sums that hold."""

import json
from functools import cache
from typing import Any

import pytest

from game.policy.registry import make_policy
from game.report.game_json import game_json
from game.sim.live import play_game
from tests.engine.stage import world_of


@cache
def story_of(scenario: str) -> list[dict[str, Any]]:
    world = world_of(scenario, None)
    policies = [make_policy(seat.policy, at, world) for at, seat in enumerate(world.seats)]
    found: list[dict[str, Any]] = json.loads(
        json.dumps(game_json(play_game(world, policies, 3), world), allow_nan=False)
    )
    return found


def test_every_turn_is_there() -> None:
    story = story_of("two-harbours")
    assert [turn["turn"] for turn in story] == [1, 2, 3, 4, 5, 6]
    assert story[0]["quarter"] == "2031-Q1"
    assert story[-1]["quarter"] == "2032-Q2"
    assert all(len(turn["moves"]) <= 3 and len(turn["reactions"]) == 2 for turn in story)


def test_votes_name_every_state_once() -> None:
    (vote,) = story_of("two-harbours")[3]["votes"]
    groups = [vote[how] for how in ("yes", "no", "abstaining", "absent")]
    assert vote["vote"] == "fish_council"
    assert sorted(state for group in groups for state in group) == ["oro", "quill", "tarn"]
    assert [turn["votes"] for at, turn in enumerate(story_of("two-harbours")) if at != 3] == [[]] * 5


@pytest.mark.parametrize("scenario", ["two-harbours", "central-asia-2024"])
class TestSums:
    def test_reasons_sum_to_the_utility(self, scenario: str) -> None:
        answers = [answer for turn in story_of(scenario) for answer in turn["answers"]]
        assert len(answers) > 20
        for answer in answers:
            total = sum(reason["amount"] for reason in answer["reasons"])
            assert abs(total - answer["utility"]) <= 1 / 1024

    def test_causes_sum_to_the_change(self, scenario: str) -> None:
        changes = [change for turn in story_of(scenario) for change in turn["changes"]]
        assert {"score", "dependence", "affinity", "tension", "tonnage"} <= {one["quantity"] for one in changes}
        for change in changes:
            by = sum(cause["amount"] for cause in change["causes"])
            assert abs(change["before"] + by - change["after"]) < 1e-6

    def test_scores_go_on_from_turn_to_turn(self, scenario: str) -> None:
        ends: dict[str, float] = {}
        for turn in story_of(scenario):
            for change in turn["changes"]:
                if change["quantity"] == "score":
                    (seat,) = change["place"]
                    assert abs(ends.get(seat, change["before"]) - change["before"]) < 1e-4
                    ends[seat] = change["after"]

    def test_a_refusal_by_chance_says_what_would_have_turned_it(self, scenario: str) -> None:
        answers = [answer for turn in story_of(scenario) for answer in turn["answers"]]
        refused = [one for one in answers if one["answer"] == "decline" and not one["by_seat"]]
        assert refused
        assert all(one["turning"]["lacks"] > 0 and one["turning"]["remedies"] for one in refused)
