"""What a sweep is asked for: a file of experiments, those of a shipped scenario, or words on the command line."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from game.cli.calling import CallError, Failure, clip, pairs
from game.cli.compare import varied
from game.cli.finding import find_scenario
from game.ensemble.sheets import formats_here
from game.scenario.experiments import Experiment, Experiments, read_experiments, read_object, scenario_of
from game.scenario.library import id_in, shipped_experiments, shipped_paths
from game.scenario.problems import Problem
from game.scenario.tree import Place

__all__ = ["Asked", "asked_of"]

_WORDS = (
    "assumptions", "under", "besides", "vary", "metrics", "design", "points", "samples", "trajectories", "leading",
    "length", "changes", "policies",
)  # fmt: skip
_OPTIONS = {"besides": "except", "metrics": "metric", "changes": "set", "policies": "policy"}


@dataclass(frozen=True)
class Asked:
    """Experiments, and where they come from."""

    path: str
    experiments: Mapping[str, Experiment]
    file: Experiments | None  # None: from the command line
    formats: tuple[str, ...]
    varied: tuple[str, ...] = ()  # as they were typed

    def place(self, *path: str) -> Place:
        """Return where a setting of an experiment stands."""
        if self.file is not None:
            return self.file.place(*path)
        setting = path[2] if path[1:2] == ("vary",) else None  # after the name of the experiment
        typed = next((word for word in self.varied if word.partition("=")[0].strip() == setting), None)
        return Place("the command line" if typed is None else f"--vary {typed}", 1, 1)

    def fault(self, problems: Sequence[Problem]) -> CallError | Failure:
        """Return what is wrong with an experiment: with its place in the file, or as one sentence."""
        if self.file is not None:
            return Failure(f"{self.path} cannot be played.\n{self.file.told(problems)}")
        first = problems[0]
        said = [first.sentence, first.hint] if first.hint and "write" not in first.hint else [first.sentence]
        told = " ".join(_ended(one) for one in said)
        return CallError(f"{first.place.file}: {told}" if first.place.file.startswith("--") else told)

    def scenario(self, name: str, experiment: Experiment) -> str:
        """Return the scenario of an experiment: a file beside its own, or a shipped one.

        Raises
        ------
        Failure
            If there is none.
        """
        if self.file is None:
            return experiment.scenario
        found = scenario_of(self.file, name)
        if isinstance(found, Problem):
            raise self.fault([found])
        return found


def asked_of(arguments: argparse.Namespace) -> Asked:
    """Return what is asked for.

    Raises
    ------
    CallError, Failure
        If it cannot be read, with the sentence.
    """
    formats = formats_here() if arguments.out is not None else ()
    if arguments.assumptions is not None or arguments.vary:
        if arguments.experiment is not None:
            raise CallError(
                f"{clip(arguments.experiment)!r} is one word too many: --assumptions and --vary make the experiment."
            )
        experiment = _from_words(arguments)
        return Asked(arguments.name, {"this": experiment}, None, formats, tuple(arguments.vary))
    path = _file(arguments.name)
    given = [word for word in _WORDS if getattr(arguments, word) not in (None, [])]
    if given:
        option = _OPTIONS.get(given[0], given[0])
        raise CallError(
            f"--{option} belongs to an experiment that is made on the command line, with --assumptions 25% or --vary; "
            f"an experiment of a file says it there."
        )
    found = read_experiments(path)
    if found.is_scenario:
        raise CallError(
            f"{path} is a scenario. Move its assumptions with --assumptions 25%, or settings with --vary PATH=V1,V2; "
            "or name a file of experiments."
        )
    if found.named is None:
        raise Failure(f"{path} cannot be played.\n{found.report}")
    others = {name: getattr(arguments, name) for name in ("games", "seed") if getattr(arguments, name) is not None}
    named = {name: replace(experiment, **others) for name, experiment in found.named.items()}
    return Asked(str(path), named, found, formats)


def _file(name: str) -> Path:
    """Return the file of experiments that was named, or that of a shipped scenario."""
    path = Path(name)
    try:
        if path.is_file() and not any(path.samefile(own) for own in shipped_paths()):
            return path
    except (OSError, ValueError):
        raise CallError(f"There is no file {clip(name)!r}.") from None
    known = shipped_experiments()
    if name in known:
        return known[name]
    found = find_scenario(name)  # says what there is, if it is none
    own = known.get(id_in(found))
    if own is None:
        raise CallError(
            f"No experiments are shipped for {clip(name)!r}. Move its assumptions with --assumptions 25%, or settings "
            "with --vary PATH=V1,V2."
        )
    return own


def _from_words(arguments: argparse.Namespace) -> Experiment:
    """Return the experiment that the words make, read like that of a file."""
    design = {name: getattr(arguments, name) for name in ("points", "samples", "trajectories", "leading")}
    kind = arguments.design or _usual(arguments)
    plain: dict[str, Any] = {
        "scenario": arguments.name,
        "games": arguments.games,
        "seed": arguments.seed,
        "length": arguments.length,
        "set": pairs(arguments.changes, "PATH=VALUE", "--set"),
        "policies": pairs(arguments.policies, "ACTOR=NAME", "--policy"),
        "metrics": arguments.metrics,
        "vary": {path: _variation(values) for path, values in _varied(arguments.vary).items()},
        "design": {"kind": kind, **{name: value for name, value in design.items() if value is not None}},
    }
    if arguments.assumptions is not None:
        plain["assumptions"] = {"by": arguments.assumptions, "under": arguments.under, "except": arguments.besides}
    elif arguments.under or arguments.besides:
        raise CallError("--under and --except choose among the assumptions: they need --assumptions 25%.")
    found = read_object({key: value for key, value in plain.items() if value not in (None, [], {})})
    if isinstance(found, Experiment):
        return found
    raise CallError(_without_path(found))


def _without_path(problems: Sequence[Problem]) -> str:
    first = problems[0]
    sentence = first.sentence.replace("experiments, it, ", "").replace(" in experiments, it", "")
    return f"{sentence[:1].upper()}{sentence[1:]}. {first.hint[:1].upper()}{first.hint[1:]}".strip().rstrip(".") + "."


def _usual(arguments: argparse.Namespace) -> str:
    """Return the design that is meant where none is named."""
    if arguments.samples or arguments.leading:
        return "sobol"
    if arguments.trajectories:
        return "morris"
    if arguments.points:
        return "latin_hypercube"
    return "one_at_a_time" if arguments.assumptions is not None else "grid"


def _varied(words: Sequence[str]) -> dict[str, list[str]]:
    return varied(words, "PATH=VALUE,VALUE or PATH=LOW..HIGH", "--vary")


def _variation(values: Sequence[str]) -> dict[str, Any]:
    """Return how a setting varies: V1,V2,... or LOW..HIGH or a part of itself such as 25%."""
    if len(values) == 1 and ".." in values[0]:
        low, _, high = values[0].partition("..")
        return {"between": [low.strip(), high.strip()]}
    if len(values) == 1 and values[0].endswith("%"):
        return {"by": values[0]}
    return {"values": list(values)}


def _ended(sentence: str) -> str:
    """Return a sentence with its first letter and its end as they should be."""
    whole = sentence[:1].upper() + sentence[1:]
    return whole if whole.endswith((".", "?")) else f"{whole}."
