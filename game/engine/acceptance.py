"""How a state weighs an offer: a sum of named terms, then a choice between three answers.

The heart of the model. Every term is yielded by name, so that a live game can
show the sum it decided by; a batch only adds them up. Chances follow logit
choice (quantal response, McKelvey and Palfrey 1995).
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from game.engine.legality import needs_target
from game.engine.numerics import (
    anything,
    anything_above_zero,
    exponential,
    faded_matches,
    look_up,
    namespace,
    number,
    on_grid,
    power,
)
from game.engine.shares import Shares, concentration, pledged_shares
from game.model.arrays import Array, Same, at, chosen
from game.model.turn import Items, Offers, Turn
from game.model.world import World


class Sight(NamedTuple):
    """What all states see alike when they weigh offers."""

    shares: Shares  # with promises counted
    concentration: Array  # (D, S, B)
    hedging: Array  # (S, B)
    favour: Array | None  # (P, S, B) what visits add to everything else; None where there are none


def weigh_offers(turn: Turn, world: World) -> Turn:
    """Compute the utility and the chances of every answer to every offer and item."""
    turn = turn.put(repeated=repetition(turn, world))
    shares = pledged_shares(turn.state, world)
    hedging = world.states.hedging + turn.state.hedging
    sight = Sight(shares, concentration(shares.share), hedging, _favour(turn))
    told: list[dict[str, Array]] = []
    weighed = tuple(_weigh(turn, offers, sight, world, told) for offers in turn.table.offers)
    turn = _note(turn.put(offers=weighed), told)
    return _weigh_items(turn, shares, world)


def _weigh(turn: Turn, offers: Offers, sight: Sight, world: World, told: list[dict[str, Array]]) -> Offers:
    """Weigh the orders of one sort, and tell the terms where the turn keeps them."""
    terms = utility_terms(turn, offers, sight, world)
    name, total = next(terms)
    found = {name: total}
    for name, term in terms:
        total = total + term
        if turn.log is not None or name == "exclusivity":
            found[name] = term
    if turn.log is not None:
        told.append(found)
    amended, utility = total, on_grid(total)
    if "exclusivity" in found:
        amended = on_grid(total - found["exclusivity"] - world.rules.answers.amend_cost)
    chance = answer_chances(utility, amended, number(offers.given.exclusive > 0), world)
    return offers.with_(utility=utility, amended=amended, chance=chance)


def _note(turn: Turn, told: list[dict[str, Array]]) -> Turn:
    """Keep the terms for the ledger, by order and state."""
    for name in dict.fromkeys(name for terms in told for name in terms):
        parts = [terms.get(name, 0.0) + 0.0 * o.utility for terms, o in zip(told, turn.table.offers, strict=True)]
        turn = turn.note("offer", name, turn.table.by_state(parts))
    return turn


def answer_chances(utility: Array, amended: Array, amendable: Array, world: World) -> Array:
    """Return the chances of accepting and of amending, stacked; declining has utility 0."""
    xp, sharpness = namespace(utility), world.rules.answers.sharpness
    accept = exponential(utility * sharpness)
    if not anything(amendable > 0):
        alone = accept * (1.0 / (1.0 + accept))
        return xp.stack([alone, xp.zeros_like(accept)])
    amend = exponential(amended * sharpness) * amendable
    whole = 1.0 / (1.0 + accept + amend)
    return xp.stack([accept * whole, amend * whole])


def utility_terms(turn: Turn, offers: Offers, sight: Sight, world: World) -> Iterator[tuple[str, Array]]:
    """Yield the named terms whose sum is the utility of accepting, each broadcastable to the offers.

    A term that is zero in every game of the batch is left out.
    """
    state, rules, given, pair = turn.state, world.rules.answers, offers.given, offers.pair
    hedging = at(sight.hedging, offers.host)
    yield "base", given.base
    valued = anything(offers.mass > 0)
    if valued:
        trust = at(state.trust, pair)
        yield "benefit", offers.benefit * (rules.benefit_untrusted + (1.0 - rules.benefit_untrusted) * trust)
    yield "affinity", rules.affinity * at(state.affinity, pair)
    if anything(given.pressed > 0):
        yield from _weighty_terms(turn, offers, sight, hedging, valued, world)
    if anything(given.backlash > 0) and anything_above_zero(state.backlash):
        yield "backlash", given.backlash * offers.mass * -at(state.backlash, pair)
    yield "repetition", turn.table.of(turn.table.repeated, offers) * -rules.repetition
    if sight.favour is not None or offers.everywhere:
        yield "favour", _favoured(turn, offers, sight)


def _weighty_terms(
    turn: Turn, offers: Offers, sight: Sight, hedging: Array, valued: bool, world: World
) -> Iterator[tuple[str, Array]]:
    """Yield the terms of what is judged in a domain: the power's weight there, and what binds or frightens a state."""
    state, rules, given, shares = turn.state, world.rules.answers, offers.given, sight.shares
    share, gap = _weight_in(turn, offers, sight)
    if valued:
        yield "balance", gap * offers.mass * (rules.balance * hedging)
        above = _share_after(offers, share, shares) - offers.ceiling
        clipped = namespace(above).clip(above, 0.0, None)
        yield "saturation", clipped * offers.mass * (-rules.saturation * hedging)
    if anything(given.network > 0):
        scale = offers.mass + given.network_plain * (1.0 - offers.mass)
        yield "network", given.network * at(shares.share, in_domain(offers, given.network_in, shares.share)) * scale
    if anything(given.exclusive > 0):
        yield "exclusivity", given.exclusive * -rules.exclusivity * (1.0 - share) * hedging
    if anything_above_zero(state.lock):
        locks = rivals_locks(state.lock)
        yield "lock", at(locks, in_domain(offers, given.judged_in, locks)) * given.pressed * -rules.lock
    if anything_above_zero(state.pressure):
        felt = state.pressure * shares.dependence[:-1] * _alone(state.pressure, world.rules.mood.solidarity)
        fear = others_pressure(felt) * turn.table.voice[1]
        yield "pressure", given.pressed * at(fear * -rules.pressure, offers.pair)


