"""What a command tells."""

import pytest

from game.cli import main


def wedge(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> str:
    """Call the program and return what it prints: what is wrong, where a status is expected."""
    capsys.readouterr()
    assert main(words) == status
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    return said.err if status else said.out
