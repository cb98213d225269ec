"""Where what people perceive and what is on record part."""

from functools import partial
from itertools import pairwise

import pandas as pd
import pytest

from components.analysis import (
    element_strength,
    strength_differences,
)
from tests.inventories import make_inventory

SCORES = tuple(partial(element_strength, by=by) for by in ("indicator", "issue_area"))


def rating(score, rater=None, element="knowledge", **cells):
    return {"element": element, "rating": score, "rater": rater, **cells}


def seat(held=None, power=None, **cells):
    return {"table": "board", "organization": "A", "held_by_community": held, "power": power, **cells}


def shared_skills(shared, skills):
    """Organizations of which the first has all skills and the second some; one signal of knowledge."""
    names = [f"skill {number}" for number in range(skills)]
    return [{"name": "A", "skills": tuple(names)}, {"name": "B", "skills": tuple(names[:shared])}]


@pytest.mark.parametrize(
    ("score", "raters", "shared", "skills", "direction"),
    [
        (4, 3, 1, 5, "rated higher"),  # 1/5
        (4, 2, 1, 5, None),  # two raters are too few
        (3.9, 3, 1, 5, None),
        (4, 3, 2, 6, None),  # 2/6 is not under 1/3
        (4, 3, 0, 4, None),  # base under 5
        (2, 3, 5, 7, "rated lower"),  # 5/7 over 2/3
        (2.1, 3, 5, 7, None),
        (2, 3, 4, 6, None),  # 4/6 is not over 2/3
        (2, 3, 4, 4, None),
        (4, 3, 5, 5, None),  # high and high agree
    ],
)
def test_where_perceived_and_observed_part(score, raters, shared, skills, direction):
    inventory = make_inventory(
        organizations=shared_skills(shared, skills),
        assessments=[rating(score, f"r{number}") for number in range(raters)],
    )
    assert strength_differences(inventory)["direction"].tolist() == ([direction] if direction else [])


def test_every_ratio_of_an_element_must_agree_before_it_parts():
    chain = [f"O{number}" for number in range(7)]
    reports = [{"from": a, "to": b, "level": 1} for a, b in pairwise(chain)]
    mixed = {"name": "I", "lead": "L0", "partners": "L1|L2"}
    types = ["library", "university", "media"]
    people = [{"name": f"L{number}", "type": word} for number, word in enumerate(types)]
    ratings = [rating(5, f"r{number}", "collaborative_approach") for number in range(3)]
    organizations = [*({"name": name} for name in chain), *people]
    parts = lambda count: make_inventory(  # noqa: E731
        organizations=organizations,
        relationships=reports,
        assessments=ratings,
        initiatives=[{**mixed, "name": f"I{number}"} for number in range(count)],
    )
    assert len(strength_differences(parts(4))) == 1  # 0 of 6 ties are close; 4 initiatives are too few to say
    assert strength_differences(parts(5)).empty  # 5 of 5 initiatives are mixed


def test_nothing_is_changed_by_measuring():
    inventory = make_inventory(
        organizations=shared_skills(2, 6),
        assessments=[rating(4, "r1", date="2025"), rating(2, "r1", date="2024")],
        seats=[seat("x", 4)],
    )
    before = {name: frame.copy() for name, frame in inventory.tables.items()}
    for measure in (element_strength, strength_differences, *SCORES):
        measure(inventory)
    for name, frame in inventory.tables.items():
        pd.testing.assert_frame_equal(frame, before[name])
