"""Findings: each kind on both sides of its threshold, their order, and the sentences that head the views."""

from itertools import pairwise

import pandas as pd
import pytest

from components.analysis import Filters, Finding, choose_headlines, findings, network_summary
from components.analysis.coverage import measure_coverage
from components.analysis.finding import GROUPS, KINDS, make_finding
from components.analysis.sentences import (
    describe_inventory,
    describe_network,
    describe_overview,
    describe_representation,
    describe_strength,
)
from components.inventory import empty_inventory, make_inventory, schema_columns


def of_kind(inventory, kind, **options):
    return [found for found in findings(inventory, **options) if found.kind == kind]


def silent(inventory, kind):
    return not of_kind(inventory, kind)


def tie(a, b, **cells):
    return {"from": a, "to": b, **cells}


def named(names):
    return [{"name": name} for name in names]


# Representation


def on_housing(filled, **first):
    """Organizations on housing, of which some say whom they serve, and one more says nothing."""
    told = [{"name": f"O{n}", "issue_areas": "housing", "serves": "youth"} for n in range(filled)]
    told[0] |= first
    return make_inventory(
        organizations=[*told, {"name": "silent", "issue_areas": "housing"}],
        communities=[{"name": "Somali residents", "marginalized": "yes"}, {"name": "elders"}],
    )


def test_no_one_on_record_leads_or_serves_a_marginalized_community():
    (found,) = of_kind(on_housing(5), "no one on record")
    assert found.sentence == (
        "No one on record leads or serves Somali residents on housing"
        " (of 5 organizations on housing whose communities are known)."
    )
    assert (found.group, found.view) == ("representation", "representation")
    assert found.query == {"issue": "housing", "community": "somali-residents"}
    assert found.rows == tuple(("organizations", label) for label in range(5))


@pytest.mark.parametrize(
    "inventory",
    [
        on_housing(4),
        on_housing(5, serves="Somali residents"),
        on_housing(5, led_by="Somali residents"),
        empty_inventory(),
    ],
)
def test_no_one_on_record_is_silent_otherwise(inventory):
    assert silent(inventory, "no one on record")


def test_a_seat_does_not_stand_in_for_leading_or_serving():
    inventory = on_housing(5)
    seats = make_inventory(
        organizations=named(["O0"]),
        seats=[{"table": "t", "organization": "O0", "issue_areas": "housing", "speaks_for": "Somali residents"}],
    ).seats
    assert of_kind(inventory.with_tables(seats=seats), "no one on record")


def test_findings_keep_to_the_issue_areas_of_a_filter():
    assert of_kind(on_housing(5), "no one on record", issue_areas=["housing"])
    assert not of_kind(on_housing(5), "no one on record", issue_areas=["food"])


def served(serving, filled, led=()):
    return make_inventory(
        organizations=[
            *({"name": f"S{number}", "serves": "youth"} for number in range(serving)),
            *({"name": f"L{number}", "led_by": led} for number in range(filled)),
        ]
    )


def test_served_by_many_led_by_none():
    (found,) = of_kind(served(5, 10), "served by many, led by none")
    assert found.sentence == (
        "5 organizations on record serve youth, and none is led by them"
        " (of 10 organizations whose leadership is known)."
    )
    assert found.query == {"community": "youth"} and len(found.rows) == 15


@pytest.mark.parametrize("inventory", [served(4, 10), served(5, 9), served(5, 10, "youth"), served(5, 0)])
def test_served_by_many_is_silent_otherwise(inventory):
    assert silent(inventory, "served by many, led by none")


def seated(*powers, way="held_by_community"):
    seats = [{"table": "t", "organization": "A", way: "youth", "power": power} for power in powers]
    return make_inventory(organizations=named("A"), seats=seats)


def test_seats_without_power():
    (found,) = of_kind(seated(0, 2, 3, None), "seats without power")
    assert found.sentence == (
        "4 seats on record are held by youth, and none has power 4 (collaborate) or more (known for 3):"
        " the highest is 3 involve."
    )
    assert found.rows == (("seats", 0), ("seats", 1), ("seats", 2))


@pytest.mark.parametrize(
    "inventory", [seated(3, 3), seated(3, 3, 4), seated(3, 3, None), seated(3, 3, 3, way="speaks_for")]
)
def test_seats_without_power_is_silent_otherwise(inventory):
    assert silent(inventory, "seats without power")


# Resilience


