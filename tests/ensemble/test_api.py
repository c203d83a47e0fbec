"""The ensemble as a function: what a notebook expects."""

import builtins
import doctest
import hashlib
import importlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest

import game
from game.engine.view import View
from game.ensemble.errors import CallError, Failure
from game.policy import plugins
from game.policy.simple import Idle
from tests.engine.stage import SCENARIOS
from tests.ensemble.stage import marks

FEW = 12


def test_a_table_with_a_row_a_run() -> None:
    found = game.run("two-harbours", games=FEW, seed=2)
    assert len(found) == FEW
    assert found.columns[:3] == ("run", "seed", "score.halmar")
    assert found["run"].tolist() == list(range(FEW))
    frame = found.to_pandas()
    assert frame.shape == (FEW, len(found.columns))
    assert frame["met.the_grip_holds"].dtype == bool
    assert frame["score.halmar"].tolist() == found["score.halmar"].tolist()
    assert "12 games of 6 turns, seed 2" in repr(found)
    assert found._repr_html_().count("<tr>") == len(found.summary()) + 1


def test_what_a_notebook_shows_of_anything_is_short() -> None:
    vary = {"actors.halmar.purse.income": {"values": ["0.1 bn USD/quarter", "0.6 bn USD/quarter"]}}
    asked = {"scenario": "two-harbours", "length": "three", "games": 20, "vary": vary, "metrics": ["signed.halmar"]}
    loaded, broken, swept = game.load("two-harbours"), game.load("two-harbours", ["no=1"]), game.sweep(asked, workers=1)
    assert loaded.scenario is not None
    world = game.prepare(loaded.scenario)
    assert "Halmar, Vesk, Oro, Quill, Tarn; lengths six, three; 3 claims" in repr(loaded)
    assert "cannot be played; 1 problem: see report" in repr(broken)
    assert "length 'six': 6 turns" in repr(world)
    assert "1 setting varies, 3 points of 20 games each" in repr(swept)
    assert "actors.halmar.purse.income" in swept._repr_html_()
    shown = [loaded, broken, world, swept, game.run(loaded, games=2).plan]
    assert max(len(repr(one)) for one in shown) < 1000


def test_what_is_not_there_is_told_with_what_was_meant() -> None:
    with pytest.raises(CallError, match=r"There is no scenario 'two-harbors'\. Did you mean 'two-harbours'"):
        game.run("two-harbors")
    with pytest.raises(KeyError, match=r"there is no column 'score\.halmr'\. Did you mean 'score\.halmar'"):
        game.run("two-harbours", games=2)["score.halmr"]
    nothing: Any = game.load("two-harbors").scenario
    with pytest.raises(TypeError, match=r"a scenario is needed, as in game.load\(...\).scenario, not NoneType"):
        game.prepare(nothing)


def test_a_notebook_offers_the_public_names() -> None:
    assert set(game.__all__) < set(dir(game))
    assert "importlib" not in dir(game)


@pytest.mark.parametrize("name", ["two-harbours", SCENARIOS / "two-harbours.yaml", "loaded"])
def test_a_scenario_is_named_in_three_ways(name: Any) -> None:
    scenario = game.load("two-harbours") if name == "loaded" else name
    assert game.run(scenario, games=2)["tension"].shape == (2,)


def test_the_summary_is_that_of_the_games() -> None:
    found = game.run("two-harbours", games=40, seed=2)
    summary = found.summary()
    at = list(zip(summary["metric"], summary["of"], strict=True)).index(("score", "vesk"))
    assert summary["mean"][at] == pytest.approx(found["score.vesk"].astype(float).mean())
    assert summary["low"][at] < summary["mean"][at] < summary["high"][at]
    claims = found.claims()
    assert claims["probability"][0] == found["met.the_grip_holds"].mean()
    assert set(claims["verdict"]) <= {"holds", "fails", "undecided"}
    one = game.run("two-harbours", games=1).summary()
    assert np.isnan(one["low"]).all()


def test_two_games_say_nothing_impossible() -> None:
    summary = game.run("two-harbours", games=2, seed=5).summary()
    scores = summary["metric"] == "score"
    assert (summary["low"][scores] >= 0).all()
    assert (summary["high"][scores] <= 100).all()


