"""A sweep as a function: `game.sweep`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from os import PathLike, fspath
from pathlib import Path
from typing import Any

import numpy as np

from game.ensemble.errors import CallError, Failure, unknown
from game.ensemble.sheets import formats_here
from game.ensemble.sweep.files import influences_table, points_table, write_sweep
from game.ensemble.sweep.running import Explored, play_sweep
from game.ensemble.sweep.setup import Sweep, set_up_sweep
from game.ensemble.table import Table
from game.scenario.experiments import Experiment, Experiments, read_experiments, read_object, scenario_of
from game.scenario.load import Loaded, load
from game.scenario.problems import Problem
from game.scenario.tree import Place

__all__ = ["Swept", "sweep"]

_SUMMARY = ("metric", "of", "unit", "rank", "setting", "basis", "from", "to", "move", "move_low", "move_high", "p")


@dataclass(frozen=True)
class Swept:
    """What a sweep found.

    Attributes
    ----------
    plan : the experiment as it was made ready: what varies, the metrics, the line-ups, what was left out.
    stages : what was played, a screening first where there was one.
    """

    plan: Sweep
    stages: tuple[Explored, ...]

    @property
    def points(self) -> Table:
        """One row a point: what varies, and mean, interval and spread of every metric."""
        return points_table(self.plan, self.stages[-1])

    @property
    def influences(self) -> Table:
        """One row a metric and setting, those that move it most first."""
        return influences_table(self.plan, self.stages[-1])

    @property
    def screening(self) -> Table | None:
        """The same of the screening; None without one."""
        return influences_table(self.plan, self.stages[0]) if len(self.stages) > 1 else None

    def summary(self) -> Table:
        """Return what can be told from chance to move a metric, what moves it most first.

        Returns
        -------
        Table
            Columns `metric`, `of`, `unit`, `rank`, `setting`, `basis`, `from`, `to`, `move` (of the mean, from the
            lower end to the upper) with its 95 % interval `move_low` to `move_high`, and `p`; no rows if all may be
            chance.
        """
        found = self.influences
        rows = np.flatnonzero(found["verdict"] == "moves")
        return Table({name: found[name][rows] for name in _SUMMARY}, found.title)

    def __repr__(self) -> str:
        return f"{self._told}\n{self.summary()!r}\nsee summary(), influences, points"

    def _repr_html_(self) -> str:
        return f"<p>{escape(self._told)}</p>{self.summary()._repr_html_()}"

    @property
    def _told(self) -> str:
        plan, last = self.plan.setup.plan, self.stages[-1].stage
        title = self.plan.experiment.title or self.plan.setup.scenario.title
        vary = "1 setting varies" if len(last.factors) == 1 else f"{len(last.factors):,} settings vary"
        return f"{title}: {vary}, {len(last.points):,} points of {plan.games:,} games each"


def sweep(
    experiment: "Mapping[str, Any] | str | PathLike[str]",
    name: str | None = None,
    *,
    workers: int | None = None,
    cluster: str | None = None,
    out: "str | PathLike[str] | None" = None,
    progress: Callable[[int], None] | None = None,
) -> Swept:
    """Play an experiment, and say which setting decides the answer.

    Parameters
    ----------
    experiment : a file of experiments, or one experiment as a mapping with the settings of the file.
    name : which experiment of the file, where it has several.
    workers : how many processes; one a core if not given.
    cluster : the address of a Dask scheduler, or "local:4" for four workers on this machine.
    out : a folder for tables and manifest; what was broken off there is taken up again by the same call.
    progress : is told how many games were played since it was last called.

    Returns
    -------
    Swept
        With tables of points and influences.

    Raises
    ------
    ValueError
        If something was asked for that does not exist or is too much; the sentence says what there is.
    RuntimeError
        If the file or its scenario has errors, or the games cannot be played or written.

    Examples
    --------
    >>> import game
    >>> found = game.sweep({
    ...     "scenario": "two-harbours", "length": "three", "games": 10, "metrics": ["score.halmar"],
    ...     "vary": {"rules.answers.affinity": {"by": 0.5}},
    ... }, workers=1)
    >>> found.points.columns[:4]
    ('point', 'setting', 'value', 'score.halmar')
    >>> str(found.influences["setting"][0])
    'rules.answers.affinity'
    """
    ready = _ready(experiment, name, formats_here() if out is not None else ())
    how: dict[str, Any] = {"workers": workers, "cluster": cluster, "progress": progress}
    return Swept(ready, play_sweep(ready, **how) if out is None else write_sweep(ready, fspath(out), **how))


def _ready(asked: "Mapping[str, Any] | str | PathLike[str]", name: str | None, formats: tuple[str, ...]) -> Sweep:
    if isinstance(asked, Mapping):
        plain = read_object(asked)
        if not isinstance(plain, Experiment):
            raise CallError("\n".join(problem.sentence for problem in plain))
        found = _set_up(plain, plain.scenario, lambda *_: Place("experiment", 1, 1), formats)
        if isinstance(found, Sweep):
            return found
        raise CallError("\n".join(f"{problem.sentence}; {problem.hint}".rstrip("; ") for problem in found))
    read = read_experiments(Path(asked))
    if read.named is None:
        raise Failure(read.report or f"{fspath(asked)} is a scenario, and no file of experiments.")
    chosen = _chosen(read, name)
    scenario = scenario_of(read, chosen)
    if isinstance(scenario, Problem):
        raise Failure(read.told([scenario]))
    found = _set_up(read.named[chosen], scenario, lambda *path: read.place(chosen, *path), formats)
    if isinstance(found, Sweep):
        return found
    raise Failure(read.told(found))


def _chosen(read: Experiments, name: str | None) -> str:
    known = read.named or {}
    if name is None and len(known) == 1:
        return next(iter(known))
    if name is None or name not in known:
        raise CallError(unknown("There is no experiment {word!r}", name or "", known))
    return name


def _set_up(experiment: Experiment, scenario: str, where: Any, formats: tuple[str, ...]) -> Sweep | list[Problem]:
    loaded: Loaded = load(scenario, [f"{path}={value}" for path, value in experiment.set_.items()])
    if loaded.scenario is None:
        raise Failure(f"{loaded.path} cannot be played.\n{loaded.report}")
    return set_up_sweep(experiment, loaded, where, formats)
