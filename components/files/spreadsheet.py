"""Read a spreadsheet (xlsx or ods) as sheets of texts, without believing what it says about its own size."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import replace

from openpyxl.utils import get_column_letter

from components.files.file import File, Limits, TooLargeError
from components.files.opendocument import find_sheets
from components.files.sheets import ReadRows, RowCollector, Sheet, Sheets
from components.files.workbook import Book
from components.inventory.problems import problem
from components.inventory.progress import ignore
from components.inventory.text import join_names, word_key

_EXPLAINING = ("read me", "columns", "words of the atlas")  # the sheets of our own template that only explain it
# How spreadsheet programs name a sheet that nobody has named, in English, German, French and Spanish.
_UNNAMED = ("sheet", "tabelle", "feuil", "hoja")


def read_spreadsheet(file: File, limits: Limits, progress: Callable[[int], None] = ignore) -> Sheets:
    """Read a workbook or an OpenDocument spreadsheet, and give its sheets; none where it is too large or damaged.

    ``progress`` is told, again and again, how many more rows were read. Raises only ``MemoryError``: it runs in a
    process of its own (``process.py``), where that harms nobody.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            is_opendocument = "content.xml" in archive.namelist()
            tables = find_sheets(archive) if is_opendocument else Book(archive).find_sheets()
            return _read_tables(file, tables, limits, progress)
    except MemoryError:
        raise
    except TooLargeError as error:
        return [], [problem("too large", case="workbook", file=file.name, called=file.name, what=error)]
    except Exception as error:  # a broken workbook raises nearly any error; a person needs one sentence
        if "out of memory" in str(error):  # as the XML parser says it
            raise MemoryError from error
        return [], [problem("file damaged", case="workbook", file=file.name)]


def _read_tables(
    file: File, tables: Iterable[tuple[str, ReadRows]], limits: Limits, progress: Callable[[int], None]
) -> Sheets:
    sheets: list[Sheet] = []
    problems = []
    count = 0
    for count, (title, read_rows) in enumerate(tables, start=1):
        if count > limits.sheets:
            raise TooLargeError(limits.sheets, "sheets")
        if title.strip().casefold().endswith("(ignore)"):  # how Kumu marks sheets to skip
            problems.append(problem("sheet left out", file=file.name, value=title, sheet=title))
        elif word_key(title) not in _EXPLAINING:
            collector = RowCollector(file.name, title, limits, progress)
            try:
                read_rows(collector)
                _report_merged_cells(collector)
                sheets.append(collector.make_sheet())
            except TooLargeError as error:
                called = f"Sheet “{title}” of {file.name}"
                problems.append(problem("too large", case="workbook", file=file.name, called=called, what=error))
    if count == 1 and sheets and word_key(sheets[0].name).startswith(_UNNAMED):
        sheets = [replace(sheets[0], name=file.path.stem)]
    filled = [sheet for sheet in sheets if sheet.rows]
    problems += [each for sheet in sheets if not sheet.rows for each in sheet.problems]
    return filled, problems if filled or problems else [problem("empty file", file=file.name)]


def _report_merged_cells(sheet: RowCollector) -> None:
    if sheet.merged:
        blocks = [
            f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"
            for top, left, bottom, right in sheet.merged
        ]
        sheet.add_problem("merged cells", value=join_names(blocks))
