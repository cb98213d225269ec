"""Ties in foreign tables: columns of parents and partners, ends that hold several names or a code, and matrices."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from components.importing.headed_sheet import HeadedSheet, MappedSheet, cell_at
from components.importing.likeness import simplify_header
from components.importing.sheet_mapping import ColumnMapping, Parents, SheetMapping
from components.importing.words import pattern_of_words, words_of_kind
from components.inventory import TextTable, pick_rows
from components.inventory.kinds import is_unknown, list_values
from components.inventory.problems import Problem
from components.inventory.schema import NAMING_COLUMNS, column_of, columns_of, words_by_key
from components.inventory.text import clean, name_key, slug, unguard, word_key

_PARENT = re.compile(
    r"(?:.* )?parent(?: (?:id|name|key|(?:org|organi[sz]ation|agency|account|company)(?: (?:id|name|num|number))?))?"
    r"|träger|dachverband"
)
_PART = re.compile(rf"\b(?:{pattern_of_words('part of an organization')})\b", re.IGNORECASE)
_MOST = 0.6  # of the names in a column that must be rows of the table; of the unknown ends that a column must hold
_MOST_TIES = 200_000  # that the cells of one column may list: a small file can list millions
_ENDS = ("from", "to")
# What may stand between names, the surest first. These part a text only where all its parts are known.
_BETWEEN = [
    re.compile(r"[;；؛\n]"),
    re.compile(r"[;；؛\n,，、،]"),
    re.compile(r"[;；؛\n,，、،/]|\s[+–-]\s"),
    re.compile(r"[;；؛\n,，、،/&]|\s[+–-]\s|(?<=\s)(?:and|or|y|und|et|e|и|و)(?=\s)", re.IGNORECASE),
]
_BETWEEN_ANY_NAMES = re.compile(r"[;\n]|,(?=\s)")
# Of a matrix: the columns in which names may stand, the fewest columns of ties, and their least share of the rows.
_FIRST_COLUMNS, _FEWEST, _HALF = 3, 2, 0.5


def list_names(tables: Iterable[TextTable]) -> set[str]:
    """List what the organizations of tables go by, and give it made comparable: ids, all names, and their slugs."""
    organizations = [table for table in tables if table.table == "organizations"]
    texts = {text for table in organizations for name in NAMING_COLUMNS for text in table.columns.get(name, ())}
    names = {name for text in texts for name in (clean(text), *list_values(text))}
    return {name_key(key) for name in names for key in (name, slug(name))} - {""}


def part_names(text: str, is_known: Callable[[str], bool]) -> list[str]:
    """Part a text at the surest marks that leave only known parts, and give these; none where no marks do."""
    for marks in _BETWEEN:
        parts = [part for each in marks.split(text) if (part := each.strip(" \n\t-•"))]
        if len(parts) > 1 and all(map(is_known, parts)):
            return list(dict.fromkeys(parts))
    return []


def _list_organizations(text: str, known: Collection[str]) -> Sequence[str]:
    """List the organizations in a cell. It is split at bars, or at other marks where the whole is not a known name."""
    values = list_values(text)
    if len(values) != 1 or name_key(values[0]) in known:
        return values
    parts = part_names(values[0], lambda part: name_key(part) in known)
    return parts or [part for each in _BETWEEN_ANY_NAMES.split(values[0].strip(" |")) if (part := each.strip())]


def _list_ids(table: TextTable) -> list[str]:
    """Give the id of each organization, or its name where it has none."""
    names = table.columns["name"]
    return [clean(own) or clean(name) for own, name in zip(table.columns.get("id", names), names, strict=True)]


def find_tie_columns(head: HeadedSheet, names: Sequence[int], positions: Collection[int]) -> dict[int, ColumnMapping]:
    """Find the columns that name other rows of the same table, and give their mappings by position: the first that is
    called a parent, and all that are called after a kind of tie. ``names`` holds the positions of the columns that name
    the rows, ``positions`` those of what may give ties."""
    kinds, found = words_of_kind("ties"), dict[int, ColumnMapping]()
    headers = {at: simplify_header(head.headers[at]) for at in positions}
    # "Key partners" are partners too.
    words = {at: [kinds.get(word) for word in text.split()] for at, text in headers.items()}
    called = {at: kinds.get(text, "works_with" if "works_with" in words[at] else "") for at, text in headers.items()}
    called = {at: kind for at, kind in called.items() if kind or _PARENT.fullmatch(headers[at])}
    rows = head.rows if called else ()
    known = {name_key(text) for row in rows for at in names if len(row) > at and (text := clean(row[at]))}
    for at, kind in called.items():
        parts = (part for text in head.first_cells(at) for part in _list_organizations(text, known))
        are_rows = [name_key(part) in known for part in parts]
        is_second_parent = not kind and any(column.use == "parent" for column in found.values())
        if are_rows and sum(are_rows) >= _MOST * len(are_rows) and not is_second_parent:
            why = "its cells name other rows of this table"
            found[at] = ColumnMapping(head.headers[at], "ties" if kind else "parent", kind, why)
    return found


def guess_parents(head: HeadedSheet, mapping: SheetMapping) -> Parents:
    """Guess what belonging to a parent means, and give it: ``part_of`` where most rows that have a parent are called
    departments or offices, or have its name in theirs, or else ``member_of``."""
    named = {name: at for at, name in mapping.standard_columns.items() if name in ("id", "name")}
    at = next(at for at, column in enumerate(mapping.columns) if column.use == "parent")
    name = named.get("name", at)
    complete = [row for row in head.rows if len(row) > max(at, name, *named.values())]
    by_key = {name_key(clean(row[each])): name_key(row[name]) for row in complete for each in named.values()}
    children = [(row[name], by_key.get(name_key(clean(row[at])))) for row in complete if row[at].strip()]
    parts = [child for child, parent in children if _PART.search(child) or (parent and parent in name_key(child))]
    return "part_of" if 2 * len(parts) > len(children) else "member_of"


def take_ties_out(
    mapped: MappedSheet, table: TextTable, mappings: Mapping[str, ColumnMapping]
) -> tuple[list[TextTable], list[Problem]]:
    """Make ties from columns of parents and partners, and give the table without these columns, followed by the ties.
    A column stays where nobody said what its parents mean, or where its ties can't be read."""
    columns = dict(table.columns)
    ties: list[TextTable] = []
    problems = []
    for name, column in mappings.items():
        kind = {"parent": mapped.mapping.parents, "ties": column.column}.get(column.use, "")
        if column.use == "parent" and not kind:
            problems.append(mapped.problem("parents not said", column=name))
        elif kind and (found := _read_ties(table, columns[name], kind)):
            del columns[name]
            ties += [found] if found.rows else []
            where = {"column": name, "value": str(len(found.rows)), "count": len(found.rows)}
            problems.append(mapped.problem("ties read from a column", kind=kind, **where))
        elif kind:
            problems.append(mapped.problem("ties not read from a column", column=name, most=f"{_MOST_TIES:,}"))
    return [replace(table, columns=columns), *ties], problems


