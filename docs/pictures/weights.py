"""Draw docs/pictures/weights.svg: who weighs what in each state, at the start and at the end of many games.

Run from the top of the checkout: python docs/pictures/weights.py
"""

from pathlib import Path

import numpy as np

from game.engine.shares import current_shares
from game.model.state import State
from game.model.world import World
from game.policy.registry import make_policy
from game.scenario.load import load
from game.sim.prepare import prepare
from game.sim.rollout import play

SCENARIO, GAMES, SEED = "scenarios/central-asia-2024.yaml", 1000, 7
COLOURS = ("#D392C9", "#B84E05", "#2F59D0")  # apart in the three kinds of colour blindness; white reads on the dark two
WIDTH, LEFT, BAR, ROW, TOP = 860, 170, 570, 62, 96


def weights(states: list[State], world: World) -> dict[str, "np.ndarray[tuple[int, int, int], np.dtype[np.float32]]"]:
    """Return dependence at the start and at the end, (P, S, B)."""
    first, last = (np.asarray(current_shares(states[i], world).dependence[:-1]) for i in (0, -1))
    return {"start": np.broadcast_to(first[..., :1], last.shape), "end": last}


def bar(shares: list[float], y: int, height: int, label: str, names: tuple[str, ...]) -> str:
    """Return one stacked bar with its figures."""
    parts, x, outside = [f'<text x="{LEFT - 10}" y="{y + height - 4}" class="when">{label}</text>'], float(LEFT), []
    for share, colour, name in zip(shares, COLOURS, names, strict=True):
        width = share * BAR / 0.8
        parts.append(f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{height}" fill="{colour}"/>')
        figure = f"{name} {100 * share:.1f} %"
        if width > 90:
            parts.append(f'<text x="{x + 6:.1f}" y="{y + height - 5}" class="in">{figure}</text>')
        else:
            outside.append(figure)
        x += width
    parts.append(f'<text x="{x + 8:.1f}" y="{y + height - 5}" class="out">{", ".join(outside)}</text>')
    return "".join(parts)


def draw(world: World, policy: str) -> str:
    """Play the games and return the picture."""
    seats = [make_policy(seat.policy, i, world) for i, seat in enumerate(world.seats)]
    seats[0] = make_policy(policy, 0, world)
    ensemble = play(world, seats, seed=SEED, games=GAMES, keep=weights)
    start, end = (ensemble.kept[name].mean(axis=-1) for name in ("start", "end"))
    titles = tuple(world.names.title("actors", name) for name in world.names.powers)
    rows = []
    for s, state in enumerate(world.names.states):
        y = TOP + s * ROW
        rows.append(f'<text x="14" y="{y + 25}" class="state">{world.names.title("actors", state)}</text>')
        rows.append(bar([float(v) for v in start[:, s]], y, 18, "2024", titles))
        rows.append(bar([float(v) for v in end[:, s]], y + 22, 18, "2027", titles))
    height = TOP + len(world.names.states) * ROW + 34
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="Dependence of five states on Japan, China and Russia, 2024 and 2027">'
        "<style>text{font-family:Inter,Segoe UI,Helvetica,Arial,sans-serif;fill:#1d2733}.title{font-size:22px;"
        "font-weight:600}.sub,.note,.when,.out{font-size:13px;fill:#4a5766}.when{text-anchor:end}"
        ".state{font-size:15px;font-weight:600}.in{font-size:12px;fill:#fff;font-weight:600}</style>"
        f'<rect width="{WIDTH}" height="{height}" fill="#f7f5f0"/>'
        '<text x="14" y="36" class="title">Hard to drive a wedge?</text>'
        f'<text x="14" y="60" class="sub">What each power weighs in a state, trade, finance, works and security '
        "together; the rest belongs to others.</text>"
        f"{''.join(rows)}"
        f'<text x="14" y="{height - 12}" class="note">Mean of {GAMES:,} games of the flagship (seed {SEED}), '
        f"Japan played by “{world.names.title('doctrines', policy)}”. "
        "A toy with sources, not a forecast.</text></svg>\n"
    )


if __name__ == "__main__":
    scenario = load(SCENARIO).scenario
    assert scenario is not None
    Path(__file__).with_suffix(".svg").write_text(draw(prepare(scenario), "route_first"), encoding="utf-8")
