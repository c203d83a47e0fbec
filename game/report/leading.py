"""Who leads where: two maps, at the start and at the end, and the same as a table."""

from collections.abc import Iterator, Mapping
from html import escape
from itertools import combinations
from typing import NamedTuple

from game.ensemble.fans import Fans
from game.model.world import World
from game.report import page
from game.report.course import powers_key
from game.report.outlines import Outlines
from game.report.tables import decimal, percent

__all__ = ["Lead", "leads_of", "maps"]

_HEADS = ("state", "weighs most at the start", "its weight", "weighs most at the end", "its weight", "in so many games")
_SURE = 0.995
_LETTER, _LINES, _ROUNDS = 7.2, 34.0, 60  # of a label: how wide a letter is, how high it is; how often they are moved


class Lead(NamedTuple):
    """Who weighs most in a state at the start, and most often at the end."""

    state: str
    first: str
    first_weight: float  # %
    last: str
    last_weight: float  # %, the median
    often: float  # part of the games in which `last` weighs most at the end
    second: str  # who weighs most in most of the others


def leads_of(fans: Fans, world: World) -> tuple[Lead, ...]:
    """Return who leads in every state."""
    powers, found = world.names.powers, []
    for state in world.names.states:
        leaders = fans.leaders(state, len(powers))
        first, order = int(leaders[:, 0].argmax()), (-leaders[:, -1]).argsort(kind="stable")
        last = powers[int(order[0])]
        second = powers[int(order[1])] if len(powers) > 1 else ""
        begun = float(fans.quantiles([0.5], "weight", powers[first], state)[0, 0])
        ended = float(fans.quantiles([0.5], "weight", last, state)[0, -1])
        found.append(Lead(state, powers[first], begun, last, ended, float(leaders[order[0], -1]), second))
    return tuple(found)


def maps(leads: tuple[Lead, ...], drawn: Outlines | None, world: World, hues: Mapping[str, str]) -> Iterator[str]:
    """Yield the section on who leads."""
    yield page.heading("Who weighs most where")
    if drawn is not None:
        yield powers_key(world, hues)
        yield _store(drawn)
        first = {one.state: (one.first, _share(one.first_weight)) for one in leads}
        last = {one.state: (one.last, _ended(one)) for one in leads}
        pictures = [
            ("At the start", _map(drawn, "at the start", first, world, hues)),
            ("At the end", _map(drawn, "at the end", last, world, hues)),
        ]
        yield page.panels(
            pictures,
            "Each state in the colour and hatching of the power that weighs most there, with that power's weight (at "
            "the end: the median of the games); in brackets in how many games it is so, where not in all.",
            wide=True,
        )  # fmt: skip
    rows = (
        (
            _title(one.state, world), _title(one.first, world), f"{decimal(one.first_weight, 1)} %",
            _title(one.last, world), f"{decimal(one.last_weight, 1)} %", percent(one.often),
        )
        for one in leads
    )  # fmt: skip
    yield page.table("Who weighs most in each state; weights at the end: medians", _HEADS, rows, (2, 4, 5))


def _title(actor: str, world: World) -> str:
    return world.names.title("actors", actor)


def _share(weight: float) -> str:
    return f"{weight:.0f} %"


def _ended(one: Lead) -> str:
    return _share(one.last_weight) + (f" ({100 * one.often:.0f} %)" if one.often < _SURE else "")


def _store(drawn: Outlines) -> str:
    """Return a picture without size that holds the shapes, which both maps use."""
    shapes = "".join(f'<path id="shape-{key}" d="{path}"/>' for key, path in drawn.states.items())
    land = f'<path id="shape-land" d="{drawn.land}"/>' if drawn.land else ""
    return f'<svg class="store" aria-hidden="true" width="0" height="0"><defs>{land}{shapes}</defs></svg>'


def _places(drawn: Outlines, words: Mapping[str, str], world: World) -> dict[str, tuple[float, float]]:
    """Return where labels stand: in the middle of their shapes, moved apart where they would collide."""
    at = {state: [x, y] for state, (x, y) in drawn.labels.items()}
    wide = {state: _LETTER * (1 + max(len(words[state]), len(_title(state, world)))) for state in at}
    for _ in range(_ROUNDS):
        for one, other in combinations(at, 2):
            x, y = (at[other][axis] - at[one][axis] for axis in (0, 1))
            over_x, over_y = (wide[one] + wide[other]) / 2 - abs(x), _LINES - abs(y)
            if over_x > 0 and over_y > 0:
                axis, over, way = (1, over_y, y) if over_y <= over_x else (0, over_x, x)
                step = over / 2 if way >= 0 else -over / 2
                at[one][axis] -= step
                at[other][axis] += step
    return {
        state: (
            min(max(x, wide[state] / 2), drawn.width - wide[state] / 2),
            min(max(y, _LINES / 2), drawn.height - _LINES / 2),
        )
        for state, (x, y) in at.items()
    }


def _map(
    drawn: Outlines, when: str, leaders: Mapping[str, tuple[str, str]], world: World, hues: Mapping[str, str]
) -> str:
    parts = ['<rect class="sea" width="100%" height="100%"/>']
    if drawn.land:
        parts.append('<use class="land" href="#shape-land"/>')
    for state in drawn.states:
        hue = hues[leaders[state][0]]
        parts.append(f'<use class="state h-{hue}" href="#shape-{state}" fill="url(#hatch-{hue})"/>')
    words = {state: f"{_title(power, world)} {share}" for state, (power, share) in leaders.items()}
    for state, (x, y) in _places(drawn, words, world).items():
        parts.append(
            f'<text class="place" x="{x:.0f}" y="{y - 3:.0f}" text-anchor="middle"><tspan class="name">'
            f'{escape(_title(state, world))}</tspan><tspan x="{x:.0f}" dy="15">{escape(words[state])}</tspan></text>'
        )
    told = "; ".join(f"{_title(state, world)}: {_title(p, world)} {s}" for state, (p, s) in leaders.items())
    spoken = escape(f"Map of who weighs most {when}. {told}.", quote=True)
    size = f"0 0 {drawn.width:.0f} {drawn.height:.0f}"
    return f'<svg class="map" viewBox="{size}" role="img" aria-label="{spoken}">{"".join(parts)}</svg>'
