"""A table of texts to a table of the standard: typed columns, rows that lack something set aside, ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, count

import pandas as pd

from components.inventory.addresses import MASKS
from components.inventory.cells import is_none, is_unknown, read_column, series
from components.inventory.faults import Fault, gathered
from components.inventory.problems import Place, Problem
from components.inventory.schema import columns_of
from components.inventory.text import LONGEST_CELL, are_clean, clean, has_control_characters, same_name, slug, unguard

_LONGEST_CONTENT = 500
# Nearly all rows have several cells where one that has nothing but a name may be a heading.
_SEVERAL, _NEARLY_ALL, _FEW = 3, 0.9, 0.2
NOT_QUOTED = frozenset({"rater"})
"""Columns of the standard whose cells no problem shows, beside those of people that are left out."""
NOWHERE = Place(0)
"""The place of a row that no table has."""


@dataclass(frozen=True)
class RawTable:
    """A table as texts, by the names of the standard or the headers of its extra columns."""

    table: str
    columns: dict[str, Sequence[str]]
    rows: Sequence[int]
    """The spreadsheet row of each row."""
    file: str | None = None
    sheet: str | None = None
    """The sheet's name where the file is a workbook."""
    guarded: bool = False
    """Whether texts may carry the apostrophe that keeps them from running as a formula."""
    keys: Sequence[int] | None = None
    """A number for each row that no other row of a reading has: it stays with the row, whatever is done to it."""
    semicolons: bool = False
    """Whether semicolons part the cells of the file, as they do where commas are decimal."""
    beside: Sequence[tuple[int, str, str]] = ()
    """The rows under its header that are none of its own: each with its spreadsheet row, ``note`` or ``header`` (as on
    each page of a print), and its text."""
    of_people: Mapping[str, str] = field(default_factory=dict)
    """The columns that are kept with what they tell of people, each with the reason that someone gave."""

    @property
    def not_quoted(self) -> frozenset[str]:
        """The columns whose cells no problem shows."""
        return NOT_QUOTED.union(self.of_people)

    def place(self, position: int | None = None) -> Place:
        """The place of one of its rows; of the table itself for None."""
        if position is None:
            return Place(0, self.file, self.sheet)
        return Place(self.rows[position], self.file, self.sheet, self.keys[position] if self.keys else None)


@dataclass(frozen=True)
class TypedTable:
    """A frame as ``Inventory`` holds it, and the spreadsheet row and file of each of its rows."""

    table: str
    frame: pd.DataFrame
    places: list[Place] = field(default_factory=list)

    def problem(self, position: int, column: str | None, fault: Fault) -> Problem:
        """The fault of one cell or row as a problem that a person can find."""
        return problem(self.table, column, fault, self.places[position])


def problem(table: str, column: str | None, fault: Fault, place: Place) -> Problem:
    """A fault, with its place."""
    value, rule, message, mend = fault.value, fault.rule, fault.message, fault.mend
    row, file, sheet, key = place
    return Problem(table, row or None, column, value, rule, message, fault.severity, mend, file, sheet=sheet, key=key)


def _unsaid(column: str) -> None:
    """Tells nobody which column is read."""


def typed(
    raw: RawTable, names: frozenset[str] = frozenset(), before: Callable[[str], None] = _unsaid
) -> tuple[TypedTable, list[Problem]]:
    """The table with its columns read; rows without what is required are set aside, with a problem each.

    ``names`` holds the words for not known that an organization really goes by. ``before`` is told the name of each
    column before it is cleaned, and one of the standard again before it is read.
    """
    columns, problems = _cleaned(raw, before)
    frame: dict[str, pd.Series] = {}
    for column in columns_of(raw.table):
        texts = columns.pop(column.name, None)
        if texts is None:
            frame[column.name] = series(column.kind, [None] * len(raw.rows))
            continue
        before(column.name)
        frame[column.name], faults = read_column(column, texts, names, semicolons=raw.semicolons)
        problems += _placed(raw, column.name, texts, faults)
    extras = {name: series("text", [text or None for text in texts]) for name, texts in columns.items()}
    places = [raw.place(position) for position in range(len(raw.rows))]
    table = TypedTable(raw.table, pd.DataFrame(frame | extras), places)
    problems += _names_alone(raw, table)
    return _without_unusable(raw, table, problems)


