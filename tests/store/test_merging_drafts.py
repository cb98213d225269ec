"""Two editors at once: what each of them did is in the merged draft, or in the conflicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.drafts import Draft, RowTexts
from components.drafts.text_tables import ADDED_HERE
from components.matching import add_file
from components.store.content import read_draft, write_draft
from components.store.merging_drafts import merge_drafts
from tests.drafts_at_work import assert_same_drafts, everything_in, further_file, key_of, small_draft, worked_on
from tests.merged_rows import merge_rows

BASE = small_draft()
LIBRARY, MAKERS, CLINIC = (key_of(BASE, "name", name) for name in ("Library", "Makers", "Clinic"))


def write(draft: Draft, key: int, **cells: str) -> Draft:
    return draft.with_cells({key: cells})


def add(draft: Draft, *names: str) -> Draft:
    return draft.with_rows("organizations", [{"name": name} for name in names])


def names(draft: Draft) -> list[str]:
    """The names of the organizations that have a row in the inventory."""
    frame, keys = draft.inventory.organizations, draft.reading.keys["organizations"]
    return sorted(name for name, key in zip(frame["name"], keys, strict=True) if key is not None)


def cell(draft: Draft, key: int, column: str) -> str:
    return RowTexts(draft.text_tables).cell(key, column)


def ties(draft: Draft) -> list[tuple[str, str]]:
    called = dict(draft.inventory.organizations[["id", "name"]].itertuples(index=False, name=None))
    ends = draft.inventory.relationships[["from", "to"]].itertuples(index=False, name=None)
    return [(called[one], called[other]) for one, other in ends]


# What only one side changed


def test_where_only_one_side_changed_anything_its_draft_is_the_result() -> None:
    other = worked_on()
    merged = merge_drafts(BASE, BASE, other)
    assert not merged.conflicts and everything_in(merged.draft) == everything_in(other)
    merged = merge_drafts(BASE, other, BASE)
    assert not merged.conflicts
    for table in other.inventory.tables:
        assert merged.draft.table_texts(table).to_numpy().tolist() == other.table_texts(table).to_numpy().tolist()
    assert [problem.message for problem in merged.draft.problems] == [problem.message for problem in other.problems]
    assert merged.draft.not_the_same == other.not_the_same and merged.draft.pseudonyms == other.pseudonyms


def test_changed_cells_of_both_are_in_the_result() -> None:
    mine = write(write(BASE, LIBRARY, type="library"), MAKERS, since="2019")
    theirs = write(write(BASE, LIBRARY, Colour="green"), CLINIC, website="https://clinic.example")
    merged = merge_drafts(BASE, mine, theirs)
    assert not merged.conflicts
    assert [cell(merged.draft, LIBRARY, name) for name in ("type", "Colour")] == ["library", "green"]
    assert (cell(merged.draft, MAKERS, "since"), cell(merged.draft, CLINIC, "website")) == (
        "2019",
        "https://clinic.example",
    )


def test_the_same_change_on_both_sides_is_no_conflict() -> None:
    mine, theirs = (write(add(BASE, "Theatre"), LIBRARY, type="library") for _ in range(2))
    merged = merge_drafts(BASE, mine, theirs)
    assert not merged.conflicts and cell(merged.draft, LIBRARY, "type") == "library"
    assert names(merged.draft) == ["Clinic", "Library", "Makers", "Theatre", "Theatre"], (
        "whether it is one, a person says"
    )


def test_new_rows_of_both_sides_get_keys_of_their_own() -> None:
    mine, theirs = (
        add(BASE, "Theatre", "Museum"),
        add(BASE, "Bakery").with_rows("notes", [{"about": "Bakery", "text": "New"}]),
    )
    merged = merge_drafts(BASE, mine, theirs)
    assert not merged.conflicts
    assert names(merged.draft) == ["Bakery", "Clinic", "Library", "Makers", "Museum", "Theatre"]
    keys = [key for table in merged.draft.text_tables for key in table.keys or ()]
    assert len(keys) == len(set(keys))
    assert merged.draft.inventory.notes["about"].tolist() == ["Bakery"]
    typed = [table for table in merged.draft.text_tables if table.file == ADDED_HERE]
    assert [(table.table, len(table.rows)) for table in typed] == [("organizations", 3), ("notes", 1)]
    again = add(merged.draft, "Zoo")
    assert key_of(again, "name", "Zoo") not in keys


def test_rows_set_aside_and_taken_back_by_either_side_are_so() -> None:
    base = BASE.set_aside([MAKERS])
    mine, theirs = base.take_back([MAKERS]), base.set_aside([CLINIC])
    merged = merge_drafts(base, mine, theirs)
    assert not merged.conflicts and names(merged.draft) == ["Library", "Makers"]
    assert merge_drafts(base, theirs, mine).draft.rows_set_aside == merged.draft.rows_set_aside == {CLINIC}


def test_what_is_not_the_same_is_kept_from_both_sides() -> None:
    base = BASE.keep_apart("a", "b")
    mine, theirs = base.keep_apart("library", "makers"), base.keep_apart("library", "clinic")
    merged = merge_drafts(base, mine, theirs)
    assert merged.draft.not_the_same == {
        frozenset(pair) for pair in (("a", "b"), ("library", "makers"), ("library", "clinic"))
    }


def test_merges_of_both_sides_are_kept() -> None:
    base = add(BASE, "City library", "Maker space")
    city, space = key_of(base, "name", "City library"), key_of(base, "name", "Maker space")
    mine, theirs = merge_rows(base, [city, LIBRARY], LIBRARY), merge_rows(base, [space, MAKERS], MAKERS)
    merged = merge_drafts(base, mine, theirs)
    assert not merged.conflicts
    assert merged.draft.merged_into == {city: LIBRARY, space: MAKERS} and merged.draft.rows_set_aside == {city, space}
    assert (cell(merged.draft, LIBRARY, "aliases"), cell(merged.draft, MAKERS, "aliases")) == (
        "City library",
        "Maker space",
    )


def test_a_row_that_i_added_and_merged_is_merged() -> None:
    mine = add(BASE, "City library")
    mine = merge_rows(mine, [key_of(mine, "name", "City library"), LIBRARY], LIBRARY)
    merged = merge_drafts(BASE, mine, add(BASE, "Bakery"))
    assert not merged.conflicts and names(merged.draft) == ["Bakery", "Clinic", "Library", "Makers"]
    assert merged.draft.merged_into == {key_of(merged.draft, "name", "City library"): LIBRARY}


def test_a_row_whose_merged_row_i_set_aside_is_out_too() -> None:
    mine = merge_rows(BASE, [MAKERS, LIBRARY], LIBRARY).set_aside([LIBRARY])
    merged = merge_drafts(BASE, mine, add(BASE, "Bakery"))
    assert not merged.conflicts and names(merged.draft) == ["Bakery", "Clinic"]


# Links


def test_cells_go_on_naming_the_organizations_that_they_named() -> None:
    mine = write(BASE, LIBRARY, name="City library")
    theirs = BASE.with_rows("relationships", [{"from": "Library", "to": "Clinic", "kind": "funds"}])
    expected = [
        *(("City library", "Makers"), ("City library", "Elsewhere"), ("Clinic", "Makers"), ("City library", "Clinic"))
    ]
    for merged in (merge_drafts(BASE, mine, theirs), merge_drafts(BASE, theirs, mine)):
        assert not merged.conflicts and ties(merged.draft) == expected


def test_a_tie_that_one_side_added_goes_to_the_row_that_the_other_merged_into() -> None:
    mine = merge_rows(BASE, [MAKERS, LIBRARY], LIBRARY)
    theirs = BASE.with_rows("relationships", [{"from": "Makers", "to": "Clinic", "kind": "funds"}])
    for merged in (merge_drafts(BASE, mine, theirs), merge_drafts(BASE, theirs, mine)):
        assert not merged.conflicts
        assert ("Library", "Clinic") in ties(merged.draft) and "Makers" not in names(merged.draft)


def test_two_new_organizations_of_one_name_keep_their_own_ties() -> None:
    mine = add(BASE, "Bakery").with_rows("relationships", [{"from": "Bakery", "to": "Clinic", "kind": "funds"}])
    theirs = add(BASE, "Bakery").with_rows("relationships", [{"from": "Bakery", "to": "Makers", "kind": "funds"}])
    frame = merge_drafts(BASE, mine, theirs).draft.inventory.relationships
    ends = frame.loc[frame["from"].str.startswith("bakery"), ["from", "to"]].to_numpy().tolist()
    assert ends == [["bakery", "makers"], ["bakery-2", "clinic"]]


def test_a_community_gets_its_new_name_wherever_either_side_names_it() -> None:
    base = write(BASE.with_rows("communities", [{"name": "Young people"}]), LIBRARY, serves="Young people")
    mine = base.with_cells({key_of(base, "name", "Young people", "communities"): {"name": "Youth"}})
    theirs = write(base, CLINIC, serves="Young people")
    for merged in (merge_drafts(base, mine, theirs), merge_drafts(base, theirs, mine)):
        assert not merged.conflicts
        assert [cell(merged.draft, key, "serves") for key in (LIBRARY, CLINIC)] == ["Youth", "Youth"]


# Files and raters


def test_a_file_that_i_added_is_in_the_result_and_is_known_again() -> None:
    mine, theirs = add_file(BASE, further_file(), "update"), add(BASE, "Theatre")
    merged = merge_drafts(BASE, mine, theirs)
    assert not merged.conflicts and names(merged.draft) == ["Bakery", "Clinic", "Library", "Makers", "Theatre"]
    again = add_file(merged.draft, further_file(), "update")
    assert names(again) == names(merged.draft)
    assert len(merged.draft.arrivals) == 2
    assert merged.draft.inventory.assessments["rater"].tolist() == mine.inventory.assessments["rater"].tolist()


def test_a_file_that_both_added_is_there_once() -> None:
    base = write(BASE, LIBRARY, source="A call")
    mine, theirs = (add_file(base, further_file(), "update") for _ in range(2))
    bakery = key_of(mine, "name", "Bakery")
    mine, theirs = add(write(mine, bakery, website="https://bakery.example"), "Theatre"), add(theirs, "Museum")
    theirs = write(theirs, key_of(theirs, "name", "Bakery"), status="active")
    merged = merge_drafts(base, mine, theirs)
    assert not merged.conflicts
    assert names(merged.draft) == ["Bakery", "Clinic", "Library", "Makers", "Museum", "Theatre"]
    key = key_of(merged.draft, "name", "Bakery")
    assert [cell(merged.draft, key, name) for name in ("website", "status")] == ["https://bakery.example", "active"]
    assert len(merged.draft.inventory.claims) == len(theirs.inventory.claims) == 2
    assert len(merged.draft.inventory.assessments) == len(theirs.inventory.assessments)
    assert len(merged.draft.arrivals) == 2 and merged.draft.merged_into == {}
    conflict = merge_drafts(base, write(mine, bakery, status="ended"), theirs)
    assert [(found.row, found.base, found.mine) for found in conflict.conflicts] == [("Bakery", "", "ended")]


def test_raters_whom_both_sides_named_keep_pseudonyms_of_their_own() -> None:
    def rate(draft: Draft, *raters: str) -> Draft:
        return draft.with_rows("assessments", [{"element": "culture_values", "rater": rater} for rater in raters])

    mine, theirs = rate(BASE, "Ann Carter", "Jane Miller"), rate(BASE, "Ben Young", "Ann Carter")
    merged = merge_drafts(BASE, mine, theirs)
    found = merged.draft.inventory.assessments["rater"].tolist()
    # Jane and Tom are r01 and r02; Ben and Ann are theirs, in this order.
    assert not merged.conflicts and found == ["r01", "r02", "r03", "r04", "r04", "r01"]
    alone = merge_drafts(BASE, rate(BASE, "Ann Carter"), rate(BASE, "Ben Young")).draft
    assert alone.inventory.assessments["rater"].tolist() == ["r01", "r02", "r03", "r04"]


# Conflicts


def test_a_cell_that_both_wrote_differently_is_a_conflict() -> None:
    mine, theirs = (
        write(BASE, LIBRARY, type="library", since="2010"),
        write(BASE, LIBRARY, type="university", since="2010"),
    )
    merged = merge_drafts(BASE, mine, theirs)
    (found,) = merged.conflicts
    assert (found.table, found.key, found.row, found.column) == ("organizations", LIBRARY, "Library", "type")
    assert (found.base, found.mine, found.theirs) == ("libary", "library", "university")
    assert cell(merged.draft, LIBRARY, "type") == "university" == cell(merged.settle([]), LIBRARY, "type")
    assert cell(merged.settle([0]), LIBRARY, "type") == "library"


def test_a_row_that_i_took_out_and_they_changed_is_a_conflict() -> None:
    mine, theirs = BASE.set_aside([MAKERS]), write(BASE, MAKERS, since="2019")
    merged = merge_drafts(BASE, mine, theirs)
    (found,) = merged.conflicts
    assert (found.key, found.column, found.base, found.mine, found.theirs) == (
        *(MAKERS, None),
        *("in the inventory", "set aside", "changed"),
    )
    assert "Makers" in names(merged.draft) and "Makers" not in names(merged.settle([0]))
    assert cell(merged.settle([0]), MAKERS, "since") == "2019"


def test_a_row_that_they_took_out_and_i_changed_is_a_conflict() -> None:
    mine, theirs = write(BASE, MAKERS, since="2019"), BASE.set_aside([MAKERS])
    merged = merge_drafts(BASE, mine, theirs)
    (found,) = merged.conflicts
    assert (found.key, found.column, found.mine, found.theirs) == (MAKERS, None, "changed", "set aside")
    assert "Makers" not in names(merged.draft) and "Makers" in names(merged.settle([0]))
    assert cell(merged.draft, MAKERS, "since") == "2019", "what I wrote is in the row, and waits"


def test_a_row_merged_into_two_is_a_conflict() -> None:
    mine, theirs = (merge_rows(BASE, [MAKERS, keep], keep) for keep in (LIBRARY, CLINIC))
    merged = merge_drafts(BASE, mine, theirs)
    rows = [found for found in merged.conflicts if found.column is None]
    assert [(found.key, found.mine, found.theirs) for found in rows] == [
        (MAKERS, "merged into Library", "merged into Clinic")
    ]
    assert merged.draft.merged_into == {MAKERS: CLINIC}
    assert merged.settle(range(len(merged.conflicts))).merged_into == {MAKERS: LIBRARY}


def test_two_rows_merged_into_each_other_do_not_both_go() -> None:
    mine, theirs = merge_rows(BASE, [LIBRARY, CLINIC], CLINIC), merge_rows(BASE, [LIBRARY, CLINIC], LIBRARY)
    merged = merge_drafts(BASE, mine, theirs)
    assert {LIBRARY, CLINIC} & {found.key for found in merged.conflicts if found.column is None}
    for draft in (merged.draft, merged.settle(range(len(merged.conflicts)))):
        assert len({"Library", "Clinic"} & set(names(draft))) == 1
        assert draft.find_row_standing_for(LIBRARY) == draft.find_row_standing_for(CLINIC)


def test_a_row_merged_into_one_that_they_took_out_stays() -> None:
    mine, theirs = merge_rows(BASE, [MAKERS, LIBRARY], LIBRARY), BASE.set_aside([LIBRARY])
    merged = merge_drafts(BASE, mine, theirs)
    assert "Makers" in names(merged.draft)
    assert {MAKERS, LIBRARY} <= {found.key for found in merged.conflicts if found.column is None}
    assert "Makers" not in names(merged.settle(range(len(merged.conflicts))))


def test_a_row_that_they_have_no_more_and_i_changed_comes_in_set_aside() -> None:
    base = add(BASE, "Theatre")
    theatre = key_of(base, "name", "Theatre")
    theirs = add(replace(BASE, first_free_key=base.next_key), "Museum")
    mine = write(base, theatre, type="other company")
    merged = merge_drafts(base, mine, theirs)
    (found,) = merged.conflicts
    assert (found.row, found.mine, found.theirs) == ("Theatre", "changed", "not there")
    assert "Theatre" not in names(merged.draft) and "Museum" in names(merged.draft)
    settled = merged.settle([0])
    assert "Theatre" in names(settled) and cell(settled, found.key, "type") == "other company"


def test_a_row_that_i_have_no_more_is_set_aside_unless_they_changed_it() -> None:
    base = add(BASE, "Theatre", "Museum")
    theatre, museum = key_of(base, "name", "Theatre"), key_of(base, "name", "Museum")
    merged = merge_drafts(base, BASE, write(base, museum, type="other company"))
    assert [(found.key, found.mine, found.theirs) for found in merged.conflicts] == [(museum, "not there", "changed")]
    assert merged.draft.rows_set_aside == {theatre} and merged.settle([0]).rows_set_aside == {theatre, museum}


def test_a_key_that_another_row_has_after_an_undo_is_not_taken_for_that_row() -> None:
    base = add(BASE, "Theatre")
    mine = BASE.with_rows("notes", [{"about": "Library", "text": "New"}])
    assert mine.next_key == base.next_key, "the note has the key that the theatre had"
    merged = merge_drafts(base, mine, write(base, LIBRARY, type="library"))
    assert not merged.conflicts and "Theatre" not in names(merged.draft)
    assert merged.draft.inventory.notes["text"].tolist() == ["New"]


# Any work of two


TYPED = ("description", "since", "Colour", "type", "aliases", "evidence")
ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["write", "name", "add", "aside", "back", "apart", "merge", "tie"]),
        st.integers(0, 9),
        st.integers(0, 9),
        st.sampled_from(TYPED),
    ),
    max_size=4,
)


def carry_out(draft: Draft, actions: list[tuple[str, int, int, str]], who: str) -> Draft:
    """Do what one editor does; each text that is typed is typed once."""
    for number, (action, one, other, column) in enumerate(actions):
        keys = [key for key, table in draft.table_by_key.items() if table == "organizations"]
        key, second, text = keys[one % len(keys)], keys[other % len(keys)], f"{who} {number}"
        listed = draft.reading.organization_ids.keys() if action in ("merge", "tie") else ()
        if action == "write":
            draft = write(draft, key, **{column: text})
        elif action == "name":
            draft = write(draft, key, name=text)
        elif action == "add":
            draft = add(draft, text)
        elif action == "aside":
            draft = draft.set_aside([key])
        elif action == "back":
            draft = draft.take_back([key])
        elif action == "apart":
            draft = draft.keep_apart(text, "library")
        elif action == "merge" and key != second and {key, second} <= listed:
            draft = merge_rows(draft, [key, second], key)
        elif action == "tie" and {key, second} <= listed:
            ids = draft.reading.organization_ids
            tie = {"from": ids[key], "to": ids[second], "kind": "funds", "evidence": text}
            draft = draft.with_rows("relationships", [tie])
    return draft


def typed_in(draft: Draft, who: str) -> set[str]:
    """What an editor typed, as the texts of a draft have it."""
    texts = [text for table in draft.text_tables for column in table.columns.values() for text in column]
    return {part for text in texts for part in text.split("|") if part.startswith(f"{who} ")}


def standing(draft: Draft, key: int) -> bool:
    return draft.find_row_standing_for(key) not in draft.rows_set_aside


@settings(max_examples=40)
@given(ACTIONS, ACTIONS, ACTIONS)
def test_nothing_that_either_side_did_is_lost(before: Any, of_mine: Any, of_theirs: Any) -> None:
    base = carry_out(BASE, before, "base")
    mine, theirs = carry_out(base, of_mine, "mine"), carry_out(base, of_theirs, "theirs")
    merged = merge_drafts(base, mine, theirs)
    draft, conflicts = merged.draft, merged.conflicts
    in_conflicts = {part for found in conflicts for part in found.mine.split("|")}
    assert typed_in(theirs, "theirs") <= typed_in(draft, "theirs")
    assert typed_in(mine, "mine") <= typed_in(draft, "mine") | in_conflicts
    assert mine.not_the_same | theirs.not_the_same == draft.not_the_same
    told = {found.key for found in conflicts if found.column is None}
    for key in base.table_by_key.keys() - told:
        out = [each for each in (mine, theirs) if (key in each.rows_set_aside) != (key in base.rows_set_aside)]
        assert (key in draft.rows_set_aside) == ((key in base.rows_set_aside) != bool(out))
        assert draft.merged_into.get(key) in {each.merged_into.get(key) for each in (base, mine, theirs)}
    assert_settled(merged.settle(range(len(conflicts))), conflicts)
    assert_same_drafts(draft, read_draft(*write_draft(draft)))


def assert_settled(draft: Draft, conflicts: Any) -> None:
    for found in conflicts:
        if found.column is not None and found.column not in ("from", "to"):
            assert cell(draft, found.key, found.column) == found.mine


@settings(max_examples=15)
@given(ACTIONS, ACTIONS)
def test_it_makes_no_difference_who_saved_first(of_mine: Any, of_theirs: Any) -> None:
    mine, theirs = carry_out(BASE, of_mine, "mine"), carry_out(BASE, of_theirs, "theirs")
    one, other = merge_drafts(BASE, mine, theirs), merge_drafts(BASE, theirs, mine)
    assert _cells(one.conflicts) == _cells(other.conflicts)
    if not (one.conflicts or other.conflicts):
        assert names(one.draft) == names(other.draft)


def _cells(conflicts: Any) -> set[tuple[Any, ...]]:
    return {(found.key, found.column) for found in conflicts if found.column is not None}


@pytest.mark.parametrize("positions", [[], [0], [1], [0, 1]])
def test_each_conflict_is_settled_by_itself(positions: list[int]) -> None:
    mine = write(BASE, LIBRARY, type="library", since="2010")
    theirs = write(BASE, LIBRARY, type="university", since="2011")
    settled = merge_drafts(BASE, mine, theirs).settle(positions)
    expected: Mapping[str, tuple[str, str]] = {"type": ("university", "library"), "since": ("2011", "2010")}
    for at, (column, texts) in enumerate(expected.items()):
        assert cell(settled, LIBRARY, column) == texts[at in positions]
