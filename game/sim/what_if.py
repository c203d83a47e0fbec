"""What if a number were another one? The same game is played again with the same orders and the same luck.

A request and its answer can be sent to another process and back.
"""

from collections.abc import Callable, Generator, Iterator, Sized
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from game.scenario.bases import Bases, Card
from game.scenario.findings import Path
from game.scenario.load import Loaded
from game.scenario.schema import Scenario
from game.sentence import phrase
from game.sim.explain import explain_answers, explain_refused_orders
from game.sim.ledger import Ledger
from game.sim.order import Refusal
from game.sim.parting import Parting, compare
from game.sim.prepare import prepare
from game.sim.replay import Replay
from game.sim.resuming import load_text
from game.sim.saved_game import ScenarioText
from game.sim.session import Session

__all__ = [
    "Band",
    "Outcome",
    "Tried",
    "Watched",
    "WhatIf",
    "band",
    "inside",
    "moved",
    "play_again",
    "search_band",
    "setting_of",
    "switched",
    "try_out",
    "with_number",
]

_STEPS = 4  # values tried on each side of what is assumed
_HALVINGS = 4  # of the step in which the sign turns
_MOST_TRIES = 1 + 2 * (_STEPS + _HALVINGS)
_ZERO = 1e-9


@dataclass(frozen=True)
class Watched:
    """The number that somebody doubts.

    Kinds: the change of something in a `turn`, as `Ledger.find` names it; its change since the start of the `game`, up
    to the end of that turn; the utility of an `answer`, whose path is a power, a slot, a state and an item.
    """

    kind: str
    number: int  # the turn, from 0
    path: tuple[str, ...]


@dataclass(frozen=True)
class WhatIf:
    """A game, and a number of its scenario that is to be another one."""

    text: ScenarioText
    replay: Replay
    path: Path  # of the number, as `Bases` finds it
    value: float | None = None  # in the unit of the format; None for a band, which tries many


@dataclass(frozen=True)
class Outcome:
    """The game as it was and as it would have been."""

    card: Card  # the number as it is
    value: float  # what it was set to
    left: Session
    right: Session
    parting: Parting
    lost: int  # orders that are no longer allowed


@dataclass(frozen=True)
class Band:
    """Between which values of a number another one keeps its sign, the orders being the same."""

    card: Card  # the number as it is
    watched: float  # the other one, as it is
    low: float | None  # None where it keeps its sign down to the least that is tried
    high: float | None
    least: float  # what was tried
    most: float
    tries: int


@dataclass(frozen=True)
class Tried:
    """How far the search for a band is."""

    tries: int
    most: int  # that it can take


def try_out(asked: WhatIf) -> Outcome | Refusal:
    """Play a game again with one number moved or switched off, and compare.

    Parameters
    ----------
    asked : what to try.

    Returns
    -------
    Outcome or Refusal
        Why it cannot be tried, in one sentence.
    """
    found = _open(asked)
    if isinstance(found, Refusal):
        return found
    bases, card = found
    assert asked.value is not None
    other = moved(asked, card, asked.value)
    if isinstance(other, Refusal):
        return other
    left, right = play_again(asked.replay, bases.scenario), play_again(asked.replay, other)
    return Outcome(card, asked.value, left, right, compare(left, right), max(0, _refused(right) - _refused(left)))


def band(asked: WhatIf, watched: Watched) -> Band | Refusal:
    """Return between which values of an assumption a number keeps its sign, see `search_band`."""
    *_, found = search_band(asked, watched)
    assert not isinstance(found, Tried)
    return found


def search_band(asked: WhatIf, watched: Watched) -> Iterator[Tried | Band | Refusal]:
    """Find between which values of an assumption a number keeps its sign; yield how far that is, and at last the band.

    The values that are tried lie evenly to both ends of what is allowed, and no further than ten times the number;
    the step in which the sign turns is halved a few times.
    """
    found = _open(asked)
    if isinstance(found, Refusal):
        yield found
        return
    bases, card = found
    doubt = moved(asked, card, _beside(card))
    if isinstance(doubt, Refusal):
        yield doubt
        return
    tried: dict[float, float] = {}

    def value(number: float) -> float:
        if number not in tried:
            scenario = with_number(bases.scenario, card.path, number)
            tried[number] = _watch(play_again(asked.replay, scenario, watched.number + 1), watched)
        return tried[number]

    now = value(card.value)
    reach = 10.0 * max(abs(card.value), 0.1)
    least, most = inside(card, card.value - reach), inside(card, card.value + reach)
    if abs(now) < _ZERO:
        yield Refusal("zero", None, phrase("The number that is watched is zero: it has no sign to keep."))
        return
    low = yield from _turns(card.value, least, now, value, tried)
    high = yield from _turns(card.value, most, now, value, tried)
    yield Band(card, now, low, high, least, most, len(tried))


def setting_of(asked: WhatIf) -> str | Refusal:
    """Return the number with its value as it is written on a command line, or why it cannot be moved."""
    found = _open(asked)
    assert asked.value is not None
    return found if isinstance(found, Refusal) else _setting(found[1], asked.value)


