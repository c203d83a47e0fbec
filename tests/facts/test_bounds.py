"""What must hold in every game: no jumps, shares that add up, sums that are what they say."""

import numpy as np
import pytest

from game.engine.chance import draw_shocks, run_keys
from game.engine.shares import current_shares
from game.engine.step import open_turn, put_offers, resolve
from game.model.state import State
from game.model.turn import Term
from game.model.world import World
from tests.facts.lab import GAMES, SEED, Put, games, orders, ready, try_turn, world

pytestmark = pytest.mark.facts


def _puts(of: World) -> list[Put]:
    """Return every order that any power could give."""
    names, found = of.names, []
    for p, power in enumerate(names.powers):
        for lever in of.levers.menus[p]:
            if of.levers.to_state[lever] > 0:
                here = of.levers.allowed[lever * len(names.states) : (lever + 1) * len(names.states)]
                targets = [state for state, can in zip(names.states, here, strict=True) if can > 0]
            else:
                targets = [names.powers[p - 1]] if of.levers.to_power[lever] > 0 else [""]
            found += [Put(power, names.levers[lever], target) for target in targets]
    return found


def test_no_lever_jumps() -> None:
    """H: no single order moves anybody's dependence by more than 3 points in a quarter.

    Rests on trade shares that moved 2 to 3 points a year. Every lever of every power, in every state.
    """
    of = world()
    quiet = current_shares(try_turn(of, games=64).state, of).dependence
    for put in _puts(of):
        moved = current_shares(try_turn(of, put, games=64).state, of).dependence - quiet
        assert np.abs(moved).max() < 0.03, put


def test_a_cancelled_visit_costs_little() -> None:
    """H: a journey called off costs less than .05 of trust and undoes nothing that was agreed.

    Rests on August 2024: the business forum met without the prime minister, the summit came 16 months later.
    """
    of, visit = world(), Put("japan", "visit", "kazakhstan")
    state = ready(of, GAMES)
    came, off = (_visit(of, state, visit, draw) for draw in (1.0, 0.0))
    plain = try_turn(of, state=state).state
    assert np.all(plain.trust - off.trust < 0.05)
    assert np.all(came.trust > off.trust - 1e-6)
    for field in ("pipeline", "signed", "ground"):
        assert np.allclose(getattr(off, field), getattr(plain, field), atol=1e-5)


def _visit(of: World, state: State, visit: Put, draw: float) -> State:
    shocks = draw_shocks(run_keys(SEED, range(GAMES)), 0, of)
    shocks = shocks.with_(cancel=np.full_like(shocks.cancel, draw), reaction=np.ones_like(shocks.reaction))
    turn = open_turn(state, shocks, 0, of)
    return resolve(put_offers(turn, orders(of, (visit,), GAMES), of), None, of).state


def test_shares_stay_on_the_simplex() -> None:
    """H: shares are never negative and add up to 1, in every domain, state, turn and game."""

    def extremes(states: list[State], of: World) -> dict[str, object]:
        shares = [current_shares(state, of).share for state in states]
        return {
            "least": np.min([share.min(axis=(0, 1, 2)) for share in shares], axis=0),
            "off": np.max([np.abs(share.sum(axis=1) - 1.0).max(axis=(0, 1)) for share in shares], axis=0),
        }

    kept = games(world(), keep=extremes).kept
    assert kept["least"].min() >= 0.0
    assert kept["off"].max() < 1e-5


def test_reasons_add_up() -> None:
    """H: the named terms of an offer are its whole utility.

    The rules decide on the sum rounded to 1/1024, so the terms may differ from it by half of that, and no more.
    """
    of = world()
    given = (Put("japan", "exclusive_deal", "uzbekistan"), Put("china", "loan", "kyrgyzstan"),
             Put("russia", "security_aid", "tajikistan"), Put("russia", "visit", "tajikistan"))  # fmt: skip
    shocks = draw_shocks(run_keys(SEED, range(GAMES)), 0, of)
    turn = put_offers(open_turn(ready(of, GAMES), shocks, 0, of, explain=True), orders(of, given, GAMES), of)
    terms = [entry for entry in turn.log or () if isinstance(entry, Term) and entry.decision == "offer"]
    assert len({term.name for term in terms}) == len(terms) >= 10
    total = sum(np.broadcast_to(term.amount, turn.table.utility.shape).astype(np.float64) for term in terms)
    off = np.abs(total - turn.table.utility)[turn.table.offered > 0]
    assert off.max() <= 0.5 / 1024 + 1e-5
