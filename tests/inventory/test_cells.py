"""What one cell's text means, by the kind of its column."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from components.drafts import read_inventory
from components.inventory import Problem, slug


def cell(table: str, column: str, text: str) -> tuple[Any, list[Problem]]:
    rest = {
        "organizations": "name",
        "relationships": "from,to",
        "communities": "name",
        "participation": "organization,date",
    }
    values = {"organizations": "A", "relationships": "A,B", "communities": "C", "participation": "A,2015"}
    content = f'{rest[table]},{column}\n{values[table]},"{text}"\n'
    inventory, problems = read_inventory({f"{table}.csv": content.encode()})
    found = inventory.tables[table][column].iloc[0]
    relevant = [problem for problem in problems if problem.column == column]
    return (None if not isinstance(found, tuple) and pd.isna(found) else found), relevant


@pytest.mark.parametrize(
    ("text", "date"),
    [
        *(("2015", "2015"), ("2015-05", "2015-05"), ("2015-05-12", "2015-05-12"), ("2015.0", "2015")),
        *(
            ("12 May 2015", "2015-05-12"),
            ("May 12, 2015", "2015-05-12"),
            ("May 2015", "2015-05"),
            ("Sept 2015", "2015-09"),
        ),
        *(("25/12/2015", "2015-12-25"), ("12/25/2015", "2015-12-25"), ("5/5/2015", "2015-05-05")),
        *(("2015-5-2", "2015-05-02"), ("2015-05-12 00:00:00", "2015-05-12")),
    ],
)
def test_dates(text: str, date: str) -> None:
    assert cell("organizations", "since", text) == (date, [])


@pytest.mark.parametrize(
    ("text", "rule", "mend"),
    [
        ("5/12/2015", "date with two meanings", "Write 2015-05-12 or 2015-12-05."),
        ("2015-13", "not a date", "Write a year, a month or a day: 2015, 2015-05 or 2015-05-12."),
        ("31 February 2015", "not a date", "Write a year, a month or a day: 2015, 2015-05 or 2015-05-12."),
        ("soon", "not a date", "Write a year, a month or a day: 2015, 2015-05 or 2015-05-12."),
    ],
)
def test_unreadable_dates_are_not_known_and_keep_their_text(text: str, rule: str, mend: str) -> None:
    found, problems = cell("organizations", "since", text)
    assert found is None
    assert [(p.row, p.value, p.rule, p.mend, p.severity) for p in problems] == [(2, text, rule, mend, "warning")]


@pytest.mark.parametrize(
    ("table", "column", "text", "number"),
    [
        *(
            ("relationships", "level", text, 3.0)
            for text in ("3", "3.0", "coordination", "Coordinating", "3 coordination")
        ),
        *(("relationships", "level", "none", 0.0), ("relationships", "amount", "1,250,000", 1_250_000.0)),
        *(("participation", "attendees", "none", 0.0), ("organizations", "longitude", "-90.2", -90.2)),
    ],
)
def test_numbers(table: str, column: str, text: str, number: float) -> None:
    assert cell(table, column, text) == (number, [])


@pytest.mark.parametrize(
    ("table", "column", "text", "rule"),
    [
        ("relationships", "level", "7", "outside the range"),
        ("relationships", "level", "high", "not a number"),
        ("relationships", "amount", "inf", "not a number"),
        ("relationships", "amount", "1e999", "not a number"),
        ("organizations", "latitude", "38,6,3", "not a number"),
        ("communities", "population_share", "43", "outside the range"),
    ],
)
def test_unreadable_numbers_are_not_known(table: str, column: str, text: str, rule: str) -> None:
    found, problems = cell(table, column, text)
    assert found is None
    assert [(problem.rule, problem.value) for problem in problems] == [(rule, text)]


@pytest.mark.parametrize(
    ("column", "text", "values"),
    [
        ("aliases", "a | b|| a", ("a", "b")),
        ("aliases", r"a\|b|c", ("a|b", "c")),
        ("aliases", "a, b", ("a, b",)),
        ("aliases", "None", ()),
        ("aliases", "|", None),
        ("issue_areas", "JUSTICE|Housing|justice", ("justice", "housing")),
    ],
)
def test_lists(column: str, text: str, values: tuple[str, ...] | None) -> None:
    assert cell("organizations", column, text) == (values, [])


def test_words_by_label_and_spelling() -> None:
    for text in ("works_with", "Works with", "works-with"):
        assert cell("relationships", "kind", text) == ("works_with", [])


def test_another_word_for_the_same_is_read_and_said() -> None:
    found, [problem] = cell("organizations", "issue_areas", "JUSTICE|Courts|Affordable housing")
    assert found == ("justice", "housing")
    assert (problem.rule, problem.severity) == ("word read as another", "note")
    assert "“Courts” as justice and “Affordable housing” as housing" in problem.message


def test_other_words_are_said_once_for_a_column() -> None:
    rows = ["A,Brigade", "B,brigade", "C,Nonprofit", "D,Libraries", "E,Government"]
    found, problems = read_inventory({"organizations.csv": "\n".join(["name,type", *rows]).encode()})
    words = ["civic hackers and data mavens"] * 2 + ["other nonprofit", "library", "Government"]
    assert list(found.organizations["type"]) == words  # a government is a city's, a state's or a nation's
    [said] = [problem for problem in problems if problem.rule == "word read as another"]
    assert "In 3 cells of type" in said.message
    assert "“Nonprofit” as other nonprofit" in said.message and "Libraries" not in said.message
    assert said.message.count(" as civic hackers and data mavens") == 2  # as it is written, and as it is
    assert [problem.value for problem in problems if problem.rule == "word outside the vocabulary"] == ["Government"]


def test_a_word_in_a_list_outside_the_vocabulary_is_kept_with_a_suggestion() -> None:
    found, problems = cell("organizations", "issue_areas", "justice|housng")
    assert found == ("justice", "housng")
    assert [(problem.value, problem.mend) for problem in problems] == [("housng", "Did you mean “housing”?")]


def test_slug() -> None:
    assert slug("Old Mill's Café & Co.") == "old-mill-s-cafe-co"
    assert slug("図書館 東") == "図書館-東"
    assert slug("!!!") == ""
