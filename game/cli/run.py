"""Play one game and tell it, or many games and count them."""

import argparse
import json
from dataclasses import dataclass
from typing import Any

from game.cli.calling import CallError, Parser, add_scenario, pairs, whole
from game.cli.choosing import Chosen, choose, make_policies, name_seats
from game.cli.progress import Progress
from game.cli.writing import OutFolder, manifest

__all__ = ["fill", "run"]

MOST_GAMES = 10_000_000


@dataclass(frozen=True)
class _Task:
    """What was asked for."""

    chosen: Chosen
    seats: dict[str, str]
    games: int
    turns: int
    seed: int
    out: OutFolder | None
    as_json: bool

    @property
    def head(self) -> dict[str, Any]:
        """What was played, for other programs and for the manifest."""
        return {**self.chosen.about, "turns": self.turns, "seed": self.seed, "games": self.games, "seats": self.seats}


def fill(parser: Parser) -> None:
    """Declare the arguments."""
    add_scenario(parser)
    parser.add_argument("--games", metavar="N", type=whole(1, MOST_GAMES), default=1, help="how many games (1)")
    parser.add_argument("--turns", metavar="K", type=whole(1, 10**18), help="play only the first K turns")
    parser.add_argument("--out", metavar="DIR", help="write the results, and what reproduces them, into a folder")
    parser.add_argument("--json", action="store_true", help="print JSON for another program")


def run(arguments: argparse.Namespace) -> int:
    """Play."""
    chosen = choose(arguments.scenario, arguments.length, arguments.changes)
    seats = name_seats(pairs(arguments.policies, "ACTOR=NAME", "--policy"), chosen.world)
    turns = _turns(arguments.turns, chosen)
    out = OutFolder(arguments.out) if arguments.out is not None else None
    task = _Task(chosen, seats, arguments.games, turns, arguments.seed, out, arguments.json)
    play = _one_game if task.games == 1 else _many_games
    if out is None:
        print(play(task), end="")
        return 0
    with out:
        text = play(task)
        out.add("manifest.json", manifest({**task.head, "command": arguments.typed}, out))
        out.finish()
    print(text, end="")
    return 0


def _turns(asked: int | None, chosen: Chosen) -> int:
    most = chosen.world.turns
    if asked is not None and asked > most:
        raise CallError(
            f"The length {chosen.world.length!r} has {most} turns: --turns takes 1 to {most}, found {asked}."
        )
    return asked or most


def _one_game(task: _Task) -> str:
    """Play one game; return its chronicle, or JSON."""
    from game.report.chronicle import chronicle
    from game.report.tables import metrics_json
    from game.sim.replay import record
    from game.sim.replay_file import as_text
    from game.sim.session import Session
    from game.sim.summary import Moments, measure_games, metrics_of

    world = task.chosen.world
    session = Session(world, task.seats, seed=task.seed)
    for _ in range(task.turns):
        session.end_turn()
    told = chronicle(session.game, world)
    replay = as_text(record(session, file=task.chosen.path.name, changes=task.chosen.changes))
    values = measure_games(session.game.last, world)[:, :1]
    if task.out is not None:
        task.out.add("chronicle.txt", told)
        task.out.add("replay.json", replay)
        with task.out.rows("results.csv", _columns(task)) as rows:
            rows.add(task.seed, range(1), values)
    if not task.as_json:
        return told
    metrics = metrics_json(metrics_of(world), Moments.of(values).estimates())
    return _json({**task.head, "metrics": metrics, "game": json.loads(replay)})


def _many_games(task: _Task) -> str:
    """Play many games; return the tables of metrics and claims, or JSON."""
    from game.sim.claims import Tally, compile_claims
    from game.sim.rollout import play_chunks
    from game.sim.summary import Moments, measure_games

    world = task.chosen.world
    claims = compile_claims(task.chosen.scenario, world)
    tested = tuple(c for c in claims if c.turn <= task.turns and all(task.seats[a] == p for a, p in c.policies.items()))
    tally, moments = Tally(tested, world), None
    policies, after = make_policies(task.seats, world), {task.turns, *(claim.turn for claim in tested)}
    with Progress(task.games) as progress, _rows(task) as rows:
        for chunk in play_chunks(world, policies, seed=task.seed, games=task.games, after=after):
            values = chunk.own(measure_games(chunk.states[task.turns], world))
            moments = Moments.of(values).joined(moments)
            tally.add(chunk)
            if rows is not None:
                rows.add(task.seed, chunk.runs, values)
            progress.add(len(chunk.runs))
    assert moments is not None
    left_out = [claim for claim in claims if claim not in tested]
    return _told(task, moments, tally, left_out)


def _told(task: _Task, moments: Any, tally: Any, left_out: list[Any]) -> str:
    from game.report.tables import claims_json, claims_table, metrics_json, metrics_table
    from game.sim.summary import metrics_of

    world, results = task.chosen.world, tally.results()
    metrics, estimates = metrics_of(world), moments.estimates()
    if task.as_json:
        found = {"metrics": metrics_json(metrics, estimates), "claims": claims_json(results)}
        return _json({**task.head, **found, "claims_left_out": [claim.id for claim in left_out]})
    lines = [_title(task), "", metrics_table(metrics, estimates, world)]
    if results:
        lines += ["", claims_table(results)]
    lines += [f"Not tested here: {claim.id} {_why(claim, task)}" for claim in left_out]
    return "\n".join([*lines, ""])


def _title(task: _Task) -> str:
    world, scenario = task.chosen.world, task.chosen.scenario
    length = world.names.title("lengths", world.length)
    played = f"{task.turns} of {world.turns} turns" if task.turns < world.turns else f"{world.turns} turns"
    seats = ", ".join(f"{actor} {policy}" for actor, policy in task.seats.items())
    return f"{scenario.title} ({length}, {played}): {task.games:,} games, seed {task.seed}\nSeats: {seats}"


def _why(claim: Any, task: _Task) -> str:
    if claim.turn > task.turns:
        return f"(it is measured after turn {claim.turn})"
    players = ", ".join(f"{actor}={policy}" for actor, policy in claim.policies.items())
    return f"(it asks for {players}: wedge claims)"


def _rows(task: _Task) -> Any:
    from contextlib import nullcontext

    return nullcontext() if task.out is None else task.out.rows("results.csv", _columns(task))


def _columns(task: _Task) -> list[str]:
    from game.sim.summary import metrics_of

    return ["run", "seed", *(metric.id for metric in metrics_of(task.chosen.world))]


def _json(found: dict[str, Any]) -> str:
    return json.dumps(found, indent=1, allow_nan=False) + "\n"
