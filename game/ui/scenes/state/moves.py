"""A state's own moves: what each costs and does, whom it is for, and why one is closed."""

import re
from collections.abc import Callable, Mapping

from game.sim.outlook_moves import Effect, MoveChoice, MoveMenu, MoveTarget
from game.ui import labels
from game.ui.kit.base import Element
from game.ui.kit.basics import Icon, Press, Text
from game.ui.kit.boxes import Column, Grow, Row
from game.ui.kit.choices import Chips, Option
from game.ui.kit.marks import Cap
from game.ui.match import Match
from game.ui.words import _, change, money, number, percent

__all__ = ["effect_words", "figure_apart", "move_list"]

_FIGURE = re.compile(
    r"(?P<words>.*?[^\s:：])(?:[:：]?\s+|[:：]|(?=[+\u2212]))(?P<figure>[+\u2212]?\d[\d.,\u202f]*(?:\s?[%％])?)"
)


def move_list(
    match: Match, menu: MoveMenu, icons: Mapping[str, str], looked_at: Mapping[str, str],
    choose: Callable[[str, str], None], look: Callable[[str, str], None],
) -> Element:  # fmt: skip
    """Return the own moves, of which one is made in a turn.

    Parameters
    ----------
    looked_at : by move, the target that is looked at.
    choose : is called with a move and its target; choosing the chosen one takes it back.
    look : is called with a move and the target to look at.
    """
    rows = [
        _move(match, move, at, icons.get(move.lever, ""), looked_at.get(move.lever, ""), choose, look)
        for at, move in enumerate(menu.moves, 1)
    ]
    return Column(rows, gap=8, name=_("Your own moves"))


def _move(
    match: Match, move: MoveChoice, digit: int, icon: str, looked_at: str, choose: Callable[[str, str], None],
    look: Callable[[str, str], None],
) -> Element:  # fmt: skip
    target = next((one for one in move.targets if one.target == (move.chosen or looked_at)), move.targets[0])
    chosen = move.chosen is not None
    parts: list[Element] = [Row([
        Icon(icon or "sparkles", 18, "ink" if move.open else "dim"),
        Grow(Text(move.title, "head", "ink" if move.open else "dim")),
        *([Icon("check", 16, "state", _("chosen"))] if chosen else []), Cap(str(digit)),
    ])]  # fmt: skip
    if move.about:
        parts.append(Text(move.about, "small", "dim"))
    if target.refusal is not None:
        parts.append(Text(labels.refused(target.refusal, hint=True), "small"))
    else:
        parts += [_line(words, "small") for words in _effects(match, target)]
        parts.append(_line(_("your score by the end {points}").format(points=change(target.worth, 1)), "label"))
    cost = _("takes {count} of attention").format(count=number(move.capital, 1)) if move.capital else ""
    if cost:
        parts.append(Text(cost, "small", "dim"))
    press = Press(
        Column(parts, gap=2), f"move {move.lever}", move.title, lambda: choose(move.lever, target.target), "choice",
        cost, chosen, labels.refused(target.refusal) if target.refusal is not None and not chosen else "",
        fill="sunken", chosen_fill="state_ground", action=str(digit),
    )  # fmt: skip
    if len(move.targets) < 2:
        return press
    options = [
        Option(one.target, match.name(one.target), flag=one.target,
               why_not=labels.refused(one.refusal))
        for one in move.targets
    ]  # fmt: skip
    chips = Chips(f"of {move.lever}", move.title, options, [target.target], lambda to: look(move.lever, to))
    return Column([press, chips], gap=4)


def figure_apart(words: str) -> tuple[str, str]:
    """Return a line without the figure that it ends in, and the figure; "" if it ends in none."""
    found = _FIGURE.fullmatch(words)
    return (found["words"], found["figure"]) if found is not None else (words, "")


def _line(words: str, style: str) -> Element:
    """Return words with the figure that they end in at the right, so that figures stand in one column."""
    what, figure = figure_apart(words)
    return Row([Grow(Text(what, style)), Text(figure, "label")], gap=12) if figure else Text(words, style)


def _effects(match: Match, target: MoveTarget) -> list[str]:
    found = [words for effect in target.effects if (words := effect_words(match, effect))]
    if target.fresh < 0.99:
        found.append(_("made lately: {share} of its effect").format(share=percent(target.fresh)))
    return found[:4] or [_("works through this turn's offers")]


def effect_words(match: Match, effect: Effect) -> str:
    """Return one effect of a move in a few words; "" for one too small to be told."""
    whom, amount = match.name(effect.of) if effect.of else "", effect.amount
    by_quantity = {
        "home": _("support at home {by}"), "development": _("development {by}"), "tension": _("tension {by}"),
        "affinity": _("affinity with {whom} {by}"), "pressure": _("pressure by {whom} {by}"),
        "debt": _("debt to {whom} {sum}"), "discount": _("{whom} pays less next turn: {share}"),
        "bonus": _("{whom} offers more next turn: {share}"), "stages": _("stages of a corridor {by}"),
        "partners": _("balance {by}"), "dependence": _("dependence on {whom} {points} points"),
        "tender": _("projects grow by {share} if rivals bid"), "tender alone": _("by {share} if one bids alone"),
        "welcome": _("statements are welcome: {by}"), "hosting ties": _("affinity of all who come {by}"),
        "hosting home": _("support at home if they come {by}"), "voice naming": _("naming weighs {share} less"),
        "voice pressure": _("pressure weighs {share} less"),
    }  # fmt: skip
    if abs(amount) < 0.0005 or effect.quantity not in by_quantity:
        return ""
    return by_quantity[effect.quantity].format(
        whom=whom, by=change(amount), sum=money(amount, signed=True), share=percent(abs(amount)),
        points=change(100 * amount, 1))  # fmt: skip
