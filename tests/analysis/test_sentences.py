"""The one sentence that heads a view, of one community."""

from __future__ import annotations

from components.analysis.sentences import describe_representation
from components.inventory import make_inventory


def test_one_community_is_told_by_its_own_counts() -> None:
    inventory = make_inventory(
        organizations=[
            {"name": "A", "serves": "renters|older adults", "led_by": "renters"},
            {"name": "B", "serves": "renters"},
            {"name": "C", "serves": "older adults"},
        ],
        communities=[{"name": "renters"}, {"name": "older adults"}, {"name": "veterans"}],
    )
    # A and B serve renters; A alone is led by them; no seat is on record.
    assert describe_representation(inventory, ["renters"]) == (
        "Renters: 2 organizations serve them and 1 is led by them; not known: who holds seats."
    )
    assert describe_representation(inventory, ["veterans"]) == (
        "Veterans: no organizations serve them and none are led by them; not known: who holds seats."
    )
