"""Words for what the engine names in short: terms of a decision, answers, reactions, causes. All can be translated."""

from game.model.world import World
from game.sim.order import Order, Refusal
from game.sim.turning import Remedy
from game.ui.words import N_, _, money, number, say, short

__all__ = [
    "answer", "difficulty", "factor", "plain_odds", "player", "quarter_name", "reaction", "refused", "remedy", "size",
    "term", "title", "turn_name",
]  # fmt: skip


_TERMS = {
    "base": N_("Reserve"), "benefit": N_("What it brings"), "affinity": N_("Goodwill"),
    "balance": N_("Wish for many partners"), "saturation": N_("Too much from one hand"),
    "network": N_("What already stands there"), "exclusivity": N_("Being shut in"), "lock": N_("A rival's sole rights"),
    "pressure": N_("Fear of pressure"), "backlash": N_("Anger at home"), "repetition": N_("The same offer again"),
    "favour": N_("The visit"), "fit": N_("Its own interest"), "third party": N_("Offending a third party"),
    "offer": N_("The whole package"),
}  # fmt: skip
_FACTORS = {
    "affinity": N_("goodwill"), "backlash": N_("anger at home"), "backlash weight": N_("weight of anger"),
    "caution": N_("1 + caution"), "chance": N_("chance"), "completion": N_("part completed"),
    "debt over GDP": N_("debt over GDP"), "debt service": N_("debt service"), "drift": N_("drift"),
    "exclusive": N_("sole rights"), "gap": N_("the largest share, less its own"), "gift": N_("what a gift counts"),
    "hedging": N_("wish to balance"), "income": N_("income a quarter"), "kept less trust": N_("kept, less trust"),
    "locked": N_("locked by a rival"), "lost": N_("part lost"), "naming": N_("how clearly it names"),
    "need": N_("need"), "network weight": N_("weight of what stands"), "pressure felt": N_("pressure felt"),
    "quarters": N_("quarters"), "rate": N_("part a turn"), "refusal": N_("cost of a refusal"),
    "repeated": N_("how often before"), "rest less support": N_("usual support, less this"),
    "rest less tension": N_("usual tension, less this"), "share": N_("share"),
    "share of others": N_("share of others"), "size": N_("size"), "start less stock": N_("start, less stock"),
    "tension": N_("1 + tension"), "trusted": N_("how far it is believed"), "wear": N_("wear"),
    "weight of the offended": N_("weight of the offended"), "works in the last stage": N_("in the last stage, bn USD"),
    "base": N_("weight"), "benefit": N_("weight"), "balance": N_("weight"), "exclusivity": N_("weight"),
    "lock": N_("weight"), "pressure": N_("weight"), "repetition": N_("weight"), "third_party": N_("weight"),
}  # fmt: skip
_ANSWERS = {"accept": N_("accept"), "amend": N_("amend"), "decline": N_("decline")}
_ANSWERED = {"accept": N_("accepted"), "amend": N_("amended"), "decline": N_("declined")}
_REACTIONS = {
    "nothing": N_("nothing"), "words": N_("words"), "counter": N_("counter-offer"), "pressure": N_("pressure"),
}  # fmt: skip
_REMEDIES = {
    "softer": N_("Word it more softly"), "nobody": N_("Name nobody"), "exclusivity": N_("Ask for no sole rights"),
    "affinity": N_("{amount} more goodwill"), "trust": N_("{amount} more trust"),
    "dependence": N_("Less dependence on {what}"), "share": N_("A smaller share of your own there"),
    "wait": N_("Wait until this fades: {what}"), "size": N_("Change the size to {amount}"),
    "visit": N_("In the same turn: {what}"), "host": N_("{what} first"), "court": N_("{what} first"),
}  # fmt: skip
_PLAYERS = {
    "person": N_("a person"), "idle": N_("sits still"), "random": N_("by chance"), "greedy": N_("weighs every order"),
    "planner_gentle": N_("looks ahead a little"), "planner": N_("looks ahead"), "planner_hard": N_("looks far ahead"),
}  # fmt: skip
_DIFFICULTIES = {
    "idle": N_("asleep"), "random": N_("gentle"), "greedy": N_("hard"), "planner_gentle": N_("gentle"),
    "planner_hard": N_("hard"),
}  # fmt: skip
_NORMAL = N_("normal")  # of a doctrine, which is the measure


def title(kind: str, name: str, world: World) -> str:
    """Return what people read for an id; the scenario's own words are not translated."""
    return world.names.title(kind, name)


def term(name: str) -> str:
    """Return what a term of a decision is called."""
    return _(_TERMS.get(name, name))


def factor(name: str) -> str:
    """Return what a factor of a product is called."""
    return _(_FACTORS.get(name, name))


def answer(name: str, given: bool = False) -> str:
    """Return an answer as a deed, or as it was given."""
    return _((_ANSWERED if given else _ANSWERS).get(name, name))


def player(name: str, world: World) -> str:
    """Return what the player of a seat is called: a person, or how the computer plays; a doctrine has its own name."""
    return _(_PLAYERS[name]) if name in _PLAYERS else title("doctrines", name, world)


def difficulty(policy: str) -> str:
    """Return how hard a policy is to play against: a doctrine is the measure of normal."""
    return _(_DIFFICULTIES.get(policy, _NORMAL))


def reaction(name: str) -> str:
    """Return what a reaction is called."""
    return _(_REACTIONS.get(name, name))


def refused(refusal: Refusal | None, *, hint: bool = False) -> str:
    """Return why something cannot be done, and what can be done instead; "" if it can."""
    if refusal is None:
        return ""
    return " ".join(say(part) for part in (refusal.sentence, refusal.hint if hint else "") if part)


def remedy(change: Remedy, world: World) -> str:
    """Return what would have to change, as something to do where it can be done."""
    if change.kind == "wait":
        what = term(change.what)
    elif change.kind == "dependence":
        what = title("actors", change.what, world)
    else:
        what = title("levers", change.what, world)
    return _(_REMEDIES.get(change.kind, change.kind)).format(what=what, amount=number(change.amount, 2))


def size(order: Order, cost: float) -> str:
    """Return how large an order is: what it costs, bn USD, or how many times the usual; "" for the usual at no cost."""
    if cost > 0.0:
        return money(cost)
    return _("size {size}").format(size=short(order.size)) if order.size != 1.0 else ""


def quarter_name(first: str, offset: int = 0) -> str:
    """Return the quarter some quarters after the first, which is written such as 2024-Q3."""
    year, quarter = (int(part) for part in first.split("-Q"))
    count = year * 4 + quarter - 1 + offset
    return _("{year}-Q{quarter}").format(year=count // 4, quarter=count % 4 + 1)


def turn_name(turn: int, world: World) -> str:
    """Return the quarter of a turn, from 0, or its first and last."""
    first = quarter_name(world.first, turn * world.quarters)
    last = quarter_name(world.first, (turn + 1) * world.quarters - 1)
    return first if first == last else _("{first} to {last}").format(first=first, last=last)


_ODDS = (
    (0.03, N_("hardly ever")), (0.08, N_("one in twenty")), (0.15, N_("one in ten")), (0.22, N_("one in five")),
    (0.29, N_("one in four")), (0.42, N_("one in three")), (0.58, N_("one in two")), (0.71, N_("two in three")),
    (0.78, N_("three in four")), (0.85, N_("four in five")), (0.95, N_("nine in ten")), (1.01, N_("nearly always")),
)  # fmt: skip


def plain_odds(chance: float) -> str:
    """Return a chance in plain words."""
    return _(next(words for most, words in _ODDS if chance <= most))
