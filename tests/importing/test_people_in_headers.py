"""Headers are treated as cells: no e-mail address or phone number of a person goes out with one."""

from __future__ import annotations

import io
import zipfile

import pytest

from components.drafts import Draft, make_draft_of_sheets
from components.drafts.opening import open_draft
from components.importing import (
    ColumnMapping,
    SheetMapping,
    bring_sheets,
    decisions_to_json,
    suggest_columns,
    suggest_mapping,
)
from components.reports import data_package
from tests.reading import mappings_from_json

HEADERS = [
    *("Ask jane.quimby@gmail.com 617-555-0199", "jane.quimby@gmail.com", "Call (617) 555-0199"),
    "Reach +49 30 5550199",
]
PIECES = ("jane.quimby", "555-0199", "5550199")


def sent(draft: Draft, mappings: list[SheetMapping]) -> str:
    """Everything that a data package says, as one text."""
    packed = zipfile.ZipFile(io.BytesIO(data_package(draft.inventory, decisions_to_json(mappings).encode())))
    return "\n".join(packed.read(name).decode() for name in packed.namelist())


@pytest.mark.parametrize("left_out", [False, True])
@pytest.mark.parametrize("header", HEADERS)
def test_an_address_in_a_header_gives_way_to_a_mark_everywhere(header: str, left_out: bool) -> None:
    sheet = bring_sheets(
        {"list.csv": f"name,type,{header}\nLib One,library,yes\nLib Two,library,no\n".encode()}
    ).sheets[0]
    mapping = suggest_columns(sheet, "organizations")
    if left_out:
        columns = (*mapping.columns[:2], ColumnMapping(header, "left out"))
        mapping = SheetMapping(mapping.table, mapping.header_rows, columns, sure=True)
    draft = make_draft_of_sheets([sheet], [mapping])
    assert not any(piece in sent(draft, [mapping]) for piece in PIECES)
    assert not any(piece in str(draft.problems) for piece in PIECES)
    said = [each for each in draft.problems if each.rule == "addresses of people left out"]
    assert [(each.row, each.message[:8]) for each in said] == [(1, "1 header")]
    extra = [name for name in draft.inventory.organizations if "left out]" in name]
    assert len(extra) == (0 if left_out else 1)


def test_the_mark_in_a_header_says_nothing_of_its_column() -> None:
    inventory = open_draft({"organizations.csv": b"name,Questions? jane@doe.org\nLib One,yes\nLib Two,no\n"}).inventory
    assert inventory.organizations["Questions? [e-mail left out]"].tolist() == ["yes", "no"]


def test_a_mapping_is_still_known_by_such_headers_also_after_a_package() -> None:
    sheet = bring_sheets({"list.csv": b"who,Ask jane@doe.org\nLib One,why\nLib Two,when\n"}).sheets[0]
    chosen = SheetMapping(
        "notes", (0,), (ColumnMapping("who", "column", "about"), ColumnMapping("Ask jane@doe.org", "column", "text"))
    )
    kept, problems = mappings_from_json(decisions_to_json([chosen]))
    assert (kept, problems) == ([chosen], []) and chosen.headers[1] == "Ask [e-mail left out]"
    assert suggest_mapping(sheet, kept).why == "a sheet with these headers was read so before"


def test_mappings_that_were_written_with_an_address_are_read_without_it() -> None:
    text = decisions_to_json([SheetMapping("notes", (0,), (ColumnMapping("Ask [e-mail left out]"),))])
    mappings, _ = mappings_from_json(text.replace("[e-mail left out]", "jane@doe.org"))
    assert "jane" not in decisions_to_json(mappings)


def test_an_offices_address_and_figures_of_years_in_a_header_stay() -> None:
    text = b"name,Ask info@library.org,2010-2019\nLib One,yes,4\nLib Two,no,5\n"
    frame = open_draft({"organizations.csv": text}).inventory.organizations
    assert {"Ask info@library.org", "2010-2019"} <= set(frame)
