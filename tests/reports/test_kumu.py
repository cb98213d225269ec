"""Kumu's workbook and JSON."""

from __future__ import annotations

import json

from components.reports import kumu_json, kumu_workbook
from tests.inventories import make_inventory
from tests.reports.networks import ENDS, SMALL, read_kumu


def test_kumu_s_workbook() -> None:
    elements, connections = read_kumu(kumu_workbook(SMALL))
    assert list(elements[0])[:4] == ["ID", "Label", "Type", "Tags"]
    assert elements[0] == {
        "ID": "2014",
        "Label": "Library",
        "Type": "library",
        "Tags": "justice|a\\|b",
        "Latitude": 38.5,
        "Listed": "yes",
    }
    assert elements[1]["Label"] == "'=City" and elements[1]["Serves"] == "none" and elements[1]["Label (2)"] == "own"
    assert list(connections[0])[:4] == ["From", "To", "Direction", "Type"]
    assert [(tie["From"], tie["To"]) for tie in connections] == ENDS
    assert [tie["Direction"] for tie in connections] == [
        "undirected",
        "undirected",
        "directed",
        "undirected",
        "undirected",
    ]
    assert [tie.get("Level") for tie in connections] == [3, 0, None, None, None]
    assert connections[4] == {"From": "x", "To": "x", "Direction": "undirected"}


def test_kumu_s_json() -> None:
    found = json.loads(kumu_json(SMALL))
    assert list(found) == ["elements", "connections"]
    assert found["elements"][0] == {
        "id": "2014",
        "label": "Library",
        "type": "library",
        "tags": ["justice", "a|b"],
        "Latitude": 38.5,
        "Listed": "yes",
    }
    assert found["elements"][1]["label"] == "=City" and found["elements"][1]["Serves"] == "none"
    assert found["connections"][2] == {
        "from": "city",
        "to": "2014",
        "direction": "directed",
        "type": "funds",
        "Status": "wanted",
        "Amount": 5000,
        "direction (2)": "up",
    }


def test_a_text_too_long_for_a_cell_of_excel_is_cut_there_and_whole_in_json() -> None:
    text = "".join(map(str, range(9_000)))
    inventory = make_inventory(organizations=[{"name": "A", "description": text}])
    (element,), _ = read_kumu(kumu_workbook(inventory))
    assert element["Description"] == text[:32_767]
    assert json.loads(kumu_json(inventory))["elements"][0]["description"] == text
