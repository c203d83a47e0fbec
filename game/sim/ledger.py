"""The ledger of a turn: every change of every quantity as the list of its causes, which sum to the change.

The log of a live turn says what was added to which field of the state, and
why. Laid end to end, its entries form a path of states from the beginning of
the turn to its end. A stock's causes are the additions to it. Anything that
is computed from the state (dependence, partners, scores) is computed once for
the whole path, which lies on the game axis; the differences along the path
are its causes, so they too sum to the change, with nothing left over.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np

from game.engine.scoring import METRICS, Reading, amount, reach, read, score
from game.model.arrays import Array
from game.model.state import State
from game.model.turn import Turn
from game.model.world import Measure, World
from game.sim.steps import GivenOrder, Step, read_steps

AXES: dict[str, tuple[str, ...]] = {
    "purse": ("powers",), "capital": ("powers",), "attention": ("states",),
    "stock": ("stocks", "partners", "states"), "odds": ("flows", "powers", "states"),
    "pipeline": ("stages", "stocks", "powers", "states"), "lock": ("domains", "powers", "states"),
    "hedging": ("states",), "home": ("states",), "development": ("states",), "tension": (),
    "headline": ("powers",), "ground": ("grounds", "powers", "states"), "stages": ("corridors",),
    "works": ("stages", "corridors", "powers"), "tonnage": ("corridors",), "halted": ("corridors",),
}  # fmt: skip
_BY_PAIR = ("powers", "states")  # the axes of every other stock
_COMPUTED: dict[str, tuple[str, ...]] = {
    "dependence": ("partners", "states"), "share": ("domains", "partners", "states"), "partners": ("states",),
}  # fmt: skip
_RECENT = ("past_lever", "past_target", "past_move", "past_court")
_FIELDS = frozenset(entry.name for entry in fields(State))
MEMORY = frozenset(("courted", "discount", "bonus", "caution", "wary", "declined", "used", *_RECENT))
"""Fields that are kept in mind, set and not added to: they have no causes."""
_NOTHING = 1e-9  # what counts as no change


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause of a change: what was added to which field, in which phase, by which order if by one."""

    phase: str
    field: str
    name: str
    amount: float
    order: GivenOrder | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """How one quantity changed in a turn, and why: the causes sum to `after - before`."""

    quantity: str
    place: tuple[str, ...]  # ids along the quantity's axes, such as a power and a state
    before: float
    after: float
    causes: tuple[Cause, ...]

    @property
    def amount(self) -> float:
        """By how much it changed."""
        return self.after - self.before

    def largest(self, count: int = 1) -> tuple[Cause, ...]:
        """Return the causes that weigh most."""
        return tuple(sorted(self.causes, key=lambda cause: -abs(cause.amount))[:count])


