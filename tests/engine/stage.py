"""The stage on which rules are tried: scenarios, first states, orders, answers and chance, all by name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from game.engine.legality import REFUSALS
from game.engine.step import open_turn, put_offers, resolve
from game.engine.view import quiet_shocks
from game.model.arrays import Record
from game.model.state import State, take_games
from game.model.turn import ANSWERS, FULL_SIZE, SIZES, UNDECIDED, Answers, Orders, Shocks, Turn
from game.model.world import World
from game.scenario.load import load
from game.scenario.schema import Scenario
from game.sim.prepare import prepare

SCENARIOS = Path(__file__).parents[2] / "scenarios"
SHIPPED = tuple(sorted(path.stem for path in SCENARIOS.glob("*.yaml")))
GAMES = 2  # a game alone is played as two equal lanes


class NoSuchNameError(Exception):
    """A name in a test that the scenario does not have."""


@cache
def scenario_of(name: str) -> Scenario:
    """Return a shipped scenario."""
    loaded = load(SCENARIOS / f"{name}.yaml")
    assert loaded.scenario is not None, loaded.report
    return loaded.scenario


@cache
def world_of(name: str, length: str | None = None) -> World:
    """Return the world of a shipped scenario."""
    return prepare(scenario_of(name), length)


def find(name: object, among: Iterable[str], what: str) -> int:
    """Return the place of a name, or say what was meant."""
    options = list(among)
    if str(name) in options:
        return options.index(str(name))
    near = get_close_matches(str(name), options, 1)
    hint = f'did you mean "{near[0]}"?' if near else f"there are: {', '.join(options)}"
    raise NoSuchNameError(f'there is no {what} "{name}"; {hint}')


# --- changes of a scenario by dotted path -----------------------------------------------------------------------------


def changed(part: Any, path: str, value: Any) -> Any:
    """Return a copy of a scenario (or a part of it) in which the value at a dotted path is another.

    Items of a list are counted from 1: `levers.ferry_line.effects.2.stages`.
    """
    head, _, rest = path.partition(".")
    if is_dataclass(part):
        names = [entry.name for entry in fields(part)]
        find(head, names, "setting")
        inner = changed(getattr(part, head), rest, value) if rest else _like(getattr(part, head), value)
        return replace(part, **{head: inner})  # type: ignore[type-var]
    if isinstance(part, Mapping):
        if rest:
            find(head, part, "entry")
        return {**part, head: changed(part[head], rest, value) if rest else _like(part.get(head), value)}
    if isinstance(part, tuple):
        items = list(part)
        place = int(head) - 1
        items[place] = changed(items[place], rest, value) if rest else _like(items[place], value)
        return tuple(items)
    raise NoSuchNameError(f'"{head}" has no parts')


def _like(old: Any, new: Any) -> Any:
    """Return a new value in the type of the old one."""
    if isinstance(old, bool) or old is None:
        return new
    if isinstance(old, float):
        return float(new)
    return tuple(new) if isinstance(old, tuple) else new


def variant(name: str, changes: Mapping[str, Any], length: str | None = None) -> World:
    """Return the world of a shipped scenario in which some values are others."""
    scenario = scenario_of(name)
    for path, value in changes.items():
        scenario = changed(scenario, path, value)
    return prepare(scenario, length)


# --- fields of the state by name --------------------------------------------------------------------------------------

_AXES = {
    "purse": "P", "capital": "P", "attention": "S", "stock": "KQS", "odds": "FPS", "pipeline": "3KPS",
    "affinity": "PS", "trust": "PS", "backlash": "PS", "pressure": "PS", "grievance": "PS", "completion": "PS",
    "debt": "PS", "lock": "DPS", "courted": "PS", "discount": "PS", "bonus": "PS", "caution": "P", "wary": "P",
    "hedging": "S", "home": "S", "development": "S", "tension": "", "headline": "P", "signed": "PS",
    "delivered": "PS", "ground": "GPS", "naming": "PS", "declined": "PS", "opposed": "PS", "stages": "C",
    "works": "3CP", "tonnage": "C", "halted": "C", "used": "PS", "past_lever": "HPJ", "past_target": "HPJ",
    "past_move": "HS", "past_court": "HS",
}  # fmt: skip


def axis_names(axes: str, world: World) -> tuple[tuple[str, ...], ...]:
    """Return the names along some axes, given by their letters."""
    names = world.names
    known = {
        "P": names.powers, "S": names.states, "Q": (*names.powers, "others"), "K": names.stocks, "F": names.flows,
        "D": names.domains, "C": names.corridors, "G": names.grounds, "E": names.events, "V": names.votes,
        "3": ("first", "second", "third"), "A": names.actors,
        "H": tuple(f"{age} turns ago" for age in range(world.memory)),
        "J": tuple(f"slot {j + 1}" for j in range(world.slots)),
        "I": tuple(f"item {i + 1}" for i in range(world.levers.item.shape[0])),
        "N": tuple(f"quarter {n + 1}" for n in range(world.quarters)),
    }  # fmt: skip
    return tuple(known[letter] for letter in axes)


def axes_of(field: str) -> str:
    """Return the letters of a state field's axes."""
    find(field, _AXES, "state field")
    return _AXES[field]


