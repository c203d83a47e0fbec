"""Who plays: the name of a policy, a policy of one's own, or a plain function for one game."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from game.engine.view import View
from game.ensemble.errors import CallError, Failure, unknown
from game.model.state import take_games
from game.model.world import World
from game.policy.base import Policy, PowerOrders, StateAnswers, StateMove, same_answer
from game.policy.plugins import plugin_names
from game.policy.registry import make_policy, policy_names
from game.sim.order import Order, Written

__all__ = ["EachGame", "Player", "make_policies", "name_of", "name_seats"]

_PARTS = ("answers", "order", "move", "answer")  # of a policy

Player: TypeAlias = "str | Policy | Callable[[View], Iterable[Order]]"


@dataclass(frozen=True)
class EachGame:
    """A policy that asks a plain function about one game after the other: easy to write, and slow.

    The function is given the `View` of a single game (arrays whose last axis has length 1) and returns the orders of
    its power, or the one move of its state; a state's cabinet answers offers.
    """

    function: Callable[[View], Iterable[Order] | Order | None]
    answers = False

    def order(self, view: View) -> PowerOrders:
        """Ask for the orders of a power."""
        found = [Written(self._asked(alone)).order(alone) for alone in _games(view)]
        return PowerOrders(
            *(_beside([getattr(one, name) for one in found]) for name in ("lever", "target", "size", "items"))
        )

    def move(self, view: View) -> StateMove:
        """Ask for the own move of a state."""
        found = [Written(self._asked(alone)).move(alone) for alone in _games(view)]
        return StateMove(_beside([one.move for one in found]), _beside([one.court for one in found]))

    def answer(self, view: View) -> StateAnswers:
        """Leave the answers to the cabinet."""
        return same_answer(view)

    def _asked(self, view: View) -> tuple[Order, ...]:
        asked, names = self.function(view), view.world.names
        orders = (asked,) if isinstance(asked, Order) else tuple(asked or ())
        most = view.world.slots if view.is_power else 1
        if len(orders) > most:
            raise ValueError(f"{names.actors[view.seat]} may give {most} orders a turn, and was given {len(orders)}")
        for order in orders:
            _check(order, view)
        return orders


def _check(order: Any, view: View) -> None:
    """Refuse what no scenario could mean; what is merely against the rules, the engine refuses."""
    if not isinstance(order, Order):
        raise TypeError(f"a policy returns orders such as game.Order('japan', 'visit', 'kazakhstan'), not {order!r}")
    names = view.world.names
    if order.actor != (own := names.actors[view.seat]):
        raise ValueError(f"this policy plays {own}, and gave an order of {order.actor}")
    known = names.levers if view.is_power else names.moves
    if order.lever and order.lever not in known:
        raise ValueError(unknown("There is no lever {word!r}", order.lever, known))
    if order.target and order.target not in names.actors:
        raise ValueError(unknown("There is no actor {word!r}", order.target, names.actors))


def _games(view: View) -> Iterable[View]:
    """Yield the same view of one game after the other."""
    for game in range(view.state.purse.shape[-1]):
        here = slice(game, game + 1)
        yield View(view.seat, view.number, view.world, take_games(view.state, here), view.chance[here])


def _beside(arrays: list[Any]) -> Any:
    return np.concatenate(arrays, axis=-1)


def name_seats(asked: Mapping[str, Player], world: World) -> dict[str, str]:
    """Return the policy of every actor by name: what was asked for, else the scenario's own.

    Raises
    ------
    CallError
        If an actor or a policy does not exist.
    """
    actors = world.names.actors
    for actor, player in asked.items():
        if actor not in actors:
            raise CallError(unknown("There is no actor {word!r}", actor, actors))
        if isinstance(player, str):
            known = policy_names(actors.index(actor), world)
            if player not in known and player not in plugin_names():
                raise CallError(
                    unknown(f"There is no policy {{word!r}} for {actor}", player, (*known, *plugin_names()))
                )
    return {seat.actor: name_of(asked.get(seat.actor, seat.policy)) for seat in world.seats}


def name_of(player: Player) -> str:
    """Return what a player is called in results: one that is no policy by name has its Python name in brackets."""
    if isinstance(player, str):
        return player
    kind = player if hasattr(player, "__qualname__") else type(player)
    return f"({kind.__module__}.{kind.__qualname__})"


def make_policies(players: Mapping[str, Player], world: World) -> tuple[Policy, ...]:
    """Return the policies of all seats, in their order; who is not named plays as the scenario says."""
    chosen: dict[str, Player] = {seat.actor: seat.policy for seat in world.seats}
    chosen.update(players)
    return tuple(_policy(chosen[actor], seat, world) for seat, actor in enumerate(world.names.actors))


def _named(name: str, seat: int, world: World) -> Policy:
    try:
        policy = make_policy(name, seat, world)
        missing = [part for part in _PARTS if not hasattr(policy, part)]
    except Exception as error:
        if name not in plugin_names():
            raise
        raise Failure(
            f"The policy {name!r} comes from another package, and cannot be loaded: {type(error).__name__}: {error}."
        ) from error
    if missing:
        raise Failure(f"The policy {name!r} comes from another package, and has no {', '.join(missing)}.")
    return policy


def _policy(player: Player, seat: int, world: World) -> Policy:
    if isinstance(player, str):
        return _named(player, seat, world)
    if isinstance(player, type):
        player = player()
    if all(hasattr(player, name) for name in _PARTS):
        return player  # type: ignore[return-value]
    if callable(player):
        return EachGame(player)
    raise CallError(
        f"{world.names.actors[seat]} is played by the name of a policy, a policy or a function, not {player!r}."
    )
