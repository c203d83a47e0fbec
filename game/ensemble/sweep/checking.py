"""What is wrong with experiments beyond their form: their scenarios, and what those do not have or allow."""

from game.ensemble.errors import CallError
from game.ensemble.sweep.lawful import Laws
from game.ensemble.sweep.setup import Sweep, set_up_sweep
from game.scenario.experiments import Experiment, Experiments, scenario_of
from game.scenario.load import load
from game.scenario.problems import Problem

__all__ = ["faults_of"]

_Known = dict[tuple[str, ...], Laws]


def faults_of(found: Experiments) -> list[Problem]:
    """Return all that is wrong with experiments that could be read; no game is played for that."""
    known: _Known = {}
    named = (found.named or {}).items()
    return [problem for name, experiment in named for problem in _faults(found, name, experiment, known)]


def _faults(found: Experiments, name: str, experiment: Experiment, known: _Known) -> list[Problem]:
    scenario = scenario_of(found, name)
    if isinstance(scenario, Problem):
        return [scenario]
    changes = [f"{path}={value}" for path, value in experiment.set_.items()]
    if (scenario, *changes) not in known:
        loaded = load(scenario, changes, drawn=False)
        if loaded.scenario is None:
            first = loaded.problems[0]
            sentence = f"the scenario cannot be played{' with what is set' if changes else ''}: {first.sentence}"
            hint = first.hint if changes else f"wedge check {scenario} tells all"
            return [Problem("EXP02", found.place(name, "set" if changes else "scenario"), sentence, hint)]
        known[scenario, *changes] = Laws(loaded)
    laws = known[scenario, *changes]
    try:
        ready = set_up_sweep(experiment, laws.loaded, lambda *path: found.place(name, *path), (), laws)
    except CallError as error:
        return [Problem("EXP04", found.place(name), str(error).rstrip("."))]
    return [] if isinstance(ready, Sweep) else ready
