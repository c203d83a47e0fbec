"""The parts of which levers and events are composed.

Each class is one mechanism that the engine knows. A lever or an event lists
as many as it needs, so a new one is written in YAML alone.
"""

from dataclasses import dataclass
from typing import ClassVar

from game.model.fields import Number, Reference, choice, entries, flag, number, reference, whole

_POWER = Reference("a power", ("powers",))
_STOCK = Reference("a stock domain", ("domains",))


@dataclass(frozen=True)
class Project:
    """Works or credit that are promised now and delivered slowly, in three stages."""

    kind: ClassVar[str] = "project"
    split: dict[str, float] = entries(
        "which stock domains the value goes to; the parts add up to 1",
        Number("a part", low=0, high=1),
        keys=_STOCK,
        least=1,
    )


@dataclass(frozen=True)
class Standing:
    """A gain of log-odds in a flow domain, at once."""

    kind: ClassVar[str] = "standing"
    domain: str = reference("the flow domain", "domains")
    gain: dict[str, float] = entries(
        "the gain of each power that uses the lever", Number("log-odds", low=-5, high=5), keys=_POWER, least=1
    )


@dataclass(frozen=True)
class Stock:
    """A gain in a stock domain at once, as a share of what the power already has there."""

    kind: ClassVar[str] = "stock"
    domain: str = reference("the stock domain", "domains")
    factor: float = number("the gain", low=-1, high=5)


@dataclass(frozen=True)
class Ties:
    """A change in the elites' affinity."""

    kind: ClassVar[str] = "ties"
    gain: float = number("the change, before diminishing returns", low=-1, high=1)
    toward: str = choice("whose standing changes", "self", "target", "rivals", default="self")
    where: str = choice("in which states", "target", "everywhere", default="target")


@dataclass(frozen=True)
class Trust:
    """A change in the trust that promises will be kept."""

    kind: ClassVar[str] = "trust"
    gain: float = number("the change", low=-1, high=1)


@dataclass(frozen=True)
class Completion:
    """More of the power's own projects in the state get finished."""

    kind: ClassVar[str] = "completion"
    gain: float = number("added to the share that is finished", low=0, high=1)


@dataclass(frozen=True)
class Favour:
    """Everything else that is put to the same state this turn is more welcome."""

    kind: ClassVar[str] = "favour"
    gain: float = number("how much", low=-5, high=5)


@dataclass(frozen=True)
class Calm:
    """A backlash against the power is soothed."""

    kind: ClassVar[str] = "calm"
    factor: float = number("what remains of the backlash", low=0, high=1)


@dataclass(frozen=True)
class Relief:
    """A part of the debt to the power is forgiven."""

    kind: ClassVar[str] = "relief"
    factor: float = number("what remains of the debt", low=0, high=1)


@dataclass(frozen=True)
class Works:
    """A stage of a corridor, built as fast as the power delivers."""

    kind: ClassVar[str] = "works"
    corridor: dict[str, str] = entries(
        "which corridor each power (or state) that uses the lever builds",
        Reference("a corridor", ("corridors",)),
        keys=Reference("an actor", ("actors",)),
        default={},
    )
    stages: float = number("how much of a stage one order of size 1 is", low=0, high=5)


@dataclass(frozen=True)
class Development:
    """The state's development gains at once."""

    kind: ClassVar[str] = "development"
    gain: float = number("the gain, in points of development", low=-10, high=10)


@dataclass(frozen=True)
class Home:
    """Support at home changes."""

    kind: ClassVar[str] = "home"
    gain: float = number("the change", low=-1, high=1)


@dataclass(frozen=True)
class Tension:
    """The tension of the region changes."""

    kind: ClassVar[str] = "tension"
    gain: float = number("the change", low=-1, high=1)


@dataclass(frozen=True)
class Pressure:
    """Coercion: others' offers are frightened off and their early works lapse, and the state grows angry."""

    kind: ClassVar[str] = "pressure"
    level: float = number("how hard", low=0, high=1)


@dataclass(frozen=True)
class Caution:
    """For some turns, a clause of the power that is spoken against costs its signers more."""

    kind: ClassVar[str] = "caution"
    gain: float = number("added to the cost, as a share", low=0, high=5)
    turns: int = whole("for how many turns", low=1, high=12)


@dataclass(frozen=True)
class Courting:
    """For some turns, the courted power's orders here cost it less and bring more."""

    kind: ClassVar[str] = "courting"
    discount: float = number("the part of the money it saves", low=0, high=1)
    bonus: float = number("the part by which its packages grow", low=0, high=2)
    turns: int = whole("for how many turns", low=1, high=12)


