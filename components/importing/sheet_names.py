"""What the name of a sheet or file says: which table of the standard it is."""

from __future__ import annotations

import re

from components.files import Sheet
from components.inventory.schema import table_by_name
from components.inventory.text import header_key

_COPY = re.compile(r"[\s_.\-]*(\(\d+\)|copy|\d[\d\-]*)$", re.IGNORECASE)
_ENDING = re.compile(r"\.(csv|tsv|txt|tab|json|ods|graphml|gexf)$", re.IGNORECASE)
_LONGEST_NAME = 200  # letters of a sheet's name in which a table's name stands


def plain_name(sheet: Sheet) -> str:
    """Give the name of a sheet without the ending of its file: ``hubs`` for ``hubs.csv``."""
    return _ENDING.sub("", sheet.name.strip()[:_LONGEST_NAME])


def table_named(sheet: Sheet) -> str | None:
    """Give the table that a sheet is named after, whatever number or date stands behind it; None where there is none.

    ``organizations (2).csv`` and ``orgs 2024-03-01.csv`` are named after organizations.
    """
    name = plain_name(sheet)
    return table_by_name().get(header_key(_COPY.sub("", name) or name))


def table_named_first(sheet: Sheet) -> str | None:
    """Give the table with whose name a sheet's name begins (``organizations - Sheet1``); None where it names others."""
    words = header_key(re.sub(r"\W", " ", plain_name(sheet))).split()
    named = [table_by_name()[word] for word in words if word in table_by_name()]
    # A table "inventory" needs no column at all, so its name says nothing about a file of another shape.
    begins = bool(words) and words[0] in table_by_name() and named[0] != "inventory"
    return named[0] if begins and len(set(named)) == 1 else None


def is_named(sheet: Sheet, table: str) -> bool:
    """Whether the sheet's name says that it is this table."""
    return table in (table_named(sheet), table_named_first(sheet))
