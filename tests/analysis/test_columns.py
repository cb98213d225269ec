"""Cells of a frame: what they hold, which are known (an empty list is), and of which rows."""

from __future__ import annotations

import math

import pandas as pd

from components.analysis import columns
from tests.inventories import make_inventory

# B: someone looked, and it serves nobody in particular. C: nobody looked.
CITY = make_inventory(
    organizations=[
        {"name": "A", "serves": ("Elders", "Youth"), "latitude": 38.5},
        {"name": "B", "serves": ()},
        {"name": "C"},
    ]
)
TABLE = CITY.organizations.set_axis([10, 20, 30])


def test_cells_are_plain_values_and_none_where_not_known() -> None:
    assert columns.text_cells(TABLE, "name") == ["A", "B", "C"]
    assert columns.text_cells(TABLE, "type") == [None, None, None]
    assert columns.list_cells(TABLE, "serves") == [("Elders", "Youth"), (), None]
    latitude = columns.number_cells(TABLE, "latitude").tolist()
    assert latitude[0] == 38.5 and all(math.isnan(number) for number in latitude[1:])


def test_an_empty_list_is_known_and_names_nothing() -> None:
    assert columns.is_known(TABLE, "serves").tolist() == [True, True, False]
    assert columns.lists_anything(TABLE, "serves").tolist() == [True, False, False]


def test_values_are_looked_for_in_texts_and_in_lists() -> None:
    assert columns.is_among(TABLE, "name", {"A", "C"}).tolist() == [True, False, True]
    assert columns.lists_any(TABLE, "serves", {"Youth", "Renters"}).tolist() == [True, False, False]
    assert list(columns.listed_values(TABLE, "serves")) == [(10, "Elders"), (10, "Youth")]


def test_kept_rows_keep_their_labels_and_a_frame_of_which_all_stay_is_not_copied() -> None:
    marked = columns.is_among(TABLE, "name", {"A", "C"})
    assert columns.keep_rows(TABLE, marked).index.tolist() == [10, 30]
    assert columns.keep_rows(TABLE, TABLE["name"].notna().to_numpy(dtype=bool)) is TABLE


def test_each_row_is_named_once_in_the_order_given() -> None:
    assert columns.row_references("organizations", pd.Index([30, 10, 30])) == (
        ("organizations", 30),
        ("organizations", 10),
    )
