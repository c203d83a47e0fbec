"""A guided first turn: ten short sentences, each about one part of the screen. It never plays for anybody."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from weakref import WeakKeyDictionary

from game.sim.explain import Weighing
from game.ui.kit.base import Element
from game.ui.kit.basics import Button, Icon, Text
from game.ui.kit.boxes import Box, Grow, Row
from game.ui.match import Match
from game.ui.scenes.power.draft import Draft
from game.ui.words import _, number

__all__ = ["Guide", "begin_guide", "end_guide", "guide_of"]


class Planning(Protocol):
    """What the guide sees of a power's turn."""

    match: Match
    actor: str
    draft: Draft | None
    selected: str

    @property
    def weighing(self) -> Weighing | None:
        """The answer that is shown of the order that is being written."""


@dataclass(frozen=True)
class _Beat:
    """One sentence, and what must happen before the next; Enter does where nothing must.

    It speaks of a part of the screen, `part`, which comes to the front where not all fit, and of the id `about`.
    """

    words: Callable[[Planning], str]
    done: Callable[[Planning, "Guide"], bool] | None = None
    part: str = ""
    about: str = ""


_guides: "WeakKeyDictionary[Match, Guide]" = WeakKeyDictionary()


def begin_guide(match: Match) -> None:
    """Guide the next turn of a game."""
    _guides[match] = Guide()


def end_guide(match: Match) -> None:
    """Let a game go on without a guide."""
    _guides.pop(match, None)


def guide_of(match: Match) -> "Guide | None":
    """Return the guide of a game, if it has one."""
    return _guides.get(match)


class Guide:
    """Where a guided turn has come to."""

    def __init__(self) -> None:
        self.at = 0
        self.opened_why: bool = False
        self.changed: bool = False
        self._order: object = None

    def follow(self, scene: Planning) -> bool:
        """Take note of what its person has done; return whether the guide goes on to another sentence."""
        order = scene.draft.order(scene.actor) if scene.draft is not None else None
        if order is not None and self._order is not None and order != self._order and self.at >= 5:
            self.changed = True
        self._order = order
        before = self.at
        while self.at < len(_BEATS) - 1:
            done = _BEATS[self.at].done
            if done is None or not done(scene, self):
                break
            self.at += 1
        return self.at != before

    @property
    def part(self) -> str:
        """The part of the screen that the sentence speaks of; "" for any."""
        return _BEATS[self.at].part

    @property
    def about(self) -> str:
        """The id of what the sentence speaks of; "" for nothing that has one."""
        return _BEATS[self.at].about

    def element(self, scene: Planning, go_on: Callable[[], None], leave: Callable[[], None]) -> Element:
        """Return the sentence with its buttons."""
        beat = _BEATS[self.at]
        count = Text(_("{number} of {all}").format(number=self.at + 1, all=len(_BEATS)), "small", "dim")
        buttons = [Button(_("Without guide"), "leave guide", leave, "quiet", "x")]
        if self.at < len(_BEATS) - 1:
            words = _("Go on") if beat.done is None else _("Skip")
            buttons.insert(0, Button(words, "guide on", go_on, "secondary", "arrow-right", "guide"))
        row = Row(
            [Icon("graduation-cap", 22, "state"), Grow(Text(beat.words(scene), "strong")), count, *buttons], gap=12
        )
        return Box(row, "state_ground", 12, "state", 1, 8, 14, 8, "panel", _("Guide"))

    def go_on(self) -> None:
        """Go to the next sentence."""
        self.at = min(self.at + 1, len(_BEATS) - 1)


def _likely(scene: Planning) -> str:
    return number(100 * scene.weighing.chances.accept) if scene.weighing is not None else ""


_BEATS: tuple[_Beat, ...] = (
    _Beat(lambda s: _("You are {power}. Colour says who leads in a state; stripes say that two are close.").format(
        power=s.match.name(s.actor))),
    _Beat(lambda s: _("Choose a state: click it, or press N. At the right stands what it depends on."),
          lambda s, g: bool(s.selected), "map"),
    _Beat(lambda s: _("Now choose a lever in the list at the left (L). Each says what it costs."),
          lambda s, g: s.draft is not None, "levers"),
    _Beat(lambda s: _("A guess, not a promise: {likely} in 100 say yes as it stands.").format(likely=_likely(s))
          if _likely(s) else _("Nobody is asked about this one: it is simply done."), part="answer"),
    _Beat(lambda s: _("Each bar is a reason; they add up to the decision. Open the longest one (W)."),
          lambda s, g: g.opened_why, "answer"),
    _Beat(lambda s: _("Below stands what would change it. Take a suggestion (1), or change the size. What happens?"),
          lambda s, g: g.changed, "answer", "change 0"),
    _Beat(lambda s: _("The fan shows 1,000 futures of this plan. Note how slowly the line leaves the dashed one."),
          part="answer", about="futures"),
    _Beat(lambda s: _("Add it to the turn, and when you have no more to order, end the turn (Space)."),
          lambda s, g: False),
)  # fmt: skip
