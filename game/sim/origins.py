"""From any number on the screen down to the scenario: which of its numbers a term, a cause or a level uses.

The tables are in `origin_tables`; what a number rests on is told by `scenario.bases`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np

from game.model.world import World
from game.scenario.bases import Bases
from game.scenario.findings import Path
from game.sim.explain import Weighing
from game.sim.ledger import AXES, Cause
from game.sim.live import PlayedTurn
from game.sim.origin_tables import CAUSES, LEVELS, NOTHING, TERMS, WEIGHTS
from game.sim.steps import given_orders

__all__ = ["Origin", "Origins"]

_EFFECTS = re.compile(r"effects\[(\w+)\]")
_PLACES = {
    "powers": "power", "partners": "power", "states": "state", "domains": "domain", "stocks": "domain",
    "flows": "domain", "corridors": "corridor",
}  # fmt: skip
_BY_PAIR = ("powers", "states")
_DERIVED: Mapping[str, tuple[str, ...]] = {
    "dependence": ("partners", "states"), "share": ("domains", "partners", "states"), "partners": ("states",),
}  # fmt: skip


@dataclass(frozen=True)
class Origin:
    """Something that a number comes from.

    Kinds: `number`, one of the scenario, with its path; `chance`, which was drawn; `decision`, which somebody made;
    `clock`, which only counts; `bound`, beyond which the quantity cannot go; `nothing`, where it begins if the
    scenario does not say otherwise.
    """

    kind: str
    path: Path = ()


class Origins:
    """Finds what the numbers of one turn come from.

    Parameters
    ----------
    bases : the numbers of the scenario.
    world : the scenario, compiled.
    played : the turn; None for what stands at the start.
    """

    def __init__(self, bases: Bases, world: World, played: PlayedTurn | None = None) -> None:
        self.bases, self._world, self._played = bases, world, played
        orders = given_orders(played.turn, world).values() if played else ()
        self._levers = {power: [o.lever for o in orders if o.power == power] for power in world.names.powers}
        self._moves = self._moves_made()

    def of_reason(self, decision: Weighing, reason: str) -> tuple[Origin, ...]:
        """Return what a term of an answer uses."""
        power, state, lever = decision.order.power, decision.state, decision.order.lever
        domain = self.bases.scenario.levers[lever].domain
        ids = self._ids(power=(power,), state=(state,), lever=(lever,), domain=(domain,))
        ids["network"] = self._networks(domain)
        ids["item"], ids["offended"] = (decision.item or "",), (decision.offended or "",)
        ids["mine"], ids["own"] = self._levers[power], self._moves.get(state, [])
        return self._found(TERMS[reason], ids)

    def of_cause(self, cause: Cause, quantity: str = "", place: Iterable[str] = ()) -> tuple[Origin, ...]:
        """Return what a cause of a change uses.

        Parameters
        ----------
        cause : of a change in the ledger.
        quantity, place : of the change, where that narrows it down: only what is about its power or state counts.
        """
        ids = self._of_place(quantity or cause.field, tuple(place))
        head, _, tail = cause.name.partition(":")
        ids["event"], ids["vote"] = (tail,), (tail,)
        if cause.order is not None:
            ids["lever"], ids["user"] = (cause.order.lever,), (cause.order.power,)
            domain = self.bases.scenario.levers[cause.order.lever].domain
            ids["domain"] = (domain,) if domain and "domain" not in self._axes(cause.field) else ids["domain"]
            if cause.order.target in self._world.names.states and quantity in ("", "score", "objective", "reached"):
                ids["state"] = (cause.order.target,)
            ids["power"] = (cause.order.power,) if quantity != "odds" else ids["power"]
        patterns = CAUSES.get((head, cause.field)) or CAUSES[head, "*"]
        return self._found((*patterns, *WEIGHTS.get(quantity, ())), ids)

    def of_level(self, quantity: str, place: Iterable[str] = ()) -> tuple[Origin, ...]:
        """Return what the value of a quantity at the start of the game uses."""
        found = self._found(LEVELS[quantity], self._of_place(quantity, tuple(place)))
        return found or (Origin(NOTHING[1:]),)

    # --- inside

    def _moves_made(self) -> dict[str, list[str]]:
        """Return the own move of every state, where it made one."""
        names = self._world.names
        if self._played is None:
            return {}
        made = np.asarray(self._played.turn.state.past_move)[0, :, 0].tolist()
        return {state: [names.moves[m]] for state, m in zip(names.states, made, strict=True) if m < len(names.moves)}

    def _networks(self, domain: str) -> tuple[str, ...]:
        return (self.bases.scenario.domains[domain].network,) if domain else ()

    def _ids(self, **known: Iterable[str]) -> dict[str, Iterable[str]]:
        """Return what every name in a pattern may stand for: what is known, or all there is."""
        names, levers = self._world.names, [lever for mine in self._levers.values() for lever in mine]
        moves = [move for made in self._moves.values() for move in made]
        follows = {getattr(domain, "follows", "") for domain in self.bases.scenario.domains.values()} - {""}
        every: dict[str, Iterable[str]] = {
            "power": names.powers, "state": names.states, "domain": names.domains, "corridor": names.corridors,
            "lever": levers, "levers": levers, "own": moves, "voices": moves, "length": (self._world.length,),
            "user": names.powers, "followed": sorted(follows), "seat": names.actors, "item": names.items,
        }  # fmt: skip
        return {**every, **known}

    def _of_place(self, quantity: str, place: tuple[str, ...]) -> dict[str, Iterable[str]]:
        """Return the same for a quantity at a place."""
        if quantity in ("score", "objective", "reached"):
            ids = self._ids()
            ids["seat"], ids["objective"] = place[:1], place[1:]
            return ids
        ids = self._ids(**{axis: (name,) for axis, name in zip(self._axes(quantity), place, strict=False) if axis})
        if "state" in self._axes(quantity) and place:
            ids["own"] = self._moves.get(next(iter(ids["state"])), [])
        domain = next(iter(ids["domain"])) if "domain" in self._axes(quantity) and place else ""
        followed = getattr(self.bases.scenario.domains[domain], "follows", "") if domain else ""
        ids["followed"] = (followed,) if followed else ids["followed"]
        return ids

    def _axes(self, quantity: str) -> tuple[str, ...]:
        plain = quantity.removeprefix("pledged ")
        return tuple(_PLACES.get(axis, "") for axis in _DERIVED.get(plain, AXES.get(plain, _BY_PAIR)))

    def _found(self, patterns: Iterable[str], ids: Mapping[str, Iterable[str]]) -> tuple[Origin, ...]:
        found: dict[Origin, None] = {}
        for pattern in patterns:
            if pattern.startswith("@"):
                found[Origin(pattern[1:])] = None
                continue
            for path in self._paths(pattern, ids):
                found[Origin("number", path)] = None
        return tuple(found)

    def _paths(self, pattern: str, ids: Mapping[str, Iterable[str]]) -> Iterator[Path]:
        """Yield the paths of all numbers that a pattern means."""
        steps = [tuple(self._options(step, ids)) for step in pattern.split(".")]
        for path in product(*steps):
            for known in self._expand(path):
                yield from self.bases.under(*known)

    @staticmethod
    def _options(step: str, ids: Mapping[str, Iterable[str]]) -> Iterable[str]:
        return dict.fromkeys(ids.get(step[1:-1], ())) if step.startswith("{") else (step,)

    def _expand(self, path: Path) -> Iterator[Path]:
        """Replace `*` by every id that a section has, and `effects[kind]` by the effects of that kind."""
        for at, step in enumerate(path):
            effects = _EFFECTS.fullmatch(step)
            if step != "*" and effects is None:
                continue
            head, tail = path[:at], path[at + 1 :]
            if effects is None:
                for name in dict.fromkeys(known[at] for known in self.bases.under(*head)):
                    yield from self._expand((*head, name, *tail))
            else:
                owner = getattr(self.bases.scenario, head[0]).get(head[1])
                for number, effect in enumerate(owner.effects if owner else (), start=1):
                    if effect.kind == effects.group(1):
                        yield from self._expand((*head, "effects", str(number), *tail))
            return
        yield path
