"""Games from the command line: told, counted, written whole or not at all, and kept when they are broken off."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from game import __version__
from game.ensemble.store import kept_games
from tests.cli.conftest import Said, Wedge
from tests.engine.stage import SCENARIOS

TUTORIAL = str(SCENARIOS / "two-harbours.yaml")


def start(*words: str, **options: object) -> "subprocess.Popen[str]":
    """Start the program in a process of its own."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    return subprocess.Popen([sys.executable, "-m", "game", *words], text=True, **pipes)  # type: ignore[call-overload,no-any-return]


# --- one game


def test_one_game_is_told(wedge: Wedge) -> None:
    said = wedge("run", "two-harbours", "--seed", "3")
    assert said.status == 0
    assert said.out.startswith("two-harbours: Six seasons")
    assert "THE END" in said.out
    assert wedge("run", TUTORIAL, "--seed", "3").out == said.out
    assert wedge("run", "two-harbours", "--seed", "-4").out != said.out


def test_only_the_first_turns(wedge: Wedge) -> None:
    whole, part = (wedge("run", "two-harbours", *words).out for words in ((), ("--turns", "2")))
    shared = part.partition("THE END")[0]
    assert whole.startswith(shared.rstrip())
    assert "turn 3 of 6" not in part


def test_other_players_lengths_and_settings(wedge: Wedge) -> None:
    said = wedge("run", "two-harbours", "--policy", "halmar=idle", "--policy", "halmar=orators", "--length", "three")
    assert "Halmar: Orators" in said.out
    assert "turn 3 of 3" in said.out
    rich = wedge("run", "two-harbours", "--set", "actors.halmar.purse.start=3 bn USD", "--json")
    assert json.loads(rich.out)["changes"] == ["actors.halmar.purse.start=3 bn USD"]


