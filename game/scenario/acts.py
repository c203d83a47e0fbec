"""What can be done and what can happen: levers, corridors, events and votes."""

from dataclasses import dataclass

from game.model.fields import (
    Number,
    Part,
    Reference,
    Union,
    choice,
    entries,
    flag,
    line,
    many,
    number,
    part,
    reference,
    text,
    visual,
    whole,
    word,
)
from game.scenario.basics import Evidence
from game.scenario.effects import EVENT_EFFECTS, LEVER_EFFECTS, EventEffect, LeverEffect

_QUOTES = Part("what the articles say about it, in their words", Evidence)
_POWER = Reference("a power", ("powers",))
_STATE = Reference("a state", ("states",))


def _signs() -> tuple[str, ...]:
    """Return the names of all signs; what looks for them is loaded only where a file is checked."""
    from game.scenario.library import icon_names

    return icon_names()


@dataclass(frozen=True)
class Cost:
    """What an order costs the one who gives it."""

    share: float = number("money, as a share of the value", low=0, high=2, default=0.0)
    fixed: float = number("money, whatever the value", unit="bn USD", low=0, high=100, default=0.0)
    capital: float = number("political capital", unit="points", low=0, high=20, default=0.0)


@dataclass(frozen=True)
class Item:
    """One clause of a statement, or one deal of a package: each is answered on its own."""

    name: str = line()
    words: str = text("the sentence itself, for a clause", default="")
    evidence: tuple[Evidence, ...] = many("what the articles say", _QUOTES, default=())
    share: float = number("its part of the order's value and headline", low=0, high=1)
    naming: float = number(
        "how far it names a third party: 0.2 a principle, 0.5 to be inferred, 1 by name",
        low=0,
        high=1,
        default=0.0,
    )
    aims_at: tuple[str, ...] = many("the powers it is aimed at", _POWER, default=())
    fit: float = number("how welcome it is in itself", low=-3, high=3, default=0.0)
    fits: dict[str, float] = entries(
        "how much more or less welcome it is in a state",
        Number("welcome", low=-3, high=3),
        keys=_STATE,
        default={},
    )


@dataclass(frozen=True)
class Lever:
    """A kind of act: what it asks, costs, promises and changes, put together from effects."""

    name: str = line()
    about: str = text("what it is, for the player who chooses", default="")
    evidence: tuple[Evidence, ...] = many("what the articles say", _QUOTES, default=())
    by: tuple[str, ...] = many("who may use it", Reference("an actor", ("actors",)), least=1)
    family: str = word("the sort of act: levers of one family are shown together")
    icon: str = visual(word("its sign, one of the [signs](#signs)", known=_signs, default=""))
    target: str = choice("whom it is put to", "state", "all_states", "power", "none", default="state")
    only: tuple[str, ...] = many("the only states it can be put to", _STATE, default=())
    consent: bool = flag("whether a state must agree; what needs consent is an offer", default=True)
    domain: str = reference("the domain in which it is judged", "domains", default="")
    base: float = number("how welcome it is before anything else counts", low=-5, high=5, default=0.0)
    value: float = number(
        "what one order of size 1 is worth where a package has size 1",
        unit="bn USD",
        low=0,
        high=100,
        default=0.0,
    )
    scaled: bool = flag("whether a smaller host gets a smaller package", default=True)
    cost: Cost = part("what it costs", Cost)
    grant: float = number("the part that is a gift, not a loan", low=0, high=1, default=0.0)
    exclusive: float = number("how far it shuts out other powers", low=0, high=1, default=0.0)
    headline: float = number("how much news it makes when signed", low=0, high=10, default=0.0)
    provokes: float = number("how much its value provokes rivals, against 1 for a loan", low=0, high=5, default=1.0)
    counts_as: str = reference("the ground that a yes to it wins", "grounds", default="")
    needs: dict[str, int] = entries(
        "how many yeses must come first, by ground: in the same state, or in all together for what is put to all",
        Number("a count", low=1, high=10, whole=True, structural=True),
        keys=Reference("a ground", ("grounds",)),
        default={},
    )
    pause: int = whole("how many quarters must pass before the next one by the same power", low=0, high=40, default=0)
    once: bool = flag("whether it can be put to a state only once", default=False)
    journey: bool = flag("whether it is a journey: one journey a turn", default=False)
    cancelled: float = number("the chance that it is called off", low=0, high=1, default=0.0)
    items: dict[str, Item] = entries(
        "the clauses or deals it is made of; their shares add up to 1",
        Part("an item", Item),
        defines="items",
        most=8,
        default={},
    )
    effects: tuple[LeverEffect, ...] = many(
        "what happens when it is accepted, or done where no consent is needed",
        Union("an effect", LEVER_EFFECTS),
        default=(),
    )


