"""Sweeps that are played: lawful ranges, equal luck, line-ups, and what is asked wrongly."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import game
from game.ensemble.errors import CallError
from game.ensemble.sweep.factors import Factor, factors_of
from game.ensemble.sweep.lawful import Laws
from game.ensemble.sweep.running import play_sweep
from game.ensemble.sweep.setup import Sweep, _root, set_up_sweep, stage_of
from game.ensemble.sweep.turned import turned, verdicts
from game.ensemble.task import Played, Task, play_runs
from game.scenario.experiments import (
    Assumptions,
    Design,
    Experiment,
    Grid,
    Morris,
    OneAtATime,
    read_experiments,
)
from game.scenario.library import shipped, shipped_experiments
from game.scenario.load import load
from game.scenario.tree import Place
from game.sim.claims import wilson
from game.sim.summary import Metric
from tests.ensemble.sweeps import INCOME, TWO, attempt, ready, wrong

SHIPPED = {
    f"{path.stem}-{name}": experiment
    for path in shipped_experiments().values()
    for name, experiment in (read_experiments(path).named or {}).items()
}


def test_every_assumption_may_vary() -> None:
    sweep = ready(assumptions={"by": 0.25})
    settings = {factor.setting for factor in sweep.factors}
    everything = [card for path in sweep.laws.bases.paths if (card := sweep.laws.bases.card(path)).assumed]
    assert settings | {one.setting for one in sweep.left_out} == {card.setting for card in everything}
    assert len(settings) > 400
    for factor in sweep.factors:
        card = sweep.laws.bases.card(tuple(factor.setting.split(".")))
        assert factor.base == card.value
        assert factor.low <= card.value <= factor.high
        assert factor.low < factor.high
        assert card.low is None or factor.low >= card.low
        assert card.high is None or factor.high <= card.high
        assert factor.high - card.value <= 0.25 * abs(card.value) * (1 + 1e-9)


def test_a_point_is_the_scenario_that_would_be_read() -> None:
    parts = ["actors.oro.*", "shares.*.oro", "currencies", "levers.wind_park"]
    sweep = ready(assumptions={"under": parts, "except": ["actors.oro.objectives"]})
    task = stage_of(sweep, "", sweep.experiment.design, sweep.factors).task
    reader = replace(task, root=_root(sweep.laws.loaded, [Factor("", values=("a text",))]))
    assert len(task.points) > 20
    for point in range(len(task.points)):
        assert task._scenario(point) == reader._read_anew(task.changes(point))


def test_what_is_written_in_a_currency_goes_with_its_rate() -> None:
    sweep = ready(vary={"currencies.CRN": {"by": 0.5}, "actors.oro.hedging": {"values": ["0.5"]}})
    alone = stage_of(sweep, "", OneAtATime(), sweep.factors).task
    together = stage_of(sweep, "", Grid(steps=2), sweep.factors).task
    for task, point, more in ((alone, 2, ()), (together, 1, ("actors.oro.hedging=0.5",))):
        read = load("two-harbours", ["currencies.CRN=0.75 USD", *more], companions=False).scenario
        assert read is not None
        assert task._scenario(point) == read
        assert read.levers["wind_park"].value == pytest.approx(0.45)
    assert "levers.wind_park.value would be 6e+" in sweep.laws.fault({("currencies", "CRN"): 1e6})


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_scenario_is_lawful_as_it_is(name: str) -> None:
    laws = Laws(load(name, companions=False))
    path = next(path for path in laws.bases.paths if laws.bases.card(path).assumed and not laws.is_shared(path))
    assert laws.fault({path: laws.bases.card(path).value}) == ""


def test_parts_of_a_whole_give_way() -> None:
    sweep = ready(vary={"actors.oro.weights.energy": {"by": 0.5}})
    weights = sweep.setup.scenario.actors["oro"].weights  # type: ignore[union-attr]
    task = stage_of(sweep, "", sweep.experiment.design, sweep.factors).task
    for point, part in ((1, 0.5), (2, 1.5)):
        moved = task._scenario(point).actors["oro"].weights  # type: ignore[union-attr]
        assert moved["energy"] == pytest.approx(part * weights["energy"])
        assert sum(moved.values()) == pytest.approx(1)
        rest = [name for name in weights if name != "energy"]
        assert [moved[a] / moved[b] for a in rest for b in rest] == pytest.approx(
            [weights[a] / weights[b] for a in rest for b in rest]
        )


def test_a_point_is_the_same_as_set() -> None:
    sweep = ready(**TWO)
    stage = stage_of(sweep, "", sweep.experiment.design, sweep.factors)
    assert stage.task.changes(0) == ()
    values = stage.task.play(range(len(stage.points) * 6)).values
    usual = game.run("two-harbours", games=6, length="three")["score.halmar"]
    assert np.array_equal(values[0, :6], usual)
    for point in range(len(stage.points)):
        here = game.run("two-harbours", games=6, length="three", overrides=stage.task.changes(point))["score.halmar"]
        assert np.array_equal(values[0, 6 * point : 6 * point + 6], here)
    assert not np.array_equal(values[0, :6], values[0, -6:])


def test_how_it_is_cut_changes_nothing() -> None:
    task = stage_of(sweep := ready(**TWO), "", sweep.experiment.design, sweep.factors).task
    whole = task.play(range(24)).values
    parts = [stage_of(sweep, "", sweep.experiment.design, sweep.factors).task.play(range(at, at + 8)).values
             for at in (0, 8, 16)]  # fmt: skip
    assert np.array_equal(whole, np.concatenate(parts, axis=1))


def test_what_no_game_reads_is_not_played_again(monkeypatch: pytest.MonkeyPatch) -> None:
    played: list[range] = []

    def counted(task: Task, runs: range) -> Played:
        played.append(runs)
        return play_runs(task, runs)

    monkeypatch.setattr("game.ensemble.sweep.task.play_runs", counted)
    sweep = ready(assumptions={"under": ["places"]}, metrics=["tension"])
    (found,) = play_sweep(sweep, workers=1)
    assert len(found.stage.points) > 4
    assert len(played) == 1
    assert {one.verdict for one in found.influences["tension"]} == {"same"}


def test_a_doctrine_is_read_by_those_who_look_ahead() -> None:
    assert ready(**TWO).line_ups[0].habits
    assert not ready(**TWO, policies={"halmar": "planner_gentle"}).line_ups[0].habits


def test_a_claim_is_played_by_those_that_it_asks_for() -> None:
    scenario = load("two-harbours").scenario
    assert scenario is not None
    name, claim = next((name, claim) for name, claim in scenario.claims.items() if claim.policies)
    sweep = ready(vary={INCOME: {"by": 0.5}}, metrics=["score.halmar", f"claim.{name}", f"met.{name}"], length="six")
    assert [line_up.usual for line_up in sweep.line_ups] == [True, False]
    assert {**sweep.plan.seats, **claim.policies} == dict(sweep.line_ups[1].seats)
    assert sweep.games == 3 * 6 * 2
    (found,) = play_sweep(sweep, workers=1)
    own = game.run("two-harbours", games=6, policies=claim.policies)
    assert found.gathered.mean[0].tolist() == pytest.approx(
        [
            game.run("two-harbours", games=6)["score.halmar"].mean(),
            own[f"claim.{name}"].mean(),
            own[f"met.{name}"].mean(),
        ]
    )


def test_a_condition_moves_how_often_it_is_met_and_nothing_else() -> None:
    sweep = ready(
        vary={"claims.words_are_cheap.below": {"values": ["-100", "100"]}}, metrics=["met.words_are_cheap", "tension"],
        length="six",
    )  # fmt: skip
    (found,) = play_sweep(sweep, workers=1)
    assert found.gathered.mean[1:, 0].tolist() == [0.0, 1.0]
    assert found.influences["tension"][0].verdict == "same"
    assert sweep.factors[0].is_yardstick


def test_a_screening_comes_first() -> None:
    sweep = ready(
        vary={INCOME: {"by": 0.9}, "rules.answers.affinity": {"by": 0.9}, "rules.mood.tension": {"by": 0.1}},
        design={"kind": "latin_hypercube", "points": 14, "leading": 2}, metrics=["score.halmar"],
    )  # fmt: skip
    told: list[int] = []
    first, second = play_sweep(sweep, workers=1, progress=told.append)
    assert (first.stage.name, len(first.stage.points)) == ("screening", 7)
    assert sum(told) == sweep.games == (7 + 14) * 6
    leading = [one.factor.setting for one in first.influences["score.halmar"][:2]]
    assert [factor.setting for factor in second.stage.factors] == leading


@pytest.mark.parametrize(
    ("plain", "code", "words"),
    [
        ({"vary": {"actors.oro.hedgin": {"by": 0.1}}}, "EXP02", 'no number "actors.oro.hedgin"'),
        ({"vary": {"actors.oro.hedgin": {"values": ["1"]}}}, "EXP02", 'no setting "hedgin"'),
        ({"vary": {INCOME: {"between": ["1", "2"]}}}, "EXP03", "needs a unit"),
        ({"vary": {INCOME: {"between": ["1 bn USD/quarter", "1 bn USD/quarter"]}}}, "EXP03", "no values between"),
        ({"vary": {INCOME: {"values": ["-1 bn USD/quarter"]}}}, "EXP03", "out of range"),
        ({"vary": {"actors.oro.hedging": {"values": ["1", "1"]}}}, "EXP03", "a value stands twice"),
        ({"vary": {"lengths.six.turns": {"between": ["3", "5"]}}}, "EXP03", "whole number"),
        ({"vary": {"title": {"between": ["a", "b"]}}}, "EXP03", "is no number"),
        ({"vary": {"actors.oro.weights.energy": {"values": ["2"]}}}, "EXP03", "out of range"),
        ({"assumptions": {"under": ["ruls"]}}, "EXP02", 'stands under "ruls"'),
        ({"assumptions": {}, "metrics": ["score.halmer"]}, "EXP02", 'no metric "score.halmer"'),
        ({"assumptions": {}, "policies": {"oro": "greed"}}, "EXP02", "There is no policy 'greed'"),
        ({"assumptions": {}, "length": "sixx"}, "EXP02", "no length 'sixx'"),
        ({}, "EXP04", "nothing varies"),
        ({"assumptions": {}, "design": {"kind": "random", "points": 100}}, "EXP04", "100 points cannot tell"),
    ],
)
def test_what_is_asked_wrongly(plain: dict[str, Any], code: str, words: str) -> None:
    found = wrong(**plain)
    assert found.code == code
    assert words in found.sentence


def test_what_nobody_could_wait_for_is_refused() -> None:
    with pytest.raises(CallError, match=r"points of 1,000,000 games each.* are .* games, and at most"):
        attempt(assumptions={}, games=1_000_000)
    grid = {f"rules.answers.{name}": {"by": 0.1} for name in ("affinity", "benefit", "balance", "lock", "pressure")}
    with pytest.raises(CallError, match="at most 200,000 points"):
        attempt(vary=grid, design={"kind": "grid", "steps": 20}, games=2)


def test_points_that_are_not_allowed_together() -> None:
    loaded = load("two-harbours").scenario
    assert loaded is not None
    shares = loaded.shares["commerce"]["oro"]
    vary = {f"shares.commerce.oro.{name}": {"between": ["0", "0.6"]} for name in shares}
    with pytest.raises(CallError, match=r"The scenario does not allow .* together: .* add up to"):
        play_sweep(ready(vary=vary, design={"kind": "grid", "steps": 2}), workers=1)


def test_shares_that_are_assumed_fit_side_by_side() -> None:
    """Each share alone can go up by more than all of them at once."""
    loaded, laws = load("central-asia-2024", companions=False), Laws(load("central-asia-2024", companions=False))
    assert loaded.scenario is not None

    def found(design: Design) -> dict[str, Factor]:
        experiment = Experiment(scenario="", assumptions=Assumptions(by=0.25, under=("shares",)), design=design)
        factors, _ = factors_of(experiment, laws, lambda *_: Place("plan", 1, 1), lambda problem: None)
        return {one.setting: one for one in factors}

    alone, together = found(OneAtATime()), found(Morris())
    assert together.keys() == alone.keys()
    for own in (alone, together):
        totals: dict[tuple[str, ...], float] = {}
        for one in own.values():
            assert one.base is not None
            assert one.low < one.base < one.high
            _, domain, state, _ = one.path
            start = sum(loaded.scenario.shares[domain][state].values())
            totals[one.path] = totals.get(one.path[:-1], start) + one.high - one.base
            totals[one.path[:-1]] = totals[one.path]
        assert (max(totals.values()) > 1.005) == (own is alone)
    assert all(together[name].high <= one.high for name, one in alone.items())


def test_salib_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "SALib.sample.sobol", None)
    asked = attempt(**TWO, design={"kind": "sobol"})
    assert isinstance(asked, Sweep)
    assert asked.points > 0, "what it would come to can be told without"
    with pytest.raises(CallError, match="A Sobol or Morris design needs SALib: pip install SALib"):
        play_sweep(asked, workers=1)


def test_a_verdict_is_judged_by_the_bounds_of_its_point() -> None:
    start = "claims.words_are_cheap"
    vary = {f"{start}.below": {"values": ["-0.1", "0.1"]}, f"{start}.holds.at_least": {"values": ["0.01", "0.99"]}}
    metric = Metric("met", "words_are_cheap", "0/1")
    plain: dict[str, Any] = {"vary": vary, "metrics": [metric.id], "length": "six", "games": 40}
    grid = ready(**plain, design={"kind": "grid"})
    (found,) = play_sweep(grid, workers=1)
    for point, (share, verdict) in enumerate(verdicts(grid, found, metric)):
        asked = dict(change.split("=") for change in found.stage.task.changes(point))[f"{start}.holds.at_least"]
        low, high = wilson(round(40 * share), 40)
        expected = "holds" if low >= float(asked) else "fails" if high < float(asked) else "undecided"
        assert verdict == expected
    alone = ready(**plain)
    (found,) = play_sweep(alone, workers=1)
    usual, others, ends = turned(alone, found, metric)
    assert ends == 4
    assert all(judged.verdict not in (usual, "undecided") for _, _, judged in others)


@pytest.mark.parametrize("experiment", SHIPPED.values(), ids=SHIPPED.keys())
def test_shipped_experiments_ask_for_what_there_is(experiment: Experiment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Laws, "fault", lambda *_: "")  # which takes its time, and is tried above
    changes = [f"{path}={value}" for path, value in experiment.set_.items()]
    found = set_up_sweep(experiment, load(experiment.scenario, changes), lambda *_: Place("plan", 1, 1), ())
    assert isinstance(found, Sweep), [problem.sentence for problem in found]
    assert found.metrics
    assert found.games < 4_000_000


def test_goals_matter_to_those_who_play_for_them() -> None:
    sizes: dict[str, Any] = {"vary": {"actors.halmar.scale.at_63": {"by": 0.1}, "actors.vesk.scale.at_63": {"by": 0.1}}}
    assert [factor.is_yardstick for factor in ready(**sizes).factors] == [True, True]
    assert [factor.is_yardstick for factor in ready(**sizes, policies={"vesk": "greedy"}).factors] == [True, False]
