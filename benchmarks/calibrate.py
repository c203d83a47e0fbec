"""Where the objectives of a scenario begin and end, and where its scores stand, measured by play.

    python benchmarks/calibrate.py scenarios/central-asia-2024.yaml           # print what to paste
    python benchmarks/calibrate.py scenarios/central-asia-2024.yaml --write   # rewrite the numbers in place

A pool of games in which every seat plays a doctrine drawn by chance, and one of them in turn plays greedy, says what
is much, so that nobody's usual line-up decides it and good play is not past the end: `goal` is the 97th percentile and
a tenth of the range more, `start` the 12th: what nearly everybody reaches counts for nothing, so that the points are
in what comes late, and who stands last at half-time can still come back. `at_33` and `at_63` are the weighted sums
that random and greedy play then reach on average, half against the usual line-up and half against drawn ones. All in
the scenario's own length.
"""

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from game.engine.scoring import amount, read, total
from game.ensemble.line_ups import drawn, policies_of, usual, with_seat
from game.model.state import State
from game.model.world import Objective, Seat, World
from game.scenario.load import load
from game.sim.memory import keep_freed_memory
from game.sim.prepare import prepare
from game.sim.rollout import play

LOW, HIGH, BEYOND = 12.0, 97.0, 0.10


class Range(NamedTuple):
    """What one objective should say."""

    actor: str
    objective: str
    start: float
    goal: float


class Scale(NamedTuple):
    """What one actor's scale should say."""

    actor: str
    at_33: float
    at_63: float


def measure_ranges(world: World, *, seed: int, pool: int, games: int) -> list[Range]:
    """Return start and goal of every objective, from a pool of drawn line-ups."""
    around = [with_seat(names, i % len(world.seats), "greedy") for i, names in enumerate(drawn(world, pool, seed))]
    wanted = [(seat.actor, objective) for seat in world.seats for objective in seat.objectives]
    played = np.concatenate([_amounts(world, names, seed + i, games) for i, names in enumerate(around)], axis=1)
    found = []
    for (actor, objective), values in zip(wanted, played, strict=True):
        low, high = (float(value) for value in np.percentile(values, [LOW, HIGH]))
        found.append(Range(actor, objective.id, low, high + BEYOND * (high - low)))
    return found


def _amounts(world: World, names: Sequence[str], seed: int, games: int) -> Any:
    """Return every objective of every seat at the end of some games, (objectives, games)."""

    def amounts(states: list[State], world: World) -> dict[str, Any]:
        reading = read(states[-1], world)
        return {"all": np.stack([amount(reading, o.measures) for seat in world.seats for o in seat.objectives])}

    return play(world, policies_of(names, world), seed=seed, games=games, keep=amounts).kept["all"]


def with_ranges(world: World, ranges: Sequence[Range]) -> World:
    """Return the world with other starts and goals, as the file would have it."""
    found = {(r.actor, r.objective): r for r in ranges}

    def wanted(actor: str, objective: Objective) -> Objective:
        row = found[actor, objective.id]
        return objective.with_(start=float(written(row.start)), goal=float(written(row.goal)))

    def seat(of: Seat) -> Seat:
        return of.with_(objectives=tuple(wanted(of.actor, objective) for objective in of.objectives))

    return world.with_(seats=tuple(seat(of) for of in world.seats))


