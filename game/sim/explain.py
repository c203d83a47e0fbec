"""Why a turn went as it did: every decision with its terms, its chances and its draw.

An answer is explained by the named terms of `engine.acceptance`, a refusal
also by what would have turned it (`turning`); a reaction by how far the power
was provoked; an order that was not allowed by the rule that it broke.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

import numpy as np

from game.engine.chance import all_drawn
from game.engine.legality import CODES, REFUSALS
from game.engine.reacting import REACTIONS, provocation
from game.engine.shares import current_shares, pledged_shares
from game.model.state import State
from game.model.turn import ANSWERS, SIZES, UNDECIDED, Entry, Table, Term, Turn
from game.model.world import World
from game.sim.live import PlayedTurn
from game.sim.steps import GivenOrder, given_orders
from game.sim.turning import Case, Reason, Turning, all_sizes, find_turning

__all__ = [
    "Chances", "Decision", "Option", "Reaction", "Reason", "RefusedOrder", "Turning", "Weighing",
    "explain_answers", "explain_reactions", "explain_refused_orders", "mean_answers",
    "values_offered", "weigh_answers",
]  # fmt: skip

_SLIGHT = 0.05  # what weighs less is not given as a reason


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely each answer was."""

    accept: float
    amend: float
    decline: float

    @property
    def yes(self) -> float:
        """How likely a yes was, plain or amended."""
        return self.accept + self.amend

    @property
    def likeliest(self) -> str:
        """The answer that was likeliest."""
        return max(ANSWERS, key=lambda answer: float(getattr(self, answer)))


@dataclass(frozen=True, slots=True)
class Weighing:
    """How a state weighs one offer, or one item of a package or statement, before it is answered.

    `total` is the sum of the reasons. The rules decide on `utility`, which is that sum rounded to 1/1024 (for an
    item the sum for its package is rounded first), so the two differ by at most 1/1024.
    """

    order: GivenOrder
    state: str
    item: str | None
    reasons: tuple[Reason, ...]
    utility: float
    amended: float | None  # the utility of an amended yes; None where nothing can be amended
    chances: Chances  # as the cabinet sees it
    offended: str | None  # the power that a clause offends most

    @property
    def total(self) -> float:
        """The sum of the reasons."""
        return float(sum(reason.amount for reason in self.reasons))


@dataclass(frozen=True, slots=True)
class Decision(Weighing):
    """How one state answered one offer, or one item of a package or statement."""

    draw: float  # below `chances.accept` it is a yes, below that plus `chances.amend` an amended one
    answer: str
    by_seat: bool  # whether the state's seat answered, whatever the draw
    turning: Turning | None  # for a refusal that the draw made: what would have turned it

    @property
    def main_reason(self) -> Reason:
        """The reason that weighs most for the answer given; the lever's own base only where nothing else does."""
        sign = 1.0 if self.answer == "decline" else -1.0
        return min(
            self.reasons,
            key=lambda reason: (sign * reason.amount >= -_SLIGHT, reason.name == "base", sign * reason.amount),
        )


@dataclass(frozen=True, slots=True)
class Option:
    """One way in which a power could have reacted."""

    name: str
    reasons: tuple[Reason, ...]
    utility: float
    chance: float


@dataclass(frozen=True, slots=True)
class Reaction:
    """How a power reacted to what its rivals agreed; doing nothing has utility 0 and the chance that remains."""

    power: str
    reaction: str
    provoked: float
    by: str | None  # the rival that provoked most
    place: str | None  # the state where it was provoked most
    options: tuple[Option, ...]
    draw: float  # pressure comes first, then a counter-offer, then words


@dataclass(frozen=True, slots=True)
class RefusedOrder:
    """An order that broke a rule, and which."""

    power: str
    slot: int
    lever: str
    target: str | None
    code: str
    sentence: str
    has: float | None = None  # what the power had of what the rule asks for, and what was needed
    needs: float | None = None


def weigh_answers(turn: Turn, world: World, state: str | None = None) -> tuple[Weighing, ...]:
    """Return how every offer is weighed, in the order of powers, slots, items and states.

    Terms that are nothing are left out: which of them the rules computed at all depends on all offers of the turn.

    Parameters
    ----------
    turn : its offers put with `explain=True` and not yet answered; only its first game is read.
    world : its scenario.
    state : the only state asked for; all if not given.
    """
    weigher = _Weigher(turn, world)
    asked = None if state is None else world.names.states.index(state)
    found = (weigher.weigh(*place) for place in weigher.places() if asked is None or place[2] == asked)
    return tuple(replace(w, reasons=tuple(reason for reason in w.reasons if reason.amount)) for w in found)