def barbell(tail):
    """Six in a ring, one of them a bridge to a chain of some more."""
    ring = ["R1", "R2", "R3", "R4", "R5", "Rise"]
    chain = ["Rise", *(f"T{number}" for number in range(tail))]
    pairs = [*pairwise([*ring, "R1"]), *pairwise(chain)]
    return make_inventory(organizations=named([*ring, *chain[1:]]), relationships=[tie(*pair) for pair in pairs])


def test_one_bridge_cuts_off_three():
    found = of_kind(barbell(3), "one bridge")
    assert [each.sentence for each in found] == [
        "Without Rise, 3 organizations lose their last working tie on record to the rest: T0, T1 and T2."
    ]
    assert found[0].query == {"organization": "rise"} and found[0].view == "network"
    assert len(found[0].rows) == 3  # Rise has three ties
    assert silent(barbell(2), "one bridge")


def test_names_beyond_three_are_counted():
    sentence = of_kind(barbell(4), "one bridge")[0].sentence
    assert sentence.endswith(
        "4 organizations lose their last working tie on record to the rest: T0, T1, T2 and 1 more."
    )


def on_a_role(*held_by, **cells):
    names = [f"P{number}" for number in range(len(held_by))]
    ties = [tie("County", name, held_by=held, **cells) for name, held in zip(names, held_by, strict=True)]
    return make_inventory(organizations=named(["County", *names]), relationships=ties)


CIO = "County: chief information officer"


