"""Where everything stands in a power's turn."""

from game.sim.portrait import standing
from game.ui.kit.base import Element
from game.ui.kit.basics import Button
from game.ui.kit.boxes import Column, Fixed, Gap, Grow, Pad, Panel, Row
from game.ui.kit.parts import Part, Parts, places
from game.ui.kit.topbar import Figure, TopBar
from game.ui.labels import turn_name
from game.ui.scenes.map_area import Hole, MapArea, map_of
from game.ui.scenes.power.composer import composer
from game.ui.scenes.power.levers import lever_list
from game.ui.scenes.power.likely import likely_answer
from game.ui.scenes.power.statement import statement
from game.ui.scenes.power.tray import tray
from game.ui.scenes.power.turn import PowerTurn
from game.ui.scenes.state_panel import past, state_panel
from game.ui.words import _, change, money, number

__all__ = ["power_screen"]

_GAP = 12


def power_screen(scene: PowerTurn) -> Element:
    """Return the screen of a power's turn: the map with levers and a state, or the order that is being written."""
    guide = scene.guide_element()  # first: it may bring another part to the front
    body = _map_body(scene) if scene.draft is None else _draft_body(scene)
    above = [top_bar(scene), *([guide] if guide is not None else [])]
    over = Pad(Column([*above, Grow(body)], gap=_GAP), 16, 12)
    view = map_of(scene.match, scene.stage)
    view.show(scene.picture())
    return MapArea(view, scene.hand, scene.touch, over, look=scene.look)


def top_bar(scene: PowerTurn) -> Element:
    """Return the bar with the power's own figures and the button that ends its turn."""
    match, menu = scene.match, scene.menu
    figures = standing(past(match), scene.actor, match.world)
    trust, tension = figures["trust"], figures["tension"]
    shown = (
        Figure("purse", "coins", money(menu.money), _("budget left"), press=lambda: scene.why("purse", (scene.actor,))),
        Figure("capital", "handshake", number(menu.capital, 1), _("political capital"),
               press=lambda: scene.why("capital", (scene.actor,))),
        Figure("trust", "badge-check", number(trust[0], 2), _("trust in delivery"), _moved(trust),
               "good" if trust[0] >= trust[1] else "bad",
               press=lambda: scene.why("trust", (scene.actor, _most_moved(scene)))),
        Figure("tension", "flame", number(tension[0], 2), _("tension"), _moved(tension),
               "bad" if tension[0] > tension[1] else "good", press=lambda: scene.why("tension", ())),
    )  # fmt: skip
    end = Button(_("End turn"), "end turn", scene.end_turn, "accent", action="end turn", accent=scene.actor)
    turn = _("Turn {number} of {count}").format(number=match.number, count=match.world.turns)
    note = match.marked or match.title("lengths", match.world.length)
    return TopBar(
        match.scenario.title, note, "globe", scene.actor, match.name(scene.actor),
        match.team(scene.actor), shown, turn, turn_name(match.number - 1, match.world), [end],
    )  # fmt: skip


def _most_moved(scene: PowerTurn) -> str:
    """Return the state whose trust in this power moved most in the last turn; trust is every state's own."""
    states = scene.match.world.names.states
    if not scene.match.session.game.turns:
        return scene.selected or states[0]
    ledger = scene.match.ledger()
    return max(states, key=lambda state: abs(ledger.find("trust", scene.actor, state).amount))


def _moved(pair: tuple[float, float]) -> str:
    return change(pair[0] - pair[1], 2) if abs(pair[0] - pair[1]) >= 0.005 else ""


def _map_body(scene: PowerTurn) -> Element:
    match = scene.match
    left = Panel(Column([
        Grow(lever_list(scene.menu, "", scene.icons, scene.choose)), _tray(scene),
    ], gap=10), _("Levers"))  # fmt: skip
    state = scene.selected or match.world.names.states[0]
    right = Panel(state_panel(match, state, scene.part, scene.show_part, scene.why), match.name(state))
    middle = Column([Grow(Hole(120)), scene.lens_bar()], gap=8)
    if places(scene.stage.kit) == 3:
        grown = 1 + 0.7 * (scene.stage.kit.text_scale - 1)  # words need room, and so does the map
        return Row([_wide(left, 286 * grown), Grow(middle), _wide(right, 346 * grown)], gap=_GAP, align="fill")
    parts = [
        Part("map", _("Map"), middle, 1.0, "map"), Part("levers", _("Levers"), left, 1.0, "layers"),
        Part("state", match.name(state), right, 1.0, "flag"),
    ]  # fmt: skip
    return Parts("parts", parts, scene.shown, scene.show_tab)


def _wide(child: Element, width: float) -> Element:

    return Fixed(child, width)


def _tray(scene: PowerTurn) -> Element:
    return tray(
        scene.match, scene.tray, scene.likely(), scene.open, scene.remove, scene.undo,
        scene.match.session.can_undo(scene.actor), scene.advisor(),
    )  # fmt: skip


def _draft_body(scene: PowerTurn) -> Element:
    draft, preview, match = scene.draft, scene.preview, scene.match
    assert draft is not None
    assert preview is not None
    if draft.is_statement:
        return statement(scene)
    left = Panel(Column([
        Grow(lever_list(scene.menu, draft.lever.lever, scene.icons, scene.choose)), _tray(scene),
    ], gap=10), _("Levers"))  # fmt: skip
    wide = places(scene.stage.kit) == 3  # else words need the room of the map, and the answer is behind a tab
    form = composer(match, draft, preview, scene.menu, scene.change, scene.add, scene.close, told=wide)
    above = [_high(_small_map(scene), 168)] if wide else []
    middle = Panel(Column([*above, Grow(form)], gap=10), draft.lever.title)
    answer = likely_answer(scene, preview)
    right = Panel(answer, _("What would become of it"))
    parts = [
        Part("levers", _("Levers"), left, 0.82, "layers"), Part("order", _("Order"), middle, 1.2, "pencil-line"),
        Part("answer", _("Answer"), right, 1.4, "scale"),
    ]  # fmt: skip
    return Parts("parts", parts, scene.shown if scene.shown in ("levers", "order", "answer") else "order",
                 scene.show_tab, _GAP)  # fmt: skip


def _high(child: Element, height: float) -> Element:

    return Fixed(child, height=height)


def _small_map(scene: PowerTurn) -> Element:
    view = map_of(scene.match, scene.stage, "order", plain=True)
    view.show(scene.picture())
    return MapArea(view, scene.small_hand, scene.touch, Gap(height=168), "small map", radius=12)
