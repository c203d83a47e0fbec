"""A state sees the futures of a yes against those of a no, for the offer that it looks at."""

from game.sim.forecast import ForecastRequest
from game.sim.order import Answer
from game.ui.scenes.foresight import count_futures
from game.ui.scenes.state.screen import StateScreen
from tests.ui.hands import window
from tests.ui.matches import begun


def test_the_current_offer_is_foreseen() -> None:
    app = window()
    match = begun("kazakhstan")
    match.seat = "kazakhstan"
    for _turn in range(3):
        match.session.end_turn()
    match.session.close_orders()
    match.dress(app.kit)
    scene = StateScreen(app, match)
    app.push(scene)
    app.frame(0.0)
    assert "Counting futures" in app.describe()
    request = scene.foresight._request()
    assert isinstance(request, ForecastRequest)
    said = {one.answer for one in (*request.plan, *request.idle) if isinstance(one, Answer)}
    assert said == {"accept", "decline"}
    scene.arrived("forecast", count_futures(request, match.world, 8))
    app.changed()
    assert "if accepted, against declining" in app.describe()
