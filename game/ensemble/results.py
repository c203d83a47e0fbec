"""The results of an ensemble as a notebook wants them: a table with one row a run, and what it comes to."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

import numpy as np

from game.ensemble.setup import Setup
from game.ensemble.sheets import CsvSheet, ParquetSheet, result_columns, result_header, trace_columns
from game.ensemble.table import Table
from game.ensemble.task import Played, with_text
from game.ensemble.totals import Totals

__all__ = ["Results"]

Numbers = np.ndarray[Any, np.dtype[Any]]


class Results(Table):
    """The games of an ensemble: one row a run.

    The columns are `run`, `seed`, every metric (`score.japan`, `tension`, ...), what every claim of the scenario that
    this line-up tests measures (`claim.ID`), and whether its condition was met (`met.ID`).

    Attributes
    ----------
    plan : what was played, as plain data.
    """

    def __init__(self, setup: Setup, load: Callable[[], Played]) -> None:
        self.plan, self._setup, self._load = setup.plan, setup, load

    @cached_property
    def _played(self) -> Played:
        return self._load()

    @cached_property
    def _columns(self) -> dict[str, Numbers]:  # type: ignore[override]
        return result_columns(self._setup, self._played)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(result_header(self._setup))

    @property
    def title(self) -> str:  # type: ignore[override]
        """What was played, in a line."""
        plan = self.plan
        return f"{self._setup.scenario.title}: {plan.games:,} games of {plan.turns} turns, seed {plan.seed}"

    def __len__(self) -> int:
        return self.plan.games

    @cached_property
    def _totals(self) -> Totals:
        totals = Totals(self._setup)
        totals.add(self._played)
        return totals

    def summary(self) -> Table:
        """Return the mean of every metric, its 95 % interval, and the spread of the games (standard deviation).

        Returns
        -------
        Table
            Columns `metric`, `of`, `unit`, `mean`, `low`, `high`, `spread`; for a single game, no interval (NaN).
        """
        totals = self._totals
        rows = list(zip(totals.metrics, totals.estimates(), strict=True))
        numbers = {
            name: np.array([np.nan if getattr(found, name) is None else getattr(found, name) for _, found in rows])
            for name in ("mean", "low", "high", "spread")
        }
        words = {name: [getattr(metric, at) for metric, _ in rows] for name, at in _WORDS.items()}
        return Table({**words, **numbers}, self.title)

    def claims(self) -> Table:
        """Return how often each claim that this line-up tests is met, with its 95 % interval, and the verdict."""
        found = self._totals.results()
        return Table(
            {
                "claim": np.array([result.claim.id for result in found], str),
                "mean": np.array([result.mean for result in found], float),
                "probability": np.array([result.probability for result in found], float),
                "low": np.array([result.low for result in found], float),
                "high": np.array([result.high for result in found], float),
                "verdict": np.array([result.verdict for result in found], str),
            },
            self.title,
        )

    @property
    def trace(self) -> Table:
        """Every metric after every turn: columns `run`, `turn`, `metric`, `of`, `value`.

        Raises
        ------
        ValueError
            If the games were played without `trace=True`.
        """
        if self._played.trace is None:
            raise ValueError("these games were played without trace=True")
        columns = trace_columns(self._setup, self._played)
        return Table({name: _decoded(values) for name, values in columns.items()}, self.title)

    def to_csv(self, path: str | Path) -> None:
        """Write the table as CSV: the same bytes as the `results.csv` of `wedge run --out`."""
        written = with_text(self._played, replace(self._setup.task, text=True, trace=False))
        with open(path, "wb") as file:
            CsvSheet(file, self.columns).add(written.rows)

    def to_parquet(self, path: str | Path) -> None:
        """Write the table as Parquet: the same bytes as the `results.parquet` of `wedge run --out`."""
        with open(path, "wb") as file, ParquetSheet(file) as sheet:
            sheet.add(self._columns)

    def __repr__(self) -> str:
        return f"{self.title}\n{len(self.columns)} columns; see summary(), claims(), to_pandas()"

    def _repr_html_(self) -> str:
        seats = ", ".join(f"{actor} {name}" for actor, name in self.plan.seats.items())
        return f"{self.summary()._repr_html_()}<p>{escape(seats)}</p>"


_WORDS = {"metric": "name", "of": "of", "unit": "unit"}


def _decoded(values: Any) -> Any:
    if isinstance(values, tuple):
        indices, names = values
        return np.array(names)[indices]
    return values


def joined(parts: Sequence[Played]) -> Played:
    """Return chunks that follow each other as one."""
    runs = range(parts[0].runs.start, parts[-1].runs.stop)
    trace = None if parts[0].trace is None else np.concatenate([p.trace for p in parts if p.trace is not None], axis=2)
    return Played(runs, np.concatenate([part.values for part in parts], axis=1), trace)
