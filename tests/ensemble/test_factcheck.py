"""Fact-checks: what is played, what turns a verdict, and that it is found where it is."""

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import game
from game.ensemble.errors import CallError, Failure
from game.ensemble.factcheck.checking import Asked, FactCheck, ask, check_claims, find_turns
from game.ensemble.factcheck.ends import End, Movable, movable
from game.ensemble.factcheck.foretelling import foretell
from game.ensemble.factcheck.reading import OPPOSITE, first, readings
from game.ensemble.factcheck.search import Hope, Joint, Probe, Search, hopes, pulling, search
from game.ensemble.factcheck.task import Point
from game.ensemble.factcheck.together import MOST_TOGETHER, compatible, together
from game.ensemble.stages import Stages
from game.ensemble.sweep.factors import Factor
from game.report.claims_text import claims_object, claims_text
from game.report.claims_words import turn_told
from game.scenario.load import load
from game.sim.claims import Claim, Result, judge, meets

GAMES = 40


def asked(*changes: str, games: int = GAMES, **more: Any) -> Asked:
    return ask(load("two-harbours", changes), games=games, seed=3, **more)


def claim(below: float = 100_000.0, above: float = -100_000.0, least: float = 0.0, most: float = 1.0) -> Claim:
    return Claim("c", "it is so", (), above, below, 1, least, most, {})


def with_bound(one: Claim, name: str, bound: float) -> Claim:
    changes: dict[str, Any] = {name: bound}
    return replace(one, **changes)


def judged(one: Claim, values: "np.ndarray[Any, Any]") -> Result:
    return judge(one, int(np.count_nonzero(meets(one, values))), len(values), float(values.mean()))


# --- the verdicts


def test_the_games_are_those_of_an_ensemble() -> None:
    found = check_claims(asked())
    usual = game.run("two-harbours", games=GAMES, seed=3)
    orators = game.run("two-harbours", games=GAMES, seed=3, policies={"halmar": "orators"})
    for one in found.checked:
        table = orators if one.claim.policies else usual
        np.testing.assert_array_equal(one.values, table[f"claim.{one.claim.id}"])
        assert one.result.met == table[f"met.{one.claim.id}"].sum()


def test_claims_with_the_same_players_share_their_games() -> None:
    usual = asked()
    assert [one.claims for one in usual.line_ups] == [("the_grip_holds", "every_hand_is_shaken"), ("words_are_cheap",)]
    same = asked(players={"halmar": "orators"})
    assert len(same.line_ups) == 1
    assert same.played == GAMES


def test_what_cannot_be_checked() -> None:
    with pytest.raises(CallError, match="Did you mean 'the_grip_holds'"):
        asked(only=["the_grip_hold"])
    with pytest.raises(CallError, match="no length 'sevn'"):
        asked(length="sevn")
    with pytest.raises(Failure, match="makes no claims"):
        asked("claims={}")


# --- what is played


def played(one: Asked, moved: Any) -> Any:
    return one.task([Point((), (0,)), Point(moved, (0,))], one.games).play(range(2 * one.games)).values


def test_what_no_game_reads_is_not_played_again() -> None:
    one = asked()
    goal = ("actors", "halmar", "objectives", *_first_objective(one), "weight")
    values = played(one, ((goal, 0.01),))
    np.testing.assert_array_equal(values[:, :GAMES], values[:, GAMES:])
    greedy = asked(players={"halmar": "greedy"}, games=8)  # who does read it
    values = played(greedy, ((goal, 0.01),))
    assert not np.array_equal(values[:2, :8], values[:2, 8:])


def _first_objective(one: Asked) -> tuple[str, ...]:
    paths = one.bases.under("actors", "halmar", "objectives")
    return paths[0][3:4]


def test_a_moved_number_gives_the_games_that_set_gives() -> None:
    one = asked()
    values = played(one, ((("actors", "oro", "hedging"), 1.7),))[:, GAMES:]
    again = check_claims(asked("actors.oro.hedging=1.7"))
    for row, own in enumerate(again.checked[:2]):
        np.testing.assert_array_equal(values[row], own.values)
    assert np.isnan(values[2]).all()  # the claim of other players


