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


def test_sizes_are_named_by_their_price_and_a_full_turn_says_so_once() -> None:
    app = window(settings=Settings(motion="none"))
    match = begun("japan")
    match.seat = "japan"
    scene = PowerScreen(app, match)
    app.push(scene)
    for lever in ("visit", "aid", "business_package"):
        scene.choose(lever)
        app.frame(0.0)
        said = app.describe()
        if "Change the size to" in said:
            words = said.split("Change the size to ")[1].splitlines()[0]
            assert "USD" in words.split(":")[0]
        scene.add()
    app.frame(0.0)
    said = app.describe()
    assert said.count("All orders of this turn are given.") == 1
    assert "orders of this turn are taken" not in said
