"""Words for what the engine names in short: terms, causes, reactions, quarters and numbers."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from game.model.world import World
from game.sim.explain import Decision
from game.sim.ledger import Cause
from game.sim.turning import Remedy, Turning


def N_(text: str) -> str:  # noqa: N802 - the name that extractors know
    """Mark a text for the catalogue; it is translated where it is shown."""
    return text


_TERMS = {
    "base": N_("reserve"),
    "benefit": N_("what it brings"),
    "affinity": N_("goodwill"),
    "balance": N_("the wish for many partners"),
    "saturation": N_("too much from one hand"),
    "network": N_("what already stands there"),
    "exclusivity": N_("being shut in"),
    "lock": N_("a rival's sole rights"),
    "pressure": N_("fear of pressure by others"),
    "backlash": N_("anger at home"),
    "repetition": N_("the same offer again"),
    "favour": N_("the visit"),
    "fit": N_("its own interest in it"),
    "third party": N_("offending"),
}
_AGAINST = {  # the same where it speaks against an offer
    "affinity": N_("ill will"),
    "balance": N_("its weight already there"),
    "fit": N_("little interest of its own"),
}
_CAUSES = {
    "income": "income", "order": "orders", "own move": "own moves", "courted": "courting", "slighted": "slights",
    "diversified": "diversifying", "rival agreed": "rivals' deals", "hosted": "a meeting hosted",
    "clauses signed": "clauses signed", "clauses put": "clauses put", "named": "clauses that name",
    "signed": "signatures", "pressed": "pressure", "spoken against": "words against it", "spoke": "its words",
    "building": "works", "delivered": "works", "built": "stages built", "debt service": "debt service",
    "wear": "wear", "follows works": "trade follows works", "return": "settling back", "chance": "chance",
    "peers": "the neighbours' view", "record of delivery": "its record of delivery", "fades": "time",
    "weight": "its weight", "cargo moves": "cargo moves", "transit": "transit", "runs out": "time",
    "limit": "a limit reached", "reaction": "rivals' reactions", "agreed": "agreements",
    "overruled the cabinet on items": "overruled its cabinet",
}  # fmt: skip


def title(kind: str, name: str, world: World) -> str:
    """Return what people read for an id."""
    return world.names.title(kind, name)


def actor(name: str, world: World) -> str:
    """Return an actor's name."""
    return title("actors", name, world)


def signed(value: float, digits: int = 2) -> str:
    """Return a number with its sign, and no sign at a zero."""
    text = f"{value:+.{digits}f}"
    return text[1:] if float(text) == 0 else text


def plain(value: float, digits: int = 2) -> str:
    """Return a number, without a minus before zero."""
    text = f"{value:.{digits}f}"
    return text.lstrip("-") if float(text) == 0 else text


def percent(value: float) -> str:
    """Return a part as a percentage."""
    return f"{100 * value:.0f}%"


def listed(words: Iterable[str]) -> str:
    """Return words as a list in a sentence."""
    words = list(words)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else "nobody"


def quarter_name(first: str, offset: int) -> str:
    """Return the quarter some quarters after the first, such as 2024-Q3."""
    year, quarter = first.split("-Q")
    number = int(year) * 4 + int(quarter) - 1 + offset
    return f"{number // 4}-Q{number % 4 + 1}"


def turn_name(number: int, world: World) -> str:
    """Return the quarter of a turn, or its first and last."""
    start = number * world.quarters
    first, last = (quarter_name(world.first, start + more) for more in (0, world.quarters - 1))
    return first if first == last else f"{first} to {last}"


@dataclass(frozen=True)
class Phrase:
    """A few words that can be translated, with names of the scenario in them."""

    text: str
    names: Mapping[str, str] = field(default_factory=dict)

    def told(self, translate: Callable[[str], str] = str) -> str:
        """Return the words in the language that `translate` speaks."""
        return translate(self.text).format(**self.names)


def reason_phrase(decision: Decision, world: World) -> Phrase:
    """Return the reason that weighs most, in words."""
    reason = decision.main_reason
    words = _TERMS.get(reason.name, reason.name)
    if reason.amount < 0:
        words = _AGAINST.get(reason.name, words)
    if reason.name == "base" and reason.amount > 0:
        words = N_("welcome in itself")
    if reason.name == "third party" and decision.offended:
        return Phrase(N_("offending {whom}"), {"whom": actor(decision.offended, world)})
    return Phrase(words)


def main_reason(decision: Decision, world: World) -> str:
    """Return the reason that weighs most, in words and with its amount."""
    return f"{reason_phrase(decision, world).told()} {signed(decision.main_reason.amount, 1)}"


def nearest_change(turning: Turning, world: World) -> str:
    """Return what would have turned a refusal, or what would have come nearest."""
    remedy = turning.nearest
    if remedy is None:
        return "nothing alone would have changed that"
    words = _remedy(remedy, world)
    if remedy.suffices:
        return f"{words} would have been enough"
    return f"even {words} would have left {plain(remedy.lacks)} to win"


def _remedy(remedy: Remedy, world: World) -> str:
    match remedy.kind:
        case "softer":
            return "a softer wording"
        case "nobody":
            return "naming nobody"
        case "exclusivity":
            return "asking for no sole rights"
        case "size":
            return f"size {remedy.amount:g}"
        case "visit" | "host" | "court":
            return f"“{title('levers', remedy.what, world)}” in time"
        case "wait":
            return f"waiting until {_TERMS.get(remedy.what, remedy.what)} has faded"
        case "affinity":
            return f"{remedy.amount:.2f} more goodwill"
        case "trust":
            return f"{remedy.amount:.2f} more trust"
        case "dependence":
            return f"{100 * remedy.amount:.0f} points less dependence on {actor(remedy.what, world)}"
    return "a smaller share of its own there"


def cause_words(cause: Cause, world: World) -> str:
    """Return a cause in a few words."""
    if cause.name.startswith(("event:", "vote:")):
        kind, name = cause.name.split(":")
        return f"“{title(kind + 's', name, world)}”"
    order = cause.order
    if order is None or cause.name in ("order", "overruled the cabinet"):
        return _CAUSES.get(cause.name, cause.name)
    where = f" ({actor(order.target, world)})" if order.target else ""
    refused = " refused" if cause.name == "refused" else " called off" if cause.name == "called off" else ""
    return f"{title('levers', order.lever, world)}{where}{refused}"


def summed_causes(causes: Sequence[Cause], world: World) -> list[tuple[str, float]]:
    """Return causes by their words, those of the same words added up, the largest first."""
    found: dict[str, float] = {}
    for cause in causes:
        words = cause_words(cause, world)
        found[words] = found.get(words, 0.0) + cause.amount
    return sorted(found.items(), key=lambda pair: -abs(pair[1]))


def leading_causes(causes: Sequence[Cause], world: World, count: int = 1, least: float = 0.005) -> str:
    """Return the largest causes with their amounts, or nothing if none reaches `least`.

    A single one is the largest among those that point the way in which the whole went.
    """
    summed, whole = summed_causes(causes, world), sum(cause.amount for cause in causes)
    if count == 1 and abs(whole) >= least:
        summed = [(words, by) for words, by in summed if by * whole > 0]
    leading = [(words, by) for words, by in summed[:count] if abs(by) >= least]
    return ", ".join(f"{words} {signed(by, 1 if abs(by) >= 1 else 2)}" for words, by in leading)