class Ledger:
    """The causes of every change in one turn, computed when they are asked for.

    Parameters
    ----------
    start : the state before the turn.
    turn : the turn when it is over, played with `explain=True`.
    world : its scenario.
    """

    def __init__(self, start: State, turn: Turn, world: World) -> None:
        self.start, self.turn, self.world = start, turn, world
        self.steps: tuple[Step, ...] = read_steps(turn, world)

    @cached_property
    def _groups(self) -> tuple[list[Step], "np.ndarray[Any, Any]", "np.ndarray[Any, Any]"]:
        """Return one step of each cause, the steps sorted by cause, and where each cause begins among them."""
        found: dict[tuple[Any, ...], int] = {}
        heads: list[Step] = []
        for step in self.steps:
            if step.key not in found:
                found[step.key] = len(heads)
                heads.append(step)
        cause = np.asarray([found[step.key] for step in self.steps], np.int64)
        order = np.argsort(cause, kind="stable")
        return heads, order, np.searchsorted(cause[order], np.arange(len(heads)))

    @cached_property
    def path(self) -> State:
        """The states after each step, the one before the turn first, along the last axis; in double precision."""
        changed: dict[str, Any] = {}
        length = len(self.steps) + 1
        for at, step in enumerate(self.steps, start=1):
            if step.field not in changed:
                now = np.asarray(getattr(self.start, step.field))[..., 0]
                whole = np.zeros((*now.shape, length))
                whole[..., 0] = now
                changed[step.field] = whole
            changed[step.field][..., at] = step.amount
        changed = {name: np.cumsum(whole, axis=-1) for name, whole in changed.items()}
        for entry in fields(State):
            if entry.name not in changed:
                now = np.asarray(getattr(self.start, entry.name))[..., :1]
                changed[entry.name] = np.broadcast_to(now, (*now.shape[:-1], length))
        return State(**changed)

    @cached_property
    def reading(self) -> Reading:
        """The path, ready to be measured."""
        return read(self.path, self.world)

    @property
    def moved(self) -> tuple[str, ...]:
        """The stocks that something was added to, in the order of the state."""
        touched = {step.field for step in self.steps}
        return tuple(entry.name for entry in fields(State) if entry.name in touched)

    def changes(self, field: str) -> tuple[Change, ...]:
        """Return the changes of one field of the state, one for each place that moved."""
        return self._changes(field, getattr(self.path, field), self._axes(field))

    def change(self, field: str, *place: str) -> Change:
        """Return the change of one field at one place, even where nothing moved."""
        index = tuple(axis.index(name) for axis, name in zip(self._axes(field), place, strict=True))
        return self._one(field, place, getattr(self.path, field)[index])

    def find(self, quantity: str, *place: str) -> Change:
        """Return the change of anything that has a name here, wherever it is, even where nothing moved.

        Parameters
        ----------
        quantity : a field of the state, `dependence`, `share` or `partners` (`pledged` before it counts what is
            promised), `score`, `objective` or `reached`.
        place : ids along its axes, such as a domain, a partner and a state; of an objective its actor and its own.

        Raises
        ------
        KeyError
            If there is no such quantity or place.
        """
        index, plain = place_in(self.world, quantity, place), quantity.removeprefix("pledged ")
        if plain == "score":
            return self.score(index[0])
        if plain in ("objective", "reached"):
            return self.objectives(index[0], plain == "reached")[index[1]]
        if plain in _COMPUTED:
            pledged = plain != quantity
            shares = self.reading.pledged if pledged else self.reading.delivered
            values = self._partners(pledged) if plain == "partners" else getattr(shares, plain)
            return self._one(quantity, place, values[index])
        return self.change(quantity, *place)

    def all_stocks(self) -> tuple[Change, ...]:
        """Return the changes of all fields."""
        return tuple(change for field in self.moved for change in self.changes(field))

    def dependence(self, pledged: bool = False) -> tuple[Change, ...]:
        """Return the changes of dependence, by partner and state; `pledged` counts what is promised."""
        shares = self.reading.pledged if pledged else self.reading.delivered
        name = "pledged dependence" if pledged else "dependence"
        return self._changes(name, shares.dependence, self._ids("partners", "states"))

    def shares(self, pledged: bool = False) -> tuple[Change, ...]:
        """Return the changes of shares, by domain, partner and state."""
        shares = self.reading.pledged if pledged else self.reading.delivered
        name = "pledged share" if pledged else "share"
        return self._changes(name, shares.share, self._ids("domains", "partners", "states"))

    def partners(self, pledged: bool = False) -> tuple[Change, ...]:
        """Return the changes of the effective number of partners, by state."""
        name = "pledged partners" if pledged else "partners"
        return self._changes(name, self._partners(pledged), self._ids("states"))

    def _partners(self, pledged: bool) -> Array:
        states = tuple(range(len(self.world.names.states)))
        at = "pledged" if pledged else "delivered"
        part = Measure("partners", (), states, "mean", 0, 0, at, -1000.0, False, 1.0, np.zeros(1))
        return METRICS["partners"](self.reading, part)

    def score(self, seat: int) -> Change:
        """Return the change of a seat's score."""
        return self._one("score", (self.world.names.actors[seat],), score(self.reading, seat))

    def scores(self) -> tuple[Change, ...]:
        """Return the changes of all scores, powers first."""
        return tuple(self.score(seat) for seat in range(len(self.world.seats)))

    def objectives(self, seat: int, reached: bool = False) -> tuple[Change, ...]:
        """Return the changes of a seat's objectives: of their values, or of how far they are `reached` (0 to 1)."""
        actor = self.world.names.actors[seat]
        found = []
        for objective in self.world.seats[seat].objectives:
            value = reach(self.reading, objective) if reached else amount(self.reading, objective.measures)
            found.append(self._one("reached" if reached else "objective", (actor, objective.id), value))
        return tuple(found)

    def of(self, name: str, measure: Callable[[Reading], Array]) -> Change:
        """Return the change of anything that can be measured, such as a claim's measure."""
        return self._one(name, (), measure(self.reading))

    def _axes(self, field: str) -> tuple[tuple[str, ...], ...]:
        return self._ids(*AXES.get(field, _BY_PAIR))

    def _ids(self, *axes: str) -> tuple[tuple[str, ...], ...]:
        return _ids_of(self.world, *axes)

    def _changes(self, name: str, values: Array, axes: tuple[tuple[str, ...], ...]) -> tuple[Change, ...]:
        """Return the changes of values (..., T) at every place that moved."""
        values = np.asarray(values)
        if values.ndim == 1:
            return (self._one(name, (), values),)
        moved = np.any(np.abs(np.diff(values, axis=-1)) > _NOTHING, axis=-1)
        causes = self._causes(values[moved])
        ends = values[moved][:, [0, -1]].tolist()
        return tuple(
            Change(name, _names(index, axes), before, after, why)
            for index, (before, after), why in zip(np.argwhere(moved).tolist(), ends, causes, strict=True)
        )

    def _one(self, name: str, place: tuple[str, ...], values: Array) -> Change:
        values = np.asarray(values)
        (causes,) = self._causes(values[None])
        return Change(name, place, float(values[0]), float(values[-1]), causes)

    def _causes(self, values: "np.ndarray[Any, Any]") -> list[tuple[Cause, ...]]:
        """Return the causes of each row of values (N, T) along the path."""
        heads, order, begins = self._groups
        if not heads or not len(values):
            return [() for _ in values]
        amounts = np.add.reduceat(np.diff(values, axis=-1)[:, order], begins, axis=1)
        found: list[list[Cause]] = [[] for _ in range(len(values))]
        rows, columns = np.nonzero(np.abs(amounts) > _NOTHING)
        for row, column, by in zip(rows.tolist(), columns.tolist(), amounts[rows, columns].tolist(), strict=True):
            step = heads[column]
            found[row].append(Cause(step.phase, step.field, step.name, by, step.order))
        return [tuple(causes) for causes in found]


