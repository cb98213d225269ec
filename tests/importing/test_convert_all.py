"""All sheets that came together: as many mappings as sheets, and ends of ties that another column names."""

from __future__ import annotations

import pytest

from components.drafts import make_draft_of_sheets, read_inventory
from components.importing import (
    ColumnMapping,
    SheetMapping,
    bring_sheets,
)
from tests.reading import the_one


def test_ends_of_ties_may_be_named_by_another_column_of_the_organizations() -> None:
    files = {
        "organizations.csv": b"name,short\nCity Library,CL\nData Team,DT\nTenants United,TU\n",
        "relationships.csv": b"from,to\ncl,DT\nDT,TU\nTU,Elsewhere\n",
    }
    inventory, problems = read_inventory(files)
    assert inventory.relationships[["from", "to"]].to_numpy().tolist() == [
        ["city-library", "data-team"],
        ["data-team", "tenants-united"],
        ["tenants-united", "elsewhere"],
    ]
    assert the_one(problems, "ends found by another column").value == "short"
    assert the_one(problems, "organization not listed").value == "Elsewhere"


NOTES = (ColumnMapping("who", "column", "about"), ColumnMapping("what", "column", "text"))


def test_drafts_are_made_of_sheets_and_as_many_mappings() -> None:
    found = bring_sheets({"list.csv": b"who,what\nhousing,Rents rise\n"})
    draft = make_draft_of_sheets(found.sheets, [SheetMapping("notes", (0,), NOTES)], found.problems)
    assert draft.inventory.notes["text"].tolist() == ["Rents rise"]
    with pytest.raises(ValueError, match="argument"):
        make_draft_of_sheets(found.sheets, [])
