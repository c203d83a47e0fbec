"""Findings about levers and own moves: which nobody uses, and which are used all the time."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TypeAlias

from game.ensemble.balance import Balance
from game.ensemble.balance_measures import EntryUse
from game.model.world import World
from game.report.balance_words import Finding, name_of, names_of, summed_up
from game.report.tables import percent

__all__ = ["DOMINANT", "levers"]

DOMINANT = 0.5  # of greedy's orders; a rule of thumb
_RARE = 0.0002  # of the turns
_LIMIT = "used in more than 2 of 10,000 turns by those who choose"
_FEW = 2  # with so few choices, one takes half anyway
_TOPIC = "Dead and dominant levers"
_Reason: TypeAlias = tuple[str, str]  # why nobody uses it, and what to try


def levers(found: Balance, world: World) -> Iterator[Finding]:
    """Tell which levers and moves are dead or dominant."""
    wrong = [*_dead(found, world), *_dominant(found, world)]
    sentence = (
        f"All {len(found.entries)} levers and moves are used by somebody who chooses, and none takes more than half of "
        "greedy's orders."
    )
    return summed_up(wrong, Finding(_TOPIC, True, sentence, _LIMIT))


def _title(entry: str, world: World) -> str:
    kind = "Lever" if entry in world.names.levers else "Move"
    title = world.names.title("levers", entry)
    return f"{kind} {entry}" if title == entry else f"{kind} {entry} ({title})"


def _dead(found: Balance, world: World) -> Iterator[Finding]:
    dead: dict[tuple[str, _Reason], list[str]] = defaultdict(list)
    for one in found.entries:
        if one.chosen <= _RARE * found.seen:
            dead[one.entry, _why(one, found.seen, world)].append(one.actor)
    for (entry, (why, advice)), actors in dead.items():
        sentence = f"{_title(entry, world)} is dead for {names_of(actors, world)}: {why}."
        yield Finding(_TOPIC, False, sentence, _LIMIT, advice)


def _why(one: EntryUse, seen: int, world: World) -> _Reason:
    """Return why an entry is dead; a cost that nobody can pay is told first."""
    if one.any:
        often = "never" if one.chosen == 0 else f"{one.chosen:,} times"
        return (
            f"in {seen:,} turns those who choose took it {often}; chance did, so it can be used",
            "Lower its cost, raise what it brings, or give a doctrine a liking for it.",
        )
    where = f"used in 0 of {seen:,} turns by any policy"
    if one.capital > one.capital_most:
        return (
            f"{where}; its cost of {one.capital:g} points of political capital is above the {one.capital_most:g} that "
            "can be had",
            f"Lower levers.{one.entry}.cost.capital, or let more capital be kept.",
        )
    if one.price > one.purse_most:
        return (
            f"{where}; the cost of even its smallest order, {one.price:.3g} bn USD, is above the {one.purse_most:.3g} "
            "that the purse can hold",
            f"Lower levers.{one.entry}.value or its cost, or let more money be kept.",
        )
    if one.missing is not None:
        ground, needed, won = one.missing
        place = "in all states together" if one.everywhere else "in one state"
        return (
            f"{where}; it needs {needed} yeses of the ground {world.names.title('grounds', ground)} {place}, and at "
            f"most {won} were won",
            f"Lower levers.{one.entry}.needs, or let more levers count as {ground}.",
        )
    return f"{where}, though its cost can be paid", "Look at whom it can be put to, and what it needs."


def _dominant(found: Balance, world: World) -> Iterator[Finding]:
    for one in found.entries:
        choices = sum(other.actor == one.actor for other in found.entries)
        if one.greedy > DOMINANT and choices > _FEW:
            name = name_of(one.actor, world)
            sentence = f"{_title(one.entry, world)} takes {percent(one.greedy)} of what {name} does in greedy play."
            advice = "Raise its cost, give it a pause or a need, or make the others worth more."
            yield Finding(_TOPIC, False, sentence, f"at most {percent(DOMINANT)}", advice)
