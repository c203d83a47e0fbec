"""A replay to try things on: a game of Two Harbours."""

import json
from collections.abc import Callable
from typing import Any

from game.sim.replay import Difference, Replay, record, verify
from game.sim.replay_file import Unreadable, as_text, from_text
from game.sim.session import Session
from tests.engine.stage import world_of

WORLD = world_of("two-harbours")
SEATS = {"halmar": "random", "oro": "random", "tarn": "idle"}


def played(turns: int = 6, seed: int = 4) -> Session:
    session = Session(WORLD, SEATS, seed=seed, run=2)
    for _ in range(turns):
        session.end_turn()
    return session


REPLAY = record(played(), file="two-harbours.yaml", changes=("title=Harbours",))
TEXT = as_text(REPLAY)


def changed_text(change: Callable[[dict[str, Any]], Any]) -> Replay | Unreadable:
    """Read the replay with something changed in its JSON."""
    found = json.loads(TEXT)
    change(found)
    return from_text(json.dumps(found))


def sentence(replay: Replay | Unreadable) -> str:
    assert isinstance(replay, Unreadable), "it was read"
    assert replay.sentence.endswith(".")
    assert len(replay.sentence) < 300
    return replay.sentence


def difference(replay: Replay | Unreadable) -> Difference:
    assert isinstance(replay, Replay), replay
    found = verify(replay, WORLD)
    assert found is not None, "nothing differs"
    return found
