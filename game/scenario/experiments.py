"""Experiments: files that name what is varied, between which values, by which design, and what is looked at.

They are written in the same strict YAML as scenarios, and read by the same reader from the declarations below.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, is_dataclass
from pathlib import Path
from typing import Any, ClassVar

from game.model.fields import Part, Text, entries, line, many, number, part, text, union, whole
from game.scenario.library import id_in, shipped
from game.scenario.parse import Parsed, parse
from game.scenario.problems import Problem, format_problems, in_order, nearest
from game.scenario.read import read_file, read_text
from game.scenario.settings import settings_of
from game.scenario.tree import MapNode, Node, Place, ScalarNode, clip, found

__all__ = [
    "Assumptions", "Design", "Experiment", "Experiments", "File", "Grid", "LatinHypercube", "Morris", "OneAtATime",
    "Random", "Sobol", "Variation", "experiment_object", "read_experiments", "read_object", "scenario_of",
]  # fmt: skip

FORMAT = 1
_GAMES = 1_000_000
_MOST_BESIDE = 100  # files of a folder that are looked at for the one that was meant
_LEADING = "try all one at a time first, and go on with so many that move the metrics most; 0: with all"


@dataclass(frozen=True)
class OneAtATime:
    """Each setting alone to both of its ends, everything else as it is."""

    kind: ClassVar[str] = "one_at_a_time"


@dataclass(frozen=True)
class Grid:
    """Every combination of values."""

    kind: ClassVar[str] = "grid"
    steps: int = whole("how many values are taken from a range, both ends among them", low=2, high=50, default=3)
    leading: int = whole(_LEADING, low=0, high=10, default=0)


@dataclass(frozen=True)
class Random:
    """Points that are drawn evenly from all ranges at once."""

    kind: ClassVar[str] = "random"
    points: int = whole("how many", low=4, high=100_000, default=200)
    leading: int = whole(_LEADING, low=0, high=50, default=0)


@dataclass(frozen=True)
class LatinHypercube:
    """The same, spread so that every range is covered evenly (McKay, Beckman and Conover 1979)."""

    kind: ClassVar[str] = "latin_hypercube"
    points: int = whole("how many", low=4, high=100_000, default=200)
    leading: int = whole(_LEADING, low=0, high=50, default=0)


@dataclass(frozen=True)
class Sobol:
    """What share of a metric's variance each setting brings about, alone and with others (Sobol 2001, by SALib)."""

    kind: ClassVar[str] = "sobol"
    samples: int = whole("how many, a power of two; so many points for each setting and two more", low=8, high=65_536,
                         default=64)  # fmt: skip
    leading: int = whole(_LEADING, low=0, high=50, default=0)

    def __post_init__(self) -> None:
        if self.samples & (self.samples - 1):
            raise ValueError(f"samples is a power of two, such as 32, 64 or 128, not {self.samples}")


@dataclass(frozen=True)
class Morris:
    """Trajectories on which each setting moves once, wherever the others stand then (Morris 1991, by SALib)."""

    kind: ClassVar[str] = "morris"
    trajectories: int = whole("how many; a point for every setting and one more each", low=2, high=1000, default=10)


Design = OneAtATime | Grid | Random | LatinHypercube | Sobol | Morris


@dataclass(frozen=True)
class Variation:
    """How one setting varies: by the values named, between two, or by a part of what it is."""

    values: tuple[str, ...] = many("the values themselves, as in --set", Text("a value"), most=50, default=())
    between: tuple[str, ...] = many("the least and the greatest value", Text("a value"), least=2, most=2, default=())
    by: float = number(
        "by which part of itself it goes down and up, such as 25 %", low=0, high=100, structural=True, default=0.0
    )

    def __post_init__(self) -> None:
        if sum(map(bool, (self.values, self.between, self.by))) != 1:
            raise ValueError("give one of values: [...], between: [low, high] and by: 25 %")


@dataclass(frozen=True)
class Assumptions:
    """All numbers of the scenario that rest on an assumption, or those of some parts."""

    by: float = number(
        "by which part of itself each goes down and up, inside what is allowed", low=0.0001, high=100, structural=True,
        default=0.25,
    )  # fmt: skip
    under: tuple[str, ...] = many("only these parts, such as rules or actors.*.hedging", Text("a path"), default=())
    except_: tuple[str, ...] = many("not these parts", Text("a path"), default=())


@dataclass(frozen=True)
class Experiment:
    """One experiment."""

    title: str = line("what people read", default="")
    scenario: str = text("the id of a shipped scenario, or a file beside this one")
    length: str = text("one of the scenario's lengths; its own choice if left out", default="")
    games: int = whole("how many games are played at each point, with the same luck", low=2, high=_GAMES, default=200)
    seed: int = whole("the seed of chance", low=-(2**53), high=2**53, default=0)
    set_: dict[str, str] = entries("settings that are changed at all points", Text("a value"), default={})
    policies: dict[str, str] = entries("who plays which seat, if not the usual policy", Text("a policy"), default={})
    assumptions: Assumptions | None = part("vary the assumptions of the scenario", Assumptions, default=None)
    vary: dict[str, Variation] = entries(
        "settings that vary, by their paths", Part("how it varies", Variation), most=500, default={}
    )
    design: Design = union(
        "which points are played", OneAtATime, Grid, Random, LatinHypercube, Sobol, Morris, default=OneAtATime()
    )
    metrics: tuple[str, ...] = many(
        "what is looked at, such as score.japan, met.* or tension; what the usual line-up measures if left out",
        Text("a metric"),
        default=(),
    )


