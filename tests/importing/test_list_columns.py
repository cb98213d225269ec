"""Marks under a word of a list become that word; other texts are kept."""

from __future__ import annotations

import pytest

from components.importing import (
    HeadedSheet,
    bring_sheets,
    suggest_mapping,
)
from components.importing.convert import convert_sheet
from tests.reading import sheet, the_one, uses


def test_marks_become_words_and_a_row_of_noes_becomes_none() -> None:
    text = "name,issue_areas,Issue: Housing,Issue: Health,Serves - Youth,Serves [Elders]\n"
    text += "A,food,X,✓,1,\nB,,,yes,no,no\nC,,no,FALSE,,\nD,,,,,no\n"
    raws, problems = convert_sheet(sheet(text), suggest_mapping(sheet(text)))
    assert raws[0].columns == {
        "name": ("A", "B", "C", "D"),
        "issue_areas": ["food|Housing|Health", "Health", "none", ""],
        "serves": ["Youth", "none", "", ""],
    }
    assert [problem.value for problem in problems if problem.rule == "marks read as words"] == [
        "Housing; Health",
        "Youth; Elders",
    ]


@pytest.mark.parametrize("under", ["TOTAL,,3,2,1", "\nTotal,,3,2,1\nSource: the city's list", "Note: as of May"])
def test_totals_and_notes_under_the_table_do_not_affect_how_columns_are_read(under: str) -> None:
    text = f"Organization,Town,Justice,Housing,Health\nNorth,A,x,X,\nSouth,B,X,x,x\nEast,C,x,,\n{under}\n"
    (sheet,) = bring_sheets({"groups.csv": text.encode()}).sheets
    mapping = suggest_mapping(sheet)
    assert [column.use for column in mapping.columns] == ["column", "extra", "checkbox", "checkbox", "checkbox"]
    (organizations,), _ = convert_sheet(sheet, mapping)
    assert organizations.columns["issue_areas"] == ["Justice|Housing", "Justice|Housing|Health", "Justice"]


def test_notes_and_repeated_headers_are_not_cells_of_a_column() -> None:
    text = "Organization,Visits\nNorth,1\n\nOrganization,Visits\nSouth,2\nTotal,3\n\nSource: Ann Doe\n"
    (sheet,) = bring_sheets({"groups.csv": text.encode()}).sheets
    head = HeadedSheet(sheet, (0,))
    assert head.first_cells(1) == head.all_cells(1) == head.sample_cells(1) == ["1", "2"]
    assert head.first_cells(0) == head.all_cells(0) == head.sample_cells(0) == ["North", "South"]


def test_a_single_column_named_after_a_word_is_not_a_checkbox_column() -> None:
    assert uses(suggest_mapping(sheet("name,Housing\nA,yes\nB,no\n")))["Housing"] == ("extra", "")


def test_other_texts_than_marks_in_a_checkbox_column_are_kept() -> None:
    text = "name,Issue: Housing\nA,x\nB,a bit\n"
    mapping = suggest_mapping(sheet("name,Issue: Housing\nA,x\n"))
    raws, problems = convert_sheet(sheet(text), mapping)
    assert raws[0].columns["issue_areas"] == ["Housing", ""]
    assert raws[0].columns["Issue: Housing"] == ["", "a bit"]
    assert the_one(problems, "cell that is no mark").column == "Issue: Housing"


def test_two_checkbox_columns_for_the_same_word_lose_no_mark() -> None:
    text = "name,Issue: Housing,Topic: Housing\nA,x,\nB,,x\nC,,\n"
    raws, _ = convert_sheet(sheet(text), suggest_mapping(sheet(text)))
    assert raws[0].columns["issue_areas"] == ["Housing", "Housing", ""]


def test_checkboxes_under_a_group_belong_to_the_list_that_the_group_names() -> None:
    text = "Name,Issue areas,,Serves,\n,Housing,Justice,Youth,Elders\nA,x,,x,\nB,,x,,x\n"
    mapping = suggest_mapping(sheet(text))
    assert [column.header for column in mapping.columns][3:] == ["Serves: Youth", "Serves: Elders"]
    raws, _ = convert_sheet(sheet(text), mapping)
    assert raws[0].columns == {
        "name": ("A", "B"),
        "issue_areas": ["Housing", "Justice"],
        "serves": ["Youth", "Elders"],
    }