def _ids_of(world: World, *axes: str) -> tuple[tuple[str, ...], ...]:
    """Return the ids along some axes."""
    more = {"partners": (*world.names.powers, "others"), "stages": ("1", "2", "3")}
    return tuple(more[axis] if axis in more else getattr(world.names, axis) for axis in axes)


def place_in(world: World, quantity: str, place: Sequence[str]) -> tuple[int, ...]:
    """Return the indices of a place along the axes of a quantity that `Ledger.find` knows.

    Raises
    ------
    KeyError
        If there is no such quantity or place.
    """
    plain = quantity.removeprefix("pledged ")
    try:
        if plain in ("score", "objective", "reached"):
            seat = world.names.actors.index(place[0])
            wanted = [objective.id for objective in world.seats[seat].objectives]
            parts = place[1:]
            if len(parts) != (plain != "score"):
                raise KeyError((quantity, *place))
            return (seat, *(wanted.index(part) for part in parts))
        known = plain in _COMPUTED or (quantity in _FIELDS and quantity not in MEMORY)
        if not known:
            raise KeyError((quantity, *place))
        axes = _ids_of(world, *_COMPUTED.get(plain, AXES.get(quantity, _BY_PAIR)))
        return tuple(axis.index(part) for axis, part in zip(axes, place, strict=True))
    except (ValueError, IndexError):
        raise KeyError((quantity, *place)) from None


def _names(index: Sequence[int], axes: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    return tuple(axis[i] for axis, i in zip(axes, index, strict=True))
