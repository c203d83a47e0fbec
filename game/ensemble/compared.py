"""A comparison as a notebook wants it: a table of differences, and `compare`, which is `game.compare`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from os import PathLike, fspath
from typing import Any

import numpy as np

from game.ensemble.arms import Arm, Comparison, Wish, compare_arms, wishes
from game.ensemble.comparison_files import differences_table, write_comparison
from game.ensemble.errors import CallError, whole_number
from game.ensemble.players import Player, name_of
from game.ensemble.setup import changes_of, load_with, set_up
from game.ensemble.sheets import formats_here
from game.ensemble.table import Table
from game.scenario.load import Loaded

__all__ = ["Differences", "compare"]

_SUMMARY = ("arm", "metric", "of", "unit", "reference_mean", "arm_mean", "difference", "low", "high", "effect",
            "verdict")  # fmt: skip


class Differences(Table):
    """How every arm of a comparison differs from the first one: one row an arm and metric.

    Columns: `arm`, `reference`, `metric`, `of`, `unit`, `reference_mean`, `arm_mean`, `difference` (mean, run by run)
    with its 95 % interval `low` to `high`, `effect` (in standard deviations between games), `higher` and `lower` (in
    how many runs), `p`, `p_corrected` (Holm) and `verdict`: higher, lower, open (cannot be told apart) or same.

    Attributes
    ----------
    found : the comparison itself.
    arms : the names of the arms, the reference first.
    left_out : metrics and claims that only some arms have.
    """

    def __init__(self, found: Comparison) -> None:
        table = differences_table(found)
        super().__init__({name: table[name] for name in table.columns}, table.title)
        self.found = found
        self.arms = tuple(arm.name for arm in found.arms)
        self.left_out = found.left_out

    def summary(self) -> Table:
        """Return the differences that can be told from chance, the largest effect of each arm first.

        Returns
        -------
        Table
            Columns `arm`, `metric`, `of`, `unit`, `reference_mean`, `arm_mean`, `difference`, `low`, `high`, `effect`,
            `verdict`; no rows if nothing can be told apart.
        """
        stated = np.flatnonzero(np.isin(self["verdict"], ("higher", "lower")))
        size = -np.nan_to_num(np.abs(self["effect"][stated]), nan=np.inf)
        place = {name: number for number, name in enumerate(self.arms)}
        order = stated[np.lexsort((size, [place[str(name)] for name in self["arm"][stated]]))]
        return Table({name: self[name][order] for name in _SUMMARY}, self.title)


def compare(
    *scenarios: "Loaded | str | PathLike[str]",
    vary: Mapping[str, Sequence[Any]] | None = None,
    vary_policy: Mapping[str, Sequence[Player]] | None = None,
    games: int = 1000,
    seed: int = 0,
    policies: Mapping[str, Player] | None = None,
    turns: int | None = None,
    length: str | None = None,
    overrides: Mapping[str, Any] | Iterable[str] = (),
    workers: int | None = None,
    cluster: str | None = None,
    out: "str | PathLike[str] | None" = None,
    progress: Callable[[int], None] | None = None,
) -> Differences:
    """Play the same luck under several scenarios, settings or policies, and compare each with the first one.

    Several of `scenarios`, `vary` and `vary_policy` give all their combinations.

    Parameters
    ----------
    scenarios : files, ids of shipped scenarios, or what `game.load` returned.
    vary : values by path, as {"actors.japan.hedging": [1.0, 1.2]}; one value alone is compared with what the scenario
        says itself.
    vary_policy : policies by actor: names, policies or functions as in `game.run`; one alone is compared with the
        usual one.
    games : how many of each arm, at least 2.
    seed : the seed of chance, for all arms.
    policies : who plays which actor in all arms, where it is not the scenario's own choice.
    turns : only the first turns.
    length : the id of one of the scenarios' lengths.
    overrides : changed settings in all arms, as {"actors.japan.hedging": 1.2} or ["actors.japan.hedging=1.2"].
    workers : how many processes; one a core if not given, and none where there is little to do.
    cluster : the address of a Dask scheduler, or "local:4" for four workers on this machine.
    out : a folder into which differences, the games of all arms and a manifest are written; what was broken off is
        taken up again by the same call.
    progress : is told how many games were played since it was last called.

    Returns
    -------
    Differences
        A table with one row an arm and metric.

    Raises
    ------
    ValueError
        If something was asked for that does not exist, or nothing is to be compared.
    RuntimeError
        If a scenario has errors, or the games cannot be played or written.

    Examples
    --------
    >>> import game
    >>> found = game.compare("two-harbours", vary={"actors.halmar.purse.income": ["0.1 bn USD/quarter"]}, games=100)
    >>> found.arms
    ('as it is', 'actors.halmar.purse.income=0.1 bn USD/quarter')
    >>> scores = (found["metric"] == "score") & (found["of"] == "halmar")
    >>> str(found["verdict"][scores][0])
    'lower'
    >>> "score" in found.summary()["metric"]
    True
    """
    games = whole_number("games", games, 2)
    if not scenarios:
        raise CallError("There is nothing to compare: name a scenario.")
    sources = _named(scenarios)
    players = {actor: {name_of(one): one for one in own} for actor, own in (vary_policy or {}).items()}
    settings = {path: [_written(value) for value in _listed(path, own)] for path, own in (vary or {}).items()}
    common = changes_of(overrides)
    asked = wishes(tuple(sources), settings, {actor: tuple(own) for actor, own in players.items()})
    arms = [
        Arm.of(wish.name, set_up(
            load_with(sources[wish.scenario], (*common, *wish.changes)), games=games, seed=seed,
            players={**(policies or {}), **_players(wish, players)}, turns=turns, length=length,
            formats=() if out is None else formats_here(),
        ))
        for wish in asked
    ]  # fmt: skip
    how: dict[str, Any] = {"workers": workers, "cluster": cluster, "progress": progress}
    return Differences(compare_arms(arms, **how) if out is None else write_comparison(arms, fspath(out), **how))


def _named(scenarios: Sequence[Any]) -> dict[str, Any]:
    """Return scenarios by the names that arms have."""
    found: dict[str, Any] = {}
    for one in scenarios:
        name = (
            str(one.scenario.id if one.scenario is not None else one.path) if isinstance(one, Loaded) else fspath(one)
        )
        if name in found:
            raise CallError(f"The scenario {name!r} is named twice: an arm is compared with another one.")
        found[name] = one
    return found


def _listed(path: str, values: Sequence[Any]) -> Sequence[Any]:
    if isinstance(values, str) or not isinstance(values, Sequence):
        raise CallError(f"vary: {path} needs a list of values, found {values!r}.")
    return values


def _written(value: Any) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def _players(wish: Wish, players: Mapping[str, Mapping[str, Player]]) -> dict[str, Player]:
    return {actor: players[actor][name] for actor, name in wish.policies.items()}
