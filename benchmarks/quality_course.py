"""Sections of the report on quality: how a game goes, by chance and by turns, and what spoils it."""

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from benchmarks.quality_bench import LINE_UPS, YARDSTICKS, Bench, table, told, verdict
from game.engine.shares import current_shares
from game.ensemble.contest import Contest, Course, hold
from game.ensemble.line_ups import drawn, policies_of
from game.ensemble.standing import comeback, correlation, lead_changes, standing
from game.model.state import State
from game.model.world import World
from game.scenario.schema import Scenario
from game.sim.claims import compile_claims, evaluate
from game.sim.rollout import play

# --- what one seat does to the others -------------------------------------------------------------------------------


def spoilers(bench: Bench) -> list[str]:
    """Let one seat spoil the game, and see what the others lose."""
    usual, rows, worst = bench.scores(bench.usual), [], 0.0
    for seat, name in _spoiling(bench):
        changed = bench.scores(bench.with_seat(seat, name))
        lost = {a: usual[i] - changed[i] for i, a in enumerate(bench.actors) if i != seat}
        hurt = max(lost, key=lambda actor: float(lost[actor].mean()))
        worst = max(worst, float(lost[hurt].mean()))
        own = changed[seat] - usual[seat]
        rows.append([bench.actors[seat], name, told(own, "+"), hurt, told(lost[hurt])])
    head = ["spoiling seat", "plays", "its own score", "who loses most", "loses"]
    return [f"One seat costs another at most 10 points: {verdict(worst <= 10)} ({worst:.1f}).", "", *table(head, rows)]


def _spoiling(bench: Bench) -> Iterator[tuple[int, str]]:
    """Yield the seats and policies of those who may spoil: whatever a power might do, and obstinate states."""
    for seat in range(bench.powers):
        unusual = [name for name in bench.doctrines(seat) if name != bench.usual[seat]]
        yield from ((seat, name) for name in (*unusual, "idle"))
    for seat in range(bench.powers, len(bench.actors)):
        yield from ((seat, name) for name in YARDSTICKS)


def chance(bench: Bench) -> list[str]:
    """Split the variance of the final score: own decisions, those of others, both together, chance."""
    games = 30 if bench.quick else 60
    around = [bench.usual, *drawn(bench.world, 5, bench.seed)]
    rows = []
    for seat, actor in enumerate(bench.actors):
        own = ("random", *bench.doctrines(seat)[:4], "greedy")
        grid = np.array([[bench.own(seat, name, others, games) for others in around] for name in own])
        mean = grid.mean()
        mine, theirs = grid.mean(axis=(1, 2)) - mean, grid.mean(axis=(0, 2)) - mean
        both = grid.mean(axis=2) - mean - mine[:, None] - theirs[None]
        parts = [float(np.mean(x * x)) for x in (mine, theirs, both, grid - grid.mean(axis=2)[..., None])]
        rows.append([actor, *(f"{part / sum(parts):.2f}" for part in parts), f"{math.sqrt(sum(parts)):.0f}"])
    head = ["seat", "own decisions", "others'", "own x others'", "chance", "sd of the score"]
    return [
        "Shares of the variance of the final score, six own policies (greedy among them) x six line-ups.", "",
        *table(head, rows),
    ]  # fmt: skip


# --- the course of a game -------------------------------------------------------------------------------------------


def course(bench: Bench) -> Course:
    """Play drawn line-ups, each with luck of its own."""
    line_ups = tuple(drawn(bench.world, LINE_UPS, bench.seed + 5))
    contest = Contest(bench.world, line_ups, 24 if bench.quick else 60, bench.seed, apart=True)
    return Course(*(np.concatenate(parts, axis=-1) for parts in zip(*hold(contest, workers=1), strict=True)))


def turns(bench: Bench) -> list[str]:
    """Tell whether turns matter, when a game is decided, and who comes back."""
    seen = course(bench)
    final, count = seen.scores[-1], seen.scores.shape[0]
    tied = [correlation(seen.scores[t], final) for t in range(count)]
    early = max(0, math.ceil(count / 4) - 1)
    z = standing(seen.scores)
    back, leads = comeback(z), lead_changes(z)
    level = 1.96 * math.sqrt(back * (1 - back) / final.shape[-1])
    alike = np.concatenate([standing(part) for part in np.split(seen.scores, LINE_UPS, axis=2)], axis=2)
    return [
        f"Decided: correlation with the final score after {early + 1} turns {tied[early]:.2f}, at most .6: "
        f"{verdict(tied[early] <= 0.6)}.",
        f"Comeback: last at half-time (against the seat's own mean over all games), in the top half at the end: "
        f"{back:.2f} ±{level:.2f}, at least .20: {verdict(back >= 0.2)}. Against its mean in games of the same "
        f"line-up, so that only luck is left: {comeback(alike):.2f}. By the scores as shown: "
        f"{comeback(seen.scores):.2f}.",
        f"Lead changes in a game: {leads:.1f}. Turns without an offer: {float(np.mean(seen.offers == 0)):.3f}.",
        "",
        *_course_table(seen, tied, bench.world.names.powers[0]),
    ]


def _course_table(seen: Course, tied: Sequence[float], first: str) -> list[str]:
    moved = np.abs(np.diff(seen.scores, axis=0)).mean(axis=(1, 2))
    gap = (seen.signed - seen.delivered).mean(axis=2)
    rows = [
        [
            str(t + 1),
            f"{moved[t - 1]:.1f}" if t else "-",
            f"{seen.offers[t].mean():.1f}",
            f"{seen.reactions[t].mean():.2f}",
            f"{seen.events[t].mean():.2f}",
            f"{tied[t]:.2f}",
            f"{gap[t, 0]:.2f}",
        ]
        for t in range(len(tied))
    ]
    head = ["turn", "mean change of a score", "offers", "reactions", "events", "correlation with the final score"]
    return table([*head, f"signed less delivered, {first}, bn USD"], rows)


def growth(bench: Bench) -> list[str]:
    """Tell how fast each power's stock shares grow in a year when the other powers do nothing."""
    rows = []
    for power in range(bench.powers):
        names = tuple(n if p == power or p >= bench.powers else "idle" for p, n in enumerate(bench.usual))
        kept = play(
            bench.world, policies_of(names, bench.world), seed=bench.seed, games=bench.games, keep=_stock_shares
        ).kept
        years = bench.world.turns * bench.world.quarters / 4
        rows.append([bench.actors[power], *(told(kept[d][power] / years, "+") for d in bench.world.names.stocks)])
    return [
        "Points of share a year, mean over the states, the other powers idle.", "",
        *table(["power", *bench.world.names.stocks], rows),
    ]  # fmt: skip


def _stock_shares(states: list[State], world: World) -> dict[str, Any]:
    begun, ended = (current_shares(state, world).share for state in (states[0], states[-1]))
    return {name: 100.0 * (ended[d, :-1] - begun[d, :-1]).mean(axis=1) for d, name in enumerate(world.names.stocks)}


def claims(bench: Bench, scenario: Scenario) -> list[str]:
    """Test the claims of the scenario's articles."""
    seats = dict(zip(bench.actors, bench.usual, strict=True))
    compiled = compile_claims(scenario, bench.world)
    results = evaluate(compiled, seats, bench.world, seed=bench.seed, games=bench.games)
    rows = [
        [r.claim.id, r.claim.proposition, f"{r.probability:.2f} ({r.low:.2f} to {r.high:.2f})", r.verdict]
        for r in results
    ]
    return table(["claim", "proposition", "met in", "verdict"], rows)
