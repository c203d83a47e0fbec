"""One live game: who sits where, what they have ordered, and the turn on its way.

A session is the only thing that changes. It orchestrates and never computes:
rules are the engine's, decisions the policies' or the people's, and a person's
seat is played like any policy's, so that a live game is the same game, to the
last bit, as one in a batch. A turn has two steps, with decisions before each:
orders are closed, then offers are answered and the turn ends.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from game.engine.chance import draw_shocks, run_keys
from game.engine.scoring import scores
from game.engine.step import open_turn, put_offers, resolve
from game.engine.view import View, observe, observe_offers
from game.model.state import State
from game.model.turn import Turn
from game.model.world import World
from game.policy.base import Policy
from game.policy.registry import make_policy, policy_names
from game.policy.turns import decide_answers, decide_orders, seat_keys
from game.scenario.problems import suggest
from game.sentence import phrase
from game.sim.desk import Desk
from game.sim.explain import weigh_answers
from game.sim.live import LANES, Game, PlayedTurn, Witness, player_name
from game.sim.order import Answer, OpenTurn, Order, Refusal, TurnRecord, Written, of_actor, read_answers, read_orders
from game.sim.prints import Fingerprints
from game.sim.refusing import OrdersSoFar, offers_of, refuse_answer, refuse_order, well_formed

__all__ = ["PERSON", "Session"]

PERSON = "person"  # who plays a seat that no policy plays
Stage = Literal["orders", "answers", "over"]


@dataclass(frozen=True)
class _Draft:
    """What a person's seat has decided so far in a turn."""

    orders: tuple[Order, ...] = ()
    answers: tuple[Answer, ...] = ()


@dataclass
class _Table:
    """The turn on its way."""

    opened: Turn  # with its income and events, and nothing ordered
    turn: Turn  # as far as it is
    witness: Witness
    prints: Fingerprints
    drafts: dict[str, _Draft] = field(default_factory=dict)
    undo: dict[str, list[_Draft]] = field(default_factory=dict)


