"""A recorded game: what was decided in each turn, and digests of all that followed, in one JSON file.

A replay rests on its orders and answers, not on policies: whoever decided,
the same decisions give the same game. Playing it again names the first turn,
phase and field that differ.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as setting

from game.engine.step import RULES_VERSION
from game.model.world import World
from game.sim.order import PhaseDigest, TurnRecord
from game.sim.session import Session

__all__ = [
    "Difference", "Replay", "difference_of", "mark_of", "misfit", "play_again", "play_checked", "record",
    "unknown_names", "verify",
]  # fmt: skip

FORMAT = 1


@dataclass(frozen=True)
class Replay:
    """A game that can be played again."""

    rules: int  # the version of the rules it was played by
    scenario: str  # id
    file: str  # the name of the scenario's file, without its folder
    changes: tuple[str, ...]  # settings that were changed on the command line
    digest: str  # of all of the world that a game can read
    length: str
    seed: int
    run: int
    seats: Mapping[str, str]
    turns: tuple[TurnRecord, ...]
    mark: str = setting(default="", compare=False)  # what `mark_of` gave when it was written; "" if it never was


@dataclass(frozen=True)
class Difference:
    """The first thing in which a game differs from its replay."""

    turn: int  # from 1; 0 before the first turn
    phase: str
    field: str
    expected: str
    found: str

    def __str__(self) -> str:
        where = f"turn {self.turn}, {self.phase}, {self.field}" if self.turn else f"{self.phase}, {self.field}"
        return f"{where}: expected {self.expected}, found {self.found}"


def record(session: Session, *, file: str = "", changes: tuple[str, ...] = ()) -> Replay:
    """Return a replay of a game as far as it is.

    Parameters
    ----------
    session : the game.
    file : the name of the scenario's file, so that it can be found again.
    changes : settings that were changed when it was loaded, such as "actors.japan.hedging=1.2".
    """
    world = session.world
    return Replay(
        rules=RULES_VERSION,
        scenario=world.names.scenario,
        file=file,
        changes=changes,
        digest=world.play_digest,
        length=world.length,
        seed=session.seed,
        run=session.run,
        seats=session.seats,
        turns=session.records,
    )


def mark_of(replay: Replay) -> str:
    """Return a digest of the labels of a replay: what no phase of the game would notice if it were changed."""
    labels = [replay.file, list(replay.changes), sorted(replay.seats.items())]
    return hashlib.blake2b(json.dumps(labels).encode(), digest_size=8).hexdigest()


def misfit(replay: Replay, world: World) -> Difference | None:
    """Return what keeps a replay from being played in a world: another scenario, other rules, unknown names."""
    digest = replay.digest if world.is_of(replay.digest) else world.play_digest
    before = (
        ("rules", "version", str(replay.rules), str(RULES_VERSION)),
        ("scenario", "id", replay.scenario, world.names.scenario),
        ("scenario", "length", replay.length, world.length),
        ("scenario", "digest", replay.digest, digest),
    )
    for phase, field, expected, found in before:
        if expected != found:
            return Difference(0, phase, field, expected, found)
    return next(_strangers(replay, world), None)


def _strangers(replay: Replay, world: World) -> Iterator[Difference]:
    """Yield the names and places in a replay that a world does not have."""
    names = world.names
    if len(replay.turns) > world.turns:
        yield Difference(0, "scenario", "turns", str(len(replay.turns)), str(world.turns))
    seats = sorted(set(replay.seats) - set(names.actors))
    if seats:
        yield Difference(0, "seats", "actor", seats[0], "no such actor")
    for turn in replay.turns:
        for phase, field, name in unknown_names(turn, world):
            yield Difference(turn.number + 1, phase, field, name, f"no such {field}")
    if replay.mark and replay.mark != mark_of(replay):
        yield Difference(0, "labels", "file, changes or seats", replay.mark, mark_of(replay))


def unknown_names(turn: TurnRecord, world: World) -> Iterator[tuple[str, str, str]]:
    """Yield the names in a turn's decisions that a world does not have: phase, field and name."""
    names = world.names
    slots = dict.fromkeys(names.powers, world.slots) | dict.fromkeys(names.states, 1)
    for order in turn.orders:
        slots[order.actor] = slots.get(order.actor, 0) - 1
        if order.actor not in names.actors or slots[order.actor] < 0:
            yield "orders", "actor" if order.actor not in names.actors else "slot", order.actor
        levers = names.levers if order.actor in names.powers else names.moves
        if order.lever and order.lever not in levers:
            yield "orders", "lever", order.lever
        elif order.target and order.target not in _targets(order.actor, order.lever, world):
            yield "orders", "target", order.target
    for answer in turn.answers:
        if answer.actor not in names.states:
            yield "answers", "state", answer.actor
        if answer.power not in names.powers:
            yield "answers", "power", answer.power
        if answer.item and answer.item not in names.items:
            yield "answers", "item", answer.item
        if not answer.item and not 1 <= answer.slot <= world.slots:
            yield "answers", "slot", str(answer.slot)


