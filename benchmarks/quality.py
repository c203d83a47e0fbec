"""Is it a good game? The report on a scenario, in markdown, every figure with its 95 % interval.

    python benchmarks/quality.py scenarios/central-asia-2024.yaml                # about ten minutes on one core
    python benchmarks/quality.py scenarios/central-asia-2024.yaml --quick        # about two, with wide intervals
    python benchmarks/quality.py scenarios/central-asia-2024.yaml --seed 77      # fresh luck
    python benchmarks/quality.py scenarios/central-asia-2024.yaml --only ladder states
    python benchmarks/quality.py scenarios/central-asia-2024.yaml --only planner # the top of the ladder: slow

Differences between policies are paired: both are played with the same luck. What each figure means stands above
its table. It measures computer players against one another, not people.
"""

import argparse
import math
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from game.engine.chance import draw_shocks, run_keys
from game.engine.shares import current_shares
from game.engine.step import open_turn
from game.engine.view import observe
from game.ensemble.contest import Contest, Course, hold, menu_of
from game.ensemble.line_ups import doctrines_of, drawn, policies_of, usual, with_seat
from game.ensemble.standing import comeback, correlation, lead_changes, standing
from game.model.state import State
from game.model.world import World
from game.policy.registry import make_policy, policy_names
from game.scenario.load import load
from game.scenario.schema import Scenario
from game.sim.claims import compile_claims, evaluate
from game.sim.memory import keep_freed_memory
from game.sim.prepare import prepare
from game.sim.rollout import play

YARDSTICKS = ("accept_all", "decline_all")
_UNPAYABLE = 99.0  # political capital: more than anybody can have
PLANNED = 48  # games of the planner for each seat, at most
PLANNERS = ("planner_gentle", "planner", "planner_hard")
LINE_UPS = 24  # drawn by chance, for the course of a game
Numbers = Any  # an array over games


@dataclass
class Bench:
    """One world, one seed, and every line-up that was already played."""

    scenario: Scenario
    world: World
    seed: int
    games: int
    quick: bool
    played: dict[tuple[tuple[str, ...], int], Numbers] = field(default_factory=dict)

    @property
    def usual(self) -> tuple[str, ...]:
        """The scenario's own line-up."""
        return usual(self.world)

    @property
    def actors(self) -> tuple[str, ...]:
        """Powers, then states."""
        return self.world.names.actors

    @property
    def powers(self) -> int:
        """How many powers there are."""
        return len(self.world.names.powers)

    def with_seat(self, seat: int, name: str, around: Sequence[str] | None = None) -> tuple[str, ...]:
        """Return a line-up in which one seat plays something else."""
        return with_seat(tuple(around or self.usual), seat, name)

    def scores(self, names: tuple[str, ...], games: int | None = None) -> Numbers:
        """Return the final scores of a line-up, (A, B), always with the same luck."""
        key = (names, games or self.games)
        if key not in self.played:
            self.played[key] = play(self.world, policies_of(names, self.world), seed=self.seed, games=key[1]).scores
        return self.played[key]

    def own(self, seat: int, name: str, around: Sequence[str] | None = None, games: int | None = None) -> Numbers:
        """Return the final scores of one seat that plays `name`."""
        return self.scores(self.with_seat(seat, name, around), games)[seat]

    def doctrines(self, seat: int) -> tuple[str, ...]:
        """Return the doctrines that are ways to play a seat."""
        return doctrines_of(seat, self.world)


def half(values: Numbers) -> float:
    """Return half the width of the 95 % interval of a mean."""
    return 1.96 * float(values.std(ddof=1)) / math.sqrt(values.shape[-1])


def told(values: Numbers, sign: str = "") -> str:
    """Return a mean with its interval."""
    return f"{float(values.mean()):{sign}.1f} ±{half(values):.1f}"


