"""A turn as it is played: a power's orders, a state's move and answers, the reveal, causes, the timeline."""

from dataclasses import replace

from game.sim.advice import ACT, AGREES, CABINET, ORDER, OVERRULES, Advice
from game.sim.doubts import Elsewhere, count_otherwise, replay_otherwise
from game.sim.order import Answer, Order
from game.sim.what_if import Band, Tried, Watched, band
from game.ui.match import Match
from game.ui.scenes.advisor import Advisor
from game.ui.scenes.guide import begin_guide
from game.ui.scenes.map_table import MapTable
from game.ui.scenes.power.screen import PowerScreen
from game.ui.scenes.reveal import Reveal
from game.ui.scenes.state.screen import StateScreen
from game.ui.scenes.timeline import Timeline
from game.ui.scenes.why import Why
from game.ui.stage import Scene, Stage
from tests.ui.examples import example
from tests.ui.matches import begun


def _after(turns: int, *persons: str) -> Match:
    """Return a game some turns old, with the first person at the screen."""
    match = begun(*persons)
    for _ in range(turns):
        match.session.end_turn()
    match.seat = persons[0]
    return match


def _orders(stage: Stage, turns: int = 3) -> PowerScreen:
    match = _after(turns, "japan")
    match.dress(stage.kit)
    return PowerScreen(stage, match)


@example("power's turn")
def power_turn(stage: Stage) -> Scene:
    """Return the map with a tray of one order."""
    scene = _orders(stage)
    refusal = scene.match.session.submit(Order("japan", "aid", "uzbekistan"))
    assert refusal is None
    scene.selected = "uzbekistan"
    return scene


@example("power's first turn, guided")
def guided(stage: Stage) -> Scene:
    """Return the first turn with its guide."""
    scene = _orders(stage, 0)
    begin_guide(scene.match)
    return scene


@example("order")
def order(stage: Stage) -> Scene:
    """Return a package that is being written."""
    scene = _orders(stage)
    scene.choose("business_package")
    return scene


@example("order that is closed")
def closed_order(stage: Stage) -> Scene:
    """Return an order that a rule forbids."""
    scene = _orders(stage, 0)
    scene.choose("caspian_route")
    return scene


@example("statement")
def statement(stage: Stage) -> Scene:
    """Return a joint statement that is being worded."""
    scene = _orders(stage)
    scene.choose("statement")
    return scene


@example("state's ties")
def ties(stage: Stage) -> Scene:
    """Return the map with another part about a state, through another lens."""
    scene = _orders(stage)
    scene.selected, scene.part, scene.lens = "turkmenistan", "projects", "corridors"
    return scene


@example("state's own move")
def own_move(stage: Stage) -> Scene:
    """Return the own moves of a state."""
    match = _after(3, "uzbekistan")
    match.dress(stage.kit)
    return StateScreen(stage, match)


@example("state's answers")
def answers(stage: Stage) -> Scene:
    """Return offers side by side, one of them answered."""
    match = _after(3, "kazakhstan")
    match.dress(stage.kit)
    match.session.close_orders()
    scene = StateScreen(stage, match)
    offers = scene.outlook.offers
    if offers:
        scene.answer(offers[0], offers[0].lines[0], "accept")
    return scene


@example("advisor of a power")
def advisor(stage: Stage) -> Scene:
    """Return what an advisor would order, one of it taken over."""
    match = _after(3, "japan")
    match.dress(stage.kit)
    layer = Advisor(stage, match)
    layer.found = (
        Advice("planner", Order("japan", "business_package", "kazakhstan", 1.5), ORDER, 4.8, 0.75),
        Advice("planner", Order("japan", "aid", "turkmenistan"), ORDER, -0.4, 0.31),
        Advice("planner", Order("japan", "statement"), ACT, 1.2),
    )
    layer.take(layer.found[1])
    return layer


@example("advisor of a state")
def advisor_of_a_state(stage: Stage) -> Scene:
    """Return what an advisor would answer, of every kind."""
    match = _after(3, "kazakhstan")
    match.dress(stage.kit)
    match.session.close_orders()
    layer = Advisor(stage, match)
    asked = match.session.desk("kazakhstan").offers
    layer.found = tuple(
        Advice("planner", Answer("kazakhstan", one.order.power, "decline", 0 if one.item else one.order.slot + 1,
                                 one.item or ""), kind, None, 0.3, "pressure")
        for one, kind in zip(asked, (AGREES, OVERRULES, CABINET), strict=False)
    )  # fmt: skip
    return layer


