"""Tables of texts: cells changed, and the texts of a row found by its key."""

from __future__ import annotations

from components.drafts.text_tables import RowTexts, change_cells
from components.inventory import TextTable

TABLE = TextTable(
    "organizations",
    {"name": ["Hub", "Mill", "Club"], "since": ["3/4/2021", "13/4/2021", ""], "Motto": ["'=go", "", " "]},
    rows=[2, 3, 5],
    file="list.csv",
    guarded=True,
    keys=[10, 11, 12],
)


def test_changed_cells_leave_the_table_as_it_was_and_a_new_column_is_empty_elsewhere() -> None:
    changed = change_cells(TABLE, {1: {"name": "Old Mill", "type": "library"}}, {})
    assert changed.columns["name"] == ["Hub", "Old Mill", "Club"]
    assert changed.columns["type"] == ["", "library", ""]
    assert TABLE.columns["name"] == ["Hub", "Mill", "Club"] and "type" not in TABLE.columns


def test_a_changed_column_about_people_keeps_the_reason_for_which_it_was_kept() -> None:
    assert change_cells(TABLE, {0: {"Motto": "x"}}, {"Motto": "asked them"}).of_people == {"Motto": "asked them"}
    assert change_cells(TABLE, {0: {"name": "x"}}, {"Motto": "asked them"}).of_people == {}


def test_the_texts_of_a_row_are_found_by_its_key() -> None:
    texts = RowTexts([TABLE])
    assert list(texts.keys) == [10, 11, 12]
    assert texts.table(11) == "organizations"
    assert texts.cell(11, "name") == "Mill" and texts.cell(11, "website") == "" and texts.cell(None, "name") == ""
    assert texts.row(10)["Motto"] == "=go"
    assert texts.place(12).row == 5
    assert texts.filled_cells(12) == ("organizations", frozenset({("name", "Club")}))
