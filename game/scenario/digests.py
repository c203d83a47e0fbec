"""What tells two scenarios apart: digests of all of one, and of all that a game of it can read.

A replay and a saved game rest on the second, so that a mended spelling takes nobody's game away. A manifest, which
holds the scenario's text, rests on the first.
"""

import hashlib
from dataclasses import fields
from typing import Any

from game.model.fields import Entries, Many, Part, Spec, Text, Union
from game.scenario.basics import CITED
from game.scenario.schema import Scenario

__all__ = ["digest_of", "first_change", "play_digest_of"]

_WHOLE = Part("", Scenario)


def digest_of(scenario: Scenario, length: str) -> str:
    """Return a digest of everything but the file's layout and what is only looked at (see `fields.visual`).

    Parameters
    ----------
    scenario, length : what is played, and the id of the length in which it is.
    """
    return _digest(f"{length}|{scenario!r}")


def play_digest_of(scenario: Scenario, length: str) -> str:
    """Return a digest of the ids, their order, the numbers and the choices: without the texts that people read.

    Parameters
    ----------
    scenario, length : what is played, and the id of the length in which it is.
    """
    return _digest(f"{length}|{_played(scenario, _WHOLE)!r}")


def first_change(before: Scenario, after: Scenario) -> str:
    """Return the first setting that a game can read and that is another, with its values; "" if there is none.

    Parameters
    ----------
    before, after : the scenario as it was and as it is, such as for "actors.oro.hedging was 1.2 and is 1.3".
    """
    return _parting(_played(before, _WHOLE), _played(after, _WHOLE), "")


def _parting(before: Any, after: Any, path: str) -> str:
    """Return where two trees of `_played` part first."""
    if repr(before) == repr(after):
        return ""
    if isinstance(before, dict) and isinstance(after, dict):
        if [*before] != [*after]:
            return _other_ids([*before], [*after], path)
        steps = ((f"{path}.{key}".strip("."), key) for key in before)
        return next(found for step, key in steps if (found := _parting(before[key], after[key], step)))
    if isinstance(before, tuple) and isinstance(after, tuple) and before[0] == after[0]:
        return _parting(before[1], after[1], path)
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = enumerate(zip(before, after, strict=True), start=1)
        return next(found for at, (was, now) in pairs if (found := _parting(was, now, f"{path}.{at}")))
    if isinstance(before, tuple | list | dict) or isinstance(after, tuple | list | dict):
        return f"{path} is another"
    return f"{path} was {before!r} and is {after!r}"


def _other_ids(before: list[str], after: list[str], path: str) -> str:
    """Return how the ids of a mapping differ."""
    gone, new = [key for key in before if key not in after], [key for key in after if key not in before]
    if gone or new:
        return f"{path} has no {gone[0]!r} any more" if gone else f"{path} has {new[0]!r} now"
    return f"{path} stand in another order"


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _played(value: Any, spec: Spec) -> Any:
    """Return a value without the texts, quotes and sources in it."""
    if isinstance(spec, Text):
        return value if spec.word else None
    if isinstance(spec, Entries):
        return {key: _played(entry, spec.of) for key, entry in value.items()}
    if isinstance(spec, Many):
        return [_played(entry, spec.of) for entry in value]
    if not isinstance(spec, Part | Union) or value is None:
        return value
    read = {
        entry.name: _played(getattr(value, entry.name), entry.metadata["spec"])
        for entry in fields(value)
        if entry.repr and entry.name not in CITED
    }
    return type(value).__name__, read