def _read_ties(table: TextTable, column: Sequence[str], kind: str) -> TextTable | None:
    """Read the ties that a column of organizations gives, and give them; None where a tie lacks its first end, as its
    row has neither id nor name, or where there are over 200,000."""
    known = list_names([table])
    found = (
        (start, other, row)
        for start, text, row in zip(_list_ids(table), column, table.rows, strict=True)
        for other in _list_organizations(text, known)
        if other != "0" or "0" in known  # some tools write 0 where there is no parent
    )
    ties = list(itertools.islice(found, _MOST_TIES + 1))
    starts, ends, rows = zip(*ties, strict=True) if ties else ((), (), ())
    if len(ties) > _MOST_TIES or not all(starts):
        return None
    columns: dict[str, Sequence[str]] = {"from": [*starts], "to": [*ends], "kind": [kind] * len(ties)}
    return TextTable("relationships", columns, rows, table.file, table.sheet, table.guarded)


def part_ends_of_ties(tables: Sequence[TextTable]) -> tuple[list[TextTable], list[Problem]]:
    """Make a tie for each of several organizations in one end, put bars between those in lists, and give the tables
    with a note for each that changes. A text is parted at bars, or where all its parts are organizations that a table
    lists, or other ends of ties, and the whole is none."""
    texts = {text for table in tables for name in _list_columns_to_part(table) for text in table.columns[name]}
    several = {text for text in texts if "|" in text or _BETWEEN[-1].search(text)}
    if not several:
        return [*tables], []
    listed = list_names(tables)
    known = listed | {name_key(clean(text)) for text in texts - several}
    parts = {text: found for text in several if len(found := _part_end(text, listed, known)) > 1}
    pairs = [_part_table(table, parts) for table in tables]
    return [table for table, _ in pairs], [problem for _, problems in pairs for problem in problems]


def _list_columns_to_part(table: TextTable) -> list[str]:
    """List the columns of a table in which organizations may be parted: ends of ties, and lists of organizations."""
    columns = [column for column in columns_of(table.table) if column.kind == "organization"]
    names = [column.name for column in columns if column.is_list or column.name in _ENDS]
    return [name for name in names if name in table.columns]


