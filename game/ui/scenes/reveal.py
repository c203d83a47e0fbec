"""The turn is over and is shown, beat by beat: offers, answers, rivals, deliveries, and the front page.

Everything was decided before the first frame; this only shows the record.
"""

from collections.abc import Mapping
from dataclasses import replace

from game.report.front_page import FrontPage, Story, front_page
from game.sim.portrait import standing
from game.ui import labels
from game.ui.flow import open_layer, shown
from game.ui.kit.base import Element
from game.ui.kit.basics import Button, Flag, Icon, Press, Text
from game.ui.kit.boxes import Column, Fixed, Grow, Pad, Panel, Row, Rule
from game.ui.kit.meters import Meter
from game.ui.kit.node import Act
from game.ui.kit.parts import Part, Parts, places
from game.ui.kit.scroll import Scroll
from game.ui.kit.topbar import Figure, TopBar
from game.ui.map.picture import Badge, MapPicture, Travel
from game.ui.map.view import Hit
from game.ui.match import Match
from game.ui.scenes.lenses import FIRST, legend, lens_picture, next_lens
from game.ui.scenes.map_area import Hole, MapArea, MapHand, map_of, zooms
from game.ui.scenes.reveal_beats import STEPS, Answered, answered, beats_of, reactions
from game.ui.scenes.reveal_board import SIGNS, Board, reaction_words, reason_words
from game.ui.scenes.state_panel import past
from game.ui.stage import Scene, Spot, Stage
from game.ui.words import _, change, money, ngettext, number

__all__ = ["Reveal"]


