"""How a state weighs an offer: a sum of named terms, then a choice between three answers.

The heart of the model. Every term is yielded by name, so that a live game can
show the sum it decided by; a batch only adds them up. Chances follow logit
choice (quantal response, McKelvey and Palfrey 1995).
"""

from collections.abc import Iterator
from typing import NamedTuple

from game.engine.numerics import anything, exponential, look_up, namespace, number, on_grid, padded, power, used_places
from game.engine.shares import Shares, concentration, pledged_shares
from game.model.arrays import Array, Same
from game.model.turn import Turn
from game.model.world import Levers, World


class Offer(NamedTuple):
    """What the terms need to know about every order, once."""

    given: Levers  # what its lever is
    weight: Array  # (P, J, 1, B) how much its size counts
    mass: Array  # (P, J, 1, B) the same, between 0 and 1
    share: Array  # (P, J, S, B) of the power in the offer's domain
    gap: Array  # (P, J, S, B) concentration of that domain minus that share


def weigh_offers(turn: Turn, world: World) -> Turn:
    """Compute the utility and the chances of every answer to every offer."""
    turn = turn.put(repeated=repetition(turn, world))
    shares = pledged_shares(turn.state, world)
    offer = _describe(turn, shares, world)
    terms = utility_terms(turn, offer, shares, world)
    name, total = next(terms)
    turn = turn.note("offer", name, total)
    exclusivity = None
    for name, term in terms:
        total = total + term
        turn = turn.note("offer", name, term)
        exclusivity = term if name == "exclusivity" else exclusivity
    amended = total
    if exclusivity is not None:
        amended = on_grid(total - exclusivity - world.rules.answers.amend_cost)
    total = on_grid(total)
    amendable = number(offer.given.exclusive > 0)[:, :, None]
    chance = answer_chances(total, amended, amendable, world)
    turn = turn.put(utility=total, amended=amended, chance=chance)
    return _weigh_items(turn, shares, world)


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


def _describe(turn: Turn, shares: Shares, world: World) -> Offer:
    table, levers = turn.table, world.levers
    own = shares.share[:, :-1]
    gap = concentration(shares.share)[:, None] - own
    used = used_places(Same(levers.domain), 1)
    return Offer(
        given=table.given,
        weight=look_up(levers.weight, table.index)[:, :, None],
        mass=look_up(levers.mass, table.index)[:, :, None],
        share=in_domain(table.given.domain, own, used),
        gap=in_domain(table.given.domain, gap, used),
    )


def in_domain(domain: Array, values: Array, used: tuple[tuple[int, ...], ...]) -> Array:
    """Pick values (D, P, S, B) by each order's weights on domains (D, P, J, B): (P, J, S, B).

    `used` are the places of the domains for which any lever has a weight.
    """
    (first, *rest) = [d for (d,) in used] or [0]
    total = domain[first][:, :, None] * values[first][:, None]
    for d in rest:
        total = total + domain[d][:, :, None] * values[d][:, None]
    return total


def utility_terms(turn: Turn, offer: Offer, shares: Shares, world: World) -> Iterator[tuple[str, Array]]:
    """Yield the named terms whose sum is the utility of accepting, each broadcastable to (P, J, S, B).

    A term that is zero in every game of the batch is left out.
    """
    state, rules, given, table = turn.state, world.rules.answers, offer.given, turn.table
    xp, states = namespace(state.purse), len(world.names.states)
    at_target = table.lever * states + xp.clip(table.target, 0, states - 1)
    hedging = world.states.hedging + state.hedging
    trusted = rules.benefit_untrusted + (1.0 - rules.benefit_untrusted) * state.trust
    benefit = rules.benefit * look_up(world.levers.need, at_target) * given.credit
    yield "base", given.base[:, :, None]
    yield "benefit", (benefit[:, :, None] * offer.weight) * trusted[:, None]
    yield "affinity", (rules.affinity * state.affinity)[:, None]
    yield "balance", offer.gap * offer.mass * (rules.balance * hedging)
    above = _share_after(turn, offer, shares) - look_up(world.levers.ceiling, at_target)[:, :, None]
    yield "saturation", xp.clip(above, 0.0, None) * offer.mass * (-rules.saturation * hedging)
    scale = offer.mass + (given.network_plain * (1.0 - offer.mass[:, :, 0]))[:, :, None]
    yield "network", in_domain(given.network, shares.share[:, :-1], used_places(Same(world.levers.network), 1)) * scale
    if anything(given.exclusive > 0):
        shut = given.exclusive[:, :, None] * -rules.exclusivity
        yield "exclusivity", shut * (1.0 - offer.share) * hedging
    if anything(state.lock > 0):
        used = used_places(Same(world.levers.domain), 1)
        yield "lock", in_domain(given.domain, rivals_locks(state.lock), used) * -rules.lock
    if anything(state.pressure > 0):
        felt = state.pressure * shares.dependence[:-1] * _alone(state.pressure, world.rules.mood.solidarity)
        fear = others_pressure(felt) * table.voice[1]
        yield "pressure", given.pressed[:, :, None] * (fear * -rules.pressure)[:, None]
    if anything(state.backlash > 0):
        yield "backlash", (given.backlash[:, :, None] * offer.mass) * -state.backlash[:, None]
    yield "repetition", (table.repeated * -rules.repetition)[:, :, None]
    yield "favour", _favour(turn)


