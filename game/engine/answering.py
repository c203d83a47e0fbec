"""States answer: by their seat's decision, or else as chance and the cabinet's view have it."""

from game.engine.chance import drawn, drawn_in_rows
from game.engine.numerics import look_up, namespace, number
from game.model.arrays import Array, at, spread
from game.model.turn import ACCEPT, AMEND, DECLINE, UNDECIDED, Items, Offers, Turn
from game.model.world import World


def answer_offers(turn: Turn, world: World) -> Turn:
    """Settle the answer to every offer and item, and the price at home of overruling the cabinet."""
    pairs = zip(turn.table.offers, turn.table.items, strict=True)
    answered = [_answer(turn, offers, items, world) for offers, items in pairs]
    turn = turn.put(offers=tuple(offers for offers, _ in answered), items=tuple(items for _, items in answered))
    return turn if turn.answers is None else _overrule(turn, world)


def _answer(turn: Turn, offers: Offers, items: Items, world: World) -> tuple[Offers, Items]:
    """Settle the answers to the orders of one sort."""
    answers, shocks, rules = turn.answers, turn.shocks, world.rules.answers
    xp = namespace(offers.chance)
    asked = offers.offered * (1.0 - turn.table.of(turn.table.item_slot, offers))
    forced = at(answers.offer, offers.seat) if answers else None
    accepted, amended = _decide(offers.chance, _draw(turn, offers), asked > 0, forced)
    forced = at(answers.item, items.seat) if answers else None
    item_accepted, item_amended = _decide(items.chance, drawn(shocks.item, items.seat), items.put > 0, forced)
    share = look_up(world.items.share, items.item)[:, None]
    item_yes = xp.sum(number(item_accepted) * share, axis=0)
    item_part = xp.sum(number(item_amended) * share, axis=0)
    alone = offers.reach - offers.offered  # what needs no consent is simply done
    whole, part = alone + number(accepted), number(amended)

    def agreed(worth: float) -> Array:
        """Return what part of each order was agreed, an amended answer counting `worth`."""
        return spread(item_yes + item_part * worth, items.entry, whole + part * worth)

    offers = offers.with_(
        answer=_code(accepted, amended),
        taken=agreed(rules.amended_value),
        news=agreed(rules.amended_headline),
        warmth=agreed(rules.amended_ties),
    )
    return offers, items.with_(answer=_code(item_accepted, item_amended))


def _draw(turn: Turn, offers: Offers) -> Array:
    """Return the luck of every answer."""
    if offers.everywhere:
        return drawn(turn.shocks.offer, offers.seat)
    xp, (powers, slots, states, _) = namespace(offers.state), turn.table.here.shape
    first = xp.reshape(xp.arange(powers * slots, dtype=xp.int64) * states, (powers, slots, 1))
    return drawn_in_rows(turn.shocks.offer, first + offers.state)


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
    table, rules, answers = turn.table, world.rules.answers, turn.answers
    assert answers is not None
    xp, lost, of_items = namespace(turn.state.home), [], []
    for offers, items in zip(table.offers, table.items, strict=True):
        asked = offers.offered * (1.0 - table.of(table.item_slot, offers))
        given_up = _given_up(offers, world)
        lost.append(given_up * asked * number(at(answers.offer, offers.seat) != UNDECIDED) * -rules.overruled)
        share = look_up(world.items.share, items.item)[:, None]
        decided = number(at(answers.item, items.seat) != UNDECIDED)
        of_items.append(items.with_(utility=_given_up(items, world) * share * decided))
    turn = turn.add_by_order("home", "overruled the cabinet", table.by_state(lost), axes=(0, 1))
    whole = table.with_(items=tuple(of_items)).item_utility
    return turn.add("home", "overruled the cabinet on items", -rules.overruled * xp.sum(whole, axis=(0, 1)))


def _given_up(put: Offers | Items, world: World) -> Array:
    """Return the utility between the cabinet's best answer and the one given."""
    xp, utility = namespace(put.utility), put.utility
    can = number(put.chance[1] > 0)
    amended = put.amended * can - 1000.0 * (1.0 - can)
    best = xp.maximum(xp.maximum(utility, amended), xp.zeros_like(utility))
    chosen = number(put.answer == ACCEPT) * utility + number(put.answer == AMEND) * amended
    return xp.clip(best - chosen, 0.0, world.rules.answers.overruled_most)