class Session:
    """A live game.

    Parameters
    ----------
    world : the scenario.
    seats : who plays which actor: `PERSON` or the name of a policy; the scenario's policy where nothing is said.
    seed, run : which game; the same pair in an ensemble is the same game.

    Raises
    ------
    KeyError
        If a seat is given to an actor or a policy that does not exist.
    """

    def __init__(self, world: World, seats: Mapping[str, str] | None = None, *, seed: int = 0, run: int = 0) -> None:
        self.world, self.seed, self.run = world, seed, run
        chosen = {seat.actor: seat.policy for seat in world.seats}
        for actor, player in (seats or {}).items():
            if actor not in chosen:
                raise KeyError(actor)
            chosen[actor] = player
        self._policies = {actor: self._player(actor, player) for actor, player in chosen.items()}
        self._seats = chosen
        self._keys = run_keys(seed, [run] * LANES, np)
        self._first: State = world.start(LANES, np)
        self._played: list[PlayedTurn] = []
        self._records: list[TurnRecord] = []
        self._table = self._open()

    # --- what is known

    @property
    def stage(self) -> Stage:
        """What is decided now: orders, answers, or nothing because the game is over."""
        if self._table is None:
            return "over"
        return "orders" if self._table.turn.orders is None else "answers"

    @property
    def number(self) -> int:
        """How many turns are over: the number, from 0, of the one that is played now."""
        return len(self._records)

    @property
    def seats(self) -> dict[str, str]:
        """Who plays each actor: `PERSON` or the name of a policy."""
        return dict(self._seats)

    @property
    def records(self) -> tuple[TurnRecord, ...]:
        """The turns that are over."""
        return tuple(self._records)

    @property
    def game(self) -> Game:
        """The game so far, with everything that explains it."""
        players = tuple("a person" if p is None else player_name(p) for p in self._policies.values())
        return Game(self.seed, self.run, players, self._first, tuple(self._played))

    @property
    def scores(self) -> dict[str, float]:
        """The scores after the last turn that is over."""
        last = self._played[-1].turn.state if self._played else self._first
        found = np.asarray(scores(last, self.world))[:, 0].tolist()
        return dict(zip(self.world.names.actors, found, strict=True))

    def view(self, actor: str) -> View:
        """Return what a seat sees: the public state, and the offers put to it when it is asked to answer.

        Nobody's orders of this turn are in it, nor any luck. When the game is over it is the last state.
        """
        seat, nobody = self.world.names.actors.index(actor), np.zeros(LANES, np.uint64)
        if self._table is None:
            return observe(self._played[-1].turn, seat, nobody, self.world)
        opened = self._table.opened
        if self.stage == "orders" or actor in self.world.names.powers:
            return observe(opened, seat, nobody, self.world)
        return observe_offers(self._table.turn, seat, nobody, self.world)

    def desk(self, actor: str) -> Desk:
        """Return what lies before a seat when it decides, from which everything it is told beforehand is computed."""
        seat, draft = self.world.names.actors.index(actor), self._draft(actor)
        view = self.view(actor).with_(chance=seat_keys(self._keys, self.world)[seat])
        asked = self._table is not None and self.stage == "answers" and not view.is_power
        offers = weigh_answers(self._table.turn, self.world, actor) if self._table is not None and asked else ()
        return Desk(view, draft.orders, draft.answers, offers)

    def offers(self, actor: str) -> dict[str, dict[int | str, bool]]:
        """Return what lies before a state: by power, the slots (from 1) or items, and whether each can be amended."""
        if self._table is None or self.stage != "answers" or actor not in self.world.names.states:
            return {}
        state = self.world.names.states.index(actor)
        found = {
            power: offers_of(self._table.turn, p, state, self.world) for p, power in enumerate(self.world.names.powers)
        }
        return {power: offers for power, offers in found.items() if offers}

    def pending(self, actor: str) -> tuple[Order | Answer, ...]:
        """Return what a seat has decided in this turn and not yet lost to its end."""
        draft = self._draft(actor)
        return (*draft.orders, *draft.answers)

    @property
    def open_turn(self) -> OpenTurn | None:
        """The turn on its way, as far as it is decided; None when the game is over."""
        table = self._table
        if table is None:
            return None
        drafts = [self._draft(actor) for actor in self.world.names.actors if self._policies[actor] is None]
        answers = tuple(answer for draft in drafts for answer in draft.answers)
        if self.stage == "answers":
            return OpenTurn(True, read_orders(table.turn, self.world), answers)
        return OpenTurn(False, tuple(order for draft in drafts for order in draft.orders), answers)

    # --- what people decide

    def submit(self, entry: Order | Answer) -> Refusal | None:
        """Take an order or an answer of a person's seat, or return why not; a refusal changes nothing.

        A second answer to the same offer takes the place of the first.
        """
        refusal = self._refuse_form(entry) or self._refuse_stage(entry)
        if refusal is not None or self._table is None:
            return refusal
        draft = self._draft(entry.actor)
        if isinstance(entry, Order):
            refusal = refuse_order(entry, OrdersSoFar(self._table.opened, draft.orders, self.world))
            changed = _Draft((*draft.orders, entry), draft.answers)
        else:
            refusal = refuse_answer(entry, self._table.turn, self.world)
            others = (a for a in draft.answers if _place(a) != _place(entry))
            changed = _Draft(draft.orders, (*others, entry))
        if refusal is None:
            self._change(entry.actor, changed)
        return refusal

    def withdraw(self, entry: Order | Answer) -> Refusal | None:
        """Take back one order, or the answer to one offer."""
        refusal = self._refuse_form(entry) or self._refuse_stage(entry)
        if refusal is not None:
            return refusal
        draft = self._draft(entry.actor)
        if isinstance(entry, Order) and entry in draft.orders:
            at = draft.orders.index(entry)
            self._change(entry.actor, _Draft(draft.orders[:at] + draft.orders[at + 1 :], draft.answers))
            return None
        kept = tuple(a for a in draft.answers if not isinstance(entry, Answer) or _place(a) != _place(entry))
        if len(kept) == len(draft.answers):
            return Refusal("nothing", entry, phrase("Nothing like this was submitted in this turn."))
        self._change(entry.actor, _Draft(draft.orders, kept))
        return None

    def can_undo(self, actor: str) -> bool:
        """Tell whether a seat has submitted or withdrawn anything since the step began."""
        return bool(self._table and self._table.undo.get(actor))

    def undo(self, actor: str) -> bool:
        """Undo a seat's last submission or withdrawal; return whether there was one since the step began."""
        history = self._table.undo.get(actor) if self._table else None
        if not history or self._table is None:
            return False
        self._table.drafts[actor] = history.pop()
        return True

    def hand_over(self, actor: str, player: str) -> Refusal | None:
        """Give a seat to a person (`PERSON`) or to a policy; what it had not yet put is dropped."""
        actors = self.world.names.actors
        if actor not in actors:
            return Refusal("actor", None, f"There is no actor {actor!r}.", suggest(actor, actors))
        known = (PERSON, *policy_names(actors.index(actor), self.world))
        if player not in known:
            return Refusal("policy", None, f"There is no policy {player!r} for {actor}.", suggest(player, known))
        self._seats[actor], self._policies[actor] = player, self._player(actor, player)
        if self._table is not None:
            draft = self._draft(actor)
            self._table.drafts[actor] = _Draft(draft.orders if self.stage == "answers" else ())
            self._table.undo.pop(actor, None)
        return None

    # --- what ends a step

    def close_orders(self) -> None:
        """Close the orders: policies decide, all orders are put, and offers lie before the states.

        Does nothing once they are closed.
        """
        table = self._table
        if table is None or self.stage != "orders":
            return
        self._put(table, [self._seat(actor) for actor in self.world.names.actors])

    def end_turn(self) -> TurnRecord:
        """Answer the offers, let everything follow, and open the next turn; orders are closed if they were not.

        Raises
        ------
        RuntimeError
            If the game is over.
        """
        self.close_orders()
        table = self._table
        if table is None:
            raise RuntimeError("the game is over")
        players = [self._seat(actor) for actor in self.world.names.actors]
        answers = decide_answers(table.turn, players, seat_keys(self._keys, self.world), self.world)
        return self._finish(table, resolve(table.turn, answers, self.world, self._watch(table)))

    def play_recorded(self, record: TurnRecord) -> TurnRecord:
        """Play a turn whose decisions are known, whoever has the seats."""
        table = self._table
        if table is None:
            raise RuntimeError("the game is over")
        table.drafts = {
            actor: _Draft(of_actor(record.orders, actor), of_actor(record.answers, actor))
            for actor in self.world.names.actors
        }
        kept, self._policies = self._policies, dict.fromkeys(self._policies)
        try:
            return self.end_turn()
        finally:
            self._policies = kept

    def take_up(self, opened: OpenTurn) -> tuple[Refusal, ...]:
        """Take up a turn that another session left, nothing being decided here yet; return what does not fit.

        Once its orders were closed, all of them are put as they were, whoever decided them.
        """
        table = self._table
        if table is None:
            return ()
        refusals: list[Refusal | None] = []
        if opened.closed:
            self._put(table, [Written(of_actor(opened.orders, actor)) for actor in self.world.names.actors])
            for actor in self.world.names.actors:
                mine = of_actor(opened.orders, actor) if self._policies[actor] is None else ()
                table.drafts[actor] = _Draft(tuple(order for order in mine if order.lever))
        else:
            refusals += [self.submit(order) for order in opened.orders]
        refusals += [self.submit(answer) for answer in opened.answers]
        return tuple(refusal for refusal in refusals if refusal is not None)

    def branch(self, number: int) -> "Session":
        """Return another session that shares this one's first `number` turns, and goes its own way from there."""
        other = Session(self.world, self._seats, seed=self.seed, run=self.run)
        other._played, other._records = self._played[:number], self._records[:number]
        other._table = other._open()
        return other

    # --- inside

    def _open(self) -> _Table | None:
        """Open the next turn, if there is one."""
        if self.number >= self.world.turns:
            return None
        state = self._played[-1].turn.state if self._played else self._first
        witness, prints = Witness(state), Fingerprints(state)
        shocks = draw_shocks(self._keys, self.number, self.world)
        table = _Table(None, None, witness, prints)  # type: ignore[arg-type]
        table.opened = open_turn(state, shocks, self.number, self.world, explain=True, watch=self._watch(table))
        table.turn = table.opened
        return table

    def _put(self, table: _Table, players: Sequence[Policy]) -> None:
        """Put the orders of all seats on the table."""
        orders = decide_orders(table.opened, players, seat_keys(self._keys, self.world), self.world)
        table.turn = put_offers(table.opened, orders, self.world, self._watch(table))
        table.undo.clear()

    def _finish(self, table: _Table, turn: Turn) -> TurnRecord:
        record = TurnRecord(
            number=self.number,
            orders=read_orders(turn, self.world),
            answers=read_answers(turn, self.world),
            phases=tuple(table.prints.phases),
            digest=table.prints.whole(),
        )
        self._played.append(table.witness.played(turn))
        self._records.append(record)
        self._table = self._open()
        return record

    @staticmethod
    def _watch(table: _Table) -> Any:
        def watch(phase: str, turn: Turn) -> None:
            table.witness(phase, turn)
            table.prints(phase, turn)

        return watch

    def _player(self, actor: str, player: str) -> Policy | None:
        """Return the policy of a seat, None for a person."""
        return None if player == PERSON else make_policy(player, self.world.names.actors.index(actor), self.world)

    def _seat(self, actor: str) -> Policy:
        """Return who decides for an actor now: its policy, or what its person has written."""
        draft = self._draft(actor)
        return self._policies[actor] or Written(draft.orders, draft.answers)

    def _draft(self, actor: str) -> _Draft:
        return self._table.drafts.get(actor, _Draft()) if self._table else _Draft()

    def _change(self, actor: str, draft: _Draft) -> None:
        assert self._table is not None
        self._table.undo.setdefault(actor, []).append(self._draft(actor))
        self._table.drafts[actor] = draft

    def _refuse_form(self, entry: Order | Answer) -> Refusal | None:
        """Refuse what is neither an order nor an answer, and who is not a person's actor."""
        if not well_formed(entry):
            return Refusal("form", None, "This is neither an order nor an answer.")
        actors = self.world.names.actors
        if entry.actor not in actors:
            return Refusal("actor", entry, f"There is no actor {entry.actor!r}.", suggest(entry.actor, actors))
        if self._policies[entry.actor] is not None:
            sentence = f"{self._seats[entry.actor]} plays {entry.actor}."
            return Refusal("seat", entry, sentence, "Hand the seat to a person first.")
        return None

    def _refuse_stage(self, entry: Order | Answer) -> Refusal | None:
        """Refuse what comes too early or too late."""
        if self.stage == "over":
            return Refusal("stage", entry, phrase("The game is over."))
        if isinstance(entry, Order) and self.stage == "answers":
            hint = phrase("It can be given in the next turn.") if self.number + 1 < self.world.turns else ""
            return Refusal("stage", entry, phrase("The orders of this turn are closed."), hint)
        if isinstance(entry, Answer) and self.stage == "orders":
            return Refusal("stage", entry, "There is nothing to answer yet.", "Offers come when orders are closed.")
        if isinstance(entry, Answer) and entry.actor not in self.world.names.states:
            return Refusal("stage", entry, "Only states answer offers.")
        return None


def _place(answer: Answer) -> tuple[str, int | str]:
    return answer.power, answer.item or answer.slot
