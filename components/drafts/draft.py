"""An inventory that a team works on. Each row is kept as the texts that it came with, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import pandas as pd

from components.collector import collector_paused
from components.drafts.keep_links import FindRow, Link, find_changed_links, follow_renamed_communities
from components.drafts.pseudonyms import Pseudonyms, match_pseudonyms, replace_rater_names
from components.drafts.text_tables import ADDED_HERE, Changes, RowTexts, add_rows, change_cells
from components.importing import DecidedRow, mask_cells
from components.inventory import BuiltInventory, Inventory, TextTable, build_inventory, pick_rows, sort_problems
from components.inventory.problems import Problem
from components.inventory.progress import Progress, ignore
from components.inventory.schema import NAMING_COLUMNS, columns_of, table_names
from components.inventory.text import name_key


@dataclass(frozen=True, eq=False)
class Arrival:
    """What files brought at one time: their rows, and which rows of the draft these became."""

    draft: Draft
    """The rows as they came, with the inventory that they made, without its problems."""
    keys: Mapping[int, int]
    """The key that each row came with, and the key that it has in the draft that it came into."""
    new_rows: frozenset[int]
    """The keys, in that draft, of the rows that were added. The other rows went into rows that were there."""

    @cached_property
    def files(self) -> frozenset[str | None]:
        """The names of the files."""
        return frozenset(table.file for table in self.draft.text_tables)

    def has_brought(self, table: TextTable) -> bool:
        """Whether a table came in a file of the same name, with the same texts."""
        return table.file in self.files and self.find_rows(table) is not None

    def find_rows(self, table: TextTable) -> dict[int, int] | None:
        """Find out whether a table came with the same texts, and give its keys, each with the key that the same row has
        in the draft it came into; None where no such table came."""
        texts = {name: list(column) for name, column in table.columns.items()}
        of_table = (own for own in self.draft.text_tables if own.table == table.table)
        same = [own for own in of_table if {name: list(column) for name, column in own.columns.items()} == texts]
        pairs = [pair for own in same for pair in zip(table.keys or (), own.keys or (), strict=True)]
        return {key: self.keys[own_key] for key, own_key in pairs if own_key in self.keys} if same else None


@dataclass(frozen=True, eq=False)
class Draft:
    """The rows of an inventory as texts, and what was decided about them. Each change gives a new draft.

    Each row has a key, a whole number that stays with it. The inventory is read from the texts again after each change.
    So a cell that could not be read is not lost, and any change can be undone by returning to an earlier draft.
    """

    text_tables: tuple[TextTable, ...] = ()
    """The rows as texts: a table for each sheet that was read, and for each table that rows were added to here."""
    rows_set_aside: frozenset[int] = frozenset()
    """The keys of rows that the draft keeps but the inventory lacks: they were set aside, merged or replaced."""
    not_the_same: frozenset[frozenset[str]] = frozenset()
    """Pairs of organizations (by ``name_key`` of their names) that a person said are not the same. A set of one name
    stands for all organizations that share that name."""
    decided_earlier: tuple[DecidedRow, ...] = ()
    """Rows that were set aside or merged earlier, as the package that the draft was read from says."""
    reading_problems: tuple[Problem, ...] = ()
    """Problems that were found when the files came. Those in cells are found again at each reading."""
    day: str | None = None
    """The day of the inventory, where its own row gives none."""
    unread_sheets: tuple[tuple[str, str | None, int], ...] = ()
    """The sheets that were not read: the file, the sheet's name in a workbook, and how many rows it has."""
    arrivals: tuple[Arrival, ...] = ()
    """What files brought, the latest last. Empty until the first change, as the draft itself is what came."""
    kept_once: Mapping[int, int] = field(default_factory=dict)
    """Rows that are left out because, when they came, a row of another file was the same: the key of each, with the key
    of the row that is kept."""
    merged_into: Mapping[int, int] = field(default_factory=dict)
    """Rows that are set aside because they were merged into another row: the key of each, with the key of that row."""
    rows_replaced: frozenset[int] = frozenset()
    """The keys of rows that are set aside because a file that lacks them replaced their table."""
    pseudonyms: Pseudonyms = field(default_factory=dict)
    """The pseudonyms of raters whose names came in."""
    first_free_key: int = 0
    """A key that is above those of all rows that are there no more, after an undo. None is given a second time."""

    # What the texts are read as

    @cached_property
    def reading(self) -> BuiltInventory:
        """The texts read as an inventory, with its problems and the key of each of its rows."""
        return self._read(ignore)

    def check(self, *, progress: Progress = ignore) -> Draft:
        """Read every cell, find the problems, and give the draft. This takes a while where the draft is large.

        ``progress`` is called before each column.
        """
        if "reading" not in vars(self):
            with collector_paused():
                vars(self)["reading"] = self._read(progress)
        _ = self.problems
        return self

    def _read(self, step: Progress) -> BuiltInventory:
        tables = self.pick_tables(self.table_by_key.keys() - self.rows_set_aside)
        built = build_inventory(tables, self._list_names_set_aside(), self.kept_once, step)
        if self.day is None or built.inventory.about("as_of"):
            return built
        keys = built.keys["inventory"] or [None]
        frame = built.inventory.inventory.reindex(range(len(keys)))
        frame["as_of"] = frame["as_of"].fillna(self.day)
        inventory = built.inventory.with_tables(inventory=frame)
        return replace(built, inventory=inventory, keys=built.keys | {"inventory": keys})

    def _list_names_set_aside(self) -> list[TextTable]:
        """List the texts that name organizations whose rows are set aside, and give them as tables."""
        # Where a file replaced the row, its aliases and former names no longer count.
        groups = (self.rows_set_aside - self.rows_replaced, NAMING_COLUMNS), (self.rows_replaced, NAMING_COLUMNS[:2])
        return [
            replace(table, columns={name: texts for name, texts in table.columns.items() if name in names})
            for keys, names in groups
            for table in self.pick_tables(keys)
            if table.table == "organizations" and table.rows
        ]

    @property
    def inventory(self) -> Inventory:
        """The inventory of the rows that are not set aside."""
        return self.reading.inventory

    @cached_property
    def problems(self) -> list[Problem]:
        """The problems of the draft, sorted by file, table, row and column."""
        found = (problem for problem in self.reading.problems if not self._is_settled(problem))
        return sort_problems([*self.reading_problems, *found])

    def _is_settled(self, problem: Problem) -> bool:
        """Whether a problem is none after all. A person may have said that two rows of one name are two organizations;
        and rows that were typed here are no file that was read with others, and never headings."""
        if problem.rule == "name used twice":
            return frozenset((name_key(problem.value or ""),)) in self.not_the_same
        if problem.rule == "tables read together":
            return any((each.table, each.file) == (problem.table, ADDED_HERE) for each in self.text_tables)
        return (problem.rule, problem.file) == ("nothing but a name", ADDED_HERE)

    @cached_property
    def table_by_key(self) -> dict[int, str]:
        """The table that each row is in, by the key of the row, also of those that are set aside."""
        return {key: table.table for table in self.text_tables for key in table.keys or ()}

    @property
    def keys_inside(self) -> set[int]:
        """The keys of the rows that are in the inventory."""
        return {key for keys in self.reading.keys.values() for key in keys if key is not None}

    @property
    def next_key(self) -> int:
        """The key that the next new row gets."""
        return max(1 + max(self.table_by_key, default=-1), self.first_free_key)

    def table_texts(self, table: str) -> pd.DataFrame:
        """Give the texts of a table's rows that are in the inventory, by their keys, with the standard's columns first.
        A cell that is not known is an empty text."""
        some = (each for each in self.text_tables if each.table == table and len(each.rows))
        frames = [pd.DataFrame(dict(each.columns), index=list(each.keys or ()), dtype=str) for each in some]
        frame = pd.concat(frames).fillna("") if frames else pd.DataFrame()
        standard = [column.name for column in columns_of(table) if column.name in frame]
        inside = [key for key in self.reading.keys.get(table, ()) if key is not None]
        return frame.loc[inside, [*standard, *(name for name in frame if name not in standard)]]

    def people_columns(self, table: str) -> dict[str, str]:
        """Give the columns of a table that are kept though they are about people, each with the reason."""
        of_table = (each for each in self.text_tables if each.table == table)
        return {name: reason for each in of_table for name, reason in each.of_people.items()}

    def pick_tables(self, keys: Collection[int]) -> list[TextTable]:
        """Pick rows by their keys, and give tables of them, with each text read as it is here (see ``pick_rows``). A
        table that has no rows at all stays: it may have columns of its own."""
        picked = ((table, [at for at, key in enumerate(table.keys or ()) if key in keys]) for table in self.text_tables)
        return [pick_rows(table, positions) for table, positions in picked if positions or not table.rows]

    def find_row_standing_for(self, key: int) -> int:
        """Find the row that now stands for a row, and give its key: the same row, unless it was merged into another."""
        while key in self.merged_into:
            key = self.merged_into[key]
        return key

    # What a person does

    def with_cells(self, changes: Changes) -> Draft:
        """Change the texts of cells, given by row key and column, and give the new draft.

        Where an organization gets another id, name, alias or former name, all other cells go on naming the same
        organizations: a cell that would not gets the right id. Where a community gets another name, cells that name it
        get that name. E-mail addresses, phones and names of raters are left out as in files. Raises ``KeyError`` where
        no row has the key.
        """
        tables = {key: self.table_by_key[key] for key in changes}
        masked: Changes = {
            key: mask_cells(table, changes[key], self.people_columns(table)) for key, table in tables.items()
        }
        if "communities" in tables.values():
            masked = follow_renamed_communities(RowTexts(self.text_tables), masked)
        result = self.with_texts(masked)._replace_rater_names()
        return result.keep_links(self, except_cells={(key, name) for key, cells in changes.items() for name in cells})

    def with_rows(self, table: str, rows: Sequence[Mapping[str, str]]) -> Draft:
        """Add rows of texts to a table, leaving out what ``with_cells`` leaves out, and give the new draft. Raises
        ``ValueError`` for a table that the standard does not have."""
        if table not in table_names():
            raise ValueError(f"No such table: {table}.")
        masked = [mask_cells(table, row, self.people_columns(table)) for row in rows]
        return self.with_new_rows(table, masked)._replace_rater_names()

    def set_aside(self, keys: Iterable[int]) -> Draft:
        """Set rows aside, and give the new draft: it keeps them, but its inventory lacks them.

        Cells that name an organization that is set aside name it as one that is not listed. Raises ``KeyError`` where
        no row has a key.
        """
        chosen = frozenset(keys)
        if unknown := chosen - self.table_by_key.keys():
            raise KeyError(f"No row has the key {min(unknown)}.")
        return self.with_rows_set_aside(self.rows_set_aside | chosen).keep_links(self)

    def take_back(self, keys: Iterable[int]) -> Draft:
        """Take rows that are set aside back, and give the new draft. Cells that name their organizations mean these."""
        return self.with_rows_set_aside(self.rows_set_aside - set(keys)).keep_links(self)

    def keep_apart(self, one: str, other: str) -> Draft:
        """Note that two organizations (by ``name_key`` of their names) are not the same, and give the new draft."""
        return replace(self, not_the_same=self.not_the_same | {frozenset((one, other))})

    def _replace_rater_names(self) -> Draft:
        tables, pseudonyms, _ = replace_rater_names(self.text_tables, self.pseudonyms)
        has_names = pseudonyms is not self.pseudonyms
        return replace(self, text_tables=tuple(tables), pseudonyms=pseudonyms) if has_names else self

    # The smaller steps of which changes are made

    def with_fields(self, **fields: Any) -> Draft:
        """Replace fields of the draft, and give the new draft, which remembers what its files brought."""
        if self.arrivals:
            return replace(self, **fields)
        keys = {key: key for key in self.table_by_key}
        arrival = Arrival(self._copy_as_it_came(), keys, frozenset(keys))
        return replace(self, arrivals=(arrival,), kept_once=self.reading.kept_once, **fields)

    def with_arrival(self, incoming: Draft, keys: Mapping[int, int], new_rows: Collection[int]) -> Draft:
        """Remember what an incoming draft brought, and give the new draft. ``keys`` has the keys of its rows that are
        here now, each with its key here; ``new_rows`` has the keys here of those that were added."""
        pairs = ((keys.get(key), keys.get(stays)) for key, stays in incoming.reading.kept_once.items())
        kept_once = {key: stays for key, stays in pairs if key is not None and stays is not None and key != stays}
        draft, arrival = self.with_fields(), Arrival(incoming._copy_as_it_came(), keys, frozenset(new_rows))
        return replace(draft, arrivals=(*draft.arrivals, arrival), kept_once={**draft.kept_once, **kept_once})

    def _copy_as_it_came(self) -> Draft:
        # The copy is kept as long as the draft is worked on. Its problems are not needed, and would fill memory.
        copy = replace(self)
        vars(copy)["reading"] = replace(self.reading, problems=[])
        return copy

    def with_pseudonyms_of(self, other: Draft) -> Draft:
        """Give raters whose names came in the pseudonyms that they have in another draft, and give the new draft."""
        return match_pseudonyms(self, other)

    def with_rows_set_aside(self, keys: frozenset[int]) -> Draft:
        """Set these rows aside and no others, and give the new draft. Links are not kept (see ``keep_links``)."""
        merged = {key: kept for key, kept in self.merged_into.items() if key in keys}
        return self.with_fields(rows_set_aside=keys, merged_into=merged, rows_replaced=self.rows_replaced & keys)

    def with_texts(self, changes: Changes) -> Draft:
        """Change texts as ``with_cells`` does, and give the new draft. Nothing is masked, and links are not kept."""
        if not changes:
            return self
        tables = []
        for table in self.text_tables:
            some = {position: changes[key] for position, key in enumerate(table.keys or ()) if key in changes}
            tables.append(change_cells(table, some, self.people_columns(table.table)) if some else table)
        return self.with_fields(text_tables=tuple(tables))

    def with_new_rows(self, table: str, rows: Sequence[Mapping[str, str]]) -> Draft:
        """Add rows to those of a table that were added here, and give the new draft. Nothing in them is masked."""
        if not rows:
            return self
        added = next((each for each in self.text_tables if (each.table, each.file) == (table, ADDED_HERE)), None)
        before = added or TextTable(table, {}, (), ADDED_HERE, guarded=True, keys=())
        longer = add_rows(before, rows, self.next_key, self.people_columns(table))
        return self.with_fields(text_tables=(*(each for each in self.text_tables if each is not added), longer))

    def keep_links(
        self, before: Draft, moved: Mapping[int, int] | None = None, except_cells: Collection[tuple[int, str]] = ()
    ) -> Draft:
        """Make each cell name the organization that it named in the draft before, and give the new draft.

        ``moved`` has the keys of rows that another row stands for now, each with the key of that one. Only
        ``except_cells``, given by row key and column, may name another organization.
        """
        if self._list_names_of_organizations() == before._list_names_of_organizations():
            return self
        links = self.find_changed_links(before, lambda key: (moved or {}).get(key, key))
        return self.with_links(link for link in links if (link.key, link.column) not in except_cells)

    def _list_names_of_organizations(self) -> tuple[list[list[str]], Collection[int]]:
        """List all that decides whom a cell names: ids and names of organizations, and which rows are set aside."""
        tables = [table for table in self.text_tables if table.table == "organizations"]
        texts = [list(table.columns.get(name, ())) for table in tables for name in NAMING_COLUMNS]
        return texts, self.rows_set_aside & {key for table in tables for key in table.keys or ()}

    def find_changed_links(self, before: Draft, find_row: FindRow) -> Iterator[Link]:
        """Find the cells that name another organization than in the draft before, and give the links to write."""
        return find_changed_links(before.text_tables, before.reading, self.reading, find_row)

    def with_links(self, links: Iterable[Link]) -> Draft:
        """Write the texts of links into their cells, and give the new draft."""
        texts, changes = RowTexts(self.text_tables), dict[int, dict[str, str]]()
        for key, column, text in links:
            changes.setdefault(key, {})[column] = texts.as_written(key, text)
        return self.with_texts(changes)
