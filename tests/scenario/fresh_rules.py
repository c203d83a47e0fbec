"""Writes bad/_rules.yaml: every coefficient of the model, with a value that is merely allowed.

The broken files all stand on it, so a new coefficient needs one command and
no other change: `python -m tests.scenario.fresh_rules`.
"""

from dataclasses import MISSING
from pathlib import Path

from game.model.fields import Entries, Many, Number, Part, Spec
from game.model.rules import Rules
from game.scenario.settings import settings_of

FILE = Path(__file__).parent / "bad" / "_rules.yaml"
HEAD = "# Made by tests/scenario/fresh_rules.py.\nbasis: {assumption: invented for the tests}\nrules:\n"


def rules_text() -> str:
    """Return the text of the file."""
    return HEAD + "\n".join(_lines(Rules, "  ")) + "\n"


def _lines(section: type, indent: str) -> list[str]:
    lines = []
    for key, (_, spec, default) in settings_of(section).items():
        if isinstance(spec, Part):
            lines += [f"{indent}{key}:", *_lines(spec.of, indent + "  ")]
        elif default is MISSING:
            lines.append(f"{indent}{key}: {_value(spec)}")
    return lines


def _value(spec: Spec) -> str:
    if isinstance(spec, Many):
        return "[0.4, 0.3, 0.3]"
    if isinstance(spec, Entries):
        return "{finance: 1}"
    assert isinstance(spec, Number)
    low = 0.0 if spec.low is None else spec.low
    high = 2 * low + 2 if spec.high is None else spec.high
    value = 1.0 if low <= 1 < high else (low + high) / 2
    return f"{value:g} {spec.unit}".strip()


if __name__ == "__main__":
    FILE.write_text(rules_text(), encoding="utf-8")
