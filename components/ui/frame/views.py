"""The list of views, in the order of the navigation: what ``data/views.csv`` tells of them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

_ROOT = Path(__file__).parents[3]
_LIST = _ROOT / "data" / "views.csv"


@dataclass(frozen=True)
class ListedView:
    """One view of the list."""

    view: str
    """Its short name: the page is ``pages/<view>.py``, and its measures stand under it in ``data/measures.csv``."""
    title: str
    """What the navigation and links to it call it."""
    heading: str
    """What its page says after the city's name."""
    answers: str
    """The question that it answers, and what it shows."""

    @property
    def page(self) -> Path:
        """The file of its page."""
        return _ROOT / "pages" / f"{self.view}.py"

    @property
    def is_first(self) -> bool:
        """Whether this is the view that opens at the bare address."""
        return self.view == next(iter(VIEWS))

    @property
    def address(self) -> str:
        """Its path in the address: ``/`` for the first of the list, else ``/<view>``."""
        return "/" if self.is_first else f"/{self.view}"


def _read_list() -> dict[str, ListedView]:
    with _LIST.open(encoding="utf-8", newline="") as file:
        return {row["view"]: ListedView(**row) for row in csv.DictReader(file)}


VIEWS = _read_list()


def view_page(view: str) -> StreamlitPage:
    """Make the Streamlit page of a view, and give it."""
    listed = VIEWS[view]
    return st.Page(listed.page, title=listed.title, url_path=view, default=listed.is_first)


def navigation_pages() -> list[StreamlitPage]:
    """Make the pages of all views in their order, and give them."""
    return [view_page(view) for view in VIEWS]
