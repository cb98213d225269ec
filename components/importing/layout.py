"""Where a table lies on its sheet: groups over its header, headers repeated further down, notes under it."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from components.files import Block, Sheet
from components.inventory.schema import column_of, headers_of
from components.inventory.text import clean, header_key

# What a row under a table begins with that is none of it, in English, Spanish, Portuguese, French, German, Italian
# and Dutch.
_TOTALS = (
    r"(?:grand |sub-?|sous-)?total(?:s|es|e|i)?(?: (?:general|geral|général|generale))?|totaux|totais"
    r"|suma|soma|somme|somma|summe|gesamt(?:summe|zahl)?|zwischensumme|insgesamt|(?:sub|eind)?totaal|som"
)
_SOURCES = r"sources?|fuentes?|fontes?|fonti|quellen?|bron(?:nen)?"
_REMARKS = (
    r"notes?|legend|key|disclaimer|notas?|leyenda|observaciones|observaç(?:ão|ões)|legenda|remarques?|légende"
    r"|anmerkung(?:en)?|bemerkung(?:en)?|hinweise?|legende|opmerking(?:en)?|toelichting"
)
_AS_OF = (
    r"as of|(?:last )?updated|generated|exported|(?:última )?actualiza(?:do|da|ción)|(?:última )?atualiza(?:do|da|ção)"
    r"|(?:dernière )?mise? à jour|état au|(?:daten)?stand|(?:zuletzt )?aktualisiert|(?:ultimo )?aggiorna(?:to|mento)"
    r"|(?:laatst )?bijgewerkt|peildatum"
)
_NOTE = re.compile(
    rf"(?:{_SOURCES}|{_REMARKS}|{_AS_OF})\s*:|(?:{_AS_OF})(?: (?:vom|am|per|le|el|em|il|al|op|on))? \d"
    rf"|(?:{_TOTALS})\s*(?::|$)|totals?\b[^,]{{0,30}}:|[*†‡]+\s*(?:=|\S+(?:\s+\S+){{3,}})|©|\(c\) "
    r"|\([\d,]+ rows?\)$",
    re.IGNORECASE,
)
_TOTAL = re.compile(rf"(?:{_TOTALS})\b", re.IGNORECASE)
_FIGURE = re.compile(r"[\s\d.,%$€£()\-+]+")
# What may be a note where a blank row stands before it.
_LIKE_NOTE = re.compile(
    rf"(?:{_TOTALS}|{_SOURCES}|notes?|legend)\b|(?:{_AS_OF})\b|[*†‡©]|disclaimer|page \d|prepared by|compiled|for more"
    r"|https?:",
    re.IGNORECASE,
)
_WORDS_OF_A_SENTENCE = 8
_OF_PEOPLE = {"contact", "contacts", "contact person", "person", "people", "staff", "director"}
_NO_LABEL = re.compile(r"@|://|^[\W\d_]*$")
_LONGEST_LABEL = 60
_RULED = re.compile(r":?[-=+]{3,}:?")
_MOST_NOTES = 100  # rows
_MOST_FILLED = 4_000_000  # cells


@dataclass(frozen=True)
class Under:
    """What stands under a header, as positions among the sheet's rows. Each row under it is in one of the four."""

    rows: list[int]
    blank: list[int]
    repeated: list[int]
    """The header again, and what stood over it."""
    notes: list[int]


def is_filled(row: Sequence[str]) -> bool:
    """Whether a row has a cell that shows anything: control characters, such as the end of a file of DOS, don't."""
    return any(map(clean, row))


# Over the header


def header_at(sheet: Sheet, start: int) -> tuple[int, ...]:
    """The positions of the header's rows, from the one that is most like a header: two where the row directly over it
    holds groups of columns, or where it does itself."""
    filled = [at for at in range(max(0, start - 1), min(start + 2, len(sheet.rows))) if is_filled(sheet.rows[at])]
    for upper, lower in itertools.pairwise(filled):
        together = sheet.numbers[lower] - sheet.numbers[upper] == 1
        if together and _are_groups(sheet, upper, lower, certain=lower == start):
            return upper, lower
    return (start,)


def _are_groups(sheet: Sheet, upper: int, lower: int, *, certain: bool) -> bool:
    """Whether a row holds the groups of the columns that the row under it names; ``certain`` if that is a header.

    A group stands over its first column and leaves the next ones empty. A column with no group has its name in either
    row. Where the lower row could be the table's first, it has to have no cell under such a name.
    """
    groups, names = _cells(sheet, upper), _cells(sheet, lower)
    filled = [at for at, cell in enumerate(groups) if cell]
    spans = [at for at in filled if len(names) > at + 1 and names[at] and names[at + 1] and not _at(groups, at + 1)]
    alone = [at for at in filled if at not in spans]
    labels = all(map(_is_label, filter(None, [*groups, *names])))
    if certain and labels and _tell_of_people(groups, names):
        return True
    if not spans or not labels or len(filled) < 2:
        return False
    if certain:
        return len(filled) < sum(map(bool, names))
    named = all(_at(names, at) for at in range(filled[0], len(names)) if not _at(groups, at))
    return bool(alone) and named and not any(_at(names, at) for at in alone)


