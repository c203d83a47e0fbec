"""What was agreed takes effect: promises, debts, affinity, headlines, ground. And what needs no consent is done."""

from typing import NamedTuple

from game.engine.numerics import anything, look_up, namespace, number, power, used_places
from game.engine.pressing import press
from game.model.arrays import Array, Same
from game.model.turn import ACCEPT, AMEND, Turn
from game.model.world import World

_SLOTS = (-3,)  # the axis of order slots in (P, J, S, B)


def sign_deals(turn: Turn, world: World) -> Turn:
    """Apply every agreed offer, order by order."""
    for effect in (_promise, _start_works, _warm, _win_standing, _win_ground, _help_host, _make_news, _shut_out, _name):
        turn = effect(turn, world)
    return turn


def act_alone(turn: Turn, world: World) -> Turn:
    """Apply what powers do without asking: pressure, once older pressure has faded, and words against another."""
    turn = _fade_pressure(turn, world)
    level = turn.table.given.pressure
    if anything(level > 0):
        xp = namespace(level)
        turn = press(turn, xp.max(level[:, :, None] * turn.table.reach, axis=1), "pressed", world)
    return _speak_against(turn, world)


def _fade_pressure(turn: Turn, world: World) -> Turn:
    """Let older pressure fade once a turn, before new pressure: the offers of the next turn feel that in full."""
    kept = power(world.rules.mood.pressure_keep, world.quarters)
    return turn.add("pressure", "fades", turn.state.pressure * (kept - 1.0))


def _promise(turn: Turn, world: World) -> Turn:
    """Put agreed projects into the pipeline, with their debts; forgive debts."""
    table, given = turn.table, turn.table.given
    xp, split = namespace(table.value), given.split
    amount = table.value * table.taken
    if anything(table.tender > 0):
        amount = amount * (1.0 + _tender_bonus(turn))
    started = split[:, :, :, None] * amount
    turn = turn.add_by_order("pipeline", "signed", started, axes=_SLOTS, at=(0,))
    projects = xp.sum(split, axis=0)[:, :, None] * amount
    turn = turn.add_by_order("signed", "signed", projects, axes=_SLOTS)
    turn = turn.add_by_order("debt", "signed", given.loan[:, :, None] * projects, axes=_SLOTS)
    if not anything(given.relief > 0):
        return turn
    forgiven = given.relief[:, :, None] * table.taken * turn.state.debt[:, None]
    return turn.add_by_order("debt", "forgiven", -forgiven, axes=_SLOTS)


def _tender_bonus(turn: Turn) -> Array:
    """Return how much larger a project gets by being put out to tender, (P, J, S, B)."""
    table = turn.table
    xp = namespace(table.value)
    project = number(xp.sum(table.given.split, axis=0) > 0)[:, :, None] * table.offered
    bidders = xp.sum(xp.max(project, axis=1), axis=0)
    rivals = number(bidders > 1.5)
    return project * (table.tender[0] * rivals + table.tender[1] * (1.0 - rivals))


def _start_works(turn: Turn, world: World) -> Turn:
    """Begin stages of corridors, as far as the host lies on them."""
    table, works = turn.table, world.levers.works
    begun = {}
    for c, p in used_places(Same(works), 2):
        stages = look_up(works[c, p, ...], table.lever[p])
        if anything(stages > 0):
            agreed = table.taken[p] * table.growth[p]
            begun[0, c, p] = (stages * (table.scale[p] * world.package))[:, None] * agreed * world.corridors.reach[c]
    return turn.add_parts_by_order("works", "signed", begun, axes=(-3, -2)) if begun else turn


def _warm(turn: Turn, world: World) -> Turn:
    """Change affinities: the more often the same was done and the warmer they are, the less. Soothe backlashes."""
    table, given, state, rules = turn.table, turn.table.given, turn.state, world.rules.ties
    xp = namespace(table.warmth)
    room = rules.scale * (1.0 - state.affinity)
    gain = given.ties * table.scale / (1.0 + table.repeated)
    turn = turn.add_by_order("affinity", "agreed", gain[:, :, None] * table.warmth * room[:, None], axes=_SLOTS)
    refused = table.offered * number(table.warmth < 0.01)
    turn = turn.add_by_order("affinity", "refused", refused * -rules.refusal, axes=_SLOTS)
    if anything(given.ties_rivals != 0):
        felt = xp.sum((given.ties_rivals * table.scale)[:, :, None] * table.warmth, axis=1)
        turn = turn.add("affinity", "rival agreed", xp.sum(felt, axis=0) - felt)
    turn = _warm_everywhere(turn, world)
    if not anything(given.calm > 0):
        return turn
    soothed = given.calm[:, :, None] * table.taken * state.backlash[:, None]
    return turn.add_by_order("backlash", "soothed", -soothed, axes=_SLOTS)


