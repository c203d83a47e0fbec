"""One game for other programs: all that its chronicle tells, unrounded and with every cause."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import numpy as np

from game.model.world import World
from game.report.chronicle import votes_held
from game.report.phrases import quarter_name
from game.sim.explain import explain_answers, explain_reactions, explain_refused_orders
from game.sim.ledger import Change, Ledger
from game.sim.live import Game, PlayedTurn

__all__ = ["game_json"]

_STOCKS = ("affinity", "delivered", "tension", "tonnage", "stages")


def game_json(game: Game, world: World) -> list[dict[str, Any]]:
    """Return one entry a turn.

    Parameters
    ----------
    game : from `sim.live.play_game`.
    world : its scenario.

    Returns
    -------
    list of dict
        `turn` (from 1) and its first `quarter`; `events` with the states that they struck; `moves` of the states;
        `answers` (`sim.explain.Decision`): the order, the reasons that sum to the utility, chances, draw, answer, and
        for a refusal what would have turned it; `refused` orders (`RefusedOrder`); `reactions` (`Reaction`);
        `votes`; `changes` (`sim.ledger.Change`) of scores, dependence, affinity, deliveries, tension and
        corridors, each with the causes that sum to it.
    """
    return [_turn(played, world) for played in game.turns]


def _turn(played: PlayedTurn, world: World) -> dict[str, Any]:
    turn = played.turn
    return {
        "turn": turn.number + 1,
        "quarter": quarter_name(world.first, turn.number * world.quarters),
        "events": list(_events(played, world)),
        "moves": list(_moves(played, world)),
        "answers": [asdict(decision) for decision in explain_answers(played, world)],
        "refused": [asdict(order) for order in explain_refused_orders(played, world)],
        "reactions": [asdict(reaction) for reaction in explain_reactions(played, world)],
        "votes": [{"vote": vote, **groups} for vote, groups in votes_held(played, world)],
        "changes": [asdict(change) for change in _changes(Ledger(played.start, turn, world))],
    }


def _events(played: PlayedTurn, world: World) -> Iterator[dict[str, Any]]:
    shocks, names = played.turn.shocks, world.names
    for event in np.flatnonzero(np.asarray(shocks.happened)[:, 0]):
        struck = np.flatnonzero(np.asarray(shocks.struck)[event, :, 0])
        yield {"event": names.events[event], "states": [names.states[state] for state in struck]}


def _moves(played: PlayedTurn, world: World) -> Iterator[dict[str, Any]]:
    names, state = world.names, played.turn.state
    for at, name in enumerate(names.states):
        move = int(state.past_move[0, at, 0])
        if move < len(names.moves):
            to_power = float(world.moves.to_power[move]) > 0
            target = names.powers[int(state.past_court[0, at, 0])] if to_power else None
            yield {"state": name, "move": names.moves[move], "target": target}


def _changes(ledger: Ledger) -> Iterator[Change]:
    yield from ledger.scores()
    yield from ledger.dependence()
    for field in _STOCKS:
        yield from ledger.changes(field)