def _part_end(text: str, listed: Collection[str], known: Collection[str]) -> Sequence[str]:
    plain, values = unguard(clean(text)), list_values(text)
    if name_key(plain) in listed:
        return ()
    return values if len(values) > 1 else part_names(plain, lambda part: name_key(part) in known)


def _part_table(table: TextTable, parts: Mapping[str, Sequence[str]]) -> tuple[TextTable, list[Problem]]:
    lists = {name: table.columns[name] for name in _list_columns_to_part(table)}
    if table.table != "relationships":  # a list with bars is one already
        parts = {text: found for text, found in parts.items() if "|" not in text}
    rows = sum(not parts.keys().isdisjoint(cells) for cells in zip(*lists.values(), strict=True))
    if not rows:
        return table, []
    example = next(text for texts in lists.values() for text in texts if text in parts)
    value, said = clean(example), " and ".join(f"“{part}”" for part in parts[example])
    if table.table == "relationships":
        made = _split_ties(table, parts)
    else:
        lists = {name: ["|".join(parts.get(text, (text,))) for text in texts] for name, texts in lists.items()}
        made = replace(table, columns=table.columns | lists)
    if made is None:
        return table, [table.problem("ties not read from a column", _ENDS[1], most=f"{_MOST_TIES:,}")]
    return made, [table.problem("several organizations in a cell", count=rows, value=value, parts=said)]


def _split_ties(table: TextTable, parts: Mapping[str, Sequence[str]]) -> TextTable | None:
    """Split the ties that have several organizations in one end, and give the table; None where they are too many."""
    found = (
        (at, start, end)
        for at, (first, second) in enumerate(zip(*(table.columns[name] for name in _ENDS), strict=True))
        for start, end in itertools.product(parts.get(first, (first,)), parts.get(second, (second,)))
    )
    ties = list(itertools.islice(found, _MOST_TIES + len(table.rows) + 1))
    if len(ties) > _MOST_TIES + len(table.rows):
        return None
    rows, starts, ends = zip(*ties, strict=True)
    picked = pick_rows(table, rows)
    return replace(picked, columns=picked.columns | {"from": starts, "to": ends})


def replace_ends_of_ties(tables: Sequence[TextTable]) -> tuple[list[TextTable], list[Problem]]:
    """Replace ends of ties that are codes of another program, and give the tables with a note for each that changes.
    Where one extra column of the organizations holds most of the ends that are neither id nor name, each is replaced by
    the id or the name of the row that holds it."""
    if not any(table.table == "relationships" for table in tables):
        return [*tables], []
    known, by_column = list_names(tables) | {""}, _find_ids_by_column(tables)
    changed, problems = [], []
    for table in tables:
        ends = {name: table.columns[name] for name in _ENDS} if table.table == "relationships" else {}
        missing = {name_key(clean(text)) for texts in ends.values() for text in texts} - known
        found = {name: {text: ids[text] for text in missing if ids.get(text)} for name, ids in by_column.items()}
        best, ids = max(found.items(), key=lambda item: len(item[1]), default=("", {}))
        if missing and len(ids) >= _MOST * len(missing):
            replaced = {name: [ids.get(name_key(clean(text)), text) for text in texts] for name, texts in ends.items()}
            problems.append(table.problem("ends found by another column", value=best))
            table = replace(table, columns=table.columns | replaced)
        changed.append(table)
    return changed, problems


def _find_ids_by_column(tables: Sequence[TextTable]) -> dict[str, dict[str, str]]:
    """Find the row that holds each text of the extra columns of organizations, and give its id, or its name where it
    has none, by column and text: an empty one where several rows hold the text."""
    found: dict[str, dict[str, str]] = {}
    for table in tables:
        for column in table.columns if table.table == "organizations" else ():
            if column_of(table.table, column) is None:
                ids = found.setdefault(column, {})
                for text, own in zip(table.columns[column], _list_ids(table), strict=True):
                    key = name_key(clean(text))
                    ids[key] = "" if key in ids else own
    return found


