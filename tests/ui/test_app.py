"""The window: its stack of screens, its size, what it remembers."""

import pygame
import pytest
from pygame import Rect
from pygame.event import Event

from game.ui import painter
from game.ui.app import App
from game.ui.kit.answers import ChanceBar
from game.ui.kit.base import Element
from game.ui.kit.basics import Button, Text
from game.ui.kit.boxes import Column, Row
from game.ui.kit.dialog import Question
from game.ui.kit.node import Node, walk
from game.ui.settings import Settings
from game.ui.still import canvas_of
from game.ui.theme import DARK, LIGHT, PROJECTOR
from tests.ui.hands import Plain, click, node, press, show, window


class _Layer(Plain):
    layer = True


def _question(app: App) -> _Layer:
    return _Layer(app, lambda: Question("q", "Sure?", "Really?", "Yes", app.pop, "No", app.pop))


def _resize(app: App, size: tuple[int, int]) -> None:
    pygame.display.set_mode(size, pygame.RESIZABLE)
    app.handle(Event(pygame.WINDOWSIZECHANGED, x=size[0], y=size[1]))
    app.frame(0.0)


def test_a_layer_lies_over_a_dimmed_screen_and_fades_in() -> None:
    app = show(lambda: Row([Button("a", "a", lambda: None)]), settings=Settings(motion="calm"))
    corner = (1270, 790)
    bright = app.surface.get_at(corner)
    app.push(_question(app))
    app.frame(0.02)
    first = app.surface.get_at(corner)
    app.frame(1.0)
    last = app.surface.get_at(corner)
    assert sum(bright[:3]) > sum(first[:3]) > sum(last[:3])


def test_without_motion_a_layer_is_there_at_once() -> None:
    app = show(lambda: Text("below"), settings=Settings(motion="none"))
    app.push(_question(app))
    app.frame(0.0)
    first = app.surface.get_at((1270, 790))
    app.frame(1.0)
    assert first == app.surface.get_at((1270, 790))


def test_the_window_can_be_resized_while_a_layer_is_open() -> None:
    app = show(lambda: Column([Text("below"), Button("a", "a", lambda: None)]))
    app.push(_question(app))
    app.frame(1.0)
    for size in ((1920, 1080), (960, 600), (640, 400), (1280, 800)):
        _resize(app, size)
        app.frame(1.0)
        assert app.surface.get_size() == size
        panel = next(found for found in walk(app.tree) if found.role == "dialog")
        assert app.surface.get_rect().contains(panel.rect)
        corner = app.surface.get_at((size[0] - 2, size[1] - 2))
        assert sum(corner[:3]) < sum(LIGHT.background), "what lies below is dimmed"
    press(app, "escape")
    assert node(app, "a")


def test_what_lies_below_a_layer_follows_the_theme() -> None:
    app = show(lambda: Text("below"))
    app.push(_question(app))
    app.frame(1.0)
    app.choose(Settings(theme="dark"))
    app.frame(1.0)
    assert app.kit.theme is DARK
    assert sum(app.surface.get_at((1270, 790))[:3]) < sum(DARK.background) + 1


def test_screens_that_close_drop_what_they_asked_and_remembered() -> None:
    app = show(lambda: Text("below"))
    layer = _question(app)
    app.push(layer)
    app.frame(0.0)
    app.kit.memory.at["x"] = 3
    app.pop()
    app.frame(0.0)
    assert "x" not in app.kit.memory.at
    app.push(layer)
    app.frame(0.0)
    assert "x" not in app.kit.memory.at


def test_the_last_screen_ends_the_program() -> None:
    app = show(lambda: Text("x"))
    app.handle(Event(pygame.QUIT))
    assert app.top is None
    app.frame(0.1)
    app.handle(Event(pygame.KEYDOWN, key=pygame.K_a, mod=0, unicode="a"))


def test_help_tells_the_keys_of_the_screen_below() -> None:
    app = show(lambda: Row([Button("Undo", "undo", lambda: None, action="undo")]))
    press(app, "?")
    text = app.describe()
    assert "Keys on this screen" in text
    assert "undo" in text
    press(app, "escape")
    assert "Keys on this screen" not in app.describe()


def test_what_was_said_can_be_read_later() -> None:
    app = show(lambda: Row([Button("Undo", "undo", None, why_not="Nothing to undo.")]))
    click(app, "undo")
    app.frame(60.0)
    press(app, "f2")
    assert "Nothing to undo." in app.describe()
    press(app, "f2", "escape")
    assert app.top is app.scenes[0]


