"""The words by which foreign tables are recognised mean columns, kinds of tie and tests that exist."""

from __future__ import annotations

import pytest

from components.importing.tool_formats import _FORMS, _TESTS
from components.importing.words import words_of_kind
from components.inventory.schema import column_of, table_names, vocabulary
from components.inventory.words import read_rows


def test_what_words_mean_are_lists_of_organizations_and_kinds_of_tie() -> None:
    for column in words_of_kind("list").values():
        standard = column_of("organizations", column)
        assert standard is not None and standard.is_list
    assert set(words_of_kind("ties").values()) <= set(vocabulary("relationship_kinds")["word"])


def test_no_kind_has_a_word_twice_and_no_word_marks_both_yes_and_no() -> None:
    rows = [(row["kind"], row["word"]) for row in read_rows("import_words.csv")]
    assert len(set(rows)) == len(rows)
    assert not words_of_kind("mark").keys() & words_of_kind("no mark").keys()


def test_an_unknown_kind_of_word_is_an_error() -> None:
    with pytest.raises(KeyError):
        words_of_kind("colours")


def test_forms_of_other_tools_map_to_columns_that_there_are() -> None:
    for form in _FORMS:
        assert form.table in (*table_names(), "")
        assert all(column_of(form.table, column) for column in form.columns.values())
        assert set(form.signs["test"]) <= _TESTS.keys()
        assert bool(form.why) != bool(form.table)


def test_every_header_of_a_tool_belongs_to_a_form() -> None:
    assert {row["form"] for row in read_rows("tool_headers.csv")} <= {form.name for form in _FORMS}