@example("advisor thinking")
def advisor_thinking(stage: Stage) -> Scene:
    """Return an advisor that has been asked."""
    match = _after(0, "japan")
    match.dress(stage.kit)
    return Advisor(stage, match)


def _reveal(stage: Stage, step: str) -> Scene:
    match = _after(3, "japan")
    match.reveal_due = True
    match.dress(stage.kit)
    scene = Reveal(stage, match)
    scene.step(step)
    return scene


@example("reveal, answers")
def reveal_answers(stage: Stage) -> Scene:
    """Return the reveal while answers appear."""
    return _reveal(stage, "answers")


@example("reveal, offers")
def reveal_offers(stage: Stage) -> Scene:
    """Return the reveal while offers travel."""
    return _reveal(stage, "offers")


@example("reveal, rivals")
def reveal_rivals(stage: Stage) -> Scene:
    """Return the reveal while rivals react."""
    return _reveal(stage, "rivals")


@example("reveal, deliveries")
def reveal_deliveries(stage: Stage) -> Scene:
    """Return the reveal while works land."""
    return _reveal(stage, "deliveries")


@example("reveal, front page")
def reveal_page(stage: Stage) -> Scene:
    """Return the reveal at its end."""
    return _reveal(stage, "page")


@example("why a share moved")
def why_share(stage: Stage) -> Scene:
    """Return the causes of a change."""
    match = _after(4, "japan")
    match.dress(stage.kit)
    return Why(stage, match, "dependence", ("china", "uzbekistan"))


@example("why an answer is likely")
def why_answer(stage: Stage) -> Scene:
    """Return the reasons of a likely answer."""
    scene = _orders(stage)
    scene.choose("aid")
    weighing = scene.weighing
    assert weighing is not None
    return Why(stage, scene.match, "term", ("affinity",), weighing)


@example("timeline")
def timeline(stage: Stage) -> Scene:
    """Return the timeline of one line."""
    match = _after(5, "japan")
    match.dress(stage.kit)
    return Timeline(stage, match)


@example("timeline of two lines")
def two_lines(stage: Stage) -> Scene:
    """Return two lines that part in the third turn."""
    match = _after(5, "japan")
    refusal = match.lines.branch(2, "With a package")
    assert refusal is None
    match.session.submit(Order("japan", "business_package", "kazakhstan"))
    for _ in range(3):
        match.session.end_turn()
    match.dress(stage.kit)
    return Timeline(stage, match)


@example("map as a table")
def map_table(stage: Stage) -> Scene:
    """Return the figures of the map."""
    match = _after(4, "japan")
    match.dress(stage.kit)
    return MapTable(stage, match)


@example("why, with a number moved")
def why_moved(stage: Stage) -> Scene:
    """Return a number that is doubted, and the game played again with it."""
    match = begun("halmar", name="two-harbours")
    for _ in range(3):
        match.session.end_turn()
    match.dress(stage.kit)
    match.seat = "halmar"
    scene = Why(stage, match, "score", ("halmar",))
    scene.build()
    card = next(card for card in scene._cards if card.kind == "assumption")
    scene.doubt.open(card, scene.question)
    stage.forget(scene, "band")
    scene.doubt.value = 1.2 * card.value
    asked, watched = scene.doubt._asked(), Watched("turn", 2, ("score", "halmar"))
    found = band(replace(asked, value=None), watched)
    assert isinstance(found, Band)
    scene.doubt.band = replace(found, low=0.7 * card.value, high=1.9 * card.value)
    scene.doubt.replayed = replay_otherwise(asked, watched)
    *_, scene.doubt.elsewhere = count_otherwise(asked, match.session.seats, 20)
    return scene


@example("why, all of a turn")
def why_turn(stage: Stage) -> Scene:
    """Return all that moved in a turn."""
    scene = _orders(stage)
    stage.push(scene)
    why = Why(stage, scene.match, "score", ("japan",))
    why.ask_turn()
    return why


@example("why, counting")
def why_counting(stage: Stage) -> Scene:
    """Return a number that is doubted while other games are counted and the band is looked for."""
    scene = why_moved(stage)
    assert isinstance(scene, Why)
    assert isinstance(scene.doubt.elsewhere, Elsewhere)
    scene.doubt.band, scene.doubt.replayed = Tried(7, 17), None
    scene.doubt.elsewhere = replace(scene.doubt.elsewhere, wanted=3000, played=1250)
    scene.doubt.waiting = "test"
    return scene
