"""The measures of a scenario's balance, each a function of what was seen in the games of many line-ups."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from game.ensemble.contest import Course, menu_of
from game.ensemble.line_ups import LineUp, doctrines_of, with_seat
from game.ensemble.standing import Figure, comeback, correlation, figure_of, lead_changes, standing
from game.model.turn import FULL_SIZE, SIZES
from game.model.world import World
from game.sim.claims import wilson

__all__ = [
    "Answers", "Comeback", "EntryUse", "Outcome", "Pull", "Rungs", "Spoil", "Start", "TurnSeen", "answers",
    "comebacks", "late", "outcomes", "pulls", "rungs", "spoilers", "starts", "turns", "uses",
]  # fmt: skip

Numbers = np.ndarray[Any, np.dtype[Any]]
Played = Mapping[LineUp, Course]

_LOW, _HIGH = 33.0, 63.0  # of a score: what chance and what greedy play reach by the scale of the format
_FLAT = 0.5  # points of score: what nobody notices


class Outcome(NamedTuple):
    """What a seat reaches in the usual line-up."""

    actor: str
    policy: str
    score: Figure
    low: float  # a tenth of the games end below
    high: float  # a tenth of the games end above
    first: float  # share of the games in which nobody has a higher score
    last: float  # share of the games in which nobody has a lower score
    poor: float  # share of the games below 33, what chance reaches
    good: float  # share of the games above 63, what greedy play reaches


class Rungs(NamedTuple):
    """What a seat reaches with one policy after the other, the others playing as usual."""

    actor: str
    scores: Mapping[str, Figure]  # by policy: idle, random, doctrines, greedy, and the planner over fewer games
    best: str  # the best doctrine
    steps: tuple[tuple[str, str, Figure], ...]  # worse, better, gain with the same luck


class EntryUse(NamedTuple):
    """How often one entry of a seat's menu was used."""

    actor: str
    entry: str
    chosen: int  # orders by policies that choose, in all games
    any: int  # orders by any policy, chance too
    greedy: float  # share of greedy's orders
    capital: float  # political capital that it costs
    capital_most: float  # that the seat can have
    price: float  # bn USD, in the smallest size where it costs least
    purse_most: float  # bn USD, that the seat can have
    missing: tuple[str, int, int] | None  # a ground that it needs: its id, how many yeses, the most that were won
    everywhere: bool  # whether it is put to all states, so that yeses of all count together


class Pull(NamedTuple):
    """How far others move what a seat reaches."""

    actor: str
    by: str  # the other seat whose choice of policy moves it most
    most: Figure  # points of score between that seat's best and worst policy for it
    own: Figure  # points of score between its own best and worst policy
    agreed: float | None  # part of what is put to a state that it agrees to
    asked: int
    weight: float | None  # percentage points by which powers' weight in a state differs between line-ups, at most


class TurnSeen(NamedTuple):
    """What happens in a turn, as means of games of line-ups drawn by chance."""

    orders: float  # carried out, own moves of states too
    offers: float
    reactions: float
    events: float
    quiet: float  # share of the games in which there is no order, no reaction and no event
    flat: float  # share of the games in which no score moves by half a point; the first turn has none before it
    change: float  # points of score
    tied: float  # correlation with the final score


class Start(NamedTuple):
    """What the first turn is worth to a seat."""

    actor: str
    first: Figure  # gain if it acts a turn before all others
    late: Figure  # gain if it acts a turn after all others


class Spoil(NamedTuple):
    """What one seat can do to the others by playing badly."""

    actor: str
    plays: str  # idle, or no: it declines everything
    own: Figure  # what it does to itself
    victim: str
    loss: Figure


class Answers(NamedTuple):
    """Whether a state needs to think about its answers."""

    actor: str
    best: str  # the best doctrine
    score: Figure
    yes: Figure  # how much better that is than accepting everything
    no: Figure  # how much better that is than declining everything


class Comeback(NamedTuple):
    """How open a game is."""

    back: float  # share of the games in which the last at half-time ends in the upper half
    low: float
    high: float
    luck: float  # the same among games of one line-up, where only luck is left
    leads: float  # lead changes in a game
    early: int  # turns of the first quarter
    tied: float  # correlation of the score after them with that at the end


def late(name: str) -> str:
    """Return the name of a policy that comes a turn late."""
    return f"late:{name}"


def outcomes(course: Course, world: World, seats: LineUp) -> tuple[Outcome, ...]:
    """Return what every seat reaches in the usual line-up."""
    final = course.scores[-1]
    top, bottom = final.max(axis=0), final.min(axis=0)
    found = []
    for at, (actor, own) in enumerate(zip(world.names.actors, final, strict=True)):
        low, high = (float(bound) for bound in np.percentile(own, [10, 90]))
        parts = (own >= top, own <= bottom, own < _LOW, own > _HIGH)
        first, last, poor, good = (float(np.mean(part)) for part in parts)
        found.append(Outcome(actor, seats[at], figure_of(own), low, high, first, last, poor, good))
    return tuple(found)


