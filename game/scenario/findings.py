"""What reading a scenario brings to light, beside the scenario itself.

One `Findings` is passed through the whole reading. It collects every
problem instead of stopping at the first, the ids that are defined and used,
and for each number what it rests on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from game.scenario.problems import Problem, nearest
from game.scenario.tree import Place, words_of
from game.scenario.units import Currencies

__all__ = [
    "BROKEN",
    "COMMAND_LINE",
    "NOWHERE",
    "Bare",
    "Basis",
    "Broken",
    "Findings",
    "NumberRecord",
    "Path",
    "Quote",
    "Use",
    "Where",
]

Path = tuple[str, ...]  # ("actors", "japan", "budget"); the items of a list count from 1

COMMAND_LINE = "--set"  # stands for the file of what is set on the command line
NOWHERE = Place("", 0, 0)  # of ids that exist without being defined in a file
MOST_HINTS = 300  # looking for near words takes time; a file with more faults gets them without


class Broken:
    """Stands for a value that could not be read; its problem is already told."""

    def __repr__(self) -> str:
        return "BROKEN"


BROKEN = Broken()


@dataclass(frozen=True)
class Basis:
    """What a number rests on: `kind` is evidence, data or assumption."""

    kind: str
    source: str = ""
    quote: str = ""
    note: str = ""
    reason: str = ""


@dataclass(frozen=True)
class NumberRecord:
    """A number of the scenario and what it rests on."""

    path: Path
    value: float
    unit: str
    basis: Basis
    place: Place
    written: str
    times: "NumberRecord | None" = None  # what it is multiplied by; `value` is the product


@dataclass(frozen=True)
class Quote:
    """Words that should stand in the file of a source."""

    source: str
    words: str
    path: Path
    place: Place


@dataclass(frozen=True)
class Use:
    """An id that is used and should be defined in one of the namespaces `to`."""

    id: str
    to: tuple[str, ...]
    also: tuple[str, ...]
    path: Path
    place: Place


@dataclass(frozen=True)
class Where:
    """Which setting is being read: its path, the place to underline, and what plain numbers in it rest on.

    A basis covers the numbers of its own file: what a variant changes does
    not silently rest on the sources of the base. A basis that could not be
    read is BROKEN, so that no number misses it.
    """

    path: Path
    place: Place
    bases: Mapping[str, Basis | Broken] = field(default_factory=dict)  # file -> the nearest basis
    around: tuple[tuple[type, Path], ...] = ()  # the sections that this setting lies in, the nearest first

    def inside(self, name: str, place: Place) -> "Where":
        """Step into a part."""
        return replace(self, path=(*self.path, name), place=place)

    @property
    def words(self) -> str:
        """The path in the author's words."""
        return words_of(self.path) or "the scenario"


@dataclass(frozen=True)
class Bare:
    """A number that rests on nothing."""

    where: Where
    place: Place


@dataclass
class Findings:
    """The collection."""

    currencies: Currencies = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    numbers: list[NumberRecord] = field(default_factory=list)
    bare: list[Bare] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    ids: dict[str, dict[str, Place]] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)  # namespaces whose definitions could not be read
    places: dict[Path, Place] = field(default_factory=dict)

    def tell(self, code: str, place: Place, sentence: str, hint: str = "") -> Broken:
        """Keep a problem; the value that it is about is broken."""
        self.problems.append(Problem(code, place, sentence, hint))
        return BROKEN

    def define(self, namespace: str, name: str, place: Place) -> None:
        """Keep a definition."""
        self.ids.setdefault(namespace, {}).setdefault(name, place)

    def near(self, word: str, words: Mapping[str, object] | list[str]) -> str | None:
        """Return the nearest valid word, as long as the file is not hopeless."""
        return nearest(word, words) if len(self.problems) < MOST_HINTS else None
