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
from openpyxl import Workbook

from components.inventory import Inventory
from components.inventory.kinds import join_list, number_text, text_of_cell
from components.inventory.problems import Problem, problem
from components.inventory.schema import column_of, headers_of
from components.inventory.text import escaped, guard, header_key

UnreadTexts = Mapping[str, Mapping[tuple[int, str], str]]
"""By table, then by the position of the row and the column: the text to write where the frame has no value."""
NO_TEXTS: UnreadTexts = MappingProxyType({})

Format = Literal["folder", "zip", "xlsx"]
Target = str | PathLike[str] | IO[bytes]
Grid = Sequence[Sequence[str | float]]

_MARK_OF_UTF8 = codecs.BOM_UTF8
"""Excel reads a CSV file as UTF-8, and shows accents right, only if it begins with these bytes."""
_MOST_UNITS_IN_EXCEL = 32_767
"""How many letters a cell of a workbook can hold. They are counted as UTF-16 has them, where some count twice."""
# Among numbers with decimal commas, these would be read as thousands.
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
    takes away. ``unread`` has what stands in cells that are not known, as ``unread_texts`` gives it of a draft. Raises
    ``ValueError`` for a ``format`` that is none of the three.
    """
    if format not in ("folder", "zip", "xlsx"):
        raise ValueError(f"format is folder, zip or xlsx, not {format!r}.")
    if format == "folder":
        _write_folder(inventory, target, unread)
        return
    content = zip_bytes(csv_files(inventory, unread)) if format == "zip" else _inventory_workbook(inventory, unread)
    if isinstance(target, (str, PathLike)):
        Path(target).write_bytes(content)
    else:
        target.write(content)


def csv_files(inventory: Inventory, unread: UnreadTexts = NO_TEXTS) -> dict[str, bytes]:
    """Write the tables that have rows as CSV, and give the bytes by file name; ``unread`` as in ``write_inventory``."""
    return {f"{table}.csv": _MARK_OF_UTF8 + csv_bytes(grid) for table, grid in _grids(inventory, unread).items()}


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


def _write_folder(inventory: Inventory, target: Target, unread: UnreadTexts) -> None:
    if not isinstance(target, (str, PathLike)):
        raise ValueError("A folder is written to a path.")
    folder = Path(target)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in csv_files(inventory, unread).items():
        (folder / name).write_bytes(content)


def _grids(inventory: Inventory, unread: UnreadTexts) -> dict[str, Grid]:
    return {
        table: _grid(table, frame, unread.get(table, {})) for table, frame in inventory.tables.items() if len(frame)
    }


def _grid(table: str, frame: pd.DataFrame, unread: Mapping[tuple[int, str], str]) -> Grid:
    texts: dict[str, dict[int, str]] = {}
    for (position, name), text in unread.items():
        texts.setdefault(name, {})[position] = text
    columns = [column for column in frame.columns if column in texts or _wanted(table, column, frame)]
    cells = [_with_texts(_cells(table, str(column), frame[column]), texts.get(column, {})) for column in columns]
    return [[guard(str(column)) for column in columns], *zip(*cells, strict=True)]


def _with_texts(cells: list[str | float], texts: Mapping[int, str]) -> list[str | float]:
    """Give the cells, with unread texts in some of them. Numbers stay readable beside a decimal comma in these."""
    if any("," in text or text.count(".") > 1 for text in texts.values()):
        cells = [_as_decimal(cell) if isinstance(cell, float) else cell for cell in cells]
    return [guard(texts[at]) if at in texts else cell for at, cell in enumerate(cells)] if texts else cells


def _as_decimal(number: float) -> str | float:
    text = number_text(number)
    return f"{text}0" if _LIKE_THOUSANDS.fullmatch(text) else number


def _wanted(table: str, name: str, frame: pd.DataFrame) -> bool:
    """A standard column is written where it has a value, is required, or keeps an extra one from its place.

    The table inventory requires no column, so only all of its columns together tell it from a list of organizations.
    """
    column = column_of(table, name)
    if column is None or column.required or table == "inventory" or frame[name].notna().any():
        return True
    known = headers_of(table)
    return any(known.get(header_key(str(other))) == name for other in frame.columns if other != name)


def _cells(table: str, name: str, cells: pd.Series) -> list[str | float]:
    column = column_of(table, name)
    if column and column.kind == "number":
        return ["" if pd.isna(cell) else float(cell) for cell in cells]
    if column and column.is_list:
        return [guard(join_list(cell)) if isinstance(cell, tuple) else "" for cell in cells]
    return ["" if pd.isna(cell) else guard(str(cell)) for cell in cells]


# Workbooks


def cells_too_long_for_excel(inventory: Inventory, unread: UnreadTexts = NO_TEXTS) -> list[Problem]:
    """Give problems for the texts that are cut in a workbook of an inventory, whose cells hold 32,767 letters.

    There is one for each column that has such texts; ``row`` is the first of them, as the workbook counts rows.
    """
    found = []
    for table, frame in inventory.tables.items():
        wanted = {name for name in frame.columns if _may_be_too_long(frame[name].tolist())}
        wanted |= {name for (_, name), text in unread.get(table, {}).items() if _may_be_too_long([text])}
        if wanted:
            header, *rows = _grid(table, frame, unread.get(table, {}))
            found += [_too_long(table, str(header[at]), rows, at) for at in range(len(header)) if header[at] in wanted]
    return [each for each in found if each]


def _may_be_too_long(cells: Sequence[object]) -> bool:
    """Whether a cell has so much text that it could be too long, however its letters are counted and joined."""
    longest_text = max((len(cell) for cell in cells if isinstance(cell, str)), default=0)
    longest_list = max((sum(map(len, cell)) + len(cell) for cell in cells if isinstance(cell, tuple)), default=0)
    return max(longest_text, longest_list) > _MOST_UNITS_IN_EXCEL // 4


def _too_long(table: str, column: str, rows: Sequence[Sequence[str | float]], at: int) -> Problem | None:
    cells = ((number, row[at]) for number, row in enumerate(rows, start=2))
    numbers = [number for number, cell in cells if isinstance(cell, str) and cell != _cut(cell)]
    if not numbers:
        return None
    return problem(
        "text too long for Excel",
        table=table,
        column=column,
        row=numbers[0],
        count=len(numbers),
        rows=", ".join(map(str, numbers)),
        most=_MOST_UNITS_IN_EXCEL,
    )


def _cut(text: str) -> str:
    """Cut a text to the length that a cell of a workbook holds, and give it."""
    if 2 * len(text) <= _MOST_UNITS_IN_EXCEL:
        return text
    return text.encode("utf-16-le", "surrogatepass")[: 2 * _MOST_UNITS_IN_EXCEL].decode("utf-16-le", "ignore")


def _inventory_workbook(inventory: Inventory, unread: UnreadTexts) -> bytes:
    # A workbook needs a sheet, even where there is nothing to put on it.
    grids = _grids(inventory, unread) or {"organizations": [["name"]]}
    return workbook_bytes({table: (map(_excel_value, row) for row in grid) for table, grid in grids.items()})


def workbook_bytes(sheets: Mapping[str, Iterable[Iterable[Any]]]) -> bytes:
    """Write rows of cells as the sheets of a workbook, by their titles, and give the bytes.

    Texts are written as the cells will show them, and cut where they are longer than a cell holds.
    """
    workbook = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append([escaped(_cut(cell)) if isinstance(cell, str) else cell for cell in row])
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _excel_value(cell: str | float | None) -> Any:
    if isinstance(cell, float):
        if cell.is_integer() and abs(cell) < 1e15:
            return int(cell)
        # A workbook keeps 15 to 16 figures of a number. A longer one is written as text, to stay whole.
        return cell if float(f"{cell:.16g}") == cell else number_text(cell)
    return cell or None
