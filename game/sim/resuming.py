"""From a live game to a saved one, and back to the table."""

import atexit
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path, PurePosixPath

from game.engine.step import RULES_VERSION
from game.model.world import World
from game.scenario.digests import first_change
from game.scenario.load import Loaded, load
from game.scenario.schema import Scenario
from game.scenario.shapes import MOST_BYTES
from game.scenario.translation import FOLDER, files_of, translations_of
from game.sentence import Amount, phrase
from game.sim.history import scores_after
from game.sim.lines import Lines
from game.sim.order import OpenTurn, TurnRecord
from game.sim.prepare import prepare
from game.sim.replay import misfit, play_checked, unknown_names
from game.sim.saved_game import Note, SavedGame, SavedLine, ScenarioText, Sitter
from game.sim.session import Session

__all__ = ["About", "Closed", "Opened", "load_text", "open_game", "save_game", "text_of"]


@dataclass(frozen=True)
class About:
    """What a saved game knows beside its lines."""

    game: str  # tells games apart
    title: str
    text: ScenarioText
    changes: tuple[str, ...] = ()
    sitters: Mapping[str, Sitter] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    guesses: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Opened:
    """A saved game on the table again."""

    lines: Lines
    about: About
    world: World
    loaded: Loaded
    notes: tuple[str, ...]  # what is not as it was, one sentence each


@dataclass(frozen=True)
class Closed:
    """Why a saved game cannot be played on; it can be read all the same."""

    code: str  # rules, changed, scenario or differs
    sentence: str
    kept: bool = False  # whether it can be opened with the text that was kept in it


def save_game(lines: Lines, about: About, now: datetime | None = None) -> SavedGame:
    """Return a game as it is, ready to be written."""
    first = lines[0].session
    world = first.world
    return SavedGame(
        game=about.game,
        title=about.title,
        saved=(now or datetime.now(UTC)).isoformat(timespec="seconds"),
        rules=RULES_VERSION,
        scenario=world.names.scenario,
        text=about.text,
        changes=about.changes,
        digest=world.play_digest,
        length=world.length,
        turns=world.turns,
        seed=first.seed,
        run=first.run,
        lines=tuple(_saved_line(lines, at) for at in range(len(lines))),
        current=lines.current,
        sitters=about.sitters,
        notes=about.notes,
        guesses=about.guesses,
    )


def _saved_line(lines: Lines, at: int) -> SavedLine:
    line = lines[at]
    session = line.session
    return SavedLine(
        name=line.name,
        parent=line.parent,
        shared=line.shared,
        seats=session.seats,
        turns=session.records[line.shared :],
        open=session.open_turn,
        scores=scores_after(session.game, session.world)[line.shared :],
    )


def text_of(path: Path, loaded: Loaded) -> ScenarioText:
    """Return the files that a scenario was read from, their translations, and what it names: sources and shapes."""
    read = files_of(path, loaded.texts)
    files = {Path(name).name: "\n".join(lines) for name, lines in loaded.texts.items() if Path(name) in read}
    scenario = loaded.scenario
    named = [source.file for source in scenario.sources.values()] if scenario else []
    beside = [f"{FOLDER}/{file.name}" for one in read for file in translations_of(one)]
    for name in [*named, scenario.map_.shapes if scenario else "", *beside]:
        near = path.parent / name
        with suppress(OSError, ValueError):
            if _stays_inside(name) and near.is_file() and near.stat().st_size <= MOST_BYTES:
                files[name] = near.read_text(encoding="utf-8", errors="replace")
    return ScenarioText(str(path.absolute()), path.name, files)


def _stays_inside(name: str) -> bool:
    """Tell whether a name leads to a file inside a folder, wherever that lies."""
    pure = PurePosixPath(name)
    return bool(pure.parts) and not pure.is_absolute() and ".." not in pure.parts and not set("\\:\0") & set(name)


def open_game(saved: SavedGame, path: Path | None = None, kept: bool = False) -> Opened | Closed:
    """Put a saved game on the table again: every turn is played and compared with what was recorded.

    Parameters
    ----------
    saved : from `saves.load_game`.
    path : the file of its scenario, if it is not where it was.
    kept : whether to use the scenario's text that was kept in the save. It is used by itself if the file is gone.

    Returns
    -------
    Opened or Closed
        Never raises: what keeps the game from being played on is a sentence.
    """
    if saved.rules != RULES_VERSION:
        sentence = phrase(
            "It was saved under version {then} of the rules, and this program plays version {now}: "
            "it can be read, not played on.",
            then=Amount(saved.rules, "count"), now=Amount(RULES_VERSION, "count"),
        )  # fmt: skip
        return Closed("rules", sentence)
    where = path or Path(saved.text.path)
    gone = not kept and not _is_scenario(where)
    loaded = load_text(saved.text, saved.changes) if kept or gone else load(where, saved.changes)
    if loaded is None or loaded.scenario is None:
        return _unloaded(where, kept or gone)
    world = prepare(loaded.scenario, saved.length) if saved.length in loaded.scenario.lengths else None
    if world is None or not world.is_of(saved.digest):
        return _changed(saved, where, loaded.scenario, kept or gone)
    found = _set_up(saved, world)
    if isinstance(found, Closed):
        return found
    lines, notes = found
    told = (phrase("Its scenario is no longer at {where}; the text kept in the save is used.", where=_quoted(where)),)
    text = replace(saved.text, path="") if kept or gone else replace(saved.text, path=str(where.absolute()))
    about = About(saved.game, saved.title, text, saved.changes, saved.sitters, saved.notes, saved.guesses)
    return Opened(lines, about, world, loaded, (*(told if gone and saved.text.path else ()), *notes))


