"""A sweep as files: points with means, influences, and a manifest; and back from a manifest to the sweep."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from typing import Any

import numpy as np

from game.ensemble.errors import CallError, Failure
from game.ensemble.folder import MANIFEST, OutFolder
from game.ensemble.kinds import SWEEP
from game.ensemble.manifest import Manifest, as_object_of, manifest_text, versions_here
from game.ensemble.setup import check_same_world, unpacked
from game.ensemble.store import UNFINISHED, Store, kept_games
from game.ensemble.sweep.designs import Everywhere, Trajectories, check_installed
from game.ensemble.sweep.influence import Estimated
from game.ensemble.sweep.running import Explored, play_sweep
from game.ensemble.sweep.setup import Sweep, set_up_sweep
from game.ensemble.table import Table
from game.scenario.experiments import Experiment, Morris, OneAtATime, Sobol, experiment_object, read_object
from game.scenario.tree import Place

__all__ = ["influences_table", "kept_of", "points_table", "set_up_sweep_again", "write_sweep"]

_NOWHERE = Estimated(np.nan, np.nan, np.nan)


def write_sweep(
    sweep: Sweep,
    folder: str,
    *,
    command: Sequence[str] = (),
    progress: Callable[[int], None] | None = None,
    **how: Any,
) -> tuple[Explored, ...]:
    """Play a sweep and write its files.

    Parameters
    ----------
    sweep : what is played.
    folder : where the files go; finished games of the same sweep are found there and not played again.
    command : what was typed, for the manifest.
    progress : is told how many games were played or found since it was last called.
    how : workers and cluster, as in `play_all`; they change nothing in the files.
    """
    check_installed(sweep.experiment.design)
    plan = _object(sweep, command)
    with OutFolder(folder) as out, ExitStack() as locks:
        first = locks.enter_context(Store(out.path, plan))

        @contextmanager
        def stores(name: str) -> Iterator[Store]:
            if sweep.screens and name != "screening":
                with Store(out.path / UNFINISHED / "leading", plan) as second:
                    yield second
            else:
                yield first

        found = play_sweep(sweep, stores=stores, progress=progress, **how)
        for name, table in _tables(sweep, found):
            for form in sweep.plan.formats:
                if form == "csv":
                    out.add(f"{name}.csv", table.csv_text())
                else:
                    with out.open(f"{name}.parquet") as file:
                        table.write_parquet(file)
        out.add(MANIFEST, manifest_text(sweep.plan, command, out.digests(), _own(sweep)))
        out.finish()
        first.remove()
    return found


def _own(sweep: Sweep) -> dict[str, Any]:
    """Return what the manifest of a sweep says beside the plan of its games."""
    versions = versions_here(sweep.plan)
    if isinstance(sweep.experiment.design, Sobol | Morris):
        versions |= {name: version(name) for name in ("SALib", "scipy")}
    return {
        "kind": SWEEP,
        "versions": versions,
        "experiment": experiment_object(sweep.experiment),
        "points": sweep.points,
        "line_ups": [dict(line_up.seats) for line_up in sweep.line_ups],
        "left_out": {one.setting: one.why for one in sweep.left_out},
    }


def _object(sweep: Sweep, command: Sequence[str]) -> dict[str, Any]:
    return {**as_object_of(sweep.plan, command), **_own(sweep)}


def kept_of(folder: str, sweep: Sweep) -> int:
    """Return how many games of a sweep that was broken off are kept in a folder."""
    return kept_games(folder) * len(sweep.line_ups)


def _tables(sweep: Sweep, found: Sequence[Explored]) -> Iterator[tuple[str, Table]]:
    for explored in found:
        if explored.stage.name == "screening":
            yield "screening", influences_table(sweep, explored)
        else:
            yield "points", points_table(sweep, explored)
            yield "influences", influences_table(sweep, explored)


def points_table(sweep: Sweep, explored: Explored) -> Table:
    """Return one row a point: what varies, and mean, interval and spread of every metric.

    One at a time, the columns `setting` and `value` say what is not as it is; on trajectories, what has moved since the
    point before. In other designs every setting has a column of its own.
    """
    stage, gathered = explored.stage, explored.gathered
    columns: dict[str, Any] = {"point": np.arange(len(stage.points))}
    if isinstance(stage.points, Trajectories):
        steps = [stage.points.step(point) for point in range(len(stage.points))]
        columns["trajectory"] = np.cumsum([step is None for step in steps]) - 1
        columns["setting"] = [stage.factors[step.place].setting if step else "" for step in steps]
        columns["value"] = [stage.factors[step.place].written(step.at) if step else "" for step in steps]
    elif not isinstance(stage.points, Everywhere):
        moved = [[(stage.factors[place], at) for place, at in point] for point in stage.points]
        columns["setting"] = [own[0][0].setting if own else "" for own in moved]
        columns["value"] = [own[0][0].written(own[0][1]) if own else "" for own in moved]
    else:
        for place, factor in enumerate(stage.factors):
            at = stage.points.where[:, place].tolist()
            columns[factor.setting] = [
                factor.number(one) if factor.base is not None else factor.written(one) for one in at
            ]
    for row, metric in enumerate(sweep.metrics):
        columns[metric.id] = gathered.mean[:, row]
        columns |= {f"{metric.id}.{name}": getattr(gathered, name)[:, row] for name in ("low", "high", "spread")}
    return Table(columns, sweep.experiment.title or sweep.setup.scenario.title)


def influences_table(sweep: Sweep, explored: Explored) -> Table:
    """Return one row a metric and setting, those that move it most first: how much, how sure, and by which index."""
    noise = dict(zip((metric.id for metric in sweep.metrics), explored.gathered.noise_share.tolist(), strict=True))
    rows = []
    for metric in sweep.metrics:
        for rank, one in enumerate(explored.influences[metric.id], start=1):
            factor, ends = one.factor, one.factor.ends
            row: dict[str, Any] = {
                "metric": metric.name, "of": metric.of, "unit": metric.unit, "rank": rank, "setting": factor.setting,
                "yardstick": factor.is_yardstick, "basis": factor.kind, "file": factor.file, "line": factor.line,
                "as_it_is": _or_nan(factor.base),
                "from": factor.written(0.0), "to": factor.written(1.0), "verdict": one.verdict, "p": _or_nan(one.p),
            }  # fmt: skip
            row |= _three("move", one.move)
            if not isinstance(explored.stage.design, OneAtATime):
                row["noise_share"] = noise[metric.id]
            else:
                shifts = {shift.at: shift.by for shift in one.shifts}
                row |= _three("at_from", shifts.get(0.0)) | _three("at_to", shifts.get(1.0) if len(ends) else None)
            rows.append(
                row | {key: value for name, index in one.indices.items() for key, value in _three(name, index).items()}
            )
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {name: [row.get(name, np.nan) for row in rows] for name in names}
    return Table(columns, "What moves what")


def _or_nan(number: float | None) -> float:
    return np.nan if number is None else number


def _three(name: str, found: Estimated | None) -> dict[str, float]:
    value, low, high = found or _NOWHERE
    return {name: value, f"{name}_low": low, f"{name}_high": high}


def set_up_sweep_again(manifest: Manifest) -> Sweep:
    """Make ready the sweep that a manifest tells of, from the texts in it.

    Raises
    ------
    Failure
        If it is no sweep that this version can play.
    """
    plan = manifest.plan
    experiment = read_object(_mapping(manifest.experiment))
    if not isinstance(experiment, Experiment):
        raise Failure(
            "The experiment of the manifest cannot be read: another version wrote it, or it has been changed."
        )
    with unpacked(plan) as loaded:
        found = set_up_sweep(experiment, loaded, lambda *_: Place("manifest", 1, 1), plan.formats)
    if not isinstance(found, Sweep):
        raise Failure(f"The experiment of the manifest cannot be played here: {found[0].sentence}.")
    check_same_world(plan, found.plan)
    return found


def _mapping(found: Mapping[str, Any] | None) -> Mapping[str, Any]:
    if found is None:
        raise CallError("These are the games of wedge run, no sweep: go on with wedge run --resume.")
    return found