def test_a_moved_currency_takes_along_what_is_written_in_it() -> None:
    found = movable(asked().loaded, 0.5)
    (low, high) = (end for end in found.ends if end.factor.setting == "currencies.CRN")
    assert dict(found.moved((high,), 1.0) or ())["levers", "wind_park", "value"] == pytest.approx(0.45)
    assert dict(found.moved((low,), 0.5) or ())["levers", "wind_park", "value"] == pytest.approx(0.225)


def test_any_cut_gives_the_same_values() -> None:
    one = asked()
    task = one.task([Point((), (0,)), Point(((("actors", "oro", "hedging"), 1.7),), (1,))], 10)
    parts = [task.play(runs).values for runs in (range(7), range(7, 13), range(13, 20))]
    np.testing.assert_array_equal(np.concatenate(parts, axis=1), task.play(range(20)).values)


# --- how it was read


@settings(max_examples=40)
@given(st.lists(st.integers(-30, 30), min_size=40, max_size=60), st.sampled_from([0.2, 0.5, 0.8]), st.booleans())
def test_other_readings_turn_it_and_nearer_ones_do_not(numbers: list[int], bound: float, least: bool) -> None:
    values = np.array(numbers, float) / 4
    one = claim(below=0.1, least=bound) if least else claim(below=0.1, most=bound)
    result = judged(one, values)
    for reading in readings(result, values):
        if reading.name.startswith("at_"):
            step = 1e-9 if reading.to > reading.base else -1e-9
            turned = judge(with_bound(one, reading.name, reading.to + step), result.met, result.games)
        else:
            turned = judged(with_bound(one, reading.name, reading.to), values)
            if abs(reading.to - reading.base) > 0.3:  # values lie a quarter apart
                nearer = reading.to - math.copysign(0.26, reading.to - reading.base)
                assert judged(with_bound(one, reading.name, nearer), values).verdict != OPPOSITE[result.verdict]
        assert turned.verdict == OPPOSITE[result.verdict]


def test_what_cannot_be_told_has_no_other_reading() -> None:
    values = np.array([0.0, 1.0] * 20)
    assert readings(judged(claim(below=0.5, least=0.5), values), values) == ()


def test_the_first_place() -> None:
    assert [first(least.__le__, 10) for least in (0, 4, 9, 10)] == [0, 4, 9, None]


# --- the search


def end(name: str, part: float = 0.5) -> End:
    return End(Factor(name, base=2.0, low=1.0, high=3.0), 2.0 + 2.0 * part)


def result(verdict: Any) -> Result:
    return Result(claim(most=0.2), 0, 1000, 0.0, 0.1, 0.0, verdict)


def searched(ends: dict[str, float], turns: Callable[[Probe], bool], first_part: float = 0.5) -> Search:
    """Search among ends; the numbers are the ways that a screening expects."""
    probing = search(result("holds"), [Hope(end(name, first_part), way) for name, way in ends.items()])
    wanted = next(probing)
    while True:
        try:
            wanted = probing.send([result("fails" if turns(probe) else "holds") for probe in wanted])
        except StopIteration as stop:
            return stop.value  # type: ignore[no-any-return]


@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0.02, 1.5), min_size=1))
def test_the_smallest_change_is_found(turning: dict[str, float]) -> None:
    found = searched(dict.fromkeys(turning, 1.0), lambda probe: probe.way >= turning[probe.ends[0].factor.setting])
    least = min(turning.values())
    assert (found.turn is None) == (least > 1)
    if found.turn is not None:
        assert 0.5 * least <= found.turn.part <= 0.5 * (least + 1 / 64) / 0.97 + 1e-9


def test_what_other_luck_does_not_confirm_is_looked_for_farther_on_and_then_given_up() -> None:
    farther = searched({"a": 1.0}, lambda probe: probe.way >= (0.56 if probe.fresh else 0.5))
    assert farther.turn is not None
    assert farther.turn.part == pytest.approx(0.5 * 0.6)
    never = searched({"a": 1.0, "b": 1.0}, lambda probe: not probe.fresh and probe.way >= 0.5)
    assert never.turn is None
    assert never.turning == 2
    other = searched({"a": 1.0, "b": 1.0}, lambda probe: probe.way >= 0.5 and (probe.ends[0].factor.setting == "b" or
                                                                                not probe.fresh))  # fmt: skip
    assert other.turn is not None
    assert other.turn.end.factor.setting == "b"


