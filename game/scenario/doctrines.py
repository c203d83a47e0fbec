"""Ways of playing a seat, written as likings: the computer players that an author can add."""

from dataclasses import dataclass
from typing import ClassVar

from game.model.fields import Number, Part, Reference, entries, line, many, number, text, whole
from game.scenario.basics import Evidence

_QUOTES = Part("what the articles say about it, in their words", Evidence)
_POWER = Reference("a power", ("powers",))
_STATE = Reference("a state", ("states",))
_LEVER = Reference("a lever", ("levers",))


@dataclass(frozen=True)
class Step:
    """What a doctrine does up to a quarter."""

    until: int = whole("the last quarter in which this step holds", low=1, high=40)
    levers: dict[str, float] = entries(
        "how much it likes each lever", Number("a liking", low=0, high=100), keys=_LEVER, least=1
    )
    targets: dict[str, float] = entries(
        "how much it likes each state as a target; none means by salience",
        Number("a liking", low=0, high=100),
        keys=_STATE,
        default={},
    )


@dataclass(frozen=True)
class PowerDoctrine:
    """A way of playing a power: what it reaches for, in which order."""

    kind: ClassVar[str] = "power"
    name: str = line()
    about: str = text("the idea behind it", default="")
    evidence: tuple[Evidence, ...] = many("what the articles say", _QUOTES, default=())
    of: tuple[str, ...] = many("the powers it suits", _POWER, least=1)
    steps: tuple[Step, ...] = many("what it does, in time", Part("a step", Step), least=1)
    spread: float = number("how much chance enters its choices: 0 never, 1 fully", low=0, high=1)
    again: float = number("how much it likes a lever or a state that it has already chosen this turn", low=0, high=1)
    reserve: float = number("the share of its purse that it keeps back each turn", low=0, high=1, default=0.0)
    deterred: float = number(
        "how much refusals deter it: what it likes a state is divided by 1 + this x the refusals it remembers",
        low=0,
        high=10,
        default=0.0,
    )


@dataclass(frozen=True)
class StateDoctrine:
    """A way of playing a state: its own moves, and how it leans in its answers."""

    kind: ClassVar[str] = "state"
    name: str = line()
    about: str = text("the idea behind it", default="")
    evidence: tuple[Evidence, ...] = many("what the articles say", _QUOTES, default=())
    of: tuple[str, ...] = many("the states it suits; none means all", _STATE, default=())
    moves: dict[str, float] = entries(
        "how much it likes each own move", Number("a liking", low=0, high=100), keys=_LEVER
    )
    courts: dict[str, float] = entries("whom it courts", Number("a liking", low=0, high=100), keys=_POWER, default={})
    lean: dict[str, float] = entries(
        "how much more (or less) it welcomes a lever than its cabinet does",
        Number("a lean", low=-20, high=20),
        keys=_LEVER,
        default={},
    )
    lean_all: float = number("how much more it welcomes any offer", low=-20, high=20, default=0.0)
    crowded: float = number("how much it minds works that pile up undelivered", low=0, high=50, default=0.0)
    dominant: float = number(
        "how much it minds a power that already weighs much in the offer's domain",
        low=0,
        high=50,
        default=0.0,
    )
    spread: float = number("how much chance enters its own moves: 0 never, 1 fully", low=0, high=1)
