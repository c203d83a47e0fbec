"""Whatever hands do to any screen, nothing crashes and something is always on the screen."""

import random
from dataclasses import replace
from pathlib import Path

import pygame
import pytest
from pygame.event import Event

from game.sim.saves import Saves
from game.ui.app import App
from game.ui.flow import go_on
from game.ui.settings import Settings
from tests.ui.examples import all_examples
from tests.ui.hands import window
from tests.ui.matches import begun

_KEYS = (
    pygame.K_TAB, pygame.K_RETURN, pygame.K_SPACE, pygame.K_ESCAPE, pygame.K_UP, pygame.K_DOWN, pygame.K_LEFT,
    pygame.K_RIGHT, pygame.K_HOME, pygame.K_END, pygame.K_PAGEUP, pygame.K_PAGEDOWN, pygame.K_BACKSPACE,
    pygame.K_DELETE, pygame.K_F1, pygame.K_F5, pygame.K_F10,
)  # fmt: skip
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789?.,-=+ йцу日\u0301\u200d"
_EVENTS = 600  # eight times
_SIZES = ((640, 400), (960, 600), (300, 200))


def _event(chance: random.Random, app: App) -> Event:
    kind = chance.random()
    width, height = app.size
    place = (chance.randrange(-20, width + 20), chance.randrange(-20, height + 20))
    if kind < 0.4:
        mod = chance.choice((0, 0, 0, pygame.KMOD_SHIFT, pygame.KMOD_CTRL))
        return Event(pygame.KEYDOWN, key=chance.choice(_KEYS), mod=mod, unicode="", scancode=0)
    if kind < 0.5:
        letter = chance.choice(_LETTERS)
        return Event(pygame.KEYDOWN, key=ord(letter), mod=0, unicode=letter, scancode=chance.randrange(0, 60))
    if kind < 0.6:
        return Event(pygame.TEXTINPUT, text=chance.choice(_LETTERS))
    if kind < 0.75:
        return Event(pygame.MOUSEMOTION, pos=place, rel=(0, 0), buttons=(0, 0, 0))
    if kind < 0.85:
        return Event(pygame.MOUSEBUTTONDOWN, pos=place, button=chance.choice((1, 1, 1, 2, 3)))
    if kind < 0.95:
        return Event(pygame.MOUSEBUTTONUP, pos=place, button=chance.choice((1, 1, 1, 2, 3)))
    if kind < 0.97:
        return Event(pygame.MOUSEWHEEL, x=0, y=chance.choice((-3, -1, 1, 3)))
    if kind < 0.99:
        return Event(pygame.TEXTEDITING, text=chance.choice(("", "あ", "青い")), start=0, length=1)
    return Event(pygame.KEYUP, key=chance.choice(_KEYS), mod=0)


@pytest.mark.parametrize("seed", range(8))
def test_events_of_any_kind_never_crash(seed: int) -> None:
    chance = random.Random(seed)
    app = window((640, 400), Settings(motion="none" if seed % 2 else "full", text=2.0))  # one part at a time
    first = all_examples()["widgets"](app)
    app.push(first)
    for count in range(_EVENTS):
        app.handle(_event(chance, app))
        if chance.random() < 0.05:
            app.frame(chance.choice((0.0, 0.016, 0.5)))
        if count % 100 == 99:
            size = _SIZES[count // 100 % len(_SIZES)]
            pygame.display.set_mode(size, pygame.RESIZABLE)
            app.handle(Event(pygame.WINDOWSIZECHANGED, x=size[0], y=size[1]))
        if not app.scenes:  # Escape has closed the last screen
            app.push(first)
    app.frame(0.1)
    assert app.describe()
    app.workers.close()


_WAYS = (("ru", 2.0), ("ja", 1.0), ("kk", 1.5), ("zh", 1.25), ("en", 1.0))
_STEPS = 90


@pytest.mark.parametrize("seed", range(2))
def test_careless_hands_end_a_game_in_other_languages_and_windows(seed: int, tmp_path: Path) -> None:
    """Keys and clicks anywhere, the language and the window changed in the middle: the game goes on, and is saved."""
    chance = random.Random(seed)
    app, saves = window((800, 500), Settings(motion="none")), Saves(tmp_path)
    match = begun("halmar", name="two-harbours", saves=saves)
    go_on(app, match)
    for count in range(_STEPS):
        app.handle(_event(chance, app))
        if count % 3 == 0:
            app.handle(Event(pygame.KEYDOWN, key=pygame.K_SPACE, mod=0, unicode=" ", scancode=0))
        if count % 30 == 29:
            language, text = _WAYS[count // 30 % len(_WAYS)]
            app.choose(replace(app.settings, language=language, text=text))
            pygame.display.set_mode(_SIZES[count // 30 % len(_SIZES)], pygame.RESIZABLE)
            app.handle(Event(pygame.WINDOWSIZECHANGED, x=0, y=0))
        if count % 10 == 0:
            app.frame(0.5)
        if not app.scenes:
            go_on(app, match)
    app.choose(Settings(motion="none"))
    app.frame(0.1)
    said = app.describe()
    app.workers.close()
    assert said
    assert match.session.number > 0
    latest = saves.latest()
    assert latest is not None
    assert latest.saved is not None
