"""Links to other views, which keep the city, and to an organization's card."""

from __future__ import annotations

import streamlit as st

from components.ui.frame.text import plain
from components.ui.frame.view import View
from components.ui.frame.views import view_page
from components.ui.frame.visit import on_projector


def city_words(view: View) -> dict[str, str]:
    """The words of the address that name the inventory in view, and the size it is shown at."""
    words = {"city": view.loaded.city, "date": view.loaded.date, "size": "projector" if on_projector() else None}
    return {word: value for word, value in words.items() if value}


def view_link(target: str, label: str, view: View) -> None:
    page_link(target, label, city_words(view) | view.filter_words)


def page_link(target: str, label: str, words: dict[str, str]) -> None:
    st.page_link(view_page(target), label=label, query_params=words, icon=":material/arrow_forward:")


def card_link(view: View, organization: str, name: str) -> None:
    """A link to an organization's card on the network page."""
    st.page_link(
        view_page("network"), label=plain(name), query_params=city_words(view) | {"organization": organization}
    )
