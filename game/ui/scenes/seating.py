"""The right side of the title: the scenario that is chosen, who sits where, how long, and with which luck."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from unicodedata import east_asian_width

from game.scenario.evidence import count_numbers
from game.ui import labels
from game.ui.kit.base import Element, Kit
from game.ui.kit.basics import Button, Flag, Text
from game.ui.kit.boxes import Column, Fixed, Grow, Panel, Row, Rule, Together
from game.ui.kit.choices import Option, Segments
from game.ui.kit.field import Field
from game.ui.kit.marks import BasisMark
from game.ui.kit.scroll import Scroll
from game.ui.kit.select import Select
from game.ui.match import PERSON
from game.ui.scenes.thumbnails import Subject
from game.ui.setup import Setup
from game.ui.words import _, ngettext, number

__all__ = ["Seating", "first_sentences", "subject_of"]


def subject_of(setup: Setup) -> Subject | None:
    """Return of what a small map is wanted: the chosen scenario."""
    card, world = setup.card, setup.world
    if card is None or card.scenario is None or world is None:
        return None
    return Subject((card.path, card.stamp), card.scenario, card.path.parent, world)


@dataclass
class Seating:
    """Builds the right side from what is chosen; `changed` is called after every choice."""

    setup: Setup
    start: Callable[[], None]
    changed: Callable[[], None]

    def build(self, kit: Kit) -> Element:
        """Return the panel."""
        foot = Together([self._length(), self._seed()], gap=28, row_gap=8)
        go = Button(_("Read the briefing"), "start", self.start, "primary", action="continue")
        begin = Column([go, Text(self._teams(), "small", "dim", "right")], gap=4, across="end")
        below: Element = Row([Grow(foot), begin], gap=16, align="bottom")
        if kit.text_scale >= 1.45:
            below = Column([foot, Row([Grow(Text(self._teams(), "small", "dim")), go], gap=12)], gap=10)
        seats = [self._head(kit), *self._seats(kit)]
        middle: Element = Scroll(Column(seats, gap=6), "seats")
        if kit.text_scale >= 1.45:
            middle = Scroll(Column([self.about(), *seats], gap=8), "seats")
            return Panel(Column([Grow(middle), Rule(), below], gap=8), _("Seats"))
        return Panel(Column([Grow(middle), Rule(), below], gap=8), _("Seats"), pad_x=12)

    # --- the scenario

    def about(self) -> Element:
        """Return what the scenario is about, and what its numbers rest on."""
        card = self.setup.card
        assert card is not None
        assert card.scenario is not None
        scenario = card.shown
        counts = count_numbers(card.loaded.parsed.numbers if card.loaded.parsed else ())
        marks: list[Element] = []
        for basis in ("evidence", "data", "assumption"):
            marks.append(Row([BasisMark(basis), Text(number(counts[basis]), "strong")], gap=8))
        return Column(
            [Text(scenario.title, "display"), Text(first_sentences(scenario.summary)), Together(marks, gap=12)], gap=8
        )

    # --- seats

    def _head(self, kit: Kit) -> Element:
        if kit.text_scale >= 1.45:
            return Text(_("Seats"), "head")
        heads = [_("first of all wants"), _("played by"), _("team, or difficulty")]
        wish, by, more = (Text(words, "small", "dim") for words in heads)
        first = Fixed(Text(_("Seats"), "head"), 150, text=True)
        return Row([first, Grow(wish), Fixed(by, 232, text=True), Fixed(more, 150, text=True)], gap=10)

    def _seats(self, kit: Kit) -> list[Element]:
        card = self.setup.card
        assert card is not None
        assert card.scenario is not None
        found: list[Element] = []
        powers = True
        for actor, written in card.shown.actors.items():
            if powers and written.kind == "state":
                powers = False
                found.append(Rule())
            wish = max(written.objectives.values(), key=lambda objective: objective.weight).name
            found.append(self._seat(kit, actor, written.name, wish))
        return found

    def _seat(self, kit: Kit, actor: str, name: str, wish: str) -> Element:
        player = self.setup.seats[actor]
        select = Select(f"player.{actor}", _("{actor} is played by").format(actor=name), self._players(actor), player,
                        lambda chosen: self._give(actor, chosen))  # fmt: skip
        if player == PERSON:
            more: Element = Field(f"team.{actor}", _("Team of {actor}").format(actor=name),
                                  self.setup.teams.get(actor, ""), lambda text: self._name(actor, text),
                                  hint=_("team name"), most=30)  # fmt: skip
        else:
            more = Text(labels.difficulty(player), "body", "dim")
        title = Text(name, "strong")
        if kit.text_scale >= 1.45:
            return Column([Row([Flag(actor, 28), Grow(title), Text(wish, "small", "dim")], gap=10),
                           Row([Grow(select), Fixed(more, 150, text=True)], gap=10)], gap=4)  # fmt: skip
        return Row([Flag(actor, 28), Fixed(title, 112, text=True), Grow(Text(wish, "small", "dim")),
                    Fixed(select, 232, text=True), Fixed(more, 150, text=True)], gap=10)  # fmt: skip

    def _players(self, actor: str) -> list[Option]:
        world = self.setup.world
        assert world is not None
        found = [Option(PERSON, _("a person"), "user")]
        for policy in self.setup.policies(actor):
            known = policy not in world.doctrines
            said = _("{name} ({difficulty})") if known else "{name}"
            words = said.format(name=labels.player(policy, world), difficulty=labels.difficulty(policy))
            found.append(Option(policy, words, "bot"))
        return found

    def _give(self, actor: str, player: str) -> None:
        self.setup.seats[actor] = player
        self.changed()

    def _name(self, actor: str, team: str) -> None:
        self.setup.teams[actor] = team
        self.changed()

    # --- length and luck

    def _length(self) -> Element:
        card = self.setup.card
        assert card is not None
        assert card.scenario is not None
        options = []
        for name, length in card.shown.lengths.items():
            count = ngettext("{count} turn", "{count} turns", length.turns).format(count=length.turns)
            options.append(Option(name, count))
        now = card.shown.lengths[self.setup.length]
        quarters = ngettext("a turn is {count} quarter", "a turn is {count} quarters", now.quarters)
        note = _("{one}; {other}").format(one=now.name, other=quarters.format(count=now.quarters))
        return Column([Text(_("Length"), "label", "dim"),
                       Segments("length", _("Length"), options, self.setup.length, self._take_length),
                       Text(note, "small", "dim")], gap=4, across="start")  # fmt: skip

    def _take_length(self, length: str) -> None:
        self.setup.length = length
        self.changed()

    def _seed(self) -> Element:
        field = Field("seed", _("Chance: the seed"), str(self.setup.seed), self._take_seed, most=12)
        return Column([Text(_("Chance"), "label", "dim"), Fixed(field, 130, text=True),
                       Text(_("same seed, same luck"), "small", "dim")], gap=4, across="start")  # fmt: skip

    def _take_seed(self, text: str) -> None:
        digits = "".join(letter for letter in text if letter.isascii() and letter.isdigit())
        self.setup.seed = int(digits) if digits else 0
        self.changed()

    def _teams(self) -> str:
        count = len(self.setup.persons)
        if count == 0:
            return _("nobody plays: you watch the computer")
        if count == 1:
            return _("one person plays against the computer")
        return _("{count} take turns at this screen").format(count=count)


def first_sentences(text: str, most: int = 230) -> str:
    """Return as many whole sentences as have room in a heading, at least one; a wide sign takes the room of two."""
    kept = ""
    for sentence in re.findall(r".+?(?:[.](?= |$)|。|$)", " ".join(text.split())):
        more = kept + sentence
        if kept and sum(1 + (east_asian_width(letter) in "WF") for letter in more) > most:
            break
        kept = more
    return kept
