"""What a person is asked about the columns of a sheet: parents, days, and what tells of people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import streamlit as st

from components.importing import (
    ColumnMapping,
    SheetMapping,
)
from components.inventory import both_days
from components.ui.frame.text import plain
from components.ui.views.inventory.incoming import (
    Incoming,
    find_addresses,
    find_doubtful_days,
    find_people,
)

_PARENTS = {
    "part_of": "It is a part of it (a department, a chapter)",
    "member_of": "It is a member of it",
    "": "Neither: keep the column as it is",
}
_ORDERS = {"month/day/year": "the month first", "day/month/year": "the day first"}
_UNKNOWN_DAYS = "I can't say: such dates are read as not known"


@contextmanager
def _staying(incoming: Incoming, key: str, first: str) -> Iterator[None]:
    """Have the control of this key say what it said before another page was looked at; at first what is given."""
    said: dict[str, str] = incoming.remember("said", None, dict)
    st.session_state.setdefault(key, said.get(key, first))
    yield
    said[key] = st.session_state[key]


def ask_about_parents(incoming: Incoming, number: int, mapping: SheetMapping) -> SheetMapping:
    """What belonging to another row means is asked where a column says it."""
    column = next((column for column in mapping.columns if column.use == "parent"), None)
    if column is None:
        return mapping
    key = f"parents-{number}-{incoming.token}"
    with _staying(incoming, key, mapping.parents):
        said = st.radio(
            f"“{plain(column.header)}” names another row of this table. What is an organization to the one there?",
            list(_PARENTS),
            key=key,
            format_func=_PARENTS.__getitem__,
        )
    return replace(mapping, parents=said)


def ask_about_days(incoming: Incoming, number: int, mapping: SheetMapping) -> SheetMapping:
    """Which of two days a date is, is asked once for each column whose cells don't tell."""
    columns = list(mapping.columns)
    for at, text in find_doubtful_days(incoming, number, mapping).items():
        columns[at] = _day(incoming, columns[at], text, f"days-{number}-{at}-{incoming.token}")
    return replace(mapping, columns=tuple(columns))


def _day(incoming: Incoming, column: ColumnMapping, text: str, key: str) -> ColumnMapping:
    days = {order: f"{day.day} {day:%B}" for order, day in both_days(text).items()}
    labels = {order: f"{day} ({_ORDERS[order]})" for order, day in days.items()} | {"not known": _UNKNOWN_DAYS}
    with _staying(incoming, key, column.order or "not known"):
        said = st.radio(
            f"Is {plain(text)} in “{plain(column.header)}” {' or '.join(days.values())}?",
            list(labels),
            key=key,
            format_func=labels.__getitem__,
        )
    return replace(column, order=said)


def ask_about_people(incoming: Incoming, number: int, mapping: SheetMapping) -> SheetMapping:
    """Columns about people that are kept need a reason, which goes with the inventory."""
    kept = kept_people_columns(incoming, number, mapping)
    asked = "Why is it right to keep {columns}? An inventory holds organizations and roles, never people."
    return _with_reason(incoming, mapping, kept, asked, f"people-{number}-{incoming.token}")


def kept_people_columns(incoming: Incoming, number: int, mapping: SheetMapping) -> list[int]:
    """The positions of columns about people that are to be kept, whatever they are read as."""
    if not mapping.table:
        return []
    about = find_people(incoming, number, mapping)
    return [at for at, column in enumerate(mapping.columns) if column.use != "left out" and at in about]


def ask_about_addresses(incoming: Incoming, number: int, mapping: SheetMapping) -> SheetMapping:
    """What other columns tell of people is left out, unless there is a reason to keep it."""
    found = find_addresses(incoming, number, mapping)
    about = kept_people_columns(incoming, number, mapping)
    inside = [
        at for at, column in enumerate(mapping.columns) if at in found and at not in about and column.use != "left out"
    ]
    asked = (
        "People's e-mail addresses and phone numbers in {columns} are left out. To keep them, say why that is right."
    )
    return _with_reason(incoming, mapping, inside, asked, f"addresses-{number}-{mapping.header_rows}-{incoming.token}")


def _with_reason(
    incoming: Incoming, mapping: SheetMapping, positions: Sequence[int], asked: str, key: str
) -> SheetMapping:
    """The mapping with the reason that a person gives for these columns."""
    if not positions:
        return mapping
    names = ", ".join(mapping.columns[at].header.rstrip(" :") or f"column {at + 1}" for at in positions)
    with _staying(incoming, key, mapping.columns[positions[0]].reason):
        reason = st.text_input(
            asked.format(columns=plain(names)),
            key=key,
            placeholder="A reason that whoever gets the inventory will read",
        )
    columns = [
        replace(column, reason=(reason or "").strip()) if at in positions else column
        for at, column in enumerate(mapping.columns)
    ]
    return replace(mapping, columns=tuple(columns))
