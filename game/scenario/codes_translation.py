"""Codes of translations of a scenario's texts."""

from game.scenario.code import Code

__all__ = ["TRANSLATION"]

TRANSLATION = {
    "LAN01": Code(
        "the scenario has no such text",
        "A file in `translations` follows the scenario: the same sections and names, and of each only what people "
        "read: title, summary, doubts, name, about, words, proposition. Reasons of numbers and what quotes say stand "
        "in `bases` and `quotes`, each beside the words of the scenario. Numbers, ids and quotes stay as they are.",
        "actors:\n  japan: {name: Япония, purse: 4}",
        "actors:\n  japan: {name: Япония}",
        "warning",
    ),
    "LAN02": Code(
        "the translation cannot be used",
        "Each entry of a translation is one text, and the file itself is YAML like a scenario. What cannot be used is "
        "shown as the scenario has it.",
        "title: [Клин]",
        "title: Клин",
        "warning",
    ),
}
