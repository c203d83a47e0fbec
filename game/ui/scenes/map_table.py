"""The map as a table: what every state depends on, and what corridors carry. For whoever does not see the map."""

from collections.abc import Mapping

import numpy as np

from game.sim.portrait import portray
from game.ui.flow import open_layer
from game.ui.kit.base import Element
from game.ui.kit.basics import Button, Text
from game.ui.kit.boxes import Column
from game.ui.kit.dialog import Layer, foot
from game.ui.kit.meters import Moved
from game.ui.kit.node import Act
from game.ui.kit.table import Header, Line, Table
from game.ui.match import Match
from game.ui.scenes.state_panel import past
from game.ui.stage import Scene, Stage
from game.ui.words import _, change, number, percent, points

__all__ = ["MapTable"]


class MapTable(Scene):
    """A layer with the figures of the map as they stand after the last turn; each row opens its causes."""

    layer = True

    def __init__(self, stage: Stage, match: Match) -> None:
        super().__init__(stage)
        self.match = match

    def entered(self) -> None:
        """Begin at the first state."""
        self.stage.focus(f"row {self.match.world.names.states[0]}")

    def help(self) -> Mapping[str, str]:
        """Return what the keys do."""
        return {"table": _("back to the map")}

    def actions(self) -> Mapping[str, Act]:
        """Return what keys do that stand on no button."""
        return {"table": self.stage.pop}

    def build(self) -> Element:
        """Return the table of states and that of corridors."""
        parts: list[Element] = [
            Text(_("What each state depends on, and the change of the last turn in points"), "head"), self._states(),
        ]  # fmt: skip
        if self.match.world.names.corridors:
            parts += [Text(_("What each corridor carries"), "head"), self._corridors()]
        buttons = foot([Button(_("Back to the map"), "close", self.stage.pop, "primary", action="table")])
        return Layer(Column(parts, gap=10), "map table", 1120, _("The map as a table"), buttons)

    def _states(self) -> Element:
        match, names = self.match, self.match.world.names
        states = past(match)
        heads = [Header(_("State"), align="left", weight=1.0)]
        heads += [Header(match.name(power)) for power in (*names.powers, "others")]
        heads.append(Header(_("partners that count")))
        lines = []
        for state in names.states:
            portrait = portray(states, state, match.world)
            cells: list[str | Element] = [match.name(state)]
            cells += [Moved(percent(p.dependence, 1), points(p.dependence - p.before)) for p in portrait.partners]
            before = portrait.balance[-2] if len(portrait.balance) > 1 else portrait.balance[-1]
            cells.append(Moved(number(portrait.balance[-1], 2), change(portrait.balance[-1] - before)))
            leader = portrait.leader.actor
            lines.append(Line(cells, f"row {state}", lambda where=(leader, state): self._why("dependence", where)))  # type: ignore[misc]
        return Table("states", _("States"), heads, lines)

    def _corridors(self) -> Element:
        match, states = self.match, past(self.match)
        heads = [Header(_("Corridor"), align="left", weight=1.0), Header(_("Mt a year")), Header(_("change")),
                 Header(_("stages finished")), Header(_("quarters shut"))]  # fmt: skip
        now, before = states[-1], states[-2] if len(states) > 1 else states[-1]
        lines = []
        for c, corridor in enumerate(match.world.names.corridors):
            tonnage, earlier = (float(np.asarray(one.tonnage)[c, 0]) for one in (now, before))
            cells = [
                match.title("corridors", corridor), number(tonnage, 2), change(tonnage - earlier),
                number(float(np.asarray(now.stages)[c, 0]), 1), number(float(np.asarray(now.halted)[c, 0])),
            ]  # fmt: skip
            lines.append(Line(cells, f"row {corridor}", lambda where=(corridor,): self._why("tonnage", where)))  # type: ignore[misc]
        return Table("corridors", _("Corridors"), heads, lines)

    def _why(self, measure: str, place: tuple[str, ...]) -> None:
        open_layer("why", self.stage, self.match, measure, place)
