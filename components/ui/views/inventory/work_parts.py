"""The parts of the inventory's page, and what can be done with the whole: undo, save, edit, see the map."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from components.store.workspaces import Workspace
from components.ui.frame.loading import Loaded
from components.ui.frame.own_work import find_kept_work
from components.ui.frame.text import plain
from components.ui.frame.view import View
from components.ui.frame.views import view_page
from components.ui.frame.visit import address_words, set_address, set_choice
from components.ui.frame.workspaces import is_seen_as_viewer, look_as_viewer, offer_key
from components.ui.views.inventory import words
from components.ui.views.inventory.keeping import words as keeping_words
from components.ui.views.inventory.keeping.history import offer_to_edit_workspace
from components.ui.views.inventory.keeping.putting_together import find_older_base
from components.ui.views.inventory.keeping.saving import find_own_workspace, offer_saving
from components.ui.views.inventory.own_inventory import last_change, undo_last_change
from components.ui.views.inventory.problem_list import count_problems


def choose_part(view: View) -> str:
    """Show the parts of the page and what can be done with the whole, and give the part that is open.

    A visitor's own list has ``here``, ``mend``, ``same`` and ``edit``, and ``both`` where it is to be put together with
    a version that somebody else saved; a workspace has ``here``, ``history`` and ``sharing``; other inventories have
    ``here`` alone.
    """
    loaded = view.loaded
    own = find_own_workspace() if loaded.draft else None
    parts = _list_parts(loaded, own)
    if len(parts) == 1:
        return "here"
    set_choice("part", _part_asked_for(parts))
    with st.container(key="parts", horizontal=True, vertical_alignment="center"):
        st.segmented_control(
            words.PART,
            list(parts),
            key="part",
            format_func=lambda part: _label(part, parts, loaded),
            on_change=lambda: set_address(part=st.session_state["part"]),
            label_visibility="collapsed",
            required=True,
        )
        if loaded.workspace:
            _show_actions_on_workspace(loaded.workspace)
        else:
            _show_actions_on_own_list(view, own)
    return str(st.session_state["part"])


def _list_parts(loaded: Loaded, own: Workspace | None) -> dict[str, str]:
    """List the parts that there are of an inventory, each with its title; ``own`` is the workspace it is work on."""
    workspace = loaded.workspace
    if workspace:
        is_owner = workspace.role == "owner"
        return {part: title for part, title in keeping_words.WORKSPACE_PARTS.items() if part != "sharing" or is_owner}
    if loaded.draft is None:
        return {"here": words.PARTS["here"]}
    return words.PARTS | (keeping_words.BOTH_PART if find_older_base(own) else {})


def _show_actions_on_workspace(workspace: Workspace) -> None:
    offer_to_edit_workspace(workspace)
    if workspace.role in (None, "viewer") and not is_seen_as_viewer(workspace):
        with st.popover(keeping_words.HAVE_A_KEY, type="tertiary", icon=":material/key:"):
            offer_key(workspace.id)
    if is_seen_as_viewer(workspace):
        st.markdown(keeping_words.AS_VIEWER)
        st.button(keeping_words.AS_OWNER, on_click=look_as_viewer, args=(None,), type="tertiary")


def _show_actions_on_own_list(view: View, own: Workspace | None) -> None:
    loaded, (sentence, can_undo) = view.loaded, last_change()
    st.button(words.UNDO, on_click=undo_last_change, disabled=not can_undo, icon=":material/undo:")
    if find_kept_work():
        offer_saving(loaded, own)
    nobody = not len(view.whole.organizations)
    if st.button(words.SEE_THE_MAP, type="primary", key="see-the-map", icon=":material/hub:", disabled=nobody):
        st.switch_page(view_page("network"), query_params=view.city_words | view.filter_words)
    if sentence:
        st.markdown(plain(sentence))


def _part_asked_for(parts: Mapping[str, str]) -> str:
    """Read which part the address asks for, and say where there is none of that name."""
    asked = address_words().get("part", "")
    if asked and asked not in parts:
        st.warning(words.UNKNOWN_PART.format(asked=plain(asked)))
    return asked if asked in parts else "here"


def _label(part: str, parts: Mapping[str, str], loaded: Loaded) -> str:
    to_mend = count_problems(loaded) if part == "mend" else 0
    return f"{parts[part]} ({to_mend:,})" if to_mend else parts[part]
