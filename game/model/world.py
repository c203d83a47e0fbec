"""The compiled, static side of a scenario: names, tables and coefficients.

A world never changes while games are played and is never saved with one. Its
arrays carry the same leading axes as the state (powers, then states) and a
last axis of length 1 for the game, so that a rule reads as its equation.
L is the number of levers that powers use, M the states' own moves, U the
items of all levers; tables indexed by one of these have a last row for "none".
"""

from dataclasses import dataclass
from typing import Any

from game.model.arrays import Array, Record
from game.model.rules import Rules
from game.model.state import State

__all__ = [
    "Corridors", "Domains", "EventPart", "Events", "Items", "Levers", "Measure", "Menu", "Moves", "Names", "Objective",
    "Powers", "Seat", "States", "Votes", "World",
]  # fmt: skip


@dataclass(frozen=True)
class Names:
    """Ids and titles, in the order of the axes."""

    scenario: str
    powers: tuple[str, ...]
    states: tuple[str, ...]
    stocks: tuple[str, ...]
    flows: tuple[str, ...]
    levers: tuple[str, ...]
    moves: tuple[str, ...]
    items: tuple[str, ...]
    corridors: tuple[str, ...]
    events: tuple[str, ...]
    votes: tuple[str, ...]
    grounds: tuple[str, ...]
    titles: dict[str, str]  # "actors.japan" -> "Japan": all that people read, by its place in the scenario

    @property
    def actors(self) -> tuple[str, ...]:
        """Powers, then states."""
        return self.powers + self.states

    @property
    def domains(self) -> tuple[str, ...]:
        """Stock domains, then flow domains: the order of every domain axis."""
        return self.stocks + self.flows

    def title(self, kind: str, name: str) -> str:
        """Return what people read for an id."""
        return self.titles.get(f"{kind}.{name}", name)


@dataclass(frozen=True)
class Powers(Record):
    """Constants of the powers."""

    income: Array  # (P, 1) bn USD a quarter
    purse_most: Array  # (P, 1) bn USD
    capital_income: Array  # (P, 1) points a turn
    capital_most: Array  # (P, 1)
    rate: Array  # (P, 1, 1) part of a delivery stage that moves on in a quarter
    completion: Array  # (P, 1, 1)
    temper: Array  # (3, P, 1) words, counter-offer, pressure


@dataclass(frozen=True)
class States(Record):
    """Constants of the states."""

    gdp: Array  # (S, 1) bn USD
    salience: Array  # (S, 1)
    hedging: Array  # (S, 1)
    size: Array  # (S, 1) of the package that a host gets
    capital_income: Array  # (S, 1)
    capital_most: Array  # (S, 1)
    home: Array  # (S, 1)
    absent: Array  # (S, 1)
    anchor: Array  # (P, S, 1) affinity at rest
    builds: Array  # (C, S, 1)


@dataclass(frozen=True)
class Domains(Record):
    """Constants of the domains; D runs over stock domains, then flow domains."""

    weight: Array  # (D, S, 1) of each domain in dependence
    stock_anchor: Array  # (K, Q, S, 1) stocks at the start
    stock_wear: Array  # (K, 1, 1, 1)
    odds_anchor: Array  # (F, P, S, 1)
    odds_wear: Array  # (F, 1, 1, 1)
    odds_drift: Array  # (F, 1, 1, 1)
    follow: tuple[tuple[int, int, float], ...]  # flow domain, stock domain, rate
    share_anchor: Array  # (K, P, S, 1) stock shares at the start
    heavy: tuple[tuple[int, float, float], ...]  # stock domain, above, rate
    need: Array  # (K, S, 1) wish for more of a stock domain


