"""A question after the causes of a number: what is asked about, how it stood, and why it moved in a turn."""

from dataclasses import dataclass

from game.model.state import State
from game.report.story import Reference, moved_most
from game.sim.explain import Decision, Weighing, explain_answers
from game.sim.history import level_of
from game.sim.ledger import Change
from game.ui.match import Match
from game.ui.stage import Spot
from game.ui.words import _, money, number, percent, points
from game.ui.words import change as changed

__all__ = ["Question", "level", "of_reference", "spot_of"]

_LENSES = {
    "dependence": "dependence", "share": "domain", "partners": "balance", "affinity": "affinity", "trust": "affinity",
    "backlash": "affinity", "tonnage": "corridors", "stages": "corridors", "halted": "corridors",
    "pressure": "pressure", "grievance": "pressure", "tension": "pressure",
}  # fmt: skip
_MONEY = ("purse", "signed", "delivered")


@dataclass(frozen=True)
class Question:
    """What is asked about.

    A `measure` is a field of the state, `dependence`, `partners` or `score`, or `turn` for all that moved in it;
    `place` are ids along its axes; `turn` is the turn whose change is explained, from 0. With a `weighing` it is a
    decision, and `term` one of its reasons.
    """

    measure: str
    place: tuple[str, ...] = ()
    turn: int = -1
    weighing: Weighing | None = None
    term: str = ""

    @property
    def is_share(self) -> bool:
        """Whether it is written in percent."""
        return self.measure in ("dependence", "share")

    @property
    def key(self) -> str:
        """Its measure and place, for the ids of rows."""
        return " ".join((self.measure, *self.place))

    @property
    def factor(self) -> float:
        """By what it is multiplied where it is drawn."""
        return 100.0 if self.is_share else 1.0

    def title(self, match: Match) -> str:
        """Return what is asked about, in words."""
        if self.weighing is not None:
            what = match.title("levers", self.weighing.order.lever)
            return _("{state} on {what}").format(state=match.name(self.weighing.state), what=what)
        if self.measure == "turn":
            return _("All that moved in {turn}").format(turn=match.turn_words(self.turn + 1))
        return " · ".join(part for part in (self.place_words(match), self.measure_words) if part)

    def place_words(self, match: Match) -> str:
        """Return where it is asked about, such as a state and a power; "" for what has no place."""
        return " · ".join(_named(match, self.measure, name) for name in reversed(self.place))

    @property
    def measure_words(self) -> str:
        """What is asked about, without its place."""
        return {
            "dependence": _("Dependence"), "partners": _("Balance: partners that count"), "score": _("Score"),
            "share": _("Share"), "signed": _("Signed"), "delivered": _("Delivered"), "stages": _("Stages"),
            "affinity": _("Affinity"), "trust": _("Trust in delivery"), "backlash": _("Anger at home"),
            "pressure": _("Pressure"), "grievance": _("Grievance over pressure"), "tension": _("Tension"),
            "tonnage": _("Cargo, Mt a year"), "development": _("Development"), "home": _("Support at home"),
            "purse": _("Budget"), "capital": _("Political capital"), "attention": _("Attention"),
        }.get(self.measure, self.measure)  # fmt: skip

    def is_seen(self, change: Change) -> bool:
        """Whether a change can be seen where the levels are written."""
        return self.write(change.before) != self.write(change.after)

    def write(self, value: float) -> str:
        """Write a level."""
        if self.is_share:
            return percent(value, 1)
        if self.measure in _MONEY:
            return money(value)
        return number(value, 1 if self.measure == "score" else 2)

    def write_change(self, value: float) -> str:
        """Write a change."""
        if self.measure in _MONEY:
            return money(value, 3, signed=True)
        return points(value, 2) if self.is_share else changed(value, 1 if self.measure == "score" else 3)

    def change(self, match: Match) -> Change | None:
        """Return the change in its turn with its causes; None where nothing moved or no turn is over."""
        if self.weighing is not None or self.measure == "turn" or not match.session.records:
            return None
        found = match.ledger(self.turn).find(self.measure, *self.place)
        return found if found.causes else None

    def levels(self, match: Match) -> list[float]:
        """Return the level before the first turn and after each."""
        game = match.session.game
        states = [game.first, *(played.turn.state for played in game.turns)]
        if self.weighing is not None or self.measure == "turn":
            return []
        return [level(self, state, match) for state in states]


def spot_of(question: Question, match: Match) -> Spot | None:
    """Return where on the map a question is, and through which lens it is seen; None for what has no place."""
    names, place = match.world.names, question.place
    if question.weighing is not None:
        return Spot(question.weighing.state, "dependence", question.weighing.order.power)
    state = next((name for name in place if name in names.states), "")
    power = next((name for name in place if name in names.powers), "")
    domain = next((name for name in place if name in names.domains), "")
    lens = _LENSES.get(question.measure, "influence")
    if not state and lens not in ("corridors", "pressure"):
        return None
    return Spot(state, lens, domain if lens == "domain" else power)


def _named(match: Match, measure: str, name: str) -> str:
    if measure in ("tonnage", "stages", "halted"):
        return match.title("corridors", name)
    return match.title("domains", name) if name in match.world.names.domains else match.name(name)


def level(question: Question, state: State, match: Match) -> float:
    """Return how much there is of what is asked about, in a state of the game."""
    return level_of(state, match.world, question.measure, *question.place)


def of_reference(about: Reference, match: Match) -> Question | None:
    """Return the question that a story opens; None where there is nothing behind it."""
    kind, path = about.kind, about.path
    if kind == "change" and path:
        return Question(path[0], tuple(path[1:]))
    played = match.played
    if kind in ("decision", "order") and played is not None:
        found = [one for one in explain_answers(played, match.world) if _is_about(one, path)]
        if found:
            most = max(found, key=lambda one: abs(one.main_reason.amount))
            return Question("term", weighing=most, term=most.main_reason.name)
    moved = moved_most(about, match.ledger()) if played is not None and path else None
    return Question(moved.path[0], moved.path[1:]) if moved is not None else None


def _is_about(decision: Decision, path: tuple[str, ...]) -> bool:
    """Tell whether a decision is the one that a path names: power, slot, and state and item where it has them."""
    own = (decision.order.power, str(decision.order.slot), decision.state, decision.item or "")
    return all(part in (mine, "") for part, mine in zip(path, own, strict=False))
