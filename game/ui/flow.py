"""What screen comes next.

A turn has two steps (see `sim.session`). In the first, people's powers give
orders and people's states make a move of their own; then orders are closed, and
in the second the states answer what is put to them; then the turn ends and is
shown. Between seats of different people a curtain falls, and while it hangs
nothing of any seat is on the screen. A screen that is done calls `seat_done`,
the reveal `shown`, all others `go_on`.
"""

from importlib import import_module
from typing import Any

from game.sim.untrusted import Unreadable
from game.ui.match import Match
from game.ui.stage import Scene, Stage
from game.ui.words import say

__all__ = ["SCENES", "go_on", "home", "lift", "make", "next_screen", "open_layer", "seat_done", "shown", "stepped"]

# Where screens are: each is made with the window, the game and what `make` is given. They are imported when they are
# first needed, so that the window opens at once and screens need not know each other.
SCENES = {
    "title": "game.ui.scenes.title:Title",
    "briefing": "game.ui.scenes.briefing:Briefing",
    "article": "game.ui.scenes.article:Article",
    "curtain": "game.ui.scenes.curtain:Curtain",
    "orders": "game.ui.scenes.power.screen:PowerScreen",  # a power's turn
    "state turn": "game.ui.scenes.state.screen:StateScreen",  # a state's own move, and then its answers
    "deciding": "game.ui.scenes.deciding:Deciding",  # while seats that look ahead make up their minds
    "reveal": "game.ui.scenes.reveal:Reveal",
    "end": "game.ui.scenes.end:End",
    "claim": "game.ui.scenes.claim:ClaimLayer",
    "why": "game.ui.scenes.why:Why",
    "timeline": "game.ui.scenes.timeline:Timeline",
    "leave": "game.ui.scenes.leave:Leave",
    "open file": "game.ui.scenes.open_file:OpenFile",
    "map table": "game.ui.scenes.map_table:MapTable",
    "menu": "game.ui.scenes.menu:GameMenu",
    "advisor": "game.ui.scenes.advisor:Advisor",
    "saves": "game.ui.scenes.saves:SavesList",
}


def make(name: str, stage: Stage, *given: Any) -> Scene:
    """Return a screen by its name in `SCENES`."""
    module, _, kind = SCENES[name].partition(":")
    scene = getattr(import_module(module), kind)(stage, *given)
    assert isinstance(scene, Scene)
    return scene


def open_layer(name: str, stage: Stage, *given: Any) -> None:
    """Put a screen on top of the one that is there."""
    stage.push(make(name, stage, *given))


def home(stage: Stage) -> None:
    """Go to the title, where games begin."""
    stage.closing = lambda: None
    stage.meanwhile(None)
    stage.restart(make("title", stage))


def next_screen(match: Match) -> tuple[str, str]:
    """Return the name of the screen that comes next and the seat that it belongs to, "" if to nobody.

    Nothing is changed. "close orders" and "end turn" are no screens: they say that all seats have decided.
    """
    if match.reveal_due:
        return "reveal", ""
    if match.over:
        return "end", ""
    if not match.briefed:
        return "briefing", ""
    waiting = match.waiting
    if not waiting:
        return ("close orders" if match.session.stage == "orders" else "end turn"), ""
    seat = waiting[0]
    if match.hot_seat and match.seat != seat:
        return "curtain", seat
    return ("orders" if match.is_power(seat) else "state turn"), seat


def go_on(stage: Stage, match: Match) -> None:
    """Let the game go on to its next screen; turns that nobody decides anything in are resolved on the way."""
    stage.meanwhile(match.others)
    screen, seat = next_screen(match)
    while screen in ("close orders", "end turn"):
        if match.ponders:
            stage.restart(make("deciding", stage, match))
            return
        match.resolve_step()
        stepped(stage, match)
        screen, seat = next_screen(match)
    match.seat = "" if screen == "curtain" or (match.hot_seat and screen == "reveal") else seat or match.seat
    match.dress(stage.kit)
    stage.closing = lambda: match.autosave()
    given = (seat,) if screen == "curtain" else ()
    stage.restart(make(screen, stage, match, *given))


def stepped(stage: Stage, match: Match) -> None:
    """Keep the game when a turn is over."""
    kept = match.autosave() if match.reveal_due else None
    if isinstance(kept, Unreadable):
        stage.toast(say(kept.sentence))


def lift(stage: Stage, match: Match, seat: str) -> None:
    """Lift the curtain for a seat."""
    match.seat = seat
    go_on(stage, match)


def seat_done(stage: Stage, match: Match) -> None:
    """Close the orders or answers of the seat on the screen, and go on."""
    match.finish(match.seat)
    go_on(stage, match)


def shown(stage: Stage, match: Match) -> None:
    """Leave the reveal: everybody has seen the turn."""
    match.reveal_due = False
    go_on(stage, match)
