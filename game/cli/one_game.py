"""A single game on the command line: told as a chronicle, with the replay that proves it."""

import json
from functools import cached_property
from typing import Any

from game.cli.ensembles import json_text
from game.ensemble.setup import Setup

__all__ = ["OneGame"]


class OneGame:
    """The first game of a setup, played as a person would see it."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup

    @cached_property
    def _session(self) -> Any:
        from game.sim.session import Session

        plan = self._setup.plan
        session = Session(self._setup.world, dict(plan.seats), seed=plan.seed)
        for _ in range(plan.turns):
            session.end_turn()
        return session

    def chronicle(self, columns: int | None = None) -> str:
        """Return what happened, turn by turn, for a terminal of some columns or for a file."""
        from game.report.chronicle import chronicle

        return chronicle(self._session.game, self._setup.world, columns)

    @cached_property
    def replay(self) -> str:
        """The text of its replay."""
        from game.sim.replay import record
        from game.sim.replay_file import as_text

        plan = self._setup.plan
        return as_text(record(self._session, file=plan.file, changes=plan.changes))

    def files(self) -> dict[str, str]:
        """Return the files that a single game has more than many."""
        return {"chronicle.txt": self.chronicle(), "replay.json": self.replay}

    def json(self) -> str:
        """Return everything for other programs: what it came to, its story with every cause, and its replay."""
        from game.report.game_json import game_json
        from game.report.tables import metrics_json
        from game.sim.summary import Moments, measure_games, metrics_of

        world = self._setup.world
        values = measure_games(self._session.game.last, world)[:, :1]
        metrics = metrics_json(metrics_of(world), Moments.of(values).estimates())
        story = game_json(self._session.game, world)
        head = self._setup.plan.head
        return json_text({**head, "metrics": metrics, "story": story, "game": json.loads(self.replay)})
