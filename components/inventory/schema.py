"""The standard as data: tables, columns and vocabularies, read from ``data/``."""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from components.inventory.text import header_key, key

DATA = Path(__file__).parents[2] / "data"
# Filled in by the Atlas: not asked for in templates.
OWN_COLUMNS = (("organizations", "listed"),)


@dataclass(frozen=True)
class Column:
    """One column of the standard."""

    table: str
    name: str
    kind: str
    """The kind of its values, by its name in ``kinds.KINDS``."""
    is_list: bool
    """Whether a cell may hold several values, and its inventory a tuple."""
    required: bool
    vocabulary: str | None
    minimum: float | None
    maximum: float | None
    meaning: str
    example: str
    aliases: tuple[str, ...]
    """Other headers that mean this column."""


def schema_tables() -> pd.DataFrame:
    """The tables of the standard: ``table``, ``title``, ``meaning`` and ``adds`` (what a view gains by it)."""
    return _read(DATA / "schema" / "tables.csv").copy()


def schema_columns() -> pd.DataFrame:
    """The columns of the standard, one row each, as ``data/schema/columns.csv`` has them.

    ``required`` and ``several`` are ``yes`` or missing; ``minimum`` and ``maximum`` are numbers or missing.
    """
    frame = _read(DATA / "schema" / "columns.csv").copy()
    return frame.assign(minimum=frame["minimum"].astype(float), maximum=frame["maximum"].astype(float))


def vocabulary(name: str) -> pd.DataFrame:
    """The words of one vocabulary: ``word``, ``label``, ``definition``, ``aliases``, ``source`` and its own.

    Raises ``KeyError`` where there is no vocabulary of that name.
    """
    if name not in vocabularies():
        raise KeyError(f"There is no vocabulary {name!r}. There are: {', '.join(vocabularies())}.")
    return _read(DATA / "vocabularies" / f"{name}.csv").copy()


@functools.cache
def vocabularies() -> tuple[str, ...]:
    """The names of all vocabularies."""
    return tuple(sorted(path.stem for path in (DATA / "vocabularies").glob("*.csv")))


@functools.cache
def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])


@functools.cache
def table_names() -> tuple[str, ...]:
    """The names of the tables, in the order of the standard."""
    return tuple(schema_tables()["table"])


@functools.cache
def columns_of(table: str) -> tuple[Column, ...]:
    """The columns of one table, in the order of the standard."""
    frame = schema_columns()
    rows = frame[frame["table"] == table].to_dict("records")
    return tuple(_column({str(name): cell for name, cell in row.items()}) for row in rows)


def _column(row: dict[str, Any]) -> Column:
    cells: dict[str, Any] = {name: None if pd.isna(cell) else cell for name, cell in row.items()}
    return Column(
        table=str(cells["table"]),
        name=str(cells["column"]),
        kind=str(cells["kind"]),
        is_list=cells["several"] == "yes",
        required=cells["required"] == "yes",
        vocabulary=cells["vocabulary"],
        minimum=cells["minimum"],
        maximum=cells["maximum"],
        meaning=str(cells["meaning"]),
        example=str(cells["example"]),
        aliases=tuple(filter(None, (cells["aliases"] or "").split("|"))),
    )


@functools.cache
def column_of(table: str, name: str) -> Column | None:
    """One column of the standard, or None where the table has no such column."""
    return next((column for column in columns_of(table) if column.name == name), None)


@functools.cache
def words_by_key(name: str) -> dict[str, str]:
    """Every way to write a word of a vocabulary (word, label, alias), by its key. Words win over aliases."""
    frame = vocabulary(name)
    found: dict[str, str] = {}
    for ways in (frame["word"], frame["label"], frame["aliases"]):
        for word, way in zip(frame["word"], ways, strict=True):
            for text in str(way).split("|") if pd.notna(way) else ():
                found.setdefault(key(text), str(word))
    return found


@functools.cache
def own_words(name: str) -> frozenset[str]:
    """The keys of a vocabulary's own words and labels, for one and for many."""
    frame = vocabulary(name)
    texts = [*frame["word"], *frame["label"].dropna()]
    return frozenset(way for text in texts for way in _one_and_many(key(str(text))))


@functools.cache
def headers_of(table: str) -> dict[str, str]:
    """The columns of a table by the keys of their headers: the name first, then its plural, then aliases."""
    columns = columns_of(table)
    found = {header_key(column.name): column.name for column in columns}
    for column in columns:
        for text in _one_and_many(header_key(column.name)):
            found.setdefault(text, column.name)
    for column in columns:
        for alias in column.aliases:
            for text in _one_and_many(header_key(alias)):
                found.setdefault(text, column.name)
    return found


def _one_and_many(text: str) -> tuple[str, ...]:
    many = {"y": text[:-1] + "ies", "s": text + "es"}.get(text[-1:], text + "s")
    one = text[:-3] + "y" if text.endswith("ies") else text[:-1] if text.endswith("s") else text
    return text, one, many


@functools.cache
def header_names() -> frozenset[str]:
    """The keys of all headers that the standard knows."""
    names = (name for row in _columns_plain() for name in (row["column"], *row["aliases"].split("|")) if name)
    return frozenset(text for name in names for text in _one_and_many(header_key(name)))


@functools.cache
def standard_names() -> frozenset[str]:
    """The standard's columns as headers are compared."""
    return frozenset(header_key(row["column"]) for row in _columns_plain())


@functools.cache
def _columns_plain() -> tuple[dict[str, str], ...]:
    """The rows of the list of columns. A process that reads a file does without pandas."""
    with (DATA / "schema" / "columns.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@functools.cache
def table_by_name() -> dict[str, str]:
    """Tables by the keys of what a file or a sheet may be called: the name or the title, one or many."""
    frame = schema_tables()
    return {
        text: table
        for names in (frame["title"], frame["table"])
        for table, name in zip(frame["table"], names, strict=True)
        for text in _one_and_many(header_key(name))
    }
