"""How a state weighs an offer: a sum of named terms, then a choice between three answers.

The heart of the model. Every term is yielded by name, so that a live game can
show the sum it decided by; a batch only adds them up. Chances follow logit
choice (quantal response, McKelvey and Palfrey 1995).
"""

from collections.abc import Iterator
from typing import NamedTuple

from game.engine.numerics import exponential, look_up, namespace, number, on_grid
from game.engine.shares import Shares, concentration, pledged_shares
from game.model.arrays import Array
from game.model.turn import SIZES, Turn
from game.model.world import World


class Offer(NamedTuple):
    """What the terms need to know about every order, once: (P, J, S, B) or (P, J, 1, B)."""

    lever: Array  # (P, J, B)
    weight: Array  # how much its size counts
    mass: Array  # the same, between 0 and 1
    share: Array  # of the power in the offer's domain
    gap: Array  # concentration of that domain minus that share
    domain: Array  # (D, P, J, 1, B) 1 for the domain


def weigh_offers(turn: Turn, world: World) -> Turn:
    """Compute the utility and the chances of every answer to every offer."""
    turn = turn.put(repeated=repetition(turn, world))
    shares = pledged_shares(turn.state, world)
    offer = _describe(turn, shares, world)
    total, exclusivity = None, None
    for name, term in utility_terms(turn, offer, shares, world):
        total = term if total is None else total + term
        turn = turn.note("offer", name, term)
        exclusivity = term if name == "exclusivity" else exclusivity
    assert total is not None and exclusivity is not None
    amended = total - exclusivity - world.rules.answers.amend_cost
    amendable = look_up(world.levers.exclusive, offer.lever)[:, :, None]
    total, amended = on_grid(total), on_grid(amended)
    turn = turn.put(utility=total, amended=amended, chance=answer_chances(total, amended, number(amendable > 0), world))
    return _weigh_items(turn, shares, world)


def answer_chances(utility: Array, amended: Array, amendable: Array, world: World) -> Array:
    """Return the chances of accepting and of amending, stacked; declining has utility 0."""
    sharpness = world.rules.answers.sharpness
    accept = exponential(utility * sharpness)
    amend = exponential(amended * sharpness) * amendable
    whole = 1.0 / (1.0 + accept + amend)
    return namespace(utility).stack([accept * whole, amend * whole])


def _describe(turn: Turn, shares: Shares, world: World) -> Offer:
    table, levers = turn.table, world.levers
    xp, states = namespace(table.lever), len(world.names.states)
    index = (table.lever * len(SIZES) + table.size) * states + xp.clip(table.target, 0, states - 1)
    domain = look_up(levers.domain, table.lever)[:, :, :, None]
    own = shares.share[:, :-1]
    return Offer(
        lever=table.lever,
        weight=look_up(levers.weight, index)[:, :, None],
        mass=look_up(levers.mass, index)[:, :, None],
        share=_in_domain(domain, own),
        gap=_in_domain(domain, concentration(shares.share)[:, None] - own),
        domain=domain,
    )


def _in_domain(domain: Array, values: Array) -> Array:
    """Pick values (D, P, S, B) in each order's domain (D, P, J, 1, B): (P, J, S, B)."""
    total = domain[0] * values[0][:, None]
    for d in range(1, values.shape[0]):
        total = total + domain[d] * values[d][:, None]
    return total


def utility_terms(turn: Turn, offer: Offer, shares: Shares, world: World) -> Iterator[tuple[str, Array]]:
    """Yield the named terms whose sum is the utility of accepting, each broadcastable to (P, J, S, B)."""
    state, rules, levers, lever = turn.state, world.rules.answers, world.levers, offer.lever
    xp, states = namespace(state.purse), len(world.names.states)
    at_target = lever * states + xp.clip(turn.table.target, 0, states - 1)
    hedging = world.states.hedging + state.hedging
    trusted = rules.benefit_untrusted + (1.0 - rules.benefit_untrusted) * state.trust
    benefit = rules.benefit * look_up(levers.need, at_target) * look_up(levers.credit, lever)
    yield "base", look_up(levers.base, lever)[:, :, None]
    yield "benefit", (benefit[:, :, None] * offer.weight) * trusted[:, None]
    yield "affinity", (rules.affinity * state.affinity)[:, None]
    yield "balance", offer.gap * offer.mass * (rules.balance * hedging)
    above = _share_after(turn, offer, shares, world) - look_up(levers.ceiling, at_target)[:, :, None]
    yield "saturation", xp.clip(above, 0.0, None) * offer.mass * (-rules.saturation * hedging)
    yield "network", _network(offer, shares, world)
    shut = look_up(levers.exclusive, lever)[:, :, None] * -rules.exclusivity
    yield "exclusivity", shut * (1.0 - offer.share) * hedging
    yield "lock", _in_domain(offer.domain, rivals_locks(state.lock)) * -rules.lock
    fear = others_pressure(state.pressure * shares.dependence[:-1]) * turn.table.voice[1]
    yield "pressure", look_up(levers.pressed, lever)[:, :, None] * (fear * -rules.pressure)[:, None]
    yield "backlash", (look_up(levers.backlash, lever)[:, :, None] * offer.mass) * -state.backlash[:, None]
    yield "repetition", (turn.table.repeated * -rules.repetition)[:, :, None]
    yield "favour", _favour(turn, world)


