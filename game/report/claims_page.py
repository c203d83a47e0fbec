"""The page of a fact-check: every claim with its quote, its verdict and what would turn it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from game.ensemble.factcheck.checking import Checked, FactCheck
from game.report import claims_words as words
from game.report import page
from game.report.charts import Mark, interval_chart
from game.report.claims_text import headline
from game.report.tables import decimal, percent

__all__ = ["claims_page"]

_HEADS = ("Claim", "Verdict", "Comes true in", "95 % interval", "Asked", "Turned by", "Change")
_MARK = {"holds": "\N{CHECK MARK}", "fails": "\N{MULTIPLICATION X}", "undecided": "?"}


def claims_page(found: FactCheck, head: Mapping[str, Any], command: Sequence[str]) -> str:
    """Return the page of `wedge claims`.

    Parameters
    ----------
    found : from `check_claims` or `find_turns`.
    head : what identifies what was checked.
    command : what was typed.
    """
    scenario, world = found.asked.scenario, found.asked.world
    length = world.names.title("lengths", world.length)
    parts = [
        page.paragraph(f"{scenario.title}: what the articles say, against {found.asked.games:,} games for each claim."),
        page.paragraph(f"{length}, {world.turns} turns, seed {found.asked.seed}."),
        page.headlines([headline(found)]),
        page.figure(_chart(found), _CAPTION),
        page.table("Every claim", _HEADS, [_row(one) for one in found.checked], (2, 3, 4, 6)),
    ]
    for number, one in enumerate(found.checked, start=1):
        parts += _claim(found, one, number)
    if doubts := words.left_out(found):
        parts += [page.heading("What the model leaves out"), page.paragraph(doubts)]
    parts += [page.heading("Method and limits"), page.paragraph(words.method(found))]
    if found.movable is not None and found.movable.left_out:
        left = (f"{one.setting}: {one.why}" for one in found.movable.left_out)
        parts += [page.heading("Assumptions that could not be moved", 3), page.bullets(left)]
    parts += [page.heading("Manifest"), page.data({**head, "command": list(command)})]
    return page.page(f"{scenario.title}: a fact-check", parts)


_CAPTION = (
    "In which share of the games each claim comes true, with its 95 % interval; hollow where the verdict cannot be "
    "told. The short upright line is the share that is asked for."
)


def _chart(found: FactCheck) -> str:
    marks = []
    for number, one in enumerate(found.checked, start=1):
        share, low, high = (100 * value for value in words.share_of(one.result))
        told = one.result.verdict != "undecided"
        asked = tuple(100 * bound for bound in words.bounds_of(one.claim))
        marks.append(Mark(f"{number}. {one.claim.id}", share, low, high, told, asked))
    title = "How often each claim comes true"
    return interval_chart(title, "% of the games", marks, what="Share and 95 % interval:")


def _row(one: Checked) -> tuple[str, ...]:
    share, low, high = words.share_of(one.result)
    turn = one.search.turn if one.search is not None else None
    changed = ("not looked for" if one.search is None else "none found", "")
    if turn is not None:
        changed = (turn.end.factor.setting, f"{100 * turn.part:+.1f} %")
    elif one.search is not None and one.search.joint:
        fewest = one.search.joint[0]
        changed = (f"{len(fewest.ends)} together", f"up to {100 * fewest.most:.1f} %")
    return (
        one.claim.id, words.VERDICTS[one.result.verdict], percent(share),
        f"{decimal(100 * low, 1)} to {decimal(100 * high, 1)} %", words.asked_of(one.claim), *changed,
    )  # fmt: skip


def _claim(found: FactCheck, one: Checked, number: int) -> Iterator[str]:
    verdict = words.VERDICTS[one.result.verdict]
    yield page.heading(f"{number}. {one.claim.proposition}")
    for quote in found.asked.quotes[one.claim.id]:
        yield page.quotation(quote.words, quote.source)
    yield page.headlines([f"{_MARK[one.result.verdict]} {verdict.capitalize()}. {words.found_in(one.result)}"])
    players = words.players(one.claim, found)
    played = f" Played with {players}; everybody else as usual." if players else ""
    yield page.paragraph(f"Measured: {words.measured(found, one)}.{played}")
    yield page.heading("What would turn it", 3)
    yield page.paragraph(words.turn_told(found, one))
    if one.search is not None and one.search.joint:
        fewest = one.search.joint[0]
        rows = [words.turn_cells(turn) for turn in fewest.turns]
        yield page.table(
            f"What turns verdict {number} together: the fewest assumptions", words.TURN_HEADS, rows, (1, 2, 3)
        )
    if reading := words.reading_told(one):
        yield page.paragraph(reading)
    if reason := words.basis(found, one.claim):
        yield page.paragraph(f"Read so because: \N{LEFT DOUBLE QUOTATION MARK}{reason}\N{RIGHT DOUBLE QUOTATION MARK}.")
