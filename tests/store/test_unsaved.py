"""What is typed and not taken in, and files that wait, outlive a visit; files for a day at most."""

from __future__ import annotations

from datetime import timedelta

import pytest

from components.importing import bring_sheets
from components.store import NotAllowedError, Store
from components.store.kept_drafts import begin_draft, delete_draft, delete_expired
from components.store.rights import Person
from components.store.tables import waiting_files
from components.store.unsaved import (
    forget_waiting,
    keep_typed,
    keep_waiting,
    open_typed,
    open_waiting,
)
from tests.drafts_at_work import small_draft

ANN, TOM = Person("browser:ann", "Ann"), Person("browser:tom")
FILES = [
    ("liste\0\ud800.csv", "name,type\nCafé,library\n".encode("latin-1")),
    ("empty.csv", b""),
    ("x.bin", bytes(256)),
]


def test_what_is_typed_stays_by_place(store: Store) -> None:
    draft_id = begin_draft(store, ANN, small_draft(), [])
    keep_typed(store, ANN, draft_id, "organizations", {"cells": [[3, {"name": "a\0b\ud800 😀"}]], "removed": [4]})
    keep_typed(store, ANN, draft_id, "relationships", {"cells": []})
    keep_typed(store, ANN, draft_id, "relationships", {"cells": [[1, {}]]})
    assert open_typed(store, ANN, draft_id) == {
        "organizations": {"cells": [[3, {"name": "a\0b\ud800 😀"}]], "removed": [4]},
        "relationships": {"cells": [[1, {}]]},
    }
    keep_typed(store, ANN, draft_id, "organizations", None)
    assert open_typed(store, ANN, draft_id) == {"relationships": {"cells": [[1, {}]]}}


def test_what_is_typed_goes_with_its_draft(store: Store) -> None:
    draft_id = begin_draft(store, ANN, small_draft(), [])
    other = begin_draft(store, TOM, small_draft(), [])
    keep_typed(store, ANN, draft_id, "notes", [1])
    keep_typed(store, TOM, other, "notes", [2])
    delete_draft(store, ANN, draft_id)
    assert open_typed(store, TOM, other) == {"notes": [2]}
    with pytest.raises(NotAllowedError):
        open_typed(store, ANN, draft_id)
    with pytest.raises(NotAllowedError):
        keep_typed(store, ANN, draft_id, "notes", [1])


def test_what_is_typed_is_open_to_nobody_but_whoever_types_it(store: Store) -> None:
    draft_id = begin_draft(store, ANN, small_draft(), [])
    keep_typed(store, ANN, draft_id, "notes", [1])
    with pytest.raises(NotAllowedError):
        open_typed(store, TOM, draft_id)
    with pytest.raises(NotAllowedError):
        keep_typed(store, TOM, draft_id, "notes", None)
    assert open_typed(store, ANN, draft_id) == {"notes": [1]}


def test_files_that_wait_are_opened_as_they_were(store: Store) -> None:
    mappings = bring_sheets(FILES[:1]).recognise_surely()
    assert mappings
    keep_waiting(store, ANN, FILES, {FILES[0][0]: "latin-1"}, mappings)
    found = open_waiting(store, ANN)
    assert found is not None
    assert (found.files, found.encodings, found.mappings) == (tuple(FILES), {FILES[0][0]: "latin-1"}, tuple(mappings))
    assert open_waiting(store, TOM) is None


def test_later_files_take_the_place_of_earlier_ones_and_can_be_forgotten(store: Store) -> None:
    keep_waiting(store, ANN, FILES, {}, [])
    keep_waiting(store, ANN, FILES[1:2], {}, [])
    keep_waiting(store, TOM, FILES, {}, [])
    found = open_waiting(store, ANN)
    assert found is not None and found.files == (FILES[1],)
    forget_waiting(store, ANN)
    assert open_waiting(store, ANN) is None and open_waiting(store, TOM) is not None


def test_files_wait_for_a_day_at_most(store: Store) -> None:
    keep_waiting(store, ANN, FILES, {}, [])
    found = open_waiting(store, ANN)
    assert found is not None
    delete_expired(store, found.kept_until - timedelta(seconds=1))
    assert open_waiting(store, ANN) is not None
    delete_expired(store, found.kept_until + timedelta(seconds=1))
    assert open_waiting(store, ANN) is None
    with store.read() as connection:
        assert connection.execute(waiting_files.select()).all() == []
