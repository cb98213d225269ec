"""The address of the view, which stays with a visitor from page to page."""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic

import streamlit as st

FILE_NAME = "file-name"  # the key of the session state that holds what downloads are called after
# Further keys: the address as it was last, its page, whether the visitor came from another page, and when.
_ADDRESS = "address"
_PAGE = "page"
_MOVED = "page-moved"
_MOVED_AT = "page-moved-at"
_SECOND_CLICK = 3.0  # seconds after a move in which another click on the same link counts as the same click


def keep_address(page: str) -> None:
    """Carry city and filters to the next page: Streamlit's own navigation opens each page with a bare address.

    A second click on the same link arrives just after the move, with a bare address again.
    """
    moved = st.session_state.get(_PAGE, page) != page
    if moved:
        st.session_state[_MOVED_AT] = monotonic()
    just_moved = monotonic() - st.session_state.get(_MOVED_AT, -_SECOND_CLICK) < _SECOND_CLICK
    if just_moved and not st.query_params:
        st.query_params.from_dict(st.session_state.get(_ADDRESS, {}))
    st.session_state[_PAGE] = page
    st.session_state[_MOVED] = moved
    st.session_state[_ADDRESS] = st.query_params.to_dict()


def set_address(**words: str | None) -> None:
    """Change some words of the address; None takes a word out."""
    for word, value in words.items():
        if value:
            st.query_params[word] = value
        else:
            st.query_params.pop(word, None)
    st.session_state[_ADDRESS] = st.query_params.to_dict()


def address_words() -> dict[str, str]:
    """Read the address in view, and give the value of each word; a word that is there twice is a list with commas."""
    return {word: ",".join(st.query_params.get_all(word)) for word in st.query_params}


def asked_date(asked: Mapping[str, str]) -> str | None:
    """Read from the words of an address which date of a city, or which version of a workspace, it asks for."""
    return asked.get("version") or asked.get("date")


def is_on_projector() -> bool:
    """Whether the address asks for the larger size that a room needs."""
    return st.query_params.get_all("size") == ["projector"]


def scale_width(pixels: int) -> int:
    """Scale a width in pixels with the size of type, and give it: more on a projector."""
    return round(pixels * 1.55) if is_on_projector() else pixels


def set_choice(key: str, value: object) -> None:
    """Have a control show what the address says; a control that already does is left alone.

    On a new page every control is a new one to Streamlit, whatever the session still holds under its key.
    """
    if st.session_state.get(_MOVED) or st.session_state.get(key) != value:
        st.session_state[key] = value
