"""From a scenario file to a world that can be played."""

from game.engine.scoring import raw_measure, read
from game.model.arrays import FLOAT
from game.model.world import Measure, Objective, Seat, World
from game.scenario.compile import compile_world
from game.scenario.schema import Scenario


def prepare(scenario: Scenario, length: str | None = None) -> World:
    """Compile a scenario and note where every measure stands at the start.

    Parameters
    ----------
    scenario : a checked scenario.
    length : the id of one of its lengths; its own choice if not given.
    """
    world = compile_world(scenario, length)
    return world.with_(seats=tuple(_with_start(seat, world) for seat in world.seats))


def with_start(measures: tuple[Measure, ...], world: World) -> tuple[Measure, ...]:
    """Return measures that know their value at the start of the game."""
    reading = read(world.first_state, world)
    return tuple(part.with_(start=raw_measure(reading, part).astype(FLOAT)) for part in measures)


def _with_start(seat: Seat, world: World) -> Seat:
    return seat.with_(objectives=tuple(_wanted(objective, world) for objective in seat.objectives))


def _wanted(objective: Objective, world: World) -> Objective:
    return objective.with_(measures=with_start(objective.measures, world))
