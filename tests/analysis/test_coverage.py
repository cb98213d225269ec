"""How much of what the views need is on record."""

import pandas as pd
import pytest

from components.analysis.coverage import measure_coverage
from components.inventory.schema import schema_columns
from tests.analysis.small_inventories import named, of_kind, tie, with_alone
from tests.inventories import make_inventory


def test_little_known_says_what_is_missing():
    sentences = [each.sentence for each in of_kind(with_alone(0, 3), "little known")]
    assert "Nobody has recorded any ratings yet, so we don't know how strong the six elements are." in sentences
    assert "We don't know yet who leads organizations." in sentences
    assert all("who works with whom" not in sentence for sentence in sentences)


@pytest.mark.parametrize(("filled", "state"), [(0, "not on record"), (1, "little known"), (2, "known")])
def test_half_filled_is_known(filled, state):
    organizations = [{"name": name, "type": "media" if n < filled else None} for n, name in enumerate("ABCD")]
    needs = measure_coverage(make_inventory(organizations=organizations))
    found = needs[(needs["table"] == "organizations") & (needs["column"] == "type")].iloc[0]
    assert (found["filled"], found["rows"], found["state"]) == (filled, 4, state)


def test_an_empty_list_is_known():
    needs = measure_coverage(make_inventory(organizations=[{"name": "A", "led_by": ()}]))
    assert needs.loc[needs["column"] == "led_by", "state"].item() == "known"


def test_what_views_need_is_in_the_schema():
    inventory = make_inventory(
        organizations=named("AB"),
        relationships=[tie("A", "B")],
        communities=[{"name": "x"}],
        seats=[{"table": "t", "organization": "A"}],
        initiatives=[{"name": "I"}],
    )
    needs = measure_coverage(inventory)
    columns = schema_columns()
    known_columns = set(zip(columns["table"], columns["column"], strict=True))
    assert {"network", "strength", "representation"} == set(needs["view"])
    for table, column in zip(needs["table"], needs["column"], strict=True):
        assert pd.isna(column) or (table, column) in known_columns
