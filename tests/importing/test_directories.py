"""Exports of real directories and tools: their headers, over cells that are made up, and what each column becomes.

A column that is not recognised is kept as it is, which loses nothing; a wrong guess is what must not be. The table is
``directories.csv``; columns about people are left out or kept here alike, as other tests see to them.
"""

from __future__ import annotations

import csv
import io
from itertools import groupby, zip_longest
from pathlib import Path

import pytest

from components.drafts import read_inventory
from components.importing import SheetMapping, suggest_mapping
from tests.reading import sheets_of

TABLES = {
    **dict.fromkeys(["Mailchimp", "Eventbrite", "City, community centers"], ""),
    **dict.fromkeys(["360Giving", "USAspending", "A foundation, grants", "A coalition, partners"], "relationships"),
}
"""The table that each directory is, where that is not organizations."""


def _directories() -> dict[str, list[dict[str, str]]]:
    with Path(__file__).with_name("directories.csv").open(encoding="utf-8", newline="") as lines:
        return {name: list(rows) for name, rows in groupby(csv.DictReader(lines), lambda row: row["directory"])}


DIRECTORIES = _directories()


def written(name: str) -> bytes:
    """A directory as CSV."""
    columns = [[row["header"], *row["cells"].split("|")] for row in DIRECTORIES[name]]
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(zip_longest(*columns, fillvalue=""))
    return stream.getvalue().encode()


def becomes(mapping: SheetMapping) -> dict[str, str]:
    """What each column that is read becomes."""
    shown = {"column": "{}", "checkbox": "{} (mark)", "ties": "{} (ties)", "parent": "parent"}
    uses = {column.header: shown.get(column.use, "").format(column.column) for column in mapping.columns}
    return {header: use for header, use in uses.items() if use}


@pytest.mark.parametrize("name", DIRECTORIES)
def test_what_the_columns_of_a_directory_become(name: str) -> None:
    (sheet,), problems = sheets_of([("export.csv", written(name))])
    mapping = suggest_mapping(sheet)
    assert not problems and mapping.table == TABLES.get(name, "organizations")
    assert becomes(mapping) == {row["header"]: row["becomes"] for row in DIRECTORIES[name] if row["becomes"]}


def test_grants_are_ties_of_who_gives_to_who_gets() -> None:
    inventory, _ = read_inventory([("export.csv", written("360Giving"))])
    ties = inventory.relationships[["from", "to", "kind", "amount", "currency", "since", "until"]]
    assert ties.iloc[0].tolist() == [
        "mill-trust",
        "riverbend-food-bank",
        "funds",
        50_000.0,
        "GBP",
        "2023-11-01",
        "2024-03-01",
    ]
    assert set(inventory.organizations["listed"]) == {"no"}


def test_a_kind_that_a_list_of_grants_says_itself_stays() -> None:
    content = b"Funder,Grantee,Kind\nMill Trust,North Shelter,in_kind\n"
    inventory, _ = read_inventory([("grants.csv", content)])
    assert inventory.relationships["kind"].tolist() == ["in_kind"]


def test_partners_between_bare_commas_are_ties_only_where_all_are_known() -> None:
    content = b'name,Partners\nA,"B,C"\nB,A\nC,"A,B"\n"D,E","A"\nF,"D,E"\n'
    inventory, _ = read_inventory([("organizations - Grid view.csv", content)])
    ties = set(inventory.relationships[["from", "to"]].itertuples(index=False, name=None))
    assert ties == {("a", "b"), ("a", "c"), ("b", "a"), ("c", "a"), ("c", "b"), ("d-e", "a"), ("f", "d-e")}


@pytest.mark.parametrize("column", ["Status", "Type", "type"])
def test_codes_of_an_office_are_not_read_as_words(column: str) -> None:
    content = f"Organization name,City,{column}\nA,North,01\nB,South,02\nC,South,01\n".encode()
    (sheet,), _ = sheets_of([("export.csv", content)])
    assert becomes(suggest_mapping(sheet)) == {"Organization name": "name"}


def test_codes_dates_and_numbers_are_not_taken_for_names() -> None:
    content = (
        b"Key,Since when,Group no,Website,Latitude,Title of it\nIL01,2010-03-15,7,https://a.example,38.6,Old Mill\n"
    )
    content += b"IL02,2010-03-16,8,https://b.example,38.7,New Mill\n"
    (sheet,), _ = sheets_of([("export.csv", content)])
    assert becomes(suggest_mapping(sheet))["Title of it"] == "name"
