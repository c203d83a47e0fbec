"""Imagined futures: the engine played on from what a seat sees, with luck of the planner's own making.

A candidate is tried in many futures, and every candidate in the same ones (common random numbers), so that what
differs between two candidates is what they did. The luck is derived from the seat's own key: it tells nothing of the
game's. The other seats play as the scenario says that they do, which is public.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from functools import lru_cache
from typing import Any

import numpy as np

from game.engine.chance import draw_shocks, own_keys, run_keys
from game.engine.quarter import deliver, settle_moods
from game.engine.scoring import progress, read, score
from game.engine.step import open_turn, put_offers, resolve
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
QUANTILES = 8  # equally likely answers, from the readiest to the most reluctant, in which a single act is tried


def single_view(view: View, game: int, lanes: int = 2) -> View:
    """Return one game of a view, played side by side with itself."""
    games = np.full(lanes, game)
    return view.with_(state=take_games(view.state, games), chance=view.chance[games], offers=None)


def same_games(view: View) -> list[int]:
    """Return, for every game of a view, the first game that is the same: a live game is two equal lanes."""
    first: dict[bytes, int] = {}
    arrays = [view.chance, *(getattr(view.state, entry.name) for entry in fields(State))]
    if view.offers is not None:
        arrays += [view.offers.lever, view.offers.target, view.offers.size, view.offers.item_id]
    texts = [b"".join(np.asarray(a)[..., game].tobytes() for a in arrays) for game in range(len(view.chance))]
    return [first.setdefault(text, game) for game, text in enumerate(texts)]


def best_of(evaluate: Callable[[Numbers, int, int], Numbers], count: int, lanes: int) -> int:
    """Return the best of some candidates: all are tried in a few futures, then an eighth of them in more, and so on.

    The first candidate is tried in all rounds, and only given up for one that is better by more than the standard
    error of the difference: the best of many that are equally good looks better than it is.

    Parameters
    ----------
    evaluate : given candidates, a number of futures and a round, returns the value of each candidate in each future.
    count : how many candidates there are.
    lanes : how many futures are played in each round, all candidates together.
    """
    found: list[list[Numbers]] = [[] for _ in range(count)]
    alive = np.arange(count)
    for turn in range(count):
        for candidate, values in zip(alive, evaluate(alive, max(2, lanes // len(alive)), turn), strict=True):
            found[candidate].append(values)
        if len(alive) <= 2:
            break
        means = np.asarray([np.concatenate(found[candidate]).mean() for candidate in alive[1:]])
        order = np.argsort(-means, kind="stable")
        alive = np.concatenate([alive[:1], alive[1:][order[: max(1, len(alive) // _KEPT)]]])
    more = np.concatenate(found[alive[-1]]) - np.concatenate(found[0])
    return int(alive[-1]) if more.mean() > more.std() / len(more) ** 0.5 else 0


class Foresight:
    """Plays futures of one game, from where a seat stands in it.

    Parameters
    ----------
    view : of one game, from `single_view`; income and events of the turn are known.
    turns : how far ahead is played; what is promised then is delivered without chance.
    """

    def __init__(self, view: View, turns: int) -> None:
        self.view, self.world = view, view.world
        self.last = min(view.number + turns, view.world.turns)
        self.others = expected_players(Same(view.world))

    def values(
        self, player: Policy, candidates: int, futures: int, name: str, given: Mapping[int, Policy] | None = None
    ) -> Numbers:
        """Return the value of each candidate in each future, (candidates, futures).

        Parameters
        ----------
        player : plays the seat; the lanes of its arrays are the candidates' futures, candidate by candidate.
        candidates, futures : how many, and how often each is tried.
        name : of these futures; the same name is the same luck.
        given : who plays other seats in this turn, where that is known.
        """
        view, world, lanes = self.view, self.world, np.zeros(candidates * futures, np.int64)
        seed = int(own_keys(view.chance[:1], f"turn {view.number} {name}")[0])
        keys = np.tile(run_keys(seed, range(futures)), candidates)
        *_, turn = self.play(take_games(view.state, lanes), keys, player, given or {})
        return np.reshape(_value(turn, view.seat, world), (candidates, futures))

    def play(self, state: State, keys: Array, player: Policy, given: Mapping[int, Policy]) -> Iterator[Turn]:
        """Play futures side by side, and yield every turn."""
        view, world = self.view, self.world
        seats = [player if seat == view.seat else other for seat, other in enumerate(self.others)]
        now = [given.get(seat, policy) for seat, policy in enumerate(seats)]
        turn = Turn(state=state, shocks=draw_shocks(keys, view.number, world), number=view.number)
        turn = play_opened(turn, seat_keys(keys, world), now, world)
        yield turn
        for number in range(view.number + 1, self.last):
            turn = play_turn(turn.state, keys, number, seats, world)
            yield turn

    def own_turns(self, player: Policy, lanes: int) -> list[State]:
        """Return the states after each turn ahead in one future, in which each lane of the player does its own."""
        keys = np.repeat(own_keys(self.view.chance[:1], f"turn {self.view.number} path"), lanes)
        start = take_games(self.view.state, np.zeros(lanes, np.int64))
        return [turn.state for turn in self.play(start, keys, player, {})]

    def line(self, player: Callable[[View], Policy]) -> list[View]:
        """Return what the seat sees at each turn ahead in one imagined game that it plays by `player(view)`."""
        view, world = self.view, self.world
        keys = own_keys(view.chance, f"turn {view.number} line")
        chances, views, state = seat_keys(keys, world), [view], view.state
        for number in range(view.number, self.last - 1):
            seats = [player(views[-1]) if seat == view.seat else other for seat, other in enumerate(self.others)]
            turn = Turn(state=state, shocks=draw_shocks(keys, number, world), number=number)
            turn = play_opened(turn, chances, seats, world)
            state = open_turn(turn.state, draw_shocks(keys, number + 1, world), number + 1, world).state
            views.append(view.with_(state=state, number=number + 1))
        return views


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