def test_overrides_in_two_forms_and_on_what_is_loaded() -> None:
    usual, (path, value) = game.run("two-harbours", games=FEW), ("actors.halmar.purse.income", "0.1 bn USD/quarter")
    loaded = game.load("two-harbours", ["actors.oro.hedging=2"])
    poor, again = (game.run("two-harbours", games=FEW, overrides=o) for o in ({path: value}, [f"{path}={value}"]))
    assert poor["score.halmar"].mean() < usual["score.halmar"].mean()
    np.testing.assert_array_equal(poor["score.halmar"], again["score.halmar"])
    both = game.run(loaded, games=FEW, overrides={path: value})
    assert both.plan.changes == ("actors.oro.hedging=2", f"{path}={value}")
    assert (both["score.halmar"] != poor["score.halmar"]).any()


def test_a_function_plays_a_power_and_a_state() -> None:
    def nothing(view: View) -> Iterable[game.Order]:
        return []

    def visits(view: View) -> Iterable[game.Order]:
        assert view.state.purse.shape[-1] == 1
        yield game.Order("halmar", "wind_park", "oro")

    idle = game.run("two-harbours", games=FEW, policies={"halmar": "idle"})
    none = game.run("two-harbours", games=FEW, policies={"halmar": nothing})
    some = game.run("two-harbours", games=FEW, policies={"halmar": visits, "oro": nothing})
    np.testing.assert_array_equal(none["score.halmar"], idle["score.halmar"])
    assert some["signed.halmar"].sum() > none["signed.halmar"].sum()


