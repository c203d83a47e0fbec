"""The folder of saved games: what is in it is listed, and nothing that goes wrong loses an older save."""

import os
import signal
import stat
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from game.sim.files import home, sweep, write_whole
from game.sim.lines import Lines
from game.sim.resuming import save_game
from game.sim.saved_game import SavedGame
from game.sim.saves import SUFFIX, Saves, load_game
from game.sim.untrusted import LARGEST
from tests.sim.saving import ABOUT, SAVED, TEXT, begun, sentence

# --- the folder


def auto_names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_saves_of_one_title_do_not_overwrite_each_other(tmp_path: Path) -> None:
    saves = Saves(tmp_path / "new" / "games")
    first, second = saves.save(SAVED), saves.save(SAVED)
    assert isinstance(first, Path)
    assert isinstance(second, Path)
    assert (first.name, second.name) == (f"grey-sound-class-9b{SUFFIX}", f"grey-sound-class-9b-2{SUFFIX}")
    assert saves.save(replace(SAVED, seed=9), first) == first
    assert len(saves.listed()) == 2


@pytest.mark.parametrize("title", ["", "../../x", "CON", "日本", "a" * 300, "x\0y", "\ud800"])
def test_any_title_has_a_file(tmp_path: Path, title: str) -> None:
    path = Saves(tmp_path).save(replace(SAVED, title=title))
    assert isinstance(path, Path)
    assert path.parent == tmp_path
    assert isinstance(load_game(path), SavedGame)


def test_the_last_autosaves_of_a_game_stay(tmp_path: Path) -> None:
    saves = Saves(tmp_path, keep=3)
    for game in ("aaaa", "bbbb"):
        session = begun(0)
        for turn in range(5):
            path = saves.autosave(save_game(Lines(session, "one"), replace(ABOUT, game=game)))
            assert isinstance(path, Path)
            os.utime(path, (turn, turn))
            session.end_turn()
    assert auto_names(tmp_path) == [f"auto.{game}.{n:03d}{SUFFIX}" for game in ("aaaa", "bbbb") for n in (2, 3, 4)]
    assert all(entry.auto for entry in saves.listed())


def test_the_latest_save_is_the_one_to_continue(tmp_path: Path) -> None:
    saves = Saves(tmp_path)
    for title in ("second", "last", "first"):
        path = saves.save(replace(SAVED, title=title))
        assert isinstance(path, Path)
        os.utime(path, (0, {"first": 1, "second": 2, "last": 3}[title]))
    latest = saves.latest()
    assert latest is not None
    assert latest.saved is not None
    assert latest.saved.title == "last"


def test_autosaves_of_games_long_left_go_and_saves_never(tmp_path: Path) -> None:
    saves = Saves(tmp_path)
    kept = saves.save(SAVED)
    for number in range(12):
        path = saves.autosave(replace(SAVED, game=f"game{number:02d}"))
        assert isinstance(path, Path)
        os.utime(path, ns=(number * 10**9, number * 10**9))
    names = [name for name in auto_names(tmp_path) if name.startswith("auto.")]
    assert [name.split(".")[1] for name in names] == [f"game{number:02d}" for number in range(4, 12)]
    assert kept in [entry.path for entry in saves.listed()]


def test_broken_files_are_listed_as_such(tmp_path: Path) -> None:
    saves = Saves(tmp_path)
    saves.save(SAVED)
    (tmp_path / f"cut{SUFFIX}").write_text(TEXT[:5000])
    (tmp_path / f"photo{SUFFIX}").write_bytes(bytes(range(256)))
    (tmp_path / f"folder{SUFFIX}").mkdir()
    with (tmp_path / f"large{SUFFIX}").open("wb") as file:
        file.truncate(LARGEST + 1)
    (tmp_path / "notes.txt").write_text("not ours")
    entries = {entry.path.name: entry for entry in saves.listed()}
    assert len(entries) == 5
    broken = [entry for entry in entries.values() if entry.saved is None]
    assert len(broken) == 4
    assert all(entry.problem.endswith(".") for entry in broken)
    latest = saves.latest()
    assert latest is not None
    assert latest.saved == SAVED


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert Saves(tmp_path / "none").listed() == ()
    assert Saves(tmp_path / "none").latest() is None


def test_deleting(tmp_path: Path) -> None:
    saves = Saves(tmp_path / "games")
    path = saves.save(SAVED)
    assert isinstance(path, Path)
    (tmp_path / f"other{SUFFIX}").write_text("")
    assert saves.delete(tmp_path / f"other{SUFFIX}") is not None
    assert saves.delete(tmp_path / "games" / "x.txt") is not None
    assert saves.delete(path) is None
    assert saves.listed() == ()


