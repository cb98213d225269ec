"""Texts as people type them: cleaned, compared, made into ids, and safe in a spreadsheet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.inventory.text import (
    are_clean,
    clean,
    counted,
    counted_or_no,
    escape,
    guard,
    header_key,
    join_names,
    name_key,
    scrub,
    slug,
    unescape,
    unguard,
    with_capital,
    word_key,
)


def test_a_cleaned_text_has_no_blanks_around_it_and_no_control_characters() -> None:
    assert clean("  Old Mill \t") == "Old Mill"
    assert clean("Old\x00 Mill\x07") == "Old Mill"
    assert clean("two\r\nlines\rmore") == "two\nlines\nmore"


@given(st.lists(st.text(max_size=12), max_size=6))
def test_texts_that_count_as_clean_are_not_changed_by_cleaning(texts: list[str]) -> None:
    if are_clean(texts):
        assert [unguard(clean(text)) for text in texts] == texts


def test_words_are_compared_without_capitals_gaps_and_ampersands() -> None:
    assert word_key("Health & Aging") == word_key("health_and-aging") == "health and aging"


def test_names_are_compared_without_capitals_blanks_and_the_shape_of_marks() -> None:
    assert name_key("Mayor’s  Office – North") == name_key("mayor's office - north")
    assert name_key("A-B") != name_key("A B")


def test_headers_are_compared_without_stars_and_colons_and_in_american_spelling() -> None:
    assert header_key("Organisation*:") == header_key("organization")
    assert header_key("Neighbourhoods") == "neighborhoods"


@pytest.mark.parametrize(
    ("name", "found"),
    [("Old Mill's café", "old-mill-s-cafe"), ("図書館", "図書館"), ("  ", ""), ("A/B (C)", "a-b-c")],
)
def test_a_slug_is_made_of_the_plain_letters_of_a_name(name: str, found: str) -> None:
    assert slug(name) == found


@pytest.mark.parametrize("text", ["=A1", "+SUM(A1)", "-cmd", "@user", "\tx", "＝A1", "'=A1"])
def test_a_text_that_would_run_as_a_formula_gets_an_apostrophe(text: str) -> None:
    assert guard(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-90.2", "+1", "Old Mill", "'tis", "a=b", ""])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert guard(text) == text


@given(st.text(max_size=20))
def test_what_is_guarded_or_escaped_comes_back_as_it_was(text: str) -> None:
    assert unguard(guard(text)) == text
    assert unescape(escape(text)) == text
    assert scrub(scrub(text)) == scrub(text)


def test_counts_and_names_are_written_as_people_say_them() -> None:
    assert [counted(n, "tie") for n in (0, 1, 1204)] == ["0 ties", "1 tie", "1,204 ties"]
    assert counted(2, "community", "communities") == "2 communities"
    assert counted_or_no(0, "tie") == "no ties"
    assert join_names([]) == "" and join_names(["A"]) == "A" and join_names(["A", "B"]) == "A and B"
    assert join_names(["A", "B", "C", "D", "E"]) == "A, B, C and 2 more"
    assert with_capital("black residents of St. Louis") == "Black residents of St. Louis"