def _tell_of_people(groups: Sequence[str], names: Sequence[str]) -> bool:
    """Whether a row over the header says which of its columns are people's. A title, and what is said of the file,
    begins in the first column; groups may too, where one tells two columns of one name apart."""
    count = Counter(map(header_key, names))
    over = (at for at, group in enumerate(groups) if header_key(group) in _OF_PEOPLE and _at(names, at))
    return any(at > 0 and (not groups[0] or count[header_key(names[at])] > 1) for at in over)


def _cells(sheet: Sheet, position: int) -> list[str]:
    return list(map(clean, sheet.rows[position]))


def _at(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _is_label(cell: str) -> bool:
    return len(cell) <= _LONGEST_LABEL and not _NO_LABEL.search(cell)


def joined_header(sheet: Sheet, rows: Sequence[int]) -> list[str]:
    """The headers, from the rows that ``header_at`` gives.

    A column goes by the lowest cell of its header. Where two columns would have one name, or the group is of people or
    a list of the standard, the group stands before it: ``Contact: name``, ``Serves: Youth``.
    """
    above = [_spread(sheet, at) for at in rows[:-1]]
    width = max((len(cells) for cells in [*above, sheet.rows[rows[-1]]]), default=0)
    names = _cells(sheet, rows[-1])
    columns = [[*(_at(cells, place) for cells in above), _at(names, place)] for place in range(width)]
    parts = [list(dict.fromkeys(filter(None, column))) for column in columns]
    count = Counter(header_key(part[-1]) for part in parts if part)
    return [": ".join(part) if part and _is_needed(part, count) else "".join(part[-1:]) for part in parts]


def _is_needed(part: list[str], count: Counter[str]) -> bool:
    groups = list(map(header_key, part[:-1]))
    return count[header_key(part[-1])] > 1 or any(group in _OF_PEOPLE or _is_list(group) for group in groups)


def _is_list(group: str) -> bool:
    """Whether the columns of a group are the words of a list, such as those whom an organization serves."""
    column = column_of("organizations", headers_of("organizations").get(group, ""))
    return column is not None and column.is_list


def _spread(sheet: Sheet, position: int) -> list[str]:
    """A row of groups, with each group over all its columns: as far as its cells are merged, or to the next group."""
    cells, number = _cells(sheet, position), sheet.numbers[position]
    blocks = {first: last for top, first, bottom, last in sheet.merged if top <= number <= bottom and last > first}
    width = max(len(cells), len(_at_row(sheet, position + 1)))
    spread: list[str] = []
    for at in range(width):
        spread.append(_at(cells, at) or (spread[-1] if spread else ""))
    if not blocks:
        return spread
    inside = {at - 1 for first, last in blocks.items() for at in range(first, min(last, width) + 1)}
    return [text if at in inside or _at(cells, at) else "" for at, text in enumerate(spread)]


def _at_row(sheet: Sheet, position: int) -> Sequence[str]:
    return sheet.rows[position] if position < len(sheet.rows) else ()


# Under the header


def rows_under(sheet: Sheet, header: Sequence[int]) -> Under:
    """What stands under a header: the table's rows, and apart from these what is none of them.

    ``header`` holds the positions of its rows; -1 where there is none, so that every row is under it. What the Atlas
    wrote is all rows.
    """
    rows, start = sheet.rows, header[-1] + 1
    filled = [at for at in range(start, len(rows)) if is_filled(rows[at])]
    here = set(filled)
    blank = [at for at in range(start, len(rows)) if at not in here] if len(filled) < len(rows) - start else []
    repeated = set(_repeated(rows, filled, header)) if start and not sheet.ours else set()
    filled = [at for at in filled if at not in repeated] if repeated else filled
    notes = _notes(sheet, filled, header[-1] if start else filled[0]) if filled and not sheet.ours else []
    return Under(filled[: len(filled) - len(notes)], blank, sorted(repeated), notes)


def _repeated(rows: Sequence[Sequence[str]], filled: list[int], header: Sequence[int]) -> Iterator[int]:
    """The header where it stands again, as on each page of a print, with the rows that stood over it; and a line that
    is drawn under it, as in Markdown."""
    above = [[*map(clean, rows[at])] for at in range(header[-1] + 1)]
    names = above[-1]
    if sum(map(bool, names)) < 2:
        return
    yield from (at for at in filled[:1] if all(map(_RULED.fullmatch, filter(None, map(clean, rows[at])))))
    first = rows[header[-1]][0]
    for place, at in enumerate(filled):
        if rows[at][0] == first and [*map(clean, rows[at])] == names:
            yield at
            before = reversed(filled[:place])
            yield from itertools.takewhile(lambda each: [*map(clean, rows[each])] in above, before)


def _notes(sheet: Sheet, filled: list[int], header: int) -> list[int]:
    """The last rows of those that are filled, where they are notes: each has one cell, where the table begins, and
    they begin with a word such as "Source:" or come after a blank row. A total may have its figures beside it."""
    names = _cells(sheet, header)
    left = next((at for at, name in enumerate(names) if name), 0)
    last = itertools.takewhile(lambda at: _may_be_note(sheet, at, left), reversed(filled[-_MOST_NOTES:]))
    tail = filled[len(filled) - len(list(last)) :]
    places = range(len(filled) - len(tail), len(filled))
    one_column = sum(map(bool, names)) < 2
    begin = next((place for place in places if _begins_notes(sheet, filled, place, one_column)), len(filled))
    if begin == places.start:  # there may be more than were looked at
        more = itertools.takewhile(lambda at: _is_surely_note(sheet, at, left), reversed(filled[:begin]))
        begin -= len(list(more))
    return filled[begin:]


def _is_surely_note(sheet: Sheet, at: int, left: int) -> bool:
    return _may_be_note(sheet, at, left) and _NOTE.match(next(filter(None, _cells(sheet, at)))) is not None


def _may_be_note(sheet: Sheet, at: int, left: int) -> bool:
    cells = [cell for cell in _cells(sheet, at) if cell]
    if _TOTAL.match(cells[0]) and all(map(_FIGURE.fullmatch, cells[1:])):
        return True
    # In a file of text, commas may have cut a note into cells.
    whole = len(cells) == 1 or (sheet.dialect is not None and _NOTE.match(cells[0]) is not None)
    return whole and any(map(clean, sheet.rows[at][: left + 1]))


def _begins_notes(sheet: Sheet, filled: list[int], place: int, one_column: bool) -> bool:
    text = next(filter(None, _cells(sheet, filled[place])))
    apart = place > 0 and sheet.numbers[filled[place]] - sheet.numbers[filled[place - 1]] > 1
    if _NOTE.match(text) and (apart or not one_column):
        return True
    if not apart or one_column:
        return False
    if _LIKE_NOTE.match(text) or len(text.split()) >= _WORDS_OF_A_SENTENCE or text.endswith("."):
        return True
    # Where rows of the table have one cell too, only words tell.
    return not any(sum(map(bool, sheet.rows[at])) == 1 for at in filled[:place])


def text_of_row(sheet: Sheet, at: int) -> str:
    """A row that is none of the table's, as one text."""
    mark = sheet.dialect.delimiter if sheet.dialect else " "
    return clean(mark.join(sheet.rows[at]).strip(f" {mark}"))


# Rows that are too long, cells that are merged


def as_probably_meant(sheet: Sheet, row: Sequence[str], width: int) -> list[str] | None:
    """A row that has more cells than the header, with the cells joined again that bare commas cut; None where it is not
    certain which: just so many cells as are too many begin with a blank, as text after a comma does."""
    if sheet.dialect is None or sheet.dialect.delimiter != "," or len(row) <= width:
        return None
    cut = [at for at in range(1, len(row)) if row[at].startswith(" ") and row[at].strip() and row[at - 1].strip()]
    if len(cut) != len(row) - width:
        return None
    joined: list[str] = []
    for at, cell in enumerate(row):
        if at in cut:
            joined[-1] += f",{cell}"
        else:
            joined.append(cell)
    return joined


def merged_in(sheet: Sheet, header: Sequence[int]) -> list[Block]:
    """The blocks of merged cells that hold a text and reach into the table under a header: not those of a title over
    it, of the header itself, or of notes."""
    places = {number: at for at, number in enumerate(sheet.numbers)}
    numbers = [sheet.numbers[at] for at in rows_under(sheet, header).rows] if sheet.merged else []
    return [
        (top, first, bottom, last)
        for top, first, bottom, last in sheet.merged
        if bisect_left(numbers, top) < bisect_right(numbers, bottom)
        and top in places
        and clean(_at(sheet.rows[places[top]], first - 1))
    ]


def filled_down(sheet: Sheet, blocks: Sequence[Block] | None = None) -> Sheet:
    """The sheet with the value of merged cells in each of them, and not in the first alone: of all blocks, or of these.
    Only where a person says so: a merged block may as well mean that the others are empty."""
    blocks = sheet.merged if blocks is None else blocks
    places = {number: at for at, number in enumerate(sheet.numbers)}
    rows = [list(row) for row in sheet.rows]
    width = max(map(len, rows), default=0)
    left = _MOST_FILLED
    for top, first, bottom, last in blocks:
        text = _at(rows[places[top]], first - 1) if top in places else ""
        numbers = _within(top, bottom, places) if text else ()
        left -= len(numbers) * (min(last, width) - first + 1)
        for number in numbers if left >= 0 else ():
            row = rows[places[number]]
            row += [""] * (min(last, width) - len(row))
            row[first - 1 : last] = [text] * len(row[first - 1 : last])
    return replace(sheet, rows=rows, merged=[block for block in sheet.merged if block not in blocks])


def _within(top: int, bottom: int, places: dict[int, int]) -> Sequence[int]:
    """The numbers of a block's rows that are on the sheet: a block may claim a million."""
    if bottom - top > len(places):
        return [number for number in places if top <= number <= bottom]
    return [number for number in range(top, bottom + 1) if number in places]
