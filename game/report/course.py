"""The course of the games on a page: fans of scores and weights, and small charts by state and domain."""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from game.ensemble.fans import Fans
from game.model.world import World
from game.report import page
from game.report.colours import STATES, dash_of
from game.report.fan_chart import LEVELS, Fan, fan_chart, key

__all__ = ["domains", "powers_key", "scores", "weights"]

_HOW = (
    "The line is the median of the games, the dark band the middle half, the pale band eight games in ten: one game in "
    "ten ends above it, one below. The numbers at the right are medians at the end."
)


def powers_key(world: World, hues: Mapping[str, str]) -> str:
    """Return the key to the powers: colour, hatching on maps, and how their lines are broken."""
    return key([(world.names.title("actors", p), hues[p], dash_of(i)) for i, p in enumerate(world.names.powers)])


def scores(fans: Fans, world: World, hues: Mapping[str, str]) -> Iterator[str]:
    """Yield the section on scores, a chart for each actor."""
    yield page.heading("How the scores grow")
    yield page.paragraph(f"Every score goes from 0 to 100 by the actor's own aims. {_HOW}")
    charts = []
    for actor in world.names.actors:
        name = world.names.title("actors", actor)
        values = fans.quantiles(LEVELS, "score", actor)
        fan = Fan("", hues.get(actor, STATES), "", values)
        charts.append((name, fan_chart(f"Score of {name}", "points", [fan], low=0, high=100)))
    yield page.panels(charts, "Score (0 to 100) by turns.")


def weights(fans: Fans, world: World, hues: Mapping[str, str]) -> Iterator[str]:
    """Yield the section on what powers weigh, a chart for each state."""
    yield page.heading("What each power weighs in each state")
    yield page.paragraph(
        f"Weight is a power's share of a state's ties over all domains, as that state weighs them. {_HOW} What the "
        "powers leave is held by others."
    )
    yield powers_key(world, hues)
    found = {
        state: [_of_power(fans, "weight", i, state, "", world, hues) for i in range(len(world.names.powers))]
        for state in world.names.states
    }
    high = _most(fan for row in found.values() for fan in row)
    yield page.panels(
        [
            (title, fan_chart(f"Weight in {title}", "% of its ties", row, low=0, high=high, digits=1))
            for title, row in ((world.names.title("actors", state), row) for state, row in found.items())
        ],
        "Weight (% of a state's ties) by turns, on the same scale in every state.",
    )


def domains(fans: Fans, world: World, hues: Mapping[str, str]) -> Iterator[str]:
    """Yield the small charts of shares, a row for each state and a column for each domain."""
    names = world.names
    yield page.heading("Shares by state and domain")
    yield page.paragraph(
        "The same, domain by domain: who holds which share of a state's trade, finance and so on. Each column has a "
        "scale of its own, the same for all states."
    )
    yield powers_key(world, hues)
    fan_rows = {
        (state, domain): [_of_power(fans, "share", i, state, domain, world, hues) for i in range(len(names.powers))]
        for state in names.states
        for domain in names.domains
    }
    tops = {domain: _most(fan for state in names.states for fan in fan_rows[state, domain]) for domain in names.domains}
    rows = []
    for state in names.states:
        title = names.title("actors", state)
        cells = []
        for domain in names.domains:
            told = f"Shares of {names.title('domains', domain)} in {title}"
            chart = fan_chart(told, "%", fan_rows[state, domain], low=0, high=tops[domain], digits=1, small=True)
            cells.append(chart)
        rows.append((title, cells))
    heads = [names.title("domains", domain) for domain in names.domains]
    yield page.grid("Shares (%) by turns; medians at the end on the right", heads, rows)


def _of_power(fans: Fans, name: str, place: int, state: str, domain: str, world: World, hues: Mapping[str, str]) -> Fan:
    power = world.names.powers[place]
    values = fans.quantiles(LEVELS, name, power, state, domain)
    return Fan(world.names.title("actors", power), hues[power], dash_of(place), values)


def _most(fans: Iterable[Fan]) -> float:
    return max(5.0, max(float(np.max(fan.values)) for fan in fans))
