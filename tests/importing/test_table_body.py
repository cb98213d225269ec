"""A stray comma on one row of many moves nothing."""

from __future__ import annotations

from components.drafts import (
    read_inventory,
)
from components.inventory import Inventory, Problem
from tests.reading import of


def read(text: str, name: str = "organizations.csv") -> tuple[Inventory, list[Problem]]:
    return read_inventory({name: text.encode()})


def test_a_stray_comma_on_one_row_of_many_moves_nothing() -> None:
    lines = ["name,type,since", *[f"Group {number},library,2015" for number in range(3_000)]]
    lines[1_500] = "Smith, Jones and Co,library,2015"
    inventory, problems = read("\n".join(lines))
    assert len(inventory.organizations) == 3_000
    assert inventory.organizations["since"].value_counts().to_dict() == {"2015": 2_999}
    long = of(problems, "row too long")[0]
    assert (long.row, long.value) == (1_501, "2015")
    assert long.mend == "If a comma inside a cell cut it in two, put quote marks around that cell."
