"""What is chosen before a game begins: the scenario, its length, who sits where, the seed of chance."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from game.model.world import World
from game.policy.registry import policy_names
from game.scenario.library import shipped_paths
from game.scenario.load import Loaded, load
from game.scenario.problems import Problem
from game.scenario.schema import Scenario
from game.scenario.translation import files_of, translations_of
from game.sim.prepare import prepare
from game.sim.saves import Saves
from game.ui.match import PERSON, Match
from game.ui.spoken import name_things, read_in_language
from game.ui.words import language

__all__ = ["Card", "Setup", "read_card"]

Stamp = tuple[tuple[str, int, int], ...]  # of every file that a scenario was read from: name, time, size


@dataclass(frozen=True)
class Card:
    """A scenario file in the list, and what came of it."""

    path: Path
    loaded: Loaded
    stamp: Stamp

    @property
    def scenario(self) -> Scenario | None:
        """The scenario; None for a file with faults."""
        return self.loaded.scenario

    @property
    def shown(self) -> Scenario:
        """The scenario as it is read in the language that is spoken."""
        return read_in_language(self.loaded)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What keeps the file from being used."""
        return tuple(problem for problem in self.loaded.problems if problem.severity == "error")

    @property
    def stale(self) -> bool:
        """Whether any of its files has changed since."""
        return _stamp(self.path, self.loaded) != self.stamp


def read_card(path: Path) -> Card:
    """Read a scenario for the list; whatever is wrong with it is on the card."""
    loaded = load(path)
    return Card(path, loaded, _stamp(path, loaded))


def _stamp(path: Path, loaded: Loaded) -> Stamp:
    read = dict.fromkeys([path, *files_of(path, loaded.texts)])
    beside = [translation for file in read for translation in translations_of(file)]
    return tuple(_stamp_of(str(file)) for file in (*read, *beside))


def _stamp_of(name: str) -> tuple[str, int, int]:
    try:
        found = Path(name).stat()
    except (OSError, ValueError):
        return name, 0, -1
    return name, found.st_mtime_ns, found.st_size


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


class Setup:
    """The choices before a game.

    Parameters
    ----------
    paths : scenario files to list; the shipped ones if not given.
    """

    def __init__(self, paths: Iterable[Path] | None = None) -> None:
        self.cards = [read_card(path) for path in (shipped_paths() if paths is None else paths)]
        self.chosen = 0
        self.seats: dict[str, str] = {}  # by actor: PERSON or a policy
        self.teams: dict[str, str] = {}
        self.length = ""
        self.seed = 0
        self._worlds: dict[tuple[Path, Stamp, str, str], World] = {}
        if self.cards:
            self.choose(next((at for at, card in enumerate(self.cards) if card.scenario is not None), 0))

    @property
    def card(self) -> Card | None:
        """The scenario that is chosen."""
        return self.cards[self.chosen] if self.cards else None

    @property
    def world(self) -> World | None:
        """The chosen scenario in the chosen length; None if it has faults."""
        return self.world_of(self.chosen, self.length) if self.cards else None

    def world_of(self, at: int, length: str = "") -> World | None:
        """Return the scenario of a card, in its own length if none is named; None if it has faults."""
        card = self.cards[at]
        if card.scenario is None:
            return None
        key = card.path, card.stamp, length or card.scenario.length, language()
        if key not in self._worlds:
            self._worlds[key] = prepare(card.scenario, key[2])
            name_things(self._worlds[key], card.shown)
        return self._worlds[key]

    def choose(self, at: int) -> None:
        """Choose a scenario: a person plays its first actor, its own policies the others."""
        self.chosen, scenario = at, self.cards[at].scenario
        if scenario is not None:
            self.length = scenario.length
            self.seats = {name: actor.policy for name, actor in scenario.actors.items()}
            self.seats[next(iter(scenario.actors))] = PERSON
            self.teams = {}

    def add(self, path: Path) -> int:
        """Put a file into the list, or read it again if it is there; choose it and return its place."""
        at = self._place(path)
        self.cards[at : at + 1] = [read_card(path)]
        self.choose(at)
        return at

    def recall(self, paths: Iterable[Path]) -> None:
        """Put files that were opened before at the end of the list, each once, and none that is gone."""
        empty = not self.cards
        for path in paths:
            if self._place(path) == len(self.cards) and _is_there(path):
                self.cards.append(read_card(path))
        if empty and self.cards:
            self.choose(0)

    def _place(self, path: Path) -> int:
        """Return where a file stands in the list; the place after the last if it does not."""
        there = (at for at, card in enumerate(self.cards) if card.path.absolute() == path.absolute())
        return next(there, len(self.cards))

    def refresh(self) -> bool:
        """Read files again that have changed; return whether there were any."""
        stale = [at for at, card in enumerate(self.cards) if card.stale]
        for at in stale:
            before, self.cards[at] = self.cards[at].scenario, read_card(self.cards[at].path)
            if at == self.chosen:
                self._keep_choices(before)
        return bool(stale)

    def _keep_choices(self, before: Scenario | None) -> None:
        """Keep what still fits the chosen scenario, now that its file has changed."""
        seats, length, teams = self.seats, self.length, self.teams
        self.choose(self.chosen)
        scenario = self.cards[self.chosen].scenario
        if scenario is None or before is None:
            return
        self.length = length if length in scenario.lengths else self.length
        for actor, player in seats.items():
            if actor in self.seats and player in (PERSON, *self.policies(actor)):
                self.seats[actor] = player
        self.teams = {actor: team for actor, team in teams.items() if actor in self.seats}

    def policies(self, actor: str) -> tuple[str, ...]:
        """Return the policies that can play an actor: the scenario's choice first, the others as they come."""
        world = self.world
        if world is None:
            return ()
        seat = world.names.actors.index(actor)
        usual = world.seats[seat].policy
        return (usual, *(name for name in policy_names(seat, world) if name != usual))

    @property
    def persons(self) -> tuple[str, ...]:
        """The actors that people will play."""
        return tuple(actor for actor, player in self.seats.items() if player == PERSON)

    def begin(self, saves: Saves | None = None) -> Match:
        """Begin the game that is chosen."""
        card = self.card
        assert card is not None
        return Match.begin(
            card.path, card.loaded, length=self.length, seats=self.seats, teams=self.teams, seed=self.seed, saves=saves
        )
