"""What was typed into editors and is not saved yet: told from what stood there before."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from components.drafts import CellToMend, find_cells_to_mend, make_draft, mend_cells
from components.drafts.opening import open_draft
from components.inventory.kinds import split_list
from components.ui.views.inventory.cell_mending import UnsavedMends, make_cell_grid, name_line, read_mends
from components.ui.views.inventory.organization_form import write_list
from components.ui.views.inventory.table_editor import read_changes
from components.ui.views.inventory.unsaved_edits import UnsavedEdits
from tests.inventories import make_inventory

DRAFT = open_draft(
    [("organizations.csv", b"name,type,issue_areas\nNorth Hackers,,jusitce\nCity Hall,,jusitce\n,library,\n")]
)
CITY = make_draft(make_inventory(organizations=[{"name": "North Hackers", "place": "North"}, {"name": "City Hall"}]))


def edits(
    cells: dict[int, dict[str, Any]] | None = None,
    new: list[dict[str, str | None]] | None = None,
    gone: list[int] | None = None,
) -> dict[str, Any]:
    """What Streamlit keeps of an editor."""
    return {"edited_rows": cells or {}, "added_rows": new or [], "deleted_rows": gone or []}


def changing(cells: list[CellToMend], *more: dict[int, dict[str, Any]]) -> UnsavedMends:
    """What is typed into one editor of these cells after another."""
    typed = UnsavedEdits()
    for changes in more:
        typed = typed.and_also(list(map(name_line, cells)), edits(changes))
    return read_mends(cells, typed)


# Mending


def test_nothing_typed_is_no_change() -> None:
    typed = changing(find_cells_to_mend(DRAFT, DRAFT.problems), {})
    assert (typed.in_words, dict(typed.texts), list(typed.aside)) == ("", {}, [])


def places(cells: list[CellToMend]) -> tuple[int, int]:
    """The positions of the word and of the name that is lacking."""
    texts = [cell.text for cell in cells]
    return texts.index("jusitce"), texts.index("")


def test_a_text_of_several_rows_counts_in_each() -> None:
    cells = find_cells_to_mend(DRAFT, DRAFT.problems)
    word, _ = places(cells)
    assert make_cell_grid(DRAFT, cells)["Where"].iloc[word] == "North Hackers and 1 more (organizations)"
    typed = changing(cells, {word: {"What it says": "justice"}})
    assert typed.in_words == "2 cells changed"
    after = mend_cells(DRAFT, typed.texts, typed.aside)
    assert after.inventory.organizations["issue_areas"].tolist() == [("justice",), ("justice",)]


def test_ticked_rows_are_set_aside_beside_what_is_typed() -> None:
    cells = find_cells_to_mend(DRAFT, DRAFT.problems)
    word, name = places(cells)
    typed = changing(cells, {word: {"Set aside": True}, name: {"What it says": "Library"}})
    assert typed.in_words == "1 cell changed and 2 rows set aside"
    assert mend_cells(DRAFT, typed.texts, typed.aside).inventory.organizations["name"].tolist() == ["Library"]


def test_an_emptied_cell_is_empty_text_and_one_typed_back_or_unticked_is_no_change() -> None:
    cells = find_cells_to_mend(DRAFT, DRAFT.problems)
    word, _ = places(cells)
    assert set(changing(cells, {word: {"What it says": None}}).texts.values()) == {""}
    typed = changing(
        cells, {word: {"What it says": "x", "Set aside": True}}, {word: {"What it says": "jusitce", "Set aside": False}}
    )
    assert typed.in_words == ""


def test_what_was_typed_stays_with_its_cell_when_others_are_mend_cells() -> None:
    cells = find_cells_to_mend(DRAFT, DRAFT.problems)
    word, name = places(cells)
    typed = UnsavedEdits().and_also(list(map(name_line, cells)), edits({name: {"What it says": "Library"}}))
    later = mend_cells(DRAFT, {cells[word]: "justice"})
    left = find_cells_to_mend(later, later.problems)
    assert [cell.text for cell in left] == [""]
    assert typed.apply(make_cell_grid(later, left))["What it says"].tolist() == ["Library"]
    assert read_mends(left, typed).in_words == "1 cell changed"


# Editing a table


@pytest.fixture
def rows() -> pd.DataFrame:
    return CITY.table_texts("organizations").assign(note="")


def typed_in(rows: pd.DataFrame, *more: dict[str, Any]) -> UnsavedEdits:
    """What is typed into one editor of these rows after another."""
    typed = UnsavedEdits()
    for each in more:
        typed = typed.and_also(list(typed.apply(rows).index), each)
    return typed


def test_an_editor_left_alone_changes_nothing(rows: pd.DataFrame) -> None:
    typed = read_changes(rows, typed_in(rows, edits()))
    assert typed.in_words == ""
    assert typed.apply_to(CITY, "organizations").inventory.organizations["name"].tolist() == [
        "North Hackers",
        "City Hall",
    ]


def test_typing_a_text_back_is_no_change(rows: pd.DataFrame) -> None:
    back = edits({0: {"name": "North Hackers", "place": "North"}, 1: {"note": None}})
    assert read_changes(rows, typed_in(rows, back)).in_words == ""
    assert read_changes(rows, typed_in(rows, edits({0: {"name": "South"}}), back)).in_words == ""


def test_an_added_row_without_any_text_is_none(rows: pd.DataFrame) -> None:
    assert read_changes(rows, typed_in(rows, edits(new=[{}, {"name": None, "place": ""}]))).in_words == ""


def test_cells_rows_added_and_rows_taken_out_come_together(rows: pd.DataFrame) -> None:
    each = edits({0: {"place": None}, 1: {"name": "Town Hall"}}, [{"name": "Library"}], [1])
    typed = read_changes(rows, typed_in(rows, each))
    assert typed.in_words == "1 cell changed, 1 row added, 1 row taken out"
    after = typed.apply_to(CITY, "organizations").inventory.organizations
    assert after["name"].tolist() == ["North Hackers", "Library"]
    assert after["place"].isna().all()


def test_positions_are_those_of_the_rows_in_view(rows: pd.DataFrame) -> None:
    second = rows[rows["name"] == "City Hall"]
    after = read_changes(rows, typed_in(second, edits({0: {"name": "Town Hall"}}))).apply_to(CITY, "organizations")
    assert after.inventory.organizations["name"].tolist() == ["North Hackers", "Town Hall"]


def test_what_was_typed_stays_while_other_rows_are_shown(rows: pd.DataFrame) -> None:
    first, second = rows[rows["name"] == "North Hackers"], rows[rows["name"] == "City Hall"]
    typed = UnsavedEdits().and_also(list(first.index), edits({0: {"place": "East"}}, [{"name": "Library"}]))
    assert typed.apply(second)["name"].tolist() == ["City Hall", "Library"]
    typed = typed.and_also(list(typed.apply(second).index), edits({1: {"place": "West"}}, [{"name": "Clinic"}], [0]))
    shown = typed.apply(rows)[["name", "place", "note"]].to_numpy().tolist()
    assert shown == [["North Hackers", "East", ""], ["Library", "West", ""], ["Clinic", "", ""]]
    assert read_changes(rows, typed).in_words == "1 cell changed, 2 rows added, 1 row taken out"
    without = typed.and_also(list(typed.apply(rows).index), edits(gone=[1]))
    assert read_changes(rows, without).in_words == "1 cell changed, 1 row added, 1 row taken out"


def test_rows_that_are_gone_since_take_what_was_typed_with_them(rows: pd.DataFrame) -> None:
    typed = typed_in(rows, edits({0: {"name": "South"}}, gone=[1]))
    assert read_changes(rows.iloc[:0], typed).in_words == ""
    assert typed.apply(rows.iloc[:0]).empty


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
    assert write_list(before, values) == after
    assert (split_list(after) or ()) == tuple(values)