def test_the_folder_is_the_environments_or_the_platforms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEDGE_HOME", str(tmp_path))
    assert home() == tmp_path
    assert Saves().folder == tmp_path / "games"
    monkeypatch.delenv("WEDGE_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    if sys.platform.startswith("linux"):
        assert home() == tmp_path / "data" / "wedge"
    assert "wedge" in str(home())


# --- what goes wrong while writing


@pytest.mark.parametrize("step", ["os.fsync", "os.replace", "os.fdopen", "tempfile.mkstemp"])
@pytest.mark.parametrize("number", [28, 13, 30])
def test_a_save_that_fails_leaves_the_older_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int
) -> None:
    saves = Saves(tmp_path)
    path = saves.save(SAVED)
    assert isinstance(path, Path)

    def fails(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(step, fails)
    found = saves.save(replace(SAVED, title="new"), path)
    auto = saves.autosave(SAVED)
    monkeypatch.undo()
    for told in (sentence(found), sentence(auto)):
        assert os.strerror(number).lower() in told
        assert "What was saved is safe" in told
    assert load_game(path) == SAVED
    assert [name for name in auto_names(tmp_path) if not name.endswith(".part")] == [path.name]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk here")
def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    """Run in a file system of a few blocks, if one can be mounted; else with a limit on the size of files."""
    code = (
        "import resource, signal, sys; from pathlib import Path\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))\n"
        "from game.sim.saves import Saves, load_game\n"
        "folder = Path(sys.argv[1]); path = next(folder.iterdir()); game = load_game(path)\n"
        "print(Saves(folder).save(game, path).sentence)\n"
    )
    path = Saves(tmp_path).save(SAVED)
    assert isinstance(path, Path)
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False)
    assert "file too large" in done.stdout, done.stderr
    assert auto_names(tmp_path) == [path.name]
    assert load_game(path) == SAVED


_WRITER = (
    "import sys; from pathlib import Path\n"
    "from dataclasses import replace\n"
    "from game.sim.saves import Saves, load_game\n"
    "folder = Path(sys.argv[1]); path = next(p for p in folder.iterdir() if p.suffix == '.json')\n"
    "saves, game, n = Saves(folder), load_game(path), 0\n"
    "print('ready', flush=True)\n"
    "while True:\n"
    "    n += 1\n"
    "    saves.save(replace(game, title=f'{n} ' + 'x' * 400), path)\n"
    "    saves.autosave(replace(game, title=str(n)))\n"
)


@pytest.mark.parametrize("how", [getattr(signal, "SIGKILL", signal.SIGTERM), signal.SIGTERM])
@pytest.mark.parametrize("wait", [0.0, 0.005, 0.02, 0.06])
def test_a_killed_program_leaves_a_good_save(tmp_path: Path, how: signal.Signals, wait: float) -> None:
    path = Saves(tmp_path).save(SAVED)
    assert isinstance(path, Path)
    with subprocess.Popen([sys.executable, "-c", _WRITER, str(tmp_path)], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        time.sleep(wait)
        writer.send_signal(how)
    for entry in Saves(tmp_path).listed():
        assert entry.saved is not None, entry.problem
        assert replace(entry.saved, title="") == replace(SAVED, title="")
    for litter in tmp_path.glob(".*.part"):
        os.utime(litter, (0, 0))  # ten minutes later
    Saves(tmp_path).listed()
    assert not list(tmp_path.glob(".*"))


def test_sweeping_spares_what_is_being_written_and_what_is_not_ours(tmp_path: Path) -> None:
    for name, age in (("old", 3600.0), ("new", 1.0)):
        (tmp_path / f".{name}.part").write_text("")
        os.utime(tmp_path / f".{name}.part", (time.time() - age,) * 2)
    (tmp_path / ".profile").write_text("")
    os.utime(tmp_path / ".profile", (0, 0))
    sweep(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".new.part", ".profile"]
    sweep(tmp_path / "none")


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "games").write_text("")
    assert "not saved" in sentence(Saves(tmp_path / "games").save(SAVED))
    assert Saves(tmp_path / "games").listed() == ()


def test_what_could_not_be_opened_again_does_not_take_the_place_of_a_good_save(tmp_path: Path) -> None:
    saves = Saves(tmp_path)
    path = saves.save(SAVED)
    assert isinstance(path, Path)
    huge = replace(SAVED, text=replace(SAVED.text, files={"x": "y" * LARGEST}))
    assert "could not be opened again" in sentence(saves.save(huge, path))
    assert load_game(path) == SAVED


def test_a_folder_that_cannot_be_synced_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync

    def refuses(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(22, "Invalid argument")
        real(handle)

    monkeypatch.setattr("os.fsync", refuses)
    write_whole(tmp_path / "a.txt", "text")
    assert (tmp_path / "a.txt").read_text() == "text"