def _warm_everywhere(turn: Turn, world: World) -> Turn:
    """Change affinities in all states: in full for what needs no consent, else by how much of the region agreed."""
    table, given = turn.table, turn.table.given
    if not anything(given.ties_everywhere + given.ties_rivals_everywhere != 0):
        return turn
    xp, shape = namespace(table.warmth), turn.state.affinity.shape
    agreed = xp.sum(table.warmth * world.states.salience, axis=2)
    asked = xp.sum(table.offered * world.states.salience, axis=2)
    part = table.scale * (1.0 - given.offer * (1.0 - agreed / (asked + number(asked <= 0))))
    own = xp.sum(given.ties_everywhere * part, axis=1)
    turn = turn.add("affinity", "known everywhere", xp.broadcast_to(own[:, None], shape))
    felt = xp.sum(given.ties_rivals_everywhere * part, axis=1)
    others = xp.sum(felt, axis=0) - felt
    return turn.add("affinity", "rival known everywhere", xp.broadcast_to(others[:, None], shape))


def _win_standing(turn: Turn, world: World) -> Turn:
    """Gain log-odds in flow domains and stocks at once."""
    table, standing = turn.table, world.levers.standing
    xp = namespace(standing)
    flows, powers, width = standing.shape
    row = xp.reshape(xp.arange(powers, dtype=xp.int32), (powers, 1, 1)) * width
    gain = look_up(xp.reshape(standing, (flows, -1)), row + table.lever) * (table.scale * world.package)
    for f in range(flows):
        if anything(gain[f] != 0):
            won = gain[f][:, :, None] * table.taken
            turn = turn.add_by_order("odds", "agreed", won, axes=_SLOTS, at=(f,))
    gained = {}
    for (k,) in used_places(Same(world.levers.boost), 1):
        for p in range(powers):
            boost = table.given.boost[k, p]
            if anything(boost != 0):
                gained[k, p] = (boost * table.scale[p])[:, None] * table.taken[p] * turn.state.stock[k, p]
    return turn.add_parts_by_order("stock", "agreed", gained, axes=_SLOTS) if gained else turn


def _win_ground(turn: Turn, world: World) -> Turn:
    """Win ground by a yes, trust by good faith, and better completion of one's projects."""
    table, given = turn.table, turn.table.given
    yes = number(table.taken > 0.01) * table.offered
    if given.counts.shape[0]:
        turn = turn.add_by_order("ground", "agreed", given.counts[:, :, :, None] * yes, axes=_SLOTS)
    if anything(given.trust != 0):
        trust = (given.trust * table.scale)[:, :, None] * table.warmth
        turn = turn.add_by_order("trust", "agreed", trust, axes=_SLOTS)
    if not anything(given.completion > 0):
        return turn
    better = (given.completion * table.scale)[:, :, None] * table.taken
    return turn.add_by_order("completion", "agreed", better, axes=_SLOTS)


def _help_host(turn: Turn, world: World) -> Turn:
    """Change the host's development, its support at home and the tension; meetings please by their guests."""
    table, given = turn.table, turn.table.given
    xp, host = namespace(table.taken), turn.table.hosting
    gains = (("development", given.development, (0, 1)), ("home", given.home, (0, 1)))
    for field, gain, axes in (*gains, ("tension", given.tension, (0, 1, 2))):
        if anything(gain != 0):
            turn = turn.add_by_order(field, "agreed", (gain * table.scale)[:, :, None] * table.taken, axes=axes)
    if not anything(host[0] + host[1] != 0):
        return turn
    full = number(table.guests > 1.5)
    part = full + (1.0 - full) * host[2]
    turn = turn.add("affinity", "hosted", xp.broadcast_to(host[0] * part, turn.state.affinity.shape))
    return turn.add("home", "hosted", host[1] * part)


def _make_news(turn: Turn, world: World) -> Turn:
    """Count what is signed as news, by the salience of the host."""
    table = turn.table
    news = (table.given.headline * table.scale)[:, :, None] * table.news * world.states.salience
    return turn.add_by_order("headline", "agreed", news, axes=(1, 2))


