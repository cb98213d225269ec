"""Each save is a version, whole; nobody saves over what another saved since."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from components.drafts import Draft
from components.store import ConflictError, NotAllowedError, Store
from components.store.rights import Person
from components.store.tables import pieces
from components.store.versions import list_versions, open_version, restore_version, save_version
from components.store.workspaces import create_workspace, find_workspace, set_role
from tests.drafts_at_work import assert_same_drafts, key_of, small_draft, worked_on

OWNER, ANN = Person("user:owner", "Olive"), Person("browser:ann")
DRAFT = small_draft()


@pytest.fixture
def workspace(store: Store) -> str:
    """The id of a public workspace, of which Ann is an editor."""
    made = create_workspace(store, OWNER, "St. Louis", "public", DRAFT, "Our list")
    set_role(store, OWNER, made.id, ANN, "editor")
    return made.id


def with_row(draft: Draft, name: str) -> Draft:
    return draft.with_rows("organizations", [{"name": name}])


def test_a_save_is_a_version_with_who_when_why_and_what_changed(store: Store, workspace: str) -> None:
    draft = with_row(DRAFT, "Theatre").with_cells({key_of(DRAFT, "name", "Library"): {"type": "library"}})
    saved = save_version(store, ANN, workspace, draft, 1, "Mended")
    assert (saved.number, saved.who, saved.why) == (2, "", "Mended")
    assert saved.changes == "1 row new in organizations, 1 cell changed in organizations."
    assert abs(saved.when - datetime.now(UTC)) < timedelta(minutes=5)
    history = list_versions(store, OWNER, workspace)
    assert list(history) == ["number", "who", "when", "why", "changes"]
    assert history["number"].tolist() == [2, 1] and history["who"].tolist() == ["", "Olive"]
    assert history["changes"].tolist() == [saved.changes, "The first version."]
    assert_same_drafts(open_version(store, OWNER, workspace, 2), draft)
    assert_same_drafts(open_version(store, OWNER, workspace, 1), DRAFT)
    found = find_workspace(store, ANN, workspace)
    assert found and found.latest == 2 and found.saved_at == saved.when


def test_the_history_says_the_same_to_all(store: Store, workspace: str) -> None:
    save_version(store, ANN, workspace, worked_on(), 1, "Mended")
    histories = [list_versions(store, person, workspace) for person in (OWNER, ANN, Person("browser:nobody"))]
    assert histories[0].equals(histories[1]) and histories[0].equals(histories[2])


def test_the_second_of_two_is_told_of_the_first(store: Store, workspace: str) -> None:
    save_version(store, OWNER, workspace, with_row(DRAFT, "Theatre"), 1, "First")
    with pytest.raises(ConflictError) as raised:
        save_version(store, ANN, workspace, with_row(DRAFT, "Museum"), 1, "Second")
    assert raised.value.latest == 2
    assert list_versions(store, OWNER, workspace)["why"].tolist() == ["First", "Our list"]
    assert save_version(store, ANN, workspace, with_row(DRAFT, "Museum"), 2, "Second").number == 3


@pytest.mark.parametrize("base", [0, 2, -1, 10**6])
def test_a_base_that_there_is_not_is_a_conflict(store: Store, workspace: str, base: int) -> None:
    with pytest.raises(ConflictError):
        save_version(store, OWNER, workspace, DRAFT, base, "")


def test_of_many_at_once_one_is_saved_and_the_others_are_told(store: Store, workspace: str) -> None:
    outcomes: list[object] = []

    def save(number: int) -> None:
        try:
            outcomes.append(
                save_version(store, OWNER, workspace, with_row(DRAFT, f"New {number}"), 1, str(number)).number
            )
        except ConflictError as error:
            outcomes.append(error)

    threads = [threading.Thread(target=save, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count(2) == 1 and sum(isinstance(each, ConflictError) for each in outcomes) == 7
    assert list_versions(store, OWNER, workspace)["number"].tolist() == [2, 1]


def test_an_earlier_version_is_saved_again_as_the_newest(store: Store, workspace: str) -> None:
    save_version(store, OWNER, workspace, with_row(DRAFT, "Theatre"), 1, "More")
    with pytest.raises(ConflictError):
        restore_version(store, ANN, workspace, 1, 1, "Too much")
    restored = restore_version(store, ANN, workspace, 1, 2, "Too much")
    assert (restored.number, restored.changes) == (3, "1 row gone from organizations.")
    later = with_row(DRAFT, "Theatre")
    assert_same_drafts(open_version(store, OWNER, workspace, 2), later)
    again = open_version(store, OWNER, workspace, 3)
    assert_same_drafts(again, replace(DRAFT, first_free_key=later.next_key))
    assert again.next_key == later.next_key, "no row gets a key that another row had"


@pytest.mark.parametrize("number", [0, 2, -1])
def test_a_version_that_there_is_not_is_not_opened(store: Store, workspace: str, number: int) -> None:
    with pytest.raises(NotAllowedError):
        open_version(store, OWNER, workspace, number)
    with pytest.raises(NotAllowedError):
        restore_version(store, OWNER, workspace, number, 1, "")


def test_versions_share_the_tables_that_stay(store: Store, workspace: str) -> None:
    def count() -> int:
        with store.read() as connection:
            return connection.scalar(select(func.count()).select_from(pieces)) or 0

    draft = with_row(DRAFT, "Theatre")
    save_version(store, OWNER, workspace, draft, 1, "")
    before = count()
    save_version(store, OWNER, workspace, draft, 2, "The same again")
    assert count() == before
    assert list_versions(store, OWNER, workspace)["changes"].iloc[0] == "Nothing changed."
    save_version(store, OWNER, workspace, draft.with_rows("notes", [{"about": "Theatre", "text": "New"}]), 3, "")
    assert count() == before + 1


@pytest.mark.parametrize("number", [-1, 0, 2, 2**31, 2**63, 10**40])
def test_a_version_that_there_is_not_is_not_found(store: Store, workspace: str, number: int) -> None:
    with pytest.raises(NotAllowedError):
        open_version(store, OWNER, workspace, number)
