"""Workspaces in view: a city of a team's own, as its newest version or an earlier one, for whoever may see it."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import datetime

import streamlit as st

from components.store import NotAllowedError, Person, StoreError
from components.store.versions import list_versions, open_version
from components.store.workspaces import Workspace, enter_key, find_workspace, list_workspaces
from components.ui.frame import words
from components.ui.frame.kept_work import the_store
from components.ui.frame.loading import Loaded
from components.ui.frame.person import this_person
from components.ui.frame.results import Results
from components.ui.frame.text import plain

_LONGEST_NAME = 80  # characters
_MOST_VERSIONS = 20  # that are held in memory, for all visitors together
_MOST_BYTES = 10_000_000  # of what is worked out of one of them; a city that comes with the Atlas has more, for all
_AS_VIEWER = "as-viewer"  # the key of the session state that says that an owner looks at a workspace as a viewer does


def open_workspace(workspace_id: str, version: str | None) -> Loaded | None:
    """Open a workspace at a version, or at its newest where that is not there, and give it.

    None where there is no such workspace, or where the person may not see it: nothing tells the two apart.
    """
    try:
        found = find_workspace(the_store(), this_person(), workspace_id)
        if found is None:
            return None
        asked = int(version) if version and version.isdecimal() and len(version) < 10 else 0
        number = asked if 0 < asked <= found.latest else found.latest
        opened = _read_version(workspace_id, number, found.saved_at)
    except StoreError as error:
        st.error(plain(str(error)))
        st.stop()
    except NotAllowedError:  # deleted, or closed, just now
        return None
    if st.session_state.get(_AS_VIEWER) == workspace_id:
        found = replace(found, role="viewer")
    # Each visitor has a role of their own; what is worked out of the version is shared.
    return replace(opened, workspace=found, date=str(number) if number < found.latest else None)


@st.cache_resource(show_spinner=words.READING, max_entries=_MOST_VERSIONS)
def _read_version(workspace_id: str, number: int, newest: datetime) -> Loaded:
    """Read a version that the person may see, which has been looked up just before, and give it. ``newest`` is when the
    newest version was saved: after a restore another one may have the same number.

    What was worked out of the version before it is let go: few look back, and each save would add as much again.
    """
    history = list_versions(the_store(), this_person(), workspace_id).set_index("number")["when"]
    if number - 1 in history.index:
        _read_version.clear(workspace_id, number - 1, history[number - 1].to_pydatetime())
    draft = open_version(the_store(), this_person(), workspace_id, number).check()
    kept, problems = Results(_MOST_BYTES), tuple(draft.problems)
    return Loaded(f"{workspace_id} {number}", workspace_id, None, draft.inventory, problems, kept=kept)


def name_workspaces() -> dict[str, str]:
    """Name the workspaces that the menu of cities has for this person, and give each by its id."""
    with contextlib.suppress(StoreError):
        return {each.id: each.name for each in list_workspaces(the_store(), this_person())}
    return {}


def look_as_viewer(workspace: Workspace | None) -> None:
    """Show a workspace to its owner as a viewer sees it; None ends that."""
    st.session_state[_AS_VIEWER] = workspace.id if workspace else None


def is_seen_as_viewer(workspace: Workspace) -> bool:
    """Whether an owner looks at a workspace as a viewer does."""
    return bool(st.session_state.get(_AS_VIEWER) == workspace.id)


def offer_key(workspace_id: str) -> None:
    """Ask for the key to a workspace, and open it where the key fits."""
    with st.form("key", border=False):
        key = st.text_input(words.KEY, type="password", max_chars=100, width=420)
        person = this_person()
        if not person.name:
            person = replace(
                person, name=st.text_input(words.NAME_FOR_TEAM, max_chars=_LONGEST_NAME, width=420).strip()
            )
        if st.form_submit_button(words.ENTER_KEY) and key:
            _enter(person, workspace_id, key)


def _enter(person: Person, workspace_id: str, key: str) -> None:
    try:
        role = enter_key(the_store(), person, workspace_id, key)
    except StoreError as error:
        st.error(plain(str(error)))
        return
    if role:
        st.rerun()
    st.error(words.NO_SUCH_KEY)