def _share_after(turn: Turn, offer: Offer, shares: Shares, world: World) -> Array:
    """Return the power's share in the offer's domain once the offer is delivered."""
    split = look_up(world.levers.split, offer.lever)
    stocks = split.shape[0]
    part = split[0][:, :, None] * offer.domain[0] * (1.0 / shares.total[0])
    for k in range(1, stocks):
        part = part + split[k][:, :, None] * offer.domain[k] * (1.0 / shares.total[k])
    added = turn.table.value * part
    return (offer.share + added) / (1.0 + added)


def _network(offer: Offer, shares: Shares, world: World) -> Array:
    """Return how a power's own network draws its further offers."""
    weight = look_up(world.levers.network, offer.lever)[:, :, :, None]
    plain = look_up(world.levers.network_plain, offer.lever)[:, :, None]
    scale = offer.mass + plain * (1.0 - offer.mass)
    return _in_domain(weight, shares.share[:, :-1]) * scale


def rivals_locks(lock: Array) -> Array:
    """Return 1 where a rival has shut a power out of a domain, (D, P, S, B)."""
    xp = namespace(lock)
    bound = number(lock > 0)
    return number(xp.sum(bound, axis=1)[:, None] - bound > 0.5)


def others_pressure(felt: Array) -> Array:
    """Return the sum over all other powers, (P, S, B)."""
    return namespace(felt).sum(felt, axis=0) - felt


def repetition(turn: Turn, world: World) -> Array:
    """Return how often the same order was given before, fading with time, (P, J, B)."""
    lever, target, state = turn.table.lever, turn.table.target, turn.state
    xp = namespace(lever)
    fade = world.rules.answers.repetition_fade**world.quarters
    to_all = look_up(world.levers.to_all, lever) > 0.5
    total = xp.zeros(lever.shape, dtype=xp.float32)
    for age in range(1, world.memory):  # the first place holds this turn's own orders
        for j in range(world.slots):
            same_place = xp.logical_or(state.past_target[age, :, j, None] == target, to_all)
            same = xp.logical_and(state.past_lever[age, :, j, None] == lever, same_place)
            total = total + number(same) * fade**age
    return total


def _favour(turn: Turn, world: World) -> Array:
    """Return what a visit adds to everything else, and what a host adds to statements."""
    xp, table = namespace(turn.state.purse), turn.table
    gain = look_up(world.levers.favour, table.lever)[:, :, None] * table.reach
    statement = look_up(world.levers.to_all, table.lever)[:, :, None]
    return xp.sum(gain, axis=1)[:, None] - gain + statement * table.welcome


def _weigh_items(turn: Turn, shares: Shares, world: World) -> Turn:
    """Weigh each clause of a statement and each deal of a package on its own."""
    table, levers, items, rules = turn.table, world.levers, world.items, world.rules.answers
    xp, states = namespace(table.lever), len(world.names.states)
    carries = number(look_up(levers.item_count, table.lever) > 0.5)
    common = xp.sum(table.utility * carries[:, :, None], axis=1)
    offered = xp.sum(table.offered * carries[:, :, None], axis=1)
    item = _item_ids(turn, carries, world)
    column = xp.reshape(xp.arange(states), (states, 1))
    fit = look_up(items.fit, item[:, :, None] * states + column)
    cost, amended_cost = third_party_costs(turn, item, shares, world)
    turn = turn.note("item", "offer", common[:, None]).note("item", "fit", fit).note("item", "third party", -cost)
    utility = on_grid(common[:, None] + fit - cost)
    amended = on_grid(common[:, None] + fit - amended_cost - rules.amend_cost)
    put = number(item < len(world.names.items))[:, :, None] * offered[:, None]
    chance = answer_chances(utility, amended, look_up(items.amendable, item)[:, :, None], world)
    return turn.put(
        item_id=item, item_utility=utility, item_amended=amended, item_chance=chance * put, item_slot=carries
    )


def _item_ids(turn: Turn, carries: Array, world: World) -> Array:
    """Return the items that each power's package carries, (P, I, B); the last index means none."""
    table, orders = turn.table, turn.orders
    assert orders is not None
    xp = namespace(table.lever)
    none = len(world.names.items)
    held = xp.astype(carries, xp.int64)
    lever = xp.sum(held * table.lever, axis=1) + (1 - xp.max(held, axis=1)) * len(world.names.levers)
    mask = xp.sum(held * orders.items, axis=1)
    ids = xp.moveaxis(look_up(world.levers.item, lever), 0, 1)
    bit = xp.reshape(xp.arange(ids.shape[1]), (-1, 1))
    put = (mask[:, None] >> bit) & 1
    return put * (xp.astype(ids, xp.int64) - none) + none


def third_party_costs(turn: Turn, item: Array, shares: Shares, world: World) -> tuple[Array, Array]:
    """Return what signing a clause costs with those it aims at, as put and as amended: (P, I, S, B).

    The square of the naming, times the most offended power's weight, more in tense times, less where that
    power's own pressure has made the state angry.
    """
    state, items, rules, mood = turn.state, world.items, world.rules.answers, world.rules.mood
    xp = namespace(item)
    weight = (rules.third_party_floor + shares.dependence[:-1]) * (1.0 - mood.grievance_relief * state.grievance)
    aims = look_up(items.aims, item)[:, :, :, None]
    offended = aims[0] * weight[0]
    for q in range(1, weight.shape[0]):
        offended = xp.maximum(offended, aims[q] * weight[q])
    hedging = (world.states.hedging + state.hedging) * turn.table.voice[0] * (1.0 + state.tension)
    cost = offended * (rules.third_party * hedging) * (1.0 + state.caution)[:, None, None]
    naming = look_up(items.naming, item)[:, :, None]
    softer = look_up(items.amended_naming, item)[:, :, None]
    return cost * (naming * naming), cost * (softer * softer)
