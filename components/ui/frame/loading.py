"""Inventories in view: the shipped cities, kept for all, and a visitor's own upload, kept for the visit."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from components.analysis import network_measures, organization_reach, ties
from components.charts import Payload, map_payload
from components.drafts import Draft, list_inventories, read_inventory
from components.files import inventory_dates
from components.inventory import Inventory, Problem
from components.inventory.text import slug
from components.ui.frame import words
from components.ui.frame.address import ValueWords, make_words, value_words
from components.ui.frame.apart import TooMuchError, work_out_apart
from components.ui.frame.results import Kept, Results
from components.ui.frame.store_ready import is_workspace

if TYPE_CHECKING:
    from components.store.workspaces import Workspace

# A team that hosts the Atlas for its own cities names the folder that holds their inventories.
INVENTORIES = Path(os.environ.get("ATLAS_INVENTORIES") or Path(__file__).parents[3] / "data" / "inventories")
UPLOAD = "upload"
BRING = "bring"  # stands in the menu of cities for the page on which one's own is brought
LARGE = 20_000  # rows and values of lists
BETWEENNESS_UP_TO = 2000  # organizations; with more a person would wait more than 0.3 s
_LOG = logging.getLogger("atlas")


@dataclass(frozen=True)
class Loaded:
    """One inventory in view, and what is computed once from the whole of it."""

    key: str
    """A name for this content: two with the same key hold the same inventory."""
    city: str
    """Its word in the address, or ``UPLOAD``."""
    date: str | None
    """Which of several dates of a shipped city it is."""
    inventory: Inventory
    problems: tuple[Problem, ...]
    files: tuple[str, ...] = ()
    """The names of the files that a visitor's own came from."""
    draft: Draft | None = None
    """The draft that the inventory was built from, where it is a visitor's own."""
    workspace: Workspace | None = None
    """The workspace that it is a version of, as the person in view may use it."""
    folder: str = ""
    """The folder of a shipped city, whose name stands in where the inventory does not name the city."""
    kept: Results = field(default_factory=Results, repr=False, compare=False)

    def remember(self, name: Hashable, compute: Callable[[], Kept]) -> Kept:
        """Compute something once for each ``name``, and give it; what nobody has asked for longest is forgotten."""
        return self._work_out(name, compute)

    def _work_out(self, name: Hashable, compute: Callable[[], Kept], *, for_good: bool = False) -> Kept:
        """Give a result that is kept, or else compute it: apart from other visitors where that may take long.

        Where it takes too much, the page says so, and ends.
        """
        limited = partial(_within_limits, compute) if self.is_large else compute
        found = self.kept.work_out(name, limited, for_good=for_good)
        if isinstance(found, TooMuchError):
            st.error(words.TOO_MUCH)
            st.stop()
        return found

    @property
    def is_large(self) -> bool:
        """Whether visitors brought it, and it is so large that what is worked out of it could hold up others."""
        return (self.is_upload or is_workspace(self.city)) and self.kept.work_out(
            "is large", lambda: _count_values(self.inventory) > LARGE, for_good=True
        )

    @property
    def is_upload(self) -> bool:
        """Whether it is a visitor's own."""
        return self.city == UPLOAD

    @property
    def name(self) -> str:
        """The city's name, as headings say it."""
        if self.workspace:
            return self.workspace.name
        return self.inventory.about("city") or (words.YOUR_UPLOAD if self.is_upload else self.folder or self.city)

    def _remember_for_good(self, name: str, compute: Callable[[], Kept]) -> Kept:
        # Python's own ``cached_property`` would have the visitors of all cities wait for each other.
        return self._work_out(name, compute, for_good=True)

    @property
    def value_words(self) -> ValueWords:
        """For each filter word of an address, its values and their words."""
        return self._remember_for_good("value words", lambda: value_words(self.inventory))

    @property
    def file_name(self) -> str:
        """What its downloads are called: city, date, and whether it is fictional."""
        day = self.date or self.inventory.about("as_of") or ""
        words = [self.name, "fictional" if self.inventory.fictional else "", day]
        return slug(" ".join(words)) or "inventory"

    @property
    def names(self) -> dict[str, str]:
        """Each organization's name by its id."""
        organizations = self.inventory.organizations
        return self._remember_for_good(
            "names", lambda: dict(zip(organizations["id"], organizations["name"], strict=True))
        )

    @property
    def by_name(self) -> list[str]:
        """The organizations' ids, in the order of their names."""
        names = self.names
        return self._remember_for_good("by name", lambda: sorted(names, key=lambda one: names[one].casefold()))

    @property
    def ties(self) -> pd.DataFrame:
        """All its ties, as ``analysis.ties`` gives them."""
        return self._remember_for_good("ties", lambda: ties(self.inventory))

    @property
    def has_betweenness(self) -> bool:
        """Whether it is small enough for betweenness, which takes long in a large network."""
        return len(self.inventory.organizations) <= BETWEENNESS_UP_TO

    @property
    def measures(self) -> pd.DataFrame:
        """Each organization's measures in the whole network, as ``analysis.network_measures`` gives them."""
        return self._remember_for_good(
            "measures", lambda: network_measures(self.inventory, betweenness=self.has_betweenness)
        )

    @property
    def reach(self) -> pd.DataFrame:
        """The issue areas and communities of each organization, as ``analysis.organization_reach`` gives them."""
        return self._remember_for_good("reach", lambda: organization_reach(self.inventory))

    @property
    def map(self) -> Payload:
        """The whole network as the map draws it."""
        return self._remember_for_good("whole map", lambda: map_payload(self.inventory, self.ties, self.measures))


