"""What holds on a day: which dates are over, and which seats are still held."""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from components.analysis.columns import keep_rows
from components.inventory import Inventory


def inventory_day(inventory: Inventory, today: date | None = None) -> str:
    """Give the day that counts as now, as ISO text: ``today`` if given, else the inventory's own, else this day."""
    return today.isoformat() if today else inventory.about("as_of") or date.today().isoformat()


def is_past(dates: pd.Series, day: str) -> npt.NDArray[np.bool_]:
    """Which ISO dates were over before ``day``: "2019" is, once 2019 is over. A missing date is not past."""
    codes, words = pd.factorize(dates)
    # The latest text that a year or a month could stand for.
    over = [str(word) + "-99-99"[len(str(word)) - 4 :] < day for word in words]
    return np.append(np.array(over, dtype=bool), False)[codes]


def current_seats(inventory: Inventory, today: date | None = None) -> pd.DataFrame:
    """Keep the seats that are held on the day of the inventory, or on ``today``: a past ``until`` ends a seat."""
    return seats_on(inventory, inventory_day(inventory, today))


def seats_on(inventory: Inventory, day: str) -> pd.DataFrame:
    """Keep the seats that are held on a day, given as ISO text."""
    return keep_rows(inventory.seats, ~is_past(inventory.seats["until"], day))
