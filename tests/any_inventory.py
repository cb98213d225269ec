"""Inventories of any content, for property tests, and whether two are the same."""

from __future__ import annotations

from typing import Any

import pandas as pd
from hypothesis import strategies as st

from components.inventory import Inventory
from components.inventory.kinds import is_none, is_unknown
from components.inventory.schema import schema_columns, schema_tables, vocabulary
from components.inventory.text import clean
from tests.inventories import make_inventory

# What spreadsheets, csv and xml trip over, mixed into any text.
AWKWARD = st.sampled_from(
    [
        *("=1+1", "'=1+1", "''@x", "+1 314", "-5", "- a", "@x", "'", "\t=x", "none", "None", "NA", "NULL", "nan"),
        *("N/A", "unknown", "Not known", "-", "–", "?", "tbd", "#REF!", "25%", "$5", "a; b", "1/2/2015", "A’s", "A's"),
        *("02139", "1E5", "TRUE", "a|b", "a\\|b", "a\\", "|", "none|", 'say "hi"', "a,b;c\td", "line\nbreak"),
        *("_x000D_", "_x0041_", "#N/A", "&amp;", "<script>", "مرحبا", "👩‍👩‍👧", "e\u0301", "\u00a0x", "\u2028"),
        *("\r\n", "\x00a\x1f", "\ud800b", "\ufffe", "name", "from", "type", "id", "source", "2015.0"),
    ]
)
TEXT = st.one_of(AWKWARD, st.text(max_size=12), AWKWARD.map(lambda text: f"x{text}"))
DATE = st.sampled_from(["2015", "2015-05", "2015-05-12", "12 May 2015", "May 2015", "rubbish"])
EXTRA_NAMES = st.sampled_from(["Colour", "=cmd()", "Name", "Sector", "name (2)", "عمود", "a,b", "Alias", "x|y"])


def _number(row: dict[str, Any]) -> st.SearchStrategy[Any]:
    low = None if pd.isna(row["minimum"]) else row["minimum"]
    high = None if pd.isna(row["maximum"]) else row["maximum"]
    return st.floats(low, high, allow_nan=False, allow_infinity=False)


def _cell(row: dict[str, Any]) -> st.SearchStrategy[Any]:
    words = list(vocabulary(row["vocabulary"])["word"]) if isinstance(row["vocabulary"], str) else ["x"]
    word = st.sampled_from(words) | TEXT
    kinds = {"text": TEXT, "date": DATE, "word": word, "organization": TEXT, "number": _number(row)}
    cell = kinds.get(row["kind"], st.lists(word, max_size=3).map(tuple))
    if row["required"] == "yes":
        needed = st.sampled_from(["2015", "May 2015"]) if row["kind"] == "date" else AWKWARD.map("x{}".format)
        return needed | cell.filter(_may_be_name) if row["column"] == "name" else needed
    return st.none() | cell


def _may_be_name(text: str) -> bool:
    """Whether a text is no word for not known, which is no name."""
    return not is_unknown(clean(text)) and not is_none(clean(text))


def _rows(table: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    rows = schema_columns().query("table == @table").to_dict("records")
    row = st.fixed_dictionaries({row["column"]: _cell(row) for row in rows})
    extra = st.dictionaries(EXTRA_NAMES, TEXT, max_size=2)
    return st.lists(st.builds(lambda cells, more: cells | more, row, extra), max_size=2)


ROWS = {table: _rows(table) for table in schema_tables()["table"]}
# A few tables at a time: most of what can go wrong is in one table, or between two.
TABLES = st.lists(st.sampled_from(sorted(ROWS)), min_size=1, max_size=3, unique=True).flatmap(
    lambda tables: st.fixed_dictionaries({table: ROWS[table] for table in tables})
)


def usable(tables: dict[str, list[dict[str, Any]]]) -> Inventory | None:
    """An inventory of these tables; None where they are none."""
    try:
        return make_inventory(**tables)
    except ValueError:
        return None


def assert_same(one: Inventory, other: Inventory) -> None:
    """Fails where a cell, its kind or the order of rows or columns differs."""
    for table, frame in one.tables.items():
        pd.testing.assert_frame_equal(frame, other.tables[table], check_like=False, obj=table)
