"""Two lines of a game side by side: where they part, how far apart they are after each turn, and what did it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from game.model.world import World
from game.sim.explain import Decision, Reaction, explain_answers, explain_reactions
from game.sim.history import History, history_of
from game.sim.ledger import Change, Ledger
from game.sim.live import PlayedTurn
from game.sim.order import Order
from game.sim.replay import Difference, difference_of
from game.sim.session import Session

__all__ = ["Fork", "Gap", "Pair", "Parting", "compare"]


K = TypeVar("K")


@dataclass(frozen=True)
class Pair:
    """The same quantity in both lines."""

    left: float
    right: float

    @property
    def gap(self) -> float:
        """How much more the right line has."""
        return self.right - self.left


@dataclass(frozen=True)
class Gap:
    """Both lines after the same turn."""

    number: int  # the turn, from 0
    scores: Mapping[str, Pair]  # by actor
    dependence: Mapping[tuple[str, str], Pair]  # by partner and state
    tonnage: Mapping[str, Pair]  # by corridor
    signed: Mapping[str, Pair]  # by power
    delivered: Mapping[str, Pair]
    tension: Pair


@dataclass(frozen=True)
class Fork:
    """Something that was decided in one way in the left line and in another in the right one.

    Kinds: an `order` that only one line has, an own `move`, an `answer` to the same offer, a `reaction`.
    """

    number: int  # the turn, from 0
    kind: str
    actor: str  # who decided
    order: Order | None  # the order, the offer that was answered, or None
    left: str  # the order's or move's lever, the answer or the reaction; "" for none
    right: str
    points: float  # of all scores together, that it moved at once in the line where it moved more
    chances: tuple[float, float] | None = None  # of the answer given, as the cabinet saw it in each line
    draws: tuple[float, float] | None = None  # the luck of it in each line


@dataclass(frozen=True)
class Parting:
    """Two lines compared."""

    same_luck: bool  # whether both drew from the same chance
    shared: int  # how many turns are the same
    first: Difference | None  # the first thing that differs; `expected` is the left line's
    gaps: tuple[Gap, ...]  # after every turn that both have
    forks: tuple[Fork, ...]  # the largest first


def compare(left: Session, right: Session) -> Parting:
    """Compare two lines of one scenario, as far as both are played.

    Parameters
    ----------
    left, right : sessions of one scenario, whose numbers may differ. With other seeds they do not share their luck.

    Raises
    ------
    ValueError
        If they play different scenarios.
    """
    if left.world.names != right.world.names or left.world.length != right.world.length:
        raise ValueError("the lines play different scenarios")
    count = min(left.number, right.number)
    found = [difference_of(a, b) for a, b in zip(left.records, right.records, strict=False)]
    shared = next((at for at, difference in enumerate(found) if difference is not None), count)
    forks = [
        fork
        for number in range(shared, count)
        for fork in _Turns(number, left, right).forks(_orders(left, number), _orders(right, number))
    ]
    return Parting(
        same_luck=(left.seed, left.run) == (right.seed, right.run),
        shared=shared,
        first=found[shared] if shared < count else None,
        gaps=tuple(_gaps(history_of(left.game, left.world), history_of(right.game, right.world), count)),
        forks=tuple(sorted(forks, key=lambda fork: (-fork.points, fork.number))),
    )


def _gaps(left: History, right: History, count: int) -> Iterator[Gap]:
    for after in range(1, count + 1):
        yield Gap(
            number=after - 1,
            scores=_pairs(left.scores, right.scores, after),
            dependence=_pairs(left.dependence, right.dependence, after),
            tonnage=_pairs(left.tonnage, right.tonnage, after),
            signed=_pairs(left.signed, right.signed, after),
            delivered=_pairs(left.delivered, right.delivered, after),
            tension=Pair(left.tension[after], right.tension[after]),
        )


def _pairs(left: Mapping[K, Sequence[float]], right: Mapping[K, Sequence[float]], after: int) -> dict[K, Pair]:
    return {key: Pair(series[after], right[key][after]) for key, series in left.items()}


def _orders(session: Session, number: int) -> tuple[Order, ...]:
    return tuple(order for order in session.records[number].orders if order.lever)


class _Turns:
    """The same turn in both lines."""

    def __init__(self, number: int, left: Session, right: Session) -> None:
        self.number, self.world = number, left.world
        self.sides = tuple(_Side(side.game.turns[number], side.world) for side in (left, right))

    def forks(self, left: Sequence[Order], right: Sequence[Order]) -> Iterator[Fork]:
        """Yield what was decided in two ways."""
        yield from self._ordered(left, right)
        yield from self._moved(left, right)
        yield from self._answered()
        yield from self._reacted()

    def _ordered(self, left: Sequence[Order], right: Sequence[Order]) -> Iterator[Fork]:
        """Yield the orders of powers that one line has and the other has not."""
        powers = self.world.names.powers
        given = [[order for order in orders if order.actor in powers] for orders in (left, right)]
        for side, (mine, others) in enumerate(((given[0], given[1]), (given[1], given[0]))):
            rest = list(others)
            for order in mine:
                if order in rest:
                    rest.remove(order)
                    continue
                levers = ("", order.lever) if side else (order.lever, "")
                yield Fork(self.number, "order", order.actor, order, *levers, self.sides[side].points_of(order))

    def _moved(self, left: Sequence[Order], right: Sequence[Order]) -> Iterator[Fork]:
        """Yield the states that made another move."""
        for state in self.world.names.states:
            moves = [next((order for order in orders if order.actor == state), None) for orders in (left, right)]
            if moves[0] == moves[1]:
                continue
            levers = [move.lever if move else "" for move in moves]
            points = max(side.points_of_move(state) for side in self.sides)
            yield Fork(self.number, "move", state, moves[1] or moves[0], levers[0], levers[1], points)

    def _answered(self) -> Iterator[Fork]:
        """Yield the offers that both lines have and that were answered in two ways."""
        answers = [side.answers() for side in self.sides]
        for key in answers[0].keys() & answers[1].keys():
            one, other = answers[0][key], answers[1][key]
            if one.answer == other.answer:
                continue
            points = max(
                side.points_of_slot(d.order.power, d.order.slot)
                for side, d in zip(self.sides, (one, other), strict=True)
            )
            order = Order(one.order.power, one.order.lever, one.order.target or "", one.order.size,
                          (one.item,) if one.item else None)  # fmt: skip
            yield Fork(
                self.number, "answer", one.state, order, one.answer, other.answer, points,
                (_chance(one), _chance(other)), (one.draw, other.draw),
            )  # fmt: skip

    def _reacted(self) -> Iterator[Fork]:
        """Yield the powers that reacted in two ways."""
        for one, other in zip(*(side.reactions for side in self.sides), strict=True):
            if one.reaction == other.reaction:
                continue
            points = max(side.points_of_reactions() for side in self.sides)
            chances = _likely(one), _likely(other)
            yield Fork(self.number, "reaction", one.power, None, one.reaction, other.reaction, points, chances,
                       (one.draw, other.draw))  # fmt: skip


class _Side:
    """One line's turn."""

    def __init__(self, played: PlayedTurn, world: World) -> None:
        self.world = world
        self.decisions = explain_answers(played, world)
        self.reactions = explain_reactions(played, world)
        self.scores: tuple[Change, ...] = Ledger(played.start, played.turn, world).scores()

    def answers(self) -> dict[tuple[str | int | None, ...], Decision]:
        """Return the answers by what was answered, wherever it stood among its power's orders."""
        found: dict[tuple[str | int | None, ...], Decision] = {}
        for decision in self.decisions:
            order = decision.order
            key = order.power, order.lever, order.target, decision.item, decision.state
            found[(*key, sum(known[:-1] == key for known in found))] = decision
        return found

    def points_of(self, order: Order) -> float:
        """Return the points of all scores that the orders like this one moved."""
        slots = {
            (c.order.power, c.order.slot)
            for change in self.scores for c in change.causes
            if c.order is not None and (c.order.power, c.order.lever, c.order.target or "") == (
                order.actor, order.lever, order.target)
        }  # fmt: skip
        return sum(self.points_of_slot(*slot) for slot in slots) / max(len(slots), 1)

    def points_of_slot(self, power: str, slot: int) -> float:
        """Return the points of all scores that one order moved."""
        return sum(
            abs(sum(c.amount for c in change.causes if c.order and (c.order.power, c.order.slot) == (power, slot)))
            for change in self.scores
        )

    def points_of_move(self, state: str) -> float:
        """Return the points of its own score that own moves moved."""
        own = self.scores[self.world.names.actors.index(state)]
        return abs(sum(cause.amount for cause in own.causes if cause.phase == "make_moves"))

    def points_of_reactions(self) -> float:
        """Return the points of all scores that a reaction moved, if all moved the same."""
        count = sum(reaction.reaction != "nothing" for reaction in self.reactions)
        moved = sum(abs(sum(c.amount for c in change.causes if c.name == "reaction")) for change in self.scores)
        return moved / max(count, 1)


def _chance(decision: Decision) -> float:
    return float(getattr(decision.chances, decision.answer))


def _likely(reaction: Reaction) -> float:
    """Return how likely the reaction was that came."""
    known = {option.name: option.chance for option in reaction.options}
    return known.get(reaction.reaction, 1.0 - sum(known.values()))
