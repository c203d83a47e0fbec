"""How the planner moves and answers for a state.

As a power, it has habits from practice: likings for its own moves in each part of the game, and how much what an offer
brings to its objectives, and who puts it, counts beside the cabinet's view. They are adapted to the game as it
stands. The move, or the answers, of this turn are then chosen among greedy's, those of many habits, and what differs
from the best in one answer, by the futures in which the habit is followed after them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar, NamedTuple, Self

import numpy as np

from game.engine.legality import SLACK
from game.engine.numerics import index_of_largest
from game.engine.view import View
from game.model.arrays import Same
from game.model.turn import ACCEPT, AMEND, DECLINE, UNDECIDED, Answers
from game.model.world import World
from game.policy.base import Policy, PowerOrders, StateAnswers, StateMove, no_move, no_orders, same_answer
from game.policy.planner_futures import Foresight, Numbers, best_of, first_view, gains, no_acts
from game.policy.planner_practice import Effort, learnt_habit, variations

PARTS = 3  # of a game, in which a habit likes moves differently
_MOVE_PRICE = 1.0  # of any move, in points of attention
_FAINT = 1e-4  # the least that a move brings for its price, as a part of what the best does
_ENOUGH = 5.0  # a move is liked down to so much less than the best, in logarithms, unless practice says otherwise
_FADES = 0.5  # how much of having made a move counts a turn later
_COOL, _HOME = 40.0, 10.0  # by which affinity and support at home are counted in steps worth a liking
_CHANGES = 1  # rounds in which single answers of the best are changed
_NEVER = np.float32(-1e9)
_WEIGHT = 100.0  # of what an offer brings, a sum of objectives, against its utility


@dataclass(frozen=True)
class Brings:
    """What acts bring a state, each tried alone."""

    moves: Numbers  # (M,) each own move
    yes: Numbers  # (P, L + 1) accepting a power's offer rather than declining it
    amended: Numbers  # (P, L + 1) accepting it amended


@dataclass(frozen=True)
class StateHabits:
    """Ways to play a state: numbers that add to the liking of a move, or to what is thought of an offer."""

    world: World
    moves: tuple[tuple[int, int], ...]  # the own moves, first none, and the power that each is for
    base: Numbers  # (M,) the logarithm of what each brings for its price, against the best
    brings: Brings
    names: tuple[str, ...]
    start: Numbers  # (D,) before any practice: nothing, but that moves tire and the coolest power is courted
    liked: Numbers  # (parts, M) the numbers for moves
    felt: Numbers  # (features, M) the numbers by which a move's features count
    lean: Numbers  # (P, L + 1) the numbers for offers
    weight: int  # the number for what an offer brings

    def player(self, habits: Numbers, lane: Numbers, now: Mapping[int, "Decided"] | None = None) -> "ByHabit":
        """Return who plays by habits (N, D), each game (B,) by its own; `now` is what is decided for some turns."""
        table = np.ascontiguousarray(habits.T)
        likings = self.base[:, None] + table[self.liked]
        weight = _WEIGHT * np.maximum(1.0 + table[self.weight], 0.0)
        return ByHabit(self, likings, table[self.felt], table[self.lean], weight, lane, now or {})

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
        return self.taken(Asked.of(view)) if said is None else said

    def taken(self, asked: "Asked") -> StateAnswers:
        """Return the answers to what was asked, in as many games as there are lanes."""
        brings, power = self.habits.brings, np.reshape(np.arange(len(asked.lever)), (-1, 1, 1))
        lean, weight = self.leans[power, asked.lever, self.lane], self.weight[self.lane]
        yes = brings.yes[power, asked.lever] * weight + lean
        amended = brings.amended[power, asked.lever] * weight + lean
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


@dataclass(frozen=True)
class Given:
    """A power whose orders are known in G games, each played in equally many lanes."""

    orders: PowerOrders  # (J, G)
    answers: ClassVar[bool] = False

    def order(self, view: View) -> PowerOrders:
        """Order the same in every lane of a game."""
        times = view.state.purse.shape[-1] // self.orders.lever.shape[-1]
        return PowerOrders(**{name: values.repeat(times, axis=-1) for name, values in vars(self.orders).items()})

    def move(self, view: View) -> StateMove:
        """Powers have no moves of their own."""
        return no_move(view)

    def answer(self, view: View) -> StateAnswers:
        """Powers answer nothing."""
        return same_answer(view)


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
    lean = np.full(found.yes.shape, names.setdefault("lean", len(names)))
    for power in range(len(scenario.powers)):
        for lever in _offers_of(power, world.it):
            lean[power, lever] = names.setdefault(f"lean {power} {lever}", len(names))
    felt = np.asarray([names.setdefault(kind, len(names)) for kind in kinds]).reshape(-1, len(moves))
    weight = names.setdefault("weight", len(names))
    start = np.zeros(len(names), np.float32)
    start[felt[0]], start[felt[1]] = -1.0, 1.0
    return StateHabits(
        world.it, moves, base.astype(np.float32), found, tuple(names), start, np.asarray(liked), felt, lean, weight
    )


def own_moves(view: View) -> Iterator[tuple[int, int]]:
    """Yield the own moves of a state, each with the power that it is for."""
    world = view.world
    for move in world.moves.menus[view.place]:
        courts = range(len(world.names.powers)) if float(world.moves.to_power[move]) > 0.5 else range(1)
        yield from ((move, court) for court in courts)


def _offers_of(power: int, world: World) -> list[int]:
    return [lever for lever in world.levers.menus[power] if float(world.levers.offer[lever]) > 0]


def _brings(view: View, moves: tuple[tuple[int, int], ...]) -> Brings:
    """Try every own move alone, and every offer that a power could put, accepted, amended and declined."""
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
    found = gains(view, orders, answers)
    yes, amended = np.zeros((powers, none + 1), np.float32), np.zeros((powers, none + 1), np.float32)
    for at, (power, lever) in enumerate(offers):
        accept, amend, decline = found[len(moves) + 3 * at :][:3]
        yes[power, lever], amended[power, lever] = accept - decline, amend - decline
    return Brings(found[: len(moves)], yes, amended)


@dataclass(frozen=True)
class StatePlan:
    """The choice of a state's own move, or its answers, in G games."""

    view: View
    ahead: Foresight
    habits: StateHabits
    habit: Numbers  # (G, D) adapted to each game
    lanes: int
    given: Mapping[int, Policy] | None = None

    def move(self, greedy: StateMove) -> StateMove:
        """Return the own move, given greedy's."""
        games, moves = len(self.habit), self.habits.moves
        first = [moves.index(move) for move in zip(greedy.move.tolist(), greedy.court.tolist(), strict=True)]
        usual = self.habits.player(self.habit, np.arange(games)).choose(self.view)
        every = np.broadcast_to(np.arange(len(moves)), (games, len(moves)))
        tried = np.concatenate([np.asarray(first)[:, None], usual[:, None], every], axis=1)
        best = best_of(tried[None], self._values("move", lambda now: Decided(moved=now[0])), self.lanes)
        return self.habits.made(best[0], self.view)

    def answers(self, greedy: StateAnswers, asked: Asked, spread: Numbers) -> StateAnswers:
        """Return the answers to what was asked, given greedy's, and how far habits are varied."""
        shape = Shape(greedy.offer.shape[:2], greedy.item.shape[:2])
        first, count = shape.flat(greedy)[:, :, None], max(4, self.lanes // 8)

        def best(tried: Numbers, name: str) -> Numbers:
            values = self._values(name, lambda now: Decided(said=shape.whole(now)))
            return best_of(np.concatenate([first, tried], axis=2), values, self.lanes)

        chosen = best(self._of_habits(asked, spread, shape, count), "answers")
        for step in range(_CHANGES):
            changed = self._neighbours(chosen, asked, count)
            chosen = best(np.concatenate([chosen[:, :, None], changed], axis=2), f"changed {step}")
        return shape.whole(chosen)

    def _values(self, name: str, decided: Callable[[Numbers], Decided]) -> Callable[[Numbers, int, int, int], Numbers]:
        """Return what `best_of` asks for."""
        games = np.arange(len(self.habit))

        def evaluate(now: Numbers, width: int, futures: int, turn: int) -> Numbers:
            decisions = {self.view.number: decided(now)}
            player = self.habits.player(self.habit, games.repeat(width * futures), decisions)
            return self.ahead.values(player, width, futures, f"{name} {turn}", self.given)

        return evaluate

    def _of_habits(self, asked: Asked, spread: Numbers, shape: "Shape", count: int) -> Numbers:
        """Return what habits would answer, as flat decisions (Q, G, M): as adapted, and variations."""
        games = len(self.habit)
        varied = variations(self.habits, self.habit, spread, count)
        player = self.habits.player(varied.reshape(games * count, -1), np.arange(games * count))
        said = player.taken(asked.of_games(np.repeat(np.arange(games), count)))
        return shape.flat(said).reshape(-1, games, count)

    def _neighbours(self, best: Numbers, asked: Asked, count: int) -> Numbers:
        """Return what differs from answers (Q, G) in one, (Q, G, M)."""
        put = np.concatenate([_rows((asked.lever < len(self.view.world.names.levers)) & (asked.item_slot < 0.5)),
                              _rows(asked.item_id < len(self.view.world.names.items))])  # fmt: skip
        can_amend = np.concatenate([_rows(asked.can_amend), _rows(asked.item_can_amend)])
        found = np.repeat(best[:, :, None], count, axis=2)
        for game in range(best.shape[1]):
            flips = [
                (row, answer)
                for row in np.flatnonzero(put[:, game])
                for answer in (ACCEPT, AMEND, DECLINE)
                if answer != best[row, game] and (answer != AMEND or can_amend[row, game])
            ]
            for at, (row, answer) in enumerate(flips[:count]):
                found[row, game, at] = answer
        return found


def _rows(values: Numbers) -> Numbers:
    """Return values (P, J, G) as (P * J, G)."""
    return values.reshape(-1, values.shape[-1])


class Shape(NamedTuple):
    """How answers are laid end to end: those to offers (P, J), then those to items (P, I)."""

    offer: tuple[int, ...]
    item: tuple[int, ...]

    def flat(self, answers: StateAnswers) -> Numbers:
        """Return answers as decisions (Q, B)."""
        return np.concatenate([_rows(answers.offer), _rows(answers.item)])

    def whole(self, flat: Numbers) -> StateAnswers:
        """Return decisions (Q, B) as answers."""
        offers, items = np.split(flat, [self.offer[0] * self.offer[1]])
        return StateAnswers(offers.reshape(*self.offer, -1), items.reshape(*self.item, -1))


def orders_behind(asked: Asked, world: World) -> dict[int, Policy]:
    """Return players that order what lies before the state, and nothing else."""
    put = asked.item_id < len(world.names.items)
    bits: Numbers = np.sum(put * (1 << np.arange(put.shape[1], dtype=np.int32))[:, None], axis=1, dtype=np.int32)
    items = bits[:, None] * asked.item_slot.astype(np.int32)
    return {
        power: Given(PowerOrders(asked.lever[power], asked.target[power], asked.size[power], items[power]))
        for power in range(len(asked.lever))
    }


def plan_move(view: View, greedy: StateMove, effort: Effort) -> StateMove:
    """Return the own move of a state in G games, each field (G,), given what greedy would do."""
    habits, ahead = state_habits(Same(view.world), view.seat), Foresight(view, effort.turns)
    adapted = effort.adapt.improve(habits, ahead, learnt_habit(habits, ahead, effort), "adapt")
    return StatePlan(view, ahead, habits, adapted.habit, effort.lanes).move(greedy)


def plan_answers(view: View, asked: Asked, greedy: StateAnswers, effort: Effort) -> StateAnswers:
    """Return the answers of a state in G games, each field (..., G), given what greedy would say."""
    habits, ahead = state_habits(Same(view.world), view.seat), Foresight(view, effort.turns)
    given, learnt = orders_behind(asked, view.world), learnt_habit(habits, ahead, effort)
    adapted = effort.adapt.improve(habits, ahead, learnt, "adapt", given)
    plan = StatePlan(view, ahead, habits, adapted.habit, effort.lanes, given)
    return plan.answers(greedy, asked, np.maximum(adapted.spread, learnt.spread))
