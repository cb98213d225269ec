"""A sheet and its mapping become tables: nothing is lost, and people are left out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from components.files import Sheet
from components.importing import (
    ColumnMapping,
    SheetMapping,
    decisions_to_json,
    suggest_mapping,
)
from components.importing.convert import convert_sheet
from components.inventory import Problem
from tests.reading import mappings_from_json, sheet, the_one, uses


def rules(problems: list[Problem]) -> set[str]:
    return {problem.rule for problem in problems}


def test_a_sheet_without_rows_says_so() -> None:
    empty = Sheet("a.csv", "a.csv", [], [])
    assert rules(convert_sheet(empty, suggest_mapping(empty))[1]) == {"empty table"}


def test_a_column_about_people_is_kept_only_with_a_reason_and_the_reason_with_it() -> None:
    text = "name,Contact\nA,Ana Doe\n"
    mapping = suggest_mapping(sheet(text))
    assert uses(mapping)["Contact"] == ("left out", "")
    without = replace(mapping, columns=(mapping.columns[0], ColumnMapping("Contact", "extra")))
    raws, problems = convert_sheet(sheet(text), without)
    assert list(raws[0].columns) == ["name"] and "column about people left out" in rules(problems)
    kept = replace(mapping, columns=(mapping.columns[0], ColumnMapping("Contact", "extra", reason="All agreed.")))
    raws, problems = convert_sheet(sheet(text), kept)
    assert raws[0].columns["Contact"] == ("Ana Doe",)
    assert mappings_from_json(decisions_to_json([kept]))[0] == [kept]


def test_a_sheet_may_be_left_out() -> None:
    left = SheetMapping("", (0,), sure=True)
    raws, problems = convert_sheet(sheet("a,b\n1,2\n"), left)
    assert (raws, the_one(problems, "table left out").severity) == ([], "note")


@pytest.mark.parametrize("chosen", [(0, 1), (1, 2), (0, 1, 2), (0, 3)])
def test_columns_that_are_mapped_to_the_same_one_are_all_kept(chosen: tuple[int, ...]) -> None:
    table = sheet("name,Short,Former,name (2)\nAlpha,A,Alfa,x\n")
    columns = [
        ColumnMapping(header, "column", "name") if at in chosen else ColumnMapping(header)
        for at, header in enumerate(["name", "Short", "Former", "name (2)"])
    ]
    raws, problems = convert_sheet(table, SheetMapping("organizations", (0,), tuple(columns), sure=True))
    cells = ["Alpha", "A", "Alfa", "x"]
    assert raws[0].columns["name"] == (cells[chosen[0]],)
    assert sorted(text for (text,) in raws[0].columns.values()) == sorted(cells)
    said = [problem for problem in problems if problem.rule == "column chosen twice"]
    assert [problem.value for problem in said] == [columns[at].header for at in chosen[1:]]
    assert [raws[0].columns[problem.column or ""] for problem in said] == [(cells[at],) for at in chosen[1:]]


def test_a_column_of_people_that_loses_its_place_is_left_out_as_any_other() -> None:
    columns = (ColumnMapping("Group", "column", "name"), ColumnMapping("Contact name", "column", "name"))
    raws, problems = convert_sheet(
        sheet("Group,Contact name\nA,B C\n"), SheetMapping("organizations", (0,), columns, sure=True)
    )
    assert list(raws[0].columns) == ["name"]
    assert {"column chosen twice", "column about people left out"} <= rules(problems)
