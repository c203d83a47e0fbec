"""Provoked powers react: they ignore it, protest, offer something better, or press."""

from game.engine.numerics import exponential, first_largest, namespace, number, on_grid
from game.engine.pressing import press
from game.engine.shares import current_shares
from game.model.arrays import Array
from game.model.turn import Turn
from game.model.world import World

_COUNTER_LASTS = 2.0  # turns, this one included: it counts in the next
NOTHING, WORDS, COUNTER, PRESSURE = 0, 1, 2, 3
REACTIONS = ("nothing", "words", "counter-offer", "pressure")


def react(turn: Turn, world: World) -> Turn:
    """Let every power react to what its rivals agreed this turn."""
    share, _, dependence = current_shares(turn.state, world)
    dependence = dependence[:-1, ...]
    provoked, by = provocation(turn, share[:, :-1], world)
    del share  # by domain it is large, and is not looked at again
    xp = namespace(provoked)
    worst = first_largest(provoked, axis=1) * number(provoked > 0)
    total = xp.sum(provoked, axis=1)
    utility = on_grid(_utilities(turn, total, worst, dependence, world))
    weight = exponential(utility)
    chance = weight / (1.0 + xp.sum(weight, axis=0))
    turn = _note(turn, utility, total)
    draw = turn.shocks.reaction
    hard, better = chance[2], chance[2] + chance[1]
    pressing, counter = draw < hard, xp.logical_and(draw >= hard, draw < better)
    words = xp.logical_and(draw >= better, draw < better + chance[0])
    reaction = number(words) * WORDS + number(counter) * COUNTER + number(pressing) * PRESSURE
    turn = turn.put(reaction=reaction, provoked=provoked, reaction_chance=chance)
    turn = _protest(turn, number(words), by, world)
    turn = _counter(turn, number(counter)[:, None] * worst, world)
    return press(turn, number(pressing)[:, None] * worst, "reaction", world, dependence)


def provocation(turn: Turn, share: Array, world: World) -> tuple[Array, Array]:
    """Return how provoked each power is in each state (P, S, B), and how much each power provoked (P, B).

    By value signed in domains where the provoked power is strong, by statements, and by clauses that name it.
    """
    table, rules = turn.table, world.rules.reactions
    xp, powers = namespace(share), share.shape[1]
    moved = [o.value * o.taken * o.given.provokes for o in table.offers]
    money = xp.stack([_felt(_in_domain(turn, moved, d), world) for d in range(share.shape[0])])
    money_total = xp.sum(money, axis=1)
    spoken = [o.taken * table.of(table.item_slot, o) if o.everywhere else None for o in table.offers]
    statement = rules.statement * table.to_states(spoken)
    statement_total, clause = xp.sum(statement, axis=0), table.named
    found = []
    for q in range(powers):
        felt = xp.sum(share[:, q] * (money_total - money[:, q]), axis=0)
        found.append(felt + statement_total - statement[q] + xp.sum(clause[q], axis=0) - clause[q, q])
    by = xp.sum(money, axis=(0, 2)) + xp.sum(statement, axis=1) + xp.sum(clause, axis=(0, 2))
    return xp.stack(found), by


def _felt(value: Array, world: World) -> Array:
    """Return how far money provokes: the more it is, the less any more of it."""
    rules = world.rules.reactions
    return rules.money * value / (value + rules.money_half)


def _in_domain(turn: Turn, moved: list[Array], domain: int) -> Array:
    """Return what was moved in one domain, (P, S, B)."""
    parts = [o.given.domain[domain] * amount for o, amount in zip(turn.table.offers, moved, strict=True)]
    return turn.table.to_states(parts)


def _utilities(turn: Turn, total: Array, worst: Array, dependence: Array, world: World) -> Array:
    """Return the utilities of words, a counter-offer and pressure, (3, P, B); doing nothing has 0."""
    rules, temper = world.rules.reactions, world.powers.temper
    xp = namespace(total)
    weight = xp.max(dependence * worst, axis=1)
    leaning = xp.sum(turn.state.affinity * worst, axis=1)
    words = rules.words + rules.words_slope * temper[0] * total
    counter = rules.counter + rules.counter_slope * temper[1] * total + number(temper[1] <= 0) * -100.0
    hard = rules.pressure_slope * temper[2] * total * (rules.pressure_floor + weight)
    pressure = rules.pressure + hard - leaning
    never = number(temper[2] <= 0) * -100.0
    quiet = number(temper[0] <= 0) * -100.0
    return xp.stack([words + quiet, counter, pressure + never])


def _note(turn: Turn, utility: Array, total: Array) -> Turn:
    turn = turn.note("reaction", "provocation", total)
    for i, name in enumerate(REACTIONS[1:]):
        turn = turn.note("reaction", name, utility[i])
    return turn


def _protest(turn: Turn, words: Array, by: Array, world: World) -> Turn:
    """Words add a little tension and cost the most provoking rival a little affinity everywhere."""
    rules, powers = world.rules.reactions, by.shape[0]
    xp = namespace(words)
    turn = turn.add("tension", "reaction", xp.sum(words, axis=0) * rules.words_tension)
    loss = xp.zeros_like(by)
    for q in range(powers):
        rival = xp.stack([by[p] * (0.0 if p == q else 1.0) for p in range(powers)])
        aimed = number(rival == xp.max(rival, axis=0)) * number(rival > 0)
        loss = loss + aimed * words[q]
    return turn.add("affinity", "reaction", (loss * -rules.words_ties)[:, None])


def _counter(turn: Turn, where: Array, world: World) -> Turn:
    """Make the countering power's own orders there cheaper and larger next turn."""
    rules, state = world.rules.reactions, turn.state
    xp = namespace(where)
    return turn.keep(
        courted=xp.maximum(state.courted, where * _COUNTER_LASTS),
        discount=xp.maximum(state.discount, where * rules.counter_discount),
        bonus=xp.maximum(state.bonus, where * rules.counter_bonus),
    )
