"""Habits of a state: what they like of its own moves, and what they think of an offer.

They begin from what every move brings, and every offer in each turn, tried alone. To that a habit adds likings for
moves in each part of the game, a lean to each sort of offer beside the cabinet's view, and how much counts what stands
in the way of an offer now: works that wait, debts, a cool or too close relation.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar, NamedTuple, Self

import numpy as np

from game.engine.legality import SLACK
from game.engine.numerics import index_of_largest
from game.engine.shares import current_dependence
from game.engine.view import View
from game.model.arrays import Same
from game.model.turn import ACCEPT, AMEND, DECLINE, UNDECIDED, Answers
from game.model.world import World
from game.policy.base import PowerOrders, StateAnswers, StateMove, no_orders
from game.policy.planner_futures import Numbers, first_view, gains, no_acts

PARTS = 3  # of a game, in which a habit likes moves differently
_MOVE_PRICE = 1.0  # of any move, in points of attention
_FAINT = 1e-4  # the least that a move brings for its price, as a part of what the best does
_ENOUGH = 5.0  # a move is liked down to so much less than the best, in logarithms, unless practice says otherwise
_FADES = 0.5  # how much of having made a move counts a turn later
_COOL, _HOME = 40.0, 10.0  # by which affinity and support at home are counted in steps worth a liking
_STEPS = (10.0, 10.0, 10.0, 4.0)  # likewise the circumstances of an offer
_NEVER = np.float32(-1e9)
_WEIGHT = 100.0  # of what an offer brings, a sum of objectives, against its utility


@dataclass(frozen=True)
class Brings:
    """What acts bring a state, each tried alone."""

    moves: Numbers  # (M,) each own move, in the first turn
    yes: Numbers  # (T, P, L + 1) accepting a power's offer in a turn rather than declining it
    amended: Numbers  # (T, P, L + 1) accepting it amended


@dataclass(frozen=True)
class StateHabits:
    """Ways to play a state: numbers that add to the liking of a move, or to what is thought of an offer."""

    world: World
    place: int  # of the state among the states
    moves: tuple[tuple[int, int], ...]  # the own moves, first none, and the power that each is for
    base: Numbers  # (M,) the logarithm of what each brings for its price, against the best
    brings: Brings
    names: tuple[str, ...]
    start: Numbers  # (D,) before any practice: nothing, but that moves tire and the coolest power is courted
    liked: Numbers  # (parts, M) the numbers for moves
    felt: Numbers  # (features, M) the numbers by which a move's features count
    lean: Numbers  # (P, L + 1) the numbers for offers
    minded: Numbers  # (circumstances,) the numbers by which the circumstances of an offer count
    weight: int  # the number for what an offer brings

    def player(self, habits: Numbers, lane: Numbers, now: Mapping[int, "Decided"] | None = None) -> "ByHabit":
        """Return who plays by habits (N, D), each game (B,) by its own; `now` is what is decided for some turns."""
        table = np.ascontiguousarray(habits.T)
        likings = self.base[:, None] + table[self.liked]
        weight = _WEIGHT * np.maximum(1.0 + table[self.weight], 0.0)
        return ByHabit(self, likings, table[self.felt], table[self.lean], table[self.minded], weight, lane, now or {})

    def part(self, number: int) -> int:
        """Return the part of the game in which a turn lies."""
        return min(number * PARTS // self.world.turns, PARTS - 1)

    def made(self, best: Numbers, view: View) -> StateMove:
        """Return own moves, given their places in `moves` (B,), as far as there is attention for them."""
        move, court = (np.asarray(column, np.int32) for column in zip(*self.moves, strict=True))
        best = np.where(self.able(view)[best, np.arange(len(best))], best, 0)
        return StateMove(move[best], court[best])

    def able(self, view: View) -> Numbers:
        """Return which own moves there is attention for, (M, B)."""
        price = np.asarray(self.world.moves.capital)[[move for move, _ in self.moves]]
        return np.asarray(price[:, None] <= view.state.attention[view.place] + SLACK)

    def circumstances(self, asked: "Asked", view: View) -> tuple[Numbers, ...]:
        """Return what makes the same offer better or worse as the game stands, each (P, J, B).

        Works that wait already, where more are offered; debts, where it is a loan; how much cooler the state is to who
        offers than to all powers; and how much more than on all of them it depends on who offers works.
        """
        state, levers, here = view.state, view.world.levers, self.place
        gdp = view.world.states.gdp[here]
        builds = (np.sum(levers.split, axis=0) + levers.adds > 0)[asked.lever]
        waiting = np.sum(state.pipeline[:, :, :, here], axis=(0, 1, 2)) / gdp
        owed = np.sum(state.debt[:, here], axis=0) / gdp
        affinity, dependence = state.affinity[:, here], current_dependence(state, view.world)[:, here]
        cool, tied = affinity.mean(axis=0) - affinity, dependence - dependence.mean(axis=0)
        found = (builds * waiting, levers.loan[asked.lever] * owed, cool[:, None], builds * tied[:, None])
        return tuple(value * step for value, step in zip(found, _STEPS, strict=True))

    def features(self, view: View) -> tuple[Numbers, ...]:
        """Return what speaks for or against own moves as the game stands, each (M, B).

        How often a move was made lately, fading; how much cooler the state is to the power that it is for than to all
        of them; and how far its support at home lies above the start's.
        """
        state, here = view.state, view.place
        move, court = (np.asarray(column)[:, None] for column in zip(*self.moves, strict=True))
        for_power = np.asarray(self.world.moves.to_power)[move]
        lately = np.zeros((len(move), state.purse.shape[-1]), np.float32)
        for age, (past, whom) in enumerate(zip(state.past_move[:, here], state.past_court[:, here], strict=True)):
            lately += ((past == move) & ((whom == court) | (for_power < 0.5))) * np.float32(_FADES**age)
        affinity = state.affinity[:, here]
        cool = (affinity.mean(axis=0) - affinity[court[:, 0]]) * (for_power * _COOL)
        home = (state.home[here] - self.world.states.home[here]) * _HOME
        return lately, cool, np.broadcast_to(home, cool.shape)


class Decided(NamedTuple):
    """What a state does in a turn; None where it goes by habit."""

    moved: Numbers | None = None  # (B,) the own move, by its place among all
    said: StateAnswers | None = None


@dataclass(frozen=True)
class ByHabit:
    """A state that follows habits, each game its own."""

    habits: StateHabits
    likings: Numbers  # (parts, M, N)
    felt: Numbers  # (features, M, N)
    leans: Numbers  # (P, L + 1, N)
    minded: Numbers  # (circumstances, N)
    weight: Numbers  # (N,)
    lane: Numbers  # (B,)
    now: Mapping[int, Decided]  # by turn: what is decided instead
    answers: ClassVar[bool] = True

    def order(self, view: View) -> PowerOrders:
        """States give no orders."""
        return no_orders(view)

    def move(self, view: View) -> StateMove:
        """Make the move that is liked most among those that there is attention for."""
        moved = self.now.get(view.number, Decided()).moved
        return self.habits.made(self.choose(view) if moved is None else moved, view)

    def choose(self, view: View) -> Numbers:
        """Return the own move of a turn, by its place in `moves`, (B,)."""
        liking = self.likings[self.habits.part(view.number)][:, self.lane]
        for felt, feature in zip(self.felt, self.habits.features(view), strict=True):
            liking = liking + felt[:, self.lane] * feature
        return index_of_largest(np.where(self.habits.able(view), liking, _NEVER))

    def answer(self, view: View) -> StateAnswers:
        """Take of every offer what is best by utility and by what such an offer brings."""
        said = self.now.get(view.number, Decided()).said
        return self.taken(Asked.of(view), view) if said is None else said

    def taken(self, asked: "Asked", view: View) -> StateAnswers:
        """Return the answers to what was asked, in as many games as there are lanes."""
        brings, power = self.habits.brings, np.reshape(np.arange(len(asked.lever)), (-1, 1, 1))
        lean, weight = self.leans[power, asked.lever, self.lane], self.weight[self.lane]
        for minded, circumstance in zip(self.minded, self.habits.circumstances(asked, view), strict=True):
            lean = lean + minded[self.lane] * circumstance
        yes = brings.yes[view.number, power, asked.lever] * weight + lean
        amended = brings.amended[view.number, power, asked.lever] * weight + lean
        offers = _best(asked.utility + yes, asked.amended + amended, asked.can_amend)
        yes, amended = (np.sum(asked.item_slot * more, axis=1)[:, None] for more in (yes, amended))
        items = _best(asked.item_utility + yes, asked.item_amended + amended, asked.item_can_amend)
        return StateAnswers(offers, items)


class Asked(NamedTuple):
    """The offers before a state: each (P, J, B), of items (P, I, B)."""

    lever: Numbers
    target: Numbers
    size: Numbers
    item_slot: Numbers
    item_id: Numbers
    utility: Numbers
    amended: Numbers
    can_amend: Numbers
    item_utility: Numbers
    item_amended: Numbers
    item_can_amend: Numbers

    @classmethod
    def of(cls, view: View) -> Self:
        """Read them from a view."""
        table, here = view.offers, view.place
        assert table is not None
        return cls(
            table.lever, table.target, table.size, table.item_slot, table.item_id,
            table.utility[:, :, here], table.amended[:, :, here], table.chance[1, :, :, here] > 0,
            table.item_utility[:, :, here], table.item_amended[:, :, here], table.item_chance[1, :, :, here] > 0,
        )  # fmt: skip

    def of_games(self, games: Numbers) -> Self:
        """Return those of some games."""
        return type(self)(*(values[..., games] for values in self))


def _best(yes: Numbers, amended: Numbers, can_amend: Numbers) -> Numbers:
    amended = np.where(can_amend, amended, -np.inf)
    answer = np.where(yes >= amended, ACCEPT, AMEND)
    return np.where(np.maximum(yes, amended) > 0, answer, DECLINE).astype(np.int32)


@lru_cache(maxsize=64)
def state_habits(world: Same, seat: int) -> StateHabits:
    """Return the ways to play a state."""
    view, scenario = first_view(world.it, seat), world.it.names
    moves = ((len(scenario.moves), 0), *own_moves(view))
    found = _brings(view, moves)
    price = _MOVE_PRICE + np.asarray(world.it.moves.capital)[[move for move, _ in moves]]
    value = np.maximum(found.moves, 0.0) / price
    base = np.log(np.maximum(value / max(float(value.max()), 1e-9), _FAINT)) + _ENOUGH
    base[0] = 0.0
    names: dict[str, int] = {}
    titles = [f"move {move} {court}" for move, court in moves]
    kinds = [f"{feature} {move}" for feature in ("lately", "cool", "home") for move, _ in moves]
    liked = [[names.setdefault(f"{title} {part}", len(names)) for title in titles] for part in range(PARTS)]
    lean = np.full(found.yes.shape[1:], names.setdefault("lean", len(names)))
    for power in range(len(scenario.powers)):
        for lever in _offers_of(power, world.it):
            lean[power, lever] = names.setdefault(f"lean {power} {lever}", len(names))
    felt = np.asarray([names.setdefault(kind, len(names)) for kind in kinds]).reshape(-1, len(moves))
    minded = np.asarray([names.setdefault(f"minds {kind}", len(names)) for kind in ("waiting", "owed", "cool", "tied")])
    weight = names.setdefault("weight", len(names))
    start = np.zeros(len(names), np.float32)
    start[felt[0]], start[felt[1]] = -1.0, 1.0
    return StateHabits(
        world.it, view.place, moves, base.astype(np.float32), found, tuple(names), start, np.asarray(liked), felt, lean,
        minded, weight,
    )  # fmt: skip


def own_moves(view: View) -> Iterator[tuple[int, int]]:
    """Yield the own moves of a state, each with the power that it is for."""
    world = view.world
    for move in world.moves.menus[view.place]:
        courts = range(len(world.names.powers)) if float(world.moves.to_power[move]) > 0.5 else range(1)
        yield from ((move, court) for court in courts)


def _offers_of(power: int, world: World) -> list[int]:
    return [lever for lever in world.levers.menus[power] if float(world.levers.offer[lever]) > 0]


def _brings(view: View, moves: tuple[tuple[int, int], ...]) -> Brings:
    """Try every own move alone, and every offer that a power could put, accepted, amended and declined.

    Offers are tried in every turn: what is promised late is not built by the end.
    """
    world, place = view.world, view.place
    powers, none = len(world.names.powers), len(world.names.levers)
    offers = [(power, lever) for power in range(powers) for lever in _offers_of(power, world)]
    count = len(moves) + 3 * len(offers)
    orders = no_acts(view, count + 1)
    for act, (move, court) in enumerate(moves):
        orders.move[place, act], orders.court[place, act] = move, court
    shape = (powers, world.slots, len(world.names.states), count + 1)
    items = (powers, world.levers.item.shape[0], len(world.names.states), count + 1)
    answers = Answers(np.full(shape, UNDECIDED, np.int32), np.full(items, UNDECIDED, np.int32))
    for at, (power, lever) in enumerate(offers):
        acts = slice(len(moves) + 3 * at, len(moves) + 3 * at + 3)
        orders.lever[power, 0, acts], orders.target[power, 0, acts] = lever, place
        orders.items[power, 0, acts] = (1 << int(world.levers.item_count[lever])) - 1
        answers.offer[:, :, place, acts] = answers.item[:, :, place, acts] = (ACCEPT, AMEND, DECLINE)
    found = np.stack([gains(view.with_(number=number), orders, answers) for number in range(world.turns)], axis=1)
    yes, amended = (np.zeros((world.turns, powers, none + 1), np.float32) for _ in range(2))
    for at, (power, lever) in enumerate(offers):
        accept, amend, decline = found[len(moves) + 3 * at :][:3]
        yes[:, power, lever], amended[:, power, lever] = accept - decline, amend - decline
    return Brings(found[: len(moves), 0], yes, amended)
