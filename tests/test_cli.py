"""The command line: exit statuses, sentences, files whole or not at all, and never a traceback."""

import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game import __version__
from game.cli import COMMANDS, main
from game.engine.step import PHASES
from game.ensemble.store import kept_games
from game.report.tables import decimal, percent, table, width
from tests.engine.stage import SCENARIOS

TUTORIAL = str(SCENARIOS / "two-harbours.yaml")


class Said(NamedTuple):
    status: int
    out: str
    err: str


Wedge = Callable[..., Said]


@pytest.fixture
def wedge(capsys: pytest.CaptureFixture[str]) -> Wedge:
    """Call the program in this process."""

    def call(*words: str) -> Said:
        capsys.readouterr()
        try:
            status = main(words)
        except SystemExit as left:  # argparse, after --help
            status = int(left.code or 0)
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return Said(status, said.out, said.err)

    return call


def start(*words: str, **options: object) -> "subprocess.Popen[str]":
    """Start the program in a process of its own."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    return subprocess.Popen([sys.executable, "-m", "game", *words], text=True, **pipes)  # type: ignore[call-overload,no-any-return]


# --- being called


def test_help(wedge: Wedge) -> None:
    assert wedge().status == 2
    for words in (["--help"], ["-h"], ["help"]):
        said = wedge(*words)
        assert said.status == 0
        assert all(command in said.out for command in COMMANDS)
    for command in COMMANDS:
        said = wedge(command, "--help")
        assert said.status == 0
        assert f"usage: wedge {command}" in said.out
    assert wedge("--version").out == f"wedge {__version__}\n"


def test_help_needs_no_numpy() -> None:
    code = "import sys; from game.cli import main; main(['--help']); sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("rnu", "There is no command 'rnu'. Did you mean 'run'? Known: "),
        ("xyzzy", "There is no command 'xyzzy'. Known: "),
        ("--games 3 run", "The command comes before its options"),
        ("run", "The following argument is required: SCENARIO."),
        ("run two-harbours --trace", "--trace is about files: it needs --out DIR."),
        ("run two-harbours --format csv", "--format is about files: it needs --out DIR."),
        ("run two-harbours --out x --format xls", "--format: expected csv, parquet or csv,parquet, found 'xls'"),
        ("run two-harbours --workers 0", "--workers: expected a whole number from 1 to 1024, found 0"),
        ("run two-harbours --workers 2 --cluster local:2", "--workers is for this machine"),
        ("run two-harbours --resume x", "--resume DIR knows what is played"),
        ("run --resume nowhere", "There is nothing unfinished in 'nowhere'."),
        ("rerun x.json --out y", "x.json: There is no such file."),
        ("rerun x.json", "the following arguments are required: --out"),
        ("run two-harbours --gmes 3", "no option '--gmes'. Did you mean '--games'?"),
        ("run two-harbours more", "'more' is one word too many."),
        ("run two-harbours --games", "--games: expected one argument"),
        ("run two-harbours --games 0", "--games: expected a whole number from 1 to 10000000, found 0"),
        ("run two-harbours --games -3", "--games: expected a whole number from 1 to 10000000, found -3"),
        ("run two-harbours --games 10000001", "found 10000001"),
        ("run two-harbours --games 1e3", "found '1e3'"),
        ("run two-harbours --games many", "found 'many'"),
        ("run two-harbours --games nan", "found 'nan'"),
        ("run two-harbours --games ٣", "found '٣'"),
        ("run two-harbours --games 99999999999999999999999999", "expected a whole number"),
        ("run two-harbours --seed 1.5", "--seed: expected a whole number"),
        ("run two-harbours --turns 7", "The length 'six' has 6 turns: --turns takes 1 to 6, found 7."),
        ("run two-harbours --turns 0", "--turns: expected a whole number"),
        ("run two-harbours --length sixx", "The scenario has no length 'sixx'. Did you mean 'six'? Known: six, three."),
        ("run two-harbors", "There is no scenario 'two-harbors'. Did you mean 'two-harbours'?"),
        ("run two-harbours.yml", "There is no file 'two-harbours.yml'."),
        ("run nowhere/two-harbours.yaml", "There is no file 'nowhere/two-harbours.yaml'. Shipped: "),
        ("run .", "'.' is a folder; name a scenario file."),
        ("run two-harbours --policy halmer=idle", "There is no actor 'halmer'. Did you mean 'halmar'?"),
        ("run two-harbours --policy vesk=gredy", "There is no policy 'gredy' for vesk. Did you mean 'greedy'?"),
        ("run two-harbours --policy vesk=shipwrights", "There is no policy 'shipwrights' for vesk."),
        ("run two-harbours --policy vesk", "--policy has the form ACTOR=NAME, found 'vesk'."),
        ("run two-harbours --policy vesk=", "--policy has the form ACTOR=NAME"),
        ("run two-harbours --out", "--out: expected one argument"),
        ("check", "Name at least one scenario file"),
        ("check --explain REF1", "There is no code 'REF1'. Did you mean 'REF01'?"),
        ("check --format yaml x", "--format: invalid choice: 'yaml'"),
        ("phases now", "'now' is one word too many."),
        ("claims two-harbours --games 0", "--games: expected a whole number"),
        ("replay", "the following arguments are required: FILE"),
    ],
)
def test_what_is_wrong_in_a_call_is_said(
    wedge: Wedge, words: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = wedge(*words.split())
    assert said.status == 2
    assert said.out == ""
    assert said.err.startswith("wedge")
    assert sentence in said.err
    assert len(said.err) < 600


def test_a_near_file_is_named(wedge: Wedge, tmp_path: Path) -> None:
    (tmp_path / "gulf.yaml").touch()
    assert f"Did you mean {str(tmp_path / 'gulf.yaml')!r}?" in wedge("run", str(tmp_path / "golf.yaml")).err


@pytest.fixture
def no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no command open a window, which would stay open for ever."""
    for name in ("SDL_VIDEODRIVER", "SDL_VIDEO_DRIVER", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)