def _is_scenario(path: Path) -> bool:
    try:
        return path.suffix in (".yaml", ".yml") and path.is_file()
    except (OSError, ValueError):
        return False


def load_text(text: ScenarioText, changes: tuple[str, ...] = ()) -> Loaded | None:
    """Load a scenario from its text as it was kept; None where there is no such text.

    Parameters
    ----------
    text : from `text_of`, or from a saved game.
    changes : settings that are changed in it.
    """
    names = [file for file in text.files if _stays_inside(file)]
    if text.name not in names or Path(text.name).name != text.name:
        return None
    try:
        return load(_unpacked(tuple((name, text.files[name]) for name in names)) / text.name, changes)
    except (OSError, ValueError):
        return None


@cache
def _unpacked(files: tuple[tuple[str, str], ...]) -> Path:
    """Return a folder with these files, which lasts as long as the program: sources and shapes are read from it later.

    Raises
    ------
    OSError, ValueError
        If it cannot be made.
    """
    folder = tempfile.TemporaryDirectory(prefix="wedge-", ignore_cleanup_errors=True)
    try:
        for name, text in files:
            place = Path(folder.name) / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8", newline="\n")
    except BaseException:
        folder.cleanup()
        raise
    atexit.register(folder.cleanup)
    return Path(folder.name)


def _unloaded(where: Path, kept: bool) -> Closed:
    if kept:
        return Closed("scenario", phrase("The scenario's text that was kept in it cannot be read by this program."))
    sentence = phrase(
        "Its scenario {where} has faults now, so that it cannot be read. "
        "It can be opened with the text kept in the save.",
        where=_quoted(where),
    )
    return Closed("scenario", sentence, True)


def _quoted(where: Path) -> str:
    return repr(str(where))


def _changed(saved: SavedGame, where: Path, scenario: Scenario, kept: bool) -> Closed:
    if kept:
        return Closed("changed", phrase("The scenario's text that was kept in it is not the one that was played."))
    before = load_text(saved.text, saved.changes)
    change = first_change(before.scenario, scenario) if before and before.scenario else ""
    sentence = phrase(
        "Its scenario {where} has changed since it was saved{what}. It can be opened with the text kept in the save.",
        where=_quoted(where), what=f": {change}" if change else "",
    )  # fmt: skip
    return Closed("changed", sentence, True)


def _set_up(saved: SavedGame, world: World) -> tuple[Lines, tuple[str, ...]] | Closed:
    """Play all lines again, each from where it left its parent."""
    lines: Lines | None = None
    notes: list[str] = []
    for at, line in enumerate(saved.lines):
        strange = misfit(saved.replay(at), world)
        if strange is not None:
            return Closed("differs", phrase("It does not fit its scenario: {what}.", what=str(strange)))
        if lines is None:
            lines = Lines(Session(world, seed=saved.seed, run=saved.run), line.name or "1")
        elif lines.branch(line.shared, line.name, line.parent) is not None:
            lines.branch(line.shared, f"{line.name[:40]} ({at + 1})", line.parent)
        session = lines[at].session
        difference = play_checked(session, line.turns)
        if difference is not None:
            return Closed("differs", phrase("It does not come out as it was saved: {what}.", what=str(difference)))
        notes += _seat(line.seats, session)
        notes += _take_up(line.open, session)
    assert lines is not None
    lines.choose(saved.current)
    return lines, tuple(dict.fromkeys(notes))


def _seat(seats: Mapping[str, str], session: Session) -> list[str]:
    refusals = {actor: session.hand_over(actor, player) for actor, player in seats.items()}
    return [phrase("{why} {player} plays it.", why=refusal.sentence, player=session.seats[actor])
            for actor, refusal in refusals.items() if refusal]  # fmt: skip


def _take_up(opened: OpenTurn | None, session: Session) -> list[str]:
    """Take up the turn on its way, as far as it fits."""
    if opened is None or session.stage == "over":
        return []
    turn = TurnRecord(session.number, opened.orders if opened.closed else (), opened.answers, (), "")
    if any(unknown_names(turn, session.world)):
        return [phrase("What was decided in the open turn does not fit its scenario and was left out.")]
    return [
        phrase("An order or answer of the open turn was left out: {why}", why=refusal.sentence)
        for refusal in session.take_up(opened)
    ]
