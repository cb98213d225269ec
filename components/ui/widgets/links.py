"""Links to other views, which keep the city, and to an organization's card."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

from components.ui.frame.text import plain
from components.ui.frame.view import View
from components.ui.frame.views import VIEWS, view_page


def show_view_link(target: str, label: str, view: View) -> None:
    """Show a link to another view of the same city, under the same filters."""
    show_page_link(target, label, view.city_words | view.filter_words)


def show_page_link(target: str, label: str, words: Mapping[str, str]) -> None:
    """Show a link to another view, with these words in its address."""
    st.page_link(view_page(target), label=label, query_params=words, icon=":material/arrow_forward:")


def write_link(target: str, words: Mapping[str, str]) -> str:
    """Write the address of another view with these words, beside that of the page it is linked on: a server may lie
    below a path."""
    return f"{VIEWS[target].address.lstrip('/')}?{urlencode(words)}"


def show_card_link(view: View, organization: str, name: str) -> None:
    """Show a link to an organization's card on the network page; ``organization`` is its id."""
    query = view.city_words | {"organization": organization}
    st.page_link(view_page("network"), label=plain(name), query_params=query)
