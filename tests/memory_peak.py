"""How much memory reading takes: measured in a process of its own, where no thread of another test counts too."""

from __future__ import annotations

import functools
import multiprocessing
import tracemalloc
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from components.drafts import read_inventory
from components.inventory import Inventory, Problem


def read_and_measure(source: object, **options: object) -> tuple[Inventory, list[Problem], float]:
    """Read a source, and give its inventory, its problems, and the megabytes that reading held at most."""
    return _process().submit(_read_and_measure, source, options).result(timeout=120)


@functools.cache
def _process() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))


def _read_and_measure(source: Any, options: dict[str, Any]) -> tuple[Inventory, list[Problem], float]:
    read_inventory({"organizations.csv": b"name\nA\n"})  # what is kept for every reading is no part of this one
    tracemalloc.start()
    try:
        inventory, problems = read_inventory(source, **options)
        return inventory, problems, tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()
