"""Names of policies: the shipped ones, and every doctrine of the scenario."""

from collections.abc import Callable
from functools import partial

from game.model.world import World
from game.policy.base import Policy
from game.policy.doctrine import ByPowerDoctrine, ByStateDoctrine
from game.policy.greedy import Greedy
from game.policy.planner import Planner
from game.policy.planner_practice import Effort, Practice
from game.policy.plugins import make_plugin
from game.policy.simple import Idle, Random
from game.scenario.doctrines import PowerDoctrine

_ALL_TURNS = 1000  # to the end of any game

SHIPPED: dict[str, Callable[[], Policy]] = {
    "idle": Idle,
    "random": Random,
    "greedy": Greedy,
    "planner_gentle": partial(Planner, Effort(_ALL_TURNS, 64, practice=Practice(6, 256), adapt=Practice(0, 0))),
    "planner": partial(Planner, Effort(_ALL_TURNS, 512, practice=Practice(16, 1024), adapt=Practice(8, 512))),
    "planner_hard": partial(Planner, Effort(_ALL_TURNS, 2048, practice=Practice(24, 2048), adapt=Practice(16, 512))),
}


def policy_names(seat: int, world: World) -> tuple[str, ...]:
    """Return the names of all policies that suit a seat."""
    is_power = seat < len(world.names.powers)
    actor = world.names.actors[seat]
    fitting = [
        name
        for name, doctrine in world.doctrines.items()
        if isinstance(doctrine, PowerDoctrine) == is_power and (not doctrine.of or actor in doctrine.of)
    ]
    return (*SHIPPED, *fitting)


def make_policy(name: str, seat: int, world: World) -> Policy:
    """Return the policy of that name for a seat.

    Raises
    ------
    KeyError
        If no policy of that name suits the seat.

    Examples
    --------
    >>> import game
    >>> world = game.prepare(game.load("two-harbours").scenario)
    >>> type(game.make_policy("greedy", 0, world)).__name__
    'Greedy'
    """
    if name in SHIPPED:
        return SHIPPED[name]()
    if name not in policy_names(seat, world):
        return make_plugin(name)
    doctrine = world.doctrines[name]
    return ByPowerDoctrine(doctrine) if isinstance(doctrine, PowerDoctrine) else ByStateDoctrine(doctrine)


def default_policies(world: World) -> tuple[Policy, ...]:
    """Return the policy that the scenario gives to every seat."""
    return tuple(make_policy(seat.policy, i, world) for i, seat in enumerate(world.seats))
