"""Sweeps of the small scenario, as tests ask for them."""

from typing import Any

from game.ensemble.sweep.setup import Sweep, set_up_sweep
from game.scenario.experiments import (
    Experiment,
    read_object,
)
from game.scenario.load import load
from game.scenario.problems import Problem
from game.scenario.tree import Place

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


TWO: dict[str, Any] = {
    "vary": {INCOME: {"by": 0.5}, "actors.oro.hedging": {"values": ["0.5", "1.5"]}},
    "metrics": ["score.halmar"],
}
