"""Where a person chooses files, and what may be chosen."""

from __future__ import annotations

import streamlit as st

from components.files import Limits
from components.store.kept_drafts import days_kept
from components.ui.frame.filter_bar import go_to_city
from components.ui.frame.loading import find_upload
from components.ui.frame.own_work import find_kept_work
from components.ui.frame.text import plain
from components.ui.frame.upload_limit import forget_uploads
from components.ui.views.inventory import words
from components.ui.views.inventory.incoming_files import read_files
from components.ui.views.inventory.keeping import words as keeping_words
from components.ui.views.inventory.keeping.draft_link import offer_link
from components.ui.views.inventory.own_inventory import delete_own_inventory

_TURN = "upload-turn"  # the key of the session state that counts how often files were chosen


def show_upload() -> None:
    """Say what may be brought, or what another file does, and show where files are chosen."""
    own, limits = find_upload(), Limits()
    st.markdown(words.WHAT_ANOTHER_FILE_DOES if own else words.WHAT_MAY_BE_BROUGHT)
    _show_file_chooser()
    with st.container(horizontal=True, vertical_alignment="center"):
        if own:
            st.markdown(words.FILES_IN_VIEW.format(files=plain(", ".join(own.files))), width="content")
            kept = find_kept_work()
            is_linked = kept is not None and kept.is_linked
            st.button(keeping_words.PUT_AWAY if is_linked else words.DELETE_UPLOAD, on_click=_delete_upload)
            if kept and not is_linked:
                offer_link(kept)
        with st.popover(words.WHAT_HAPPENS_TO_IT, type="tertiary"):
            st.markdown(words.WHERE_IT_IS_KEPT.format(days=days_kept(), megabytes=limits.megabytes, rows=limits.rows))


def _delete_upload() -> None:
    delete_own_inventory()
    go_to_city(None)


def _show_file_chooser() -> None:
    """Show where files are chosen. Each choice is taken once: the next begins with none.

    Files of any kind may be chosen: of what can't be read the page tells how to save it, which the widget's own
    refusal would not.
    """
    turn = st.session_state.setdefault(_TURN, 0)
    st.file_uploader(
        words.CHOOSE_FILES,
        accept_multiple_files=True,
        key=f"upload-files-{turn}",
        on_change=_take_files,
        max_upload_size=Limits().megabytes,
    )


def _take_files() -> None:
    files = st.session_state[f"upload-files-{st.session_state[_TURN]}"]
    if files:
        st.session_state[_TURN] += 1
        taken = tuple((file.name, file.getvalue()) for file in files)
        forget_uploads(files)
        read_files(taken)
