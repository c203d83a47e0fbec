"""The end: scores and their parts, the claims here and in other games, turning points, and what to talk about."""

from collections.abc import Mapping
from pathlib import Path

from game.sim.claims import compile_claims
from game.sim.forecast_games import OtherGames, claims_here
from game.sim.saved_game import Note
from game.sim.untrusted import Unreadable
from game.ui import flow
from game.ui.kit.base import Element
from game.ui.kit.basics import Button, Flag, Icon, Press, Text
from game.ui.kit.boxes import Box, Column, Fixed, Grow, Pad, Panel, Row, Rule, Together
from game.ui.kit.field import Field
from game.ui.kit.marks import Notice
from game.ui.kit.meters import Meter, ScoreBar
from game.ui.kit.parts import Part, Parts
from game.ui.kit.scroll import Scroll
from game.ui.kit.topbar import TopBar
from game.ui.match import Match
from game.ui.pack import PAGE, save_pack, show_page
from game.ui.scenes.claim import here_words, others_words, turn_words
from game.ui.scenes.debrief import Claimed, ScoreLine, TurningPoint, claimed, score_lines, turning_points
from game.ui.scenes.lenses import behind, sharpened
from game.ui.scenes.quoting import quotation
from game.ui.scenes.state_panel import past
from game.ui.scenes.take_home import page_of
from game.ui.stage import Scene, Stage
from game.ui.words import _, change, number, percent, say, titled

__all__ = ["End"]


