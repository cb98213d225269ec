"""Files whose columns a visitor still looks over, kept in the store so that a reload of the page does not lose them."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence

import streamlit as st

from components.importing import SheetMapping
from components.store import StoreError
from components.store.unsaved import WaitingFiles, forget_waiting, keep_choices, keep_waiting, open_waiting
from components.ui.frame.kept_work import the_store
from components.ui.frame.person import this_person

# Keys of the session state: whether this visit has looked for files, and the choices that the store has.
_LOOKED = "looked-for-kept-files"
_CHOICES = "choices-kept"


def keep_files(
    files: Sequence[tuple[str, bytes]], encodings: Mapping[str, str], mappings: Sequence[SheetMapping]
) -> None:
    """Keep files and what was chosen for them so far. Where they can't be kept, they stay in this visit."""
    with contextlib.suppress(StoreError):
        keep_waiting(the_store(), this_person(), files, encodings, mappings)
        st.session_state[_CHOICES] = tuple(mappings)
    st.session_state[_LOOKED] = True


def keep_what_was_chosen(encodings: Mapping[str, str], mappings: Sequence[SheetMapping]) -> None:
    """Keep how the sheets of kept files are to be read, as a visitor has chosen so far."""
    if st.session_state.get(_CHOICES) in (None, tuple(mappings)):
        return
    with contextlib.suppress(StoreError):
        keep_choices(the_store(), this_person(), encodings, mappings)
        st.session_state[_CHOICES] = tuple(mappings)


def find_files() -> WaitingFiles | None:
    """Look for files that waited when an earlier visit ended, and give them; None but the first time in a visit."""
    if st.session_state.get(_LOOKED):
        return None
    st.session_state[_LOOKED] = True
    with contextlib.suppress(StoreError):
        return open_waiting(the_store(), this_person())
    return None


def are_files_kept() -> bool:
    """Whether the store has the files that wait, so that nothing is lost when the visitor leaves the page."""
    return _CHOICES in st.session_state


def forget_files() -> None:
    """Delete the files that waited: they are read, or not wanted."""
    if st.session_state.pop(_CHOICES, None) is None:
        return
    with contextlib.suppress(StoreError):
        forget_waiting(the_store(), this_person())
