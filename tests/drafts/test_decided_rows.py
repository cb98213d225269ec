"""What people decided by hand about an inventory: columns about people that stay, rows set aside and merged."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.drafts import Draft, list_decided_rows, list_kept_people_columns, make_draft_of_sheets
from components.drafts.opening import open_draft
from components.importing import ColumnMapping, SheetMapping, bring_sheets, decisions_to_json, suggest_mapping
from components.inventory import Problem
from components.matching import add_file
from components.reports import data_package
from tests.merged_rows import merge_rows
from tests.reading import decided_from_json

CONTACTS = b"name,Contact Email,Town\nLibrary,ann@example.org,North\nClinic,,South\n"
KEPT = [("organizations", "Contact Email", "They agreed.")]


def keeping(reason: str, text: bytes = CONTACTS, header: str = "Contact Email", file: str = "list.csv") -> Draft:
    """Make a draft of a file in which one column about people is kept."""
    (sheet,) = bring_sheets({file: text}).sheets
    return make_draft_of_sheets([sheet], [kept_mapping(reason, text, header)])


def kept_mapping(reason: str, text: bytes = CONTACTS, header: str = "Contact Email") -> SheetMapping:
    (sheet,) = bring_sheets({"list.csv": text}).sheets
    mapping = suggest_mapping(sheet)
    columns = [
        replace(column, use="extra", reason=reason) if column.header == header else column for column in mapping.columns
    ]
    return replace(mapping, columns=tuple(columns))


def key_of(draft: Draft, name: str) -> int:
    texts = draft.table_texts("organizations")
    return int(texts.index[texts["name"] == name][0])


# Columns about people


def test_kept_columns_about_people_are_listed_with_the_reason() -> None:
    assert list_kept_people_columns(keeping("They agreed.")) == KEPT
    assert list_kept_people_columns(open_draft({"list.csv": CONTACTS})) == [], "it is left out"


def test_a_package_lists_kept_columns_about_people_too() -> None:
    first = keeping("They agreed.")
    package = data_package(first.inventory, decisions_to_json([kept_mapping("They agreed.")]).encode())
    assert list_kept_people_columns(open_draft({"all.zip": package})) == KEPT


def test_a_remembered_reason_is_not_listed_where_the_column_is_missing() -> None:
    plain = open_draft({"organizations.csv": b"name\nLibrary\n"}, mappings=[kept_mapping("They agreed.")])
    assert list_kept_people_columns(plain) == []
    nobody = b"name,Contact Email,Town\nLibrary,,North\n"
    assert list_kept_people_columns(keeping("They agreed.", nobody)) == [], "no cell is filled"
    harmless = b"name,Reach\nLibrary,wide\n"
    assert list_kept_people_columns(keeping("They agreed.", harmless, "Reach")) == [], "it tells of nobody"


def test_only_rows_of_the_inventory_count() -> None:
    draft = keeping("They agreed.")
    library = key_of(draft, "Library")
    without = draft.set_aside([library])
    assert list_kept_people_columns(without) == []
    assert list_kept_people_columns(without.take_back([library])) == KEPT
    assert list_kept_people_columns(draft.with_cells({library: {"Contact Email": ""}})) == []


def test_a_column_about_people_that_became_ties_is_listed() -> None:
    columns = (ColumnMapping("name", "column", "name"), ColumnMapping("Contact Email", "ties", "works_with"))
    mapping = SheetMapping("organizations", (0,), (*columns, ColumnMapping("Town")), sure=True)
    (sheet,) = bring_sheets({"list.csv": CONTACTS}).sheets
    said = replace(mapping, columns=(columns[0], replace(columns[1], reason="They agreed."), mapping.columns[2]))
    assert list_kept_people_columns(make_draft_of_sheets([sheet], [mapping])) == []
    assert list_kept_people_columns(make_draft_of_sheets([sheet], [said])) == KEPT


@pytest.mark.parametrize("how", ["update", "replace"])
def test_a_row_that_gets_such_a_cell_from_a_further_file_gets_its_reason(how: str) -> None:
    """Otherwise problems would quote the cell, and a change would take the address out."""
    draft = open_draft({"organizations.csv": b"name,Town\nLibrary,North\nClinic,South\n"})
    after = add_file(draft, keeping("They agreed."), how)  # type: ignore[arg-type]
    assert after.inventory.organizations["Contact Email"].dropna().tolist() == ["ann@example.org"]
    assert list_kept_people_columns(after) == KEPT
    assert list_kept_people_columns(add_file(draft, keeping("They agreed."), "add")) == [], "nothing of it was taken"
    assert add_file(after, keeping("They agreed."), how) is after  # type: ignore[arg-type]


def test_a_row_that_gets_such_a_cell_by_merging_gets_its_reason() -> None:
    draft = add_file(open_draft({"organizations.csv": b"name\nThe Library\n"}), keeping("They agreed."), "add")
    keys = [key_of(draft, "Library"), key_of(draft, "The Library")]
    after = merge_rows(draft, keys, keys[1])
    assert list_kept_people_columns(after) == KEPT
    assert [raw.of_people for raw in after.text_tables if keys[1] in (raw.keys or ())] == [
        {"Contact Email": "They agreed."}
    ]


def test_each_reason_is_listed_once() -> None:
    more = keeping("They agreed.", CONTACTS.replace(b"Library", b"Archive"), file="more.csv")
    other = keeping("It is public.", CONTACTS.replace(b"Library", b"School"), file="other.csv")
    draft = add_file(add_file(keeping("They agreed."), more, "add"), other, "add")
    assert list_kept_people_columns(draft) == [*KEPT, ("organizations", "Contact Email", "It is public.")]


# Rows that were set aside or merged

GROUPS = (
    b"name,type,Town\nLibrary,library,North\nClinic,hospital,\nArchive,,South\nThe Archive,library,South\n"
    b"Old Archive,,\nClub,,=1+1\n"
)
RATINGS = b"element,rating,rater,rater_organization\nresources,3,r07,Library\nresources,4,r08,Clinic\n"
SET_ASIDE = [
    {
        "table": "organizations",
        "file": "organizations.csv",
        "sheet": None,
        "row": 3,
        "cells": {"name": "Clinic", "type": "hospital"},
    },
    {
        "table": "organizations",
        "file": "organizations.csv",
        "sheet": None,
        "row": 7,
        "cells": {"name": "Club", "Town": "=1+1"},
    },
    {
        "table": "assessments",
        "file": "assessments.csv",
        "sheet": None,
        "row": 3,
        "cells": {"element": "resources", "rating": "4", "rater_organization": "Clinic"},
    },
]
MERGED = [
    {
        "into": {"id": "the-archive", "name": "Archive"},
        "table": "organizations",
        "file": "organizations.csv",
        "sheet": None,
        "row": 5,
        "cells": {
            "name": "The Archive",
            "type": "library",
            "Town": "South",
            "aliases": "Old Archive",
            "id": "the-archive",
        },
    },
    {
        "into": {"id": "the-archive", "name": "Archive"},
        "table": "organizations",
        "file": "organizations.csv",
        "sheet": None,
        "row": 6,
        "cells": {"name": "Old Archive"},
    },
]
SAID = "5 rows were set aside or merged before this inventory was saved; atlas.json lists them."


def decided() -> Draft:
    """A draft in which two organizations and a rating are set aside, and three organizations are one."""
    draft = open_draft({"organizations.csv": GROUPS, "assessments.csv": RATINGS})
    archive, the_archive, old = (key_of(draft, name) for name in ("Archive", "The Archive", "Old Archive"))
    draft = merge_rows(draft, [the_archive, old], the_archive)
    draft = merge_rows(draft, [the_archive, archive], archive)
    rating = int(draft.table_texts("assessments").index[1])
    return draft.set_aside([key_of(draft, "Clinic"), key_of(draft, "Club"), rating])


def package_of(draft: Draft) -> bytes:
    return data_package(draft.inventory, decisions_to_json((), draft.not_the_same, list_decided_rows(draft)).encode())


def kept_in(package: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        found: dict[str, Any] = json.loads(archive.read("atlas.json"))
    return found


def before(draft: Draft) -> list[Problem]:
    return [problem for problem in draft.problems if problem.file == "atlas.json"]


def test_the_package_lists_what_was_set_aside_and_merged() -> None:
    """A row that was merged into one that was merged later is listed as merged into the one that is left."""
    draft = decided()
    kept = kept_in(package_of(draft))
    assert kept["set_aside"] == SET_ASIDE
    assert kept["merged"] == MERGED
    frame = draft.inventory.organizations
    assert dict(zip(frame["id"], frame["name"], strict=True))["the-archive"] == "Archive"


def test_what_is_taken_back_is_not_listed() -> None:
    draft = decided()
    back = draft.take_back(draft.rows_set_aside)
    assert list_decided_rows(back) == ()
    assert list_decided_rows(open_draft({"organizations.csv": GROUPS})) == ()


def test_reading_a_package_reports_the_lists_once_and_passes_them_on() -> None:
    package = package_of(decided())
    again = open_draft({"all.zip": package})
    (said,) = before(again)
    assert (said.message, said.severity) == (SAID, "note")
    assert package_of(again) == package
    more = again.set_aside([key_of(again, "Library")])
    kept = kept_in(package_of(more))
    assert [row["cells"]["name"] for row in kept["set_aside"] if "name" in row["cells"]] == [
        "Library",
        "Clinic",
        "Club",
    ]
    assert kept["merged"] == MERGED
    told = before(open_draft({"all.zip": package_of(more)}))
    assert [problem.message for problem in told] == [SAID.replace("5 rows", "6 rows")]


def test_the_note_counts_what_there_is() -> None:
    (said,) = before(open_draft({"all.zip": forged(set_aside=SET_ASIDE[:1], merged=[])}))
    assert said.message.startswith("1 row was set aside or merged before")


def forged(**lists: object) -> bytes:
    """A package whose ``atlas.json`` somebody wrote by hand."""
    decisions = {"mappings": [], "not_the_same": []} | lists
    inventory = open_draft({"organizations.csv": b"name\nLibrary\n"}).inventory
    return data_package(inventory, json.dumps(decisions).encode())


def test_a_package_that_is_brought_again_changes_nothing() -> None:
    package = package_of(decided())
    draft = open_draft({"all.zip": package})
    assert add_file(draft, open_draft({"all.zip": package}), "update") is draft
    other = open_draft({"more.csv": b"name,type\nSchool,school\n"})
    once = add_file(other, open_draft({"all.zip": package}), "update")
    assert kept_in(package_of(once))["set_aside"] == SET_ASIDE
    assert add_file(once, open_draft({"all.zip": package}), "update") is once


def test_what_comes_back_to_where_it_was_decided_is_listed_once_and_can_be_taken_back() -> None:
    draft = decided()
    back = add_file(draft, open_draft({"all.zip": package_of(draft)}), "update")
    assert list_decided_rows(back) == list_decided_rows(draft)
    assert list_decided_rows(back.take_back(back.rows_set_aside)) == ()


GOOD, MERGE = SET_ASIDE[0], MERGED[0]
BAD = [
    *(
        3,
        None,
        "x",
        [GOOD],
        {},
        GOOD | {"row": "3"},
        GOOD | {"row": True},
        GOOD | {"row": -1},
        GOOD | {"table": "people"},
    ),
    *(GOOD | {"table": ["organizations"]}, GOOD | {"cells": []}, GOOD | {"cells": {"name": 3}}, GOOD | {"file": 3}),
    *(GOOD | {"x": 1}, GOOD | {"into": MERGE["into"]}, {"row": 3}),
]


@pytest.mark.parametrize(
    "bad", [*({"set_aside": bad} for bad in (3, None, {}, "x")), *({"set_aside": [b]} for b in BAD)]
)
def test_a_list_that_is_broken_is_a_problem_and_the_rest_is_kept(bad: dict[str, Any]) -> None:
    draft = open_draft({"all.zip": forged(**bad, merged=MERGED)})
    assert draft.inventory.organizations["name"].tolist() == ["Library"]
    assert {problem.rule for problem in before(draft)} == {
        "decisions can't be read",
        "rows set aside or merged before",
    }
    assert kept_in(package_of(draft))["merged"] == MERGED


@pytest.mark.parametrize(
    "into", [None, "x", {}, {"id": "a"}, {"id": 1, "name": "A"}, {"id": "a", "name": "A", "x": ""}]
)
def test_a_merge_without_a_sound_target_is_a_problem(into: object) -> None:
    draft = open_draft({"all.zip": forged(merged=[MERGE | {"into": into}, GOOD])})
    assert [problem.rule for problem in before(draft)] == ["decisions can't be read"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*GOOD, "into", "id", "\ud800"]), inner)
    ),
    max_leaves=8,
)


@settings(max_examples=60)
@given(JSON, JSON, st.sampled_from([GOOD, MERGE]), st.sampled_from([*MERGE]))
def test_nothing_in_the_lists_makes_reading_raise(one: Any, other: Any, row: dict[str, Any], name: str) -> None:
    decisions = {"set_aside": one, "merged": [row | {name: other}, one]}
    kept, _ = decided_from_json(json.dumps(decisions))
    assert decided_from_json(decisions_to_json((), (), kept))[0] == kept


# And people


def test_the_lists_hold_nothing_about_people() -> None:
    """Columns about people are kept for the inventory, and a row that is set aside is not in it."""
    draft = keeping("They agreed.", CONTACTS.replace(b"Town", b"Notes").replace(b"North", b"call 617-555-0123"))
    (row,) = list_decided_rows(draft.set_aside([key_of(draft, "Library")]))
    assert row.cells == (("name", "Library"), ("Notes", "call [phone left out]"))
    assert row.into is None
    one, other = key_of(draft, "Library"), key_of(draft, "Clinic")
    assert "example" not in str(list_decided_rows(merge_rows(draft, [one, other], other)))


def test_the_value_of_a_claim_about_a_kept_column_is_not_listed() -> None:
    text = CONTACTS.replace(b"Clinic,,", b"Library,bo@example.org,")
    draft = keeping("They agreed.", text)
    first, second = (int(key) for key in draft.table_texts("organizations").index)
    draft = merge_rows(draft, [first, second], first)
    claims = draft.table_texts("claims")
    assert "bo@example.org" in claims["value"].tolist()
    assert "example.org" not in str(list_decided_rows(draft.set_aside(map(int, claims.index))))


def test_lists_that_somebody_else_wrote_hold_nothing_about_people_either() -> None:
    cells = {
        "name": "Club (ask ann@example.org)",
        "Contact name": "Ann Lee",
        "rater": "Ann Lee",
        "ann@example.org": "x",
    }
    rating = {"element": "resources", "rater": "Ann Lee"}
    package = forged(set_aside=[GOOD | {"cells": cells}, GOOD | {"table": "assessments", "cells": rating}])
    kept = kept_in(package_of(open_draft({"all.zip": package})))
    assert len(kept["set_aside"]) == 2
    assert "Ann" not in str(kept) and "example.org" not in str(kept)


def test_a_row_that_a_further_file_brings_again_is_no_longer_listed_as_set_aside() -> None:
    files = {"organizations.csv": b"name,type\nLibrary,library\nMakers,school\n"}
    first = open_draft(files).set_aside([1])
    back = open_draft({"a.zip": package_of(first)})
    assert [dict(row.cells)["name"] for row in list_decided_rows(back)] == ["Makers"]
    after = add_file(back, open_draft(files), "update")
    assert after.inventory.organizations["name"].tolist() == ["Library", "Makers"]
    assert list_decided_rows(after) == ()
    out = after.set_aside([after.reading.keys["organizations"][1] or 0])
    assert [dict(row.cells)["name"] for row in list_decided_rows(out)] == ["Makers"]
