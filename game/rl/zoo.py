"""PettingZoo environments: all seats decide at once (Parallel), or in turn within each step (AEC)."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from gymnasium.spaces import Box, Discrete
from pettingzoo import AECEnv, ParallelEnv
from pettingzoo.utils import parallel_to_aec

from game.model.world import World
from game.policy.registry import make_policy
from game.rl.contest import LARGEST, Contest

__all__ = ["WedgeParallel", "agent_names", "env", "parallel_env", "spaces_of"]


def spaces_of(contest: Contest) -> tuple[Box, Discrete[Any]]:
    """Return the spaces of what a seat is shown and of what it decides; all seats have the same."""
    return Box(-LARGEST, LARGEST, (contest.width,), np.float32), Discrete(contest.size)


def agent_names(world: World) -> dict[str, str]:
    """Return what PettingZoo calls each actor: power_0, power_1 ..., state_0 ..., in the order of the scenario."""
    kinds = (("power", world.names.powers), ("state", world.names.states))
    return {actor: f"{kind}_{number}" for kind, actors in kinds for number, actor in enumerate(actors)}


class WedgeParallel(ParallelEnv):  # type: ignore[misc]
    """A game for learners, in which every seat decides one small thing a step.

    What is allowed is in `infos[agent]["action_mask"]`; anything else counts as nothing.

    Parameters
    ----------
    world : the scenario, from `game.prepare`.
    seats : the actors that learn; all if not given.
    policies : names of the policies of the other actors; the scenario's own where nothing is said.

    Attributes
    ----------
    actors : the actor behind each agent's name.
    """

    metadata = {"name": "wedge_v0", "render_modes": [], "is_parallelizable": True}  # noqa: RUF012

    def __init__(
        self, world: World, seats: Sequence[str] | None = None, policies: Mapping[str, str] | None = None
    ) -> None:
        actors = world.names.actors
        names, learning = agent_names(world), tuple(actors if seats is None else seats)
        self.possible_agents = [names[actor] for actor in learning]
        self.actors = {names[actor]: actor for actor in learning}
        chosen = {seat.actor: seat.policy for seat in world.seats} | dict(policies or {})
        others = {a: make_policy(chosen[a], i, world) for i, a in enumerate(actors) if a not in learning}
        self.contest = Contest(world, learning, others)
        self.agents: list[str] = []
        self.render_mode = None
        self._seed, self._run = 0, -1
        spaces = {agent: spaces_of(self.contest) for agent in self.possible_agents}
        self.observation_spaces = {agent: shown for agent, (shown, _) in spaces.items()}
        self.action_spaces = {agent: decided for agent, (_, decided) in spaces.items()}

    def observation_space(self, agent: str) -> Box:
        """Return the space of what a seat is shown."""
        return self.observation_spaces[agent]

    def action_space(self, agent: str) -> Discrete[Any]:
        """Return the space of what a seat decides."""
        return self.action_spaces[agent]

    def reset(
        self,
        seed: int | None = None,
        options: dict[str, Any] | None = None,  # noqa: ARG002
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Begin a game: the first of a seed, or the next one where no seed is given."""
        self._seed, self._run = (self._seed, self._run + 1) if seed is None else (seed, 0)
        self.contest.reset(self._seed, self._run)
        self.agents = list(self.possible_agents)
        return self._shown(), self._infos()

    def step(self, actions: Mapping[str, int]) -> tuple[dict[str, Any], ...]:
        """Take a decision of every seat."""
        changes = self.contest.step({self.actors[agent]: number for agent, number in actions.items()})
        rewards = {agent: changes[self.actors[agent]] for agent in self.agents}
        shown, infos, over = self._shown(), self._infos(), self.contest.over
        ended, cut = dict.fromkeys(self.agents, over), dict.fromkeys(self.agents, False)
        if over:
            self.agents = []
        return shown, rewards, ended, cut, infos

    def render(self) -> None:
        """There is nothing to be seen: `wedge run` tells a game."""

    def close(self) -> None:
        """Nothing is held open."""

    def _shown(self) -> dict[str, Any]:
        return {agent: self.contest.observe(self.actors[agent]) for agent in self.agents}

    def _infos(self) -> dict[str, Any]:
        return {agent: {"action_mask": self.contest.mask(self.actors[agent])} for agent in self.agents}


def parallel_env(
    world: World, seats: Sequence[str] | None = None, policies: Mapping[str, str] | None = None
) -> WedgeParallel:
    """Return the environment in which all seats decide at once.

    Parameters
    ----------
    world, seats, policies : as for `WedgeParallel`.

    Examples
    --------
    >>> import game
    >>> from game.rl.zoo import parallel_env
    >>> world = game.prepare(game.load("two-harbours").scenario, "three")
    >>> observations, infos = parallel_env(world).reset(seed=7)
    >>> sorted(observations)
    ['power_0', 'power_1', 'state_0', 'state_1', 'state_2']
    """
    return WedgeParallel(world, seats, policies)


def env(world: World, seats: Sequence[str] | None = None, policies: Mapping[str, str] | None = None) -> AECEnv:
    """Return the environment in which seats decide one after the other, without seeing what the others decided.

    Parameters
    ----------
    world, seats, policies : as for `WedgeParallel`.

    Examples
    --------
    >>> import game
    >>> from game.rl.zoo import env
    >>> world = game.prepare(game.load("two-harbours").scenario, "three")
    >>> seats = env(world, seats=["halmar", "vesk"])  # two learn, policies play the others
    >>> seats.reset(seed=7)
    >>> seats.agent_selection
    'power_0'
    """
    return parallel_to_aec(WedgeParallel(world, seats, policies))
