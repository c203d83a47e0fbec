"""Lenses: ways of looking at a state of the game, each a pure function from numbers to a `MapPicture`.

Nothing here draws. A lens reads one game, the first lane of a live one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.engine.shares import Shares, concentration, current_shares
from game.model.state import State
from game.model.world import World
from game.ui.map.atlas import Atlas
from game.ui.map.picture import Dock, Fill, Flow, Key, MapPicture, Route, RouteState
from game.ui.words import _, number, percent

__all__ = ["CONTESTED", "LENSES", "Lens", "Scene", "look"]

CONTESTED = 0.04  # the gap between the first and the second below which influence is called contested
_SLIGHT = 0.05  # Mt a year: what carries less is not running
_LEAST_FLOW = 0.15
_CEILINGS = (0.05, 0.1, 0.2, 0.3, 0.5, 0.75)


@dataclass(frozen=True)
class Scene:
    """What a lens looks at."""

    state: State
    world: World
    atlas: Atlas
    power: str = ""  # for lenses about one power; the first if not given
    domain: str = ""  # for the lens about one domain; the first if not given

    @property
    def shares(self) -> Shares:
        """Who weighs what."""
        return current_shares(self.state, self.world)

    @property
    def subject(self) -> int:
        """The power that is looked at, by its place on the axis."""
        powers = self.world.names.powers
        return powers.index(self.power) if self.power in powers else 0

    def hue(self, power: int) -> str:
        """Return the hue of a power."""
        return self.atlas.powers[self.world.names.powers[power]].hue

    def name(self, power: int) -> str:
        """Return the name of a power."""
        return _(self.world.names.title("actors", self.world.names.powers[power]))


@dataclass(frozen=True)
class Lens:
    """A way of looking."""

    id: str
    name: str
    icon: str
    of_power: bool = False  # whether it looks at one power
    of_domain: bool = False
    look: Callable[[Scene], MapPicture] = lambda scene: MapPicture()


def look(lens: str, scene: Scene) -> MapPicture:
    """Return what is seen through a lens.

    Raises
    ------
    KeyError
        If there is no such lens.
    """
    return LENSES[lens].look(scene)


# --- parts of every picture


def _of_state(values: Any) -> NDArray[np.float64]:
    """Return the first game of an array whose last axis is the game."""
    return np.asarray(values, np.float64)[..., 0]


def _picture(scene: Scene, title: str, **parts: Any) -> MapPicture:
    """Return a picture with docks, and corridors in the background unless they are given."""
    routes = parts.pop("routes", None)
    routes = _routes(scene, strong=False) if routes is None else routes
    return MapPicture(title=title, docks=_docks(scene), routes=routes, **parts)


def _docks(scene: Scene, notes: Mapping[str, str] | None = None) -> tuple[Dock, ...]:
    names = scene.world.names
    return tuple(
        Dock(power, scene.name(p), scene.atlas.powers[power].iso, scene.hue(p), (notes or {}).get(power, ""))
        for p, power in enumerate(names.powers)
    )


def _lead(share: float) -> float:
    """Return how strongly a leading share is shown: full from one half on, and never so weak that nobody sees who."""
    return float(np.clip(0.35 + 0.65 * (share - 0.15) / 0.35, 0.35, 1.0))


def _ceiling(shares: NDArray[np.float64]) -> float:
    """Return a round number that no share exceeds: the strong end of a scale."""
    return next((top for top in _CEILINGS if float(shares.max(initial=0.0)) <= top), 1.0)


def _leaders(scene: Scene, weight: NDArray[np.float64]) -> tuple[dict[str, Fill], dict[str, str]]:
    """Return fills and notes by who leads; weight is (P, S)."""
    fills, notes = {}, {}
    for s, state in enumerate(scene.world.names.states):
        order = np.argsort(-weight[:, s], kind="stable")
        first, second = int(order[0]), int(order[1])
        close = weight[first, s] - weight[second, s] < CONTESTED
        fills[state] = Fill(
            scene.hue(first), _lead(float(weight[first, s])), scene.hue(second) if close else "", bool(close)
        )
        notes[state] = f"{scene.name(first)} {percent(float(weight[first, s]))}"
        if close:
            notes[state] += f" · {scene.name(second)} {percent(float(weight[second, s]))}"
    return fills, notes


def _leader_keys(scene: Scene) -> tuple[Key, ...]:
    keys = [Key(_("{power} leads").format(power=scene.name(p)), Fill(scene.hue(p), 0.8)) for p in _powers(scene)]
    if len(keys) > 1:
        both = Fill(scene.hue(0), 0.8, scene.hue(1), True)
        keys.append(Key(_("contested: less than {gap} points apart").format(gap=number(100 * CONTESTED)), both))
    return tuple(keys)


def _powers(scene: Scene) -> range:
    return range(len(scene.world.names.powers))


# --- the lenses


def influence(scene: Scene) -> MapPicture:
    """Return who leads in each state, hatched with the runner-up where it is contested."""
    fills, notes = _leaders(scene, _of_state(scene.shares.dependence)[:-1])
    return _picture(scene, _("Leading influence"), fills=fills, notes=notes, legend=_leader_keys(scene))


def dependence(scene: Scene) -> MapPicture:
    """Return how much each state depends on one power, with flows from its dock."""
    power = scene.subject
    weight = _of_state(scene.shares.dependence)[power]
    states = scene.world.names.states
    top = _ceiling(weight)
    fills = {state: Fill(scene.hue(power), float(weight[s]) / top) for s, state in enumerate(states)}
    notes = {state: percent(float(weight[s]), 1) for s, state in enumerate(states)}
    most = max(float(weight.max()), 1e-9)
    flows = tuple(
        Flow(scene.world.names.powers[power], state, max(_LEAST_FLOW, float(weight[s]) / most))
        for s, state in enumerate(states)
    )
    steps = tuple(Key(percent(part * top), Fill(scene.hue(power), part)) for part in (0.2, 0.4, 0.6, 0.8, 1.0))
    title = _("Dependence on {power}").format(power=scene.name(power))
    return _picture(scene, title, fills=fills, notes=notes, flows=flows, legend=steps)


def domain(scene: Scene) -> MapPicture:
    """Return who leads in one domain."""
    domains = scene.world.names.domains
    chosen = domains.index(scene.domain) if scene.domain in domains else 0
    fills, notes = _leaders(scene, _of_state(scene.shares.share)[chosen, :-1])
    title = _(scene.world.names.title("domains", domains[chosen]))
    return _picture(scene, title, fills=fills, notes=notes, legend=_leader_keys(scene))


def balance(scene: Scene) -> MapPicture:
    """Return in how few hands each state is: the effective number of its partners."""
    partners = 1.0 / _of_state(concentration(scene.shares.dependence))
    states, most = scene.world.names.states, len(scene.world.names.powers) + 4.0
    fills = {state: Fill("state", _free(float(partners[s]), most)) for s, state in enumerate(states)}
    notes = {
        state: _("{number} partners").format(number=number(float(partners[s]), 1)) for s, state in enumerate(states)
    }
    keys = tuple(
        Key(_("{number} partners").format(number=number(count, 0)), Fill("state", _free(count, most)))
        for count in range(2, int(most), max(1, round(most / 5)))
    )
    return _picture(scene, _("Concentration and balance"), fills=fills, notes=notes, legend=keys)


def _free(partners: float, most: float) -> float:
    return float(np.clip((partners - 1.5) / (most - 2.0), 0.0, 1.0))


def affinity(scene: Scene) -> MapPicture:
    """Return how each state leans to one power: its colour where it is liked, hatched in red where it is not."""
    power = scene.subject
    leaning = _of_state(scene.state.affinity)[power]
    fills, notes = {}, {}
    for s, state in enumerate(scene.world.names.states):
        value = float(leaning[s])
        fills[state] = _liked(scene.hue(power), value)
        notes[state] = _signed(value)
    keys = tuple(Key(_signed(value), _liked(scene.hue(power), value)) for value in (-0.4, 0.0, 0.3, 0.6))
    title = _("Affinity to {power}").format(power=scene.name(power))
    return _picture(scene, title, fills=fills, notes=notes, legend=keys)


def _liked(hue: str, value: float) -> Fill:
    if value < -0.02:
        return Fill("bad", float(np.clip(-value / 0.6, 0, 1)), hatched=True)
    return Fill(hue, float(np.clip(value / 0.6, 0, 1)))


def _signed(value: float) -> str:
    return ("+" if value > 0.004 else "") + number(value, 2)


def corridors(scene: Scene) -> MapPicture:
    """Return the trade routes with what they carry, and the transit states quietly below."""
    names = scene.world.names
    routes = _routes(scene, strong=True)
    reach = np.asarray(scene.world.corridors.reach)[..., 0]
    fills = {
        state: Fill("info", 0.45 * float(reach[:, s].max())) if reach.size else Fill()
        for s, state in enumerate(names.states)
    }
    keys = (
        Key(_("running; its width is the tonnage"), route=Route("", "running", width=0.6)),
        Key(_("sleepers: a stage is in building"), route=Route("", "running", width=0.6, works=True)),
        Key(_("in building, carries nothing yet"), route=Route("", "building", width=0.4, works=True)),
        Key(_("planned"), route=Route("", "planned", width=0.2)),
        Key(_("halted"), route=Route("", "halted", width=0.4)),
    )
    return _picture(scene, _("Corridors and tonnage"), fills=fills, routes=routes, legend=keys)


def _routes(scene: Scene, *, strong: bool) -> tuple[Route, ...]:
    state, names = scene.state, scene.world.names
    tonnage, halted = _of_state(state.tonnage), _of_state(state.halted)
    works = _of_state(state.works).sum(axis=(0, 2)) if len(names.corridors) else np.zeros(0)
    most = max(float(np.asarray(scene.world.corridors.tonnage).max(initial=0.0)), float(tonnage.max(initial=0.0)), 1e-9)
    found = []
    for c, corridor in enumerate(names.corridors):
        carries, builds = float(tonnage[c]), float(works[c]) > 1e-6
        found.append(
            Route(
                corridor, _state_of(carries, builds, float(halted[c])), carries, float(np.sqrt(carries / most)),
                builds, scene.atlas.routes[corridor][1],
                _("{number} Mt a year").format(number=number(carries, 1)) if strong else "", strong,
            )
        )  # fmt: skip
    return tuple(found)


def _state_of(tonnage: float, works: bool, halted: float) -> RouteState:
    if halted > 0:
        return "halted"
    if tonnage > _SLIGHT:
        return "running"
    return "building" if works else "planned"


def pressure(scene: Scene) -> MapPicture:
    """Return who is pressed, by whom, and how much; the tension of the region stands in the title."""
    names = scene.world.names
    pressed = _of_state(scene.state.pressure)
    fills, notes, flows = {}, {}, []
    for s, state in enumerate(names.states):
        by = int(np.argmax(pressed[:, s]))
        value = float(pressed[by, s])
        if value < 0.005:
            fills[state] = Fill()
            continue
        fills[state] = Fill("bad", 0.2 + 0.8 * value, scene.hue(by), True)
        notes[state] = f"{scene.name(by)} {number(value, 2)}"
        flows.append(Flow(names.powers[by], state, max(_LEAST_FLOW, value)))
    title = _("Pressure; tension in the region {number}").format(
        number=number(float(_of_state(scene.state.tension)), 2)
    )
    keys = (
        Key(_("no pressure"), Fill()),
        *(
            Key(_("pressed by {power}").format(power=scene.name(p)), Fill("bad", 0.6, scene.hue(p), True))
            for p in _powers(scene)
        ),
    )
    return _picture(scene, title, fills=fills, notes=notes, flows=tuple(flows), legend=keys)


_ALL: Sequence[Lens] = (
    Lens("influence", "Leading influence", "flag", look=influence),
    Lens("dependence", "Dependence on a power", "database", of_power=True, look=dependence),
    Lens("domain", "One domain", "layers", of_domain=True, look=domain),
    Lens("balance", "Concentration and balance", "scale", look=balance),
    Lens("affinity", "Affinity to a power", "handshake", of_power=True, look=affinity),
    Lens("corridors", "Corridors and tonnage", "route", look=corridors),
    Lens("pressure", "Pressure and tension", "triangle-alert", look=pressure),
)
LENSES: Mapping[str, Lens] = {lens.id: lens for lens in _ALL}
