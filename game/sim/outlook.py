"""What a state's answers would bring, before they are given: each offer alone, and all chosen answers together.

The offers that lie before the state are answered and played out in the engine
itself, once for every answer, side by side. Offers that were put to others
are unknown to the seat and left out, and so is luck.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from game.engine.quarter import load
from game.engine.shares import pledged_shares
from game.engine.step import resolve
from game.model.state import State
from game.model.turn import ANSWERS, Turn
from game.model.world import World
from game.sim.desk import Desk, imagine_answers, pass_time
from game.sim.explain import Weighing, values_offered
from game.sim.order import Answer
from game.sim.outlook_standing import Standing, standings
from game.sim.preview import foreseen_points, reaction_chances
from game.sim.preview_landing import Landing, foresee_landing

__all__ = [
    "Amendment",
    "AnswerOutlook",
    "OfferLine",
    "OfferOutlook",
    "OutlookWarning",
    "StateOutlook",
    "outlook_of_answers",
]

HORIZON = 8  # quarters that an outlook reaches ahead, if the game lasts as long
_NOTHING = 1e-6


@dataclass(frozen=True, slots=True)
class Amendment:
    """What an amended yes changes; the power has agreed beforehand, so that it is never refused."""

    strikes: str  # "exclusivity", or "wording" of a clause that names
    naming: float  # how far the clause names as it stands
    softened: float  # and amended
    value: float  # what part of the value is left,
    headline: float  # of the news,
    ties: float  # and of the goodwill
    gain: float  # what it adds to the cabinet's utility


@dataclass(frozen=True, slots=True)
class OfferLine:
    """What is answered on its own: an offer, or one item of a package or statement."""

    item: str | None
    weighing: Weighing  # the cabinet's view
    amendment: Amendment | None  # None where there is nothing to amend
    chosen: str  # accept, amend or decline; empty where the seat has not answered


@dataclass(frozen=True, slots=True)
class AnswerOutlook:
    """What follows from an answer, nobody else doing anything."""

    then: Standing  # at the end of the turn
    later: Standing  # after the quarters of the outlook
    delivered: float  # bn USD that will have been delivered by then, beyond what comes anyway
    reactions: dict[str, dict[str, float]]  # the chance of every reaction, by power
    overruled: float  # support at home that it costs to answer against the cabinet's view
    worth: float  # points of the seat's own score by the end, against signing nothing


@dataclass(frozen=True, slots=True)
class OfferOutlook:
    """One order of a power, as it lies before a state."""

    power: str
    slot: int  # counting from 1
    lever: str
    title: str
    size: float
    value: float  # bn USD
    exclusive: float
    lines: tuple[OfferLine, ...]
    answers: dict[str, AnswerOutlook]  # to the whole of it, the rest coming to nothing
    landing: Landing | None = None  # when its projects arrive, if all of it is accepted; None where there are none


@dataclass(frozen=True, slots=True)
class OutlookWarning:
    """Something that the chosen answers bring about and that a seat would want to know first.

    Kinds: `ceiling`, a power's share of a domain, promises counted, passes what the state tolerates; `crowded`, works
    wait in line; `exclusive`, a contract shuts other powers out of a domain for some quarters; `overruled`, the
    cabinet is overruled, and support at home is lost.
    """

    kind: str
    power: str  # "" where it is about none
    domain: str
    value: float
    limit: float
    together: bool  # whether no single answer does it alone


@dataclass(frozen=True, slots=True)
class StateOutlook:
    """What lies before a state, and what its answers so far come to."""

    quarters: int  # how far it looks ahead
    now: Standing
    nothing: AnswerOutlook  # if nothing is signed
    offers: tuple[OfferOutlook, ...]
    chosen: AnswerOutlook  # all answers given so far together, the rest coming to nothing
    undecided: int  # lines that are not answered; the cabinet will answer them
    warnings: tuple[OutlookWarning, ...]


@dataclass(frozen=True)
class _Plan:
    """Answers that are played out in one game."""

    offer: tuple[str, int] | None  # power and slot; None for all together
    answer: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class _Played:
    """What becomes of the plans, one in each game."""

    end: Turn  # of the turn
    overruled: Any  # (B,) support at home that the answers cost
    quarters: tuple[State, ...]  # near the end of every quarter that is left of the game
    last: State  # at its end


def outlook_of_answers(desk: Desk) -> StateOutlook:
    """Return what lies before a state's seat that is asked to answer.

    Raises
    ------
    ValueError
        If nothing is asked of this seat now.
    """
    if desk.view.offers is None:
        raise ValueError(f"{desk.actor} is not asked to answer anything now")
    plans = [_Plan(None, "nothing", ()), *_plans(desk), _Plan(None, "chosen", desk.answers)]
    seen = _play(plans, desk)
    found = _outlooks(seen, desk)
    offers = tuple(_offer(key, lines, plans, found, seen, desk) for key, lines in _grouped(desk).items())
    (now, *_) = standings(desk.view.state, desk)
    return StateOutlook(
        quarters=_horizon(desk),
        now=now,
        nothing=found[0],
        offers=offers,
        chosen=found[-1],
        undecided=sum(not line.chosen for offer in offers for line in offer.lines),
        warnings=tuple(_warnings(seen.end, plans, found, desk)),
    )


def _horizon(desk: Desk) -> int:
    """Return how many quarters after this turn an outlook reaches."""
    return min(HORIZON, desk.view.quarters_left - desk.world.quarters)


def _grouped(desk: Desk) -> dict[tuple[str, int], list[Weighing]]:
    """Return the lines of every offer, by power and slot."""
    found: dict[tuple[str, int], list[Weighing]] = {}
    for weighing in desk.offers:
        found.setdefault((weighing.order.power, weighing.order.slot + 1), []).append(weighing)
    return found


def _answer(weighing: Weighing, answer: str) -> Answer:
    slot = 0 if weighing.item else weighing.order.slot + 1
    return Answer(weighing.state, weighing.order.power, answer, slot=slot, item=weighing.item or "")


def _plans(desk: Desk) -> Iterator[_Plan]:
    """Yield every answer to every offer; amending a package amends what can be and accepts the rest."""
    for key, lines in _grouped(desk).items():
        for answer in ANSWERS:
            if answer == "amend" and all(line.amended is None for line in lines):
                continue
            words = ("accept" if answer == "amend" and line.amended is None else answer for line in lines)
            yield _Plan(key, answer, tuple(_answer(line, word) for line, word in zip(lines, words, strict=True)))


def _play(plans: Sequence[_Plan], desk: Desk) -> _Played:
    """Play the turn out with every plan, and let the rest of the game go by."""
    turn, answers = imagine_answers(desk, [plan.answers for plan in plans])
    moments: dict[str, list[State]] = {"answer_offers": [], "ship_cargo": []}

    def watch(phase: str, now: Turn) -> None:
        if phase in moments:
            moments[phase].append(now.state)

    end = resolve(turn, answers, desk.world, watch)
    (answered,), quarters = moments["answer_offers"], moments["ship_cargo"]
    left = desk.view.quarters_left - desk.world.quarters
    last = pass_time(end, left, desk.world, lambda now: quarters.append(now.state)).state
    return _Played(end, np.asarray(turn.state.home - answered.home)[desk.view.place], tuple(quarters), last)


def _outlooks(seen: _Played, desk: Desk) -> list[AnswerOutlook]:
    """Return what follows in every game, in the first of which nothing is signed."""
    world, state = desk.world, seen.end.state
    later = seen.quarters[desk.world.quarters - 1 + _horizon(desk)] if _horizon(desk) else state
    points = foreseen_points(seen.last, desk)
    delivered = np.asarray(later.delivered)[:, desk.view.place].sum(axis=0)
    chance = np.asarray(seen.end.table.reaction_chance)
    rows = zip(standings(state, desk), standings(later, desk), strict=True)
    return [
        AnswerOutlook(
            then=then,
            later=after,
            delivered=float(delivered[game] - delivered[0]),
            reactions={power: reaction_chances(chance[:, p, game]) for p, power in enumerate(world.names.powers)},
            overruled=float(seen.overruled[game]),
            worth=float(points[game] - points[0]),
        )
        for game, (then, after) in enumerate(rows)
    ]


def _offer(
    key: tuple[str, int],
    lines: Sequence[Weighing],
    plans: Sequence[_Plan],
    found: Sequence[AnswerOutlook],
    seen: _Played,
    desk: Desk,
) -> OfferOutlook:
    names, (name, slot), order = desk.world.names, key, lines[0].order
    power, games = names.powers.index(name), {plan.answer: at for at, plan in enumerate(plans) if plan.offer == key}
    assert desk.view.offers is not None
    value = values_offered(desk.view.offers, power, slot - 1)[desk.view.place]
    return OfferOutlook(
        power=name,
        slot=slot,
        lever=order.lever,
        title=names.title("levers", order.lever),
        size=order.size,
        value=float(value),
        exclusive=float(desk.world.levers.exclusive[names.levers.index(order.lever)]),
        lines=tuple(OfferLine(w.item, w, _amendment(w, desk.world), _chosen(w, desk)) for w in lines),
        answers={answer: found[game] for answer, game in games.items()},
        landing=foresee_landing(seen.quarters, seen.end.state, power, (games["accept"], 0), desk.world),
    )


def _chosen(weighing: Weighing, desk: Desk) -> str:
    """Return what the seat has answered, "" if nothing."""
    like = _answer(weighing, "")
    same = (a.answer for a in desk.answers if (a.power, a.slot, a.item) == (like.power, like.slot, like.item))
    return next(same, "")


def _amendment(weighing: Weighing, world: World) -> Amendment | None:
    if weighing.amended is None:
        return None
    rules, at = world.rules.answers, world.names.items.index(weighing.item) if weighing.item else -1
    return Amendment(
        strikes="wording" if weighing.item else "exclusivity",
        naming=float(world.items.naming[at]),
        softened=float(world.items.amended_naming[at]),
        value=rules.amended_value,
        headline=rules.amended_headline,
        ties=rules.amended_ties,
        gain=weighing.amended - weighing.utility,
    )


# --- warnings


def _warnings(
    end: Turn, plans: Sequence[_Plan], found: Sequence[AnswerOutlook], desk: Desk
) -> Iterator[OutlookWarning]:
    """Yield what the chosen answers bring about."""
    world, place = desk.world, desk.view.place
    taken = [w for w in desk.offers if _chosen(w, desk) in ("accept", "amend")]
    alone = [at for at, plan in enumerate(plans) if plan.offer and any(_answers_of(plan, desk))]
    yield from _over_ceilings(end.state, taken, alone, desk)
    full = np.asarray(load(end, world))[place] / world.rules.building.absorption
    if full[-1] > max(1.0, full[0] + _NOTHING):
        yield OutlookWarning("crowded", "", "", float(full[-1]), 1.0, bool(np.all(full[alone] <= 1.0)))
    lock = np.asarray(end.state.lock)[:, :, place]
    for d, p in np.argwhere(lock[..., -1] > lock[..., 0] + _NOTHING).tolist():
        quarters = float(world.rules.answers.lock_quarters)
        yield OutlookWarning("exclusive", world.names.powers[p], world.names.domains[d], quarters, 0.0, False)
    if found[-1].overruled > _NOTHING:
        yield OutlookWarning("overruled", "", "", found[-1].overruled, 0.0, False)


def _answers_of(plan: _Plan, desk: Desk) -> Iterator[bool]:
    """Yield for every answer of a plan whether it is among those that the seat has given."""
    yield from (answer in desk.answers for answer in plan.answers)


def _over_ceilings(
    state: State, taken: Sequence[Weighing], alone: Sequence[int], desk: Desk
) -> Iterator[OutlookWarning]:
    """Yield where a power's share of a domain, promises counted, passes what the state tolerates."""
    world, names = desk.world, desk.world.names
    states, share = len(names.states), np.asarray(pledged_shares(state, world).share)[:, :, desk.view.place]
    asked = {(names.levers.index(w.order.lever), names.powers.index(w.order.power)) for w in taken}
    seen = set()
    for lever, power in sorted(asked):
        for d in np.flatnonzero(np.asarray(world.levers.domain)[:, lever] > 0).tolist():
            ceiling = float(np.asarray(world.levers.ceiling)[lever * states + desk.view.place])
            after, before = float(share[d, power, -1]), float(share[d, power, 0])
            if (d, power) in seen or after <= max(ceiling, before + _NOTHING):
                continue
            seen.add((d, power))
            together = all(float(share[d, power, game]) <= ceiling for game in alone)
            yield OutlookWarning("ceiling", names.powers[power], names.domains[d], after, ceiling, together)
