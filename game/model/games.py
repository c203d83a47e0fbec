"""Some of the games of what lies on a table, in another order or several times over.

Most arrays end in the game axis. Offers to all states, and items, are kept only for the games that have any: of these
the entries of the games that are taken are looked up, and their places counted anew.
"""

from dataclasses import fields
from typing import Any

import numpy as np

from game.model.arrays import Array
from game.model.turn import Items, Offers, Table
from game.model.world import Levers

_PLACES = ("order", "host", "pair", "seat")  # places that end in the game, everything laid end to end


def table_of_games(table: Table, games: Array) -> Table:
    """Return what lies on the table in some of the games.

    Parameters
    ----------
    table : of NumPy arrays.
    games : (C,) the numbers of the games, in any order and as often as wished.
    """
    taken, before = np.asarray(games), table.here.shape[-1]
    chosen = [_entries(_game(offers, before), taken) for offers in table.offers]
    offers = [_moved(o, *entries, before, taken.size) for o, entries in zip(table.offers, chosen, strict=True)]
    items = []
    for put, sort, (column, game) in zip(table.items, table.offers, chosen, strict=True):
        own, new = _entries(put.game, taken)
        moved = _moved(put, own, new, before, taken.size)
        items.append(moved.with_(game=new, entry=_entry(put, own, new, sort, column, game, taken.size)))
    changed = {name: value.take(taken, -1) for name, value in vars(table).items() if isinstance(value, np.ndarray)}
    return table.with_(**changed, given=_levers(table.given, taken), offers=tuple(offers), items=tuple(items))


def _game(offers: Offers, before: int) -> Array:
    """Return the game of every column of one sort of offers."""
    return offers.order.reshape(-1, offers.order.shape[-1])[0] % before


def _entries(game: Array, taken: Array) -> tuple[Array, Array]:
    """Return the columns, by their games, that belong to the games taken, and the new numbers of these games.

    One alone is given twice, as `arrays.chosen` does.
    """
    new, column = np.nonzero(taken[:, None] == game)
    return (column.repeat(2), new.repeat(2)) if column.size == 1 else (column, new)


def _moved(record: Any, column: Array, game: Array, before: int, after: int) -> Any:
    """Return a record with some of its columns, whose places lie in other games."""
    changed: dict[str, Any] = {}
    for entry in fields(record):
        value = getattr(record, entry.name)
        if isinstance(value, Levers):
            changed[entry.name] = _levers(value, column)
        elif isinstance(value, np.ndarray) and value.shape[-1] == record.order.shape[-1]:
            value = value.take(column, -1)
            changed[entry.name] = value // before * after + game if entry.name in _PLACES else value
    return record.with_(**changed)


def _levers(given: Levers, column: Array) -> Levers:
    return given.with_(**{name: getattr(given, name).take(column, -1) for name in given.columns})


def _entry(items: Items, own: Array, new: Array, offers: Offers, column: Array, game: Array, after: int) -> Array:
    """Return where the offers of items lie among those of their sort, once the games are taken."""
    width, entry = offers.order.shape[-1], items.entry.take(own, -1)
    if not offers.everywhere:
        return entry // width * after + new
    key = game * width + column
    place = np.searchsorted(key, new * width + entry % width)
    if key.size == 2 and key[0] == key[1]:
        place = place + np.arange(2)  # one alone is there twice, and so are its items
    return entry // width * column.size + place
