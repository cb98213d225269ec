"""Rows that the same file brought to two drafts are found."""

from __future__ import annotations

from components.drafts.opening import open_draft
from components.matching import add_file
from components.store.same_files import find_rows_of_same_files, list_own_arrivals
from tests.drafts_at_work import further_file, key_of, small_draft

BASE = small_draft()


def test_new_rows_of_a_file_that_both_brought_are_paired() -> None:
    mine = add_file(BASE.with_rows("notes", [{"about": "Library", "text": "New"}]), further_file(), "add")
    theirs = add_file(BASE, further_file(), "update")
    pairs, tables = find_rows_of_same_files(BASE, mine, theirs)
    bakery = key_of(mine, "name", "Bakery"), key_of(theirs, "name", "Bakery")
    assert bakery[0] != bakery[1] and pairs[bakery[0]] == bakery[1]
    # Ann Carter's rating is new too; the library was there before.
    assert sorted(table.table for table in tables) == ["assessments", "organizations"] and len(pairs) == 2
    assert {key for table in tables for key in table.keys or ()} == set(pairs.values())
    assert list_own_arrivals(BASE, mine, theirs) == []


def test_another_file_is_another_one_even_under_the_same_name() -> None:
    mine = add_file(BASE, open_draft({"further.csv": b"name,type\nMuseum,library\n"}), "add")
    theirs = add_file(BASE, further_file(), "add")
    assert find_rows_of_same_files(BASE, mine, theirs) == ({}, [])
    assert list_own_arrivals(BASE, mine, theirs) == [mine.arrivals[1]]


def test_what_both_began_with_is_no_arrival() -> None:
    mine, theirs = BASE.set_aside([0]), BASE.set_aside([2])
    assert find_rows_of_same_files(BASE, mine, theirs) == ({}, []) and list_own_arrivals(BASE, mine, theirs) == []
