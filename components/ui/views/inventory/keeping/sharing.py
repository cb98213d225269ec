"""Who may see and change a workspace: its owner says so here, and makes keys for those who may."""

from __future__ import annotations

import contextlib
from collections.abc import Hashable, Mapping
from typing import Any
from urllib.parse import urljoin

import streamlit as st

from components.store import NotAllowedError, Person, StoreError
from components.store.rights import ROLES, Access, Role
from components.store.workspaces import (
    Workspace,
    change_workspace,
    list_people,
    make_key,
    remove_workspace,
    set_role,
)
from components.ui.frame.kept_work import the_store
from components.ui.frame.loading import Loaded
from components.ui.frame.person import this_person
from components.ui.frame.visit import set_address
from components.ui.frame.workspaces import look_as_viewer
from components.ui.views.inventory.keeping import words
from components.ui.views.inventory.keeping.refusals import said_where_refused

_EYE = ":material/visibility:"
_KEY = "key-made"  # the key of the session state that holds a key that was just made: it is shown once


def show_sharing(loaded: Loaded) -> None:
    """Show the owner of a workspace who may see and change it, and how to change that."""
    workspace = loaded.workspace
    if workspace is None or workspace.role != "owner":
        return
    _choose_access(workspace)
    st.markdown(words.SEND_ADDRESS[workspace.access])
    # The overview: what a list shows comes before how it is kept.
    st.code(f"{urljoin(st.context.url or '', '.')}?city={workspace.id}", language=None, wrap_lines=True)
    st.button(words.SEE_AS_VIEWER, key="see-as-viewer", on_click=_see_as_viewer, args=(workspace,), icon=_EYE)
    st.markdown(f"### {words.KEYS}")
    _show_keys(workspace)
    st.markdown(f"### {words.PEOPLE}")
    _show_people(workspace)
    _offer_to_delete(workspace)


def _see_as_viewer(workspace: Workspace) -> None:
    look_as_viewer(workspace)
    set_address(part=None)  # a viewer has no such part


def _choose_access(workspace: Workspace) -> None:
    st.radio(
        words.WHO_SEES_IT,
        list(words.WHO_SEES),
        index=list(words.WHO_SEES).index(workspace.access),
        key=f"access {workspace.id}",
        format_func=words.WHO_SEES.__getitem__,
        on_change=_change_access,
        args=(workspace,),
    )


def _offer_to_delete(workspace: Workspace) -> None:
    with st.expander(words.DELETE_WORKSPACE):
        st.markdown(words.WHAT_DELETING_DOES)
        sure = st.text_input(words.TYPE_ITS_NAME, key="name-to-delete")
        is_sure = sure.strip() == workspace.name
        st.button(
            words.DELETE_WORKSPACE, key="delete-workspace", disabled=not is_sure, on_click=_delete, args=(workspace,)
        )


def _show_keys(workspace: Workspace) -> None:
    st.markdown(words.WHAT_KEYS_DO)
    with st.container(horizontal=True):
        for role in ROLES:
            label = words.MAKE_KEY.format(role=words.ROLES[role])
            st.button(label, key=f"make-key-{role}", on_click=_make_key, args=(workspace, role))
    made = st.session_state.get(_KEY)
    if made and made[0] == workspace.id:
        st.success(words.KEY_MADE.format(role=words.ROLES[made[1]]))
        st.code(made[2], language=None)
    if this_person().key.startswith("browser:"):
        st.markdown(words.OWNED_IN_BROWSER)


def _show_people(workspace: Workspace) -> None:
    with contextlib.suppress(StoreError, NotAllowedError):
        people, me = list_people(the_store(), this_person(), workspace.id), this_person().key
        if (people["by_key"] & (people["person"] != me)).any():
            st.markdown(words.COMES_BACK_BY_KEY)
        for number, row in enumerate(people.to_dict("records")):
            with st.container(horizontal=True, vertical_alignment="center"):
                _show_person(workspace, row, number, is_me=row["person"] == me)


def _show_person(workspace: Workspace, row: Mapping[Hashable, Any], number: int, *, is_me: bool) -> None:
    """Show somebody who has a role, and how it is taken back."""
    name = words.YOU if is_me else row["name"] or words.NO_NAME
    how = words.BY_KEY if row["by_key"] else ""
    role, day = words.ROLES[row["role"]], f"{row['given_at']:%-d %B %Y}"
    st.text(words.PERSON.format(name=name, role=role, how=how, day=day), width="content")
    if is_me:
        return
    other = Person(row["person"], row["name"])
    st.button(words.REMOVE, key=f"remove-{number}", on_click=_remove, args=(workspace, other), type="tertiary")
    if row["by_key"]:
        change = (workspace, row["role"])
        st.button(words.CHANGE_KEY, key=f"change-key-{number}", on_click=_make_key, args=change, type="tertiary")


def _change_access(workspace: Workspace) -> None:
    access: Access = st.session_state[f"access {workspace.id}"]
    with said_where_refused():
        change_workspace(the_store(), this_person(), workspace.id, access=access)
        st.toast(words.ACCESS_CHANGED)


def _make_key(workspace: Workspace, role: Role) -> None:
    with said_where_refused():
        st.session_state[_KEY] = workspace.id, role, make_key(the_store(), this_person(), workspace.id, role)


def _remove(workspace: Workspace, other: Person) -> None:
    with said_where_refused():
        set_role(the_store(), this_person(), workspace.id, other, None)


def _delete(workspace: Workspace) -> None:
    with said_where_refused():
        remove_workspace(the_store(), this_person(), workspace.id)
        set_address(city=None, part=None, version=None)
        st.toast(words.WORKSPACE_DELETED)
