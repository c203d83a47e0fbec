"""`wedge play`: what is said where no window can be opened, and that one opens where it can."""

import builtins
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from game.cli import main
from game.sim.saves import Saves
from game.sim.untrusted import Unreadable
from tests.ui.matches import begun, scenario_path


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEDGE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    monkeypatch.setenv("PYGAME_HIDE_SUPPORT_PROMPT", "1")


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Let the window close after its first frame; return what stood in it."""
    from game.ui.app import App

    found: list[Any] = []

    def run(app: App) -> None:
        app.frame(0.0)
        found.append(app.top)

    monkeypatch.setattr(App, "run", run)
    return found


def _said(capsys: pytest.CaptureFixture[str]) -> str:
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1, err
    assert "Traceback" not in err
    return err


# --- where there is no window


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a screen")
def test_without_a_screen_one_sentence_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("SDL_VIDEODRIVER", "SDL_VIDEO_DRIVER", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert main(["play"]) == 2
    said = _said(capsys)
    assert "wedge run central-asia-2024" in said
    assert "xvfb" in said
    assert main(["play", "two-harbours"]) == 2
    assert "wedge run two-harbours" in _said(capsys)


def test_a_display_that_does_not_answer_is_no_screen_either(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import pygame

    def fail(*given: object) -> None:
        raise pygame.error("no video device")

    monkeypatch.setattr("game.ui.app.open_window", fail)
    assert main(["play"]) == 2
    assert "wedge run central-asia-2024" in _said(capsys)


def test_the_older_pygame_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "pygame", ModuleType("pygame"))
    assert main(["play"]) == 2
    said = _said(capsys)
    assert "pip uninstall pygame" in said
    assert "wedge run" in said


def test_a_missing_pygame_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    there: Callable[..., Any] = builtins.__import__

    def missing(name: str, *more: Any, **others: Any) -> Any:
        if name == "pygame":
            raise ImportError(name)
        return there(name, *more, **others)

    monkeypatch.setattr(builtins, "__import__", missing)
    assert main(["play"]) == 2
    assert "pip install pygame-ce" in _said(capsys)


# --- what is typed


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (["nowhere"], ("no scenario 'nowhere'", "Known")),
        (["central-asia-2024", "--seat", "japn=person"], ("no actor 'japn'", "'japan'")),
        (["central-asia-2024", "--seat", "japan=gredy"], ("'gredy'", "'greedy'")),
        (["central-asia-2024", "--seat", "japan"], ("ACTOR=WHO",)),
        (["central-asia-2024", "--length", "ful"], ("no length 'ful'", "'full'")),
        (["--seat", "japan=person"], ("need a scenario",)),
        (["--length", "full"], ("need a scenario",)),
        (["central-asia-2024", "--load", "x.json"], ("--load",)),
        (["central-asia-2024", "--seed", "x"], ("--seed", "whole number")),
    ],
)
def test_wrong_words_get_one_sentence(
    words: list[str], parts: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["play", *words]) == 2
    said = _said(capsys)
    for part in parts:
        assert part in said


def test_a_save_that_cannot_be_read_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["play", "--load", str(tmp_path / "none.json")]) == 1
    assert "There is no such file" in _said(capsys)
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    assert main(["play", "--load", str(broken)]) == 1
    assert "no JSON" in _said(capsys)


# --- where there is one


def test_the_title_opens_with_the_scenario_chosen(shown: list[Any]) -> None:
    assert main(["play", "two-harbours", "--seed", "7"]) == 0
    (scene,) = shown
    assert type(scene).__name__ == "Title"
    assert scene.setup.card.path.stem == "two-harbours"
    assert scene.setup.seed == 7


def test_seats_lead_to_the_briefing_at_once(shown: list[Any]) -> None:
    words = ["two-harbours", "--seat", "oro=person", "--seat", "halmar=greedy", "--length", "three"]
    assert main(["play", *words]) == 0
    (scene,) = shown
    assert type(scene).__name__ == "Briefing"
    assert scene.match.persons == ("oro",)
    assert scene.match.session.seats["halmar"] == "greedy"
    assert scene.match.world.turns == 3


def test_a_broken_file_opens_its_error_screen(shown: list[Any], tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(scenario_path("two-harbours").read_text(encoding="utf-8").replace("purse:", "purrse:", 1), "utf-8")
    assert main(["play", str(path), "--seat", "halmar=person"]) == 0
    (scene,) = shown
    assert scene.setup.card.scenario is None


def test_a_saved_game_goes_on(shown: list[Any], tmp_path: Path) -> None:
    match = begun("japan", saves=Saves(tmp_path / "games"))
    match.session.end_turn()
    kept = match.save()
    assert main(["play", "--load", str(kept)]) == 0
    (scene,) = shown
    assert scene.match.session.records == match.session.records


def test_settings_are_read_and_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    from game.ui.app import App

    themes: list[str] = []

    def run(app: App) -> None:
        themes.append(app.settings.theme)
        app.choose(replace(app.settings, theme="dark"))

    monkeypatch.setattr(App, "run", run)
    assert main(["play"]) == 0
    assert main(["play"]) == 0
    assert themes == ["light", "dark"]


def test_a_fault_of_the_program_is_told_in_a_sentence_and_the_game_is_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    from game.ui.scenes.briefing import Briefing

    def fail(scene: Briefing) -> None:
        raise ValueError("a fault")

    monkeypatch.setattr(Briefing, "build", fail)
    assert main(["play", "two-harbours", "--seat", "halmar=person"]) == 1
    said = _said(capsys)
    assert "ValueError" in said
    assert "a fault" in (tmp_path / "home" / "fault.txt").read_text(encoding="utf-8")
    assert Saves().latest() is not None


@pytest.mark.parametrize("faulty", [False, True])
def test_a_game_that_could_not_be_kept_at_the_end_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], faulty: bool
) -> None:
    from game.ui.app import App
    from game.ui.match import Match

    def frame(app: App, passed: float) -> bool:
        if faulty:
            raise ValueError("a fault")
        app.scenes.clear()
        return False

    monkeypatch.setattr(App, "frame", frame)
    monkeypatch.setattr(Match, "autosave", lambda match: Unreadable("It was not saved: the disk is full."))
    assert main(["play", "two-harbours", "--seat", "halmar=person"]) == 1
    said = _said(capsys)
    assert "the disk is full" in said
    assert "The game is saved" not in said
    assert ("ValueError" in said) == faulty


def test_a_window_of_its_own_process_opens_and_closes(tmp_path: Path) -> None:
    """The real loop runs, in another process, until the window is closed."""
    code = (
        "import sys, pygame\n"
        "from game.ui.app import App\n"
        "frame = App.frame\n"
        "def first(app, passed):\n"
        "    frame(app, passed)\n"
        "    pygame.event.post(pygame.event.Event(pygame.QUIT))\n"
        "App.frame = first\n"
        "from game.cli import main\n"
        "sys.exit(main(['play', 'two-harbours', '--seat', 'halmar=person']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, env=os.environ, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert Saves().latest() is not None  # the game that was begun is kept
