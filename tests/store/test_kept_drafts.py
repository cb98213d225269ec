"""A draft is kept from its first file on, with its undo, until it is deleted or its time is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Table, func, select

from components.drafts import Draft
from components.store import ConflictError, NotAllowedError, Store
from components.store.kept_drafts import (
    MOST_STEPS,
    DraftId,
    begin_draft,
    days_kept,
    delete_draft,
    delete_expired,
    find_step,
    keep_step,
    latest_draft,
    open_draft,
    undo_step,
)
from components.store.rights import Person
from components.store.tables import draft_steps, drafts, pieces, step_pieces
from components.store.workspaces import change_workspace, create_workspace, set_role
from tests.drafts_at_work import assert_same_drafts, small_draft, worked_on

ANN, TOM = Person("browser:ann", "Ann"), Person("browser:tom")


def count_in(store: Store, table: Table) -> int:
    with store.read() as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0


def with_row(draft: Draft, name: str) -> Draft:
    return draft.with_rows("organizations", [{"name": name}])


def names(draft: Draft) -> list[str]:
    return draft.inventory.organizations["name"].tolist()


def test_what_was_kept_is_opened_as_it_was(store: Store) -> None:
    draft = worked_on()
    draft_id = begin_draft(store, ANN, draft, ["a.csv", "b\0\ud800.csv"], None, None)
    found = open_draft(store, ANN, draft_id)
    assert found is not None
    assert_same_drafts(found.draft, draft)
    assert (found.files, found.sentence, found.step, found.can_undo) == (("a.csv", "b\0\ud800.csv"), None, 0, False)
    assert (found.workspace, found.base) == (None, None)
    assert found.kept_until - found.changed_at == timedelta(days=30)
    assert abs(datetime.now(UTC) - found.changed_at) < timedelta(minutes=5)


def test_nobody_guesses_the_id_of_a_draft(store: Store) -> None:
    ids = {begin_draft(store, ANN, small_draft(), []).text for _ in range(3)}
    assert len(ids) == 3 and min(map(len, ids)) >= 32


def test_a_draft_is_open_to_nobody_but_whoever_began_it(store: Store) -> None:
    draft_id = begin_draft(store, ANN, small_draft(), [])
    keep_step(store, ANN, draft_id, with_row(small_draft(), "Theatre"), "Added Theatre.")
    for claimed in (draft_id, DraftId(draft_id.text, "no such link")):
        assert open_draft(store, TOM, claimed) is None and find_step(store, TOM, claimed) is None
        with pytest.raises(NotAllowedError):
            keep_step(store, TOM, claimed, small_draft(), "Taken over.")
        with pytest.raises(NotAllowedError):
            undo_step(store, TOM, claimed)
        delete_draft(store, TOM, claimed)
    found = open_draft(store, ANN, draft_id)
    assert found and found.sentence == "Added Theatre."


def test_steps_are_undone_one_by_one(store: Store) -> None:
    first = small_draft()
    draft_id = begin_draft(store, ANN, first, [])
    second = with_row(first, "Theatre")
    assert keep_step(store, ANN, draft_id, second, "Added Theatre.") == 1
    third = with_row(second, "Museum")
    assert keep_step(store, ANN, draft_id, third, "Added Museum.") == 2
    found = open_draft(store, ANN, draft_id)
    assert found and names(found.draft)[-3:] == ["Theatre", "Museum", "Elsewhere"]
    assert (found.sentence, found.step, found.can_undo) == ("Added Museum.", 2, True)
    back = undo_step(store, ANN, draft_id)
    assert_same_drafts(back.draft, replace(second, first_free_key=third.next_key))
    assert (back.sentence, back.can_undo) == ("Added Theatre.", True)
    back = undo_step(store, ANN, draft_id)
    assert_same_drafts(back.draft, replace(first, first_free_key=third.next_key))
    assert (back.sentence, back.can_undo) == (None, False)
    assert_same_drafts(undo_step(store, ANN, draft_id).draft, back.draft)


def test_the_last_twenty_steps_are_kept(store: Store) -> None:
    draft = small_draft()
    draft_id = begin_draft(store, ANN, draft, [])
    for number in range(25):
        draft = with_row(draft, f"New {number}")
        keep_step(store, ANN, draft_id, draft, f"Added {number}.")
    assert count_in(store, draft_steps) == MOST_STEPS + 1
    for _ in range(MOST_STEPS):
        found = undo_step(store, ANN, draft_id)
    assert found is not None and not found.can_undo
    assert [name for name in names(found.draft) if name.startswith("New")] == [f"New {number}" for number in range(5)]


def test_a_table_that_stays_is_kept_once(store: Store) -> None:
    draft = worked_on()
    draft_id = begin_draft(store, ANN, draft, [])
    before = count_in(store, pieces)
    keep_step(store, ANN, draft_id, draft.keep_apart("clinic", "makers"), "Not the same.")
    assert count_in(store, pieces) == before
    keep_step(store, ANN, draft_id, with_row(draft, "Theatre"), "Added Theatre.")
    assert count_in(store, pieces) == before + 1


def test_pieces_go_with_the_last_that_holds_them(store: Store) -> None:
    draft = small_draft()
    one, other = (begin_draft(store, person, draft, []) for person in (ANN, TOM))
    held = count_in(store, pieces)
    keep_step(store, ANN, one, with_row(draft, "Theatre"), "Added Theatre.")
    assert count_in(store, pieces) > held
    undo_step(store, ANN, one)
    assert count_in(store, pieces) == held
    delete_draft(store, ANN, one)
    assert count_in(store, pieces) == held, "the other draft holds them"
    delete_draft(store, TOM, other)
    assert [count_in(store, table) for table in (pieces, step_pieces, draft_steps, drafts)] == [0] * 4
    delete_draft(store, TOM, other)


def test_the_draft_worked_on_last_is_found_for_its_person_alone(store: Store) -> None:
    assert latest_draft(store, ANN) is None
    one = begin_draft(store, ANN, small_draft(), ["one.csv"])
    other = begin_draft(store, ANN, small_draft(), ["other.csv"])
    keep_step(store, ANN, one, with_row(small_draft(), "Theatre"), "Added Theatre.")
    found = latest_draft(store, ANN)
    assert found and found.files == ("one.csv",)
    assert latest_draft(store, TOM) is None
    keep_step(store, ANN, found.id, found.draft, "Nothing.")
    again = open_draft(store, ANN, one)
    assert again and again.sentence == "Nothing."
    delete_draft(store, ANN, found.id)
    left = latest_draft(store, ANN)
    assert left and left.id == other


def test_work_on_a_workspace_that_is_closed_to_somebody_does_not_hide_their_other_work(store: Store) -> None:
    workspace = create_workspace(store, TOM, "Riverbend", "link", small_draft(), "").id
    begin_draft(store, ANN, small_draft(), ["own.csv"])
    begin_draft(store, ANN, small_draft(), ["Riverbend"], workspace, 1)
    change_workspace(store, TOM, workspace, access="closed")
    left = latest_draft(store, ANN)
    assert left and left.files == ("own.csv",)
    set_role(store, TOM, workspace, ANN, "viewer")
    again = latest_draft(store, ANN)
    assert again and again.files == ("Riverbend",)


def test_who_goes_on_in_another_tab_is_told(store: Store) -> None:
    draft = small_draft()
    draft_id = begin_draft(store, ANN, draft, [])
    keep_step(store, ANN, draft_id, with_row(draft, "Theatre"), "Added Theatre.", after=0)
    with pytest.raises(ConflictError) as raised:
        keep_step(store, ANN, draft_id, with_row(draft, "Museum"), "Added Museum.", after=0)
    assert raised.value.latest == 1
    with pytest.raises(ConflictError):
        undo_step(store, ANN, draft_id, after=0)
    found = open_draft(store, ANN, draft_id)
    assert found and found.sentence == "Added Theatre."
    assert undo_step(store, ANN, draft_id, after=1).step == 0


def test_where_there_is_no_draft_nothing_is_kept(store: Store) -> None:
    nowhere = DraftId("no such id")
    assert open_draft(store, ANN, nowhere) is None and find_step(store, ANN, nowhere) is None
    with pytest.raises(NotAllowedError):
        keep_step(store, ANN, nowhere, small_draft(), "Lost.")
    with pytest.raises(NotAllowedError):
        undo_step(store, ANN, nowhere)
    assert count_in(store, pieces) == 0


def test_a_draft_is_deleted_thirty_days_after_its_last_change(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    draft_id = begin_draft(store, ANN, small_draft(), [])
    found = open_draft(store, ANN, draft_id)
    assert found is not None
    assert delete_expired(store, found.kept_until - timedelta(seconds=1)) == 0
    assert open_draft(store, ANN, draft_id) is not None
    assert delete_expired(store, found.kept_until + timedelta(seconds=1)) == 1
    assert open_draft(store, ANN, draft_id) is None and count_in(store, pieces) == 0


def test_a_draft_whose_time_is_over_is_not_opened_even_before_it_is_deleted(store: Store) -> None:
    draft_id = begin_draft(store, ANN, small_draft(), [])
    with store.write() as connection:
        connection.execute(drafts.update().values(changed_at=datetime.now(UTC) - timedelta(days=31)))
    assert open_draft(store, ANN, draft_id) is None and latest_draft(store, ANN) is None


def test_whoever_begins_a_draft_deletes_those_whose_time_is_over(store: Store) -> None:
    begin_draft(store, ANN, worked_on(), [])
    with store.write() as connection:
        connection.execute(drafts.update().values(changed_at=datetime.now(UTC) - timedelta(days=31)))
    begin_draft(store, TOM, Draft(), [])
    with store.read() as connection:
        assert connection.scalars(select(drafts.c.person)).all() == [TOM.key]


@pytest.mark.parametrize(("text", "days"), [("", 30), ("7", 7), ("0", 30), ("-1", 30), ("soon", 30), ("9" * 9, 30)])
def test_how_long_drafts_are_kept_is_a_setting(monkeypatch: pytest.MonkeyPatch, text: str, days: int) -> None:
    monkeypatch.setenv("ATLAS_DRAFT_DAYS", text)
    assert days_kept() == days
