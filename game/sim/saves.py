"""The folder of saved games: save, autosave, list, load and delete. Whatever goes wrong, an older save stays good."""

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from game.sentence import phrase
from game.sim.files import home, sweep, why, write_whole
from game.sim.saved_game import SavedGame, as_text, from_text
from game.sim.untrusted import LARGEST, Unreadable, read_bytes

__all__ = ["SUFFIX", "Entry", "Saves", "load_game"]

SUFFIX = ".wedge.json"
_AUTO = "auto."  # begins the name of an autosave
_MOST_LISTED = 500
_GAMES_KEPT = 8  # autosaves of so many games stay


@dataclass(frozen=True)
class Entry:
    """One file in the list of saved games."""

    path: Path
    auto: bool
    saved: SavedGame | None  # None for a file that cannot be read
    problem: str = ""  # why, in one sentence


def load_game(path: str | Path) -> SavedGame | Unreadable:
    """Read a saved game; whatever is wrong with the file is one sentence."""
    data = read_bytes(path, "saved game")
    return data if isinstance(data, Unreadable) else from_text(data)


class Saves:
    """The folder of saved games.

    Parameters
    ----------
    folder : where they lie; `games` in the program's own folder if not given. It is made when first needed.
    keep : how many autosaves of one game stay.
    """

    def __init__(self, folder: Path | None = None, keep: int = 3) -> None:
        self.folder = folder if folder is not None else home() / "games"
        self.keep = keep

    def save(self, saved: SavedGame, path: Path | None = None) -> Path | Unreadable:
        """Write a game whole or not at all; return its file, or why it was not written.

        Parameters
        ----------
        saved : the game.
        path : the file to write over; one of a new name, made from the title, if not given.
        """
        return self._write(saved, path if path is not None else self._new_path(saved.title))

    def autosave(self, saved: SavedGame) -> Path | Unreadable:
        """Write a game by itself, under the number of its turn; older autosaves of the game go once it is written."""
        turn = len(saved.records(saved.current))
        path = self.folder / f"{_AUTO}{_slug(saved.game)}.{turn:03d}{SUFFIX}"
        written = self._write(saved, path)
        if isinstance(written, Path):
            self._prune(_slug(saved.game), written)
        return written

    def listed(self) -> tuple[Entry, ...]:
        """Return all saved games, the latest first, and what is wrong with files that are none."""
        sweep(self.folder)
        paths = _latest_first(self._paths())[:_MOST_LISTED]
        entries = []
        for path in paths:
            found, auto = load_game(path), path.name.startswith(_AUTO)
            if isinstance(found, Unreadable):
                entries.append(Entry(path, auto, None, found.sentence))
            else:
                entries.append(Entry(path, auto, found))
        return tuple(entries)

    def latest(self) -> Entry | None:
        """Return the latest saved game that can be read, for "continue"."""
        return next((entry for entry in self.listed() if entry.saved is not None), None)

    def delete(self, path: Path) -> Unreadable | None:
        """Delete a saved game; return why not, or None once it is gone."""
        if path.parent != self.folder or not path.name.endswith(SUFFIX):
            return Unreadable(phrase("It is no saved game of this folder."))
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            return Unreadable(phrase("It cannot be deleted: {why}.", why=why(error)))
        return None

    def _write(self, saved: SavedGame, path: Path) -> Path | Unreadable:
        text = as_text(saved)
        back = from_text(text) if len(text) <= LARGEST else Unreadable(phrase("It is too large."))
        if isinstance(back, Unreadable):  # a good save must not give way to one that nobody can open
            sentence = phrase("The game was not saved, because it could not be opened again: {why}", why=back.sentence)
            return Unreadable(sentence)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(path, text)
        except (OSError, ValueError) as error:
            where = repr(str(path.parent))
            said = phrase(
                "The game was not saved to {where}: {why}. What was saved is safe.", where=where, why=why(error)
            )
            return Unreadable(said)
        sweep(self.folder)
        return path

    def _paths(self) -> list[Path]:
        with suppress(OSError):
            return [path for path in self.folder.glob(f"*{SUFFIX}") if not path.name.startswith(".")]
        return []

    def _new_path(self, title: str) -> Path:
        """Return a file that is not there yet."""
        stem, number = _slug(title), 1
        path = self.folder / f"{stem}{SUFFIX}"
        while os.path.lexists(path):
            number += 1
            path = self.folder / f"{stem}-{number}{SUFFIX}"
        return path

    def _prune(self, game: str, written: Path) -> None:
        """Delete the older autosaves of a game, and those of games long left."""
        auto = [path for path in _latest_first(self._paths()) if path.name.startswith(_AUTO)]
        mine = [path for path in auto if _game_of(path) == game and path != written]
        others = list(dict.fromkeys(_game_of(path) for path in auto if _game_of(path) != game))
        left = set(others[_GAMES_KEPT - 1 :])
        for path in [*mine[self.keep - 1 :], *(path for path in auto if _game_of(path) in left)]:
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _latest_first(paths: Iterable[Path]) -> list[Path]:
    return sorted(paths, key=lambda path: (-_time_of(path), path.name))


def _time_of(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _game_of(path: Path) -> str:
    return path.name.removeprefix(_AUTO).partition(".")[0]


def _slug(text: str) -> str:
    """Return a name that any file system takes."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:48] or "game"
