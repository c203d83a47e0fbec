"""From a scenario and what was asked for to a plan and the task that carries it out; and back from a manifest."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from os import PathLike, fspath
from os.path import exists
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from game.ensemble.backends import NUMPY, check_backend
from game.ensemble.errors import CallError, Failure, unknown, whole_number
from game.ensemble.plan import FORMATS, Plan
from game.ensemble.players import Player, make_policies, name_seats
from game.ensemble.task import Task
from game.model.world import World
from game.scenario.findings import COMMAND_LINE
from game.scenario.library import shipped
from game.scenario.load import Loaded, load
from game.scenario.schema import Scenario
from game.sim.claims import Claim, compile_claims
from game.sim.prepare import prepare

__all__ = [
    "Setup", "changes_of", "check_length", "check_same_world", "load_with", "loaded_again", "plan_of", "set_up",
    "set_up_again", "unpacked", "world_of_length",
]  # fmt: skip


@dataclass(frozen=True)
class Setup:
    """Everything that an ensemble needs before its first game."""

    plan: Plan
    scenario: Scenario
    world: World
    task: Task
    untested: tuple[Claim, ...]  # claims that ask for other players, or for more turns
    folder: Path | None = None  # of the scenario's file, for the shapes that it brings along

    def with_fans(self) -> "Setup":
        """Return the same, so that it is also counted how the games spread out after every turn."""
        return replace(self, task=replace(self.task, fans=True))


def set_up(
    loaded: Loaded,
    *,
    games: int,
    seed: int = 0,
    players: Mapping[str, Player] | None = None,
    turns: int | None = None,
    length: str | None = None,
    trace: bool = False,
    formats: Sequence[str] = FORMATS[:1],
    backend: str = NUMPY,
) -> Setup:
    """Make everything ready.

    Parameters
    ----------
    loaded : the scenario.
    games, seed : the runs 0 to `games` - 1 of this seed.
    players : who plays a seat, by actor: the name of a policy, or a policy; the scenario's own where none is given.
    turns : how many turns are played; all of the length if not given.
    length : one of the scenario's lengths; its usual one if not given.
    trace : whether the metrics after every turn are kept as well.
    formats : of the tables that are written, `csv` and `parquet`.
    backend : what computes, `numpy` or `jax`.

    Raises
    ------
    CallError
        If something was asked for that does not exist.
    Failure
        If the scenario has errors.
    """
    seed = whole_number("seed", seed, -(2**63), 2**63 - 1)
    scenario, world = world_of_length(loaded, length)
    players = dict(players or {})
    seats = name_seats(players, world)
    turns = _turns(turns, world)
    claims = compile_claims(scenario, world)
    tested = tuple(c for c in claims if c.turn <= turns and all(seats[a] == p for a, p in c.policies.items()))
    seated = make_policies(players, world)
    check_backend(backend, seated, seats, games)
    plan = plan_of(
        loaded, world, seats, games=games, seed=seed, turns=turns, trace=trace, formats=formats, backend=backend
    )
    task = Task(world, seated, tested, seed, turns, trace, "csv" in formats, backend=backend)
    untested = tuple(claim for claim in claims if claim not in tested)
    return Setup(plan, scenario, world, task, untested, loaded.path.parent)


def plan_of(
    loaded: Loaded,
    world: World,
    seats: Mapping[str, str],
    *,
    games: int,
    seed: int,
    turns: int | None = None,
    trace: bool = False,
    formats: Sequence[str] = (),
    backend: str = NUMPY,
) -> Plan:
    """Return the plan of games of a world that was made of a scenario.

    Parameters
    ----------
    loaded, world : the scenario, and what was made of it.
    seats : the name of who plays, by actor.
    games, seed, turns, trace, formats, backend : see `set_up`.
    """
    return Plan(
        scenario=world.names.scenario,
        file=loaded.path.name,
        changes=loaded.changes,
        digest=world.digest,
        length=world.length,
        turns=turns or world.turns,
        seed=seed,
        games=games,
        seats=seats,
        trace=trace,
        formats=tuple(formats),
        backend=backend,
        texts=_texts(loaded),
    )


def _texts(loaded: Loaded) -> dict[str, str]:
    """Return the texts of the scenario's file and of those that it extends, without translations of them."""
    found = {Path(name).name: "\n".join(lines) for name, lines in loaded.texts.items() if name != COMMAND_LINE}
    stems = {Path(name).stem for name in found}
    return {name: text for name, text in found.items() if Path(name).stem.rpartition(".")[0] not in stems}


