"""The actors of a scenario: powers from outside and states of the region."""

from dataclasses import dataclass
from typing import ClassVar

from game.model.fields import (
    Number,
    Part,
    Reference,
    choice,
    entries,
    line,
    many,
    number,
    part,
    reference,
    text,
    visual,
    word,
)
from game.scenario.basics import HUES, Evidence
from game.scenario.measures import Objective, Scale

_QUOTES = Part("what the articles say about it, in their words", Evidence)
_POWER = Reference("a power", ("powers",))
_DOMAIN = Reference("a domain", ("domains",))


@dataclass(frozen=True)
class Capital:
    """Political capital: what attention and favours an actor has to spend.

    A power's grows with the number of orders that a turn has, against the scenario's usual length.
    """

    start: float = number("at the start", unit="points", low=0, high=100)
    income: float = number("gained each turn", unit="points", low=0, high=100)
    most: float = number("the most that can be kept", unit="points", low=0, high=100)


@dataclass(frozen=True)
class Purse:
    """A power's money for the region."""

    start: float = number("at the start", unit="bn USD", low=0, high=1000)
    income: float = number("gained each quarter", unit="bn USD/quarter", low=0, high=1000)
    most: float = number("the most that can be kept, in quarters of income", unit="quarters", low=1, high=40)


@dataclass(frozen=True)
class Delivery:
    """How a power turns promises into works."""

    rate: float = number("the share of each stage that moves on in a quarter", low=0.01, high=1)
    completion: float = number("the share of what is promised that gets finished", low=0, high=1)


@dataclass(frozen=True)
class Temper:
    """How a power reacts when it is provoked."""

    words: float = number("readiness to protest in words", low=0, high=10)
    counter: float = number("readiness to answer with a better offer", low=0, high=10)
    pressure: float = number("readiness to press", low=0, high=10)


@dataclass(frozen=True)
class Power:
    """An actor from outside, who gives orders and makes offers."""

    kind: ClassVar[str] = "power"
    namespace: ClassVar[str] = "powers"
    name: str = line()
    iso: str = visual(word("the three letters of its shape and flag", default=""))
    hue: str = visual(choice("its colour on the map; one that is free if not given", *HUES, default=""))
    about: str = text("who this is, for the briefing", default="")
    evidence: tuple[Evidence, ...] = many("what the articles say", _QUOTES, default=())
    purse: Purse = part("money", Purse)
    capital: Capital = part("political capital", Capital)
    delivery: Delivery = part("how promises become works", Delivery)
    temper: Temper = part("how provocation is met", Temper)
    objectives: dict[str, Objective] = entries(
        "what it wants; the weights add up to 1",
        Part("an objective", Objective),
        defines="objectives",
        least=1,
    )
    scale: Scale = part("how the objectives become 0 to 100", Scale)
    policy: str = reference("who plays the seat when no person does", "doctrines", "policies")


@dataclass(frozen=True)
class State:
    """An actor of the region, who answers offers and has moves of its own."""

    kind: ClassVar[str] = "state"
    namespace: ClassVar[str] = "states"
    name: str = line()
    iso: str = visual(word("the three letters of its shape and flag", default=""))
    about: str = text("who this is, for the briefing", default="")
    evidence: tuple[Evidence, ...] = many("what the articles say", _QUOTES, default=())
    gdp: float = number("gross domestic product, nominal", unit="bn USD", low=0.1, high=100000)
    salience: float = number("how much it counts for the powers; the states add up to 1", low=0, high=1)
    weights: dict[str, float] = entries(
        "how much each domain counts in dependence; they add up to 1",
        Number("a weight", low=0, high=1),
        keys=_DOMAIN,
        least=1,
    )
    hedging: float = number("how strongly it balances between powers", low=0, high=3)
    needs: dict[str, float] = entries(
        "how much it wants more of each domain", Number("a need", low=0, high=2), keys=_DOMAIN
    )
    ceilings: dict[str, float] = entries(
        "the share of one power in a domain above which it resists",
        Number("a share", low=0, high=1),
        keys=_DOMAIN,
    )
    affinity: dict[str, float] = entries(
        "the elite's leaning to each power", Number("a leaning", low=-1, high=1), keys=_POWER
    )
    debt: dict[str, float] = entries(
        "what it owes to a power at the start",
        Number("a debt", unit="bn USD", low=0, high=10000),
        keys=_POWER,
        default={},
    )
    home: float = number("support at home at the start", low=0, high=1)
    capital: Capital = part("political capital", Capital)
    absent: float = number("the chance that it stays away from a vote", low=0, high=1)
    builds: dict[str, float] = entries(
        "the corridors that its own works go to, and how much of them",
        Number("a share", low=0, high=1),
        keys=Reference("a corridor", ("corridors",)),
        default={},
    )
    objectives: dict[str, Objective] = entries(
        "what it wants; the weights add up to 1",
        Part("an objective", Objective),
        defines="objectives",
        least=1,
    )
    scale: Scale = part("how the objectives become 0 to 100", Scale)
    policy: str = reference("who plays the seat when no person does", "doctrines", "policies")
