"""A visitor's own inventory, edited: a table at a time, or one organization in a form."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from components.drafts import Draft
from components.inventory import schema_tables
from components.ui.frame.loading import Loaded
from components.ui.views.inventory.organization_form import show_organization_form
from components.ui.views.inventory.table_editor import editor_place, show_table_editor
from components.ui.views.inventory.unsaved_edits import UnsavedEdits, find_unsaved

# What a team keeps up to date most often comes first.
_FIRST = ("organizations", "relationships", "assessments", "seats")


def show_editing(loaded: Loaded, draft: Draft) -> None:
    """The tables to be edited, and a form for one organization."""
    st.markdown("### Edit")
    titles = schema_tables().set_index("table")["title"]
    tables = sorted(titles.index, key=lambda table: (*_FIRST, table).index(table))
    table = st.selectbox("Table to edit", tables, format_func=titles.get, key="edit-table", width=300)
    if table == "organizations":
        show_organization_form(loaded, draft)
    show_table_editor(loaded, draft, table)
    _also_unsaved({titles[other]: other for other in tables if other != table})


def _also_unsaved(others: Mapping[str, str]) -> None:
    """The other tables in which something was typed, by their titles."""
    unsaved = [title for title, other in others.items() if find_unsaved(editor_place(other)) != UnsavedEdits()]
    if unsaved:
        st.caption(f"Not saved yet in other tables: {', '.join(unsaved)}.")
