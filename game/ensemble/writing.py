"""Plays an ensemble into a folder: tables and manifest in their places at the end, finished chunks kept until then."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from typing import Any

from game.ensemble.folder import MANIFEST, OutFolder
from game.ensemble.manifest import as_object_of, manifest_text
from game.ensemble.playing import play_all
from game.ensemble.setup import Setup
from game.ensemble.sheets import (
    TRACE_HEADER,
    CsvSheet,
    ParquetSheet,
    require_parquet,
    result_columns,
    result_header,
    trace_columns,
)
from game.ensemble.store import Store
from game.ensemble.task import Played
from game.ensemble.totals import Totals

__all__ = ["write_ensemble"]


def write_ensemble(
    setup: Setup,
    folder: str,
    *,
    command: Sequence[str] = (),
    progress: Callable[[int], None] | None = None,
    extras: Callable[[], Mapping[str, str]] | None = None,
    **how: Any,
) -> Totals:
    """Play an ensemble and write its files.

    Parameters
    ----------
    setup : what is played.
    folder : where the files go; finished chunks of the same plan are found there and not played again.
    command : what was typed, for the manifest.
    progress : is told how many games were played or found since it was last called.
    extras : returns more files, by name.
    how : workers, cluster and chunk, as in `play_all`; they change nothing in the files.
    """
    plan, totals = setup.plan, Totals(setup)
    if "parquet" in plan.formats:
        require_parquet()
    with OutFolder(folder) as out, Store(out.path, as_object_of(plan, command)) as store:
        with ExitStack() as open_files:
            sheets = [_sheet(setup, out, name, form, open_files) for name in _tables(setup) for form in plan.formats]
            for played in play_all(setup.task, plan.games, store=store, **how):
                totals.add(played)
                for sheet in sheets:
                    sheet(played)
                if progress is not None:
                    progress(len(played.runs))
        for name, text in (extras() if extras is not None else {}).items():
            out.add(name, text)
        out.add(MANIFEST, manifest_text(plan, command, out.digests()))
        out.finish()
        store.remove()
    return totals


def _tables(setup: Setup) -> tuple[str, ...]:
    return ("results", "trace") if setup.plan.trace else ("results",)


def _sheet(setup: Setup, out: OutFolder, name: str, form: str, open_files: ExitStack) -> Callable[[Played], None]:
    """Open one table in one format; return what adds a chunk to it."""
    file = open_files.enter_context(out.open(f"{name}.{form}"))
    is_trace = name == "trace"
    if form == "csv":
        text = CsvSheet(file, TRACE_HEADER if is_trace else result_header(setup))
        return lambda played: text.add(played.trace_rows if is_trace else played.rows)
    sheet = open_files.enter_context(ParquetSheet(file))
    columns = trace_columns if is_trace else result_columns
    return lambda played: sheet.add(columns(setup, played))