def in_domain(offers: Offers, domain: Array, values: Array) -> Array:
    """Return the places of offers in values by domain, power or partner, and state (D, ., S, B), laid end to end."""
    xp = namespace(domain)
    size = values.shape[-3] * values.shape[-2] * values.shape[-1]
    return xp.astype(domain, xp.int64) * size + offers.pair


def _weight_in(turn: Turn, offers: Offers, sight: Sight) -> tuple[Array, Array]:
    """Return the power's share in the offer's domain, and that domain's concentration less the share."""
    xp, given, hhi = namespace(offers.mass), offers.given, sight.concentration
    own = at(sight.shares.share, in_domain(offers, given.judged_in, sight.shares.share))
    there = xp.astype(given.judged_in, xp.int64) * (hhi.shape[-2] * hhi.shape[-1]) + offers.host
    return own * given.pressed, (at(hhi, there) - own) * given.pressed


def _share_after(offers: Offers, share: Array, shares: Shares) -> Array:
    """Return the power's share in the offer's domain once the offer is delivered."""
    xp, total = namespace(share), shares.total
    stock = xp.astype(xp.clip(offers.given.judged_in, 0.0, float(total.shape[0] - 1)), xp.int64)
    part = at(1.0 / total, stock * (total.shape[-2] * total.shape[-1]) + offers.host)
    added = offers.value * (offers.given.adds * part)
    return (share + added) / (1.0 + added)


def rivals_locks(lock: Array) -> Array:
    """Return 1 where a rival has shut a power out of a domain, (D, P, S, B)."""
    xp = namespace(lock)
    bound = number(lock > 0)
    return number(xp.sum(bound, axis=1)[:, None] - bound > 0.5)


