"""What a person is asked about the columns of a sheet: on parents, on day and month, and on people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Literal

import streamlit as st

from components.importing import (
    ColumnMapping,
    SheetMapping,
)
from components.inventory.kinds import find_both_days, find_unsplit
from components.ui.frame.text import plain
from components.ui.views.inventory import words
from components.ui.views.inventory.incoming_files import (
    IncomingFiles,
    find_addresses,
    find_doubtful_days,
    find_people,
    find_unsplit_lists,
)

_PARENTS: tuple[Literal["part_of", "member_of", ""], ...] = ("part_of", "member_of", "")
"""What belonging to a parent may mean, in the order in which it is asked."""
_NAMES = ("aliases", "former_names")
"""Columns of names, in which a comma is mostly part of the name."""


@contextmanager
def _keep_answer(incoming: IncomingFiles, key: str, first: str) -> Iterator[None]:
    """Have a control show the answer from before another page was looked at, or ``first`` where there is none."""
    answers: dict[str, str] = incoming.remember("answers", None, dict)
    st.session_state.setdefault(key, answers.get(key, first))
    yield
    answers[key] = st.session_state[key]


def ask_about_parents(incoming: IncomingFiles, number: int, mapping: SheetMapping) -> SheetMapping:
    """Ask what kind of tie a column of parents means, where there is one, and give the mapping with the answer."""
    column = next((column for column in mapping.columns if column.use == "parent"), None)
    if column is None:
        return mapping
    key = f"parents-{number}-{incoming.token}"
    with _keep_answer(incoming, key, mapping.parents):
        question = words.WHAT_IS_THE_PARENT.format(column=plain(column.header))
        answer = st.radio(question, _PARENTS, key=key, format_func=words.PARENTS.__getitem__)
    return replace(mapping, parents=answer)


def ask_about_days(incoming: IncomingFiles, number: int, mapping: SheetMapping) -> SheetMapping:
    """Ask whether day or month comes first where nothing in a column tells, and give the mapping with the answers."""
    columns = list(mapping.columns)
    for at, text in find_doubtful_days(incoming, number, mapping).items():
        columns[at] = _ask_about_day(incoming, columns[at], text, f"days-{number}-{at}-{incoming.token}")
    return replace(mapping, columns=tuple(columns))


def _ask_about_day(incoming: IncomingFiles, column: ColumnMapping, text: str, key: str) -> ColumnMapping:
    days = {order: f"{day.day} {day:%B}" for order, day in find_both_days(text).items()}
    labels: dict[Literal["day/month/year", "month/day/year", "not known"], str] = {
        **{order: f"{day} ({words.DAY_ORDERS[order]})" for order, day in days.items()},
        "not known": words.DAYS_NOT_KNOWN,
    }
    question = words.WHICH_DAY.format(date=plain(text), column=plain(column.header), days=" or ".join(days.values()))
    with _keep_answer(incoming, key, column.order or "not known"):
        answer = st.radio(question, list(labels), key=key, format_func=labels.__getitem__)
    return replace(column, order=answer)


def ask_about_lists(incoming: IncomingFiles, number: int, mapping: SheetMapping) -> SheetMapping:
    """Ask whether commas part the values of a list where a column has them and no bars, once a column, and give the
    mapping with the answers."""
    columns = list(mapping.columns)
    for at, text in find_unsplit_lists(incoming, number, mapping).items():
        standard = mapping.columns_read[at]
        parts = find_unsplit(standard, [text])[text]
        labels: dict[Literal["several", "one"], str] = {
            "several": words.SEVERAL_VALUES.format(count=len(parts), values=plain(" · ".join(parts))),
            "one": words.ONE_VALUE.format(value=plain(text)),
        }
        question = words.ONE_OR_SEVERAL.format(value=plain(text), column=plain(columns[at].header))
        key, first = f"lists-{number}-{at}-{incoming.token}", "one" if standard.name in _NAMES else "several"
        with _keep_answer(incoming, key, columns[at].values or first):
            answer = st.radio(question, list(labels), key=key, format_func=labels.__getitem__)
        columns[at] = replace(columns[at], values=answer)
    return replace(mapping, columns=tuple(columns))


def ask_about_people(incoming: IncomingFiles, number: int, mapping: SheetMapping) -> SheetMapping:
    """Ask why columns about people are kept, and give the mapping with the reason, which goes with the inventory."""
    kept = kept_people_columns(incoming, number, mapping)
    return _ask_for_reason(incoming, mapping, kept, words.WHY_KEEP_PEOPLE, f"people-{number}-{incoming.token}")


def kept_people_columns(incoming: IncomingFiles, number: int, mapping: SheetMapping) -> list[int]:
    """Find the columns about people that are to be kept, whatever they are read as, and give their positions."""
    if not mapping.table:
        return []
    about = find_people(incoming, number, mapping)
    return [at for at, column in enumerate(mapping.columns) if column.use != "left out" and at in about]


def ask_about_addresses(incoming: IncomingFiles, number: int, mapping: SheetMapping) -> SheetMapping:
    """Ask why addresses of people in other columns should be kept, and give the mapping with the reason.

    Without one they are left out.
    """
    found = find_addresses(incoming, number, mapping)
    about = kept_people_columns(incoming, number, mapping)
    inside = [
        at for at, column in enumerate(mapping.columns) if at in found and at not in about and column.use != "left out"
    ]
    key = f"addresses-{number}-{mapping.header_rows}-{incoming.token}"
    return _ask_for_reason(incoming, mapping, inside, words.WHY_KEEP_ADDRESSES, key)


def _ask_for_reason(
    incoming: IncomingFiles, mapping: SheetMapping, positions: Sequence[int], question: str, key: str
) -> SheetMapping:
    """Ask for a reason to keep some columns, and give the mapping with it."""
    if not positions:
        return mapping
    headers = {at: mapping.columns[at].header.rstrip(" :") for at in positions}
    names = ", ".join(header or words.COLUMN_NUMBER.format(number=at + 1) for at, header in headers.items())
    with _keep_answer(incoming, key, mapping.columns[positions[0]].reason):
        reason = st.text_input(question.format(columns=plain(names)), key=key, placeholder=words.REASON)
    columns = [
        replace(column, reason=(reason or "").strip()) if at in positions else column
        for at, column in enumerate(mapping.columns)
    ]
    return replace(mapping, columns=tuple(columns))
