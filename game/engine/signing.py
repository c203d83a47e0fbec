"""What was agreed takes effect: promises, debts, affinity, headlines, ground. And what needs no consent is done."""

from game.engine.numerics import look_up, namespace, number
from game.engine.pressing import press
from game.model.arrays import Array
from game.model.turn import Turn
from game.model.world import World

_SLOTS = (-3,)  # the axis of order slots in (P, J, S, B)


def sign_deals(turn: Turn, world: World) -> Turn:
    """Apply every agreed offer, order by order."""
    for effect in (_promise, _warm, _win_standing, _build_trust, _help_host, _make_news, _shut_out, _name):
        turn = effect(turn, world)
    return turn


def act_alone(turn: Turn, world: World) -> Turn:
    """Apply what powers do without asking: pressure, and words against another power."""
    table, levers = turn.table, world.levers
    xp = namespace(turn.state.purse)
    level = look_up(levers.pressure, table.lever)[:, :, None] * table.reach
    turn = press(turn, xp.max(level, axis=1), "pressed", world)
    return _speak_against(turn, world)


def _promise(turn: Turn, world: World) -> Turn:
    """Put agreed projects into the pipeline, with their debts, and stages of corridors into building."""
    table, levers, lever = turn.table, world.levers, turn.table.lever
    xp = namespace(lever)
    split = look_up(levers.split, lever)[:, :, :, None]
    amount = table.value * table.taken * (1.0 + _tender_bonus(turn, split, world))
    started = split * amount
    nothing = xp.zeros_like(started)
    turn = turn.add_by_order("pipeline", "signed", xp.stack([started, nothing, nothing]), axes=_SLOTS)
    projects = xp.sum(started, axis=0)
    turn = turn.add_by_order("signed", "signed", projects, axes=_SLOTS)
    loan = look_up(levers.loan, lever)[:, :, None]
    turn = turn.add_by_order("debt", "signed", projects * loan, axes=_SLOTS)
    relief = look_up(levers.relief, lever)[:, :, None] * table.taken
    turn = turn.add_by_order("debt", "forgiven", -relief * turn.state.debt[:, None], axes=_SLOTS)
    return _start_works(turn, world)


def _tender_bonus(turn: Turn, split: Array, world: World) -> Array:
    """Return how much larger a project gets by being put out to tender, (P, J, S, B)."""
    xp, table = namespace(split), turn.table
    project = number(xp.sum(split, axis=0) > 0) * table.offered
    bidders = xp.sum(xp.max(project, axis=1), axis=0)
    rivals = number(bidders > 1.5)
    return project * (table.tender[0] * rivals + table.tender[1] * (1.0 - rivals))


def _start_works(turn: Turn, world: World) -> Turn:
    """Begin stages of corridors, as far as the host lies on them."""
    table, lever = turn.table, turn.table.lever
    xp = namespace(lever)
    corridors = world.levers.works.shape[0]
    if corridors == 0:
        return turn
    size = (table.size + 1) * 0.25 * world.package
    begun = []
    for c in range(corridors):
        stages = xp.stack([look_up(world.levers.works[c, p], lever[p]) for p in range(lever.shape[0])])
        reach = world.corridors.reach[c] * (1.0 + turn.state.bonus)
        begun.append((stages * size)[:, :, None] * table.taken * reach[:, None])
    amounts = xp.stack(begun)
    nothing = xp.zeros_like(amounts)
    return turn.add_by_order("works", "signed", xp.stack([amounts, nothing, nothing]), axes=(-3, -2))


def _warm(turn: Turn, world: World) -> Turn:
    """Change affinities: the more often the same was done and the warmer they are, the less."""
    table, levers, lever, state = turn.table, world.levers, turn.table.lever, turn.state
    xp, rules = namespace(lever), world.rules.ties
    room = rules.scale * (1.0 - state.affinity)
    gain = look_up(levers.ties, lever) / (1.0 + table.repeated)
    turn = turn.add_by_order("affinity", "agreed", gain[:, :, None] * table.warmth * room[:, None], axes=_SLOTS)
    refused = (1.0 - table.warmth) * table.offered * number(table.warmth < 0.01)
    turn = turn.add_by_order("affinity", "refused", refused * -rules.refusal, axes=_SLOTS)
    rivals = look_up(levers.ties_rivals, lever)[:, :, None] * table.warmth
    others = xp.sum(xp.sum(rivals, axis=1), axis=0) - xp.sum(rivals, axis=1)
    turn = turn.add("affinity", "rival agreed", others)
    calm = look_up(levers.calm, lever)[:, :, None] * table.taken
    return turn.add_by_order("backlash", "soothed", -calm * state.backlash[:, None], axes=_SLOTS)


def _win_standing(turn: Turn, world: World) -> Turn:
    """Gain log-odds in flow domains and stocks at once, and the ground that a yes wins."""
    table, levers, lever, state = turn.table, world.levers, turn.table.lever, turn.state
    xp, powers = namespace(lever), turn.table.lever.shape[0]
    size = (table.size + 1) * 0.25 * world.package
    taken = table.taken * size[:, :, None]
    for f in range(levers.standing.shape[0]):
        gain = xp.stack([look_up(levers.standing[f, p], lever[p]) for p in range(powers)])[:, :, None] * taken
        rows = [gain if row == f else xp.zeros_like(gain) for row in range(levers.standing.shape[0])]
        turn = turn.add_by_order("odds", "agreed", xp.stack(rows), axes=_SLOTS)
    boost = look_up(levers.boost, lever)[:, :, :, None] * taken * state.stock[:, :-1, None]
    turn = turn.add_by_order("stock", "agreed", _with_others(boost), axes=_SLOTS)
    counts = look_up(levers.counts, lever)[:, :, :, None]
    return turn.add_by_order("ground", "agreed", counts * number(table.taken > 0.01), axes=_SLOTS)


