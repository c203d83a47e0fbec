"""What goes into a turn and what lies on the table while it is resolved.

Axes as in `state.py`; I is the number of items (clauses or deals) that one
order can carry, E events, V votes, M the states' own moves.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from game.model.arrays import Array, Parts, Record, raised
from game.model.state import State
from game.model.world import Levers

ACCEPT, AMEND, DECLINE = 0, 1, 2
ANSWERS = ("accept", "amend", "decline")
UNDECIDED = -1
SIZES = tuple(0.25 * step for step in range(1, 9))  # what an order can carry, against its lever's value
FULL_SIZE = 3  # the index of size 1


@dataclass(frozen=True)
class Orders(Record):
    """What all actors have decided, hidden and simultaneous. No order is the index one past the last lever."""

    lever: Array  # (P, J, B) index of the lever
    target: Array  # (P, J, B) index of the state, or of the power for a lever that is put to a power
    size: Array  # (P, J, B) index into SIZES
    items: Array  # (P, J, B) bit mask of the lever's items that are put
    move: Array  # (S, B) index of the state's own move
    court: Array  # (S, B) index of the power that the move is for


@dataclass(frozen=True)
class Answers(Record):
    """What the states' seats have decided; UNDECIDED leaves it to the cabinet."""

    offer: Array  # (P, J, S, B) ACCEPT, AMEND, DECLINE or UNDECIDED
    item: Array  # (P, I, S, B) the same for each item of a power's package or statement


@dataclass(frozen=True)
class Shocks(Record):
    """Chance, drawn before the turn: uniform numbers from 0 to 1 unless said otherwise."""

    struck: Array  # (E, S, B) 1 where an event strikes a state
    happened: Array  # (E, B) 1 where an event happens
    cancel: Array  # (P, J, B) whether a journey is called off
    offer: Array  # (P, J, S, B) the answer to an offer
    item: Array  # (P, I, S, B) the answer to an item
    reaction: Array  # (P, B) how a power reacts
    luck: Array  # (N, P, S, B) deliveries in each quarter of the turn, mean 0, variance 1
    drift: Array  # (N, F, P, S, B) log-odds in each quarter, mean 0, variance 1
    ballot: dict[int, Array]  # (S, B) how a state votes, by the votes due in the turn
    attendance: dict[int, Array]  # (S, B) whether it comes


@dataclass(frozen=True)
class Table(Record):
    """The offers of this turn and what becomes of them. Fields are filled as the turn goes on."""

    lever: Array = None  # (P, J, B) orders that stand, illegal and cancelled ones taken off
    target: Array = None  # (P, J, B)
    size: Array = None  # (P, J, B)
    refusal: Array = None  # (P, J, B) 0, or the code of the rule that an order broke
    cancelled: Array = None  # (P, J, B) 1 where a journey was called off
    given: Levers = None  # type: ignore[assignment]  # what the levers of these orders are, each table gathered: (..., P, J, B)
    index: Array = None  # (P, J, B) into the tables by lever, size and target
    growth: Array = None  # (P, S, B) how much larger a favoured power's packages are
    scale: Array = None  # (P, J, B) the size of an order, against full size
    reach: Array = None  # (P, J, S, B) 1 where an order is put to a state
    value: Array = None  # (P, J, S, B) bn USD on offer
    offered: Array = None  # (P, J, S, B) 1 where the order is an offer that needs this state's consent
    guests: Array = None  # (S, B) powers that come to a state
    tender: Array = None  # (2, S, B) what rival bids, and a single bid, add to a project here
    welcome: Array = None  # (S, B) favour for statements in a host state
    hosting: Array = None  # (3, S, B) ties, home and the part that remains with fewer than two guests
    voice: Array = None  # (2, S, B) what remains of the cost of naming and of pressure
    repeated: Array = None  # (P, J, B) how often the same order was given before, fading
    utility: Array = None  # (P, J, S, B) of accepting an offer
    amended: Array = None  # (P, J, S, B) of accepting it amended
    chance: Array = None  # (2, P, J, S, B) of accepting and of amending
    item_id: Array = None  # (P, I, B) index of the item, one past the last for none
    item_utility: Array = None  # (P, I, S, B)
    item_amended: Array = None  # (P, I, S, B)
    item_chance: Array = None  # (2, P, I, S, B)
    item_slot: Array = None  # (P, J, B) 1 for the slot that carries items
    answer: Array = None  # (P, J, S, B) the answers given, DECLINE where nothing was offered
    item_answer: Array = None  # (P, I, S, B)
    taken: Array = None  # (P, J, S, B) the part of the value that was agreed
    news: Array = None  # (P, J, S, B) the part of the headline
    warmth: Array = None  # (P, J, S, B) the part of the goodwill
    aimed: Array = None  # (P, P, S, B) clauses signed, naming squared: by the one named, then the one naming
    tried: Array = None  # (P, P, S, B) clauses put, naming squared: by the one named, then the one naming
    reaction: Array = None  # (P, B) 0 nothing, 1 words, 2 counter-offer, 3 pressure
    provoked: Array = None  # (P, S, B) how far a power feels provoked, by state
    reaction_chance: Array = None  # (3, P, B)


