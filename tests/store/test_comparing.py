"""What differs between two drafts is listed row by row, and told in a sentence."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components.drafts import Draft
from components.drafts.opening import open_draft
from components.matching import add_file
from components.store.comparing import list_changes, tell_changes
from tests.drafts_at_work import further_file, key_of, small_draft, worked_on
from tests.merged_rows import merge_rows

BASE = small_draft()
LIBRARY, MAKERS, CLINIC = (key_of(BASE, "name", name) for name in ("Library", "Makers", "Clinic"))


def lines(before: Draft, after: Draft) -> list[tuple[Any, ...]]:
    """The changes without the column ``table``, empty where something is missing."""
    frame = list_changes(before, after).astype(object)
    return list(frame.where(frame.notna(), None).drop(columns="table").itertuples(index=False, name=None))


def test_nothing_changed_between_a_draft_and_itself() -> None:
    frame = list_changes(worked_on(), worked_on())
    assert list(frame) == ["table", "key", "row", "column", "before", "after", "change"]
    assert tell_changes(list_changes(BASE, BASE)) == "Nothing changed."


def test_changed_cells_are_listed_with_both_texts() -> None:
    after = BASE.with_cells({LIBRARY: {"type": "library", "Colour": ""}, CLINIC: {"website": "https://clinic.example"}})
    assert lines(BASE, after) == [
        (LIBRARY, "Library", "type", "libary", "library", "changed"),
        (LIBRARY, "Library", "Colour", "red", "", "changed"),
        (CLINIC, "Clinic", "website", "", "https://clinic.example", "changed"),
    ]
    assert tell_changes(list_changes(BASE, after)) == "3 cells changed in organizations."


def test_rows_that_came_and_went_are_listed_whole() -> None:
    after = BASE.with_rows("organizations", [{"name": "Theatre", "type": "other company"}])
    key = key_of(after, "name", "Theatre")
    told = "name: Theatre; type: other company"
    assert lines(BASE, after) == [(key, "Theatre", None, "", told, "new row")]
    assert lines(after, BASE) == [(key, "Theatre", None, told, "", "gone")]
    assert tell_changes(list_changes(after, BASE)) == "1 row gone from organizations."


def test_rows_taken_out_and_back_are_listed() -> None:
    aside = BASE.set_aside([CLINIC])
    assert lines(BASE, aside)[0] == (CLINIC, "Clinic", None, "", "", "set aside")
    assert lines(aside, BASE)[0] == (CLINIC, "Clinic", None, "", "", "taken back")
    merged = merge_rows(BASE, [CLINIC, MAKERS], MAKERS)
    assert (CLINIC, "Clinic", None, "", "Makers", "merged") in lines(BASE, merged)
    replaced = add_file(BASE, open_draft({"new.csv": b"name,type\nLibrary,library\n"}), "replace")
    assert (CLINIC, "Clinic", None, "", "", "replaced") in lines(BASE, replaced)


def test_ties_are_called_by_their_ends() -> None:
    after = BASE.with_rows("relationships", [{"from": "Clinic", "to": "Library", "kind": "funds"}])
    (line,) = lines(BASE, after)
    assert line[1:] == ("Clinic, Library, funds", None, "", "from: Clinic; to: Library; kind: funds", "new row")


def test_who_rated_is_not_told() -> None:
    after = BASE.with_rows("assessments", [{"element": "resources", "rating": "3", "rater": "Ann Carter"}])
    (line,) = lines(BASE, after)
    assert line[4] == "element: resources; rating: 3"
    changed = after.with_cells({line[0]: {"rater": "r07"}})
    assert lines(after, changed) == [(line[0], "resources", "rater", "", "", "changed")]


def test_what_is_not_the_same_is_listed() -> None:
    apart = BASE.keep_apart("library", "clinic")
    assert lines(BASE, apart) == [(None, "clinic and library", None, "", "", "not the same")]
    assert lines(apart, BASE) == [(None, "clinic and library", None, "", "", "maybe the same")]
    assert tell_changes(list_changes(BASE, apart)) == "1 pair of organizations said to be not the same."


def test_the_order_is_that_of_the_standard_and_a_sentence_counts_all() -> None:
    after = add_file(BASE.set_aside([CLINIC]), further_file(), "update")
    frame = list_changes(BASE, after)
    assert frame["table"].tolist() == ["organizations"] * 5 + ["assessments"]
    assert tell_changes(frame) == (
        "1 row new in organizations, 1 row new in assessments, 3 cells changed in organizations, "
        "1 row set aside in organizations."
    )


def test_a_sentence_of_a_draft_from_nothing() -> None:
    frame = list_changes(Draft(), BASE)
    assert isinstance(frame, pd.DataFrame)
    assert tell_changes(frame) == (
        "4 rows new in organizations, 3 rows new in relationships, 2 rows new in assessments."
    )
