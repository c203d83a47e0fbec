"""Where everything stands in a state's turn."""

from game.sim.outlook import OutlookWarning
from game.sim.portrait import portray
from game.ui.kit.base import Element, Kit
from game.ui.kit.basics import Button, Icon, Text
from game.ui.kit.boxes import Column, Fixed, Grow, Pad, Panel, Row, Together
from game.ui.kit.marks import Notice
from game.ui.kit.meters import Legend, SharesNowThen
from game.ui.kit.parts import Part, Parts, places
from game.ui.kit.scroll import Scroll
from game.ui.kit.shaped import Shaped
from game.ui.kit.topbar import Figure, TopBar
from game.ui.labels import turn_name
from game.ui.map.view import Hit
from game.ui.scenes.map_area import Hole, MapArea, map_of
from game.ui.scenes.state.moves import move_list
from game.ui.scenes.state.offers import answered, offer_card, parts_of
from game.ui.scenes.state.turn import StateTurn
from game.ui.scenes.state_panel import past, state_panel
from game.ui.words import _, change, number, percent

__all__ = ["answers_screen", "move_screen"]

_SIDE_BY_SIDE = 3  # offers


def move_screen(scene: StateTurn) -> Element:
    """Return the screen on which a state chooses its own move, before offers come."""
    match = scene.match
    moves = move_list(match, scene.menu, scene.icons, scene.looked_at, scene.choose, scene.look)
    note = Text(_("One move a turn, made before you know what is offered. None is a choice too."), "small", "dim")
    left = Panel(
        Column(
            [
                Text(_("Your own move"), "head"),
                note,
                Together([_undo(scene), *scene.advisor()], gap=4),
                Grow(Scroll(moves, "moves")),
            ]
        ),
        _("Your own move"),
    )
    right = Panel(state_panel(match, scene.actor, scene.part, scene.show_part, scene.why), match.name(scene.actor))
    view = map_of(match, scene.stage)
    middle = Column([Grow(Hole(100)), scene.lens_bar()], gap=8)
    if places(scene.stage.kit) == 3:
        body: Element = Row([Fixed(left, 360), Grow(middle), Fixed(right, 346)], gap=12, align="fill")
    else:
        parts = [Part("map", _("Map"), middle, 1.0, "map"), Part("offers", _("Your own move"), left, 1.0, "hand"),
                 Part("state", match.name(scene.actor), right, 1.0, "flag")]  # fmt: skip
        body = Parts("parts", parts, scene.shown, scene.show_tab)
    over = Pad(Column([_bar(scene, _("Go on")), Grow(body)], gap=12), 16, 12)
    return MapArea(view, scene.hand, _nothing, over)


def _nothing(hit: Hit) -> None:
    """Take no note of what is pressed on the map: the panel is about this state."""


def answers_screen(scene: StateTurn) -> Element:
    """Return the screen on which a state answers what is put to it."""
    match, outlook = scene.match, scene.outlook
    if not outlook.offers:
        empty = Notice(_("Nothing is put to you in this turn"), _("Go on, and see what the others do."), "hourglass")
        body: Element = Column([Panel(empty, _("Offers")), Grow(Text(""))])
    else:
        cards = _cards(scene)
        if len(cards) < min(_SIDE_BY_SIDE, places(scene.stage.kit)):
            about = state_panel(match, scene.actor, scene.part, scene.show_part, scene.why)
            cards.append(Panel(about, match.name(scene.actor)))
        body = Column([Grow(Row([Grow(card) for card in cards], gap=12, align="fill")), _sum(scene)], gap=12)
        if places(scene.stage.kit) == 1:
            about = Panel(
                state_panel(match, scene.actor, scene.part, scene.show_part, scene.why), match.name(scene.actor)
            )
            parts = [Part("offers", _("Offers"), cards[0], 1.0, "file-text"),
                     Part("together", _("Together"), Scroll(_sum(scene), "together"), 1.0, "scale"),
                     Part("state", match.name(scene.actor), about, 1.0, "flag")]  # fmt: skip
            body = Parts("parts", parts, scene.shown, scene.show_tab)
    over = Pad(Column([_bar(scene, _("Commit")), Grow(body)], gap=12), 16, 12)
    return MapArea(map_of(match, scene.stage), scene.hand, _nothing, over)


