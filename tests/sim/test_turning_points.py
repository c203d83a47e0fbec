"""Turning points: what a decision made of the scores is what playing on without it shows."""

from dataclasses import replace

import numpy as np
import pytest

from game.sim.order import Answer, Order
from game.sim.session import PERSON, Session
from game.sim.turning_points import _final_scores, _flips, turning_points
from tests.engine.stage import world_of

GAMES: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("two-harbours", "six", {"halmar": "orators", "oro": "random"}),
    ("two-harbours", "three", {"halmar": "random", "vesk": "random", "quill": "random"}),
    ("central-asia-2024", "lesson", {}),
    ("central-asia-2024", "demonstration", {"japan": "statement_first", "kazakhstan": "decline_all"}),
)


def played(scenario: str, length: str, seats: dict[str, str], seed: int = 3) -> Session:
    session = Session(world_of(scenario, length), seats, seed=seed)
    while session.stage != "over":
        session.end_turn()
    return session


@pytest.mark.parametrize(("scenario", "length", "seats"), GAMES)
def test_the_game_as_it_was_is_the_first_of_the_batch(scenario: str, length: str, seats: dict[str, str]) -> None:
    session = played(scenario, length, seats)
    flips = [flip for turn in session.game.turns for flip in _flips(turn, session.world)]
    found = _final_scores(session, flips)
    assert found.shape == (len(session.world.names.actors), len(flips) + 1)
    np.testing.assert_allclose(found[:, 0], list(session.scores.values()), atol=1e-5)


def test_an_order_is_worth_what_the_game_lacks_without_it() -> None:
    session = played("two-harbours", "six", {"halmar": "greedy", "vesk": "greedy"})
    points = [point for point in turning_points(session) if point.kind == "order"]
    for point in (*points[:3], *points[-2:]):
        other = session.branch(point.number)
        for record in session.records[point.number :]:
            orders = list(record.orders)
            if record.number == point.number:
                mine = [order for order in orders if order.actor == point.actor]
                orders[orders.index(mine[point.slot])] = Order(point.actor, "", "oro")  # an empty slot stays a slot
            other.play_recorded(replace(record, orders=tuple(orders)))
        for actor, effect in point.effects.items():
            assert effect == pytest.approx(session.scores[actor] - other.scores[actor], abs=1e-4)


def test_an_own_move_is_worth_what_the_game_lacks_without_it() -> None:
    session = played("two-harbours", "six", {})
    point = next(point for point in turning_points(session) if point.kind == "move")
    other = session.branch(point.number)
    for record in session.records[point.number :]:
        gone = point.actor if record.number == point.number else ""
        orders = tuple(order for order in record.orders if order.actor != gone)
        other.play_recorded(replace(record, orders=orders))
    for actor, effect in point.effects.items():
        assert effect == pytest.approx(session.scores[actor] - other.scores[actor], abs=1e-4)


def test_an_answer_of_a_person_is_turned_as_the_person_could_have_done() -> None:
    world = world_of("two-harbours")
    session = Session(world, {"oro": PERSON}, seed=2)
    while session.stage != "over":
        session.close_orders()
        for power, offers in session.offers("oro").items():
            for key in offers:
                place = {"slot": key} if isinstance(key, int) else {"item": key}
                assert session.submit(Answer("oro", power, "accept", **place)) is None
        session.end_turn()
    point = next(p for p in turning_points(session) if p.kind == "answer" and p.actor == "oro")
    assert point.was == "accept"
    other = session.branch(point.number)
    for record in session.records[point.number :]:
        answers = record.answers
        if record.number == point.number:
            item = point.order.items[0] if point.order.items else ""
            answers = tuple(
                replace(answer, answer="decline")
                if (answer.actor, answer.power, answer.item) == ("oro", point.order.actor, item)
                and (item or answer.slot == point.slot + 1)
                else answer
                for answer in answers
            )
            assert answers != record.answers
        other.play_recorded(replace(record, answers=answers))
    for actor, effect in point.effects.items():
        assert effect == pytest.approx(session.scores[actor] - other.scores[actor], abs=1e-4)


@pytest.mark.parametrize(("scenario", "length", "seats"), GAMES)
def test_every_decision_is_weighed_and_the_largest_comes_first(
    scenario: str, length: str, seats: dict[str, str]
) -> None:
    session = played(scenario, length, seats)
    points = turning_points(session)
    assert {point.kind for point in points} == {"order", "move", "answer"}
    sizes = [point.size for point in points]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 1.0
    assert {point.number for point in points} == set(range(session.number))
    assert all(point.order.lever for point in points)
    assert all((point.was != "") == (point.kind == "answer") for point in points)
    assert len({(p.number, p.kind, p.actor, p.order, p.slot) for p in points}) == len(points)


def test_a_game_that_has_not_begun_has_no_turning_points() -> None:
    assert turning_points(Session(world_of("two-harbours"))) == ()
    idle = Session(world_of("two-harbours"), dict.fromkeys(world_of("two-harbours").names.actors, "idle"))
    idle.end_turn()
    assert turning_points(idle) == ()
