"""Where a person chooses files, and what is said before."""

from __future__ import annotations

import streamlit as st

from components.files import Limits
from components.ui.frame.address import FIELDS
from components.ui.frame.loading import find_upload
from components.ui.frame.text import plain
from components.ui.frame.upload_limit import forget_uploads
from components.ui.frame.visit import set_address
from components.ui.views.inventory.incoming import read_files
from components.ui.views.inventory.own_inventory import delete_own_inventory


def show_upload() -> None:
    """Where files are chosen, and what is said before."""
    own = find_upload()
    st.markdown("### Bring another file" if own else "### Bring your own")
    limits = Limits()
    if own:
        st.markdown(
            "It can add to what is here, update it, or take its place. What would change is listed before it does."
        )
    else:
        st.markdown(
            "Any tables: CSV, Excel (xlsx), LibreOffice (ods), JSON, GraphML, GEXF, exports of Kumu and Gephi, several "
            "at once or in a zip. One table of organizations is enough to start. What your columns mean is guessed, "
            f"and you look it over. Up to {limits.megabytes} MB and {limits.rows:,} rows a table. What you bring is "
            "kept for this visit only, in this server's memory, and for nobody else: reloading the page forgets it, so "
            "take it along when you are done. It holds organizations and roles, never people: columns of names, e-mail "
            "addresses or phone numbers are left out unless you say why they should stay."
        )
    show_file_chooser()
    if own:
        st.caption(f"In view: {plain(', '.join(own.files))}.")
        st.button("Delete my upload", on_click=_delete_upload)


def _delete_upload() -> None:
    delete_own_inventory()
    set_address(**{**dict.fromkeys([*FIELDS, "organization"]), "city": None, "part": None})


_TURN = "upload-turn"


def show_file_chooser() -> None:
    """Where a person chooses files. Each choice is taken once: the next begins with none.

    Files of any kind may be chosen: what can't be read is said with how to save it, which the widget's own refusal
    would not say.
    """
    turn = st.session_state.setdefault(_TURN, 0)
    st.file_uploader(
        "Choose files",
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
