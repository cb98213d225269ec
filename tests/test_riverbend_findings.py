"""The Atlas reads Riverbend without a problem, and its findings say each planted truth."""

from __future__ import annotations

from functools import cache

import pytest

from components.analysis import (
    Filters,
    element_strength,
    findings,
    network_measures,
    network_summary,
    observed_strength,
    representation_grid,
    strength_differences,
)
from components.analysis.bridges import find_bridges
from components.analysis.clusters import name_clusters
from components.analysis.ties import working_pairs
from components.drafts import list_inventories, read_inventory
from components.files import inventory_dates
from components.inventory import Inventory
from components.inventory.text import with_capital
from tests import planted
from tests import riverbend_facts as facts

GROUPS = ["representation", "resilience", "missing", "strength", "data"]


@cache
def riverbend(date: str = planted.NOW) -> Inventory:
    inventory, problems = read_inventory(facts.RIVERBEND, date=date)
    assert problems == []
    return inventory


@cache
def said(kind: str, date: str = planted.NOW) -> tuple[str, ...]:
    """The sentences of one kind of finding, in the order of their rank."""
    return tuple(finding.sentence for finding in findings(riverbend(date)) if finding.kind == kind)


def says(sentences: tuple[str, ...], *names: str) -> bool:
    """Whether one of the sentences has every one of the names."""
    return any(all(name in sentence for name in names) for sentence in sentences)


def names_of() -> dict[str, str]:
    organizations = riverbend().organizations
    return dict(zip(organizations["id"], organizations["name"], strict=True))


@pytest.mark.parametrize("date", [planted.BEFORE, planted.NOW])
def test_both_dates_read_without_a_problem(date: str) -> None:
    inventory = riverbend(date)
    assert inventory.fictional
    assert inventory.about("city") == "Riverbend"
    assert inventory.about("as_of") == date
    assert all(len(frame) for frame in inventory.tables.values())


def test_the_newest_date_opens_and_both_are_offered() -> None:
    inventory, _ = read_inventory(facts.RIVERBEND)
    assert inventory.about("as_of") == planted.NOW
    assert sorted(inventory_dates(facts.RIVERBEND)) == [planted.BEFORE, planted.NOW]
    listed = list_inventories(facts.RIVERBEND.parent)
    assert "Riverbend" in set(listed["city"])


@pytest.mark.parametrize("date", [planted.BEFORE, planted.NOW])
def test_the_network_is_the_one_in_the_files(date: str) -> None:
    inventory, tables = riverbend(date), facts.read(date)
    ids = inventory.organizations["id"]
    pairs = {tuple(sorted((ids.iloc[a], ids.iloc[b]))) for a, b in working_pairs(inventory)}
    assert pairs == set(facts.working_ties(tables))
    assert network_summary(inventory).isolates == planted.ISOLATES[date][0]


def test_clusters_follow_issues() -> None:
    inventory = riverbend()
    clusters = name_clusters(inventory, network_measures(inventory))
    assert {"Housing", "Justice", "Health", "Food"} <= set(clusters["name"])
    assert 6 <= len(clusters) <= 9


def test_scores_are_those_in_the_files() -> None:
    tables = facts.read(planted.NOW)
    strength = element_strength(riverbend()).set_index("element")["score"]
    for element, score in strength.items():
        assert score == pytest.approx(facts.perceived(tables, str(element)))
    assert element_strength(riverbend(), "indicator")["raters_disagree"].sum() >= 5


def test_observed_counts_are_those_in_the_files() -> None:
    observed = observed_strength(riverbend())
    counts = set(zip(observed["element"], observed["count"], observed["base"], strict=True))
    assert ("collaborative_approach", *planted.CLOSE_TIES) in counts
    assert ("collaborative_approach", *planted.MIXED_INITIATIVES) in counts
    assert ("key_players", 6, 6) in counts
    assert set(strength_differences(riverbend())["element"]) == set(planted.PARTED)


