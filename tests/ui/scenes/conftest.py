"""What tests of screens share."""

import pytest

from game.ui.app import App
from game.ui.settings import Settings
from tests.ui.hands import window


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> App:
    """Return a window in which nothing moves, and which keeps in `asked` what it would ask another process."""
    app = window(settings=Settings(motion="none"))
    app.asked = []  # type: ignore[attr-defined]
    monkeypatch.setattr(app, "ask", lambda *given: app.asked.append(given))  # type: ignore[attr-defined]
    return app
