"""A matrix: its headers are the names of its rows, and a mark or a number in a cell is a tie between the two."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from components.importing.headed_sheet import HeadedSheet, cell_at
from components.importing.sheet_mapping import ColumnMapping
from components.importing.words import words_of_kind
from components.inventory import TextTable, pick_rows
from components.inventory.kinds import is_unknown
from components.inventory.schema import words_by_key
from components.inventory.text import clean, name_key, unguard, word_key

_FIRST_COLUMNS = 3  # the names of the rows stand in one of these
_FEWEST = 2  # columns
_HALF = 0.5  # of the names of the rows


def find_matrix(head: HeadedSheet) -> tuple[int, list[int]] | None:
    """Find the column of names and the columns whose headers are among these names, and give their positions; None
    where the sheet is no matrix.

    The cells of such columns are marks, figures, words for kinds of tie or empty.
    """
    by_key = {name_key(header): at for at, header in enumerate(head.headers) if header}
    if len(by_key) < max(_FEWEST, _HALF * len(head.rows_under.rows)):
        return None
    for names_at in range(min(_FIRST_COLUMNS, len(head.headers))):
        names = {name_key(clean(cell_at(row, names_at))) for row in head.rows} - {""}
        places = sorted(at for key, at in by_key.items() if key in names and at != names_at)
        is_square = len(places) >= max(_FEWEST, _HALF * len(names))
        if is_square and all(_read_cell(text) is not None for at in places for text in set(head.all_cells(at))):
            return names_at, places
    return None


def map_matrix(columns: tuple[ColumnMapping, ...], names_at: int, places: Collection[int]) -> tuple[ColumnMapping, ...]:
    """Map the columns of a matrix, and give the mappings of all columns; other columns stay as they are mapped."""
    name, tie = "its cells are the headers of other columns", "a mark in it is a tie with the row of this name"
    return tuple(
        ColumnMapping(column.header, "column", "name", name)
        if at == names_at
        else ColumnMapping(column.header, "tie", why=tie)
        if at in places
        else replace(column, use="extra", column="")
        if column.column == "name"
        else column
        for at, column in enumerate(columns)
    )


def read_matrix(table: TextTable, headers: Mapping[str, str]) -> TextTable:
    """Read the ties of a matrix, and give them as a table. ``headers`` has the headers by the names of its columns.

    Where both halves say the same, each pair is one tie. Where they differ, a tie goes from the row to the column.
    """
    names = [clean(text) for text in table.columns["name"]]
    keys = list(map(name_key, names))
    own, place = dict(zip(keys, names, strict=True)), {key: at for at, key in enumerate(keys)}
    found: dict[tuple[str, str], tuple[int, str]] = {}
    for column, header in headers.items():
        other = name_key(header)
        for row, key, text in zip(table.rows, keys, table.columns[column], strict=True):
            if key and key != other and (value := _read_cell(clean(text))):
                found[key, other] = (row, value)
    if all(found.get((to, start), (0, ""))[1] == value for (start, to), (_, value) in found.items()):
        found = {(start, to): each for (start, to), each in found.items() if place[start] < place[to]}
    order = sorted(found, key=lambda pair: (found[pair][0], pair))
    values = [found[pair][1] for pair in order]
    columns: dict[str, Sequence[str]] = {
        name: [own[pair[at]] for pair in order] for at, name in enumerate(("from", "to"))
    }
    kinds = words_by_key("relationship_kinds")
    if any(word_key(value) in kinds for value in values):
        columns["kind"] = [value if word_key(value) in kinds else "" for value in values]
    if any(value not in ("x", "1") and word_key(value) not in kinds for value in values):
        columns["weight"] = ["" if value == "x" or word_key(value) in kinds else value for value in values]
    rows = [found[pair][0] for pair in order]
    return TextTable("relationships", columns, rows, table.file, table.sheet, table.guarded)


def leave_listed_out(table: TextTable, others: Sequence[TextTable], ties: TextTable) -> TextTable:
    """Leave the rows of a matrix out that another table of organizations lists, and give the table."""
    listed = {
        name_key(clean(text))
        for other in others
        if other.table == "organizations"
        for name in ("id", "name")
        for text in other.columns.get(name, ())
    }
    kept = pick_rows(
        table, [at for at, text in enumerate(table.columns["name"]) if name_key(clean(text)) not in listed]
    )
    without_ties = {*table.rows} - {*kept.rows, *ties.rows}
    return replace(kept, together=table.together + len(without_ties))


def join_matrix(
    tables: Sequence[TextTable], headers: Mapping[str, str], others: Sequence[TextTable]
) -> list[TextTable]:
    """Take the columns of a matrix out of the first table, of organizations, and give the tables with its ties."""
    table, *more = tables
    ties = read_matrix(table, headers)
    columns = {name: texts for name, texts in table.columns.items() if name not in headers}
    table = leave_listed_out(replace(table, columns=columns), others, ties)
    if not table.rows:
        return [replace(ties, together=table.together), *more]
    return [table, *more, *([ties] if ties.rows else [])]


def _read_cell(text: str) -> str | None:
    """Read a cell, and give ``x`` for a mark, the figure or the word for a kind of tie, and nothing where it says that
    there is no tie; None where it holds something else."""
    key = word_key(unguard(text))
    if not key or key in words_of_kind("no mark") or is_unknown(text):
        return ""
    if key in words_by_key("relationship_kinds"):
        return text
    try:
        return text if float(text.replace(",", ".")) else ""
    except ValueError:
        return "x" if key in words_of_kind("mark") else None