class Reveal(Scene):
    """The screen between two turns."""

    def __init__(self, stage: Stage, match: Match) -> None:
        super().__init__(stage)
        assert match.played is not None
        self.match, self.played = match, match.played
        self.title = match.scenario.title
        self.turn = len(match.session.game.turns)  # the number of the turn that is shown, from 1
        self.answers = answered(self.played, match.world)
        self.beats = beats_of(self.played, match.world)
        self.reactions = [r for r in reactions(self.played, match.world) if r.reaction != "nothing"]
        self._pages: dict[str, FrontPage] = {}  # by language
        self.at, self.clock, self.paused = 0, 0.0, False
        self.part = "map"
        self.lens, self.lens_of = FIRST, ""
        self.hand = MapHand()
        if stage.kit.motion == "none":
            self.at = len(self.beats) - 1

    # --- time

    def tick(self, seconds: float) -> None:
        """Go on to the next beat when its time has come; the page stays until somebody goes on."""
        view = map_of(self.match, self.stage)
        changed = view.advance(seconds)
        if not self.paused and self.at < len(self.beats) - 1:
            self.clock += seconds
            if self.clock >= self.beats[self.at].lasts:
                self.go(self.at + 1)
        beat = self.beats[self.at]
        progress = min(1.0, self.clock / (0.75 * beat.lasts)) if beat.lasts else 1.0
        view.travel(self._travels(progress) if beat.step == "offers" else ())
        if changed:
            self.stage.changed()

    def _travels(self, progress: float) -> list[Travel]:
        return [Travel(one.order.power, one.state, progress) for one in self.answers]

    def go(self, at: int) -> None:
        """Show a beat."""
        self.at, self.clock = min(max(at, 0), len(self.beats) - 1), 0.0
        beat = self.beats[self.at]
        if beat.step == "answers":
            map_of(self.match, self.stage).pulse([beat.state])
        self.stage.changed()

    def step(self, name: str) -> None:
        """Show the first beat of a step; the nearest one where the turn has none."""
        found = [at for at, beat in enumerate(self.beats) if STEPS.index(beat.step) >= STEPS.index(name)]
        self.paused = True
        self.go(found[0])

    def skip(self) -> None:
        """Go to the front page; from there to the next turn."""
        if self.at < len(self.beats) - 1:
            self.go(len(self.beats) - 1)
        else:
            shown(self.stage, self.match)

    def pause(self) -> None:
        """Hold, or go on."""
        self.paused = not self.paused
        self.stage.changed()

    # --- the screen

    @property
    def page(self) -> FrontPage:
        """The front page of the turn."""
        spoken = self.match.spoken
        if spoken not in self._pages:
            self._pages[spoken] = front_page(self.match.session.game, self.turn - 1, self.match.world)
        return self._pages[spoken]

    def build(self) -> Element:
        """Return the map with the answers so far, the list of them, and the front page."""
        self.title = self.match.scenario.title
        view = map_of(self.match, self.stage)
        view.show(self._picture())
        right = Panel(self._list(), _("This turn’s answers"))
        board = Panel(Scroll(self._story_board(), "page"), _("Front page"))
        below = Fixed(board, height=274, text=True)  # the map keeps its place
        if places(self.stage.kit) == 3:
            key = Row([Panel(legend(view.picture.legend), _("Legend"), 12, 6)])
            left = Column([Grow(Hole(120)), key, below], gap=8)
            body: Element = Row([Grow(left), Fixed(right, 330)], gap=12, align="fill")
        else:
            page = Panel(Scroll(self._story_board(), "page"), _("Front page"))
            parts = [Part("map", _("Map"), Hole(120), 1.0, "map"), Part("page", _("Page"), page, 1.2, "newspaper"),
                     Part("answers", _("Answers"), right, 1.0, "check")]  # fmt: skip
            body = Parts("parts", parts, self.part, self._show_part)
        over = Pad(Column([self._bar(), Grow(body)], gap=12), 16, 12)
        return MapArea(view, self.hand, self._touch, over)

    def _show_part(self, part: str) -> None:
        self.part = part
        self.stage.changed()

    def _touch(self, hit: Hit) -> None:
        if hit.kind == "state":
            open_layer("why", self.stage, self.match, "state", (hit.id,))

    def _picture(self) -> MapPicture:
        """Return the map as it was before the turn, and as it is from the deliveries on."""
        beat = self.beats[self.at]
        late = STEPS.index(beat.step) >= STEPS.index("deliveries")
        state = self.played.turn.state if late else self.played.start
        picture = lens_picture(self.match, self.stage, state, self.lens, self.lens_of, beat.state)
        badges = {}
        if beat.step != "page":
            for one in self.answers:
                badges[one.state] = Badge("hourglass", "dim")
            for one in self.answers[: beat.shown]:
                icon, tone = SIGNS[one.answer]
                badges[one.state] = Badge(icon, tone)
        return replace(picture, badges=badges)

    def _bar(self) -> Element:
        match = self.match
        last = self.at == len(self.beats) - 1
        end = _("To the end") if match.over else _("Next turn")
        buttons = [
            Button(_("Go on") if self.paused else _("Pause"), "pause", self.pause, "quiet",
                   "play" if self.paused else "pause", "pause", _("Everything has been shown.") if last else ""),
            Button(end if last else _("Skip ahead"), "skip", self.skip, "primary", action="skip"),
        ]  # fmt: skip
        tension = (float(self.played.turn.state.tension[0]), float(self.played.start.tension[0]))
        moved = change(tension[0] - tension[1]) if abs(tension[0] - tension[1]) >= 0.005 else ""
        figures = [
            Figure("tension", "flame", number(tension[0], 2), _("tension"), moved,
                   "bad" if tension[0] > tension[1] else "good",
                   lambda: open_layer("why", self.stage, match, "tension", ())),
        ]  # fmt: skip
        seat = match.seat if match.seat in match.world.names.powers else ""
        if seat:
            purse = standing(past(match), seat, match.world)["purse"][0]
            figures.insert(0, Figure("purse", "coins", money(purse), _("budget")))
        turn = _("Turn {number} of {count}").format(number=self.turn, count=match.world.turns)
        return TopBar(match.scenario.title, match.title("lengths", match.world.length), "globe", match.seat,
                      match.name(match.seat) if match.seat else "", match.team(match.seat) if match.seat else "",
                      figures, turn, labels.turn_name(self.turn - 1, match.world), buttons)  # fmt: skip

    # --- the answers

    def _list(self) -> Element:
        beat = self.beats[self.at]
        head = Row([Grow(Text(_("This turn’s answers"), "head")), Text(_("{count} of {all} shown").format(
            count=beat.shown, all=len(self.answers)), "small", "dim")])  # fmt: skip
        rows = [self._answer(one, at, at < beat.shown, one.state == beat.state) for at, one in enumerate(self.answers)]
        if not rows:
            rows = [Text(_("Nothing was offered. The projects moved on."), "body", "dim")]
        if STEPS.index(beat.step) >= STEPS.index("rivals"):
            rows += [Rule(), *self._rivals()]
        return Column([head, Grow(Scroll(Column(rows, gap=6), "answers")), Rule(), *self._landed()], gap=8)

    def _answer(self, one: Answered, at: int, seen: bool, current: bool) -> Element:
        match = self.match
        icon, tone = SIGNS[one.answer]
        title = match.title("levers", one.order.lever)
        whom = Row([Flag(one.order.power, 22), Icon("arrow-right", 14, "dim"), Flag(one.state, 22)], gap=3)
        between = Text(f"{match.name(one.order.power)} → {match.name(one.state)}", "small", "dim")
        if not seen:
            lines = Column([Text(title, "label", "dim"), between, Text(_("on its way …"), "small", "dim")], gap=0)
            return Pad(Row([whom, Grow(lines)], gap=10), 8, 5)
        said = labels.answer(one.answer, given=True)
        if len(one.decisions) > 1:
            said = ngettext("{yes} of {all} part accepted", "{yes} of {all} parts accepted", len(one.decisions)).format(
                yes=one.yes, all=len(one.decisions))  # fmt: skip
        words = reason_words(one.telling)
        answer = Row([Icon(icon, 15, tone), Grow(Text(said, "label", tone))], gap=6)
        lines = Column([Text(title, "label"), between, answer, Text(words, "small", "dim")], gap=0)
        name = f"{match.name(one.order.power)}, {match.name(one.state)}: {title}"
        return Press(Row([whom, Grow(lines)], gap=10), f"answer {at}", name, lambda: self._why(one), "row",
                     f"{said}, {words}", chosen=True if current else None, fill="sunken", pad_x=8, pad_y=5)  # fmt: skip

    def _why(self, one: Answered) -> None:
        decision = one.telling
        self.paused = True
        open_layer("why", self.stage, self.match, "term", (decision.main_reason.name,), decision)

    def _rivals(self) -> list[Element]:
        match = self.match
        if not self.reactions:
            return [Text(_("No rival reacted."), "small", "dim")]
        rows: list[Element] = [Text(_("Rivals"), "label", "dim")]
        for reaction in self.reactions:
            title, about = reaction_words(match, reaction)
            text = Column([Text(title, "label"), Text(about, "small", "dim")], gap=0)
            rows.append(Row([Flag(reaction.power, 22), Grow(text)], gap=10))
        return rows

    def _landed(self) -> list[Element]:
        total = self.page.totals[""]
        most = max(total.signed, total.landed, 1e-9)
        rows = ((_("signed this turn"), "signed bar", total.signed, "ink"),
                (_("landed this turn"), "landed bar", total.landed, "good"))  # fmt: skip
        found: list[Element] = [Text(_("Signed against landed"), "head")]
        for words, id_, amount, colour in rows:
            found.append(Row([Grow(Text(words, "small")), Text(money(amount), "label")]))
            found.append(Meter(id_, amount / most, words, money(amount), colour))
        said = _("Since the start: {signed} signed, {landed} landed.").format(
            signed=money(total.all_signed), landed=money(total.all_landed))  # fmt: skip
        return [*found, Text(said, "small", "dim")]

    # --- the front page

    def _story_board(self) -> Element:
        when = labels.turn_name(self.turn - 1, self.match.world)
        return Board(
            self.match, self.beats[self.at], self.answers, self.reactions, self.page, when, self.step, self._open
        ).element()  # fmt: skip

    def _open(self, story: Story) -> None:
        self.paused = True
        open_layer("why", self.stage, self.match, "story", story.about.path, story.about)

    def actions(self) -> Mapping[str, Act]:
        """Return what keys do that stand on no button."""
        return {
            "forward": lambda: self._by(1), "backward": lambda: self._by(-1), "why": self._why_current,
            "table": lambda: open_layer("map table", self.stage, self.match),
            "timeline": lambda: open_layer("timeline", self.stage, self.match),
            **zooms(map_of(self.match, self.stage)),
            "lens": lambda: self._look_through(next_lens(self.match, self.lens)),
        }  # fmt: skip

    @property
    def has_map(self) -> bool:
        """Whether the map is on the screen."""
        return True

    def point_out(self, spot: Spot) -> None:
        """Show a place on the map, and hold."""
        self.paused, self.part = True, "map"
        self._look_through(spot.lens, spot.of)

    def _look_through(self, lens: str, of: str = "") -> None:
        self.lens, self.lens_of = lens, of
        self.stage.changed()

    def _why_current(self) -> None:
        """Open the answer that was shown last."""
        seen = self.answers[: self.beats[self.at].shown]
        if seen:
            self._why(seen[-1])

    def _by(self, step: int) -> None:
        self.paused = True
        self.go(self.at + step)

    def back(self) -> None:
        """Open the menu of the game."""
        open_layer("menu", self.stage, self.match)
