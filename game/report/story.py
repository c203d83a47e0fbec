"""One story of a front page: templates, what goes into them, how large it is and what it came from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from game.sentence import Sentence, Value
from game.sim.ledger import Cause, Change, Ledger

__all__ = ["Reference", "Story", "moved_most", "told"]

SMALL = 0.02  # points of a story that only fills a page


@dataclass(frozen=True)
class Reference:
    """What a story came from, so that its causes can be opened.

    Kinds: `decision` (power, slot, state and item), `order` (power and slot), `change` (a quantity and its place, as in
    the ledger), `reaction` (a power), `event` and `vote` (an id).
    """

    kind: str
    path: tuple[str, ...]


@dataclass(frozen=True)
class Story:
    """One story: templates of `headlines`, and what goes into them."""

    kind: str
    headline: str  # a template; "" until the page has chosen one
    figures: str
    values: Mapping[str, Value]
    size: float
    about: Reference

    @property
    def small(self) -> bool:
        """Whether it only fills a page."""
        return self.size < 2 * SMALL


def told(story: Story, say: Callable[[str], str] = str) -> tuple[str, str]:
    """Return the headline of a story and its line of figures.

    Parameters
    ----------
    story : from a front page.
    say : says a sentence in a language; English if not given.
    """
    head, line = (say(Sentence(text, story.values)) for text in (story.headline, story.figures))
    return head[:1].upper() + head[1:], line[:1].upper() + line[1:]


def moved_most(about: Reference, ledger: Ledger) -> Reference | None:
    """Return the score that an event, a vote, a reaction or an order moved most, as a change; None if it moved none."""

    def by(change: Change) -> float:
        return abs(sum(cause.amount for cause in change.causes if cause.name == name or _slot(cause) == about.path))

    name = about.kind if about.kind == "reaction" else f"{about.kind}:{about.path[0]}"
    most = max(ledger.scores(), key=by)
    return Reference("change", (most.quantity, *most.place)) if by(most) > 0 else None


def _slot(cause: Cause) -> tuple[str, ...]:
    return (cause.order.power, str(cause.order.slot)) if cause.order else ()
