"""The columns of a sheet in a grid: what a person switches in it, and why it is so then."""

from __future__ import annotations

import pandas as pd

from components.importing import (
    ColumnMapping,
    HeadedSheet,
    SheetMapping,
    bring_sheets,
    decisions_to_json,
    suggest_mapping,
)
from components.ui.views.inventory.column_review import make_column_grid, read_column_grid
from tests.reading import mappings_from_json

TEXT = b"Group Name,Partners,Contact Email,Town\nLibrary,Clinic,ann@example.org,x\nClinic,Library,bo@example.org,y\n"


def guess() -> tuple[SheetMapping, pd.DataFrame]:
    """How the sheet is read before anybody said anything, and the grid that shows it."""
    (sheet,) = bring_sheets({"list.csv": TEXT}).sheets
    mapping = suggest_mapping(sheet)
    return mapping, make_column_grid(HeadedSheet(sheet, mapping.header_rows), mapping).set_index(
        "Your column", drop=False
    )


def chosen(**becomes: str) -> dict[str, ColumnMapping]:
    """The columns by their headers after a person chose what some become."""
    mapping, grid = guess()
    for header, said in becomes.items():
        grid.loc[header.replace("_", " "), "Becomes"] = said
    return {column.header: column for column in read_column_grid(mapping, grid).columns}


def test_what_nobody_touched_stays_as_it_was_guessed() -> None:
    mapping, grid = guess()
    assert read_column_grid(mapping, grid) == mapping


def test_whatever_a_person_switches_is_so_because_they_said_so() -> None:
    columns = chosen(Partners="keep as it is", Contact_Email="keep as it is", Town="neighborhoods")
    said = {name: (columns[name].use, columns[name].why, columns[name].likeness) for name in columns}
    assert said["Partners"] == said["Contact Email"] == ("extra", "you said so", 0)
    assert said["Town"] == ("column", "you said so", 0)
    kept, _ = mappings_from_json(decisions_to_json([SheetMapping("organizations", (0,), tuple(columns.values()))]))
    assert [column.why for column in kept[0].columns[1:]] == ["you said so"] * 3


def test_a_column_that_loses_its_place_to_another_no_longer_says_why_it_had_it() -> None:
    columns = chosen(Town="name")
    lost = columns["Group Name"]
    assert (lost.use, lost.column, lost.why, lost.likeness) == ("extra", "", "you chose another for name", 0)
    assert columns["Town"].why == "you said so"
