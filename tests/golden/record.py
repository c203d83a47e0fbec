"""Record the golden games anew: `python -m tests.golden.record`, after a change of rules or scenarios that was meant.

Each is a replay, which must verify, and its transcript, which must read the
same. Look at the difference of the transcripts before you commit it; a
change of results raises `RULES_VERSION`.
"""

from pathlib import Path
from typing import NamedTuple

from game.report.chronicle import chronicle
from game.sim.order import Order
from game.sim.replay import record
from game.sim.replay_file import save, write_whole
from game.sim.session import PERSON, Session
from tests.engine.stage import world_of

FOLDER = Path(__file__).parent


class Golden(NamedTuple):
    """A game worth keeping."""

    scenario: str
    length: str
    seed: int
    seats: dict[str, str]
    orders: tuple[tuple[Order, ...], ...] = ()  # of people's seats, turn by turn


GAMES = {
    "two-harbours": Golden("two-harbours", "six", 1, {}),
    "two-harbours-any-orders": Golden(
        "two-harbours", "three", 2, {"halmar": "random", "vesk": "winter_men", "oro": "random", "tarn": "free_hand"}
    ),
    "two-harbours-a-person": Golden(
        "two-harbours", "three", 3, {"halmar": PERSON},
        (
            (Order("halmar", "wind_park", "quill", 1.5), Order("halmar", "goodwill_tour", "quill")),
            (Order("halmar", "harbour_charter"),),
            (Order("halmar", "wind_park", "oro", items=("turbines", "training")),),
        ),
    ),
    "central-asia-2024": Golden("central-asia-2024", "full", 1, {}),
    "central-asia-2024-lesson": Golden(
        "central-asia-2024", "lesson", 2, {"japan": "random", "china": "random", "russia": "random"}
    ),
}  # fmt: skip


def play(golden: Golden) -> Session:
    """Play a golden game; a person's order that is refused is left out."""
    session = Session(world_of(golden.scenario, golden.length), golden.seats, seed=golden.seed)
    for turn in range(session.world.turns):
        for order in golden.orders[turn] if turn < len(golden.orders) else ():
            session.submit(order)
        session.end_turn()
    return session


def main() -> None:
    """Write all golden games."""
    for name, golden in GAMES.items():
        session = play(golden)
        save(record(session, file=f"{golden.scenario}.yaml"), FOLDER / f"{name}.json")
        write_whole(FOLDER / f"{name}.txt", chronicle(session.game, session.world))
        print(f"{name}: {session.number} turns")


if __name__ == "__main__":
    main()
