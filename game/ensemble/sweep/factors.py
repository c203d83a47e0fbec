"""What varies in an experiment: settings with their values or ranges, kept inside what the scenario allows."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

from game.ensemble.sweep.lawful import Laws
from game.scenario.bases import Bases, Card
from game.scenario.experiments import Assumptions, Experiment, OneAtATime, Variation
from game.scenario.findings import COMMAND_LINE
from game.scenario.load import load
from game.scenario.problems import Problem, nearest
from game.scenario.tree import Place, clip

__all__ = ["Factor", "LeftOut", "Point", "factors_of", "moved"]

Point = tuple[tuple[int, float], ...]  # which factors are not as they are, and where they stand between their ends
_HALVINGS = 4


@dataclass(frozen=True)
class Factor:
    """A setting that varies: between `low` and `high`, or over `values`.

    A position from 0 to 1 names one of its values: 0 the lower end or the first value, 1 the upper end or the last.
    """

    setting: str  # its path, as in --set
    unit: str = ""
    base: float | None = None  # as it is, if it is a number
    low: float = 0.0
    high: float = 0.0
    values: tuple[str, ...] = ()
    numbers: tuple[float, ...] = ()  # what the values stand for, 0 where it is no number
    kind: str = ""  # what it rests on: assumption, data, evidence, structure, default
    reason: str = ""  # of the assumption
    meaning: str = ""  # what the format says about it
    file: str = ""  # where it stands, "" if it is written nowhere
    line: int = 0
    shared: bool = False  # it belongs to parts that add up to 1, the others of which give way
    is_yardstick: bool = False  # it only says how a game is counted (a goal, a weight, a condition), not how it goes

    @property
    def path(self) -> tuple[str, ...]:
        """The path of the setting, step by step."""
        return tuple(self.setting.split("."))

    @property
    def is_range(self) -> bool:
        """Whether it varies continuously."""
        return not self.values

    @property
    def is_text(self) -> bool:
        """Whether its values are set as they are written, and not as numbers."""
        return not self.is_range and not self.shared

    @property
    def ends(self) -> tuple[float, ...]:
        """The positions that are tried where it varies alone: ends that are not what it is already, or all values."""
        if self.values:
            return tuple(self.position(place) for place in range(len(self.values)))
        return tuple(at for at, end in ((0.0, self.low), (1.0, self.high)) if end != self.base)

    def position(self, place: int) -> float:
        """Return the position of one of its values."""
        return place / (len(self.values) - 1) if len(self.values) > 1 else 0.0

    def snapped(self, at: float) -> float:
        """Return the nearest position that names a value."""
        return self.position(self._place(at)) if self.values else at

    def _place(self, at: float) -> int:
        return min(int(at * len(self.values)), len(self.values) - 1)

    def number(self, at: float) -> float:
        """Return the number at a position."""
        if self.values:
            return self.numbers[self._place(at)]
        return self.high if at >= 1 else self.low + (self.high - self.low) * at

    def written(self, at: float) -> str:
        """Return the value at a position as it is written in --set."""
        if self.values:
            return self.values[self._place(at)]
        return f"{self.number(at)!r} {self.unit}".strip()

    def told(self, at: float) -> str:
        """Return the same for people."""
        return self.written(at) if self.values else f"{self.number(at):.4g} {self.unit}".strip()


@dataclass(frozen=True)
class LeftOut:
    """An assumption that cannot vary, and why."""

    setting: str
    why: str


Tell = Callable[[Problem], None]
Where = Callable[..., Place]


def factors_of(
    experiment: Experiment, laws: Laws, where: Where, tell: Tell
) -> tuple[tuple[Factor, ...], tuple[LeftOut, ...]]:
    """Return what varies, and the assumptions that cannot.

    Parameters
    ----------
    experiment : what was asked for.
    laws : of its scenario.
    where : returns the place of a setting of the experiment.
    tell : is given whatever is wrong with the experiment.
    """
    named = {path: _named(path, how, laws, where, tell) for path, how in experiment.vary.items()}
    found = [factor for factor in named.values() if factor is not None]
    left_out: list[LeftOut] = []
    if experiment.assumptions is not None:
        for card in _assumed(experiment.assumptions, laws.bases, where, tell):
            if card.setting in named:
                continue
            one = moved(card, experiment.assumptions.by, laws)
            if isinstance(one, Factor):
                found.append(one)
            else:
                left_out.append(one)
    if not isinstance(experiment.design, OneAtATime):
        found, more = _side_by_side(found, laws, frozenset(named))
        left_out += more
    return tuple(found), tuple(left_out)


def _side_by_side(found: Sequence[Factor], laws: Laws, named: Collection[str]) -> tuple[list[Factor], list[LeftOut]]:
    """Return factors that can all move at once, and those that cannot move so at all.

    Shares of one thing may not add up to more than all of it, so that they do not go up as far together as each could
    alone. Whoever names a setting and its values is told where they do not fit.
    """
    groups: dict[tuple[str, ...], list[Factor]] = {}
    for factor in found:
        if factor.path[0] == "shares" and factor.setting not in named:
            groups.setdefault(factor.path[:-1], []).append(factor)
    part = {one.setting: _part_of_the_way(own, laws) for own in groups.values() for one in own}
    narrowed = [
        replace(factor, high=factor.base + (factor.high - factor.base) * part[factor.setting])
        if factor.base is not None and part.get(factor.setting, 1.0) < 1
        else factor
        for factor in found
    ]
    stuck = [factor for factor in narrowed if factor.is_range and factor.low == factor.high]
    return [one for one in narrowed if one not in stuck], [
        LeftOut(one.setting, "the shares beside it leave it no room") for one in stuck
    ]


def _part_of_the_way(factors: Sequence[Factor], laws: Laws) -> float:
    """Return how far factors can all go up at once, as a part of their ways: all, half of it, a quarter ... or none."""
    part = 1.0
    for _ in range(_HALVINGS):
        ends = {one.path: one.base + (one.high - one.base) * part for one in factors if one.base is not None}
        if not laws.fault(ends):
            return part
        part /= 2
    return 0.0


def _assumed(asked: Assumptions, bases: Bases, where: Where, tell: Tell) -> Iterator[Card]:
    """Yield the assumptions of the parts that are asked for."""
    paths = [path for path in bases.paths if bases.card(path).assumed]
    for name, patterns in (("under", asked.under), ("except", asked.except_)):
        for number, pattern in enumerate(patterns, start=1):
            if not any(_is_under(path, pattern) for path in paths):
                starts = dict.fromkeys(".".join(path[:size]) for path in paths for size in (1, 2, 3))
                near = nearest(pattern, starts)
                hint = f'did you mean "{near}"?' if near else "write a path such as rules.answers or actors.*.hedging"
                sentence = f'no assumption of the scenario stands under "{clip(pattern)}"'
                tell(Problem("EXP02", where("assumptions", name, str(number)), sentence, hint))
    for path in paths:
        wanted = not asked.under or any(_is_under(path, pattern) for pattern in asked.under)
        if wanted and not any(_is_under(path, pattern) for pattern in asked.except_):
            yield bases.card(path)


def _is_under(path: Sequence[str], pattern: str) -> bool:
    steps = pattern.split(".")
    return len(steps) <= len(path) and all(fnmatchcase(own, step) for own, step in zip(path, steps, strict=False))


def _factor(card: Card, low: float, high: float, laws: Laws) -> Factor:
    place = card.place if card.place is not None and card.place.file != COMMAND_LINE else None
    file, line = ("", 0) if place is None else (Path(place.file).name, place.line)
    return Factor(
        card.setting, card.unit, card.value, low, high, kind=card.kind, reason=_reason(card), meaning=card.meaning,
        file=file, line=line, shared=laws.is_shared(card.path), is_yardstick=_is_yardstick(card.path),
    )  # fmt: skip


def _is_yardstick(path: Sequence[str]) -> bool:
    return path[0] == "claims" or (path[0] == "actors" and path[2] in ("objectives", "scale"))


def as_played(factors: Sequence[Factor], seekers: Collection[str]) -> tuple[Factor, ...]:
    """Return factors as they are where some actors play for their score: what that counts changes how they play."""
    return tuple(
        replace(one, is_yardstick=False)
        if one.setting.startswith(tuple(f"actors.{actor}." for actor in seekers))
        else one
        for one in factors
    )


def _reason(card: Card) -> str:
    """Return why it is assumed, be it the factor of a product alone."""
    return card.reason or (_reason(card.times) if card.times is not None else "")


def moved(card: Card, by: float, laws: Laws) -> Factor | LeftOut:
    """Return an assumption with the range that its size gives it, as far as that is allowed."""
    if card.value == 0:
        return LeftOut(card.setting, "it is 0, of which no part can be taken: vary it by name, between two values")
    if laws.is_all(card.path):
        return LeftOut(card.setting, "it is the only part of what adds up to 1")
    ends, why = [], ""
    for sign in (-1.0, 1.0):
        end, reason = _lawful(card, sign * by * abs(card.value), laws)
        ends.append(end)
        why = why or reason
    if ends == [card.value] * 2:
        return LeftOut(card.setting, why or "it stands at the end of what is allowed")
    return _factor(card, ends[0], ends[1], laws)


def _lawful(card: Card, step: float, laws: Laws) -> tuple[float, str]:
    """Return the farthest value up to a step away that the scenario allows, halving the step where it does not."""
    why = ""
    for _ in range(_HALVINGS):
        end = card.inside(float(f"{card.value + step:.12g}"))  # 0.45, not 0.44999999999999996
        fault = laws.fault({card.path: end}) if end != card.value else ""
        if not fault:
            return end, why
        why, step = fault, step / 2
    return card.value, why


def _named(path: str, how: Variation, laws: Laws, where: Where, tell: Tell) -> Factor | None:
    """Return a setting that varies by name; whatever it cannot be is told."""
    steps = tuple(path.split("."))
    card = laws.bases.card(steps) if steps in laws.bases else None
    values = how.values or how.between or ("",)
    place = where("vary", path)
    if how.by:
        return _by(card, how.by, path, laws, place, tell)
    numbers = []
    for number, value in enumerate(values, start=1):
        exact = _tried(
            path, value, steps, laws, where("vary", path, "values" if how.values else "between", str(number)), tell
        )
        if exact is None:
            return None
        numbers.append(exact)
    if how.values:
        if len(set(how.values)) < len(how.values):
            tell(Problem("EXP03", place, f"{path}: a value stands twice", "name each of them once"))
            return None
        plain = Factor(path) if card is None else _factor(card, 0, 0, laws)
        return replace(plain, values=how.values, numbers=tuple(numbers))
    if card is None or numbers[0] == numbers[1]:
        sentence = (
            f"{path} has no values between these two" if card else f"{path} is no number, so nothing lies between"
        )
        tell(Problem("EXP03", place, sentence, "name its values: {values: [...]}"))
        return None
    if laws.is_whole(steps):
        tell(Problem("EXP03", place, f"{path} is a whole number", "name its values: {values: [...]}"))
        return None
    return _factor(card, min(numbers), max(numbers), laws)


def _by(card: Card | None, by: float, path: str, laws: Laws, place: Place, tell: Tell) -> Factor | None:
    if card is None:
        _missing(path, laws, place, tell)
        return None
    found = (
        moved(card, by, laws)
        if not laws.is_whole(card.path)
        else LeftOut(path, "it is a whole number: name its values")
    )
    if isinstance(found, Factor):
        return found
    tell(Problem("EXP03", place, f"{path} cannot vary so: {found.why}"))
    return None


def _missing(path: str, laws: Laws, place: Place, tell: Tell) -> None:
    known: Mapping[str, None] = dict.fromkeys(".".join(own) for own in laws.bases.paths)
    near = nearest(path, known)
    hint = f'did you mean "{near}"?' if near else "wedge check and docs/scenario-format.md name the settings"
    tell(Problem("EXP02", place, f'the scenario has no number "{clip(path)}"', hint))


def _tried(path: str, value: str, steps: tuple[str, ...], laws: Laws, place: Place, tell: Tell) -> float | None:
    """Try a value as --set does, and return the number that it stands for (0 if it is none); tell what is wrong."""
    if steps in laws.bases and laws.is_shared(steps):
        exact = laws.read(steps, value)
        if isinstance(exact, Problem):
            tell(replace(exact, code="EXP03", place=place, notes=()))
            return None
        if fault := laws.fault({steps: exact}):
            tell(Problem("EXP03", place, f"{path}: {fault}"))
            return None
        return exact
    changed = load(laws.loaded.path, (*laws.loaded.changes, f"{path}={value}"), companions=False)
    if changed.scenario is None:
        first = next(problem for problem in changed.problems if problem.severity == "error")
        code = "EXP02" if first.code in ("SET02", "KEY02") else "EXP03"
        tell(Problem(code, place, first.sentence, first.hint))
        return None
    bases = Bases(changed)
    return bases.card(steps).value if steps in bases else 0.0