def _cards(scene: StateTurn) -> list[Element]:
    """Return the cards that there is room for, the current one among them."""
    offers, room = scene.outlook.offers, min(_SIDE_BY_SIDE, places(scene.stage.kit))
    first = max(0, min(scene.current - room // 2, len(offers) - room))
    return [
        offer_card(
            scene.match, scene.outlook, offer, offer is scene.offer,
            lambda line, given, offer=offer: scene.answer(offer, line, given),  # type: ignore[misc]
            scene.why_answer, lambda at=at: scene.take(at),  # type: ignore[misc]
            not scene.stage.settings.hide_advice, scene.forecast() if offer is scene.offer else None,
        )
        for at, offer in list(enumerate(offers))[first : first + room]
    ]  # fmt: skip


def _sum(scene: StateTurn) -> Element:
    """Return what all answers come to, together."""
    match, outlook = scene.match, scene.outlook
    chosen, idle, now = outlook.chosen, outlook.nothing, outlook.now
    done, lines = answered(outlook.offers)
    left = outlook.undecided
    state = _("{done} of {all} answered").format(done=done, all=lines)
    rest = _("your cabinet decides the other {count}").format(count=left) if left else _("all decided")
    bars = SharesNowThen("together", parts_of(match, now.dependence), parts_of(match, chosen.later.dependence),
                         _("Dependence in {count} quarters").format(count=outlook.quarters), legend=False)  # fmt: skip
    figures = (
        (_("Development"), change(chosen.later.development - idle.later.development)),
        (_("Balance"), change(chosen.later.partners - idle.later.partners)),
        (_("Support at home"), change(-chosen.overruled)), (_("Your score by the end"), change(chosen.worth, 1)),
    )  # fmt: skip
    shown = [Row([Text(words, "small", "dim"), Text(amount, "label")], gap=6) for words, amount in figures]
    count = _("Offer {number} of {all}").format(number=scene.current + 1, all=len(outlook.offers))
    turn = Row([
        Button(_("Previous offer"), "previous", lambda: scene.take(scene.current - 1), "quiet", "chevron-left"),
        Text(count, "label"),
        Button(_("Next offer"), "next", lambda: scene.take(scene.current + 1), "quiet", "chevron-right", "next"),
        *scene.advisor(), _undo(scene),
    ])  # fmt: skip
    both = _("{one}; {other}").format(one=state, other=rest)
    told = Row([Text(_("With these answers"), "head"), Text(both, "small", "dim")], gap=12)
    head = Shaped(lambda kit, width: _beside(told, turn, kit, width))
    warnings = [
        Row([Icon("triangle-alert", 16, "warn"), Grow(Text(_warned(scene, warning), "small", "warn"))])
        for warning in outlook.warnings
    ]
    legend = Legend(parts_of(match, now.dependence), shares=False)
    below = Shaped(lambda kit, width: _beside(Together(shown, gap=18, row_gap=0), legend, kit, width))
    return Panel(Column([head, bars, below, *warnings], gap=6), _("With these answers"))


def _beside(left: Element, right: Element, kit: Kit, width: int) -> Element:
    """Return two elements at the two ends of a line; one below the other where they have no room."""
    if kit.measure(left, 10**5)[0] + kit.px(24) + kit.measure(right, 10**5)[0] <= width:
        return Row([left, Grow(), right])
    return Column([left, right], gap=4)


def _warned(scene: StateTurn, warning: OutlookWarning) -> str:
    match = scene.match
    power = match.name(warning.power) if warning.power else ""
    domain = match.title("domains", warning.domain) if warning.domain else ""
    words = {
        "ceiling": _("{power} would hold {value} of {domain}; you tolerate {limit}."),
        "crowded": _("More works than can be built at once: they wait in line."),
        "exclusive": _("{power} would shut others out of {domain} for some quarters."),
        "overruled": _("You overrule your cabinet; it costs support at home."),
    }[warning.kind]
    together = " " + _("No single answer does it alone.") if warning.together else ""
    return (
        words.format(power=power, domain=domain, value=percent(warning.value), limit=percent(warning.limit)) + together
    )


def _undo(scene: StateTurn) -> Element:
    undone = scene.match.session.can_undo(scene.actor)
    nothing = "" if undone else _("There is nothing to undo in this turn.")
    return Button(_("Undo"), "undo", scene.undo, "quiet", "undo-2", "undo", nothing)


def _bar(scene: StateTurn, words: str) -> Element:
    match = scene.match
    portrait = portray(past(match), scene.actor, match.world)
    balance = Figure("partners", "scale", number(portrait.balance[-1], 2), _("partners that count"),
                     press=lambda: scene.why("partners", (scene.actor,)))  # fmt: skip
    home = Figure("home", "landmark", percent(portrait.home), _("support at home"),
                  press=lambda: scene.why("home", (scene.actor,)))  # fmt: skip
    first = Figure("development", "activity", number(portrait.development, 2), _("development"),
                   press=lambda: scene.why("development", (scene.actor,))) if scene.answering else Figure(
        "attention", "handshake", number(portrait.attention, 1), _("attention left"),
        press=lambda: scene.why("attention", (scene.actor,)))  # fmt: skip
    figures = (first, balance, home)
    commit = Button(words, "commit", scene.commit, "primary", action="commit")
    turn = _("Turn {number} of {count}").format(number=match.number, count=match.world.turns)
    note = match.marked or match.title("lengths", match.world.length)
    return TopBar(match.scenario.title, note, "globe", scene.actor,
                  match.name(scene.actor), match.team(scene.actor), figures, turn,
                  turn_name(match.number - 1, match.world), [commit])  # fmt: skip
