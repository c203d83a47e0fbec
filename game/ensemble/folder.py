"""Results as files: everything beside its place first, and in its place only when all of it is on the disk."""

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from game.ensemble.errors import CallError, Failure, clip
from game.ensemble.store import PLAN, UNFINISHED
from game.sim.files import sweep, why

__all__ = ["MANIFEST", "OutFolder"]

MANIFEST = "manifest.json"
_OURS = (
    MANIFEST, "results.csv", "results.parquet", "trace.csv", "trace.parquet", "chronicle.txt", "replay.json",
    "points.csv", "points.parquet", "influences.csv", "influences.parquet", "screening.csv", "screening.parquet",
    "balance.json", "balance.txt", "claims.json", "claims.txt", "differences.csv", "differences.parquet", "runs.csv",
    "runs.parquet",
)  # fmt: skip


class OutFolder:
    """A folder of results; used as a context, which leaves nothing half-written behind.

    Raises
    ------
    CallError
        If the folder cannot be written to.
    """

    def __init__(self, name: str) -> None:
        self.path = Path(name)
        self._files: dict[str, Path] = {}
        self._made: list[Path] = []

    def __enter__(self) -> Self:
        if not str(self.path).strip() or self.path == Path():
            raise CallError("--out needs the name of a folder.")
        self._refuse_foreign_files()
        try:
            above = self.path
            while not above.exists() and above != above.parent:
                self._made.append(above)
                above = above.parent
            self.path.mkdir(parents=True, exist_ok=True)
            probe = self._beside("probe")
            probe.touch()
            probe.unlink()
        except (OSError, ValueError) as error:
            self._discard()
            reason = "it is a file" if isinstance(error, FileExistsError) else why(error)
            raise CallError(f"--out {clip(str(self.path))!r} cannot be written: {reason}.") from None
        sweep(self.path)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._discard()
        if isinstance(error, OSError):
            sentence = f"The results could not be written to {str(self.path)!r}: {why(error)}."
            raise Failure(f"{sentence} Nothing half-written was left.") from None

    def _refuse_foreign_files(self) -> None:
        """Keep away from files that bear our names and are not results: a folder of results has a manifest.

        One that was left while its files were being put in their places has the plan of the unfinished games.
        """
        if (self.path / MANIFEST).is_file() or (self.path / UNFINISHED / PLAN).is_file():
            return
        for name in _OURS:
            if os.path.lexists(self.path / name):
                where = clip(str(self.path))
                raise CallError(f"--out {where!r} holds a {name} of another origin. Name another folder, or move it.")

    def add(self, name: str, text: str) -> None:
        """Write a file beside its place."""
        with self.open(name) as file:
            file.write(text.encode("utf-8"))

    def digests(self) -> dict[str, dict[str, Any]]:
        """Return the size and digest of every file written so far."""
        found = {}
        for name, path in sorted(self._files.items()):
            with path.open("rb") as file:
                mark = hashlib.file_digest(file, "sha256").hexdigest()
            found[name] = {"bytes": path.stat().st_size, "sha256": mark}
        return found

    def finish(self) -> None:
        """Put all files in their places, the manifest last; what an earlier run left and this one has not goes."""
        stale = [name for name in _OURS if name not in self._files] if (self.path / MANIFEST).is_file() else []
        blocked = [name for name in self._files if (self.path / name).is_dir()]
        if blocked:
            raise IsADirectoryError(errno.EISDIR, f"{blocked[0]} is a folder there")
        (self.path / MANIFEST).unlink(missing_ok=True)  # without a manifest, whatever happens now is no result
        for name in sorted(self._files, key=lambda name: name == MANIFEST):
            os.replace(self._files[name], self.path / name)
            del self._files[name]
        for name in stale:
            (self.path / name).unlink(missing_ok=True)
        for part in (part for name in _OURS for part in self.path.glob(f".{name}.*.part")):
            with suppress(OSError):  # of a process that was killed: nobody else writes here while we do
                part.unlink()
        self._made.clear()

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """Open a file for writing beside its place."""
        path = self._files[name] = self._beside(name)
        with path.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())

    def _beside(self, name: str) -> Path:
        return self.path / f".{name}.{os.getpid()}.part"

    def _discard(self) -> None:
        """Remove what is not in its place, and the folders that were made for it."""
        for path in self._files.values():
            with suppress(OSError):
                path.unlink(missing_ok=True)
        for folder in self._made:
            with suppress(OSError, ValueError):
                folder.rmdir()
