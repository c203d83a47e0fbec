"""A game as a row of small decisions: what the adapters for learners share.

Each seat decides one thing at a time, by a number: an order for its next slot, its own move, the answer to one offer.
Number 0 is always possible: no order, no move, the cabinet's answer. What a seat is shown is made of its View alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar

import numpy as np

from game.engine.chance import draw_shocks, run_keys
from game.engine.legality import SLACK
from game.engine.orders import place_orders
from game.engine.scoring import scores
from game.engine.step import open_turn, put_offers, resolve
from game.engine.view import View, observe, observe_offers
from game.model.arrays import Same
from game.model.state import State, take_games
from game.model.turn import ACCEPT, AMEND, DECLINE, Turn
from game.model.world import World
from game.policy.base import Policy, PowerOrders, StateAnswers, StateMove, no_move, no_orders, same_answer
from game.policy.planner_choices import Choices, choices_of
from game.policy.planner_futures import no_acts
from game.policy.planner_state_habits import own_moves
from game.policy.turns import decide_answers, decide_orders, seat_keys

__all__ = ["LARGEST", "Contest", "Question"]

_LANES = 2  # a game alone is played as two equal lanes
_SIZES = (1, 3, 5, 7)  # places in SIZES: what a valued order can carry
LARGEST = 1e6  # what is shown is held between this and its negative
_HIDDEN = ("used", "past_lever", "past_target", "past_move", "past_court")  # bit masks and ids: no quantities
_REPLIES = (ACCEPT, AMEND, DECLINE)


@dataclass(frozen=True)
class Question:
    """One offer, or one item of a package or statement, that a state is asked about."""

    power: int
    slot: int  # -1 for an item
    item: int  # its place in the package; -1 for a whole offer
    lever: int
    numbers: tuple[float, ...]  # as the cabinet sees it: utility, amended, chances of accepting and of amending
    can_amend: bool


@dataclass
class _Draft:
    """What a seat has decided in this turn: a policy that says so."""

    seat: "_Menu"
    orders: list[int] = field(default_factory=list)  # numbers, slot by slot; 0 is an empty slot
    moved: int = 0
    replies: dict[Question, int] = field(default_factory=dict)
    answers: ClassVar[bool] = True

    def order(self, view: View) -> PowerOrders:
        """Order what was chosen, slot by slot."""
        found = no_orders(view)
        for slot, chosen in enumerate(self.orders):
            if chosen:
                for name in ("lever", "target", "size", "items"):
                    getattr(found, name)[slot] = getattr(self.seat.choices, name)[chosen - 1]
        return found

    def move(self, view: View) -> StateMove:
        """Make the move that was chosen."""
        found = no_move(view)
        if self.moved:
            found.move[:], found.court[:] = self.seat.moves[self.moved - 1]
        return found

    def answer(self, view: View) -> StateAnswers:
        """Answer what was answered; the rest is the cabinet's."""
        found = same_answer(view)
        for question, reply in self.replies.items():
            if question.item < 0:
                found.offer[question.power, question.slot] = reply
            else:
                found.item[question.power, question.item] = reply
        return found


@dataclass(frozen=True)
class _Menu:
    """What the numbers of a seat stand for."""

    choices: Choices | None  # of a power
    moves: tuple[tuple[int, int], ...] = ()  # of a state, each with the power that it is for

    @property
    def decisions(self) -> int:
        """How many decisions there are besides number 0, answers left out."""
        return len(self.moves) if self.choices is None else len(self.choices.names)