def values_offered(table: Table, power: int, slot: int, game: int = 0) -> "np.ndarray[Any, Any]":
    """Return what one order is worth in every state that it is put to, in bn USD, (S,)."""
    return np.asarray(table.value)[power, slot, :, game]


def mean_answers(turn: Turn, power: int, slot: int, game: int, world: World) -> tuple[Chances, float] | None:
    """Return the mean chances of the answers to one order in one game, and the mean utility.

    None where nobody is asked. This is `weigh_answers` in short, for trying many orders side by side.
    """
    table = turn.table
    asked = table.offered[power, slot, :, game] > 0
    if not asked.any():
        return None
    if table.item_slot[power, slot, game] < 1:
        chance, utility = table.chance[:, power, slot, :, game][:, asked], table.utility[power, slot, :, game][asked]
    else:
        put = table.item_id[power, :, game] < len(world.names.items)
        chance = table.item_chance[:, power, :, :, game][:, put][:, :, asked].reshape(2, -1)
        utility = table.item_utility[power, :, :, game][put][:, asked]
    return _chances(chance.mean(axis=1, dtype=np.float64)), float(utility.mean(dtype=np.float64))


def explain_answers(played: PlayedTurn, world: World) -> tuple[Decision, ...]:
    """Explain every answer of a turn, in the order of powers, slots, items and states.

    Parameters
    ----------
    played : the turn, from `live.play_game`.
    world : its scenario.
    """
    reader = _Answers(played, world)
    return tuple(reader.decision(*place) for place in reader.weigher.places())


class _Weigher:
    """Reads how offers are weighed out of the table and the log of one turn, given the state they were weighed in."""

    def __init__(self, turn: Turn, world: World, weighed: State | None = None) -> None:
        self.turn, self.world, self.state = turn, world, weighed or turn.state
        self.orders = given_orders(turn, world)
        self.terms = _terms(turn, "offer", turn.table.utility.shape)
        self.item_terms = _terms(turn, "item", turn.table.item_utility.shape)
        self.shares = pledged_shares(self.state, world)

    def places(self) -> Iterator[tuple[int, int, int, int | None]]:
        """Yield power, slot and state of every offer, and the place of every item in its package."""
        table = self.turn.table
        for power, slot in self.orders:
            asked = np.flatnonzero(table.offered[power, slot, :, 0]).tolist()
            if table.item_slot[power, slot, 0] < 1:
                yield from ((power, slot, state, None) for state in asked)
                continue
            put = np.flatnonzero(table.item_id[power, :, 0] < len(self.world.names.items)).tolist()
            yield from ((power, slot, state, place) for place in put for state in asked)

    def weigh(self, power: int, slot: int, state: int, place: int | None) -> Weighing:
        """Return how an offer is weighed, or one of its items: by the terms of its package, and its own."""
        at = (power, slot, state)
        reasons = tuple(Reason(name, float(amount[at])) for name, amount in self.terms.items())
        return self._item(at, place, reasons) if place is not None else self._offer(at, reasons)

    def _offer(self, at: tuple[int, int, int], reasons: tuple[Reason, ...]) -> Weighing:
        table = self.turn.table
        exclusive = float(self.world.levers.exclusive[int(table.lever[(*at[:2], 0)])]) > 0
        return Weighing(
            order=self.orders[at[:2]], state=self.world.names.states[at[2]], item=None, reasons=reasons,
            utility=float(table.utility[(*at, 0)]),
            amended=float(table.amended[(*at, 0)]) if exclusive else None,
            chances=_chances(table.chance[(slice(None), *at, 0)]),
            offended=None,
        )  # fmt: skip

    def _item(self, offer: tuple[int, int, int], place: int, reasons: tuple[Reason, ...]) -> Weighing:
        table, names = self.turn.table, self.world.names
        power, slot, state = offer
        at, item = (power, place, state), int(table.item_id[power, place, 0])
        reasons += tuple(Reason(name, float(amount[at])) for name, amount in self.item_terms.items() if name != "offer")
        offended = self.offended(power, place, state)
        return Weighing(
            order=self.orders[power, slot], state=names.states[state], item=names.items[item], reasons=reasons,
            utility=float(table.item_utility[(*at, 0)]),
            amended=float(table.item_amended[(*at, 0)]) if float(self.world.items.amendable[item]) > 0 else None,
            chances=_chances(table.item_chance[(slice(None), *at, 0)]),
            offended=None if offended is None else names.powers[offended],
        )  # fmt: skip

    def offended(self, power: int, place: int, state: int) -> int | None:
        """Return the power that a clause offends most, if it names anybody."""
        world = self.world
        item = int(self.turn.table.item_id[power, place, 0])
        relief = 1.0 - world.rules.mood.grievance_relief * self.state.grievance[:, state, 0]
        weight = (world.rules.answers.third_party_floor + self.shares.dependence[:-1, state, 0]) * relief
        felt = world.items.aims[:, item] * weight * float(world.items.naming[item])
        return int(np.argmax(felt)) if float(np.max(felt)) > 0 else None