def test_likely_ends_are_looked_at_first_and_the_rest_only_if_none_turns_it() -> None:
    many = {f"a{number}": number / 100 for number in range(35)}
    nothing = searched(many, lambda probe: False)
    assert (nothing.turn, nothing.tried, nothing.hopeful) == (None, 30, 35)
    late = searched(many, lambda probe: probe.ends[0].factor.setting == "a15")
    assert late.turn is not None
    assert late.tried == 20


def test_a_screening_orders_by_the_change_that_is_needed() -> None:
    values = np.random.default_rng(1).permutation(np.linspace(0.0, 1.0, 200))
    one = claim(below=-0.1, most=0.2)
    base = judged(one, values)
    assert base.verdict == "holds"
    ends = [(end("far"), values[:50] - 0.35), (end("near"), values[:50] - 0.8), (end("away"), values[:50] + 0.5),
            (end("same"), values[:50]), (end("hopeless"), values[:50] - 0.01)]  # fmt: skip
    assert [hope.end.factor.setting for hope in hopes(base, values, 50, ends)] == ["near", "far"]


# --- several together


def jointly(count: int, turns: Callable[[Probe], bool]) -> tuple[Joint, ...]:
    """Look for what turns a verdict together, among so many ends."""
    probing = together("holds", tuple(end(f"a{number}") for number in range(count)))
    reply: Any = None
    while True:
        try:
            wanted = probing.send(reply)
        except StopIteration as stop:
            return stop.value  # type: ignore[no-any-return]
        reply = [result("fails" if turns(probe) else "holds") for probe in wanted]


@settings(max_examples=40)
@given(st.integers(0, MOST_TOGETHER), st.floats(0.6, 40))
def test_the_fewest_that_turn_it_together_and_all_by_small_steps(count: int, needed: float) -> None:
    found = jointly(count, lambda probe: len(probe.ends) * probe.way >= needed)
    least = max(2, math.ceil(needed))
    assert bool(found) == (least <= count)
    for joint, own in zip(found, (least, count), strict=False):
        assert len(joint.ends) == own
        assert needed / own <= joint.way <= needed / own + 1 / 64 + 1e-9
        assert joint.most == pytest.approx(0.5 * joint.way)
    assert len(found) == (least <= count) + (least < count)


def test_what_other_luck_does_not_confirm_is_not_told() -> None:
    assert jointly(4, lambda probe: not probe.fresh) == ()
    (only,) = jointly(9, lambda probe: len(probe.ends) == 9 or (len(probe.ends) == 3 and not probe.fresh))
    assert len(only.ends) == 9


def test_what_pulls_toward_the_other_verdict_is_sure_and_named_once() -> None:
    luck = np.random.default_rng(1)
    values = luck.permutation(np.linspace(0.0, 1.0, 200))
    base = judged(claim(below=-3.0, most=0.2), values)
    few = values[:50]
    ends = [(end("weak"), few - 0.05), (end("strong", 0.2), few - 0.1), (end("strong"), few - 0.4),
            (end("away"), few + 0.5), (end("same"), few), (end("noise"), few + luck.normal(0, 1, 50))]  # fmt: skip
    found = pulling(base, values, 50, ends)
    assert [(one.factor.setting, one.part) for one in found] == [("strong", 0.5), ("weak", 0.5)]
    allowed = compatible([end("a"), end("b"), end("c")], lambda ends: len(ends) < 2 or ends[1].factor.setting == "c")
    assert [one.factor.setting for one in allowed] == ["a", "c"]


