"""What if a number were another one: it is moved, and the game, or many games, are played again beside the real one."""

from collections.abc import Callable
from dataclasses import replace
from math import floor, log10
from typing import Any

from game.scenario.bases import Card
from game.sim.claims import Result
from game.sim.doubts import Elsewhere, Replayed, count_otherwise, replay_otherwise
from game.sim.explain import Decision
from game.sim.order import Refusal
from game.sim.replay import record
from game.sim.what_if import Band, Tried, Watched, WhatIf, search_band, setting_of
from game.ui import labels
from game.ui.flow import go_on
from game.ui.kit.base import Element
from game.ui.kit.basics import Button, Text
from game.ui.kit.boxes import Column, Grow, Row, Together
from game.ui.kit.marks import Notice
from game.ui.kit.meters import Meter
from game.ui.kit.sliders import Slider
from game.ui.match import Match
from game.ui.scenes.debrief import is_true
from game.ui.scenes.why_question import Question
from game.ui.stage import Scene, Stage
from game.ui.words import _, fitting, number, percent, quantity
from game.ui.words import change as changed

__all__ = ["Doubt"]

_REACH = 4.0  # how far a number without bounds can be moved, in parts of itself
_STEPS = 100


class Doubt:
    """A number that its person doubts; the real game is never touched.

    While it is open, another process looks for the band in which what is asked about keeps its sign.
    """

    def __init__(self, stage: Stage, scene: Scene, match: Match) -> None:
        self.stage, self.scene, self.match = stage, scene, match
        self.card: Card | None = None
        self.value = 0.0
        self.waiting = ""  # for what: "replay" or "test"
        self.replayed: Replayed | Refusal | None = None
        self.elsewhere: Elsewhere | Refusal | None = None
        self.band: Band | Tried | None = None

    def open(self, card: Card, question: Question) -> None:
        """Begin to doubt a number, or leave it if it is the one."""
        again = self.card is not None and self.card.path == card.path
        self.close()
        if again:
            return
        self.card, self.value = card, card.value
        if _has_sign(question, self.match):
            self.band = Tried(0, 0)
            asked = replace(self._asked(), value=None)
            self.stage.ask(self.scene, "band", search_band, asked, _watched(question))

    def close(self) -> None:
        """Doubt nothing any more."""
        self.stage.forget(self.scene, "band")
        self.card, self.band = None, None
        self._forget()

    def move(self, value: float) -> None:
        """Move the number; what was found for another value is gone."""
        self.value = value
        self._forget()

    def _forget(self) -> None:
        for name in ("replay", "test"):
            self.stage.forget(self.scene, name)
        self.waiting, self.replayed, self.elsewhere = "", None, None
        self.stage.changed()

    def _asked(self) -> WhatIf:
        assert self.card is not None
        about, session = self.match.about, self.match.session
        game = record(session, file=about.text.name, changes=about.changes)
        return WhatIf(about.text, game, self.card.path, self.value)

    def replay(self, question: Question) -> None:
        """Have the game so far played again with the number as it is moved."""
        if self.card is not None and not self.still:
            self.waiting = "replay"
            self.stage.ask(self.scene, "replay", replay_otherwise, self._asked(), _watched(question))
            self.stage.changed()

    def test(self) -> None:
        """Have many other games played with it and without."""
        if self.card is not None and not self.still:
            self.waiting = "test"
            self.stage.ask(self.scene, "test", count_otherwise, self._asked(), self.match.session.seats)
            self.stage.changed()

    def play_on(self) -> None:
        """Play another game on from here, the same so far but for the number; this one is kept as a saved game."""
        setting = setting_of(self._asked())
        found = setting if isinstance(setting, Refusal) else self.match.switched(setting)
        if not isinstance(found, Match):
            self.replayed = found or Refusal("checks", None, _("It cannot be moved alone."))
            self.stage.changed()
            return
        self.match.autosave()
        go_on(self.stage, found)
        self.stage.toast(_("Another game, with a changed number; the one before is among the saved games."))

    @property
    def still(self) -> str:
        """Why nothing can be tried: the number is where it was."""
        unmoved = self.card is None or self.value == self.card.value
        return _("Move the number first.") if unmoved else ""

    def arrived(self, name: str, result: Any) -> None:
        """Take what was found, if it is still about the number as it is moved."""
        if name == "band":
            self.band = result if self.card is not None and isinstance(result, Band | Tried) else None
            return
        if isinstance(result, BaseException):
            result = Refusal("fault", None, _("It could not be counted."))
        if not isinstance(result, Refusal) and result.value != self.value:
            return
        if name == "replay":
            self.replayed = result
        else:
            self.elsewhere = result
        unfinished = isinstance(result, Elsewhere) and not result.finished
        self.waiting = "" if self.waiting == name and not unfinished else self.waiting

    # --- what is seen

    def element(self, question: Question, replay: Callable[[], None]) -> Element:
        """Return the slider, what can be asked, and what came of it."""
        card = self.card
        assert card is not None
        low, high, step = _range(card)
        slider = Slider("doubt value", _(card.meaning), self.value, low, high, step, self.move,
                        fitting, band=self._green(low, high), marks=(card.value,))  # fmt: skip
        buttons = Together([
            Button(_("Replay the game with it"), "replay", replay, icon="rotate-ccw", action="replay",
                   why_not=self.still),
            Button(_("Test in 1,000 games"), "test", self.test, icon="dices", action="test", why_not=self.still),
            Button(_("Play on with it"), "play on", self.play_on, icon="git-branch", why_not=self.still),
        ], gap=8)  # fmt: skip
        real = _("in this game {value}").format(value=quantity(f"{card.value:g} {card.unit}".strip()))
        parts: list[Element] = [slider, Text(real, "small", "dim"), *self._banded(question), buttons]
        if self.waiting == "replay":
            parts.append(Notice(_("Playing again …"), _("The real game is not touched."), "hourglass"))
        elif self.waiting:
            parts += self._counted()
        parts += self._replayed(question) + self._elsewhere()
        return Column(parts, gap=8)

    def _green(self, low: float, high: float) -> tuple[float, float] | None:
        """Return the part of the slider in which what is asked about keeps its sign."""
        band = self.band
        if not isinstance(band, Band):
            return None
        return max(low, low if band.low is None else band.low), min(high, high if band.high is None else band.high)

    def _banded(self, question: Question) -> list[Element]:
        """Say in which band the answer holds, or how far the search for it is."""
        band = self.band
        if band is None:
            return []
        if isinstance(band, Tried):
            words = _("Looking for the values between which this keeps its sign …")
            if band.most:
                words += " " + _("{count} of at most {all} games").format(count=band.tries, all=band.most)
            return [Text(words, "small", "dim")]
        held = _("the answer leans the same way") if question.weighing is not None else _("this change keeps its sign")
        least, most = fitting(band.least), fitting(band.most)
        if band.low is None and band.high is None:
            words = _("From {low} to {high}, all that was tried, {held}.")
        else:
            words = _("In the green band, from {low} to {high}, {held}; beyond it, it turns.")
        low, high = (end if value is None else fitting(value)
                     for value, end in ((band.low, least), (band.high, most)))  # fmt: skip
        return [Text(words.format(low=low, high=high, held=held), "small", "good")]

    def _counted(self) -> list[Element]:
        """Say how far the counting of other games is."""
        found = self.elsewhere
        played, wanted = (found.played, found.wanted) if isinstance(found, Elsewhere) else (0, 0)
        said = _("{count} of {all} games").format(count=number(played), all=number(wanted)) if wanted else ""
        told = _("Counting …") + (f" {said}" if said else "")
        words = _("Without and with it. You can leave at any time; the real game is not touched.")
        return [Notice(told, words, "hourglass"),
                Meter("counted", played / wanted if wanted else 0.0, told, said, "state")]  # fmt: skip

    def _replayed(self, question: Question) -> list[Element]:
        found = self.replayed
        if found is None:
            return []
        if isinstance(found, Refusal):
            return [Notice(_("It cannot be tried."), labels.refused(found, hint=True), "circle-alert", "warn")]
        rows: list[Element] = [_line("", _("as it was"), _("with it"), "dim")]
        if found.level is not None:
            rows.append(_line(question.title(self.match), *map(question.write, (found.level.left, found.level.right))))
        if found.answers is not None:
            said = [labels.answer(one, given=True) if one else _("not offered") for one in found.answers]
            rows.append(_line(question.title(self.match), *said))
        if found.utility is not None:
            rows.append(_line(_("All together"), changed(found.utility.left, 2), changed(found.utility.right, 2)))
        for actor, pair in found.scores.items():
            if (question.measure, question.place) != ("score", (actor,)):
                name = _("{actor}, score").format(actor=self.match.name(actor))
                rows.append(_line(name, number(pair.left, 1), number(pair.right, 1)))
        if found.shared >= found.turns:
            words = _("Every turn is the same with it.")
        else:
            words = _("Same orders, same luck; turn {turn} is the first that differs.").format(turn=found.shared + 1)
        if found.lost:
            words += " " + _("Orders that are no longer allowed: {count}.").format(count=number(found.lost))
        return [Column(rows, gap=2, name=_("The game played again")), Text(words, "small", "dim")]

    def _elsewhere(self) -> list[Element]:
        found = self.elsewhere
        if found is None:
            return []
        if isinstance(found, Refusal):
            return [Notice(_("It cannot be tried."), labels.refused(found, hint=True), "circle-alert", "warn")]
        head = _("In {count} other games, the same luck with it and without").format(count=number(found.games))
        rows: list[Element] = [Text(head, "label", "dim")]
        for counted in found.claims:
            told = [_share(one) for one in (counted.before, counted.after)]
            words = self.match.scenario.claims[counted.claim].proposition
            rows += [Text(words, "small"), _line("", told[0], told[1])]
        for actor, (mean, low, high) in found.scores.items():
            name = _("{actor}, score").format(actor=self.match.name(actor))
            told_gain = _("{gain} ({low} to {high})").format(
                gain=changed(mean, 1), low=changed(low, 1), high=changed(high, 1))  # fmt: skip
            rows.append(_line(name, "", told_gain))
        return [Column(rows, gap=2, name=head)]


