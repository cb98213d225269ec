"""A part of an inventory, made so that it can be read on its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import pandas as pd

from components.inventory import Inventory
from components.inventory.schema import schema_columns
from components.inventory.text import name_key

# Who reports a tie or rates an element need not be part of the ecosystem.
_WHO_REPORTS = ("reported_by", "rater_organization")


def make_self_contained(part: Inventory, whole: Inventory) -> Inventory:
    """Add to a part of an inventory the organizations that its rows name and that it lacks, and give it.

    An organization that the filters left out and that rows of the part name is added with its id and name alone, marked
    as not listed. One that only reports or rates (``reported_by``, ``rater_organization``) is not added; its name is
    written into those cells in the place of its id. Nothing else of ``whole`` is added.
    """
    frame, here = whole.organizations, set(part.organizations["id"])
    named = {each for table, column in _references() for each in _ids(part.tables[table][column])}
    missing = frame.loc[frame["id"].isin(named - here), ["id", "name"]].assign(listed="no")
    names = _names(frame[~frame["id"].isin([*here, *missing["id"]])], frame)
    tables = {table: _by_name(part.tables[table], column, names) for table, column in _references(reporting=True)}
    listed = pd.concat([part.organizations, missing.reindex(columns=part.organizations.columns)], ignore_index=True)
    return part.with_tables(**tables, organizations=listed.astype(part.organizations.dtypes))


def _references(reporting: bool = False) -> Iterator[tuple[str, str]]:
    """Give the tables and columns that name organizations: those a row is about, or who reports it (``reporting``)."""
    columns = schema_columns().query("kind == 'organization'")
    for table, column in zip(columns["table"], columns["column"], strict=True):
        if (column in _WHO_REPORTS) == reporting:
            yield table, column


def _ids(cells: pd.Series) -> Iterator[str]:
    for cell in cells.dropna():
        yield from cell if isinstance(cell, tuple) else (cell,)


def _names(some: pd.DataFrame, frame: pd.DataFrame) -> dict[str, str]:
    """Give the names of some organizations by their ids, except names that another organization has too."""
    texts = (
        (identity, text) for column in ("name", "aliases", "former_names") for identity, text in _each(frame, column)
    )
    called = Counter(text for _, text in {(identity, name_key(text)) for identity, text in texts})
    pairs = zip(some["id"], some["name"], strict=True)
    return {identity: name for identity, name in pairs if called[name_key(name)] == 1}


def _each(frame: pd.DataFrame, column: str) -> Iterator[tuple[str, str]]:
    for identity, cell in zip(frame["id"], frame[column], strict=True):
        for text in cell if isinstance(cell, tuple) else (cell,) if isinstance(cell, str) else ():
            yield identity, text


def _by_name(frame: pd.DataFrame, column: str, names: Mapping[str, str]) -> pd.DataFrame:
    return frame.assign(**{column: frame[column].map(lambda cell: names.get(cell, cell), na_action="ignore")})