def _turns(asked: int | None, world: World) -> int:
    if asked is not None and not 1 <= asked <= world.turns:
        raise CallError(
            f"The length {world.length!r} has {world.turns} turns: --turns takes 1 to {world.turns}, found {asked}."
        )
    return asked or world.turns


def set_up_again(plan: Plan) -> Setup:
    """Make ready what a manifest tells of, from the texts in it.

    Raises
    ------
    Failure
        If it was played by something that is not here, or its scenario comes to another world now.
    """
    strangers = [f"{actor} by {name}" for actor, name in plan.seats.items() if name.startswith("(")]
    if strangers:
        raise Failure(f"It was played by policies of somebody's program ({', '.join(strangers)}): run that again.")
    setup = set_up(
        loaded_again(plan),
        games=plan.games,
        seed=plan.seed,
        players=dict(plan.seats),
        turns=plan.turns,
        length=plan.length,
        trace=plan.trace,
        formats=plan.formats,
        backend=plan.backend,
    )
    check_same_world(plan, setup.plan)
    return setup


def load_with(scenario: "Loaded | str | PathLike[str]", changes: Sequence[str]) -> Loaded:
    """Return a scenario with changed settings.

    Parameters
    ----------
    scenario : a file, the id of a shipped scenario, or what `game.load` returned.
    changes : from `changes_of`.

    Raises
    ------
    CallError
        If what is named is neither a file nor shipped.
    """
    if not isinstance(scenario, Loaded):
        name = fspath(scenario)
        if not name.endswith((".yaml", ".yml")) and not exists(name) and name not in (known := shipped()):
            raise CallError(unknown("There is no scenario {word!r}", name, sorted(known)))
        return load(name, changes, drawn=False)
    return load(scenario.path, (*scenario.changes, *changes), drawn=False) if changes else scenario


def changes_of(overrides: Mapping[str, Any] | Iterable[str]) -> tuple[str, ...]:
    """Return changed settings as they are typed, from {"actors.japan.hedging": 1.2} or ["actors.japan.hedging=1.2"]."""
    if isinstance(overrides, Mapping):
        return tuple(f"{path}={value}" for path, value in overrides.items())
    return tuple(overrides)


def check_length(scenario: Scenario, length: str | None) -> None:
    """Refuse a length that a scenario does not have; None is its usual one.

    Raises
    ------
    CallError
        If there is no such length.
    """
    if length is not None and length not in scenario.lengths:
        raise CallError(unknown("The scenario has no length {word!r}", length, scenario.lengths))


def world_of_length(loaded: Loaded, length: str | None) -> tuple[Scenario, World]:
    """Return a scenario and its world, in one of its lengths or the usual one.

    Raises
    ------
    CallError
        If there is no such length.
    Failure
        If the scenario has errors.
    """
    if loaded.scenario is None:
        raise Failure(f"{loaded.path} cannot be played.\n{loaded.report}")
    check_length(loaded.scenario, length)
    return loaded.scenario, prepare(loaded.scenario, length)


def loaded_again(plan: Plan) -> Loaded:
    """Return the scenario of a manifest, from the texts in it; see `unpacked`."""
    with unpacked(plan) as loaded:
        return loaded


@contextmanager
def unpacked(plan: Plan) -> Iterator[Loaded]:
    """Yield the scenario of a manifest, from the texts in it, which lie in files as long as the block lasts.

    Raises
    ------
    Failure
        If it has errors here.
    """
    with TemporaryDirectory(prefix="wedge-") as folder:
        for name, text in plan.texts.items():
            (Path(folder) / name).write_text(text, encoding="utf-8", newline="")
        loaded = load(Path(folder) / plan.file, plan.changes, companions=False)
        if loaded.scenario is None:
            raise Failure(f"The scenario of the manifest cannot be played here.\n{loaded.report}")
        yield loaded


def check_same_world(plan: Plan, found: Plan) -> None:
    """Refuse what comes to another world than a manifest tells of.

    Parameters
    ----------
    plan, found : the manifest's, and what was made of its texts here.

    Raises
    ------
    Failure
        If it is another one.
    """
    if found.digest != plan.digest:
        raise Failure(
            f"The scenario {plan.scenario!r} of the manifest comes to another world here (digest {found.digest}, "
            f"not {plan.digest}): this version of Wedge reads it in another way, or the manifest has been changed."
        )
