"""What a chronicle says of one power's orders: who signed, who did not, and why."""

import math
from collections.abc import Iterator, Sequence

from game.model.world import World
from game.report.phrases import actor, listed, main_reason, nearest_change, percent, title
from game.sentence import money, signed
from game.sim.explain import Decision
from game.sim.live import PlayedTurn
from game.sim.steps import GivenOrder, given_orders

_ANSWERED = {"accept": "accepted", "amend": "accepted with amendments", "decline": "declined"}


def offer_lines(power: str, played: PlayedTurn, decisions: Sequence[Decision], world: World) -> Iterator[str]:
    """Yield one text for each order of a power."""
    texts: dict[str, int] = {}
    for (_, slot), order in given_orders(played.turn, world).items():
        if order.power != power:
            continue
        mine = [d for d in decisions if d.order.power == power and d.order.slot == slot]
        text = f"{_order(order, played, world)}: {_outcome(order, mine, world)}"
        texts[text] = texts.get(text, 0) + 1
    for text, times in texts.items():
        yield text if times == 1 else f"{text[:-1]}, {times} times."


def order_words(lever: str, target: str | None, world: World) -> str:
    """Return a lever with its target, such as "Pressure on Oro"."""
    text = title("levers", lever, world)
    if target is None:
        return text
    names = world.names
    asked = float(world.levers.offer[names.levers.index(lever)]) > 0
    toward = "to" if asked else "against" if target in names.powers else "on"
    return f"{text} {toward} {actor(target, world)}"


def _order(order: GivenOrder, played: PlayedTurn, world: World) -> str:
    text = order_words(order.lever, order.target, world)
    value = float(played.turn.table.value[world.names.powers.index(order.power), order.slot, :, 0].sum())
    return f"{text}, {money(value)}" if value > 0 else text


def _outcome(order: GivenOrder, mine: Sequence[Decision], world: World) -> str:
    if order.answer == "called off":
        return "called off."
    if not mine:
        return "done."
    if len(mine) == 1 and mine[0].item is None:
        return f"{_answer(mine[0], world)}."
    return _items(mine, world)


def _answer(decision: Decision, world: World) -> str:
    """Tell one answer with its largest reason, and for a refusal what would have turned it."""
    words = _ANSWERED[decision.answer]
    if decision.answer == "decline":
        why = _refusal(decision, world)
        return f"{words} {why}" if why.startswith(("against", "by its seat")) else f"{words}, {why}"
    chance = percent(decision.chances.accept + decision.chances.amend)
    if decision.by_seat:
        return f"{words} by its seat, {main_reason(decision, world)} (chance by its cabinet {chance})"
    return f"{words}, {main_reason(decision, world)} (chance {chance})"


def _refusal(decision: Decision, world: World) -> str:
    yes = decision.chances.accept + decision.chances.amend
    turning = decision.turning
    if turning is None:
        return f"by its seat, {main_reason(decision, world)} (chance of a yes by its cabinet {percent(yes)})"
    told = ["against the odds"] if yes > 0.5 else []
    if not told or (decision.main_reason.name != "base" and decision.main_reason.amount < 0):
        told.append(main_reason(decision, world))
    return (
        f"{', '.join(told)} (chance of a yes {percent(yes)}, "
        f"needs {signed(turning.lacks, 2 if turning.lacks >= 0.01 else 3)}; {nearest_change(turning, world)})"
    )


def _items(mine: Sequence[Decision], world: World) -> str:
    """Tell how many items were signed, and of each that was not, by whom and how near that was."""
    yes = [d for d in mine if d.answer != "decline"]
    amended = sum(d.answer == "amend" for d in yes)
    text = f"{len(yes)} of {len(mine)} signed" + (f", {amended} of them amended" if amended else "")
    states = len({d.state for d in mine})
    for item in dict.fromkeys(d.item for d in mine):
        against = [d for d in mine if d.item == item and d.answer == "decline"]
        if not against:
            continue
        who = "" if states == 1 else " by all" if len(against) == states else f" by {_names(against, world)}"
        near = min(against, key=lambda d: d.turning.lacks if d.turning else math.inf)
        whose = f"{actor(near.state, world)}: " if states > 1 and len(against) > 1 else ""
        name = title("items", item, world) if item else "It"
        text += f". {name} is declined{who}; {whose}{_refusal(near, world)}"
    return text + "."


def _names(decisions: Sequence[Decision], world: World) -> str:
    return listed(actor(d.state, world) for d in decisions)
