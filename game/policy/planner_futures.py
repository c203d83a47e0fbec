"""Imagined futures: the engine played on from what a seat sees, with luck of the planner's own making.

A candidate is tried in many futures, and every candidate of a game in the same ones (common random numbers), so that
what differs between two candidates is what they did. The luck is derived from the seat's own key: it tells nothing of
the game's. The other seats play as the scenario says that they do, which is public.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

import numpy as np

from game.engine.chance import draw_shocks, own_keys, run_keys
from game.engine.quarter import deliver, settle_moods
from game.engine.scoring import progress, read, score
from game.engine.step import put_offers, resolve
from game.engine.view import View, quiet_shocks
from game.model.arrays import Array, Same
from game.model.state import State, take_games
from game.model.turn import FULL_SIZE, Answers, Orders, Turn
from game.model.world import World
from game.policy.base import Policy
from game.policy.doctrine import ByPowerDoctrine, ByStateDoctrine
from game.policy.simple import Random
from game.policy.turns import play_opened, play_turn, seat_keys
from game.scenario.doctrines import PowerDoctrine, StateDoctrine

Numbers = Any  # a NumPy array

_BEGUN = 2.0  # points for all objectives begun: tells candidates apart whose score is still at its floor
_KEPT = 8  # of the candidates, one in so many is tried further
_DOUBT = 0.8  # standard errors by which a candidate must be better than the first
QUANTILES = 8  # equally likely answers, from the readiest to the most reluctant, in which a single act is tried


def games_of(view: View, games: Sequence[int] | Numbers) -> View:
    """Return some games of a view, without what is on the table."""
    taken = np.asarray(games, np.int64)
    return view.with_(state=take_games(view.state, taken), chance=view.chance[taken], offers=None)


def same_games(view: View) -> list[int]:
    """Return, for every game of a view, the first game that is the same: a live game is two equal lanes."""
    first: dict[bytes, int] = {}
    arrays = [view.chance, *(getattr(view.state, entry.name) for entry in fields(State))]
    if view.offers is not None:
        arrays += [view.offers.lever, view.offers.target, view.offers.size, view.offers.item_id]
    texts = [b"".join(np.asarray(a)[..., game].tobytes() for a in arrays) for game in range(len(view.chance))]
    return [first.setdefault(text, game) for game, text in enumerate(texts)]


@dataclass(frozen=True)
class Foresight:
    """Plays futures of some games, from where a seat stands in them.

    Parameters
    ----------
    view : of G games.
    turns : how far ahead is played; what is promised then is delivered without chance.
    opened : whether income and events of the turn are known already.
    """

    view: View
    turns: int
    opened: bool = True

    def values(
        self, player: Policy, candidates: int, futures: int, name: str, given: Mapping[int, Policy] | None = None
    ) -> Numbers:
        """Return the value of each candidate in each future, (G, candidates, futures).

        Parameters
        ----------
        player : plays the seat; the lanes of its arrays are the games' candidates' futures: game by game, and in
            each candidate by candidate.
        candidates, futures : how many a game has, and how often each is tried.
        name : of these futures; the same name is the same luck.
        given : who plays other seats in this turn, where that is known.
        """
        view, games = self.view, self.view.state.purse.shape[-1]
        seeds = own_keys(view.chance, f"turn {view.number} {name}")
        keys = np.concatenate([np.tile(run_keys(int(seed), range(futures)), candidates) for seed in seeds])
        state = take_games(view.state, np.repeat(np.arange(games), candidates * futures))
        turn = self._play(state, keys, player, given or {})
        return np.reshape(_value(turn, view.seat, view.world), (games, candidates, futures))

    def _play(self, state: State, keys: Array, player: Policy, given: Mapping[int, Policy]) -> Turn:
        """Play futures side by side, and return their last turn."""
        view, world = self.view, self.view.world
        others = expected_players(Same(world))
        seats = [player if seat == view.seat else other for seat, other in enumerate(others)]
        if self.opened:
            now = [given.get(seat, policy) for seat, policy in enumerate(seats)]
            turn = Turn(state=state, shocks=draw_shocks(keys, view.number, world), number=view.number)
            turn = play_opened(turn, seat_keys(keys, world), now, world)
        else:
            turn = play_turn(state, keys, view.number, seats, world)
        for number in range(view.number + 1, min(view.number + self.turns, world.turns)):
            turn = play_turn(turn.state, keys, number, seats, world)
        return turn


def first_view(world: World, seat: int) -> View:
    """Return how a game begins for a seat, before its first turn is opened; its luck is nobody's."""
    return View(seat, 0, world, world.start(1, np), run_keys(0, [0]))