def test_what_turns_a_verdict_together_is_what_set_gives_with_the_next_seed() -> None:
    near = "claims.every_hand_is_shaken.above=-0.03"
    one = asked(near, games=60, only=["every_hand_is_shaken"])
    found, few = whole(one, "actors.vesk.delivery.rate", "actors.vesk.capital.income", "shares.energy.oro.vesk")
    (own,) = found.checked
    assert own.search is not None
    assert own.search.turn is None
    (joint, *_) = own.search.joint
    told = turn_told(found, own)
    assert f"{len(joint.ends)} together do: " in told
    assert "several together turn 1 more" in claims_text(found)
    (plain,) = claims_object(found)["claims"]
    assert len(plain["turned_together"][0]["assumptions"]) == len(joint.ends)
    moved = few.moved(joint.ends, joint.way)
    assert moved is not None
    changes = [f"{'.'.join(path)}={value!r} {one.bases.card(path).unit}" for path, value in moved]
    again = ask(load("two-harbours", [near, *changes]), games=60, seed=4, only=["every_hand_is_shaken"])
    assert check_claims(again).checked[0].result.met == joint.result.met


# --- all together


def whole(one: Asked, *names: str, by: float = 0.5, stages: Stages | None = None) -> tuple[FactCheck, Movable]:
    """Look for turns among some assumptions only, which is quick."""
    every = movable(one.loaded, by)
    few = replace(every, ends=tuple(end for end in every.ends if end.factor.setting in names))
    return find_turns(check_claims(one, stages), few, stages), few


INCOME, HEDGING = "actors.vesk.purse.income", "actors.oro.hedging"


def test_a_turn_is_what_set_gives_with_the_next_seed() -> None:
    near = "claims.every_hand_is_shaken.above=-0.06"
    one = asked(near, games=60, only=["every_hand_is_shaken"])
    found, few = whole(one, INCOME, HEDGING, by=1.0)
    (own,) = found.checked
    assert own.result.verdict == "fails"
    assert own.search is not None
    turn = own.search.turn
    assert turn is not None
    assert turn.end.factor.setting == INCOME
    assert -1 <= turn.part < 0
    assert turn.result.verdict == "holds"
    moved = few.moved((turn.end,), (turn.value - turn.end.base) / (turn.end.to - turn.end.base))
    assert moved is not None
    changes = [f"{'.'.join(path)}={value!r} {one.bases.card(path).unit}" for path, value in moved]
    again = ask(load("two-harbours", [near, *changes]), games=60, seed=4, only=["every_hand_is_shaken"])
    assert check_claims(again).checked[0].result.met == turn.result.met


def test_how_it_is_played_changes_nothing() -> None:
    one = asked(games=16, only=["every_hand_is_shaken"])
    alone, _ = whole(one, HEDGING, INCOME, stages=Stages({"workers": 1}))
    several, _ = whole(one, HEDGING, INCOME, stages=Stages({"workers": 2}))
    assert alone.checked[0].search == several.checked[0].search


def test_what_cannot_be_told_is_not_searched() -> None:
    found, _ = whole(asked(games=2, only=["the_grip_holds"]), HEDGING)
    (own,) = found.checked
    assert own.result.verdict == "undecided"
    assert own.search is None


def test_what_can_be_moved_is_assumed_allowed_and_no_claim() -> None:
    one = asked()
    found = movable(one.loaded, 0.5)
    assert found.count > 300
    assert found.left_out
    for own in found.ends:
        card = one.bases.card(tuple(own.factor.setting.split(".")))
        assert card.assumed
        assert card.path[0] != "claims"
        assert own.part <= 0.5 + 1e-9
        assert card.low is None or own.to >= card.low
        assert card.high is None or own.to <= card.high


def test_claims_about_players_that_weigh_are_searched_only_when_asked_for() -> None:
    one = asked(only=["the_grip_holds"], players={"halmar": "greedy"}, games=30, length="three")
    assert one.weighing(0) == ("halmar",)
    assert not asked().slow
    few = movable(one.loaded, 0.5)
    few = replace(few, ends=few.ends[:1])
    found = check_claims(one)
    assert foretell(found, few) == (0, 0.0, 0.0)
    assert foretell(found, few, thorough=True).verdicts == 1
    assert find_turns(found, few).checked[0].search is None
    assert "--thorough" in turn_told(find_turns(found, few), found.checked[0])
