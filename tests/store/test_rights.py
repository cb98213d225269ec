"""Who may do what: each function of a workspace, for each role, in each kind of workspace."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pytest

from components.drafts import Draft
from components.store import NotAllowedError, Store
from components.store import kept_drafts as kept
from components.store import versions as kept_versions
from components.store import views_and_decisions as beside
from components.store import workspaces as spaces
from components.store.kept_drafts import DraftId
from components.store.links import find_linked_draft, make_link
from components.store.rights import Access, Person, Role
from components.store.tables import decisions, edit_keys, roles, versions, views, workspaces
from components.store.unsaved import keep_typed, open_typed
from tests.drafts_at_work import small_draft

OWNER, ANN, TOM = Person("user:owner", "Olive"), Person("browser:ann", "Ann"), Person("browser:tom", "Tom")
VIEW = {"name": "Start", "view": "network", "address": "issue=justice"}
DECISION = {"id": "one", "kind": "set aside", "about": "Library"}
Do = Callable[[Store, Person, str], object]
DRAFT = small_draft()

# What each role may do: those who have none, in a public workspace or by link; in a closed one; and the others.
SIGHT, EDITING, OWNING = "sight", "editing", "owning"
FUNCTIONS: dict[str, tuple[str, Do]] = {
    "list_versions": (SIGHT, kept_versions.list_versions),
    "open_version": (SIGHT, lambda store, person, key: kept_versions.open_version(store, person, key, 1)),
    "begin_draft": (SIGHT, lambda store, person, key: kept.begin_draft(store, person, DRAFT, [], key, 1)),
    "list_views": (SIGHT, beside.list_views),
    "list_decisions": (SIGHT, beside.list_decisions),
    "save_version": (
        EDITING,
        lambda store, person, key: kept_versions.save_version(store, person, key, DRAFT, 1, "Why"),
    ),
    "restore_version": (
        EDITING,
        lambda store, person, key: kept_versions.restore_version(store, person, key, 1, 1, "Why"),
    ),
    "put_view": (EDITING, lambda store, person, key: beside.put_view(store, person, key, VIEW)),
    "remove_view": (EDITING, lambda store, person, key: beside.remove_view(store, person, key, "Start")),
    "put_decision": (EDITING, lambda store, person, key: beside.put_decision(store, person, key, DECISION)),
    "remove_decision": (EDITING, lambda store, person, key: beside.remove_decision(store, person, key, "one")),
    "change_workspace": (OWNING, lambda store, person, key: spaces.change_workspace(store, person, key, name="Other")),
    "make_key": (OWNING, lambda store, person, key: spaces.make_key(store, person, key, "editor")),
    "end_key": (OWNING, lambda store, person, key: spaces.end_key(store, person, key, "editor")),
    "set_role": (OWNING, lambda store, person, key: spaces.set_role(store, person, key, TOM, "viewer")),
    "list_people": (OWNING, spaces.list_people),
    "remove_workspace": (OWNING, spaces.remove_workspace),
}
MAY: dict[tuple[str, Role | None], set[str]] = {
    ("public", None): {SIGHT},
    ("link", None): {SIGHT},
    ("closed", None): set(),
    **{(access, "viewer"): {SIGHT} for access in get_args(Access)},
    **{(access, "editor"): {SIGHT, EDITING} for access in get_args(Access)},
    **{(access, "owner"): {SIGHT, EDITING, OWNING} for access in get_args(Access)},
}


def make_workspace(store: Store, access: Access, role: Role | None) -> str:
    made = spaces.create_workspace(store, OWNER, "Secret city", access, DRAFT, "Begun")
    if role:
        spaces.set_role(store, OWNER, made.id, ANN, role)
    return made.id


def everything(store: Store) -> list[object]:
    """All rows of all tables that a workspace is kept in."""
    tables = (workspaces, roles, edit_keys, versions, views, decisions)
    with store.read() as connection:
        return [tuple(row) for table in tables for row in connection.execute(table.select())]


@pytest.mark.parametrize(("access", "role"), MAY)
def test_a_role_may_do_what_the_table_says_and_nothing_else(store: Store, access: Access, role: Role | None) -> None:
    allowed = MAY[access, role]
    for name, (kind, do) in FUNCTIONS.items():
        key = make_workspace(store, access, role)
        if kind in allowed:
            do(store, ANN, key)
            continue
        before = everything(store)
        with pytest.raises(NotAllowedError):
            do(store, ANN, key)
        assert everything(store) == before, f"{name} changed something all the same"


@pytest.mark.parametrize(("access", "role"), MAY)
def test_a_workspace_is_found_and_listed_only_where_it_may_be(store: Store, access: Access, role: Role | None) -> None:
    key = make_workspace(store, access, role)
    found = spaces.find_workspace(store, ANN, key)
    assert (found is not None) == (SIGHT in MAY[access, role])
    assert found is None or (found.name, found.role, found.latest) == ("Secret city", role, 1)
    assert (spaces.list_workspaces(store, ANN) == [found]) == (access == "public" or role is not None)
    assert spaces.list_workspaces(store, ANN) in ([], [found])


def test_where_there_is_no_workspace_the_answer_is_that_of_a_closed_one(store: Store) -> None:
    closed = make_workspace(store, "closed", None)
    for key in (closed, "0" * 32, "", "../x", "\0", "\ud800", "a'; drop table versions; --"):
        for name, (_, do) in FUNCTIONS.items():
            with pytest.raises(NotAllowedError) as raised:
                do(store, ANN, key)
            assert str(raised.value) == "", (name, key)
        assert spaces.find_workspace(store, ANN, key) is None
        assert spaces.enter_key(store, ANN, key, "a key") is None


def test_rights_are_checked_again_where_it_is_written(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    key = make_workspace(store, "closed", "editor")

    def lose_the_role(changes: object) -> str:
        spaces.set_role(store, OWNER, key, ANN, None)
        return "Nothing changed."

    monkeypatch.setattr(kept_versions, "tell_changes", lose_the_role)
    with pytest.raises(NotAllowedError):
        kept_versions.save_version(store, ANN, key, DRAFT, 1, "Why")
    assert kept_versions.list_versions(store, OWNER, key)["number"].tolist() == [1]


def test_work_on_a_closed_workspace_is_open_to_its_people_alone(store: Store) -> None:
    key = make_workspace(store, "closed", "editor")
    own = kept.begin_draft(store, ANN, DRAFT, [], key, 1)
    token = make_link(store, ANN, own)
    assert kept.open_draft(store, ANN, own) and kept.latest_draft(store, ANN) and kept.find_step(store, ANN, own) == 0
    assert kept.open_draft(store, OWNER, linked(store, OWNER, token))
    assert_closed(store, TOM, linked(store, TOM, token))
    spaces.set_role(store, OWNER, key, ANN, None)
    assert_closed(store, ANN, own)
    assert kept.latest_draft(store, ANN) is None
    spaces.change_workspace(store, OWNER, key, access="link")
    assert kept.open_draft(store, ANN, own) and kept.open_draft(store, TOM, linked(store, TOM, token))


def linked(store: Store, person: Person, token: str) -> DraftId:
    found = find_linked_draft(store, person, token)
    assert found is not None
    return found


def assert_closed(store: Store, person: Person, draft_id: DraftId) -> None:
    """A person can neither open nor change a draft."""
    assert kept.open_draft(store, person, draft_id) is None and kept.find_step(store, person, draft_id) is None
    changes: list[Callable[[], object]] = [
        lambda: kept.keep_step(store, person, draft_id, DRAFT, "Taken over."),
        lambda: kept.undo_step(store, person, draft_id),
        lambda: keep_typed(store, person, draft_id, "notes", [1]),
        lambda: open_typed(store, person, draft_id),
    ]
    for change in changes:
        with pytest.raises(NotAllowedError):
            change()


def test_a_draft_outlives_its_workspace(store: Store) -> None:
    key = make_workspace(store, "closed", "editor")
    draft_id = kept.begin_draft(store, ANN, with_theatre(DRAFT), [], key, 1)
    spaces.remove_workspace(store, OWNER, key)
    found = kept.open_draft(store, ANN, draft_id)
    assert found and found.workspace is None and "Theatre" in found.draft.inventory.organizations["name"].tolist()


def test_links_to_work_on_a_workspace_end_with_it(store: Store) -> None:
    key = make_workspace(store, "closed", "editor")
    token = make_link(store, ANN, kept.begin_draft(store, ANN, DRAFT, [], key, 1))
    beside = make_link(store, ANN, kept.begin_draft(store, ANN, DRAFT, []))
    before = linked(store, OWNER, token)
    spaces.remove_workspace(store, OWNER, key)
    assert find_linked_draft(store, OWNER, token) is None and find_linked_draft(store, OWNER, beside) is not None
    assert_closed(store, OWNER, before)


def with_theatre(draft: Draft) -> Draft:
    return draft.with_rows("organizations", [{"name": "Theatre"}])
