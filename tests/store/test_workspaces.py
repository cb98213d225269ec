"""Workspaces: made, changed and removed by their owners; keys that give roles, and end them."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from components.drafts import Draft
from components.store import NotAllowedError, Store
from components.store.rights import Person, Role
from components.store.tables import edit_keys, pieces
from components.store.versions import list_versions, open_version
from components.store.workspaces import (
    change_workspace,
    create_workspace,
    end_key,
    enter_key,
    find_workspace,
    list_people,
    list_workspaces,
    make_key,
    remove_workspace,
    set_role,
)
from tests.drafts_at_work import assert_same_drafts, small_draft

OWNER, ANN, TOM = Person("user:owner", "Olive"), Person("browser:ann", "Ann"), Person("browser:tom", "Tom")
DRAFT = small_draft()


def role_of(store: Store, person: Person, workspace: str) -> Role | None:
    found = find_workspace(store, person, workspace)
    return found and found.role


@pytest.fixture
def workspace(store: Store) -> str:
    """The id of a closed workspace."""
    return create_workspace(store, OWNER, "St. Louis", "closed", DRAFT, "Our list").id


def test_a_new_workspace_has_its_first_version_and_an_owner(store: Store) -> None:
    made = create_workspace(store, OWNER, "  St.  Louis ", "closed", DRAFT, "Our list")
    assert (made.name, made.access, made.role, made.latest) == ("St. Louis", "closed", "owner", 1)
    assert_same_drafts(open_version(store, OWNER, made.id, 1), DRAFT)
    (line,) = list_versions(store, OWNER, made.id).to_dict("records")
    assert (line["number"], line["who"], line["why"], line["when"]) == (1, "Olive", "Our list", made.saved_at)


def test_an_id_says_nothing_and_is_never_the_same(store: Store) -> None:
    ids = {create_workspace(store, OWNER, "St. Louis", "link", DRAFT, "").id for _ in range(3)}
    assert len(ids) == 3 and all(len(key) == 32 and set(key) <= set("0123456789abcdef") for key in ids)


@pytest.mark.parametrize("name", ["", "  ", "x" * 201])
def test_a_workspace_needs_a_name(store: Store, name: str, workspace: str) -> None:
    with pytest.raises(ValueError, match="needs a name"):
        create_workspace(store, OWNER, name, "closed", DRAFT, "")
    with pytest.raises(ValueError, match="needs a name"):
        change_workspace(store, OWNER, workspace, name=name)


def test_a_workspace_is_of_one_of_three_kinds(store: Store, workspace: str) -> None:
    with pytest.raises(ValueError, match="public, link, closed"):
        create_workspace(store, OWNER, "Boston", "open", DRAFT, "")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="public, link, closed"):
        change_workspace(store, OWNER, workspace, access="")  # type: ignore[arg-type]


def test_name_and_access_change(store: Store, workspace: str) -> None:
    changed = change_workspace(store, OWNER, workspace, name="Saint Louis", access="public")
    assert (changed.name, changed.access) == ("Saint Louis", "public")
    assert change_workspace(store, OWNER, workspace) == changed
    seen = find_workspace(store, ANN, workspace)
    assert seen and (seen.name, seen.role) == ("Saint Louis", None)


def test_workspaces_are_listed_by_their_names(store: Store) -> None:
    for name, access in (("boston", "public"), ("Austin", "public"), ("Hidden", "link"), ("Own", "closed")):
        made = create_workspace(store, OWNER, name, access, DRAFT, "")  # type: ignore[arg-type]
    set_role(store, OWNER, made.id, ANN, "viewer")
    assert [each.name for each in list_workspaces(store, ANN)] == ["Austin", "boston", "Own"]
    assert [each.name for each in list_workspaces(store, TOM)] == ["Austin", "boston"]
    assert [each.name for each in list_workspaces(store, OWNER)] == ["Austin", "boston", "Hidden", "Own"]


def test_what_is_removed_is_gone_with_its_pieces(store: Store, workspace: str) -> None:
    other = create_workspace(store, ANN, "Other", "closed", DRAFT, "")
    remove_workspace(store, OWNER, workspace)
    assert find_workspace(store, OWNER, workspace) is None and list_workspaces(store, OWNER) == []
    assert_same_drafts(open_version(store, ANN, other.id, 1), DRAFT)
    remove_workspace(store, ANN, other.id)
    with store.read() as connection:
        assert connection.scalar(select(func.count()).select_from(pieces)) == 0


# Roles


def test_roles_are_given_and_taken(store: Store, workspace: str) -> None:
    set_role(store, OWNER, workspace, ANN, "viewer")
    set_role(store, OWNER, workspace, ANN, "editor")
    set_role(store, OWNER, workspace, TOM, "viewer")
    people = list_people(store, OWNER, workspace)
    assert people[["person", "name", "role", "by_key"]].to_numpy().tolist() == [
        ["user:owner", "Olive", "owner", False],
        ["browser:ann", "Ann", "editor", False],
        ["browser:tom", "Tom", "viewer", False],
    ]
    set_role(store, OWNER, workspace, ANN, None)
    assert find_workspace(store, ANN, workspace) is None


def test_one_may_give_up_ones_own_role(store: Store, workspace: str) -> None:
    set_role(store, OWNER, workspace, ANN, "viewer")
    with pytest.raises(NotAllowedError):
        set_role(store, ANN, workspace, ANN, "owner")
    set_role(store, ANN, workspace, ANN, None)
    assert find_workspace(store, ANN, workspace) is None


def test_a_workspace_keeps_an_owner(store: Store, workspace: str) -> None:
    for role in (None, "editor"):
        with pytest.raises(NotAllowedError, match="keeps an owner"):
            set_role(store, OWNER, workspace, OWNER, role)  # type: ignore[arg-type]
    set_role(store, OWNER, workspace, ANN, "owner")
    set_role(store, OWNER, workspace, OWNER, None)
    assert role_of(store, ANN, workspace) == "owner" and role_of(store, OWNER, workspace) is None


def test_there_are_three_roles(store: Store, workspace: str) -> None:
    with pytest.raises(ValueError, match="viewer, editor, owner"):
        set_role(store, OWNER, workspace, ANN, "admin")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="viewer, editor, owner"):
        make_key(store, OWNER, workspace, "admin")  # type: ignore[arg-type]


# Keys


def test_a_key_gives_its_role_to_whoever_enters_it(store: Store, workspace: str) -> None:
    key = make_key(store, OWNER, workspace, "editor")
    assert len(key.replace("-", "")) == 32
    assert enter_key(store, ANN, workspace, f"  {key.upper().replace('-', ' ')}\n") == "editor"
    assert role_of(store, ANN, workspace) == "editor"
    assert list_people(store, OWNER, workspace)["by_key"].tolist() == [False, True]


@pytest.mark.parametrize("entered", ["", "-", "wrong", "\0", "\ud800", "x" * 100_000])
def test_no_other_text_opens_anything(store: Store, workspace: str, entered: str) -> None:
    make_key(store, OWNER, workspace, "editor")
    assert enter_key(store, ANN, workspace, entered) is None
    assert enter_key(store, OWNER, workspace, entered) is None
    assert find_workspace(store, ANN, workspace) is None and role_of(store, OWNER, workspace) == "owner"


def test_each_person_is_known_by_the_name_they_came_with(store: Store, workspace: str) -> None:
    key = make_key(store, OWNER, workspace, "editor")
    enter_key(store, ANN, workspace, key)
    enter_key(store, Person(TOM.key), workspace, key)
    known = [(found := find_workspace(store, person, workspace)) and found.known_as for person in (OWNER, ANN, TOM)]
    assert known == ["Olive", "Ann", ""], "what is said later changes nothing"


def test_a_key_opens_its_own_workspace_alone(store: Store, workspace: str) -> None:
    other = create_workspace(store, OWNER, "Other", "closed", DRAFT, "").id
    key = make_key(store, OWNER, workspace, "viewer")
    assert enter_key(store, ANN, other, key) is None and find_workspace(store, ANN, other) is None


def test_the_store_knows_no_key(store: Store, workspace: str) -> None:
    key = make_key(store, OWNER, workspace, "viewer")
    with store.read() as connection:
        kept = str(connection.execute(edit_keys.select()).all())
    assert key not in kept and key.replace("-", "") not in kept


def test_a_new_key_ends_the_one_before_and_what_it_gave(store: Store, workspace: str) -> None:
    old, viewers = make_key(store, OWNER, workspace, "editor"), make_key(store, OWNER, workspace, "viewer")
    enter_key(store, ANN, workspace, old)
    enter_key(store, TOM, workspace, viewers)
    new = make_key(store, OWNER, workspace, "editor")
    assert find_workspace(store, ANN, workspace) is None and role_of(store, TOM, workspace) == "viewer"
    assert enter_key(store, ANN, workspace, old) is None
    assert enter_key(store, TOM, workspace, new) == "editor"
    end_key(store, OWNER, workspace, "editor")
    assert enter_key(store, ANN, workspace, new) is None and find_workspace(store, TOM, workspace) is None


def test_a_key_never_takes_from_a_role(store: Store, workspace: str) -> None:
    key = make_key(store, OWNER, workspace, "viewer")
    set_role(store, OWNER, workspace, ANN, "editor")
    assert enter_key(store, ANN, workspace, key) == "editor"
    assert enter_key(store, OWNER, workspace, key) == "owner"
    make_key(store, OWNER, workspace, "viewer")
    assert role_of(store, ANN, workspace) == "editor" and role_of(store, OWNER, workspace) == "owner"


def test_whoever_changes_the_owners_key_stays_an_owner(store: Store, workspace: str) -> None:
    key = make_key(store, OWNER, workspace, "owner")
    assert enter_key(store, ANN, workspace, key) == "owner" and enter_key(store, TOM, workspace, key) == "owner"
    set_role(store, ANN, workspace, OWNER, None)
    make_key(store, ANN, workspace, "owner")
    assert role_of(store, ANN, workspace) == "owner" and find_workspace(store, TOM, workspace) is None


def test_hostile_names_are_kept_as_far_as_databases_go(store: Store) -> None:
    made = create_workspace(store, Person("browser:x", "a\0b\ud800"), "Lou\0is", "closed", DRAFT, "why\0")
    assert made.name == "Lou�is"
    (line,) = list_versions(store, Person("browser:x"), made.id).to_dict("records")
    assert (line["who"], line["why"]) == ("a�b�", "why�")


def test_a_workspace_of_nothing_is_one_too(store: Store) -> None:
    made = create_workspace(store, OWNER, "Empty", "public", Draft(), "")
    assert_same_drafts(open_version(store, TOM, made.id, 1), Draft())
