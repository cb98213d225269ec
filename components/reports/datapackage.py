"""The whole inventory as a Frictionless data package: CSV files, and a description of each of their columns."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Collection
from types import MappingProxyType
from typing import Any

import pandas as pd

from components.files import UnreadTexts, csv_files, zip_bytes
from components.inventory import Inventory
from components.inventory.schema import DECISIONS_FILE, PACKAGE_FILE, schema_columns, schema_tables, vocabulary
from components.inventory.text import slug, unguard

_DAY = r"\d{4}(-\d{2}(-\d{2})?)?"
_ADDRESS = re.compile(r"https?://[^\s,;|\"<>]+")
_DIALECT = {"delimiter": ",", "doubleQuote": True, "lineTerminator": "\n", "quoteChar": '"', "skipInitialSpace": False}
_LIST = "Several values in one cell are separated by |, and \\| is a bar inside a value; none means that there is none."
_DATE = "A year (2015), a month (2015-05) or a day (2015-05-12)."
_EXTRA = "A column of the team's own."
_UNREAD = "Some cells hold texts that can't be read as what the column holds: they count as not known."
_ABOUT = (
    "An inventory of a city's civic tech and data ecosystem. An empty cell means not known: never zero, no or none. "
    "Text that a spreadsheet would run as a formula has an apostrophe before it."
)
# How a licence begins, the name that opendefinition.org gives it, and where its text is.
_LICENCES = {
    "CC BY 4.0": ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC BY-SA 4.0": ("CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    "CC0": ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "ODbL": ("ODbL-1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
    "ODC-BY": ("ODC-BY-1.0", "https://opendatacommons.org/licenses/by/1-0/"),
    "PDDL": ("ODC-PDDL-1.0", "https://opendatacommons.org/licenses/pddl/1-0/"),
}
Descriptor = dict[str, Any]


def data_package(
    inventory: Inventory, decisions: bytes | None = None, unread: UnreadTexts = MappingProxyType({})
) -> bytes:
    """Write every table that has rows, and ``datapackage.json``, which describes them, as a zip, and give its bytes.

    That is a tabular data package (Frictionless, version 1). It describes the columns with their types, meanings and
    constraints, the keys that join the tables, the licence and the sources. Lists are texts joined by bars. Nothing of
    the inventory is left out: reading the zip gives the same. ``decisions``: what a team decided, added as
    ``atlas.json``. ``unread``: texts that can't be read as what their column holds (``drafts.list_unread_cells``); they
    stand in their cells.
    """
    # A package needs a table, even where there is nothing to put in it.
    tables = csv_files(inventory, unread) or {"organizations.csv": b"name\n"}
    about = json.dumps(_package(inventory, tables, unread), ensure_ascii=False, indent=2).encode("utf-8")
    own = {} if decisions is None else {DECISIONS_FILE: decisions}
    return zip_bytes({PACKAGE_FILE: about} | tables | own)


def _package(inventory: Inventory, tables: dict[str, bytes], unread: UnreadTexts) -> Descriptor:
    city, day = inventory.about("city"), inventory.about("as_of")
    parts: Descriptor = {
        "profile": "tabular-data-package",
        "name": _name(city, day),
        "title": f"Civic tech and data ecosystem of {city or 'a city'}" + (f", {day}" if day else ""),
        "description": " ".join(filter(None, (_ABOUT, inventory.about("note")))),
        "licenses": _licences(inventory.about("licence")),
        "sources": _sources(inventory),
        "resources": [
            _resource(inventory, table, content, {name for _, name in unread.get(table, ())})
            for table, content in ((path.removesuffix(".csv"), content) for path, content in tables.items())
        ],
    }
    # An empty list would say that there is none.
    return {name: part for name, part in parts.items() if part != []}


def _name(city: str | None, day: str | None) -> str:
    """Make a package's name of small ASCII letters, digits and dashes, as the standard for packages demands."""
    return "-".join(re.findall("[a-z0-9]+", f"{slug(city or '')} ecosystem {day or ''}"))


