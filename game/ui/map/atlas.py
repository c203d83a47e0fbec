"""What a scenario's map is made of: the frame, whose shape is whose, places, hues. Plain data, read once a scenario."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import numpy as np

from game.scenario.actors import Power
from game.scenario.basics import HUES
from game.scenario.dateline import beside, middle_of
from game.scenario.schema import Scenario
from game.scenario.shapes import Shape, read_shapes
from game.ui.map.projection import Box, Points
from game.ui.map.shapes import Shapes, atlas_shapes, with_own

__all__ = ["Atlas", "AtlasPlace", "AtlasPower", "AtlasState", "make_atlas", "renamed"]

_MARGIN = 0.08  # of the states' extent, where a scenario gives no frame
_APART, _SMALLEST = 0.4, 0.02  # the radius of an invented island: of the way to its neighbour, and in degrees


@dataclass(frozen=True)
class AtlasState:
    """A state: its shape, and where it lies."""

    iso: str
    name: str


@dataclass(frozen=True)
class AtlasPower:
    """A power: its flag, its colour, and where it lies in the world, if that is known."""

    iso: str
    name: str
    hue: str
    at: tuple[float, float] | None


@dataclass(frozen=True)
class AtlasPlace:
    """A point on the map."""

    name: str
    at: tuple[float, float]
    capital_of: str


@dataclass(frozen=True)
class Atlas:
    """The map of a scenario."""

    frame: Box
    shapes: Shapes
    states: Mapping[str, AtlasState]
    powers: Mapping[str, AtlasPower]
    places: Mapping[str, AtlasPlace]
    paths: Mapping[str, tuple[tuple[float, float], ...]]  # of corridors, in degrees
    stops: Mapping[str, tuple[str, ...]]  # of corridors: the ids of the places
    routes: Mapping[str, tuple[str, str]]  # of corridors: name and hue
    waters: tuple[tuple[str, tuple[float, float]], ...]

    def country(self, iso: str) -> str:
        """Return what a country around the states is called: a power as the scenario calls it."""
        names = (power.name for power in self.powers.values() if power.iso == iso)
        return next(names, self.shapes.countries[iso].name)


def make_atlas(scenario: Scenario, folder: Path | None = None) -> Atlas:
    """Return the map of a checked scenario.

    Parameters
    ----------
    scenario : as `load` gives it.
    folder : the folder of its file, for shapes of its own.

    Raises
    ------
    game.scenario.shapes.ShapesError
        If its file of shapes has changed since it was checked, and is broken now.
    """
    shapes = atlas_shapes()
    if scenario.map_.shapes and folder is not None:
        shapes = with_own(shapes, read_shapes(scenario.map_.shapes, folder))
    middle = _longitude(scenario, shapes)
    places = {
        key: AtlasPlace(place.name, (beside(place.longitude, middle), place.latitude), place.capital_of)
        for key, place in scenario.places.items()
    }
    capitals = {place.capital_of: place.at for place in places.values() if place.capital_of}
    names = {key: actor for key, actor in scenario.actors.items() if not isinstance(actor, Power)}
    isos = {key: actor.iso if shapes.extent(actor.iso) else f"?{key}" for key, actor in names.items()}
    shapes = with_own(shapes, _invented(isos, names, capitals, [place.at for place in places.values()]))
    states = {key: AtlasState(isos[key], actor.name) for key, actor in names.items()}
    hues = _hues(scenario)
    powers = {
        key: AtlasPower(actor.iso, actor.name, hues[key], capitals.get(key) or _middle(actor.iso, shapes))
        for key, actor in scenario.actors.items()
        if isinstance(actor, Power)
    }
    stops = {key: tuple(corridor.path) for key, corridor in scenario.corridors.items()}
    return Atlas(
        frame=_frame(scenario, shapes, states, places, middle),
        shapes=shapes,
        states=states,
        powers=powers,
        places=places,
        paths={key: tuple(places[stop].at for stop in path) for key, path in stops.items()},
        stops=stops,
        routes={key: (c.name, hues.get(c.colour_of, "")) for key, c in scenario.corridors.items()},
        waters=tuple((w.name, (w.longitude, w.latitude)) for w in scenario.map_.waters.values()),
    )


def renamed(atlas: Atlas, scenario: Scenario) -> Atlas:
    """Return the same map with the names of its scenario in another language; no file is read for that."""
    actors = scenario.actors
    return replace(
        atlas,
        states={key: replace(state, name=actors[key].name) for key, state in atlas.states.items()},
        powers={key: replace(power, name=actors[key].name) for key, power in atlas.powers.items()},
        places={key: replace(place, name=scenario.places[key].name) for key, place in atlas.places.items()},
        routes={key: (scenario.corridors[key].name, hue) for key, (_name, hue) in atlas.routes.items()},
        waters=tuple((w.name, (w.longitude, w.latitude)) for w in scenario.map_.waters.values()),
    )


def _hues(scenario: Scenario) -> dict[str, str]:
    """Return the hue of each power: its own, or the next that nobody has."""
    powers = {key: actor for key, actor in scenario.actors.items() if isinstance(actor, Power)}
    taken = {power.hue for power in powers.values()}
    free: Iterator[str] = (hue for hue in HUES if hue not in taken)
    return {key: power.hue or next(free) for key, power in powers.items()}


def _middle(iso: str, shapes: Shapes) -> tuple[float, float] | None:
    country = shapes.countries.get(iso)
    return country.label if country else None


def _longitude(scenario: Scenario, shapes: Shapes) -> float:
    """Return the longitude in the middle of what is seen: places east and west of the date line are neighbours."""
    if (frame := scenario.map_.frame) is not None:
        return (frame.west + frame.east) / 2
    states = (actor.iso for actor in scenario.actors.values() if not isinstance(actor, Power))
    labels = [at[0] for iso in states if (at := _middle(iso, shapes)) is not None]
    return middle_of(labels or (place.longitude for place in scenario.places.values()))


def _frame(
    scenario: Scenario, shapes: Shapes, states: Mapping[str, AtlasState], places: Mapping[str, AtlasPlace],
    middle: float,
) -> Box:  # fmt: skip
    frame = scenario.map_.frame
    if frame is not None:
        return Box(frame.west, frame.south, frame.east, frame.north)
    extents = [extent for state in states.values() if (extent := shapes.extent(state.iso, middle)) is not None]
    points = [point for extent in extents for point in extent]
    stops = {stop for corridor in scenario.corridors.values() for stop in corridor.path}
    points += [np.asarray(places[stop].at) for stop in stops if not extents]
    low, high = np.min(points, axis=0), np.max(points, axis=0)
    return Box(float(low[0]), float(low[1]), float(high[0]), float(high[1])).grown(_MARGIN)


def _invented(
    isos: Mapping[str, str], names: Mapping[str, object], capitals: Mapping[str, tuple[float, float]],
    known: Sequence[tuple[float, float]],
) -> list[Shape]:  # fmt: skip
    """Return round islands for states that no atlas knows and that bring no shape: something to point at."""
    lost = [key for key, iso in isos.items() if iso.startswith("?")]
    middle = np.mean(known, axis=0) if known else np.zeros(2)
    reach = float(np.clip(np.ptp(known, axis=0).max() / 2, 4.0, 20.0)) if known else 8.0
    turns = 2 * np.pi * np.arange(len(lost)) / max(len(lost), 1)
    around = middle + reach * np.stack([np.sin(turns), 0.7 * np.cos(turns)], axis=1)
    spots = [np.asarray(capitals.get(key, tuple(at))) for key, at in zip(lost, around, strict=True)]
    radius = min([reach * 0.42, *(_APART * _degrees(one, other) for one, other in combinations(spots, 2))])
    return [
        _island(isos[key], str(getattr(names[key], "name", key)), at, max(radius, _SMALLEST), number)
        for number, (key, at) in enumerate(zip(lost, spots, strict=True))
    ]


def _degrees(one: Points, other: Points) -> float:
    """Return how far apart two places lie, in degrees of latitude."""
    across = np.cos(np.radians((one[1] + other[1]) / 2))
    return float(np.hypot((one[0] - other[0]) * across, one[1] - other[1]))


def _island(iso: str, name: str, at: Points, radius: float, seed: int) -> Shape:
    """Return a smooth island, a little different for each."""
    turn = np.linspace(0, 2 * np.pi, 73)
    wave = 1 + 0.10 * np.sin(2 * turn + seed) + 0.07 * np.sin(3 * turn + 2 * seed) + 0.04 * np.sin(5 * turn + seed * 3)
    wide = 1 / max(0.3, float(np.cos(np.radians(np.clip(at[1], -75, 75)))))
    x, y = at[0] + radius * wide * wave * np.cos(turn), np.clip(at[1] + radius * wave * np.sin(turn), -84, 84)
    ring = tuple(zip(x.tolist(), y.tolist(), strict=True))
    return Shape(iso, name, (float(at[0]), float(at[1])), (((*ring[:-1], ring[0]),),), invented=True)
