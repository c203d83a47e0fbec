"""Pages about ensembles: what many games come to, and how the arms of a comparison differ."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from game.ensemble.arms import Arm, Comparison
from game.ensemble.comparing import Difference
from game.ensemble.manifest import as_object_of
from game.ensemble.plan import Plan
from game.ensemble.setup import Setup
from game.ensemble.totals import Totals
from game.model.world import World
from game.report import course, page
from game.report.charts import Mark, interval_chart
from game.report.colours import hues_of, patterns
from game.report.differences import HEADS, arms_told, cells, label, method, sentences
from game.report.leading import leads_of, maps
from game.report.outlines import outlines_of
from game.report.run_findings import headlines
from game.report.tables import CLAIM_HEADS, METRIC_HEADS, claim_cells, metric_cells, title_of, type_of
from game.sim.claims import Result

__all__ = ["comparison_page", "ensemble_page"]

_LIMITS = (
    "Other assumptions of the scenario may change every number here by more than its interval: wedge compare --vary "
    "tells how much."
)
_RUN_METHOD = (
    "The scenario was played {games} times with the same seats; the games differ by chance alone, which follows from "
    "the seed {seed}. Intervals of means are Student's (95 %), those of probabilities Wilson's. The spread is the "
    "standard deviation between games. Medians and bands of the charts by turns are counted in 400 bins of each "
    "number's range, so they are right to one bin. A claim holds or fails when the whole interval lies on one side of "
    "what it asks, and is undecided otherwise: more games are the remedy. All this is about chance between games; it "
    "does not say how wrong the model is."
)


def ensemble_page(setup: Setup, totals: Totals, command: Sequence[str]) -> str:
    """Return the page of `wedge run --games N`."""
    plan, results = setup.plan, totals.results()
    length = setup.world.names.title("lengths", plan.length)
    lead = (
        f"{plan.games:,} games of {plan.turns} {'turn' if plan.turns == 1 else 'turns'} ({length}), seed {plan.seed}."
    )
    parts = [page.paragraph(lead), page.paragraph(f"Seats: {_seated(plan, setup.world)}.")]
    parts += _course(setup, totals)
    parts += [page.heading("What the games come to"), *_metric_charts(setup.world, totals)]
    rows = metric_cells(totals.metrics, totals.estimates(), setup.world)
    parts.append(
        page.table("Every metric: mean, its 95 % interval, spread of the games", METRIC_HEADS, rows, (2, 3, 4))
    )
    parts += _claims(results)
    parts += [
        page.heading("Method and limits"),
        page.paragraph(_RUN_METHOD.format(games=f"{plan.games:,}", seed=plan.seed)),
    ]
    parts += [page.paragraph(_LIMITS), *_manifest([plan], command)]
    return page.page(setup.scenario.title, parts)


def _course(setup: Setup, totals: Totals) -> Iterator[str]:
    """Yield the findings in sentences, the maps and the fans; without counts of the turns, the sentences alone."""
    world, fans = setup.world, totals.fans
    if not fans.games:
        yield page.headlines(headlines(totals, (), world))
        return
    hues, leads = hues_of(setup.scenario), leads_of(fans, world)
    yield patterns()
    yield page.headlines(headlines(totals, leads, world))
    yield from maps(leads, outlines_of(setup.scenario, setup.folder), world, hues)
    if fans.games < totals.games:
        yield page.paragraph(
            f"The charts by turns are of {fans.games:,} games: the others were played without counting."
        )
    yield from course.scores(fans, world, hues)
    yield from course.weights(fans, world, hues)
    yield from course.domains(fans, world, hues)


def _metric_charts(world: World, totals: Totals) -> Iterator[str]:
    pairs = zip(totals.metrics, totals.estimates(), strict=True)
    for _, group in groupby(pairs, key=lambda pair: pair[0].name):
        found = list(group)
        first = found[0][0]
        if not first.of:
            continue  # a single number says nothing more as a chart
        marks = [Mark(title_of(metric, world), one.mean, one.low, one.high) for metric, one in found]
        name = type_of(first)
        yield page.heading(name, 3)
        yield page.figure(
            interval_chart(name, first.unit, marks, what="Mean and 95 % interval:"),
            f"{name} ({first.unit}) at the end: the mean of the games and its 95 % interval.",
        )


def _claims(results: Sequence[Result]) -> Iterator[str]:
    if not results:
        return
    yield page.heading("Claims")
    marks = [
        Mark(one.claim.id, 100 * one.probability, 100 * one.low, 100 * one.high, one.verdict != "undecided")
        for one in results
    ]
    yield page.figure(
        interval_chart("How often each claim is met", "% of the games", marks, what="Share and 95 % interval:"),
        "How often the condition of each claim is met, with its 95 % interval; hollow where the verdict is open.",
    )
    yield page.table("Every claim under this line-up", CLAIM_HEADS, claim_cells(results), (2, 3, 4))
    yield page.bullets(f"{one.claim.id}: {one.claim.proposition}" for one in results)


def comparison_page(found: Comparison, command: Sequence[str]) -> str:
    """Return the page of `wedge compare`."""
    first, world = found.arms[0], found.arms[0].setup.world
    plan = first.setup.plan
    lead = f"{len(found.arms)} arms, {plan.games:,} games each, with the same luck in all (seed {plan.seed})."
    answers = (_answer(*pair, world) for pair in zip(found.arms[1:], found.differences, strict=True))
    parts = [page.paragraph(lead), page.headlines(answers), page.bullets(arms_told(found))]
    for arm, differences in zip(found.arms[1:], found.differences, strict=True):
        parts += _arm(arm, first, differences, world)
    parts += [page.heading("Method and limits"), page.paragraph(method(found)), page.paragraph(_LIMITS)]
    if found.left_out:
        parts.append(page.paragraph(f"Not in every arm, so not compared: {', '.join(found.left_out)}."))
    parts += _manifest([arm.setup.plan for arm in found.arms], command)
    return page.page(f"{first.setup.scenario.title}: what makes a difference", parts)


def _answer(arm: Arm, differences: Sequence[Difference], world: World) -> str:
    """Return what an arm moves, in a sentence, and how far what it moves most."""
    whole, *each = sentences(differences, world)
    stated = any(one.verdict in ("higher", "lower") for one in differences)
    return f"{arm.name}: {whole} {each[0] if stated else ''}".strip()


def _arm(arm: Arm, first: Arm, differences: Sequence[Difference], world: World) -> Iterator[str]:
    whole, *each = sentences(differences, world)
    yield page.heading(f"{arm.name}, against {first.name}")
    yield page.paragraph(whole)
    if marks := _tornado(differences, world):
        title = f"How {arm.name} differs from {first.name}"
        svg = interval_chart(
            title, "standard deviations between games", marks, zero=True, what="Effect, 95 % interval:"
        )
        yield page.figure(
            svg,
            "The mean difference, run by run, with its 95 % interval, in standard deviations between games, so that "
            f"metrics of all units stand side by side. Right of zero: more with {arm.name}. "
            "Hollow: cannot be told apart.",
        )
    if each:
        yield page.bullets(each)
    yield page.table(
        f"{arm.name}, against {first.name}: every metric and claim", HEADS, cells(differences, world), range(2, 8)
    )


def _tornado(differences: Sequence[Difference], world: World) -> list[Mark]:
    """Return the effects of all that differs in some game, the largest first."""
    found = [one for one in differences if one.verdict != "same" and one.spread > 0]
    marks = (
        Mark(
            label(one, world),
            one.mean / one.spread,
            one.low / one.spread,
            one.high / one.spread,
            one.verdict != "open",
        )
        for one in found
    )
    return sorted(marks, key=lambda mark: -abs(mark.value))


def _seated(plan: Plan, world: World) -> str:
    return ", ".join(f"{world.names.title('actors', actor)} {policy}" for actor, policy in plan.seats.items())


def _manifest(plans: Sequence[Plan], command: Sequence[str]) -> list[str]:
    """Return what the same numbers can be got from; the scenario's text is left to its file and named by its digest."""
    manifests: list[dict[str, Any]] = []
    for plan in plans:
        found = as_object_of(plan, command)
        del found["texts"], found["kind"]
        manifests.append(found)
    told = (
        "The same command with the same versions gives the same numbers. The digest is that of the scenario as played."
    )
    return [page.heading("Manifest"), page.paragraph(told), page.data(manifests if len(plans) > 1 else manifests[0])]