def _licences(text: str | None) -> list[Descriptor]:
    found = [about for begins, about in _LICENCES.items() if text and text.casefold().startswith(begins.casefold())]
    return [{"name": name, "path": path, "title": text} for name, path in found]


def _sources(inventory: Inventory) -> list[Descriptor]:
    """Give every source that a row cites, once; with its address where it has one."""
    cited = [text for frame in inventory.tables.values() if "source" in frame for text in frame["source"].dropna()]
    return [_source(str(text)) for text in dict.fromkeys(cited)]


def _source(text: str) -> Descriptor:
    address = _ADDRESS.search(text)
    return {"title": text} | ({"path": address[0].rstrip(".)")} if address else {})


def _resource(inventory: Inventory, table: str, content: bytes, unread: Collection[str]) -> Descriptor:
    """Describe a table; ``unread`` names the columns with texts that can't be read."""
    about = schema_tables().set_index("table").loc[table]
    return {
        "profile": "tabular-data-resource",
        "name": table,
        "path": f"{table}.csv",
        "title": about["title"],
        "description": about["meaning"],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": _DIALECT,
        "schema": _schema(inventory, table, content, unread),
    }


def _schema(inventory: Inventory, table: str, content: bytes, unread: Collection[str]) -> Descriptor:
    headers = next(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    rows = schema_columns().query("table == @table").to_dict("records")
    known: dict[str, Descriptor] = {row["column"]: {str(key): cell for key, cell in row.items()} for row in rows}
    frame = inventory.tables[table]
    fields = [
        _field(header, known.get(unguard(header)), frame.get(unguard(header)), unread=header in unread)
        for header in headers
    ]
    schema: Descriptor = {"fields": fields, "missingValues": [""]}
    if "id" in headers:
        schema["primaryKey"] = "id"
    whole = [header for header in headers if header not in unread]
    keys = [key for header in whole if (key := _foreign_key(inventory, header, known.get(header), frame))]
    return schema | ({"foreignKeys": keys} if keys else {})


def _field(header: str, column: Descriptor | None, cells: pd.Series | None, *, unread: bool) -> Descriptor:
    if column is None or cells is None:
        return {"name": header, "type": "string", "format": "default", "description": _EXTRA}
    kind = column["kind"]
    more = _LIST if column["several"] == "yes" else _DATE if kind == "date" else ""
    return {
        "name": header,
        "type": "number" if kind == "number" and not unread else "string",
        "format": "default",
        "description": " ".join(filter(None, (f"{column['meaning']}.", more, _UNREAD if unread else ""))),
        "constraints": {"required": column["required"] == "yes"} | ({} if unread else _limits(column, cells)),
    }


def _limits(column: Descriptor, cells: pd.Series) -> Descriptor:
    """Give the constraints of a column's cells. Only where all words are of its vocabulary is that one of them."""
    words = set(vocabulary(column["vocabulary"])["word"]) if _is_one_word(column) else set()
    found: Descriptor = {}
    if words and set(cells.dropna()) <= words:
        found["enum"] = sorted(words)
    if column["kind"] == "date":
        found["pattern"] = _DAY
    limits = {name: column[name] for name in ("minimum", "maximum") if pd.notna(column[name])}
    return found | {name: int(limit) for name, limit in limits.items()}


def _is_one_word(column: Descriptor) -> bool:
    return column["kind"] in ("word", "yes/no") and column["several"] != "yes"


def _foreign_key(inventory: Inventory, name: str, column: Descriptor | None, frame: pd.DataFrame) -> Descriptor | None:
    """Say in which table the ids of a column are listed, where all are: who reports a tie need not be."""
    names_one = column is not None and column["kind"] == "organization" and column["several"] != "yes"
    target = "organizations" if names_one else "initiatives" if name == "initiative" else None
    if target is None or not len(inventory.tables[target]):
        return None
    if not frame[name].dropna().isin(inventory.tables[target]["id"]).all():
        return None
    return {"fields": name, "reference": {"resource": target, "fields": "id"}}
