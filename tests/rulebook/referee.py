"""Plays a case of the rulebook and compares what it expects with what is found, in the words of the case."""

import ast
import math
import operator
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from game.engine.legality import REFUSALS
from game.engine.quarter import ballots
from game.engine.reacting import REACTIONS
from game.engine.scoring import reach, read, scores
from game.engine.shares import concentration, current_shares, pledged_shares
from game.model.state import State
from game.model.turn import ANSWERS, Term, Turn
from game.model.world import World
from tests.engine.stage import (
    NoSuchNameError,
    axes_of,
    axis_names,
    find,
    get,
    play,
    refusals,
    slots_with,
    start,
    variant,
    with_fields,
)

WHEN = {
    "income": "collect_income", "events": "strike_events", "orders": "place_orders", "moves": "make_moves",
    "weighing": "weigh_offers", "answers": "answer_offers", "signing": "sign_deals", "acting": "act_alone",
    "reactions": "react", "delivery": "deliver", "drift": "drift_shares", "moods": "settle_moods",
    "cargo": "ship_cargo", "votes": "hold_votes", "the turn": "end",
}  # fmt: skip
CASE_KEYS = ("case", "title", "rule", "note", "start", "length", "set", "given", "turns")
TURN_KEYS = ("orders", "answers", "chance", "after", "expect", "given")
CLOSE = 1e-4  # how far a number may be off: of its size, and in all
ROUNDED = 2e-3  # the same for utilities, which the rules round
CHANCES = 5e-4  # and for the chances that follow from them


class Found(NamedTuple):
    """One thing that a case expects, and what was found there."""

    where: str
    expected: Any
    found: Any
    before: float | None = None
    close: float = CLOSE


class Stage(NamedTuple):
    """What a case can look at: the turn at the time that it names, and the state before the turn."""

    turn: Turn
    before: State
    world: World


# --- numbers and comparisons ------------------------------------------------------------------------------------------

_BINARY: dict[type, Callable[[float, float], float]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}  # fmt: skip
_CALLS: dict[str, Callable[..., float]] = {"ln": math.log, "exp": math.exp, "min": min, "max": max}
_COMPARED: dict[str, Callable[[float, float], bool]] = {
    "more than ": operator.gt,
    "less than ": operator.lt,
    "at least ": lambda found, x: found >= x - 1e-6,
    "at most ": lambda found, x: found <= x + 1e-6,
}


def arithmetic(text: str) -> float:
    """Work out a sum written by hand: numbers, + - * / **, brackets, ln, exp, min, max."""
    return _value(ast.parse(text.strip(), mode="eval").body, text)


def _value(node: ast.AST, text: str) -> float:
    match node:
        case ast.Constant(value=int() | float()):
            return float(node.value)  # type: ignore[arg-type]
        case ast.UnaryOp(op=ast.USub()):
            return -_value(node.operand, text)
        case ast.BinOp() if type(node.op) in _BINARY:
            return float(_BINARY[type(node.op)](_value(node.left, text), _value(node.right, text)))
        case ast.Call(func=ast.Name(id=name)) if name in _CALLS:
            return float(_CALLS[name](*(_value(part, text) for part in node.args)))
    raise NoSuchNameError(f'cannot work out "{text}": write numbers, + - * / **, brackets, ln, exp, min, max')


def is_number(text: Any) -> bool:
    return isinstance(text, int | float) and not isinstance(text, bool)


def verdict(thing: Found) -> str | None:
    """Return a sentence on what is wrong, or None."""
    expected, found = thing.expected, thing.found
    if isinstance(expected, str) and not is_number(found):
        good = expected == found
    elif isinstance(expected, list):
        good = expected == list(found)[: len(expected)]
    else:
        good = _compare(expected, float(found), thing)
    if good:
        return None
    shown = f"{found:.6g}" if is_number(found) else found
    was = "" if thing.before is None else f" (before the turn: {thing.before:.6g})"
    return f"expected {thing.where} {_in_words(expected)}, found {shown}{was}"


def _in_words(expected: Any) -> str:
    if isinstance(expected, str) and expected.startswith("="):
        return f"{expected} = {arithmetic(expected[1:]):.6g}"
    return str(expected)


