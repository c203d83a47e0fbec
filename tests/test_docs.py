"""What the README and the pages of docs/ show can be typed, and what they link to and name is there."""

import importlib
import re
import shlex
from pathlib import Path

import pytest

from game.cli.calling import Parser
from game.cli.commands import COMMANDS
from game.cli.examples import EXAMPLES

ROOT = Path(__file__).parents[1]
PAGES = {str(path.relative_to(ROOT)): path for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))}
_LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
_FOLDERS = ("", "game", "game/ui", "game/ui/map", "docs")
_MODULE = re.compile(r"`((?:[a-z_]+/)*[a-z_]+\.py)`")
_MODULES = {path.name for path in (ROOT / "game").rglob("*.py")}


def shown(page: str) -> list[list[str]]:
    """Return the words after `wedge` of every command on a line of its own, without what the shell takes."""
    found = re.findall(r"^    wedge ([a-z][^\n#]*)", PAGES[page].read_text(encoding="utf-8"), re.MULTILINE)
    return [shlex.split(re.split(r" [&>|] ", line)[0]) for line in found]


def mentioned(page: str) -> list[list[str]]:
    """Return the same of those in the midst of a sentence, whose options may stand alone."""
    found = re.findall(r"`wedge ([a-z][^`]*)`", PAGES[page].read_text(encoding="utf-8"))
    return [shlex.split(words) for words in found]


def parser(command: str) -> Parser:
    """Return what reads the words of a command."""
    reading = Parser(command, COMMANDS[command], "")
    importlib.import_module(f"game.cli.{command}").fill(reading)
    return reading


@pytest.mark.parametrize("page", PAGES)
def test_every_command_can_be_typed(page: str) -> None:
    for command, *words in shown(page):
        parser(command).read(words)


@pytest.mark.parametrize("page", PAGES)
def test_every_option_is_one(page: str) -> None:
    for command, *words in mentioned(page):
        options = {word.partition("=")[0] for word in words if word.startswith("--")}
        assert options <= parser(command)._option_string_actions.keys(), (command, *words)


def test_commands_are_found() -> None:
    assert ["run", "central-asia-2024", "--games", "10000", "--out", "DIR"] in mentioned("README.md")
    assert ["check", "my-scenario.yaml"] in shown("docs/writing.md")


@pytest.mark.parametrize("page", PAGES)
def test_what_is_linked_and_named_is_there(page: str) -> None:
    text = PAGES[page].read_text(encoding="utf-8")
    assert [link for link in _LINK.findall(text) if not (PAGES[page].parent / link).exists()] == []
    named = set(_MODULE.findall(text)) - _MODULES
    assert [name for name in named if not any((ROOT / folder / name).exists() for folder in _FOLDERS)] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_shows_examples_that_can_be_typed(command: str) -> None:
    assert EXAMPLES[command]
    told = parser(command).format_help()
    for words in EXAMPLES[command]:
        assert f"\n  wedge {words}\n" in told
        name, *rest = shlex.split(words)
        assert name == command
        parser(command).read(rest)


def test_no_page_holds_the_marks_of_a_conflict() -> None:
    for path in (ROOT / "CHANGELOG.md", *PAGES.values()):
        marks = [
            line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith(("<<<<<<< ", ">>>>>>> "))
        ]
        assert not marks, path.name
