"""The standard as data: tables, columns and vocabularies, read from ``data/``."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from components.inventory.text import header_key, word_key
from components.inventory.words import DATA, name_words, read_rows

# Columns that the Atlas fills in: templates do not ask for them.
OWN_COLUMNS = (("organizations", "listed"),)

# Whoever reports a tie or rates an element need not be part of the ecosystem: a newspaper may report.
REPORTER_COLUMNS = ("reported_by", "rater_organization")
"""The columns that say who reports or rates. They hold a name where that organization is not in the inventory."""
FURTHER_NAMES = ("aliases", "former_names")
NAMING_COLUMNS = ("id", "name", *FURTHER_NAMES)
"""The columns by whose texts an organization is found."""
NOT_QUOTED = frozenset({"rater"})
"""Columns of the standard whose cells no problem quotes, so that raters stay unnamed."""

PACKAGE_FILE = "datapackage.json"
"""The file of a data package that describes its tables, in the form of Frictionless Data."""
DECISIONS_FILE = "atlas.json"
"""The file of a data package that says how its tables were read, and what was decided by hand."""


@dataclass(frozen=True)
class Column:
    """One column of the standard."""

    table: str
    name: str
    kind: str
    """The kind of its values, by its name in ``kinds.KINDS``."""
    is_list: bool
    """Whether a cell may hold several values; then the cells of an inventory are tuples."""
    required: bool
    vocabulary: str | None
    minimum: float | None
    maximum: float | None
    meaning: str
    example: str
    aliases: tuple[str, ...]
    """Other headers that mean this column."""


def schema_tables() -> pd.DataFrame:
    """Read the tables of the standard: ``table``, ``title``, ``meaning`` and ``adds`` (what a view gains by it)."""
    return _read(DATA / "schema" / "tables.csv").copy()


def schema_columns() -> pd.DataFrame:
    """Read the columns of the standard, and give a row each, as ``data/schema/columns.csv`` has them. ``required`` and
    ``several`` are ``yes`` or missing; ``minimum`` and ``maximum`` are numbers or missing."""
    frame = _read(DATA / "schema" / "columns.csv").copy()
    return frame.assign(minimum=frame["minimum"].astype(float), maximum=frame["maximum"].astype(float))


def vocabulary(name: str) -> pd.DataFrame:
    """Read a vocabulary, and give its ``word``, ``label``, ``definition``, ``aliases``, ``source`` and own columns.
    Raises ``KeyError`` where there is no vocabulary of that name."""
    if name not in vocabularies():
        raise KeyError(f"There is no vocabulary {name!r}. There are: {', '.join(vocabularies())}.")
    return _read(DATA / "vocabularies" / f"{name}.csv").copy()


@functools.cache
def word_labels(name: str) -> Mapping[str, str]:
    """Look up a vocabulary, and give the label of each of its words, in their order."""
    known = vocabulary(name)
    return MappingProxyType(dict(zip(known["word"], known["label"], strict=True)))


@functools.cache
def vocabularies() -> tuple[str, ...]:
    """List the names of all vocabularies."""
    return tuple(sorted(path.stem for path in (DATA / "vocabularies").glob("*.csv")))


@functools.cache
def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])


@functools.cache
def table_names() -> tuple[str, ...]:
    """List the names of the tables, in the order of the standard."""
    return tuple(schema_tables()["table"])


@functools.cache
def columns_of(table: str) -> tuple[Column, ...]:
    """List the columns of one table, in the order of the standard."""
    return tuple(column for column in _columns() if column.table == table)


def required_columns(table: str) -> list[str]:
    """List the names of the columns that one table requires."""
    return [column.name for column in columns_of(table) if column.required]


@functools.cache
def _columns() -> tuple[Column, ...]:
    """Read the columns of all tables without pandas, which a process that reads a file does not load."""
    return tuple(
        Column(
            table=row["table"],
            name=row["column"],
            kind=row["kind"],
            is_list=row["several"] == "yes",
            required=row["required"] == "yes",
            vocabulary=row["vocabulary"] or None,
            minimum=float(row["minimum"]) if row["minimum"] else None,
            maximum=float(row["maximum"]) if row["maximum"] else None,
            meaning=row["meaning"],
            example=row["example"],
            aliases=tuple(filter(None, row["aliases"].split("|"))),
        )
        for row in read_rows("schema/columns.csv")
    )


@functools.cache
def column_of(table: str, name: str) -> Column | None:
    """Find a column of the standard; None where the table has no such column."""
    return next((column for column in columns_of(table) if column.name == name), None)


@functools.cache
def words_by_key(name: str) -> dict[str, str]:
    """Give the words of a vocabulary by the keys of all ways to write them: those of ``listed_words_by_key``, in
    singular and plural and with everyday short forms: ``city govt``, ``neighborhood assn``."""
    found = dict(listed_words_by_key(name))
    for key, word in listed_words_by_key(name).items():
        for text in _shorten_each_way(key):
            _, one, many = _singular_and_plural(text)
            for way in (text, *([many] if len(text) > 2 else []), *([one] if len(text) > 4 else [])):
                found.setdefault(way, word)
    return found


def _shorten_each_way(key: str) -> list[str]:
    """Give a key as it is, and with each everyday short form of its words and British spelling."""
    ways = [""]
    for word in key.split(" "):
        forms = [word, *(short for short, long in name_words("short").items() if long == word)]
        ways = [f"{way} {form}" for way in ways for form in forms]
    return [way[1:] for way in ways]


@functools.cache
def listed_words_by_key(name: str) -> dict[str, str]:
    """Give the words of a vocabulary by the keys of the words, labels and aliases that it lists. Words win over
    others."""
    frame = vocabulary(name)
    found: dict[str, str] = {}
    for ways in (frame["word"], frame["label"], frame["aliases"]):
        for word, way in zip(frame["word"], ways, strict=True):
            for text in str(way).split("|") if pd.notna(way) else ():
                found.setdefault(word_key(text), str(word))
    return found


@functools.cache
def own_words(name: str) -> frozenset[str]:
    """Give the keys of a vocabulary's own words and labels, in singular and plural."""
    frame = vocabulary(name)
    texts = [*frame["word"], *frame["label"].dropna()]
    return frozenset(way for text in texts for way in _singular_and_plural(word_key(str(text))))


