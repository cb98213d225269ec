"""Rows of like problems, told as people say them."""

from __future__ import annotations

import pytest

from components.ui.views.inventory.problem_table import describe_ranges


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([7], "7"),
        ([2, 3, 4, 9], "2–4, 9"),
        ([9, 2, 4, 3, 3], "2–4, 9"),
        ([1, 3, 5, 7, 9, 11, 13, 14], "1, 3, 5, 7, 9, 11 and 2 more"),
        ([], ""),
    ],
)
def test_rows_are_told_in_stretches(rows: list[int], words: str) -> None:
    assert describe_ranges(rows) == words
