"""Sweeps that are played: lawful ranges, equal luck, line-ups, files, and going on where it was broken off."""

import doctest
import importlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import game
from game.ensemble.errors import CallError, Failure
from game.ensemble.manifest import load_manifest
from game.ensemble.store import PLAN, UNFINISHED
from game.ensemble.sweep import running
from game.ensemble.sweep.factors import Factor, factors_of
from game.ensemble.sweep.files import set_up_sweep_again, write_sweep
from game.ensemble.sweep.gathering import by_point
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
    read_object,
)
from game.scenario.library import shipped, shipped_experiments
from game.scenario.load import load
from game.scenario.problems import Problem
from game.scenario.tree import Place
from game.sim.claims import wilson
from game.sim.summary import Metric

INCOME = "actors.halmar.purse.income"


def asked(**plain: Any) -> Experiment:
    found = read_object({"scenario": "two-harbours", "length": "three", "games": 6, **plain})
    assert isinstance(found, Experiment), found
    return found


def attempt(formats: tuple[str, ...] = ("csv",), **plain: Any) -> Sweep | list[Problem]:
    experiment = asked(**plain)
    loaded = load("two-harbours", [f"{path}={value}" for path, value in experiment.set_.items()])
    return set_up_sweep(experiment, loaded, lambda *_: Place("plan", 1, 1), formats)


def ready(formats: tuple[str, ...] = ("csv",), **plain: Any) -> Sweep:
    found = attempt(formats, **plain)
    assert isinstance(found, Sweep), [problem.sentence for problem in found]
    return found


def wrong(**plain: Any) -> Problem:
    found = attempt(**plain)
    assert isinstance(found, list)
    return found[0]


