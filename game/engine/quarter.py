"""What happens in every quarter, whatever was ordered: works progress, shares drift, moods settle, cargo moves."""

from game.engine.numerics import anything_above_zero, exponential, logistic, namespace, number
from game.engine.shares import completion, current_dependence, stock_shares
from game.model.arrays import Array
from game.model.turn import Turn
from game.model.world import World

_SHUT = -10.0  # log-odds of a corridor that is halted


def load(turn: Turn, world: World) -> Array:
    """Return undelivered works over GDP, (S, B)."""
    xp = namespace(turn.state.pipeline)
    return xp.sum(turn.state.pipeline, axis=(0, 1, 2)) / world.states.gdp


def deliver(turn: Turn, world: World) -> Turn:
    """Move projects through their three stages; what leaves the third is delivered or lapses.

    An Erlang-3 pipeline: each stage passes on the same part a quarter. Crowded hosts are slower.
    """
    turn, done = _move_projects(turn, world)
    state, rules, xp = turn.state, world.rules.building, namespace(done)
    turn = turn.add("stock", "delivered", xp.concat([done, xp.zeros_like(done[:, :1])], axis=1))
    turn = turn.add("delivered", "delivered", xp.sum(done, axis=0))
    worth = xp.sum(xp.sum(done, axis=1) * world.domains.need, axis=0) / (world.states.gdp + rules.development_floor)
    turn = turn.add("development", "delivered", worth * (100.0 * rules.development))
    owed = xp.sum(state.debt, axis=0) / world.states.gdp
    turn = turn.add("development", "debt service", -rules.debt_service * owed)
    return _build_corridors(turn, world)


def _move_projects(turn: Turn, world: World) -> tuple[Turn, Array]:
    """Move projects through the pipeline, and return what is finished (K, P, S, B) bn USD."""
    state, rules = turn.state, world.rules.building
    xp = namespace(state.pipeline)
    over = xp.clip(load(turn, world) * (1.0 / rules.absorption) - 1.0, 0.0, None)
    leaving = state.pipeline * (world.powers.rate / (1.0 + rules.crowding * over))
    finished = xp.clip(completion(state, world) * (1.0 + rules.luck * turn.shocks.luck[turn.quarter]), 0.0, 1.0)
    done = leaving[2] * finished
    moved = leaving[:2, ...] - leaving[1:, ...]
    steps = {(0,): -leaving[0, ...], (1,): moved[0, ...], (2,): moved[1, ...]}
    return turn.add_at("pipeline", "building", steps), done


def _build_corridors(turn: Turn, world: World) -> Turn:
    """Move stages of corridors through the same pipeline."""
    state, corridors = turn.state, world.corridors
    if corridors.stages.shape[0] == 0:
        return turn
    xp = namespace(state.works)
    leaving = state.works * world.powers.rate[:, 0]
    done = xp.sum(leaving[2] * world.powers.completion[:, 0], axis=1)
    done = xp.minimum(done, xp.clip(corridors.stages - state.stages, 0.0, None))
    turn = turn.add("works", "building", xp.concat([-leaving[:1], leaving[:2] - leaving[1:]], axis=0))
    return turn.add("stages", "built", done)


def drift_shares(turn: Turn, world: World) -> Turn:
    """Wear stocks toward their start; let flows follow works, return to their start, and move by chance."""
    state, domains = turn.state, world.domains
    turn = turn.add("stock", "wear", domains.stock_wear * (domains.stock_anchor - state.stock))
    if state.odds.shape[0] == 0:
        return turn
    for flow, stock, rate in domains.follow:
        share = stock_shares(state.stock[stock, ...])
        pull = rate * (share[:-1, ...] - domains.share_anchor[stock, ...])
        turn = turn.add_at("odds", "follows works", {(flow,): pull})
    turn = turn.add("odds", "return", domains.odds_wear * (domains.odds_anchor - state.odds))
    return turn.add("odds", "chance", domains.odds_drift * turn.shocks.drift[turn.quarter])


