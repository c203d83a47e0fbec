"""What an author is told about the balance of a scenario: figures, sentences, limits, what to try."""

import json
import re
from dataclasses import replace

import pytest
from numpy.testing import assert_allclose

from game.ensemble.balance import Balance, Effort, weigh
from game.ensemble.balance_measures import TurnSeen
from game.ensemble.line_ups import usual
from game.ensemble.stages import Stages
from game.ensemble.standing import Figure
from game.model.world import World
from game.report.balance import balance_json, balance_text, findings
from game.report.balance_page import balance_page
from game.report.balance_words import name_of, told
from game.report.tables import percent
from game.scenario.load import load
from game.sim.prepare import prepare

EFFORT = Effort(games=6, drawn=2, planned=0)
BROKEN = (
    "levers.film_fund.cost.capital=20 points",  # more than anybody can have
    "levers.rumour.cost.fixed=50 bn USD",
    "levers.harbour_charter.needs={screen: 9}",
)


def weighed(*changes: str) -> tuple[Balance, World]:
    loaded = load("two-harbours", changes)
    assert loaded.scenario is not None, loaded.report
    world = prepare(loaded.scenario, "three")
    return weigh(world, usual(world), seed=2, effort=EFFORT, stages=Stages({"workers": 1})), world


@pytest.fixture(scope="module")
def plain() -> tuple[Balance, World]:
    return weighed()


@pytest.fixture(scope="module")
def broken() -> tuple[Balance, World]:
    return weighed(*BROKEN)


def sentences(found: tuple[Balance, World], topic: str) -> list[str]:
    return [one.sentence for one in findings(*found) if one.topic == topic]


def test_every_topic_has_a_finding_with_a_figure_and_a_limit(plain: tuple[Balance, World]) -> None:
    found = findings(*plain)
    assert list(dict.fromkeys(one.topic for one in found)) == [
        "Outcomes", "Skill ladder", "Dead and dominant levers", "Actors nobody can move",
        "Turns in which nothing happens", "The first move", "Spoilers", "One answer to everything", "Comebacks",
    ]  # fmt: skip
    for one in found:
        assert any(char.isdigit() for char in one.sentence) or one.fine, one.sentence
        assert one.sentence.endswith((".", "points."))
        assert one.limit
        assert one.advice or one.fine is not False, one.sentence


def test_how_every_seat_ends_and_what_the_first_move_brings_it_is_told_even_where_all_is_fine(
    plain: tuple[Balance, World],
) -> None:
    found, world = plain
    text = balance_text("Two harbours", found, world)
    page = balance_page(found, load("two-harbours").scenario, world, {"seed": 2})  # type: ignore[arg-type]
    for one, start in zip(found.outcomes, found.starts, strict=True):
        shares = f"{percent(one.first)} +{percent(one.last)} +{percent(one.poor)} +{percent(one.good)}"
        assert re.search(rf"{name_of(one.actor, world)} .*{shares}", text)
        assert re.search(rf"{name_of(start.actor, world)} +{re.escape(told(start.first, sign=True))} ", text)
    assert "Who profits from the first move" in page


def test_a_lever_that_nobody_can_pay(broken: tuple[Balance, World]) -> None:
    told = sentences(broken, "Dead and dominant levers")
    seen = f"{broken[0].seen:,}"
    assert any(
        f"film_fund (Film fund) is dead for Halmar and Vesk: used in 0 of {seen} turns by any policy; its cost of 20 "
        "points of political capital is above the 7.5 that can be had" in one
        for one in told
    ), told
    assert any("rumour" in one and "70 bn USD, is above the 0.9" in one for one in told), told
    assert any("harbour_charter" in one and "it needs 9 yeses of the ground The screen" in one for one in told), told


def test_a_seat_that_nobody_can_move_and_a_dull_turn(plain: tuple[Balance, World]) -> None:
    found, world = plain
    still = found.pulls[-1]._replace(most=Figure(0.4, 0.1), agreed=0.01)
    dull = TurnSeen(0.0, 0.0, 0.0, 0.0, quiet=0.5, flat=0.9, change=0.0, tied=1.0)
    other = replace(found, pulls=(*found.pulls[:-1], still), turns=(*found.turns[:-1], dull))
    moved = sentences((other, world), "Actors nobody can move")
    assert any(one.startswith("Nobody can move Tarn") for one in moved)
    assert any(one.startswith("Tarn agrees to 1.0 %") for one in moved)
    assert "Turn 3: in 50.0 % of the games nobody does anything, and nothing happens." in sentences(
        (other, world), "Turns in which nothing happens"
    )


def test_figures_are_those_of_the_games(plain: tuple[Balance, World]) -> None:
    found, world = plain
    assert len(found.outcomes) == len(world.seats)
    assert sum(one.first for one in found.outcomes) >= 1.0 - 1e-9
    for one, rungs in zip(found.outcomes, found.ladder, strict=True):
        assert rungs.scores[one.policy].mean == pytest.approx(one.score.mean)
        gains = {(worse, better): gain for worse, better, gain in rungs.steps}
        assert_allclose(
            gains["idle", "random"].mean, rungs.scores["random"].mean - rungs.scores["idle"].mean, atol=1e-4
        )
    assert {one.actor for one in found.starts} == set(world.names.actors)
    assert found.seen == found.played * world.turns


def test_the_text_and_the_json_say_the_same(plain: tuple[Balance, World]) -> None:
    text = " ".join(balance_text("Two harbours", *plain).split())
    plainly = json.loads(json.dumps(balance_json(*plain), allow_nan=False))
    assert len(plainly["findings"]) == len(findings(*plain))
    for one in plainly["findings"]:
        assert " ".join(one["sentence"].split()) in text
    assert plainly["turns"][0]["change"] is None, "there is none before it"
    assert all(len(line) <= 130 for line in balance_text("Two harbours", *plain).splitlines())


def test_the_page_has_a_ladder_for_each_seat(plain: tuple[Balance, World]) -> None:
    scenario = load("two-harbours").scenario
    assert scenario is not None
    page = balance_page(plain[0], scenario, plain[1], {"seed": 2})
    assert page.count('aria-label="Score of ') == 5
    assert page.count(" does in greedy play: ") == 5
    assert "http" not in page
    assert "<script" not in page


def test_what_is_told_of_a_mean() -> None:
    assert told(Figure(-0.04, 0.3), sign=True) == "+0.0 ±0.3"
    assert told(Figure(-2.0, float("inf"))) == "\N{MINUS SIGN}2.0"
    assert told(Figure(3.14, 0.26), sign=True) == "+3.1 ±0.3"
