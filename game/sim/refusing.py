"""Why an order or an answer cannot be taken: the engine's own conditions, told with numbers and a way out.

Whether an order is legal is decided by the very phase that will place it, on a
copy that is thrown away. Nothing here changes a game.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from game.engine.legality import REFUSALS
from game.engine.moves import make_moves
from game.engine.orders import place_orders
from game.engine.view import observe
from game.model.arrays import convert
from game.model.turn import ANSWERS, SIZES, Orders, Turn
from game.model.world import World
from game.policy.turns import decide_orders
from game.scenario.problems import nearest, suggest
from game.sentence import Amount, Listed, Sentence, counted, phrase
from game.sim.desk import decided
from game.sim.order import Answer, Order, Refusal, Written, items_of
from game.sim.reasons import Breach, effort, listed, price, reason, savings, title, told

__all__ = ["OrdersSoFar", "refuse_answer", "refuse_order", "refuse_orders", "stack_orders", "well_formed"]


class OrdersSoFar(NamedTuple):
    """What a new order joins."""

    turn: Turn  # opened, and nothing ordered
    mine: tuple[Order, ...]  # what the same actor has ordered before
    world: World


def well_formed(entry: Any) -> bool:
    """Tell whether an order or an answer holds texts and numbers where it should."""
    if isinstance(entry, Answer):
        texts = (entry.actor, entry.power, entry.answer, entry.item)
        return all(isinstance(text, str) for text in texts) and _is_small(entry.slot) and type(entry.slot) is int
    if not isinstance(entry, Order):
        return False
    items = () if entry.items is None else entry.items
    return (
        all(isinstance(text, str) for text in (entry.actor, entry.lever, entry.target))
        and _is_small(entry.size)
        and isinstance(items, tuple)
        and all(isinstance(item, str) for item in items)
    )


def _is_small(number: Any) -> bool:
    """Tell whether something is a number that can be worked with and told."""
    return type(number) is float or (type(number) is int and abs(number) < 1_000_000)


def refuse_order(order: Order, so_far: OrdersSoFar) -> Refusal | None:
    """Return why an order cannot join those of its actor, or None if it can."""
    names = so_far.world.names
    if order.actor in names.powers:
        return refuse_orders([[order]], so_far)[0]
    return _refuse_move(order, so_far)


# --- what is written wrongly


def _refuse_ids(order: Order, so_far: OrdersSoFar) -> Refusal | None:
    """Check the words of a power's order: its lever, target, size and items."""
    names, world = so_far.world.names, so_far.world
    own = _menu(order.actor, world)
    if order.lever not in names.levers:
        return _no(order, "unknown", f"There is no lever {quoted(order.lever)}.", suggest(order.lever, own, "yours"))
    if order.lever not in own:
        return _refuse_user(order, own, world)
    lever = names.levers.index(order.lever)
    if order.size not in SIZES:
        return _refuse_size(order)
    refusal = _refuse_target(order, lever, world) or _refuse_items(order, lever, world)
    if refusal is None and len(so_far.mine) >= world.slots:
        given = tuple(told(mine, world) for mine in so_far.mine)
        sentence = counted(
            "The order of this turn is taken: {orders}.", "All {count} orders of this turn are taken: {orders}.",
            world.slots, orders=Listed(given, given),
        )  # fmt: skip
        return _no(order, "slot", sentence, phrase("Withdraw one of them."))
    return refusal


def _refuse_user(order: Order, own: Sequence[str], world: World) -> Refusal:
    who, what = title("actors", order.actor, world), title("levers", order.lever, world)
    sentence = phrase("{who} cannot use {what}.", who=who, what=what)
    return _no(order, "user", sentence, phrase("Yours: {levers}.", levers=listed("levers", own, world)))


def _refuse_size(order: Order) -> Refusal:
    known = ", ".join(f"{size:g}" for size in SIZES)
    close = min(SIZES, key=lambda size: abs(size - order.size)) if order.size == order.size else 1.0
    return _no(order, "size", f"There is no size {order.size:g}.", f"The nearest is {close:g}; known: {known}.")


def _refuse_target(order: Order, lever: int, world: World) -> Refusal | None:
    names, levers = world.names, world.levers
    name = title("levers", order.lever, world)
    if float(levers.to_power[lever]) > 0:
        others = tuple(power for power in names.powers if power != order.actor)
        return _refuse_name(order, others, f"{name} is put to another power", "powers")
    if float(levers.to_state[lever]) < 1:
        if order.target:
            return _no(order, "target", f"{name} has no single target.", "Leave the target out.")
        return None
    allowed = np.asarray(levers.allowed).reshape(-1, len(names.states))[lever] > 0.5
    open_ = tuple(state for state, may in zip(names.states, allowed, strict=True) if may)
    if order.target in names.states and order.target not in open_:
        where = title("actors", order.target, world)
        sentence = phrase("{lever} cannot be put to {where}.", lever=name, where=where)
        return _no(order, "target", sentence, phrase("Only to: {states}.", states=listed("actors", open_, world)))
    return _refuse_name(order, open_, f"{name} is put to a state", "states")