_WORDS = (
    "nowhere", "--games", "0", "-1", "--", "=", "--policy", "a=b", "--out", "/proc/none", "--length", "--turns",
    "--set", "--verify", "--explain", "--format", "json", "\0", "\udce9", "", "-", ".",
)  # fmt: skip


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([*COMMANDS, "x", ""]),
    st.lists(st.sampled_from(_WORDS) | st.text(max_size=5), max_size=5),
)
def test_no_words_get_a_traceback(
    no_screen: None, capsys: pytest.CaptureFixture[str], command: str, words: list[str]
) -> None:
    if "-h" in words:
        return
    status = main([command, *words])
    said = capsys.readouterr()
    assert status in (0, 1, 2)
    assert "Traceback" not in said.out + said.err
    if status == 2:
        assert said.err.startswith("wedge")


def test_the_public_names_are_there() -> None:
    import game

    assert sorted(game.__all__) == sorted(name for names in game._HOMES.values() for name in names)
    assert all(getattr(game, name) is not None for name in game.__all__)
    with pytest.raises(AttributeError, match="sesion"):
        game.sesion  # noqa: B018


# --- checking


def test_checking(wedge: Wedge, tmp_path: Path) -> None:
    said = wedge("check", "two-harbours", TUTORIAL)
    assert said.status == 0
    assert said.out.count(": good. ") == 2
    (tmp_path / "bad.yaml").write_text("format: 1\nid: 3 4\n")
    said = wedge("check", str(tmp_path / "bad.yaml"))
    assert said.status == 1
    assert "error[" in said.out
    said = wedge("check", "--format", "json", str(tmp_path / "bad.yaml"))
    assert {entry["severity"] for entry in json.loads(said.out)} >= {"error"}
    assert json.loads(wedge("check", "--format", "json", "two-harbours").out) == []
    assert wedge("check", str(tmp_path / "none.yaml")).status == 2
    said = wedge("check", "--explain", "ref01")
    assert said.status == 0
    assert said.out.startswith("REF01: ")


