"""Is a scenario a good game? What computer players of many kinds reach in it, seat by seat, with the same luck."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from game.ensemble import balance_measures as measures
from game.ensemble.balance_measures import (
    Answers,
    Comeback,
    EntryUse,
    Outcome,
    Pull,
    Rungs,
    Spoil,
    Start,
    TurnSeen,
)
from game.ensemble.contest import Contest, Course, hold
from game.ensemble.line_ups import LineUp, doctrines_of, drawn, with_seat
from game.ensemble.stages import Stages
from game.model.world import World

__all__ = ["Balance", "Effort", "foretell", "weigh"]

Played = Mapping[LineUp, Course]
_STAGES = {
    "seats": "One seat after the other", "drawn": "Line-ups drawn by chance", "ahead": "Every seat looking ahead",
}  # fmt: skip


@dataclass(frozen=True)
class Effort:
    """How much is played."""

    games: int = 120  # of every line-up
    drawn: int = 16  # line-ups drawn by chance, for the course of a game
    planned: int = 8  # games of each seat's planner
    planner: str = "planner_gentle"

    @classmethod
    def asked(cls, games: int | None = None, *, thorough: bool = False) -> "Effort":
        """Return how much is played for what was asked; thorough gives narrow intervals, and takes long."""
        found = cls(games=600, drawn=32, planned=32, planner="planner") if thorough else cls()
        return found if games is None else replace(found, games=games, planned=min(found.planned, games))


@dataclass(frozen=True)
class Balance:
    """What was found; every difference is taken game by game, with the same luck on both sides."""

    usual: LineUp
    effort: Effort
    played: int  # games in all
    seen: int  # turns of a seat in all of them
    outcomes: tuple[Outcome, ...]
    ladder: tuple[Rungs, ...]
    entries: tuple[EntryUse, ...]
    pulls: tuple[Pull, ...]
    turns: tuple[TurnSeen, ...]
    starts: tuple[Start, ...]
    spoilers: tuple[Spoil, ...]
    answers: tuple[Answers, ...]
    comeback: Comeback


def weigh(
    world: World,
    seats: LineUp,
    *,
    seed: int = 0,
    effort: Effort | None = None,
    stages: Stages | None = None,
) -> Balance:
    """Play a scenario in many line-ups and weigh what comes of it.

    Parameters
    ----------
    world : what is played.
    seats : the policy of every seat in the usual line-up.
    seed : the seed of chance, the same for all line-ups.
    effort : how much is played.
    stages : how it is played; it changes nothing in the results.
    """
    effort, stages = effort or Effort(), stages or Stages()

    def held(name: str, line_ups: Sequence[LineUp], games: int, **more: Any) -> tuple[Course, ...]:
        contest = Contest(world, tuple(line_ups), games, seed, apart=name == "drawn")
        with stages.begin(name, _STAGES[name], len(line_ups) * games) as how:
            return hold(contest, **more, **how)

    line_ups = tuple(dict.fromkeys(_line_ups(world, seats)))
    played: Played = dict(zip(line_ups, held("seats", line_ups, effort.games), strict=True))
    apart = held("drawn", _drawn(world, effort, seed), _games_drawn(effort))
    planned: Played = {}
    if effort.planned:
        ahead = _ahead(seats, effort)
        planned = dict(zip(ahead, held("ahead", ahead, effort.planned, chunk=1), strict=True))
    courses = (*played.values(), *apart, *planned.values())
    games = sum(course.scores.shape[2] for course in courses)
    powers = range(len(world.names.powers))
    return Balance(
        usual=seats,
        effort=effort,
        played=games,
        seen=games * world.turns,
        outcomes=measures.outcomes(played[seats], world, seats),
        ladder=tuple(measures.rungs(seat, played, planned, seats, world) for seat in range(len(seats))),
        entries=tuple(measures.uses(played, apart, planned, seats, world)),
        pulls=measures.pulls(played, seats, world),
        turns=measures.turns(apart),
        starts=tuple(measures.starts(played, seats, world)),
        spoilers=tuple(measures.spoilers(played, seats, world)),
        answers=tuple(measures.answers(seat, played, seats, world) for seat in range(len(powers), len(seats))),
        comeback=measures.comebacks(apart),
    )


def _line_ups(world: World, seats: LineUp) -> Iterator[LineUp]:
    """Yield the line-ups that differ from the usual one in one seat, what takes longest first."""
    every, powers = range(len(seats)), len(world.names.powers)
    yield from (with_seat(seats, seat, "greedy") for seat in every)
    yield seats
    for seat in every:
        yield from (with_seat(seats, seat, name) for name in ("idle", "random", *doctrines_of(seat, world)))
        yield with_seat(seats, seat, measures.late(seats[seat]))
        yield tuple(name if s == seat else measures.late(name) for s, name in enumerate(seats))
    for seat in range(powers, len(seats)):
        yield from (with_seat(seats, seat, f"{said}:{seats[seat]}") for said in ("yes", "no"))


def foretell(world: World, seats: LineUp, *, seed: int = 0, effort: Effort | None = None) -> float:
    """Return about how many seconds one process takes to weigh, by playing a little of it.

    Parameters
    ----------
    world, seats, seed, effort : as for `weigh`.
    """
    effort = effort or Effort()
    line_ups = tuple(dict.fromkeys(_line_ups(world, seats)))
    slow = [line_ups[0], line_ups[len(seats) - 1]]  # greedy on the first power's seat, and on the last state's
    seconds = sum(_timed(world, one, effort.games, seed) for one in slow) * len(seats) / 2
    seconds += _timed(world, seats, effort.games, seed) * (len(line_ups) - len(seats))
    seconds += _timed(world, seats, _games_drawn(effort), seed) * effort.drawn
    if effort.planned:
        ahead = _ahead(seats, effort)
        seconds += sum(_timed(world, one, 1, seed) for one in (ahead[0], ahead[-1])) / 2 * len(ahead) * effort.planned
    return seconds


def _timed(world: World, seats: LineUp, games: int, seed: int) -> float:
    begun = time.perf_counter()
    Contest(world, (seats,), games, seed).play(range(games))
    return time.perf_counter() - begun


def _ahead(seats: LineUp, effort: Effort) -> tuple[LineUp, ...]:
    return tuple(with_seat(seats, seat, effort.planner) for seat in range(len(seats)))


def _games_drawn(effort: Effort) -> int:
    """Return how many games each line-up plays that chance has drawn."""
    return max(effort.games // 4, 8)


def _drawn(world: World, effort: Effort, seed: int) -> list[LineUp]:
    return list(drawn(world, effort.drawn, seed + 5))
