"""Maps are drawn in the background: what moves keeps the window awake, what is dropped is not drawn."""

import gc
import threading
from collections.abc import Iterator

from pygame import Rect

from game.ui.map.picture import MapPicture, Route
from game.ui.map.view import MapView
from game.ui.map.workshop import Workshop
from game.ui.theme import LIGHT, Motion
from tests.ui.map.hand import atlas_of, begin, view_of


def test_dashes_move_where_motion_is_full() -> None:
    cases: tuple[tuple[Motion, bool], ...] = (("full", True), ("calm", False), ("none", False))
    for motion, moves in cases:
        picture = MapPicture(routes=(Route(next(iter(atlas_of("central-asia-2024").paths))),))
        view = view_of("central-asia-2024", picture, (160, 100), scale=0.2, plain=True, motion=motion)
        assert view.moving == moves
        view.pulse(["kazakhstan"])
        assert view.moving


def test_a_closed_workshop_drops_what_waits() -> None:
    begun, go_on = threading.Event(), threading.Event()
    done: list[int] = []

    def work(order: int) -> Iterator[int]:
        begun.set()
        go_on.wait(5)
        done.append(order)
        yield order

    shop: Workshop[int, int] = Workshop(work)
    shop.ask(1)
    assert begun.wait(5)
    shop.ask(2)
    shop.close()
    go_on.set()
    shop.wait()
    shop.ask(3)
    shop.wait()
    assert done == [1]
    assert not shop.take()
    assert not shop.busy


def test_what_a_later_order_spoils_is_left_between_two_steps_and_what_it_does_not_is_finished() -> None:
    begun, go_on = threading.Event(), threading.Event()
    steps: list[str] = []

    def work(order: str) -> Iterator[str | None]:
        for step in range(3):
            steps.append(f"{order} {step}")
            begun.set()
            go_on.wait(5)
            yield None
        yield order

    shop: Workshop[str, str] = Workshop(work, lambda order, later: order[0] != later[0])
    for later, left in (("b", ["a 0", "b 0", "b 1", "b 2"]), ("a2", ["a 0", "a 1", "a 2", "a2 0", "a2 1", "a2 2"])):
        steps.clear()
        begun.clear()
        go_on.clear()
        shop.ask("a")
        assert begun.wait(5)
        shop.ask(later)
        go_on.set()
        shop.wait()
        assert steps == left
    assert shop.take() == ["b", "a", "a2"]


def test_a_map_that_is_dropped_drops_its_work() -> None:
    begin()
    view = MapView(atlas_of("two-harbours"), LIGHT, scale=0.2, plain=True)
    shop = view._workshop
    view.resize(Rect(0, 0, 60, 40))
    del view
    gc.collect()
    shop.wait()
    assert not shop.take()
    shop.ask(None)  # type: ignore[arg-type]
    assert not shop.busy
