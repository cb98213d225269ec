"""What holds on the day of the inventory: working ties on record, and seats that are held."""

from __future__ import annotations

from datetime import date
from itertools import chain

import pandas as pd

from components.analysis.cells import Row, rows_of
from components.analysis.ties import day_of, is_past
from components.inventory import Inventory


def current_ties(all_ties: pd.DataFrame) -> pd.DataFrame:
    """The working ties on record among those of ``ties``: active, or of unknown currency; one a pair."""
    return all_ties[(all_ties["family"] == "working") & all_ties["status"].isin(["active", "on record"])]


def tie_rows(chosen: pd.DataFrame) -> tuple[Row, ...]:
    """The rows of relationships on which ties rest."""
    return rows_of("relationships", chain.from_iterable(chosen["rows"]))


def current_seats(inventory: Inventory, today: date | None = None) -> pd.DataFrame:
    """Seats that are held on the day of the inventory, or on ``today``: an ``until`` in the past ends one."""
    return inventory.seats[~is_past(inventory.seats["until"], day_of(inventory, today))]