def _refuse_name(order: Order, known: Sequence[str], what: str, kind: str) -> Refusal | None:
    if order.target in known:
        return None
    found = f", and {quoted(order.target)} is none of them" if order.target else ""
    near = nearest(order.target, known)
    hint = f"Did you mean {near!r}?" if near else f"Known {kind}: {', '.join(known)}."
    return _no(order, "target", f"{what}{found}.", hint)


def _refuse_items(order: Order, lever: int, world: World) -> Refusal | None:
    carried, name = items_of(lever, world), title("levers", order.lever, world)
    if order.items is None:
        return None
    if not carried:
        return _no(order, "items", f"{name} carries no items.", "Leave the items out.") if order.items else None
    wrong = [item for item in order.items if item not in carried]
    if wrong:
        return _no(order, "items", f"{name} has no item {quoted(wrong[0])}.", suggest(wrong[0], carried, "its items"))
    if not order.items:
        sentence = phrase("{lever} needs at least one item.", lever=name)
        return _no(order, "items", sentence, phrase("Its items: {items}.", items=listed("items", carried, world)))
    if len(set(order.items)) < len(order.items):
        return _no(order, "items", f"An item of {name} is named twice.", "Name each item once.")
    return None


# --- what breaks a rule


def stack_orders(policies: Mapping[str, Written], turn: Turn, world: World) -> Orders:
    """Return the orders of all seats as arrays; a seat without a policy orders nothing."""
    seats = [policies.get(actor, Written()) for actor in world.names.actors]
    return decide_orders(turn, seats, [None] * len(seats), world)


def refuse_orders(groups: Sequence[Sequence[Order]], so_far: OrdersSoFar) -> tuple[Refusal | None, ...]:
    """Return for each group of new orders of one power the first that could not join those given before, and why.

    The groups are judged side by side; each is the only one that is new.
    """
    found = [_first_misread(group, so_far) for group in groups]
    sound = [at for at, refusal in enumerate(found) if refusal is None]
    for at, refusal in zip(sound, _judge([groups[at] for at in sound], so_far), strict=True):
        found[at] = refusal
    return tuple(found)


def _first_misread(group: Sequence[Order], so_far: OrdersSoFar) -> Refusal | None:
    """Return the refusal of the first order of a group that is written wrongly."""
    refusals = (
        _refuse_ids(order, so_far._replace(mine=(*so_far.mine, *group[:place]))) for place, order in enumerate(group)
    )
    return next((refusal for refusal in refusals if refusal is not None), None)


def _judge(groups: Sequence[Sequence[Order]], so_far: OrdersSoFar) -> tuple[Refusal | None, ...]:
    """Let the engine judge groups of orders side by side, each after those of its actor that were given before."""
    if not groups:
        return ()
    world, turn = so_far.world, so_far.turn.with_(log=None)
    seat = world.names.actors.index(groups[0][0].actor)
    trays = [so_far.mine, *((*so_far.mine, *group) for group in groups)]
    view = observe(turn, seat, np.zeros(turn.state.purse.shape[-1], np.uint64), world)
    state, shocks = convert((turn.state, turn.shocks), lambda array: np.repeat(array[..., :1], len(trays), axis=-1))
    placed = place_orders(turn.with_(state=state, shocks=shocks, orders=decided(trays, view)), world)
    codes = np.asarray(placed.table.refusal)[seat, len(so_far.mine) :, 1:]
    left = tuple(float(np.asarray(held)[seat, 0]) for held in (placed.state.purse, placed.state.capital))
    found: list[Refusal | None] = []
    for at, group in enumerate(groups):
        broken = next((place for place in range(len(group)) if codes[place, at] > 0), None)
        found.append(None if broken is None else _broken(group, broken, int(codes[broken, at]), left, so_far))
    return tuple(found)


def _broken(group: Sequence[Order], place: int, code: int, left: tuple[float, ...], so_far: OrdersSoFar) -> Refusal:
    """Return the refusal of one order of a group by a rule's code, given what the orders before the group leave."""
    world, earlier = so_far.world, group[:place]
    money = left[0] - sum(price(order, so_far.turn, world) for order in earlier)
    capital = left[1] - sum(effort(order, world) for order in earlier)
    rule, plain = REFUSALS[code]
    breach = Breach(group[place], (*so_far.mine, *earlier), money, capital, so_far.turn, world)
    sentence, hint = reason(rule, breach) or (plain, "")
    return _no(group[place], rule, sentence, hint)


# --- own moves and answers


