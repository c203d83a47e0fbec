"""What computes the games is chosen by name; what cannot be is said in a sentence."""

import re
import sys
from pathlib import Path

import numpy as np
import pytest

import game
from game.cli import main
from game.ensemble.manifest import load_manifest


@pytest.fixture
def without_jax(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jax", None)


def test_numpy_is_the_backend_if_none_is_named(tmp_path: Path) -> None:
    plain = game.run("two-harbours", games=20)
    named = game.run("two-harbours", games=20, backend="numpy", out=tmp_path / "out")
    assert np.array_equal(plain["score.halmar"], named["score.halmar"])
    assert load_manifest(tmp_path / "out").plan.backend == "numpy"


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"backend": "jx"}, "There is no backend 'jx'. Did you mean 'jax'?"),
        ({"backend": "jax"}, "JAX is not installed here: pip install jax"),
        ({"backend": "jax", "games": 1}, "ask for more than one"),
        ({"backend": "jax", "policies": {"halmar": "greedy"}}, "halmar by greedy: it can compile idle, random and"),
    ],
)
def test_what_a_backend_cannot_do_is_one_sentence(without_jax: None, asked: dict[str, object], sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        game.run("two-harbours", **{"games": 20, **asked})  # type: ignore[arg-type]


def test_the_command_says_that_jax_is_missing(without_jax: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "two-harbours", "--games", "20", "--backend", "jax"]) == 2
    said = capsys.readouterr().err
    assert "JAX is not installed here" in said
    assert "Traceback" not in said


def test_jax_computes_in_this_process_alone() -> None:
    pytest.importorskip("jax", reason="JAX is not installed")
    with pytest.raises(ValueError, match="computes in this process alone"):
        game.run("two-harbours", games=20, backend="jax", workers=2)
