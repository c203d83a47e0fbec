"""Live games of Two Harbours, to give orders in."""

from typing import Any

from game.model.state import digest
from game.model.world import World
from game.sim.order import Answer, Order, Refusal
from game.sim.prepare import prepare
from game.sim.session import PERSON, Session
from tests.engine.stage import changed, scenario_of, world_of

ALL = dict.fromkeys(world_of("two-harbours").names.actors, PERSON)


def session(world: World | None = None, **seats: str) -> Session:
    world = world or world_of("two-harbours")
    return Session(world, {**dict.fromkeys(world.names.actors, PERSON), **seats}, seed=1)


def two_harbours(**changes: Any) -> World:
    """Return Two Harbours with settings changed; dots are written as double underscores."""
    scenario = scenario_of("two-harbours")
    for path, value in changes.items():
        scenario = changed(scenario, path.replace("__", "."), value)
    return prepare(scenario)


def print_of(game: Session) -> tuple[Any, ...]:
    """Return everything about a session that a refusal must not change."""
    table = game._table
    state = (table.turn.state,) if table else ()
    drafts = tuple(game.pending(actor) for actor in game.world.names.actors)
    return (*(digest(s) for s in state), game.stage, game.number, game.seats, drafts, game.records)


def refused(game: Session, entry: Any, code: str) -> Refusal:
    """Submit what must be refused; check that nothing changed, and return the refusal."""
    before = print_of(game)
    refusal = game.submit(entry)
    assert refusal is not None, "it was taken"
    assert refusal.code == code, refusal
    assert refusal.sentence.endswith((".", ":"))
    assert len(refusal.sentence) < 400
    assert print_of(game) == before
    return refusal


def taken(game: Session, entry: Order | Answer) -> None:
    assert game.submit(entry) is None


WIND = Order("halmar", "wind_park", "oro")
TOUR = Order("halmar", "goodwill_tour", "quill")
GAS = Order("vesk", "gas_terminal", "oro")
TOAST = Order("oro", "toast", "vesk")