def others_pressure(felt: Array) -> Array:
    """Return the sum over all other powers, (P, S, B)."""
    return namespace(felt).sum(felt, axis=0) - felt


def _alone(pressure: Array, solidarity: float) -> Array:
    """Return what pressure still weighs on a state, (P, 1, B): less when a power presses several at once."""
    xp = namespace(pressure)
    pressed = xp.sum(number(pressure > 0.01), axis=1)
    return (1.0 - solidarity * number(pressed > 1.5))[:, None]


def repetition(turn: Turn, world: World) -> Array:
    """Return how often the same order was given before, fading with time, (P, J, B).

    An order to all states is the same wherever it was put before.
    """
    table, state = turn.table, turn.state
    xp, width = namespace(table.lever), 1 + max(len(world.names.states), len(world.names.powers))
    fade = power(world.rules.answers.repetition_fade, world.quarters)
    none = len(world.names.levers) * width
    small = xp.int16 if none + width < 2**15 else xp.int32  # half as long to compare
    now = xp.astype(table.lever * width + needs_target(table.given) * (table.target + 1), small)
    ages = range(1, world.memory)  # the first place holds this turn's own orders
    past = xp.astype(state.past_lever[1:, ...], small) * width + state.past_target[1:, ...]
    return faded_matches(now, past, tuple(power(fade, age) for age in ages)) * number(now < none)


def _favour(turn: Turn) -> Array | None:
    """Return what the visits of a power add to its other offers, (P, S, B), if there are any."""
    if not anything(turn.table.given.favour != 0):
        return None
    return turn.table.to_states([o.given.favour * o.reach for o in turn.table.offers])


def _favoured(turn: Turn, offers: Offers, sight: Sight) -> Array:
    """Return what other orders add to an offer: a visit in the same turn, and a host to a statement."""
    total = at(turn.table.welcome, offers.host) if offers.everywhere else 0.0
    if sight.favour is None:
        return total
    return at(sight.favour, offers.pair) - offers.given.favour * offers.reach + total


def _weigh_items(turn: Turn, shares: Shares, world: World) -> Turn:
    """Weigh each clause of a statement and each deal of a package on its own."""
    table = turn.table
    carries = number(table.given.item_count > 0.5)
    turn = turn.put(item_slot=carries, item_id=_item_ids(turn, carries, world))
    told: list[tuple[Array, Array, Array]] = []
    weighed = tuple(_weigh_sort(turn, offers, shares, world, told) for offers in table.offers)
    turn = turn.put(items=weighed)
    return turn if turn.log is None else _note_items(turn, told)


def _note_items(turn: Turn, told: list[tuple[Array, Array, Array]]) -> Turn:
    """Keep what items were judged by for the ledger, by item and state."""
    table = turn.table
    for place, name in enumerate(("offer", "fit", "third party")):
        noted = table.with_(items=tuple(i.with_(utility=t[place]) for i, t in zip(table.items, told, strict=True)))
        turn = turn.note("item", name, noted.item_utility)
    return turn


def _weigh_sort(
    turn: Turn, offers: Offers, shares: Shares, world: World, told: list[tuple[Array, Array, Array]]
) -> Items:
    """Weigh the items of one sort of offers: the order's own utility, how welcome each is, what it costs elsewhere."""
    xp, rules, states = namespace(offers.reach), world.rules.answers, len(world.names.states)
    items = _put_items(turn, offers, world)
    item, offer = items.item[:, None], at(offers.utility, items.entry)
    fit = look_up(world.items.fit, item * states + items.state)
    cost, amended_cost = third_party_costs(turn, items, shares, world)
    utility = on_grid(offer + fit - cost)
    amended = on_grid(offer + fit - amended_cost - rules.amend_cost)
    chance = answer_chances(utility, amended, look_up(world.items.amendable, item), world) * items.put
    if turn.log is not None:
        told.append((offer + xp.zeros_like(fit), fit, -cost))
    return items.with_(utility=utility, amended=amended, chance=chance)