class _Answers:
    """Reads the decisions of one turn out of its table and its log."""

    def __init__(self, played: PlayedTurn, world: World) -> None:
        self.played, self.turn, self.world = played, played.turn, world
        self.weigher = _Weigher(played.turn, world, played.weighed.state)

    @cached_property
    def sizes(self) -> Table:
        """The same offers in every size; only refusals ask for it."""
        return all_sizes(self.played, self.world)

    @cached_property
    def draws(self) -> tuple[Any, Any]:
        """The draws of all answers, to offers and to items."""
        return all_drawn(self.turn.shocks.offer), all_drawn(self.turn.shocks.item)

    def decision(self, power: int, slot: int, state: int, place: int | None) -> Decision:
        """Explain the answer to an offer, or to one of its items."""
        table, answers, (offers, items) = self.turn.table, self.turn.answers, self.draws
        weighing = self.weigher.weigh(power, slot, state, place)
        if place is None:
            at = (power, slot, state, 0)
            answer, draw, forced = table.answer[at], offers[at], answers.offer[at] if answers else UNDECIDED
        else:
            at = (power, place, state, 0)
            answer, draw, forced = table.item_answer[at], items[at], answers.item[at] if answers else UNDECIDED
        said, luck = ANSWERS[int(answer)], float(draw)
        turning = None
        if said == "decline" and luck >= weighing.chances.yes:
            offended = self.weigher.offended(power, place, state) if place is not None else None
            case = Case(
                (power, slot, state), place, weighing.reasons, weighing.utility, weighing.amended, luck, offended
            )
            turning = find_turning(case, self.played, lambda: self.sizes, self.weigher.shares, self.world)
        known = {entry.name: getattr(weighing, entry.name) for entry in fields(Weighing)}
        return Decision(**known, draw=luck, answer=said, by_seat=int(forced) != UNDECIDED, turning=turning)


def _chances(values: Any) -> Chances:
    accept, amend = (float(value) for value in values)
    return Chances(accept, amend, 1.0 - accept - amend)


def _terms(turn: Turn, decision: str, shape: tuple[int, ...]) -> dict[str, Any]:
    """Return the named terms of a kind of decision, each in the full shape of one game."""
    assert turn.log is not None, "decisions are explained by a turn that was played with explain=True"
    return {
        entry.name: np.broadcast_to(entry.amount, shape)[..., 0]
        for entry in turn.log
        if isinstance(entry, Term) and entry.decision == decision
    }


def explain_reactions(played: PlayedTurn, world: World) -> tuple[Reaction, ...]:
    """Explain how every power reacted."""
    before, table, names = played.agreed, played.turn.table, world.names
    share = current_shares(before.state, world)
    provoked, by = provocation(before, share.share[:, :-1], world)
    found = []
    for power, name in enumerate(names.powers):
        felt = provoked[power, :, 0]
        worst = int(np.argmax(felt))
        rivals = np.array([by[p, 0] if p != power else 0.0 for p in range(len(names.powers))])
        reasons = _reaction_reasons(power, felt, worst, share.dependence[power, worst, 0], before, world)
        options = tuple(
            Option(option, why, float(sum(r.amount for r in why)), float(table.reaction_chance[i, power, 0]))
            for i, (option, why) in enumerate(zip(REACTIONS[1:], reasons, strict=True))
        )
        found.append(
            Reaction(
                power=name,
                reaction=REACTIONS[int(table.reaction[power, 0])],
                provoked=float(felt.sum()),
                by=names.powers[int(np.argmax(rivals))] if rivals.max() > 0 else None,
                place=names.states[worst] if felt[worst] > 0 else None,
                options=options,
                draw=float(played.turn.shocks.reaction[power, 0]),
            )
        )
    return tuple(found)