def _compare(expected: Any, found: float, thing: Found) -> bool:
    if is_number(expected):
        return _near(float(expected), found, thing.close)
    text = str(expected).strip()
    if text.startswith("="):
        return _near(arithmetic(text[1:]), found, thing.close)
    before = thing.before
    for word, check in _COMPARED.items():
        if text.startswith(word):
            return check(found, arithmetic(text[len(word) :]))
    if text.startswith("about "):
        middle, _, width = text[6:].partition(" within ")
        return abs(found - arithmetic(middle)) <= arithmetic(width)
    if before is None and text.split(" ")[0] in ("up", "down", "unchanged", "rises", "falls"):
        raise NoSuchNameError(f'"{text}" needs something that the state remembers from before the turn')
    if text == "unchanged":
        return found == before
    if text in ("rises", "falls"):
        return found > float(before or 0) if text == "rises" else found < float(before or 0)
    for word, sign in (("up ", 1.0), ("down ", -1.0)):
        if text.startswith(word):
            return _near(sign * arithmetic(text[len(word) :]), found - float(before or 0), thing.close)
    raise NoSuchNameError(f'cannot compare with "{text}"')


def _near(expected: float, found: float, close: float) -> bool:
    return abs(found - expected) <= close * max(1.0, abs(expected)) * (0.1 if close == CLOSE else 1.0) or (
        abs(found - expected) <= close * abs(expected)
    )


# --- what can be expected ---------------------------------------------------------------------------------------------


