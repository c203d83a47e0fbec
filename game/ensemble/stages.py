"""Work in several stages: each with progress of its own, and its finished games kept under its own name."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from game.ensemble.folder import MANIFEST, OutFolder
from game.ensemble.manifest import as_object_of, manifest_text
from game.ensemble.plan import Plan
from game.ensemble.store import Store

__all__ = ["Stages", "StagesFolder", "Watch"]

Watch = Callable[[str, int, int], AbstractContextManager[Any]]


@dataclass(frozen=True)
class Stages:
    """How all stages of some work are played.

    Parameters
    ----------
    how : workers and cluster, as in `play_all`; they change nothing in what is found.
    watch : is given what a stage does, how many games it has and how many of them are there already, and returns a
        context whose `add` is told how many games were played or found since it was last called.
    store : keeps what is finished.
    """

    how: Mapping[str, Any] = field(default_factory=dict)
    watch: Watch | None = None
    store: Store | None = None

    @contextmanager
    def begin(self, name: str, what: str, games: int) -> Iterator[dict[str, Any]]:
        """Yield what `play_all` and its like are given for a stage: progress, store, workers or cluster.

        Parameters
        ----------
        name : of the folder in which its finished games are kept; the same name must mean the same games.
        what : is done in it, for people.
        games : how many are played.
        """
        with ExitStack() as opened:
            store = None if self.store is None else opened.enter_context(self.store.part(name))
            kept = 0 if store is None else sum(map(len, store.ranges()))
            watched = None if self.watch is None else opened.enter_context(self.watch(what, games, kept))
            yield {**self.how, "store": store, "progress": None if watched is None else watched.add}


class StagesFolder:
    """A folder for what comes of some stages; used as a context. Without a folder nothing is kept or written.

    Parameters
    ----------
    folder : where the files go; finished games of the same plan are found there and not played again.
    plan : what is played.
    own : what the manifest says beside the plan: its kind, and what was asked for.
    command : what was typed.
    """

    def __init__(self, folder: str | None, plan: Plan, own: Mapping[str, Any], command: Sequence[str]) -> None:
        self._folder, self._plan, self._own, self._command = folder, plan, own, tuple(command)
        self._opened = ExitStack()
        self._out: OutFolder | None = None
        self._store: Store | None = None

    def __enter__(self) -> Self:
        if self._folder is not None:
            with ExitStack() as opening:
                self._out = opening.enter_context(OutFolder(self._folder))
                whole = {**as_object_of(self._plan, self._command), **self._own}
                self._store = opening.enter_context(Store(self._out.path, whole))
                self._opened = opening.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._opened.__exit__(kind, error, at)

    def stages(self, how: Mapping[str, Any], watch: Watch | None) -> Stages:
        """Return how the stages are played; see there."""
        return Stages(how, watch, self._store)

    def write(self, files: Mapping[str, str]) -> None:
        """Write the files and the manifest, and let go of the games that they are made of."""
        if self._out is None or self._store is None:
            return
        for name, text in files.items():
            self._out.add(name, text)
        self._out.add(MANIFEST, manifest_text(self._plan, self._command, self._out.digests(), self._own))
        self._out.finish()
        self._store.remove()
