"""What computes the games: NumPy, or JAX on an accelerator."""

from collections.abc import Iterator, Mapping, Sequence

from game.ensemble.errors import CallError, unknown
from game.model.state import State
from game.model.world import World
from game.policy.base import Policy
from game.sim import accelerated
from game.sim.rollout import play_batch

__all__ = ["BACKENDS", "JAX", "NUMPY", "check_backend", "games_at_once", "states_of"]

NUMPY, JAX = BACKENDS = ("numpy", "jax")


def check_backend(name: str, policies: Sequence[Policy], seats: Mapping[str, str], games: int) -> None:
    """Tell whether some games can be played by a backend.

    Parameters
    ----------
    name : of the backend.
    policies, seats : who plays, one a seat, and what they are called, by actor.
    games : how many.

    Raises
    ------
    CallError
        If there is no such backend, it is not installed, or it cannot play this.
    """
    if name not in BACKENDS:
        raise CallError(unknown("There is no backend {word!r}", name, BACKENDS))
    if name == NUMPY:
        return
    if games == 1:
        raise CallError("The backend jax plays many games at once: ask for more than one, or leave the backend out.")
    stopped = [list(seats.items())[seat] for seat in accelerated.not_compiled(policies)]
    if stopped:
        told = ", ".join(f"{actor} by {policy}" for actor, policy in stopped)
        raise CallError(
            f"The backend jax cannot compile what plays {told}: it can compile idle, random and the doctrines."
        )
    try:
        accelerated.device()
    except accelerated.NotHereError as error:
        raise CallError(str(error)) from None


def games_at_once(name: str, games: int) -> int | None:
    """Return how many games a backend plays side by side, None if that can be chosen by their speed."""
    return None if name == NUMPY else accelerated.lanes_for(games)


def states_of(name: str, world: World, policies: Sequence[Policy], seed: int, runs: Sequence[int]) -> Iterator[State]:
    """Play some runs side by side and yield the state after every turn; a single run may have two equal lanes."""
    if name == JAX:
        yield from accelerated.play_states(world, policies, seed, runs)
        return
    for turn in play_batch(world, policies, seed, runs):
        last = [turn.state]
        del turn  # what lay on its table need not outlive it
        yield last.pop()
