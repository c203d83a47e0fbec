"""The guided turn speaks of what is on the screen, and brings it there."""

import pytest

from game.ui.app import App
from game.ui.kit.node import find
from game.ui.scenes.guide import begin_guide, guide_of
from game.ui.scenes.power.screen import PowerScreen
from game.ui.settings import Settings
from game.ui.words import number
from tests.ui.hands import click, press, window
from tests.ui.matches import begun

_LEVER = "business_package"


def _guided(text: float) -> tuple[App, PowerScreen]:
    app = window((1280, 800), Settings(motion="none", text=text))
    match = begun("japan")
    match.seat = "japan"
    screen = PowerScreen(app, match)
    begin_guide(match)
    app.push(screen)
    app.frame(0.0)
    return app, screen


def test_the_chance_that_the_guide_names_is_the_one_on_the_screen() -> None:
    app, screen = _guided(1.0)
    press(app, "n")
    screen.choose(_LEVER)
    click(app, "guide on")
    assert screen.weighing is not None
    said = app.describe()
    app.workers.close()
    assert f"A guess, not a promise: {number(100 * screen.weighing.chances.accept)} in 100" in said


@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
def test_what_the_guide_speaks_of_comes_to_the_eye(text: float) -> None:
    app, screen = _guided(text)
    guide = guide_of(screen.match)
    assert guide is not None
    press(app, "n")
    while guide.at < 2:
        click(app, "guide on")
    screen.choose(_LEVER)
    app.frame(0.0)
    while guide.part != "answer" or not guide.about:
        click(app, "guide on")
    app.frame(0.0)
    shown = find(app.tree, guide.about)
    app.workers.close()
    assert shown is not None
    assert app.focused == guide.about
    assert app.surface.get_rect().contains(shown.rect)
