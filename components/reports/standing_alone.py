"""What filters left of an inventory, so that it can be read without the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import pandas as pd

from components.inventory import Inventory, same_name, schema_columns

# To say something of a tie or an element is not to be part of the ecosystem.
_WHO_SAYS = ("reported_by", "rater_organization")


def standing_alone(part: Inventory, whole: Inventory) -> Inventory:
    """A part of an inventory, in which no organization that filters left out is a bare id.

    An organization that rows of the part name and that it lacks stands in it by id and name alone, as not listed; one
    that only says so (``reported_by``, ``rater_organization``) by its name in its cells. Nothing else of the rest.
    """
    frame, here = whole.organizations, set(part.organizations["id"])
    named = {each for table, column in _references() for each in _ids(part.tables[table][column])}
    missing = frame.loc[frame["id"].isin(named - here), ["id", "name"]].assign(listed="no")
    names = _names(frame[~frame["id"].isin([*here, *missing["id"]])], frame)
    tables = {table: _by_name(part.tables[table], column, names) for table, column in _references(who_says=True)}
    listed = pd.concat([part.organizations, missing.reindex(columns=part.organizations.columns)], ignore_index=True)
    return part.with_tables(**tables, organizations=listed.astype(part.organizations.dtypes))


def _references(who_says: bool = False) -> Iterator[tuple[str, str]]:
    """The tables and columns that name organizations: as part of what is said, or as who says so."""
    columns = schema_columns().query("kind == 'organization'")
    for table, column in zip(columns["table"], columns["column"], strict=True):
        if (column in _WHO_SAYS) == who_says:
            yield table, column


def _ids(cells: pd.Series) -> Iterator[str]:
    for cell in cells.dropna():
        yield from cell if isinstance(cell, tuple) else (cell,)


def _names(some: pd.DataFrame, frame: pd.DataFrame) -> dict[str, str]:
    """The names of some organizations by their ids, but those by which another one goes too."""
    texts = (
        (identity, text) for column in ("name", "aliases", "former_names") for identity, text in _each(frame, column)
    )
    called = Counter(text for _, text in {(identity, same_name(text)) for identity, text in texts})
    pairs = zip(some["id"], some["name"], strict=True)
    return {identity: name for identity, name in pairs if called[same_name(name)] == 1}


def _each(frame: pd.DataFrame, column: str) -> Iterator[tuple[str, str]]:
    for identity, cell in zip(frame["id"], frame[column], strict=True):
        for text in cell if isinstance(cell, tuple) else (cell,) if isinstance(cell, str) else ():
            yield identity, text


def _by_name(frame: pd.DataFrame, column: str, names: Mapping[str, str]) -> pd.DataFrame:
    return frame.assign(**{column: frame[column].map(lambda cell: names.get(cell, cell), na_action="ignore")})
