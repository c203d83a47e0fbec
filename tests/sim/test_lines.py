"""Lines: branching loses nothing, and two lines are told apart at the first thing that differs, with what did it."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.sim.history import history_of
from game.sim.lines import LONGEST_NAME, MOST_LINES, Lines
from game.sim.order import Order
from game.sim.parting import compare
from game.sim.session import PERSON, Session
from tests.engine.stage import world_of

WORLD = world_of("two-harbours")
WIND = Order("halmar", "wind_park", "oro")


def begun(turns: int = 3, seed: int = 4, **seats: str) -> Session:
    session = Session(WORLD, {"halmar": PERSON, **seats}, seed=seed)
    for _ in range(turns):
        session.end_turn()
    return session


def refused(lines: Lines, *arguments: object) -> str:
    before = lines.names, lines.current
    refusal = lines.branch(*arguments)  # type: ignore[arg-type]
    assert refusal is not None, "it was allowed"
    assert (lines.names, lines.current) == before
    assert refusal.sentence.endswith(".")
    return refusal.sentence


# --- the tree


def test_a_branch_is_played_and_the_line_that_it_left_stays() -> None:
    lines = Lines(begun(), "first")
    kept = lines.session.records
    assert lines.branch(1, "  a  second ") is None
    assert (lines.names, lines.current) == (("first", "a second"), 1)
    assert lines.session.submit(WIND) is None
    while lines.session.stage != "over":
        lines.session.end_turn()
    assert lines[0].session.records == kept
    assert lines.session.records[:1] == kept[:1]
    assert lines.session.records[1] != kept[1]
    lines.choose(0)
    assert lines.session.number == 3
    assert lines.branch(0, "from the start", 1) is None
    assert (lines[2].parent, lines[2].shared, lines.session.number) == (1, 0, 0)


def test_what_cannot_be_branched_is_told() -> None:
    lines = Lines(begun(), "first")
    assert "needs a name" in refused(lines, 1, " \n ")
    assert "already" in refused(lines, 1, "first")
    assert str(LONGEST_NAME) in refused(lines, 1, "x" * 61)
    assert "3 turns that are over" in refused(lines, 4, "second")
    assert "3 turns that are over" in refused(lines, -1, "second")
    assert "no such line" in refused(lines, 1, "second", 7)
    with pytest.raises(IndexError):
        lines.choose(1)


def test_there_are_only_so_many_lines() -> None:
    lines = Lines(begun(0), "0")
    for number in range(1, MOST_LINES):
        assert lines.branch(0, str(number)) is None
    assert str(MOST_LINES) in refused(lines, 0, "one more")


def test_lines_are_removed() -> None:
    lines = Lines(begun(), "first")
    for name, of in (("second", 0), ("third", 1), ("fourth", 0)):
        assert lines.branch(1, name, of) is None
    assert lines.remove(0) is not None
    assert lines.remove(3) is not None
    assert lines.remove(1) is not None
    assert lines.remove(2) is None
    assert lines.names == ("first", "second", "fourth")
    assert (lines.current, lines[2].parent) == (2, 0)
    assert lines.remove(1) is None
    assert list(lines.names) == ["first", "fourth"]
    assert (lines.current, lines[1].parent) == (1, 0)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["branch", "choose", "remove", "play"]), st.integers(0, 6), st.integers(0, 6)))
)
def test_a_tree_stays_a_tree(steps: list[tuple[str, int, int]]) -> None:
    lines = Lines(begun(2), "0")
    for at, (what, one, other) in enumerate(steps):
        if what == "branch":
            lines.branch(one, f"line {at}", other)
        elif what == "choose" and one < len(lines):
            lines.choose(one)
        elif what == "remove" and one < len(lines):
            lines.remove(one)
        elif what == "play" and lines.session.stage != "over":
            lines.session.end_turn()
        assert 0 <= lines.current < len(lines)
        assert lines[0].parent is None
        for number, line in enumerate(lines):
            if line.parent is not None:
                assert line.parent < number
                shared = line.session.records[: line.shared]
                assert shared == lines[line.parent].session.records[: line.shared]


# --- two lines side by side


def two_lines() -> tuple[Session, Session]:
    left = begun(6)
    right = left.branch(2)
    assert right.submit(WIND) is None
    while right.stage != "over":
        right.end_turn()
    return left, right


def test_two_lines_part_where_something_else_was_decided() -> None:
    left, right = two_lines()
    parting = compare(left, right)
    assert parting.same_luck
    assert parting.shared == 2
    assert parting.first is not None
    assert (parting.first.turn, parting.first.phase) == (3, "place_orders")
    first = [fork for fork in parting.forks if fork.number == 2 and fork.kind == "order"]
    assert [(fork.actor, fork.left, fork.right) for fork in first] == [("halmar", "", "wind_park")]
    assert all(fork.number >= 2 for fork in parting.forks)
    assert all(one.points >= other.points for one, other in pairwise(parting.forks))


def test_gaps_are_the_difference_of_the_histories() -> None:
    left, right = two_lines()
    parting = compare(left, right)
    histories = history_of(left.game, WORLD), history_of(right.game, WORLD)
    assert [gap.number for gap in parting.gaps] == list(range(6))
    for gap in parting.gaps[:2]:
        assert all(pair.gap == 0 for pair in (*gap.scores.values(), *gap.dependence.values(), gap.tension))
    for gap in parting.gaps:
        for actor, pair in gap.scores.items():
            assert (pair.left, pair.right) == tuple(h.scores[actor][gap.number + 1] for h in histories)
    assert parting.gaps[-1].scores["halmar"].right == right.scores["halmar"]
    assert parting.gaps[-1].signed["halmar"].gap > 0
    assert any(pair.gap for pair in parting.gaps[-1].dependence.values())


def test_the_same_line_twice_does_not_part() -> None:
    left = begun(3)
    parting = compare(left, left.branch(2))
    assert (parting.shared, parting.first, parting.forks, len(parting.gaps)) == (2, None, (), 2)


def test_answers_with_the_same_draw_show_their_chances() -> None:
    left = begun(6, vesk="winter_men")
    right = left.branch(0)
    right.hand_over("oro", PERSON)
    right.submit(Order("oro", "toast", "vesk"))
    while right.stage != "over":
        right.end_turn()
    parting = compare(left, right)
    moves = [fork for fork in parting.forks if fork.kind == "move"]
    assert moves
    assert moves[0].actor == "oro"
    for fork in parting.forks:
        if fork.kind == "answer":
            assert fork.chances is not None
            assert fork.left != fork.right


def test_lines_with_their_own_luck_share_nothing() -> None:
    parting = compare(begun(3, seed=1), begun(3, seed=2))
    assert not parting.same_luck
    assert parting.shared == 0
    assert compare(begun(1), begun(1)).same_luck


def test_lines_of_two_scenarios_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="different scenarios"):
        compare(begun(1), Session(world_of("central-asia-2024")))
