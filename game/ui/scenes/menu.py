"""The menu of a game: save, load, hand seats over, leave. Nothing of any seat's plans is in it."""

from collections.abc import Mapping

from game.policy.registry import policy_names
from game.sim.untrusted import Unreadable
from game.ui import flow, labels
from game.ui.kit.base import Element
from game.ui.kit.basics import Button, Flag, Text
from game.ui.kit.boxes import Column, Fixed, Grid, Grow, Row, Rule
from game.ui.kit.choices import Option
from game.ui.kit.dialog import Layer, foot
from game.ui.kit.marks import Notice
from game.ui.kit.node import Act
from game.ui.kit.select import Select
from game.ui.match import PERSON, Match
from game.ui.stage import Scene, Stage
from game.ui.words import _, say

__all__ = ["GameMenu"]


class GameMenu(Scene):
    """What can be done with a game as a whole."""

    layer = True

    def __init__(self, stage: Stage, match: Match) -> None:
        super().__init__(stage)
        self.match = match
        self.before = match.session.seats
        self.note: tuple[str, str] = ("", "")  # what came of saving: a title and words
        self.failed = False

    def entered(self) -> None:
        """Begin at going on."""
        self.stage.focus("go on")

    def help(self) -> Mapping[str, str]:
        """Return what the keys do."""
        return {"back": _("go on playing"), "save": _("save the game"), "load": _("saved games")}

    def back(self) -> None:
        """Go on; if seats have other players now, with the screen that comes next."""
        self.stage.pop()
        if self.match.session.seats != self.before:
            if self.match.seat not in self.match.persons:
                self.match.seat = ""
            flow.go_on(self.stage, self.match)

    def _save(self) -> None:
        kept = self.match.save()
        self.failed = isinstance(kept, Unreadable)
        if isinstance(kept, Unreadable):
            self.note = _("The game was not saved."), say(kept.sentence)
        else:
            self.note = _("Saved."), str(kept)
        self.stage.changed()

    def _load(self) -> None:
        flow.open_layer("saves", self.stage, self.match.saves, True)

    def _leave(self) -> None:
        kept = self.match.autosave()
        if isinstance(kept, Unreadable) and not self.failed:
            self.failed = True
            self.note = _("The game could not be saved. Leave once more to leave it all the same."), say(kept.sentence)
            self.stage.changed()
            return
        flow.home(self.stage)

    def _hand(self, actor: str, player: str) -> None:
        refusal = self.match.hand_over(actor, player)
        if refusal is not None:
            self.stage.toast(labels.refused(refusal))
        self.stage.changed()

    def _read(self) -> None:
        flow.open_layer("article", self.stage, self.match)

    def _anywhere(self, action: str) -> Act:
        def act() -> None:
            self.stage.anywhere(self.stage.settings.key(action))

        return act

    # --- what is seen

    def build(self) -> Element:
        """Return the buttons and the seats."""
        head = Column([Text(self.match.scenario.title, "title"), Text(self.match.when, "small", "dim")], gap=0)
        parts: list[Element] = [head]
        if self.note[0]:
            icon, tone = ("circle-x", "bad") if self.failed else ("circle-check", "good")
            parts.append(Notice(*self.note, icon, tone))  # type: ignore[arg-type]
        buttons: list[Element] = [
            Button(_("Save"), "save", self._save, icon="save", action="save", fill=True),
            Button(_("Saved games"), "load", self._load, icon="folder-open", action="load", fill=True),
            Button(_("Settings"), "settings", self._anywhere("settings"), icon="settings", fill=True),
            Button(_("Help"), "help", self._anywhere("help"), icon="circle-question-mark", fill=True),
            Button(_("The articles"), "articles", self._read, icon="newspaper", fill=True),
            Button(_("Leave the game"), "leave", self._leave, icon="log-out", fill=True),
        ]
        parts += [Grid(buttons, 1 if self.stage.kit.text_scale >= 1.7 else 2), Rule()]
        parts += [Text(_("Seats"), "head"),
                  Text(_("A seat can be handed to the computer and back at any time."), "small", "dim")]  # fmt: skip
        parts += [self._seat(actor) for actor in self.match.world.names.actors]
        below = foot([Button(_("Go on playing"), "go on", self.back, "primary", action="back")])
        return Layer(Column(parts, gap=8), "menu", 560, _("Menu"), below)

    def _seat(self, actor: str) -> Element:
        match, world = self.match, self.match.world
        policies = policy_names(world.names.actors.index(actor), world)
        options = [Option(PERSON, match.teams.get(actor) or _("a person"), "user")]
        options += [Option(policy, labels.player(policy, world), "bot") for policy in policies]
        select = Select(f"player.{actor}", _("{actor} is played by").format(actor=match.name(actor)), options,
                        match.session.seats[actor], lambda player: self._hand(actor, player),
                        why_not=_("The game is over.") if match.over else "")  # fmt: skip
        return Row([Flag(actor, 26), Grow(Text(match.name(actor), "strong")), Fixed(select, 260, text=True)], gap=10)