def measure_scales(world: World, *, seed: int, pool: int, games: int) -> list[Scale]:
    """Return the weighted sums that random and greedy play reach, seat by seat."""
    around = [usual(world), *drawn(world, pool, seed + 1)]
    shares = [games, *(games // pool for _ in range(pool))]
    return [
        Scale(seat.actor, *(_mean_sum(world, i, own, around, shares, seed) for own in ("random", "greedy")))
        for i, seat in enumerate(world.seats)
    ]


def _mean_sum(
    world: World, seat: int, own: str, around: Sequence[Sequence[str]], shares: Sequence[int], seed: int
) -> float:
    """Return the mean weighted sum of one seat, the usual line-up counting as much as all drawn ones."""

    def sums(states: list[State], world: World) -> dict[str, Any]:
        return {"sum": total(read(states[-1], world), seat)}

    means = []
    for i, (names, games) in enumerate(zip(around, shares, strict=True)):
        policies = policies_of([own if s == seat else name for s, name in enumerate(names)], world)
        means.append(float(play(world, policies, seed=seed + i, games=games, keep=sums).kept["sum"].mean()))
    return 0.5 * means[0] + 0.5 * float(np.mean(means[1:]))


# --- text ------------------------------------------------------------------------------------------------------------


def written(value: float) -> str:
    """Return a number as the file has it: two significant digits, three above one."""
    digits = max(0, 1 - int(np.floor(np.log10(max(abs(value), 0.01)))))
    return f"{value:.{min(digits, 3)}f}" if abs(value) < 10 else f"{value:.1f}"


def as_text(ranges: Sequence[Range], scales: Sequence[Scale]) -> str:
    """Return the numbers actor by actor."""
    lines = []
    for scale in scales:
        lines.append(f"  {scale.actor}:")
        own = [row for row in ranges if row.actor == scale.actor]
        lines += [f"      {row.objective}: start: {written(row.start)}, goal: {written(row.goal)}" for row in own]
        lines.append(f"      scale: at_33: {scale.at_33:.3f}, at_63: {scale.at_63:.3f}")
    return "\n".join(lines)


def rewrite(text: str, ranges: Sequence[Range], scales: Sequence[Scale]) -> tuple[str, tuple[str, ...]]:
    """Return the text of a scenario with these numbers in place of its own, and what could not be placed.

    Nothing else changes. Only what an actor writes out itself, a setting a line, is replaced: not what it takes over
    from a base or from a block that others share.
    """
    wanted = [(row.actor, row.objective, {"start": written(row.start), "goal": written(row.goal)}) for row in ranges]
    wanted += [(one.actor, "scale", {"at_33": f"{one.at_33:.3f}", "at_63": f"{one.at_63:.3f}"}) for one in scales]
    left = []
    for actor, name, numbers in wanted:
        block = _block(text, actor, f"    {name}:" if name == "scale" else f"      {name}:")
        if block is None:
            left.append(f"{actor}: {name}")
            continue
        changed = text[block]
        for setting, value in numbers.items():
            changed = _set(changed, setting, value)
        text = text[: block.start] + changed + text[block.stop :]
    return text, tuple(left)


def _block(text: str, actor: str, head: str) -> slice | None:
    """Return where a setting of an actor stands in the text, if the actor writes it out itself."""
    begins = re.search(rf"^actors:[^\S\n]*(?:#.*)?$[\s\S]*?(^  {actor}:[^\S\n]*(?:#.*)?$)", text, re.MULTILINE)
    if begins is None:
        return None
    ends = re.search(r"^ {0,2}[\w-]", text[begins.end() :], re.MULTILINE)  # the next actor, or section
    stop = begins.end() + ends.start() if ends else len(text)
    start = text.find(f"\n{head}", begins.end(), stop) + 1
    if start == 0:
        return None
    deep = len(head) - len(head.lstrip())
    after = re.search(rf"\n {{0,{deep}}}[\w-]", text[start + len(head) : stop])
    block = slice(start, start + len(head) + after.start() if after else stop)
    return None if re.match(r"\s*\*", text[start + len(head) : block.stop]) else block


def _set(block: str, name: str, value: str) -> str:
    changed, count = re.subn(rf"(\b{name}:\s*)-?[\d.]+", rf"\g<1>{value}", block, count=1)
    if count == 0:
        raise SystemExit(f"no number {name} in: {block.strip()[:80]}")
    return changed


def main() -> None:
    """Measure, and print or write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("scenario", type=Path, nargs="?", default=Path("scenarios/central-asia-2024.yaml"))
    parser.add_argument("--write", action="store_true", help="rewrite the numbers in the file")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pool", type=int, default=48, help="drawn line-ups for start and goal")
    parser.add_argument("--games", type=int, default=128, help="games of each line-up, and of each scale")
    chosen = parser.parse_args()
    keep_freed_memory()
    loaded = load(chosen.scenario)
    if loaded.scenario is None:
        raise SystemExit(loaded.report)
    world = prepare(loaded.scenario)
    ranges = measure_ranges(world, seed=chosen.seed, pool=chosen.pool, games=chosen.games)
    scales = measure_scales(with_ranges(world, ranges), seed=chosen.seed, pool=4, games=chosen.games)
    print(as_text(ranges, scales))
    if chosen.write:
        text, left = rewrite(chosen.scenario.read_text(encoding="utf-8"), ranges, scales)
        chosen.scenario.write_text(text, encoding="utf-8")
        if left:
            print(
                f"Not written, since the actor shares it with another or writes it on one line: {'; '.join(left)}.\n"
                "To have numbers of its own, write it out under the actor, a setting a line, and run this again."
            )


if __name__ == "__main__":
    main()
