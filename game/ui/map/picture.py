"""What a map shows, as plain data: made by a lens or by hand, drawn by a `MapView`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

__all__ = [
    "Badge", "Dock", "Fill", "Flow", "Key", "MapPicture", "Route", "RouteState", "Tone", "Travel",
]  # fmt: skip

Tone = Literal["good", "warn", "bad", "info", "dim"]
RouteState = Literal["planned", "building", "running", "halted"]


@dataclass(frozen=True)
class Fill:
    """How a state is filled.

    `hue` is that of a power, or a tone of the theme, or "" for nobody's; `strength` from 0 (barely) to 1. A second
    hue is laid over it as that power's hatch. A hatch without a second hue is drawn in the ink of the first.
    """

    hue: str = ""
    strength: float = 0.0
    over: str = ""
    hatched: bool = False


@dataclass(frozen=True)
class Badge:
    """A round sign beside the name of a state: an answer, or an hourglass while it is awaited."""

    icon: str
    tone: Tone = "info"


@dataclass(frozen=True)
class Route:
    """How a corridor is drawn: its width follows the tonnage, its pattern the state that it is in."""

    corridor: str
    state: RouteState = "running"
    tonnage: float = 0.0  # Mt a year
    width: float = 0.5  # 0 (a path) to 1 (the widest of all)
    works: bool = False  # a stage of it is in building
    hue: str = ""
    note: str = ""  # what stands beside it, such as the tonnage
    strong: bool = True  # False where the lens is about something else


@dataclass(frozen=True)
class Dock:
    """The place at the edge of the frame for a power that lies outside."""

    power: str
    name: str
    iso: str = ""
    hue: str = ""
    note: str = ""


@dataclass(frozen=True)
class Flow:
    """A line from a power's dock to a state, with dashes that move to it; wider with its weight, 0 to 1."""

    power: str
    state: str
    weight: float = 0.5


@dataclass(frozen=True)
class Travel:
    """Something on its way from a power's dock to a state; `progress` from 0 to 1."""

    power: str
    state: str
    progress: float
    icon: str = ""


@dataclass(frozen=True)
class Key:
    """A line of the legend: a swatch and what it means."""

    words: str
    fill: Fill | None = None
    route: Route | None = None


@dataclass(frozen=True)
class MapPicture:
    """Everything that is to be seen on the map. States, powers and corridors are named by their ids."""

    title: str = ""
    fills: Mapping[str, Fill] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)  # the line below the name of a state
    badges: Mapping[str, Badge] = field(default_factory=dict)
    routes: tuple[Route, ...] = ()
    docks: tuple[Dock, ...] = ()
    flows: tuple[Flow, ...] = ()
    legend: tuple[Key, ...] = ()
    selected: str = ""  # a state
    marked: str = ""  # a corridor that is meant, drawn on top of the others