def _put_items(turn: Turn, offers: Offers, world: World) -> Items:
    """Return the items that the orders of one sort carry."""
    table, none = turn.table, len(world.names.items)
    (_, slots, games), (_, most, _), states = table.lever.shape, table.item_id.shape, len(world.names.states)
    xp, count = namespace(table.item_id), offers.given.item_count
    found = chosen(count * offers.offered > 0.5)
    order = at(offers.order, found)
    game, power = order % games, order // (slots * games)
    rows = xp.arange(_most_items(Same(world.levers), offers.everywhere), dtype=xp.int64)[:, None]
    item = at(table.item_id, (power * most + rows) * games + game)
    carries = xp.astype(at(count * offers.offered, found) > 0.5, xp.int32)
    item = carries * (item - none) + none  # where a compiler asks for all places, others are among them
    sites = offers.pair.size // offers.order.size
    entry = xp.arange(sites, dtype=xp.int64)[:, None] * offers.order.size + found
    state = at(xp.broadcast_to(offers.state, offers.pair.shape), entry)
    seat = (((power * most + rows) * states)[:, None] + state) * games + game
    pair = at(offers.pair, entry)
    return Items(order, power, game, entry, state, item, pair, seat, number(item < none)[:, None])


@lru_cache(maxsize=64)
def _most_items(levers: Same, everywhere: bool) -> int:
    """Return how many items an order to all carries at most, or one to a single state."""
    held = levers.it
    count = held.item_count * (held.to_all if everywhere else held.to_state)
    return int(namespace(count).max(count))


def _item_ids(turn: Turn, carries: Array, world: World) -> Array:
    """Return the items that each power's package carries, (P, I, B); the last index means none."""
    table, orders = turn.table, turn.orders
    assert orders is not None
    xp = namespace(table.lever)
    none = len(world.names.items)
    held = xp.astype(carries, xp.int32)
    lever = xp.sum(held * table.lever, axis=1, dtype=xp.int32)
    lever = lever + (1 - xp.max(held, axis=1)) * len(world.names.levers)
    mask = xp.sum(held * xp.astype(orders.items, xp.int32), axis=1, dtype=xp.int32)
    ids = xp.moveaxis(look_up(world.levers.item, lever), 0, 1)
    bit = xp.reshape(xp.arange(ids.shape[1], dtype=xp.int32), (-1, 1))
    put = (mask[:, None] >> bit) & 1
    return put * (ids - none) + none


def third_party_costs(turn: Turn, put: Items, shares: Shares, world: World) -> tuple[Array, Array]:
    """Return what signing clauses costs with those they aim at, as put and as amended: (I, H, n).

    The square of the naming, times the most offended power's weight, more in tense times, less where that
    power's own pressure has made the state angry.
    """
    state, items, rules, mood = turn.state, world.items, world.rules.answers, world.rules.mood
    xp, (powers, _, games) = namespace(put.item), state.grievance.shape
    naming = look_up(items.naming, put.item)[:, None]
    if not anything(naming > 0):
        nothing = xp.zeros(put.seat.shape, dtype=xp.float32)
        return nothing, nothing
    weight = (rules.third_party_floor + shares.dependence[:-1]) * (1.0 - mood.grievance_relief * state.grievance)
    host = put.state * games + put.game
    aims = look_up(items.aims, put.item)[:, :, None]
    offended = aims[0] * at(weight[0], host)
    for q in range(1, powers):
        offended = xp.maximum(offended, aims[q] * at(weight[q], host))
    hedging = (world.states.hedging + state.hedging) * turn.table.voice[0] * (1.0 + state.tension)
    caution = at(state.caution, put.power * games + put.game)
    cost = offended * (rules.third_party * at(hedging, host) * (1.0 + caution))
    softer = look_up(items.amended_naming, put.item)[:, None]
    return cost * (naming * naming), cost * (softer * softer)
