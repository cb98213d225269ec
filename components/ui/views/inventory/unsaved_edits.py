"""What was typed into an editor of a table and is not saved yet: it stays while other rows or parts are looked at."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import streamlit as st

from components.ui.views.inventory.own_inventory import UNSAVED

_NOTHING: Mapping[str, Any] = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}


@dataclass(frozen=True)
class NewRow:
    """The name of a row that was added in an editor."""

    number: int


@dataclass(frozen=True)
class UnsavedEdits:
    """What was typed into editors of rows. A line names a row, whichever of them an editor shows."""

    cells: Mapping[Hashable, Mapping[str, Any]] = field(default_factory=dict)
    """What cells hold now, by line and column; an emptied one holds an empty text."""
    gone: frozenset[Hashable] = frozenset()
    """The lines of rows that are to be taken out."""

    @property
    def added(self) -> list[Mapping[str, Any]]:
        """The cells of new rows."""
        return [cells for line, cells in self.cells.items() if isinstance(line, NewRow)]

    def and_then(self, lines: Sequence[Hashable], edits: Mapping[str, Any]) -> UnsavedEdits:
        """With what an editor of these lines says of itself.

        ``edits`` is Streamlit's: ``edited_rows`` (cells by position), ``added_rows``, ``deleted_rows`` (positions).
        """
        cells = {line: dict(texts) for line, texts in self.cells.items()}
        for at, texts in edits["edited_rows"].items():
            cells.setdefault(lines[int(at)], {}).update(_emptied(texts))
        last = max((line.number for line in cells if isinstance(line, NewRow)), default=-1)
        for number, row in enumerate(edits["added_rows"], last + 1):
            cells[NewRow(number)] = _emptied(row)
        return UnsavedEdits(cells, self.gone | {lines[at] for at in edits["deleted_rows"]})

    def differing(self, before: Callable[[Hashable], Mapping[str, Any] | None]) -> UnsavedEdits:
        """What differs from the rows as they are; ``before`` gives the row of a line, None where there is none.

        A text that was typed back, a new row without any text, and cells of a row that is taken out are no change.
        """
        found: dict[Hashable, dict[str, Any]] = {}
        for line, texts in self.cells.items():
            row = {} if isinstance(line, NewRow) else before(line)
            if row is not None and line not in self.gone:
                found[line] = {name: text for name, text in texts.items() if text != row.get(name, "")}
        gone = (line for line in self.gone if not isinstance(line, NewRow) and before(line) is not None)
        return UnsavedEdits({line: texts for line, texts in found.items() if texts}, frozenset(gone))

    def shown(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Rows, by their lines, as an editor shows them that is begun now; the new ones at the foot."""
        new = [line for line in self.cells if isinstance(line, NewRow)]
        lines = [line for line in (*rows.index, *new) if line not in self.gone]
        found = rows.set_axis(_index(rows.index)).reindex(_index(lines), fill_value="")
        for at, line in enumerate(lines):
            for name, text in self.cells.get(line, {}).items():
                if name in found:
                    found.iat[at, found.columns.get_loc(name)] = text
        return found


def _index(lines: Iterable[Hashable]) -> pd.Index:
    return pd.Index(list(lines), dtype=object, tupleize_cols=False)


def _emptied(cells: Mapping[str, Any]) -> dict[str, Any]:
    return {name: "" if cell is None else cell for name, cell in cells.items()}


@dataclass
class _Editor:
    """One editor from where it is begun to where another takes its place."""

    version: str
    before: UnsavedEdits
    """What was typed before it was begun, which it shows."""
    key: str = field(default_factory=lambda: f"editor {secrets.token_hex(4)}")
    lines: Sequence[Hashable] = ()
    edits: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)

    def typed(self) -> UnsavedEdits:
        """All that was typed; what a page tells of an editor that it shows no more counts too."""
        self.edits = st.session_state.get(self.key, self.edits)
        return self.before.and_then(self.lines, self.edits)


Editors = dict[str, _Editor]
"""The last editor of each place."""


def _editors() -> Editors:
    editors: Editors = st.session_state.setdefault(UNSAVED, {})
    return editors


def show_editor(
    place: str, version: str, rows: pd.DataFrame, *, editors: Editors | None = None, **options: Any
) -> UnsavedEdits:
    """Show an editor of rows, by their lines, and give all that was typed at this place and is not saved.

    ``version`` names the rows: where others are shown, another editor begins, and shows what was typed before.
    ``editors`` are those of the visitor's own inventory, unless others are given. ``options`` are those of
    ``st.data_editor``.
    """
    editors = _editors() if editors is None else editors
    editor = editors.get(place)
    if editor is None or editor.version != version or editor.key not in st.session_state:
        editor = editors[place] = _Editor(version, editor.typed() if editor else UnsavedEdits())
    shown = editor.before.shown(rows)
    editor.lines = list(shown.index)
    st.data_editor(shown.reset_index(drop=True), key=editor.key, hide_index=True, width="stretch", **options)
    return editor.typed()


def forget_unsaved(place: str) -> None:
    """Keep nothing of what was typed at a place: it is saved, or not wanted."""
    _editors().pop(place, None)


def find_unsaved(place: str) -> UnsavedEdits:
    """What was typed at a place and is not saved, as it was when it was last shown."""
    editor = _editors().get(place)
    return editor.typed() if editor else UnsavedEdits()