def _setting(card: Card, value: float) -> str:
    return f"{card.setting}={value!r} {card.unit}".strip()


def switched(card: Card) -> float:
    """Return the value that switches a number off: nothing, or the nearest to it that is allowed."""
    return inside(card, 0.0)


def _turns(
    start: float, end: float, now: float, value: Callable[[float], float], tried: Sized
) -> Generator[Tried, None, float | None]:
    """Return where the sign turns on the way from what is assumed to an end, None if it does not."""
    good = start
    for step in range(1, _STEPS + 1):
        bad = start + (end - start) * step / _STEPS
        if bad == good:
            return None
        turned = value(bad) * now <= 0
        yield Tried(len(tried), _MOST_TRIES)
        if turned:
            break
        good = bad
    else:
        return None
    for _ in range(_HALVINGS):
        middle = (good + bad) / 2
        good, bad = (middle, bad) if value(middle) * now > 0 else (good, middle)
        yield Tried(len(tried), _MOST_TRIES)
    return (good + bad) / 2


def _open(asked: WhatIf) -> tuple[Bases, Card] | Refusal:
    loaded = load_text(asked.text, asked.replay.changes)
    if loaded is None or loaded.scenario is None:
        return Refusal("text", None, phrase("The text of the scenario cannot be read."))
    bases = Bases(loaded)
    if asked.path not in bases:
        return Refusal("number", None, f"There is no number {'.'.join(asked.path)!r} in the scenario.")
    card = bases.card(asked.path)
    if card.kind == "structure" and isinstance(_at(loaded.scenario, card.path), int):
        return Refusal(
            "structure",
            None,
            phrase("A count is part of the structure."),
            phrase("Change the file to try another one."),
        )
    return bases, card


def moved(asked: WhatIf, card: Card, value: float) -> Scenario | Refusal:
    """Return the scenario with another number, checked in full like any other."""
    loaded: Loaded | None = load_text(asked.text, (*asked.replay.changes, _setting(card, value)))
    if loaded is None:
        return Refusal("text", None, phrase("The text of the scenario cannot be read."))
    if loaded.scenario is not None:
        return loaded.scenario
    first = next(problem for problem in loaded.problems if problem.severity == "error")
    return Refusal("checks", None, phrase("It cannot be moved alone: {why}.", why=first.sentence), first.hint)


def inside(card: Card, value: float) -> float:
    """Return the value nearest to one that a number may have."""
    low, high = (value if bound is None else bound for bound in (card.low, card.high))
    return min(max(value, low), high)


def _beside(card: Card) -> float:
    """Return a value next to what is assumed, and far enough for sums that must come out even."""
    step = 0.02 * max(abs(card.value), 0.1)
    return card.value + step if card.high is None or card.value + step <= card.high else card.value - step


def _at(part: Any, path: Path) -> Any:
    for step in path:
        part = part[int(step) - 1] if isinstance(part, tuple) else _entry(part, step)
    return part


def _entry(part: Any, step: str) -> Any:
    return getattr(part, _field(part, step)) if is_dataclass(part) else part[step]


def _field(part: Any, step: str) -> str:
    """Return the attribute of a setting: one that is a word of Python bears an underscore."""
    names = [entry.name for entry in fields(part)]
    return step if step in names else f"{step}_"


def with_number(part: Any, path: Path, value: float) -> Any:
    """Return a copy of a part of a scenario with one number another, unchecked."""
    if not path:
        return type(part)(value) if isinstance(part, float) else value
    step, rest = path[0], path[1:]
    if isinstance(part, tuple):
        at = int(step) - 1
        return (*part[:at], with_number(part[at], rest, value), *part[at + 1 :])
    inner = with_number(_entry(part, step), rest, value)
    return replace(part, **{_field(part, step): inner}) if is_dataclass(part) else {**part, step: inner}  # type: ignore[type-var]


def play_again(replay: Replay, scenario: Scenario, turns: int | None = None) -> Session:
    """Play the recorded orders, all or some turns of them, whatever comes of them."""
    session = Session(prepare(scenario, replay.length), seed=replay.seed, run=replay.run)
    for record in replay.turns[:turns]:
        session.play_recorded(record)
    return session


def _refused(session: Session) -> int:
    return sum(len(explain_refused_orders(played, session.world)) for played in session.game.turns)


def _watch(session: Session, watched: Watched) -> float:
    """Return the number that is watched, as it is in a game."""
    world, turns = session.world, session.game.turns
    if watched.kind == "answer":
        for decision in explain_answers(turns[watched.number], world):
            order = decision.order
            if (order.power, str(order.slot), decision.state, decision.item or "") == watched.path:
                return decision.utility
        return 0.0
    chosen = turns[watched.number :] if watched.kind == "turn" else turns
    ledgers = [Ledger(played.start, played.turn, world) for played in chosen]
    return sum(ledger.find(*watched.path).amount for ledger in ledgers)
