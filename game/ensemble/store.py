"""Finished chunks on the disk: what was played stays played, whatever happens to the program afterwards.

A folder `unfinished` inside the folder of results holds one file a chunk, each written whole or not at all, and the
plan they belong to. The files that are there are the list of what is finished.
"""

import hashlib
import io
import json
import os
import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import numpy as np

from game.ensemble.errors import CallError
from game.ensemble.kinds import COMMANDS, RUN
from game.ensemble.task import Played
from game.sim.files import write_whole

__all__ = ["PLAN", "UNFINISHED", "Store", "kept_games"]

UNFINISHED, PLAN = "unfinished", "plan.json"
_NAME = re.compile(r"games-(\d{1,12})-(\d{1,12})\.chunk")


class Store:
    """The finished chunks of one plan; used as a context, which keeps other processes out.

    Parameters
    ----------
    folder : of the results.
    plan : all that decides what the games come to; what is there must belong to the same plan.

    Raises
    ------
    CallError
        If the folder holds chunks of another plan, or another process is at work in it.
    """

    def __init__(self, folder: Path, plan: Mapping[str, Any]) -> None:
        self.folder, self.path, self._plan = folder, folder / UNFINISHED, plan
        self._lock: IO[str] | None = None

    def __enter__(self) -> Self:
        self.path.mkdir(parents=True, exist_ok=True)
        self._lock = _locked(self.path / "lock", self.folder)
        text = json.dumps(self._plan, indent=1) + "\n"
        plan = self.path / PLAN
        try:
            before = plan.read_text(encoding="utf-8") if plan.is_file() else None
            if before is None:
                write_whole(plan, text)
            elif not _same_games(before, self._plan):
                raise CallError(_another(self.folder, before, self._plan))
        except BaseException:
            self._leave()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._leave()

    def part(self, name: str) -> "Store":
        """Return what keeps the chunks of one stage of the same plan."""
        return Store(self.path / name, self._plan)

    def ranges(self) -> list[range]:
        """Return the runs of all finished chunks that can be read and do not overlap, in order."""
        found: list[range] = []
        for path in self.path.iterdir():
            name = _NAME.fullmatch(path.name)
            runs = range(int(name[1]), int(name[2]) + 1) if name else range(0)
            if runs and _sound(path) is not None:
                found.append(runs)
        kept: list[range] = []
        for runs in sorted(found, key=lambda runs: (runs.start, -runs.stop)):
            if not kept or runs.start >= kept[-1].stop:
                kept.append(runs)
        return kept

    def write(self, played: Played) -> None:
        """Keep a chunk, whole or not at all."""
        path = self._path(played.runs)
        with io.BytesIO() as buffer:
            arrays = {"values": played.values} | ({} if played.trace is None else {"trace": played.trace})
            arrays |= {} if played.fans is None else {"fans": played.fans}
            np.savez(buffer, **arrays)  # type: ignore[arg-type]
            data = buffer.getvalue()
        part = path.with_suffix(".part")
        try:
            with part.open("wb") as file:
                file.write(hashlib.sha256(data).digest())
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise

    def read(self, runs: range) -> Played:
        """Return a finished chunk."""
        data = _sound(self._path(runs))
        if data is None:
            raise OSError(5, f"{self._path(runs).name} has been changed")
        with np.load(io.BytesIO(data), allow_pickle=False) as found:
            return Played(runs, found["values"], found.get("trace"), fans=found.get("fans"))

    def remove(self) -> None:
        """Remove the chunks, when the results that are made of them lie in their place."""
        shutil.rmtree(self.path, ignore_errors=True)

    def _path(self, runs: range) -> Path:
        return self.path / f"games-{runs.start}-{runs.stop - 1}.chunk"

    def _leave(self) -> None:
        """Let others in; a folder in which nothing is finished goes."""
        with suppress(OSError):
            if not any(self.path.rglob("*.chunk")):
                self.remove()
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def kept_games(folder: str | Path) -> int:
    """Return how many games of whatever was broken off are kept in a folder of results, those of all stages."""
    try:
        names = [found.stem.split("-") for found in (Path(folder) / UNFINISHED).rglob("games-*.chunk")]
        return sum(int(last) - int(first) + 1 for _, first, last in names)
    except (OSError, ValueError):
        return 0


def _sound(path: Path) -> bytes | None:
    """Return what a chunk's file holds, None if it is not what was written there."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return data[32:] if hashlib.sha256(data[32:]).digest() == data[:32] else None


def _locked(path: Path, folder: Path) -> IO[str] | None:
    """Open and lock a file for as long as this process lives, where the platform can."""
    file = path.open("w")
    try:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:  # Windows: two processes in one folder are not kept apart there
        pass
    except OSError:
        file.close()
        sentence = f"Another process is writing results to {str(folder)!r}. Wait for it, or name another folder."
        raise CallError(sentence) from None
    return file


def _games(plan: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of a plan decides the games: not how it was typed, nor which tables are made of it."""
    return {
        name: value
        for name, value in plan.items()
        if name not in ("command", "formats", "versions", "texts", "scenarios")
    }


def _same_games(before: str, plan: Mapping[str, Any]) -> bool:
    try:
        there = json.loads(before)
    except ValueError:
        return False
    return isinstance(there, dict) and _games(there) == _games(json.loads(json.dumps(plan)))


def _another(folder: Path, before: str, plan: Mapping[str, Any]) -> str:
    try:
        there = _games(json.loads(before))
    except (ValueError, AttributeError):
        there = {}
    here = _games(json.loads(json.dumps(plan)))
    names = [name for name in here if there.get(name) != here[name]]
    command = COMMANDS.get(str(there.get("kind")), COMMANDS[RUN])
    differ = ", ".join(f"{name} {_brief(there.get(name))} there, {_brief(here[name])} here" for name in names[:3])
    return (
        f"{str(folder)!r} holds the unfinished games of another call ({differ}). Finish them with: {command} --resume "
        f"{folder}, or remove {folder / UNFINISHED}, or name another folder."
    )


def _brief(value: Any) -> str:
    text = json.dumps(value)
    return text if len(text) <= 40 else text[:40] + "..."
