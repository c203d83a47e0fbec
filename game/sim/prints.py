"""Fingerprints of a turn: after every phase, a digest of each field of the state that it changed."""

from dataclasses import fields

from game.engine.step import QUARTERLY
from game.model.state import State, digest, field_digest
from game.model.turn import Turn
from game.sim.order import PhaseDigest

__all__ = ["Fingerprints"]

_QUARTERLY = frozenset(phase.__name__ for phase in QUARTERLY)


class Fingerprints:
    """Watches a turn: pass it as `watch`."""

    def __init__(self, start: State) -> None:
        self._state = start
        self._known = {entry.name: field_digest(getattr(start, entry.name)) for entry in fields(start)}
        self.phases: list[PhaseDigest] = []

    def __call__(self, phase: str, turn: Turn) -> None:
        """Note what a phase has changed."""
        changed = {}
        for entry in fields(turn.state):
            value = getattr(turn.state, entry.name)
            if value is getattr(self._state, entry.name):
                continue
            found = field_digest(value)
            if found != self._known[entry.name]:
                changed[entry.name] = self._known[entry.name] = found
        self._state = turn.state
        name = f"{phase}, quarter {turn.quarter + 1}" if phase in _QUARTERLY else phase
        self.phases.append(PhaseDigest(name, changed))

    def whole(self) -> str:
        """Return the digest of the whole state as it is now."""
        return digest(self._state)
