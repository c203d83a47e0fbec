"""What would have turned a refusal: the utility that this draw asked for, and the nearest change that reaches it.

Chances follow logit choice, so the threshold has a closed form: with sharpness
k and draw d, an offer of utility U that can be amended to V is refused when
exp(kU) + exp(kV) <= d / (1 - d). Changes are tried alone, smallest first.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from game.engine.legality import SLACK
from game.engine.moves import weariness
from game.engine.shares import Shares
from game.engine.step import put_offers
from game.model.arrays import convert
from game.model.turn import SIZES, Table, Turn
from game.model.world import World
from game.sim.live import PlayedTurn

_GRID = 1024.0  # utilities are rounded to this part of one
_FULL = 1e6  # bn USD
_FADING = ("backlash", "pressure", "repetition", "lock")  # terms that go away by themselves


@dataclass(frozen=True, slots=True)
class Reason:
    """One named term of a decision."""

    name: str
    amount: float


@dataclass(frozen=True, slots=True)
class Remedy:
    """A change that would have made an offer more welcome, everything else left as it was.

    Kinds, smallest first: `softer` wording, naming `nobody`, no `exclusivity`, a larger `size`, a `visit` in the
    same turn, the state's own invitation to a meeting (`host`) or `court`, to `wait` until a term has faded, more
    `affinity`, more `trust`, less `dependence` on the power that is offended, a smaller `share` of the power's own.
    """

    kind: str
    what: str  # the lever, move, term or power that it is about; empty where there is none
    amount: float  # how much of it: a size, points of affinity; 0 where there is no amount
    gain: float  # what it adds to the utility
    lacks: float  # what is still missing; 0 or less where it would have sufficed

    @property
    def suffices(self) -> bool:
        """Whether it alone would have turned the refusal."""
        return self.lacks <= 0.0


@dataclass(frozen=True, slots=True)
class Turning:
    """How far a refusal was from a yes, plain or amended, at the draw that decided it."""

    needed: float  # the utility that would have been enough
    lacks: float  # that, less the utility there was
    nearest: Remedy | None  # the smallest change that suffices alone, or else the one that does most
    remedies: tuple[Remedy, ...]  # all that were tried, smallest first


@dataclass(frozen=True, slots=True)
class Case:
    """A refusal, as the search for what would have turned it sees it."""

    at: tuple[int, int, int]  # power, slot, state
    place: int | None  # of the item in its package
    reasons: tuple[Reason, ...]
    utility: float
    amended: float | None
    draw: float
    offended: int | None

    def term(self, name: str) -> float:
        """Return a reason's amount, 0 if there is no such reason."""
        return sum(reason.amount for reason in self.reasons if reason.name == name)


def utility_needed(utility: float, amended: float | None, draw: float, sharpness: float) -> float:
    """Return the utility at which a draw becomes a yes, plain or amended; an amended yes gains as much.

    Parameters
    ----------
    utility, amended : of the offer as it is put and amended; `amended` is None where nothing can be amended.
    draw : the number from 0 to 1 that decides.
    sharpness : of the choice.
    """
    if sharpness <= 0.0:
        return math.inf
    weight = utility * sharpness
    if amended is not None:
        weight = float(np.logaddexp(weight, amended * sharpness))
    asked = math.log(max(draw, 1e-9)) - math.log1p(-draw)
    return math.floor((utility + (asked - weight) / sharpness) * _GRID + 1.0) / _GRID


def all_sizes(played: PlayedTurn, world: World) -> Table:
    """Put the orders of a turn once in every size, by the rules themselves: the games of the table are the sizes.

    There is plenty of money and capital, so that every size is put; what can be paid is another question.
    """
    count, opened, orders = len(SIZES), played.opened, played.turn.orders

    def spread(record: Any) -> Any:
        return convert(record, lambda array: np.repeat(array[..., :1], count, axis=-1))

    state, given = spread(opened.state), spread(orders)
    come_in_sizes = world.levers.worth.reshape(-1, count, len(world.names.states))[:, 0, 0] > 0
    lever = np.clip(given.lever, 0, len(world.names.levers))
    size = np.where(come_in_sizes[lever], np.arange(count), given.size)
    full = state.with_(purse=np.full_like(state.purse, _FULL), capital=np.full_like(state.capital, _FULL))
    turn = opened.with_(state=full, shocks=spread(opened.shocks), log=None)
    return put_offers(turn, given.with_(size=size), world).table


