"""The chronicle of one game: a transcript for reading, in plain text.

Turn by turn: what happened, what was offered and how it was answered, and
why; at the end what every seat wanted and got. The text follows from the game
alone, so that it can be kept as a golden transcript.
"""

from collections.abc import Iterator

import numpy as np

from game.engine.quarter import ballots
from game.model.world import World
from game.report.ending import ending_lines
from game.report.layout import Paragraph, Part, Rule, lay_out
from game.report.offers import offer_lines, order_words
from game.report.phrases import (
    actor,
    leading_causes,
    listed,
    percent,
    quarter_name,
    title,
    turn_name,
)
from game.sentence import money, plain, signed
from game.sim.explain import Reaction, RefusedOrder, explain_answers, explain_reactions, explain_refused_orders
from game.sim.ledger import Ledger
from game.sim.live import Game, PlayedTurn

_LABEL = 14
_NOTHING = 0.00005  # bn USD: what is less is not told


def chronicle(game: Game, world: World, columns: int | None = None) -> str:
    """Return the readable transcript of one game.

    Parameters
    ----------
    game : from `sim.live.play_game`.
    world : its scenario.
    columns : of the terminal that shows it; None for a file.

    Examples
    --------
    >>> import game
    >>> from game.sim.live import play_game
    >>> world = game.prepare(game.load("two-harbours").scenario, "three")
    >>> played = play_game(world, game.default_policies(world), seed=1)
    >>> "Halmar" in game.chronicle(played, world)
    True
    """
    lines: list[Part] = [*_header(game, world)]
    for played in game.turns:
        lines += ["", *_turn(played, world)]
    return lay_out([*lines, "", *ending_lines(game, world)], columns) + "\n"


def entry(label: str, text: str) -> list[Part]:
    """Return a paragraph with its label in the margin; a longer label is parted by a colon."""
    margin = f"  {label:<{_LABEL - 2}}" if len(label) < _LABEL - 2 else f"  {label}: "
    return [Paragraph(text, margin, " " * _LABEL)]


def _header(game: Game, world: World) -> Iterator[Part]:
    names, quarters = world.names, world.turns * world.quarters
    last = quarter_name(world.first, quarters - 1)
    yield f"{names.scenario}: {title('lengths', world.length, world)}, {world.first} to {last}, {world.turns} turns"
    yield f"seed {game.seed}, run {game.run}"
    yield from entry(
        "Seats", "; ".join(f"{actor(n, world)}: {p}" for n, p in zip(names.actors, game.players, strict=True)) + "."
    )


def _turn(played: PlayedTurn, world: World) -> list[Part]:
    """Return the parts of one turn."""
    turn, names = played.turn, world.names
    ledger = Ledger(played.start, turn, world)
    decisions = explain_answers(played, world)
    head = turn_name(turn.number, world)
    lines: list[Part] = [Rule(head, f"turn {turn.number + 1} of {world.turns}")]
    lines += _events(played, world)
    lines += _moves(played, world)
    refused = explain_refused_orders(played, world)
    for power in names.powers:
        texts = list(offer_lines(power, played, decisions, world))
        texts += [_refused(order, world) for order in refused if order.power == power]
        for at, text in enumerate(texts or ["orders nothing."]):
            lines += entry(actor(power, world) if at == 0 else "", text)
    lines += _reactions(played, world)
    lines += _votes(played, world)
    lines += _delivered(ledger, world)
    lines += _corridors(ledger, world)
    tension = ledger.change("tension")
    lines += entry("Tension", f"{plain(tension.after)}{_moved(tension.amount, tension.causes, world)}.")
    return lines + entry("Scores", "; ".join(_scores(ledger, world)) + ".")


def _moved(by: float, causes: tuple[object, ...], world: World) -> str:
    why = leading_causes(causes, world, 2)  # type: ignore[arg-type]
    return f" ({signed(by)}{': ' + why if why else ''})"


def _events(played: PlayedTurn, world: World) -> list[Part]:
    shocks, names = played.turn.shocks, world.names
    found = []
    for event in np.flatnonzero(np.asarray(shocks.happened)[:, 0]):
        where = [actor(names.states[s], world) for s in np.flatnonzero(np.asarray(shocks.struck)[event, :, 0])]
        found.append(title("events", names.events[event], world) + (f" ({listed(where)})" if where else ""))
    return entry("Events", "; ".join(found) + ".") if found else []


