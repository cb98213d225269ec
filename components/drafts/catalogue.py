"""Which inventories there are."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

import pandas as pd

from components.drafts.read import read_inventory
from components.files import inventory_dates
from components.inventory.model import Inventory


def list_inventories(root: str | PathLike[str]) -> pd.DataFrame:
    """The inventories in the folders under ``root``, in the order of their cities' names.

    Columns: ``key`` (the folder's name), ``city``, ``place``, ``fictional`` (bool), ``dates`` (tuple of
    its dated folders, oldest first), ``as_of`` (the newest of them, or what the inventory says; may be missing).
    """
    folders = sorted(path for path in Path(root).iterdir() if path.is_dir() and _holds_tables(path))
    columns = ["key", "city", "place", "fictional", "dates", "as_of"]
    frame = pd.DataFrame([_entry(folder) for folder in folders], columns=columns)
    return frame.sort_values("city", key=lambda names: names.str.casefold(), ignore_index=True)


def _holds_tables(folder: Path) -> bool:
    return any(folder.glob("*.csv")) or bool(inventory_dates(folder))


def _entry(folder: Path) -> dict[str, object]:
    dates = inventory_dates(folder)
    about = _about(folder / dates[-1] if dates else folder)
    return {
        "key": folder.name,
        "city": about.about("city") or folder.name,
        "place": about.about("place"),
        "fictional": about.fictional,
        "dates": tuple(dates),
        "as_of": about.about("as_of") or (dates[-1] if dates else None),
    }


def _about(folder: Path) -> Inventory:
    """Only the inventory's own row: opening every table of every city would be slow."""
    path = folder / "inventory.csv"
    return read_inventory({path.name: path.read_bytes()} if path.is_file() else {})[0]