def find_turning(case: Case, played: PlayedTurn, sizes: Callable[[], Table], shares: Shares, world: World) -> Turning:
    """Return what would have turned a refusal."""
    needed = utility_needed(case.utility, case.amended, case.draw, world.rules.answers.sharpness)
    search = _Search(case, needed - case.utility, played, sizes, shares, world)
    remedies = tuple(search.remedies())
    enough = [remedy for remedy in remedies if remedy.suffices]
    nearest = enough[0] if enough else min(remedies, key=lambda remedy: remedy.lacks, default=None)
    return Turning(needed, needed - case.utility, nearest, remedies)


class _Search:
    """Tries single changes on one refusal."""

    def __init__(
        self, case: Case, lacks: float, played: PlayedTurn, sizes: Callable[[], Table], shares: Shares, world: World
    ) -> None:
        self.case, self.lacks, self.played, self.world = case, lacks, played, world
        self.sizes, self.shares, self.rules = sizes, shares, world.rules.answers
        self.lever = int(played.turn.table.lever[case.at[0], case.at[1], 0])

    def remedies(self) -> Iterator[Remedy]:
        """Yield changes, smallest first."""
        yield from self._wording()
        yield from self._size()
        yield from self._visit()
        yield from self._own_moves()
        for name in _FADING:
            if self.case.term(name) < 0:
                yield self._plain("wait", name, 0.0, -self.case.term(name))
        yield from self._leanings()
        yield from self._weights()

    def _plain(self, kind: str, what: str, amount: float, gain: float) -> Remedy:
        """Return a change that adds as much to an amended yes as to a plain one."""
        return Remedy(kind, what, amount, gain, self.lacks - gain)

    def _final(self, kind: str, utility: float) -> Remedy:
        """Return a change after which nothing is left to amend."""
        needed = utility_needed(utility, None, self.case.draw, self.rules.sharpness)
        return Remedy(kind, "", 0.0, utility - self.case.utility, needed - utility)

    def _wording(self) -> Iterator[Remedy]:
        """Soften a clause, let it name nobody, ask for no exclusive rights."""
        case = self.case
        naming = case.term("third party")
        if naming < 0:
            if case.amended is not None:
                yield self._final("softer", case.utility - naming * (1.0 - self._softened() ** 2))
            yield self._final("nobody", case.utility - naming)
        if case.term("exclusivity") < 0:
            yield self._final("exclusivity", case.utility - case.term("exclusivity"))

    def _softened(self) -> float:
        """Return how far the softer wording names, over how far the clause does."""
        items, (power, *_), place = self.world.items, self.case.at, self.case.place
        item = int(self.played.turn.table.item_id[power, place, 0])
        return float(items.amended_naming[item] / items.naming[item])

    def _size(self) -> Iterator[Remedy]:
        """Offer more, as far as the purse goes: the smallest size that suffices, or the one that adds most."""
        (power, slot, state), table = self.case.at, self.played.turn.table
        now = int(table.size[power, slot, 0])
        if float(table.value[power, slot, state, 0]) <= 0:
            return
        place, weighed = self.case.place, self.sizes()
        values = weighed.utility[power, slot, state] if place is None else weighed.item_utility[power, place, state]
        found = [
            self._plain("size", "", SIZES[size], float(values[size] - values[now]))
            for size in range(now + 1, len(SIZES))
            if self._affordable(now, size)
        ]
        better = [remedy for remedy in found if remedy.gain > 0]
        enough = [remedy for remedy in better if remedy.suffices]
        yield from enough[:1] or sorted(better, key=lambda remedy: remedy.lacks)[:1]

    def _affordable(self, now: int, size: int) -> bool:
        (power, _, state), states = self.case.at, len(self.world.names.states)
        levers, start = self.world.levers, self.lever * len(SIZES)
        money = levers.money
        more = float(money[(start + size) * states + state] - money[(start + now) * states + state])
        before = self.played.weighed.state
        left = float(before.purse[power, 0])
        takes = float(levers.capital[self.lever] * (levers.effort[size] - levers.effort[now]))
        paid = more * (1.0 - float(before.discount[power, state, 0])) <= left + SLACK
        return paid and takes <= float(before.capital[power, 0]) + SLACK

    def _visit(self) -> Iterator[Remedy]:
        """Come in person in the same turn, if nobody does."""
        (power, _, state), levers, table = self.case.at, self.world.levers, self.played.turn.table
        states = len(self.world.names.states)
        favour = np.asarray([levers.favour[i] for i in table.lever[power, :, 0]])
        if float(np.max(favour * table.reach[power, :, state, 0])) > 0:
            return
        able = [
            (float(levers.favour[i]), i)
            for i in levers.menus[power]
            if float(levers.favour[i] * levers.to_state[i] * levers.allowed[i * states + state]) > 0
        ]
        if able:
            gain, lever = max(able)
            yield self._plain("visit", self.world.names.levers[lever], 0.0, gain)

    def _own_moves(self) -> Iterator[Remedy]:
        """Let the state itself invite to a meeting, or court the power."""
        (power, _, state), moves, names = self.case.at, self.world.moves, self.world.names
        to_all = float(self.world.levers.to_all[self.lever]) > 0
        made = int(self.played.turn.state.past_move[0, state, 0])
        courted = int(self.played.turn.state.past_court[0, state, 0])
        now = float(self.played.weighed.state.affinity[power, state, 0])
        for move in moves.menus[state]:
            if float(moves.hosting[3, move]) > 0 and to_all and move != made:
                yield self._plain("host", names.moves[move], 0.0, float(moves.hosting[3, move]) * self._fresh(move))
            if float(moves.to_power[move] * moves.ties[move]) > 0 and (move, power) != (made, courted):
                warmer = float(moves.ties[move]) * self.world.rules.ties.scale * (1.0 - now) * self._fresh(move)
                yield self._plain("court", names.moves[move], 0.0, self.rules.affinity * warmer)

    def _fresh(self, move: int) -> float:
        """Return how much effect a move would still have had, after earlier ones."""
        start = self.played.start
        before = Turn(state=start, shocks=self.played.turn.shocks, number=self.played.turn.number)
        moves, powers = np.full_like(start.past_move[0], move), np.full_like(start.past_court[0], self.case.at[0])
        return 1.0 / (1.0 + float(weariness(before, moves, powers, self.world)[self.case.at[2], 0]))

    def _leanings(self) -> Iterator[Remedy]:
        """Be liked and trusted better."""
        power, _, state = self.case.at
        before = self.played.weighed.state
        affinity, trust = float(before.affinity[power, state, 0]), float(before.trust[power, state, 0])
        yield from self._by("affinity", "", self.rules.affinity, 1.0 - affinity)
        rest = self.rules.benefit_untrusted
        slope = self.case.term("benefit") * (1.0 - rest) / max(rest + (1.0 - rest) * trust, 1e-6)
        yield from self._by("trust", "", slope, 1.0 - trust)

    def _weights(self) -> Iterator[Remedy]:
        """Weigh less where the offer goes, or let the power that is offended weigh less."""
        (_, _, state), case = self.case.at, self.case
        if case.offended is not None and case.term("third party") < 0:
            weight = float(self.shares.dependence[case.offended, state, 0])
            slope = -case.term("third party") / (self.rules.third_party_floor + weight)
            yield from self._by("dependence", self.world.names.powers[case.offended], slope, weight)
        if case.term("saturation") < 0:
            yield self._plain("share", "", 0.0, -case.term("saturation"))

    def _by(self, kind: str, what: str, slope: float, most: float) -> Iterator[Remedy]:
        """Yield as much more of something as is needed, or as there can be."""
        if slope <= 0 or most <= 0:
            return
        amount = min(self.lacks / slope, most)
        gain = amount * slope
        yield Remedy(kind, what, amount, gain, 0.0 if amount < most else self.lacks - gain)