def test_the_phases_are_printed_in_order(wedge: Wedge) -> None:
    said = wedge("phases")
    assert said.status == 0
    names = [line.split()[1] for line in said.out.splitlines() if line.startswith("  ")]
    assert names == [phase.__name__ for phase in PHASES]
    assert said.out.count("(each quarter)") == 5


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
    assert "--set:1:" in said.err
    assert wedge("run", "two-harbours", "--set", "rubbish").status == 1


def test_one_game_as_json(wedge: Wedge) -> None:
    found = json.loads(wedge("run", "two-harbours", "--json").out)
    assert found["scenario"] == "two-harbours"
    assert len(found["game"]["turns"]) == 6
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


# --- replays


@pytest.fixture
def replay(wedge: Wedge, tmp_path: Path) -> Path:
    wedge("run", "two-harbours", "--out", str(tmp_path / "game"), "--policy", "oro=random")
    return tmp_path / "game" / "replay.json"


def test_a_tampered_replay_is_reported_where_it_differs(wedge: Wedge, replay: Path) -> None:
    found = json.loads(replay.read_text())
    found["turns"][2]["phases"][0][1]["purse"] = "0" * 12
    replay.write_text(json.dumps(found))
    for words in ((), ("--verify",)):
        said = wedge("replay", str(replay), *words)
        assert said.status == 1
        assert "turn 3, collect_income, purse: expected 000000000000, found " in said.err


def test_a_replay_of_a_scenario_whose_spelling_was_mended_is_told(wedge: Wedge, replay: Path) -> None:
    text = Path(TUTORIAL).read_text(encoding="utf-8").replace("title: Two Harbours", "title: The two harbours")
    (replay.parent / "two-harbours.yaml").write_text(text, encoding="utf-8")
    shutil.copy(SCENARIOS / "two-harbours.map.json", replay.parent)
    assert "title: The two" in text
    assert "verified" in wedge("replay", str(replay), "--verify").out


def test_a_replay_of_a_changed_scenario_is_not_told(wedge: Wedge, replay: Path) -> None:
    text = Path(TUTORIAL).read_text(encoding="utf-8").replace("income: 0.3 bn", "income: 0.4 bn")
    (replay.parent / "two-harbours.yaml").write_text(text, encoding="utf-8")
    shutil.copy(SCENARIOS / "two-harbours.map.json", replay.parent)
    said = wedge("replay", str(replay))
    assert said.status == 1
    assert "scenario, digest: expected" in said.err
    assert wedge("replay", str(replay), "--scenario", TUTORIAL).status == 0


def test_replays_that_are_none(wedge: Wedge, replay: Path) -> None:
    assert "There is no such file." in wedge("replay", "none.json").err
    assert "It is a folder" in wedge("replay", str(replay.parent)).err
    assert "It is no JSON" in wedge("replay", TUTORIAL).err
    found = json.loads(replay.read_text())
    replay.write_text(json.dumps({**found, "scenario": "\x1b[31mred", "file": "../../etc/passwd"}))
    said = wedge("replay", str(replay))
    assert said.status == 1
    assert "neither shipped nor beside it" in said.err
    assert "\x1b" not in said.err
    replay.write_text(json.dumps({**found, "length": "seven"}))
    assert "The scenario has no length 'seven'" in wedge("replay", str(replay)).err


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


# --- tables


def test_tables_line_up_by_what_a_terminal_shows() -> None:
    text = table(("name", "n"), [("日本", "1"), ("Türkei", "22"), ("e\u0301", "3")], right=(1,))
    assert [width(line) for line in text.splitlines()] == [10] * 5
    assert text.splitlines()[2] == "日本     1"


def test_numbers_for_people() -> None:
    assert [decimal(n, 2) for n in (-0.001, 0.0, -1.005, 12.3456)] == ["0.00", "0.00", "-1.00", "12.35"]
    assert [percent(p) for p in (0.0, 0.0004, 0.5, 0.9999, 1.0)] == [
        "0.0 %",
        "< 0.1 %",
        "50.0 %",
        "> 99.9 %",
        "100.0 %",
    ]
