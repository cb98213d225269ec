"""A draft is written as bytes and read back exactly, whatever its texts are."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.drafts import Draft, make_draft, mend_cells, read_inventory
from components.drafts.mending import find_cells_to_mend
from components.drafts.opening import make_draft_of_tables, open_draft
from components.importing import DecidedRow, bring_sheets
from components.inventory import Problem, TextTable
from components.matching import add_file
from components.store.content import (
    FORMAT,
    read_draft,
    read_json,
    read_mapping,
    write_draft,
    write_json,
    write_mapping,
)
from components.store.errors import StoreError
from tests.any_inventory import TABLES, usable
from tests.drafts_at_work import assert_same_drafts, everything_in, further_file, key_of, small_draft, worked_on

CITIES = sorted(path for path in (Path(__file__).parents[2] / "data" / "inventories").iterdir() if path.is_dir())
# Halves of letters, alone and as a pair that is none, and what PostgreSQL's texts do not take.
HOSTILE = st.one_of(
    st.text(st.characters(), max_size=8),
    st.sampled_from(["\0", "a\0b", "\ud800", "\udc00\ud800", "\ud83d\ude00", "😀", "\\ud83d", '"', "\u2028", "\x7f"]),
)


def kept(draft: Draft) -> Draft:
    return read_draft(*write_draft(draft))


@pytest.mark.parametrize("city", CITIES, ids=lambda path: path.name)
def test_every_shipped_city_comes_back_as_it_was(city: Path) -> None:
    draft = open_draft(city)
    assert_same_drafts(draft, kept(draft))
    copy = make_draft(read_inventory(city)[0])
    assert_same_drafts(copy, kept(copy))


def test_a_draft_that_was_worked_on_comes_back_as_it_was() -> None:
    draft = worked_on()
    assert draft.merged_into and draft.not_the_same and draft.pseudonyms and len(draft.arrivals) == 2
    assert draft.rows_set_aside and draft.reading_problems
    assert_same_drafts(draft, kept(draft))


CHANGES: dict[str, Callable[[Draft], Draft]] = {
    "a mended cell": lambda draft: mend_cells(
        draft, dict.fromkeys(find_cells_to_mend(draft, draft.problems)[:1], "other company")
    ),
    "another name": lambda draft: draft.with_cells({key_of(draft, "name", "Library"): {"name": "City library"}}),
    "a new row": lambda draft: draft.with_rows("organizations", [{"name": "Theatre"}]),
    "a rater who is known": lambda draft: draft.with_rows(
        "assessments", [{"element": "knowledge", "rater": "Tom Baker"}]
    ),
    "rows taken back": lambda draft: draft.take_back(draft.rows_set_aside),
    "the same file again": lambda draft: add_file(draft, further_file(), "update"),
    "another file in place of all": lambda draft: add_file(
        draft, open_draft({"other.csv": b"name,type\nLibrary,library\nMuseum,other company\n"}), "replace"
    ),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("make", [small_draft, worked_on])
def test_work_goes_on_in_the_same_way(make: Callable[[], Draft], change: str) -> None:
    draft = make()
    assert_same_drafts(CHANGES[change](draft), CHANGES[change](kept(draft)))


@settings(max_examples=60)
@given(TABLES)
def test_any_inventory_comes_back_as_it_was(tables: dict[str, list[dict[str, object]]]) -> None:
    if inventory := usable(tables):
        draft = make_draft(inventory)
        assert_same_drafts(draft, kept(draft))


NUMBERS = st.one_of(
    st.none(), st.lists(st.integers(0, 9**9), max_size=3), st.builds(range, st.just(2), st.integers(2, 5))
)
TEXT_TABLES = st.builds(
    TextTable,
    st.sampled_from(["organizations", "notes"]),
    st.dictionaries(HOSTILE, st.lists(HOSTILE, max_size=3), max_size=3),
    NUMBERS.filter(lambda numbers: numbers is not None),
    st.none() | HOSTILE,
    st.none() | HOSTILE,
    st.booleans(),
    NUMBERS,
    st.integers(0, 9),
    st.integers(0, 9),
    st.integers(0, 9),
    st.dictionaries(HOSTILE, HOSTILE, max_size=2),
)
PROBLEMS = st.builds(
    Problem,
    HOSTILE,
    st.none() | st.integers(1, 99),
    st.none() | HOSTILE,
    st.none() | HOSTILE | HOSTILE.map(lambda text: text * 900),
    HOSTILE,
    HOSTILE,
    st.sampled_from(["error", "warning", "note"]),
    HOSTILE,
    st.none() | HOSTILE,
    st.none() | st.integers(0, 99),
    st.none() | HOSTILE,
    st.none() | st.integers(0, 99),
)
ROWS = st.builds(
    DecidedRow,
    HOSTILE,
    st.none() | HOSTILE,
    st.none() | HOSTILE,
    st.integers(0, 99),
    st.lists(st.tuples(HOSTILE, HOSTILE), max_size=2).map(tuple),
    st.none() | st.tuples(HOSTILE, HOSTILE),
    st.booleans(),
)
KEYS = st.integers(0, 99)
MAPS = st.dictionaries(KEYS, KEYS, max_size=3)


@settings(max_examples=150)
@given(
    st.builds(
        Draft,
        st.lists(TEXT_TABLES, max_size=2).map(tuple),
        st.frozensets(KEYS),
        st.frozensets(st.frozensets(HOSTILE, max_size=2), max_size=2),
        st.lists(ROWS, max_size=2).map(tuple),
        st.lists(PROBLEMS, max_size=2).map(tuple),
        st.none() | HOSTILE,
        st.lists(st.tuples(HOSTILE, st.none() | HOSTILE, KEYS), max_size=2).map(tuple),
        st.just(()),
        MAPS,
        MAPS,
        st.frozensets(KEYS),
        st.dictionaries(HOSTILE, HOSTILE, max_size=2),
        KEYS,
    )
)
def test_every_field_comes_back_whatever_its_texts(draft: Draft) -> None:
    assert everything_in(kept(draft)) == everything_in(draft)
    assert write_draft(kept(draft)) == write_draft(draft)


def test_two_halves_that_are_no_letter_do_not_become_one() -> None:
    assert read_json(write_json(["\ud83d\ude00", "😀"])) == ["\ud83d\ude00", "😀"]


def test_a_table_that_stays_is_the_same_piece() -> None:
    before = small_draft().set_aside([0])
    after = before.with_rows("organizations", [{"name": "Theatre"}])
    (_, one), (_, other) = write_draft(before), write_draft(after)
    assert len(other.keys() - one.keys()) == 1, "the table of the row that was added"
    assert not one.keys() - other.keys()


def test_what_a_later_version_wrote_is_not_read() -> None:
    content, pieces = write_draft(small_draft())
    later = write_json(read_json(content) | {"format": FORMAT + 1, "new": "something"})
    with pytest.raises(StoreError) as raised:
        read_draft(later, pieces)
    assert raised.value.code == "too new"


def damage(content: bytes, pieces: dict[str, bytes]) -> list[tuple[bytes, dict[str, bytes]]]:
    """The same in the ways in which a disk may spoil it."""
    first = next(iter(pieces))
    kept = read_json(content)
    return [
        (content[:-5], pieces),
        (b"", pieces),
        (b"\xff" + content, pieces),
        (content, {}),
        (content, pieces | {first: pieces[first][:-1] + b" "}),
        (write_json(kept | {"draft": {}}), pieces),
        (write_json(kept | {"format": "one"}), pieces),
        (json.dumps([1]).encode(), pieces),
        (b"[" * 100_000, pieces),
    ]


@pytest.mark.parametrize("way", range(9))
def test_what_is_damaged_is_said_to_be(way: int) -> None:
    with pytest.raises(StoreError) as raised:
        read_draft(*damage(*write_draft(small_draft()))[way])
    assert raised.value.code == "damaged"


def test_how_sheets_are_read_comes_back_as_it_was() -> None:
    brought = bring_sheets({"further.csv": b"name,type,E-mail\nLibrary,library,a@b.org\n"})
    for mapping in brought.recognise_surely():
        chosen = replace(mapping.keep_people("they agreed"), header_rows=(0,))
        assert read_mapping(read_json(write_json(write_mapping(chosen)))) == chosen


def test_a_row_without_a_number_has_none() -> None:
    table = TextTable("notes", {"about": ["Library"]}, (2,))
    assert kept(Draft((table,))).text_tables[0].keys is None
    assert list(kept(make_draft_of_tables([table])).text_tables[0].keys or ()) == [0]
