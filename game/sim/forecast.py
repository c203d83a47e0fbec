"""A fan of outcomes: many futures of a seat's plan against the same futures without it.

Both lines share all luck (common random numbers), so that what differs between
them is what the plan did. The luck is made from the scenario, the turn and the
seat, never from the game's own. Other seats, and the seat itself in later
turns, are played by policies. A request is small and can be sent to another
process; its digest tells whether an answer is still wanted.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from typing import Any

import numpy as np

from game.engine.chance import draw_shocks, own_keys, run_keys
from game.engine.scoring import read
from game.engine.step import resolve
from game.engine.view import View
from game.model.arrays import Array, convert
from game.model.state import State
from game.model.turn import Table, Turn
from game.model.world import World
from game.policy.base import Policy, PowerOrders, StateAnswers, StateMove
from game.policy.registry import make_policy
from game.policy.turns import play_opened, play_turn, seat_keys
from game.sim.desk import Desk, imagine_answers, with_games
from game.sim.forecast_tracks import Track, score_track, track_value
from game.sim.memory import keep_freed_memory
from game.sim.order import Answer, Order, Written

__all__ = [
    "QUANTILES",
    "Fan",
    "Forecast",
    "ForecastRequest",
    "forecast_answers",
    "forecast_offer",
    "forecast_orders",
    "play_forecast",
]

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
FUTURES = 1000
_FIRST, _CHUNK = 64, 468  # futures until something is shown, and between two reports: larger ones are cheaper
_Z = 1.959963984540054
_SWIFT = ("idle", "random")  # besides doctrines; policies that look ahead would need a forecast for every future

Bands = tuple[tuple[float, ...], ...]  # for each of QUANTILES, a value at every point in time


@dataclass(frozen=True)
class ForecastRequest:
    """What is to be foreseen; made by `forecast_orders` or `forecast_answers`."""

    world: str  # the digest of the world that it is about
    seat: int
    number: int  # the turn, from 0
    state: State  # as the seat sees it now
    offers: Table | None  # what lies before a state that is asked to answer; None where orders are planned
    moved: tuple[Order, ...]  # the own move that such a state has made
    plan: tuple[Order | Answer, ...]
    idle: tuple[Order | Answer, ...]  # what it is compared with
    players: tuple[str, ...]  # the policy of every actor; of the seat itself, in later turns
    tracks: tuple[Track, ...]
    futures: int
    turns: int  # how many are played, this one included

    @cached_property
    def digest(self) -> str:
        """A digest of all of it: two requests with the same have the same answer."""
        found = hashlib.blake2b(digest_size=16)
        for entry in fields(self):
            for part in _bytes(getattr(self, entry.name)):
                found.update(part)
            found.update(b"|")
        return found.hexdigest()


@dataclass(frozen=True, slots=True)
class Fan:
    """How one quantity spreads out over the futures, with the plan and without."""

    track: str
    turns: tuple[int, ...]  # turns that are over at each point in time, the first before this one
    plan: Bands
    idle: Bands
    gain: Bands  # of the difference between the two in the same future
    mean: float  # of that difference at the end,
    low: float  # and its 95 % interval
    high: float
    better: float  # the part of the futures in which the plan ends higher
    worse: float  # and lower


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the futures counted so far come to."""

    digest: str  # of the request
    futures: int
    wanted: int
    fans: tuple[Fan, ...]  # in the order of the request's tracks

    @property
    def finished(self) -> bool:
        """Whether all futures have been played."""
        return self.futures >= self.wanted


def forecast_orders(
    desk: Desk,
    seats: Mapping[str, str],
    plan: Sequence[Order],
    *,
    idle: Sequence[Order] = (),
    tracks: Sequence[Track] = (),
    futures: int = FUTURES,
    turns: int | None = None,
    later: str | None = None,
) -> ForecastRequest:
    """Ask what a seat's orders, or its own move, would come to.

    Parameters
    ----------
    desk, seats : the seat, and who plays every actor, from the session.
    plan, idle : all its orders of this turn, and those that they are compared with: none, if not given.
    tracks : what is followed; the seat's own score if not given.
    futures : how many are played.
    turns : how many turns are looked ahead, this one included; to the end of the game if not given.
    later : the policy that plays the seat in later turns, with and without the plan; its own, or the scenario's where
        a person has the seat, if not given.
    """
    return _request(desk, seats, tuple(plan), tuple(idle), None, tracks, futures, turns, later)


