"""A table that a notebook shows and other libraries read: named columns of one length."""

import csv
import io
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import IO, Any

import numpy as np

from game.ensemble.errors import CallError, unknown
from game.ensemble.sheets import ParquetSheet
from game.ensemble.text import shortest, texts

__all__ = ["Table"]

_SHOWN = 10  # rows of a long table that are shown


class Table:
    """Named columns of equal length.

    Parameters
    ----------
    columns : arrays of one length, by name.
    title : what stands above it when it is shown.
    """

    def __init__(self, columns: Mapping[str, Any], title: str = "") -> None:
        self._columns = {name: np.asarray(values) for name, values in columns.items()}
        self.title = title

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(self._columns)

    def __len__(self) -> int:
        return len(next(iter(self._columns.values()))) if self._columns else 0

    def __getitem__(self, name: str) -> "np.ndarray[Any, Any]":
        if name not in self._columns:
            raise KeyError(unknown("there is no column {word!r}", str(name), self.columns))
        return self._columns[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows as tuples of plain Python values."""
        return zip(*(_plain(values) for values in self._columns.values()), strict=True)

    def to_pandas(self) -> Any:
        """Return the table as a pandas `DataFrame`.

        Raises
        ------
        CallError
            If pandas is not installed; the sentence names the command that installs it.
        """
        try:
            import pandas as pd
        except ImportError:
            raise CallError("A DataFrame needs pandas: pip install pandas.") from None
        return pd.DataFrame(dict(self._columns))

    def to_csv(self, path: str | Path) -> None:
        """Write the table as CSV, numbers with as many digits as they have."""
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(self.csv_text())

    def csv_text(self) -> str:
        """Return the table as CSV, numbers with as many digits as they have."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(self._columns)
        writer.writerows(zip(*(_written(values) for values in self._columns.values()), strict=True))
        return text.getvalue()

    def to_parquet(self, path: str | Path) -> None:
        """Write the table as Parquet.

        Raises
        ------
        CallError
            If pyarrow is not installed; the sentence names the command that installs it.
        """
        with open(path, "wb") as file:
            self.write_parquet(file)

    def write_parquet(self, file: IO[bytes]) -> None:
        """Write the table as Parquet into an open file."""
        with ParquetSheet(file) as sheet:
            sheet.add({name: _coded(values) for name, values in self._columns.items()})

    def __repr__(self) -> str:
        rows = [tuple(_told(value) for value in row) for row, _ in zip(self.rows(), range(_SHOWN), strict=False)]
        lines = [self.columns, *rows]
        widths = [max(len(line[i]) for line in lines) for i in range(len(self.columns))]
        text = "\n".join(
            "  ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True)).rstrip() for line in lines
        )
        more = f"\n... {len(self):,} rows" if len(self) > len(rows) else ""
        return (f"{self.title}\n" if self.title else "") + text + more

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(_told(value))}</td>" for value in row) + "</tr>"
            for row, _ in zip(self.rows(), range(5 * _SHOWN), strict=False)
        )
        caption = f"<caption>{escape(self.title)}</caption>" if self.title else ""
        more = f"<p>{len(self):,} rows</p>" if len(self) > 5 * _SHOWN else ""
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _plain(values: "np.ndarray[Any, Any]") -> list[Any]:
    return list((shortest(values)[0] if values.dtype == np.float32 else values).tolist())


def _written(values: "np.ndarray[Any, Any]") -> list[Any]:
    if values.dtype == np.float32:
        return list(texts(values))
    return _plain(values.astype(np.int8) if values.dtype == bool else values)


def _coded(values: "np.ndarray[Any, Any]") -> Any:
    """Return texts as indices and names."""
    if values.dtype.kind not in "UO":
        return values
    names, indices = np.unique(values.astype(str), return_inverse=True)
    return indices.astype(np.int32), names.tolist()


def _told(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)
