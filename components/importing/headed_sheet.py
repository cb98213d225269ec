"""A sheet with its header: its columns, and which rows under it are the table's, blank, repeated headers or notes."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar, cast

from components.files import Sheet
from components.importing.sheet_mapping import NO_HEADER, SheetMapping
from components.importing.words import pattern_of_words, words_of_kind
from components.inventory.addresses import mask_addresses
from components.inventory.kinds import find_doubtful_date, find_unsplit
from components.inventory.people import begins_with_person_name, is_sheet_of_people
from components.inventory.problems import Problem, problem
from components.inventory.schema import column_of, headers_of
from components.inventory.text import clean, header_key, unguard

_Result = TypeVar("_Result")
_ENDING = re.compile(r"\.(csv|tsv|txt|tab|json|ods|graphml|gexf)$", re.IGNORECASE)
_LONGEST_NAME = 200  # letters of a sheet's name that are looked at
_MOST_FILLED = 4_000_000  # cells that get the text of merged ones
_SAMPLE = 500  # rows
_SHORT = 4  # letters: where no cell of a column has more, it only numbers or marks the rows
_FEW = 20  # cells: too few to judge a column by
_TOTALS, _AS_OF = pattern_of_words("total"), pattern_of_words("as of")
_NOTE = re.compile(
    rf"(?:{pattern_of_words('source', 'remark', 'as of')})\s*:"
    rf"|(?:{_AS_OF})(?: (?:vom|am|per|le|el|em|il|al|op|on))? \d"
    rf"|(?:{_TOTALS})\s*(?::|$)|totals?\b[^,]{{0,30}}:|[*†‡]+\s*(?:=|\S+(?:\s+\S+){{3,}})|©|\(c\) "
    r"|\([\d,]+ rows?\)$",
    re.IGNORECASE,
)
_TOTAL = re.compile(rf"(?:{_TOTALS})\b", re.IGNORECASE)
_FIGURE = re.compile(r"[\s\d.,%$€£()\-+]+")
# A row that begins like this is a note where a blank row stands before it.
_LIKE_NOTE = re.compile(
    rf"(?:{pattern_of_words('total', 'source', 'as of')}|notes?|legend)\b|[*†‡©]|disclaimer|page \d|prepared by"
    r"|compiled|for more|https?:",
    re.IGNORECASE,
)
_OF_CONTACT = re.compile(rf"(?:{pattern_of_words('group of people')}|attn|tel|phone|e-?mail)\.?\s*:\s*", re.IGNORECASE)
_WORDS_OF_A_SENTENCE = 8
_MOST_NOTES = 1_000  # rows
_ROWS_FOR_PROGRAMS = 2  # rows right under the header
# What programs write under a header for other programs: the hashtags of HXL, and the keys of survey tools.
_FOR_PROGRAMS = re.compile(r"#\s?[^\W\d_]\w*(?:\s?\+\s?\w+)*|\{\W{0,3}ImportId\W.*\}")


@dataclass(frozen=True)
class HeadedSheet:
    """A sheet, with the rows in which its header stands."""

    sheet: Sheet
    header_rows: tuple[int, ...]
    """The positions of the header's rows; ``NO_HEADER`` where it has none."""

    @property
    def name(self) -> str:
        """The name of the sheet without the ending of its file: ``hubs`` for ``hubs.csv``."""
        return _ENDING.sub("", self.sheet.name.strip()[:_LONGEST_NAME])

    @property
    def lists_people(self) -> bool:
        """Whether its name or headers say that its rows are people."""
        return is_sheet_of_people(self.name, self.headers)

    @cached_property
    def headers(self) -> tuple[str, ...]:
        """The headers, with a mask in the place of people's e-mail addresses and phone numbers."""
        return tuple(map(mask_addresses, self.written_headers))

    @cached_property
    def written_headers(self) -> list[str]:
        """The headers as they stand in the sheet."""
        if self.header_rows == NO_HEADER:
            widths = Counter(map(len, filter(any, self.sheet.rows)))
            usual = max(widths, key=lambda width: (widths[width], width), default=0)
            return [f"column {number}" for number in range(1, usual + 1)]
        headers = list(map(unguard, _join_header(self.sheet, self.header_rows)))
        # Only a file of text has rows that are too long by mistake: in a workbook they fill columns without a header.
        width = max(map(len, self.sheet.rows[self.header_rows[-1] :])) if self.sheet.title else 0
        return headers + [""] * (width - len(headers))

    @property
    def header_row_number(self) -> int | None:
        """The spreadsheet row of the header's last row; None where there is no header."""
        return None if self.header_rows == NO_HEADER else self.sheet.numbers[self.header_rows[-1]]

    def work_out_once(self, what: str, work_out: Callable[[], _Result]) -> _Result:
        """Work something out about the sheet with this header, unless ``what`` names a result already, and give it."""
        name = (what, self.header_rows)
        if name not in self.sheet.worked_out:
            self.sheet.worked_out[name] = work_out()
        return cast(_Result, self.sheet.worked_out[name])

    @property
    def rows_under(self) -> RowsUnderHeader:
        """The rows under the header: those of the table, blank ones, repeated headers and notes."""
        return self.work_out_once("rows under", lambda: sort_rows(self.sheet, self.header_rows))

    @cached_property
    def rows(self) -> Sequence[Sequence[str]]:
        """The rows of the table."""
        return [self.sheet.rows[at] for at in self.rows_under.rows]

    @cached_property
    def sample_rows(self) -> Sequence[Sequence[str]]:
        """At most 500 rows of the table, from all over it."""
        places = self.rows_under.rows
        return [self.sheet.rows[at] for at in places[:: 1 + len(places) // _SAMPLE]]

    def first_cells(self, position: int) -> list[str]:
        """Give the filled cells of a column, from the first 500 rows of the table."""
        return _find_filled_cells([self.sheet.rows[at] for at in self.rows_under.rows[:_SAMPLE]], position)

    def sample_cells(self, position: int) -> list[str]:
        """Give the filled cells of a column from rows all over the table; from all rows where the sample has few."""
        some = _find_filled_cells(self.sample_rows, position)
        return some if len(some) > _FEW else self.all_cells(position)

    def all_cells(self, position: int) -> list[str]:
        """Give all filled cells of a column."""
        return _find_filled_cells(self.rows, position)

    def find_ambiguous_dates(self, mapping: SheetMapping) -> dict[int, str]:
        """Find the date columns in which no cell settles the order of day and month, and give their positions, each
        with such a date."""
        dates = (at for at, column in mapping.columns_read.items() if column.kind == "date")
        return {at: text for at in dates if (text := find_doubtful_date(self.all_cells(at)))}

    def find_unsplit_lists(self, mapping: SheetMapping) -> dict[int, str]:
        """Find the columns of lists with cells that may hold several values without bars between them, and give their
        positions, each with the first such text."""
        lists = ((at, column) for at, column in mapping.columns_read.items() if column.is_list)
        return {at: next(iter(texts)) for at, column in lists if (texts := find_unsplit(column, self.all_cells(at)))}

    @property
    def merged_blocks(self) -> list[tuple[int, int, int, int]]:
        """The blocks of merged cells with a text in the table: first row and column, then last row and column."""
        numbers = self.sheet.numbers
        under = [numbers[at] for at in self.rows_under.rows] if self.sheet.merged else []
        blocks = []
        for top, first, bottom, last in self.sheet.merged:
            at = bisect_left(numbers, top)
            is_in_table = bisect_left(under, top) < bisect_right(under, bottom)
            if is_in_table and numbers[at] == top and clean(cell_at(self.sheet.rows[at], first - 1)):
                blocks.append((top, first, bottom, last))
        return blocks

    def fill_merged_cells(self) -> Sheet:
        """Write the text of each block of merged cells into all its cells, as a person asked, and give the sheet. After
        four million cells no further block is filled."""
        sheet, blocks = self.sheet, self.merged_blocks
        rows = [list(row) for row in sheet.rows]
        width = max(map(len, rows), default=0)
        left = _MOST_FILLED
        for top, first, bottom, last in blocks:
            block = rows[bisect_left(sheet.numbers, top) : bisect_right(sheet.numbers, bottom)]
            end = min(last, width)
            left -= len(block) * (end - first + 1)
            for row in block if left >= 0 else ():
                row += [""] * (end - len(row))
                row[first - 1 : end] = [block[0][first - 1]] * (end - first + 1)
        return replace(sheet, rows=rows, merged=[block for block in sheet.merged if block not in blocks])


def _find_filled_cells(rows: Sequence[Sequence[str]], position: int) -> list[str]:
    return [text for row in rows if len(row) > position and (text := clean(row[position]))]


@dataclass(frozen=True)
class MappedSheet:
    """A sheet with its header and the mapping by which it is read."""

    head: HeadedSheet
    mapping: SheetMapping

    @property
    def sheet(self) -> Sheet:
        """The sheet itself."""
        return self.head.sheet

    def problem(self, code: str, **words: object) -> Problem:
        """Make the problem that has this code in the catalogue, with the sheet and its table filled in, and give it."""
        where = {"table": self.mapping.table, "file": self.sheet.file, "sheet": self.sheet.title}
        return problem(code, **where | {"called": self.sheet.called} | words)  # type: ignore[arg-type]


def _join_header(sheet: Sheet, rows: Sequence[int]) -> list[str]:
    """Join the rows of a header, and give one header for each column. The group comes before the name where two columns
    have the same name, and where it is about people or a list of the standard: ``Contact: name``, ``Serves: Youth``."""
    names = clean_row(sheet, rows[-1])
    groups = _spread_groups(sheet, rows[0]) if len(rows) > 1 else []
    width = max(len(groups), len(names))
    pairs = [(cell_at(groups, place), cell_at(names, place)) for place in range(width)]
    count = Counter(header_key(name or group) for group, name in pairs)
    headers = []
    for group, name in pairs:
        column = column_of("organizations", headers_of("organizations").get(header_key(group), ""))
        is_clear = count[header_key(name)] < 2 and not is_group_of_people(group) and not (column and column.is_list)
        headers.append(name or group if is_clear or not group or not name or group == name else f"{group}: {name}")
    return headers


def is_group_of_people(group: str) -> bool:
    """Whether the columns under a group are about people."""
    return header_key(group) in words_of_kind("group of people")


def _spread_groups(sheet: Sheet, position: int) -> list[str]:
    """Write each group over all its columns: as far as its cells are merged, or else to the next group."""
    cells, number = clean_row(sheet, position), sheet.numbers[position]
    blocks = [(first, last) for top, first, bottom, last in sheet.merged if top <= number <= bottom and last > first]
    spread: list[str] = []
    for at in range(max(*map(len, sheet.rows[position : position + 2]), *(last for _, last in blocks), 0)):
        goes_on = not blocks or any(first <= at < last for first, last in blocks)
        spread.append(cell_at(cells, at) or (spread[-1] if at and goes_on else ""))
    return spread


def cell_at(cells: Sequence[str], place: int) -> str:
    """Give the cell at a place of a row; an empty one where the row is shorter."""
    return cells[place] if place < len(cells) else ""


@dataclass(frozen=True)
class RowsUnderHeader:
    """The positions of the rows under a header. Each row is in exactly one of the four lists."""

    rows: list[int]
    """The rows of the table."""
    blank: list[int]
    repeated: list[int]
    """Rows that repeat the header or a row above it."""
    notes: list[int]
    """Notes under the table, rows right under the header that are for programs only, and those that name a contact."""


def is_filled(row: Sequence[str]) -> bool:
    """Whether a row has a cell with more than control characters, such as the end mark of DOS files."""
    return any(map(clean, row))


def clean_row(sheet: Sheet, position: int) -> list[str]:
    """Clean the cells of the row at a position, and give them."""
    return list(map(clean, sheet.rows[position]))


def sort_rows(sheet: Sheet, header_rows: Sequence[int]) -> RowsUnderHeader:
    """Sort the rows under a header, and give the positions of each kind. What the Atlas wrote has no notes."""
    rows, start = sheet.rows, header_rows[-1] + 1
    # Most rows begin with a letter or a digit, which is the quickest test.
    filled = [at for at in range(start, len(rows)) if (rows[at] and rows[at][0][:1].isalnum()) or is_filled(rows[at])]
    blank = sorted({*range(start, len(rows))}.difference(filled))
    if sheet.is_ours:
        return RowsUnderHeader(filled, blank, [], [])
    repeated = set(_find_repeated_headers(sheet, filled, start - 1)) if start else set()
    filled = [at for at in filled if at not in repeated]
    beside = [at for at in filled[:_ROWS_FOR_PROGRAMS] if start and _is_for_programs(clean_row(sheet, at))]
    beside += [at for at in filled if any(":" in cell for cell in rows[at][:2]) and names_contact(rows[at])]
    filled = [at for at in filled if at not in {*beside}]
    notes = _find_notes(sheet, filled, start - 1 if start else filled[0]) if filled else []
    return RowsUnderHeader(filled[: len(filled) - len(notes)], blank, sorted(repeated), beside + notes)


def names_contact(row: Sequence[str]) -> bool:
    """Whether a row says whom to call at the organization above it: ``Contact: Maria Lopez``."""
    text = next(filter(None, map(clean, row)), "")
    rest = text[found.end() :] if (found := _OF_CONTACT.match(text)) else ""
    return begins_with_person_name(rest) or mask_addresses(rest) != rest


def _is_for_programs(row: list[str]) -> bool:
    """Whether each filled cell of a row is a hashtag, or another key that only programs read."""
    return (len(row) - row.count("") > 1 or len(row) == 1) and all(map(_FOR_PROGRAMS.fullmatch, filter(None, row)))


def _find_repeated_headers(sheet: Sheet, filled: list[int], header: int) -> Iterator[int]:
    """Find the rows that repeat the header, as on each printed page, with the rows above it."""
    above = [clean_row(sheet, at) for at in range(header + 1)]
    if sum(map(bool, above[-1])) < 2:
        return
    for place, at in enumerate(filled):
        if sheet.rows[at][0] == sheet.rows[header][0] and clean_row(sheet, at) == above[-1]:
            yield at
            yield from itertools.takewhile(lambda each: clean_row(sheet, each) in above, reversed(filled[:place]))


def _find_notes(sheet: Sheet, filled: list[int], header: int) -> list[int]:
    """Find the notes among the last filled rows, and give their positions."""
    names = clean_row(sheet, header)
    known, first_rows = headers_of("organizations"), [clean_row(sheet, at) for at in filled[:_FEW]]
    # The table's left edge is its first column that does more than number or mark the rows.
    short = {at for at in range(len(names)) if all(len(cell_at(row, at)) <= _SHORT for row in first_rows)}
    short = {at for at in short if known.get(header_key(names[at])) != "name"}
    left = next((at for at, name in enumerate(names) if name and at not in short), 0)
    one_column = sum(map(bool, names)) < 2
    tail = list(itertools.takewhile(lambda at: _may_be_note(sheet, at, left), reversed(filled[-_MOST_NOTES:])))
    if not tail:
        return []
    start = len(filled) - len(tail)
    # Where rows of the table can have a single cell too, only the words of a row show that it is a note.
    has_single_cells = any(sum(map(bool, sheet.rows[at])) == 1 for at in filled[:start])
    for place in range(start, len(filled)):
        text = next(filter(None, clean_row(sheet, filled[place])))
        is_apart = place > 0 and sheet.numbers[filled[place]] - sheet.numbers[filled[place - 1]] > 1
        is_sentence = len(text.split()) >= _WORDS_OF_A_SENTENCE or text.endswith(".")
        is_like_note = is_sentence or _LIKE_NOTE.match(text) or (place == start and not has_single_cells)
        if (_NOTE.match(text) and (is_apart or not one_column)) or (is_like_note and is_apart and not one_column):
            return filled[place:]
    return []


def _may_be_note(sheet: Sheet, at: int, left: int) -> bool:
    """Whether a row has only one text, at the table's ``left`` edge or before it, or is a total with figures."""
    cells = [cell for cell in clean_row(sheet, at) if cell]
    if _TOTAL.match(cells[0]) and all(map(_FIGURE.fullmatch, cells[1:])):
        return True
    # In a file of text, commas may have cut a note into cells.
    is_one_text = len(cells) == 1 or (sheet.delimiter is not None and _NOTE.match(cells[0]) is not None)
    return is_one_text and is_filled(sheet.rows[at][: left + 1])
