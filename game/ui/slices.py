"""Long work a slice at a time, in the other process: whatever else is asked there waits for one slice at most."""

import time
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Any

__all__ = ["Slice", "drop", "next_slice"]

_SLICE = 0.1  # seconds after which a slice ends with the work's next step
_MOST = 3  # works that are kept while others go on


@dataclass(frozen=True)
class Slice:
    """What a slice has come to: the latest result, None where there was none, and whether it was the last slice."""

    found: Any
    over: bool


_going: dict[Hashable, Iterator[Any]] = {}  # the one that went on last at the end


def next_slice(key: Hashable, work: Callable[..., Iterator[Any]], *given: Any) -> Slice:
    """Go on for a moment where the last slice of the same key ended.

    Parameters
    ----------
    key : tells one work from another; a new one begins anew, and so does one that failed.
    work, given : the work, which yields its results so far, or None after a step without any.
    """
    steps = _going.pop(key, None)
    steps = steps if steps is not None else work(*given)
    until, latest = time.monotonic() + _SLICE, None
    for found in steps:
        latest = latest if found is None else found
        if time.monotonic() >= until:
            _going[key] = steps
            while len(_going) > _MOST:
                drop(next(iter(_going)))
            return Slice(latest, False)
    return Slice(latest, True)


def drop(key: Hashable) -> None:
    """Leave a work that nobody waits for any more."""
    _going.pop(key, None)