def _with_others(amounts: Array) -> Array:
    """Append a partner "others" that gets nothing: (K, P, J, S, B) to (K, Q, J, S, B)."""
    xp = namespace(amounts)
    return xp.concat([amounts, xp.zeros_like(amounts[:, :1])], axis=1)


def _build_trust(turn: Turn, world: World) -> Turn:
    """Gain trust, and better completion of one's projects."""
    table, levers, lever = turn.table, world.levers, turn.table.lever
    trust = look_up(levers.trust, lever)[:, :, None] * table.warmth
    turn = turn.add_by_order("trust", "agreed", trust, axes=_SLOTS)
    better = look_up(levers.completion, lever)[:, :, None] * table.taken
    return turn.add_by_order("completion", "agreed", better, axes=_SLOTS)


def _help_host(turn: Turn, world: World) -> Turn:
    """Change the host's development, its support at home and the tension; meetings please by their guests."""
    table, levers, lever = turn.table, world.levers, turn.table.lever
    xp, host = namespace(lever), turn.table.hosting
    for field in ("development", "home"):
        gain = look_up(getattr(levers, field), lever)[:, :, None] * table.taken
        turn = turn.add_by_order(field, "agreed", gain, axes=(0, 1))
    tension = look_up(levers.tension, lever)[:, :, None] * table.taken
    turn = turn.add_by_order("tension", "agreed", tension, axes=(0, 1, 2))
    full = number(table.guests > 1.5)
    part = full + (1.0 - full) * host[2]
    turn = turn.add("affinity", "hosted", xp.broadcast_to(host[0] * part, turn.state.affinity.shape))
    return turn.add("home", "hosted", host[1] * part)


def _make_news(turn: Turn, world: World) -> Turn:
    """Count what is signed as news, by the salience of the host."""
    table = turn.table
    news = look_up(world.levers.headline, table.lever)[:, :, None] * table.news * world.states.salience
    return turn.add_by_order("headline", "agreed", news, axes=(1, 2))


def _shut_out(turn: Turn, world: World) -> Turn:
    """Bind a state by an exclusive contract that it signed as it was."""
    table, levers, state = turn.table, world.levers, turn.state
    xp = namespace(table.lever)
    signed = look_up(levers.exclusive, table.lever)[:, :, None] * table.offered * number(table.answer == 0)
    domain = look_up(levers.domain, table.lever)[:, :, :, None]
    quarters = xp.max(domain * signed, axis=2) * float(world.rules.answers.lock_quarters)
    return turn.add("lock", "agreed", xp.clip(quarters - state.lock, 0.0, None))


def _name(turn: Turn, world: World) -> Turn:
    """Let clauses that name a third party have their effects on tension and on the one who is named."""
    table, items, rules = turn.table, world.items, world.rules
    xp = namespace(table.lever)
    naming = look_up(items.naming, table.item_id)[:, :, None]
    softer = look_up(items.amended_naming, table.item_id)[:, :, None]
    yes, amended = number(table.item_answer == 0), number(table.item_answer == 1)
    signed = naming * naming * yes + softer * softer * amended
    turn = turn.add("tension", "clauses signed", rules.mood.tension_signed * xp.sum(signed, axis=(0, 1, 2)))
    names = look_up(items.names, table.item_id)
    turn = turn.add("tension", "clauses put", rules.mood.tension_tried * xp.sum(names, axis=(0, 1)))
    aims = look_up(items.aims, table.item_id)[:, :, :, None]
    blamed = xp.sum(aims * (naming * names[:, :, None] * yes), axis=(1, 2))
    turn = turn.add("affinity", "named", -rules.ties.named * blamed)
    return turn.add("naming", "signed", xp.sum(names[:, :, None] * yes, axis=1))


def _speak_against(turn: Turn, world: World) -> Turn:
    """Let words tell: on the one spoken against, on the speaker, and on the cost of signing the former's clauses."""
    table, levers, lever, state = turn.table, world.levers, turn.table.lever, turn.state
    xp, powers = namespace(lever), turn.table.lever.shape[0]
    column = xp.reshape(xp.arange(powers), (powers, 1, 1, 1))
    against = number(table.target == column) * look_up(levers.to_power, lever)
    loss = xp.sum(against * look_up(levers.ties_target, lever), axis=(1, 2))
    turn = turn.add("affinity", "spoken against", xp.broadcast_to(loss[:, None], state.affinity.shape))
    speaker = xp.sum(look_up(levers.ties_everywhere, lever), axis=1)
    turn = turn.add("affinity", "spoke", xp.broadcast_to(speaker[:, None], state.affinity.shape))
    news = xp.sum(look_up(levers.headline, lever) * look_up(levers.to_power, lever), axis=1)
    turn = turn.add("headline", "spoke", news)
    caution = xp.max(xp.max(against * look_up(levers.caution, lever), axis=2), axis=1)
    turns = xp.max(xp.max(against * look_up(levers.caution_turns, lever), axis=2), axis=1)
    return turn.keep(
        caution=xp.maximum(state.caution, caution), wary=xp.maximum(state.wary, turns + number(turns > 0.5))
    )