def above_zero(values: Numbers) -> bool:
    """Tell whether the interval of a mean lies above 0."""
    return float(values.mean()) - half(values) > 0


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return a markdown table."""
    lines = [" | ".join(head), " | ".join("---" for _ in head), *(" | ".join(row) for row in rows)]
    return [f"| {line} |" for line in lines] + [""]


def verdict(good: bool) -> str:
    """Return how a target stands."""
    return "reached" if good else "**not reached**"


# --- who beats whom -------------------------------------------------------------------------------------------------


def ladder(bench: Bench) -> list[str]:
    """Compare idle, random, the best doctrine and greedy on every seat, the others playing as usual."""
    rows, good = [], True
    for seat, actor in enumerate(bench.actors):
        found = {name: bench.own(seat, name) for name in ("idle", "random", *bench.doctrines(seat), "greedy")}
        best = max(bench.doctrines(seat), key=lambda name: float(found[name].mean()))
        steps = [found["random"] - found["idle"], found[best] - found["random"], found["greedy"] - found[best]]
        good = good and all(above_zero(step) for step in steps)
        shown = [told(step, "+") if above_zero(step) else f"**{told(step, '+')}**" for step in steps]
        means = [told(found[name]) for name in ("idle", "random", best, "greedy")]
        spread = float(found["greedy"].std(ddof=1))
        margins = ", ".join(f"{float(step.mean()) / spread:.1f}" for step in steps)
        rows.append([actor, means[0], means[1], f"{means[2]} {best}", means[3], *shown, margins])
    steps_of = ["random - idle", "best - random", "greedy - best"]
    head = ["seat", "idle", "random", "best doctrine", "greedy", *steps_of, "margins"]
    return [
        f"Every step above 0 with its interval, on every seat: {verdict(good)}. Bold steps are not. "
        "Margins: the steps over the standard deviation of greedy's score.",
        "",
        *table(head, rows),
    ]


def planner(bench: Bench, seats: Sequence[str] = (), names: Sequence[str] = PLANNERS) -> list[str]:
    """Compare greedy and the planners on every seat, with the same luck, the others playing as usual."""
    games = 8 if bench.quick else min(bench.games, PLANNED)
    wanted = [seat for seat, actor in enumerate(bench.actors) if not seats or actor in seats]
    pairs = [*(("greedy", name) for name in names), *pairwise(names)]
    rows, used, gains = [], [], []
    for seat in wanted:
        found = {name: _seen(bench, seat, name, games) for name in ("greedy", *names)}
        own = {name: seen.scores[-1, seat] for name, seen in found.items()}
        gains.append([own[more] - own[less] for less, more in pairs])
        times = [thinking(bench, seat, name) for name in names]
        means = [told(values) for values in own.values()]
        rows.append([bench.actors[seat], *means, *(told(gain, "+") for gain in gains[-1]), *times])
        used.append([bench.actors[seat], *(_orders(seen, bench, seat) for seen in found.values())])
    pooled = np.mean(gains, axis=0)  # by game: its luck is the same on every seat
    blank = [""] * len(names)
    rows.append(["mean of the seats", "", *blank, *(told(gain, "+") for gain in pooled), *blank])
    above = sum(above_zero(gain[len(names) - 1]) for gain in gains)
    steps = [f"{more} - {less}" for less, more in pairs]
    return [
        f"{games} games of a seat. {names[-1]} above greedy with its interval: on {above} of {len(wanted)} seats.",
        "",
        *table(["seat", "greedy", *names, *steps, *(f"a turn of {name}" for name in names)], rows),
        "Part of the orders, or own moves, that are carried out.",
        "",
        *table(["seat", "greedy", *names], used),
    ]


def _seen(bench: Bench, seat: int, name: str, games: int) -> Course:
    """Return the course of the games in which a seat plays by a policy."""
    (seen,) = hold(Contest(bench.world, (bench.with_seat(seat, name),), games, bench.seed), workers=1)
    return seen


def _orders(seen: Course, bench: Bench, seat: int) -> str:
    """Tell what part of a seat's orders each entry of its menu takes, the most frequent first."""
    menu = menu_of(seat, bench.world)
    start = sum(len(menu_of(other, bench.world)) for other in range(seat))
    count = seen.used[start : start + len(menu)].sum(axis=1)
    part = {name: float(n) / max(float(count.sum()), 1.0) for name, n in zip(menu, count, strict=True)}
    return ", ".join(f"{name} {part[name]:.2f}" for name in sorted(menu, key=lambda n: -part[n]) if part[name] > 0)


def thinking(bench: Bench, seat: int, name: str) -> str:
    """Tell how long a core thinks about the first turn of a live game, practice left out."""
    world, keys = bench.world, run_keys(bench.seed, [0, 0])
    took = []
    for _ in range(2):
        view = observe(open_turn(world.start(2, np), draw_shocks(keys, 0, world), 0, world), seat, keys, world)
        policy = make_policy(name, seat, world)
        began = time.process_time()
        policy.order(view) if view.is_power else policy.move(view)
        took.append(time.process_time() - began)
    return f"{took[1]:.2f} s"


def columns(bench: Bench, seat: int) -> dict[str, tuple[str, ...]]:
    """Return the line-ups against which the doctrines of a power are compared."""
    found = {"usual": bench.usual}
    for other in range(bench.powers):
        if other == seat:
            continue
        rivals = [name for name in bench.doctrines(other) if name != bench.usual[other]]
        for name in rivals[: 3 if bench.powers == 2 else 2]:
            found[f"{bench.actors[other]} {name}"] = bench.with_seat(other, name)
    for name in ("balancer", "developer"):
        if name in policy_names(bench.powers, bench.world):
            found[f"states {name}"] = (*bench.usual[: bench.powers], *(name for _ in bench.usual[bench.powers :]))
    return found


