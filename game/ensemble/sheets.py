"""Results as CSV and Parquet, chunk by chunk: the same bytes however the games were cut."""

from collections.abc import Iterable
from contextlib import suppress
from importlib.util import find_spec
from types import TracebackType
from typing import IO, Any, Self

import numpy as np

from game.ensemble.errors import CallError
from game.ensemble.plan import FORMATS
from game.ensemble.setup import Setup
from game.ensemble.task import Played, met
from game.sim.summary import metrics_of

__all__ = [
    "TRACE_HEADER", "CsvSheet", "ParquetSheet", "formats_here", "parquet", "require_parquet", "result_columns",
    "result_header", "trace_columns",
]  # fmt: skip

TRACE_HEADER = ("run", "turn", "metric", "of", "value")
_GROUP = 2**17  # rows that are written at once
_INSTALL = "Parquet needs pyarrow: pip install pyarrow. CSV needs nothing: --format csv."


def result_header(setup: Setup) -> list[str]:
    """Return the columns of the results: the run, the seed, every metric, every claim's number, and if it is met."""
    claims = setup.task.claims
    metrics = [metric.id for metric in metrics_of(setup.world)]
    return ["run", "seed", *metrics, *(f"claim.{c.id}" for c in claims), *(f"met.{c.id}" for c in claims)]


def result_columns(setup: Setup, played: Played) -> dict[str, Any]:
    """Return the columns of some runs as arrays."""
    runs = np.arange(played.runs.start, played.runs.stop)
    columns = [runs, np.full_like(runs, setup.plan.seed), *played.values, *met(setup.task.claims, played.values)]
    return dict(zip(result_header(setup), columns, strict=True))


def trace_columns(setup: Setup, played: Played) -> dict[str, Any]:
    """Return the columns of the trace of some runs, names as (indices, names), a run after the other."""
    assert played.trace is not None
    turns, metrics = played.trace.shape[:2]
    known = metrics_of(setup.world)
    names, whose = (tuple(dict.fromkeys(getattr(m, part) for m in known)) for part in ("name", "of"))
    games = len(played.runs)
    name_index = np.array([names.index(m.name) for m in known], np.int32)
    whose_index = np.array([whose.index(m.of) for m in known], np.int32)
    return {
        "run": np.repeat(np.arange(played.runs.start, played.runs.stop), turns * metrics),
        "turn": np.tile(np.repeat(np.arange(1, turns + 1, dtype=np.int32), metrics), games),
        "metric": (np.tile(name_index, games * turns), names),
        "of": (np.tile(whose_index, games * turns), whose),
        "value": played.trace.reshape(turns * metrics, games).T.ravel(),
    }


class CsvSheet:
    """A CSV file that grows."""

    def __init__(self, file: IO[bytes], header: Iterable[str]) -> None:
        self._file = file
        file.write((",".join(header) + "\n").encode("utf-8"))

    def add(self, rows: bytes | None) -> None:
        """Write rows that are text already."""
        assert rows is not None
        self._file.write(rows)


class ParquetSheet:
    """A Parquet file that grows by groups of rows, whose size does not depend on the chunks; used as a context."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._writer: Any = None
        self._rest: Any = None

    def add(self, columns: dict[str, Any]) -> None:
        """Write columns (name to array, or to indices and names)."""
        arrow = parquet()
        import pyarrow as pa

        more = pa.Table.from_arrays([_arrow_array(pa, values) for values in columns.values()], names=list(columns))
        if self._writer is None:
            self._writer = arrow.ParquetWriter(
                self._file, more.schema, compression="zstd", use_dictionary=_texts(more.schema), write_statistics=True
            )
        self._rest = more if self._rest is None else pa.concat_tables([self._rest, more])
        whole = self._rest.num_rows // _GROUP * _GROUP
        if whole:
            self._writer.write_table(self._rest.slice(0, whole).combine_chunks(), row_group_size=_GROUP)
            self._rest = self._rest.slice(whole)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._writer is None:
            return
        if kind is None:
            if self._rest.num_rows:
                self._writer.write_table(self._rest.combine_chunks(), row_group_size=_GROUP)
            self._writer.close()
        else:  # the file is thrown away, but its writer wants an end
            with suppress(Exception):
                self._writer.close()


def _arrow_array(pa: Any, values: Any) -> Any:
    """Return an array of Arrow, from its bytes: `pyarrow.array` would load all of pandas to ask what it was given."""
    if isinstance(values, tuple):
        indices, names = values
        return pa.DictionaryArray.from_arrays(_arrow_array(pa, indices), _arrow_texts(pa, names))
    whole = np.ascontiguousarray(values)
    packed = np.packbits(whole, bitorder="little") if whole.dtype == bool else whole
    return pa.Array.from_buffers(pa.from_numpy_dtype(whole.dtype), len(whole), [None, pa.py_buffer(packed)])


def _arrow_texts(pa: Any, names: Iterable[str]) -> Any:
    texts = [name.encode("utf-8") for name in names]
    ends = np.cumsum([0, *(len(text) for text in texts)], dtype=np.int32)
    buffers = [None, pa.py_buffer(ends), pa.py_buffer(b"".join(texts))]
    return pa.Array.from_buffers(pa.string(), len(texts), buffers)


def _texts(schema: Any) -> list[str]:
    return [field.name for field in schema if str(field.type).startswith("dictionary")]


def parquet() -> Any:
    """Return pyarrow's module for Parquet.

    Raises
    ------
    CallError
        If pyarrow is not installed.
    """
    try:
        import pyarrow.parquet
    except ImportError:
        raise CallError(_INSTALL) from None
    return pyarrow.parquet


def require_parquet() -> None:
    """Say at once if Parquet cannot be written, without loading anything.

    Raises
    ------
    CallError
        If pyarrow is not installed.
    """
    if find_spec("pyarrow") is None:
        raise CallError(_INSTALL)


def formats_here() -> tuple[str, ...]:
    """Return the formats of tables that can be written here, without loading anything."""
    return FORMATS if find_spec("pyarrow") is not None else ("csv",)