class Contest:
    """A live game in which some seats decide by numbers, and policies play the others.

    Parameters
    ----------
    world : the scenario.
    seats : the actors that decide by numbers.
    policies : who plays every other actor.

    Attributes
    ----------
    size : how many numbers there are, the same for every seat.
    width : how many quantities a seat is shown, the same for every seat.
    """

    def __init__(self, world: World, seats: Sequence[str], policies: Mapping[str, Policy]) -> None:
        self.world, self.seats = world, tuple(seats)
        self._places = {actor: world.names.actors.index(actor) for actor in self.seats}
        self._policies = policies
        self._powers = tuple(actor for actor in self.seats if actor in world.names.powers)
        self._menus = {actor: self._menu(actor) for actor in self.seats}
        self._replies_from = 1 + max(menu.decisions for menu in self._menus.values())
        self.size = self._replies_from + len(_REPLIES)
        self.reset(0, 0)
        self.width = len(self.observe(self.seats[0]))

    # --- what happens

    def reset(self, seed: int, run: int) -> None:
        """Begin a game; the same pair in an ensemble is the same game."""
        self._keys = run_keys(seed, [run] * _LANES)
        self._state = self.world.start(_LANES, np)
        self.number, self.over = 0, False
        self._scores = np.asarray(scores(self._state, self.world))[:, 0]
        self._open()

    def step(self, decisions: Mapping[str, int]) -> dict[str, float]:
        """Take one decision of every seat, and return what each seat's score has changed by.

        A number that `mask` does not allow counts as 0. Whoever has nothing to decide gives 0.
        """
        for actor in self.seats:
            number = int(decisions.get(actor, 0))
            self._take(actor, number if 0 <= number < self.size and self.mask(actor)[number] else 0)
        self._at += 1
        if self._at == self._steps and not self.answering:
            self._put()
        if self._at == self._steps and self.answering:
            return self._resolve()
        return dict.fromkeys(self.seats, 0.0)

    def _take(self, actor: str, number: int) -> None:
        draft, question = self._drafts[actor], self.question(actor)
        if question is not None and number:
            draft.replies[question] = _REPLIES[number - self._replies_from]
        elif not self.answering and actor in self._powers:
            if self._at < self.world.slots:
                draft.orders.append(number)
        elif not self.answering and self._at == 0:
            draft.moved = number

    def _open(self) -> None:
        self._turn = open_turn(self._state, draw_shocks(self._keys, self.number, self.world), self.number, self.world)
        self._drafts = {actor: _Draft(self._menus[actor]) for actor in self.seats}
        self._questions: dict[str, list[Question]] = {actor: [] for actor in self.seats}
        self.answering, self._at = False, 0
        self._steps = self.world.slots if self._powers else 1

    def _players(self) -> list[Policy]:
        return [self._drafts.get(actor) or self._policies[actor] for actor in self.world.names.actors]

    def _put(self) -> None:
        orders = decide_orders(self._turn, self._players(), self._chances, self.world)
        self._turn = put_offers(self._turn, orders, self.world)
        self._questions = {actor: self._asked(actor) for actor in self.seats}
        self.answering, self._at = True, 0
        self._steps = max(len(questions) for questions in self._questions.values())

    def _resolve(self) -> dict[str, float]:
        answers = decide_answers(self._turn, self._players(), self._chances, self.world)
        self._state = resolve(self._turn, answers, self.world).state
        before, self._scores = self._scores, np.asarray(scores(self._state, self.world))[:, 0]
        self.number += 1
        self.over = self.number == self.world.turns
        if self.over:
            self._questions = {actor: [] for actor in self.seats}
        else:
            self._open()
        return {actor: float((self._scores - before)[place]) for actor, place in self._places.items()}

    @property
    def _chances(self) -> tuple[Any, ...]:
        return seat_keys(self._keys, self.world)

    # --- what a seat knows

    def question(self, actor: str) -> Question | None:
        """Return the offer that a state is asked about now."""
        questions = self._questions[actor]
        return questions[self._at] if self.answering and self._at < len(questions) else None

    def names(self, actor: str) -> tuple[str, ...]:
        """Return what each number stands for; the answers are the last three."""
        menu, names = self._menus[actor], self.world.names
        own = menu.choices.names if menu.choices else [f"{names.moves[m]} {names.powers[c]}" for m, c in menu.moves]
        unused = ("",) * (self._replies_from - 1 - len(own))
        return ("nothing", *own, *unused, "accept", "amend", "decline")

    def mask(self, actor: str) -> "np.ndarray[Any, np.dtype[np.int8]]":
        """Return 1 at every number that a seat can choose now, (size,)."""
        mask = np.zeros(self.size, np.int8)
        mask[0] = 1
        question = self.question(actor)
        if question is not None:
            mask[self._replies_from :] = (1, question.can_amend, 1)
        elif not self.over and not self.answering:
            able = self._able_orders(actor) if actor in self._powers else self._able_moves(actor)
            mask[1 : 1 + len(able)] = able
        return mask

    def _able_orders(self, actor: str) -> Any:
        """Return which orders the engine would take in the next slot, after those that were chosen already."""
        draft, place, choices = self._drafts[actor], self._places[actor], self._menus[actor].choices
        if choices is None or len(draft.orders) >= self.world.slots:
            return ()
        view = self._view(actor)
        count, slot = len(choices.names), len(draft.orders)
        acts, mine = no_acts(view, count), draft.order(view)
        for name in ("lever", "target", "size", "items"):
            getattr(acts, name)[place] = getattr(mine, name)[:, :1]
            getattr(acts, name)[place, slot] = getattr(choices, name)
        lanes = np.zeros(count, np.int64)
        shocks = draw_shocks(np.zeros(count, np.uint64), self.number, self.world)
        turn = Turn(state=take_games(view.state, lanes), shocks=shocks, number=self.number, orders=acts)
        return place_orders(turn, self.world).table.refusal[place, slot] == 0

    def _able_moves(self, actor: str) -> Any:
        if self._at > 0:
            return ()
        view, price = self._view(actor), self.world.moves.capital
        return [price[move] <= view.state.attention[view.place, 0] + SLACK for move, _ in self._menus[actor].moves]

    def observe(self, actor: str) -> "np.ndarray[Any, np.dtype[np.float32]]":
        """Return what a seat is shown, (width,).

        In this order: which seat it is (one a seat); the part of the game that is over, whether offers are being
        answered, the part of this step's decisions that is over; the numbers that it chose for its slots, of all; the
        offer that it is asked about (power and lever, one each; whether it is an item; utility, amended utility,
        chances of accepting and amending, as its cabinet sees them); every quantity of the public state.
        """
        names, question = self.world.names, self.question(actor)
        who = np.arange(len(names.actors)) == self._places[actor]
        when = (self.number / self.world.turns, self.answering, self._at / max(self._steps, 1))
        chosen = np.zeros(self.world.slots)
        chosen[: len(self._drafts[actor].orders)] = np.asarray(self._drafts[actor].orders) / self.size
        power, lever = np.zeros(len(names.powers)), np.zeros(len(names.levers) + 1)
        numbers: tuple[float, ...] = (0.0,) * 5
        if question is not None:
            power[question.power] = lever[question.lever] = 1.0
            numbers = (float(question.item >= 0), *question.numbers)
        state = self._view(actor).state
        public = [np.ravel(getattr(state, f.name)[..., 0]) for f in fields(State) if f.name not in _HIDDEN]
        shown = np.concatenate([who, when, chosen, power, lever, numbers, *public])
        return np.asarray(np.clip(shown, -LARGEST, LARGEST), np.float32)

    def _view(self, actor: str) -> View:
        turn = self._turn if not self.answering else self._turn.with_(state=self._turn.opened)
        turn = turn.with_(state=self._state) if self.over else turn
        return observe(turn, self._places[actor], np.zeros(_LANES, np.uint64), self.world)

    def _asked(self, actor: str) -> list[Question]:
        """Return what is put to a state, offers first, then items."""
        if actor in self._powers:
            return []
        seat = self._places[actor]
        view = observe_offers(self._turn, seat, np.zeros(_LANES, np.uint64), self.world)
        table, here = view.offers, view.place
        assert table is not None
        offered = (table.offered[:, :, here, 0] > 0) & (table.item_slot[:, :, 0] < 0.5)
        found = [
            self._question(table, int(p), int(j), -1, int(table.lever[p, j, 0]), here)
            for p, j in zip(*np.nonzero(offered), strict=True)
        ]
        for p, i in zip(*np.nonzero(table.item_id[:, :, 0] < len(self.world.names.items)), strict=True):
            slot = int(np.argmax(table.item_slot[p, :, 0]))
            found.append(self._question(table, int(p), -1, int(i), int(table.lever[p, slot, 0]), here))
        return found

    @staticmethod
    def _question(table: Any, power: int, slot: int, item: int, lever: int, here: int) -> Question:
        at = (power, slot if item < 0 else item, here, 0)
        kinds = ("utility", "amended", "chance") if item < 0 else ("item_utility", "item_amended", "item_chance")
        utility, amended, chance = (getattr(table, kind) for kind in kinds)
        accept, amend = float(chance[(0, *at)]), float(chance[(1, *at)])
        numbers = (float(utility[at]), float(amended[at]) if amend > 0 else 0.0, accept, amend)
        return Question(power, slot, item, lever, numbers, amend > 0)

    def _menu(self, actor: str) -> _Menu:
        place, powers = self._places[actor], len(self.world.names.powers)
        if place < powers:
            return _Menu(choices_of(Same(self.world), place, _SIZES))
        keys = np.zeros(_LANES, np.uint64)
        start = Turn(state=self.world.start(_LANES, np), shocks=None, number=0)  # type: ignore[arg-type]
        return _Menu(None, tuple(own_moves(observe(start, place, keys, self.world))))
