"""The history of a workspace: its versions, what each changed, and how to look at, compare, or restore one."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence

import pandas as pd
import streamlit as st

from components.drafts import Draft
from components.inventory.text import counted
from components.store import NotAllowedError, StoreError
from components.store.comparing import list_changes
from components.store.versions import list_versions, open_version, restore_version
from components.store.workspaces import Workspace
from components.ui.frame.base_path import under_base_path
from components.ui.frame.kept_work import keep_new, the_store
from components.ui.frame.loading import Loaded
from components.ui.frame.person import this_person
from components.ui.frame.text import plain, table_titles
from components.ui.frame.views import view_page
from components.ui.frame.visit import set_address
from components.ui.views.inventory.keeping import words
from components.ui.views.inventory.keeping.refusals import said_where_refused
from components.ui.views.inventory.keeping.saving import named_person
from components.ui.views.inventory.own_inventory import forget_own_inventory, go_to_own_inventory
from components.ui.widgets.tables import offer_table

_MOST_LINES = 2_000  # of changes; more would keep a browser waiting
_FILES = {"zip": words.VERSION_ZIP, "xlsx": words.VERSION_WORKBOOK}
_EDITORS = ("editor", "owner")


def show_history(loaded: Loaded) -> None:
    """Show the versions of the workspace in view, the newest first, and what can be done with each."""
    workspace = loaded.workspace
    if workspace is None:
        return
    versions = list_versions_in_view(workspace)
    shown = pd.DataFrame(
        {
            "Version": versions["number"],
            "Saved": versions["when"].map(lambda when: f"{when:%-d %B %Y, %H:%M} UTC"),
            "By": versions["who"].replace("", words.NOT_SAID),
            "Why": versions["why"].replace("", words.NOT_SAID),
            "What changed": versions["changes"],
        }
    )
    widths = {"Why": st.column_config.TextColumn(width=260), "What changed": st.column_config.TextColumn(width=420)}
    st.dataframe(shown, hide_index=True, width="stretch", column_config=widths)
    numbers = [int(number) for number in versions["number"]]
    number, other = _choose_versions(numbers)
    _show_actions(loaded, workspace, number)
    if other:
        show_changes(workspace, *sorted((other, number)))


def _choose_versions(numbers: Sequence[int]) -> tuple[int, int | None]:
    """Have a person choose a version, and another to compare it with, and give both."""
    with st.container(horizontal=True):
        number = st.selectbox(words.CHOOSE_VERSION, numbers, key="version-chosen", format_func=_name, width=220)
        if len(numbers) == 1:
            return number, None
        others = [each for each in numbers if each != number]
        return number, st.selectbox(
            words.COMPARE_WITH,
            others,
            index=None,
            key="version-compared",
            format_func=_name,
            placeholder=words.CHOOSE_ANOTHER_VERSION,
            width=320,
        )


def _name(number: int) -> str:
    return words.VERSION.format(number=number)


def list_versions_in_view(workspace: Workspace) -> pd.DataFrame:
    """List the versions of a workspace. Where that can't be, the page says why, and ends."""
    with _said_where_it_fails():
        return list_versions(the_store(), this_person(), workspace.id)


@contextlib.contextmanager
def _said_where_it_fails() -> Iterator[None]:
    """Have the page say why something of a workspace can't be read, and end there."""
    try:
        yield
    except (StoreError, NotAllowedError) as error:
        st.error(plain(str(error)) if isinstance(error, StoreError) else words.NO_LONGER_YOURS)
        st.stop()


def _show_actions(loaded: Loaded, workspace: Workspace, number: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        words_of_view = {"city": workspace.id, "version": str(number)}
        st.page_link(
            view_page("overview"), label=words.LOOK_AT_IT, query_params=words_of_view, icon=":material/visibility:"
        )
        for ending, label in _FILES.items():
            address = under_base_path(f"/w/{workspace.id}/v/{number}/{loaded.file_name}.{ending}")
            st.link_button(label, address, type="tertiary", icon=":material/download:")
        if workspace.role in _EDITORS and number != workspace.latest:
            st.button(words.RESTORE, key="restore", on_click=_restore, args=(workspace, number))


def _restore(workspace: Workspace, number: int) -> None:
    why, person = words.WHY_RESTORED.format(number=number), named_person(workspace.known_as)
    with said_where_refused(not_allowed=words.MAY_NOT_SAVE):
        saved = restore_version(the_store(), person, workspace.id, number, workspace.latest, why)
        set_address(version=None)
        st.toast(words.RESTORED.format(number=number, new=saved.number))


def show_changes(workspace: Workspace, before: int, after: int) -> None:
    """Show what differs between two versions, row by row."""
    show_change_table(list_changes(*open_versions(workspace, before, after)), f"versions-{before}-{after}")


def open_versions(workspace: Workspace, *numbers: int) -> list[Draft]:
    """Open versions of a workspace, and give their drafts. Where that can't be, the page says why, and ends."""
    with _said_where_it_fails():
        return [open_version(the_store(), this_person(), workspace.id, number) for number in numbers]


def show_change_table(changes: pd.DataFrame, name: str) -> None:
    """Show changes as ``list_changes`` gives them, a line each, under the count of them."""
    if changes.empty:
        st.markdown(words.NOTHING_DIFFERS)
        return
    st.markdown(f"**{counted(len(changes), 'difference')}**")
    shown = changes.drop(columns="key").assign(table=changes["table"].map(table_titles()))
    shown = shown.fillna("").rename(columns=str.capitalize)
    st.dataframe(shown.head(_MOST_LINES), hide_index=True, width="stretch", placeholder="")
    offer_table(lambda: shown, name)


def offer_to_edit_workspace(workspace: Workspace) -> None:
    """Offer whoever may edit a workspace to work on its newest version."""
    if workspace.role in _EDITORS:
        st.button(
            words.EDIT_WORKSPACE,
            type="primary",
            key="edit-workspace",
            icon=":material/edit:",
            on_click=_edit,
            args=(workspace,),
        )


def _edit(workspace: Workspace) -> None:
    """Begin a draft of the newest version, which is the visitor's own until it is saved."""
    with said_where_refused():
        draft = open_version(the_store(), this_person(), workspace.id, workspace.latest).check()
        forget_own_inventory()
        keep_new(draft, [workspace.name], workspace.id, workspace.latest)
        go_to_own_inventory("edit")
