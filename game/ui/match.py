"""The game that the window plays: the scenario, who sits where, what the screens remember. All screens share it.

It decides nothing: rules are the session's, and what screen comes next is `flow`'s.
"""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from game.model.world import World
from game.scenario.load import Loaded
from game.scenario.schema import Scenario
from game.sim.claim_turns import ClaimSearch
from game.sim.history import History, history_of
from game.sim.ledger import Ledger
from game.sim.lines import Lines
from game.sim.live import PlayedTurn
from game.sim.order import Refusal, TurnRecord
from game.sim.prepare import prepare
from game.sim.resuming import About, Closed, Opened, load_text, open_game, save_game, text_of
from game.sim.saved_game import Note, SavedGame, Sitter
from game.sim.saves import Saves
from game.sim.session import PERSON, Session
from game.sim.untrusted import Unreadable
from game.ui.kit.base import Kit
from game.ui.kit.canvas import initials
from game.ui.labels import turn_name
from game.ui.others import OtherGamesCount
from game.ui.spoken import name_things, read_in_language
from game.ui.theme import HUES
from game.ui.words import _, language, listed, ngettext

__all__ = ["PERSON", "Match", "flags_of", "hues_of", "initials_of"]


_SWIFT = (PERSON, "idle", "random")  # they decide at once, and so do doctrines