def test_ties_that_rest_on_one_role():
    (found,) = of_kind(on_a_role(CIO, CIO, CIO), "rests on one role")
    assert found.sentence == (
        "3 working ties on record rest on one role alone, chief information officer at County:"
        " they reach P0, P1 and P2."
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
        "3 working ties on record rest on one role alone, chief information officer at County:"
        " they reach P0, P1 and P2."
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
    assert "one role alone, mayor: they reach County, P0, P1 and 1 more" in found.sentence
    assert found.query == {}


def skilled(*others, lead="A"):
    return make_inventory(
        organizations=[{"name": "A", "skills": "mapping"}, *others, {"name": "Z"}],
        initiatives=[{"name": "I", "lead": lead, "partners": (), "issue_areas": "housing"}],
    )


def test_a_skill_with_one_holder_that_takes_part_in_initiatives():
    (found,) = of_kind(skilled({"name": "B", "skills": ()}), "one holder")
    assert found.sentence == (
        "Only A has mapping on record, and takes part in 1 initiative on housing"
        " (of 2 organizations whose skills are known)."
    )
    assert found.query == {"organization": "a", "issue": "housing"}
    assert found.rows == (("organizations", 0), ("initiatives", 0))


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


# Missing


def needing(*offers, needs=2):
    return make_inventory(
        organizations=[
            *({"name": f"N{number}", "needs": "space"} for number in range(needs)),
            *({"name": f"G{number}", "offers": offer} for number, offer in enumerate(offers)),
        ]
    )


def test_a_need_of_two_that_no_one_offers():
    (found,) = of_kind(needing("money"), "unmet need")
    assert found.sentence == (
        "2 organizations need space, and no one on record offers it (of 1 organization whose offers are known)."
    )
    assert found.group == "missing" and len(found.rows) == 3


@pytest.mark.parametrize("inventory", [needing("money", needs=1), needing("money", "space"), needing()])
def test_unmet_need_is_silent_otherwise(inventory):
    assert silent(inventory, "unmet need")


# Strength


def reported(level_a, level_b, **cells):
    ties = [tie("A", "B", level=level, reported_by=side, **cells) for side, level in (("A", level_a), ("B", level_b))]
    return make_inventory(organizations=named("AB"), relationships=ties)


def test_sides_that_are_two_levels_apart_disagree():
    (found,) = of_kind(reported(4, 2), "sides disagree")
    assert found.sentence == (
        "A and B see their tie differently on record: A puts it at 4 coalition, B at 2 cooperation."
    )
    assert found.query == {"organization": "a"} and len(found.rows) == 2
    for inventory in (reported(4, 3), reported(4, None), reported(4, 2, status="lapsed")):
        assert silent(inventory, "sides disagree")


def test_perceived_and_observed_part():
    skills = "mapping|design|advocacy|legal knowledge|fundraising"
    inventory = make_inventory(
        organizations=[{"name": "A", "skills": skills}, {"name": "B", "skills": "mapping"}],
        assessments=[{"element": "knowledge", "rating": 5, "rater": f"r{number}"} for number in range(3)],
    )
    (found,) = of_kind(inventory, "perceived and observed part")
    assert found.sentence == (
        "Knowledge: rated 5.0 of 5 by 3 raters, while little is on record:"
        " 5 skills on record, 1 of them held by two or more organizations."
    )
    assert ("assessments", 0) in found.rows and ("organizations", 0) in found.rows


def with_alone(alone, tied):
    names = [f"T{number}" for number in range(tied)]
    lonely = [f"A{number}" for number in range(alone)]
    return make_inventory(
        organizations=named([*lonely, *names]), relationships=[tie(*pair) for pair in pairwise(names)]
    )


def test_a_tenth_without_a_working_tie():
    (found,) = of_kind(with_alone(1, 9), "cut off")
    assert found.sentence == "1 of 10 organizations has no working tie on record: A0."
    assert found.rows == (("organizations", 0),)
    assert silent(with_alone(1, 10), "cut off")
    assert silent(with_alone(0, 10), "cut off")
    assert silent(make_inventory(organizations=named("AB")), "cut off")


# What is known


def test_little_known_says_what_is_missing():
    sentences = [each.sentence for each in of_kind(with_alone(0, 3), "little known")]
    assert "No ratings on record: the strength of the six elements is not known." in sentences
    assert "Who leads organizations is not known: “led by” is filled for none of 3 organizations." in sentences
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


def test_what_few_raters_say_is_thin_evidence():
    skills = "mapping|design|advocacy|legal knowledge|fundraising"
    inventory = make_inventory(
        organizations=[{"name": "A", "skills": skills}, {"name": "B", "skills": skills}],
        assessments=[{"element": "knowledge", "rating": 2, "rater": rater} for rater in ("r1", "r2")],
    )
    (found,) = of_kind(inventory, "perceived and observed part")
    assert found.sentence.startswith(
        "Knowledge: rated 2.0 of 5 by 2 raters, which is thin evidence, while much is on record: 5 skills"
    )


# What concerns a filter


def a_finding(number, kind, rows=(), **query):
    return make_finding(kind, f"{number}.", 1, tuple(("organizations", row) for row in rows), **query)


def test_findings_of_the_city_are_chosen_not_computed_again():
    whole = make_inventory(
        organizations=named("ABC"),
        communities=[{"name": "refugees"}, {"name": "Somali refugees", "broader": "refugees"}, {"name": "elders"}],
    )
    kept = whole.with_tables(organizations=whole.organizations.iloc[[1, 2]])
    found = [
        a_finding(0, kind="no one on record"),
        a_finding(1, kind="one bridge", rows=[0]),
        a_finding(2, kind="one holder", rows=[0, 2], issue="land-use"),
        a_finding(3, kind="unmet need", issue="food", community="somali-refugees"),
        a_finding(4, kind="cut off", rows=[1], community="elders"),
    ]

    def chosen(part, **filters):
        return [int(each.sentence[0]) for each in choose_headlines(found, Filters(**filters), part, limit=5)]

    assert chosen(whole) == [0, 1, 2, 3, 4]
    assert chosen(kept) == [0, 2, 3, 4]  # nothing of 1 is left
    assert chosen(whole, issue_areas=["land use"]) == [0, 1, 2, 4]
    assert chosen(kept, issue_areas=["food"], communities=["refugees"]) == [0, 3]
    assert chosen(whole, communities=["Somali refugees"]) == [0, 1, 2, 3]


def test_a_finding_keeps_its_sentence_under_a_filter():
    whole = everything()
    found, kept = findings(whole), Filters(issue_areas=("housing",), types=("media",)).apply(whole)
    everyone = choose_headlines(found, Filters(), whole, limit=99)
    assert everyone == choose_headlines(found, limit=99)
    left = choose_headlines(found, Filters(issue_areas=("housing",)), kept, limit=99)
    assert left and {each.sentence for each in left} < {each.sentence for each in everyone}


def test_headlines_of_chosen_findings_are_of_many_kinds():
    found = findings(everything())
    assert choose_headlines([]) == []
    assert len(choose_headlines(found, limit=3)) == 3


# Order


def everything():
    """An inventory with a finding of every kind."""
    people = [
        {"name": f"O{n}", "issue_areas": "housing", "serves": "youth", "led_by": (), "needs": "space"}
        for n in range(10)
    ]
    people[0] |= {"skills": "mapping|design|advocacy|legal knowledge|fundraising", "offers": "money"}
    people[1] |= {"skills": ()}
    ties = [tie("O0", f"O{n}", held_by="O0: director") for n in range(1, 5)]
    ties += [tie("O5", "O6", level=5, reported_by="O5"), tie("O5", "O6", level=1, reported_by="O6")]
    return make_inventory(
        organizations=people,
        relationships=ties,
        communities=[{"name": name, "marginalized": "yes"} for name in ("elders", "Somali residents", "renters")],
        seats=[{"table": "t", "organization": "O0", "held_by_community": "elders", "power": 1} for _ in range(3)],
        initiatives=[{"name": "I", "lead": "O0", "issue_areas": "housing"}],
        assessments=[{"element": "knowledge", "rating": 5, "rater": f"r{number}"} for number in range(3)],
    )


def test_every_kind_in_the_order_of_the_groups():
    found = findings(everything())
    assert {each.kind for each in found} == set(KINDS)
    kinds = list(dict.fromkeys(each.kind for each in found))
    assert kinds == list(KINDS)  # kinds keep the order of the measures
    places = [GROUPS.index(each.group) for each in found]
    assert places == sorted(places)
    for first, second in pairwise(found):
        assert first.group != second.group or first.weight >= second.weight
    assert all(each.sentence.endswith(".") and isinstance(each, Finding) for each in found)


def test_more_concerned_comes_first_within_a_kind():
    inventory = make_inventory(
        organizations=[
            *({"name": f"A{n}", "needs": "space|time"} for n in range(2)),
            {"name": "B", "needs": "time", "offers": "money"},
        ]
    )
    assert [each.sentence[:20] for each in of_kind(inventory, "unmet need")] == [
        "3 organizations need",
        "2 organizations need",
    ]


def test_limit_and_nothing_at_all():
    assert findings(everything(), limit=2) == findings(everything())[:2]
    assert {each.kind for each in findings(empty_inventory())} == {"little known"}


def test_headlines_take_one_of_each_kind_first_and_keep_the_order():
    found, all_found = choose_headlines(findings(everything()), limit=5), findings(everything())
    assert [each.kind for each in found] == list(KINDS)[:5]
    assert found == [each for each in all_found if each in found]


def test_headlines_repeat_a_kind_once_and_say_what_is_missing_once():
    kinds = [each.kind for each in choose_headlines(findings(everything()), limit=99)]
    assert max(kinds.count(kind) for kind in kinds) == 2
    assert kinds.count("no one on record") == 2 and kinds.count("little known") == 1
    assert len(choose_headlines(findings(empty_inventory()))) == 1


def test_rows_exist_and_addresses_use_known_words():
    inventory = everything()
    for found in findings(inventory):
        assert set(found.query) <= {"issue", "community", "organization"}
        for table, label in found.rows:
            assert label in inventory.tables[table].index


def test_nothing_is_changed_by_finding():
    inventory = everything()
    before = {name: frame.copy() for name, frame in inventory.tables.items()}
    choose_headlines(findings(inventory))
    for name, frame in inventory.tables.items():
        pd.testing.assert_frame_equal(frame, before[name])


# Sentences that head the views


def test_overview_sentence():
    inventory = make_inventory(
        inventory=[{"city": "Riverbend"}],
        organizations=[{"name": "A", "type": "library"}, {"name": "B", "type": "media"}],
        relationships=[tie("A", "B")],
    )
    assert describe_overview(inventory) == (
        "Riverbend has 2 organizations on record, with 1 working tie and 1 of the 6 types of key player."
    )
    assert describe_overview(make_inventory(organizations=named("A"))) == (
        "This inventory has 1 organization on record;"
        " not known: who works with whom and what types of key player they are."
    )
    assert describe_overview(empty_inventory()) == "No organization is on record here."


def test_network_sentence():
    inventory = make_inventory(
        organizations=named("ABCDEF"),
        relationships=[tie("A", "B", status="active"), tie("B", "C"), tie("D", "E")],
    )
    sentence = (
        "3 working ties connect 5 of 6 organizations, 3 of them in the largest group; 1 has no working tie on record."
        " Whether they are still active is not known for 2 of 3."
    )
    assert describe_network(inventory, network_summary(inventory)) == describe_network(inventory) == sentence
    assert describe_network(make_inventory(organizations=named("AB"))) == (
        "No working tie is on record among 2 organizations: who works with whom is not known."
    )


def tied_city():
    """A is tied to B, B to C, D to E; what is on record of Riverbend as a whole."""
    return make_inventory(
        inventory=[{"city": "Riverbend"}],
        organizations=[{"name": name, "type": "library", "issue_areas": issue} for name, issue in ISSUE_OF.items()],
        relationships=[tie("A", "B"), tie("B", "C", kind="funds"), tie("D", "E")],
    )


ISSUE_OF = {"A": "food|housing", "B": "food", "C": "food|health", "D": "housing|health", "E": "income"}


def test_sentences_of_a_part_are_of_what_is_in_view():
    whole = tied_city()
    food, health = (Filters(issue_areas=(issue,)).apply(whole) for issue in ("food", "health"))
    types = "1 of the 6 types of key player."
    assert describe_overview(food, whole) == (
        f"3 of Riverbend's 5 organizations are in view, with 2 working ties on record among them and {types}"
    )
    assert describe_overview(health, whole) == (
        f"2 of Riverbend's 5 organizations are in view, with no working ties on record among them and {types}"
    )
    funds = Filters(tie_kinds=("funds",)).apply(whole)
    assert describe_overview(funds, whole) == (
        f"5 of Riverbend's 5 organizations are in view, with 1 of the 3 working ties on record among them and {types}"
    )
    assert describe_overview(whole, whole) == describe_overview(whole)


def test_the_network_of_a_part_counts_only_ties_with_one_another():
    whole = tied_city()
    housing = Filters(issue_areas=("food", "housing")).apply(whole)
    assert describe_network(housing, whole=whole) == (
        "2 working ties connect 3 of 4 organizations with one another, all in one group;"
        " 1 has no working tie on record with the others."
        " Whether they are still active is not known for 2 of 2."
    )
    health = Filters(issue_areas=("health",)).apply(whole)
    assert describe_network(health, whole=whole) == "No working tie is on record among these 2 organizations."
    one = Filters(issue_areas=("income",)).apply(whole)
    assert describe_network(one, whole=whole) == "No working tie is on record among this 1 organization."
    shared = Filters(tie_kinds=("shares_data",)).apply(whole)
    assert describe_network(shared, whole=whole) == (
        "No working tie that the filters ask for is on record among 5 organizations."
    )
    funds = Filters(tie_kinds=("funds",)).apply(whole)
    assert "3 have no such working tie on record." in describe_network(funds, whole=whole)


def test_strength_sentence():
    rate = lambda *scores: make_inventory(  # noqa: E731
        organizations=named("A"),
        assessments=[{"element": e, "rating": score, "rater": rater} for e, score, rater in scores],
    )
    assert describe_strength(rate(("knowledge", 4, "r1"), ("resources", 2, "r2"), ("resources", 3, "r3"))) == (
        "Of 2 elements rated, the strongest is knowledge (4.0 of 5) and the weakest resources (2.5 of 5),"
        " by 3 raters."
        " 4 of 6 elements are not rated."
    )
    assert describe_strength(rate(("knowledge", 4, "r1"))) == (
        "The one element rated is knowledge (4.0 of 5), by 1 rater, which is thin evidence."
        " 5 of 6 elements are not rated."
    )
    assert describe_strength(rate(("knowledge", 3, "r1"), ("resources", 3, "r2"))).startswith(
        "All 2 elements rated stand at 3.0 of 5, by 2 raters, which is thin evidence."
    )
    assert describe_strength(empty_inventory()) == (
        "No one has rated the six elements on record: how strong people think they are is not known."
    )


def test_representation_sentence():
    inventory = make_inventory(
        organizations=[{"name": "A", "serves": "youth|elders", "led_by": "youth"}],
        communities=[{"name": "renters"}],
    )
    assert describe_representation(inventory) == (
        "Of 3 communities on record, 2 are served and 1 leads an organization; not known: who holds seats."
    )
    assert describe_representation(make_inventory(communities=[{"name": "renters"}], organizations=[])) == (
        "1 community is on record; not known: who is served, who leads and who holds seats."
    )
    assert describe_representation(empty_inventory()) == ("No community is on record: who is represented is not known.")


def test_inventory_sentence():
    sentence = describe_inventory(make_inventory(organizations=[{"name": "A", "type": "media"}]))
    # Seven tables, of which one has rows, with seven columns that views need, of which one is filled.
    assert sentence == (
        "Of 14 tables and columns that the views need, 2 are filled for half or more;"
        " not known at all: who works with whom, the strength of the six elements,"
        " which communities are marginalized and 9 more."
    )


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
        "Without Hub, 3 organizations lose their last working tie on record to the rest"
        " (1 of them is part of one that keeps its ties): Clinic, Office and Shelter."
    )
    assert said["cut off"] == (
        "1 of 8 organizations has no working tie on record (1 of them is part of one that has some): Annex."
    )
