"""The program, called in this process."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from game.cli import main


class Said(NamedTuple):
    status: int
    out: str
    err: str


Wedge = Callable[..., Said]


@pytest.fixture
def wedge(capsys: pytest.CaptureFixture[str]) -> Wedge:
    """Call the program in this process."""

    def call(*words: str) -> Said:
        capsys.readouterr()
        try:
            status = main(words)
        except SystemExit as left:  # argparse, after --help
            status = int(left.code or 0)
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return Said(status, said.out, said.err)

    return call
