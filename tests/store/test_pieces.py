"""The pieces of drafts in the database: kept once, deleted with the last that holds them, and never taken as they are
where they are damaged."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import delete, func, insert, select, update

from components.drafts import Draft
from components.inventory import TextTable
from components.store import Store, StoreError
from components.store.kept_drafts import begin_draft, delete_draft, keep_step, open_draft
from components.store.pieces import drop_unused
from components.store.rights import Person
from components.store.tables import draft_steps, pieces, step_pieces
from components.store.versions import open_version
from components.store.workspaces import create_workspace, remove_workspace
from tests.drafts_at_work import assert_same_drafts, everything_in, small_draft

ANN = Person("browser:ann", "Ann")
DRAFT = small_draft()


def count(store: Store) -> int:
    with store.read() as connection:
        return connection.scalar(select(func.count()).select_from(pieces)) or 0


@pytest.mark.parametrize("content", [b"", b"not packed", b"x\x9c\x03\x00\x00\x00\x00\x01"])
def test_a_piece_that_is_damaged_is_said_to_be(store: Store, content: bytes) -> None:
    draft_id = begin_draft(store, ANN, DRAFT, [])
    with store.write() as connection:
        first = connection.scalar(select(pieces.c.id).order_by(pieces.c.id).limit(1))
        connection.execute(update(pieces).where(pieces.c.id == first).values(content=content))
    with pytest.raises(StoreError) as raised:
        open_draft(store, ANN, draft_id)
    assert raised.value.code == "damaged"


def test_a_piece_that_is_missing_is_damage_too(store: Store) -> None:
    draft_id = begin_draft(store, ANN, DRAFT, [])
    with store.write() as connection:
        connection.execute(delete(step_pieces))
    with pytest.raises(StoreError) as raised:
        open_draft(store, ANN, draft_id)
    assert raised.value.code == "damaged"


@pytest.mark.parametrize("content", [b"", b"{}"])
def test_a_step_that_is_damaged_is_said_to_be(store: Store, content: bytes) -> None:
    draft_id = begin_draft(store, ANN, DRAFT, [])
    with store.write() as connection:
        connection.execute(update(draft_steps).values(content=content))
    with pytest.raises(StoreError) as raised:
        open_draft(store, ANN, draft_id)
    assert raised.value.code == "damaged"


def test_drafts_and_versions_hold_the_same_pieces(store: Store) -> None:
    draft_id = begin_draft(store, ANN, DRAFT, [])
    held = count(store)
    made = create_workspace(store, ANN, "St. Louis", "closed", DRAFT, "")
    assert count(store) == held
    delete_draft(store, ANN, draft_id)
    assert count(store) == held
    assert_same_drafts(open_version(store, ANN, made.id, 1), DRAFT)
    remove_workspace(store, ANN, made.id)
    assert count(store) == 0


def test_a_draft_of_very_many_tables_is_kept_and_deleted(store: Store) -> None:
    tables = (
        TextTable("notes", {"about": [str(number)], "text": ["x"]}, (2,), keys=(number,)) for number in range(1_200)
    )
    draft = Draft(tuple(tables))
    draft_id = begin_draft(store, ANN, draft, [])
    keep_step(store, ANN, draft_id, draft.set_aside([7]), "Set aside.")
    found = open_draft(store, ANN, draft_id)
    assert found and len(found.draft.text_tables) == 1_200 and found.draft.rows_set_aside == {7}
    delete_draft(store, ANN, draft_id)
    assert count(store) == 0


def test_pieces_stay_whole_while_several_keep_and_delete_the_same(store: Store) -> None:
    changed = [DRAFT.with_rows("notes", [{"about": str(number), "text": "x"}]) for number in range(3)]
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            person = Person(f"browser:{number}")
            for _ in range(4):
                draft_id = begin_draft(store, person, DRAFT, [])
                for draft in changed:
                    keep_step(store, person, draft_id, draft, "Changed.")
                    found = open_draft(store, person, draft_id)
                    assert found and everything_in(found.draft) == everything_in(draft)
                delete_draft(store, person, draft_id)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures and count(store) == 0


def test_only_what_nobody_holds_is_dropped(store: Store) -> None:
    begin_draft(store, ANN, DRAFT, [])
    held = count(store)
    with store.write() as connection:
        connection.execute(insert(pieces).values(id="left over", content=b""))
        drop_unused(connection, set(connection.scalars(select(pieces.c.id))))
    assert count(store) == held
