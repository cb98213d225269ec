"""What was decided about an inventory by hand: the columns about people that are kept, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from components.inventory import (
    ColumnMapping,
    Draft,
    Mapping,
    added,
    bring,
    draft_of_sheets,
    mappings_to_json,
    merged,
    open_draft,
    people_kept,
    set_aside,
    suggest,
    table_texts,
    take_back,
    with_cells,
)
from components.reports import data_package

CONTACTS = b"name,Contact Email,Town\nLibrary,ann@example.org,North\nClinic,,South\n"
KEPT = [("organizations", "Contact Email", "They agreed.")]


def keeping(reason: str, text: bytes = CONTACTS, header: str = "Contact Email", file: str = "list.csv") -> Draft:
    """A draft of a file, of which one column that tells of people is kept."""
    (sheet,) = bring({file: text}).sheets
    return draft_of_sheets([sheet], [kept_mapping(reason, text, header)])


def kept_mapping(reason: str, text: bytes = CONTACTS, header: str = "Contact Email") -> Mapping:
    (sheet,) = bring({"list.csv": text}).sheets
    mapping = suggest(sheet)
    columns = [
        replace(column, use="extra", reason=reason) if column.header == header else column for column in mapping.columns
    ]
    return replace(mapping, columns=tuple(columns))


def key_of(draft: Draft, name: str) -> int:
    texts = table_texts(draft, "organizations")
    return int(texts.index[texts["name"] == name][0])


# Columns about people


def test_what_is_kept_of_people_is_told_with_the_reason() -> None:
    assert people_kept(keeping("They agreed.")) == KEPT
    assert people_kept(open_draft({"list.csv": CONTACTS})) == [], "it is left out"


def test_a_package_tells_it_too() -> None:
    first = keeping("They agreed.")
    package = data_package(first.inventory, mappings_to_json([kept_mapping("They agreed.")]).encode())
    assert people_kept(open_draft({"all.zip": package})) == KEPT


def test_a_reason_that_is_remembered_is_not_told_of_an_inventory_without_the_column() -> None:
    plain = open_draft({"organizations.csv": b"name\nLibrary\n"}, mappings=[kept_mapping("They agreed.")])
    assert people_kept(plain) == []
    nobody = b"name,Contact Email,Town\nLibrary,,North\n"
    assert people_kept(keeping("They agreed.", nobody)) == [], "no cell is filled"
    harmless = b"name,Reach\nLibrary,wide\n"
    assert people_kept(keeping("They agreed.", harmless, "Reach")) == [], "it tells of nobody"


def test_only_rows_of_the_inventory_count() -> None:
    draft = keeping("They agreed.")
    library = key_of(draft, "Library")
    without = set_aside(draft, [library])
    assert people_kept(without) == []
    assert people_kept(take_back(without, [library])) == KEPT
    assert people_kept(with_cells(draft, {library: {"Contact Email": ""}})) == []


def test_a_column_that_became_ties_is_told() -> None:
    columns = (ColumnMapping("name", "column", "name"), ColumnMapping("Contact Email", "ties", "works_with"))
    mapping = Mapping("organizations", (0,), (*columns, ColumnMapping("Town")), sure=True)
    (sheet,) = bring({"list.csv": CONTACTS}).sheets
    said = replace(mapping, columns=(columns[0], replace(columns[1], reason="They agreed."), mapping.columns[2]))
    assert people_kept(draft_of_sheets([sheet], [mapping])) == []
    assert people_kept(draft_of_sheets([sheet], [said])) == KEPT


@pytest.mark.parametrize("how", ["update", "replace"])
def test_a_row_that_gets_such_a_cell_from_a_further_file_gets_its_reason(how: str) -> None:
    """Else its problems would quote it, and a change would take the address out."""
    draft = open_draft({"organizations.csv": b"name,Town\nLibrary,North\nClinic,South\n"})
    after = added(draft, keeping("They agreed."), how)  # type: ignore[arg-type]
    assert after.inventory.organizations["Contact Email"].dropna().tolist() == ["ann@example.org"]
    assert people_kept(after) == KEPT
    assert people_kept(added(draft, keeping("They agreed."), "add")) == [], "nothing of it was taken"
    assert added(after, keeping("They agreed."), how) is after  # type: ignore[arg-type]


def test_a_row_that_gets_such_a_cell_by_merging_gets_its_reason() -> None:
    draft = added(open_draft({"organizations.csv": b"name\nThe Library\n"}), keeping("They agreed."), "add")
    keys = [key_of(draft, "Library"), key_of(draft, "The Library")]
    after = merged(draft, keys, keys[1])
    assert people_kept(after) == KEPT
    assert [raw.of_people for raw in after.raws if keys[1] in (raw.keys or ())] == [{"Contact Email": "They agreed."}]


def test_each_reason_is_told_once() -> None:
    more = keeping("They agreed.", CONTACTS.replace(b"Library", b"Archive"), file="more.csv")
    other = keeping("It is public.", CONTACTS.replace(b"Library", b"School"), file="other.csv")
    draft = added(added(keeping("They agreed."), more, "add"), other, "add")
    assert people_kept(draft) == [*KEPT, ("organizations", "Contact Email", "It is public.")]
