"""Ensembles that several tests play: small ones of the tutorial scenario."""

import hashlib
from pathlib import Path
from typing import Any

import numpy as np

from game.ensemble.playing import play_all
from game.ensemble.setup import Setup, set_up
from game.ensemble.task import Played
from game.scenario.load import load

GAMES = 90


def tutorial(games: int = GAMES, **asked: Any) -> Setup:
    """Return a small ensemble, ready to be played."""
    return set_up(load("two-harbours"), games=games, **{"seed": 3, **asked})


def played(setup: Setup, **how: Any) -> list[Played]:
    """Play it."""
    return list(play_all(setup.task, setup.plan.games, **how))


def values(parts: list[Played]) -> "np.ndarray[Any, Any]":
    """Return all values, (R, games)."""
    return np.concatenate([part.values for part in parts], axis=1)


def marks(folder: Path) -> dict[str, str]:
    """Return the digest of every file of a folder."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}