def test_the_theme_for_projectors_makes_small_words_larger_once() -> None:
    app = window()
    app.push(Plain(app, lambda: Text("below")))
    press(app, "f10")
    click(app, "theme.projector")
    assert app.kit.theme is PROJECTOR
    assert app.kit.text_scale == pytest.approx(1.25)
    press(app, "tab")
    app.focus("text")
    press(app, "left")
    click(app, "theme.projector")
    assert app.kit.text_scale == pytest.approx(1.0)


def test_settings_hold_at_once_and_are_kept() -> None:
    kept: list[Settings] = []
    app = window()
    app = App(app.surface, Settings(), kept.append)
    app.push(Plain(app, lambda: Text("below")))
    press(app, "f10")
    assert app.focused == "text"
    press(app, "right", "right")
    assert app.kit.text_scale == pytest.approx(1.5)
    click(app, "theme.dark")
    assert app.kit.theme is DARK
    press(app, "tab", "right", "tab", "right", "tab", "right", "right")
    assert kept[-1] == Settings(theme="dark", text=1.5, motion="none", palette="strong", hatching="always")
    press(app, "escape")
    assert app.describe() == "below"


def test_a_key_is_given_away_only_when_it_is_pressed_twice() -> None:
    app = show(lambda: Text("below"))
    press(app, "f10", "k")
    click(app, "key target")
    press(app, "tab")
    assert app.settings == Settings(), "Tab stays what it is"
    press(app, "l")
    assert app.settings == Settings()
    assert "levers" in app.describe().splitlines()[-1] or "levers" in app.describe()
    press(app, "l")
    assert app.settings.key("target") == "l"
    assert app.settings.key("levers") == ""
    click(app, "key undo")
    press(app, "escape")
    assert app.settings.key("undo") == "u"
    click(app, "usual")
    assert app.settings == Settings()


def _chances(bars: list[float]) -> Element:
    return Column([ChanceBar("c", bars[0], 0.2, 0.8 - bars[0])])


def _alive(app: App) -> list[Node]:
    return [found for found in walk(app.tree) if found.live is not None]


@pytest.mark.parametrize(("motion", "moving"), [("full", True), ("calm", True), ("none", False)])
def test_bars_go_to_their_new_place(motion: str, moving: bool) -> None:
    bars = [0.2]
    app = show(lambda: _chances(bars), settings=Settings(motion=motion))  # type: ignore[arg-type]
    assert not _alive(app), "what is new stands still"
    bars[0] = 0.6
    app.changed()
    app.frame(0.0)
    assert bool(_alive(app)) is moving
    start = app.surface.copy()
    app.frame(0.1)
    middle = app.surface.copy()
    app.frame(1.0)
    end = app.surface.copy()
    app.changed()
    app.frame(0.0)
    assert not _alive(app)
    assert pygame.image.tobytes(end, "RGB") == pygame.image.tobytes(app.surface, "RGB"), "it stays where it arrived"
    assert (pygame.image.tobytes(start, "RGB") != pygame.image.tobytes(middle, "RGB")) is moving


def test_only_a_part_is_painted_when_the_pointer_passes() -> None:
    built: list[int] = []

    def build() -> Element:
        built.append(1)
        return Row([Button(name, name, lambda: None) for name in "abc"])

    app = show(build)
    before, count = app.surface.copy(), len(built)
    app.play([Event(pygame.MOUSEMOTION, pos=node(app, "b").rect.center, rel=(0, 0), buttons=(0, 0, 0))])
    assert len(built) == count
    assert pygame.image.tobytes(before, "RGB") != pygame.image.tobytes(app.surface, "RGB")
    app.play([Event(pygame.MOUSEMOTION, pos=(1200, 700), rel=(0, 0), buttons=(0, 0, 0))])
    assert pygame.image.tobytes(before, "RGB") == pygame.image.tobytes(app.surface, "RGB")


def test_layers_that_are_the_same_everywhere_do_not_pile_up() -> None:
    app = show(lambda: Column([Text("below")]))
    for _time in range(3):
        press(app, "f10", "f1")
    assert len(app.scenes) == 3
    press(app, "escape", "escape")
    assert len(app.scenes) == 1


def test_what_is_said_of_a_row_lies_beside_it_where_there_is_room() -> None:
    window_ = Rect(0, 0, 1280, 800)
    app = show(lambda: Column([Text("below")]))
    canvas = canvas_of(app.kit, app.surface)
    row, wide = Rect(20, 200, 260, 50), Rect(20, 200, 900, 50)
    said = painter.bubble(canvas, "What it does.", row, window_)
    assert said.left > row.right
    assert painter.bubble(canvas, "What it does.", wide, window_).top > wide.bottom
    assert painter.bubble(canvas, "What it does.", Rect(1000, 200, 260, 50), window_).right < 1000