def _share(found: Result) -> str:
    """Return in what part of the games a claim was true, which may speak of what does not happen."""
    part, low, high = found.probability, found.low, found.high
    if not is_true(found.claim, True):
        part, low, high = 1.0 - part, 1.0 - high, 1.0 - low
    words = _("{part} ({low} to {high})")
    return words.format(part=percent(part), low=number(100 * low), high=number(100 * high))


def _line(words: str, left: str, right: str, colour: str = "ink") -> Element:
    return Row([Grow(Text(words, "small")), Text(left, "small", "dim"), Text(right, "label", colour)], gap=14)


def _has_sign(question: Question, match: Match) -> bool:
    """Whether there is something that can keep its sign: a change in its turn, or an answer that was given."""
    if question.weighing is not None:
        return isinstance(question.weighing, Decision)
    change = question.change(match)
    return change is not None and abs(change.amount) > 1e-9


def _watched(question: Question) -> Watched:
    """Return what is looked at in the game that is played again."""
    weighing = question.weighing
    if weighing is None:
        return Watched("turn", question.turn, (question.measure, *question.place))
    order = weighing.order
    path = (order.power, str(order.slot), weighing.state, weighing.item or "")
    return Watched("answer", question.turn, path)


def _range(card: Card) -> tuple[float, float, float]:
    """Return between which values a number can be moved here, and by how much at once."""
    reach = _REACH * (abs(card.value) or 0.1)
    low = max(card.value - reach, card.low if card.low is not None else min(0.0, card.value - reach))
    high = min(card.value + reach, card.high if card.high is not None else card.value + reach)
    size = 10.0 ** floor(log10(max(high - low, 1e-9) / _STEPS))
    step = next(size * part for part in (1.0, 2.0, 5.0, 10.0) if (high - low) / (size * part) <= _STEPS)
    return low, high, step