class Entry(NamedTuple):
    """One cause of one change, kept for the ledger of a live game."""

    phase: str
    field: str
    cause: str
    amount: Any  # the shape of the field, with the axes of orders more where it is given order by order
    axes: tuple[int, ...]  # those axes: empty for a change that no order made


class Term(NamedTuple):
    """One named term of a decision's utility, kept for the ledger of a live game."""

    decision: str
    name: str
    amount: Any


@dataclass(frozen=True)
class Turn(Record):
    """A turn on its way: every phase takes one and returns one."""

    state: State
    shocks: Shocks
    number: int  # the turn, from 0
    opened: State | None = None  # the state when orders were decided: what everybody knows
    orders: Orders | None = None
    answers: Answers | None = None
    table: Table = Table()
    quarter: int = 0  # the quarter inside the turn, from 0
    phase: str = ""
    log: tuple[Entry | Term, ...] | None = None  # None in a batch: then nothing is kept

    def put(self, **changes: Array) -> Self:
        """Lay something on the table."""
        return self.with_(table=self.table.with_(**changes))

    def add(self, field: str, cause: str, amount: Array) -> Self:
        """Change a field of the state by `amount`, for a named cause."""
        state = self.state.having(field, getattr(self.state, field) + amount)
        if self.log is None:
            return self.having("state", state)
        return self.with_(state=state, log=(*self.log, Entry(self.phase, field, cause, amount, ())))

    def add_at(self, field: str, cause: str, parts: Parts) -> Self:
        """Change a field at some places of its first axes only, for a named cause."""
        now = getattr(self.state, field)
        state = self.state.having(field, raised(now, parts))
        if self.log is None:
            return self.having("state", state)
        nothing = now.__array_namespace__().zeros_like(now)
        return self.with_(state=state, log=(*self.log, Entry(self.phase, field, cause, raised(nothing, parts), ())))

    def add_by_order(
        self,
        field: str,
        cause: str,
        amounts: Array,
        axes: tuple[int, ...],
        at: tuple[int, ...] = (),
    ) -> Self:
        """Change a field by what each order brings: `amounts` has the axes of orders more, which are summed.

        `at` is the place in the first axes of the field, where orders touch only a part of it.
        """
        if at:
            return self.add_parts_by_order(field, cause, {at: amounts}, axes)
        xp = amounts.__array_namespace__()
        state = self.state.having(field, getattr(self.state, field) + xp.sum(amounts, axis=axes))
        if self.log is None:
            return self.having("state", state)
        return self.with_(state=state, log=(*self.log, Entry(self.phase, field, cause, amounts, axes)))

    def add_parts_by_order(self, field: str, cause: str, parts: Parts, axes: tuple[int, ...]) -> Self:
        """Change some parts of a field by what each order brings; the axes of orders are counted from the last."""
        now = getattr(self.state, field)
        xp = now.__array_namespace__()
        sums = {place: xp.sum(amounts, axis=axes) for place, amounts in parts.items()}
        state = self.state.having(field, raised(now, sums))
        if self.log is None:
            return self.having("state", state)
        (place, amounts), *_ = parts.items()
        nothing = xp.zeros((*now.shape[: len(place)], *amounts.shape), dtype=now.dtype)
        entry = Entry(self.phase, field, cause, raised(nothing, parts), axes)
        return self.with_(state=state, log=(*self.log, entry))

    def keep(self, **fields: Array) -> Self:
        """Set fields that are memory, not stocks: they have no causes in the ledger."""
        return self.with_(state=self.state.with_(**fields))

    def note(self, decision: str, name: str, amount: Array) -> Self:
        """Keep a term of a decision for the ledger; nothing happens in a batch."""
        if self.log is None:
            return self
        return self.with_(log=(*self.log, Term(decision, name, amount)))
