"""What several figures of one inventory rest on is worked out once for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from components.inventory import Inventory

Result = TypeVar("Result")


def once_an_inventory(work_out: Callable[[Inventory, str], Result]) -> Callable[[Inventory, str], Result]:
    """Have a function work out its result once for each inventory and day, and give that again while the inventory is
    in use. Inventories never change, and nobody may change the result."""
    kept: WeakKeyDictionary[Inventory, dict[str, Result]] = WeakKeyDictionary()

    @wraps(work_out)
    def give(inventory: Inventory, day: str) -> Result:
        of_inventory = kept.setdefault(inventory, {})
        if day not in of_inventory:
            of_inventory[day] = work_out(inventory, day)
        return of_inventory[day]

    return give
