"""A fact-check as text for a terminal, and as JSON."""

from collections.abc import Iterator
from typing import Any

from game.ensemble.factcheck.checking import Checked, FactCheck
from game.ensemble.factcheck.search import Joint, Turn
from game.report import claims_words as words
from game.report.layout import Paragraph, Part, lay_out
from game.report.tables import claims_json
from game.sim.claims import Result

__all__ = ["claims_object", "claims_text", "headline"]

_MARGIN = 12


def headline(found: FactCheck) -> str:
    """Return how many claims hold, as a sentence."""
    verdicts = [one.result.verdict for one in found.checked]
    holds, fails, open_ = (verdicts.count(one) for one in ("holds", "fails", "undecided"))
    parts = [f"{holds} of {len(verdicts)} claims {'holds' if holds == 1 else 'hold'}"]
    parts += [f"{fails} {'does' if fails == 1 else 'do'} not"] if fails else []
    parts += [f"{open_} cannot be told"] if open_ else []
    searches = [one.search for one in found.checked if one.search is not None]
    told = f"{', '.join(parts)}."
    if found.movable is not None:
        joint = sum(bool(search.joint) for search in searches)
        told += f" A single assumption turns {sum(search.turn is not None for search in searches)} of the "
        told += f"{holds + fails} verdicts" + (f", several together turn {joint} more." if joint else ".")
    return told


def claims_text(found: FactCheck, columns: int | None = None) -> str:
    """Write the claims one below the other, the quote first, then the method.

    Parameters
    ----------
    found : what was found.
    columns : of the terminal that shows it; None for a file.
    """
    world = found.asked.world
    length = world.names.title("lengths", world.length)
    lines: list[Part] = [
        f"{found.asked.scenario.title}: a fact-check ({length}, {world.turns} turns)",
        headline(found),
        "",
    ]
    for number, one in enumerate(found.checked, start=1):
        lines += [*_claim(found, one, number), ""]
    if doubts := words.left_out(found):
        lines += [_field("Left out", doubts), ""]
    return lay_out([*lines, _field("Method", words.method(found)), ""], columns)


def _claim(found: FactCheck, one: Checked, number: int) -> Iterator[Part]:
    for quote in found.asked.quotes[one.claim.id]:
        yield Paragraph(f'"{quote.words}"', "  ", "   ")
        yield f"      {quote.source}"
    yield _field("Claim", f"{number}. {one.claim.proposition} [{one.claim.id}]")
    yield _field("Measured", words.measured(found, one))
    if players := words.players(one.claim, found):
        yield _field("Played", f"{players}; everybody else as usual")
    yield _field("Verdict", f"{words.VERDICTS[one.result.verdict].upper()}. {words.found_in(one.result)}")
    yield _field("Turned by", words.turn_told(found, one))
    reason = words.basis(found, one.claim)
    why = f'Read so because: "{reason}".' if reason else ""
    reading = " ".join(part for part in (words.reading_told(one), why) if part)
    if reading:
        yield _field("Reading", reading)


def _field(name: str, text: str) -> Paragraph:
    return Paragraph(text, f"{name:<{_MARGIN}}", " " * _MARGIN)


def claims_object(found: FactCheck) -> dict[str, Any]:
    """Return the same for other programs."""
    plain = claims_json([one.result for one in found.checked])
    can_move = found.movable
    return {
        "claims": [{**own, **_own(found, one)} for own, one in zip(plain, found.checked, strict=True)],
        "search": None if can_move is None else {
            "assumptions": can_move.count, "by": can_move.by, "games_screening": found.asked.screened,
            "games_closely": found.asked.searched, "not_moved": {one.setting: one.why for one in can_move.left_out},
        },
        "stopped": found.stopped,
        "doubts": words.left_out(found),
        "method": words.method(found),
    }  # fmt: skip


def _own(found: FactCheck, one: Checked) -> dict[str, Any]:
    share, low, high = words.share_of(one.result)
    search = one.search
    return {
        "quotes": [quote._asdict() for quote in found.asked.quotes[one.claim.id]],
        "measured": words.measured(found, one),
        "comes_true": {"share": share, "low": low, "high": high, "asked": words.asked_of(one.claim)},
        "verdict_told": words.VERDICTS[one.result.verdict],
        "turned_by": _turn(search.turn) if search is not None and search.turn is not None else None,
        "turned_together": [_joint(joint) for joint in search.joint] if search is not None else [],
        "turn_told": words.turn_told(found, one),
        "searched": None if search is None else {
            "likely": search.hopeful, "looked_at": search.tried, "turning": search.turning,
            "together_at_most": search.most,
        },
        "readings": [reading._asdict() for reading in one.readings],
        "basis": words.basis(found, one.claim),
    }  # fmt: skip


def _turn(turn: Turn) -> dict[str, Any]:
    return {**_moved(turn), **_result(turn.result)}


def _joint(joint: Joint) -> dict[str, Any]:
    return {"assumptions": [_moved(turn) for turn in joint.turns], **_result(joint.result)}


def _moved(turn: Turn) -> dict[str, Any]:
    factor = turn.end.factor
    return {
        "setting": factor.setting, "file": factor.file or None, "line": factor.line or None, "reason": factor.reason,
        "from": turn.end.base, "to": turn.value, "unit": factor.unit, "part": turn.part,
    }  # fmt: skip


def _result(result: Result) -> dict[str, Any]:
    return {
        "met": result.met, "games": result.games, "probability": result.probability, "low": result.low,
        "high": result.high, "verdict": result.verdict,
    }  # fmt: skip