class Match:
    """A game in the window.

    Parameters
    ----------
    loaded : a scenario, with all that is known of its numbers and quotes.
    lines : the game, as a tree of lines.
    about : what a saved game knows beside its lines: teams, notes, guesses, the text of the scenario.
    saves : the folder of saved games.
    """

    def __init__(self, loaded: Loaded, lines: Lines, about: About, saves: Saves | None = None) -> None:
        assert loaded.scenario is not None
        self.loaded, self.lines, self.about = loaded, lines, about
        self.world: World = lines.session.world
        self.saves = saves if saves is not None else Saves()
        self.teams = {actor: sitter.team for actor, sitter in about.sitters.items() if sitter.team}
        self.notes: list[Note] = list(about.notes)
        self.guesses: dict[str, float] = dict(about.guesses)  # what seats guessed before the first turn: "actor.claim"
        self.claim_turns: dict[str, ClaimSearch] = {}  # what would have turned claims, as far as it was looked for
        self.others = OtherGamesCount(loaded.scenario, self.world, lambda: self.session.seats)
        self.seat = ""  # whose view is on the screen; "" while it is nobody's, as behind a curtain
        self.briefed = False  # whether the briefing has been read
        self.reveal_due = False  # whether the last turn is over and has not been shown
        self._done: tuple[object, frozenset[str]] = (None, frozenset())
        self._ledgers: dict[int, tuple[PlayedTurn, Ledger]] = {}
        self._history: tuple[object, History | None] = (None, None)
        self._read: Scenario | None = None

    @classmethod
    def begin(
        cls, path: Path, loaded: Loaded, *, length: str | None = None, seats: Mapping[str, str] | None = None,
        teams: Mapping[str, str] | None = None, seed: int = 0, changes: tuple[str, ...] = (),
        saves: Saves | None = None,
    ) -> "Match":  # fmt: skip
        """Begin a game: `seats` gives actors to `PERSON` or to a policy, the scenario's own where nothing is said."""
        assert loaded.scenario is not None
        session = Session(prepare(loaded.scenario, length), seats, seed=seed)
        sitters = {actor: Sitter(team) for actor, team in (teams or {}).items()}
        about = About(secrets.token_hex(4), loaded.scenario.title, text_of(path, loaded), changes, sitters)
        return cls(loaded, Lines(session, _("First line")), about, saves)

    @classmethod
    def take_up(cls, opened: Opened, saves: Saves | None = None) -> "Match":
        """Take up a game that was saved."""
        match = cls(opened.loaded, opened.lines, opened.about, saves)
        match.briefed = True
        return match

    def switched(self, setting: str) -> "Match | None":
        """Return another game: this one as far as it is, its orders played again with a number of the scenario changed.

        Parameters
        ----------
        setting : the number and its value, as on a command line.

        Returns
        -------
        Match or None
            None where the scenario cannot be read with it; this game is left as it is.
        """
        changes = (*self.about.changes, setting)
        loaded = load_text(self.about.text, changes)
        if loaded is None or loaded.scenario is None:
            return None
        old = self.session
        session = Session(prepare(loaded.scenario, self.world.length), seed=old.seed, run=old.run)
        for turn in old.records:
            session.play_recorded(turn)
        for actor, player in old.seats.items():
            session.hand_over(actor, player)
        about = replace(self.saved_about(), game=secrets.token_hex(4), changes=changes)
        other = Match(loaded, Lines(session, _("First line")), about, self.saves)
        other.seat, other.briefed = self.seat, True
        return other

    @property
    def marked(self) -> str:
        """What tells a game with changed numbers from the scenario's own; "" where nothing was changed."""
        count = len(self.about.changes)
        return ngettext("what if: {count} number changed", "what if: {count} numbers changed", count).format(
            count=count) if count else ""  # fmt: skip

    @classmethod
    def from_saved(cls, saved: SavedGame, saves: Saves | None = None) -> "tuple[Match, tuple[str, ...]] | Closed":
        """Take up a saved game, with what is not as it was; by the text that was kept in it if its scenario changed."""
        opened = open_game(saved)
        if isinstance(opened, Closed) and opened.kept:
            told, opened = opened.sentence, open_game(saved, kept=True)
            if isinstance(opened, Opened):
                return cls.take_up(opened, saves), (told, *opened.notes)
        return opened if isinstance(opened, Closed) else (cls.take_up(opened, saves), opened.notes)

    @property
    def scenario(self) -> Scenario:
        """The scenario as it is read in the language that is spoken; its things have those names from then on."""
        return self._name_things()

    @property
    def spoken(self) -> str:
        """The language in which the things of the game have their names: what was made in another is made again."""
        self._name_things()
        return language()

    def _name_things(self) -> Scenario:
        """Call everything as it is called in the language that is spoken."""
        scenario = read_in_language(self.loaded)
        if scenario is not self._read:
            self._read = scenario
            name_things(self.world, scenario)
        return scenario

    @property
    def path(self) -> Path:
        """The scenario's file; one that is not there if it was opened from a save that kept its text."""
        return Path(self.about.text.path or self.about.text.name)

    # --- the game

    @property
    def session(self) -> Session:
        """The line that is being played."""
        return self.lines.session

    @property
    def over(self) -> bool:
        """Whether the game is over."""
        return self.session.stage == "over"

    @property
    def played(self) -> PlayedTurn | None:
        """The last turn that is over, with everything that explains it."""
        turns = self.session.game.turns
        return turns[-1] if turns else None

    @property
    def record(self) -> TurnRecord | None:
        """The record of the last turn that is over."""
        return self.session.records[-1] if self.session.records else None

    def ledger(self, turn: int = -1) -> Ledger:
        """Return the causes of all changes in a turn that is over; the last one if none is named.

        Parameters
        ----------
        turn : its number, from 0.
        """
        played = self.session.game.turns[turn]
        found = self._ledgers.get(id(played))
        if found is None or found[0] is not played:
            found = self._ledgers[id(played)] = played, Ledger(played.start, played.turn, self.world)
        return found[1]

    @property
    def history(self) -> History:
        """How the line that is being played went so far."""
        game = self.session.game
        mark = tuple(id(played) for played in game.turns)
        if self._history[0] != mark or self._history[1] is None:
            self._history = mark, history_of(game, self.world)
        assert self._history[1] is not None
        return self._history[1]

    # --- who sits where

    @property
    def persons(self) -> tuple[str, ...]:
        """The actors that people play, powers first."""
        seats = self.session.seats
        return tuple(actor for actor in self.world.names.actors if seats[actor] == PERSON)

    @property
    def hot_seat(self) -> bool:
        """Whether several seats share the screen, so that a curtain falls between them."""
        return len(self.persons) > 1

    def team(self, actor: str) -> str:
        """Return the name of the people at a seat; "" if they have none, or there are none."""
        return self.teams.get(actor, "") if self.session.seats[actor] == PERSON else ""

    def hand_over(self, actor: str, player: str) -> Refusal | None:
        """Give a seat to a person (`PERSON`) or to a policy, in the middle of the game."""
        refusal = self.session.hand_over(actor, player)
        if refusal is None:
            self._done = self._step, self.done - {actor}
        return refusal

    # --- which seats are done with this step of the turn

    @property
    def _step(self) -> object:
        """What tells one step of one turn from all others."""
        return self.lines.current, self.session.number, self.session.stage

    @property
    def done(self) -> frozenset[str]:
        """The seats that have closed their orders, or their answers: whatever is decided now."""
        return self._done[1] if self._done[0] == self._step else frozenset()

    def finish(self, actor: str) -> None:
        """Note that a seat is done with this step of the turn."""
        self._done = self._step, self.done | {actor}

    @property
    def waiting(self) -> tuple[str, ...]:
        """The people's seats that still decide in this step, in the order in which they are asked.

        First the powers' orders and the states' own moves; when they are closed, the states' answers. Whoever decided
        last goes first, so that a curtain is spared.
        """
        names, moves = self.world.names, self.world.moves.menus
        asked = {
            "orders": (*names.powers, *(state for state, menu in zip(names.states, moves, strict=True) if menu)),
            "answers": tuple(state for state in names.states if self.session.offers(state)),
            "over": (),
        }[self.session.stage]
        left = [actor for actor in asked if actor in self.persons and actor not in self.done]
        return tuple(sorted(left, key=lambda actor: actor != self.seat))

    @property
    def ponders(self) -> bool:
        """Whether a seat is played by a policy that takes its time, so that the window must not wait for it."""
        known = (*_SWIFT, *self.world.doctrines)
        return any(player not in known for player in self.session.seats.values())

    def resolve_step(self) -> None:
        """Close the orders, or end the turn: all seats have decided."""
        if self.session.stage == "orders":
            self.session.close_orders()
        else:
            self.session.end_turn()
            self.reveal_due = True

    # --- names and looks

    def name(self, actor: str) -> str:
        """Return what people call an actor; others are those that the scenario does not name."""
        return _("Others") if actor == "others" else self.title("actors", actor)

    def title(self, kind: str, id_: str) -> str:
        """Return what people read for an id: kind is levers, items, corridors, domains, grounds, policies and so on."""
        self._name_things()
        return self.world.names.title(kind, id_)

    def is_power(self, actor: str) -> bool:
        """Whether an actor gives orders."""
        return actor in self.world.names.powers

    @property
    def number(self) -> int:
        """The number of the turn that is played, from 1; the last one when the game is over."""
        return min(self.session.number + 1, self.world.turns)

    @property
    def when(self) -> str:
        """The turn that is played, such as "turn 3 of 12, 2025-Q1"."""
        return self.turn_words(self.number)

    def turn_words(self, number: int) -> str:
        """Return the words for a turn, counted from 1."""
        said = _("turn {number} of {count}, {when}")
        return said.format(number=number, count=self.world.turns, when=turn_name(number - 1, self.world))

    def dress(self, kit: Kit) -> None:
        """Have the actors of this game drawn in their hues and with their flags."""
        kit.hues, kit.flags, kit.initials = hues_of(self.scenario), flags_of(self.scenario), initials_of(self.scenario)

    # --- saving

    def saved_about(self) -> About:
        """Return what a saved game knows beside its lines, as it is now."""
        ended = _("{title}, the end").format(title=self.scenario.title)
        return replace(
            self.about,
            title=" · ".join(
                part for part in (ended if self.over else listed((self.scenario.title, self.when)), self.marked) if part
            ),
            sitters={actor: Sitter(team) for actor, team in self.teams.items() if team},
            notes=tuple(self.notes),
            guesses=dict(self.guesses),
        )

    def saved(self) -> SavedGame:
        """Return the game as it is, ready to be written."""
        return save_game(self.lines, self.saved_about())

    def save(self, path: Path | None = None) -> Path | Unreadable:
        """Save the game; return its file, or why it was not saved."""
        return self.saves.save(self.saved(), path)

    def autosave(self) -> Path | Unreadable:
        """Save the game by itself, as after every turn."""
        return self.saves.autosave(self.saved())


def hues_of(scenario: Scenario) -> dict[str, str]:
    """Return the hue of every power: the scenario's, else the first that nobody has."""
    powers = {name: actor for name, actor in scenario.actors.items() if actor.kind == "power"}
    chosen = {name: str(getattr(actor, "hue", "")) for name, actor in powers.items()}
    free = iter([hue for hue in HUES if hue not in chosen.values()] * len(powers))
    return {name: hue or next(free) for name, hue in chosen.items()}


def initials_of(scenario: Scenario) -> dict[str, str]:
    """Return what stands for the flag of every actor, should it have none."""
    return {name: initials(actor.name) for name, actor in scenario.actors.items()}


def flags_of(scenario: Scenario) -> dict[str, str]:
    """Return the letters of every actor's flag; "" for one without."""
    return {name: actor.iso for name, actor in scenario.actors.items()}
