"""The scenario format, version 1: every section, setting, unit and range, once.

The parser, the messages, `docs/scenario-format.md` and the JSON Schema are all
made from these declarations and those of the modules imported here. Nothing
here knows a country, a lever or a number of a particular scenario.
"""

from dataclasses import dataclass
from typing import ClassVar

from game.model.fields import (
    Entries,
    Number,
    Part,
    Reference,
    Text,
    Union,
    entries,
    line,
    number,
    part,
    reference,
    text,
    visual,
    whole,
    word,
)
from game.model.rules import Rules
from game.scenario.actors import Power, State
from game.scenario.acts import Corridor, Event, Lever, Vote
from game.scenario.basics import Place, Source
from game.scenario.doctrines import PowerDoctrine, StateDoctrine
from game.scenario.maps import Map
from game.scenario.measures import Claim

FORMAT = 1

_POWER = Reference("a power", ("powers",))
_STATE = Reference("a state", ("states",))
_DOMAIN = Reference("a domain", ("domains",))


@dataclass(frozen=True)
class Time:
    """When the story starts and how long it lasts."""

    first: str = word("the first quarter, such as 2024-Q3")
    quarters: int = whole("how many quarters the full story lasts", low=1, high=40)


@dataclass(frozen=True)
class Length:
    """A way to cut the same story into turns: a demonstration, a lesson, the full game."""

    name: str = line()
    turns: int = whole("how many turns are played", low=1, high=40)
    quarters: int = whole("how many quarters pass in one turn", low=1, high=8)
    slots: int = whole("how many orders a power may give in a turn", low=1, high=8)
    package: float = number("the size of what one order carries, against the full game", low=0.1, high=10)


@dataclass(frozen=True)
class StockDomain:
    """A domain that is built up: money placed or works finished, which slowly wear out."""

    kind: ClassVar[str] = "stock"
    name: str = line()
    depth: float = number("the whole stock at the start, as a share of a state's GDP", low=0.001, high=10)
    wear: float = number("the share that returns to the starting level each quarter", low=0, high=1)
    network: str = reference("the domain whose share draws further offers in this one", "domains", default="")
    network_weight: float = number("how much that share counts in an answer", low=0, high=20, default=0.0)
    backlash_weight: float = number("how much a backlash at home counts in an answer", low=0, high=20)
    heavy_above: float = number("the share above which a power's weight breeds backlash", low=0, high=1, default=1.0)
    heavy_rate: float = number("how fast it does, a quarter", low=0, high=1, default=0.0)


@dataclass(frozen=True)
class FlowDomain:
    """A domain that has no stock: a share of what passes each quarter, such as trade."""

    kind: ClassVar[str] = "flow"
    name: str = line()
    drift: float = number("the chance movement of a power's log-odds in a quarter", low=0, high=1)
    wear: float = number("the share that returns to the starting level each quarter", low=0, high=1)
    follows: str = reference("the stock domain whose share pulls this one along", "domains", default="")
    follow_rate: float = number("how fast it is pulled along, a quarter", low=0, high=1, default=0.0)
    network: str = reference("the domain whose share draws further offers in this one", "domains", default="")
    network_weight: float = number("how much that share counts in an answer", low=0, high=20, default=0.0)
    backlash_weight: float = number("how much a backlash at home counts in an answer", low=0, high=20)


@dataclass(frozen=True)
class Scenario:
    """A contest of influence: who, with what, under which rules, and what is claimed about it."""

    format: int = whole("the version of this format", low=1, high=FORMAT)
    id: str = word("a short name without spaces, by which files are called", as_id=True)
    title: str = line()
    summary: str = text("the contest in a few sentences")
    doubts: str = text("why to doubt this scenario: whose view it is, what it leaves out", default="")
    time: Time = part("when", Time)
    lengths: dict[str, Length] = entries("the ways to play it", Part("a length", Length), defines="lengths", least=1)
    length: str = reference("the length that is played unless another is asked for", "lengths")
    sources: dict[str, Source] = entries(
        "where the numbers come from", Part("a source", Source), defines="sources", default={}
    )
    currencies: dict[str, float] = entries(
        "what one unit of another currency is worth",
        Number("a rate", unit="USD", low=0.000001, high=1000),
        defines="currencies",
        default={},
    )
    places: dict[str, Place] = visual(
        entries("points on the map", Part("a place", Place), defines="places", default={})
    )
    map_: Map = visual(part("what the map shows", Map, default=Map()))
    grounds: dict[str, str] = entries(
        "the kinds of ground that can be won, in the order in which one opens the next",
        Text("what players read"),
        defines="grounds",
        most=6,
        default={},
    )
    domains: dict[str, StockDomain | FlowDomain] = entries(
        "the fields of dependence",
        Union("a domain", (StockDomain, FlowDomain)),
        defines="domains",
        least=1,
        most=8,
    )
    actors: dict[str, Power | State] = entries(
        "who acts: 2 to 8 powers and 2 to 20 states",
        Union("an actor", (Power, State)),
        defines="actors",
        least=4,
        most=28,
    )
    shares: dict[str, dict[str, dict[str, float]]] = entries(
        "who holds what at the start; what is left belongs to others",
        Entries(
            "the shares in a domain",
            Entries("the shares in a state", Number("a share", low=0, high=1), keys=_POWER),
            keys=_STATE,
        ),
        keys=_DOMAIN,
    )
    underway: dict[str, dict[str, float]] = entries(
        "projects promised before the game: what each power still owes each state",
        Entries("the works in each state", Number("a value", unit="bn USD", low=0, high=1000), keys=_STATE),
        keys=_POWER,
        default={},
    )
    corridors: dict[str, Corridor] = entries(
        "the trade routes", Part("a corridor", Corridor), defines="corridors", default={}
    )
    levers: dict[str, Lever] = entries("what can be done", Part("a lever", Lever), defines="levers", least=1, most=60)
    events: dict[str, Event] = entries("what may happen", Part("an event", Event), defines="events", default={})
    votes: dict[str, Vote] = entries("votes in assemblies", Part("a vote", Vote), defines="votes", default={})
    rules: Rules = part("the coefficients of the model", Rules)
    doctrines: dict[str, PowerDoctrine | StateDoctrine] = entries(
        "ways of playing a seat",
        Union("a doctrine", (PowerDoctrine, StateDoctrine)),
        defines="doctrines",
        default={},
    )
    claims: dict[str, Claim] = entries(
        "sentences of the articles, made testable", Part("a claim", Claim), defines="claims", default={}
    )
