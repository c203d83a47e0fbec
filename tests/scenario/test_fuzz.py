"""Whatever stands in a file: an answer, soon, and never an exception."""

import tempfile
import time
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.scenario.compile import compile_world
from game.scenario.load import load
from game.scenario.read import read_text

BAD = Path(__file__).parent / "bad"
RULES = (BAD / "_rules.yaml").read_text(encoding="utf-8")
BASE = (BAD / "_base.yaml").read_text(encoding="utf-8").replace("extends: _rules.yaml\n", "")
BASE = BASE[: BASE.index("\nrules:") + 1] + RULES[RULES.index("rules:") :].replace("market: 1 Mt", "market: 3 Mt")
TOKENS = (
    "{", "}", "[", "]", ":", "- ", "\n", "  ", "\t", "&a ", "*a", "!x ", "<<: ", "? ", "| ", "> ", "'", '"', "#", "%",
    "@", "---\n", "...\n", "null", "yes", "NO", "0x1", "1:30", "1e9", "-1", ".nan", "basis", "value", "kind",
    "evidence", "remove", "extends: x.yaml", "\u00a0", "\u200b", "\ufeff", "\x00", "\x85", "\u2028", "\U0001f600", "é",
)  # fmt: skip
PATIENT = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def answer(data: bytes) -> None:
    """Load a file that holds `data`; it is good or has errors, and is told within seconds."""
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.yaml"
        path.write_bytes(data)
        loaded = load(path)
    if loaded.scenario is not None:
        compile_world(loaded.scenario)  # what is called good can be played
    errors = [problem for problem in loaded.problems if problem.severity == "error"]
    assert (loaded.scenario is None) == bool(errors)
    assert "\x1b" not in loaded.report
    assert time.monotonic() - begin < 10


def test_the_file_to_slip_in_is_good() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.yaml"
        path.write_text(BASE, encoding="utf-8")
        assert load(path).problems == ()


@PATIENT
@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    read_text(text, "a.yaml")
    answer(text.encode("utf-8", "surrogatepass"))


@PATIENT
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    answer(data)


@PATIENT
@given(st.lists(st.sampled_from(TOKENS), max_size=60).map("".join))
def test_any_yaml_punctuation(text: str) -> None:
    answer(text.encode("utf-8", "surrogatepass"))


@PATIENT
@given(
    st.lists(st.tuples(st.integers(0, len(BASE)), st.integers(0, 30), st.sampled_from(TOKENS)), min_size=1, max_size=4)
)
def test_any_slip_in_a_good_file(slips: list[tuple[int, int, str]]) -> None:
    text = BASE
    for start, length, token in slips:
        text = text[:start] + token + text[start + length :]
    answer(text.encode("utf-8", "surrogatepass"))


@PATIENT
@given(st.data())
def test_any_line_lost_or_moved(data: st.DataObject) -> None:
    lines = BASE.splitlines(keepends=True)
    gone = data.draw(st.integers(0, len(lines) - 1))
    line = lines.pop(gone)
    if data.draw(st.booleans()):
        lines.insert(data.draw(st.integers(0, len(lines))), line)
    answer("".join(lines).encode())


@PATIENT
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_change_on_the_command_line(path: str, value: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.yaml"
        file.write_text(BASE, encoding="utf-8")
        load(file, [path, f"{path}={value}", f"actors.coast.{path}={value}", f"actors.coast.hedging={value}"])