def forecast_answers(
    desk: Desk,
    seats: Mapping[str, str],
    plan: Sequence[Answer],
    *,
    idle: Sequence[Answer],
    tracks: Sequence[Track] = (),
    futures: int = FUTURES,
    turns: int | None = None,
    later: str | None = None,
) -> ForecastRequest:
    """Ask what a state's answers would come to, against other answers; what neither answers is left to the cabinet.

    Parameters are those of `forecast_orders`. For one offer, let `plan` accept it and `idle` decline it. What the
    powers have ordered elsewhere in this turn is unknown and left out.

    Raises
    ------
    ValueError
        If nothing lies before the seat.
    """
    if desk.view.offers is None:
        raise ValueError(f"{desk.actor} is not asked to answer anything now")
    return _request(desk, seats, tuple(plan), tuple(idle), desk.view.offers, tracks, futures, turns, later)


def forecast_offer(
    desk: Desk, seats: Mapping[str, str], power: str, slot: int, *, quarters: int = 8, **wishes: Any
) -> ForecastRequest:
    """Ask what accepting all of one offer would come to against declining it, the seat's other answers as they are.

    Parameters
    ----------
    desk, seats : the state's seat, and who plays every actor, from the session.
    power, slot : whose offer, and which of its orders, counting from 1.
    quarters : how far to look ahead, in whole turns.
    wishes : as for `forecast_answers`.

    Raises
    ------
    ValueError
        If there is no such offer.
    """
    lines = [w for w in desk.offers if (w.order.power, w.order.slot + 1) == (power, slot)]
    if not lines:
        raise ValueError(f"{power} has put no offer in slot {slot} to {desk.actor}")
    items = {line.item or "" for line in lines}
    kept = [a for a in desk.answers if a.power != power or (a.item not in items if a.item else a.slot != slot)]
    yes, no = (
        [*kept, *(Answer(w.state, power, said, slot=0 if w.item else slot, item=w.item or "") for w in lines)]
        for said in ("accept", "decline")
    )
    turns = -(-quarters // desk.world.quarters)
    return forecast_answers(desk, seats, yes, idle=no, turns=turns, **wishes)


def _request(
    desk: Desk, seats: Mapping[str, str], plan: Any, idle: Any, offers: Table | None, tracks: Sequence[Track],
    futures: int, turns: int | None, later: str | None,
) -> ForecastRequest:  # fmt: skip
    world, view = desk.world, desk.view
    left = world.turns - view.number
    players = [swift_player(actor, seats.get(actor, ""), world) for actor in world.names.actors]
    if later is not None:
        players[view.seat] = later
    return ForecastRequest(
        world=world.digest, seat=view.seat, number=view.number, state=view.state, offers=offers,
        moved=desk.mine if offers is not None else (), plan=plan, idle=idle, players=tuple(players),
        tracks=tuple(tracks) or (score_track(desk.actor, world),), futures=max(1, futures),
        turns=max(1, min(left, left if turns is None else turns)),
    )  # fmt: skip


def swift_player(actor: str, player: str, world: World) -> str:
    """Return who plays an actor in futures: its policy, or the scenario's for a person or a slow policy."""
    if player in _SWIFT or player in world.doctrines:
        return player
    return world.seats[world.names.actors.index(actor)].policy


def play_forecast(request: ForecastRequest, world: World) -> Iterator[Forecast]:
    """Play the futures of a request and yield what they come to, first after a few and at last after all.

    Raises
    ------
    ValueError
        If the request is about another world.
    """
    if request.world != world.digest:
        raise ValueError("this forecast was asked for another scenario, variant or length")
    keep_freed_memory()
    found: list[Array] = []
    done = 0
    while done < request.futures:
        count = min(_FIRST if done == 0 else _CHUNK, request.futures - done)
        found.append(_play_futures(request, range(done, done + count), world))
        done += count
        yield Forecast(request.digest, done, request.futures, _fans(request, np.concatenate(found, axis=-1)))


class _Lines:
    """A seat that gives its plan in the first half of the games and the other orders in the second."""

    def __init__(self, request: ForecastRequest, later: Policy) -> None:
        self.plan, self.idle = Written(tuple(_orders(request.plan))), Written(tuple(_orders(request.idle)))
        self.later = later

    @property
    def answers(self) -> bool:
        """Whether the seat answers by itself: as it does in later turns."""
        return self.later.answers

    def order(self, view: View) -> PowerOrders:
        """Return the orders of a power."""
        return _halves(self.plan.order(view), self.idle.order(view))  # type: ignore[no-any-return]

    def move(self, view: View) -> StateMove:
        """Return the own move of a state."""
        return _halves(self.plan.move(view), self.idle.move(view))  # type: ignore[no-any-return]

    def answer(self, view: View) -> StateAnswers:
        """Answer what is put to a state."""
        return self.later.answer(view)


def _orders(decisions: Iterable[Order | Answer]) -> Iterator[Order]:
    yield from (decision for decision in decisions if isinstance(decision, Order))


def _answers(decisions: Iterable[Order | Answer]) -> tuple[Answer, ...]:
    return tuple(decision for decision in decisions if isinstance(decision, Answer))


def _halves(one: Any, other: Any) -> Any:
    """Return the first half of the games of one record and the second half of another."""
    half = np.asarray(next(iter(vars(one).values()))).shape[-1] // 2
    return one.with_(
        **{
            name: np.concatenate([value[..., :half], getattr(other, name)[..., half:]], axis=-1)
            for name, value in vars(one).items()
        }
    )


def _play_futures(request: ForecastRequest, which: range, world: World) -> Array:
    """Play some futures and return what was followed, (tracks, points in time, 2 lines, futures)."""
    count = len(which)
    luck = run_keys(_seed(request), list(which) * 2)
    keys = own_keys(luck, "futures")
    players = [make_policy(name, seat, world) for seat, name in enumerate(request.players)]
    turn = _first_turn(request, keys, players, world)
    now = convert(request.state, lambda array: np.repeat(array[..., :1], 2, axis=-1))
    points = [np.repeat(_follow(request, now, world), count, axis=-1), _follow(request, turn.state, world)]
    for number in range(request.number + 1, request.number + request.turns):
        turn = play_turn(turn.state, keys, number, players, world)
        points.append(_follow(request, turn.state, world))
    values = np.stack(points, axis=1)
    return values.reshape(*values.shape[:2], 2, count)


def _seed(request: ForecastRequest) -> int:
    """Return the seed of the futures: the same for every plan, so that plans can be compared."""
    text = f"forecast {request.world} {request.number} {request.seat}"
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


def _first_turn(request: ForecastRequest, keys: Array, players: list[Policy], world: World) -> Turn:
    """Play the turn in which the lines part: first all futures of the plan, then all of the other line."""
    count, shocks = keys.shape[-1] // 2, draw_shocks(keys, request.number, world)
    if request.offers is None:
        state = convert(request.state, lambda array: np.repeat(array[..., :1], 2 * count, axis=-1))
        seats = [*players]
        seats[request.seat] = _Lines(request, players[request.seat])
        return play_opened(Turn(state, shocks, request.number), seat_keys(keys, world), seats, world)
    view = View(request.seat, request.number, world, request.state, np.zeros(2, np.uint64), request.offers)
    lines = (_answers(request.plan), _answers(request.idle))
    turn, answers = imagine_answers(Desk(view, request.moved), lines)
    turn, answers = with_games(turn, answers, np.repeat(np.arange(len(lines)), count))
    return resolve(turn.with_(shocks=shocks), answers, world)


def _follow(request: ForecastRequest, state: State, world: World) -> Array:
    """Return what is followed, (tracks, B)."""
    reading = read(state, world)
    return np.stack([track_value(track, reading) for track in request.tracks])


def _fans(request: ForecastRequest, values: Array) -> tuple[Fan, ...]:
    """Return the fans of values (tracks, points in time, 2 lines, futures)."""
    turns = tuple(range(request.number, request.number + request.turns + 1))
    exact = values.astype(np.float64)
    gain = exact[:, :, 0] - exact[:, :, 1]
    return tuple(
        _fan(track.name, turns, exact[i, :, 0], exact[i, :, 1], gain[i]) for i, track in enumerate(request.tracks)
    )


def _fan(track: str, turns: tuple[int, ...], plan: Array, idle: Array, gain: Array) -> Fan:
    end, count = gain[-1], gain.shape[-1]
    mean = float(end.mean())
    half = _Z * float(end.std(ddof=1)) / count**0.5 if count > 1 else float("inf")
    better, worse = float((end > 0).mean()), float((end < 0).mean())
    return Fan(track, turns, _bands(plan), _bands(idle), _bands(gain), mean, mean - half, mean + half, better, worse)


def _bands(values: Array) -> Bands:
    """Return the quantiles of values (points in time, futures)."""
    found = np.quantile(values, QUANTILES, axis=-1)
    return tuple(tuple(float(value) for value in row) for row in found)


def _bytes(value: Any) -> Iterator[bytes]:
    """Yield everything inside a value as bytes."""
    if isinstance(value, np.ndarray):
        yield repr((value.shape, value.dtype.str)).encode()
        yield np.ascontiguousarray(value).tobytes()
    elif is_dataclass(value) and not isinstance(value, type):
        for entry in fields(value):
            yield entry.name.encode()
            yield from _bytes(getattr(value, entry.name))
    elif isinstance(value, (tuple, list)):
        yield str(len(value)).encode()
        for part in value:
            yield from _bytes(part)
    else:
        yield repr(value).encode()
