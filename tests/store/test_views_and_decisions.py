"""Views and decisions are kept with a workspace."""

from __future__ import annotations

import pytest

from components.store import Store
from components.store.rights import Person
from components.store.views_and_decisions import (
    list_decisions,
    list_views,
    put_decision,
    put_view,
    remove_decision,
    remove_view,
)
from components.store.workspaces import create_workspace
from tests.drafts_at_work import small_draft

OWNER = Person("user:owner", "Olive")
START = {"name": "Start", "view": "network", "address": "issue=justice"}


@pytest.fixture
def workspace(store: Store) -> str:
    """The id of a workspace."""
    return create_workspace(store, OWNER, "St. Louis", "closed", small_draft(), "").id


def test_views_are_listed_in_their_order(store: Store, workspace: str) -> None:
    put_view(store, OWNER, workspace, START)
    put_view(store, OWNER, workspace, {**START, "name": "End", "order": 2, "caption": "Last", "pins": '{"a": [1, 2]}'})
    put_view(store, OWNER, workspace, {**START, "name": "Middle", "order": 1})
    assert list_views(store, OWNER, workspace).to_numpy().tolist() == [
        ["Middle", "network", "issue=justice", None, 1, None],
        ["End", "network", "issue=justice", "Last", 2, '{"a": [1, 2]}'],
        ["Start", "network", "issue=justice", None, None, None],
    ]


def test_a_view_takes_the_place_of_one_of_its_name(store: Store, workspace: str) -> None:
    other = create_workspace(store, OWNER, "Other", "closed", small_draft(), "").id
    for each in (workspace, other):
        put_view(store, OWNER, each, START)
    put_view(store, OWNER, workspace, {**START, "address": "issue=housing"})
    assert list_views(store, OWNER, workspace)["address"].tolist() == ["issue=housing"]
    remove_view(store, OWNER, workspace, "Start")
    remove_view(store, OWNER, workspace, "Start")
    assert len(list_views(store, OWNER, workspace)) == 0
    assert list_views(store, OWNER, other)["address"].tolist() == ["issue=justice"]


def test_decisions_are_kept_changed_and_removed(store: Store, workspace: str) -> None:
    key = put_decision(store, OWNER, workspace, {"kind": "set aside", "about": "Library", "reason": "Closed\0"})
    again = {"id": key, "kind": "set aside", "about": "Library", "as_of": "2025-06-30"}
    assert put_decision(store, OWNER, workspace, again) == key
    other = put_decision(store, OWNER, workspace, {"kind": "question", "about": "Who else maps?"})
    assert list_decisions(store, OWNER, workspace).to_numpy().tolist() == [
        [other, "question", "Who else maps?", None, None],
        [key, "set aside", "Library", None, "2025-06-30"],
    ]
    remove_decision(store, OWNER, workspace, key)
    assert list_decisions(store, OWNER, workspace)["id"].tolist() == [other]


@pytest.mark.parametrize(
    ("view", "message"),
    [({}, "name, view, address"), ({**START, "name": ""}, "name"), ({**START, "colour": "red"}, "no colour")],
)
def test_a_view_that_lacks_something_is_not_saved(
    store: Store, workspace: str, view: dict[str, str], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        put_view(store, OWNER, workspace, view)


def test_a_decision_needs_what_it_is_about(store: Store, workspace: str) -> None:
    with pytest.raises(ValueError, match="about"):
        put_decision(store, OWNER, workspace, {"kind": "question"})
