"""Words about claims: what is measured, what is asked, what was found, and what would turn it."""

import math
from collections.abc import Sequence

from game.ensemble.factcheck.checking import FOREMOST, Checked, FactCheck
from game.ensemble.factcheck.reading import OPPOSITE, Reading
from game.ensemble.factcheck.search import Search, Turn
from game.ensemble.factcheck.together import MOST_TOGETHER
from game.report.tables import decimal, percent
from game.scenario.measures import Measure
from game.sim.claims import Claim, Result

__all__ = [
    "TURN_HEADS", "VERDICTS", "amount", "asked_of", "basis", "bounds_of", "found_in", "left_out", "measured", "method",
    "players", "reading_told", "share_of", "turn_cells", "turn_told",
]  # fmt: skip

TURN_HEADS = ("assumption", "as it is", "turned at", "change", "place", "because")
VERDICTS = {"holds": "holds", "fails": "does not hold", "undecided": "cannot be told"}
_NO_BOUND = 100_000.0
_NAMED = 6  # assumptions that are named of those which turn a verdict together
_METRICS = {
    "dependence": "the weight of {of} in {where}, over all domains",
    "share": "the share of {of} in {domain}, in {where}",
    "partners": "the effective number of partners of {where}",
    "affinity": "the leaning of {where} toward {of}",
    "affinity_spread": "how unequal the leanings of {where} are",
    "trust": "the trust of {where} in {of}",
    "backlash": "the backlash against {of} in {where}",
    "pressure": "the pressure of {of} on {where}",
    "tension": "the tension of the region",
    "debt": "the debt of {where} to {of}, over GDP",
    "load": "undelivered works over GDP in {where}",
    "delivered": "what {of} has delivered to {where}, in bn USD over the size of the state",
    "signed": "what {of} has signed with {where}, in bn USD over the size of the state",
    "kept": "delivered over signed works of {of} in {where}",
    "evenness": "how equally the powers delivered to {where}",
    "headline": "the news that {of} made by signing with {where}",
    "breadth": "the part of all grounds that {of} has won in {where}",
    "naming": "signed clauses of {of} that name somebody, in {where}",
    "development": "the development of {where}",
    "home": "the support at home in {where}",
    "stages": "the stages of {corridor}",
    "tonnage": "the cargo of {corridor}",
    "votes": "the votes cast against the wish of {of}",
}
_OVER = {
    "salience": "weighted by salience", "mean": "mean", "sum": "sum", "least": "least of them", "most": "most of them",
}  # fmt: skip


def basis(found: FactCheck, claim: Claim) -> str:
    """Return why the claim is read as it is, "" if nothing is said."""
    bases = found.asked.bases
    cards = (bases.card(path) for path in bases.under("claims", claim.id))
    return next((card.reason for card in cards if card.reason), "")


def measured(found: FactCheck, one: Checked) -> str:
    """Return what a claim measures, when, and the condition."""
    world, claim = found.asked.world, one.claim
    parts = " plus ".join(_part(measure, found) for measure in one.written.measure)
    when = "at the end" if claim.turn >= world.turns else f"after turn {claim.turn} of {world.turns}"
    bounds = [
        f"{name} {bound:g}"
        for name, bound in (("above", claim.above), ("below", claim.below))
        if abs(bound) < _NO_BOUND
    ]
    return f"{parts}; {when}: {' and '.join(bounds) or 'any value'}"


def _part(measure: Measure, found: FactCheck) -> str:
    world = found.asked.world
    names = world.names

    def title(kind: str, name: str) -> str:
        return names.title(kind, name) if name else ""

    states = measure.where or names.states
    where = "all states" if set(states) == set(names.states) else _joined([title("actors", one) for one in states])
    words = _METRICS.get(measure.metric, measure.metric).format(
        of=_joined([title("actors", one) for one in measure.of]),
        where=where,
        domain=names.titles.get(f"domains.{measure.domain}", measure.domain),
        corridor=title("corridors", measure.corridor),
    )
    many = len(states) > 1 and "{where}" in _METRICS.get(measure.metric, "")
    notes = [_OVER[measure.over]] if many else []
    notes += ["change since the start"] if measure.change else []
    notes += [{"pledged": "promises count", "both": "half of promises counts"}[measure.at]] if (
        measure.at != "delivered"
    ) else []  # fmt: skip
    notes += [f"only above {measure.above:g}"] if measure.above > -1000 else []
    notes += [f"times {measure.times:g}"] if measure.times != 1 else []
    return words + (f" ({', '.join(notes)})" if notes else "")