def _refuse_move(order: Order, so_far: OrdersSoFar) -> Refusal | None:
    """Check the own move of a state."""
    world, names = so_far.world, so_far.world.names
    state = names.states.index(order.actor)
    own = tuple(names.moves[i] for i in world.moves.menus[state])
    if order.lever not in names.moves:
        return _no(order, "unknown", f"There is no own move {quoted(order.lever)}.", suggest(order.lever, own, "yours"))
    move = names.moves.index(order.lever)
    if order.lever not in own:
        return _refuse_user(order, own, world)
    name = title("levers", order.lever, world)
    if order.size != 1.0 or order.items:
        code = "size" if order.size != 1.0 else "items"
        return _no(order, code, "An own move has neither size nor items.", "Leave them out.")
    if float(world.moves.to_power[move]) > 0:
        refusal = _refuse_name(order, names.powers, f"{name} is for a power", "powers")
        if refusal:
            return refusal
    elif order.target:
        return _no(order, "target", f"{name} has no target.", "Leave the target out.")
    if so_far.mine:
        made = told(so_far.mine[0], world)
        sentence = phrase("There is one own move a turn. This turn's is {move}.", move=made)
        return _no(order, "slot", sentence, phrase("Withdraw it first."))
    return _refuse_move_by_rule(order, so_far, state, move)


def _refuse_move_by_rule(order: Order, so_far: OrdersSoFar, state: int, move: int) -> Refusal | None:
    """Let the engine make the move on a copy, and see whether it stood."""
    world, turn = so_far.world, so_far.turn.with_(log=None)
    orders = stack_orders({order.actor: Written((order,))}, turn, world)
    if int(np.asarray(make_moves(turn.with_(orders=orders), world).state.past_move)[0, state, 0]) == move:
        return None
    needed, left = float(world.moves.capital[move]), float(np.asarray(turn.state.attention)[state, 0])
    if needed <= left:
        pause = int(world.moves.pause[move])
        sentence = counted(
            "{move} can be made every {count} turn, and it was made too lately.",
            "{move} can be made every {count} turns, and it was made too lately.", pause, move=told(order, world),
        )  # fmt: skip
        return _no(order, "pause", sentence, phrase("Make another move this turn."))
    sentence = phrase(
        "{order} takes {needed} points of political capital; there are {left}.",
        order=told(order, world), needed=Amount(needed), left=Amount(left),
    )  # fmt: skip
    income, most = (
        float(np.asarray(getattr(world.states, f"capital_{name}"))[state, 0]) for name in ("income", "most")
    )
    return _no(order, "capital", sentence, savings(needed, left, income, most, "points"))


def refuse_answer(answer: Answer, turn: Turn, world: World) -> Refusal | None:
    """Return why an answer cannot be given to the offers that lie on the table, or None if it can."""
    names = world.names
    if answer.answer not in ANSWERS:
        return _no(answer, "answer", f"There is no answer {quoted(answer.answer)}.", suggest(answer.answer, ANSWERS))
    if answer.power not in names.powers:
        return _no(answer, "power", f"There is no power {quoted(answer.power)}.", suggest(answer.power, names.powers))
    power, state = names.powers.index(answer.power), names.states.index(answer.actor)
    open_ = offers_of(turn, power, state, world)
    asked = answer.item or answer.slot
    if asked not in open_:
        what = f"item {quoted(answer.item)}" if answer.item else f"offer in slot {answer.slot}"
        who, where = title("actors", answer.power, world), title("actors", answer.actor, world)
        sentence = f"{who} has put no {what} to {where} this turn."
        listed = ", ".join(f"slot {key}" if isinstance(key, int) else key for key in open_)
        return _no(answer, "offer", sentence, f"There is: {listed}." if open_ else "It has put nothing to answer.")
    if answer.answer == "amend" and not open_[asked]:
        return _no(answer, "amend", phrase("There is nothing in it to amend."), phrase("Accept it or decline it."))
    return None


def offers_of(turn: Turn, power: int, state: int, world: World) -> dict[int | str, bool]:
    """Return what a power has put to a state, by slot (from 1) or item, and whether it can be amended."""
    table = turn.table
    found: dict[int | str, bool] = {}
    for slot in range(world.slots):
        if float(np.asarray(table.offered)[power, slot, state, 0]) < 0.5:
            continue
        if float(np.asarray(table.item_slot)[power, slot, 0]) < 0.5:
            found[slot + 1] = bool(np.asarray(table.chance)[1, power, slot, state, 0] > 0)
            continue
        for place, item in enumerate(np.asarray(table.item_id)[power, :, 0]):
            if item < len(world.names.items):
                found[world.names.items[int(item)]] = bool(np.asarray(table.item_chance)[1, power, place, state, 0] > 0)
    return found


# --- words


def quoted(word: str) -> str:
    """Repeat what somebody wrote, shortened if it is long."""
    return repr(word if len(word) <= 40 else word[:40] + "...")


def _no(order: Order | Answer, code: str, sentence: str, hint: str = "") -> Refusal:
    hint = hint if isinstance(hint, Sentence) else hint[:1].upper() + hint[1:]
    return Refusal(code, order, sentence, hint)


def _menu(actor: str, world: World) -> tuple[str, ...]:
    return tuple(world.names.levers[i] for i in world.levers.menus[world.names.powers.index(actor)])