def filled(array: Any, axes: Sequence[Sequence[str]], wish: Any) -> Any:
    """Return a copy of an array with some places, found by name, set to other numbers; `each` is every name."""
    new = np.array(array)
    if not isinstance(wish, Mapping):
        new[...] = wish
        return new
    for name, inner in wish.items():
        places = range(len(axes[0])) if name == "each" else [find(name, axes[0], "name here")]
        for place in places:
            new[place] = filled(new[place], axes[1:], inner)
    return new


def with_fields(state: State, wishes: Mapping[str, Any], world: World) -> State:
    """Return a state in which some fields hold other numbers, given by name."""
    return state.with_(
        **{
            field: filled(getattr(state, field), axis_names(axes_of(field), world), wish)
            for field, wish in wishes.items()
        }
    )


def start(world: World, **wishes: Any) -> State:
    """Return the first state of one game (two equal lanes), some fields changed by name."""
    return with_fields(world.start(GAMES, np), wishes, world)


def read_field(array: Any, axes: str, world: World, *names: str) -> float:
    """Return one number of an array in the first game, by the names of its place."""
    place = tuple(find(name, along, "name here") for name, along in zip(names, axis_names(axes, world), strict=True))
    return float(np.asarray(array)[(*place, 0)])


def get(state: State, world: World, field: str, *names: str) -> float:
    """Return one number of a state by name: get(state, world, "affinity", "japan", "kazakhstan")."""
    return read_field(getattr(state, field), axes_of(field), world, *names)


# --- orders, answers, chance ------------------------------------------------------------------------------------------


def parse_order(words: str, world: World) -> tuple[int, int, int, int]:
    """Read "wind_park oro x 0.5: turbines, training" as lever, target, size and items (all, if none are listed)."""
    text, _, listed = str(words).partition(":")
    text, _, size = text.partition(" x ")
    lever_name, _, target_name = text.strip().partition(" ")
    if lever_name == "none":
        return len(world.names.levers), 0, FULL_SIZE, 0
    lever = find(lever_name, world.names.levers, "lever")
    to_power = world.levers.to_power[lever] > 0.5
    target = (
        find(target_name.strip(), world.names.powers if to_power else world.names.states, "target")
        if target_name.strip()
        else 0
    )
    own = [world.names.items[i] for i in world.levers.item[:, lever] if i < len(world.names.items)]
    wanted = [name.strip() for name in listed.split(",") if name.strip()]
    mask = sum(1 << find(name, own, "item") for name in wanted if name != "none") if wanted else (1 << len(own)) - 1
    return lever, target, SIZES.index(float(size)) if size.strip() else FULL_SIZE, mask


def orders(world: World, given: Mapping[str, Any] | None = None, games: int = GAMES) -> Orders:
    """Return a turn's orders: {"halmar": ["wind_park oro"], "oro": "toast halmar"}; nobody else acts."""
    names = world.names
    shape = (len(names.powers), world.slots, games)
    lever, target = np.full(shape, len(names.levers), np.int64), np.zeros(shape, np.int64)
    size, items = np.full(shape, FULL_SIZE, np.int64), np.zeros(shape, np.int64)
    move = np.full((len(names.states), games), len(names.moves), np.int64)
    court = np.zeros_like(move)
    for actor, wish in (given or {}).items():
        seat = find(actor, names.actors, "actor")
        if seat < len(names.powers):
            for j, words in enumerate([wish] if isinstance(wish, str) else wish):
                lever[seat, j], target[seat, j], size[seat, j], items[seat, j] = parse_order(words, world)
        else:
            first, _, power = str(wish).partition(" ")
            place = seat - len(names.powers)
            move[place] = find(first, names.moves, "own move")
            court[place] = find(power, names.powers, "power") if power else 0
    return Orders(lever, target, size, items, move, court)


def slots_with(name: str, placed: Orders, world: World) -> list[tuple[int, int, int, bool]]:
    """Return where a lever or an item lies: (power, slot, item place, whether it is an item)."""
    names, found = world.names, []
    for p in range(len(names.powers)):
        for j in range(world.slots):
            lever = int(placed.lever[p, j, 0])
            if lever >= len(names.levers):
                continue
            if name in (names.levers[lever], f"{names.powers[p]} {j + 1}"):
                found.append((p, j, -1, False))
            own = [int(i) for i in world.levers.item[:, lever]]
            if name in names.items and names.items.index(name) in own:
                found.append((p, j, own.index(names.items.index(name)), True))
    return found