def _own(found: Played, seats: LineUp, seat: int, name: str, of: int | None = None) -> Numbers:
    """Return the final scores of a seat, or of another one, if it plays `name` and the others as usual."""
    final: Numbers = found[with_seat(seats, seat, name)].scores[-1, seat if of is None else of]
    return final


def _ways(seat: int, seats: LineUp, world: World) -> tuple[str, ...]:
    """Return the ways to play a seat that somebody thought of."""
    return tuple(dict.fromkeys((*doctrines_of(seat, world), seats[seat])))


def rungs(seat: int, played: Played, planned: Played, seats: LineUp, world: World) -> Rungs:
    """Return the skill ladder of a seat."""
    values = {
        name: _own(played, seats, seat, name) for name in ("idle", "random", *_ways(seat, seats, world), "greedy")
    }
    best = max(_ways(seat, seats, world), key=lambda name: float(values[name].mean()))
    order = tuple(dict.fromkeys(("idle", "random", best, "greedy")))
    scores = {name: figure_of(found) for name, found in values.items()}
    steps = [(worse, better, figure_of(values[better] - values[worse])) for worse, better in pairwise(order)]
    for names, course in planned.items():
        if names == with_seat(seats, seat, names[seat]) and names != seats:
            ahead = course.scores[-1, seat]
            scores[names[seat]] = figure_of(ahead)
            steps.append(("greedy", names[seat], figure_of(ahead - values["greedy"][: len(ahead)])))
    return Rungs(world.names.actors[seat], scores, best, tuple(steps))


def uses(played: Played, apart: Sequence[Course], planned: Played, seats: LineUp, world: World) -> Iterator[EntryUse]:
    """Yield how often every entry of every menu was used."""
    start = 0
    for seat, actor in enumerate(world.names.actors):
        menu = menu_of(seat, world)
        rows = slice(start, start + len(menu))
        start += len(menu)
        by_chance = with_seat(seats, seat, "random")
        thinking = [course for names, course in (*played.items(), *planned.items()) if names != by_chance]
        chosen = _summed([course.used[rows] for course in thinking])
        anyhow = chosen + _summed([course.used[rows] for course in (played[by_chance], *apart)])
        greedy = _summed([played[with_seat(seats, seat, "greedy")].used[rows]])
        won = _most_ground(played, seat)
        for at, entry in enumerate(menu):
            share = float(greedy[at] / max(greedy.sum(), 1.0))
            yield EntryUse(
                actor, entry, int(chosen[at]), int(anyhow[at]), share, *_costs(seat, at, world),
                _missing(seat, at, won, world), _is_everywhere(seat, at, world),
            )  # fmt: skip


def _summed(parts: Sequence[Numbers]) -> Numbers:
    found: Numbers = np.sum([part.sum(axis=1, dtype=np.float64) for part in parts], axis=0)
    return found


def _costs(seat: int, at: int, world: World) -> tuple[float, float, float, float]:
    """Return what an entry costs in capital and, in its smallest size, in money, each with the most that there is."""
    powers = len(world.names.powers)
    if seat >= powers:
        move = world.moves.menus[seat - powers][at]
        return float(world.moves.capital[move]), float(world.states.capital_most[seat - powers, 0]), 0.0, 0.0
    lever, states = world.levers.menus[seat][at], len(world.names.states)
    least = 0 if float(world.levers.valued[lever]) > 0.5 else FULL_SIZE
    begin = (lever * len(SIZES) + least) * states
    allowed = np.asarray(world.levers.allowed[lever * states : (lever + 1) * states]) > 0.5
    prices = np.asarray(world.levers.money[begin : begin + states])
    price = float(prices[allowed].min() if allowed.any() else prices.min())
    most = (float(world.powers.capital_most[seat, 0]), float(world.powers.purse_most[seat, 0]))
    return float(world.levers.capital[lever]), most[0], price, most[1]


def _most_ground(played: Played, seat: int) -> Numbers | None:
    """Return the most yeses of every kind that a power won, whatever was played: in one state, in all, (2, G)."""
    found = [course.ground[:, :, seat] for course in played.values() if seat < course.ground.shape[2]]
    return np.max([ground.max(axis=2) for ground in found], axis=0) if found else None


def _is_everywhere(seat: int, at: int, world: World) -> bool:
    return seat < len(world.names.powers) and float(world.levers.to_all[world.levers.menus[seat][at]]) > 0.5


def _missing(seat: int, at: int, won: Numbers | None, world: World) -> tuple[str, int, int] | None:
    """Return the ground that an entry needs and that nobody ever won, if there is one."""
    if won is None:
        return None
    most = won[int(_is_everywhere(seat, at, world))]
    for kind, ground in enumerate(world.names.grounds):
        needed = int(world.levers.needs[kind, world.levers.menus[seat][at]])
        if needed > most[kind]:
            return ground, needed, int(most[kind])
    return None


