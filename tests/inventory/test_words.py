"""The table of words about people is one that a person can edit: no word twice, and each as it is looked up."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from components.inventory.words import look_up_words, without_accents

ROWS = list(csv.reader((Path(__file__).parents[2] / "data" / "people_words.csv").open(encoding="utf-8", newline="")))[
    1:
]


def test_no_word_stands_twice_with_one_meaning() -> None:
    pairs = [(word, means) for word, means, _ in ROWS]
    assert sorted(set(pairs)) == sorted(pairs)
    assert all(word == word.strip() and means and language for word, means, language in ROWS)


def test_words_of_headers_and_given_names_stand_as_they_are_looked_up() -> None:
    looked_up = [word for word, means, _ in ROWS if means.startswith("header") or means == "name: given name"]
    assert [word for word in looked_up if without_accents(word) != word] == []


def test_a_meaning_that_no_word_has_is_no_meaning() -> None:
    assert "jane" in look_up_words("name: given name")
    with pytest.raises(KeyError):
        look_up_words("name: nickname")
