"""The words that all findings about a scenario's balance share."""

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from game.ensemble.standing import Figure
from game.model.world import World
from game.report.tables import decimal

__all__ = ["Finding", "name_of", "names_of", "summed_up", "told"]


class Finding(NamedTuple):
    """One thing that was found."""

    topic: str
    fine: bool | None  # within its limit; None where the figures cannot tell
    sentence: str
    limit: str
    advice: str = ""


def told(figure: Figure, *, sign: bool = False) -> str:
    """Return a mean with half its interval, in points of score."""
    mean = decimal(figure.mean, 1)
    mark = "+" if sign and not mean.startswith("-") else ""
    half = f" ±{figure.half:.1f}" if math.isfinite(figure.half) else ""
    return f"{mark}{mean}{half}".replace("-", "\N{MINUS SIGN}")


def name_of(actor: str, world: World) -> str:
    """Return what people read for an actor."""
    return world.names.title("actors", actor)


def names_of(actors: Sequence[str], world: World) -> str:
    """Return several actors as they stand in a sentence."""
    titles = [name_of(actor, world) for actor in actors]
    return titles[0] if len(titles) == 1 else f"{', '.join(titles[:-1])} and {titles[-1]}"


def summed_up(wrong: Iterable[Finding], fine: Finding) -> Iterator[Finding]:
    """Yield what is wrong, or that nothing is."""
    found = list(wrong)
    yield from found or [fine]