def pulls(played: Played, seats: LineUp, world: World) -> tuple[Pull, ...]:
    """Return how far each seat's outcome is moved by the choice of policy of others, and by its own."""
    return tuple(_pull(seat, played, seats, world) for seat in range(len(seats)))


def _pull(seat: int, played: Played, seats: LineUp, world: World) -> Pull:
    def reach(other: int) -> Figure:
        """Return how far apart a seat's best and worst doctrine for this one are."""
        names = ("idle", *_ways(other, seats, world), "greedy")
        found = [_own(played, seats, other, name, seat) for name in names]
        found.sort(key=lambda values: float(values.mean()))
        return figure_of(found[-1] - found[0])

    reaches = {other: reach(other) for other in range(len(seats))}
    by = max((other for other in reaches if other != seat), key=lambda other: reaches[other].mean)
    powers, actors = len(world.names.powers), world.names.actors
    agreed, asked, weight = None, 0, None
    if seat >= powers:
        usual = [course for names, course in played.items() if names[seat] == seats[seat]]
        asked = int(sum(float(course.asked[:, seat - powers].sum()) for course in usual))
        yes = sum(float(course.agreed[:, seat - powers].sum()) for course in usual)
        agreed = yes / asked if asked else None
        weights = np.stack([course.weight[:, seat - powers].mean(axis=1) for course in usual])
        weight = 100.0 * float(np.ptp(weights, axis=0).max())
    return Pull(actors[seat], actors[by], reaches[by], reaches[seat], agreed, asked, weight)


def _glued(courses: Sequence[Course]) -> Course:
    return Course(*(np.concatenate(parts, axis=-1) for parts in zip(*courses, strict=True)))


def turns(courses: Sequence[Course]) -> tuple[TurnSeen, ...]:
    """Return what happens turn by turn."""
    seen = _glued(courses)
    final, found = seen.scores[-1], []
    for turn, scores in enumerate(seen.scores):
        orders = seen.orders[turn].sum(axis=0)
        quiet = (orders + seen.reactions[turn] + seen.events[turn]) == 0
        moved = np.abs(scores - seen.scores[turn - 1]) if turn else np.full_like(scores, np.nan)
        found.append(
            TurnSeen(
                float(orders.mean()), float(seen.offers[turn].mean()), float(seen.reactions[turn].mean()),
                float(seen.events[turn].mean()), float(quiet.mean()),
                float(np.mean(moved.max(axis=0) < _FLAT)), float(moved.mean()), correlation(scores, final),
            )
        )  # fmt: skip
    return tuple(found)


def starts(played: Played, seats: LineUp, world: World) -> Iterator[Start]:
    """Yield what it is worth to a seat to act a turn before all others, and what it costs to act a turn later."""
    for seat, actor in enumerate(world.names.actors):
        usual = played[seats].scores[-1, seat]
        others = tuple(name if s == seat else late(name) for s, name in enumerate(seats))
        ahead = played[others].scores[-1, seat]
        yield Start(actor, figure_of(ahead - usual), figure_of(_own(played, seats, seat, late(seats[seat])) - usual))


def spoilers(played: Played, seats: LineUp, world: World) -> Iterator[Spoil]:
    """Yield what a seat does to the others that does nothing, or declines everything."""
    usual, powers = played[seats].scores[-1], len(world.names.powers)
    for seat, actor in enumerate(world.names.actors):
        for plays, name in (("idle", "idle"), ("no", f"no:{seats[seat]}"))[: 1 if seat < powers else 2]:
            lost = usual - played[with_seat(seats, seat, name)].scores[-1]
            means = lost.mean(axis=1)
            means[seat] = -np.inf
            worst = int(means.argmax())
            yield Spoil(actor, plays, figure_of(-lost[seat]), world.names.actors[worst], figure_of(lost[worst]))


def answers(seat: int, played: Played, seats: LineUp, world: World) -> Answers:
    """Return how much better than one answer to everything a state's best doctrine is."""
    ways = {name: _own(played, seats, seat, name) for name in _ways(seat, seats, world)}
    best = max(ways, key=lambda name: float(ways[name].mean()))
    yes, no = (_own(played, seats, seat, f"{said}:{seats[seat]}") for said in ("yes", "no"))
    return Answers(
        world.names.actors[seat], best, figure_of(ways[best]), figure_of(ways[best] - yes), figure_of(ways[best] - no)
    )


def comebacks(courses: Sequence[Course]) -> Comeback:
    """Return how open games are whose line-ups were drawn by chance."""
    scores = _glued(courses).scores
    z, games = standing(scores), scores.shape[2]
    back = comeback(z)
    early = max(1, -(-scores.shape[0] // 4))
    alike = np.concatenate([standing(course.scores) for course in courses], axis=2)
    low, high = wilson(round(back * games), games)
    tied = correlation(scores[early - 1], scores[-1])
    return Comeback(back, low, high, comeback(alike), lead_changes(z), early, tied)
