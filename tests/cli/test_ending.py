"""Signals that ask to end: at any time, without a traceback."""

import importlib
import signal
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

    monkeypatch.setattr("game.cli.importlib.import_module", load)
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
