"""The page of `wedge balance`."""

from collections.abc import Mapping
from typing import Any

from game.ensemble.balance import Balance
from game.model.world import World
from game.report import page
from game.report.balance import findings
from game.scenario.schema import Scenario

__all__ = ["balance_page"]


def balance_page(found: Balance, scenario: Scenario, world: World, head: Mapping[str, Any]) -> str:
    """Return the page."""
    parts = [page.bullets(one.sentence for one in findings(found, world)), page.data(dict(head))]
    return page.page(f"{scenario.title}: is it balanced?", parts)