def _shut_out(turn: Turn, world: World) -> Turn:
    """Bind a state by an exclusive contract that it signed as it was."""
    table, given = turn.table, turn.table.given
    xp = namespace(table.taken)
    if not anything(given.exclusive > 0):
        return turn
    signed = given.exclusive[:, :, None] * table.offered * number(table.answer == ACCEPT)
    quarters = xp.max(given.domain[:, :, :, None] * signed, axis=2) * float(world.rules.answers.lock_quarters)
    return turn.add("lock", "agreed", xp.maximum(quarters - turn.state.lock, xp.zeros_like(quarters)))


def _name(turn: Turn, world: World) -> Turn:
    """Let clauses that name a third party have their effects on tension and on the one who is named."""
    table, items, rules = turn.table, world.items, world.rules
    xp = namespace(table.lever)
    found = [_named_by(turn, p, world) for p in range(table.lever.shape[0])]
    aimed = xp.stack([power.aimed for power in found], axis=1)
    tried = xp.stack([power.tried for power in found], axis=1)
    turn = turn.put(aimed=aimed, tried=tried)
    if not anything(look_up(items.naming, table.item_id) > 0):
        return turn
    signed = xp.sum(xp.stack([power.signed for power in found]), axis=(0, 1))
    turn = turn.add("tension", "clauses signed", rules.mood.tension_signed * signed)
    names = look_up(items.names, table.item_id)
    turn = turn.add("tension", "clauses put", rules.mood.tension_tried * xp.sum(names, axis=(0, 1)))
    if not anything(names > 0):
        return turn
    blamed = xp.sum(xp.stack([power.blamed for power in found]), axis=0)
    turn = turn.add("affinity", "named", -rules.ties.named * blamed)
    return turn.add("naming", "signed", xp.stack([power.count for power in found]))


class Naming(NamedTuple):
    """How far one power's clauses name others; Q runs over the powers that are named."""

    signed: Array  # (S, B) the squares of what was signed
    count: Array  # (S, B) clauses signed that name enough to be amended
    blamed: Array  # (Q, S, B) naming in those, by the one who is named
    aimed: Array  # (Q, S, B) the squares of what was signed, by the one who is named
    tried: Array  # (Q, S, B) the squares of what was put to a state


def _named_by(turn: Turn, p: int, world: World) -> Naming:
    table, items = turn.table, world.items
    xp, powers = namespace(table.lever), table.lever.shape[0]
    item = table.item_id[p, : world.item_slots[p]]
    naming = look_up(items.naming, item)
    if not anything(naming > 0):
        nothing = xp.zeros_like(turn.state.home)
        nobody = xp.zeros_like(turn.state.affinity)
        return Naming(nothing, nothing, nobody, nobody, nobody)
    softer, names = look_up(items.amended_naming, item), look_up(items.names, item)
    answer = table.item_answer[p, : world.item_slots[p]]
    yes, amended = number(answer == ACCEPT), number(answer == AMEND)
    signed = (naming * naming)[:, None] * yes + (softer * softer)[:, None] * amended
    blame = (naming * names)[:, None] * yes
    offered = xp.sum(table.offered[p] * table.item_slot[p][:, None], axis=0)
    aims = look_up(items.aims, item)[:, :, None]
    return Naming(
        signed=xp.sum(signed, axis=0),
        count=xp.sum(names[:, None] * yes, axis=0),
        blamed=xp.stack([xp.sum(aims[q] * blame, axis=0) for q in range(powers)]),
        aimed=xp.stack([xp.sum(aims[q] * signed, axis=0) for q in range(powers)]),
        tried=xp.stack([xp.sum(aims[q, :, 0] * (naming * naming), axis=0) * offered for q in range(powers)]),
    )


def _speak_against(turn: Turn, world: World) -> Turn:
    """Let words tell: on the one spoken against, on the speaker, and on the cost of signing the former's clauses."""
    table, given, state = turn.table, turn.table.given, turn.state
    xp, powers = namespace(table.lever), table.lever.shape[0]
    spoken = given.to_power
    if not anything(spoken > 0):
        return turn
    column = xp.reshape(xp.arange(powers, dtype=xp.int32), (powers, 1, 1, 1))
    against = number(table.target == column) * spoken
    loss = xp.sum(against * given.ties_target, axis=(1, 2))
    turn = turn.add("affinity", "spoken against", xp.broadcast_to(loss[:, None], state.affinity.shape))
    news = xp.sum(given.headline * given.to_power, axis=1)
    turn = turn.add("headline", "spoke", news)
    caution = xp.max(xp.max(against * given.caution, axis=2), axis=1)
    turns = xp.max(xp.max(against * given.caution_turns, axis=2), axis=1)
    return turn.keep(
        caution=xp.maximum(state.caution, caution), wary=xp.maximum(state.wary, turns + number(turns > 0.5))
    )