def answers(world: World, placed: Orders, given: Mapping[str, Any] | None) -> Answers | None:
    """Return decided answers: {"oro": "accept"} or {"oro": {"gas_terminal": "decline", "turbines": "amend"}}."""
    if given is None:
        return None
    names = world.names
    powers, states = len(names.powers), len(names.states)
    offer = np.full((powers, world.slots, states, GAMES), UNDECIDED, np.int64)
    item = np.full((powers, world.levers.item.shape[0], states, GAMES), UNDECIDED, np.int64)
    for state, wish in given.items():
        for s in range(states) if state == "each" else [find(state, names.states, "state")]:
            if not isinstance(wish, Mapping):
                offer[:, :, s] = item[:, :, s] = find(wish, ANSWERS, "answer")
                continue
            for name, answer in wish.items():
                for p, j, i, is_item in _places(name, placed, world):
                    code = find(answer, ANSWERS, "answer")
                    if is_item:
                        item[p, i, s] = code
                    else:
                        offer[p, j, s] = code
                        if world.levers.item_count[placed.lever[p, j, 0]] > 0:
                            item[p, :, s] = code
    return Answers(offer, item)


def _places(name: str, placed: Orders, world: World) -> list[tuple[int, int, int, bool]]:
    found = slots_with(name, placed, world)
    if not found:
        raise NoSuchNameError(f'nobody orders "{name}" in this turn')
    return found


_CHANCE = {
    "called_off": ("cancel", "PJ"), "offers": ("offer", "PJS"), "items": ("item", "PIS"),
    "reactions": ("reaction", "P"), "luck": ("luck", "NPS"), "drift": ("drift", "NFPS"),
}  # fmt: skip


def shocks(world: World, given: Mapping[str, Any] | None = None, games: int = GAMES) -> Shocks:
    """Return chance as a test wants it; what it does not mention does nothing.

    `called_off`, `offers`, `items`, `reactions` are draws from 0 to 1 (0 brings it about, 1 does not);
    `events: {pipe_leak: oro}` or `{great_storm: happens}`; `ballots` and `attendance` by vote.
    """
    drawn = quiet_shocks(games, world, np.zeros(games, np.float32))
    drawn = drawn.with_(**{key: np.array(value) for key, value in vars(drawn).items() if isinstance(value, np.ndarray)})
    drawn = drawn.with_(
        ballot={v: np.full((len(world.names.states), games), 0.5, np.float32) for v in range(len(world.names.votes))},
        attendance={
            v: np.full((len(world.names.states), games), 1.0, np.float32) for v in range(len(world.names.votes))
        },
    )
    for name, wish in (given or {}).items():
        if name == "events":
            drawn = _strike(drawn, wish, world)
        elif name in ("ballots", "attendance"):
            field = {"ballots": "ballot"}.get(name, name)
            table = {v: filled(old, axis_names("S", world), wish) for v, old in getattr(drawn, field).items()}
            drawn = drawn.with_(**{field: table})
        else:
            find(name, _CHANCE, "draw")
            field, axes = _CHANCE[name]
            drawn = drawn.with_(**{field: filled(getattr(drawn, field), axis_names(axes, world), wish)})
    return drawn


def _strike(drawn: Shocks, wish: Mapping[str, str], world: World) -> Shocks:
    struck, happened = np.array(drawn.struck), np.array(drawn.happened)
    for event, state in wish.items():
        place = find(event, world.names.events, "event")
        happened[place] = 1.0
        if state != "happens":
            struck[place, find(state, world.names.states, "state")] = 1.0
    return drawn.with_(struck=struck, happened=happened)


# --- playing ----------------------------------------------------------------------------------------------------------


def play(
    world: World,
    state: State,
    given: Mapping[str, Any] | None = None,
    *,
    answer: Mapping[str, Any] | None = None,
    chance: Mapping[str, Any] | None = None,
    number: int = 0,
) -> dict[str, Turn]:
    """Play one turn with its ledger; return the turn as it stood after every phase (the last of each name)."""
    seen: dict[str, Turn] = {}

    def watch(phase: str, turn: Turn) -> None:
        seen[phase] = turn
        seen[f"{phase} {turn.quarter + 1}"] = turn

    turn = open_turn(state, shocks(world, chance), number, world, explain=True, watch=watch)
    placed = orders(world, given)
    turn = put_offers(turn, placed, world, watch)
    seen["end"] = resolve(turn, answers(world, placed, answer), world, watch)
    return seen


def refusals(turn: Turn, power: int) -> list[str]:
    """Return the refusal codes of a power's slots by name."""
    return [REFUSALS[int(code)][0] for code in np.asarray(turn.table.refusal)[power, :, 0]]


def differences(one: Record, other: Record) -> list[str]:
    """Return the names of the fields in which two records differ by a single bit."""
    found = []
    for entry in fields(one):  # type: ignore[arg-type]
        a, b = np.asarray(getattr(one, entry.name)), np.asarray(getattr(other, entry.name))
        if a.shape != b.shape or a.dtype != b.dtype or a.tobytes() != b.tobytes():
            found.append(entry.name)
    return found


def game(state: State, place: int) -> State:
    """Return one game of a batch."""
    return take_games(state, slice(place, place + 1))
