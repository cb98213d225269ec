"""Rows picked from a table of texts."""

from __future__ import annotations

from components.inventory import TextTable, leave_rows_out, pick_rows

TABLE = TextTable(
    "organizations",
    {"name": ["Hub", "Mill", "Club"], "since": ["3/4/2021", "13/4/2021", ""]},
    rows=[2, 3, 5],
    file="list.csv",
    guarded=True,
    keys=[10, 11, 12],
)


def test_picked_rows_keep_their_numbers_and_keys() -> None:
    picked = pick_rows(TABLE, [2, 1])
    assert (picked.columns["name"], picked.rows, picked.keys) == (["Club", "Mill"], [5, 3], [12, 11])


def test_a_date_that_only_another_row_made_clear_is_written_year_first() -> None:
    # 13/4/2021 tells that the day comes first, so 3/4/2021 is 3 April.
    assert pick_rows(TABLE, [0]).columns["since"] == ["2021-04-03"]
    assert pick_rows(TABLE, [0, 1]).columns["since"] == ["3/4/2021", "13/4/2021"]


def test_rows_left_out_are_gone_and_a_date_they_made_clear_stays_what_it_was() -> None:
    kept = leave_rows_out(TABLE, {1})
    assert (kept.columns["name"], kept.rows, kept.keys) == (["Hub", "Club"], [2, 5], [10, 12])
    assert kept.columns["since"] == ["2021-04-03", ""]
