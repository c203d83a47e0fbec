"""Record the golden games anew: `python -m tests.golden.record`, after a change of rules or scenarios that was meant.

Each is a replay, which must verify, and its transcript, which must read the
same. Look at the difference of the transcripts before you commit it; a
change of results raises `RULES_VERSION`. The turn that the README shows is
brought up to date as well.
"""

import re
from pathlib import Path
from typing import NamedTuple

from game.report.chronicle import chronicle
from game.sim.order import Order
from game.sim.replay import record
from game.sim.replay_file import save, write_whole
from game.sim.session import PERSON, Session
from tests.engine.stage import world_of

FOLDER = Path(__file__).parent
README = FOLDER.parents[1] / "README.md"
_SHOWN = re.compile(r"(From one turn, as the terminal tells it:\n\n)(.*?\n)(?=\n\S)", re.DOTALL)


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


def shown_turn() -> str:
    """Return what the README shows: the first two powers' offers of the second turn of the flagship, indented."""
    golden = Golden("central-asia-2024", "full", 0, {})
    session = play(golden)
    second = chronicle(session.game, session.world).split("\n\n")[2].splitlines()
    names = session.world.names
    powers = tuple(names.title("actors", power) for power in names.powers[:2])
    kept, taken = second[:1], False
    for line in second[1:]:
        if line[2:3] != " ":  # a paragraph begins
            taken = line.strip().startswith(powers)
        kept += [line] if taken else []
    return "".join(f"    {line}\n" for line in kept)


def with_turn(readme: str, turn: str) -> str:
    """Return the README with another turn shown."""
    return _SHOWN.sub(lambda found: found[1] + turn, readme)


def main() -> None:
    """Write all golden games, and the README's turn."""
    for name, golden in GAMES.items():
        session = play(golden)
        save(record(session, file=f"{golden.scenario}.yaml"), FOLDER / f"{name}.json")
        write_whole(FOLDER / f"{name}.txt", chronicle(session.game, session.world))
        print(f"{name}: {session.number} turns")
    write_whole(README, with_turn(README.read_text(encoding="utf-8"), shown_turn()))


if __name__ == "__main__":
    main()