def test_the_grid_says_no_one_on_record() -> None:
    grid = representation_grid(riverbend()).set_index(["community", "issue_area"])
    cell = grid.loc[("people returning from jail", "housing")]
    assert cell["state"] == "no one on record"
    assert cell["serves"] == cell["leads"] == 0


def test_finding_no_one_on_record() -> None:
    sentences = said("no one on record")
    assert len(sentences) == len(planted.NO_ONE_ON_RECORD)
    for (community, issue), filled in planted.NO_ONE_ON_RECORD.items():
        assert says(sentences, community, issue, str(filled))
    assert says(sentences[:2], "people returning from jail", "housing")  # two are of 16 filled


def test_finding_served_by_many_led_by_none() -> None:
    sentences = said("served by many, led by none")
    assert len(sentences) == len(planted.SERVED_NOT_LED)
    for community, (served, filled) in planted.SERVED_NOT_LED.items():
        assert says(sentences, community, str(served), str(filled))


def test_finding_seats_without_power() -> None:
    sentences = said("seats without power")
    assert len(sentences) == len(planted.SEATS_WITHOUT_POWER)
    assert all(says(sentences, with_capital(community)) for community in planted.SEATS_WITHOUT_POWER)


def test_finding_one_bridge() -> None:
    sentences = said("one bridge")
    assert len(sentences) == len(planted.ONE_BRIDGE)
    for bridge, lost in planted.ONE_BRIDGE.items():
        assert says(sentences, bridge, str(len(lost)))
    assert {names_of()[name] for name in find_bridges(riverbend())["id"]} == set(planted.ONE_BRIDGE)


def test_finding_rests_on_one_role() -> None:
    sentences = said("rests on one role")
    assert len(sentences) == len(planted.ONE_ROLE)
    for holder, others in planted.ONE_ROLE.items():
        organization, role = holder.split(": ")
        assert says(sentences, organization, role, str(len(others)))


def test_finding_one_holder() -> None:
    sentences = said("one holder")
    assert len(sentences) == len(planted.ONE_HOLDER)
    for skill, (holder, issues) in planted.ONE_HOLDER.items():
        assert says(sentences, skill, holder, *issues)


def test_finding_unmet_need() -> None:
    sentences = said("unmet need")
    assert len(sentences) == len(planted.UNMET_NEED)
    assert all(says(sentences, need, str(count)) for need, count in planted.UNMET_NEED.items())


def test_finding_sides_disagree() -> None:
    sentences = said("sides disagree")
    assert len(sentences) == len(planted.SIDES_DISAGREE)
    assert all(says(sentences, *pair) for pair in planted.SIDES_DISAGREE)


def test_finding_perceived_and_observed_part() -> None:
    sentences = said("perceived and observed part")
    assert len(sentences) == 2
    counts = [f"{count} of {base}" for count, base in (planted.CLOSE_TIES, planted.MIXED_INITIATIVES)]
    assert says(sentences, "collaborative approach", "4.2", *counts)
    assert says(sentences, "key players", "1.8", "all 6 types")


def test_finding_cut_off_before_and_not_now() -> None:
    apart, everyone = planted.ISOLATES[planted.BEFORE]
    assert says(said("cut off", planted.BEFORE), f"{apart} of {everyone}")
    assert said("cut off") == ()


def test_finding_little_known() -> None:
    _, column = planted.LITTLE_KNOWN[0]
    assert says(said("little known"), column)


def test_findings_come_in_order_each_with_its_rows() -> None:
    found = findings(riverbend())
    groups = [GROUPS.index(finding.group) for finding in found]
    assert groups == sorted(groups)
    assert all(finding.rows for finding in found if finding.group != "data")


def test_headlines_are_of_several_kinds() -> None:
    found = Filters().choose_headlines(findings(riverbend()), riverbend())
    assert 3 <= len({finding.kind for finding in found}) <= len(found) <= 5
