"""A comparison as files: differences, the games of every arm, and a manifest; and back from a manifest to its arms."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

import numpy as np

from game.ensemble.arms import Arm, Comparison, compare_arms, shared_metrics
from game.ensemble.folder import MANIFEST, OutFolder
from game.ensemble.kinds import COMPARISON
from game.ensemble.manifest import Manifest, as_object_of, manifest_text
from game.ensemble.plan import Plan
from game.ensemble.setup import set_up_again
from game.ensemble.sheets import CsvSheet, ParquetSheet, require_parquet
from game.ensemble.store import UNFINISHED, Store
from game.ensemble.table import Table

__all__ = ["arms_again", "differences_table", "write_comparison"]

Numbers = np.ndarray[Any, np.dtype[Any]]


def write_comparison(
    arms: Sequence[Arm],
    folder: str,
    *,
    command: Sequence[str] = (),
    progress: Callable[[int], None] | None = None,
    **how: Any,
) -> Comparison:
    """Play a comparison and write its files.

    Parameters
    ----------
    arms : what is compared, all with the same formats of tables.
    folder : where the files go; finished games of the same comparison are found there and not played again.
    command : what was typed, for the manifest.
    progress : is told how many games were played or found since it was last called.
    how : workers and cluster, as in `play_all`; they change nothing in the files.
    """
    plan = arms[0].setup.plan
    if "parquet" in plan.formats:
        require_parquet()
    whole = {**as_object_of(plan, command), **_own(arms)}
    with OutFolder(folder) as out, Store(out.path, whole) as first:

        @contextmanager
        def stores(place: int) -> Iterator[Store]:
            if place == 0:
                yield first
            else:
                with Store(out.path / UNFINISHED / f"arm-{place}", whole) as store:
                    yield store

        with ExitStack() as open_files:
            sheets = [_runs_sheet(arms, out, form, open_files) for form in plan.formats]

            def seen(place: int, runs: range, values: Numbers) -> None:
                for sheet in sheets:
                    sheet(place, runs, values)

            found = compare_arms(arms, progress=progress, stores=stores, seen=seen, **how)
        _add(out, "differences", differences_table(found), plan.formats)
        out.add(MANIFEST, manifest_text(plan, command, out.digests(), _own(arms)))
        out.finish()
        first.remove()
    return found


def _own(arms: Sequence[Arm]) -> dict[str, Any]:
    """Return what the manifest of a comparison says beside the plan of its first arm."""
    plans = [arm.setup.plan for arm in arms]
    return {
        "kind": COMPARISON,
        "arms": [
            {"name": arm.name, **plan.head, "digest_of_texts": _mark(plan)}
            for arm, plan in zip(arms, plans, strict=True)
        ],
        "scenarios": {_mark(plan): plan.lines for plan in plans},
    }


def _mark(plan: Plan) -> str:
    """Return what the texts of a scenario are called in the manifest, where they stand once for all arms."""
    return hashlib.sha256(json.dumps(dict(plan.texts), sort_keys=True).encode("utf-8")).hexdigest()[:16]


def _runs_sheet(
    arms: Sequence[Arm], out: OutFolder, form: str, open_files: ExitStack
) -> Callable[[int, range, Numbers], None]:
    """Open the table of all games in one format; return what adds some games of an arm."""
    names = [metric.id for metric in shared_metrics(arms)[0]]
    arm_names = [arm.name for arm in arms]
    file = open_files.enter_context(out.open(f"runs.{form}"))
    if form == "csv":
        text = CsvSheet(file, ("arm", "run", *names))
        return lambda place, runs, values: text.add(_lines(arm_names[place], runs, names, values))
    sheet = open_files.enter_context(ParquetSheet(file))

    def add(place: int, runs: range, values: Numbers) -> None:
        arm = (np.full(len(runs), place, np.int32), arm_names)
        columns = {name: np.ascontiguousarray(row) for name, row in zip(names, values, strict=True)}
        sheet.add({"arm": arm, "run": np.arange(runs.start, runs.stop), **columns})

    return add


def _lines(arm: str, runs: range, names: Sequence[str], values: Numbers) -> bytes:
    columns = {"arm": np.full(len(runs), arm), "run": np.arange(runs.start, runs.stop)}
    text = Table({**columns, **dict(zip(names, values, strict=True))}).csv_text()
    return text.partition("\n")[2].encode("utf-8")


def _add(out: OutFolder, name: str, table: Table, formats: Sequence[str]) -> None:
    for form in formats:
        if form == "csv":
            out.add(f"{name}.csv", table.csv_text())
        else:
            with out.open(f"{name}.parquet") as file:
                table.write_parquet(file)


def differences_table(found: Comparison) -> Table:
    """Return one row an arm and metric: how the arm differs from the first one, run by run.

    Columns `arm`, `reference`, `metric`, `of`, `unit`, the means of both, the mean `difference` with its 95 % interval
    (`low`, `high`), `effect` (NaN where no game differs from the others), `higher`, `lower` (runs), `p`, `p_corrected`
    and `verdict` (higher, lower, open, same).
    """
    rows = [
        (arm.name, one)
        for arm, differences in zip(found.arms[1:], found.differences, strict=True)
        for one in differences
    ]
    plan = found.arms[0].setup.plan
    columns: Mapping[str, Any] = {
        "arm": [name for name, _ in rows],
        "reference": [found.arms[0].name] * len(rows),
        "metric": [one.metric.name for _, one in rows],
        "of": [one.metric.of for _, one in rows],
        "unit": [one.metric.unit for _, one in rows],
        "reference_mean": [one.reference for _, one in rows],
        "arm_mean": [one.arm for _, one in rows],
        "difference": [one.mean for _, one in rows],
        "low": [one.low for _, one in rows],
        "high": [one.high for _, one in rows],
        "effect": [np.nan if one.effect is None else one.effect for _, one in rows],
        "higher": [one.higher for _, one in rows],
        "lower": [one.lower for _, one in rows],
        "p": [one.p for _, one in rows],
        "p_corrected": [one.corrected for _, one in rows],
        "verdict": [one.verdict for _, one in rows],
    }
    return Table(columns, f"{len(found.arms)} arms, {plan.games:,} games each, seed {plan.seed}")


def arms_again(manifest: Manifest) -> list[Arm]:
    """Make ready the arms that a manifest tells of, from the texts in it.

    Raises
    ------
    Failure
        If an arm cannot be played here.
    """
    return [Arm.of(name, set_up_again(plan)) for name, plan in manifest.arms]
