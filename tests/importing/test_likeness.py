"""Columns are guessed from their headers and cells, each with the reason, and none twice."""

from __future__ import annotations

import pytest

from components.importing import (
    suggest_mapping,
)
from tests.reading import sheet, uses


@pytest.mark.parametrize(
    ("header", "cells", "column"),
    [
        ("Longitude (Example -72.4234)", ("-71.1", "-71.2"), "longitude"),
        ("Latitude [WGS 84]:", ("42.1", "42.2"), "latitude"),
        ("link_WebSite", ("https://a.org", "b.org/x"), "website"),
        ("geoLatitude", ("42.1", "42.2"), "latitude"),
        ("Mission:", ("Lends books", "Feeds people"), "description"),
        ("Org. type", ("library", "school"), "type"),
        ("operational_status", ("active", "ended"), "status"),
        ("Desciption", ("Lends books", "Feeds people"), "description"),
        ("Homepage or other address", ("https://a.org", "https://b.org"), "website"),
        ("Where they work on", ("housing; justice", "health"), "issue_areas"),
    ],
)
def test_a_header_is_read_as_the_column_that_it_or_its_cells_are_like(
    header: str, cells: tuple[str, str], column: str
) -> None:
    mapping = suggest_mapping(sheet(f'Name,"{header}"\nA,"{cells[0]}"\nB,"{cells[1]}"\n'))
    assert (mapping.table, uses(mapping)[header]) == ("organizations", ("column", column))


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Tax id", ("12", "13")),
        ("City name", ("Avon", "Bath")),
        ("Latitude", ("north", "south")),  # spoken against by its cells, were it only like the column
        ("status date", ("2015", "2016")),
        ("tax status", ("exempt", "exempt")),
        ("data source", ("web", "web")),
        ("Twitter link", ("https://t.co/a", "https://t.co/b")),
        ("type (2)", ("library", "library")),
        ("Ward", ("3", "4")),
        ("Agency type code", ("1", "2")),
    ],
)
def test_a_header_that_is_only_a_little_like_a_column_stays_an_extra_one(header: str, cells: tuple[str, str]) -> None:
    mapping = suggest_mapping(sheet(f"Name,My {header}\nA,{cells[0]}\nB,{cells[1]}\n"))
    assert uses(mapping)[f"My {header}"] == ("extra", "")


def test_no_column_of_the_standard_is_given_twice_and_the_exact_header_has_it() -> None:
    mapping = suggest_mapping(sheet("Hub name,name,Site name,Website\nA,B,C,https://x.org\n"))
    assert [column.column for column in mapping.columns] == ["", "name", "", "website"]


def test_each_guess_says_why_and_how_like_it_is() -> None:
    columns = suggest_mapping(sheet("name,hub_type,Mail\nA,Tech,a@b.org\n")).columns
    assert [(column.why, column.likeness) for column in columns] == [
        ("its header", 100),
        ("like “Type”", 88),
        ("it holds people's e-mail addresses", 0),
    ]
