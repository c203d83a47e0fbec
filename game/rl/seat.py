"""A Gymnasium environment for one seat; policies play the others."""

from collections.abc import Mapping
from typing import Any

import gymnasium
import numpy as np

from game.model.world import World
from game.policy.registry import make_policy
from game.rl.contest import Contest
from game.rl.zoo import spaces_of

__all__ = ["SeatEnv"]


class SeatEnv(gymnasium.Env[Any, int]):
    """One seat of a game. A step is one decision of it; where it has none to make, the game goes on by itself.

    What is allowed is in `info["action_mask"]`; anything else counts as nothing.

    Parameters
    ----------
    world : the scenario, from `game.prepare`.
    seat : the actor that learns.
    policies : names of the policies of the other actors; the scenario's own where nothing is said.

    Examples
    --------
    >>> import game
    >>> from game.rl.seat import SeatEnv
    >>> world = game.prepare(game.load("two-harbours").scenario, "three")
    >>> env = SeatEnv(world, "halmar")
    >>> seen, info = env.reset(seed=7)
    >>> choice = int(info["action_mask"].argmax())  # the first that is allowed
    >>> seen, reward, terminated, truncated, info = env.step(choice)
    """

    metadata = {"render_modes": []}  # noqa: RUF012

    def __init__(self, world: World, seat: str, policies: Mapping[str, str] | None = None) -> None:
        chosen = {actor.actor: actor.policy for actor in world.seats} | dict(policies or {})
        others = {a: make_policy(chosen[a], i, world) for i, a in enumerate(world.names.actors) if a != seat}
        self.seat, self.contest = seat, Contest(world, [seat], others)
        self.observation_space, self.action_space = spaces_of(self.contest)

    def reset(
        self,
        *,
        seed: int | None = None,
        options: dict[str, Any] | None = None,  # noqa: ARG002
    ) -> tuple[Any, dict[str, Any]]:
        """Begin a game, drawn from the environment's own generator: a seed fixes this game and all that follow."""
        super().reset(seed=seed)
        self.contest.reset(int(self.np_random.integers(2**31)), 0)
        self._go_on()
        return self._shown(), self._info()

    def step(self, action: int) -> tuple[Any, float, bool, bool, dict[str, Any]]:
        """Take a decision; return what the score has changed by until the next one."""
        reward = self.contest.step({self.seat: action})[self.seat] + self._go_on()
        return self._shown(), reward, self.contest.over, False, self._info()

    def _go_on(self) -> float:
        """Play until there is something to decide."""
        reward = 0.0
        while not self.contest.over and self.contest.mask(self.seat).sum() < 2:
            reward += self.contest.step({})[self.seat]
        return reward

    def _shown(self) -> "np.ndarray[Any, Any]":
        return self.contest.observe(self.seat)

    def _info(self) -> dict[str, Any]:
        return {"action_mask": self.contest.mask(self.seat)}
