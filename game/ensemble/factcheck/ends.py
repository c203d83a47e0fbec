"""The assumptions of a scenario, each moved alone as far as is plausible and allowed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from game.ensemble.factcheck.task import Moved
from game.ensemble.sweep.factors import Factor, LeftOut, moved
from game.ensemble.sweep.lawful import Laws
from game.scenario.load import Loaded

__all__ = ["End", "Movable", "movable"]


@dataclass(frozen=True)
class End:
    """One assumption on the way to one of its ends."""

    factor: Factor
    to: float  # the farthest value

    @property
    def base(self) -> float:
        """The value as it is."""
        assert self.factor.base is not None
        return self.factor.base

    @property
    def part(self) -> float:
        """How far it is to the end, as a part of the value."""
        return abs(self.to - self.base) / abs(self.base)

    def value(self, way: float) -> float:
        """Return the value after a part of the way, from 0 to 1."""
        return self.to if way >= 1 else self.base + (self.to - self.base) * way


@dataclass(frozen=True)
class Movable:
    """What can be moved of a scenario."""

    laws: Laws
    by: float  # the part of itself by which each goes down and up
    ends: tuple[End, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def count(self) -> int:
        """How many assumptions can be moved."""
        return len({end.factor.setting for end in self.ends})

    def moved(self, ends: Sequence[End], way: float) -> Moved | None:
        """Return what is to be changed for values so far on the way to ends; None if the scenario does not allow it."""
        numbers: Mapping[tuple[str, ...], float] = {
            tuple(end.factor.setting.split(".")): end.value(way) for end in ends
        }
        if (way < 1 or len(ends) > 1) and self.laws.fault(numbers):
            return None
        return tuple(self.laws.complete(numbers).items())


def movable(loaded: Loaded, by: float) -> Movable:
    """Return all assumptions but those about the claims themselves, with the ends to which each can go.

    Parameters
    ----------
    loaded : a scenario without errors.
    by : the part of itself by which each goes down and up, as far as bounds and checks allow.
    """
    laws = Laws(loaded)
    ends: list[End] = []
    left_out: list[LeftOut] = []
    for path in laws.bases.paths:
        card = laws.bases.card(path)
        if not card.assumed or path[0] == "claims":
            continue
        found = moved(card, by, laws)
        if laws.is_whole(path):
            found = LeftOut(card.setting, "it is a whole number")
        if isinstance(found, LeftOut):
            left_out.append(found)
            continue
        ends += (End(found, found.number(at)) for at in found.ends)
    return Movable(laws, by, tuple(ends), tuple(left_out))
