"""A visitor's own inventory, edited: a table at a time, or one organization in a form."""

from __future__ import annotations

import streamlit as st

from components.ui.frame.loading import Loaded
from components.ui.frame.text import table_titles
from components.ui.views.inventory import words
from components.ui.views.inventory.organization_form import show_organization_form
from components.ui.views.inventory.table_editor import editor_place, show_table_editor
from components.ui.views.inventory.unsaved_edits import UnsavedEdits, find_unsaved

# What a team keeps up to date most often comes first.
_FIRST = ("organizations", "relationships", "assessments", "seats")


def show_editing(loaded: Loaded) -> None:
    """Show the choice of a table to edit, its editor, and for organizations also a form."""
    draft = loaded.draft
    if draft is None:
        return
    titles = table_titles()
    tables = sorted(titles, key=lambda table: (*_FIRST, table).index(table))
    table = st.selectbox(words.TABLE_TO_EDIT, tables, format_func=titles.__getitem__, key="edit-table", width=300)
    if table == "organizations":
        show_organization_form(loaded, draft)
    show_table_editor(loaded, draft, table)
    unsaved = [titles[other] for other in tables if other != table and _has_unsaved(other)]
    if unsaved:
        st.caption(words.UNSAVED_ELSEWHERE.format(tables=", ".join(unsaved)))


def _has_unsaved(table: str) -> bool:
    return find_unsaved(editor_place(table)) != UnsavedEdits()
