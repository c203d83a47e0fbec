"""What was agreed takes effect: promises, debts, affinity, headlines, ground. And what needs no consent is done."""

from collections.abc import Sequence
from typing import NamedTuple

from game.engine.numerics import anything, look_up, namespace, number, power, used_places
from game.engine.pressing import press
from game.model.arrays import Array, Same, at, spread
from game.model.turn import ACCEPT, AMEND, Items, Offers, Turn
from game.model.world import World

_SLOTS = (-3,)  # the axis of order slots in (P, J, S, B)


def sign_deals(turn: Turn, world: World) -> Turn:
    """Apply every agreed offer, order by order."""
    effects = (_promise, _start_works, _warm, _win_standing, _win_ground, _help_host, _make_news, _shut_out, _name)
    for effect in effects:
        turn = effect(turn, world)
    return turn


def act_alone(turn: Turn, world: World) -> Turn:
    """Apply what powers do without asking: pressure, once older pressure has faded, and words against another."""
    turn, table = _fade_pressure(turn, world), turn.table
    if anything(table.given.pressure > 0):
        xp = namespace(table.here)
        level = table.by_state([o.given.pressure * o.reach for o in table.offers])
        turn = press(turn, xp.max(level, axis=1), "pressed", world)
    return _speak_against(turn, world)


def _fade_pressure(turn: Turn, world: World) -> Turn:
    """Let older pressure fade once a turn, before new pressure: the offers of the next turn feel that in full."""
    kept = power(world.rules.mood.pressure_keep, world.quarters)
    return turn.add("pressure", "fades", turn.state.pressure * (kept - 1.0))


def _bring(turn: Turn, field: str, cause: str, amounts: Sequence[Array], part: tuple[int, ...] = ()) -> Turn:
    """Change a field by power and state, or a part of it, by what each order brings, by sort of offers."""
    if turn.log is not None:
        return turn.add_by_order(field, cause, turn.table.by_state(amounts), axes=_SLOTS, at=part)
    whole = turn.table.to_states(amounts)
    return turn.add_at(field, cause, {part: whole}) if part else turn.add(field, cause, whole)


def _promise(turn: Turn, world: World) -> Turn:
    """Put agreed projects into the pipeline, with their debts; forgive debts."""
    table = turn.table
    xp, offers = namespace(table.here), table.offers
    signed, parts = [o.value * o.taken for o in offers], [xp.sum(o.given.split, axis=0) for o in offers]
    if anything(table.tender > 0):
        signed = [amount * (1.0 + more) for amount, more in zip(signed, _tender_bonuses(turn, parts), strict=True)]
    started = [o.given.split * amount for o, amount in zip(offers, signed, strict=True)]
    turn = _bring(turn, "pipeline", "signed", started, part=(0,))
    projects = [part * amount for part, amount in zip(parts, signed, strict=True)]
    turn = _bring(turn, "signed", "signed", projects)
    turn = _bring(turn, "debt", "signed", [o.given.loan * amount for o, amount in zip(offers, projects, strict=True)])
    if not anything(table.given.relief > 0):
        return turn
    debt = turn.state.debt
    return _bring(turn, "debt", "forgiven", [-(o.given.relief * o.taken * at(debt, o.pair)) for o in offers])


def _tender_bonuses(turn: Turn, parts: list[Array]) -> list[Array]:
    """Return how much larger projects get by being put out to tender, for each sort of offers.

    `parts` is what part of each order is spent on projects.
    """
    table = turn.table
    projects = [number(part > 0) * o.offered for part, o in zip(parts, table.offers, strict=True)]
    bidders = namespace(table.here).sum(number(table.to_states(projects) > 0), axis=0)
    rivals = number(bidders > 1.5)
    bonus = table.tender[0] * rivals + table.tender[1] * (1.0 - rivals)
    return [project * at(bonus, o.host) for project, o in zip(projects, table.offers, strict=True)]


def _start_works(turn: Turn, world: World) -> Turn:
    """Begin stages of corridors, as far as the host lies on them."""
    table, works, reach = turn.table, world.levers.works, world.corridors.reach
    begun, users = {}, _by_user(table.lever, works.shape[-1])
    for (c,) in used_places(Same(works), 1):
        stages = look_up(namespace(works).reshape(works[c, ...], (-1,)), users)
        if anything(stages > 0):
            lies = namespace(reach).reshape(reach[c, ...], (-1,))
            parts = [
                table.of(stages, o) * (o.scale * world.package) * (o.taken * o.growth) * look_up(lies, o.state)
                for o in table.offers
            ]
            begun[0, c] = table.by_order(parts)
    return turn.add_parts_by_order("works", "signed", begun, axes=(-2,)) if begun else turn


def _by_user(lever: Array, width: int) -> Array:
    """Return the places of orders (P, J, B) in a table by power and lever, (P, width), laid end to end."""
    xp, powers = namespace(lever), lever.shape[0]
    return xp.reshape(xp.arange(powers, dtype=xp.int64), (powers, 1, 1)) * width + lever


