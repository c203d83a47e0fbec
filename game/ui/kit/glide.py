"""What a screen remembers between two buildings: values on their way, what is open, what is being written."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Glide", "Memory", "eased"]


def eased(share: float) -> float:
    """Return how far something has come that starts fast and arrives softly (out cubic); 0 to 1."""
    return 1.0 - (1.0 - min(1.0, max(0.0, share))) ** 3


@dataclass
class Glide:
    """Values that go from where they were to where they are to be."""

    start: tuple[float, ...]
    end: tuple[float, ...]
    began: float  # in seconds of the window's clock
    lasts: float

    def at(self, seconds: float) -> tuple[float, ...]:
        """Return the values at a time."""
        share = eased((seconds - self.began) / self.lasts) if self.lasts > 0 else 1.0
        return tuple(a + share * (b - a) for a, b in zip(self.start, self.end, strict=True))

    def moves(self, seconds: float) -> bool:
        """Whether it is still on its way."""
        return self.start != self.end and seconds < self.began + self.lasts


@dataclass
class Memory:
    """What widgets keep by their id; dropped with the screen."""

    seconds: float = 0.0  # the window's clock
    glides: dict[str, Glide] = field(default_factory=dict)
    open: str = ""  # the id of the list that is open
    at: dict[str, int] = field(default_factory=dict)  # by id: the row, part or letter that is read
    written: dict[str, str] = field(default_factory=dict)  # by id: what is being written and not taken yet
    _made: dict[tuple[int, object], tuple[object, Any]] = field(default_factory=dict)

    def glide(self, name: str, values: tuple[float, ...], lasts: float) -> Glide:
        """Return the way of values to their place: from where they are now; at once when they are new."""
        now = self.glides.get(name)
        if now is None or len(now.end) != len(values):
            now = Glide(values, values, self.seconds, 0.0)
        elif now.end != values:
            now = Glide(now.at(self.seconds), values, self.seconds, lasts)
        self.glides[name] = now
        return now

    def made(self, owner: object, make: Callable[[], Any], which: object = None) -> Any:
        """Return what was made for an object in this building; made once, or once for each of `which`."""
        key = id(owner), which
        if key not in self._made:
            self._made[key] = owner, make()  # the owner is kept, so that no other object gets its id
        return self._made[key][1]

    def forget_made(self) -> None:
        """Begin a new building."""
        self._made.clear()
