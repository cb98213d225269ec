"""A link opens a draft elsewhere, to change and not to take away, and opens nothing once it was taken back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from components.store import NotAllowedError, Store
from components.store.kept_drafts import DraftId, begin_draft, delete_draft, find_step, keep_step, open_draft
from components.store.links import find_linked_draft, make_link, take_links_back
from components.store.rights import Person
from components.store.tables import draft_links
from components.store.unsaved import keep_typed
from tests.drafts_at_work import small_draft

ANN, TOM = Person("browser:ann", "Ann"), Person("browser:tom")
DRAFT = small_draft()


def test_whoever_has_a_link_sees_and_changes_the_draft(store: Store) -> None:
    own = begin_draft(store, ANN, DRAFT, ["a.csv"])
    linked = find_linked_draft(store, TOM, make_link(store, ANN, own))
    assert linked is not None
    assert keep_step(store, TOM, linked, DRAFT.keep_apart("clinic", "makers"), "Not the same.") == 1
    keep_typed(store, TOM, linked, "notes", [1])
    for person, draft_id in ((ANN, own), (TOM, linked)):
        found = open_draft(store, person, draft_id)
        assert found and found.sentence == "Not the same." and found.id == draft_id


def test_whoever_has_a_link_neither_deletes_the_draft_nor_deals_with_its_links(store: Store) -> None:
    own = begin_draft(store, ANN, DRAFT, [])
    token = make_link(store, ANN, own)
    linked = find_linked_draft(store, TOM, token)
    assert linked is not None
    delete_draft(store, TOM, linked)
    with pytest.raises(NotAllowedError):
        make_link(store, TOM, linked)
    with pytest.raises(NotAllowedError):
        take_links_back(store, TOM, linked)
    assert open_draft(store, ANN, own) and find_linked_draft(store, TOM, token) == linked


def test_links_that_are_taken_back_end_what_they_have_opened_already(store: Store) -> None:
    own = begin_draft(store, ANN, DRAFT, [])
    tokens = [make_link(store, ANN, own) for _ in range(2)]
    (one, other) = (find_linked_draft(store, TOM, token) for token in tokens)
    assert one and other and find_step(store, TOM, one) == find_step(store, TOM, other) == 0
    take_links_back(store, ANN, own)
    for token, linked in zip(tokens, (one, other), strict=True):
        assert find_linked_draft(store, TOM, token) is None
        assert find_step(store, TOM, linked) is None and open_draft(store, TOM, linked) is None
        with pytest.raises(NotAllowedError):
            keep_step(store, TOM, linked, DRAFT, "Too late.")
    assert find_step(store, ANN, own) == 0


def test_a_link_of_their_own_is_for_whoever_began_the_draft_as_if_it_were_not_there(store: Store) -> None:
    own = begin_draft(store, ANN, DRAFT, [])
    assert find_linked_draft(store, ANN, make_link(store, ANN, own)) == own


def test_the_store_does_not_know_the_token_of_a_link(store: Store) -> None:
    own = begin_draft(store, ANN, DRAFT, [])
    token = make_link(store, ANN, own)
    assert len(token) >= 32
    with store.read() as connection:
        (kept,) = connection.scalars(select(draft_links.c.id))
    for text in (kept, own.text, "", "\ud800\0"):
        assert text != token and find_linked_draft(store, TOM, text) is None


def test_there_is_no_link_to_a_draft_that_is_not_there(store: Store) -> None:
    with pytest.raises(NotAllowedError):
        make_link(store, ANN, DraftId("no such id"))