def settle_moods(turn: Turn, world: World) -> Turn:
    """Let affinity return to its anchor and lean to its peers' (Friedkin and Johnsen 1990), and passions cool."""
    state, ties, mood = turn.state, world.rules.ties, world.rules.mood
    xp = namespace(state.affinity)
    peers = xp.mean(state.affinity, axis=1)[:, None] - state.affinity
    turn = turn.add("affinity", "peers", peers * (ties.keep * ties.peers))
    turn = turn.add("affinity", "return", (world.states.anchor - state.affinity) * (1.0 - ties.keep))
    kept = world.powers.completion + state.completion - state.trust
    turn = turn.add("trust", "record of delivery", kept * ties.trust_rate)
    turn = turn.add("backlash", "fades", state.backlash * (mood.backlash_keep - 1.0))
    turn = turn.add("grievance", "fades", state.grievance * (mood.grievance_keep - 1.0))
    turn = turn.add("hedging", "fades", state.hedging * (-1.0 / mood.reactance_quarters))
    turn = turn.add("tension", "return", (mood.tension - state.tension) * (1.0 - mood.tension_keep))
    turn = turn.add("home", "return", (world.states.home - state.home) * (1.0 - world.rules.moves.home_keep))
    if anything_above_zero(state.lock):
        turn = turn.add("lock", "runs out", -xp.minimum(state.lock, number(state.lock > 0)))
    return _breed_backlash(turn, world)


def _breed_backlash(turn: Turn, world: World) -> Turn:
    """Let the weight of a power in a domain breed a backlash against it."""
    for stock, above, rate in world.domains.heavy:
        share = stock_shares(turn.state.stock[stock, ...])
        over = namespace(share).clip(share[:-1, ...] - above, 0.0, None)
        turn = turn.add("backlash", "weight", over * rate)
    return turn


def ship_cargo(turn: Turn, world: World) -> Turn:
    """Let cargo move toward the cheaper corridors (logit choice with congestion), and transit pay the states."""
    state, corridors, rules = turn.state, world.corridors, world.rules.shipping
    if corridors.stages.shape[0] == 0:
        return turn
    xp = namespace(state.tonnage)
    capacity = corridors.capacity + corridors.stage_capacity * state.stages
    days = xp.clip(corridors.days - corridors.stage_days * state.stages, 1.0, None)
    full = state.tonnage / capacity
    full = full * full
    cost = corridors.price + rules.value_of_time * days * (1.0 + rules.congestion * full * full) + corridors.risk
    halted = number(state.halted > 0)
    draw = corridors.constant - rules.sensitivity * cost + _SHUT * halted
    weight = exponential(draw - xp.max(draw, axis=0))
    wanted = rules.market * weight / xp.sum(weight, axis=0)
    turn = turn.add("tonnage", "cargo moves", rules.adjustment * (wanted - state.tonnage))
    more = xp.clip(turn.state.tonnage - corridors.tonnage, 0.0, None)
    turn = turn.add("development", "transit", xp.sum(corridors.transit * more[:, None], axis=0))
    return turn.add("halted", "runs out", -xp.minimum(state.halted, halted))


def hold_votes(turn: Turn, world: World) -> Turn:
    """Hold the votes that fall in this quarter."""
    now = turn.number * world.quarters + turn.quarter + 1
    for vote, quarter in enumerate(world.votes.quarter):
        if quarter == now and vote in turn.shocks.ballot:
            turn = _vote(turn, vote, world)
    return turn


def _vote(turn: Turn, vote: int, world: World) -> Turn:
    """Let every state vote, and the powers take note."""
    yes, no, absent = ballots(turn, vote, world)
    position, hostile = world.votes.position[vote], world.votes.hostile[vote]
    stand = yes - no
    xp = namespace(stand)
    wanted = xp.sign(position) * stand
    agreed = position * stand - hostile * (1.0 - number(wanted > 0)) * (1.0 - absent)
    turn = turn.add("affinity", f"vote:{world.names.votes[vote]}", world.rules.voting.ties * agreed)
    return turn.add("opposed", f"vote:{world.names.votes[vote]}", number(position * stand < 0))


def ballots(turn: Turn, vote: int, world: World) -> tuple[Array, Array, Array]:
    """Return who votes yes, who no and who is absent, each (S, B); the others abstain.

    An ordinal choice with a wide middle (Bailey, Strezhnev and Voeten 2017): a state weighs what the powers want
    by its dependence on them, and fears those that call abstention hostile.
    """
    rules = world.rules.voting
    dependence = current_dependence(turn.state, world)
    xp = namespace(dependence)
    position, hostile = world.votes.position[vote], world.votes.hostile[vote]
    wish = xp.sum((position + xp.sign(position) * hostile) * dependence, axis=0)
    chance_yes = logistic((wish - rules.yes_above) / rules.width)
    chance_no = logistic((rules.no_below - wish) / rules.width)
    here = number(turn.shocks.attendance[vote] >= world.states.absent)
    draw = turn.shocks.ballot[vote]
    yes = number(draw < chance_yes) * here
    no = number(draw >= 1.0 - chance_no) * here * (1.0 - yes)
    return yes, no, 1.0 - here
