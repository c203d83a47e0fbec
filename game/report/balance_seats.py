"""Findings about seats: what they reach, whether better play is rewarded, whether others can move them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from game.ensemble.balance import Balance
from game.ensemble.balance_measures import Outcome, Pull
from game.ensemble.standing import Figure
from game.model.world import World
from game.report.balance_words import Finding, name_of, summed_up, told
from game.report.tables import percent

__all__ = ["ladder", "outcomes", "pulls"]

# The limits: what lies beyond one is something to look at. They are rules of thumb, not laws.
_FIRST = 0.6  # of the games, with the highest score
_ONE_SIDED = 0.9  # of the games, below what the scale calls chance, or above what it calls greedy
_NARROW = 5.0  # points between the tenths of an outcome
_MOVED = 2.0  # points of score that another seat's choice moves
_STUBBORN, _EASY = 0.05, 0.95  # of the offers agreed to

_STEPS = "each step above 0 with its 95 % interval"
_OUTCOMES, _LADDER, _PULLS = "Outcomes", "Skill ladder", "Actors nobody can move"


def outcomes(found: Balance, world: World) -> Iterator[Finding]:
    """Tell whose outcome is one-sided, or the same every time."""
    wrong = (finding for one in found.outcomes for finding in _outcome(one, world))
    best = max(found.outcomes, key=lambda one: one.first)
    sentence = (
        f"Nobody is ahead too often: {name_of(best.actor, world)} has the highest score most often, in "
        f"{percent(best.first)} of the games."
    )
    return summed_up(wrong, Finding(_OUTCOMES, True, sentence, f"at most {percent(_FIRST)}"))


def _outcome(one: Outcome, world: World) -> Iterator[Finding]:
    name, goals = name_of(one.actor, world), f"actors.{one.actor}.objectives"
    mean, limit = f"(mean {told(one.score)})", f"at most {percent(_ONE_SIDED)}"
    if one.first > _FIRST:
        sentence = f"{name} has the highest score in {percent(one.first)} of the games {mean}."
        advice = f"Raise the goals in {goals}, or at_33 and at_63 in its scale."
        yield Finding(_OUTCOMES, False, sentence, f"at most {percent(_FIRST)}", advice)
    if one.poor > _ONE_SIDED:
        sentence = f"{name} stays below 33, what chance should reach, in {percent(one.poor)} of the games {mean}."
        advice = f"Lower the goals in {goals}, give it more to spend, or another usual policy."
        yield Finding(_OUTCOMES, False, sentence, limit, advice)
    if one.good > _ONE_SIDED:
        sentence = f"{name} ends above 63, what greedy play should reach, in {percent(one.good)} of the games {mean}."
        yield Finding(_OUTCOMES, False, sentence, limit, f"Raise the goals in {goals}, or at_63 in its scale.")
    if one.high - one.low < _NARROW:
        sentence = (
            f"{name}'s outcome is much the same whatever chance brings: eight games in ten end between {one.low:.1f} "
            f"and {one.high:.1f}."
        )
        advice = f"Let events, deliveries and answers reach what {name} is scored by."
        yield Finding(_OUTCOMES, False, sentence, f"at least {_NARROW:g} points apart", advice)


def ladder(found: Balance, world: World) -> Iterator[Finding]:
    """Tell where better play is not rewarded."""
    steps = [(rungs.actor, *step) for rungs in found.ladder for step in rungs.steps]
    doubtful: dict[tuple[str, str, bool], list[tuple[str, Figure]]] = defaultdict(list)
    for actor, worse, better, gain in steps:
        if gain.low <= 0:
            doubtful[worse, better, gain.high < 0].append((actor, gain))
    left = len(steps) - sum(len(seats) for seats in doubtful.values())
    if doubtful and left:
        yield Finding(_LADDER, True, f"{left} of {len(steps)} steps of the ladder surely go up.", _STEPS)
    sentence = (
        f"Better play is rewarded on every seat, at each of {len(steps)} steps: nothing, chance, the best doctrine, "
        "greedy, looking ahead."
    )
    wrong = (_steps(worse, better, sure, seats, world) for (worse, better, sure), seats in doubtful.items())
    yield from summed_up(wrong, Finding(_LADDER, True, sentence, _STEPS))


def _steps(worse: str, better: str, surely: bool, seats: Sequence[tuple[str, Figure]], world: World) -> Finding:
    """Return the finding about a step that does not go up, on some seats."""
    figures = ", ".join(f"{name_of(actor, world)} {told(gain, sign=True)}" for actor, gain in seats)
    if not surely:
        sentence = f"Whether {better} does better than {worse} cannot be told on these seats, in points: {figures}."
        advice = "More games may tell (--games, --thorough); if not, choices of that kind make no difference here."
        return Finding(_LADDER, None, sentence, _STEPS, advice)
    advice = f"Look at what {worse} does that {better} does not: something in it may bring too much."
    if worse == "idle":
        advice = "Doing nothing pays: what the seat can do costs more than it brings. Look at costs and objectives."
    sentence = f"{better[0].upper()}{better[1:]} does worse than {worse} on these seats, in points: {figures}."
    return Finding(_LADDER, False, sentence, _STEPS, advice)


def pulls(found: Balance, world: World) -> Iterator[Finding]:
    """Tell whom nobody can move."""
    wrong = (finding for one in found.pulls for finding in _unmoved(one, world))
    least = min(found.pulls, key=lambda one: one.most.mean)
    sentence = (
        f"Everybody can be moved; least of all {name_of(least.actor, world)}, whose score changes by up to "
        f"{told(least.most)} points with what {name_of(least.by, world)} plays."
    )
    return summed_up(wrong, Finding(_PULLS, True, sentence, f"at least {_MOVED:g} points"))


def _unmoved(one: Pull, world: World) -> Iterator[Finding]:
    name = name_of(one.actor, world)
    if one.most.mean < _MOVED:
        sentence = (
            f"Nobody can move {name}: even {name_of(one.by, world)} changes its score by no more than "
            f"{told(one.most)} points, whatever it plays."
        )
        advice = f"Tie an objective of {name} to what others do: shares, deliveries, affinity."
        yield Finding(_PULLS, False, sentence, f"at least {_MOVED:g} points", advice)
    if one.agreed is None:
        if one.weight is not None:
            yield Finding(_PULLS, False, f"Nothing is ever put to {name}.", "some offers", "Let levers reach it.")
        return
    share = f"{name} agrees to {percent(one.agreed)} of {one.asked:,} offers."
    if one.agreed < _STUBBORN:
        advice = f"Raise base of levers, or the affinities and needs of {name}; wedge run tells the reasons of a no."
        yield Finding(_PULLS, False, share, f"at least {percent(_STUBBORN)}", advice)
    if one.agreed > _EASY:
        advice = "Its yes is never in doubt: lower base of levers, or give it more to weigh (hedging, ceilings)."
        yield Finding(_PULLS, False, share, f"at most {percent(_EASY)}", advice)
