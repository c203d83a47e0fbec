"""Files: the same bytes however they came about, and whatever breaks off, what is finished stays."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from game.ensemble import sheets
from game.ensemble.errors import CallError, Failure
from game.ensemble.manifest import as_object_of
from game.ensemble.setup import Setup
from game.ensemble.store import Store, kept_games
from game.ensemble.task import Played
from game.ensemble.totals import Totals
from game.ensemble.writing import write_ensemble
from tests.ensemble.stage import GAMES, marks, played, tutorial

ROOT = Path(__file__).parents[2]
BOTH = ("csv", "parquet")


def whole(**asked: Any) -> Setup:
    return tutorial(formats=BOTH, trace=True, **asked)


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("reference")
    write_ensemble(whole(), str(folder), workers=1)
    return marks(folder)


class Broken(Exception):  # noqa: N818
    """What stands for anything that may happen."""


def break_off(folder: Path, after: int, **how: Any) -> None:
    """Begin, and stop when some chunks have been played."""
    seen = []

    def stop(games: int) -> None:
        seen.append(games)
        if len(seen) == after:
            raise Broken

    with pytest.raises(Broken):
        write_ensemble(whole(), str(folder), progress=stop, **{"workers": 1, "chunk": 10, **how})


@pytest.mark.parametrize("how", [{"workers": 1, "chunk": 7}, {"workers": 2, "chunk": 20}, {}])
def test_the_same_bytes_however_it_is_played(how: dict[str, Any], reference: dict[str, str], tmp_path: Path) -> None:
    write_ensemble(whole(), str(tmp_path / "new"), **how)
    assert marks(tmp_path / "new") == reference
    assert set(reference) == {"manifest.json", "results.csv", "results.parquet", "trace.csv", "trace.parquet"}


@pytest.mark.parametrize("after", [1, 4])
def test_what_was_broken_off_goes_on(
    after: int, reference: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_off(tmp_path, after)
    assert [path.name for path in tmp_path.iterdir()] == ["unfinished"]
    assert kept_games(tmp_path) == 10 * after
    new: list[range] = []
    keep = Store.write

    def noted(self: Store, part: Played) -> None:
        new.append(part.runs)
        keep(self, part)

    monkeypatch.setattr(Store, "write", noted)
    write_ensemble(whole(), str(tmp_path), workers=1, chunk=33)  # another size than before
    assert new[0].start == 10 * after
    assert sum(len(runs) for runs in new) == GAMES - 10 * after
    assert marks(tmp_path) == reference


def test_a_chunk_that_was_damaged_is_played_again(reference: dict[str, str], tmp_path: Path) -> None:
    break_off(tmp_path, 4)
    chunk = tmp_path / "unfinished" / "games-10-19.chunk"
    data = bytearray(chunk.read_bytes())
    data[-100] ^= 1
    chunk.write_bytes(bytes(data))
    (tmp_path / "unfinished" / "games-20-29.chunk").write_bytes(b"short")
    (tmp_path / "unfinished" / "games-35-39.chunk").write_bytes(b"")
    write_ensemble(whole(), str(tmp_path), workers=1)
    assert marks(tmp_path) == reference


def test_games_of_another_call_are_not_mixed_in(tmp_path: Path) -> None:
    break_off(tmp_path, 2)
    with pytest.raises(CallError, match=r"unfinished games of another call \(seed 3 there, 4 here\). Finish them with"):
        write_ensemble(tutorial(formats=BOTH, trace=True, seed=4), str(tmp_path))
    assert kept_games(tmp_path) == 20
    (tmp_path / "unfinished" / "plan.json").write_text("rubbish")
    with pytest.raises(CallError, match="of another call"):
        write_ensemble(whole(), str(tmp_path))


def test_one_folder_is_written_by_one_at_a_time(tmp_path: Path) -> None:
    setup = whole()
    with Store(tmp_path, as_object_of(setup.plan, ())), pytest.raises(CallError, match="Another process is writing"):
        write_ensemble(setup, str(tmp_path))


def test_what_a_killed_process_was_writing_goes_when_all_is_written(tmp_path: Path) -> None:
    (tmp_path / ".results.csv.4711.part").write_text("half a ta")
    (tmp_path / ".own.part").write_text("of somebody else")
    write_ensemble(tutorial(formats=("csv",)), str(tmp_path), workers=1)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".own.part", "manifest.json", "results.csv"]


@pytest.mark.parametrize("fails", ["results.parquet", "trace.csv", "games-30-39", "manifest.json"])
def test_a_full_disk_loses_nothing_finished(
    fails: str, reference: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync, opened = os.fsync, {}

    def full(handle: int) -> None:
        name = os.readlink(f"/proc/self/fd/{handle}")
        opened[name] = True
        if fails in name:
            raise OSError(28, "No space left on device")
        sync(handle)

    if not Path("/proc/self/fd").exists():
        pytest.skip("the system does not tell which file is written")
    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        with pytest.raises(Failure, match="no space left on device"):
            write_ensemble(whole(), str(tmp_path), workers=1, chunk=10)
    assert any(fails in name for name in opened)
    assert [path.name for path in tmp_path.iterdir()] == ["unfinished"]
    assert kept_games(tmp_path) == (30 if fails.startswith("games") else GAMES)
    assert not list((tmp_path / "unfinished").glob("*.part"))
    write_ensemble(whole(), str(tmp_path), workers=1)
    assert marks(tmp_path) == reference


def test_who_is_killed_while_files_are_put_in_place_goes_on(
    reference: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    move, moved = os.replace, []

    def stop(source: Any, target: Any) -> None:
        if Path(target).suffix in (".csv", ".parquet"):
            moved.append(target)
            if len(moved) == 3:
                raise Broken
        move(source, target)

    with monkeypatch.context() as patched:
        patched.setattr("os.replace", stop)
        with pytest.raises(Broken):
            write_ensemble(whole(), str(tmp_path), workers=1)
    assert (tmp_path / "results.csv").exists()
    assert not (tmp_path / "manifest.json").exists()
    write_ensemble(whole(), str(tmp_path), workers=1)
    assert marks(tmp_path) == reference


def test_parquet_is_written_in_groups_that_do_not_depend_on_chunks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "_GROUP", 64)
    for name, chunk in (("a", 7), ("b", GAMES)):
        write_ensemble(whole(), str(tmp_path / name), workers=1, chunk=chunk)
    assert marks(tmp_path / "a") == marks(tmp_path / "b")
    found = pq.ParquetFile(tmp_path / "a" / "results.parquet").metadata
    assert [found.row_group(group).num_rows for group in range(found.num_row_groups)] == [64, GAMES - 64]


def test_both_formats_say_the_same(tmp_path: Path) -> None:
    import pandas as pd

    write_ensemble(whole(), str(tmp_path), workers=1)
    for name in ("results", "trace"):
        exact, text = (
            pd.read_parquet(tmp_path / f"{name}.parquet"),
            pd.read_csv(tmp_path / f"{name}.csv", keep_default_na=False),
        )
        assert list(exact) == list(text)
        for column in exact:
            kind = exact[column].dtype
            assert (exact[column].astype(str) == text[column].astype(kind).astype(str)).all(), column
    assert len(text) == GAMES * 6 * 16
    assert set(text["metric"]) == {"score", "dependence_change", "wedge", "signed", "delivered", "tension", "tonnage"}


def test_the_manifest_tells_everything(tmp_path: Path) -> None:
    write_ensemble(whole(), str(tmp_path), command=["wedge", "run"], workers=1)
    found = json.loads((tmp_path / "manifest.json").read_text())
    assert found["command"] == ["wedge", "run"]
    assert {"wedge", "python", "numpy", "pyarrow"} == set(found["versions"])
    assert found["texts"]["two-harbours.yaml"][0].startswith("#")
    assert (found["seed"], found["games"], found["turns"], found["length"]) == (3, GAMES, 6, "six")
    assert found["seats"]["halmar"]
    assert str(tmp_path) not in json.dumps(found), "where it was written says nothing about what it is"


def test_totals_do_not_depend_on_chunks() -> None:
    found = []
    for chunk in (7, GAMES):
        totals = Totals(tutorial())
        for part in played(tutorial(), workers=1, chunk=chunk):
            totals.add(part)
        found.append((totals.estimates(), [(r.claim.id, r.met, r.mean, r.low, r.verdict) for r in totals.results()]))
    assert found[0] == found[1]


_PEAK = """
import sys
from benchmarks.engine import held
from game.ensemble.writing import write_ensemble
from tests.ensemble.stage import tutorial
write_ensemble(tutorial(int(sys.argv[1]), formats=("csv", "parquet")), sys.argv[2], workers=1, chunk=1000)
print(held())
"""


def test_memory_does_not_grow_with_the_number_of_games(tmp_path: Path) -> None:
    few, many = (
        float(subprocess.check_output([sys.executable, "-c", _PEAK, str(games), tmp_path / str(games)], cwd=ROOT))
        for games in (2000, 20_000)
    )
    assert many < few + 12, f"{few:.0f} MiB for 2,000 games, {many:.0f} for 20,000"
