"""How fast others play: one small model written four ways, and games of like size in OpenSpiel and PettingZoo.

    python -m benchmarks.peers                # a table, as in docs/performance.md
    python -m benchmarks.peers --json         # the same as JSON

The small model is a contest in 12 turns: three powers offer to five states, a state answers by the power's share, what
was accepted arrives two turns later. It is written as a plain loop in Python, with agents in Mesa, with NumPy for many
games side by side, and the flagship of Wedge itself is played beside it. Whoever is not installed is named, with what
to install: pip install -e '.[peers]'. Every figure is processor time; within a repeat all take turns, and the last
column compares with the plain loop of the same repeat, so that a busy machine weighs on all alike.
"""

# ruff: noqa: E402 - the number of threads is read when NumPy is imported

import argparse
import json
import math
import os
import random
import time
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any

for _library in ("OPENBLAS", "OMP", "MKL"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")

import numpy as np

from benchmarks.engine import CHUNK, flagship, machine
from game.policy.registry import default_policies, make_policy
from game.sim.rollout import play

POWERS, STATES, TURNS, DELAY = 3, 5, 12, 2
START, GAIN, WEAR = 1.0, 0.6, 0.95
SHARE, CROWD, BASE = (
    3.0,
    2.0,
    -0.5,
)  # of a state's utility: the power's share, the concentration, and what is always there
INSTALL = "pip install -e '.[peers]'"

Case = Callable[[int], float]  # plays so many games and returns what part of the offers was accepted


def utility(share: Any, concentration: Any) -> Any:
    """Return what a state thinks of an offer in the small model."""
    return BASE + SHARE * share - CROWD * concentration


def plain_loop(games: int) -> float:
    """Play the small model as a plain loop."""
    chance, accepted = random.Random(1), 0
    for _ in range(games):
        weight = [[START] * STATES for _ in range(POWERS)]
        coming = [[[0.0] * STATES for _ in range(POWERS)] for _ in range(DELAY)]
        for turn in range(TURNS):
            arriving = coming[turn % DELAY]
            for p in range(POWERS):
                for s in range(STATES):
                    weight[p][s] = weight[p][s] * WEAR + arriving[p][s]
                    arriving[p][s] = 0.0
            for p in range(POWERS):
                s = chance.randrange(STATES)
                total = sum(weight[q][s] for q in range(POWERS))
                shares = [weight[q][s] / total for q in range(POWERS)]
                worth = utility(shares[p], sum(share * share for share in shares))
                if chance.random() < 1.0 / (1.0 + math.exp(-worth)):
                    arriving[p][s] += GAIN
                    accepted += 1
    return accepted / (games * TURNS * POWERS)


def side_by_side(games: int) -> float:
    """Play the small model with NumPy, the game as the last axis."""
    chance = np.random.default_rng(1)
    weight = np.full((POWERS, STATES, games), START, np.float32)
    coming = np.zeros((DELAY, POWERS, STATES, games), np.float32)
    places, accepted = np.arange(STATES)[:, None], 0.0
    for turn in range(TURNS):
        weight = weight * np.float32(WEAR) + coming[turn % DELAY]
        share = weight / weight.sum(0)
        worth = utility(share, (share * share).sum(0))
        target = chance.integers(STATES, size=(POWERS, 1, games))
        yes = chance.random((POWERS, 1, games), np.float32) < 1.0 / (1.0 + np.exp(-worth))
        taken = (yes & (target == places)).astype(np.float32)
        coming[turn % DELAY] = taken * np.float32(GAIN)
        accepted += float(taken.sum(dtype=np.float64))
    return accepted / (games * TURNS * POWERS)


def with_mesa() -> Case:
    """Return the small model with agents in Mesa."""
    import mesa  # type: ignore[import-not-found, unused-ignore]

    class State(mesa.Agent):  # type: ignore[misc, unused-ignore]
        def __init__(self, model: Any) -> None:
            super().__init__(model)
            self.weight = [START] * POWERS
            self.coming = [[0.0] * POWERS for _ in range(DELAY)]

        def arrive(self) -> None:
            arriving = self.coming[self.model.turn % DELAY]
            self.weight = [weight * WEAR + part for weight, part in zip(self.weight, arriving, strict=True)]
            self.coming[self.model.turn % DELAY] = [0.0] * POWERS

        def answer(self, power: int) -> None:
            total = sum(self.weight)
            shares = [weight / total for weight in self.weight]
            worth = utility(shares[power], sum(share * share for share in shares))
            if self.random.random() < 1.0 / (1.0 + math.exp(-worth)):
                self.coming[self.model.turn % DELAY][power] += GAIN
                self.model.accepted += 1

    class Power(mesa.Agent):  # type: ignore[misc, unused-ignore]
        def __init__(self, model: Any, number: int) -> None:
            super().__init__(model)
            self.number = number

        def offer(self) -> None:
            self.random.choice(self.model.states).answer(self.number)

    class Contest(mesa.Model):  # type: ignore[misc, unused-ignore]
        def __init__(self, seed: int) -> None:
            super().__init__(seed=seed)
            self.turn, self.accepted = 0, 0
            self.states = [State(self) for _ in range(STATES)]
            self.powers = [Power(self, number) for number in range(POWERS)]

        def step(self) -> None:
            for state in self.states:
                state.arrive()
            for power in self.powers:
                power.offer()
            self.turn += 1

    def case(games: int) -> float:
        accepted = 0
        for seed in range(games):
            contest = Contest(seed)
            for _ in range(TURNS):
                contest.step()
            accepted += contest.accepted
        return accepted / (games * TURNS * POWERS)

    return case


def wedge(policy: str | None, games: int) -> float:
    """Play the flagship, by its doctrines or by one policy in all seats."""
    world = flagship()
    seats = range(len(world.seats))
    policies = tuple(make_policy(policy, seat, world) for seat in seats) if policy else default_policies(world)
    play(world, policies, seed=1, games=games)
    return math.nan


def with_open_spiel(name: str) -> Case:
    """Return a game of OpenSpiel, at random, stepped from Python; it counts moves."""
    import pyspiel  # type: ignore[import-not-found, unused-ignore]

    game = pyspiel.load_game(name)

    def case(games: int) -> float:
        chance, moves = random.Random(1), 0
        for _ in range(games):
            state = game.new_initial_state()
            while not state.is_terminal():
                if state.is_simultaneous_node():
                    acts = [chance.choice(state.legal_actions(p)) for p in range(game.num_players())]
                    state.apply_actions(acts)
                else:
                    state.apply_action(chance.choice(state.legal_actions()))
                moves += 1
        return moves / games

    return case


def with_pettingzoo() -> Case:
    """Return tic-tac-toe in PettingZoo, at random; it counts moves."""
    from pettingzoo.classic import tictactoe_v3

    def case(games: int) -> float:
        env, moves = tictactoe_v3.env(), 0
        for seed in range(games):
            env.reset(seed=seed)
            for agent in env.agent_iter():
                seen, _, over, cut, _ = env.last()
                env.step(None if over or cut else int(env.action_space(agent).sample(seen["action_mask"])))
                moves += 1
        return moves / games

    return case


MODEL, OTHER = "the small model", "another game"

CASES: tuple[tuple[str, str, Callable[[], Case], int], ...] = (
    (MODEL, "plain Python loop", lambda: plain_loop, 400),
    (MODEL, "Mesa, agents", with_mesa, 200),
    (MODEL, "NumPy, 4,096 side by side", lambda: side_by_side, 4096),
    (OTHER, "Wedge, flagship by doctrines", lambda: partial(wedge, None), CHUNK),
    (OTHER, "Wedge, flagship at random", lambda: partial(wedge, "random"), 2048),
    (OTHER, "OpenSpiel, tic_tac_toe", partial(with_open_spiel, "tic_tac_toe"), 1000),
    (OTHER, "OpenSpiel, goofspiel", partial(with_open_spiel, "goofspiel"), 300),
    (OTHER, "OpenSpiel, negotiation", partial(with_open_spiel, "negotiation"), 300),
    (OTHER, "PettingZoo, tictactoe_v3", with_pettingzoo, 60),
)


def measure(repeats: int, share: float = 1.0) -> dict[str, Any]:
    """Measure all that are installed, by turns; `share` is what part of the usual games is played."""
    ready: dict[str, tuple[str, Case, int]] = {}
    missing = []
    for kind, name, make, games in CASES:
        try:
            ready[name] = (kind, make(), max(2, int(games * share)))
        except ImportError as error:
            missing.append(f"{name}: {error.name or error} is not installed ({INSTALL})")
    told = {name: case(2) for name, (_, case, _) in ready.items()}
    spent: dict[str, list[float]] = {name: [] for name in ready}
    for _ in range(repeats):
        for name, (_, case, games) in ready.items():
            begun = time.process_time()
            told[name] = case(games)
            spent[name].append((time.process_time() - begun) / games)
    rows = []
    for name, (kind, _, _) in ready.items():
        turns = TURNS if math.isnan(told[name]) or kind == MODEL else told[name]
        ratios = [own and loop / own for own, loop in zip(spent[name], spent["plain Python loop"], strict=True)]
        row = {"what": kind, "by": name, "games_a_second": 1.0 / max(median(spent[name]), 1e-9)}
        row |= {"turns_a_second": turns * row["games_a_second"], "ratio": median(ratios)}  # type: ignore[operator]
        rows.append(row | ({"accepted": told[name]} if kind == MODEL else {}))
    return {"machine": machine(), "repeats": repeats, "rows": rows, "missing": missing}


def table(found: dict[str, Any]) -> str:
    """Return what was measured as a page of Markdown."""
    rows = [
        f"| {row['what']} | {row['by']} | {row['games_a_second']:,.0f} | {row['turns_a_second']:,.0f} "
        f"| {row['ratio']:,.2f} |"
        for row in found["rows"]
    ]
    return "\n".join(
        (
            f"Machine: {found['machine']}. Processor time, medians of {found['repeats']} repeats by turns.",
            "",
            "| what | by | games/s | turns or moves/s | games/s against the plain loop |",
            "|---|---|---:|---:|---:|",
            *rows,
            *([""] if found["missing"] else []),
            *(f"- {sentence}" for sentence in found["missing"]),
        )
    )


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Measure how fast others play.")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--share", type=float, default=1.0, help="what part of the usual games is played")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    found = measure(chosen.repeats, chosen.share)
    print(json.dumps(found, indent=2) if chosen.json else table(found))


if __name__ == "__main__":
    main()