def _share_after(turn: Turn, offer: Offer, shares: Shares) -> Array:
    """Return the power's share in the offer's domain once the offer is delivered."""
    split, domain = offer.given.split, offer.given.domain
    part = (split[0] * domain[0])[:, :, None] * (1.0 / shares.total[0])
    for k in range(1, split.shape[0]):
        part = part + (split[k] * domain[k])[:, :, None] * (1.0 / shares.total[k])
    added = turn.table.value * part
    return (offer.share + added) / (1.0 + added)


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
    placed = xp.astype(table.given.to_state + table.given.to_power, xp.int32)
    now = table.lever * width + placed * (table.target + 1)
    none = len(world.names.levers) * width
    past_lever = state.past_lever[1:]  # the first place holds this turn's own orders
    past = past_lever * width + (state.past_target[1:] + 1)
    everywhere = past_lever * width
    ages = range(1, world.memory)
    weights = xp.reshape(xp.asarray([power(fade, age) for age in ages], dtype=xp.float32), (-1, 1, 1, 1, 1))
    same = xp.logical_or(past[:, :, None] == now[:, :, None], everywhere[:, :, None] == now[:, :, None])
    found = xp.sum(number(same) * weights, axis=(0, 3))
    return found * number(now < none)


def _favour(turn: Turn) -> Array:
    """Return what a visit adds to everything else, and what a host adds to statements."""
    table = turn.table
    given, statement = table.given, table.given.to_all[:, :, None]
    if not anything(given.favour != 0):
        return statement * table.welcome
    gain = given.favour[:, :, None] * table.reach
    return namespace(gain).sum(gain, axis=1)[:, None] - gain + statement * table.welcome


def _weigh_items(turn: Turn, shares: Shares, world: World) -> Turn:
    """Weigh each clause of a statement and each deal of a package on its own, power by power."""
    table = turn.table
    xp = namespace(table.lever)
    carries = number(table.given.item_count > 0.5)
    item = _item_ids(turn, carries, world)
    weighed = [
        _weigh_package(turn, p, carries[p], item[p], shares, world) if anything(carries[p] > 0) else None
        for p in range(item.shape[0])
    ]
    shape = (item.shape[1], *turn.state.hedging.shape)

    def together(*names: str) -> Array:
        """Return quantities of all powers, (P, I, S, B) each, 0 where a power puts no items."""
        found = [padded(xp, [getattr(w, name) if w else None for w in weighed], shape) for name in names]
        return found[0] if len(found) == 1 else xp.stack(found)

    if turn.log is not None:
        turn = turn.note("item", "offer", together("common")).note("item", "fit", together("fit"))
        turn = turn.note("item", "third party", -together("third_party"))
    return turn.put(
        item_id=item,
        item_slot=carries,
        item_utility=together("utility"),
        item_amended=together("amended"),
        item_chance=together("accept", "amend"),
    )


class Package(NamedTuple):
    """How the states see the items that one power puts, each (I, S, B)."""

    common: Array
    fit: Array
    third_party: Array
    utility: Array
    amended: Array
    accept: Array
    amend: Array


def _weigh_package(turn: Turn, p: int, carries: Array, item: Array, shares: Shares, world: World) -> Package:
    """Weigh the items of one power: the order's own utility, how welcome each is, and what it costs elsewhere."""
    table, items, rules = turn.table, world.items, world.rules.answers
    xp, states = namespace(item), len(world.names.states)
    item = item[: world.item_slots[p]]
    offer = xp.sum(table.utility[p] * carries[:, None], axis=0)
    offered = xp.sum(table.offered[p] * carries[:, None], axis=0)
    column = xp.reshape(xp.arange(states, dtype=xp.int32), (states, 1))
    fit = look_up(items.fit, item[:, None] * states + column)
    common = offer + xp.zeros_like(fit)
    cost, amended_cost = third_party_costs(turn, p, item, shares, world)
    utility = on_grid(common + fit - cost)
    amended = on_grid(common + fit - amended_cost - rules.amend_cost)
    put = number(item < len(world.names.items))[:, None] * offered
    chance = answer_chances(utility, amended, look_up(items.amendable, item)[:, None], world) * put
    return Package(common, fit, cost, utility, amended, chance[0], chance[1])


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


def third_party_costs(turn: Turn, p: int, item: Array, shares: Shares, world: World) -> tuple[Array, Array]:
    """Return what signing one power's clauses costs with those they aim at, as put and as amended: (I, S, B).

    The square of the naming, times the most offended power's weight, more in tense times, less where that
    power's own pressure has made the state angry.
    """
    state, items, rules, mood = turn.state, world.items, world.rules.answers, world.rules.mood
    xp = namespace(item)
    naming = look_up(items.naming, item)[:, None]
    if not anything(naming > 0):
        nothing = xp.zeros((item.shape[0], *state.hedging.shape), dtype=xp.float32)
        return nothing, nothing
    weight = (rules.third_party_floor + shares.dependence[:-1]) * (1.0 - mood.grievance_relief * state.grievance)
    aims = look_up(items.aims, item)[:, :, None]
    offended = aims[0] * weight[0]
    for q in range(1, weight.shape[0]):
        offended = xp.maximum(offended, aims[q] * weight[q])
    hedging = (world.states.hedging + state.hedging) * turn.table.voice[0] * (1.0 + state.tension)
    cost = offended * (rules.third_party * hedging * (1.0 + state.caution[p]))
    softer = look_up(items.amended_naming, item)[:, None]
    return cost * (naming * naming), cost * (softer * softer)
