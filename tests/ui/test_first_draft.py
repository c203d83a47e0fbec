"""The least that a contest needs is shown on every screen of a turn."""

from pathlib import Path

import pytest

from game.cli import main
from game.scenario.load import load
from game.ui.match import PERSON, Match
from game.ui.scenes.briefing import Briefing
from game.ui.scenes.map_table import MapTable
from game.ui.scenes.power.screen import PowerScreen
from game.ui.scenes.state.screen import StateScreen
from game.ui.settings import Settings
from tests.ui.hands import window

_BARE = """\
format: 1
extends: draft.yaml
id: bare
title: Bare
events: remove
claims: remove
places: remove
doctrines: remove
actors: {arden: {policy: random}, brava: {policy: random}, hill: {policy: random}, ford: {policy: idle}}
levers: {river_charter: remove, invite: remove, tender: remove}
"""


@pytest.mark.parametrize("name", ["draft", "bare"])
def test_a_first_draft_has_every_screen(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["new", str(tmp_path / "draft")]) == 0
    (tmp_path / "bare.yaml").write_text(_BARE, encoding="utf-8")
    path = tmp_path / f"{name}.yaml"
    app = window(settings=Settings(motion="none"))
    monkeypatch.setattr(app.workers, "ask", lambda *given: None)
    match = Match.begin(path, load(path), length="short", seats={"arden": PERSON, "hill": PERSON}, seed=0)
    match.dress(app.kit)
    match.session.end_turn()
    for seat, scenes in (("arden", (Briefing, PowerScreen, MapTable)), ("hill", (StateScreen,))):
        match.seat = seat
        for scene in scenes:
            app.push(scene(app, match))
            app.frame(0.0)
            assert app.describe()
        assert "Corridors" not in app.describe()
    app.workers.close()
