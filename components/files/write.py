"""Write tables to files: an inventory or any table as CSV, in a zip or as a workbook."""

from __future__ import annotations

import codecs
import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, Literal

import pandas as pd

from components.inventory import Inventory
from components.inventory.kinds import join_list, number_text, text_of_cell
from components.inventory.problems import Problem, problem
from components.inventory.schema import column_of, headers_of
from components.inventory.text import escape, guard, header_key

UnreadTexts = Mapping[str, Mapping[tuple[int, str], str]]
"""The texts to write where a frame has no value: by table, then by the position of the row and the column."""
NO_TEXTS: UnreadTexts = MappingProxyType({})

Format = Literal["folder", "zip", "xlsx"]
Target = str | PathLike[str] | IO[bytes]
Grid = Sequence[Sequence[str | float]]

_MARK_OF_UTF8 = codecs.BOM_UTF8  # Excel shows the accents of a CSV file right only if it begins with it
_LONGEST_EXCEL_CELL = 32_767  # letters of a cell of a workbook, in UTF-16, where some letters count twice
# Next to numbers with decimal commas, reading would take these for thousands.
_LIKE_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
# The time of all files in a zip. It is fixed so that the same tables always give the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_inventory(
    inventory: Inventory, target: Target, format: Format = "folder", unread: UnreadTexts = NO_TEXTS
) -> None:
    """Write an inventory's tables as CSV files in a folder or a zip, or as sheets of a workbook.

    ``target`` is a path, or a binary file for zip and xlsx. Reading it gives the same inventory, but for texts that a
    workbook cuts (``cells_too_long_for_excel`` names them). Tables without rows are left out. CSV files begin with the
    mark by which Excel knows UTF-8. Text that a spreadsheet would run as a formula gets an apostrophe, which reading
    takes away. ``unread`` has what to write into cells that are missing, as ``list_unread_cells`` gives it for a draft.
    Raises ``ValueError`` for a ``format`` that is none of the three.
    """
    if format == "folder" and isinstance(target, (str, PathLike)):
        Path(target).mkdir(parents=True, exist_ok=True)
        for name, content in csv_files(inventory, unread).items():
            (Path(target) / name).write_bytes(content)
        return
    if format == "zip":
        content = zip_bytes(csv_files(inventory, unread))
    elif format == "xlsx":
        # A workbook needs a sheet, even where there is nothing to put on it.
        grids = _make_grids(inventory, unread) or {"organizations": [["name"]]}
        content = workbook_bytes({name: (map(_write_excel_value, row) for row in grid) for name, grid in grids.items()})
    else:
        raise ValueError(f"format is folder (to a path), zip or xlsx, not {format!r}.")
    if isinstance(target, (str, PathLike)):
        Path(target).write_bytes(content)
    else:
        target.write(content)


def csv_files(inventory: Inventory, unread: UnreadTexts = NO_TEXTS) -> dict[str, bytes]:
    """Write the tables that have rows as CSV, and give the bytes by file name; ``unread`` as in ``write_inventory``."""
    return {f"{table}.csv": _MARK_OF_UTF8 + csv_bytes(grid) for table, grid in _make_grids(inventory, unread).items()}


def csv_bytes(grid: Grid) -> bytes:
    """Write rows as CSV in UTF-8, and give the bytes."""
    stream = io.StringIO(newline="")
    rows = [[number_text(cell) if isinstance(cell, float) else cell for cell in row] for row in grid]
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue().encode("utf-8")


def table_csv(table: pd.DataFrame) -> bytes:
    """Write any table that a page shows as CSV in UTF-8 that a spreadsheet opens, and give the bytes.

    Lists are joined by bars; a cell is empty where not known, and ``none`` where there is none. Text that a
    spreadsheet would run as a formula gets an apostrophe, as in ``write_inventory``.
    """
    columns = [[text_of_cell(value) for value in table[name]] for name in table]
    header = [guard(str(name)) for name in table.columns]
    return _MARK_OF_UTF8 + csv_bytes([header, *map(list, zip(*columns, strict=True))])


