"""Tables of ties in the forms of network tools and lists of grants."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from components.importing.headed_sheet import MappedSheet
from components.importing.likeness import is_of_another_scale
from components.importing.tie_columns import MOST_TIES
from components.importing.tool_formats import GRANTS
from components.importing.tool_headers import restore_own_headers
from components.inventory import TextTable
from components.inventory.kinds import number_text, read_column, split_list
from components.inventory.problems import Problem
from components.inventory.schema import column_of, columns_of, vocabulary
from components.inventory.text import clean, guard, unguard, word_key

_DIRECTIONS = ("direction", "type")


def convert_ties(mapped: MappedSheet, ties: TextTable) -> tuple[TextTable, list[Problem]]:
    """Convert ties as another tool writes them, and give the table.

    Grants are ties of the kind ``funds``. Kumu lists several ends in one cell. Columns that only repeat kinds and
    levels are dropped.
    """
    if mapped.mapping.form == GRANTS and "kind" not in ties.columns:
        ties = replace(ties, columns=ties.columns | {"kind": ["funds"] * len(ties.rows)})
    ties, problems = _drop_repeating_columns(mapped, ties)
    ties = restore_own_headers(mapped.mapping.form, ties)
    may_list_ends = mapped.mapping.form.startswith("Kumu")
    if may_list_ends and sum(text.count("|") + 1 for text in ties.columns["to"]) > MOST_TIES:
        return ties, [*problems, mapped.problem("ties not read from a column", column="to", most=f"{MOST_TIES:,}")]
    return _split_ends(ties) if may_list_ends else ties, problems + _numbers_of_another_scale(mapped, ties)


def _split_ends(ties: TextTable) -> TextTable:
    """Make a row for each end that ``to`` lists with bars between."""
    ends = [split_list(unguard(clean(text))) or (text,) for text in ties.columns["to"]]
    at = [position for position, each in enumerate(ends) for _ in each]
    columns: dict[str, Sequence[str]] = {name: [texts[each] for each in at] for name, texts in ties.columns.items()}
    columns["to"] = [guard(end) for each in ends for end in each]
    return replace(ties, columns=columns, rows=[ties.rows[each] for each in at])


def _drop_repeating_columns(mapped: MappedSheet, ties: TextTable) -> tuple[TextTable, list[Problem]]:
    """Drop columns of directions and weights that only say what the kinds and levels of the ties say.

    A network tool has no such words and so writes directions and weights, and the Atlas does too when it writes for it.
    """
    if not mapped.mapping.form.startswith(("Kumu", "Gephi")):
        return ties, []
    directions, standard = _directions_of_kinds(ties), {column.name for column in columns_of("relationships")}
    levels = [_number(text) for text in ties.columns.get("level", [""] * len(ties.rows))]
    repeats = {
        name: "kind" if word_key(name) in _DIRECTIONS else "level"
        for name, texts in ties.columns.items()
        if (word_key(name) in _DIRECTIONS and name not in standard and list(map(word_key, texts)) == directions)
        or (word_key(name) == "weight" and any(texts) and list(map(_number, texts)) == levels)
    }
    kept = {name: texts for name, texts in ties.columns.items() if name not in repeats}
    problems = [mapped.problem("column that says the same", column=name, what=what) for name, what in repeats.items()]
    return replace(ties, columns=kept), problems


def _directions_of_kinds(ties: TextTable) -> list[str]:
    """Whether each tie is ``directed`` or ``undirected``, as far as its kind tells."""
    column, words = column_of("relationships", "kind"), vocabulary("relationship_kinds")
    texts = [unguard(clean(text)) for text in ties.columns.get("kind", [""] * len(ties.rows))]
    directed = set(words["word"][words["directed"] == "yes"])
    kinds = read_column(column, texts)[0].tolist() if column else []
    return ["directed" if kind in directed else "undirected" for kind in kinds]


def _numbers_of_another_scale(mapped: MappedSheet, ties: TextTable) -> list[Problem]:
    """Note the columns of numbers that one could take for levels, though nothing says that they are."""
    standard = {column.name for column in columns_of("relationships")}
    found = {
        name: [number for text in texts if (number := _number(text)) is not None]
        for name, texts in ties.columns.items()
        if name not in standard and is_of_another_scale(ties.table, name)
    }
    return [_not_levels(mapped, name, numbers) for name, numbers in found.items() if numbers]


def _not_levels(mapped: MappedSheet, name: str, numbers: list[float]) -> Problem:
    low, high = number_text(min(numbers)), number_text(max(numbers))
    case = "" if low != high else "one number"
    where = {"column": name, "value": f"{low} to {high}"}
    return mapped.problem("numbers of another scale", case=case, low=low, high=high, **where)


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
