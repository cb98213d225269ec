"""What files brought to a draft, as it came: by it is told what a file says otherwise when it comes again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from components.drafts.text_tables import have_same_texts
from components.inventory import TextTable

if TYPE_CHECKING:
    from components.drafts.draft import Draft


@dataclass(frozen=True, eq=False)
class Arrival:
    """What files brought at one time: the rows as they came, and which rows of the draft these are."""

    draft: Draft
    """The rows as they came, with the inventory that they gave and without its problems."""
    keys: Mapping[int, int]
    """The keys that rows have in it, each with its key in the draft that it came into."""
    new_rows: frozenset[int] = frozenset()
    """The keys of the rows that it added; its other rows went into rows that were there."""

    @cached_property
    def files(self) -> frozenset[str | None]:
        """The names of the files."""
        return frozenset(table.file for table in self.draft.text_tables)

    def find_rows(self, table: TextTable) -> dict[int, int] | None:
        """Find the rows of a table that came with the same texts, and give their keys with those in the draft; None
        where no such table came."""
        same = [one for one in self.draft.text_tables if have_same_texts(one, table)]
        pairs = [pair for one in same for pair in zip(table.keys or (), one.keys or (), strict=True)]
        return {key: self.keys[was] for key, was in pairs if was in self.keys} if same else None
