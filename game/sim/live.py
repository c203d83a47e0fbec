"""One game, played with everything kept that explains it: what a ledger, a chronicle or a replay reads.

A live game is a batch of one, played as two equal lanes; only the first lane
is read. Ensembles keep none of this.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from game.engine.chance import run_keys
from game.model.state import State
from game.model.turn import Turn
from game.model.world import World
from game.policy.base import Policy
from game.policy.turns import play_turn

LANES = 2  # NumPy adds up an axis of length one in another order than a longer one


@dataclass(frozen=True)
class PlayedTurn:
    """A turn that is over, with the moments at which decisions were made."""

    start: State  # before the turn
    opened: Turn  # after income and events, when orders are decided
    weighed: Turn  # once all offers lie on the table, weighed and not yet answered
    agreed: Turn  # once answers have had their effects, before powers react
    quarters: tuple[Turn, ...]  # near the end of each quarter, before votes are held
    turn: Turn  # at the end, with its log


@dataclass(frozen=True)
class Game:
    """One game from its first state on."""

    seed: int
    run: int
    players: tuple[str, ...]  # who plays each seat, powers first
    first: State
    turns: tuple[PlayedTurn, ...]

    @property
    def last(self) -> State:
        """The state after the latest turn."""
        return self.turns[-1].turn.state if self.turns else self.first


class Witness:
    """Watches a turn and keeps the moments at which decisions were made: pass it as `watch`."""

    _MOMENTS = ("strike_events", "weigh_offers", "act_alone", "ship_cargo")

    def __init__(self, start: State) -> None:
        self._start = start
        self._seen: dict[str, list[Turn]] = {phase: [] for phase in self._MOMENTS}

    def __call__(self, phase: str, turn: Turn) -> None:
        """Note a phase that has just ended."""
        if phase in self._seen:
            self._seen[phase].append(turn)

    def played(self, turn: Turn) -> PlayedTurn:
        """Return the turn that was watched, now that it is over."""
        (opened,), (weighed,), (agreed,), quarters = (self._seen[phase] for phase in self._MOMENTS)
        return PlayedTurn(self._start, opened, weighed, agreed, tuple(quarters), turn)


def play_game(world: World, policies: Sequence[Policy], seed: int, run: int = 0) -> Game:
    """Play one game with its log.

    Parameters
    ----------
    world, policies : the scenario, and one policy a seat.
    seed, run : which game; the same pair in an ensemble is the same game.
    """
    keys = run_keys(seed, [run] * LANES, np)
    first = world.start(LANES, np)
    state, turns = first, []
    for number in range(world.turns):
        witness = Witness(state)
        turn = play_turn(state, keys, number, policies, world, explain=True, watch=witness)
        turns.append(witness.played(turn))
        state = turn.state
    return Game(seed, run, tuple(player_name(policy) for policy in policies), first, tuple(turns))


def player_name(policy: Policy) -> str:
    """Return what people read for a policy."""
    doctrine = getattr(policy, "doctrine", None)
    return str(doctrine.name) if doctrine is not None else type(policy).__name__.lower()
