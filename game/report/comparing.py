"""What is said of two lines of a game, and of its turning points: where lines part, and which decisions count."""

from collections.abc import Callable

from game.model.world import World
from game.report.phrases import actor, percent, title
from game.sentence import N_, signed
from game.sim.order import Order
from game.sim.parting import Fork, Parting
from game.sim.turning_points import TurningPoint

__all__ = ["first_words", "fork_words", "luck_words", "point_words"]

_PHASES = {
    "collect_income": N_("when income came in"), "strike_events": N_("when events struck"),
    "place_orders": N_("when orders were placed"), "make_moves": N_("when the states moved by themselves"),
    "weigh_offers": N_("when offers were weighed"), "answer_offers": N_("when the states answered"),
    "sign_deals": N_("when deals were signed"), "act_alone": N_("when powers acted alone"),
    "react": N_("when powers reacted"), "deliver": N_("when works were delivered"),
    "drift_shares": N_("when shares drifted"), "settle_moods": N_("when moods settled"),
    "ship_cargo": N_("when cargo was shipped"), "hold_votes": N_("when votes were held"),
    "keep_within_bounds": N_("at the end of the turn"), "grow_older": N_("at the end of the turn"),
    "end": N_("at the end of the turn"),
}  # fmt: skip
_FIELDS = {
    "purse": N_("money"), "capital": N_("political capital"), "attention": N_("the states' capital"),
    "stock": N_("what is built and placed"), "odds": N_("shares of what flows"), "pipeline": N_("works promised"),
    "affinity": N_("affinity"), "trust": N_("trust"), "backlash": N_("anger at home"), "pressure": N_("pressure"),
    "grievance": N_("grievance"), "completion": N_("completion"), "debt": N_("debt"), "lock": N_("sole rights"),
    "hedging": N_("hedging"), "home": N_("support at home"), "development": N_("development"),
    "tension": N_("tension"), "headline": N_("news"), "signed": N_("what was signed"),
    "delivered": N_("what was delivered"), "ground": N_("ground"), "naming": N_("clauses signed"),
    "opposed": N_("votes against"), "stages": N_("stages of corridors"), "works": N_("works on corridors"),
    "tonnage": N_("cargo"), "halted": N_("corridors that are shut"), "orders": N_("orders and answers"),
}  # fmt: skip
_FORKS = {
    "order": N_("Turn {turn}: {actor} orders {what} in one line only"),
    "move": N_("Turn {turn}: {actor} chooses {left} in one line, {right} in the other"),
    "answer": N_("Turn {turn}: {actor} answers {what} with {left} in one line, with {right} in the other"),
    "reaction": N_("Turn {turn}: {actor} reacts with {left} in one line, with {right} in the other"),
}
_LUCK = {
    True: N_("the same draw, {draw}: the chance was {one} and {other}"),
    False: N_("other draws, {draw} and {drew}: the chance was {one} and {other}"),
}
_ANSWERS = {
    "accept": N_("yes"), "amend": N_("yes, amended"), "decline": N_("no"), "nothing": N_("nothing"),
    "words": N_("words"), "counter-offer": N_("a better offer"), "pressure": N_("pressure"), "": N_("nothing"),
}  # fmt: skip

Translate = Callable[[str], str]


def first_words(parting: Parting, translate: Translate = str) -> str:
    """Return where two lines part, in words."""
    first = parting.first
    if first is None:
        return translate(N_("So far the lines are the same."))
    phase = first.phase.partition(",")[0]
    where, what = (translate(words.get(name, name)) for words, name in ((_PHASES, phase), (_FIELDS, first.field)))
    said = translate(N_("The lines part in turn {turn}, {where}: {what}."))
    return said.format(turn=first.turn, where=where, what=what)


def luck_words(parting: Parting, translate: Translate = str) -> str:
    """Return whether two lines share their luck, in words."""
    if parting.same_luck:
        return translate(N_("Both lines have the same luck: what differs was decided, or follows from it."))
    return translate(N_("The lines have their own luck: what differs may be chance alone."))


def fork_words(fork: Fork, world: World, translate: Translate = str) -> str:
    """Return one decision that differs, in words, with the luck that it met where there was any."""
    said = translate(_FORKS[fork.kind]).format(
        turn=fork.number + 1,
        actor=actor(fork.actor, world),
        what=_order(fork.order, world) if fork.order else "",
        left=_side(fork, fork.left, world, translate),
        right=_side(fork, fork.right, world, translate),
    )
    if fork.chances is None or fork.draws is None:
        return f"{said}."
    same = abs(fork.draws[0] - fork.draws[1]) < 1e-9
    luck = translate(_LUCK[same]).format(
        draw=percent(fork.draws[0]), drew=percent(fork.draws[1]), one=percent(fork.chances[0]),
        other=percent(fork.chances[1]),
    )  # fmt: skip
    return f"{said} ({luck})."


def _side(fork: Fork, word: str, world: World, translate: Translate) -> str:
    if fork.kind == "move" and word:
        return title("levers", word, world)
    return translate(_ANSWERS.get(word, word))


def _order(order: Order, world: World) -> str:
    names = [title("levers", order.lever, world)]
    names += [title("items", item, world) for item in (order.items or ()) if len(order.items or ()) == 1]
    if order.target:
        names.append(actor(order.target, world))
    return ", ".join(names)


_POINTS = {
    "order": N_("Turn {turn}: {actor} orders {what}"),
    "move": N_("Turn {turn}: {actor} moves by itself, {what}"),
    "accept": N_("Turn {turn}: {actor} says yes to {what}"),
    "amend": N_("Turn {turn}: {actor} amends {what}"),
    "decline": N_("Turn {turn}: {actor} says no to {what}"),
}


def point_words(point: TurningPoint, world: World, translate: Translate = str) -> str:
    """Return a turning point in words, with the two scores that owe most to it."""
    said = translate(_POINTS[point.was or point.kind]).format(
        turn=point.number + 1, actor=actor(point.actor, world), what=_order(point.order, world)
    )
    most = sorted(point.effects.items(), key=lambda effect: -abs(effect[1]))[:2]
    moved = [
        translate(N_("{actor} {points} points")).format(actor=actor(name, world), points=signed(by, 1))
        for name, by in most
        if abs(by) >= 0.05
    ]
    return f"{said}: {', '.join(moved)}." if moved else f"{said}."
