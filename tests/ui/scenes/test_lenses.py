"""The lens of the map: changing it moves nothing else, in any size of text."""

from dataclasses import replace

import pytest

from game.ui.app import App
from game.ui.kit.node import Node, find
from game.ui.map.lens import LENSES
from game.ui.scenes.power.screen import PowerScreen
from game.ui.scenes.timeline import Timeline
from game.ui.settings import Settings
from tests.ui.examples import all_examples
from tests.ui.hands import press, window


def _open(name: str, text: float = 1.0, language: str = "en") -> App:
    app = window((1280, 800), replace(Settings(text=text), language=language))
    app.push(all_examples()[name](app))
    app.settle()
    return app


def _part(app: App, name: str) -> Node:
    found = find(app.tree, name)
    assert found is not None
    return found


@pytest.mark.parametrize(("text", "language"), [(1.0, "en"), (1.0, "ru"), (1.5, "en"), (2.0, "ru")])
def test_the_map_keeps_its_place_whichever_lens_is_used(text: float, language: str) -> None:
    app = _open("power's turn", text, language)
    screen = app.top
    assert isinstance(screen, PowerScreen)
    screen.shown = "map"
    places = set()
    for lens in LENSES:
        screen.show(lens)
        app.settle()
        places.add(tuple(_part(app, "hole").rect))
    app.workers.close()
    assert len(places) == 1
    assert next(iter(places))[3] >= 0.4 * app.size[1], "too little of the map is seen"


def test_what_a_lens_is_about_is_chosen_beside_its_legend() -> None:
    app = _open("power's turn")
    screen = app.top
    assert isinstance(screen, PowerScreen)
    assert find(app.tree, "lens of") is None
    screen.show("dependence")
    app.focus("lens of")
    press(app, "return", "down", "return")
    app.workers.close()
    assert screen.lens_of == screen.match.world.names.powers[1]


def test_with_large_text_the_bar_stays_in_one_line() -> None:
    app = _open("power's turn", 1.5)
    figure = _part(app, "purse")
    app.workers.close()
    assert figure.rect.bottom < _part(app, "end turn").rect.bottom
    assert figure.hint == "budget left"


def test_both_maps_of_the_timeline_are_seen_through_one_lens() -> None:
    app = _open("timeline of two lines")
    screen = app.top
    assert isinstance(screen, Timeline)
    press(app, "k", "k", "k")
    app.workers.close()
    assert screen.lens == "balance"
    assert {_part(app, name).name for name in ("map a", "map b")} == {"Concentration and balance"}
    assert _part(app, "lens").value == "Balance"