def _reaction_reasons(
    power: int, felt: Any, worst: int, dependence: float, before: Turn, world: World
) -> tuple[tuple[Reason, ...], ...]:
    """Return the reasons for words, a counter-offer and pressure."""
    rules, temper = world.rules.reactions, world.powers.temper[:, power, 0]
    total, anywhere = float(felt.sum()), float(felt[worst] > 0)
    weight = float(dependence) * anywhere
    leaning = float(before.state.affinity[power, worst, 0]) * anywhere
    hard = rules.pressure_slope * float(temper[2]) * total * (rules.pressure_floor + weight)
    never = [(Reason("temper", -100.0),) if float(value) <= 0 else () for value in temper]
    return (
        (Reason("readiness", rules.words), Reason("provoked", rules.words_slope * float(temper[0]) * total), *never[0]),
        (
            Reason("readiness", rules.counter),
            Reason("provoked", rules.counter_slope * float(temper[1]) * total),
            *never[1],
        ),
        (Reason("readiness", rules.pressure), Reason("provoked", hard), Reason("affinity", -leaning), *never[2]),
    )


def explain_refused_orders(played: PlayedTurn, world: World) -> tuple[RefusedOrder, ...]:
    """Explain every order that broke a rule: it cost nothing and did nothing."""
    codes = played.turn.table.refusal[..., 0]
    return tuple(
        _refused(int(power), int(slot), int(codes[power, slot]), played, world)
        for power, slot in np.argwhere(codes > 0)
    )


def _refused(power: int, slot: int, code: int, played: PlayedTurn, world: World) -> RefusedOrder:
    orders, names, state = played.turn.orders, world.names, played.weighed.state
    assert orders is not None
    lever, target = int(orders.lever[power, slot, 0]), int(orders.target[power, slot, 0])
    to_power = float(world.levers.to_power[min(lever, len(names.levers))]) > 0
    among = names.powers if to_power else names.states
    target = min(max(target, 0), len(among) - 1)
    has = needs = None
    if code == CODES["budget"]:
        has = _left("purse", power, slot, played)
        size = min(max(int(orders.size[power, slot, 0]), 0), len(SIZES) - 1)
        saved = float(state.discount[power, target, 0] * world.levers.to_state[lever])
        needs = float(world.levers.money[(lever * len(SIZES) + size) * len(names.states) + target]) * (1.0 - saved)
    elif code == CODES["capital"]:
        size = min(max(int(orders.size[power, slot, 0]), 0), len(SIZES) - 1)
        has = _left("capital", power, slot, played)
        needs = float(world.levers.capital[lever] * world.levers.effort[size])
    elif code == CODES["prerequisite"]:
        to_all = float(world.levers.to_all[lever]) > 0
        won = state.ground[:, power, :, 0].sum(axis=1) if to_all else state.ground[:, power, target, 0]
        ground = int(np.argmax(world.levers.needs[:, lever] - won))
        has, needs = float(won[ground]), float(world.levers.needs[ground, lever])
    sentence = REFUSALS[code][1]
    named = names.levers[lever] if 0 <= lever < len(names.levers) else ""
    place = among[target] if to_power or float(world.levers.to_state[lever]) > 0 else None
    return RefusedOrder(names.powers[power], slot, named, place, REFUSALS[code][0], sentence, has, needs)


def _left(field: str, power: int, slot: int, played: PlayedTurn) -> float:
    """Return what a power had left of its purse or capital when a slot was read."""
    left = float(getattr(played.weighed.state, field)[power, 0])
    for entry in played.turn.log or ():
        if isinstance(entry, Entry) and entry.field == field and entry.cause == "order":
            left -= float(entry.amount[power, slot:, 0].sum())
    return left