@pytest.mark.parametrize(
    ("orders", "sentence"),
    [
        ([game.Order("halmar", "wind_prak", "oro")], "There is no lever 'wind_prak'. Did you mean 'wind_park'"),
        ([game.Order("halmar", "wind_park", "ora")], "There is no actor 'ora'. Did you mean 'oro'"),
        ([game.Order("halmar", "wind_park", "oro")] * 9, "may give 2 orders a turn, and was given 9"),
        (["wind_park"], "a policy returns orders such as"),
        ([game.Order("vesk", "gas_terminal", "oro")], "this policy plays halmar, and gave an order of vesk"),
    ],
)
def test_a_function_that_orders_nonsense_is_told(orders: Any, sentence: str) -> None:
    with pytest.raises(Failure, match="could not be played") as told:
        game.run("two-harbours", games=2, policies={"halmar": lambda view: orders})
    assert sentence in str(told.value)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"games": 0}, "games: expected a whole number from 1 on, found 0"),
        ({"games": 2.5}, "found 2.5"),
        ({"games": True}, "found True"),
        ({"seed": "q"}, "seed: expected a whole number from -9223372036854775808 to 9223372036854775807, found 'q'."),
        ({"seed": 2**63}, "found 9223372036854775808"),
        ({"workers": 0}, "workers: expected a whole number from 1 on, found 0"),
        ({"policies": {"halmer": "idle"}}, "There is no actor 'halmer'. Did you mean 'halmar'"),
        ({"policies": {"halmar": "idel"}}, "Did you mean 'idle'"),
        ({"policies": {"halmar": 3}}, "is played by the name of a policy, a policy or a function, not 3"),
        ({"turns": 7}, "turns takes 1 to 6, found 7"),
        ({"length": "sixx"}, "Did you mean 'six'"),
        ({"cluster": ""}, "--cluster needs the address"),
        ({"cluster": "local:x"}, "takes a number of workers"),
    ],
)
def test_what_is_asked_wrongly_is_a_value_error(asked: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        game.run("two-harbours", **{"games": 3, **asked})


def test_a_scenario_with_errors_is_told_in_full(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="there is no such file"):
        game.run(tmp_path / "none.yaml")
    with pytest.raises(Failure, match="hedgin"):
        game.run("two-harbours", games=2, overrides={"actors.oro.hedgin": 1.2})


def test_results_in_a_folder_are_the_same(tmp_path: Path) -> None:
    here = game.run("two-harbours", games=FEW, trace=True)
    there = game.run("two-harbours", games=FEW, trace=True, out=tmp_path / "out")
    read = game.read_results(tmp_path / "out")
    for other in (there, read):
        for column in here.columns:
            np.testing.assert_array_equal(other[column], here[column])
        np.testing.assert_array_equal(other.trace["value"], here.trace["value"])
        assert other.trace["of"].tolist() == here.trace["of"].tolist()
    here.to_csv(tmp_path / "results.csv")
    here.to_parquet(tmp_path / "results.parquet")
    here.trace.to_csv(tmp_path / "trace.csv")
    written = marks(tmp_path / "out")
    assert {
        name: mark for name, mark in written.items() if name in ("results.csv", "results.parquet", "trace.csv")
    } == {name: marks_of(tmp_path / name) for name in ("results.csv", "results.parquet", "trace.csv")}


def marks_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_csv_alone_is_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.ensemble.api.formats_here", lambda: ("csv",))
    game.run("two-harbours", games=FEW, trace=True, out=tmp_path)
    assert not (tmp_path / "results.parquet").exists()
    here, read = game.run("two-harbours", games=FEW, trace=True), game.read_results(tmp_path / "manifest.json")
    np.testing.assert_array_equal(read["score.vesk"], here["score.vesk"])
    np.testing.assert_array_equal(read.trace["value"], here.trace["value"])
    (tmp_path / "results.csv").write_text("run,seed\n1,2\n")
    with pytest.raises(Failure, match="its manifest speaks of"):
        game.read_results(tmp_path)["score.vesk"]


def test_without_a_trace_there_is_none() -> None:
    with pytest.raises(ValueError, match="without trace=True"):
        game.run("two-harbours", games=2).trace  # noqa: B018


def test_progress_is_told() -> None:
    told: list[int] = []
    game.run("two-harbours", games=FEW, chunk=5, workers=1, progress=told.append)
    assert told == [5, 5, 2]


@pytest.mark.parametrize(("package", "call"), [("pandas", "to_pandas"), ("pyarrow", "to_parquet")])
def test_what_is_not_installed_is_said_with_the_command(
    package: str, call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = game.run("two-harbours", games=2)
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.partition(".")[0] == package:
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(CallError, match=f"pip install {package}"):
        getattr(found, call)(*([tmp_path / "x"] if call == "to_parquet" else []))


class Patient(Idle):
    """A policy of another package."""


class _Point:
    name = "patient"

    def load(self) -> type[Patient]:
        return Patient


def test_policies_of_other_packages_have_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: [_Point()] if group == plugins.GROUP else [])
    plugins._found.cache_clear()
    try:
        patient = game.run("two-harbours", games=FEW, policies={"halmar": "patient"})
        assert patient.plan.seats["halmar"] == "patient"
        idle = game.run("two-harbours", games=FEW, policies={"halmar": "idle"})
        np.testing.assert_array_equal(patient["score.halmar"], idle["score.halmar"])
        with pytest.raises(CallError, match="patient"):
            game.run("two-harbours", games=FEW, policies={"halmar": "impatient"})
    finally:
        plugins._found.cache_clear()


class _Bad(NamedTuple):
    """A package whose policy is none."""

    name: str
    made: Any

    def load(self) -> Any:
        if isinstance(self.made, Exception):
            raise self.made
        return self.made


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (AttributeError("module 'x' has no attribute 'Nope'"), "cannot be loaded: AttributeError: module 'x' has no"),
        (dict, "has no answers, order, move, answer."),
        (lambda: 1 / 0, "cannot be loaded: ZeroDivisionError: division by zero."),
    ],
)
def test_a_policy_of_another_package_that_is_none(made: Any, sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    points = [_Bad("faulty", made)]
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: points if group == plugins.GROUP else [])
    plugins._found.cache_clear()
    try:
        with pytest.raises(Failure, match=re.escape(f"The policy 'faulty' comes from another package, and {sentence}")):
            game.run("two-harbours", games=FEW, policies={"halmar": "faulty"})
    finally:
        plugins._found.cache_clear()


HOMES = sorted({"game", "game.rl.seat", "game.rl.zoo", *game._HOME_OF.values()})


@pytest.mark.parametrize("module", HOMES)
def test_examples_come_out_as_they_say(module: str) -> None:
    assert not doctest.testmod(importlib.import_module(module)).failed


def test_every_public_name_has_an_example() -> None:
    shown = "".join(
        example.source
        for module in HOMES
        for found in doctest.DocTestFinder().find(importlib.import_module(module))
        for example in found.examples
    )
    assert [name for name in game.__all__ if not re.search(rf"\bgame\.{name}\b", shown)] == []
