"""A person's full name is told by how it is written, and by a common first name."""

from __future__ import annotations

import pytest

from components.inventory.people import begins_with_given_name, is_person_name
from tests.people_texts import COMMON_NAMES, NOT_PEOPLE, ORGANIZATIONS, PEOPLE, TITLES


@pytest.mark.parametrize("text", PEOPLE)
def test_a_persons_full_name(text: str) -> None:
    assert is_person_name(text)


@pytest.mark.parametrize(
    "text",
    [
        *TITLES,
        *ORGANIZATIONS,
        "r07",
        "Mary",
        "mary smith",
        "Team A",
        "Rater One",
        "A B",
        "",
        "North Side Block Watch 3",
    ],
)
def test_no_persons_full_name(text: str) -> None:
    assert not is_person_name(text)


@pytest.mark.parametrize(
    ("text", "given"), [(each, True) for each in COMMON_NAMES] + [(each, False) for each in NOT_PEOPLE]
)
def test_a_common_first_name_begins_a_full_name(text: str, given: bool) -> None:
    assert begins_with_given_name(text) is given
