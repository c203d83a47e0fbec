"""A played-out forecast on a screen: what 1,000 futures say of a plan, counted by another process meanwhile."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from game.model.world import World
from game.sim.forecast import Forecast, ForecastRequest, play_forecast
from game.ui.kit.base import Element
from game.ui.kit.basics import Text
from game.ui.kit.boxes import Column
from game.ui.kit.charts import Band, FanChart
from game.ui.kit.marks import Notice
from game.ui.match import Match
from game.ui.stage import Scene, Stage
from game.ui.words import _, change, number, percent

__all__ = ["Foresight", "count_futures"]

_WAIT = 0.2  # seconds after the last change, so that a hand that is still choosing costs nothing
_STEPS = (64, 1000)  # futures until something is shown, and in all


def count_futures(request: ForecastRequest, world: World, futures: int) -> Forecast:
    """Return what so many futures come to; this is what the other process does."""
    *_, found = play_forecast(replace(request, futures=futures), world)
    return found


class Foresight:
    """The forecast of one screen.

    Parameters
    ----------
    stage, scene, match : where it is shown.
    request : gives what is to be foreseen now, None for nothing.
    """

    NAME = "forecast"

    def __init__(self, stage: Stage, scene: Scene, match: Match, request: Callable[[], ForecastRequest | None]) -> None:
        self.stage, self.scene, self.match, self._request = stage, scene, match, request
        self.shown: Forecast | None = None
        self._wanted: ForecastRequest | None = None
        self._since, self._step, self._failed = 0.0, 0, False
        self._fresh = False  # whether what is shown is about what is wanted

    def changed(self) -> None:
        """Note that the plan may have changed."""
        request = self._request()
        if request is None or (self._wanted is not None and request.digest == self._wanted.digest):
            self._wanted = request
            return
        self._wanted, self._since, self._step, self._fresh, self._failed = request, 0.0, -1, False, False

    def tick(self, seconds: float) -> None:
        """Ask when the plan has rested."""
        self._since += seconds
        if self._wanted is not None and self._step < 0 and self._since >= _WAIT:
            self._ask(0)

    def arrived(self, result: Any) -> None:
        """Take what has been counted, and count on."""
        if isinstance(result, Exception):
            self._failed = True
            return
        self.shown, self._fresh = result, True
        if self._step + 1 < len(_STEPS):
            self._ask(self._step + 1)

    def _ask(self, step: int) -> None:
        assert self._wanted is not None
        self._step = step
        self.stage.ask(self.scene, self.NAME, count_futures, self._wanted, self.match.world, _STEPS[step])

    def element(self, actor: str, plan: str = "", other: str = "") -> Element:
        """Return the fan, pale while it is about an older plan; both lines are called by names, or plan and idle."""
        head = Text(_("Your score, {count} futures").format(count=number(_STEPS[-1])), "head")
        if self._failed:
            return Column([head, Notice(_("Not counted"), _("Change the order to try again."), "circle-alert", "warn")])
        if self.shown is None:
            return Column([head, Notice(_("Counting futures …"), "", "hourglass")])
        fan = self.shown.fans[0]
        bands = [Band(*values) for values in zip(*fan.plan, strict=True)]
        turns = [str(turn) for turn in fan.turns]
        counted = self.shown.futures if self._fresh else 0
        chart = FanChart("futures", _("Your score"), bands, turns, fan.idle[2], actor, plan or _("plan"), high=96,
                         counted=counted, wanted=_STEPS[-1], other=other)  # fmt: skip
        gain, low, high = (change(value, 1) for value in (fan.mean, fan.low, fan.high))
        words = _("{gain} points against doing nothing now ({low} to {high}); better in {share} of the futures.")
        if other:
            words = _("{gain} points if accepted, against declining ({low} to {high}); better in {share} of futures.")
        words = words.format(gain=gain, low=low, high=high, share=percent(fan.better))
        return Column([head, chart, Text(words, "small", "dim")], gap=4)
