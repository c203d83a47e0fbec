"""Screens are tested without a display: the window is SDL's dummy."""

import os

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

from collections.abc import Iterator
from pathlib import Path

import pytest

from game.ui.words import use_language


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep settings and saves of tests away from those of the person who runs them."""
    monkeypatch.setenv("WEDGE_HOME", str(tmp_path / "home"))
    yield
    use_language("en")


@pytest.fixture(autouse=True)
def _nobody_counts(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have no other process count futures, but where a test is about that: hundreds of screens are shown here."""
    if "processes" not in request.keywords:
        monkeypatch.setattr("game.ui.app.App.ask", lambda *given: None)
        monkeypatch.setattr("game.ui.app.App.meanwhile", lambda *given: None)


@pytest.fixture(autouse=True)
def _no_map_is_drawn(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have no thread draw maps that nobody looks at: each takes a second of a processor and lives on after its test."""
    if "processes" not in request.keywords:
        monkeypatch.setattr("game.ui.map.view.MapView._ask", lambda view: None)