def find_matrix(head: HeadedSheet) -> tuple[int, list[int]] | None:
    """Find the column of names and the columns whose headers are among these names, and give their positions; None
    where the sheet is no matrix. In a matrix, a mark, figure or word in a cell is a tie between the two."""
    by_key = {name_key(header): at for at, header in enumerate(head.headers) if header}
    if len(by_key) < max(_FEWEST, _HALF * len(head.rows_under.rows)):
        return None
    for names_at in range(min(_FIRST_COLUMNS, len(head.headers))):
        names = {name_key(clean(cell_at(row, names_at))) for row in head.rows} - {""}
        rows = {str(row) for row in range(1, len(names) + 1)}  # a header may be the number of the row instead
        heads = rows if rows <= by_key.keys() else names
        places = sorted(at for key, at in by_key.items() if key in heads and at != names_at)
        if len(places) < max(_FEWEST, _HALF * len(names)) or all(map(str.isdigit, names)):
            continue
        # Words such as "strong" say of what kind a tie is, where nobody has any with itself.
        own = [cell_at(row, by_key.get(name_key(clean(cell_at(row, names_at))), len(row))) for row in head.rows]
        are_words = len(places) == len(names) and not any(map(_read_mark, map(clean, own)))
        if are_words or all(_read_mark(text) is not None for at in places for text in set(head.all_cells(at))):
            return names_at, places
    return None


def map_matrix(columns: tuple[ColumnMapping, ...], names_at: int, places: Collection[int]) -> tuple[ColumnMapping, ...]:
    """Map the columns of a matrix, and give the mappings of all columns; other columns stay as they are mapped."""
    mapped = [replace(each, use="extra", column="") if each.column == "name" else each for each in columns]
    for at in places:
        mapped[at] = ColumnMapping(columns[at].header, "tie", why="a mark in it is a tie with the row of this name")
    why = "its cells are the headers of other columns"
    mapped[names_at] = ColumnMapping(columns[names_at].header, "column", "name", why)
    return tuple(mapped)


def take_matrix_out(
    tables: Sequence[TextTable], headers: Mapping[str, str], others: Sequence[TextTable]
) -> tuple[list[TextTable], int]:
    """Take the columns of a matrix out of the first table, of organizations, and give the tables with its ties and the
    number of these. Rows that ``others`` list are left out. ``headers`` has the headers by the names of the columns."""
    table, *more = tables
    ties, listed = _read_matrix(table, headers), list_names(others)
    columns = {name: texts for name, texts in table.columns.items() if name not in headers}
    new = [at for at, text in enumerate(table.columns["name"]) if name_key(clean(text)) not in listed]
    kept = pick_rows(replace(table, columns=columns), new)
    joined = table.rows_joined + len({*table.rows} - {*kept.rows, *ties.rows})
    if not kept.rows:
        return [replace(ties, rows_joined=joined), *more], len(ties.rows)
    return [replace(kept, rows_joined=joined), *more, *([ties] if ties.rows else [])], len(ties.rows)


def _read_matrix(table: TextTable, headers: Mapping[str, str]) -> TextTable:
    """Read the ties of a matrix, and give them as a table. Where both halves say the same, each pair is one tie; where
    they differ, a tie goes from the row to the column."""
    names = {name_key(text): text for text in map(clean, table.columns["name"])}
    ends = {str(row): key for row, key in enumerate(names, 1)} | {key: key for key in names}
    found: dict[tuple[str, str], tuple[int, str]] = {}
    for column, other in headers.items():
        for row, name, text in zip(table.rows, table.columns["name"], table.columns[column], strict=True):
            start, end, mark = name_key(clean(name)), ends[name_key(other)], _read_mark(clean(text))
            if start and start != end and mark != "":
                found[start, end] = (row, mark or clean(text))
    if all(found.get((end, start), (0, ""))[1] == mark for (start, end), (_, mark) in found.items()):
        found = {(start, end): each for (start, end), each in found.items() if each[0] < found[end, start][0]}
    order = sorted(found, key=lambda pair: (found[pair][0], pair))
    columns: dict[str, Sequence[str]] = {name: [names[pair[at]] for pair in order] for at, name in enumerate(_ENDS)}
    marks = [found[pair][1] for pair in order]
    if not {"x", "1"}.issuperset(marks):
        are_kinds = {*map(word_key, marks)} <= words_by_key("relationship_kinds").keys()
        columns["kind" if are_kinds else "weight"] = ["" if mark == "x" else mark for mark in marks]
    rows = [found[pair][0] for pair in order]
    return TextTable("relationships", columns, rows, table.file, table.sheet, table.guarded)


def _read_mark(text: str) -> str | None:
    """Read a cell of a matrix, and give the figure, ``x`` for a mark, and nothing where it says that there is no tie;
    None where it holds something else."""
    key = word_key(unguard(text))
    if not key or key in words_of_kind("no mark") or is_unknown(text):
        return ""
    try:
        return text if float(text.replace(",", ".")) else ""
    except ValueError:
        return "x" if key in words_of_kind("mark") else None
