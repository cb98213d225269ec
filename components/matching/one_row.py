"""Two rows of organizations as one: single cells, lists and names, and what only a claim can keep."""

from __future__ import annotations

from typing import NamedTuple

from components.inventory.kinds import is_none, join_list, kind_of, split_list
from components.inventory.schema import Column, column_of
from components.inventory.text import name_key

Row = dict[str, str]
"""A row's texts by column, as they are meant: without what guards them in a spreadsheet."""
_PLACE = ("latitude", "longitude")
_APART = ("name", "id", "source", "listed", *_PLACE)
"""Columns that are not joined one by one."""


class OneRow(NamedTuple):
    """The texts of the one row, and the claims that keep what differs: without the ``row`` that they are of."""

    texts: Row
    claims: list[Row]


def two_as_one(kept: Row, other: Row, formerly: bool) -> OneRow:
    """The kept row with everything that the other one says. ``formerly``: whether the other's name is a former one."""
    row, claims = dict(kept), list[Row]()
    for name in other:
        if name not in _APART:
            _join(row, claims, name, kept, other)
    _join_place(row, claims, kept, other)
    _join_name(row, claims, kept, other, formerly)
    if other.get("id") and (row.get("id") or other["id"]) != other["id"]:
        claims.append(_claim("id", other["id"], other))
    if other.get("source") and other["source"] not in row.get("source", "").split("; "):
        row["source"] = "; ".join(filter(None, (row.get("source"), other["source"])))
    if name_key(row.get("listed", "")) == "no" != name_key(other.get("listed", "")):
        row["listed"] = "yes"
    return OneRow(row, claims)


def _claim(column: str, value: str, by: Row) -> Row:
    texts = {"table": "organizations", "column": column, "value": value}
    return texts | {name: by[name] for name in ("source", "as_of") if by.get(name)}


def _join(row: Row, claims: list[Row], name: str, kept: Row, other: Row) -> None:
    column = column_of("organizations", name)
    own, text = row.get(name, ""), other[name]
    if not _known(column, text) or own == text:
        return
    if not _known(column, own):
        row[name] = text
    elif column and column.is_list:
        _unite(row, claims, name, kept, other)
    elif not _mean_the_same(column, own, text):
        claims.append(_claim(name, text, other))


def _known(column: Column | None, text: str) -> bool:
    """Whether a cell says something: the words for not known do not, where the column is not one of any text."""
    return bool(text) and (column is None or kind_of(column).says_something(text))


def _mean_the_same(column: Column | None, one: str, other: str) -> bool:
    return column is not None and kind_of(column).same(one, other)


def _unite(row: Row, claims: list[Row], name: str, kept: Row, other: Row) -> None:
    """The values of both lists. That one of two looked and found none is kept as what it says."""
    own, text = row[name], other[name]
    if is_none(own) or is_none(text):
        row[name] = text if is_none(own) else own
        claims.append(_claim(name, "none", kept if is_none(own) else other))
        return
    row[name] = join_list(tuple(dict.fromkeys((*(split_list(own) or ()), *(split_list(text) or ())))))


def _join_place(row: Row, claims: list[Row], kept: Row, other: Row) -> None:
    """Latitude and longitude go together: half of one place and half of another would be a third."""
    columns = [(name, column_of("organizations", name)) for name in _PLACE]
    has_one = any(_known(column, kept.get(name, "")) for name, column in columns)
    for name, column in columns:
        text = other.get(name, "")
        if not _known(column, text):
            continue
        if not has_one:
            row[name] = text
        elif not _mean_the_same(column, row.get(name, ""), text):
            claims.append(_claim(name, text, other))


def _join_name(row: Row, claims: list[Row], kept: Row, other: Row, formerly: bool) -> None:
    called, own = other.get("name", ""), row.get("name", "")
    if not called or called == own:
        return
    if name_key(called) == name_key(own):
        claims.append(_claim("name", called, other))
        return
    names = {name: split_list(row.get(name, "")) or () for name in ("aliases", "former_names")}
    if called not in (*names["aliases"], *names["former_names"]):
        column = "former_names" if formerly else "aliases"
        if is_none(row.get(column, "")):
            claims.append(_claim(column, "none", kept if is_none(kept.get(column, "")) else other))
        row[column] = join_list((*names[column], called))
