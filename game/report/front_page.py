"""The front page of a turn: one lead and some smaller stories, made from its ledger and its decisions.

A story's size is what it moved: the points of all scores together that its order, event or reaction caused in the
turn, and something for its rarity. An offer that was declined counts by what it might have moved.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from game.model.world import World
from game.report.headlines import HEADLINES
from game.report.stories import Reporter
from game.report.story import Reference, Story, told
from game.sim.live import Game

__all__ = ["FrontPage", "Reference", "SignedLanded", "Story", "front_page", "signed_and_landed", "told"]

_MOST = 5  # smaller stories
_LEAST = 3
_SAME_KIND, _SAME_STATE = 2, 3  # stories of one kind, or about one state, on a page


@dataclass(frozen=True)
class SignedLanded:
    """What was signed against what has landed, bn USD."""

    signed: float  # in the turn
    landed: float
    all_signed: float  # since the start
    all_landed: float
    coming: float  # promised and not yet delivered


@dataclass(frozen=True)
class FrontPage:
    """The page of one turn."""

    number: int  # of the turn, from 0
    lead: Story
    others: tuple[Story, ...]
    totals: Mapping[str, SignedLanded]  # by power, and "" for all of them


def front_page(game: Game, number: int, world: World) -> FrontPage:
    """Return the front page of a turn that is over.

    Parameters
    ----------
    game : with the turn and those before it.
    number : the turn, from 0.
    world : its scenario.
    """
    stories = sorted(Reporter(game, number, world).stories(), key=lambda story: -story.size)
    chosen = _choose(stories)
    lead, *others = [_worded(story, number, at) for at, story in enumerate(chosen)]
    return FrontPage(number, lead, tuple(others), signed_and_landed(game, number, world))


def _choose(stories: list[Story]) -> list[Story]:
    """Return the largest stories, not too many of one sort; small ones only as far as the page is empty."""
    kinds: Counter[str] = Counter()
    states: Counter[str] = Counter()
    chosen: list[Story] = []
    for story in stories:
        where = str(story.values.get("state", ""))
        if len(chosen) > _MOST or (len(chosen) > _LEAST and story.small):
            break
        if kinds[story.kind] >= _SAME_KIND or (where and states[where] >= _SAME_STATE):
            continue
        kinds[story.kind] += 1
        states[where] += 1
        chosen.append(story)
    return chosen


def _worded(story: Story, number: int, at: int) -> Story:
    """Give a story its headline: another one each turn, and for each story of a page."""
    options = HEADLINES.get(story.kind, (story.headline,))
    return replace(story, headline=story.headline or options[(number + at) % len(options)])


def signed_and_landed(game: Game, number: int, world: World) -> dict[str, SignedLanded]:
    """Return what was signed and what has landed, by power and under "" for all of them."""
    played = game.turns[number]
    before, after = played.start, played.turn.state
    found = {}
    for p, power in enumerate(world.names.powers):
        signed, landed = (float(getattr(after, name)[p, :, 0].sum()) for name in ("signed", "delivered"))
        was_signed, was_landed = (float(getattr(before, name)[p, :, 0].sum()) for name in ("signed", "delivered"))
        coming = float(after.pipeline[:, :, p, :, 0].sum())
        found[power] = SignedLanded(signed - was_signed, landed - was_landed, signed, landed, coming)
    totals = (sum(getattr(entry, name) for entry in found.values()) for name in SignedLanded.__dataclass_fields__)
    return {**found, "": SignedLanded(*totals)}
