"""Findings about the course of a game: dull turns, the first move, spoilers, one answer to everything, comebacks."""

from collections.abc import Iterator

from game.ensemble.balance import Balance
from game.ensemble.balance_measures import Answers, Start
from game.ensemble.standing import Figure
from game.model.world import World
from game.report.balance_words import Finding, name_of, summed_up, told
from game.report.tables import percent

__all__ = ["answers", "comeback", "spoilers", "starts", "turns"]

# The limits: what lies beyond one is something to look at. They are rules of thumb, not laws.
_QUIET, _FLAT = 0.05, 0.1  # of the games
_AHEAD = 5.0  # points of score for acting a turn before all others
_LATE, _LEAST_LATE = 2.0, 2.0  # times an even turn's worth for acting a turn after all others; points of score
_SPOILT = 10.0  # points of score
_BACK, _DECIDED = 0.2, 0.6
_PLAYS = {"idle": "does nothing", "no": "declines everything"}


def turns(found: Balance, world: World) -> Iterator[Finding]:  # noqa: ARG001
    """Tell in which turns nothing happens."""
    topic, wrong = "Turns in which nothing happens", []
    for number, turn in enumerate(found.turns, start=1):
        if turn.quiet > _QUIET:
            sentence = (
                f"Turn {number}: in {percent(turn.quiet)} of the games nobody does anything, and nothing happens."
            )
            advice = "Raise incomes, lower costs, or leave turns out (lengths)."
            wrong.append(Finding(topic, False, sentence, f"at most {percent(_QUIET)}", advice))
        elif turn.flat > _FLAT:
            sentence = f"Turn {number}: in {percent(turn.flat)} of the games no score moves by half a point."
            advice = "Let what is done reach the objectives sooner (delivery rates), or leave turns out (lengths)."
            wrong.append(Finding(topic, False, sentence, f"at most {percent(_FLAT)}", advice))
    number = min(range(len(found.turns)), key=lambda at: found.turns[at].offers)
    least = found.turns[number]
    sentence = (
        f"Something happens in every turn: even turn {number + 1} has {least.offers:.1f} offers and "
        f"{least.reactions:.1f} reactions on average."
    )
    return summed_up(wrong, Finding(topic, True, sentence, f"quiet in at most {percent(_QUIET)} of the games"))


def starts(found: Balance, world: World) -> Iterator[Finding]:
    """Tell who profits from the first move, and whom a late one costs too much."""
    idle = {rungs.actor: rungs.scores["idle"].mean for rungs in found.ladder}
    usual = {one.actor: one.score.mean for one in found.outcomes}
    wrong = (
        finding
        for one in found.starts
        for finding in _start(one, (usual[one.actor] - idle[one.actor]) / len(found.turns), world)
    )
    best = max(found.starts, key=lambda one: one.first.mean)
    most = f"most to {name_of(best.actor, world)}, {told(best.first, sign=True)} points"
    if best.first.mean <= 0:
        most = f"nothing to anybody ({name_of(best.actor, world)} {told(best.first, sign=True)} points)"
    sentence = f"The first move decides nothing: acting a turn before all others is worth {most}."
    return summed_up(wrong, Finding("The first move", True, sentence, f"at most {_AHEAD:g} points"))


def _start(one: Start, even: float, world: World) -> Iterator[Finding]:
    topic, name = "The first move", name_of(one.actor, world)
    if one.first.low > 0 and one.first.mean > _AHEAD:
        sentence = f"{name} gains {told(one.first)} points by acting a turn before all others."
        advice = "Something can be had only once: weaken exclusive levers, or what is won for good by being first."
        yield Finding(topic, False, sentence, f"at most {_AHEAD:g} points", advice)
    lost = _turned(one.late)
    if lost.low > 0 and lost.mean > max(_LATE * even, _LEAST_LATE):
        sentence = (
            f"Acting a turn after all others costs {name} {told(lost)} points; its score grows by {even:.1f} points a "
            "turn."
        )
        advice = "What is begun in the first turn decides too much: spread what can be done, or speed up deliveries."
        yield Finding(topic, False, sentence, f"at most {_LATE:g} times what a turn brings", advice)


def _turned(figure: Figure) -> Figure:
    return Figure(-figure.mean, figure.half)


def spoilers(found: Balance, world: World) -> Iterator[Finding]:
    """Tell which seat can spoil the game for another by playing badly."""
    topic, limit, wrong = "Spoilers", f"at most {_SPOILT:g} points", []
    for one in found.spoilers:
        name, victim = name_of(one.actor, world), name_of(one.victim, world)
        if one.loss.mean > _SPOILT:
            sentence = (
                f"If {name} {_PLAYS[one.plays]}, {victim} loses {told(one.loss)} points ({name} itself "
                f"{told(one.own, sign=True)})."
            )
            advice = f"Let {victim} reach its objectives elsewhere: more hosts, or goals over fewer states."
            wrong.append(Finding(topic, False, sentence, limit, advice))
    worst = max(found.spoilers, key=lambda one: one.loss.mean)
    sentence = (
        f"No seat can spoil the game: {name_of(worst.victim, world)} loses most, {told(worst.loss)} points, if "
        f"{name_of(worst.actor, world)} {_PLAYS[worst.plays]}."
    )
    return summed_up(wrong, Finding(topic, True, sentence, limit))


def answers(found: Balance, world: World) -> Iterator[Finding]:
    """Tell where a state needs not think about its answers."""
    if not found.answers:
        return iter(())
    wrong = (finding for one in found.answers for finding in _answered(one, world))
    sentence = "On every state's seat the best doctrine does better than accepting, and than declining, everything."
    fine = Finding("One answer to everything", True, sentence, "below 0 with its 95 % interval")
    return summed_up(wrong, fine)


def _answered(one: Answers, world: World) -> Iterator[Finding]:
    advices = (
        "Choosing must pay: score what too much of one partner costs (concentration, debt, autonomy).",
        "Offers must be worth having: score development, or what is delivered.",
    )
    for what, gain, advice in zip(("accepting", "declining"), (one.yes, one.no), advices, strict=True):
        if gain.low > 0:
            continue
        surely = gain.high < 0
        sentence = (
            f"{name_of(one.actor, world)} {'does better' if surely else 'may do as well'} by {what} everything "
            f"{'than' if surely else 'as'} with its best doctrine, {one.best}: {told(_turned(gain), sign=True)} points."
        )
        limit = "below 0 with its 95 % interval"
        yield Finding("One answer to everything", False if surely else None, sentence, limit, advice)


def comeback(found: Balance, world: World) -> Iterator[Finding]:  # noqa: ARG001
    """Tell how open games are."""
    topic, one = "Comebacks", found.comeback
    sentence = (
        "Who is last at half-time, each seat against its own mean, ends in the upper half in "
        f"{percent(one.back)} of the games ({percent(one.low)} to {percent(one.high)}); among games of the same "
        f"line-up, by luck alone, in {percent(one.luck)}. The lead changes {one.leads:.1f} times in a game."
    )
    open_enough, undecided = one.back >= _BACK, one.tied <= _DECIDED
    advice = "" if open_enough else "Let late acts weigh more: slower deliveries early, events, incomes that grow."
    yield Finding(topic, open_enough, sentence, f"at least {percent(_BACK)}", advice)
    sentence = (
        f"After {one.early} of {len(found.turns)} turns, scores are tied to those at the end by a correlation of "
        f"{one.tied:.2f}."
    )
    advice = "" if undecided else "The game is decided early: see the first move, and what is scored at the start."
    yield Finding(topic, undecided, sentence, f"at most {_DECIDED:g}", advice)
