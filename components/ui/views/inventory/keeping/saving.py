"""Save a visitor's own list: as a new workspace, or as the next version of the one that it is work on."""

from __future__ import annotations

import contextlib
from dataclasses import replace

import streamlit as st

from components.drafts import Draft
from components.store import ConflictError, Person, StoreError
from components.store.rights import Access
from components.store.versions import save_version
from components.store.workspaces import Workspace, create_workspace, find_workspace
from components.ui.frame.filter_bar import go_to_city
from components.ui.frame.kept_work import delete_work, the_store
from components.ui.frame.loading import Loaded, find_upload
from components.ui.frame.own_work import find_kept_work
from components.ui.frame.person import this_person
from components.ui.frame.text import plain
from components.ui.frame.visit import set_address
from components.ui.views.inventory.keeping import words
from components.ui.views.inventory.keeping.refusals import said_where_refused
from components.ui.views.inventory.own_inventory import draft_in_view, forget_own_inventory
from components.ui.widgets.long_work import refuse_work

# What the history is to call the visitor: the key of the box for it, and of what it held when something was saved.
_MY_NAME = "my-name"
_CALLED = "called"
_WHY = "why-save"  # the key of the box that asks why
WHY_BOTH = "why-both"  # and of the one where two changes are put together
_TURN = "save-turn"  # the key of the session state that counts how often the popover was closed
_LONGEST_NAME, LONGEST_WHY = 80, 300  # characters


def offer_saving(loaded: Loaded, workspace: Workspace | None) -> None:
    """Offer to save the visitor's own list to the workspace that it is work on, or to a new one."""
    turn = st.session_state.setdefault(_TURN, 0)
    with st.popover(words.SAVE, key=f"save-{turn}", icon=":material/save:"):
        if workspace and workspace.role in ("editor", "owner"):
            _offer_next_version(workspace)
        else:
            _offer_new_workspace(loaded)


def find_own_workspace() -> Workspace | None:
    """Find the workspace that the visitor's own list is work on, and give it; None where it is on none, or on one that
    is not here any more."""
    kept = find_kept_work()
    if kept is None or kept.workspace is None:
        return None
    try:
        return find_workspace(the_store(), this_person(), kept.workspace)
    except StoreError:
        return None


def _offer_next_version(workspace: Workspace) -> None:
    st.markdown(words.WHAT_SAVING_DOES.format(workspace=plain(workspace.name)))
    st.text_input(words.WHY, key=_WHY, max_chars=LONGEST_WHY, placeholder=words.WHY_EXAMPLE)
    _ask_name(workspace.known_as)
    st.button(words.SAVE_VERSION, type="primary", key="save-version", on_click=_save_version)


def _ask_name(known_as: str = "") -> None:
    if not this_person().name:  # whoever has signed in has a name already
        before = st.session_state.get(_CALLED, known_as)
        st.text_input(words.MY_NAME, value=before, key=_MY_NAME, max_chars=_LONGEST_NAME, help=words.MY_NAME_HELP)


def named_person(known_as: str = "") -> Person:
    """Give the person who is here, with the name that the history is to call them: what they said last, or else what
    they are known as in a workspace."""
    if _MY_NAME in st.session_state:
        st.session_state[_CALLED] = read_text(_MY_NAME)
    person = this_person()
    return replace(person, name=person.name or st.session_state.get(_CALLED, known_as))


def _save_version() -> None:
    draft, kept = draft_in_view(), find_kept_work()
    if draft is None or kept is None or kept.workspace is None:
        return
    save_draft(draft, kept.workspace, kept.base or 0, read_text(_WHY))


def save_draft(draft: Draft, workspace: str, base: int, why: str) -> None:
    """Save a draft as the next version after ``base``, and go to it. Where somebody saved another meanwhile, go to
    where the two are put together."""
    with said_where_refused(not_allowed=words.MAY_NOT_SAVE):
        try:
            version = save_version(the_store(), named_person(), workspace, draft, base, why)
        except ConflictError:
            _go_to_both(why)
            return
        _go_to_saved(workspace)
        st.toast(words.SAVED.format(number=version.number))


def _go_to_both(why: str) -> None:
    """Go to where two changes are put together, with what was typed already, and close the popover over it."""
    st.session_state[WHY_BOTH] = why
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    set_address(part="both")


def read_text(key: str) -> str:
    """Read what was typed into a box of the page, by its key, and give it."""
    return str(st.session_state.get(key) or "").strip()


def _go_to_saved(workspace: str, part: str = "history") -> None:
    """Go to a workspace that has just been saved; the draft of it is not needed any more."""
    with contextlib.suppress(StoreError):  # then it goes when its time is over
        delete_work()
    forget_own_inventory()
    go_to_city(workspace, part=part)


def _offer_new_workspace(loaded: Loaded) -> None:
    st.markdown(words.WHAT_A_WORKSPACE_IS)
    st.text_input(words.WORKSPACE_NAME, value=_suggest_name(loaded), key="workspace-name", max_chars=_LONGEST_NAME)
    st.radio(
        words.WHO_SEES_IT, list(words.WHO_SEES), key="workspace-access", format_func=words.WHO_SEES.__getitem__, index=1
    )
    _ask_name()
    st.button(words.CREATE_WORKSPACE, type="primary", key="create-workspace", on_click=_create)


def _suggest_name(loaded: Loaded) -> str:
    return loaded.inventory.about("city") or ""


def _create() -> None:
    draft, own = draft_in_view(), find_upload()
    if draft is None or own is None:
        return
    name, access = str(st.session_state["workspace-name"]), _read_access()
    kept = find_kept_work()
    # Work on a workspace is called after it, and that one may be closed to those who see this one.
    files = "" if kept and kept.workspace else ", ".join(own.files)
    why = words.FIRST_VERSION.format(files=files)[:LONGEST_WHY] if files else ""
    with said_where_refused():
        try:
            created = create_workspace(the_store(), named_person(), name, access, draft, why)
        except ValueError:
            refuse_work(words.NEEDS_A_NAME)
            return
        _go_to_saved(created.id, "sharing")
        st.toast(words.CREATED.format(workspace=plain(created.name)))


def _read_access() -> Access:
    access: Access = st.session_state["workspace-access"]
    return access