def _warm(turn: Turn, world: World) -> Turn:
    """Change affinities: the more often the same was done and the warmer they are, the less. Soothe backlashes."""
    table, state, rules = turn.table, turn.state, world.rules.ties
    xp, offers = namespace(table.here), table.offers
    if anything(table.given.ties != 0):
        room = rules.scale * (1.0 - state.affinity)
        gains = [o.given.ties * o.scale / (1.0 + table.of(table.repeated, o)) for o in offers]
        parts = [gain * o.warmth * at(room, o.pair) for gain, o in zip(gains, offers, strict=True)]
        turn = _bring(turn, "affinity", "agreed", parts)
    turn = _refuse(turn, world)
    if anything(table.given.ties_rivals != 0):
        felt = table.to_states([o.given.ties_rivals * o.scale * o.warmth for o in offers])
        turn = turn.add("affinity", "rival agreed", xp.sum(felt, axis=0) - felt)
    turn = _warm_everywhere(turn, world)
    if not anything(table.given.calm > 0):
        return turn
    backlash = state.backlash
    return _bring(turn, "backlash", "soothed", [-(o.given.calm * o.taken * at(backlash, o.pair)) for o in offers])


def _refuse(turn: Turn, world: World) -> Turn:
    """Let offers that were declined altogether cost affinity; they are kept in mind, and older ones fade."""
    table, cost = turn.table, -world.rules.ties.refusal
    refused = [o.offered * number(o.warmth < 0.01) for o in table.offers]
    count = table.to_states(refused)
    told = None if turn.log is None else table.by_state(refused) * cost
    kept = power(world.rules.answers.refusal_fade, world.quarters)
    turn = turn.keep(declined=turn.state.declined * kept + count)
    return turn.add("affinity", "refused", count * cost, told, _SLOTS)


def _warm_everywhere(turn: Turn, world: World) -> Turn:
    """Change affinities in all states: in full for what needs no consent, else by how much of the region agreed."""
    table, given = turn.table, turn.table.given
    if not anything(given.ties_everywhere + given.ties_rivals_everywhere != 0):
        return turn
    xp = namespace(table.here)
    agreed = table.by_order([o.warmth * _salience(o, world) for o in table.offers])
    asked = table.by_order([o.offered * _salience(o, world) for o in table.offers])
    part = table.scale * (1.0 - given.offer * (1.0 - agreed / (asked + number(asked <= 0))))
    own = xp.sum(given.ties_everywhere * part, axis=1)
    turn = turn.add("affinity", "known everywhere", own[:, None])
    felt = xp.sum(given.ties_rivals_everywhere * part, axis=1)
    others = xp.sum(felt, axis=0) - felt
    return turn.add("affinity", "rival known everywhere", others[:, None])


def _salience(offers: Offers, world: World) -> Array:
    """Return how much the states count to which orders are put."""
    salience = world.states.salience
    return look_up(namespace(salience).reshape(salience, (-1,)), offers.state)


def _win_standing(turn: Turn, world: World) -> Turn:
    """Gain log-odds in flow domains and stocks at once."""
    table, standing = turn.table, world.levers.standing
    xp, users = namespace(standing), _by_user(table.lever, standing.shape[-1])
    for (f,) in used_places(Same(standing), 1):
        gain = look_up(xp.reshape(standing[f, ...], (-1,)), users) * (table.scale * world.package)
        if anything(gain != 0):
            turn = _bring(turn, "odds", "agreed", [table.of(gain, o) * o.taken for o in table.offers], part=(f,))
    for (k,) in used_places(Same(world.levers.boost), 1):
        if anything(table.given.boost[k] != 0):
            stock = turn.state.stock[k, :-1]
            parts = [o.given.boost[k] * o.scale * o.taken * at(stock, o.pair) for o in table.offers]
            turn = _gain_stock(turn, k, parts)
    return turn


def _gain_stock(turn: Turn, k: int, amounts: Sequence[Array]) -> Turn:
    """Add to the powers' own stocks in one domain what each order brings, by sort of offers."""
    whole = turn.table.by_state(amounts)
    gained = {(k, p): whole[p, ...] for p in range(whole.shape[0])}
    return turn.add_parts_by_order("stock", "agreed", gained, axes=_SLOTS)


def _win_ground(turn: Turn, world: World) -> Turn:
    """Win ground by a yes, trust by good faith, and better completion of one's projects."""
    given, offers = turn.table.given, turn.table.offers
    if given.counts.shape[0]:
        yes = [o.given.counts * (number(o.taken > 0.01) * o.offered) for o in offers]
        turn = _bring(turn, "ground", "agreed", yes)
    if anything(given.trust != 0):
        turn = _bring(turn, "trust", "agreed", [o.given.trust * o.scale * o.warmth for o in offers])
    if not anything(given.completion > 0):
        return turn
    return _bring(turn, "completion", "agreed", [o.given.completion * o.scale * o.taken for o in offers])


