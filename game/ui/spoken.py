"""A scenario in the language that is spoken: what is read of it, never what is played."""

from collections import OrderedDict

from game.model.world import World
from game.scenario.compile import titles_of
from game.scenario.load import Loaded, spoken
from game.scenario.schema import Scenario
from game.ui.words import language

__all__ = ["name_things", "read_in_language"]

_MOST = 24  # scenarios and languages that are kept
_kept: OrderedDict[tuple[int, str], tuple[Loaded, Scenario]] = OrderedDict()


def read_in_language(loaded: Loaded) -> Scenario:
    """Return a scenario with its texts in the language that is spoken, as far as its translations go.

    Its digest is another than that of the scenario as it is written: games are made from that one.
    """
    assert loaded.scenario is not None
    key = id(loaded), language()
    found = _kept.get(key)
    if found is None or found[0] is not loaded:
        found = _kept[key] = loaded, spoken(loaded, language()) or loaded.scenario
        if len(_kept) > _MOST:
            _kept.popitem(last=False)
    return found[1]


def name_things(world: World, scenario: Scenario) -> None:
    """Have a compiled scenario call its things as a translation of the scenario does; rules see ids only."""
    world.names.titles.update(titles_of(scenario))
