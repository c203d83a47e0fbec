"""A joint statement: its clauses in their exact words, and how likely each state is to sign each of them."""

from game.sim.explain import Chances, Weighing
from game.sim.menu import ItemChoice
from game.sim.preview import Preview
from game.ui import labels
from game.ui.kit.base import Element
from game.ui.kit.basics import Button, Flag, Icon, Press, Text
from game.ui.kit.boxes import Column, Fixed, Gap, Grid, Grow, Panel, Row, Together
from game.ui.kit.choices import Tick
from game.ui.kit.meters import Meter
from game.ui.kit.parts import OneOf, Part, Parts, places
from game.ui.kit.scroll import Scroll
from game.ui.scenes.power.likely import likely_answer
from game.ui.scenes.power.turn import PowerTurn
from game.ui.words import _, money, number, percent

__all__ = ["statement"]

_SIGNS = {"accept": ("check", "good"), "amend": ("pencil-line", "warn"), "decline": ("x", "bad")}


def statement(scene: PowerTurn) -> Element:
    """Return the screen on which a statement is worded."""
    draft, preview = scene.draft, scene.preview
    assert draft is not None
    assert preview is not None
    grid = Column([_head(scene), Grow(Scroll(_grid(scene, preview), "clauses"))], gap=8)
    answer = likely_answer(scene, preview)
    tabbed = places(scene.stage.kit) == 2  # words are large: the table needs all of the width
    below = _foot(scene, preview)
    right = Panel(answer if tabbed else Column([Grow(answer), below], gap=8), _("What would become of it"))
    parts = [
        Part("order", draft.lever.title, Panel(grid, draft.lever.title), 2.0, "file-text"),
        Part("answer", _("Answer"), right, 1.0, "scale"),
    ]  # fmt: skip
    shown = scene.shown if scene.shown in ("order", "answer") else "order"
    if tabbed:
        return Column([Grow(OneOf(parts, shown, scene.show_tab)), Panel(below)], gap=8)
    return Parts("parts", parts, shown, scene.show_tab, 12)


def _head(scene: PowerTurn) -> Element:
    assert scene.draft is not None
    note = Text(_("each state answers each clause on its own"), "small", "dim", "right")
    return Row([Icon("file-text", 22, "ink"), Text(scene.draft.lever.title, "title"), Grow(note)])


def _grid(scene: PowerTurn, preview: Preview) -> Element:
    draft, match = scene.draft, scene.match
    assert draft is not None
    states = match.world.names.states
    cells: list[Element] = [Text(_("Clause"), "small", "dim")]
    cells += [Column([Flag(state, 22), Text(_short(scene, state), "label", align="centre")], gap=2, across="centre")
              for state in states]  # fmt: skip
    cells.append(Text(_("all sign"), "small", "dim", "right"))
    found = {(one.item, one.state): one for one in preview.answers}
    together = {item.item: item.all_sign for item in preview.items}
    for item in draft.lever.items:
        cells.append(_clause(scene, item))
        cells += [_cell(scene, item, state, found.get((item.item, state))) for state in states]
        chance = together.get(item.item)
        words = percent(chance) if chance is not None else ""
        cells.append(Text(words, "head", "bad" if chance is not None and chance < 0.1 else "ink", "right"))
    return Grid(cells, len(states) + 2, 8, 10, weights=(3.2, *([1.0] * len(states)), 0.9))


def _short(scene: PowerTurn, state: str) -> str:
    actor = scene.match.scenario.actors[state]
    return actor.iso or actor.name


def _clause(scene: PowerTurn, item: ItemChoice) -> Element:
    draft = scene.draft
    assert draft is not None
    tick = Tick(f"item {item.item}", item.title, item.item in draft.items,
                lambda: scene.change(draft.toggled(item.item)))  # fmt: skip
    named = _("names nobody") if item.naming <= 0 else _("names others: {share}").format(
        share=percent(item.naming))  # fmt: skip
    words = [Text(_("“{text}”").format(text=item.words), "quote", "dim")] if item.words else []
    meter = Row([Fixed(Meter(f"naming {item.item}", item.naming, named, colour="ink", high=6), 56),
                 Grow(Text(named, "small", "dim"))])  # fmt: skip
    return Column([tick, *words, meter], gap=2)


def _cell(scene: PowerTurn, item: ItemChoice, state: str, weighing: Weighing | None) -> Element:
    if weighing is None:
        return Gap(height=20)
    name, chance = _likeliest(weighing.chances)
    icon, tone = _SIGNS[name]
    said = f"{scene.match.name(state)}, {item.title}"
    value = ", ".join(
        f"{labels.answer(answer)} {percent(share)}"
        for answer, share in zip(_SIGNS, _three(weighing.chances), strict=True)
    )  # fmt: skip
    parts = Column([
        Row([Icon(icon, 15, tone), Text(percent(chance), "label", tone)], gap=4),
        Meter(f"sign {item.item} {state}", weighing.chances.accept + weighing.chances.amend, said, colour=tone, high=5),
    ], gap=4, across="start")  # fmt: skip
    chosen = scene.weighing is weighing
    return Press(parts, f"cell {item.item} {state}", said, lambda: scene.pick(item.item, state), "choice", value,
                 chosen=chosen, fill=f"{tone}_ground", chosen_fill=f"{tone}_ground", pad_x=6, pad_y=6,
                 hatched=tone if name == "decline" else "")  # fmt: skip


def _three(chances: Chances) -> tuple[float, float, float]:
    return chances.accept, chances.amend, chances.decline


def _likeliest(chances: Chances) -> tuple[str, float]:
    return max(zip(_SIGNS, _three(chances), strict=True), key=lambda pair: pair[1])


def _foot(scene: PowerTurn, preview: Preview) -> Element:
    refusal, menu = preview.refusal, scene.menu
    why_not = labels.refused(refusal)
    said = [Text(labels.refused(refusal, hint=True), "small", "bad")] if (
        refusal is not None) else []  # fmt: skip
    cost = _("cost {cost}, capital {capital} of {left}").format(
        cost=money(preview.money), capital=number(preview.capital, 1), left=number(menu.capital, 1))  # fmt: skip
    add = Button(_("Add to this turn"), "add", scene.add, "primary", "plus", "add", why_not)
    close = Button(_("Close"), "close", scene.close, "quiet", action="back")
    return Column([*said, Together([Text(cost, "label"), add, close], gap=10, row_gap=6)], gap=6)
