"""Which day counts as now, and which dates are over."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from components.analysis.dates import inventory_day, is_past
from components.analysis.ties import report_statuses, working_pairs
from components.inventory import Inventory
from tests.inventories import make_inventory


def city(*reports: dict[str, Any], ids: str = "abcde", as_of: str = "2025-06-30") -> Inventory:
    return make_inventory(
        inventory=[{"city": "Test", "as_of": as_of}],
        organizations=[{"id": each, "name": f"Organization {each.upper()}"} for each in ids],
        relationships=list(reports) or pd.DataFrame(columns=["from", "to"]),
    )


def tie(start: str = "a", end: str = "b", **cells: Any) -> dict[str, Any]:
    return {"from": start, "to": end, **cells}


def test_now_is_the_day_asked_for_or_of_the_inventory_or_this_one() -> None:
    inventory = city(tie(until="2030"), as_of="2025-06-30")
    assert inventory_day(inventory) == "2025-06-30"
    assert report_statuses(inventory, today=date(2031, 1, 1)).tolist() == ["lapsed"]
    assert len(working_pairs(inventory, today=date(2031, 1, 1))) == 0
    assert inventory_day(make_inventory()) == date.today().isoformat()


def test_a_date_is_past_once_all_of_it_is_over() -> None:
    dates = pd.Series(["2019", "2020-01", "2020-02", "2020-02-10", "2020-02-09", None], dtype="str")
    assert is_past(dates, "2020-02-10").tolist() == [True, True, False, False, True, False]
