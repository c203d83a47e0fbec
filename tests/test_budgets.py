"""The house stays small and imports go one way."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "game").rglob("*.py"))
RULES = [path for path in FILES if path.parent.name in ("model", "engine")]  # these know no clock, chance or system
LINES, FUNCTION = 400, 60
STRANGERS = {"random", "time", "os", "datetime", "sys", "threading", "yaml", "pygame", "starlette", "secrets", "uuid"}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Yield every function of a file with its number of lines; the more a docstring tells, the better."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            told = len((ast.get_docstring(node, clean=False) or "").splitlines())
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1 - told


@pytest.mark.parametrize("path", FILES, ids=name)
def test_files_are_short(path: Path) -> None:
    lines = len(path.read_text().splitlines())
    assert lines < LINES, f"{name(path)} has {lines} lines: split it"


@pytest.mark.parametrize("path", FILES, ids=name)
def test_functions_are_short(path: Path) -> None:
    long = [f"{function} ({lines})" for function, lines in functions(path) if lines > FUNCTION]
    assert not long, f"{name(path)}: {', '.join(long)}: no more than {FUNCTION} lines"


def test_most_functions_are_very_short() -> None:
    sizes = sorted(lines for path in FILES for _, lines in functions(path))
    assert sizes[len(sizes) // 2] <= 14, "the median function"
    assert sizes[len(sizes) * 9 // 10] <= 32, "the longest of nine in ten"


@pytest.mark.parametrize("path", RULES, ids=name)
def test_the_model_and_the_engine_import_no_clock_chance_or_system(path: Path) -> None:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
            assert node.module != "numpy.random", name(path)
        if isinstance(node, ast.Attribute) and node.attr == "random":
            pytest.fail(f"{name(path)}:{node.lineno} draws from a random state of its own")
    assert not found & STRANGERS, f"{name(path)} imports {', '.join(found & STRANGERS)}"


@pytest.mark.parametrize("folder", ["game", "tests", "benchmarks", "tools", "assets"])
def test_modules_say_what_they_are(folder: str) -> None:
    for path in sorted((ROOT / folder).rglob("*.py")):
        said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
        assert said, f"{name(path)} has no docstring"
        assert not re.search(r"[^\x00-\x7f]{3}", said), name(path)


def test_imports_go_one_way(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out
