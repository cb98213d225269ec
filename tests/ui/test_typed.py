"""What was typed into editors and is not saved yet: told from what stood there before."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from components.inventory import cells_to_mend, draft_of, make_inventory, mended, open_draft, split_list, table_texts
from components.ui.editing_parts import list_text, pending
from components.ui.mending_parts import cell_grid, typed_anew

DRAFT = open_draft(
    [("organizations.csv", b"name,type,issue_areas\nNorth Hackers,,jusitce\nCity Hall,,jusitce\n,library,\n")]
)
CITY = draft_of(make_inventory(organizations=[{"name": "North Hackers", "place": "North"}, {"name": "City Hall"}]))


def edits(
    cells: dict[int, dict[str, str | None]] | None = None,
    new: list[dict[str, str | None]] | None = None,
    gone: list[int] | None = None,
) -> dict[str, Any]:
    """What Streamlit keeps of an editor."""
    return {"edited_rows": cells or {}, "added_rows": new or [], "deleted_rows": gone or []}


# Mending


def test_nothing_typed_is_no_change() -> None:
    cells = cells_to_mend(DRAFT, DRAFT.problems)
    typed = typed_anew(cells, cell_grid(DRAFT, cells))
    assert (typed.said, dict(typed.texts), list(typed.aside)) == ("", {}, [])


def test_a_text_of_several_rows_counts_in_each() -> None:
    cells = cells_to_mend(DRAFT, DRAFT.problems)
    grid = cell_grid(DRAFT, cells)
    word = grid["What it says"] == "jusitce"
    assert grid.loc[word, "Where"].tolist() == ["organizations, 2 rows: North Hackers, jusitce …"]
    typed = typed_anew(cells, grid.assign(**{"What it says": grid["What it says"].where(~word, "justice")}))
    assert typed.said == "2 cells changed"
    after = mended(DRAFT, typed.texts, typed.aside)
    assert after.inventory.organizations["issue_areas"].tolist() == [("justice",), ("justice",)]


def test_ticked_rows_are_set_aside_beside_what_is_typed() -> None:
    cells = cells_to_mend(DRAFT, DRAFT.problems)
    grid = cell_grid(DRAFT, cells)
    grid.loc[grid["What it says"] == "jusitce", "Set aside"] = True
    grid.loc[grid["What it says"] == "", "What it says"] = "Library"
    typed = typed_anew(cells, grid)
    assert typed.said == "1 cell changed and 2 rows set aside"
    assert mended(DRAFT, typed.texts, typed.aside).inventory.organizations["name"].tolist() == ["Library"]


def test_an_emptied_cell_is_empty_text() -> None:
    cells = [cell for cell in cells_to_mend(DRAFT, DRAFT.problems) if cell.text]
    typed = typed_anew(cells, cell_grid(DRAFT, cells).assign(**{"What it says": None}))
    assert set(typed.texts.values()) == {""}


# Editing a table


@pytest.fixture
def rows() -> pd.DataFrame:
    return table_texts(CITY, "organizations").assign(note="")


def test_an_editor_left_alone_changes_nothing(rows: pd.DataFrame) -> None:
    typed = pending(rows, edits())
    assert typed.said == ""
    assert typed.saved(CITY, "organizations").inventory.organizations["name"].tolist() == ["North Hackers", "City Hall"]


def test_typing_a_text_back_is_no_change(rows: pd.DataFrame) -> None:
    assert pending(rows, edits({0: {"name": "North Hackers", "place": "North"}, 1: {"note": None}})).said == ""


def test_an_added_row_without_any_text_is_none(rows: pd.DataFrame) -> None:
    assert pending(rows, edits(new=[{}, {"name": None, "place": ""}])).said == ""


def test_cells_rows_added_and_rows_taken_out_come_together(rows: pd.DataFrame) -> None:
    typed = pending(rows, edits({0: {"place": None}, 1: {"name": "Town Hall"}}, [{"name": "Library"}], [1]))
    assert typed.said == "1 cell changed, 1 row added, 1 row taken out"
    after = typed.saved(CITY, "organizations").inventory.organizations
    assert after["name"].tolist() == ["North Hackers", "Library"]
    assert after["place"].isna().all()


def test_positions_are_those_of_the_rows_in_view(rows: pd.DataFrame) -> None:
    second = rows[rows["name"] == "City Hall"]
    after = pending(second, edits({0: {"name": "Town Hall"}})).saved(CITY, "organizations")
    assert after.inventory.organizations["name"].tolist() == ["North Hackers", "Town Hall"]


# A list in the form


@pytest.mark.parametrize(
    ("before", "values", "after"),
    [
        ("a | b", ["a", "b"], "a | b"),
        ("none", [], "none"),
        ("", [], ""),
        ("a|b", ["b"], "b"),
        ("a|b", [], ""),
        ("", ["with a | bar"], "with a \\| bar"),
    ],
)
def test_a_list_is_written_as_before_where_it_says_the_same(before: str, values: list[str], after: str) -> None:
    assert list_text(before, values) == after
    assert (split_list(after) or ()) == tuple(values)
