"""States answer: by their seat's decision, or else as chance and the cabinet's view have it."""

from game.engine.numerics import look_up, namespace, number
from game.model.arrays import Array
from game.model.turn import ACCEPT, AMEND, DECLINE, UNDECIDED, Turn
from game.model.world import World


def answer_offers(turn: Turn, world: World) -> Turn:
    """Settle the answer to every offer and item, and the price at home of overruling the cabinet."""
    table, answers, rules = turn.table, turn.answers, world.rules.answers
    xp = namespace(table.offered)
    offered = table.offered * (1.0 - table.item_slot)[:, :, None]
    accepted, amended = _decide(table.chance, turn.shocks.offer, offered > 0, answers.offer if answers else None)
    put = xp.logical_and((table.item_id < len(world.names.items))[:, :, None], _receivers(turn) > 0)
    forced = answers.item if answers else None
    item_accepted, item_amended = _decide(table.item_chance, turn.shocks.item, put, forced)
    share = look_up(world.items.share, table.item_id)[:, :, None]
    item_yes = xp.sum(number(item_accepted) * share, axis=1)
    item_part = xp.sum(number(item_amended) * share, axis=1)
    alone = table.reach - table.offered  # what needs no consent is simply done
    carried = table.item_slot[:, :, None] * table.offered
    whole, part = alone + number(accepted), number(amended)

    def agreed(worth: float) -> Array:
        """Return what part of each order was agreed, an amended answer counting `worth`: (P, J, S, B)."""
        return whole + part * worth + carried * (item_yes + item_part * worth)[:, None]

    turn = turn.put(
        answer=_code(accepted, amended),
        item_answer=_code(item_accepted, item_amended),
        taken=agreed(rules.amended_value),
        news=agreed(rules.amended_headline),
        warmth=agreed(rules.amended_ties),
    )
    return turn if answers is None else _overrule(turn, world)


def _receivers(turn: Turn) -> Array:
    """Return the states to which a power's package is put, (P, 1, S, B)."""
    xp, table = namespace(turn.table.offered), turn.table
    return xp.sum(table.offered * table.item_slot[:, :, None], axis=1)[:, None]


def _decide(chance: Array, draw: Array, put: Array, forced: Array | None) -> tuple[Array, Array]:
    """Return where the answer to what was put is yes and where it is an amendment."""
    xp = namespace(chance)
    accepted = draw < chance[0]
    amended = xp.logical_and(xp.logical_not(accepted), draw < chance[0] + chance[1])
    if forced is not None:
        free = forced == UNDECIDED
        can_amend = chance[1] > 0
        accepted = xp.logical_or(xp.logical_and(free, accepted), forced == ACCEPT)
        amended = xp.logical_or(xp.logical_and(free, amended), xp.logical_and(forced == AMEND, can_amend))
    return xp.logical_and(accepted, put), xp.logical_and(amended, put)


def _code(accepted: Array, amended: Array) -> Array:
    xp = namespace(accepted)
    yes, part = xp.astype(accepted, xp.int8), xp.astype(amended, xp.int8)
    return DECLINE - yes * (DECLINE - ACCEPT) - part * (DECLINE - AMEND)


def _overrule(turn: Turn, world: World) -> Turn:
    """Take support at home from a seat that answers against its cabinet's view."""
    xp, table, rules, answers = namespace(turn.state.home), turn.table, world.rules.answers, turn.answers
    assert answers is not None
    offered = table.offered * (1.0 - table.item_slot)[:, :, None]
    lost = _given_up(table.utility, table.amended, table.chance, table.answer, world)
    lost = lost * offered * number(answers.offer != UNDECIDED)
    turn = turn.add_by_order("home", "overruled the cabinet", lost * -rules.overruled, axes=(0, 1))
    put = number(table.item_id < len(world.names.items))[:, :, None] * _receivers(turn)
    share = look_up(world.items.share, table.item_id)[:, :, None]
    of_items = _given_up(table.item_utility, table.item_amended, table.item_chance, table.item_answer, world)
    of_items = of_items * put * share * number(answers.item != UNDECIDED)
    return turn.add("home", "overruled the cabinet on items", -rules.overruled * xp.sum(of_items, axis=(0, 1)))


def _given_up(utility: Array, amended: Array, chance: Array, answer: Array, world: World) -> Array:
    """Return the utility between the cabinet's best answer and the one given."""
    xp = namespace(utility)
    can = number(chance[1] > 0)
    amended = amended * can - 1000.0 * (1.0 - can)
    best = xp.maximum(xp.maximum(utility, amended), xp.zeros_like(utility))
    chosen = number(answer == ACCEPT) * utility + number(answer == AMEND) * amended
    return xp.clip(best - chosen, 0.0, world.rules.answers.overruled_most)
