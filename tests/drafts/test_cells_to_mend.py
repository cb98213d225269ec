"""The cells that problems stand in: like ones are one, each is mended in all its rows, and none is lost."""

from __future__ import annotations

import pytest

from components.drafts import Draft, find_cells_to_mend, list_rows_left_out, mend_cells
from components.drafts.opening import open_draft

ORGANIZATIONS = b"""name,type,issue_areas
North Hackers,,jusitce
City Hall,, jusitce
Library,,health|jusitce
,,health
,,justice
"""
TIES = b"from,to,kind,level\nNorth Hackers,City Hall,advises,9\nCity Hall,Library,advises,9\n"


@pytest.fixture(scope="module")
def draft() -> Draft:
    return open_draft([("organizations.csv", ORGANIZATIONS), ("relationships.csv", TIES)])


def cells(draft: Draft) -> dict[tuple[str, str, str], int]:
    return {(cell.table, cell.column, cell.text): len(cell.keys) for cell in find_cells_to_mend(draft, draft.problems)}


def test_like_cells_are_one_and_empty_ones_are_each_their_own(draft: Draft) -> None:
    found = find_cells_to_mend(draft, draft.problems)
    assert cells(draft) == {
        ("organizations", "issue_areas", "jusitce"): 2,
        ("organizations", "issue_areas", "health|jusitce"): 1,
        ("organizations", "name", ""): 1,
        ("relationships", "level", "9"): 2,
    }
    assert [cell.text for cell in found].count("") == 2, "two rows without a name are two organizations"


def test_every_problem_of_a_row_stands_beside_a_cell(draft: Draft) -> None:
    beside = {problem for cell in find_cells_to_mend(draft, draft.problems) for problem in cell.problems}
    assert {problem for problem in draft.problems if problem.key is not None and problem.column} <= beside


def test_a_text_is_mended_in_all_its_rows(draft: Draft) -> None:
    word = next(cell for cell in find_cells_to_mend(draft, draft.problems) if cell.text == "jusitce")
    after = mend_cells(draft, {word: "justice"})
    assert after.inventory.organizations["issue_areas"].tolist()[:2] == [("justice",), ("justice",)]
    assert ("organizations", "issue_areas", "jusitce") not in cells(after)
    assert len(cells(after)) == len(cells(draft)) - 1


def test_a_row_without_its_required_cell_comes_back_when_that_is_filled_in(draft: Draft) -> None:
    empty = [cell for cell in find_cells_to_mend(draft, draft.problems) if not cell.text]
    after = mend_cells(draft, {empty[0]: "Museum"})
    assert after.inventory.organizations["name"].tolist() == ["North Hackers", "City Hall", "Library", "Museum"]
    assert (list_rows_left_out(after)["why"] == "cannot be read").sum() == 1


def test_the_rows_of_a_cell_are_set_aside_while_others_are_mended(draft: Draft) -> None:
    found = {cell.text: cell for cell in find_cells_to_mend(draft, draft.problems)}
    after = mend_cells(draft, {found["jusitce"]: "justice"}, [found["9"]])
    assert not len(after.inventory.relationships)
    assert (list_rows_left_out(after)["why"] == "set aside").sum() == 2
    assert after.inventory.organizations["issue_areas"].iloc[0] == ("justice",)


def test_what_a_spreadsheet_would_run_stays_text() -> None:
    taken_out = open_draft([("organizations.csv", b"name,since\n'=Hackers,'=soon\n")])
    cell = next(cell for cell in find_cells_to_mend(taken_out, taken_out.problems) if cell.column == "since")
    assert cell.text in ("=soon", "'=soon")
    after = mend_cells(taken_out, {cell: "2015"})
    assert after.inventory.organizations["since"].tolist() == ["2015"]


def test_who_rated_is_never_shown() -> None:
    rated = open_draft(
        [("assessments.csv", b"element,rating,rater\nknowledge,nine,Somebody\nknowledge,3,Somebody Else\n")]
    )
    assert all(cell.column != "rater" for cell in find_cells_to_mend(rated, rated.problems))


def test_problems_of_whole_files_have_no_cell() -> None:
    unread = open_draft([("letter.txt", b"Dear all,\nthe meeting is on Monday.\nBest")])
    assert unread.problems
    assert find_cells_to_mend(unread, unread.problems) == []
