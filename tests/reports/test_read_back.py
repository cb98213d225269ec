"""What the Atlas takes out it brings in again: each form gives back the organizations and ties, which it can hold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.inventory import Inventory, make_inventory, read_inventory, schema_columns, vocabulary
from components.reports import gephi_tables, gexf, graphml, kumu_json, kumu_workbook
from tests.inventory.test_round_trip import AWKWARD
from tests.ui.hostile import hostile_inventory

FORMS: dict[str, Callable[[Inventory], bytes]] = {
    "net.graphml": graphml,
    "net.gexf": gexf,
    "map.json": kumu_json,
    "map.xlsx": kumu_workbook,
    "gephi.zip": gephi_tables,
}
CITIES = sorted(path.name for path in Path("data/inventories").iterdir())
KINDS = st.sampled_from(["works_with", "funds", "tension", "a kind of its own"])
NAMES = st.lists(AWKWARD.map("x{}".format), min_size=2, max_size=4, unique_by=lambda name: name.casefold().strip())


def cells(frame: pd.DataFrame, column: str) -> list[Any]:
    return [None if not isinstance(cell, tuple) and pd.isna(cell) else cell for cell in frame[column]]


def assert_held(inventory: Inventory, back: Inventory) -> None:
    """The same organizations and ties, column by column of the standard."""
    for table in ("organizations", "relationships"):
        one, other = inventory.tables[table], back.tables[table]
        for column in schema_columns().query("table == @table")["column"]:
            assert cells(one, column) == cells(other, column), (table, column)


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("city", CITIES)
def test_every_city_comes_back(city: str, name: str) -> None:
    inventory, _ = read_inventory(f"data/inventories/{city}")
    back, problems = read_inventory([(name, FORMS[name](inventory))])
    assert_held(inventory, back)
    assert not [problem for problem in problems if problem.severity == "error"]


@pytest.mark.parametrize("name", FORMS)
def test_hostile_words_come_back_as_the_text_that_they_are(name: str) -> None:
    inventory = hostile_inventory()
    assert_held(inventory, read_inventory([(name, FORMS[name](inventory))])[0])


@pytest.mark.parametrize("name", FORMS)
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    names=NAMES, texts=st.lists(AWKWARD, min_size=2, max_size=2), kind=KINDS, level=st.sampled_from([None, 0, 3, 2.5])
)
def test_awkward_texts_come_back(name: str, names: list[str], texts: list[str], kind: str, level: float | None) -> None:
    organizations = [{"id": text, "name": text, "type": "library", "description": texts[0]} for text in names]
    tie = {"from": names[0], "to": names[1], "kind": kind, "level": level, "evidence": texts[1], "status": "wanted"}
    inventory = make_inventory(organizations=organizations, relationships=[tie, tie | {"reported_by": names[1]}])
    assert_held(inventory, read_inventory([(name, FORMS[name](inventory))])[0])


def test_every_kind_and_status_of_a_tie_comes_back() -> None:
    words = [("kind", word) for word in vocabulary("relationship_kinds")["word"]]
    words += [("status", word) for word in vocabulary("relationship_statuses")["word"]]
    ties = [{"from": "A", "to": "B", column: word} for column, word in words]
    inventory = make_inventory(organizations=[{"name": "A"}, {"name": "B"}], relationships=ties)
    for name, write in FORMS.items():
        assert_held(inventory, read_inventory([(name, write(inventory))])[0])
