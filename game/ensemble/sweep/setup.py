"""From an experiment to everything that its sweep needs before the first game."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from game.ensemble.errors import CallError
from game.ensemble.plan import Plan
from game.ensemble.setup import Setup, set_up
from game.ensemble.sweep.designs import count_points, points_of
from game.ensemble.sweep.factors import Factor, LeftOut, Point, Tell, Where, as_played, factors_of
from game.ensemble.sweep.lawful import Laws
from game.ensemble.sweep.task import LineUp, SweepTask, measured
from game.scenario.experiments import Design, Experiment, LatinHypercube, Morris, OneAtATime, Random
from game.scenario.load import Loaded
from game.scenario.problems import Problem, nearest
from game.scenario.tree import MapNode, clip
from game.scenario.variant import apply_changes, resolve
from game.sim.claims import compile_claims
from game.sim.summary import Metric, metrics_of

__all__ = ["MOST_GAMES", "MOST_POINTS", "Stage", "Sweep", "set_up_sweep", "stage_of"]

MOST_GAMES, MOST_POINTS, MOST_CELLS = 20_000_000, 200_000, 10_000_000
_LOOKED_AT = 200  # points whose lawfulness is known before they are played; of others it is told then
_SPARE = 10  # points more than settings that a correlation needs


@dataclass(frozen=True)
class Stage:
    """Points of one design, ready to be played."""

    name: str  # "screening" where another one follows it, else ""
    design: Design
    factors: tuple[Factor, ...]
    points: Sequence[Point]
    task: SweepTask


@dataclass(frozen=True)
class Sweep:
    """An experiment, ready to be played."""

    experiment: Experiment
    plan: Plan
    setup: Setup  # of the scenario as it is
    root: MapNode | None  # its tree, where something is set that is no number
    laws: Laws
    factors: tuple[Factor, ...]
    left_out: tuple[LeftOut, ...]  # assumptions that cannot vary
    metrics: tuple[Metric, ...]
    line_ups: tuple[LineUp, ...]

    @property
    def screens(self) -> bool:
        """Whether all factors are tried one at a time first, and only the leading ones go on."""
        return 0 < self.leading < len(self.factors)

    @property
    def leading(self) -> int:
        """How many factors go on after a screening; 0 for all."""
        return int(getattr(self.experiment.design, "leading", 0))

    @property
    def points(self) -> int:
        """How many points are played in all."""
        design = self.experiment.design
        if not self.screens:
            return count_points(design, self.factors)
        return count_points(OneAtATime(), self.factors) + max(self._after(design), 1)

    def _after(self, design: Design) -> int:
        """Return how many points follow a screening, at most: the factors that lead are not yet known."""
        widest = sorted(self.factors, key=lambda factor: -len(factor.values))
        return count_points(design, widest[: self.leading])

    @property
    def games(self) -> int:
        """How many games that are."""
        return self.points * self.plan.games * len(self.line_ups)


def set_up_sweep(
    experiment: Experiment, loaded: Loaded, where: Where, formats: Sequence[str], laws: Laws | None = None
) -> Sweep | list[Problem]:
    """Make an experiment ready, or return what is wrong with it.

    Parameters
    ----------
    experiment : what is asked for.
    loaded : its scenario with its changes, without errors.
    where : returns the place of a setting of the experiment.
    formats : of the tables that are written.
    laws : of the scenario, if they were looked at before, which saves time.

    Raises
    ------
    CallError
        If more is asked for than can be played.
    """
    found: list[Problem] = []
    tell = found.append
    setup = _setup(experiment, loaded, formats, where, tell)
    if setup is None:
        return found
    metrics = _metrics(experiment, setup, where, tell)
    laws = laws or Laws(loaded)
    factors, left_out = factors_of(experiment, laws, where, tell)
    if not factors and not found:
        sentence = "nothing varies" if not left_out else f"nothing can vary: {left_out[0].setting}, {left_out[0].why}"
        tell(Problem("EXP04", where(), sentence, "write assumptions: all, or vary: {PATH: {between: [low, high]}}"))
    _check_design(experiment.design, len(factors), where, tell)
    if found:
        return found
    line_ups = _line_ups(setup, metrics)
    seekers = set().union(*(_seekers(setup, line_up.seats) for line_up in line_ups))
    sweep = Sweep(
        experiment, setup.plan, setup, _root(loaded, factors), laws, as_played(factors, seekers),
        left_out, metrics, line_ups,
    )  # fmt: skip
    _refuse_too_much(sweep)
    return sweep


def _check_design(design: Design, many: int, where: Where, tell: Tell) -> None:
    """Tell where there are too few points to tell so many settings apart."""
    if not isinstance(design, Random | LatinHypercube):
        return
    judged = min(many, design.leading or many)
    if design.points < judged + _SPARE:
        sentence = (
            f"{design.points:,} points cannot tell {judged:,} settings apart: at least {judged + _SPARE:,} are needed"
        )
        tell(Problem("EXP04", where("design"), sentence, "vary fewer settings, or screen them first: leading: 10"))


def _setup(experiment: Experiment, loaded: Loaded, formats: Sequence[str], where: Where, tell: Tell) -> Setup | None:
    try:
        return set_up(
            loaded, games=experiment.games, seed=experiment.seed, players=experiment.policies,
            length=experiment.length or None, formats=formats,
        )  # fmt: skip
    except CallError as error:
        setting = "length" if experiment.length and "length" in str(error) else "policies"
        tell(Problem("EXP02", where(setting), str(error).rstrip(".").replace(". Did you mean", "; did you mean")))
        return None


def _metrics(experiment: Experiment, setup: Setup, where: Where, tell: Tell) -> tuple[Metric, ...]:
    """Return the metrics that are asked for, in that order; if none are, what the usual line-up measures."""
    claims = tuple(setup.scenario.claims)
    known = {metric.id: metric for metric in measured(setup.world, claims, usual=True)}
    wanted: dict[str, Metric] = {}
    for number, pattern in enumerate(experiment.metrics, start=1):
        fitting = {name: metric for name, metric in known.items() if fnmatchcase(name, pattern)}
        wanted |= fitting
        if not fitting:
            near = nearest(pattern, known)
            names = ", ".join(dict.fromkeys(f"{one.name}{'.*' if one.of else ''}" for one in known.values()))
            hint = f'did you mean "{near}"?' if near else f"known: {names}"
            tell(Problem("EXP02", where("metrics", str(number)), f'there is no metric "{clip(pattern)}"', hint))
    if not experiment.metrics:
        return measured(setup.world, tuple(claim.id for claim in setup.task.claims), usual=True)
    return tuple(wanted.values())


def _line_ups(setup: Setup, metrics: Sequence[Metric]) -> tuple[LineUp, ...]:
    """Return who must play so that everything is measured: each claim asks for its own seats."""
    usual = dict(setup.plan.seats)
    groups: dict[tuple[tuple[str, str], ...], list[Any]] = {}
    named = {metric.id for metric in metrics}
    if {metric.id for metric in metrics_of(setup.world)} & named:
        groups[tuple(usual.items())] = []
    for claim in compile_claims(setup.scenario, setup.world):
        if {f"claim.{claim.id}", f"met.{claim.id}"} & named:
            groups.setdefault(tuple({**usual, **claim.policies}.items()), []).append(claim)
    plain = bool({metric.id for metric in metrics_of(setup.world)} & named)
    found = []
    for number, (seats, claims) in enumerate(groups.items()):
        is_usual = plain and number == 0
        turns = setup.world.turns if is_usual else max(claim.turn for claim in claims)
        habits = not _seekers(setup, dict(seats))
        found.append(LineUp(dict(seats), is_usual, tuple(claim.id for claim in claims), turns, habits))
    return tuple(found)


def _seekers(setup: Setup, seats: Mapping[str, str]) -> set[str]:
    """Return the actors that are played by a policy which may look at its score: neither habit nor chance."""
    habits = {*setup.scenario.doctrines, "idle", "random"}
    return {actor for actor, policy in seats.items() if policy not in habits}


def _root(loaded: Loaded, factors: Sequence[Factor]) -> MapNode | None:
    """Return the tree of the scenario with the changes that hold at all points, where a factor is set by its text."""
    if not any(factor.is_text for factor in factors):
        return None
    root = resolve(loaded.path).node
    assert isinstance(root, MapNode)
    return apply_changes(root, loaded.changes, [])


def _refuse_too_much(sweep: Sweep) -> None:
    """Refuse what nobody could wait for, or hold.

    Raises
    ------
    CallError
        With the sentence.
    """
    line_ups = f" under {len(sweep.line_ups)} line-ups" if len(sweep.line_ups) > 1 else ""
    told = f"{sweep.points:,} points of {sweep.plan.games:,} games each{line_ups} are {sweep.games:,} games"
    mend = "Vary fewer settings (under, except), ask for fewer games or points, or screen first (leading: 10)."
    if sweep.games > MOST_GAMES:
        raise CallError(f"{told}, and at most {MOST_GAMES:,} are played in one sweep. {mend}")
    if sweep.points > MOST_POINTS:
        raise CallError(f"{told}; at most {MOST_POINTS:,} points are played in one sweep. {mend}")
    many = sweep.leading if sweep.screens else len(sweep.factors)
    if not isinstance(sweep.experiment.design, OneAtATime | Morris) and sweep.points * many > MOST_CELLS:
        raise CallError(f"{sweep.points:,} points of {many:,} settings are too much for the memory. {mend}")


def stage_of(sweep: Sweep, name: str, design: Design, factors: Sequence[Factor]) -> Stage:
    """Return the points of a design, ready to be played.

    Raises
    ------
    CallError
        If the scenario does not allow one of them.
    """
    chosen = tuple(factors)
    points = points_of(design, chosen, sweep.plan.seed)
    for point in points[:_LOOKED_AT]:
        _check(point, chosen, sweep.laws)
    task = SweepTask(
        sweep.setup.scenario, sweep.root, sweep.plan.length, chosen, points, sweep.laws.giving_way, sweep.line_ups,
        tuple(metric.id for metric in sweep.metrics), sweep.plan.seed, sweep.plan.games,
    )  # fmt: skip
    return Stage(name, design, chosen, points, task)


def _check(point: Point, factors: Sequence[Factor], laws: Laws) -> None:
    """Refuse a point that the scenario does not allow."""
    chosen = [(factors[place], at) for place, at in point]
    numbers = {factor.path: factor.number(at) for factor, at in chosen if not factor.is_text}
    if len(numbers) > 1 and (fault := laws.fault(numbers)):
        named = ", ".join(f"{factor.setting} {factor.told(at)}" for factor, at in chosen[:4])
        more = ", ..." if len(chosen) > 4 else ""
        raise CallError(f"The scenario does not allow {named}{more} together: {fault}. Narrow their ranges.")
