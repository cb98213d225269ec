"""Two people changed a workspace at once: the second sees what the first changed, and the two are put together."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components.drafts import Draft
from components.store.comparing import list_changes
from components.store.merging_drafts import Conflict, Merged, merge_drafts
from components.store.workspaces import Workspace
from components.ui.frame.loading import Loaded
from components.ui.frame.own_work import find_kept_work
from components.ui.frame.text import plain, table_titles
from components.ui.views.inventory.keeping import words
from components.ui.views.inventory.keeping.history import list_versions_in_view, open_versions, show_change_table
from components.ui.views.inventory.keeping.saving import (
    LONGEST_WHY,
    WHY_BOTH,
    find_own_workspace,
    read_text,
    save_draft,
)
from components.ui.views.inventory.own_inventory import draft_in_view
from components.ui.widgets.long_work import refuse_work


def find_older_base(workspace: Workspace | None) -> int | None:
    """Look up the version of its workspace that the visitor's own list began from, and give it where somebody has saved
    another since; else None."""
    kept = find_kept_work()
    base = kept.base if kept and workspace else None
    return base if workspace and base is not None and workspace.latest > base else None


def show_putting_together(loaded: Loaded) -> None:
    """Show what somebody else saved since the work began, what both changed, and the button that saves both."""
    workspace = find_own_workspace()
    base = find_older_base(workspace)
    if workspace is None or base is None or loaded.draft is None:
        st.markdown(words.NOTHING_TO_PUT_TOGETHER)
        return
    before, theirs = open_versions(workspace, base, workspace.latest)
    st.markdown(words.SAVED_SINCE.format(who=plain(_name_savers(workspace, base)), version=workspace.latest))
    show_change_table(list_changes(before, theirs), "their-changes")
    mine = loaded.draft
    merged = loaded.remember(("merged", workspace.latest), lambda: merge_drafts(before, mine, theirs))
    chosen = _choose(merged.conflicts)
    if not merged.conflicts:
        st.markdown(words.BOTH_ARE_KEPT)
    st.text_input(words.WHY, key=WHY_BOTH, max_chars=LONGEST_WHY, placeholder=words.WHY_EXAMPLE)
    st.button(
        words.SAVE_BOTH,
        type="primary",
        key="save-both",
        on_click=_save_both,
        args=(mine, merged, chosen, workspace),
    )


def _name_savers(workspace: Workspace, base: int) -> str:
    """Name who saved versions since ``base``, as the history calls them."""
    versions = list_versions_in_view(workspace)
    names = versions.loc[versions["number"] > base, "who"].replace("", words.SOMEBODY)
    return " and ".join(dict.fromkeys(names))


def _choose(conflicts: Sequence[Conflict]) -> list[int]:
    """Have a person choose, where both changed the same, whose it is to be, and give the positions of their own."""
    if not conflicts:
        return []
    st.markdown(words.BOTH_CHANGED)
    titles = table_titles()
    grid = pd.DataFrame(
        {
            "Keep": [words.THEIRS] * len(conflicts),
            "Table": [titles[each.table] for each in conflicts],
            "Row": [each.row for each in conflicts],
            "Column": [each.column or words.WHOLE_ROW for each in conflicts],
            "Before": [each.base for each in conflicts],
            "Theirs": [each.theirs for each in conflicts],
            "Yours": [each.mine for each in conflicts],
        }
    )
    keep = st.column_config.SelectboxColumn(options=[words.THEIRS, words.YOURS], required=True)
    shown = st.data_editor(
        grid,
        key="whose",
        hide_index=True,
        width="stretch",
        disabled=[str(name) for name in grid if name != "Keep"],
        column_config={"Keep": keep},
    )
    return [at for at, kept in enumerate(shown["Keep"]) if kept == words.YOURS]


def _save_both(mine: Draft, merged: Merged, chosen: Sequence[int], workspace: Workspace) -> None:
    if draft_in_view() is not mine:  # changed in another tab since: saving would leave that out, and end the list
        refuse_work(words.CHANGED_MEANWHILE)
        return
    save_draft(merged.settle(chosen), workspace.id, workspace.latest, read_text(WHY_BOTH))
