"""Headers of two rows: groups of columns above their names."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from components.drafts import (
    read_inventory,
)
from components.files import Sheet
from components.files.file import File, Limits
from components.files.text_file import read_text
from components.importing.header_groups import add_row_of_groups, join_header
from components.inventory import Inventory, Problem
from tests.reading import of, sheet_of, workbook


def read(text: str, name: str = "organizations.csv") -> tuple[Inventory, list[Problem]]:
    return read_inventory({name: text.encode()})


def sheet(text: str) -> Sheet:
    return read_text(File(PurePosixPath("a.csv"), text.encode()), Limits())


@pytest.mark.parametrize(
    ("text", "header", "joined"),
    [
        (
            "Contact,,Address,\nphone,role,street,city\n1,2,3,4\n",
            (0, 1),
            ["Contact: phone", "Contact: role", "street", "city"],
        ),
        (
            "Group,,Lead,\nname,type,name,type\n1,2,3,4\n",
            (0, 1),
            ["Group: name", "Group: type", "Lead: name", "Lead: type"],
        ),
        ("name,Site,,since\n,street,city,\nA,x,y,2015\n", (0, 1), ["name", "street", "city", "since"]),
        ("name,type,,\nA,library,x,y\n", (0,), ["name", "type", "", ""]),
        ("name,type,,\nA,,x,y\n", (0,), ["name", "type", "", ""]),
        ("name,type\nA,library\n", (0,), ["name", "type"]),
    ],
)
def test_groups_over_the_header(text: str, header: tuple[int, ...], joined: list[str]) -> None:
    start = 1 if header == (0, 1) and text.startswith(("Contact", "Group")) else 0
    found = sheet(text)
    assert add_row_of_groups(found, start) == header
    assert join_header(found, header) == joined


def test_a_header_over_two_rows_is_read_from_end_to_end() -> None:
    inventory, problems = read("About it,,Site,,\nname,type,street,city,since\nA,library,x,y,2015\n")
    assert inventory.organizations[["name", "type", "street", "city", "since"]].to_numpy().tolist() == [
        ["A", "library", "x", "y", "2015"]
    ]
    assert not of(problems, "rows above the header")


def test_merged_cells_say_how_far_a_group_goes() -> None:
    rows = [["name", "Site", None, None], [None, "street", "city", "since"], ["A", "x", "y", 2015]]
    found = sheet_of(workbook(rows, "A1:A2", "B1:C1"))
    assert sorted(found.merged) == [(1, 1, 2, 1), (1, 2, 1, 3)]
    assert join_header(found, (0, 1)) == ["name", "street", "city", "since"]
