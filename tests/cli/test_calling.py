"""The command line: exit statuses, sentences that name what is wrong, and never a traceback."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game import __version__
from game.cli import main
from game.cli.commands import COMMANDS
from game.engine.step import PHASES
from tests.cli.conftest import Wedge
from tests.engine.stage import SCENARIOS

TUTORIAL = str(SCENARIOS / "two-harbours.yaml")


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
        (
            "sweep two-harbours --assumptions 25% --metric scor",
            'There is no metric "scor". Did you mean "score.oro"?\n',
        ),
        ("rerun x.json", "The following arguments are required: --out"),
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
        ("replay", "The following arguments are required: FILE"),
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


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let what is written by chance (`wedge new nowhere`) lie in a folder of its own."""
    monkeypatch.chdir(tmp_path)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([*COMMANDS, "x", ""]),
    st.lists(st.sampled_from(_WORDS) | st.text(max_size=5), max_size=5),
)
def test_no_words_get_a_traceback(
    no_screen: None, elsewhere: None, capsys: pytest.CaptureFixture[str], command: str, words: list[str]
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
