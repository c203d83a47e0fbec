"""The manifest of a folder of results: what was played, by what, and what came of it; enough to get the same again."""

import json
import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from game.engine.step import RULES_VERSION
from game.ensemble.backends import JAX
from game.ensemble.errors import CallError, Failure, clip
from game.ensemble.folder import MANIFEST
from game.ensemble.kinds import BALANCE, CLAIMS, COMMANDS, COMPARISON, RUN, SWEEP
from game.ensemble.plan import Plan, read_plan
from game.ensemble.store import PLAN, UNFINISHED
from game.sim.untrusted import (
    Unreadable,
    WrongError,
    as_object,
    read_bytes,
    read_json,
    take,
    take_list,
    take_text,
    take_texts,
    take_whole,
)
from game.version import __version__

__all__ = ["Manifest", "as_object_of", "load_manifest", "load_unfinished", "manifest_text", "versions_here"]

_MOST_ARMS = 1000
_T = TypeVar("_T")


@dataclass(frozen=True)
class Manifest:
    """What a manifest says."""

    place: str  # its file
    kind: str  # one of `kinds`
    plan: Plan
    command: tuple[str, ...]  # as it was typed, empty if it was called from a program
    rules: int
    versions: Mapping[str, str]
    files: Mapping[str, str]  # the digest of every file
    experiment: Mapping[str, Any] | None = None  # of a sweep
    arms: tuple[tuple[str, Plan], ...] = ()  # of a comparison: the name of each, and what is played
    asked: Mapping[str, Any] = field(default_factory=dict)  # of a fact-check or a balance: what was asked for

    def read_asked(self, read: Callable[[Mapping[str, Any]], _T]) -> _T:
        """Return what a reader makes of `asked`.

        Raises
        ------
        CallError
            If the reader finds that it is not what it should be.
        """
        try:
            return read(self.asked)
        except WrongError as error:
            raise CallError(str(error)) from None

    def ready(self, again: "Callable[[Manifest], _T]") -> _T:
        """Return what is to be played again, as `again` makes it ready; whatever is wrong names this manifest.

        Raises
        ------
        CallError, Failure
            If it cannot be played.
        """
        try:
            return again(self)
        except (CallError, Failure) as error:
            raise type(error)(f"{self.place}: {error}") from error


def versions_here(plan: Plan) -> dict[str, str]:
    """Return the versions of everything that has a part in the bytes of the files."""
    found = {"wedge": __version__, "python": platform.python_version(), "numpy": np.__version__}
    others = [*(["pyarrow"] if "parquet" in plan.formats else ()), *(["jax"] if plan.backend == JAX else ())]
    for name in others:
        from importlib.metadata import PackageNotFoundError, version  # slow to import

        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "none"
    return found


def as_object_of(plan: Plan, command: Sequence[str]) -> dict[str, Any]:
    """Return what identifies games that are to be played, with the texts of the scenario at the end."""
    return {
        "kind": RUN,
        **plan.head,
        "command": list(command),
        "rules": RULES_VERSION,
        "versions": versions_here(plan),
        "texts": plan.lines,
    }


def manifest_text(
    plan: Plan, command: Sequence[str], files: Mapping[str, Any], own: Mapping[str, Any] | None = None
) -> str:
    """Return the manifest of finished results; `own` is what else it says, or says otherwise."""
    found = {**as_object_of(plan, command), **(own or {})}
    texts = found.pop("texts")
    return json.dumps({**found, "files": files, "texts": texts}, indent=1, ensure_ascii=True, allow_nan=False) + "\n"


def load_manifest(path: str | Path) -> Manifest:
    """Read a manifest, or that of a folder of results.

    Raises
    ------
    CallError
        If there is none that can be read.
    """
    place = Path(path)
    if place.is_dir():
        place = place / MANIFEST
    data = read_bytes(place, "manifest")
    found = data if isinstance(data, Unreadable) else read_json(data, partial(_build, str(place)))
    if isinstance(found, Unreadable):
        raise CallError(f"{place}: {found.sentence}")
    return found


def load_unfinished(folder: str, kind: str) -> Manifest:
    """Read the plan of what was broken off in a folder of results.

    Parameters
    ----------
    folder : of the results.
    kind : of what one would go on with.

    Raises
    ------
    CallError
        If nothing unfinished is there, or it belongs to another command.
    """
    place = Path(folder) / UNFINISHED / PLAN
    try:
        there = place.is_file()
    except (OSError, ValueError):
        there = False
    if not there:
        raise CallError(f"There is nothing unfinished in {clip(folder)!r}.")
    manifest = load_manifest(place)
    if manifest.kind != kind:
        raise CallError(
            f"What is unfinished there was begun by {COMMANDS[manifest.kind]}. Go on with: "
            f"{COMMANDS[manifest.kind]} --resume {folder}"
        )
    return manifest


def _build(place: str, found: Mapping[str, Any]) -> Manifest:
    kind = found.get("kind")
    if not isinstance(kind, str) or kind not in COMMANDS:
        raise WrongError(f"It is no manifest of wedge: its kind should be one of {', '.join(map(repr, COMMANDS))}.")
    where = "the manifest"
    versions = as_object(take(found, "versions", where), "versions")
    files = as_object(found.get("files", {}), "files")
    return Manifest(
        place=place,
        kind=kind,
        plan=read_plan(found),
        command=take_texts(take_list(found, "command", where), "command"),
        rules=take_whole(found, "rules", where),
        versions={name: take_text(versions, name, "versions") for name in versions},
        files={name: take_text(as_object(files[name], name), "sha256", name) for name in files},
        experiment=as_object(take(found, "experiment", where), "experiment") if kind == SWEEP else None,
        arms=_arms(found) if kind == COMPARISON else (),
        asked=as_object(take(found, "asked", where), "asked") if kind in (CLAIMS, BALANCE) else {},
    )


def _arms(found: Mapping[str, Any]) -> tuple[tuple[str, Plan], ...]:
    """Return the arms of a comparison; the texts of all scenarios stand once, by their files."""
    listed = [as_object(one, "arms") for one in take_list(found, "arms", "the manifest", _MOST_ARMS)]
    if len(listed) < 2:
        raise WrongError("arms: expected two or more.")
    scenarios = as_object(take(found, "scenarios", "the manifest"), "scenarios")
    arms = []
    for one in listed:
        texts = take(scenarios, take_text(one, "digest_of_texts", "arms"), "scenarios")
        arms.append((take_text(one, "name", "arms"), read_plan({**one, "texts": texts})))
    return tuple(arms)
