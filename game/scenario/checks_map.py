"""Checks of what the map shows."""

from collections.abc import Iterator

from game.scenario.actors import Power
from game.scenario.library import icon_names
from game.scenario.parse import Parsed
from game.scenario.problems import Problem, suggest
from game.scenario.schema import Scenario
from game.scenario.tree import words_of

__all__ = ["MAP_CHECKS"]

_WIDEST = 180.0  # degrees: a flat map of more than half of the world is not worth looking at


def check_frame(scenario: Scenario, parsed: Parsed) -> Iterator[Problem]:
    """Frames that are turned round or too wide."""
    frame = scenario.map_.frame
    if frame is None:
        return
    path = ("map", "frame")
    if frame.west >= frame.east:
        yield Problem("MAP01", parsed.place(*path, "east"), f"{words_of(path)}: east does not lie east of west")
    elif frame.east - frame.west > _WIDEST:
        sentence = f"{words_of(path)} spans {frame.east - frame.west:.0f} degrees, at most {_WIDEST:.0f} are possible"
        yield Problem("MAP01", parsed.place(*path), sentence)
    if frame.south >= frame.north:
        yield Problem("MAP01", parsed.place(*path, "north"), f"{words_of(path)}: north does not lie north of south")


def check_hues(scenario: Scenario, parsed: Parsed) -> Iterator[Problem]:
    """Powers that could not be told apart on the map."""
    taken: dict[str, str] = {}
    for name, actor in scenario.actors.items():
        if not isinstance(actor, Power) or not actor.hue:
            continue
        if actor.hue in taken:
            path = ("actors", name, "hue")
            sentence = f"{words_of(path)} is {actor.hue}, and so is that of {taken[actor.hue]}"
            yield Problem("MAP03", parsed.place(*path), sentence, "choose another, or leave it out")
        taken.setdefault(actor.hue, name)


def check_capitals(scenario: Scenario, parsed: Parsed) -> Iterator[Problem]:
    """Actors with more than one capital."""
    found: dict[str, str] = {}
    for name, place in scenario.places.items():
        if not place.capital_of:
            continue
        if place.capital_of in found:
            path = ("places", name, "capital_of")
            sentence = f"{words_of(path)}: {place.capital_of} has a capital already, {found[place.capital_of]}"
            yield Problem("MAP04", parsed.place(*path), sentence)
        found.setdefault(place.capital_of, name)


def check_icons(scenario: Scenario, parsed: Parsed) -> Iterator[Problem]:
    """Signs that there are none of."""
    known = icon_names()
    for name, lever in scenario.levers.items():
        if lever.icon and known and lever.icon not in known:
            path = ("levers", name, "icon")
            sentence = f'{words_of(path)}: there is no sign "{lever.icon}"'
            near = suggest(lever.icon, known)
            hint = f"{near} " * bool(near) + 'docs/scenario-format.md lists all under "Signs"'
            yield Problem("MAP05", parsed.place(*path), sentence, hint)


MAP_CHECKS = (check_frame, check_hues, check_capitals, check_icons)
