"""The overview: four figures in words that can be read aloud, each with what it is counted over."""

from __future__ import annotations

import re

import pytest

from tests.inventories import make_inventory
from tests.pages.opening import as_upload, assert_runs, opened

ORGANIZATIONS = [
    {"id": "a", "name": "North Hackers", "type": "civic hackers and data mavens"},
    {"id": "b", "name": "City Hall", "type": "local government"},
    {"id": "c", "name": "Somebody"},
]
FIGURE = r'<div role="group" aria-label="([^"]*)"><span>([^<]*)</span><b>([^<]*)</b><small>([^<]*)</small></div>'


@pytest.fixture(scope="module")
def figures() -> list[tuple[str, ...]]:
    """The four figures as the page sends them: the name of each group, its label, its value and its base."""
    ties = [{"from": "a", "to": "b", "kind": "works_with"}]
    inventory = make_inventory(organizations=ORGANIZATIONS, relationships=ties)
    page = assert_runs(opened("overview", city="upload", upload=as_upload(inventory)))
    (sent,) = [html.proto.body for html in page.get("html") if "atlas-figures" in html.proto.body]
    return re.findall(FIGURE, sent)


def test_each_figure_has_its_label_its_value_and_its_base(figures: list[tuple[str, ...]]) -> None:
    assert [said[1:] for said in figures] == [
        ("Organizations", "3", "2 of known type"),
        ("Working ties", "1", "between 2 of 3"),
        ("Types of key player", "2 of 6", "4 are missing"),
        ("Communities that lead", "Not known", "no source says"),
    ]


def test_each_figure_is_a_group_under_its_own_label(figures: list[tuple[str, ...]]) -> None:
    assert [said[0] for said in figures] == [said[1] for said in figures]
