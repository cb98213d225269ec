"""What was typed into a table's editor and is not saved yet: it stays while a person looks at other rows or parts."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import streamlit as st

from components.ui.frame.kept_work import keep_typing
from components.ui.frame.own_work import TYPED
from components.ui.views.inventory.own_inventory import UNSAVED

_NOTHING: Mapping[str, Any] = {
    "edited_rows": {},
    "added_rows": [],
    "deleted_rows": [],
}  # the edits of an editor into which nothing was typed, as Streamlit keeps them


@dataclass(frozen=True)
class NewRow:
    """The name of a row that was added in an editor."""

    number: int


@dataclass(frozen=True)
class UnsavedEdits:
    """What was typed into editors of rows. A line is the name of a row, and stays the same in every editor."""

    cells: Mapping[Hashable, Mapping[str, Any]] = field(default_factory=dict)
    """What cells hold now, by line and column; an emptied one holds an empty text."""
    removed: frozenset[Hashable] = frozenset()
    """The lines of rows that are to be taken out."""

    @property
    def new_rows(self) -> list[Mapping[str, Any]]:
        """The cells of rows that were added."""
        return [cells for line, cells in self.cells.items() if isinstance(line, NewRow)]

    def and_also(self, lines: Sequence[Hashable], edits: Mapping[str, Any]) -> UnsavedEdits:
        """Add what an editor of these lines tells, and give all of it.

        ``edits`` is Streamlit's: ``edited_rows`` (cells by position), ``added_rows``, ``deleted_rows`` (positions).
        """
        cells = {line: dict(texts) for line, texts in self.cells.items()}
        for position, texts in edits["edited_rows"].items():
            cells.setdefault(lines[int(position)], {}).update(_without_none(texts))
        last = max((line.number for line in cells if isinstance(line, NewRow)), default=-1)
        for number, row in enumerate(edits["added_rows"], last + 1):
            cells[NewRow(number)] = _without_none(row)
        return UnsavedEdits(cells, self.removed | {lines[position] for position in edits["deleted_rows"]})

    def only_changes(self, before: Callable[[Hashable], Mapping[str, Any] | None]) -> UnsavedEdits:
        """Leave out what is no change, and give the rest; ``before`` gives the row of a line, None where there is none.

        A text that was typed back, a new row without any text, and cells of a row that is taken out are no change.
        """
        found: dict[Hashable, dict[str, Any]] = {}
        for line, texts in self.cells.items():
            row = {} if isinstance(line, NewRow) else before(line)
            if row is not None and line not in self.removed:
                found[line] = {name: text for name, text in texts.items() if text != row.get(name, "")}
        removed = (line for line in self.removed if not isinstance(line, NewRow) and before(line) is not None)
        return UnsavedEdits({line: texts for line, texts in found.items() if texts}, frozenset(removed))

    def apply(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Make the edits in rows, by their lines, and give the rows as an editor shows them; new ones at the foot."""
        new = [line for line in self.cells if isinstance(line, NewRow)]
        lines = [line for line in (*rows.index, *new) if line not in self.removed]
        found = rows.set_axis(_index(rows.index)).reindex(_index(lines), fill_value="")
        places = {name: place for place, name in enumerate(found.columns)}
        for position, line in enumerate(lines):
            for name, text in self.cells.get(line, {}).items():
                if name in places:
                    found.iat[position, places[name]] = text
        return found

    def write(self) -> dict[str, Any] | None:
        """Write the edits as a value of JSON, and give it; None where there are none."""
        if not (self.cells or self.removed):
            return None
        cells = [[_write_line(line), dict(texts)] for line, texts in self.cells.items()]
        return {"cells": cells, "removed": list(map(_write_line, self.removed))}


def read_edits(written: Mapping[str, Any]) -> UnsavedEdits:
    """Read edits that ``UnsavedEdits.write`` wrote, and give them."""
    cells = {_read_line(line): texts for line, texts in written["cells"]}
    return UnsavedEdits(cells, frozenset(map(_read_line, written["removed"])))


def _write_line(line: Any) -> Any:
    return {"new": line.number} if isinstance(line, NewRow) else line  # a tuple becomes a list


def _read_line(written: Any) -> Hashable:
    if isinstance(written, dict):
        return NewRow(written["new"])
    return tuple(written) if isinstance(written, list) else written


def _index(lines: Iterable[Hashable]) -> pd.Index:
    return pd.Index(list(lines), dtype=object, tupleize_cols=False)


def _without_none(cells: Mapping[str, Any]) -> dict[str, Any]:
    return {name: "" if cell is None else cell for name, cell in cells.items()}


@dataclass
class _Editor:
    """One editor, until another takes its place."""

    version: str
    """A name for the rows that it shows."""
    before: UnsavedEdits
    """What was typed into the editors before it. It shows these edits from the start."""
    key: str = field(default_factory=lambda: f"editor {secrets.token_hex(4)}")
    lines: Sequence[Hashable] = ()
    """The lines of the rows that it shows."""
    edits: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    """What was typed into it, as Streamlit keeps it."""

    def all_edits(self) -> UnsavedEdits:
        """Give what was typed into it and into those before it, even once the page no longer shows it."""
        self.edits = st.session_state.get(self.key, self.edits)
        return self.before.and_also(self.lines, self.edits)


Editors = dict[str, _Editor]
"""The last editor of each place of a page."""


def _editors() -> Editors:
    """Look up the editors of the visitor's own inventory, also of earlier visits, and give them by their place."""
    editors: Editors = st.session_state.setdefault(UNSAVED, {})
    for place, written in st.session_state.pop(TYPED, {}).items():
        editors[place] = _Editor("", read_edits(written))
    return editors


def show_editor(
    place: str, version: str, rows: pd.DataFrame, *, editors: Editors | None = None, **options: Any
) -> UnsavedEdits:
    """Show an editor of rows, by their lines, and give all that was typed at this place and is not saved.

    ``version`` names the rows: where others are shown, another editor begins, and shows what was typed before.
    ``editors`` are those of the visitor's own inventory, unless others are given. ``options`` are those of
    ``st.data_editor``.
    """
    is_own = editors is None
    editors = _editors() if editors is None else editors
    editor = editors.get(place)
    if editor is None or editor.version != version or editor.key not in st.session_state:
        editor = editors[place] = _Editor(version, editor.all_edits() if editor else UnsavedEdits())
    shown = editor.before.apply(rows)
    editor.lines = list(shown.index)
    st.data_editor(shown.reset_index(drop=True), key=editor.key, hide_index=True, width="stretch", **options)
    edits = editor.all_edits()
    if is_own:
        keep_typing(place, edits.write())
    return edits


def forget_unsaved(place: str) -> None:
    """Keep nothing of what was typed at a place: it is saved, or not wanted."""
    _editors().pop(place, None)
    keep_typing(place, None)


def find_unsaved(place: str) -> UnsavedEdits:
    """Look up what was typed at a place and is not saved, as it was when it was last shown, and give it."""
    editor = _editors().get(place)
    return editor.all_edits() if editor else UnsavedEdits()
