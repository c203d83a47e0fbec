"""What an ensemble comes to, in a few sentences: what a reader should know before the charts."""

from collections.abc import Iterator, Sequence

from game.ensemble.fans import Fans
from game.ensemble.totals import Totals
from game.model.world import World
from game.report.leading import Lead
from game.report.tables import decimal, percent
from game.sentence import money
from game.sim.claims import Result
from game.sim.summary import Estimate

__all__ = ["headlines"]

_SMALL = 0.05  # percentage points: no change that anybody would report


def headlines(totals: Totals, leads: Sequence[Lead], world: World) -> list[str]:
    """Return the headline findings."""
    found = {metric.id: one for metric, one in zip(totals.metrics, totals.estimates(), strict=True)}
    sentences = [*_scores(found, totals, world), *_changes(found, world), *_leads(leads, world)]
    return [*sentences, *_substance(found, world), *_claims(totals.results())]


def _name(actor: str, world: World) -> str:
    return world.names.title("actors", actor)


def _interval(one: Estimate, digits: int) -> str:
    if one.low is None or one.high is None:
        return ""
    return f" (95 % interval {_signed(one.low, digits)} to {_signed(one.high, digits)})"


def _signed(number: float, digits: int) -> str:
    return decimal(number, digits).replace("-", "\N{MINUS SIGN}")


def _scores(found: dict[str, Estimate], totals: Totals, world: World) -> Iterator[str]:
    means = {actor: found[f"score.{actor}"] for actor in world.names.actors}
    best, worst = (pick(means, key=lambda actor: means[actor].mean) for pick in (max, min))
    yield (
        f"{_name(best, world)} comes closest to its aims, with a mean score of {decimal(means[best].mean, 1)} of "
        f"100{_interval(means[best], 1)}; {_name(worst, world)} stays farthest away, with "
        f"{decimal(means[worst].mean, 1)}."
    )
    if totals.fans.games:
        yield _chance(totals.fans, world)


def _chance(fans: Fans, world: World) -> str:
    bands = {actor: fans.quantiles((0.1, 0.9), "score", actor)[:, -1] for actor in world.names.actors}
    widest = max(bands, key=lambda actor: float(bands[actor][1] - bands[actor][0]))
    low, high = bands[widest]
    ends = f"eight games in ten end between {low:.0f} and {high:.0f} points"
    return f"Chance matters most for {_name(widest, world)}: {ends}."


def _changes(found: dict[str, Estimate], world: World) -> Iterator[str]:
    changes = {power: found[f"dependence_change.{power}"] for power in world.names.powers}
    gains, loses = (pick(changes, key=lambda power: changes[power].mean) for pick in (max, min))
    if changes[gains].mean > _SMALL:
        one = changes[gains]
        yield (
            f"{_name(gains, world)} gains most weight: {decimal(one.mean, 2)} percentage points as the mean of the "
            f"states{_interval(one, 2)}."
        )
    if changes[loses].mean < -_SMALL:
        one = changes[loses]
        yield f"{_name(loses, world)} loses most weight: {decimal(-one.mean, 2)} percentage points."
    yield _wedges({power: found[f"wedge.{power}"].mean for power in world.names.powers}, world)


def _wedges(indices: dict[str, float], world: World) -> str:
    deepest = max(indices, key=lambda power: indices[power])
    others = "; ".join(f"{_name(p, world)} {_signed(indices[p], 2)}" for p in indices if p != deepest)
    head = "drives the deepest wedge" if indices[deepest] > _SMALL else "comes nearest to driving a wedge"
    return (
        f"{_name(deepest, world)} {head}: what it gained less its part of what rivals gained is "
        f"{_signed(indices[deepest], 2)} percentage points ({others})."
    )


def _leads(leads: Sequence[Lead], world: World) -> Iterator[str]:
    changed = [one for one in leads if one.first != one.last]
    for one in changed:
        yield (
            f"In {_name(one.state, world)}, {_name(one.first, world)} weighs most at the start, and "
            f"{_name(one.last, world)} in {percent(one.often)} of the games at the end."
        )
    open_ = [one for one in leads if one.first == one.last and one.often < 0.95]
    for one in open_:
        yield (
            f"In {_name(one.state, world)}, {_name(one.first, world)} still weighs most at the end in "
            f"{percent(one.often)} of the games; in most of the other games, {_name(one.second, world)} does."
        )
    if leads and not changed and not open_:
        yield "In every state, who weighs most at the start still does at the end, in nearly all games."


def _substance(found: dict[str, Estimate], world: World) -> Iterator[str]:
    signed = {power: found[f"signed.{power}"].mean for power in world.names.powers}
    most = max(signed, key=lambda power: signed[power])
    if signed[most] > 0:
        delivered = found[f"delivered.{most}"].mean
        yield (
            f"{_name(most, world)} signs most, {money(signed[most], 1)} a game, of which "
            f"{money(delivered, 1)} ({percent(min(delivered / signed[most], 1.0))}) are delivered by the end."
        )


def _claims(results: Sequence[Result]) -> Iterator[str]:
    if not results:
        return
    counts = {kind: sum(one.verdict == kind for one in results) for kind in ("holds", "fails", "undecided")}
    words = (("holds", "hold"), ("fails", "fail"), ("undecided", "undecided"))
    told = [f"{counts[one]} {one if counts[one] == 1 else many}" for one, many in words if counts[one]]
    yield f"Claims that this line-up tests: {', '.join(told)}."
