"""What files brought to a draft, kept as it came. When a file comes again, this shows what has changed in it."""

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
    """What files brought at one time: the rows as they came, and which rows of the draft they became."""

    draft: Draft
    """The rows as they came, with the inventory that they gave and without its problems."""
    keys: Mapping[int, int]
    """The keys of the rows as they came, each with the key of that row in the draft that they came into."""
    new_rows: frozenset[int] = frozenset()
    """The keys, in that draft, of the rows that were added. The others went into rows that were there."""

    @cached_property
    def files(self) -> frozenset[str | None]:
        """The names of the files."""
        return frozenset(table.file for table in self.draft.text_tables)

    def find_rows(self, table: TextTable) -> dict[int, int] | None:
        """Find the rows of a table that came with the same texts, and give the key of each with the key in the draft it
        came into; None where no such table came."""
        same = [own for own in self.draft.text_tables if have_same_texts(own, table)]
        pairs = [pair for own in same for pair in zip(table.keys or (), own.keys or (), strict=True)]
        return {key: self.keys[own_key] for key, own_key in pairs if own_key in self.keys} if same else None
