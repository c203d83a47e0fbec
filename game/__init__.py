"""Wedge: a game of influence and balanced diplomacy.

The public names, each loaded when it is first used. One live game:

>>> import game
>>> loaded = game.load("two-harbours")
>>> world = game.prepare(loaded.scenario)
>>> session = game.Session(world, {"halmar": game.PERSON}, seed=1)
>>> refusal = session.submit(game.Order("halmar", "wind_park", "oro"))
>>> record = session.end_turn()

Many games, as a table:

>>> found = game.run(loaded, games=100, seed=1, policies={"vesk": "greedy"})
>>> found.summary().columns
('metric', 'of', 'unit', 'mean', 'low', 'high', 'spread')
"""

import importlib

from game.version import __version__ as __version__

TYPE_CHECKING = False  # as typing's, whose loading takes longer than all of this
if TYPE_CHECKING:
    from typing import Any

    from game.ensemble.api import read_results, run
    from game.ensemble.compared import compare
    from game.ensemble.sweep.api import sweep
    from game.policy.registry import default_policies, make_policy
    from game.report.chronicle import chronicle
    from game.scenario.checking import check
    from game.scenario.load import load
    from game.sim.claims import compile_claims, evaluate
    from game.sim.order import Answer, Order, Refusal
    from game.sim.prepare import prepare
    from game.sim.replay import play_again, record, verify
    from game.sim.replay_file import load_replay, save
    from game.sim.rollout import play
    from game.sim.session import PERSON, Session

_HOMES = {
    "game.ensemble.api": ("read_results", "run"),
    "game.ensemble.compared": ("compare",),
    "game.ensemble.sweep.api": ("sweep",),
    "game.policy.registry": ("default_policies", "make_policy"),
    "game.report.chronicle": ("chronicle",),
    "game.scenario.checking": ("check",),
    "game.scenario.load": ("load",),
    "game.sim.claims": ("compile_claims", "evaluate"),
    "game.sim.order": ("Answer", "Order", "Refusal"),
    "game.sim.prepare": ("prepare",),
    "game.sim.replay": ("play_again", "record", "verify"),
    "game.sim.replay_file": ("load_replay", "save"),
    "game.sim.rollout": ("play",),
    "game.sim.session": ("PERSON", "Session"),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "PERSON", "Answer", "Order", "Refusal", "Session", "check", "chronicle", "compare", "compile_claims",
    "default_policies", "evaluate", "load", "load_replay", "make_policy", "play", "play_again", "prepare",
    "read_results", "record", "run", "save", "sweep", "verify",
]  # fmt: skip


def __getattr__(name: str) -> "Any":
    """Load a public name from its module."""
    if name not in _HOME_OF:
        raise AttributeError(f"module 'game' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    """Return the public names, which a notebook offers while one types."""
    return sorted([*__all__, "__doc__", "__version__"])
