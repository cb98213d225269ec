"""Findings on resilience, each kind on both sides of its threshold."""

from itertools import pairwise

import pandas as pd
import pytest

from components.analysis import findings
from tests.analysis.small_inventories import named, of_kind, silent, tie
from tests.inventories import make_inventory


def barbell(tail):
    """Six in a ring, one of them a bridge to a chain of some more."""
    ring = ["R1", "R2", "R3", "R4", "R5", "Rise"]
    chain = ["Rise", *(f"T{number}" for number in range(tail))]
    pairs = [*pairwise([*ring, "R1"]), *pairwise(chain)]
    return make_inventory(organizations=named([*ring, *chain[1:]]), relationships=[tie(*pair) for pair in pairs])


def test_one_bridge_cuts_off_three():
    found = of_kind(barbell(3), "one bridge")
    assert [each.sentence for each in found] == [
        "3 organizations hang by one thread: Rise. Without it, T0, T1 and T2 lose their last working tie to the rest."
    ]
    assert found[0].query == {"organization": "rise"} and found[0].view == "network"
    assert len(found[0].rows) == 3  # Rise has three ties
    assert silent(barbell(2), "one bridge")


def test_names_beyond_three_are_counted():
    sentence = of_kind(barbell(4), "one bridge")[0].sentence
    assert sentence.startswith("4 organizations hang by one thread")
    assert sentence.endswith("T0, T1, T2 and 1 more lose their last working tie to the rest.")


def on_a_role(*held_by, **cells):
    names = [f"P{number}" for number in range(len(held_by))]
    ties = [tie("County", name, held_by=held, **cells) for name, held in zip(names, held_by, strict=True)]
    return make_inventory(organizations=named(["County", *names]), relationships=ties)


CIO = "County: chief information officer"


def test_ties_that_rest_on_one_role():
    (found,) = of_kind(on_a_role(CIO, CIO, CIO), "rests on one role")
    assert found.sentence == (
        "3 working ties depend on one job: chief information officer at County. They reach P0, P1 and P2."
    )
    assert found.query == {"organization": "county"}
    assert found.rows == (("relationships", 0), ("relationships", 1), ("relationships", 2))


@pytest.mark.parametrize(
    "inventory",
    [
        on_a_role(CIO, CIO),
        on_a_role(CIO, CIO, (CIO, "P2: director")),  # someone else holds it too
        on_a_role(CIO, CIO, None),
        on_a_role(CIO, CIO, CIO, status="lapsed"),
        on_a_role(CIO, CIO, CIO, kind="tension"),
    ],
)
def test_rests_on_one_role_is_silent_otherwise(inventory):
    assert silent(inventory, "rests on one role")


def test_a_role_is_one_however_its_organization_is_named():
    ways = (
        "County: chief information officer",
        "the county : Chief Information Officer",
        "old-county: chief-information officer",
    )
    names = [*named(["P0", "P1", "P2"]), {"name": "County", "aliases": "The County", "former_names": "Old County"}]
    ties = [tie("County", f"P{n}", held_by=way) for n, way in enumerate(ways)]
    (found,) = of_kind(make_inventory(organizations=names, relationships=ties), "rests on one role")
    assert found.sentence == (
        "3 working ties depend on one job: chief information officer at County. They reach P0, P1 and P2."
    )


def test_both_ends_may_write_one_role_in_two_ways():
    reports = [tie("County", name, held_by=way) for name in ("A", "B", "C") for way in (CIO, CIO.upper())]
    inventory = make_inventory(organizations=named(["County", "A", "B", "C"]), relationships=reports)
    assert len(of_kind(inventory, "rests on one role")) == 1


def test_a_role_must_reach_three_organizations_besides_its_own():
    ends = [("County", "A"), ("County", "B"), ("A", "B")]  # three ties, which reach A and B alone
    ties = [tie(*pair, held_by=CIO) for pair in ends]
    assert silent(make_inventory(organizations=named(["County", "A", "B"]), relationships=ties), "rests on one role")
    ties[2] = tie("A", "C", held_by=CIO)
    assert of_kind(
        make_inventory(organizations=named(["County", "A", "B", "C"]), relationships=ties), "rests on one role"
    )


def test_two_reports_of_one_pair_are_one_tie_of_a_role():
    inventory = on_a_role(CIO, CIO)
    twice = pd.concat([inventory.relationships] * 2, ignore_index=True)
    assert silent(inventory.with_tables(relationships=twice), "rests on one role")


def test_a_role_of_nobody_on_record_stays_as_it_is_written():
    (found,) = of_kind(on_a_role("mayor", "mayor", "mayor"), "rests on one role")
    assert "one job: mayor. They reach County, P0, P1 and 1 more." in found.sentence
    assert found.query == {}


def skilled(*others, lead="A"):
    return make_inventory(
        organizations=[{"name": "A", "skills": "mapping"}, *others, {"name": "Z"}],
        initiatives=[{"name": "I", "lead": lead, "partners": (), "issue_areas": "housing"}],
    )


def test_a_skill_with_one_holder_that_takes_part_in_initiatives():
    (found,) = of_kind(skilled({"name": "B", "skills": ()}), "one holder")
    assert found.sentence == (
        "We know the skills of 2 of 3 organizations. Of these, only A is skilled in mapping."
        " It takes part in 1 initiative on housing."
    )
    assert found.query == {"organization": "a", "issue": "housing"}
    assert found.rows == (("organizations", 0), ("organizations", 1), ("initiatives", 0))


@pytest.mark.parametrize(
    "inventory",
    [
        skilled({"name": "B", "skills": "mapping"}),
        skilled({"name": "B", "skills": "design"}, lead="Z"),
        skilled(),  # no one to compare with
    ],
)
def test_one_holder_is_silent_otherwise(inventory):
    assert silent(inventory, "one holder")


def test_a_department_of_one_that_keeps_its_ties_is_said_to_be_one() -> None:
    names = ["City", "Office", "Hub", "Clinic", "Shelter", "Court", "Port"]
    ties = [("City", "Court"), ("Court", "Port"), ("City", "Port"), ("City", "Hub")]
    ties += [("Hub", "Office"), ("Hub", "Clinic"), ("Hub", "Shelter")]
    inventory = make_inventory(
        organizations=[{"name": name} for name in [*names, "Annex"]],
        relationships=[{"from": one, "to": other, "kind": "works_with"} for one, other in ties]
        + [{"from": "Office", "to": "City", "kind": "part_of"}, {"from": "Annex", "to": "City", "kind": "part_of"}],
    )
    said = {finding.kind: finding.sentence for finding in findings(inventory)}
    assert said["one bridge"] == (
        "3 organizations hang by one thread: Hub. Without it, Clinic, Office and Shelter lose their last working tie to"
        " the rest. 1 of them is part of an organization that keeps its ties."
    )
    assert said["cut off"] == (
        "For 1 of 8 organizations our sources name no partner: Annex."
        " 1 of them is part of an organization that has partners. Who knows a partner of theirs?"
    )
