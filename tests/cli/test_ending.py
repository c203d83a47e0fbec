"""Signals that ask to end: at any time, without a traceback."""

import importlib
import signal
import subprocess
import sys
from types import ModuleType

import pytest

from game.cli.ending import Ended, ended_cleanly, held
from tests.cli.conftest import Wedge

COMMAND = importlib.import_module("game.cli.phases")


@pytest.mark.parametrize(("number", "kind"), [(signal.SIGTERM, Ended), (signal.SIGINT, KeyboardInterrupt)])
def test_what_is_held_is_done_before_it_ends(number: signal.Signals, kind: type[BaseException]) -> None:
    done = []

    def work() -> None:
        with ended_cleanly(), held():
            signal.raise_signal(number)
            done.append(True)

    with pytest.raises(kind):
        work()
    assert done
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_signal_while_a_command_is_loaded_is_no_fault_of_what_is_loaded(
    wedge: Wedge, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(name: str) -> ModuleType:
        try:
            signal.raise_signal(signal.SIGTERM)
        except BaseException as error:
            raise ImportError("a compiled module failed to import") from error
        return COMMAND

    monkeypatch.setattr("game.cli.commands.importlib.import_module", load)
    said = wedge("phases")
    assert said.status == 143
    assert said.err.strip() == "Stopped; nothing was written."


def test_what_is_ignored_stays_ignored() -> None:
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        with ended_cleanly(), held():
            signal.raise_signal(signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, before)


@pytest.mark.parametrize("module", ["game.cli.commands", "argparse"])
def test_an_interruption_while_the_program_is_loaded_is_no_traceback(module: str) -> None:
    code = f"""
import signal, sys
class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            signal.raise_signal(signal.SIGINT)
sys.modules.pop("argparse", None)
sys.meta_path.insert(0, Interrupting())
from game.cli import main
sys.exit(main(["phases"]))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (130, "", "Stopped; nothing was written.")


def test_nothing_is_loaded_before_an_interruption_can_be_answered() -> None:
    code = (
        "import sys, importlib; before = set(sys.modules); import game.cli; print(*sorted(set(sys.modules) - before))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["game", "game.cli", "game.version"]
