"""Whether the store is open yet: a new server draws its first pages first, as a database takes long to load."""

from __future__ import annotations

from threading import Event

import streamlit as st

FIRST_PAGE = Event()
"""Set once a page has been run to its end."""
LOADED = Event()
"""Set once the store is open, or can't be opened."""
_NEEDS_STORE = ("draft", "version")  # words of an address that only the store can answer
_WORKSPACE_LETTERS = 32


def is_workspace(city: str | None) -> bool:
    """Whether the word of a city in an address is the id of a workspace."""
    return bool(city) and len(city or "") == _WORKSPACE_LETTERS and not set(city or "") - set("0123456789abcdef")


def is_store_needed() -> bool:
    """Whether the page needs the store now. Of the first visitors of a new server only those wait for it who ask for a
    list of their own, or for a workspace."""
    city = st.query_params.get("city")
    asked = city == "upload" or is_workspace(city) or any(word in st.query_params for word in _NEEDS_STORE)
    return asked or LOADED.is_set()
