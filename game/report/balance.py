"""What an author reads about the balance of a scenario: findings as sentences, each with its figure and what to try."""

import dataclasses
import math
from typing import Any

from game.ensemble.balance import Balance
from game.model.world import World
from game.report import balance_levers, balance_play, balance_seats
from game.report.balance_words import Finding, name_of, told
from game.report.layout import Paragraph, Part, Table, lay_out
from game.report.tables import decimal, percent

__all__ = ["METHOD", "balance_json", "balance_text", "findings", "outcome_rows", "seat_rows", "start_rows"]

_PARTS = (
    balance_seats.outcomes, balance_seats.ladder, balance_levers.levers, balance_seats.pulls, balance_play.turns,
    balance_play.starts, balance_play.spoilers, balance_play.answers, balance_play.comeback,
)  # fmt: skip
_SIGNS = {True: "  fine", False: "  LOOK", None: "  open"}
METHOD = (
    "One seat at a time plays something else, the others as usual, with the same luck: {games} games of each line-up; "
    "turns and comebacks come from line-ups drawn by chance. ± is half a 95 % interval. Limits are rules of thumb. "
    "Computer players stand in for people here, and nothing of this says how well the scenario fits the world."
)


def findings(found: Balance, world: World) -> tuple[Finding, ...]:
    """Return everything that was found, topic by topic."""
    return tuple(finding for part in _PARTS for finding in part(found, world))


def balance_text(title: str, found: Balance, world: World, columns: int | None = None) -> str:
    """Return the report in plain text: findings topic by topic, then what every seat comes to, and by which player.

    Parameters
    ----------
    title : its first line.
    found, world : what was found, and where.
    columns : of the terminal that shows it; None for a file.
    """
    lines: list[Part] = [title]
    topic = ""
    for one in findings(found, world):
        if one.topic != topic:
            lines += ["", one.topic]
            topic = one.topic
        lines += _told(one)
    outcomes = Table(*outcome_rows(found, world), right=range(1, 7))
    seats = Table(*seat_rows(found, world), right=(2, 3, 4, 6, 7))
    first = Table(*start_rows(found, world), right=(1, 2))
    method = Paragraph(METHOD.format(games=found.effort.games), then="")
    return lay_out([*lines, "", outcomes, "", seats, "", first, "", method], columns) + "\n"


def _told(one: Finding) -> list[Part]:
    sign = _SIGNS[one.fine]
    margin = " " * (len(sign) + 2)
    told: list[Part] = [Paragraph(f"{one.sentence} Limit: {one.limit}.", f"{sign}  ", margin)]
    return [*told, Paragraph(f"Try: {one.advice}", margin, margin)] if one.advice and not one.fine else told


def outcome_rows(found: Balance, world: World) -> tuple[list[str], list[tuple[str, ...]]]:
    """Return how the usual line-up ends, as heads and rows of a table: scores, and in which part of the games."""
    heads = ["outcome of", "mean score", "eight games in ten", "highest in", "lowest in", "below 33 in", "above 63 in"]
    rows: list[tuple[str, ...]] = [
        (
            name_of(one.actor, world), decimal(one.score.mean, 1), f"{decimal(one.low, 1)} to {decimal(one.high, 1)}",
            percent(one.first), percent(one.last), percent(one.poor), percent(one.good),
        )
        for one in found.outcomes
    ]  # fmt: skip
    return heads, rows


def start_rows(found: Balance, world: World) -> tuple[list[str], list[tuple[str, ...]]]:
    """Return what acting before or after all others brings every seat, as heads and rows of a table."""
    heads = ["the first move by", "a turn before all others", "a turn after them"]
    rows: list[tuple[str, ...]] = [
        (name_of(one.actor, world), told(one.first, sign=True), told(one.late, sign=True)) for one in found.starts
    ]
    return heads, rows


def seat_rows(found: Balance, world: World) -> tuple[list[str], list[tuple[str, ...]]]:
    """Return what every seat reaches with each kind of player, as heads and rows of a table."""
    heads = ["score of", "usual policy", "usual", "nothing", "chance", "best doctrine", "greedy"]
    heads += ["planner, over greedy"] if found.effort.planned else []
    rows = []
    for one, rungs in zip(found.outcomes, found.ladder, strict=True):
        means = [told(rungs.scores[kind]) for kind in ("idle", "random", rungs.best, "greedy")]
        means[2] += f" {rungs.best}"
        means += [told(gain, sign=True) for _, better, gain in rungs.steps if better == found.effort.planner]
        rows.append((name_of(one.actor, world), one.policy, told(one.score), *means))
    return heads, rows


def balance_json(found: Balance, world: World) -> dict[str, Any]:
    """Return all findings and figures for other programs."""
    figures = {field.name: getattr(found, field.name) for field in dataclasses.fields(found)}
    plain: dict[str, Any] = _plain({"findings": findings(found, world), **figures})
    return plain


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _plain(dataclasses.asdict(value))
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return _plain(value._asdict())
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value
