"""From a scenario file to a world that can be played."""

from game.engine.scoring import Reading, raw_measure, read
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

    Raises
    ------
    TypeError
        If that is no scenario: what `game.load` returns has one as its `scenario`, None where the file has errors.

    Examples
    --------
    >>> import game
    >>> world = game.prepare(game.load("two-harbours").scenario, "three")
    >>> world.turns, world.names.actors
    (3, ('halmar', 'vesk', 'oro', 'quill', 'tarn'))
    """
    if not isinstance(scenario, Scenario):
        kind = type(scenario).__name__
        raise TypeError(f"a scenario is needed, as in game.load(...).scenario, not {kind}; its faults are in .report")
    world = compile_world(scenario, length)
    reading = read(world.first_state, world)
    return world.with_(seats=tuple(_with_start(seat, reading) for seat in world.seats))


def with_start(measures: tuple[Measure, ...], reading: Reading) -> tuple[Measure, ...]:
    """Return measures that know their value at the start of the game, from a reading of the first state."""
    return tuple(part.with_(start=raw_measure(reading, part).astype(FLOAT)) for part in measures)


def _with_start(seat: Seat, reading: Reading) -> Seat:
    return seat.with_(objectives=tuple(_wanted(objective, reading) for objective in seat.objectives))


def _wanted(objective: Objective, reading: Reading) -> Objective:
    return objective.with_(measures=with_start(objective.measures, reading))
