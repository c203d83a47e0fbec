"""Words for what the engine names in short: terms, causes, reactions, quarters and numbers."""

from collections.abc import Iterable, Sequence

from game.model.world import World
from game.sentence import N_, Sentence, phrase, plain, signed
from game.sim.explain import Decision
from game.sim.ledger import Cause
from game.sim.turning import Remedy, Turning

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
    "income": N_("income"), "order": N_("orders"), "own move": N_("own moves"), "courted": N_("courting"),
    "slighted": N_("slights"), "diversified": N_("diversifying"), "rival agreed": N_("rivals' deals"),
    "hosted": N_("a meeting hosted"), "clauses signed": N_("clauses signed"), "clauses put": N_("clauses put"),
    "named": N_("clauses that name"), "signed": N_("signatures"), "pressed": N_("pressure"),
    "spoken against": N_("words against it"), "spoke": N_("its words"), "building": N_("works"),
    "delivered": N_("works"), "built": N_("stages built"), "debt service": N_("debt service"), "wear": N_("wear"),
    "follows works": N_("trade follows works"), "return": N_("settling back"), "chance": N_("chance"),
    "peers": N_("the neighbours' view"), "record of delivery": N_("its record of delivery"), "fades": N_("time"),
    "weight": N_("its weight"), "cargo moves": N_("cargo moves"), "transit": N_("transit"), "runs out": N_("time"),
    "limit": N_("a limit reached"), "reaction": N_("rivals' reactions"), "agreed": N_("agreements"),
    "overruled the cabinet on items": N_("overruled its cabinet"),
}  # fmt: skip


def title(kind: str, name: str, world: World) -> str:
    """Return what people read for an id."""
    return world.names.title(kind, name)


def actor(name: str, world: World) -> str:
    """Return an actor's name."""
    return title("actors", name, world)


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


def reason_phrase(decision: Decision, world: World) -> Sentence:
    """Return the reason that weighs most, in words."""
    reason = decision.main_reason
    words = _TERMS.get(reason.name, reason.name)
    if reason.amount < 0:
        words = _AGAINST.get(reason.name, words)
    if reason.name == "base" and reason.amount > 0:
        words = N_("welcome in itself")
    if reason.name == "third party" and decision.offended:
        return phrase("offending {whom}", whom=actor(decision.offended, world))
    return Sentence(words)


def main_reason(decision: Decision, world: World) -> str:
    """Return the reason that weighs most, in words and with its amount."""
    return f"{reason_phrase(decision, world)} {signed(decision.main_reason.amount, 1)}"


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


def cause_words(cause: Cause, world: World) -> Sentence:
    """Return a cause in a few words."""
    if cause.name.startswith(("event:", "vote:")):
        kind, name = cause.name.split(":")
        return phrase("“{event}”", event=title(kind + "s", name, world))
    order = cause.order
    if order is None or cause.name in ("order", "overruled the cabinet"):
        return Sentence(_CAUSES.get(cause.name, cause.name))
    what = title("levers", order.lever, world)
    done = Sentence("{lever}", {"lever": what})
    if order.target:
        done = phrase("{lever} ({where})", lever=what, where=actor(order.target, world))
    if cause.name == "refused":
        return phrase("{deed} refused", deed=done)
    return phrase("{deed} called off", deed=done) if cause.name == "called off" else done


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
