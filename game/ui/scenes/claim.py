"""A claim of the articles, tested: its exact words, its condition, how it fared, and what would have turned it."""

from typing import Any

from game.sim.claim_turns import ClaimSearch, ClaimTurn, search_claim
from game.sim.order import Refusal
from game.sim.replay import record
from game.ui import labels
from game.ui.flow import open_layer
from game.ui.kit.base import Element
from game.ui.kit.basics import Button, Icon, Press, Text
from game.ui.kit.boxes import Column, Grow, Row, Rule
from game.ui.kit.dialog import Layer
from game.ui.kit.marks import Notice
from game.ui.kit.meters import Meter
from game.ui.match import Match
from game.ui.scenes.debrief import Claimed
from game.ui.scenes.quoting import quotation, quotes_of_claim
from game.ui.scenes.why_origins import named_place
from game.ui.stage import Scene, Stage
from game.ui.words import _, change, fitting, listed, money, number, percent, titled

__all__ = ["ClaimLayer", "here_words", "others_words", "turn_words"]

_UNBOUND = 99_999.0  # from which on a bound of the format is none


class ClaimLayer(Scene):
    """The layer about one claim, over the end.

    Parameters
    ----------
    stage, match : the window and the game, which is over.
    found : the claim, with what is known of it.
    count : its number among the claims, from 1.
    """

    layer = True

    def __init__(self, stage: Stage, match: Match, found: Claimed, count: int) -> None:
        super().__init__(stage)
        self.match, self.found, self.count = match, found, count
        self.search: ClaimSearch | Refusal | None = match.claim_turns.get(found.claim.id)

    def entered(self) -> None:
        """Begin where the search begins, or where one closes."""
        self.stage.focus("close" if isinstance(self.search, ClaimSearch) else "look for it")

    def look_for_it(self) -> None:
        """Have another process look for what would have turned the claim in this game."""
        about, session = self.match.about, self.match.session
        game = record(session, file=about.text.name, changes=about.changes)
        self.search = ClaimSearch(self.found.claim.id, 0, 0)
        self.stage.ask(self, "turns", search_claim, about.text, game, self.found.claim.id)
        self.stage.focus("close")

    def arrived(self, name: str, result: Any) -> None:
        """Take how far the search is, and at last what it found."""
        if isinstance(result, BaseException):
            result = Refusal("fault", None, _("It could not be counted."))
        self.search = result
        if isinstance(result, ClaimSearch) and result.finished:
            self.match.claim_turns[result.claim] = result

    # --- what is seen

    def build(self) -> Element:
        """Return the words, the condition, this game, the others, and what would have turned it."""
        claim = self.found.claim
        parts: list[Element] = [Text(_("Claim {number}").format(number=self.count), "label", "dim")]
        for at, quote in enumerate(quotes_of_claim(self.match, claim.id)):
            words = Column([*quotation(self.match, quote.words), Text(quote.line, "small", "dim")], gap=2)
            source, said = quote.source, quote.words
            parts.append(Press(words, f"quote {at}", quote.words,
                               lambda source=source, said=said: self._article(source, said), "row",  # type: ignore[misc]
                               hint=_("open the article"), fill="", pad_x=6, pad_y=4))  # fmt: skip
        parts += [Text(claim.proposition, "strong"), Text(self._condition(), "small", "dim"), Rule(), *self._here(),
                  *self._elsewhere(), Rule(), *self._turns()]  # fmt: skip
        foot = Row([Grow(Text("")), Button(_("Close"), "close", self.stage.pop, "primary", action="back")])
        return Layer(Column(parts, gap=8), "claim", 760, _("Claim {number}").format(number=self.count), foot)

    def _article(self, source: str, quote: str) -> None:
        open_layer("article", self.stage, self.match, source, quote)

    def _condition(self) -> str:
        """Return when the claim is met, and how often it must be."""
        claim = self.found.claim
        bounds = []
        if claim.above > -_UNBOUND:
            bounds.append(_("more than {value}").format(value=fitting(claim.above)))
        if claim.below < _UNBOUND:
            bounds.append(_("less than {value}").format(value=fitting(claim.below)))
        when = self.match.turn_words(claim.turn)
        words = _("Measured after {turn}: {bounds}.").format(turn=when, bounds=_(" and ").join(bounds))
        if claim.at_least > 0:
            return words + " " + _("It must be so in at least {part} of many games.").format(
                part=percent(claim.at_least))  # fmt: skip
        return words + " " + _("It may be so in at most {part} of many games.").format(part=percent(claim.at_most))

    def _here(self) -> list[Element]:
        if self.found.true_here is None:
            return [Text(others_words(self.match, self.found), "small", "dim")]
        icon, tone = ("circle-check", "good") if self.found.true_here else ("circle-x", "bad")
        return [Row([Icon(icon, 18, tone), Grow(Text(here_words(self.found), "strong", tone))], gap=8)]

    def _elsewhere(self) -> list[Element]:
        found = self.found
        if found.part is None:
            return [Text(_("In other games: still to be counted."), "small", "dim")]
        told = _("In {count} other games it was so in {part}, give or take: {low} to {high} %.").format(
            count=number(found.games), part=percent(found.part), low=number(100 * found.low),
            high=number(100 * found.high))  # fmt: skip
        meter = Meter(f"claim {found.claim.id}", found.part, found.claim.proposition, told, "state",
                      range=(found.low, found.high))  # fmt: skip
        return [meter, Text(told, "small")]

    def _turns(self) -> list[Element]:
        head = Text(_("What would have turned it in this game"), "head")
        found = self.search
        if found is None:
            words = _("Every assumption is halved and doubled, and the game played again: same orders, same luck. "
                      "It takes a minute or two; the real game is not touched.")  # fmt: skip
            button = Button(_("Look for it"), "look for it", self.look_for_it, icon="search")
            return [head, Text(words, "small", "dim"), Row([button, Grow(Text(""))])]
        if isinstance(found, Refusal):
            return [head, Notice(_("It cannot be tried."), labels.refused(found, hint=True), "circle-alert", "warn")]
        if not found.finished:
            words = _("{count} of {all} games").format(count=number(found.tried), all=number(found.wanted))
            share = found.tried / found.wanted if found.wanted else 0.0
            return [head, Meter("turning", share, _("Counting …"), words, "state"), Text(words, "small", "dim")]
        if not found.turns:
            words = _("Nothing: of {count} assumptions, none turns it, neither halved nor doubled.")
            return [head, Text(words.format(count=number(found.wanted // 2)), "body")]
        told = [Text(turn_words(self.match, turn), "body") for turn in found.turns]
        return [head, *(Row([Icon("flask-conical", 17, "warn"), Grow(words)], gap=8) for words in told)]


def here_words(found: Claimed) -> str:
    """Return how a claim fared in this game."""
    said = _("In this game it was so ({value}).") if found.true_here else _("In this game it was not ({value}).")
    return said.format(value=value_words(found))


def value_words(found: Claimed) -> str:
    """Return what a claim measured in this game, with its unit where it has one."""
    measures = found.claim.measures
    metrics, times = {measure.metric for measure in measures}, {abs(measure.times) for measure in measures}
    gained = any(measure.change for measure in measures)
    written = change(found.value) if gained else number(found.value, 2)
    if metrics <= {"dependence", "share"}:
        if times == {100.0}:
            return _("{value} points").format(value=written)
        return percent(found.value, 1) if times == {1.0} and not gained else written
    if metrics == {"kept"} and times == {1.0}:
        return percent(found.value)
    return money(found.value, signed=gained) if metrics <= {"signed", "delivered"} else written


def others_words(match: Match, found: Claimed) -> str:
    """Return whom a claim speaks of that this game was not played by; "" where it speaks of this game too."""
    seats = match.session.seats
    other = [(actor, policy) for actor, policy in found.claim.policies.items() if seats[actor] != policy]
    played = listed(_("{actor}: {player}").format(actor=match.name(actor), player=labels.player(policy, match.world))
                    for actor, policy in other)  # fmt: skip
    return _("It speaks of games that are played otherwise ({players}), not of this one.").format(
        players=played) if other else ""  # fmt: skip


def turn_words(match: Match, turn: ClaimTurn) -> str:
    """Return an assumption and the value from which on a claim comes out otherwise."""
    place = named_place(turn.card.path, match.world.names)
    what = titled(place, _(turn.card.meaning)) if place else _(turn.card.meaning)
    words = _("{what}: {value} and below, instead of {now}") if turn.value < turn.card.value else _(
        "{what}: {value} and above, instead of {now}")  # fmt: skip
    return words.format(what=what, value=fitting(turn.value), now=fitting(turn.card.value))