class End(Scene):
    """The debrief of a game that is over."""

    def __init__(self, stage: Stage, match: Match) -> None:
        super().__init__(stage)
        self.match = match
        self.title = _("The end")
        self.claims = compile_claims(match.scenario, match.world)
        here = claims_here(match.session.game, self.claims, match.world)
        self.here = {found.claim: (found.value, found.met) for found in here}
        self.lines = score_lines(match)
        self.about = match.persons[0] if match.persons else self.lines[0].actor
        self.others: OtherGames | None = None
        self.failed = ""
        self.part = "claims"
        self.counted = stage.kit.milliseconds("count") <= 0  # whether the scores have begun to count up
        self.note: tuple[str, str, bool] = ("", "", False)
        self._packed = ("", Path())  # the page as it was saved, and the folder

    def entered(self) -> None:
        """Begin to count the other games."""
        self.match.dress(self.stage.kit)
        self._count()

    def help(self) -> Mapping[str, str]:
        """Return what the keys do."""
        return {"save": _("save everything for the lesson"), "print": _("save it, with a page to print"),
                "timeline": _("the timeline"), "next": _("a new game"),
                "why": _("the causes of the score that has the focus"), "notes": _("write notes")}  # fmt: skip

    def back(self) -> None:
        """Open the menu."""
        flow.open_layer("menu", self.stage, self.match)

    def tick(self, seconds: float) -> None:
        """Begin to count up after the first frame, and show what has been counted of the other games since."""
        if not self.counted:
            self.counted = True
            self.stage.changed()
        if sharpened(self.match, self.stage, seconds):
            self.stage.changed()
        self._look_up()

    # --- other games

    def _count(self) -> None:
        """Go on with what was begun with the first turn."""
        self.match.others.failed = False
        self.stage.meanwhile(self.match.others)
        self._look_up()

    def _look_up(self) -> None:
        found = self.match.others.found
        failed = _("The other games could not be counted.") if self.match.others.failed else self.failed
        if failed != self.failed or (found is not None and found is not self.others):
            self.others, self.failed = found or self.others, failed
            self.stage.changed()

    # --- what can be done

    def _look(self, actor: str) -> None:
        self.about = actor
        self.stage.changed()

    def _show(self, part: str) -> None:
        self.part = part
        self.stage.changed()

    def _pack(self) -> None:
        self._keep(_("Saved: a page to print, chronicle, replay, game and notes."), "")

    def _print(self) -> None:
        self._keep(_("The page of this game is saved: open it in a browser and print."), PAGE)

    def _keep(self, said: str, file: str) -> None:
        """Save the pack unless it is saved as it is, say where it lies, or one of its files, and open that file."""
        page = page_of(self.match, self._claimed())
        before, place = self._packed
        kept = place if page == before and place.is_dir() else save_pack(self.match, page)
        if isinstance(kept, Unreadable):
            self.note = _("Nothing was saved."), say(kept.sentence), True
        else:
            self._packed = page, kept
            self.note = said, str(kept / file), False
            if file:
                show_page(kept / file)
        self.stage.changed()

    def _claimed(self) -> tuple[Claimed, ...]:
        return claimed(self.match, self.claims, self.here, dict(self.others.results) if self.others else {})

    def _timeline(self, at: int | None = None) -> None:
        flow.open_layer("timeline", self.stage, self.match, at, self.about)

    def _why(self) -> None:
        """Open the causes of what has the focus: a claim, a score, a turn's part in it; else of the score chosen."""
        kind, _dot, which = self.focused.partition(".")
        at = next((at for at, one in enumerate(self._claimed()) if one.claim.id == which), None)
        if kind == "claim" and at is not None:
            self._open_claim(at)
            return
        actor = which if kind == "score" and which in self.match.world.names.actors else self.about
        turn = int(which) - 1 if kind == "turn" and which.isdigit() else None
        flow.open_layer("why", self.stage, self.match, "score", (actor,), None, turn)

    def _open_claim(self, at: int) -> None:
        flow.open_layer("claim", self.stage, self.match, self._claimed()[at], at + 1)

    def _write(self, text: str) -> None:
        turn = self.match.world.turns
        others = [note for note in self.match.notes if note.turn != turn]
        self.match.notes[:] = [*others, Note(turn, text)] if text else others
        self.stage.changed()

    def _written(self) -> str:
        turn = self.match.world.turns
        return next((note.text for note in self.match.notes if note.turn == turn), "")

    # --- what is seen

    def build(self) -> Element:
        """Return the bar and the three parts."""
        match = self.match
        told = _("{title}, {count} turns, seed {seed}")
        note = told.format(title=match.scenario.title, count=match.world.turns, seed=match.session.seed)
        bar = TopBar(
            _("The end"), note, "flag",
            buttons=[
                Button(_("Save for the lesson"), "pack", self._pack, icon="save", action="save"),
                Button(_("Timeline"), "timeline", self._timeline, icon="git-branch", action="timeline"),
                Button(_("New game"), "new", lambda: flow.home(self.stage), "primary", "rotate-ccw", "next"),
            ],
        )  # fmt: skip
        parts = [
            Part("scores", _("Scores"), self._scores(), 4, "trending-up"),
            Part("claims", _("Claims"), self._claims(), 4.4, "quote"),
            Part("talk", _("Talk about it"), self._talk(), 3.4, "message-square"),
        ]
        above: list[Element] = [bar]
        if self.note[0]:
            icon, tone = ("circle-x", "bad") if self.note[2] else ("circle-check", "good")
            above.append(Notice(self.note[0], self.note[1], icon, tone))  # type: ignore[arg-type]
        screen = Pad(Column([*above, Grow(Parts("parts", parts, self.part, self._show))], gap=12), 16, 12)
        return behind(match, self.stage, past(match)[-1], screen)

    # --- left

    def _scores(self) -> Element:
        own = sorted(self.lines, key=lambda line: line.actor not in self.match.persons)  # people see their own first
        rows = [self._score(line) for line in own]
        note = _("bar: 0 to 100; tick: middle of the other games")
        why = Button(_("Causes of the score"), "causes", self._why, "quiet", "search", "why")
        head = Column([Row([Grow(Text(_("Scores"), "head")), why]), Text(note, "small", "dim")], gap=0)
        return Panel(Column([head, Grow(Scroll(Column(rows, gap=6), "scores"))], gap=8), _("Scores"), pad_x=12)

    def _score(self, line: ScoreLine) -> Element:
        actor = line.actor
        shown = line.score if self.counted else 0.0
        kept = line.parts if actor == self.about else _largest(line.parts)
        parts = [(name, points if self.counted else 0.0) for name, points in kept]
        name = self.match.name(actor)
        bar = ScoreBar(f"score {actor}", name, shown, parts, self._median(actor))
        team = self.match.team(actor)
        title: list[Element] = [Grow(Text(name, "strong"))]
        if team:
            title.append(Text(team, "small", "dim"))
        body = Row([Flag(actor, 30), Grow(Column([Row(title), bar], gap=0))], gap=10, align="top")
        return Press(body, f"score.{actor}", name, lambda: self._look(actor), "row", number(line.score),
                     chosen=actor == self.about, fill="", pad_x=8, pad_y=6,
                     hint=_("Show the turning points of {actor}").format(actor=name))  # fmt: skip

    def _median(self, actor: str) -> float | None:
        scores = self.others.scores.get(actor) if self.others is not None else None
        if scores is None or not len(scores):
            return None
        return float(sorted(scores.tolist())[len(scores) // 2])

    # --- middle

    def _claims(self) -> Element:
        found = self._claimed()
        rows: list[Element] = []
        for at, claim in enumerate(found):
            rows += [Rule()] if at else []
            rows.append(self._claim(claim, at))
        if not found:
            rows = [Notice(_("This scenario makes no claims."), _("What counts are the objectives, at the left."))]
        asked = Text(_("Were the experts right?"), "head")
        head: Element = Row([Grow(asked), Text(self._progress(), "small", "dim")], gap=8)
        if self.failed:
            head = Column([asked, Text(self.failed, "small", "bad")], gap=2)
        return Panel(Column([head, Grow(Scroll(Column(rows, gap=8), "claims"))], gap=8), _("Claims"))

    def _progress(self) -> str:
        if self.failed:
            return self.failed
        if self.others is None:
            return _("counting other games")
        if not self.others.finished:
            return _("{count} of {all} games").format(count=number(self.others.played), all=number(self.others.wanted))
        return _("this game · {count} others").format(count=number(1000))

    def _claim(self, found: Claimed, at: int) -> Element:
        parts: list[Element] = []
        if found.quote:
            parts += quotation(self.match, found.quote)
        parts.append(Text(found.claim.proposition, "small", "dim"))
        if found.true_here is not None:
            icon, tone = ("circle-check", "good") if found.true_here else ("circle-x", "bad")
            parts.append(Row([Icon(icon, 18, tone), Grow(Text(here_words(found), "strong", tone))], gap=8))
        parts.append(self._elsewhere(found))
        elsewhere = others_words(self.match, found)
        if elsewhere:
            parts.append(Text(elsewhere, "small", "dim"))
        said = [here_words(found)] if found.true_here is not None else [elsewhere]
        said += [" ".join(part for part in self._in_others(found) if part)]
        for guess in found.guesses:
            words = _("{actor} guessed {percent}.").format(
                actor=self.match.team(guess.actor) or self.match.name(guess.actor), percent=percent(guess.part)
            )
            said.append(words)
            parts.append(Row([Icon("target", 17, "dim"), Grow(Text(words, "label"))], gap=8))
        turned = self._turned(found, at)
        if turned:
            said.append(turned)
            parts.append(Text(turned, "small", "dim"))
        told = " ".join(part for part in said if part)
        return Press(Column(parts, gap=4), f"claim.{found.claim.id}", found.claim.proposition,
                     lambda: self._open_claim(at), "row", told, fill="", pad_x=6, pad_y=4,
                     hint=_("Its words, its condition, and what would have turned it"))  # fmt: skip

    def _turned(self, found: Claimed, at: int) -> str:
        """Say what would have turned a claim in this game; "" if that was not looked for."""
        search = self.match.claim_turns.get(found.claim.id)
        if search is None:
            return ""
        if not search.turns:
            return _("Claim {number}: no assumption turns it, halved or doubled.").format(number=at + 1)
        said = _("Claim {number} would have turned with: {words}")
        return said.format(number=at + 1, words=turn_words(self.match, search.turns[0]))

    def _in_others(self, found: Claimed) -> tuple[str, str]:
        """Return in what part of the other games a claim was true, and what follows from that."""
        if found.part is None:
            return _("In other games: still to be counted."), ""
        digits = 1 if found.low > 0.98 or found.high < 0.02 else 0
        low, high = (number(100 * end, digits) for end in (found.low, found.high))
        told = _("true in {percent} ({low} to {high})").format(percent=percent(found.part), low=low, high=high)
        return told, {"holds": _("the claim holds"), "fails": _("the claim fails"),
                      "undecided": _("undecided")}[found.verdict]  # fmt: skip

    def _elsewhere(self, found: Claimed) -> Element:
        told, verdict = self._in_others(found)
        if found.part is None:
            return Text(told, "small", "dim")
        guess = found.guesses[0].part if found.guesses else None
        meter = Meter(f"claim {found.claim.id}", found.part, found.claim.proposition, told, "state", mark=guess,
                      range=(found.low, found.high))  # fmt: skip
        return Column([meter, Together([Text(told, "strong"), Text(verdict, "small", "dim")], gap=12)], gap=3)

    # --- right

    def _talk(self) -> Element:
        points = turning_points(self.match, self.about)
        head = Row([Grow(Text(_("Turning points"), "head")), Text(self.match.name(self.about), "small", "dim")])
        parts: list[Element] = [head, *(self._point(point) for point in points)]
        if not points:
            parts.append(Text(_("No turn changed this score."), "body", "dim"))
        parts += [Rule(), Text(_("Talk about it"), "head")]
        for question, more in (
            (_("What happened?"), _("Name two orders that you would give again.")),
            (_("Why?"), _("Which cause did nobody see coming?")),
            (_("So what?"), _("Who gained from a wedge, and who paid for it?")),
            (_("What did the model leave out?"), _("Name one thing; then change an assumption and play again.")),
        ):
            parts.append(Column([Text(question, "strong"), Text(more, "small", "dim")], gap=0))
        if self.match.scenario.doubts:
            parts.append(Text(self.match.scenario.doubts, "small"))
        notes = Field("notes", _("Notes"), self._written(), self._write, hint=_("Notes: they are saved with the game"),
                      lines=3, most=5000)  # fmt: skip
        doors = Together([
            Button(_("Print"), "print", self._print, icon="printer", action="print"),
            Button(_("Notes"), "write notes", lambda: self.stage.focus("notes"), icon="pencil-line", action="notes"),
        ], gap=8)  # fmt: skip
        return Panel(Column([Grow(Scroll(Column(parts, gap=8), "talk")), notes, doors], gap=10), _("Talk about it"))

    def _point(self, point: TurningPoint) -> Element:
        tone = "good" if point.change > 0 else "bad"
        words = point.words[:1].upper() + point.words[1:]
        why = _("{words} ({by} of it)").format(words=words, by=change(point.by, 1)) if point.words else ""
        mark = Box(Text(str(point.number), "label", "panel", "centre"), "ink", 14, pad_x=4, pad_y=3)
        by = Text(change(point.change, 1), "strong", tone)
        body = Row([Fixed(mark, 30, text=True), Grow(Text(why)), by], gap=10)
        hint = _("Open the timeline at turn {number}").format(number=point.number)
        named = titled(self.match.turn_words(point.number), why)
        return Press(body, f"turn.{point.number}", named, lambda: self._timeline(point.number - 1), "row",
                     change(point.change, 1), fill="", pad_x=4, pad_y=2, hint=hint)  # fmt: skip


def _largest(parts: tuple[tuple[str, float], ...], most: int = 2) -> tuple[tuple[str, float], ...]:
    """Return the largest parts by name and the rest as one."""
    return (*parts[:most], (_("the rest"), sum(points for _name, points in parts[most:])))
