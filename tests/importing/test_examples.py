"""Every practice file comes in as the table that it is, or gives the named error that is right."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from components.drafts import read_inventory
from components.importing import bring_sheets, suggest_mapping
from components.importing.convert import convert_sheet
from components.inventory.schema import schema_columns
from tests.practice_files import EXAMPLES, PAGE, outcome, page, practice_files

pytestmark = pytest.mark.skipif(not EXAMPLES, reason="ATLAS_EXAMPLES names no folder of practice files")
ROOT = Path(EXAMPLES or "")
READS_JSON = importlib.util.find_spec("components.files.json_tables") is not None

# Written by hand from the description of each file: its table and its number of rows.
TABLES = {
    "african-tech-hubs/african_tech_hubs_public_v1_geocoded.csv": ("organizations", 507),
    "boston-providers/msm-providers.csv": ("organizations", 277),
    "brigades/brigades_flat.csv": ("organizations", 221),
    "civic-tech-index/cti_organizations.csv": ("organizations", 263),
    "civic-tech-index/cti_relationships.csv": ("relationships", 260),
    "civic-tech-index/organizations_parents_2020.csv": ("organizations", 264),
    "classic-networks/brunson_club_membership_edges.csv": ("relationships", 95),
    "classic-networks/brunson_club_membership_nodes.csv": ("organizations", 40),
    "classic-networks/brunson_corporate_leadership_edges.csv": ("relationships", 99),
    "classic-networks/brunson_corporate_leadership_nodes.csv": ("organizations", 44),
    "classic-networks/flo_business_edges.csv": ("relationships", 15),
    "classic-networks/flo_business_nodes.csv": ("organizations", 16),
    "classic-networks/flo_marriage_edges.csv": ("relationships", 20),
    "classic-networks/flo_marriage_nodes.csv": ("organizations", 16),
    "classic-networks/southern_women_edges.csv": ("relationships", 89),
    "classic-networks/southern_women_nodes.csv": ("organizations", 32),
    "climate-data-initiatives/edges.csv": ("relationships", 55),
    "climate-data-initiatives/funders_to_add.csv": ("organizations", 37),
    "climate-data-initiatives/new_orgs_to_add.csv": ("organizations", 31),
    "climate-data-initiatives/nodes.csv": ("organizations", 78),
    "health-departments/lhds_edges.csv": ("relationships", 2708),
    "health-departments/lhds_nodes.csv": ("organizations", 1283),
    "ohana-multi-table/organizations.csv": ("organizations", 8),
    "ohana-multi-table/programs.csv": ("initiatives", 1),
    "ohana-multi-table/services.csv": ("initiatives", 23),
    "tobacco-coalition/TC_TCcnt_edges.csv": ("relationships", 175),
    "tobacco-coalition/TC_TCcnt_nodes.csv": ("organizations", 25),
    "tobacco-coalition/TC_TCcoll_edges.csv": ("relationships", 161),
    "tobacco-coalition/TC_TCcoll_nodes.csv": ("organizations", 25),
    "tobacco-coalition/TC_TCdiss_edges.csv": ("relationships", 103),
    "tobacco-coalition/TC_TCdiss_nodes.csv": ("organizations", 25),
    "tobacco-coalition/TC_TCdist_edges.csv": ("relationships", 625),
    "tobacco-coalition/TC_TCdist_nodes.csv": ("organizations", 25),
}
OF_ANOTHER_KIND = {
    "ohana-multi-table/addresses.csv",
    "ohana-multi-table/holiday_schedules.csv",
    "ohana-multi-table/locations.csv",
    "ohana-multi-table/mail_addresses.csv",
    "ohana-multi-table/regular_schedules.csv",
    "ohana-multi-table/taxonomy.csv",
}
KUMU = "kumu-export/kumu-jeff-ira-analysis-calcs.json"


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_every_file_is_expected() -> None:
    others = {named(path) for path in practice_files()} - TABLES.keys() - OF_ANOTHER_KIND - {KUMU}
    assert {name.split("/")[0] for name in others} == {"csv-spectrum"}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_comes_in_as_what_it_is_with_every_row(name: str) -> None:
    table, rows = TABLES[name]
    found = outcome(ROOT / name)
    assert found.rows == rows
    assert found.kept == {table: rows}
    assert found.aside == 0


@pytest.mark.parametrize("name", sorted(OF_ANOTHER_KIND))
def test_a_table_of_another_kind_is_named_and_left_out(name: str) -> None:
    found = outcome(ROOT / name)
    assert (found.kept, found.said["table of another kind"]) == ({}, 1)


@pytest.mark.skipif(not READS_JSON, reason="JSON is not read yet")
def test_a_kumu_project_comes_in_whole() -> None:
    found = outcome(ROOT / KUMU)
    assert found.kept == {"organizations": 150, "relationships": 202}


# csv-spectrum: each table with the JSON that it should read as


def spectrum() -> list[Path]:
    return sorted(ROOT.glob("csv-spectrum/csvs/*.csv"))


@pytest.mark.parametrize("path", spectrum(), ids=lambda path: path.stem)
def test_the_edge_cases_of_csv_read_cell_for_cell(path: Path) -> None:
    [sheet] = bring_sheets({path.name: path.read_bytes()}).sheets
    header, *rows = [list(row) for row in sheet.rows]
    text = (path.parents[1] / "json" / f"{path.stem}.json").read_text(encoding="utf-8", errors="replace")
    expected = json.loads(text)
    if path.stem == "location_coordinates":
        # Its bytes are not in the encoding of its JSON, and the phone number differs there.
        assert header == list(expected) and [rows[0][0], *rows[0][2:]] == ["2095257564", "Modesto", "Stanislaus"]
        return
    expected = expected if isinstance(expected, list) else [expected]
    assert [{name: plain(text) for name, text in zip(header, row, strict=True)} for row in rows] == [
        {name: plain(text) for name, text in row.items()} for row in expected
    ]


def plain(text: str) -> str:
    return text.replace("\r\n", "\n")


@pytest.mark.parametrize("path", spectrum(), ids=lambda path: path.stem)
def test_files_without_organizations_give_none_and_a_problem_says_so(path: Path) -> None:
    found = outcome(path)
    assert (found.kept, found.said["table not known"]) == ({}, 1)


# What is odd about some files


def test_parents_of_the_civic_tech_index_are_members_unless_said_otherwise() -> None:
    path = ROOT / "civic-tech-index/organizations_parents_2020.csv"
    [sheet] = bring_sheets({path.name: path.read_bytes()}).sheets
    mapping = suggest_mapping(sheet)
    assert (mapping.parents, mapping.sure) == ("member_of", False)
    with io.StringIO(path.read_text(encoding="utf-8-sig"), newline="") as stream:
        parents = [row["ParentID"] for row in csv.DictReader(stream) if row["ParentID"].strip()]
    for kind in ("member_of", "part_of"):
        organizations, ties = convert_sheet(sheet, replace(mapping, parents=kind))[0]
        assert (len(organizations.rows), list(ties.columns["to"])) == (264, parents)
        assert set(ties.columns["kind"]) == {kind}


def test_nodes_and_edges_of_the_climate_network_meet_by_their_short_ids() -> None:
    inventory, _ = read_inventory(
        {name: (ROOT / "climate-data-initiatives" / name).read_bytes() for name in ("nodes.csv", "edges.csv")}
    )
    assert len(inventory.relationships) == 55
    linked = set(inventory.relationships["from"]) | set(inventory.relationships["to"])
    listed = inventory.organizations[inventory.organizations["listed"] == "yes"]
    assert len(listed) == 78 and len(set(listed["id"]) - linked) == 46  # isolates, as the files are said to have


def test_contact_and_collaboration_of_the_tobacco_coalition_are_no_levels() -> None:
    for name, column in (("TC_TCcnt", "contact"), ("TC_TCcoll", "collaborate"), ("TC_TCdist", "distance")):
        content = (ROOT / "tobacco-coalition" / f"{name}_edges.csv").read_bytes()
        inventory, problems = read_inventory({"edges.csv": content})
        assert inventory.relationships["level"].isna().all()
        assert inventory.relationships[column].notna().all()
        assert [problem.column for problem in problems if problem.rule == "numbers of another scale"] == [column]


def test_no_column_about_people_comes_in_without_a_reason() -> None:
    for name, (_, _) in TABLES.items():
        inventory, _ = read_inventory({Path(name).name: (ROOT / name).read_bytes()})
        for frame in inventory.tables.values():
            extra = [column for column in frame if column not in STANDARD]
            texts = {str(cell) for column in extra for cell in frame[column].dropna()}
            assert not [text for text in texts if re.fullmatch(r"[^@\s/]+@[^@\s]+\.[a-z]{2,}", text)], name


STANDARD = set(schema_columns()["column"])


def test_the_page_about_the_practice_files_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "Run python -m tests.practice_files"
