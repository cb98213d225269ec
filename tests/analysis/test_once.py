"""What is worked out once for an inventory and a day."""

from __future__ import annotations

import gc
import weakref

from components.analysis.once import once_an_inventory
from components.inventory import Inventory
from tests.inventories import make_inventory

asked: list[str] = []


@once_an_inventory
def count_organizations(inventory: Inventory, day: str) -> tuple[int, str]:
    asked.append(day)
    return len(inventory.organizations), day


def test_a_figure_is_worked_out_once_for_each_inventory_and_day():
    asked.clear()
    one, two = (
        make_inventory(organizations=[{"name": "A"}]),
        make_inventory(organizations=[{"name": "A"}, {"name": "B"}]),
    )
    for _ in range(2):
        assert count_organizations(one, "2026-01-01") == (1, "2026-01-01")
        assert count_organizations(two, "2026-01-01") == (2, "2026-01-01")
        assert count_organizations(two, "2026-01-02") == (2, "2026-01-02")
    assert asked == ["2026-01-01", "2026-01-01", "2026-01-02"]


def test_an_inventory_that_nobody_uses_is_let_go():
    inventory = make_inventory(organizations=[{"name": "A"}])
    count_organizations(inventory, "2026-01-01")
    seen = weakref.ref(inventory)
    del inventory
    gc.collect()
    assert seen() is None
