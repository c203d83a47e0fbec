"""The end of a game."""

from functools import cache

from game.scenario.bases import Bases
from game.sim.claim_turns import ClaimSearch, ClaimTurn
from game.sim.claims import compile_claims
from game.sim.forecast_games import OtherGames
from game.ui.match import Match
from game.ui.scenes.claim import ClaimLayer
from game.ui.scenes.end import End
from game.ui.stage import Scene, Stage
from tests.sim.others import all_counted
from tests.ui.examples import example
from tests.ui.matches import over


class _Counted(End):
    """The end when some of the other games have been counted."""

    def __init__(self, stage: Stage, match: Match, others: OtherGames | None) -> None:
        super().__init__(stage, match)
        self.others = others

    def _count(self) -> None:
        """Nothing is counted here."""


@cache
def _others() -> OtherGames:
    match = over()
    claims = compile_claims(match.scenario, match.world)
    return all_counted(match.world, {}, claims, games=40, chunk=40)


def _over() -> Match:
    match = over("halmar", halmar="Team Aoi")
    match.guesses = {"halmar.the_grip_holds": 0.35}
    return match


@example("end")
def end(stage: Stage) -> Scene:
    """Return the end with other games beside this one."""
    return _Counted(stage, _over(), _others())


@example("end counting")
def counting(stage: Stage) -> Scene:
    """Return the end before anything was counted, with a note about the pack."""
    scene = _Counted(stage, _over(), None)
    scene.note = "Saved: a page to print, chronicle, replay, game and notes.", "packs/two-harbours", False
    scene.part = "talk"
    return scene


@example("end failed")
def failed(stage: Stage) -> Scene:
    """Return the end when counting failed, and nothing could be saved."""
    scene = _Counted(stage, _over(), None)
    scene.failed = "The other games could not be counted."
    scene.note = "Nothing was saved.", "The pack was not saved to packs: no space left on device.", True
    scene.part = "scores"
    return scene


@example("claim, what would have turned it")
def claim(stage: Stage) -> Scene:
    """Return a claim with what would have turned it in this game."""
    match = _over()
    scene = _Counted(stage, match, _others())
    stage.push(scene)
    card = Bases(match.loaded).card(("rules", "answers", "affinity"))
    turns = (ClaimTurn(card, 0.4 * card.value), ClaimTurn(card, 1.8 * card.value))
    match.claim_turns["the_grip_holds"] = ClaimSearch("the_grip_holds", 80, 80, turns, finished=True)
    return ClaimLayer(stage, match, next(c for c in scene._claimed() if c.claim.id == "the_grip_holds"), 1)