def zip_bytes(files: dict[str, bytes]) -> bytes:
    """Pack files, given by their names, as a zip that is the same each time, and give its bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            archive.writestr(member, content)
    return stream.getvalue()


def _make_grids(inventory: Inventory, unread: UnreadTexts) -> dict[str, Grid]:
    grids: dict[str, Grid] = {}
    for table, frame in inventory.tables.items():
        if len(frame):
            texts = unread.get(table, {})
            shown = {column for _, column in texts}
            columns = [name for name in map(str, frame) if name in shown or _is_column_needed(table, name, frame)]
            cells = [_write_column(table, column, frame[column], texts) for column in columns]
            grids[table] = [list(map(guard, columns)), *zip(*cells, strict=True)]
    return grids


def _is_column_needed(table: str, name: str, frame: pd.DataFrame) -> bool:
    """Whether a column must be written: a standard one without values only where it is required, or where an extra
    column would be read as this one if it were missing.

    The table inventory has no required column: only with all its columns does it not look like a list of organizations.
    """
    column = column_of(table, name)
    if column is None or column.required or table == "inventory" or frame[name].notna().any():
        return True
    known = headers_of(table)
    return any(known.get(header_key(str(other))) == name for other in frame.columns if other != name)


def _write_column(table: str, name: str, cells: pd.Series, unread: Mapping[tuple[int, str], str]) -> list[str | float]:
    """Write the cells of a column, with the unread texts where there are some, and give them."""
    column = column_of(table, name)
    own = {position: guard(text) for (position, each), text in unread.items() if each == name}
    has_commas = any("," in text or text.count(".") > 1 for text in own.values())
    written: list[str | float] = []
    for position, cell in enumerate(cells):
        if position in own:
            written.append(own[position])
        elif isinstance(cell, tuple):
            written.append(guard(join_list(cell)))
        elif pd.isna(cell):
            written.append("")
        elif column and column.kind == "number":
            number = number_text(float(cell))
            written.append(f"{number}0" if has_commas and _LIKE_THOUSANDS.fullmatch(number) else float(cell))
        else:
            written.append(guard(str(cell)))
    return written


# Workbooks


def cells_too_long_for_excel(inventory: Inventory, unread: UnreadTexts = NO_TEXTS) -> list[Problem]:
    """Give problems for the texts that a workbook of an inventory cuts, as its cells hold 32,767 letters at most.

    There is one for each column with such texts; its ``row`` is the first of their rows in the workbook.
    """
    problems = []
    for table, (header, *rows) in _make_grids(inventory, unread).items():
        for column, cells in zip(header, zip(*rows, strict=True), strict=True):
            numbers = [at for at, cell in enumerate(cells, start=2) if isinstance(cell, str) and cell != _cut(cell)]
            if numbers:
                place: dict[str, Any] = {"table": table, "column": column, "row": numbers[0], "count": len(numbers)}
                named: dict[str, Any] = {"rows": ", ".join(map(str, numbers)), "most": _LONGEST_EXCEL_CELL}
                problems.append(problem("text too long for Excel", **place, **named))
    return problems


def _cut(text: str) -> str:
    """Cut a text to the length that a cell of a workbook holds, and give it."""
    if 2 * len(text) <= _LONGEST_EXCEL_CELL:
        return text
    return text.encode("utf-16-le", "surrogatepass")[: 2 * _LONGEST_EXCEL_CELL].decode("utf-16-le", "ignore")


def workbook_bytes(sheets: Mapping[str, Iterable[Iterable[Any]]]) -> bytes:
    """Write rows of cells as the sheets of a workbook, by their titles, and give the bytes.

    Texts are written as the cells will show them, and cut where they are longer than a cell holds.
    """
    from openpyxl import Workbook  # takes long to load, and a new server's first pages write none

    workbook = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append([escape(_cut(cell)) if isinstance(cell, str) else cell for cell in row])
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _write_excel_value(cell: str | float) -> Any:
    # openpyxl writes 16 digits of a number. A longer one is written as text, so that it stays whole.
    if isinstance(cell, float):
        return cell if float(f"{cell:.16g}") == cell else number_text(cell)
    return cell or None