def _moves(played: PlayedTurn, world: World) -> list[Part]:
    names, state, found = world.names, played.turn.state, []
    for at, name in enumerate(names.states):
        move = int(state.past_move[0, at, 0])
        if move == len(names.moves):
            continue
        court = int(state.past_court[0, at, 0])
        whom = f" ({actor(names.powers[court], world)})" if float(world.moves.to_power[move]) > 0 else ""
        found.append(f"{actor(name, world)}: {title('levers', names.moves[move], world)}{whom}")
    return entry("Own moves", "; ".join(found) + ".") if found else []


def _refused(order: RefusedOrder, world: World) -> str:
    numbers = f" (has {order.has:.2f}, needs {order.needs:.2f})" if order.has is not None else ""
    words = order_words(order.lever, order.target, world) if order.lever else "An order"
    return f"{words} is not allowed: {order.sentence[:-1]}{numbers}."


def _reactions(played: PlayedTurn, world: World) -> list[Part]:
    found = [_reaction(r, world) for r in explain_reactions(played, world) if r.reaction != "nothing"]
    return entry("Reactions", " ".join(found)) if found else []


def _reaction(reaction: Reaction, world: World) -> str:
    power = actor(reaction.power, world)
    place = actor(reaction.place, world) if reaction.place else "the region"
    chance = next(option.chance for option in reaction.options if option.name == reaction.reaction)
    does = {
        "words": f"protests against {actor(reaction.by, world)}" if reaction.by else "protests",
        "counter-offer": f"prepares a better offer to {place}",
        "pressure": f"presses {place}",
    }[reaction.reaction]
    return f"{power} {does} (provoked {plain(reaction.provoked)}, most in {place}; chance {percent(chance)})."


def votes_held(played: PlayedTurn, world: World) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Yield the votes of a turn, and which states voted how."""
    names = world.names
    for turn in played.quarters:
        now = turn.number * world.quarters + turn.quarter + 1
        for vote, quarter in enumerate(world.votes.quarter):
            if quarter != now:
                continue
            yes, no, absent = (part[:, 0] > 0 for part in ballots(turn, vote, world))
            groups = {"yes": yes, "no": no, "abstaining": ~(yes | no | absent), "absent": absent}
            yield (
                names.votes[vote],
                {how: [names.states[s] for s in np.flatnonzero(who)] for how, who in groups.items()},
            )


def _votes(played: PlayedTurn, world: World) -> list[Part]:
    lines = []
    for vote, groups in votes_held(played, world):
        told = [f"{how.capitalize()} {listed(actor(s, world) for s in who)}" for how, who in groups.items() if who]
        lines += entry("Vote", f"{title('votes', vote, world)}: {'; '.join(told)}.")
    return lines


def _delivered(ledger: Ledger, world: World) -> list[Part]:
    changes, found = ledger.changes("delivered"), []
    for power in world.names.powers:
        here = [change for change in changes if change.place[0] == power]
        total = sum(change.amount for change in here)
        if total < _NOTHING:
            continue
        most = max(here, key=lambda change: change.amount)
        found.append(
            f"{actor(power, world)} {money(total)} (most in {actor(most.place[1], world)}, {money(most.amount)})"
        )
    return entry("Delivered", f"{'; '.join(found)}.") if found else []


def _corridors(ledger: Ledger, world: World) -> list[Part]:
    found = []
    for at, name in enumerate(world.names.corridors):
        tonnage, stages = ledger.change("tonnage", name), ledger.change("stages", name)
        shut = ", shut" if float(ledger.turn.state.halted[at, 0]) > 0 else ""
        built = f", {plain(stages.after)} stages ({signed(stages.amount)})" if stages.after > 0.005 else ""
        more = f" ({signed(tonnage.amount)})" if abs(tonnage.amount) >= 0.005 else ""
        text = f"{title('corridors', name, world)} {plain(tonnage.after, 1)}{more}{built}{shut}"
        found.append(text)
    return entry("Corridors", f"Mt a year: {'; '.join(found)}.") if found else []


def _scores(ledger: Ledger, world: World) -> Iterator[str]:
    for change in ledger.scores():
        why = leading_causes(change.causes, world, 1, least=0.05)
        yield (
            f"{actor(change.place[0], world)} {plain(change.after, 1)} ({signed(change.amount, 1)}"
            f"{': ' + why if why else ''})"
        )
