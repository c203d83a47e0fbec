"""The page of `wedge balance`: what to look at first, then the figures as charts and tables."""

from collections.abc import Iterator, Mapping
from html import escape
from itertools import groupby
from typing import Any

from game.ensemble.balance import Balance
from game.ensemble.balance_measures import Rungs
from game.model.world import World
from game.report import page
from game.report.balance import METHOD, findings, outcome_rows, seat_rows, start_rows
from game.report.balance_levers import DOMINANT
from game.report.balance_words import Finding, name_of
from game.report.charts import Mark, interval_chart
from game.report.colours import patterns
from game.report.ladder_chart import Rung, ladder_chart, use_chart
from game.report.tables import decimal, percent
from game.scenario.schema import Scenario

__all__ = ["balance_page"]

_TURN_HEADS = (
    "turn", "orders and moves", "offers", "reactions", "events", "nothing happens in", "change of a score",
    "tied to the end",
)  # fmt: skip
_SIGNS = {True: "Fine", False: "Look", None: "Open"}
_KINDS = {"idle": "nothing", "random": "chance", "greedy": "greedy"}


def balance_page(found: Balance, scenario: Scenario, world: World, head: Mapping[str, Any]) -> str:
    """Return the page.

    Parameters
    ----------
    found : what was found.
    scenario, world : of what.
    head : what the same figures can be got from.
    """
    told = findings(found, world)
    length = world.names.title("lengths", world.length)
    lead = f"{length}, {world.turns} turns: {found.played:,} games of {len(world.seats)} seats, seed {head['seed']}."
    parts = [patterns(), page.paragraph(lead), page.headlines([_count(told), *_first_of_each(told)])]
    parts += [
        *_outcomes(found, world),
        *_ladders(found, world),
        *_uses(found, world),
        *_turns(found),
        *_starts(found, world),
    ]
    parts += _all(told)
    parts += [page.heading("Method and limits"), page.paragraph(METHOD.format(games=found.effort.games))]
    again = "The same command gives the same figures, with any number of processes."
    parts += [page.heading("Manifest"), page.paragraph(again), page.data(dict(head))]
    return page.page(f"{scenario.title}: is it balanced?", parts)


def _count(told: tuple[Finding, ...]) -> str:
    counts = {kind: sum(one.fine is kind for one in told) for kind in (False, None, True)}
    return (
        f"{len(told)} findings: {counts[False]} to look at, {counts[None]} that the figures leave open, {counts[True]} "
        "within their limits."
    )


def _first_of_each(told: tuple[Finding, ...]) -> Iterator[str]:
    """Yield the first thing to look at of every topic."""
    for _, group in groupby((one for one in told if one.fine is False), key=lambda one: one.topic):
        first, *more = group
        yield f"{first.sentence} (And {len(more)} more of this kind.)" if more else first.sentence


def _outcomes(found: Balance, world: World) -> Iterator[str]:
    yield page.heading("Outcomes")
    marks = [Mark(name_of(one.actor, world), one.score.mean, one.low, one.high) for one in found.outcomes]
    yield page.figure(
        interval_chart("Scores of the usual line-up", "0-100", marks, what="Mean, and where eight games in ten end:"),
        "Scores at the end with everybody's usual policy: the mean, and between which scores eight games in ten end.",
    )
    heads, rows = outcome_rows(found, world)
    yield page.table("Outcomes of the usual line-up: score 0 to 100, parts of the games", heads, rows, range(1, 7))


def _ladders(found: Balance, world: World) -> Iterator[str]:
    yield page.heading("Skill ladder")
    yield page.paragraph(
        "One seat plays differently, the others as usual, with the same luck. Full dots, joined: doing nothing, "
        "chance, the best doctrine, greedy. Hollow: the other doctrines."
    )
    charts = []
    for rungs in found.ladder:
        name = name_of(rungs.actor, world)
        charts.append((name, ladder_chart(f"Score of {name}", _rungs(rungs, found.effort.planner))))
    yield page.panels(charts, "Mean score (0 to 100) at the end, with its 95 % interval.")
    heads, rows = seat_rows(found, world)
    yield page.table("Mean scores by player (0 to 100)", heads, rows, (2, 3, 4, 6, 7))


def _rungs(rungs: Rungs, planner: str) -> list[Rung]:
    """Return the rungs from below to above; the planner is left out, whose few games have luck of their own."""
    main = ("idle", "random", rungs.best, "greedy")
    others = [name for name in rungs.scores if name not in (*main, planner)]
    order = dict.fromkeys(("idle", "random", *others, rungs.best, "greedy"))
    return [
        Rung(_KINDS.get(name, name), rungs.scores[name].mean, rungs.scores[name].half, name in main) for name in order
    ]


def _uses(found: Balance, world: World) -> Iterator[str]:
    yield page.heading("What greedy play does")
    charts = []
    for actor, entries in groupby(found.entries, key=lambda one: one.actor):
        name = name_of(actor, world)
        rows = [(world.names.title("levers", one.entry), one.greedy) for one in entries]
        charts.append((name, use_chart(f"What {name} does in greedy play", rows, DOMINANT)))
    yield page.panels(
        charts,
        "Part (%) of a seat's orders or moves in greedy play. Hatched, beyond the broken line: more than half.",
    )


def _turns(found: Balance) -> Iterator[str]:
    yield page.heading("Turn by turn")
    rows = [
        (
            str(number), decimal(one.orders, 1), decimal(one.offers, 1), decimal(one.reactions, 2),
            decimal(one.events, 2), percent(one.quiet),
            decimal(one.change, 1) if number > 1 else "", decimal(one.tied, 2),
        )
        for number, one in enumerate(found.turns, start=1)
    ]  # fmt: skip
    yield page.table(
        "Means of a game with line-ups drawn by chance; changes in points of score; correlation with the final score",
        _TURN_HEADS, rows, range(1, 8),
    )  # fmt: skip


def _starts(found: Balance, world: World) -> Iterator[str]:
    yield page.heading("Who profits from the first move")
    marks = [Mark(name_of(one.actor, world), one.first.mean, one.first.low, one.first.high) for one in found.starts]
    yield page.figure(
        interval_chart("What the first move is worth", "points", marks, what="Mean and 95 % interval:"),
        "What a seat gains by acting a turn before all others, in points of its score, with the 95 % interval.",
    )
    heads, rows = start_rows(found, world)
    yield page.table("What acting before or after all others brings (points of score)", heads, rows, (1, 2))


def _all(told: tuple[Finding, ...]) -> Iterator[str]:
    yield page.heading("All findings")
    for topic, group in groupby(told, key=lambda one: one.topic):
        yield page.heading(topic, 3)
        yield f'<ul class="found">{"".join(_item(one) for one in group)}</ul>'


def _item(one: Finding) -> str:
    more = [f"Limit: {one.limit}."]
    if one.advice and not one.fine:
        more.append(f"Try: {one.advice}")
    return f"<li><b>{_SIGNS[one.fine]}</b>{escape(one.sentence)} <small>{escape(' '.join(more))}</small></li>"