def _joined(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def players(claim: Claim, found: FactCheck) -> str:
    """Return who plays otherwise than usual, "" if nobody does."""
    title = found.asked.world.names.title
    return ", ".join(f"{title('actors', actor)} by {name!r}" for actor, name in claim.policies.items())


def _turned_round(claim: Claim) -> bool:
    """Tell whether what is asked is that the condition is seldom met: then the claim is what happens otherwise."""
    return claim.at_most < 1 and claim.at_least == 0


def share_of(result: Result) -> tuple[float, float, float]:
    """Return in which share of the games the claim comes true, with its 95 % interval."""
    if _turned_round(result.claim):
        return 1 - result.probability, 1 - result.high, 1 - result.low
    return result.probability, result.low, result.high


def bounds_of(claim: Claim) -> tuple[float, ...]:
    """Return the shares of games that part one verdict from the other, in the sense of `share_of`."""
    if _turned_round(claim):
        return (1 - claim.at_most,)
    return tuple(bound for bound, none in ((claim.at_least, 0.0), (claim.at_most, 1.0)) if bound != none)


def asked_of(claim: Claim) -> str:
    """Return in which share of the games it must come true."""
    if _turned_round(claim):
        return f"at least {100 * (1 - claim.at_most):g} %"
    parts = [f"at least {100 * claim.at_least:g} %"] if claim.at_least > 0 else []
    parts += [f"at most {100 * claim.at_most:g} %"] if claim.at_most < 1 else []
    return " and ".join(parts) or "any share"


def found_in(result: Result) -> str:
    """Return the share of games and its interval."""
    share, low, high = share_of(result)
    condition = " (the condition is not met)" if _turned_round(result.claim) else ""
    return (
        f"It comes true{condition} in {percent(share)} of {result.games:,} games (95 %: {decimal(100 * low, 1)} to "
        f"{decimal(100 * high, 1)} %), and {asked_of(result.claim)} are asked for. Mean: {amount(result.mean)}."
    )


def amount(number: float) -> str:
    """Write a number with four digits that count."""
    if abs(number) < 1e-9 or not math.isfinite(number):
        return "0" if abs(number) < 1e-9 else str(number)
    if abs(number) >= 1000:
        return f"{number:,.0f}"
    text = decimal(number, max(0, 3 - math.floor(math.log10(abs(number)))))
    return text.rstrip("0").rstrip(".") if "." in text else text


def turn_told(found: FactCheck, one: Checked) -> str:
    """Return what would turn a verdict, as sentences."""
    if found.stopped:
        return "Not found out: the search was broken off."
    if found.movable is None:
        return "Not looked for (--quick)."
    asked = found.asked
    if one.search is None and asked.line_up(one.claim) in asked.slow and one.result.verdict in OPPOSITE:
        return "Not looked for: these players weigh every order, and their games take far longer (--thorough looks)."
    if one.search is None:
        return "There is no verdict to turn: more games may tell (--games)."
    if one.search.turn is not None:
        return _turn(one.search.turn)
    half = "a half" if found.movable.by == 0.5 else f"{100 * found.movable.by:g} %"
    count = found.movable.count
    told = f"None of the {count:,} assumptions alone, moved by up to {half}, turns it."
    if one.search.turning:
        told = f"Nothing that other luck confirms: {one.search.turning} of the {count:,} assumptions came close."
    elif one.search.tried < one.search.hopeful:
        told += f" ({one.search.tried} of {one.search.hopeful} that looked likely were looked at closely.)"
    return f"{told} {_together(one.search)}".rstrip()


def _turn(turn: Turn) -> str:
    factor = turn.end.factor
    place = f"{factor.file}, line {factor.line}" if factor.file else "not written in the file"
    reason = f': "{factor.reason}"' if factor.reason else ""
    gives_way = " The parts that add up to 1 with it give way in proportion." if factor.shared else ""
    return f"{_moved(turn)}: {_then(turn.result)} An assumption ({place}{reason}).{gives_way}"


def _moved(turn: Turn) -> str:
    """Return what is moved from where to where."""
    factor = turn.end.factor
    unit = f" {factor.unit}" if factor.unit else ""
    return f"{factor.setting}, from {amount(turn.end.base)} to {amount(turn.value)}{unit} ({100 * turn.part:+.1f} %)"


def turn_cells(turn: Turn) -> tuple[str, ...]:
    """Return a change under `TURN_HEADS`."""
    factor = turn.end.factor
    unit = f" {factor.unit}" if factor.unit else ""
    line = f"line\N{NO-BREAK SPACE}{factor.line}" if factor.line else ""
    return (
        factor.setting, f"{amount(turn.end.base)}{unit}", f"{amount(turn.value)}{unit}", f"{100 * turn.part:+.1f} %",
        line, factor.reason,
    )  # fmt: skip


def _then(result: Result) -> str:
    share, low, high = share_of(result)
    return (
        f"then it {VERDICTS[result.verdict]}, {percent(share)} (95 %: {decimal(100 * low, 1)} to "
        f"{decimal(100 * high, 1)} %), with other luck."
    )


def _together(search: Search) -> str:
    """Return which assumptions turn a verdict together, where none does alone."""
    if not search.joint:
        return f"Nor do the {search.most} together that move it most." if search.most > 1 else ""
    fewest, *widest = search.joint
    turns = fewest.turns
    named = [_moved(turn) for turn in turns[:_NAMED]]
    if len(turns) > len(named):
        named.append(f"and {len(turns) - len(named)} more by as large a part of their way")
    told = f"{len(turns)} together do: {'; '.join(named)}: {_then(fewest.result)}"
    for one in widest:
        told += f" So do all {len(one.ends)} that move it most, each by {100 * one.most:.1f} % of itself at most: "
        told += _then(one.result)
    return told


_NAMES = {
    "above": "the threshold, above {base}, were {to}",
    "below": "the threshold, below {base}, were {to}",
    "at_least": "{to} % instead of {base} % of the games were asked for as the least",
    "at_most": "{to} % instead of {base} % of the games were allowed to meet the condition",
}


def reading_told(one: Checked) -> str:
    """Return which other reading of the sentence would turn the verdict in the same games."""
    told = [_reading(reading) for reading in one.readings]
    return f"In the same games it would turn if {', or if '.join(told)}." if told else ""


def _reading(reading: Reading) -> str:
    times = 100 if reading.name.startswith("at_") else 1
    return _NAMES[reading.name].format(base=amount(times * reading.base), to=amount(times * reading.to))


def left_out(found: FactCheck) -> str:
    """Return why to doubt all of this, in the scenario's own words."""
    return " ".join(found.asked.scenario.doubts.split())


def method(found: FactCheck) -> str:
    """Return how it was judged, and what it does not say."""
    asked = found.asked
    told = (
        f"{asked.games:,} games for each claim, seed {asked.seed}; claims with the same players share their games. A "
        "claim holds, or does not, when the whole 95 % interval (Wilson) lies on one side of what is asked; otherwise "
        "it cannot be told."
    )
    if found.movable is not None:
        told += (
            f" To find what turns a verdict, each of {found.movable.count:,} assumptions was moved alone by up to "
            f"{100 * found.movable.by:g} % of itself, as far as the scenario allows, in {asked.screened} games with "
            f"the same luck; the likely ones in {asked.searched:,} games, halving the way to where the interval "
            "passes the bound; the value found was confirmed with other luck, a little farther on where need be. Where "
            f"none turns it alone, those that move it most, {MOST_TOGETHER} at most, were moved together; the fewest "
            "that turn it are named, all so far on their way that it just does."
        )
        if any(one.search is not None and asked.line_up(one.claim) in asked.slow for one in found.checked):
            told += (
                " Players who weigh every order were first given the orders of the games as they are; they weighed "
                f"anew for their own aims and for the {FOREMOST} assumptions that promised most."
            )
        told += (
            " So "
            "it is the smallest change that can be told from chance in so many games. Others may turn it together by "
            "smaller steps, and what only does in the middle of its range is not seen; "
            f"{len(found.movable.left_out):,} could not be moved (0, a whole number, or at its bound)."
        )
    return f"{told} None of this says how wrong the model is."
