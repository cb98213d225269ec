"""How two names relate: spellings of one name, initials, misspellings, or names of two organizations."""

from __future__ import annotations

import pytest

from components.matching.names import make_name_forms, relate_names


def relation(one: str, other: str) -> str | None:
    """The kind of relation of the whole names; None where they are names of two organizations."""
    (left, *_), (right, *_) = (list(make_name_forms(owner, "name", text)) for owner, text in enumerate((one, other)))
    found = relate_names(left, right)
    return None if found is None else found.kind


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("City Hall", "city hall", "same"),
        ("The City Hall", "City Hall", "spelling"),
        ("Café Nord", "Cafe Nord", "spelling"),
        ("Department of Health", "Health Department", "order"),
        ("Office of Information Technology", "OIT", "initials"),
        ("Riverside Librery", "Riverside Library", "misspelled"),
        ("Riverside Gardens", "Riverside Garden", "plural"),
        ("Old Mill Civic Lab", "Old Mill Civic Lab Inc", "spelling"),
        ("Fiber North Coop", "Fiber North Cooperative", "spelling"),
        ("Riverside Public Libraries", "Riverside Public Library System", "longer"),
    ],
)
def test_names_that_may_be_one_organizations_say_how_they_relate(one: str, other: str, kind: str) -> None:
    assert relation(one, other) == kind == relation(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ward 1 Council", "Ward 2 Council"),
        ("School 12", "School 21"),
        ("Friends of the River (North)", "Friends of the River (South)"),
    ],
)
def test_numbers_and_brackets_tell_two_organizations_apart(one: str, other: str) -> None:
    assert relation(one, other) is None


def test_a_name_in_brackets_is_a_form_of_its_own_but_initials_that_repeat_the_name_are_not() -> None:
    inside = [form.text for form in make_name_forms(0, "name", "Code for Riverbend (Hack the Bend)")]
    assert "Hack the Bend" in inside
    assert len(list(make_name_forms(0, "name", "Office of Technology (OT)"))) == 1