def _count_values(inventory: Inventory) -> int:
    """Count the rows of an inventory and the values in its lists, on which it depends how long all else takes."""
    lists = (cell for frame in inventory.tables.values() for name in frame for cell in frame[name].tolist())
    return sum(map(len, inventory.tables.values())) + sum(len(cell) for cell in lists if isinstance(cell, tuple))


def _within_limits(compute: Callable[[], Kept]) -> Kept | TooMuchError:
    try:
        return work_out_apart(compute)
    except TooMuchError as error:
        return error


@st.cache_resource(show_spinner=False)
def shipped_cities() -> pd.DataFrame:
    """List the inventories that the Atlas shows, and give a frame: real cities by name, then fictional ones.

    Columns are those of ``list_inventories``, and ``word``: what an address calls a city. Where the folder is on the
    server is written to its log, for whoever runs it, and never shown.
    """
    cities = list_inventories(INVENTORIES) if INVENTORIES.is_dir() else pd.DataFrame(columns=["key", "readable"])
    is_readable = cities["readable"].astype(bool)
    for key in cities["key"][~is_readable]:
        _LOG.warning(words.LOG_UNREADABLE.format(folder=INVENTORIES / key))
    cities = cities[is_readable]
    if cities.empty:
        _LOG.error(words.LOG_NO_INVENTORIES.format(folder=INVENTORIES))
        st.error(words.NO_INVENTORIES)
        st.stop()
    # A folder that is called as its word would be keeps it, whatever other folders are called.
    called = make_words(sorted(cities["key"], key=lambda key: (slug(key) != key, key)), taken=(UPLOAD, BRING))
    cities = cities.assign(word=cities["key"].map(called))
    return cities.sort_values("fictional", kind="stable").reset_index(drop=True)


def first_city() -> str:
    """Choose the city that opens first, and give its word: St. Louis, or the first of another folder of inventories."""
    known = list(shipped_cities()["word"])
    return "st-louis" if "st-louis" in known else known[0]


def _folder(city: str) -> Path:
    cities = shipped_cities().set_index("word")["key"]
    return INVENTORIES / str(cities[city])


@st.cache_resource(show_spinner=False)
def city_dates(city: str) -> list[str]:
    """List the dates at which a shipped city's inventory is there, and give them, the oldest first."""
    return inventory_dates(_folder(city))


def load_shipped(city: str, date: str | None) -> Loaded:
    """Read a shipped city at ``date``, or at its newest where that date is not there, and give it."""
    dates = city_dates(city)
    return _read_shipped(city, date if date in dates else (dates[-1] if dates else None))


@st.cache_resource(show_spinner=words.READING)
def _read_shipped(city: str, date: str | None) -> Loaded:
    folder = _folder(city)
    inventory, problems = read_inventory(folder, date=date)
    return Loaded(f"{city} {date}", city, date, inventory, tuple(problems), folder=folder.name)


def find_upload() -> Loaded | None:
    """Look up the visitor's own inventory, and give it; None where there is none."""
    loaded: Loaded | None = st.session_state.get("upload")
    return loaded


def open_city(city: str | None, date: str | None) -> Loaded:
    """Open the city that an address asks for, and give it; the first where it asks for none, or for one not here.

    ``date`` is that of a shipped city, or the number of a workspace's version.
    """
    upload = find_upload()
    if city == UPLOAD and upload:
        return upload
    if is_workspace(city):
        from components.ui.frame.workspaces import open_workspace  # the store is not needed before

        if opened := open_workspace(city or "", date):
            return opened
    known = set(shipped_cities()["word"])
    city = slug(city or "")
    return load_shipped(city if city in known else first_city(), date)
