"""The still map as HTML: every mark a link, every word escaped, and small."""

from __future__ import annotations

import re
from html import unescape

from components.analysis import Filters, network_measures, ties
from components.charts import draw_still_map, find_shown, map_payload
from components.inventory import Inventory
from tests.hostile_words import NAMES, hostile_inventory
from tests.inventories import make_inventory


def drawn(of: Inventory, kept: Inventory | None = None) -> str:
    all_ties = ties(of)
    shown = find_shown(of, all_ties, kept or of)
    links = [f"network?city=x&organization={one}" for one in of.organizations["id"]]
    payload = map_payload(of, all_ties, network_measures(of))
    return draw_still_map(payload, shown, description="A map", links=links, key={"area": "Circle area"})


def small() -> Inventory:
    return make_inventory(
        organizations=[
            {"id": "a", "name": "North Hackers", "type": "civic hackers and data mavens", "issue_areas": "justice"},
            {"id": "b", "name": "City Hall", "type": "local government", "description": "Runs the city."},
            {"id": "c", "name": "Somebody"},
        ],
        relationships=[
            {"from": "a", "to": "b", "kind": "works_with", "level": "3"},
            {"from": "a", "to": "c", "kind": "works_with"},
        ],
    )


def test_each_mark_is_a_link_that_says_who_it_is_the_most_connected_first() -> None:
    page = drawn(small())
    assert re.findall(r'href="([^"]*)"', page) == [f"network?city=x&amp;organization={one}" for one in "abc"]
    first, second, third = (label.split("\n") for label in re.findall(r'<a[^>]*aria-label="([^"]*)"', page))
    assert first == ["North Hackers", "Civic hackers and data mavens · 2 working ties on record"]
    assert second == ["City Hall", "Local government · 1 working tie on record", "Runs the city."]
    assert third == ["Somebody", "Type not known · 1 working tie on record"]


def test_only_the_first_mark_is_in_the_order_of_tab() -> None:
    assert drawn(small()).count('<a tabindex="-1"') == 2


def test_a_filter_leaves_out_marks_and_counts_and_moves_nothing() -> None:
    of = small()
    whole, part = drawn(of), drawn(of, Filters(issue_areas=("justice",)).apply(of))
    assert part.count("<a ") == 1
    place = r"--x:[^;]*;--y:[^;]*;--r:[^\"]*"
    assert re.findall(place, part) == re.findall(place, whole)[:1]
    assert "Local government" in whole and "Local government" not in part


def test_whoever_is_of_no_known_type_is_hollow_and_counted_last() -> None:
    page = drawn(small())
    assert len(re.findall(r'<a[^>]*class="[^"]*\bhollow\b', page)) == 1
    assert "<span>None of the six types, or not known</span><b>1</b>" in page


def test_no_word_becomes_markup() -> None:
    page = drawn(hostile_inventory())
    assert set(re.findall(r"<(\w+)", page)) <= {
        "style",
        "div",
        "img",
        "a",
        "i",
        "br",
        "b",
        "ul",
        "li",
        "span",
        "details",
        "summary",
    }
    said = {unescape(label).split("\n")[0] for label in re.findall(r'<a[^>]*aria-label="([^"]*)"', page)}
    assert {NAMES[0].replace("<", "<\u2060").replace(">", "\u2060>"), "👩🏽‍💻 Coders 🎉"} <= said
    assert not re.search(r"<[/!\w]", re.findall(r"<style>(.*?)</style>", page, re.DOTALL)[0])


def test_two_thousand_organizations_take_less_than_a_picture() -> None:
    many = make_inventory(
        organizations=[{"id": f"o{k}", "name": f"Organization {k}"} for k in range(2000)],
        relationships=[{"from": f"o{k}", "to": f"o{7 * k % 1999}", "kind": "works_with"} for k in range(1, 2000)],
    )
    assert len(drawn(many)) < 600_000


def test_one_organization_alone_stands_in_the_middle() -> None:
    page = drawn(make_inventory(organizations=[{"name": "Only"}]))
    assert "--x:50.00%;--y:50.00%" in page
