"""Columns about people are told by their headers and cells; raters are pseudonyms."""

from __future__ import annotations

import pytest

from components.inventory import read_inventory
from components.inventory.model import Problem
from components.inventory.people import is_a_name, of_people

PEOPLE = [
    "Mary Smith",
    "Ana María López",
    "Dr. John Q. Adams",
    "Sean O'Brien",
    "Ludwig van Dyke",
    "Doe, Jane",
    "Bo Li",
]
TITLES = ["Chief Information Officer", "Director", "Vice President", "chief information officer", "Program Manager"]
ORGANIZATIONS = [
    "Boston Public Library",
    "Code for Boston",
    "Makers",
    "City Hall",
    "Tech Goes Home",
    "MIT",
    "Open Data",
]
POSITIONS = [
    *("Director", "Executive director", "CEO", "President", "Chair", "Owner", "Board chair", "Staff lead"),
    *("Program manager", "Leader", "Coordinator", "Principal", "Director's name", "Name of CEO"),
]


@pytest.mark.parametrize("header", POSITIONS)
def test_a_position_is_about_people_where_most_cells_are_names(header: str) -> None:
    assert of_people(header, [*PEOPLE[:4], "vacant"]) == "it holds people's names"
    for cells in (TITLES, ORGANIZATIONS, ["yes", "no"], ["3", "4"], [], ["Mary Smith", *ORGANIZATIONS]):
        assert of_people(header, cells) is None


@pytest.mark.parametrize(
    "header", ["Program", "Neighborhood", "Lead agency", "Chair count", "Director type", "Name", "Of"]
)
def test_another_header_says_nothing_of_capitalized_words(header: str) -> None:
    assert of_people(header, ["Old Mill", "Beacon Hill", "Mary Smith"]) is None


@pytest.mark.parametrize("text", PEOPLE)
def test_a_persons_full_name(text: str) -> None:
    assert is_a_name(text)


@pytest.mark.parametrize(
    "text",
    [
        *TITLES,
        *ORGANIZATIONS,
        "r07",
        "Mary",
        "mary smith",
        "Team A",
        "Rater One",
        "A B",
        "",
        "North Side Block Watch 3",
    ],
)
def test_no_persons_full_name(text: str) -> None:
    assert not is_a_name(text)


def read(files: dict[str, str]) -> tuple[list[str], list[Problem]]:
    inventory, problems = read_inventory({name: text.encode() for name, text in files.items()})
    return inventory.assessments["rater"].fillna("").tolist(), problems


def test_directors_are_left_out_and_titles_kept() -> None:
    text = b"name,Director,Founder,Lead title\nA,Mary Smith,Code for A,Chief Information Officer\nB,Li Wei,City B,CEO\n"
    inventory, problems = read_inventory({"organizations.csv": text})
    assert list(inventory.organizations.columns[-2:]) == ["Founder", "Lead title"]
    assert [each.column for each in problems if each.rule == "column about people left out"] == ["Director"]
    assert not any("Mary" in f"{each.message}{each.value}{each.mend}" for each in problems)


def test_a_rater_by_name_becomes_one_pseudonym_in_each_file() -> None:
    rows = "element,rating,rater\nknowledge,2,Mary Smith\nknowledge,3,r07\nleadership,4,mary smith\n"
    first, problems = read({"assessments.csv": rows + "leadership,1,Mary  Smith\nleadership,2,Li Wei\n"})
    assert first[0].startswith("r-") and first[0] == first[3] != first[4]
    assert first[1:3] == ["r07", "mary smith"]
    (said,) = [each for each in problems if each.rule == "rater by name"]
    assert said.message.startswith("3 cells of rater are") and said.severity == "warning"
    assert not any("Smith" in f"{each.message}{each.value}{each.mend}" for each in problems)
    again, _ = read({"other.csv": "element,indicator,rating,rater\nknowledge,x,5,Mary Smith\n"})
    assert again == first[:1]


def test_pseudonyms_and_teams_stay() -> None:
    raters = ["r07", "Team A", "Resident 3", "R-12", "Staff Member", "Maria"]
    rows = "".join(f"knowledge,2,{rater}\n" for rater in raters)
    found, problems = read({"assessments.csv": f"element,rating,rater\n{rows}"})
    assert found == raters
    assert "rater by name" not in {each.rule for each in problems}
