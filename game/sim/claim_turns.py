"""What would have made a claim come out otherwise in one game: which assumption, moved how far.

The same orders are played again with the same luck. Each assumption is halved and doubled; where that turns the claim
the way there is halved until the value is known closely.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from game.scenario.bases import Bases, Card
from game.scenario.schema import Scenario
from game.sentence import phrase
from game.sim.claims import compile_claims
from game.sim.forecast_games import claims_here
from game.sim.order import Refusal
from game.sim.replay import Replay
from game.sim.resuming import load_text
from game.sim.saved_game import ScenarioText
from game.sim.what_if import WhatIf, inside, moved, play_again, with_number

__all__ = ["ClaimSearch", "ClaimTurn", "search_claim"]

_SECTIONS = ("rules", "actors", "domains", "corridors", "levers", "events")  # what a game is played by
_FACTORS = (0.5, 2.0)
_HALVINGS = 5
_MOST = 12  # that are looked at closely
_TOLD = 3


@dataclass(frozen=True)
class ClaimTurn:
    """An assumption, and the value from which on the claim comes out otherwise."""

    card: Card
    value: float

    @property
    def part(self) -> float:
        """The change, as a part of the value; negative if it becomes less."""
        return (self.value - self.card.value) / abs(self.card.value)


@dataclass(frozen=True)
class ClaimSearch:
    """What was found so far; the smallest change first."""

    claim: str
    tried: int
    wanted: int
    turns: tuple[ClaimTurn, ...] = ()
    finished: bool = False


def search_claim(text: ScenarioText, replay: Replay, claim: str) -> Iterator[ClaimSearch | Refusal]:
    """Look for what turns a claim in a game that is over; yield after every try.

    Parameters
    ----------
    text, replay : the game.
    claim : its id.
    """
    loaded = load_text(text, replay.changes)
    if loaded is None or loaded.scenario is None:
        yield Refusal("text", None, phrase("The text of the scenario cannot be read."))
        return
    bases = Bases(loaded)
    known = _come_out(replay, loaded.scenario, claim)
    cards = _candidates(bases, replay)
    wanted, tried = len(cards) * len(_FACTORS), 0
    turned: list[tuple[Card, float]] = []
    for card in cards:
        for factor in _FACTORS:
            tried += 1
            end = inside(card, factor * card.value)
            other = with_number(loaded.scenario, card.path, end)
            if end != card.value and _come_out(replay, other, claim) != known:
                turned.append((card, end))
            yield ClaimSearch(claim, tried, wanted)
    found: list[ClaimTurn] = []
    for card, end in turned:
        if len(found) < _MOST and not isinstance(moved(WhatIf(text, replay, card.path), card, end), Refusal):
            found.append(ClaimTurn(card, _narrowed(replay, loaded.scenario, claim, card, end)))
            yield ClaimSearch(claim, tried, wanted, _nearest(found))
    yield ClaimSearch(claim, tried, wanted, _nearest(found), finished=True)


def _come_out(replay: Replay, scenario: Scenario, name: str) -> bool:
    """Whether the condition of a claim is met in the game, played by a scenario."""
    session = play_again(replay, scenario)
    claims = [claim for claim in compile_claims(scenario, session.world) if claim.id == name]
    return any(here.met for here in claims_here(session.game, claims, session.world))


def _candidates(bases: Bases, replay: Replay) -> Sequence[Card]:
    """Return the assumptions by which this game was played, the rules first."""
    used = {order.lever for turn in replay.turns for order in turn.orders}
    found = []
    for section in _SECTIONS:
        paths = [path for path in bases.under(section) if section != "levers" or path[1] in used]
        found += [card for card in map(bases.card, paths) if card.assumed and card.value != 0.0]
    return found


def _narrowed(replay: Replay, scenario: Scenario, claim: str, card: Card, end: float) -> float:
    """Return the value nearest to what is assumed that still turns the claim."""
    good, bad = card.value, end
    known = _come_out(replay, scenario, claim)
    for _ in range(_HALVINGS):
        middle = (good + bad) / 2
        turned = _come_out(replay, with_number(scenario, card.path, middle), claim) != known
        good, bad = (good, middle) if turned else (middle, bad)
    return bad


def _nearest(found: Sequence[ClaimTurn]) -> tuple[ClaimTurn, ...]:
    return tuple(sorted(found, key=lambda turn: abs(turn.part)))[:_TOLD]
