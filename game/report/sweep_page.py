"""The page of a sweep: which setting decides each metric, as sentences, charts and tables."""

from collections.abc import Iterator, Sequence

from game.ensemble.manifest import as_object_of
from game.ensemble.sweep.influence import Influence, Shift
from game.ensemble.sweep.running import Explored
from game.ensemble.sweep.setup import Sweep
from game.report import page
from game.report.charts import Mark, interval_chart
from game.report.differences import about
from game.report.sweep_text import begins, cells, course, heads, overall, paragraphs
from game.report.sweep_words import design_told, method
from game.report.tornado import Bar, End, tornado
from game.scenario.experiments import OneAtATime, experiment_object
from game.sim.summary import Metric

__all__ = ["sweep_page"]

_BARS = 12  # settings in a chart
_ROWS = 25  # in a table


def sweep_page(sweep: Sweep, found: Sequence[Explored], command: Sequence[str]) -> str:
    """Return the page of `wedge sweep`.

    Parameters
    ----------
    sweep, found : what was played, and what was found.
    command : what was typed.
    """
    plan = sweep.plan
    title = sweep.experiment.title or "Which setting decides the answer?"
    parts = [page.paragraph(f"{sweep.setup.scenario.title}, seed {plan.seed}. {begins(sweep)}")]
    for explored in found:
        if len(found) > 1:
            name = "Screening" if explored.stage.name else "The leading settings together"
            parts.append(page.paragraph(f"{name}: {design_told(explored.stage.design)}."))
        if leading := overall(explored):
            parts.append(page.headlines(leading))
        for metric in sweep.metrics:
            parts += _metric(sweep, explored, metric)
    parts += [page.heading("Method and limits"), page.paragraph(method(sweep, found))]
    if sweep.left_out:
        parts += [page.heading("Not varied"), page.bullets(f"{one.setting}: {one.why}" for one in sweep.left_out)]
    return page.page(title, [*parts, *_manifest(sweep, command)])


def _metric(sweep: Sweep, explored: Explored, metric: Metric) -> Iterator[str]:
    own, name = explored.influences[metric.id], about(metric, sweep.setup.world)
    yield page.heading(name)
    yield from (page.paragraph(one) for one in paragraphs(sweep, explored, metric))
    moving = [one for one in course(own) or own if one.verdict != "same" and one.move is not None][:_BARS]
    if moving and isinstance(explored.stage.design, OneAtATime):
        yield page.figure(
            tornado(f"{name}: what moves it", _unit(metric), [_bar(one) for one in moving]),
            "How far each setting moves the mean, alone, against the scenario as it is: hollow at its lower end (or "
            "first value), full at its upper end (or last value). The line in each bar is the 95 % interval.",
        )
    elif moving:
        yield page.figure(
            interval_chart(f"{name}: what moves it", _unit(metric), [_mark(one) for one in moving], zero=True,
                           what="From the lower end to the upper, with the 95 % interval:"),
            "What each setting moves the mean by, from its lower end to its upper, while the others vary too, with the "
            "95 % interval. Hollow: cannot be told from chance.",
        )  # fmt: skip
    if rows := cells(own, _ROWS):
        named = heads(own)
        yield page.table(f"{name}: the settings that move it; (?) cannot be told from chance", named, rows,
                         range(1, len(named)))  # fmt: skip


def _unit(metric: Metric) -> str:
    return {"0/1": "percentage points", "0-100": "points", "points": "percentage points"}.get(metric.unit, metric.unit)


def _times(metric: Metric) -> float:
    return 100.0 if metric.unit == "0/1" else 1.0


def _bar(one: Influence) -> Bar:
    ends = {shift.at: _end(one, shift) for shift in one.shifts}
    return Bar(one.factor.setting, ends.get(0.0), ends.get(1.0))


def _end(one: Influence, shift: Shift) -> End:
    times = _times(one.metric)
    return End(one.factor.told(shift.at), *(times * number for number in shift.by))


def _mark(one: Influence) -> Mark:
    assert one.move is not None
    value, low, high = (_times(one.metric) * number for number in one.move)
    return Mark(one.factor.setting, value, low, high, one.verdict == "moves")


def _manifest(sweep: Sweep, command: Sequence[str]) -> list[str]:
    found = as_object_of(sweep.plan, command)
    del found["texts"], found["kind"]
    found["experiment"] = experiment_object(sweep.experiment)
    told = (
        "The same command with the same versions gives the same numbers. The digest is that of the scenario as it is."
    )
    return [page.heading("Manifest"), page.paragraph(told), page.data(found)]
