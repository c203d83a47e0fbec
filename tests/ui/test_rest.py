"""A window in which nothing moves draws nothing, and wakes at once."""

import pygame
from pygame import Rect

from game.ui.kit.base import Kit, Size
from game.ui.kit.basics import Text
from game.ui.kit.node import Node
from game.ui.rest import Rest, await_events
from tests.ui.hands import press, show
from tests.ui.map.hand import begin


def test_a_window_draws_while_something_changes_and_then_rests() -> None:
    app = show(lambda: Text("still"))
    assert app.frame(0.1)
    assert app.frame(2.0), "the end of what a change began is seen"
    assert not app.frame(2.0)
    app.changed()
    assert app.frame(0.01)
    assert app.frame(2.0)
    assert not app.frame(2.0)
    press(app, "tab")
    assert app.frame(0.01)


def test_a_line_that_is_said_goes_away_though_nobody_does_anything() -> None:
    app = show(lambda: Text("still"))
    app.frame(2.0)
    empty = pygame.surfarray.array3d(app.surface)
    app.toast("saved")
    assert app.frame(0.1)
    assert (pygame.surfarray.array3d(app.surface) != empty).any()
    assert app.frame(2.0)
    assert not app.frame(1.0)
    for _step in range(100):
        app.frame(0.05)
    assert (pygame.surfarray.array3d(app.surface) == empty).all()


class Turning:
    """An element that moves as long as it is told to."""

    def __init__(self) -> None:
        self.on = True

    def size(self, kit: Kit, width: int) -> Size:
        return width, 10

    def place(self, kit: Kit, rect: Rect) -> Node:
        return Node(rect, live=lambda canvas, area, seconds: None, moves=lambda: self.on)


def test_what_moves_by_itself_keeps_it_awake() -> None:
    turning = Turning()
    app = show(lambda: turning)
    assert app.frame(2.0)
    assert app.frame(2.0)
    turning.on = False
    assert app.frame(2.0)
    assert not app.frame(2.0)


def test_a_window_that_sleeps_wakes_with_an_event() -> None:
    begin()
    pygame.event.clear()
    pygame.event.post(pygame.event.Event(pygame.USEREVENT))
    assert pygame.USEREVENT in [event.type for event in await_events(asleep=True)]
    assert not await_events(asleep=False)
    rest = Rest()
    rest.stir(5.0)
    assert not rest.still(5.5, Node(Rect(0, 0, 1, 1)))
