"""A scenario in the language that is spoken: what is read of it, never what is played."""

from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path

from game.model.world import World
from game.scenario.compile import titles_of
from game.scenario.load import Loaded, translated
from game.scenario.schema import Scenario
from game.scenario.translation import in_language
from game.ui.words import N_, _, language

__all__ = ["basis_in_language", "known_in_language", "name_things", "quote_in_language", "read_in_language"]

_MOST = 24  # scenarios and languages that are kept
_kept: OrderedDict[tuple[int, str], tuple[Loaded, Scenario, Mapping[tuple[str, ...], str]]] = OrderedDict()

N_("set on the command line")  # the reason of a number that was changed for one game


def read_in_language(loaded: Loaded) -> Scenario:
    """Return a scenario with its texts in the language that is spoken, as far as its translations go.

    Its digest is another than that of the scenario as it is written: games are made from that one.
    """
    return _read(loaded)[0]


def known_in_language(path: Path, id_: str) -> Scenario | None:
    """Return a scenario that was read before, such as for the list of scenarios, in the language that is spoken."""
    for loaded, scenario, _texts in reversed(_kept.values()):
        if scenario.id == id_ and loaded.path.absolute() == path:
            return _read(loaded)[0]
    return None


def basis_in_language(loaded: Loaded, text: str) -> str:
    """Return why a number is what it is, or what is to be known of a source, in the language that is spoken."""
    return _read(loaded)[1].get(("bases", text)) or _(text)


def quote_in_language(loaded: Loaded, words: str) -> str:
    """Return what quoted words say in the language that is spoken; "" where nobody has translated them."""
    return _read(loaded)[1].get(("quotes", words), "")


def _read(loaded: Loaded) -> tuple[Scenario, Mapping[tuple[str, ...], str]]:
    """Return a scenario in the language that is spoken, and all that its translations say."""
    assert loaded.scenario is not None
    key = id(loaded), language()
    found = _kept.get(key)
    if found is None or found[0] is not loaded:
        texts = translated(loaded, language())
        found = _kept[key] = loaded, in_language(loaded.scenario, texts) if texts else loaded.scenario, texts
        if len(_kept) > _MOST:
            _kept.popitem(last=False)
    return found[1:]


def name_things(world: World, scenario: Scenario) -> None:
    """Have a compiled scenario call its things as a translation of the scenario does; rules see ids only."""
    world.names.titles.update(titles_of(scenario))
