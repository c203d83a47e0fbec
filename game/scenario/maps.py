"""What the map shows: its frame, shapes of its own, names on the water. Nothing here changes a game."""

from dataclasses import dataclass

from game.model.fields import Part, entries, line, number, part, word


@dataclass(frozen=True)
class Frame:
    """The part of the world that the map shows; an `east` above 180 lies beyond the date line."""

    west: float = number("its western edge", unit="degrees", low=-180, high=360, structural=True)
    south: float = number("its southern edge", unit="degrees", low=-85, high=85, structural=True)
    east: float = number("its eastern edge", unit="degrees", low=-180, high=360, structural=True)
    north: float = number("its northern edge", unit="degrees", low=-85, high=85, structural=True)


@dataclass(frozen=True)
class Water:
    """A name on a sea or a lake, for worlds that no atlas has."""

    name: str = line()
    longitude: float = number("degrees east", unit="degrees", low=-180, high=180, structural=True)
    latitude: float = number("degrees north", unit="degrees", low=-85, high=85, structural=True)


@dataclass(frozen=True)
class Map:
    """The map of a scenario. Without it the map shows the states, and the places that corridors run through."""

    frame: Frame | None = part("what is seen; the states and places if not given", Frame, default=None)
    shapes: str = word(
        "a file of this folder with shapes of countries, which replace or add to the atlas (see assets/README.md)",
        default="",
    )
    waters: dict[str, Water] = entries("names on the water", Part("a name", Water), defines="waters", default={})
