"""Merged cells inside a table are filled only where a person says so."""

from __future__ import annotations

from dataclasses import replace

from components.files import Sheet
from components.importing import HeadedSheet
from tests.reading import sheet_of, workbook


def test_merged_cells_are_filled_only_where_a_person_says_so() -> None:
    rows = [["name", "type"], ["A", "library"], ["B", None], ["C", None], ["D", "school"]]
    found = sheet_of(workbook(rows, "B2:B4"))
    assert [[*row] for row in found.rows] == [["name", "type"], ["A", "library"], ["B"], ["C"], ["D", "school"]]
    assert [[*row] for row in HeadedSheet(found, (0,)).fill_merged_cells().rows][1:] == [
        ["A", "library"],
        ["B", "library"],
        ["C", "library"],
        ["D", "school"],
    ]


def test_only_blocks_inside_the_table_are_offered_to_be_filled() -> None:
    rows = [
        ["Our list", "", ""],
        ["Group", "", "Type"],
        ["A", "North", "library"],
        ["B", "", ""],
        ["", "", ""],
        ["Source: a list of the city", "", ""],
    ]
    title, header, town, empty, note = (1, 1, 1, 3), (2, 1, 2, 2), (3, 2, 4, 2), (4, 3, 5, 3), (6, 1, 6, 3)
    found = Sheet("a", "a", rows, range(1, 7), merged=[title, header, town, empty, note])
    assert HeadedSheet(found, (1,)).merged_blocks == [town]
    filled = HeadedSheet(found, (1,)).fill_merged_cells()
    assert [[*row] for row in filled.rows] == [*rows[:3], ["B", "North", ""], *rows[4:]]
    assert filled.merged == [title, header, empty, note]
    assert HeadedSheet(replace(found, merged=[title, header, note]), (1,)).merged_blocks == []


def test_a_block_that_claims_the_whole_sheet_fills_what_is_there() -> None:
    found = Sheet("a", "a", [["n", "m"], ["x", "y"], ["", "z"]], [1, 2, 5], merged=[(2, 1, 1_048_576, 16_384)])
    assert [[*row] for row in HeadedSheet(found, (0,)).fill_merged_cells().rows][1:] == [["x", "x"], ["x", "x"]]