def _help_host(turn: Turn, world: World) -> Turn:
    """Change the host's development, its support at home and the tension; meetings please by their guests."""
    table, given = turn.table, turn.table.given
    xp, host = namespace(table.here), table.hosting
    for field, axes in (("development", (0, 1)), ("home", (0, 1)), ("tension", (0, 1, 2))):
        if anything(getattr(given, field) != 0):
            parts = [getattr(o.given, field) * o.scale * o.taken for o in table.offers]
            turn = turn.add_by_order(field, "agreed", table.by_state(parts), axes=axes)
    if not anything(host[0] + host[1] != 0):
        return turn
    guests = table.by_state([xp.maximum(o.given.journey, o.given.to_all) * o.reach for o in table.offers])
    full = number(xp.sum(xp.max(guests, axis=1), axis=0) > 1.5)
    part = full + (1.0 - full) * host[2]
    turn = turn.add("affinity", "hosted", host[0] * part)
    return turn.add("home", "hosted", host[1] * part)


def _make_news(turn: Turn, world: World) -> Turn:
    """Count what is signed as news, by the salience of the host."""
    table = turn.table
    news = [o.given.headline * o.scale * o.news * _salience(o, world) for o in table.offers]
    return turn.add_by_order("headline", "agreed", table.by_state(news), axes=(1, 2))


def _shut_out(turn: Turn, world: World) -> Turn:
    """Bind a state by an exclusive contract that it signed as it was."""
    table = turn.table
    xp = namespace(table.here)
    if not anything(table.given.exclusive > 0):
        return turn
    signed = [o.given.domain * (o.given.exclusive * o.offered * number(o.answer == ACCEPT)) for o in table.offers]
    quarters = xp.max(table.by_state(signed), axis=2) * float(world.rules.answers.lock_quarters)
    return turn.add("lock", "agreed", xp.maximum(quarters - turn.state.lock, xp.zeros_like(quarters)))


def _name(turn: Turn, world: World) -> Turn:
    """Let clauses that name a third party have their effects on tension and on the one who is named."""
    rules, shape = world.rules, turn.state.affinity.shape
    xp, found = namespace(turn.state.home), [named for items in turn.table.items if (named := _named_in(items, world))]
    if not found:
        return turn.put(named=xp.zeros((shape[0], *shape), dtype=xp.float32))

    def whole(name: str, *outer: int) -> Array:
        """Return numbers by power and state, (..., P, S, B)."""
        total = xp.zeros((*outer, *shape), dtype=xp.float32)
        for named in found:
            total = spread(getattr(named, name), named.pair, total)
        return total

    turn = turn.put(named=whole("provoking", shape[0]))
    turn = turn.add("tension", "clauses signed", rules.mood.tension_signed * xp.sum(whole("signed"), axis=(0, 1)))
    names = look_up(world.items.names, turn.table.item_id)
    turn = turn.add("tension", "clauses put", rules.mood.tension_tried * xp.sum(names, axis=(0, 1)))
    if not anything(names > 0):
        return turn
    blamed = xp.sum(whole("blamed", shape[0]), axis=1)
    turn = turn.add("affinity", "named", -rules.ties.named * blamed)
    return turn.add("naming", "signed", whole("count"))


class Named(NamedTuple):
    """How far the clauses of one sort name others, by state and statement (H, n); Q runs over those who are named."""

    pair: Array  # (H, n) the place among powers, states and games, (P, S, B)
    signed: Array  # (H, n) the squares of what was signed
    count: Array  # (H, n) clauses signed that name enough to be amended
    blamed: Array  # (Q, H, n) naming in those, by the one who is named
    provoking: Array  # (Q, H, n) how far what was signed, and what was only put, provokes the one who is named


def _named_in(put: Items, world: World) -> Named | None:
    """Return how far the clauses of one sort name others; None if none names anybody."""
    items, rules = world.items, world.rules.reactions
    xp, naming = namespace(put.item), look_up(items.naming, put.item)
    if not anything(naming > 0):
        return None
    softer, names = look_up(items.amended_naming, put.item), look_up(items.names, put.item)
    yes, amended = number(put.answer == ACCEPT), number(put.answer == AMEND)
    signed = (naming * naming)[:, None] * yes + (softer * softer)[:, None] * amended
    blame = (naming * names)[:, None] * yes
    aims = look_up(items.aims, put.item)[:, :, None]
    aimed = xp.sum(aims * signed, axis=1)
    tried = xp.sum(aims * (naming * naming * put.put[:, 0])[:, None], axis=1)
    return Named(
        pair=put.pair,
        signed=xp.sum(signed, axis=0),
        count=xp.sum(names[:, None] * yes, axis=0),
        blamed=xp.sum(aims * blame, axis=1),
        provoking=rules.named * aimed + rules.tried * tried,
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
    turn = turn.add("affinity", "spoken against", loss[:, None])
    news = xp.sum(given.headline * given.to_power, axis=1)
    turn = turn.add("headline", "spoke", news)
    caution = xp.max(xp.max(against * given.caution, axis=2), axis=1)
    turns = xp.max(xp.max(against * given.caution_turns, axis=2), axis=1)
    return turn.keep(
        caution=xp.maximum(state.caution, caution), wary=xp.maximum(state.wary, turns + number(turns > 0.5))
    )
