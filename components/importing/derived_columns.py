"""What some columns of a sheet are made into: marks into words of a list, parents and partners into ties."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from components.importing.checkbox_columns import fold_word, folded, unmarked
from components.importing.likeness import of_another_scale
from components.importing.sheet_mapping import ColumnMapping, MappedSheet
from components.importing.ties_in_columns import MOST_TIES, ties_within
from components.importing.tool_formats import GEPHI_NODES, GRANTS, own_header
from components.inventory.kinds import number_text, read_column, split_list
from components.inventory.problems import Problem
from components.inventory.schema import column_of, columns_of, vocabulary
from components.inventory.tables import RawTable
from components.inventory.text import clean, guard, key, unguard

# The forms in which the Atlas writes a network, too.
_TOOLS = ("Kumu", "Gephi")
_DIRECTIONS = ("direction", "type")


def made_of(reading: MappedSheet, raw: RawTable, names: list[str]) -> tuple[list[RawTable], list[Problem]]:
    """The table with its folded columns, and the ties that it holds beside its organizations."""
    uses = {name: column for name, column in zip(names, reading.mapping.columns, strict=True) if name in raw.columns}
    raw, problems = _folded(reading, raw, uses)
    if raw.table == "relationships":
        ties, more = _ties(reading, raw)
        return [ties], problems + more
    raws, more = _with_ties(reading, _named_by_id(raw) if reading.mapping.form == GEPHI_NODES else raw, uses)
    return [_with_own_headers(reading, raws[0]), *raws[1:]], problems + more


def _ties(reading: MappedSheet, raw: RawTable) -> tuple[RawTable, list[Problem]]:
    if reading.mapping.form == GRANTS and "kind" not in raw.columns:
        raw = replace(raw, columns=raw.columns | {"kind": ["funds"] * len(raw.rows)})
    raw, problems = _without_echoes(reading, raw)
    raw = _with_own_headers(reading, raw)
    several = reading.mapping.form.startswith("Kumu")
    if several and sum(text.count("|") + 1 for text in raw.columns["to"]) > MOST_TIES:
        return raw, [*problems, _not_parted(reading, "to")]
    return _a_row_each(raw) if several else raw, problems + _scales(reading, raw)


def _folded(reading: MappedSheet, raw: RawTable, uses: dict[str, ColumnMapping]) -> tuple[RawTable, list[Problem]]:
    columns = dict(raw.columns)
    problems = []
    for target in dict.fromkeys(column.column for column in uses.values() if column.use == "fold"):
        marks = {name: columns.pop(name) for name, each in uses.items() if (each.use, each.column) == ("fold", target)}
        words = [fold_word(uses[name].header) for name in marks]
        columns[target] = folded(columns.get(target, [""] * len(raw.rows)), words, list(marks.values()))
        rest = {name: texts for name, marked in marks.items() if any(texts := unmarked(marked))}
        columns |= rest
        problems += [_folds_said(reading, target, words), *(_not_a_mark(reading, name) for name in rest)]
    return replace(raw, columns=columns), problems


def _folds_said(reading: MappedSheet, target: str, words: list[str]) -> Problem:
    more = f" and {len(words) - 5} more" if len(words) > 5 else ""
    message = f"The marks under {', '.join(words[:5])}{more} were read as words of {target}."
    mend = f"If that is right, nothing needs doing. Otherwise write the words into a column {target}."
    return reading.note("marks read as words", message, mend, column=target, value="; ".join(words))


def _not_a_mark(reading: MappedSheet, name: str) -> Problem:
    message = f"Some cells of “{name}” are no mark such as x. They are kept as an extra column."
    return reading.note("cell that is no mark", message, "Write x for yes, and leave other cells empty.", column=name)


def _with_ties(
    reading: MappedSheet, raw: RawTable, uses: dict[str, ColumnMapping]
) -> tuple[list[RawTable], list[Problem]]:
    columns = dict(raw.columns)
    ties: list[RawTable] = []
    problems = []
    for name, column in uses.items():
        kind = reading.mapping.parents if column.use == "parent" else column.column if column.use == "ties" else ""
        if column.use == "parent" and not kind:
            problems.append(_nobody_said(reading, name))
        elif kind and (found := ties_within(raw, columns[name], kind)):
            del columns[name]
            ties += [found] if found.rows else []
            problems.append(_ties_said(reading, name, kind, len(found.rows)))
        elif kind:
            problems.append(_not_parted(reading, name))
    return [replace(raw, columns=columns), *ties], problems


def _not_parted(reading: MappedSheet, name: str) -> Problem:
    message = f"No ties were read from “{name}”: a row has neither id nor name, or there are more than {MOST_TIES:,}."
    mend = "Give each row a name, or write the ties into a table of their own."
    return reading.warning("ties not read from a column", message, mend, column=name)


def _nobody_said(reading: MappedSheet, name: str) -> Problem:
    message = f"The column “{name}” names other rows of this table. It is kept as an extra column."
    mend = "To have ties made of it, say whether a row is part of the other or a member of it."
    return reading.note("parents not said", message, mend, column=name)


def _ties_said(reading: MappedSheet, name: str, kind: str, count: int) -> Problem:
    ties = "1 tie" if count == 1 else f"{count:,} ties"
    message = f"The column “{name}” was read as {ties} of the kind {kind}."
    mend = "If that is wrong, keep it as an extra column."
    return reading.note("ties read from a column", message, mend, column=name, value=str(count))


def _named_by_id(raw: RawTable) -> RawTable:
    """The table with the id for a name in rows that have none, as its tool shows them."""
    ids, names = raw.columns.get("id"), raw.columns["name"]
    if ids is None:
        return raw
    return replace(
        raw,
        columns=raw.columns | {"name": [name if name.strip() else own for name, own in zip(names, ids, strict=True)]},
    )


def _with_own_headers(reading: MappedSheet, raw: RawTable) -> RawTable:
    """The table with a team's own columns as it called them, where another tool keeps the name for itself."""
    if not reading.mapping.form.startswith(_TOOLS):
        return raw
    columns: dict[str, Sequence[str]] = {}
    for name, texts in raw.columns.items():
        own = own_header(raw.table, name, raw.columns)
        columns[name if own in columns else own] = texts
    return replace(raw, columns=columns)


