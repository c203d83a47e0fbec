"""The timeline: go back to any turn, branch there and play on, and lay two lines of the game side by side."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from game.model.state import State
from game.sim.explain import explain_answers
from game.sim.history import history_of
from game.sim.lines import Line
from game.sim.live import PlayedTurn
from game.sim.parting import Fork, Gap, Pair, Parting, compare
from game.sim.session import Session
from game.ui import labels
from game.ui.flow import go_on, open_layer
from game.ui.kit.base import Element
from game.ui.kit.basics import Button, Text
from game.ui.kit.boxes import Column, Fixed, Grow, Pad, Panel, Row
from game.ui.kit.boxes import Gap as Space
from game.ui.kit.charts import LineChart, Series
from game.ui.kit.choices import Option
from game.ui.kit.marks import Badge, Empty
from game.ui.kit.node import Act
from game.ui.kit.parts import OneOf, Part, Parts, places
from game.ui.kit.scroll import Scroll
from game.ui.kit.select import Select
from game.ui.kit.table import Header, Table
from game.ui.kit.table import Line as TableLine
from game.ui.kit.timeline import Moment, TimelineRow
from game.ui.kit.timeline import Timeline as Turns
from game.ui.kit.topbar import TopBar
from game.ui.map.picture import MapPicture
from game.ui.map.view import Hit
from game.ui.match import Match
from game.ui.scenes.lenses import FIRST, behind, lens_picture, lenses_of, next_lens, sharpened
from game.ui.scenes.map_area import MapArea, MapHand, map_of
from game.ui.stage import Scene, Stage
from game.ui.words import _, change, number, points

__all__ = ["Timeline"]

_NONE = "none"  # of a second line
_FINE = 0.6  # of the lines of the maps
_LEAST = 10.0  # points of score that the chart spans at least


class Timeline(Scene):
    """The lines of a game, turn by turn. Only what is over is shown, so that no seat's plans are seen.

    Parameters
    ----------
    stage, match : the window and the game.
    at : the turn to begin at, from 0; the last one that is over if not given.
    subject : whose score is shown; the seat's on the screen if not given.
    """

    def __init__(self, stage: Stage, match: Match, at: int | None = None, subject: str = "") -> None:
        super().__init__(stage)
        self.match = match
        self.title = match.scenario.title
        self.left = match.lines.current
        self.right = self._other(self.left)
        self.at = max(0, match.session.number - 1) if at is None else at  # the turn that is looked at, from 0
        self.subject = subject or match.seat or match.world.names.actors[0]
        self.shown, self.lens = "lines", FIRST
        self.only_differences = False  # whether figures that are the same in both lines are left out
        self.hands = (MapHand(), MapHand())
        self._compared: tuple[object, Parting | None] = (None, None)

    def _other(self, line: int) -> int | None:
        """Return the line that a line left, or the latest one beside it."""
        parent = self.match.lines[line].parent
        rest = [at for at in range(len(self.match.lines)) if at != line]
        return parent if parent is not None else rest[-1] if rest else None

    # --- what is known

    def _session(self, line: int) -> Session:
        return self.match.lines[line].session

    def _state(self, line: int) -> State:
        """Return the state after the turn that is looked at, or the last one that the line has."""
        game = self._session(line).game
        return game.turns[min(self.at, len(game.turns) - 1)].turn.state if game.turns else game.first

    @property
    def parting(self) -> Parting | None:
        """How the two lines differ; None if there is one only."""
        if self.right is None:
            return None
        pair = self._session(self.left), self._session(self.right)
        mark = (id(pair[0]), id(pair[1]), pair[0].number, pair[1].number)
        if self._compared[0] != mark:
            self._compared = mark, compare(*pair)
        return self._compared[1]

    # --- what its person does

    def go(self, at: int) -> None:
        """Look at a turn."""
        self.at = min(max(at, 0), self.match.world.turns - 1)
        self.stage.changed()

    def branch(self) -> None:
        """Begin a line at the start of the turn that is looked at, and play it."""
        lines = self.match.lines
        name = _("Line {number}, from turn {turn}").format(number=len(lines) + 1, turn=self.at + 1)
        refusal = lines.branch(self.at, name, self.left)
        if refusal is not None:
            self.stage.toast(labels.refused(refusal, hint=True))
            return
        self._play()

    def play_on(self) -> None:
        """Play the first line on."""
        self.match.lines.choose(self.left)
        self._play()

    def _play(self) -> None:
        self.match.reveal_due = False
        self.match.seat = "" if self.match.hot_seat else self.match.seat
        go_on(self.stage, self.match)

    def choose(self, left: bool, line: str) -> None:
        """Choose one of the two lines."""
        chosen = None if line == _NONE else int(line)
        if left and chosen is not None:
            self.left = chosen
            self.right = self.right if self.right != chosen else self._other(chosen)
        elif not left:
            self.right = chosen if chosen != self.left else None
        self.stage.changed()

    def look_at(self, lens: str) -> None:
        """Look at both maps through a lens."""
        self.lens = lens
        self.stage.changed()

    def next_difference(self) -> None:
        """Go to the next turn in which something was decided otherwise."""
        parting = self.parting
        turns = sorted({fork.number for fork in parting.forks}) if parting is not None else []
        later = [turn for turn in turns if turn > self.at]
        if turns:
            self.go((later or turns)[0])

    def _leave_out(self) -> None:
        """Leave out what is the same in both lines, or show it again."""
        self.only_differences = not self.only_differences
        self.stage.changed()

    def follow(self, actor: str) -> None:
        """Show the score of another actor."""
        self.subject = actor
        self.stage.changed()

    def actions(self) -> Mapping[str, Act]:
        """Return what keys do that stand on no button."""
        return {"next": self.next_difference, "timeline": self.back, "why": self.why,
                "lens": lambda: self.look_at(next_lens(self.match, self.lens))}  # fmt: skip

    def why(self) -> None:
        """Open the causes of the score that is shown, in the turn that is looked at, of the line being played."""
        if self.left != self.match.lines.current:
            self.stage.toast(_("Causes are shown of the line that is being played."))
        elif self.at < len(self.match.session.records):
            open_layer("why", self.stage, self.match, "score", (self.subject,), None, self.at)

    def back(self) -> None:
        """Go back to where the timeline was opened."""
        self.stage.pop()

    def entered(self) -> None:
        """Begin where the arrows go from turn to turn."""
        self.shown = "turns" if places(self.stage.kit) == 1 else self.shown
        self.stage.focus("turns")

    def tick(self, seconds: float) -> None:
        """Let the maps be drawn."""
        names = ("line a", "line b") if self.right is not None else ("line a",)
        moved = [map_of(self.match, self.stage, name, fine=_FINE).advance(seconds) for name in names]
        moved.append(sharpened(self.match, self.stage, seconds))
        if any(moved):
            self.stage.changed()

    # --- the screen

    def build(self) -> Element:
        """Return the maps of both lines, the turns, and what differs."""
        maps: Element = Row([Grow(self._map(True)), Grow(self._map(False))], gap=12, align="fill")
        middle: Element = Panel(self._turns(), _("Turns"))
        parts = [
            Part("lines", _("Score"), Panel(Scroll(self._chart(), "chart"), _("Score")), 1.1, "activity"),
            Part("figures", _("Figures"), Panel(Scroll(self._figures(), "figures"), _("Figures")), 1.0, "table"),
            Part("why", _("Reasons"), Panel(Scroll(self._forks(), "forks"), _("Why they parted")), 1.0, "search"),
        ]  # fmt: skip
        if places(self.stage.kit) == 3:
            body: list[Element] = [
                Grow(maps),
                middle,
                Fixed(Parts("parts", parts, self.shown, self._show, 12), height=232),
            ]
        else:
            maps = Column([self._lenses(), Grow(maps)], gap=8)
            parts = [Part("maps", _("Map"), maps, 1.0, "map"), *parts]
            if places(self.stage.kit) == 1:
                parts, middle = [Part("turns", _("Turns"), middle, 1.0, "git-branch"), *parts], Space()
            body = [middle, Grow(OneOf(parts, self.shown, self._show))]
        screen = Pad(Column([self._bar(), *body], gap=12), 16, 12)
        return behind(self.match, self.stage, self._state(self.left), screen)

    def _show(self, part: str) -> None:
        self.shown = part
        self.stage.changed()

    def _bar(self) -> Element:
        turn = self.at + 1
        played = self._session(self.left).number
        closed = "" if self.at <= played else _("This turn has not been played.")
        over = self._session(self.left).stage == "over"
        buttons = [
            Button(_("Back"), "back", self.back, "quiet", action="back"),
            Button(_("Branch at turn {turn}").format(turn=turn), "branch", self.branch, icon="git-branch",
                   action="branch", why_not=closed),
            Button(_("Play on"), "play on", self.play_on, "primary", "play", "play on",
                   _("This line is over.") if over else ""),
        ]  # fmt: skip
        return TopBar(_("Timeline"), self.match.scenario.title, "git-branch", turn=_("Turn {number} of {count}").format(
            number=turn, count=self.match.world.turns), date=labels.turn_name(self.at, self.match.world),
            buttons=buttons, middle=self._lenses() if places(self.stage.kit) == 3 else None)  # fmt: skip

    def _lenses(self) -> Element:
        options = [Option(lens.id, lens.title, lens.icon) for lens in lenses_of(self.match)]
        return Select("lens", _("What the map shows"), options, self.lens, self.look_at)

    def _map(self, left: bool) -> Element:
        line = self.left if left else self.right
        lines = self.match.lines
        options = [Option(str(at), name, "git-branch") for at, name in enumerate(lines.names)]
        if not left:
            options = [Option(_NONE, _("no second line")), *options]
        select = Select("left line" if left else "right line", _("First line") if left else _("Second line"), options,
                        _NONE if line is None else str(line), lambda chosen: self.choose(left, chosen))  # fmt: skip
        head = Row([Badge("A" if left else "B", tone="plain"), Grow(select)])
        if line is None:
            words = _("Branch at a turn (B) to see what else could have been.")
            return Panel(Column([head, Grow(Empty(_("One line so far"), words, "git-branch"))]), _("Second line"))
        view = map_of(self.match, self.stage, "line a" if left else "line b", fine=_FINE)
        view.show(self._picture(line, left))
        picture = MapArea(view, self.hands[0 if left else 1], _nothing, Space(height=120), "map a" if left else "map b",
                          radius=12)  # fmt: skip
        return Panel(Column([head, Grow(picture)], gap=8), lines.names[line])

    def _picture(self, line: int, left: bool) -> MapPicture:
        """Return the map of a line; in the second, what differs from the first stands below the names."""
        of = self.subject if self.subject in self.match.world.names.powers else ""
        whole = lens_picture(self.match, self.stage, self._state(line), self.lens, of)
        routes = whole.routes if self.lens == "corridors" else ()
        picture = replace(whole, docks=(), flows=(), routes=routes)  # small maps show what was asked for, and no more
        gap = self._gap()
        if left or gap is None or self.lens != FIRST or not of:
            return picture
        notes = {
            state: f"{note}  {points(pair.gap)}" if abs(pair.gap) >= 0.0005 else note
            for state, note in picture.notes.items()
            for pair in [gap.dependence[self.subject, state]]
        }
        return replace(picture, notes=notes)

    def _gap(self) -> Gap | None:
        """Return both lines after the turn that is looked at, or the last turn that both have."""
        gaps = self.parting.gaps if self.parting is not None else ()
        return gaps[min(self.at, len(gaps) - 1)] if gaps else None

    # --- the turns

    def _turns(self) -> Element:
        world = self.match.world
        turns = [labels.turn_name(turn, world) for turn in range(world.turns)]
        lines = [(self.left, "A")] + ([(self.right, "B")] if self.right is not None else [])
        rows = [self._row(line, name, at) for at, (line, name) in enumerate(lines)]
        return Turns("turns", _("Turns"), turns, rows, self.at, self.go)

    def _row(self, line: int, name: str, at: int) -> TimelineRow:
        found: Line = self.match.lines[line]
        played = found.session.game.turns
        moments = [_moment(turn, self.match) for turn in played]
        moments += [Moment(played=False)] * (self.match.world.turns - len(moments))
        parting = self.parting
        branched = parting.shared - 1 if at == 1 and parting is not None and 0 < parting.shared < len(moments) else None
        return TimelineRow(name, "", moments, self.subject if at else "", branched)

    # --- what differs

    def _chart(self) -> Element:
        names = self.match.world.names
        options = [Option(actor, self.match.name(actor), flag=actor) for actor in names.actors]
        select = Select("score of", _("Whose score"), options, self.subject, self.follow)
        lines = [(self.left, "A", "", False)]
        if self.right is not None:
            lines.append((self.right, "B", self.subject, True))
        series = []
        for line, name, actor, dashed in lines:
            series.append(Series(name, self._scores(line), actor, dashed=dashed))
        turns = [_("start"), *(str(turn + 1) for turn in range(self.match.world.turns))]
        chart = LineChart("scores", _("Score"), series, turns, lambda value: number(value, 1), 100, self.at + 1, _LEAST)
        return Column([Row([Grow(Text(_("Score"), "head")), select]), Grow(chart)], gap=8)

    def _scores(self, line: int) -> list[float]:
        return list(history_of(self._session(line).game, self.match.world).scores[self.subject])

    def _figures(self) -> Element:
        gap, match = self._gap(), self.match
        head: Element = Text(_("After turn {turn}").format(turn=self.at + 1), "head")
        if gap is None:
            state = self._state(self.left)
            lines = [TableLine([_("tension"), number(float(np.asarray(state.tension)[0]), 2)])]
            scores = self._session(self.left).scores
            lines += [TableLine([match.name(actor), number(score, 1)]) for actor, score in scores.items()]
            heads = [Header("", align="left", weight=1.0), Header("A")]
            return Column([head, Table("figures", _("Figures"), heads, lines)], gap=6)
        rows: list[tuple[str, Pair, int]] = [(match.name(actor), pair, 1) for actor, pair in gap.scores.items()]
        rows += [(_("{corridor}, Mt").format(corridor=match.title("corridors", name)), pair, 2)
                 for name, pair in gap.tonnage.items()]  # fmt: skip
        rows += [(_("{power}, delivered").format(power=match.name(p)), pair, 2) for p, pair in gap.delivered.items()]
        rows.append((_("tension"), gap.tension, 2))
        shown = [
            TableLine([words, number(pair.left, digits), number(pair.right, digits), change(pair.gap, digits)])
            for words, pair, digits in rows
            if not self.only_differences or number(pair.left, digits) != number(pair.right, digits)
        ]
        icon = "check" if self.only_differences else "circle"
        only = Button(_("Only differences"), "differences", self._leave_out, "quiet", icon, "differences")
        head = Row([Grow(head), only])
        heads = [Header("", align="left", weight=1.0), Header("A"), Header("B"), Header("B − A")]
        return Column([head, Table("figures", _("Figures"), heads, shown)], gap=6)

    def _forks(self) -> Element:
        parting = self.parting
        head = Text(_("Why they parted"), "head")
        if parting is None:
            return Column([head, Text(_("There is one line only."), "small", "dim")])
        if not parting.forks:
            return Column([head, Text(_("Nothing was decided otherwise so far."), "small", "dim")])
        luck = _("The dice are the same in both lines.") if parting.same_luck else _("The lines have different dice.")
        rows = [
            Row([Badge(str(fork.number + 1)), Grow(Text(self._told(fork), "small"))], gap=8, align="top")
            for fork in sorted(parting.forks[:8], key=lambda fork: fork.number)
        ]
        return Column([head, *rows, Text(luck, "small", "dim")], gap=4)

    def _told(self, fork: Fork) -> str:
        match, who = self.match, self.match.name(fork.actor)
        if fork.kind == "answer":
            what = match.title("levers", fork.order.lever) if fork.order is not None else ""
            return _("{who} on {what}: {left} in A, {right} in B").format(
                who=who, what=what, left=labels.answer(fork.left, given=True),
                right=labels.answer(fork.right, given=True))  # fmt: skip
        if fork.kind == "reaction":
            return _("{who} reacted with {left} in A, {right} in B").format(
                who=who, left=labels.reaction(fork.left), right=labels.reaction(fork.right))  # fmt: skip
        only = "A" if fork.left else "B"
        lever = match.title("levers", fork.left or fork.right)
        where = match.name(fork.order.target) if fork.order is not None and fork.order.target else ""
        return _("{line} only: {who}, {lever} {where}").format(line=only, who=who, lever=lever, where=where).strip()


def _nothing(hit: Hit) -> None:
    """Take no note of what is pressed on the maps."""


def _moment(played: PlayedTurn, match: Match) -> Moment:
    """Return what happened in a turn: the answer that moved most."""
    decisions = explain_answers(played, match.world)
    if not decisions:
        return Moment(_("a quiet turn"))
    told = max(decisions, key=lambda one: (one.answer != "accept", abs(one.main_reason.amount)))
    what = match.title("levers", told.order.lever)
    words = _("{state} {answer}: {what}").format(
        state=match.name(told.state), answer=labels.answer(told.answer, given=True), what=what)  # fmt: skip
    return Moment(words, match.scenario.levers[told.order.lever].icon)
