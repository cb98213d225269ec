"""Join two rows of organizations into one: cells, lists and names; what differs is kept as claims."""

from __future__ import annotations

from typing import NamedTuple

from components.inventory.kinds import is_none, join_list, kind_of, split_list
from components.inventory.schema import Column, column_of
from components.inventory.text import name_key

Row = dict[str, str]
"""A row's texts by column, as they are meant: without what guards them in a spreadsheet."""
_COORDINATES = ("latitude", "longitude")
# Columns that have rules of their own, and are not joined as other cells are.
_WITH_OWN_RULES = ("name", "id", "source", "listed", *_COORDINATES)


class OneRow(NamedTuple):
    """The texts of the joined row, and claims for what differs, whose column ``row`` is still to be filled in."""

    texts: Row
    claims: list[Row]


def join_rows(kept: Row, other: Row, is_former: bool) -> OneRow:
    """Add everything that the other row says to the kept row, and give the joined row.

    ``is_former``: whether the other's name is a former one.
    """
    one = OneRow(dict(kept), [])
    for name in other:
        if name not in _WITH_OWN_RULES:
            _join_cell(one, name, kept, other)
    _join_coordinates(one, kept, other)
    _join_name(one, kept, other, is_former)
    row = one.texts
    if other.get("id") and (row.get("id") or other["id"]) != other["id"]:
        one.claims.append(_claim("id", other["id"], other))
    if other.get("source") and other["source"] not in row.get("source", "").split("; "):
        row["source"] = "; ".join(filter(None, (row.get("source"), other["source"])))
    if name_key(row.get("listed", "")) == "no" != name_key(other.get("listed", "")):
        row["listed"] = "yes"
    return one


def _claim(column: str, value: str, by: Row) -> Row:
    texts = {"table": "organizations", "column": column, "value": value}
    return texts | {name: by[name] for name in ("source", "as_of") if by.get(name)}


def _join_cell(one: OneRow, name: str, kept: Row, other: Row) -> None:
    column = column_of("organizations", name)
    own, text = one.texts.get(name, ""), other[name]
    if not _says_something(column, text) or own == text:
        return
    if not _says_something(column, own):
        one.texts[name] = text
    elif column and column.is_list:
        _join_list(one, name, kept, other)
    elif not _mean_the_same(column, own, text):
        one.claims.append(_claim(name, text, other))


def _says_something(column: Column | None, text: str) -> bool:
    return bool(text) and (column is None or kind_of(column).says_something(text))


def _mean_the_same(column: Column | None, one: str, other: str) -> bool:
    return column is not None and kind_of(column).same(one, other)


def _join_list(one: OneRow, name: str, kept: Row, other: Row) -> None:
    """Unite two lists. Where one of them says that there are none, that is kept as a claim."""
    own, text = one.texts[name], other[name]
    if is_none(own) or is_none(text):
        one.texts[name] = text if is_none(own) else own
        one.claims.append(_claim(name, "none", kept if is_none(own) else other))
        return
    one.texts[name] = join_list(tuple(dict.fromkeys((*(split_list(own) or ()), *(split_list(text) or ())))))


def _join_coordinates(one: OneRow, kept: Row, other: Row) -> None:
    """Take latitude and longitude together: half of one place and half of another would be a third."""
    columns = [(name, column_of("organizations", name)) for name in _COORDINATES]
    is_placed = any(_says_something(column, kept.get(name, "")) for name, column in columns)
    for name, column in columns:
        text = other.get(name, "")
        if _says_something(column, text):
            if not is_placed:
                one.texts[name] = text
            elif not _mean_the_same(column, one.texts.get(name, ""), text):
                one.claims.append(_claim(name, text, other))


def _join_name(one: OneRow, kept: Row, other: Row, is_former: bool) -> None:
    row, name = one.texts, other.get("name", "")
    if not name or name == row.get("name", ""):
        return
    if name_key(name) == name_key(row.get("name", "")):
        one.claims.append(_claim("name", name, other))
        return
    names = {column: split_list(row.get(column, "")) or () for column in ("aliases", "former_names")}
    if name not in (*names["aliases"], *names["former_names"]):
        column = "former_names" if is_former else "aliases"
        if is_none(row.get(column, "")):
            one.claims.append(_claim(column, "none", kept if is_none(kept.get(column, "")) else other))
        row[column] = join_list((*names[column], name))
