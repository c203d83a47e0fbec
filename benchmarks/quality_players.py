"""Sections of the report on quality: what each player, doctrine and lever is worth."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from benchmarks.quality_bench import PLANNED, PLANNERS, YARDSTICKS, Bench, Numbers, above_zero, table, told, verdict
from game.engine.chance import draw_shocks, run_keys
from game.engine.step import open_turn
from game.engine.view import observe
from game.ensemble.contest import Contest, Course, hold, menu_of
from game.ensemble.line_ups import policies_of
from game.model.world import World
from game.policy.registry import make_policy, policy_names
from game.sim.prepare import prepare
from game.sim.rollout import play

_UNPAYABLE = 99.0  # political capital: more than anybody can have


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
