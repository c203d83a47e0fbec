"""The same luck under many line-ups: what was seen of every game, turn by turn, of each of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, NamedTuple

import numpy as np

from game.engine.scoring import scores
from game.engine.shares import current_shares
from game.ensemble.line_ups import LineUp, policies_of
from game.ensemble.playing import play_all
from game.ensemble.task import Played
from game.model.arrays import FLOAT
from game.model.turn import Turn
from game.model.world import World
from game.sim.memory import keep_freed_memory
from game.sim.rollout import CHUNK, play_batch

__all__ = ["Contest", "Course", "hold", "menu_of"]

Numbers = np.ndarray[Any, np.dtype[Any]]


class Course(NamedTuple):
    """What was seen of the games of one line-up; T turns, A actors, P powers, S states, B games."""

    scores: Numbers  # (T, A, B) after every turn
    offers: Numbers  # (T, B) put to states; a package or statement counts once
    orders: Numbers  # (T, A, B) orders of powers that were carried out, own moves of states
    reactions: Numbers  # (T, B) powers that reacted
    events: Numbers  # (T, B)
    signed: Numbers  # (T, P, B) bn USD since the start
    delivered: Numbers  # (T, P, B) bn USD since the start
    used: Numbers  # (U, B) how often each entry of every seat's menu was carried out, seat after seat
    asked: Numbers  # (P, S, B) offers put to a state
    agreed: Numbers  # (P, S, B) how many of them it agreed to, parts of a package as parts
    ground: Numbers  # (2, G, P, B) yeses of a kind at the end: the most in one state, and in all together
    weight: Numbers  # (P, S, B) what a power weighs in a state at the end, 0 to 1


def menu_of(seat: int, world: World) -> tuple[str, ...]:
    """Return the ids of what a seat can do: levers of a power, moves of a state."""
    powers = len(world.names.powers)
    if seat < powers:
        return tuple(world.names.levers[i] for i in world.levers.menus[seat])
    return tuple(world.names.moves[i] for i in world.moves.menus[seat - powers])


@dataclass(frozen=True)
class Contest:
    """Line-ups that are played with the same luck: a task whose run n is game `n % games` of line-up `n // games`.

    So the games of all line-ups go through one schedule, and any number of processes gives the same numbers.
    """

    world: World
    line_ups: tuple[LineUp, ...]
    games: int
    seed: int
    apart: bool = False  # whether every line-up has luck of its own

    def play(self, runs: range) -> Played:
        """Play some of the runs."""
        keep_freed_memory()
        parts = []
        start = runs.start
        while start < runs.stop:
            at, first = divmod(start, self.games)
            count = min(runs.stop - start, self.games - first)
            offset = at * self.games if self.apart else 0
            parts.append(self._play(self.line_ups[at], range(offset + first, offset + first + count)))
            start += count
        return Played(runs, np.concatenate(parts, axis=1))

    def _play(self, names: LineUp, runs: range) -> Numbers:
        seen = [
            _seen(turn, self.world) for turn in play_batch(self.world, policies_of(names, self.world), self.seed, runs)
        ]
        turns = len(seen)
        rows = []
        for name, (by_turn, shape) in _layout(self.world).items():
            values = [np.asarray(one[name], FLOAT) for one in seen if name in one]
            whole = np.stack(values) if by_turn else np.sum(values, axis=0, dtype=FLOAT)
            rows.append(whole.reshape(prod(shape) * (turns if by_turn else 1), whole.shape[-1]))
        return np.concatenate(rows)[:, : len(runs)]

    def course(self, values: Numbers) -> Course:
        """Return rows as `play` gives them by name, with their axes."""
        found, at = {}, 0
        for name, (by_turn, shape) in _layout(self.world).items():
            full = (self.world.turns, *shape) if by_turn else shape
            found[name] = values[at : at + prod(full)].reshape(*full, values.shape[1])
            at += prod(full)
        return Course(**found)


def hold(
    contest: Contest, *, progress: Callable[[int], None] | None = None, chunk: int | None = None, **how: Any
) -> tuple[Course, ...]:
    """Play a contest.

    Parameters
    ----------
    contest : what is played.
    progress : is told how many games were played since it was last called.
    chunk : games that are played side by side at most, those of one line-up if not given.
    how : by what it is played (`workers`, `cluster`, `store`, as in `play_all`); it changes nothing in the results.

    Returns
    -------
    What was seen of every line-up, in their order.
    """
    parts = []
    games, count = contest.games, len(contest.line_ups)
    for played in play_all(contest, count * games, chunk=chunk or min(games, CHUNK), **how):
        parts.append(played.values)
        if progress is not None:
            progress(len(played.runs))
    whole = np.concatenate(parts, axis=1)
    return tuple(contest.course(whole[:, at * games : (at + 1) * games]) for at in range(count))


def _layout(world: World) -> dict[str, tuple[bool, tuple[int, ...]]]:
    """Return of every field of a course whether it has an axis of turns, and its other axes but the games."""
    names = world.names
    actors, powers, states = len(names.actors), len(names.powers), len(names.states)
    entries = sum(len(menu_of(seat, world)) for seat in range(actors))
    return {
        "scores": (True, (actors,)), "offers": (True, ()), "orders": (True, (actors,)), "reactions": (True, ()),
        "events": (True, ()), "signed": (True, (powers,)), "delivered": (True, (powers,)),
        "used": (False, (entries,)), "asked": (False, (powers, states)), "agreed": (False, (powers, states)),
        "ground": (False, (2, len(names.grounds), powers)), "weight": (False, (powers, states)),
    }  # fmt: skip


def _seen(turn: Turn, world: World) -> dict[str, Any]:
    """Return what is seen of one turn; what holds for the whole game, at its end alone."""
    state, table, powers = turn.state, turn.table, len(world.names.powers)
    offered = table.offered
    alone = (offered * (1.0 - table.item_slot)[:, :, None]).sum(axis=(0, 1, 2))
    packages = np.max(table.item_slot[:, :, None] * offered, axis=2).sum(axis=(0, 1))
    agreed = offered * table.by_state([offers.taken for offers in table.offers])
    levers, moves = state.past_lever[0], state.past_move[0]
    found = {
        "scores": scores(state, world),
        "offers": alone + packages,
        "orders": np.concatenate([(levers < len(world.names.levers)).sum(axis=1), moves < len(world.names.moves)]),
        "reactions": (table.reaction > 0).sum(axis=0),
        "events": turn.shocks.happened.sum(axis=0),
        "signed": state.signed.sum(axis=1),
        "delivered": state.delivered.sum(axis=1),
        "used": np.concatenate([
            *((levers[p][None] == _rows(menu)[:, None, None]).sum(axis=1) for p, menu in enumerate(world.levers.menus)),
            *(moves[s][None] == _rows(menu)[:, None] for s, menu in enumerate(world.moves.menus)),
        ]),
        "asked": offered.sum(axis=1),
        "agreed": agreed.sum(axis=1),
    }  # fmt: skip
    if turn.number + 1 == world.turns:
        found["ground"] = np.stack([state.ground.max(axis=2), state.ground.sum(axis=2)])
        found["weight"] = current_shares(state, world).dependence[:powers]
    return found


def _rows(menu: Sequence[int]) -> Numbers:
    return np.asarray(menu, np.int64)