@dataclass(frozen=True)
class Corridor:
    """A trade route in competition with others."""

    name: str = line()
    evidence: tuple[Evidence, ...] = many("what the articles say", _QUOTES, default=())
    path: tuple[str, ...] = visual(
        many("the places it runs through, in order", Reference("a place", ("places",)), default=())
    )
    colour_of: str = visual(reference("the power in whose colour it is drawn", "powers", default=""))
    tonnage: float = number("what it carries at the start", unit="Mt/year", low=0, high=1000)
    capacity: float = number("what it can carry", unit="Mt/year", low=0.1, high=1000)
    days: float = number("how long a box travels", unit="days", low=1, high=365)
    price: float = number("what a box pays", unit="USD/FEU", low=0, high=100000)
    risk: float = number("what a shipper would pay to be rid of its dangers", unit="USD/FEU", low=0, high=100000)
    constant: float = number("what else draws or repels shippers, in log-odds", low=-10, high=10)
    stages: int = whole("how many stages can be built", low=0, high=20)
    stage_days: float = number("days saved by a finished stage", unit="days", low=0, high=100, default=0.0)
    stage_capacity: float = number("capacity added by a finished stage", unit="Mt/year", low=0, high=100, default=0.0)
    reach: dict[str, float] = entries(
        "how much works in a state count for it", Number("a share", low=0, high=1), keys=_STATE, default={}
    )
    transit: dict[str, float] = entries(
        "what a state's development gains in a quarter from one Mt a year more",
        Number("a gain", low=0, high=10),
        keys=_STATE,
        default={},
    )


@dataclass(frozen=True)
class Event:
    """Something that happens to the actors, by chance or at its date."""

    name: str = line()
    about: str = text("one sentence for the front page", default="")
    evidence: tuple[Evidence, ...] = many("what the articles say", _QUOTES, default=())
    source: str = reference("the public source it is modelled on", "sources", default="")
    hypothetical: bool = flag("whether it is invented", default=False)
    chance: float = number("the chance in a quarter", low=0, high=1)
    quarters: tuple[int, ...] = many(
        "the only quarters in which it can happen (1 is the first); none means any",
        Number("a quarter", low=1, high=40, whole=True, structural=True),
        default=(),
    )
    where: dict[str, float] = entries(
        "the states it can strike, one at a time, and how likely each is against the others; none means it strikes all",
        Number("a weight", low=0, high=100),
        keys=_STATE,
        default={},
    )
    effects: tuple[EventEffect, ...] = many("what it does", Union("an effect", EVENT_EFFECTS), least=1)


@dataclass(frozen=True)
class Vote:
    """A vote in an assembly, in which the states show their colours."""

    name: str = line()
    evidence: tuple[Evidence, ...] = many("what the articles say", _QUOTES, default=())
    source: str = reference("the public source", "sources", default="")
    quarter: int = whole("when it is held; 0 is before the game, kept to test the rule", low=0, high=40)
    positions: dict[str, float] = entries(
        "what each power wants: 1 yes, -1 no", Number("a position", low=-2, high=2), keys=_POWER
    )
    hostile: dict[str, float] = entries(
        "the powers that call abstention hostile, and how loudly",
        Number("pressure", low=0, high=5),
        keys=_POWER,
        default={},
    )