SHIPPED = {
    f"{path.stem}-{name}": experiment
    for path in shipped_experiments().values()
    for name, experiment in (read_experiments(path).named or {}).items()
}
TWO: dict[str, Any] = {
    "vary": {INCOME: {"by": 0.5}, "actors.oro.hedging": {"values": ["0.5", "1.5"]}},
    "metrics": ["score.halmar"],
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


def test_files_and_the_sweep_of_their_manifest(tmp_path: Path) -> None:
    sweep = ready(("csv", "parquet"), **TWO)
    write_sweep(sweep, str(tmp_path / "a"), workers=1)
    names = {"points.csv", "points.parquet", "influences.csv", "influences.parquet", "manifest.json"}
    assert {path.name for path in (tmp_path / "a").iterdir()} == names
    head, *rows = (tmp_path / "a" / "points.csv").read_text().splitlines()
    assert head == "point,setting,value,score.halmar,score.halmar.low,score.halmar.high,score.halmar.spread"
    assert len(rows) == 5
    assert rows[3].startswith("3,actors.oro.hedging,0.5,")
    manifest = load_manifest(tmp_path / "a")
    assert manifest.experiment is not None
    again = set_up_sweep_again(manifest)
    write_sweep(again, str(tmp_path / "b"), workers=1)
    for name in names - {"manifest.json"}:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_morris_sweep_says_what_moved_before_each_point(tmp_path: Path) -> None:
    sweep = ready(**TWO, design={"kind": "morris", "trajectories": 3})
    assert sweep.points == 3 * 3
    (found,) = write_sweep(sweep, str(tmp_path / "a"), workers=1)
    head, *rows = (tmp_path / "a" / "points.csv").read_text().splitlines()
    assert head.startswith("point,trajectory,setting,value,score.halmar,")
    for point, row in enumerate(rows):
        number, trajectory, setting, value, mean = row.split(",")[:5]
        assert (int(number), int(trajectory)) == (point, point // 3)
        written = dict(change.split("=") for change in found.stage.task.changes(point))
        assert written.get(setting, "") == value
        here = game.run("two-harbours", games=6, length="three", overrides=[f"{k}={v}" for k, v in written.items()])
        assert float(mean) == pytest.approx(here["score.halmar"].mean())
    assert {"mu_star", "mu_star_low", "sigma", "chance", "noise_share"} <= set(found_heads(tmp_path / "a"))
    assert "SALib" in json.loads((tmp_path / "a" / "manifest.json").read_text())["versions"]


def found_heads(folder: Path) -> list[str]:
    return (folder / "influences.csv").read_text().splitlines()[0].split(",")


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


def test_a_sobol_sweep_has_its_indices_in_the_file(tmp_path: Path) -> None:
    write_sweep(ready(**TWO, design={"kind": "sobol", "samples": 8}), str(tmp_path / "a"), workers=1)
    head, *rows = (tmp_path / "a" / "influences.csv").read_text().splitlines()
    assert {"first", "first_low", "total_high", "noise_share", "move"} <= set(head.split(","))
    assert len(rows) == 2
    versions = json.loads((tmp_path / "a" / "manifest.json").read_text())["versions"]
    assert "SALib" in versions


class Stop(Exception):  # noqa: N818
    pass


def broken_off(sweep: Sweep, folder: Path, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Play a sweep that is broken off after some points."""
    usual = by_point

    def short(*words: Any) -> Iterator[Any]:
        for point, values in usual(*words):
            if point >= after:
                raise Stop
            yield point, values

    with monkeypatch.context() as patched:
        patched.setattr(running, "by_point", short)
        patched.setattr(running, "_TOGETHER", 1)
        with pytest.raises(Stop):
            write_sweep(sweep, str(folder), workers=1)


@pytest.mark.parametrize("plain", [TWO, {**TWO, "design": {"kind": "random", "points": 11, "leading": 1}}])
def test_going_on_gives_the_same_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plain: dict[str, Any]) -> None:
    write_sweep(ready(**plain), str(tmp_path / "whole"), workers=1)
    broken_off(ready(**plain), tmp_path / "part", monkeypatch, after=3)
    assert not (tmp_path / "part" / "points.csv").exists()
    manifest = load_manifest(tmp_path / "part" / UNFINISHED / PLAN)
    kept = len(list((tmp_path / "part" / UNFINISHED).rglob("*.chunk")))
    assert kept >= 3
    write_sweep(set_up_sweep_again(manifest), str(tmp_path / "part"), workers=1)
    for path in (tmp_path / "whole").iterdir():
        if path.name != "manifest.json":
            assert path.read_bytes() == (tmp_path / "part" / path.name).read_bytes()
    assert not (tmp_path / "part" / UNFINISHED).exists()


def test_another_sweep_keeps_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken_off(ready(**TWO), tmp_path / "part", monkeypatch, after=2)
    with pytest.raises(CallError, match="Finish them with: wedge sweep --resume"):
        write_sweep(ready(**{**TWO, "games": 7}), str(tmp_path / "part"), workers=1)


@pytest.mark.parametrize("experiment", SHIPPED.values(), ids=SHIPPED.keys())
def test_shipped_experiments_ask_for_what_there_is(experiment: Experiment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Laws, "fault", lambda *_: "")  # which takes its time, and is tried above
    changes = [f"{path}={value}" for path, value in experiment.set_.items()]
    found = set_up_sweep(experiment, load(experiment.scenario, changes), lambda *_: Place("plan", 1, 1), ())
    assert isinstance(found, Sweep), [problem.sentence for problem in found]
    assert found.metrics
    assert found.games < 4_000_000


def test_a_manifest_that_was_changed(tmp_path: Path) -> None:
    write_sweep(ready(**TWO), str(tmp_path / "a"), workers=1)
    path = tmp_path / "a" / "manifest.json"
    found = json.loads(path.read_text())
    found["experiment"]["vary"] = {"actors.oro.hedgin": {"by": 0.1}}
    path.write_text(json.dumps(found))
    with pytest.raises(Failure, match="cannot be played here"):
        set_up_sweep_again(load_manifest(path))


def test_goals_matter_to_those_who_play_for_them() -> None:
    sizes: dict[str, Any] = {"vary": {"actors.halmar.scale.at_63": {"by": 0.1}, "actors.vesk.scale.at_63": {"by": 0.1}}}
    assert [factor.is_yardstick for factor in ready(**sizes).factors] == [True, True]
    assert [factor.is_yardstick for factor in ready(**sizes, policies={"vesk": "greedy"}).factors] == [True, False]


def test_from_python(tmp_path: Path) -> None:
    found = game.sweep({**TWO, "scenario": "two-harbours", "length": "three", "games": 6}, workers=1)
    assert len(found.points) == 5
    assert set(found.influences["setting"]) == {INCOME, "actors.oro.hedging"}
    assert found.screening is None
    path = tmp_path / "plan.yaml"
    path.write_text(
        "format: 1\nexperiments:\n  a: {scenario: two-harbours, length: three, games: 6, metrics: [score.halmar],\n"
        f"    vary: {{{INCOME}: {{by: 50 %}}, actors.oro.hedging: {{values: [0.5, 1.5]}}}}}}\n"
    )
    again = game.sweep(path, workers=1, out=tmp_path / "out")
    assert again.points.csv_text() == found.points.csv_text() == (tmp_path / "out" / "points.csv").read_text()
    with pytest.raises(ValueError, match="Did you mean 'a'"):
        game.sweep(path, "aa")
    with pytest.raises(ValueError, match="no setting"):
        game.sweep({"scenario": "two-harbours", "vari": {}})
    path.write_text(path.read_text().replace("two-harbours", "two-harbour"))
    with pytest.raises(RuntimeError, match="EXP01"):
        game.sweep(path)


def test_the_example_is_true() -> None:
    assert doctest.testmod(importlib.import_module("game.ensemble.sweep.api")).failed == 0
