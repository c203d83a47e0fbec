"""The forecast beside an order is counted by another process, in steps, and only the latest plan counts."""

import time

import pytest

from game.sim.forecast import forecast_orders
from game.sim.order import Order
from game.ui.app import App
from game.ui.scenes.foresight import count_futures
from game.ui.scenes.power.screen import PowerScreen
from tests.ui.hands import window
from tests.ui.matches import begun


def _orders() -> tuple[PowerScreen, App]:
    app = window()
    match = begun("halmar", name="two-harbours")
    match.seat = "halmar"
    match.dress(app.kit)
    scene = PowerScreen(app, match)
    app.push(scene)
    return scene, app


@pytest.mark.processes
def test_a_plan_is_counted_to_the_end() -> None:
    scene, app = _orders()
    scene.choose("wind_park")
    deadline = time.monotonic() + 120
    try:
        while (scene.foresight.shown is None or scene.foresight.shown.futures < 1000) and time.monotonic() < deadline:
            app.frame(0.1)
            time.sleep(0.02)
        shown = scene.foresight.shown
        assert shown is not None
        assert shown.futures == 1000
        assert "1" in app.describe()
    finally:
        app.workers.close()


def test_what_failed_is_said_and_the_order_can_be_given() -> None:
    scene, app = _orders()
    scene.choose("wind_park")
    app.frame(0.0)
    scene.arrived("forecast", RuntimeError("the other process has died"))
    app.changed()
    app.frame(0.0)
    assert "Not counted" in app.describe()
    scene.add()
    assert [order.lever for order in scene.tray] == ["wind_park"]


def test_the_same_plan_is_not_counted_twice() -> None:
    scene, app = _orders()
    scene.choose("wind_park")
    app.frame(0.0)
    before = scene.foresight._wanted
    scene.select("quill")
    scene.select("oro")
    app.frame(0.0)
    again = scene.foresight._wanted
    assert before is not None
    assert again is not None
    assert before.digest == again.digest


def test_the_work_of_the_other_process() -> None:
    match = begun("halmar", name="two-harbours")
    desk = match.session.desk("halmar")
    request = forecast_orders(desk, match.session.seats, (Order("halmar", "wind_park", "oro"),))
    found = count_futures(request, match.world, 8)
    assert found.futures == found.wanted == 8
    assert len(found.fans[0].turns) == match.world.turns + 1
