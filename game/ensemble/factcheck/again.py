"""A fact-check as a manifest notes it, and back from a manifest to the fact-check."""

from collections.abc import Mapping
from typing import Any

from game.ensemble.factcheck.checking import SEARCHES, Asked, ask
from game.ensemble.factcheck.quotes import Quote
from game.ensemble.kinds import CLAIMS
from game.ensemble.manifest import Manifest
from game.ensemble.setup import check_same_world, loaded_again
from game.sim.untrusted import WrongError, as_object, take, take_list, take_text, take_texts

__all__ = ["ask_again", "asked_object"]


def asked_object(asked: Asked, search: str) -> dict[str, Any]:
    """Return what a manifest says of a fact-check beside the plan of its games."""
    return {
        "kind": CLAIMS,
        "asked": {
            "claims": [claim.id for claim in asked.claims],
            "search": search,
            "quotes": {name: [[one.words, one.source] for one in own] for name, own in asked.quotes.items()},
        },
    }


def ask_again(manifest: Manifest) -> tuple[Asked, str]:
    """Make ready the fact-check that a manifest tells of, from the texts in it, and say how much was searched.

    Raises
    ------
    CallError
        If what stands there is none.
    Failure
        If its scenario comes to another world here.
    """
    plan = manifest.plan
    only, search, quotes = manifest.read_asked(_read)
    asked = ask(
        loaded_again(plan), games=plan.games, seed=plan.seed, players=plan.seats, length=plan.length, only=only,
        quotes=quotes,
    )  # fmt: skip
    check_same_world(plan, asked.plan)
    return asked, search


def _read(found: Mapping[str, Any]) -> tuple[tuple[str, ...], str, dict[str, tuple[Quote, ...]]]:
    search = take_text(found, "search", "asked")
    if search not in SEARCHES:
        raise WrongError(f"search: known are {', '.join(SEARCHES)}.")
    only = take_texts(take_list(found, "claims", "asked"), "claims")
    listed = as_object(take(found, "quotes", "asked"), "quotes")
    if not only or set(only) - set(listed):
        raise WrongError("claims: expected one or more, each of them under quotes.")
    quotes = {}
    for name in only:
        own = take_list(listed, name, "quotes")
        pairs = [take_texts(one, "quotes") if isinstance(one, list) else () for one in own]
        if any(len(pair) != 2 for pair in pairs):
            raise WrongError(f"quotes: expected words and where they stand, for {name}.")
        quotes[name] = tuple(Quote(*pair) for pair in pairs)
    return only, search, quotes
