"""Files that a scenario names: found in its own folder (or a shipped one) and nowhere else."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

__all__ = ["OutsideError", "find_nearby"]


class OutsideError(ValueError):
    """The name leads out of the allowed folders; the text says how."""


def find_nearby(name: str, folders: Iterable[tuple[Path, Path]]) -> Path | None:
    """Find a file inside the allowed folders; links that lead out of them count as outside.

    Parameters
    ----------
    name : the name as it stands in the scenario, with `/` between folders.
    folders : where names begin, and the folder that the file must lie in.

    Returns
    -------
    Path or None
        None if there is no such file.

    Raises
    ------
    OutsideError
        If the name leads elsewhere.
    """
    pure = PurePosixPath(name)
    if pure.is_absolute() or ".." in pure.parts or any(char in name for char in "\\:\0") or not pure.parts:
        raise OutsideError("lies outside the allowed folders")
    for start, inside in folders:
        try:
            real = (start / pure).resolve()
            if real.is_file():
                if real.is_relative_to(inside.resolve()):
                    return real
                raise OutsideError("is a link that leads outside")
        except (OSError, RuntimeError):
            continue
    return None
