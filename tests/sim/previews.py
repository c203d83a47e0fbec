"""Sessions and orders on which previews, menus and outlooks are tried."""

from collections.abc import Iterator
from functools import cache

from game.model.turn import SIZES
from game.model.world import World
from game.sim.menu import sizes_of, targets_of
from game.sim.order import Order, items_of
from game.sim.session import PERSON, Session
from tests.engine.stage import world_of

GAMES = [("central-asia-2024", 0), ("central-asia-2024", 5), ("two-harbours", 0), ("two-harbours", 3)]


def everybody(world: World, player: str = PERSON) -> dict[str, str]:
    return dict.fromkeys(world.names.actors, player)


@cache
def played(name: str, turns: int) -> Session:
    """Return a session in which the scenario's own policies have played some turns; branch it before use."""
    session = Session(world_of(name), seed=3)
    for _ in range(turns):
        session.end_turn()
    return session


def people(name: str, turns: int, **seats: str) -> Session:
    """Return a session after some turns in which people have all seats, but for those that are named."""
    session = played(name, turns).branch(turns)
    for actor, player in (everybody(session.world) | seats).items():
        assert session.hand_over(actor, player) is None
    return session


def all_orders(actor: str, world: World) -> Iterator[Order]:
    """Yield an order for every lever and target of a power, with sizes and items that take turns."""
    sizes = 0
    for lever in world.levers.menus[world.names.powers.index(actor)]:
        name = world.names.levers[lever]
        for target in targets_of(name, actor, world):
            sizes += 1
            size = SIZES[sizes % len(SIZES)] if len(sizes_of(name, world)) > 1 else 1.0
            items = items_of(lever, world)
            yield Order(actor, name, target, size, items[: 1 + sizes % len(items)] if items else None)


def acceptable(session: Session, actor: str) -> list[Order]:
    """Return the orders of `all_orders` that could be given now."""
    found = []
    for order in all_orders(actor, session.world):
        if session.submit(order) is None:
            found.append(order)
            session.undo(actor)
    return found
