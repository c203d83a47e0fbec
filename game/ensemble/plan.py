"""All that decides what an ensemble comes to, as plain data: it goes into the manifest, and leads back to the games."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from game.ensemble.backends import BACKENDS, NUMPY
from game.sim.untrusted import WrongError, as_object, take, take_list, take_text, take_texts, take_whole

__all__ = ["FORMATS", "MOST_GAMES", "Plan", "read_plan"]

FORMATS = ("csv", "parquet")
MOST_GAMES = 10_000_000
_MOST_FILES = 10


@dataclass(frozen=True)
class Plan:
    """Which games are played of what, and which tables are made of them: equal plans give equal files."""

    scenario: str  # its id
    file: str  # its name without folders
    changes: tuple[str, ...]
    digest: str  # of the world that came of both
    length: str
    turns: int
    seed: int
    games: int
    seats: Mapping[str, str]  # the policy of every actor
    trace: bool
    formats: tuple[str, ...]
    backend: str  # what computes the games
    texts: Mapping[str, str] = field(repr=False)  # the scenario's file and those that it extends, by name

    @property
    def head(self) -> dict[str, Any]:
        """Everything but the texts, for people and other programs."""
        found = asdict(self)
        del found["texts"]
        return {**found, "changes": list(self.changes), "formats": list(self.formats), "seats": dict(self.seats)}

    @property
    def lines(self) -> dict[str, list[str]]:
        """The texts as lists of lines, which a person can read in JSON."""
        return {name: text.split("\n") for name, text in self.texts.items()}


def read_plan(found: Mapping[str, Any]) -> Plan:
    """Return the plan that stands in a manifest.

    Raises
    ------
    WrongError
        If it is none.
    """
    where = "the manifest"
    seats = as_object(take(found, "seats", where), "seats")
    texts = as_object(take(found, "texts", where), "texts")
    file = take_text(found, "file", where)
    if not 0 < len(texts) <= _MOST_FILES or file not in texts or not all(_is_plain(name) for name in texts):
        raise WrongError('texts: expected the text of "file" and of what it extends, by their names without folders.')
    formats = take_texts(take_list(found, "formats", where), "formats")
    if set(formats) - set(FORMATS):
        raise WrongError(f"formats: known are {' and '.join(FORMATS)}.")
    if type(take(found, "trace", where)) is not bool:
        raise WrongError("trace should be true or false.")
    backend = found.get("backend", NUMPY)
    if backend not in BACKENDS:
        raise WrongError(f"backend: known are {' and '.join(BACKENDS)}.")
    return Plan(
        scenario=take_text(found, "scenario", where),
        file=file,
        changes=take_texts(take_list(found, "changes", where), "changes"),
        digest=take_text(found, "digest", where),
        length=take_text(found, "length", where),
        turns=take_whole(found, "turns", where, 1),
        seed=take_whole(found, "seed", where),
        games=take_whole(found, "games", where, 1, MOST_GAMES),
        seats={actor: take_text(seats, actor, "seats") for actor in seats},
        trace=found["trace"],
        formats=formats,
        backend=backend,
        texts={name: "\n".join(take_texts(take_list(texts, name, "texts", 100_000), name)) for name in texts},
    )


def _is_plain(name: str) -> bool:
    """Tell whether a name is that of a scenario file and leads nowhere else."""
    return name.endswith((".yaml", ".yml")) and not any(char in name for char in "/\\:\0") and not name.startswith(".")