def _cleaned(raw: RawTable, before: Callable[[str], None]) -> tuple[dict[str, Sequence[str]], list[Problem]]:
    columns: dict[str, Sequence[str]] = {}
    problems = []
    for name, texts in raw.columns.items():
        before(name)
        if max(map(len, texts), default=0) > LONGEST_CELL:
            texts, more = _shortened(raw, name, texts)
            problems += more
        if are_clean(texts):
            columns[name] = texts
            continue
        cleaned = {text: clean(text) for text in set(texts)}
        if any(not text.isprintable() and has_control_characters(text) for text in cleaned):
            problems.append(problem(raw.table, name, _control_characters(name), raw.place()))
        if raw.guarded:
            cleaned = {text: unguard(found) for text, found in cleaned.items()}
        columns[name] = [cleaned[text] for text in texts]
    return columns, problems


def _shortened(raw: RawTable, name: str, texts: Sequence[str]) -> tuple[list[str], list[Problem]]:
    """The texts as far as what is written of them is read again, and a problem for each that is longer."""
    long = [at for at, text in enumerate(texts) if len(text) > LONGEST_CELL]
    message = f"A cell of {name} has more than {LONGEST_CELL:,} characters. The inventory has only the first of them."
    fault = Fault("", "cell too long", message, "Shorten it, or part it into several.", "error")
    return [text[:LONGEST_CELL] for text in texts], [problem(raw.table, name, fault, raw.place(at)) for at in long]


def _control_characters(name: str) -> Fault:
    message = f"Some cells of {name} held characters that can't be shown. These were taken out."
    return Fault("", "characters that can't be shown", message, "Nothing needs doing if the text looks right.", "note")


def _placed(raw: RawTable, name: str, texts: Sequence[str], faults: dict[str, tuple[Fault, ...]]) -> list[Problem]:
    if not faults:
        return []
    once = [problem(raw.table, name, fault, raw.place(position)) for fault, position in gathered(texts, faults)]
    return once + [
        problem(raw.table, name, fault, raw.place(position))
        for position, text in enumerate(texts)
        for fault in faults.get(text, ())
        if fault.together is None
    ]


def _names_alone(raw: RawTable, table: TypedTable) -> list[Problem]:
    """A warning for each row of organizations that has nothing but a name, where these are few and nearly all others
    have several cells: such rows are mostly headings inside a table."""
    if raw.table != "organizations" or "name" not in raw.columns:
        return []
    filled = table.frame[list(raw.columns)].notna().sum(axis="columns")
    few = filled.index[filled == 1]
    alone = [at for at in few if sum(bool(texts[at].strip()) for texts in raw.columns.values()) == 1]
    alone = [at for at in alone if raw.columns["name"][at].strip()]
    others = filled.drop(alone)
    if not alone or len(alone) > _FEW * len(filled) or (others >= _SEVERAL).mean() < _NEARLY_ALL:
        return []
    return [table.problem(at, "name", _may_be_heading(raw.columns["name"][at])) for at in alone]


def _may_be_heading(name: str) -> Fault:
    message = "This row has nothing but a name: it may be a heading."
    return Fault(name, "nothing but a name", message, "If it is no organization, set it aside. If it is, fill in more.")


def _without_unusable(raw: RawTable, table: TypedTable, problems: list[Problem]) -> tuple[TypedTable, list[Problem]]:
    """The table without rows that lack what is required.

    A row without any cell says nothing, and goes unsaid; so does one of a table that requires nothing, whose every
    cell has its own problem already.
    """
    required = [column.name for column in columns_of(table.table) if column.required]
    lacking = table.frame[required].isna() if required else table.frame.isna().all(axis=1).to_frame("")
    aside = lacking.any(axis=1)
    if not aside.any():
        return table, problems
    for position in aside.to_numpy().nonzero()[0].tolist():
        if required and any(texts[position].strip() for texts in raw.columns.values()):
            content = _content(raw, position)
            name = next(name for name in required if lacking[name].iloc[position])
            problems.append(table.problem(position, name, _set_aside(name, content)))
    kept = [place for place, gone in zip(table.places, aside, strict=True) if not gone]
    return replace(table, frame=table.frame[~aside].reset_index(drop=True), places=kept), problems


def _set_aside(name: str, content: str) -> Fault:
    message = f"This row has no {name} that can be read, so it was set aside."
    return Fault(content, "required cell missing", message, f"Fill in {name}.", "error")


def _content(raw: RawTable, position: int) -> str:
    cells = {name: clean(texts[position]) for name, texts in raw.columns.items() if name not in raw.not_quoted}
    return "; ".join(f"{name}: {text}" for name, text in cells.items() if text)[:_LONGEST_CONTENT]