@dataclass(frozen=True)
class File:
    """A file of experiments."""

    format: int = whole("the version of this format", low=1, high=FORMAT)
    experiments: dict[str, Experiment] = entries(
        "the experiments by their names", Part("an experiment", Experiment), defines="experiments", least=1, most=100
    )


@dataclass(frozen=True)
class Experiments:
    """What came of a file. `named` is None exactly when there are errors."""

    path: Path
    named: Mapping[str, Experiment] | None
    problems: tuple[Problem, ...]
    texts: Mapping[str, Sequence[str]]
    parsed: Parsed | None = None
    is_scenario: bool = False  # it has actors and levers, and no experiments
    is_experiments: bool = False  # it has experiments, with or without faults

    @property
    def report(self) -> str:
        """All problems as text, "" if there are none."""
        return format_problems(self.problems, self.texts)

    def place(self, *path: str) -> Place:
        """Return where a setting stands, or the nearest section around it."""
        assert self.parsed is not None
        return self.parsed.place("experiments", *path)

    def told(self, problems: Sequence[Problem]) -> str:
        """Return problems that were found later, as text."""
        return format_problems(problems, self.texts)


def read_experiments(path: Path) -> Experiments:
    """Read a file of experiments.

    Returns
    -------
    Experiments
        Never raises: whatever is wrong is among the problems.
    """
    reading = read_file(path)
    texts = {reading.file: reading.lines}
    root, problems = reading.node, list(reading.problems)
    if not isinstance(root, MapNode):
        if not problems:
            sentence = "the file holds no settings" if root is None else f"expected settings, found {found(root)}"
            place = root.place if root is not None else Place(str(path), 1, 1)
            problems.append(Problem("FIL04", place, sentence, "begin with format: 1"))
        return Experiments(path, None, in_order(problems), texts)
    if "experiments" not in root.names and {"actors", "levers", "extends"} & set(root.names):
        return Experiments(path, None, (), texts, is_scenario=True)
    has_any = "experiments" in root.names
    parsed = parse(_long(root), File)
    problems += parsed.problems
    named = parsed.scenario.experiments if parsed.scenario is not None and not problems else None
    return Experiments(path, named, in_order(problems), texts, parsed, is_experiments=has_any)


def _long(root: MapNode) -> MapNode:
    """Write `assumptions: all` as the section that it is short for."""
    entries = []
    for key, value in root:
        if key.text == "experiments" and isinstance(value, MapNode):
            value = MapNode(value.place, tuple((name, _each(one)) for name, one in value))
        entries.append((key, value))
    return MapNode(root.place, tuple(entries))


def _each(node: Node) -> Node:
    if not isinstance(node, MapNode):
        return node
    return MapNode(node.place, tuple((key, _all(value) if key.text == "assumptions" else value) for key, value in node))


def _all(node: Node) -> Node:
    return MapNode(node.place, ()) if isinstance(node, ScalarNode) and node.text == "all" else node


def scenario_of(found: Experiments, name: str) -> str | Problem:
    """Return the scenario of an experiment, a file beside its own or a shipped one; or that there is none."""
    assert found.named is not None
    wanted = found.named[name].scenario
    if Path(wanted).name == wanted and wanted.endswith((".yaml", ".yml")) and (found.path.parent / wanted).is_file():
        return str(found.path.parent / wanted)
    known = shipped()
    if wanted in known:
        return wanted
    near = _beside(found.path.parent, wanted) or nearest(wanted, known)
    hint = f'did you mean "{near}"?' if near else "name a shipped scenario, or a .yaml file of the same folder"
    return Problem("EXP01", found.place(name, "scenario"), f'there is no scenario "{clip(wanted)}" here', hint)


def _beside(folder: Path, wanted: str) -> str | None:
    """Return the file of a folder whose id or stem was named, or a name near to it."""
    files = [path for suffix in ("*.yaml", "*.yml") for path in sorted(folder.glob(suffix))][:_MOST_BESIDE]
    meant = next((path.name for path in files if wanted in (path.stem, id_in(path))), None)
    return meant or nearest(wanted, [path.name for path in files])


def experiment_object(experiment: Experiment) -> dict[str, Any]:
    """Return an experiment as plain data, in the words of the format: what stands in a manifest."""
    return dict(_plain(experiment))


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        kind = {"kind": value.kind} if hasattr(value, "kind") else {}
        settings = settings_of(type(value))
        own = {key: getattr(value, name) for key, (name, _, _) in settings.items()}
        return {**kind, **{key: _plain(one) for key, one in own.items() if not _is_default(one, settings[key][2])}}
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return list(value) if isinstance(value, tuple) else value


def _is_default(value: Any, default: Any) -> bool:
    return default is not MISSING and value == default


def read_object(plain: Mapping[str, Any]) -> "Experiment | tuple[Problem, ...]":
    """Return the experiment of plain data, or what is wrong with it: it is read like one of a file."""
    whole_file = {"format": FORMAT, "experiments": {"it": plain}}
    reading = read_text(json.dumps(whole_file), "experiment")
    if not isinstance(reading.node, MapNode):
        return reading.problems
    parsed = parse(reading.node, File)
    problems = (*reading.problems, *parsed.problems)
    if parsed.scenario is None or problems:
        return problems
    found: Experiment = parsed.scenario.experiments["it"]
    return found