@dataclass(frozen=True)
class Levers(Record):
    """What the powers can do: one row a lever, and a last row that does nothing."""

    base: Array  # (L + 1,)
    money: Array  # ((L + 1) * sizes * S,) bn USD that an order costs, by target
    capital: Array  # (L + 1,) points that an order of full size takes
    effort: Array  # (sizes,) how many times as much it takes in each size
    worth: Array  # ((L + 1) * sizes * S,) bn USD on offer
    weight: Array  # ((L + 1) * sizes * S,) ln(1 + worth / scale): how much it counts
    mass: Array  # ((L + 1) * sizes * S,) 1 - exp(-weight)
    need: Array  # ((L + 1) * S,) wish for more in the lever's domain
    ceiling: Array  # ((L + 1) * S,)
    credit: Array  # (L + 1,) how much of the benefit counts, given the part that is a gift
    loan: Array  # (L + 1,) part of the value that becomes debt
    exclusive: Array  # (L + 1,)
    headline: Array  # (L + 1,)
    provokes: Array  # (L + 1,)
    domain: Array  # (D, L + 1) 1 for the domain in which it is judged
    judged_in: Array  # (L + 1,) index of that domain, 0 where there is none
    network: Array  # (L + 1,) weight of the domain whose share draws it
    network_in: Array  # (L + 1,) index of that domain, 0 where there is none
    network_plain: Array  # (L + 1,) 1 where that counts whatever the size
    backlash: Array  # (L + 1,)
    pressed: Array  # (L + 1,) 1 where pressure by others frightens (offers in a domain, not words)
    split: Array  # (K, L + 1) part of the value for each stock domain
    adds: Array  # (L + 1,) part of the value for the domain in which it is judged, if that is a stock domain
    offer: Array  # (L + 1,) 1 where a state must agree
    to_state: Array  # (L + 1,) 1 where it is put to one state
    to_all: Array  # (L + 1,) 1 where it is put to all
    to_power: Array  # (L + 1,) 1 where it is put to a power
    allowed: Array  # ((L + 1) * S,) 1 where a state can be its target
    users: Array  # (P, L + 1) 1 where a power may use it
    needs: Array  # (G, L + 1) yeses that must come first
    counts: Array  # (G, L + 1) 1 for the ground that a yes wins
    journey: Array  # (L + 1,)
    cancelled: Array  # (L + 1,) chance
    pause: Array  # (L + 1,) turns from one use to the next, at least
    once_bit: Array  # (L + 1,) its bit in `State.used`, 0 where it can be repeated
    item_count: Array  # (L + 1,)
    item: Array  # (I, L + 1) index of its items
    ties: Array  # (L + 1,) toward the power itself, in the target
    ties_everywhere: Array  # (L + 1,) toward the power itself, in all states
    ties_rivals: Array  # (L + 1,) toward the other powers, in the target
    ties_rivals_everywhere: Array  # (L + 1,) toward the other powers, in all states
    ties_target: Array  # (L + 1,) toward the power that is the target, in all states
    trust: Array  # (L + 1,)
    completion: Array  # (L + 1,)
    favour: Array  # (L + 1,)
    calm: Array  # (L + 1,) part of the backlash that goes
    relief: Array  # (L + 1,) part of the debt that goes
    works: Array  # (C, P, L + 1) stages, by the power that uses it
    development: Array  # (L + 1,)
    home: Array  # (L + 1,)
    tension: Array  # (L + 1,)
    pressure: Array  # (L + 1,)
    caution: Array  # (L + 1,)
    caution_turns: Array  # (L + 1,)
    standing: Array  # (F, P, L + 1)
    boost: Array  # (K, L + 1) part of its own stock that a power gains at once
    valued: Array  # (L + 1,) 1 where an order can come in several sizes
    columns: tuple[str, ...]  # the names of the tables by lever that rules gather for every order
    menus: tuple[tuple[int, ...], ...]  # the levers of each power


@dataclass(frozen=True)
class Menu(Record):
    """What one power can do at full size: one row a lever of its menu. Made from `Levers`, for its policies."""

    ids: Array  # (menu,) index of the lever
    price: Array  # (S, menu) bn USD
    cheapest: Array  # (menu, 1) bn USD, where it costs least
    capital: Array  # (menu,)
    journey: Array  # (menu,)
    package: Array  # (menu,) 1 where it carries items
    single: Array  # (menu,) 1 where it is chosen at most once in a turn: after a pause, or once at all
    to_state: Array  # (menu,)
    to_power: Array  # (menu,)
    items: Array  # (menu,) bit mask of all items that it carries
    paused: tuple[int, ...]  # rows that need a pause of more than a turn
    narrow: tuple[int, ...]  # rows that cannot be put to every state at any time


@dataclass(frozen=True)
class Moves(Record):
    """The states' own moves: one row a move, and a last row that does nothing."""

    capital: Array  # (M + 1,)
    to_power: Array  # (M + 1,)
    users: Array  # (S, M + 1)
    pause: Array  # (M + 1,)
    ties: Array  # (M + 1,) toward the power that it is for
    home: Array  # (M + 1,)
    development: Array  # (M + 1,)
    tension: Array  # (M + 1,)
    works: Array  # (M + 1,)
    discount: Array  # (M + 1,)
    bonus: Array  # (M + 1,)
    courted: Array  # (M + 1,) turns
    slight: Array  # (M + 1,)
    slight_above: Array  # (M + 1,)
    tender: Array  # (2, M + 1) with rivals, alone
    hosting: Array  # (4, M + 1) ties, home, part with fewer than two guests, favour
    hosts: Array  # (M + 1,)
    diversify: Array  # (5, M + 1) stock, odds, ties, pressure that goes, debt that goes
    diversifies: Array  # (M + 1,)
    voice: Array  # (3, M + 1) least, what remains of naming, of pressure
    menus: tuple[tuple[int, ...], ...]  # the moves of each state


