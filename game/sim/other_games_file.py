"""Other games that were counted once, kept in a file: the same scenario and line-up has them at once another time.

A file that is broken, or about something else, is as good as none.
"""

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from game.engine.step import RULES_VERSION
from game.model.world import World
from game.policy.registry import SHIPPED
from game.sim.claims import Claim, Result, by_line_up, judge
from game.sim.files import home, sweep, write_whole
from game.sim.forecast_games import GAMES, OtherGames, line_up_of
from game.sim.untrusted import Unreadable, read_bytes, read_json
from game.version import __version__

__all__ = ["count_key", "keep_count", "kept_count"]

_KEPT = 40  # files that stay: the last ones


def count_key(world: World, seats: Mapping[str, str]) -> str:
    """Return what tells a count of other games from all others: the same key, the same numbers.

    It holds all of the scenario that a game can read (its claims and its length among it), who plays in the end, the
    rules and the versions.
    """
    line_up = sorted(line_up_of(world, seats).items())
    text = f"{__version__} {RULES_VERSION} {np.__version__} {GAMES} {world.play_digest} {line_up}"
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def kept_count(key: str, world: World, claims: Sequence[Claim], folder: Path | None = None) -> OtherGames | None:
    """Return what was counted another time; None where there is nothing, or nothing that can be relied on."""
    data = read_bytes(_path(key, folder), "count")
    if isinstance(data, Unreadable):
        return None
    with suppress(ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        found = read_json(data, lambda read: _counted(read, key, world, claims))
        return None if isinstance(found, Unreadable) else found
    return None


def keep_count(key: str, found: OtherGames, world: World, seats: Mapping[str, str], folder: Path | None = None) -> None:
    """Keep what has been counted to its end; a policy from elsewhere may change, so its games are not kept."""
    players = {*line_up_of(world, seats).values()}
    players |= {player for result in found.results.values() for player in result.claim.policies.values()}
    if not found.finished or not players <= {*SHIPPED, *world.doctrines}:
        return
    text = json.dumps({
        "key": key,
        "claims": {name: [result.met, result.mean] for name, result in found.results.items()},
        "scores": {actor: [float(str(score)) for score in scores] for actor, scores in found.scores.items()},
    })  # fmt: skip
    path = _path(key, folder)
    with suppress(OSError):  # it is counted again another time
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(path.parent)
        write_whole(path, text)
        files = sorted(path.parent.glob("*.json"), key=lambda file: file.stat().st_mtime)
        for old in files[:-_KEPT]:
            old.unlink(missing_ok=True)


def _path(key: str, folder: Path | None) -> Path:
    return (folder if folder is not None else home() / "other-games") / f"{key}.json"


def _counted(read: Mapping[str, Any], key: str, world: World, claims: Sequence[Claim]) -> OtherGames | None:
    """Build what was kept; None if anything about it is not as it must be."""
    if read["key"] != key or list(read["claims"]) != [claim.id for claim in claims]:
        return None
    results = {claim.id: _result(claim, *read["claims"][claim.id]) for claim in claims}
    dtype = world.first_state.capital.dtype
    scores = {actor: np.array(read["scores"][actor], dtype) for actor in world.names.actors}
    if not all(array.shape == (GAMES,) and np.isfinite(array).all() for array in scores.values()):
        return None
    played = GAMES * (1 + sum(1 for group in by_line_up(claims) if group[0].policies))
    return OtherGames(played, played, results, scores)


def _result(claim: Claim, met: int, mean: float) -> Result:
    if type(met) is not int or not 0 <= met <= GAMES or not math.isfinite(mean):
        raise ValueError(f"claim {claim.id}: {met} of {GAMES} games, on average {mean}")
    return judge(claim, met, GAMES, float(mean))
