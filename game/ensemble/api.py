"""The ensemble as a function: `game.run`, and `game.read_results` for what it wrote."""

from collections.abc import Callable, Iterable, Mapping
from os import PathLike, fspath
from pathlib import Path
from typing import Any

import numpy as np

from game.ensemble.errors import CallError, Failure, whole_number
from game.ensemble.kinds import COMMANDS, RUN
from game.ensemble.manifest import load_manifest
from game.ensemble.players import Player
from game.ensemble.playing import play_all
from game.ensemble.results import Results, joined
from game.ensemble.setup import Setup, changes_of, load_with, set_up, set_up_again
from game.ensemble.sheets import formats_here, parquet
from game.ensemble.task import Played
from game.ensemble.writing import write_ensemble
from game.scenario.load import Loaded

__all__ = ["read_results", "run"]


def run(
    scenario: "Loaded | str | PathLike[str]",
    *,
    games: int = 1000,
    seed: int = 0,
    policies: Mapping[str, Player] | None = None,
    turns: int | None = None,
    length: str | None = None,
    overrides: Mapping[str, Any] | Iterable[str] = (),
    trace: bool = False,
    workers: int | None = None,
    cluster: str | None = None,
    out: "str | PathLike[str] | None" = None,
    progress: Callable[[int], None] | None = None,
    chunk: int | None = None,
    backend: str = "numpy",
) -> Results:
    """Play an ensemble.

    The same scenario, seed, policies and turns give the same games, to the last bit: with any number of workers, in
    chunks of any size, alone or among a million others.

    Parameters
    ----------
    scenario : a file, the id of a shipped scenario, or what `game.load` returned.
    games : how many.
    seed : the seed of chance. Two ensembles with the same seed share their luck, run by run.
    policies : who plays which actor, where it is not the scenario's own choice: the name of a policy, a policy
        (an object with `answers`, `order`, `move` and `answer`), or a function that is given the `View` of one game
        and returns the orders of a power, or the own move of a state.
    turns : only the first turns.
    length : the id of one of the scenario's lengths.
    overrides : changed settings, as {"actors.japan.hedging": 1.2} or ["actors.japan.hedging=1.2"].
    trace : whether every metric is kept after every turn as well.
    workers : how many processes; one a core if not given, and none where there is little to do.
    cluster : the address of a Dask scheduler, or "local:4" for four workers on this machine.
    out : a folder into which tables and a manifest are written. Memory then stays the same for any number of games,
        until a column is asked for; what was broken off is taken up again by the same call.
    progress : is told how many games were played since it was last called.
    chunk : games that are played side by side; chosen by their speed if not given.
    backend : what computes the games: "numpy", or "jax", which compiles the rules for an accelerator first (a minute
        or two) and may differ from NumPy in the last bits of a number.

    Returns
    -------
    Results
        A table with one row a run.

    Raises
    ------
    ValueError
        If something was asked for that does not exist; the sentence says what there is.
    RuntimeError
        If the scenario has errors, or the games cannot be played or written.

    Examples
    --------
    >>> import game
    >>> found = game.run("two-harbours", games=200, seed=7)
    >>> len(found), found["score.halmar"].shape
    (200, (200,))
    >>> income = {"actors.halmar.purse.income": "0.1 bn USD/quarter"}
    >>> poor = game.run("two-harbours", games=200, seed=7, overrides=income)
    >>> bool((poor["score.halmar"] - found["score.halmar"]).mean() < 0)  # paired: the same luck
    True

    A policy of one's own, as a function that is asked about one game after the other:

    >>> def thrifty(view):
    ...     if view.state.purse[view.place, 0] > 1.0:
    ...         return [game.Order("halmar", "wind_park", "oro")]
    >>> game.run("two-harbours", games=20, policies={"halmar": thrifty}).plan.seats["halmar"]
    '(game.ensemble.api.thrifty)'
    """
    games = whole_number("games", games, 1)
    setup = set_up(
        load_with(scenario, changes_of(overrides)), games=games, seed=seed, players=policies, turns=turns,
        length=length, trace=trace, formats=() if out is None else formats_here(), backend=backend,
    )  # fmt: skip
    how: dict[str, Any] = {"workers": workers, "cluster": cluster, "chunk": chunk}
    if out is None:
        parts = []
        for played in play_all(setup.task, games, **how):
            parts.append(played)
            if progress is not None:
                progress(len(played.runs))
        whole = joined(parts)
        return Results(setup, lambda: whole)
    write_ensemble(setup, fspath(out), progress=progress, **how)
    return Results(setup, lambda: _read(setup, Path(out)))


def read_results(folder: "str | PathLike[str]") -> Results:
    """Return the results that `wedge run --out` or `game.run(..., out=...)` wrote into a folder.

    The tables are read when a column is asked for.

    Parameters
    ----------
    folder : with `manifest.json` in it, or the manifest itself.

    Raises
    ------
    ValueError
        If there is no manifest that can be read, or it is not one of games (but of a comparison, say).
    RuntimeError
        If its scenario cannot be played here, or comes to another world.

    Examples
    --------
    >>> import game, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     played = game.run("two-harbours", games=20, out=folder)
    ...     again = game.read_results(folder)
    ...     bool((again["score.oro"] == played["score.oro"]).all())
    True
    """
    place = Path(folder)
    manifest = load_manifest(place)
    if manifest.kind != RUN:
        command = COMMANDS[manifest.kind]
        raise CallError(f"{fspath(folder)} holds what {command} wrote; its tables are for any reader of CSV.")
    setup = manifest.ready(lambda found: set_up_again(found.plan))
    return Results(setup, lambda: _read(setup, place if place.is_dir() else place.parent))


def _read(setup: Setup, folder: Path) -> Played:
    """Read the tables of a folder back, from Parquet if it is there."""
    plan, count = setup.plan, len(setup.task.claims)
    rows = _columns(folder, "results", plan.formats, plan.games)
    values = rows[2 : len(rows) - count].astype(np.float32)
    trace = None
    if plan.trace:
        metrics = len(values) - count
        column = _columns(folder, "trace", plan.formats, plan.games * plan.turns * metrics, only=4)
        trace = column.reshape(plan.games, plan.turns, metrics).transpose(1, 2, 0).astype(np.float32)
    return Played(range(plan.games), values, trace)


def _columns(folder: Path, name: str, formats: tuple[str, ...], rows: int, only: int | None = None) -> Any:
    path = folder / f"{name}.{formats[-1]}"
    try:
        if path.suffix == ".parquet":
            table = parquet().read_table(path)
            wanted = table.columns if only is None else [table.columns[only]]
            found = np.stack([np.asarray(column, np.float64) for column in wanted])
        else:
            found = np.loadtxt(path, delimiter=",", skiprows=1, ndmin=2, usecols=only).T
    except (OSError, ValueError) as error:
        raise Failure(f"{path} cannot be read: {error}.") from None
    if found.shape[1] != rows:
        raise Failure(f"{path} has {found.shape[1]:,} rows, and its manifest speaks of {rows:,}.")
    return found