def joined(tables: Sequence[TypedTable]) -> TypedTable:
    """Several parts of one table as one, in their order."""
    if len(tables) == 1:
        return tables[0]
    frame = pd.concat([table.frame for table in tables], ignore_index=True)
    return TypedTable(tables[0].table, frame, [place for table in tables for place in table.places])


def together(
    raws: Sequence[RawTable], tables: Sequence[TypedTable], twins: Mapping[int, int]
) -> tuple[TypedTable, list[Problem], dict[int, int]]:
    """The parts of one table as one. A row that another part has too, cell for cell, is kept once, which is said.

    ``twins`` holds rows that came as the same as another, by their keys with its key: they stay out, whatever was done
    to the other since. All rows that are kept once with another are given likewise.
    """
    table = joined(tables)
    filled = [raw for raw in raws if len(raw.rows)]
    if len(filled) < 2 and twins.keys().isdisjoint(place.key for place in table.places):
        return table, [], {}
    parts = [part for part, some in enumerate(tables) for _ in some.places]
    same = _repeated(table, parts, twins)
    told = Counter((parts[one], parts[at]) for at, one in same.items() if one is not None)
    read = _read_together(table.table, filled)
    problems = [problem(table.table, None, read, filled[0].place())] if len(filled) > 1 else []
    problems += [
        problem(
            table.table,
            None,
            _same_rows(count, raws[earlier].place(), raws[part].place()),
            raws[part].place(),
        )
        for (earlier, part), count in told.items()
    ]
    places = [place for at, place in enumerate(table.places) if at not in same]
    pairs = ((table.places[at].key, table.places[one].key) for at, one in same.items() if one is not None)
    found = {key: other for key, other in pairs if key is not None and other is not None}
    return TypedTable(table.table, table.frame.drop(list(same)).reset_index(drop=True), places), problems, found


def _repeated(table: TypedTable, parts: Sequence[int], twins: Mapping[int, int]) -> dict[int, int | None]:
    """The positions of rows that another part has too, with that one's; None where it is not in the table."""
    at = {place.key: position for position, place in enumerate(table.places)}
    first: dict[tuple[object, ...], int] = {}
    same: dict[int, int | None] = {}
    cells = table.frame.astype(object).where(table.frame.notna(), None).itertuples(index=False, name=None)
    for position, (row, place) in enumerate(zip(cells, table.places, strict=True)):
        if place.key is not None and place.key in twins:
            same[position] = at.get(twins[place.key])
        elif parts[one := first.setdefault(row, position)] != parts[position]:
            same[position] = one
    return same


def _read_together(table: str, raws: Sequence[RawTable]) -> Fault:
    *others, last = (raw.place().called for raw in raws)
    message = f"{', '.join(others)} and {last} hold the same table, {table}. They were read together."
    return Fault("", "tables read together", message, "If one of them is an older copy, leave it out.", "note")


def _same_rows(count: int, first: Place, place: Place) -> Fault:
    rows = "1 row is" if count == 1 else f"{count:,} rows are"
    message = f"{rows} the same, cell for cell, in {first.called} and in {place.called}, and kept once."
    return Fault(str(count), "same rows in two tables", message, "Nothing needs doing.", "note")


def names_for_unknown(organizations: TypedTable) -> frozenset[str]:
    """The words for not known, and for none, that are really an organization's id or name."""
    texts = [text for name in ("id", "name") for text in organizations.frame[name].tolist()]
    return frozenset(same_name(text) for text in texts if text not in MASKS and (is_unknown(text) or is_none(text)))


# Ids


class _Ids:
    """Gives each row an id that no other row has."""

    def __init__(self, given: Iterable[str]) -> None:
        self.taken = set(given)
        self.count: Counter[str] = Counter()

    def free(self, wanted: str) -> str:
        # An id that is made must not read as "there is none" where it is named.
        if not is_none(wanted) and wanted not in self.taken:
            self.taken.add(wanted)
            return wanted
        number = max(self.count[wanted], 1) + 1
        while f"{wanted}-{number}" in self.taken:
            number += 1
        self.count[wanted] = number
        self.taken.add(f"{wanted}-{number}")
        return f"{wanted}-{number}"


