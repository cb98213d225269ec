"""Findings: their order, their rows, and which of them head the overview."""

from itertools import pairwise

import pandas as pd

from components.analysis import Filters, Finding, findings
from components.analysis.finding import GROUPS, KINDS, make_finding
from tests.analysis.small_inventories import named, of_kind, tie
from tests.inventories import make_inventory


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
        return [int(each.sentence[0]) for each in Filters(**filters).choose_headlines(found, part, limit=5)]

    assert chosen(whole) == [0, 1, 2, 3, 4]
    assert chosen(kept) == [0, 2, 3, 4]  # nothing of 1 is left
    assert chosen(whole, issue_areas=["land use"]) == [0, 1, 2, 4]
    assert chosen(kept, issue_areas=["food"], communities=["refugees"]) == [0, 3]
    assert chosen(whole, communities=["Somali refugees"]) == [0, 1, 2, 3]


def test_a_finding_keeps_its_sentence_under_a_filter():
    whole = everything()
    found, kept = findings(whole), Filters(issue_areas=("housing",), types=("media",)).apply(whole)
    everyone = Filters().choose_headlines(found, whole, limit=99)
    left = Filters(issue_areas=("housing",)).choose_headlines(found, kept, limit=99)
    assert left and {each.sentence for each in left} < {each.sentence for each in everyone}


def test_headlines_of_chosen_findings_are_of_many_kinds():
    found = findings(everything())
    assert Filters().choose_headlines([], everything()) == []
    assert len(Filters().choose_headlines(found, everything(), limit=3)) == 3


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
    assert all(each.sentence.endswith((".", "?")) and isinstance(each, Finding) for each in found)


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
    assert {each.kind for each in findings(make_inventory())} == {"little known"}


def test_headlines_take_one_of_each_kind_first_and_keep_the_order():
    found, all_found = Filters().choose_headlines(findings(everything()), everything()), findings(everything())
    assert [each.kind for each in found] == list(KINDS)[:5]
    assert found == [each for each in all_found if each in found]


def test_headlines_repeat_a_kind_once_and_say_what_is_missing_once():
    kinds = [each.kind for each in Filters().choose_headlines(findings(everything()), everything(), limit=99)]
    assert max(kinds.count(kind) for kind in kinds) == 2
    assert kinds.count("no one on record") == 2 and kinds.count("little known") == 1
    assert len(Filters().choose_headlines(findings(make_inventory()), make_inventory())) == 1


def test_rows_exist_and_addresses_use_known_words():
    inventory = everything()
    for found in findings(inventory):
        assert set(found.query) <= {"issue", "community", "organization"}
        for table, label in found.rows:
            assert label in inventory.tables[table].index


def test_nothing_is_changed_by_finding():
    inventory = everything()
    before = {name: frame.copy() for name, frame in inventory.tables.items()}
    Filters().choose_headlines(findings(inventory), inventory)
    for name, frame in inventory.tables.items():
        pd.testing.assert_frame_equal(frame, before[name])
