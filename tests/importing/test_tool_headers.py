"""Headers of a team's own columns go to another tool under names of their own, and come back as they were."""

from __future__ import annotations

import pytest

from components.importing.tool_headers import name_headers_for_tool, restore_own_headers
from components.inventory import TextTable

KEPT = ["Label", "Type", "Tags", "Description"]


@pytest.mark.parametrize(
    "names",
    [
        ["Colour", "colour"],
        ["Colour (2)", "colour (2)"],
        ["Colour (2)", "colour (2) (2)"],
        ["Label", "label"],
        ["Sector", "Alias"],
        ["Budget"],
    ],
)
def test_headers_come_back_as_they_were(names: list[str]) -> None:
    headers = name_headers_for_tool("organizations", names, {}, KEPT)
    raw = TextTable("organizations", {header: ["x"] for header in headers}, [2])
    assert list(restore_own_headers("Kumu elements", raw).columns) == names


def test_no_header_is_one_that_the_tool_keeps_or_comes_twice_in_any_spelling() -> None:
    headers = name_headers_for_tool("organizations", ["label", "Colour", "colour"], {}, KEPT)
    plain = [header.casefold() for header in headers]
    assert len(set(plain)) == len(plain) and not {*plain} & {text.casefold() for text in KEPT}


def test_tables_of_no_tool_stay_as_they_are() -> None:
    raw = TextTable("organizations", {"Label (2)": ["x"]}, [2])
    assert restore_own_headers("", raw) is raw