def _targets(actor: str, lever: str, world: World) -> tuple[str, ...]:
    names = world.names
    if actor in names.states:
        return names.powers
    to_power = lever and float(world.levers.to_power[names.levers.index(lever)]) > 0
    return names.powers if to_power else names.states


def play_again(replay: Replay, world: World) -> Session:
    """Play the recorded decisions again; the seats are the recorded ones afterwards.

    Parameters
    ----------
    replay, world : what fits together, see `misfit`.

    Examples
    --------
    >>> import game
    >>> world = game.prepare(game.load("two-harbours").scenario)
    >>> session = game.Session(world, seed=1)
    >>> record = session.end_turn()
    >>> again = game.play_again(game.record(session), world)  # goes on after the first turn
    >>> again.end_turn() == session.end_turn()
    True
    """
    session = Session(world, seed=replay.seed, run=replay.run)
    for turn in replay.turns:
        session.play_recorded(turn)
    for actor, player in replay.seats.items():
        session.hand_over(actor, player)  # an unknown policy leaves the seat to the scenario's own
    return session


def verify(replay: Replay, world: World) -> Difference | None:
    """Play a replay again and return the first turn, phase and field that differ, or None if nothing does.

    Examples
    --------
    >>> import game
    >>> world = game.prepare(game.load("two-harbours").scenario)
    >>> session = game.Session(world, seed=1)
    >>> record = session.end_turn()
    >>> game.verify(game.record(session), world)  # None: nothing differs
    """
    found = misfit(replay, world)
    if found is not None:
        return found
    return play_checked(Session(world, seed=replay.seed, run=replay.run), replay.turns)


def play_checked(session: Session, turns: Iterable[TurnRecord]) -> Difference | None:
    """Play recorded turns on in a session, as far as they come out as recorded; return the first thing that differs."""
    for expected in turns:
        found = difference_of(expected, session.play_recorded(expected))
        if found is not None:
            return found
    return None


def difference_of(expected: TurnRecord, found: TurnRecord) -> Difference | None:
    """Return the first difference between two records of a turn."""
    turn = found.number + 1
    for want, have in zip(expected.phases, found.phases, strict=False):
        if want.phase != have.phase:
            return Difference(turn, have.phase, "phase", want.phase, have.phase)
        for field in _in_order(want, have):
            pair = want.changed.get(field, "unchanged"), have.changed.get(field, "unchanged")
            if pair[0] != pair[1]:
                return Difference(turn, have.phase, field, *pair)
    if len(expected.phases) != len(found.phases):
        return Difference(turn, "end", "phases", str(len(expected.phases)), str(len(found.phases)))
    if expected.digest != found.digest:
        return Difference(turn, "end", "state", expected.digest, found.digest)
    if (expected.orders, expected.answers) != (found.orders, found.answers):
        return Difference(turn, "end", "orders", "orders and answers that all count", "some that do not")
    return None


def _in_order(want: PhaseDigest, have: PhaseDigest) -> list[str]:
    return [*have.changed, *(field for field in want.changed if field not in have.changed)]
