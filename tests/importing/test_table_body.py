"""A stray comma on one row of many moves nothing."""

from __future__ import annotations

from pathlib import PurePosixPath

from components.drafts import (
    read_inventory,
)
from components.files import Sheet
from components.files.file import File, Limits
from components.files.text_file import read_text
from components.importing.table_body import join_cut_cells
from components.inventory import Inventory, Problem
from tests.reading import of


def read(text: str, name: str = "organizations.csv") -> tuple[Inventory, list[Problem]]:
    return read_inventory({name: text.encode()})


def sheet(text: str) -> Sheet:
    return read_text(File(PurePosixPath("a.csv"), text.encode()), Limits())


OFFICE = "name,type,website\n" + "".join(f"Org {number},library,\n" for number in range(22))


def test_a_stray_comma_on_one_row_of_many_moves_nothing() -> None:
    lines = ["name,type,since", *[f"Group {number},library,2015" for number in range(3_000)]]
    lines[1_500] = "Smith, Jones and Co,library,2015"
    inventory, problems = read("\n".join(lines))
    assert len(inventory.organizations) == 3_000
    assert inventory.organizations["since"].value_counts().to_dict() == {"2015": 2_999}
    long = of(problems, "row too long")[0]
    assert (long.row, long.value) == (1_501, "2015")
    assert long.mend == "Cells 1 and 2 of the row are probably one that a comma cut: put quote marks around it."


def test_what_was_probably_meant_is_offered_only_where_it_is_certain() -> None:
    found = sheet("name,type,since\nA,library,2015\n")
    assert join_cut_cells(found, ["A", " B and C", "x", "1"], 3) == ["A, B and C", "x", "1"]
    assert join_cut_cells(found, ["A", " B", " C", "1"], 3) is None
    assert join_cut_cells(found, ["A", "B", "x", "1"], 3) is None
    assert join_cut_cells(found, ["A", "x", "1"], 3) is None
