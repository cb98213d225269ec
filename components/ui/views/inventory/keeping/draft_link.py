"""A link that opens a visitor's own list in another browser: made when it is asked for, and taken back as easily."""

from __future__ import annotations

import streamlit as st

from components.store.links import make_link, take_links_back
from components.ui.frame.kept_work import LINK, the_store
from components.ui.frame.loading import UPLOAD
from components.ui.frame.own_work import KeptWork
from components.ui.frame.person import this_person
from components.ui.views.inventory.keeping import words
from components.ui.views.inventory.keeping.refusals import said_where_refused

_MADE = "link-made"  # the key of the session state that holds the token of a link that was just made


def offer_link(kept: KeptWork) -> None:
    """Offer to make a link that opens the list elsewhere, and to take back those that were made."""
    with st.popover(words.OPEN_ELSEWHERE, type="tertiary"):
        st.markdown(words.WHAT_A_LINK_DOES)
        draft, token = st.session_state.get(_MADE, (None, ""))
        if draft == kept.id:  # above the buttons: below them it would be under the edge of a small window
            st.code(f"{st.context.url}?city={UPLOAD}&{LINK}={token}", language=None, wrap_lines=True)
        with st.container(horizontal=True):
            st.button(words.MAKE_LINK, key="make-link", on_click=_make, args=(kept,))
            st.button(words.TAKE_LINKS_BACK, key="take-links-back", on_click=_take_back, args=(kept,), type="tertiary")


def _make(kept: KeptWork) -> None:
    with said_where_refused(words.NO_LINK, not_allowed=words.CHANGED_MEANWHILE):
        st.session_state[_MADE] = kept.id, make_link(the_store(), this_person(), kept.id)


def _take_back(kept: KeptWork) -> None:
    st.session_state.pop(_MADE, None)
    with said_where_refused(words.LINKS_STAY, not_allowed=words.CHANGED_MEANWHILE):
        take_links_back(the_store(), this_person(), kept.id)
        st.toast(words.LINKS_TAKEN_BACK)
