"""The map's payload: what pyvis builds of an inventory, as data and never as HTML."""

from __future__ import annotations

import base64
import json

import numpy as np

from components.analysis import Filters, network_measures, ties
from components.charts import find_shown, map_payload, pack_shown
from components.inventory import Inventory
from components.inventory.text import without_turns
from tests.inventories import make_inventory

HOSTILE = "<script>alert('1')</script> \"Ünï\" 🚲 ‮مرحبا"


def inventory() -> Inventory:
    return make_inventory(
        organizations=[
            {"name": HOSTILE, "type": "library", "issue_areas": "justice"},
            {"name": "2014", "type": "local government", "issue_areas": "justice"},
            {"name": "Fund", "type": "philanthropies"},
            {"name": "Somebody"},
        ],
        relationships=[
            {"from": "2014", "to": HOSTILE, "kind": "works_with", "level": "3", "reported_by": "2014"},
            {"from": "2014", "to": HOSTILE, "kind": "works_with", "level": "5", "reported_by": HOSTILE},
            {"from": "Fund", "to": "2014", "kind": "funds", "status": "wanted"},
            {"from": "Fund", "to": HOSTILE, "kind": "tension"},
        ],
    )


def payload(of: Inventory) -> dict:
    return map_payload(of, ties(of), network_measures(of))


def test_a_node_an_organization_and_an_edge_a_tie_in_their_order() -> None:
    made = payload(inventory())
    assert [node["label"] for node in made["nodes"]] == [without_turns(HOSTILE), "2014", "Fund", "Somebody"]
    assert [node["id"] for node in made["nodes"]] == [0, 1, 2, 3]
    assert [edge["id"] for edge in made["edges"]] == [0, 1, 2]
    assert all(edge["from"] in range(4) and edge["to"] in range(4) for edge in made["edges"])


def test_a_name_is_read_in_the_order_of_its_letters() -> None:
    """An invisible sign would have organization 39 stand on the map as 93."""
    (node,) = payload(make_inventory(organizations=[{"name": "Org\u202e 39", "description": "Room \u202e12"}]))["nodes"]
    assert (node["label"], node["does"]) == ("Org 39", "Room 12")


def test_marks_tell_ties_apart() -> None:
    of = inventory()
    edges = dict(zip(zip(ties(of)["family"], ties(of)["status"], strict=True), payload(of)["edges"], strict=True))
    real = edges["working", "on record"]
    assert real["gap"] == 1  # 3 and 5: the sides differ by two levels
    assert real["width"] == 3.8  # the mean level is 4: 0.6 + 4 x 0.8
    assert "dashes" not in real
    assert edges["working", "wanted"]["dashes"] == [7, 6]
    assert edges["tension", "on record"]["family"] == "tension"


def test_the_payload_is_plain_data() -> None:
    made = payload(inventory())
    assert json.loads(json.dumps(made)) == made
    assert not any("title" in node for node in made["nodes"])  # pyvis and vis-network show titles as HTML


def test_the_legend_names_the_types_present_by_colour_and_the_unknown_last() -> None:
    legend = payload(inventory())["legend"]
    assert [mark["label"] for mark in legend] == ["Local government", "Library", "Philanthropies", "Type not known"]
    assert legend[-1]["hollow"] == "yes"
    library = next(mark for mark in legend if mark["label"] == "Library")
    assert library["colour"] == "#4c6e37"  # a library counts towards the issue area experts


def marked(text: str, count: int) -> list[bool]:
    """The row of yes and no that ``pack_shown`` packs into a text, the first in the highest bit."""
    return np.unpackbits(np.frombuffer(base64.b64decode(text), dtype=np.uint8))[:count].astype(bool).tolist()


def test_the_legend_explains_the_marks_that_are_drawn_and_no_others() -> None:
    of = inventory()
    all_ties = ties(of)
    assert find_shown(of, all_ties, of).signs == ["levels", "level unknown", "wanted", "gap"]
    assert find_shown(of, all_ties, of, also=("tension",)).signs[-1] == "tension"
    peaceful = all_ties[all_ties["family"] != "tension"]
    assert "tension" not in find_shown(of, peaceful, of, also=("tension",)).signs


def test_what_is_shown_follows_the_filter_and_the_families_asked_for() -> None:
    of = inventory()
    kept = Filters(issue_areas=("justice",)).apply(of)
    shown = find_shown(of, ties(of), kept)
    assert shown.nodes.tolist() == [True, True, False, False]
    assert shown.edges.sum() == 1
    assert find_shown(of, ties(of), of, also=("tension",)).edges.all()


def test_what_is_shown_is_packed_for_the_browser() -> None:
    of = inventory()
    packed = pack_shown(find_shown(of, ties(of), Filters(issue_areas=("justice",)).apply(of)))
    assert marked(packed["nodes"], 4) == [True, True, False, False]
    assert sum(marked(packed["edges"], 3)) == 1
    assert not any(marked(packed["ring"], 4))


def test_a_ring_is_around_the_organizations_asked_for_and_else_around_none() -> None:
    of = inventory()
    libraries = Filters(types=("library",)).apply(of)
    assert find_shown(of, ties(of), of, ringed=libraries).ring.tolist() == [True, False, False, False]
    assert not find_shown(of, ties(of), of).ring.any()


def test_no_organization_at_all_gives_an_empty_map() -> None:
    made = payload(make_inventory(organizations=[]))
    assert made["nodes"] == [] and made["edges"] == [] and made["legend"] == []


def test_the_inventory_is_left_as_it_was() -> None:
    of = inventory()
    before = {name: frame.copy() for name, frame in of.tables.items()}
    payload(of)
    assert all(frame.equals(before[name]) for name, frame in of.tables.items())
