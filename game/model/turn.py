"""What goes into a turn and what lies on the table while it is resolved.

Axes as in `state.py`; I is the number of items (clauses or deals) that one
order can carry, E events, V votes, M the states' own moves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from game.model.arrays import Array, Parts, Record, at, is_nothing, raised, raised_where, spread, summed
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
class Draws(Record):
    """Uniform numbers from 0 to 1 that are only drawn where they are asked for, by `chance.drawn`: (*axes, B)."""

    keys: Array  # (B,) of the runs
    when: str
    what: str
    axes: tuple[tuple[str, ...], ...]  # the ids of what is drawn
    paired: bool = False  # whether the last axis but one is drawn in pairs, two numbers from one hash


@dataclass(frozen=True)
class Shocks(Record):
    """Chance, drawn before the turn: uniform numbers from 0 to 1 unless said otherwise."""

    struck: Array  # (E, S, B) 1 where an event strikes a state
    happened: Array  # (E, B) 1 where an event happens
    cancel: Array  # (P, J, B) whether a journey is called off
    offer: Array | Draws  # (P, J, S, B) the answer to an offer
    item: Array | Draws  # (P, I, S, B) the answer to an item
    reaction: Array  # (P, B) how a power reacts
    luck: Array  # (N, P, S, B) deliveries in each quarter of the turn, mean 0, variance 1
    drift: Array  # (N, F, P, S, B) log-odds in each quarter, mean 0, variance 1
    ballot: dict[int, Array]  # (S, B) how a state votes, by the votes due in the turn
    attendance: dict[int, Array]  # (S, B) whether it comes


@dataclass(frozen=True)
class Offers(Record):
    """Orders as they are put to states, with what becomes of them.

    There are two sorts, which rules treat alike. Of orders to one state each there is one entry for every order that
    could be given: below, O and E both stand for (P, J, B). Of orders to all states there is one for each of the n
    that are given in any game of the batch, O for (1, n), and one by state, E for (S, n).
    """

    everywhere: bool  # whether they are put to all states
    order: Array  # O the place among the orders (P, J, B), laid end to end
    given: Levers  # what its lever is, each table gathered: (..., *O)
    state: Array  # E or (S, 1) index of the state
    host: Array  # E the place among states and games, (S, B)
    pair: Array  # E the place among powers, states and games, (P, S, B)
    seat: Array  # E the place among orders, states and games, (P, J, S, B)
    reach: Array  # O 1 where the order is put at all
    offered: Array  # O 1 where it is an offer that needs consent
    scale: Array  # O the size of the order, against full size
    benefit: Array  # O what the offer is worth to a state that trusts the power
    mass: Array  # O how much its size counts, between 0 and 1
    ceiling: Array  # O the share of the power above which more is too much
    growth: Array  # E how much larger a favoured power's packages are
    value: Array  # E bn USD on offer
    utility: Array = None  # E of accepting
    amended: Array = None  # E of accepting it amended
    chance: Array = None  # (2, *E) of accepting and of amending
    answer: Array = None  # E the answers given, DECLINE where nothing was offered
    taken: Array = None  # E the part of the value that was agreed
    news: Array = None  # E the part of the headline
    warmth: Array = None  # E the part of the goodwill


@dataclass(frozen=True)
class Items(Record):
    """The items of the n orders of one sort that carry any. H stands for one state each, or for all of them."""

    order: Array  # (n,) the place of the order among the orders (P, J, B), laid end to end
    power: Array  # (n,)
    game: Array  # (n,)
    entry: Array  # (H, n) the place among the E of its sort
    state: Array  # (H, n) index of the state
    item: Array  # (I, n) index of the item, one past the last for none
    pair: Array  # (H, n) the place among powers, states and games, (P, S, B)
    seat: Array  # (I, H, n) the place among powers, items, states and games, (P, I, S, B)
    put: Array  # (I, 1, n) 1 where a state must answer
    utility: Array = None  # (I, H, n)
    amended: Array = None  # (I, H, n)
    chance: Array = None  # (2, I, H, n)
    answer: Array = None  # (I, H, n)


def _by_state(name: str, doc: str, nothing: int = 0) -> Any:
    return property(lambda table: table.each(name, nothing), doc=doc)


def _by_item(name: str, doc: str, nothing: int = 0) -> Any:
    return property(lambda table: table.each_item(name, nothing), doc=doc)


@dataclass(frozen=True)
class Table(Record):
    """What lies on the table this turn and what becomes of it. Fields are filled as the turn goes on."""

    lever: Array = None  # (P, J, B) orders that stand, illegal and cancelled ones taken off
    target: Array = None  # (P, J, B)
    size: Array = None  # (P, J, B)
    refusal: Array = None  # (P, J, B) 0, or the code of the rule that an order broke
    cancelled: Array = None  # (P, J, B) 1 where a journey was called off
    given: Levers = None  # type: ignore[assignment]  # what the levers of these orders are, each table gathered: (..., P, J, B)
    scale: Array = None  # (P, J, B) the size of an order, against full size
    here: Array = None  # (P, J, S, B) 1 at the one state that an order is put to
    offers: tuple[Offers, ...] = ()  # the orders to one state each, then those to all, if there are any
    items: tuple[Items, ...] = ()  # of packages for one state, and of statements to all
    tender: Array = None  # (2, S, B) what rival bids, and a single bid, add to a project here
    welcome: Array = None  # (S, B) favour for statements in a host state
    hosting: Array = None  # (3, S, B) ties, home and the part that remains with fewer than two guests
    voice: Array = None  # (2, S, B) what remains of the cost of naming and of pressure
    repeated: Array = None  # (P, J, B) how often the same order was given before, fading
    item_id: Array = None  # (P, I, B) index of the item, one past the last for none
    item_slot: Array = None  # (P, J, B) 1 for the slot that carries items
    named: Array = None  # (P, P, S, B) how far clauses that name a power provoke it: by that power, then the one naming
    reaction: Array = None  # (P, B) 0 nothing, 1 words, 2 counter-offer, 3 pressure
    provoked: Array = None  # (P, S, B) how far a power feels provoked, by state
    reaction_chance: Array = None  # (3, P, B)

    def of(self, values: Array, offers: Offers) -> Array:
        """Return what is known of every order (P, J, B) for the orders of one sort."""
        return at(values, offers.order) if offers.everywhere else values

    def by_state(self, amounts: Sequence[Array | None]) -> Array:
        """Return what every order brings to every state, (..., P, J, S, B), given what it brings by sort of offers.

        None stands for a sort that brings nothing.
        """
        single, *common = amounts
        xp = self.here.__array_namespace__()
        whole = xp.zeros_like(self.here) if single is None else single[..., None, :] * self.here
        for offers, amount in zip(self.offers[1:], common, strict=True):
            whole = whole if amount is None else spread(amount, offers.seat, whole)
        return whole

    def to_states(self, amounts: Sequence[Array | None]) -> Array:
        """Return what all orders of a power bring to every state, (..., P, S, B), as `by_state` summed over orders."""
        single, *common = amounts
        if single is not None and all(amount is None or is_nothing(amount) for amount in common):
            return summed(single, self.here)
        return self.here.__array_namespace__().sum(self.by_state(amounts), axis=-3)

    def by_order(self, amounts: Sequence[Array]) -> Array:
        """Return what every order brings in all states, (P, J, B), given what it brings by sort of offers."""
        single, *common = amounts
        for offers, amount in zip(self.offers[1:], common, strict=True):
            xp = single.__array_namespace__()
            everywhere = xp.sum(amount, axis=-2, keepdims=True)
            single = single + spread(everywhere, offers.order, xp.zeros_like(single))
        return single

    def each(self, name: str, nothing: int = 0) -> Array:
        """Return a field of all offers by order and state, (..., P, J, S, B); `nothing` where no order is put."""
        found = [getattr(offers, name) for offers in self.offers]
        if not found or found[0] is None:
            return None
        xp, kind = self.here.__array_namespace__(), self.here.dtype
        whole = self.by_state([xp.astype(values - nothing, kind) for values in found])
        return xp.astype(whole + nothing, found[0].dtype)

    def each_item(self, name: str, nothing: int = 0) -> Array:
        """Return a field of all items by item and state, (..., P, I, S, B); `nothing` where none is put."""
        (powers, _, states, games), kind = self.here.shape, self.here.dtype
        xp, found = self.here.__array_namespace__(), [getattr(items, name) for items in self.items]
        if not found or found[0] is None:
            return None
        whole = xp.zeros((*found[0].shape[:-3], powers, self.item_id.shape[1], states, games), dtype=kind)
        for items, values in zip(self.items, found, strict=True):
            whole = spread(xp.astype(values - nothing, kind) * items.put, items.seat, whole)
        return xp.astype(whole + nothing, found[0].dtype)

    # What readers ask for, order by order and state by state, or item by item.
    reach = _by_state("reach", "Where orders are put: 1, (P, J, S, B).")
    offered = _by_state("offered", "Where they are offers that need the state's consent: 1, (P, J, S, B).")
    value = _by_state("value", "What is on offer, (P, J, S, B) bn USD.")
    utility = _by_state("utility", "The utility of accepting, (P, J, S, B).")
    amended = _by_state("amended", "The utility of accepting amended, (P, J, S, B).")
    chance = _by_state("chance", "The chances of accepting and of amending, (2, P, J, S, B).")
    answer = _by_state("answer", "The answers given, (P, J, S, B); DECLINE where nothing was offered.", DECLINE)
    item_utility = _by_item("utility", "The utility of accepting an item, (P, I, S, B).")
    item_amended = _by_item("amended", "The utility of accepting it amended, (P, I, S, B).")
    item_chance = _by_item("chance", "The chances of accepting and of amending it, (2, P, I, S, B).")
    item_answer = _by_item("answer", "The answers to items, (P, I, S, B); DECLINE where nothing was put.", DECLINE)


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
    lawful: bool = False  # whether all orders are known to be legal, so that none need be judged
    answers: Answers | None = None
    table: Table = Table()
    quarter: int = 0  # the quarter inside the turn, from 0
    phase: str = ""
    log: tuple[Entry | Term, ...] | None = None  # None in a batch: then nothing is kept

    def put(self, **changes: Array) -> Self:
        """Lay something on the table."""
        return self.with_(table=self.table.with_(**changes))

    def add(self, field: str, cause: str, amount: Array, told: Array = None, axes: tuple[int, ...] = ()) -> Self:
        """Change a field of the state by `amount`, which may have fewer axes or shorter ones, for a named cause.

        Where orders brought it, `told` is what each of them did, for the ledger: it has these axes more.
        """
        now = getattr(self.state, field)
        state = self.state.having(field, now + amount)
        if self.log is None:
            return self.having("state", state)
        amount = now.__array_namespace__().broadcast_to(amount, now.shape) if told is None else told
        entry = Entry(self.phase, field, cause, amount, axes)
        return self.with_(state=state, log=(*self.log, entry))

    def add_at(self, field: str, cause: str, parts: Parts) -> Self:
        """Change a field at some places of its first axes only, for a named cause."""
        now = getattr(self.state, field)
        state = self.state.having(field, raised(now, parts))
        if self.log is None:
            return self.having("state", state)
        nothing = now.__array_namespace__().zeros_like(now)
        return self.with_(state=state, log=(*self.log, Entry(self.phase, field, cause, raised(nothing, parts), ())))

    def add_where(self, field: str, cause: str, places: Array, parts: Parts) -> Self:
        """Change some parts of a field at some places only, as `raised_where` does, for a named cause."""
        now = getattr(self.state, field)
        state = self.state.having(field, raised_where(now, places, parts))
        if self.log is None:
            return self.having("state", state)
        amount = raised_where(now.__array_namespace__().zeros_like(now), places, parts)
        return self.with_(state=state, log=(*self.log, Entry(self.phase, field, cause, amount, ())))

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
