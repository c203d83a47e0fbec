"""What can be measured in a game: the parts of objectives and of claims."""

from dataclasses import dataclass

from game.model.fields import (
    Part,
    Reference,
    Text,
    choice,
    entries,
    flag,
    line,
    many,
    number,
    part,
    reference,
    text,
)
from game.scenario.basics import Evidence

METRICS = (
    "dependence",
    "share",
    "partners",
    "affinity",
    "affinity_spread",
    "trust",
    "backlash",
    "pressure",
    "tension",
    "debt",
    "load",
    "delivered",
    "signed",
    "kept",
    "evenness",
    "headline",
    "breadth",
    "naming",
    "development",
    "home",
    "stages",
    "tonnage",
    "votes",
)


@dataclass(frozen=True)
class Measure:
    """One quantity of a game, selected and combined.

    `dependence`: what a power weighs in a state, over all domains. `share`: in one
    domain. `partners`: the effective number of partners. `affinity`, `trust`,
    `backlash`, `pressure`, `debt` (over GDP): of a power in a state.
    `affinity_spread`: how unequal a state's affinities are. `tension`: of the
    region. `load`: undelivered works over GDP. `delivered`, `signed`: bn USD over
    the size of the host. `kept`: delivered over signed. `evenness`: how equally the
    powers delivered. `headline`: news made by signing. `breadth`: grounds won.
    `naming`: clauses signed that name someone. `development`, `home`: of a state.
    `stages`, `tonnage`: of a corridor. `votes`: cast against a power's wish.
    """

    metric: str = choice("the quantity", *METRICS)
    of: tuple[str, ...] = many(
        "the powers meant, added up; `self` is the actor whose objective it is",
        Reference("a power", ("powers",), ("self",)),
        default=("self",),
    )
    where: tuple[str, ...] = many(
        "the states meant; none means all, `self` is the actor whose objective it is",
        Reference("a state", ("states",), ("self",)),
        default=(),
    )
    over: str = choice(
        "how several states become one number", "salience", "mean", "sum", "least", "most", default="salience"
    )
    domain: str = reference("the domain, for `share`", "domains", default="")
    corridor: str = reference("the corridor, for `stages` and `tonnage`", "corridors", default="")
    at: str = choice(
        "whether promises count: what is delivered, what is pledged as well, or half of each",
        "delivered",
        "pledged",
        "both",
        default="delivered",
    )
    above: float = number("only what exceeds this counts", low=-1000, high=1000, default=-1000.0)
    change: bool = flag("whether the value at the start is taken off", default=False)
    times: float = number("a factor, before the parts are added up", low=-100000, high=100000, default=1.0)


@dataclass(frozen=True)
class Objective:
    """Something an actor wants: it counts 0 at `start`, 1 at `goal`, and in proportion between."""

    name: str = line()
    weight: float = number("how much it counts; an actor's weights add up to 1", low=0, high=1)
    measure: tuple[Measure, ...] = many("what is measured, added up", Part("a part", Measure), least=1)
    start: float = number("the value that counts nothing", low=-100000, high=100000)
    goal: float = number("the value that counts in full", low=-100000, high=100000)


@dataclass(frozen=True)
class Scale:
    """Makes seats comparable: the weighted sums at which a score is 33 and 63."""

    at_33: float = number("the sum that chance reaches", low=-1, high=2)
    at_63: float = number("the sum that a greedy player reaches", low=-1, high=2)


@dataclass(frozen=True)
class Verdict:
    """When a claim holds: how often its condition may or must be met over many games."""

    at_most: float = number("its probability is at most", low=0, high=1, default=1.0)
    at_least: float = number("its probability is at least", low=0, high=1, default=0.0)


@dataclass(frozen=True)
class Claim:
    """A sentence of an article, made testable."""

    evidence: tuple[Evidence, ...] = many("the sentence", Part("the exact words", Evidence), least=1)
    proposition: str = text("what is tested, in plain words")
    measure: tuple[Measure, ...] = many(
        "what is measured at the end of a game, added up", Part("a part", Measure), least=1
    )
    below: float = number("the condition: the value is below", low=-100000, high=100000, default=100000.0)
    above: float = number("the condition: the value is above", low=-100000, high=100000, default=-100000.0)
    after: float = number("when it is measured, as a part of the game", low=0, high=1, default=1.0)
    holds: Verdict = part("the verdict", Verdict)
    policies: dict[str, str] = entries(
        "who plays which seat, where it is not the usual policy",
        Text("a policy or doctrine", word=True),
        keys=Reference("an actor", ("actors",)),
        default={},
    )
