"""What a cell's text means by the kind of its column: read, suggested, written and compared."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from components.drafts import read_inventory
from components.inventory import Problem
from components.inventory.kinds import KINDS, Kind, cell_of_value, kind_of
from components.inventory.schema import column_of
from components.inventory.text import slug


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
        ("aliases", "a, b|", ("a, b",)),
        ("aliases", "Doe, Inc.", ("Doe, Inc.",)),
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


# Each kind: read, suggest, write, same


def kind(table: str, name: str) -> Kind:
    column = column_of(table, name)
    assert column
    return kind_of(column)


# One column of each kind: a text as people write it, what it is read as, and how that is written again.
OF_EACH_KIND = [
    ("organizations", "description", "Maps vacant lots", "Maps vacant lots", "Maps vacant lots"),
    ("organizations", "website", "https://example.org", "https://example.org", "https://example.org"),
    ("organizations", "status", "Active", "active", "active"),
    ("assets", "open", "Y", "yes", "yes"),
    ("relationships", "amount", "$1,250", 1250.0, "1250"),
    ("communities", "population_share", "12 %", 0.12, "0.12"),
    ("organizations", "since", "12 May 2015", "2015-05-12", "2015-05-12"),
    ("assets", "holder", "Old Mill", "Old Mill", "Old Mill"),
    ("organizations", "serves", "youth|older adults", ("youth", "older adults"), "youth|older adults"),
    ("organizations", "issue_areas", "Jobs|housing", ("jobs", "housing"), "jobs|housing"),
    ("organizations", "neighborhoods", "none", (), "none"),
    ("initiatives", "partners", "A \\| B|C", ("A | B", "C"), "A \\| B|C"),
]


@pytest.mark.parametrize(("table", "name", "text", "cell", "written"), OF_EACH_KIND)
def test_a_kind_reads_a_text_and_writes_it_again(table: str, name: str, text: str, cell: object, written: str) -> None:
    of = kind(table, name)
    assert of.read(text)[0] == cell
    assert cell_of_value(of.read(text)[0]) == written
    assert of.read(written)[0] == cell


def test_every_kind_of_the_standard_is_tried() -> None:
    columns = [column_of(table, name) for table, name, *_ in OF_EACH_KIND]
    assert {column.kind for column in columns if column} == set(KINDS)


@pytest.mark.parametrize(
    ("table", "name", "one", "other"),
    [
        ("organizations", "since", "12 May 2015", "2015-05-12"),
        ("relationships", "amount", "1,250", "1250"),
        ("organizations", "status", "Active", "active"),
        ("organizations", "issue_areas", "Jobs", "jobs"),
    ],
)
def test_two_writings_of_one_value_are_the_same(table: str, name: str, one: str, other: str) -> None:
    assert kind(table, name).same(one, other)


@pytest.mark.parametrize(
    ("table", "name", "one", "other"),
    [
        ("organizations", "since", "2015", "2015-05"),
        ("organizations", "since", "soon", "soon"),
        ("relationships", "amount", "n/a", "n/a"),
        ("organizations", "status", "active", ""),
    ],
)
def test_what_differs_or_is_not_known_is_not_the_same(table: str, name: str, one: str, other: str) -> None:
    assert not kind(table, name).same(one, other)


@pytest.mark.parametrize(
    ("table", "name", "text", "suggestion"),
    [
        ("organizations", "website", "example.org", "https://example.org"),
        ("organizations", "status", "actve", "active"),
        ("organizations", "status", "Active (verified)", "active"),
        ("organizations", "issue_areas", "jobs; housing", "jobs|housing"),
        ("organizations", "since", "42136", "2015-05-12"),
        ("organizations", "since", "early 2015", "2015"),
        ("relationships", "amount", "1,250 dollars", "1250"),
        ("organizations", "since", "soon", None),
        ("relationships", "amount", "about 1,250", None),
    ],
)
def test_a_kind_suggests_what_a_text_seems_to_mean(table: str, name: str, text: str, suggestion: str | None) -> None:
    of = kind(table, name)
    _, faults = of.read(text)
    found = of.suggest(faults[0].value, faults[0].code) if faults else of.suggest(text)
    assert (found.suggestion if found else None) == suggestion


def test_a_column_tells_the_order_of_day_and_month() -> None:
    dates = kind("organizations", "since")
    dates.learn(["3/4/2021", "25/12/2020"])
    cell, faults = dates.read("3/4/2021")
    assert cell == "2021-04-03"
    assert [fault.code for fault in faults] == ["date order told by the column"]