def test_a_fault_in_a_scenario_or_a_change_is_told_in_full(wedge: Wedge, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("format: 1\n")
    said = wedge("run", str(tmp_path / "bad.yaml"))
    assert said.status == 1
    assert "bad.yaml cannot be played.\n" in said.err
    assert "Nothing was loaded." in said.err
    said = wedge("run", "two-harbours", "--set", "actors.halmer.purse.start=3 bn USD")
    assert said.status == 1
    assert "    | --set actors.halmer.purse.start=3 bn USD\n    |              ^^^^^^ did you mean" in said.err
    assert wedge("run", "two-harbours", "--set", "rubbish").status == 1


def test_one_game_as_json(wedge: Wedge) -> None:
    found = json.loads(wedge("run", "two-harbours", "--json").out)
    assert found["scenario"] == "two-harbours"
    assert len(found["game"]["turns"]) == len(found["story"]) == 6
    assert {"metric": "score", "of": "vesk"}.items() <= found["metrics"][1].items()
    assert found["metrics"][1]["low"] is None


# --- many games


def test_many_games_are_counted(wedge: Wedge) -> None:
    said = wedge("run", "two-harbours", "--games", "50")
    assert said.status == 0
    assert "95 % interval" in said.out
    assert "The Outer Passage" in said.out
    assert "the_grip_holds" in said.out
    assert "Not tested here: words_are_cheap (it asks for halmar=orators: wedge claims)" in said.out
    assert said.err == ""
    said = wedge("run", "two-harbours", "--games", "50", "--policy", "halmar=orators")
    assert "Not tested here" not in said.out
    said = wedge("run", "two-harbours", "--games", "50", "--turns", "2")
    assert "it is measured after turn 6" in said.out


def test_many_games_as_json(wedge: Wedge) -> None:
    found = json.loads(wedge("run", "two-harbours", "--games", "20", "--json").out)
    assert (found["games"], found["seed"], found["turns"]) == (20, 0, 6)
    assert [claim["claim"] for claim in found["claims"]] == ["the_grip_holds", "every_hand_is_shaken"]
    assert found["claims_left_out"] == ["words_are_cheap"]
    score = found["metrics"][0]
    assert score["low"] < score["mean"] < score["high"]


def test_the_first_game_of_many_is_the_game_alone(wedge: Wedge, tmp_path: Path) -> None:
    for games in ("1", "2", "9"):
        assert wedge("run", "two-harbours", "--games", games, "--out", str(tmp_path / games)).status == 0
    rows = [(tmp_path / games / "results.csv").read_text().splitlines()[1] for games in ("1", "2", "9")]
    assert len(set(rows)) == 1


def test_claims(wedge: Wedge) -> None:
    said = wedge("claims", "two-harbours", "--games", "60", "--quick")
    assert said.status == 0
    assert "words_are_cheap" in said.out
    assert "In no state does Vesk's weight fall" in said.out
    found = json.loads(wedge("claims", "two-harbours", "--games", "60", "--json", "--quick").out)
    assert [claim["verdict"] in ("holds", "fails", "undecided") for claim in found["claims"]] == [True] * 3
    assert wedge("claims", "two-harbours", "--games", "5", "--set", "claims={}").status in (0, 1)


# --- results as files


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_nameless_folder_is_refused(wedge: Wedge) -> None:
    for name in ("", " ", "."):
        said = wedge("run", "two-harbours", "--out", name)
        assert (said.status, said.err) == (2, "wedge run: --out needs the name of a folder.\n")


def test_files_of_another_origin_are_left_alone(wedge: Wedge, tmp_path: Path) -> None:
    (tmp_path / "results.csv").write_text("mine")
    said = wedge("run", "two-harbours", "--out", str(tmp_path))
    assert said.status == 2
    assert "holds a results.csv of another origin" in said.err
    assert names_in(tmp_path) == ["results.csv"]


def test_what_cannot_be_put_in_its_place_leaves_nothing_half_written(wedge: Wedge, tmp_path: Path) -> None:
    assert wedge("run", "two-harbours", "--out", str(tmp_path), "--format", "csv").status == 0
    before = (tmp_path / "manifest.json").read_text()
    (tmp_path / "results.csv").unlink()
    (tmp_path / "results.csv").mkdir()
    said = wedge("run", "two-harbours", "--seed", "2", "--out", str(tmp_path), "--format", "csv")
    assert said.status == 1
    assert "Nothing half-written was left. 1 of 1 games are kept." in said.err
    assert names_in(tmp_path) == ["chronicle.txt", "manifest.json", "replay.json", "results.csv", "unfinished"]
    assert (tmp_path / "manifest.json").read_text() == before
    (tmp_path / "results.csv").rmdir()
    assert wedge("run", "--resume", str(tmp_path)).status == 0
    assert names_in(tmp_path) == ["chronicle.txt", "manifest.json", "replay.json", "results.csv"]


def test_a_closed_output_is_no_obstacle() -> None:
    done = subprocess.run(
        f"exec {sys.executable} -m game run two-harbours >&-", shell=True, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_results_of_one_game(wedge: Wedge, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "down"
    said = wedge("run", "two-harbours", "--out", str(out))
    assert names_in(out) == ["chronicle.txt", "manifest.json", "replay.json", "results.csv", "results.parquet"]
    assert (out / "chronicle.txt").read_text(encoding="utf-8") == said.out
    manifest = json.loads((out / "manifest.json").read_text())
    assert manifest["scenario"] == "two-harbours"
    assert set(manifest["files"]) == {"chronicle.txt", "replay.json", "results.csv", "results.parquet"}
    assert manifest["versions"]["wedge"] == __version__
    verified = wedge("replay", str(out / "replay.json"), "--verify")
    assert verified.status == 0
    assert "6 of 6 turns, 96 phases" in verified.out
    assert wedge("replay", str(out / "replay.json")).out == said.out


def test_the_same_call_writes_the_same_bytes(wedge: Wedge, tmp_path: Path) -> None:
    for name in ("a", "b"):
        wedge("run", "two-harbours", "--games", "30", "--out", str(tmp_path / name))
    assert (tmp_path / "a" / "results.csv").read_bytes() == (tmp_path / "b" / "results.csv").read_bytes()
    one, other = (json.loads((tmp_path / name / "manifest.json").read_text()) for name in ("a", "b"))
    assert one.pop("command") == ["wedge", "run", "two-harbours", "--games", "30", "--out", str(tmp_path / "a")]
    assert other.pop("command")[-1] == str(tmp_path / "b")
    assert one == other


def test_many_rows(wedge: Wedge, tmp_path: Path) -> None:
    wedge("run", "two-harbours", "--games", "30", "--seed", "5", "--out", str(tmp_path))
    head, *rows = [line.split(",") for line in (tmp_path / "results.csv").read_text().splitlines()]
    assert head[:4] == ["run", "seed", "score.halmar", "score.vesk"]
    assert [row[:2] for row in rows] == [[str(run), "5"] for run in range(30)]
    assert all(float(value) >= 0 for row in rows for value in row[2:7])


def test_new_results_take_the_place_of_old_ones_and_leave_other_files(wedge: Wedge, tmp_path: Path) -> None:
    wedge("run", "two-harbours", "--out", str(tmp_path))
    (tmp_path / "notes.txt").write_text("mine")
    wedge("run", "two-harbours", "--games", "3", "--out", str(tmp_path))
    assert names_in(tmp_path) == ["manifest.json", "notes.txt", "results.csv", "results.parquet"]


@pytest.mark.parametrize("place", ["file", "file/below", "/proc/none", "x\0y"])
def test_places_that_cannot_be_written(wedge: Wedge, tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("mine")
    said = wedge("run", "two-harbours", "--out", str(tmp_path / place))
    assert said.status == 2
    assert "cannot be written" in said.err
    assert names_in(tmp_path) == ["file"]
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize("games", ["1", "40"])
def test_a_full_disk_leaves_nothing_half_written(
    wedge: Wedge, tmp_path: Path, games: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wedge("run", "two-harbours", "--out", str(tmp_path / "old"))
    before = {path.name: path.read_bytes() for path in (tmp_path / "old").iterdir()}

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    for name in ("old", "new/deep"):
        said = wedge("run", "two-harbours", "--games", games, "--seed", "2", "--out", str(tmp_path / name))
        assert said.status == 1
        assert said.out == ""
        assert "no space left on device" in said.err
    assert {path.name: path.read_bytes() for path in (tmp_path / "old").iterdir()} == before
    assert names_in(tmp_path) == ["old"]


# --- processes


def test_the_module_is_the_program(wedge: Wedge) -> None:
    process = start("run", "two-harbours", "--seed", "3")
    out, err = process.communicate()
    assert (process.returncode, err) == (0, "")
    assert out == wedge("run", "two-harbours", "--seed", "3").out


def test_a_reader_who_leaves_is_not_complained_about() -> None:
    process = start("run", "two-harbours")
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait() == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_a_full_output_is_said() -> None:
    with open("/dev/full", "w") as full:
        process = start("run", "two-harbours", stdout=full)
        _, err = process.communicate()
    assert process.returncode == 1
    assert err == "wedge run: The output could not be written: No space left on device.\n"


def test_a_terminal_without_letters_is_no_obstacle() -> None:
    process = start("run", "two-harbours", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    out, err = process.communicate()
    assert (process.returncode, err) == (0, "")
    assert out.isascii()


def begun(folder: Path, ends_by: signal.Signals, *words: str) -> Said:
    """Start a million games on a terminal, and end them by a signal when some are finished."""
    ours, theirs = pty.openpty()
    process = start(
        "run", "two-harbours", "--games", "1000000", *words,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # a background shell ignores it
    )  # fmt: skip
    os.close(theirs)
    said, waited = "", time.monotonic() + 60
    while time.monotonic() < waited and (" games, " not in said or (words and not kept_games(folder))):
        said += os.read(ours, 1000).decode()
    process.send_signal(ends_by)
    status = process.wait(60)
    said += os.read(ours, 10_000).decode()
    os.close(ours)
    assert " of 1,000,000 games, " in said
    assert "Traceback" not in said
    return Said(status, "", said.replace("\r\n", "\n"))


@pytest.mark.parametrize("ends_by", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_what_is_finished_is_kept_when_a_signal_ends_it(tmp_path: Path, ends_by: signal.Signals) -> None:
    out = tmp_path / "out"
    said = begun(out, ends_by, "--out", str(out))
    assert said.status == 128 + ends_by
    assert f"of 1,000,000 games are kept. Go on with: wedge run --resume {out}" in said.err
    assert names_in(out) == ["unfinished"]
    assert kept_games(out) > 0
    assert not [name for name in names_in(out / "unfinished") if name.endswith(".part")]


def test_without_a_folder_nothing_is_kept(tmp_path: Path) -> None:
    said = begun(tmp_path, signal.SIGINT)
    assert said.status == 130
    assert "of 1,000,000 games; with --out DIR they would have been kept." in said.err