def leaves(wish: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield the ends of nested expectations with the names that lead there."""
    if isinstance(wish, Mapping):
        for name, inner in wish.items():
            yield from leaves(inner, (*path, str(name)))
    else:
        yield path, wish


def _each(path: tuple[str, ...], axes: str, world: World) -> Iterator[tuple[str, ...]]:
    """Spell out `each` in a path."""
    paths: list[tuple[str, ...]] = [()]
    for name, along in zip(path, axis_names(axes, world), strict=True):
        options = along if name == "each" else (name,)
        paths = [(*before, option) for before in paths for option in options]
    yield from paths


def _field(stage: Stage, field: str, wish: Any) -> Iterator[Found]:
    axes = axes_of(field)
    for path, expected in leaves(wish):
        if len(path) != len(axes):
            raise NoSuchNameError(f"{field} needs {len(axes)} names, but {' '.join(path) or 'none'} are given")
        for names in _each(path, axes, stage.world):
            now = get(stage.turn.state, stage.world, field, *names)
            before = get(stage.before, stage.world, field, *names)
            yield Found(" ".join((field, "/".join(names))), expected, now, before)


def _refused(stage: Stage, wish: Any) -> Iterator[Found]:
    for power, expected in wish.items():
        p = find(power, stage.world.names.powers, "power")
        listed = [expected] if isinstance(expected, str) else list(expected)
        yield Found(f"refusals of {power}", listed, refusals(stage.turn, p))
        for code in listed:
            find(code, [name for name, _ in REFUSALS], "refusal")


def _placed(stage: Stage, state: str, name: str) -> tuple[int, int, int, bool, int]:
    """Return where an order or item stands: power, slot, item, whether it is an item, state."""
    orders = stage.turn.orders
    assert orders is not None
    found = slots_with(name, orders, stage.world)
    if len(found) != 1:
        raise NoSuchNameError(f'"{name}" is ordered {len(found)} times in this turn; name one, such as "halmar 1"')
    return *found[0], find(state, stage.world.names.states, "state")


def _answer(stage: Stage, wish: Any) -> Iterator[Found]:
    for (state, name), expected in leaves(wish):
        find(expected, ANSWERS, "answer")
        p, j, i, is_item, s = _placed(stage, state, name)
        table = stage.turn.table
        code = table.item_answer[p, i, s, 0] if is_item else table.answer[p, j, s, 0]
        yield Found(f"the answer of {state} to {name}", expected, dict(enumerate(ANSWERS)).get(int(code), code))


def _chance(stage: Stage, wish: Any) -> Iterator[Found]:
    for (state, name, answer), expected in leaves(wish):
        p, j, i, is_item, s = _placed(stage, state, name)
        table = stage.turn.table
        two = [float(table.item_chance[k, p, i, s, 0] if is_item else table.chance[k, p, j, s, 0]) for k in (0, 1)]
        all_three = [*two, 1.0 - sum(two)]
        place = find(answer, ANSWERS, "answer")
        yield Found(f"the chance that {state} says {answer} to {name}", expected, all_three[place], close=CHANCES)


def _utility(stage: Stage, wish: Any, amended: bool = False) -> Iterator[Found]:
    for (state, name), expected in leaves(wish):
        p, j, i, is_item, s = _placed(stage, state, name)
        table = stage.turn.table
        kind = "amended" if amended else "utility"
        value = getattr(table, f"item_{kind}")[p, i, s, 0] if is_item else getattr(table, kind)[p, j, s, 0]
        yield Found(f"the utility of {name} for {state}", expected, float(value), close=ROUNDED)


def _terms(stage: Stage, wish: Any) -> Iterator[Found]:
    world = stage.world
    powers, states = len(world.names.powers), len(world.names.states)
    for (state, name, term), expected in leaves(wish):
        p, j, i, is_item, s = _placed(stage, state, name)
        kind, count, place = ("item", world.levers.item.shape[0], i) if is_item else ("offer", world.slots, j)
        notes = {note.name: note.amount for note in stage.turn.log or () if isinstance(note, Term)
                 and note.decision == kind}  # fmt: skip
        amount = notes.get(term)  # a term that is zero everywhere is left out
        value = 0.0
        if amount is not None:
            value = float(np.broadcast_to(np.asarray(amount), (powers, count, states, 2))[p, place, s, 0])
        elif expected != 0:
            find(term, notes, "term here")
        yield Found(f'the term "{term}" of {name} for {state}', expected, value)


def _reaction(stage: Stage, wish: Any) -> Iterator[Found]:
    for power, expected in wish.items():
        find(expected, REACTIONS, "reaction")
        code = stage.turn.table.reaction[find(power, stage.world.names.powers, "power"), 0]
        yield Found(f"the reaction of {power}", expected, dict(enumerate(REACTIONS)).get(int(code), code))


def _reaction_chance(stage: Stage, wish: Any) -> Iterator[Found]:
    for (power, kind), expected in leaves(wish):
        p, place = find(power, stage.world.names.powers, "power"), find(kind, REACTIONS, "reaction") - 1
        value = float(stage.turn.table.reaction_chance[place, p, 0])
        yield Found(f"the chance that {power} reacts by {kind}", expected, value, close=CHANCES)


def _provoked(stage: Stage, wish: Any) -> Iterator[Found]:
    for path, expected in leaves(wish):
        for power, state in _each(path, "PS", stage.world):
            p, s = (find(n, o, "name here") for n, o in zip((power, state), axis_names("PS", stage.world), strict=True))
            yield Found(f"how {power} is provoked in {state}", expected, float(stage.turn.table.provoked[p, s, 0]))


def _shares(stage: Stage, wish: Any, kind: str) -> Iterator[Found]:
    pledged, what = kind.startswith("pledged"), kind.removeprefix("pledged_")
    compute = pledged_shares if pledged else current_shares
    now, before = (compute(state, stage.world) for state in (stage.turn.state, stage.before))
    axes = "DQS" if what == "share" else "QS"
    for path, expected in leaves(wish):
        for names in _each(path, axes, stage.world):
            place = tuple(find(n, o, "name here") for n, o in zip(names, axis_names(axes, stage.world), strict=True))
            pair = [float(np.asarray(getattr(found, what))[(*place, 0)]) for found in (now, before)]
            yield Found(f"{kind} {'/'.join(names)}", expected, *pair)


def _concentration(stage: Stage, wish: Any) -> Iterator[Found]:
    found = concentration(current_shares(stage.turn.state, stage.world).share)
    for (domain, state), expected in leaves(wish):
        d, s = find(domain, stage.world.names.domains, "domain"), find(state, stage.world.names.states, "state")
        yield Found(f"concentration of {domain} in {state}", expected, float(found[d, s, 0]))


def _votes(stage: Stage, wish: Any) -> Iterator[Found]:
    for (vote, state), expected in leaves(wish):
        v, s = find(vote, stage.world.names.votes, "vote"), find(state, stage.world.names.states, "state")
        yes, no, absent = (bool(part[s, 0]) for part in ballots(stage.turn, v, stage.world))
        cast = "yes" if yes else "no" if no else "absent" if absent else "abstain"
        yield Found(f"the vote of {state} on {vote}", expected, cast)


def _scores(stage: Stage, wish: Any) -> Iterator[Found]:
    now, before = scores(stage.turn.state, stage.world), scores(stage.before, stage.world)
    for actor, expected in wish.items():
        seat = find(actor, stage.world.names.actors, "actor")
        yield Found(f"the score of {actor}", expected, float(now[seat, 0]), float(before[seat, 0]))


def _objectives(stage: Stage, wish: Any) -> Iterator[Found]:
    reading = read(stage.turn.state, stage.world)
    for (actor, objective), expected in leaves(wish):
        wanted = stage.world.seats[find(actor, stage.world.names.actors, "actor")].objectives
        place = find(objective, [entry.id for entry in wanted], "objective")
        yield Found(f"how far {actor} reaches {objective}", expected, float(reach(reading, wanted[place])[0]))


def _moves(stage: Stage, wish: Any) -> Iterator[Found]:
    names = (*stage.world.names.moves, "none")
    for state, expected in wish.items():
        find(expected, names, "own move")
        made = int(stage.turn.state.past_move[0, find(state, stage.world.names.states, "state"), 0])
        yield Found(f"the own move of {state}", expected, names[made])


def _size_of_offer(stage: Stage, wish: Any) -> Iterator[Found]:
    for (state, name), expected in leaves(wish):
        p, j, _, _, s = _placed(stage, state, name)
        yield Found(f"the value of {name} for {state}", expected, float(stage.turn.table.value[p, j, s, 0]))


EXPECTATIONS = {
    "refused": _refused, "answer": _answer, "chance of": _chance, "utility": _utility, "terms": _terms,
    "amended utility": lambda stage, wish: _utility(stage, wish, amended=True),
    "reaction": _reaction, "reaction chance": _reaction_chance, "provoked": _provoked,
    "share": lambda stage, wish: _shares(stage, wish, "share"),
    "dependence": lambda stage, wish: _shares(stage, wish, "dependence"),
    "pledged share": lambda stage, wish: _shares(stage, wish, "pledged_share"),
    "pledged dependence": lambda stage, wish: _shares(stage, wish, "pledged_dependence"),
    "concentration": _concentration, "vote": _votes, "score": _scores, "objective": _objectives, "move": _moves,
    "value": _size_of_offer,
}  # fmt: skip


# --- playing a case ---------------------------------------------------------------------------------------------------


def judge(case: Mapping[str, Any]) -> list[str]:
    """Play a case; return what is wrong, one sentence each."""
    for key in case:
        find(key, (*CASE_KEYS, *TURN_KEYS), "part of a case")
    world = variant(case["start"], case.get("set") or {}, case.get("length"))
    state = start(world, **(case.get("given") or {}))
    rounds = case.get("turns") or [{key: case[key] for key in TURN_KEYS if key in case and key != "given"}]
    wrong: list[str] = []
    for number, part in enumerate(rounds):
        for key in part:
            find(key, TURN_KEYS, "part of a turn")
        state = with_fields(state, part.get("given") or {}, world)
        seen = play(
            world, state, part.get("orders"), answer=part.get("answers"), chance=part.get("chance"), number=number
        )
        stage = Stage(_at(seen, part.get("after", "the turn")), state, world)
        turn = f"in turn {number + 1}, " if len(rounds) > 1 else ""
        wrong += [
            turn + sentence for thing in _expected(stage, part.get("expect") or {}) if (sentence := verdict(thing))
        ]
        state = seen["end"].state
    return wrong


def _at(seen: Mapping[str, Turn], when: str) -> Turn:
    phase, _, quarter = str(when).partition(" in quarter ")
    found = WHEN[list(WHEN)[find(phase, WHEN, "time in a turn")]]
    return seen[f"{found} {quarter}" if quarter else found]


def _expected(stage: Stage, wishes: Mapping[str, Any]) -> Iterator[Found]:
    for name, wish in wishes.items():
        if name in EXPECTATIONS:
            yield from EXPECTATIONS[name](stage, wish)
        else:
            yield from _field(stage, name, wish)