def with_ids(table: TypedTable) -> tuple[TypedTable, list[Problem]]:
    """The table with an id in every row: its own, or made from its name; none twice."""
    own = table.frame["id"].astype(object).tolist()
    names = table.frame["name"].astype(object).tolist()
    given = [text if isinstance(text, str) else None for text in own]
    wanted = [slug(name) or "row" if text is None else text for text, name in zip(given, names, strict=True)]
    found = _without_repeats(given, wanted)
    often = Counter(wanted)
    changed = [at for at, wish in enumerate(wanted) if wish != found[at] and (often[wish] > 1 or not is_none(wish))]
    first = {wanted[position]: table.places[position] for position in reversed(range(len(wanted)))} if changed else {}
    problems = [
        table.problem(
            position,
            "name" if given[position] is None else "id",
            _renamed(
                wanted[position],
                found[position],
                names[position],
                given[position],
                _in_both(first[wanted[position]], table.places[position]),
            ),
        )
        for position in changed
    ]
    problems += _alike(table, found)
    return replace(table, frame=table.frame.assign(id=series("text", list(found)))), problems


def _alike(table: TypedTable, ids: Sequence[str]) -> list[Problem]:
    """Notes for ids that only capitals, blanks or the shape of a mark tell apart: all are kept as they are."""
    every = "".join(ids)
    plain = every.isascii() and every.isprintable() and " " not in every and "`" not in every
    same = list(map(str.casefold if plain else same_name, ids))
    if len(set(same)) == len(same):
        return []
    first: dict[str, str] = {}
    pairs = [(position, first.setdefault(text, ids[position])) for position, text in enumerate(same)]
    return [
        table.problem(position, "id", _like_another(ids[position], other))
        for position, other in pairs
        if other != ids[position]
    ]


def _like_another(identity: str, other: str) -> Fault:
    message = f"The ids “{other}” and “{identity}” differ only in capitals, blanks or marks. Both rows are kept."
    mend = "If both rows are the same, keep one. If not, tell the ids apart."
    return Fault(identity, "id like another", message, mend, "note")


def _without_repeats(given: list[str | None], wanted: list[str]) -> list[str]:
    """The wanted ids, changed where one is taken: the first row that gives an id itself keeps it."""
    if len(set(wanted)) == len(wanted) and "none" not in wanted:
        return wanted
    ids = _Ids(text for text in given if text is not None)
    first = {text: position for position, text in reversed(list(enumerate(given))) if text is not None}
    return [wish if first.get(wish) == position else ids.free(wish) for position, wish in enumerate(wanted)]


def _in_both(first: Place, place: Place) -> str:
    """The two files or sheets in which two rows are, for a sentence; nothing where it is one."""
    return "" if first[1:3] == place[1:3] else f"It is in {first.called} and in {place.called}, with different cells. "


def _renamed(wanted: str, free: str, name: str, own: str | None, both: str) -> Fault:
    if own is not None:
        message = f"The id “{wanted}” is used before. {both}This row is now “{free}”."
        return Fault(wanted, "id used twice", message, "Give each row an id of its own.")
    message = f"Another row has the same name, “{name}”, or one much like it. {both}This row's id is now “{free}”."
    return Fault(name, "name used twice", message, "If both rows are the same, keep one. If not, tell the names apart.")


def add_rows(table: TypedTable, frame: pd.DataFrame, places: list[Place]) -> TypedTable:
    """The table with further rows at its end."""
    return joined([table, TypedTable(table.table, frame, places)])


def beside(parts: Sequence[TypedTable], others: TypedTable) -> TypedTable:
    """The parts of a table with ids by which none of the other rows goes, nor by any of its names."""
    table, frame = joined(parts), others.frame
    taken = set(map(same_name, [*frame["id"], *frame["name"]]))
    taken |= {same_name(text) for name in ("aliases", "former_names") for cell in frame[name].dropna() for text in cell}
    found = []
    for own, name in zip(table.frame["id"], table.frame["name"], strict=True):
        wanted = own if isinstance(own, str) else slug(name) or "row"
        # Not a number after it alone, for some other cell may say just that.
        further = (f"{wanted} (set aside{number})" for number in chain([""], map(" {}".format, count(2))))
        found.append(next(text for text in chain([wanted], further) if same_name(text) not in taken))
        taken.add(same_name(found[-1]))
    return replace(table, frame=table.frame.assign(id=series("text", list(found))))


def free_ids(tables: Sequence[TypedTable], names: Sequence[str]) -> list[str]:
    """An id for each name that no row of the tables has."""
    ids = _Ids(text for table in tables for text in table.frame["id"])
    return [ids.free(slug(name) or "row") for name in names]
