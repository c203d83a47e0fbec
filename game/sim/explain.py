"""Why a turn went as it did: every decision with its terms, its chances and its draw.

An answer is explained by the named terms of `engine.acceptance`, a refusal
also by what would have turned it (`turning`); a reaction by how far the power
was provoked; an order that was not allowed by the rule that it broke.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from game.engine.legality import CODES, REFUSALS
from game.engine.reacting import REACTIONS, provocation
from game.engine.shares import current_shares, pledged_shares
from game.model.turn import ANSWERS, SIZES, UNDECIDED, Entry, Table, Term, Turn
from game.model.world import World
from game.sim.live import PlayedTurn
from game.sim.steps import GivenOrder, given_orders
from game.sim.turning import Case, Reason, Turning, all_sizes, find_turning

__all__ = [
    "Chances", "Decision", "Option", "Reaction", "Reason", "RefusedOrder", "Turning", "explain_answers",
    "explain_reactions", "explain_refused_orders",
]  # fmt: skip

_SLIGHT = 0.05  # what weighs less is not given as a reason


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely each answer was."""

    accept: float
    amend: float
    decline: float


@dataclass(frozen=True, slots=True)
class Decision:
    """How one state answered one offer, or one item of a package or statement.

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
    draw: float  # below `chances.accept` it is a yes, below that plus `chances.amend` an amended one
    answer: str
    by_seat: bool  # whether the state's seat answered, whatever the draw
    offended: str | None  # the power that a clause offends most
    turning: Turning | None  # for a refusal that the draw made: what would have turned it

    @property
    def total(self) -> float:
        """The sum of the reasons."""
        return float(sum(reason.amount for reason in self.reasons))

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


def explain_answers(played: PlayedTurn, world: World) -> tuple[Decision, ...]:
    """Explain every answer of a turn, in the order of powers, slots, items and states.

    Parameters
    ----------
    played : the turn, from `live.play_game`.
    world : its scenario.
    """
    reader = _Answers(played, world)
    found: list[Decision] = []
    for (power, slot), order in reader.orders.items():
        asked = np.flatnonzero(played.turn.table.offered[power, slot, :, 0])
        if played.turn.table.item_slot[power, slot, 0] < 1:
            found.extend(reader.offer(power, slot, int(state), order) for state in asked)
            continue
        put = np.flatnonzero(played.turn.table.item_id[power, :, 0] < len(world.names.items))
        found.extend(reader.item(power, slot, int(place), int(state), order) for place in put for state in asked)
    return tuple(found)


class _Answers:
    """Reads the decisions of one turn out of its table and its log."""

    def __init__(self, played: PlayedTurn, world: World) -> None:
        self.played, self.turn, self.world = played, played.turn, world
        self.orders = given_orders(played.turn, world)
        table = played.turn.table
        self.terms = _terms(played.turn, "offer", table.utility.shape)
        self.item_terms = _terms(played.turn, "item", table.item_utility.shape)
        self.shares = pledged_shares(played.weighed.state, world)

    @cached_property
    def sizes(self) -> Table:
        """The same offers in every size; only refusals ask for it."""
        return all_sizes(self.played, self.world)

    def offer(self, power: int, slot: int, state: int, order: GivenOrder) -> Decision:
        """Explain the answer to an offer."""
        table, turn = self.turn.table, self.turn
        at = (power, slot, state)
        reasons = tuple(Reason(name, float(amount[at])) for name, amount in self.terms.items())
        exclusive = float(self.world.levers.exclusive[int(table.lever[power, slot, 0])]) > 0
        forced = turn.answers.offer[(*at, 0)] if turn.answers is not None else UNDECIDED
        return self._decide(
            order, at, None, reasons,
            utility=float(table.utility[(*at, 0)]),
            amended=float(table.amended[(*at, 0)]) if exclusive else None,
            chance=table.chance[(slice(None), *at, 0)],
            draw=float(turn.shocks.offer[(*at, 0)]),
            answer=int(table.answer[(*at, 0)]), forced=int(forced),
        )  # fmt: skip

    def item(self, power: int, slot: int, place: int, state: int, order: GivenOrder) -> Decision:
        """Explain the answer to one item: the terms of its package, and its own."""
        table, turn, names = self.turn.table, self.turn, self.world.names
        at, item = (power, place, state), int(table.item_id[power, place, 0])
        reasons = tuple(Reason(name, float(amount[power, slot, state])) for name, amount in self.terms.items())
        reasons += tuple(Reason(name, float(amount[at])) for name, amount in self.item_terms.items() if name != "offer")
        forced = turn.answers.item[(*at, 0)] if turn.answers is not None else UNDECIDED
        amendable = float(self.world.items.amendable[item]) > 0
        return self._decide(
            order, (power, slot, state), place, reasons,
            utility=float(table.item_utility[(*at, 0)]),
            amended=float(table.item_amended[(*at, 0)]) if amendable else None,
            chance=table.item_chance[(slice(None), *at, 0)],
            draw=float(turn.shocks.item[(*at, 0)]),
            answer=int(table.item_answer[(*at, 0)]), forced=int(forced), item=names.items[item],
        )  # fmt: skip

    def _decide(
        self, order: GivenOrder, at: tuple[int, int, int], place: int | None, reasons: tuple[Reason, ...], *,
        utility: float, amended: float | None, chance: Any, draw: float, answer: int, forced: int,
        item: str | None = None,
    ) -> Decision:  # fmt: skip
        power, _, state = at
        offended = self._offended(power, place, state) if place is not None else None
        accept, amend = (float(value) for value in chance)
        turning = None
        if ANSWERS[answer] == "decline" and draw >= accept + amend:
            case = Case(at, place, reasons, utility, amended, draw, offended)
            turning = find_turning(case, self.played, lambda: self.sizes, self.shares, self.world)
        return Decision(
            order, self.world.names.states[state], item, reasons, utility, amended,
            Chances(accept, amend, 1.0 - accept - amend), draw, ANSWERS[answer], forced != UNDECIDED,
            None if offended is None else self.world.names.powers[offended], turning,
        )  # fmt: skip

    def _offended(self, power: int, place: int, state: int) -> int | None:
        """Return the power that a clause offends most, if it names anybody."""
        world, now = self.world, self.played.weighed.state
        item = int(self.turn.table.item_id[power, place, 0])
        relief = 1.0 - world.rules.mood.grievance_relief * now.grievance[:, state, 0]
        weight = (world.rules.answers.third_party_floor + self.shares.dependence[:-1, state, 0]) * relief
        felt = world.items.aims[:, item] * weight * float(world.items.naming[item])
        return int(np.argmax(felt)) if float(np.max(felt)) > 0 else None


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
        has, needs = _left("capital", power, slot, played), float(world.levers.capital[lever])
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