# Ties


def _a_row_each(raw: RawTable) -> RawTable:
    """The ties with a row for each end that ``to`` names: bars part several."""
    ends = [split_list(unguard(clean(text))) or (text,) for text in raw.columns["to"]]
    at = [position for position, each in enumerate(ends) for _ in each]
    columns: dict[str, Sequence[str]] = {name: [texts[each] for each in at] for name, texts in raw.columns.items()}
    columns["to"] = [guard(end) for each in ends for end in each]
    return replace(raw, columns=columns, rows=[raw.rows[each] for each in at])


def _without_echoes(reading: MappedSheet, raw: RawTable) -> tuple[RawTable, list[Problem]]:
    """The ties of another tool's form without its columns of directions and weights, where these only say what the
    kinds and levels say: it writes them so because it has no such words, and the Atlas does too."""
    if not reading.mapping.form.startswith(_TOOLS):
        return raw, []
    ways, levels = _ways(raw), [_number(text) for text in raw.columns.get("level", [""] * len(raw.rows))]
    said = {
        name: "kind" if key(name) in _DIRECTIONS else "level"
        for name, texts in raw.columns.items()
        if (key(name) in _DIRECTIONS and column_of("relationships", name) is None and list(map(key, texts)) == ways)
        or (key(name) == "weight" and any(texts) and list(map(_number, texts)) == levels)
    }
    kept = {name: texts for name, texts in raw.columns.items() if name not in said}
    return replace(raw, columns=kept), [_an_echo(reading, name, what) for name, what in said.items()]


def _ways(raw: RawTable) -> list[str]:
    """Whether each tie has a direction, as far as its kind tells."""
    column, words = column_of("relationships", "kind"), vocabulary("relationship_kinds")
    texts = [unguard(clean(text)) for text in raw.columns.get("kind", [""] * len(raw.rows))]
    directed = set(words["word"][words["directed"] == "yes"])
    kinds = read_column(column, texts)[0].tolist() if column else []
    return ["directed" if kind in directed else "undirected" for kind in kinds]


def _an_echo(reading: MappedSheet, name: str, what: str) -> Problem:
    message = f"The column “{name}” says of each tie what its {what} says already. It was left out."
    return reading.note("column that says the same", message, "Nothing needs doing.", column=name)


def _scales(reading: MappedSheet, raw: RawTable) -> list[Problem]:
    """Notes for columns of numbers that could be taken for levels, and are none as far as anyone knows."""
    standard = {column.name for column in columns_of("relationships")}
    found = {
        name: [number for text in texts if (number := _number(text)) is not None]
        for name, texts in raw.columns.items()
        if name not in standard and of_another_scale(raw.table, name)
    }
    return [_not_level(reading, name, numbers) for name, numbers in found.items() if numbers]


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _not_level(reading: MappedSheet, name: str, numbers: list[float]) -> Problem:
    low, high = number_text(min(numbers)), number_text(max(numbers))
    which = f"numbers from {low} to {high}" if low != high else f"the number {low}"
    message = (
        f"The column “{name}” holds {which}. Nothing says that they are Levels of Collaboration, "
        "so they are kept as an extra column and no tie has a level by them."
    )
    mend = "If they are Levels of Collaboration, from 0 none to 5 collaboration, call the column level."
    return reading.note("numbers of another scale", message, mend, column=name, value=f"{low} to {high}")
