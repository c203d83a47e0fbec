"""The log of a live turn as a list of steps, one cause each; what orders did is told order by order."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from game.model.turn import ACCEPT, AMEND, ANSWERS, SIZES, Entry, Turn
from game.model.world import World


@dataclass(frozen=True, slots=True)
class GivenOrder:
    """An order that stood, as the ledger names it."""

    power: str
    slot: int
    lever: str
    target: str | None  # a state, a power, or None for a lever that is put to all
    size: float
    answer: str  # accept, amend or decline; "3 of 4" for items; "called off"; empty where nobody is asked


@dataclass(frozen=True, slots=True)
class Step:
    """One addition to one field of the state."""

    phase: str
    field: str
    name: str
    amount: Any  # the shape of the field in one game
    order: GivenOrder | None

    @property
    def key(self) -> tuple[str, str, str, str, int]:
        """What makes two steps the same cause, as in several quarters of one turn."""
        power, slot = (self.order.power, self.order.slot) if self.order else ("", -1)
        return (self.phase, self.field, self.name, power, slot)


def read_steps(turn: Turn, world: World) -> tuple[Step, ...]:
    """Return the steps of a turn in the order in which they happened; those that changed nothing are left out."""
    assert turn.log is not None, "a ledger needs a turn that was played with explain=True"
    orders = given_orders(turn, world)
    steps: list[Step] = []
    for entry in turn.log:
        if not isinstance(entry, Entry):
            continue
        amount = np.asarray(entry.amount)[..., 0]
        if not amount.any():
            continue
        if entry.axes:
            steps.extend(_by_order(entry, amount, orders))
        else:
            shape = getattr(turn.state, entry.field).shape[:-1]
            steps.append(Step(entry.phase, entry.field, entry.cause, np.broadcast_to(amount, shape), None))
    return tuple(steps)


def _by_order(entry: Entry, amount: Any, orders: dict[tuple[int, int], GivenOrder]) -> list[Step]:
    """Split an entry (..., P, J, S) or (P, J) into one step for each order that brought something."""
    rank = amount.ndim + 1  # the game axis is already gone
    axes = tuple(axis - rank if axis >= 0 else axis for axis in entry.axes)
    slot = rank + (-3 if -3 in axes else -2)
    by_order = np.moveaxis(amount, (slot - 1, slot), (0, 1))
    brought = by_order.reshape(*by_order.shape[:2], -1).any(axis=2)
    summed = tuple(axis + rank for axis in axes)
    steps = []
    for power, place in np.argwhere(brought):
        alone = np.zeros(amount.shape)
        here = (*(slice(None),) * (slot - 1), power, place)
        alone[here] = amount[here]
        order = orders[int(power), int(place)]
        steps.append(Step(entry.phase, entry.field, entry.cause, alone.sum(axis=summed), order))
    return steps


def given_orders(turn: Turn, world: World) -> dict[tuple[int, int], GivenOrder]:
    """Return the orders that stood this turn, called-off journeys among them, by power and slot."""
    names, state, found = world.names, turn.state, {}
    for power in range(len(names.powers)):
        for slot in range(world.slots):
            lever = int(state.past_lever[0, power, slot, 0])
            if lever >= len(names.levers):
                continue
            found[power, slot] = GivenOrder(
                power=names.powers[power],
                slot=slot,
                lever=names.levers[lever],
                target=_target(lever, int(state.past_target[0, power, slot, 0]) - 1, world),
                size=SIZES[int(turn.table.size[power, slot, 0])],
                answer=_answer(turn, power, slot, lever, world),
            )
    return found


def _target(lever: int, target: int, world: World) -> str | None:
    if float(world.levers.to_power[lever]) > 0:
        return world.names.powers[target]
    return world.names.states[target] if float(world.levers.to_state[lever]) > 0 else None


def _answer(turn: Turn, power: int, slot: int, lever: int, world: World) -> str:
    table = turn.table
    if table.cancelled[power, slot, 0] > 0:
        return "called off"
    if float(world.levers.offer[lever]) < 1 or table.answer is None:
        return ""
    asked = np.flatnonzero(table.offered[power, slot, :, 0])
    if table.item_slot[power, slot, 0] > 0:
        put = np.flatnonzero(table.item_id[power, :, 0] < len(world.names.items))
        answers = table.item_answer[power][np.ix_(put, asked)][..., 0]
        return f"{int(np.sum((answers == ACCEPT) | (answers == AMEND)))} of {answers.size}"
    answers = table.answer[power, slot, asked, 0]
    if len(asked) == 1:
        return ANSWERS[int(answers[0])]
    return f"{int(np.sum((answers == ACCEPT) | (answers == AMEND)))} of {len(asked)}"
