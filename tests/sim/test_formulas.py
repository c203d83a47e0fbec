"""Formulas: what is shown as a product is the number, for most terms and for the causes that are products."""

from collections import Counter

from game.sim.explain import explain_answers
from game.sim.formulas import formula_of_cause, formula_of_reason
from game.sim.ledger import Ledger
from game.sim.session import Session
from tests.engine.stage import scenario_of, world_of
from tests.sim.test_origins import bases_of

GAMES: tuple[tuple[str, dict[str, str]], ...] = (
    ("two-harbours", {"vesk": "winter_men", "halmar": "orators"}),
    ("central-asia-2024", {}),
    ("central-asia-2024", {"japan": "naming", "china": "exclusive_credit", "russia": "press"}),
)


def test_every_formula_gives_its_number_and_most_terms_have_one() -> None:
    shown: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for name, seats in GAMES:
        world = world_of(name)
        session = Session(world, seats, seed=5)
        while session.stage != "over":
            session.end_turn()
        for played in session.game.turns:
            for decision in explain_answers(played, world):
                for reason in decision.reasons:
                    if abs(reason.amount) < 1e-4:
                        continue
                    asked[reason.name] += 1
                    formula = formula_of_reason(decision, reason.name, played, world)
                    if formula is not None:
                        assert abs(formula.result - reason.amount) <= 2e-3 * abs(reason.amount) + 2e-6
                        assert all(factor.path in bases_of(name) for factor in formula.factors if factor.path)
                        shown[reason.name] += 1
    rates = {name: shown[name] / asked[name] for name in asked}
    for term in ("base", "affinity", "balance", "exclusivity", "repetition", "network", "backlash", "lock"):
        assert rates.get(term, 1.0) > 0.95, rates
    assert rates["benefit"] > 0.9, rates
    assert rates.get("third party", 1.0) > 0.5, rates
    assert rates.get("pressure", 1.0) > 0.5, rates
    assert "saturation" not in shown  # it is cut off at a ceiling


def test_causes_that_are_products_say_so() -> None:
    shown: Counter[tuple[str, str]] = Counter()
    asked: Counter[tuple[str, str]] = Counter()
    world = world_of("central-asia-2024")
    session = Session(world, seed=5)
    while session.stage != "over":
        session.end_turn()
    for played in session.game.turns:
        for change in Ledger(played.start, played.turn, world).all_stocks():
            for cause in change.causes:
                key = cause.name, cause.field
                asked[key] += 1
                formula = formula_of_cause(cause, change.place, played, world)
                if formula is not None:
                    assert abs(formula.result - cause.amount) <= 2e-3 * abs(cause.amount) + 2e-6
                    shown[key] += 1
    for key in (("income", "purse"), ("delivered", "delivered"), ("wear", "stock"), ("chance", "odds")):
        assert shown[key] > 0.9 * asked[key], key
    assert len(shown) > 8
    assert scenario_of("central-asia-2024").rules.building.luck > 0  # so that luck is among what is delivered