def race(evaluate: Callable[[Numbers, int, int], Numbers], games: int, count: int, lanes: int) -> Numbers:
    """Return the best of some candidates in every game, (G,): all are tried in a few futures, then the better in more.

    The first candidate is tried in all rounds, and only given up for one that is better by more than some standard
    errors of the difference: the best of many that are equally good looks better than it is.

    Parameters
    ----------
    evaluate : given candidates (G, m), a number of futures and a round, returns their values, (G, m, futures).
    games, count : how many games, and candidates in each.
    lanes : how many futures are played for a game in each round, all candidates together.
    """
    alive = np.tile(np.arange(count), (games, 1))
    seen: list[Numbers] = [np.zeros((games, count, 0), np.float32)]  # of those that are still alive
    best, turn = np.zeros(games, np.int64), 0
    while alive.shape[1] > 1:
        width = alive.shape[1]
        seen.append(evaluate(alive, max(2, lanes // width), turn))
        found = np.concatenate(seen, axis=2)
        order = 1 + np.argsort(-found[:, 1:].mean(axis=2), axis=1, kind="stable")
        if width == 2:
            more = found[:, 1] - found[:, 0]
            better = more.mean(axis=1) > _DOUBT * more.std(axis=1) / more.shape[1] ** 0.5
            return np.where(better, alive[:, 1], best)
        kept = np.concatenate([np.zeros((games, 1), np.int64), order[:, : max(1, width // _KEPT)]], axis=1)
        alive, seen = np.take_along_axis(alive, kept, 1), [np.take_along_axis(found, kept[:, :, None], 1)]
        turn += 1
    return best


def best_of(tried: Numbers, evaluate: Callable[[Numbers, int, int, int], Numbers], lanes: int) -> Numbers:
    """Return the best of some decisions in every game, (Q, G).

    Parameters
    ----------
    tried : (Q, G, M) decisions of Q numbers; the first is kept where none is better.
    evaluate : given decisions (Q, B), how many of them a game has, a number of futures and a round, returns their
        values, (G, m, futures); each decision stands there as often as it has futures.
    lanes : as for `race`.
    """
    games, count = tried.shape[1:]
    tried = np.stack([_distinct(tried[:, game]) for game in range(games)], axis=1)

    def of_alive(alive: Numbers, futures: int, turn: int) -> Numbers:
        now = np.take_along_axis(tried, alive[None], axis=2).reshape(tried.shape[0], -1)
        return evaluate(now.repeat(futures, axis=1), alive.shape[1], futures, turn)

    best = race(of_alive, games, count, lanes)
    return np.take_along_axis(tried, best[None, :, None], axis=2)[:, :, 0]


def _distinct(tried: Numbers) -> Numbers:
    """Return decisions (Q, M), each once, and then the first again."""
    _, first = np.unique(tried, axis=1, return_index=True)
    kept = np.sort(first)
    return np.concatenate([tried[:, kept], np.repeat(tried[:, :1], tried.shape[1] - len(kept), axis=1)], axis=1)


def gains(view: View, orders: Orders, answers: Answers | None = None) -> Numbers:
    """Return what single acts bring, each tried alone in a quiet turn and carried on to the end without chance, (n,).

    Parameters
    ----------
    view : of one game.
    orders : of all seats, (..., n + 1): an act each, and last a turn without any.
    answers : to what is offered; where none are given, each act is tried with answers of every readiness.
    """
    world, acts = view.world, orders.move.shape[-1]
    tries = 1 if answers is not None else QUANTILES
    lanes = acts * tries
    quiet = quiet_shocks(lanes, world, view.state.purse)
    draw = np.tile((np.arange(tries, dtype=np.float32) + 0.5) / tries, acts)
    shocks = quiet.with_(offer=_all(draw, quiet.offer), item=_all(draw, quiet.item)) if answers is None else quiet
    turn = Turn(state=take_games(view.state, np.zeros(lanes, np.int64)), shocks=shocks, number=view.number)
    repeated = orders.with_(**{name: np.repeat(values, tries, axis=-1) for name, values in vars(orders).items()})
    turn = resolve(put_offers(turn, repeated, world), answers, world)
    reached = progress(read(_delivered(turn, world), world), view.seat).reshape(acts, tries).mean(axis=1)
    return (reached - reached[-1])[:-1]


def _all(draw: Numbers, like: Numbers) -> Numbers:
    return np.broadcast_to(draw, like.shape).copy()


def no_acts(view: View, acts: int) -> Orders:
    """Return so many turns in which nobody orders anything, ready to be written into."""
    names, slots = view.world.names, view.world.slots
    powers, states = len(names.powers), len(names.states)

    def whole(value: int, *shape: int) -> Numbers:
        return np.full((*shape, acts), value, np.int32)

    return Orders(
        lever=whole(len(names.levers), powers, slots),
        target=whole(0, powers, slots),
        size=whole(FULL_SIZE, powers, slots),
        items=whole(0, powers, slots),
        move=whole(len(names.moves), states),
        court=whole(0, states),
    )


def _delivered(turn: Turn, world: World) -> State:
    """Return the state at the end of the game, had nothing more been ordered and chance been still."""
    turn = turn.with_(quarter=0)
    for _ in range((world.turns - turn.number - 1) * world.quarters):
        turn = settle_moods(deliver(turn, world), world)
    return turn.state


def _value(turn: Turn, seat: int, world: World) -> Numbers:
    """Return how good a future is for a seat, in points of its score, (B,)."""
    reading = read(_delivered(turn, world), world)
    return np.asarray(score(reading, seat) + _BEGUN * progress(reading, seat))


@lru_cache(maxsize=64)
def expected_players(world: Same) -> tuple[Policy, ...]:
    """Return how every seat is expected to play: by the scenario's doctrine for it, or else the first that suits."""
    return tuple(_expected(seat, world.it) for seat in range(len(world.it.seats)))


def _expected(seat: int, world: World) -> Policy:
    doctrine = world.doctrines.get(world.seats[seat].policy)
    known = (doctrine,) if doctrine is not None else own_doctrines(seat, world)
    if not known:
        return Random()
    return ByPowerDoctrine(known[0]) if isinstance(known[0], PowerDoctrine) else ByStateDoctrine(known[0])


def own_doctrines(seat: int, world: World) -> tuple[Any, ...]:
    """Return the doctrines of the scenario that suit a seat."""
    kind = PowerDoctrine if seat < len(world.names.powers) else StateDoctrine
    actor = world.names.actors[seat]
    return tuple(d for d in world.doctrines.values() if isinstance(d, kind) and (not d.of or actor in d.of))
