"""A game as a tree of lines: go back to any turn, branch under a name, and play on; nothing that was played is lost."""

from collections.abc import Iterator
from dataclasses import dataclass

from game.sentence import Amount, counted, phrase
from game.sim.order import Refusal
from game.sim.session import Session

__all__ = ["LONGEST_NAME", "MOST_LINES", "Line", "Lines"]

MOST_LINES = 64
LONGEST_NAME = 60  # characters


@dataclass
class Line:
    """One course of the game: the turns that it shares with the line that it left, and its own."""

    name: str
    session: Session
    parent: int | None = None  # which line it left; None for the first
    shared: int = 0  # how many turns it has from there


class Lines:
    """The lines of one game, the first one first; one of them is being played.

    Parameters
    ----------
    session : the game as it is.
    name : what people read for its line.
    """

    def __init__(self, session: Session, name: str) -> None:
        self._lines = [Line(_tidy(name), session)]
        self.current = 0

    def __len__(self) -> int:
        return len(self._lines)

    def __getitem__(self, at: int) -> Line:
        return self._lines[at]

    def __iter__(self) -> Iterator[Line]:
        return iter(self._lines)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all lines."""
        return tuple(line.name for line in self._lines)

    @property
    def session(self) -> Session:
        """The game of the line that is being played."""
        return self._lines[self.current].session

    def branch(self, turn: int, name: str, of: int | None = None) -> Refusal | None:
        """Begin a line at the start of a turn of another, and play it from now on.

        Parameters
        ----------
        turn : how many turns it shares, 0 for a game from the first turn on.
        name : what people read; no other line has it.
        of : which line it leaves; the one that is being played if not given.

        Returns
        -------
        Refusal or None
            Why not, with nothing changed.
        """
        parent = self.current if of is None else of
        refusal = self._refuse_name(name) or self._refuse_turn(turn, parent)
        if refusal is None and len(self) >= MOST_LINES:
            sentence = counted("A game has at most {count} line.", "A game has at most {count} lines.", MOST_LINES)
            refusal = Refusal("lines", None, sentence, phrase("Remove one of them."))
        if refusal is not None:
            return refusal
        line = Line(_tidy(name), self._lines[parent].session.branch(turn), parent, turn)
        self._lines.append(line)
        self.current = len(self) - 1
        return None

    def choose(self, at: int) -> None:
        """Play a line on."""
        if not 0 <= at < len(self):
            raise IndexError(at)
        self.current = at

    def remove(self, at: int) -> Refusal | None:
        """Remove a line that no other has left, and that is not being played."""
        if at == 0:
            return Refusal("line", None, "The first line stays.")
        if at == self.current:
            return Refusal("line", None, "This line is being played.", "Choose another one first.")
        children = [line.name for line in self._lines if line.parent == at]
        if children:
            return Refusal("line", None, f"{children[0]!r} begins in this line.", "Remove that one first.")
        del self._lines[at]
        for line in self._lines:
            line.parent = line.parent - 1 if line.parent is not None and line.parent > at else line.parent
        self.current -= self.current > at
        return None

    def _refuse_name(self, name: str) -> Refusal | None:
        tidy = _tidy(name)
        if not tidy:
            return Refusal("name", None, phrase("A line needs a name."))
        if len(tidy) > LONGEST_NAME:
            return Refusal(
                "name",
                None,
                phrase("The name of a line has at most {count} characters.", count=Amount(LONGEST_NAME, "count")),
            )
        if tidy in self.names:
            return Refusal(
                "name", None, phrase("There is a line “{name}” already.", name=tidy), phrase("Choose another name.")
            )
        return None

    def _refuse_turn(self, turn: int, parent: int) -> Refusal | None:
        if not 0 <= parent < len(self):
            return Refusal("line", None, "There is no such line.")
        played = self._lines[parent].session.number
        if not 0 <= turn <= played:
            sentence = (
                f"{self._lines[parent].name!r} has {played} turns that are over; {turn} of them cannot be shared."
            )
            return Refusal("turn", None, sentence)
        return None


def _tidy(name: str) -> str:
    return " ".join(name.split())