@dataclass(frozen=True)
class Slight:
    """Powers on which the state depends much, and that are not the target, lose affinity."""

    kind: ClassVar[str] = "slight"
    gain: float = number("the change", low=-1, high=0)
    above: float = number("for powers with more dependence than this", low=0, high=1)


@dataclass(frozen=True)
class Tender:
    """The projects of this turn are put out to tender: rival bids make each package larger."""

    kind: ClassVar[str] = "tender"
    rivals: float = number("how much larger when two or more powers bid", low=0, high=2)
    alone: float = number("how much larger when only one does", low=0, high=2)


@dataclass(frozen=True)
class Hosting:
    """A meeting for all: in full when two guests come (by a journey or a statement), less otherwise."""

    kind: ClassVar[str] = "hosting"
    ties: float = number("affinity to every power", low=0, high=1)
    home: float = number("support at home", low=0, high=1)
    alone: float = number("the part that remains when fewer than two guests come", low=0, high=1)
    favour: float = number("how much more welcome statements are in the host state", low=0, high=5)


@dataclass(frozen=True)
class Diversify:
    """A part of the largest partner's weight goes to partners outside the contest."""

    kind: ClassVar[str] = "diversify"
    stock: float = number("the part of its stocks", low=0, high=1)
    odds: float = number("log-odds taken from it in the flow domains", low=0, high=2)
    ties: float = number("its affinity changes by", low=-1, high=0)
    pressure: float = number("what remains of the pressure", low=0, high=1)
    debt: float = number("what remains of the debts", low=0, high=1)


@dataclass(frozen=True)
class Voice:
    """Speaking with one voice: if enough states do, naming and pressure weigh less on them."""

    kind: ClassVar[str] = "voice"
    least: int = whole("how many states must speak", low=2, high=20)
    third_party: float = number("what remains of the cost of naming", low=0, high=1)
    pressure: float = number("what remains of the pressure", low=0, high=1)


LeverEffect = (
    Project | Standing | Stock | Ties | Trust | Completion | Favour | Calm | Relief | Works | Development
    | Home | Tension | Pressure | Caution | Courting | Slight | Tender | Hosting | Diversify | Voice
)  # fmt: skip
LEVER_EFFECTS: tuple[type, ...] = (
    Project, Standing, Stock, Ties, Trust, Completion, Favour, Calm, Relief, Works,
    Development, Home, Tension, Pressure, Caution, Courting, Slight, Tender, Hosting, Diversify, Voice,
)  # fmt: skip


@dataclass(frozen=True)
class Shock:
    """An event moves one quantity of one power in the states that it strikes."""

    kind: ClassVar[str] = "shock"
    to: str = choice("what moves", "affinity", "trust", "backlash", "pressure", "debt", "completion")
    of: str = reference("the power", "powers")
    gain: float = number("by how much", low=-5, high=5)
    everywhere: bool = flag("in every state, not only in the one struck", default=False)


@dataclass(frozen=True)
class Swing:
    """An event moves a power's log-odds in a flow domain, in the states that it strikes."""

    kind: ClassVar[str] = "swing"
    domain: str = reference("the flow domain", "domains")
    of: str = reference("the power", "powers")
    gain: float = number("by how much", low=-5, high=5)


@dataclass(frozen=True)
class Loss:
    """An event adds to or takes from a power's stock in the states that it strikes."""

    kind: ClassVar[str] = "loss"
    domain: str = reference("the stock domain", "domains")
    of: str = reference("the power", "powers")
    factor: float = number("by which share", low=-1, high=5)


@dataclass(frozen=True)
class Lapse:
    """An event cancels a part of what a power has promised in the states that it strikes."""

    kind: ClassVar[str] = "lapse"
    of: str = reference("the power", "powers")
    share: float = number("which part", low=0, high=1)


@dataclass(frozen=True)
class Fortune:
    """An event changes what the states that it strikes have."""

    kind: ClassVar[str] = "fortune"
    to: str = choice("what changes", "capital", "home", "development", "hedging")
    gain: float = number("by how much", low=-10, high=10)
    everywhere: bool = flag("in every state, not only in the one struck", default=False)


@dataclass(frozen=True)
class Squeeze:
    """An event changes a power's purse."""

    kind: ClassVar[str] = "squeeze"
    of: str = reference("the power", "powers")
    share: float = number("by which share of a quarter's income", low=-20, high=20)


@dataclass(frozen=True)
class Halt:
    """An event shuts a corridor."""

    kind: ClassVar[str] = "halt"
    corridor: str = reference("the corridor", "corridors")
    quarters: int = whole("for how many quarters", low=1, high=12)


EventEffect = Shock | Swing | Loss | Lapse | Fortune | Squeeze | Halt | Tension
EVENT_EFFECTS: tuple[type, ...] = (Shock, Swing, Loss, Lapse, Fortune, Squeeze, Halt, Tension)
