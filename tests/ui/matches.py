"""Games for tests of screens: begun, on their way, and over."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from game.scenario.library import shipped
from game.scenario.load import Loaded, load
from game.sim.saves import Saves
from game.ui.match import PERSON, Match

__all__ = ["begun", "over", "scenario_path"]


def scenario_path(name: str = "central-asia-2024") -> Path:
    """Return the file of a shipped scenario."""
    return shipped()[name]


@cache
def _loaded(path: Path) -> Loaded:
    return load(path)


def begun(
    *persons: str, name: str = "central-asia-2024", length: str | None = None, teams: Mapping[str, str] | None = None,
    briefed: bool = True, seed: int = 0, saves: Saves | None = None,
) -> Match:  # fmt: skip
    """Return a game in which people play some actors."""
    path = scenario_path(name)
    match = Match.begin(
        path, _loaded(path), length=length, seats=dict.fromkeys(persons, PERSON), teams=teams, seed=seed, saves=saves
    )
    match.briefed = briefed
    return match


def over(*persons: str, name: str = "two-harbours", **more: str) -> Match:
    """Return a game that was played to its end by policies, with people at some seats for the debrief."""
    match = begun(name=name, teams=more)
    while not match.over:
        match.session.end_turn()
    for actor in persons:
        assert match.hand_over(actor, PERSON) is None
    return match
