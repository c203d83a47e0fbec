"""For a first lesson small reasons, futures and rivals are shown when they are asked for."""

import pytest

from game.ui.scenes.guide import begin_guide
from game.ui.scenes.power.screen import PowerScreen
from game.ui.settings import Settings
from tests.ui.hands import click, press, window
from tests.ui.matches import begun


@pytest.mark.parametrize("lever", ["business_package", "statement"])
def test_few_figures_are_shown_until_more_is_asked_for(lever: str) -> None:
    app = window(settings=Settings(motion="none", few_figures=True))
    match = begun("japan")
    match.seat = "japan"
    scene = PowerScreen(app, match)
    app.push(scene)
    press(app, "l")
    scene.choose(lever)
    app.frame(0.0)
    few = app.describe()
    assert ("less than 0.05:" in few) == (lever == "business_package")
    assert "rivals may answer" not in few
    assert "your score by the end" not in few
    click(app, "more")
    more = app.describe()
    assert "less than 0.05:" not in more
    assert "your score by the end" in more
    assert len(more) > len(few)
    click(app, "more")
    assert app.describe() == few
    begin_guide(match)
    app.changed()
    assert "your score by the end" in app.describe()  # the guide speaks of all figures


def test_without_the_setting_everything_is_there() -> None:
    app = window(settings=Settings(motion="none"))
    match = begun("japan")
    match.seat = "japan"
    scene = PowerScreen(app, match)
    app.push(scene)
    scene.choose("business_package")
    app.frame(0.0)
    assert "your score by the end" in app.describe()
    assert "[button] More" not in app.describe()
