"""The texts of a draft's rows, found by the keys of the rows."""

from __future__ import annotations

from collections.abc import Collection

from components.drafts.draft import Draft
from components.inventory.problems import Place
from components.inventory.tables import RawTable
from components.inventory.text import clean, guard, unguard


class Texts:
    """The texts of a draft's rows by their keys."""

    def __init__(self, draft: Draft) -> None:
        self._places: dict[int, tuple[RawTable, int]] = {
            key: (raw, position) for raw in draft.raws for position, key in enumerate(raw.keys or ())
        }

    @property
    def keys(self) -> Collection[int]:
        """The keys of all rows."""
        return self._places.keys()

    def table(self, key: int) -> str:
        """The table that a row is in."""
        return self._places[key][0].table

    def row_number(self, key: int) -> int:
        """The row's number in its spreadsheet."""
        raw, position = self._places[key]
        return raw.rows[position]

    def place(self, key: int) -> Place:
        """Where a row came from."""
        raw, position = self._places[key]
        return raw.place(position)

    def place_in_words(self, key: int) -> str:
        """Where a row came from: its file, sheet and row."""
        raw, _ = self._places[key]
        return ", ".join(filter(None, (raw.file, raw.sheet, f"row {self.row_number(key)}")))

    def of(self, key: int | None, column: str) -> str:
        """One cleaned text, empty where there is none."""
        if key is None:
            return ""
        raw, position = self._places[key]
        text = clean(raw.columns[column][position]) if column in raw.columns else ""
        return unguard(text) if raw.guarded else text

    def row(self, key: int) -> dict[str, str]:
        """All cleaned texts of a row, by column."""
        return {name: self.of(key, name) for name in self._places[key][0].columns}

    def written(self, key: int, text: str) -> str:
        """A text as the row's table writes it: some keep it with an apostrophe from running as a formula."""
        return guard(text) if self._places[key][0].guarded else text

    def content(self, key: int) -> tuple[str, frozenset[tuple[str, str]]]:
        """The table of a row, and each of its filled cells."""
        return self.table(key), frozenset((name, text) for name, text in self.row(key).items() if text)

    def blank(self, key: int) -> bool:
        """Whether no cell of a row is filled."""
        return not any(self.row(key).values())