@functools.cache
def headers_of(table: str) -> dict[str, str]:
    """Give the columns of a table by the keys of their headers: a name wins over a plural, a plural over an alias."""
    columns = columns_of(table)
    found = {header_key(column.name): column.name for column in columns}
    ways = [(column.name, column) for column in columns]
    ways += [(alias, column) for column in columns for alias in column.aliases]
    for way, column in ways:
        for text in _singular_and_plural(header_key(way)):
            found.setdefault(text, column.name)
    return found


def _singular_and_plural(text: str) -> tuple[str, ...]:
    """Give a text as it is, in singular and in plural."""
    ending = "es" if text.endswith(("s", "x", "ch", "sh")) else "s"
    many = text[:-1] + "ies" if text.endswith("y") else text + ending
    one = text[:-3] + "y" if text.endswith("ies") else text[:-1] if text.endswith("s") else text
    return text, one, many


@functools.cache
def header_names() -> frozenset[str]:
    """Give the keys of all headers that the standard knows, aliases among them."""
    names = (name for column in _columns() for name in (column.name, *column.aliases))
    return frozenset(text for name in names for text in _singular_and_plural(header_key(name)))


@functools.cache
def standard_names() -> frozenset[str]:
    """Give the keys of the names of all columns of the standard."""
    return frozenset(header_key(column.name) for column in _columns())


@functools.cache
def table_by_name() -> dict[str, str]:
    """Give the tables by the keys of what a file or a sheet may be called: name or title, in singular or plural."""
    frame = schema_tables()
    return {
        text: table
        for names in (frame["title"], frame["table"])
        for table, name in zip(frame["table"], names, strict=True)
        for text in _singular_and_plural(header_key(name))
    }
