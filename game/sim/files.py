"""Files that must not be lost: where they lie, written whole or not at all, and what a killed program left behind."""

import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

__all__ = ["home", "sweep", "why", "write_whole"]

_PART = ".part"  # ends the name of a file that is being written
_STALE = 600.0  # seconds after which nobody is writing such a file any more


def home() -> Path:
    """Return the folder for what the program keeps: the WEDGE_HOME of the environment, or the platform's own."""
    named = os.environ.get("WEDGE_HOME", "").strip()
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path  # only those who keep something need it

    return user_data_path("wedge", appauthor=False)


def write_whole(path: Path, text: str) -> None:
    """Write a file whole or not at all: beside it first, to the disk, then in its place.

    Raises
    ------
    OSError
        If it cannot be written; what was there before is still there.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=_PART, dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        with suppress(OSError):  # some file systems know no permissions
            os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink(missing_ok=True)
        raise
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Bring a folder's list of names to the disk as well, where the platform lets a folder be opened."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def sweep(folder: Path) -> None:
    """Remove half-written files that a killed program left; those of the last minutes may still be in the writing."""
    with suppress(OSError):
        for path in folder.glob(f".*{_PART}"):
            with suppress(OSError):
                if time.time() - path.stat().st_mtime > _STALE:
                    path.unlink(missing_ok=True)


def why(error: OSError | ValueError) -> str:
    """Return why a file cannot be written or read, in a few words."""
    text = error.strerror if isinstance(error, OSError) else None
    return (text or "no such name is possible").lower()
