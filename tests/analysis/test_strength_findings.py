"""Findings on what is missing and on strength, each kind on both sides of its threshold."""

import pytest

from tests.analysis.small_inventories import named, of_kind, silent, tie, with_alone
from tests.inventories import make_inventory


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
        "2 organizations need space. The one organization that says what it offers does not offer it."
    )
    assert found.group == "missing" and len(found.rows) == 3


@pytest.mark.parametrize("inventory", [needing("money", needs=1), needing("money", "space"), needing()])
def test_unmet_need_is_silent_otherwise(inventory):
    assert silent(inventory, "unmet need")


def reported(level_a, level_b, **cells):
    ties = [tie("A", "B", level=level, reported_by=side, **cells) for side, level in (("A", level_a), ("B", level_b))]
    return make_inventory(organizations=named("AB"), relationships=ties)


def test_sides_that_are_two_levels_apart_disagree():
    (found,) = of_kind(reported(4, 2), "sides disagree")
    assert found.sentence == (
        "A and B see their tie differently. A puts it at level 4 coalition, B at level 2 cooperation."
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
        "3 people rate knowledge 5.0 of 5, yet little is on record: of 5 skills, two or more organizations hold 1."
    )
    assert ("assessments", 0) in found.rows and ("organizations", 0) in found.rows


def test_a_tenth_without_a_working_tie():
    (found,) = of_kind(with_alone(1, 9), "cut off")
    assert found.sentence == "For 1 of 10 organizations our sources name no partner: A0. Who knows a partner of theirs?"
    assert found.rows == (("organizations", 0),)
    assert silent(with_alone(1, 10), "cut off")
    assert silent(with_alone(0, 10), "cut off")
    assert silent(make_inventory(organizations=named("AB")), "cut off")


def test_what_few_raters_say_is_thin_evidence():
    skills = "mapping|design|advocacy|legal knowledge|fundraising"
    inventory = make_inventory(
        organizations=[{"name": "A", "skills": skills}, {"name": "B", "skills": skills}],
        assessments=[{"element": "knowledge", "rating": 2, "rater": rater} for rater in ("r1", "r2")],
    )
    (found,) = of_kind(inventory, "perceived and observed part")
    assert found.sentence.startswith("Only 2 people rate knowledge 2.0 of 5, yet much is on record: of 5 skills")