@dataclass(frozen=True)
class Items(Record):
    """Clauses and deals: one row an item, and a last row for none."""

    share: Array  # (U + 1,)
    naming: Array  # (U + 1,)
    amended_naming: Array  # (U + 1,)
    amendable: Array  # (U + 1,)
    names: Array  # (U + 1,) 1 where it names enough to be amended
    aims: Array  # (P, U + 1)
    fit: Array  # ((U + 1) * S,)


@dataclass(frozen=True)
class Corridors(Record):
    """Trade routes."""

    capacity: Array  # (C, 1)
    days: Array  # (C, 1)
    price: Array  # (C, 1)
    risk: Array  # (C, 1)
    constant: Array  # (C, 1)
    stages: Array  # (C, 1)
    stage_days: Array  # (C, 1)
    stage_capacity: Array  # (C, 1)
    tonnage: Array  # (C, 1) at the start
    reach: Array  # (C, S, 1)
    transit: Array  # (C, S, 1)


@dataclass(frozen=True)
class EventPart(Record):
    """One effect of an event: which field, by how much, scaled by what."""

    event: int
    kind: str
    field: str
    index: tuple[int, ...]  # leading indices of the field (domain, power), where it has them
    amount: float
    everywhere: bool


@dataclass(frozen=True)
class Events(Record):
    """What may happen."""

    chance: Array  # (E,) a quarter
    quarters: tuple[tuple[int, ...], ...]
    low: Array  # (E, S) an event strikes the state whose interval holds a uniform number:
    high: Array  # (E, S) the intervals are laid end to end in the order of the states' ids
    parts: tuple[EventPart, ...]


@dataclass(frozen=True)
class Votes(Record):
    """Votes in assemblies."""

    quarter: tuple[int, ...]
    position: Array  # (V, P, 1, 1)
    hostile: Array  # (V, P, 1, 1)


@dataclass(frozen=True)
class Measure(Record):
    """One compiled part of an objective or a claim."""

    metric: str
    powers: tuple[int, ...]
    states: tuple[int, ...]
    over: str
    domain: int
    corridor: int
    at: str
    above: float
    change: bool
    times: float
    start: Array  # (S, 1) or (1,) the value at the start of the game, before states are combined


@dataclass(frozen=True)
class Objective(Record):
    """Something that a seat wants."""

    id: str
    name: str
    weight: float
    measures: tuple[Measure, ...]
    start: float
    goal: float


@dataclass(frozen=True)
class Seat(Record):
    """What a seat is scored by and who plays it by default."""

    actor: str
    objectives: tuple[Objective, ...]
    at_33: float
    at_63: float
    policy: str


@dataclass(frozen=True)
class World(Record):
    """A compiled scenario, for one length of play."""

    names: Names
    digest: str  # of the scenario, with its texts
    play_digest: str  # of all of it that a game can read: without its texts
    length: str
    turns: int
    quarters: int  # in a turn
    first: str  # the first quarter, such as 2024-Q3
    slots: int
    package: float
    memory: int  # turns that the state remembers
    rules: Rules
    powers: Powers
    states: States
    domains: Domains
    levers: Levers
    menus: tuple[Menu, ...]  # of each power
    moves: Moves
    items: Items
    corridors: Corridors
    events: Events
    votes: Votes
    seats: tuple[Seat, ...]
    doctrines: dict[str, Any]  # id -> compiled doctrine, read by the doctrine policy alone
    first_state: State  # of one game
    menu_open: tuple[bool, ...]  # for every lever, whether any state can be its target

    def __repr__(self) -> str:
        """Return a line: a notebook shows it, and all the tables would fill a book."""
        actors = ", ".join(self.names.actors)
        return f"World({self.names.scenario!r}, length {self.length!r}: {self.turns} turns; {actors})"

    def is_of(self, digest: str) -> bool:
        """Tell whether a game that was recorded with this digest is one of this world, whatever its texts say by now.

        Games recorded before texts were left out of it bear the other digest.
        """
        return digest in (self.play_digest, self.digest)

    def start(self, games: int, xp: Any) -> State:
        """Return the first state of `games` equal games."""
        from dataclasses import fields

        first = self.first_state
        return first.with_(
            **{
                entry.name: xp.asarray(
                    xp.broadcast_to(value := getattr(first, entry.name), (*value.shape[:-1], games)),
                    copy=True,
                )
                for entry in fields(first)
            }
        )
