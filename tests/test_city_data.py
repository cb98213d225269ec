"""The inventories that are shipped: read without a problem, and each row can be traced to who said it."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from components.drafts import read_inventory
from components.inventory import Inventory, Problem
from components.inventory.schema import vocabulary

FOLDER = Path(__file__).parents[1] / "data" / "inventories"
KEYS = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
EXPECTED = {
    "boston",
    "cleveland",
    "pittsburgh",
    "riverbend",
    "san-antonio",
    "seattle",
    "st-louis",
    "washington-dc",
}

ADDRESS = re.compile(r"https?://\S+")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[a-z]{2,}", re.IGNORECASE)
PHONE = re.compile(r"(?<![\d/])\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}(?!\d)")
PEOPLE = re.compile(
    r"\b(person|people name|first name|last name|full name|surname|contact|e ?mail|phone|mobile|telephone)\b"
)
# Published texts that came to us without an address: their titles say enough to find them.
WITHOUT_ADDRESS = (
    "How Strong is Your Civic Tech and Data Ecosystem?",
    "Mapping Your Civic Tech and Data Ecosystem",
    "Mobilizing for Collective Action",  # the CTDC Toolkit
    "A Vision for Community Civic Technology",
)
OUR_OWN_FILES = re.compile(r"city-facts|seed document|/work/|shared/|\.md\b", re.IGNORECASE)


@cache
def read(key: str) -> tuple[Inventory, list[Problem]]:
    return read_inventory(FOLDER / key)


def inventory_of(key: str) -> Inventory:
    return read(key)[0]


def rows_of(key: str) -> list[tuple[str, int, pd.Series]]:
    """Every row of every table but the inventory's own, with its table and its number in a spreadsheet."""
    return [
        (table, number, row)
        for table, frame in inventory_of(key).tables.items()
        if table != "inventory"
        for number, (_, row) in enumerate(frame.iterrows(), start=2)
    ]


def texts_of(key: str) -> list[str]:
    """Every text of the inventory, the items of lists one by one, addresses left out."""
    cells = [cell for frame in inventory_of(key).tables.values() for cell in frame.to_numpy().ravel()]
    items = [item for cell in cells for item in (cell if isinstance(cell, tuple) else (cell,))]
    return [ADDRESS.sub("", item) for item in items if isinstance(item, str)]


def is_real(key: str) -> bool:
    return not inventory_of(key).fictional


def weaknesses(source: str) -> list[str]:
    """What a citation lacks: words that name it, or an address where it is not a text known without one."""
    if any(title in ADDRESS.sub("", source) for title in WITHOUT_ADDRESS):
        return []
    found = [] if ADDRESS.search(source) else ["address"]
    words = ADDRESS.split(source)[0]
    return found + ([] if len(re.findall(r"[^\W\d_]{2,}", words)) >= 2 else ["publisher or title"])


def test_every_shipped_city_is_here() -> None:
    assert set(KEYS) >= EXPECTED
    assert {key for key in KEYS if not is_real(key)} == {"riverbend"}


@pytest.mark.parametrize("key", KEYS)
def test_it_reads_without_a_problem(key: str) -> None:
    assert read(key)[1] == []


@pytest.mark.parametrize("key", KEYS)
def test_the_city_says_what_it_is(key: str) -> None:
    about = inventory_of(key).about
    assert all(about(column) for column in ("city", "place", "as_of", "fictional", "licence", "note"))


@pytest.mark.parametrize("key", KEYS)
def test_every_row_has_a_source(key: str) -> None:
    assert [(table, number) for table, number, row in rows_of(key) if pd.isna(row["source"])] == []


@pytest.mark.parametrize("key", [key for key in KEYS if key != "riverbend"])
def test_every_source_names_a_publication_and_where_it_is(key: str) -> None:
    sources = [(table, number, row["source"]) for table, number, row in rows_of(key)]
    lacking = [(table, number, weaknesses(source)) for table, number, source in sources if weaknesses(source)]
    assert lacking == []
    assert [source for *_, source in sources if OUR_OWN_FILES.search(ADDRESS.sub("", source))] == []


@pytest.mark.parametrize("key", KEYS)
def test_nothing_is_dated_in_the_future(key: str) -> None:
    today = date.today().isoformat()
    dated = [(table, number, row["as_of"]) for table, number, row in rows_of(key) if pd.notna(row["as_of"])]
    late = [(table, number) for table, number, day in dated if day > today[: len(day)]]
    assert late == []
    assert str(inventory_of(key).about("as_of")) <= today


@pytest.mark.parametrize("key", KEYS)
def test_there_is_no_column_of_people(key: str) -> None:
    columns = [
        f"{table}.{column}"
        for table, frame in inventory_of(key).tables.items()
        for column in frame.columns
        if PEOPLE.search(re.sub(r"[\W_]+", " ", column.casefold()))
    ]
    assert columns == []


@pytest.mark.parametrize("key", KEYS)
def test_there_is_no_email_address_or_phone_number(key: str) -> None:
    assert [text for text in texts_of(key) if EMAIL.search(text) or PHONE.search(text)] == []


@pytest.mark.parametrize("key", KEYS)
def test_no_source_makes_a_pair_both_partners_and_opponents(key: str) -> None:
    kinds = vocabulary("relationship_kinds").set_index("word")["working"]
    pairs: dict[tuple[frozenset[str], str], set[str]] = {}
    for _, tie in inventory_of(key).relationships.iterrows():
        kind = tie["kind"]
        sort = "tension" if kind == "tension" else "working" if kinds.get(kind) == "yes" else "other"
        pairs.setdefault((frozenset((tie["from"], tie["to"])), tie["source"]), set()).add(sort)
    assert [pair for pair, sorts in pairs.items() if {"tension", "working"} <= sorts] == []


@pytest.mark.parametrize("key", [key for key in KEYS if key != "riverbend"])
def test_no_one_has_rated_a_real_city(key: str) -> None:
    assert len(inventory_of(key).assessments) == 0


@pytest.mark.parametrize("key", KEYS)
def test_something_is_known_of_every_organization(key: str) -> None:
    inventory = inventory_of(key)
    ties = inventory.relationships
    partners = {partner for several in inventory.initiatives["partners"].dropna() for partner in several}
    told = {*ties["from"], *ties["to"], *inventory.claims["row"], *inventory.notes["about"], *partners}
    told |= {*inventory.initiatives["lead"].dropna(), *inventory.assets["holder"].dropna()}
    unknown = [
        row["id"]
        for _, row in inventory.organizations.iterrows()
        if pd.isna(row["type"]) and not {row["id"], row["name"]} & told
    ]
    assert unknown == []


@pytest.mark.parametrize(
    ("source", "lacking"),
    [
        ("City Desk: A fine map, 3 May 2017, https://example.org/map", []),
        ("Mapping Your Civic Tech and Data Ecosystem (panel)", []),
        ("City Desk: A fine map, 3 May 2017", ["address"]),
        ("https://example.org/map", ["publisher or title"]),
        ("2017", ["address", "publisher or title"]),
    ],
)
def test_the_check_on_sources_can_fail(source: str, lacking: list[str]) -> None:
    assert weaknesses(source) == lacking


def test_the_check_on_phones_and_mail_can_fail() -> None:
    assert PHONE.search("call (314) 615-8760 now")
    assert PHONE.search("314-615-8760")
    assert EMAIL.search("write to desk@example.org")
    assert not PHONE.search("453,157 warrants on 30 June 2014; $2,250,000")