def doctrines(bench: Bench) -> list[str]:
    """Compare the doctrines of each power against several line-ups of the others."""
    lines = [
        "Viable: within 5 points of the best in at least half of the columns (bold). Dominant: best in every column "
        "with the interval of the paired difference above 0.",
        "",
    ]
    for seat in range(bench.powers):
        lines += _cross_table(bench, seat)
    return lines


def _cross_table(bench: Bench, seat: int) -> list[str]:
    against = columns(bench, seat)
    found = {name: [bench.own(seat, name, around) for around in against.values()] for name in bench.doctrines(seat)}
    best = [max(float(found[name][c].mean()) for name in found) for c in range(len(against))]
    near = {name: [float(v.mean()) > best[c] - 5 for c, v in enumerate(row)] for name, row in found.items()}
    viable = [name for name, marks in near.items() if sum(marks) * 2 >= len(marks)]
    dominant = [name for name in found if _dominates(name, found)]
    order = sorted(found, key=lambda name: -sum(float(v.mean()) for v in found[name]))
    rows = [
        [name, *(f"**{v.mean():.1f}**" if near[name][c] else f"{v.mean():.1f}" for c, v in enumerate(found[name]))]
        for name in order
    ]
    good = len(viable) >= 3 and not dominant
    return [
        f"{bench.actors[seat]}: {len(viable)} viable ({', '.join(viable)}), dominant: "
        f"{', '.join(dominant) or 'none'}; at least three and none dominant: {verdict(good)}.",
        "",
        *table([bench.actors[seat], *against], rows),
    ]


def _dominates(name: str, found: Mapping[str, Sequence[Numbers]]) -> bool:
    return all(
        above_zero(mine - others[c]) for other, others in found.items() if other != name
        for c, mine in enumerate(found[name])
    )  # fmt: skip


def states(bench: Bench) -> list[str]:
    """Compare yes to all, no to all, the best script and greedy on the seats of the states."""
    rows, good = [], True
    for seat in range(bench.powers, len(bench.actors)):
        scripts = {name: bench.own(seat, name) for name in bench.doctrines(seat)}
        best = max(scripts, key=lambda name: float(scripts[name].mean()))
        yes, no = (bench.own(seat, name) for name in YARDSTICKS)
        under = [above_zero(scripts[best] - other) for other in (yes, no)]
        good = good and all(under)
        rows.append(
            [bench.actors[seat], told(yes), told(no), f"{told(scripts[best])} {best}", told(bench.own(seat, "greedy")),
             told(scripts[best] - yes, "+"), told(scripts[best] - no, "+")]
        )  # fmt: skip
    head = ["seat", "yes to all", "no to all", "best script", "greedy", "best - yes", "best - no"]
    return [f"The best script above both, on every seat: {verdict(good)}.", "", *table(head, rows)]


# --- levers ---------------------------------------------------------------------------------------------------------


def levers(bench: Bench) -> list[str]:
    """Count what greedy does, and what it loses without each lever."""
    games = min(bench.games, 60 if bench.quick else 120)
    lines = [
        "Share: of the orders (or own moves) that greedy carries out, usual line-up; most: the largest share against "
        "any column of the cross-table (for states: by what powers and the other states play). Worth: paired loss of "
        "greedy without the lever. Dominating: share above .5. Dead: never used by greedy in any column.",
        "",
    ]
    for seat in range(len(bench.actors)):
        lines += _levers_of(bench, seat, games)
    return lines


