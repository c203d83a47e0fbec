"""Are the ids that a scenario uses defined? Asked when the whole file is read."""

from game.scenario.findings import NOWHERE, Findings, Use
from game.scenario.problems import Note, Problem
from game.scenario.scalars import noun_of, nouns_of
from game.scenario.tree import Place, clip, words_of

__all__ = ["check_uses"]

MOST_ALLOWED = 12  # a longer list of possible words does not help


def check_uses(findings: Findings) -> None:
    """Tell every unknown id once, at its first place, with the nearest one that is known."""
    unknown: dict[tuple[str, tuple[str, ...]], list[Use]] = {}
    for use in findings.uses:
        if not _is_known(use, findings):
            unknown.setdefault((use.id, use.to), []).append(use)
    for uses in unknown.values():
        findings.problems.append(_unknown_id(uses, findings))


def _is_known(use: Use, findings: Findings) -> bool:
    """Where the definitions themselves could not be read, no id is called unknown."""
    if use.id in use.also or any(space in findings.unsure for space in use.to):
        return True
    return any(use.id in findings.ids.get(space, {}) for space in use.to)


def _unknown_id(uses: list[Use], findings: Findings) -> Problem:
    first, *others = sorted(uses, key=lambda use: use.place)
    known: dict[str, Place | None] = dict.fromkeys(first.also)
    for space in first.to:
        known.update(findings.ids.get(space, {}))
    sentence = f'{words_of(first.path)}: no {" or ".join(nouns_of(first.to))} has the id "{clip(first.id)}"'
    lines = {(use.place.file, use.place.line): use.place for use in reversed(others)}  # a repeated block is one place
    lines.pop((first.place.file, first.place.line), None)
    notes = tuple(Note("used again", place) for place in sorted(lines.values())[:5])
    return Problem("REF01", first.place, sentence, _hint(first, known, findings), notes)


def _hint(use: Use, known: dict[str, Place | None], findings: Findings) -> str:
    near = findings.near(use.id, list(known))
    if near:
        return f'did you mean "{near}"{_where(known[near], use)}?'
    for space, ids in findings.ids.items():
        if use.id in ids:
            return f'"{use.id}" is {noun_of((space,))}{_where(ids[use.id], use)}'
    if 0 < len(known) <= MOST_ALLOWED:
        return f"known: {', '.join(known)}"
    return "" if known else "the scenario defines none"


def _where(place: Place | None, use: Use) -> str:
    """Say where a near id is defined; words that are given have no place."""
    if place is None or place == NOWHERE:
        return ""
    file = "" if place.file == use.place.file else f"{place.file}, "
    return f" ({file}line {place.line})"