def _levers_of(bench: Bench, seat: int, games: int) -> list[str]:
    names = menu_of(seat, bench.world)
    against = columns(bench, seat)
    shares = [_shares(bench, bench.with_seat(seat, "greedy", around), seat, games // 2) for around in against.values()]
    full = play(bench.world, policies_of(bench.with_seat(seat, "greedy"), bench.world), seed=bench.seed, games=games)
    rows = []
    for i, name in enumerate(names):
        less = without(bench, seat, name)
        lost = full.scores[seat] - _greedy(less, bench, seat, games)
        rows.append([name, f"{shares[0][i]:.2f}", f"{max(s[i] for s in shares):.2f}", told(lost, "+")])
    dead = [name for i, name in enumerate(names) if max(s[i] for s in shares) < 0.002]
    heavy = [name for i, name in enumerate(names) if shares[0][i] > 0.5]
    return [
        f"{bench.actors[seat]}: dominating: {', '.join(heavy) or 'none'}; dead: {', '.join(dead) or 'none'}.",
        "",
        *table([bench.actors[seat], "share", "most", "worth"], rows),
    ]


def without(bench: Bench, seat: int, name: str) -> World:
    """Return a world in which one seat lacks one lever or move."""
    lever, actor = bench.scenario.levers[name], bench.actors[seat]
    users = tuple(user for user in lever.by if user != actor)
    dear = replace(lever, cost=replace(lever.cost, capital=_UNPAYABLE))
    levers = {**bench.scenario.levers, name: replace(lever, by=users) if users else dear}
    return prepare(replace(bench.scenario, levers=levers), bench.world.length)


def _greedy(world: World, bench: Bench, seat: int, games: int) -> Numbers:
    names = bench.with_seat(seat, "greedy")
    return play(world, policies_of(names, world), seed=bench.seed, games=games).scores[seat]


def _shares(bench: Bench, names: tuple[str, ...], seat: int, games: int) -> list[float]:
    """Return the part of a seat's orders that each entry of its menu takes."""
    (seen,) = hold(Contest(bench.world, (names,), games, bench.seed), workers=1)
    start = sum(len(menu_of(other, bench.world)) for other in range(seat))
    count = seen.used[start : start + len(menu_of(seat, bench.world))].sum(axis=1)
    return list(count / max(count.sum(), 1.0))


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


# --- the report -----------------------------------------------------------------------------------------------------

SECTIONS: dict[str, tuple[str, Callable[[Bench], list[str]]]] = {
    "doctrines": ("Doctrines", doctrines),
    "states": ("States", states),
    "spoilers": ("Spoilers", spoilers),
    "growth": ("Growth", growth),
    "turns": ("Turns", turns),
    "chance": ("Decisions and chance", chance),
    "levers": ("Levers", levers),
}


def report(
    scenario: Scenario, seed: int, games: int, quick: bool, only: Sequence[str], planned: Mapping[str, Any]
) -> Iterator[str]:
    """Yield the lines of the report, section by section; `planned` says which planners are tried where."""
    worlds = {name: prepare(scenario, name) for name in scenario.lengths}
    benches = {name: Bench(scenario, world, seed, games, quick) for name, world in worlds.items()}
    main = benches[scenario.length]
    yield f"# How good a game is {scenario.title}?"
    yield f"\nSeed {seed}, {games} games for each cell unless said otherwise, scenario {main.world.digest[:12]}.\n"
    wanted = set(only or ("ladder", *SECTIONS, "claims"))
    for name, bench in benches.items():
        if "ladder" in wanted:
            yield f"## Ladder, {scenario.lengths[name].name.lower()}\n"
            yield from ladder(bench)
    if "planner" in wanted:
        middle = sorted(benches, key=lambda name: worlds[name].turns)[len(benches) // 2]
        length = planned["length"] or middle
        yield f"## Planner, {scenario.lengths[length].name.lower()}\n"
        yield from planner(benches[length], planned["seats"], planned["names"])
    for key, (title, section) in SECTIONS.items():
        if key in wanted:
            yield f"## {title}\n"
            yield from section(main)
        if key == "turns" and key in wanted:
            for name, bench in benches.items():
                if bench is not main:
                    yield f"### {scenario.lengths[name].name}\n"
                    yield from turns(bench)
    if "claims" in wanted:
        yield "## Claims\n"
        yield from claims(main, scenario)


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("scenario", type=Path, nargs="?", default=Path("scenarios/central-asia-2024.yaml"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--games", type=int, default=300)
    parser.add_argument("--quick", action="store_true", help="80 games")
    parser.add_argument("--only", nargs="*", default=(), choices=("ladder", "planner", *SECTIONS, "claims"))
    parser.add_argument("--set", action="append", default=[], metavar="PATH=VALUE", help="change the scenario")
    parser.add_argument("--length", help="of the planner's games; the middle one if not given")
    parser.add_argument("--seats", nargs="*", default=(), help="of the planner; all if not given")
    parser.add_argument("--planners", nargs="*", default=PLANNERS, choices=PLANNERS, help="from less to more thought")
    chosen = parser.parse_args()
    keep_freed_memory()
    loaded = load(chosen.scenario, chosen.set)
    if loaded.scenario is None:
        raise SystemExit(loaded.report)
    began, games = time.monotonic(), min(chosen.games, 80) if chosen.quick else chosen.games
    planned = {"length": chosen.length, "seats": chosen.seats, "names": chosen.planners}
    for line in report(loaded.scenario, chosen.seed, games, chosen.quick, chosen.only, planned):
        print(line, flush=True)
    print(f"{time.monotonic() - began:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
