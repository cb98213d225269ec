"""Cells that have problems: equal ones are mended at once, and what they seem to mean is suggested."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.drafts import (
    Draft,
    find_cells_to_mend,
    find_suggestions,
    list_rows_left_out,
    mend_cells,
    take_suggestions,
)
from components.drafts.opening import open_draft
from components.inventory.schema import schema_columns, vocabulary
from tests.any_inventory import assert_same
from tests.drafts.test_draft import texts

ORGANIZATIONS = b"""name,type,issue_areas
North Hackers,,jusitce
City Hall,, jusitce
Library,,health|jusitce
,,health
,,justice
"""
TIES = b"from,to,kind,level\nNorth Hackers,City Hall,advises,9\nCity Hall,Library,advises,9\n"


@pytest.fixture(scope="module")
def faulty() -> Draft:
    return open_draft([("organizations.csv", ORGANIZATIONS), ("relationships.csv", TIES)])


def cells(draft: Draft) -> dict[tuple[str, str, str], int]:
    return {(cell.table, cell.column, cell.text): len(cell.keys) for cell in find_cells_to_mend(draft, draft.problems)}


def test_equal_cells_are_one_but_each_empty_cell_is_its_own(faulty: Draft) -> None:
    found = find_cells_to_mend(faulty, faulty.problems)
    assert cells(faulty) == {
        ("organizations", "issue_areas", "jusitce"): 2,
        ("organizations", "issue_areas", "health|jusitce"): 1,
        ("organizations", "name", ""): 1,
        ("relationships", "level", "9"): 2,
    }
    assert [cell.text for cell in found].count("") == 2, "two rows without a name are two organizations"


def test_every_problem_of_a_row_belongs_to_a_cell(faulty: Draft) -> None:
    beside = {problem for cell in find_cells_to_mend(faulty, faulty.problems) for problem in cell.problems}
    assert {problem for problem in faulty.problems if problem.key is not None and problem.column} <= beside


def test_a_text_is_mended_in_all_its_rows(faulty: Draft) -> None:
    word = next(cell for cell in find_cells_to_mend(faulty, faulty.problems) if cell.text == "jusitce")
    after = mend_cells(faulty, {word: "justice"})
    assert after.inventory.organizations["issue_areas"].tolist()[:2] == [("justice",), ("justice",)]
    assert ("organizations", "issue_areas", "jusitce") not in cells(after)
    assert len(cells(after)) == len(cells(faulty)) - 1


def test_a_row_without_its_required_cell_comes_back_when_that_is_filled_in(faulty: Draft) -> None:
    empty = [cell for cell in find_cells_to_mend(faulty, faulty.problems) if not cell.text]
    after = mend_cells(faulty, {empty[0]: "Museum"})
    assert after.inventory.organizations["name"].tolist() == ["North Hackers", "City Hall", "Library", "Museum"]
    assert (list_rows_left_out(after)["why"] == "cannot be read").sum() == 1


def test_the_rows_of_a_cell_are_set_aside_while_others_are_mended(faulty: Draft) -> None:
    found = {cell.text: cell for cell in find_cells_to_mend(faulty, faulty.problems)}
    after = mend_cells(faulty, {found["jusitce"]: "justice"}, [found["9"]])
    assert not len(after.inventory.relationships)
    assert (list_rows_left_out(after)["why"] == "set aside").sum() == 2
    assert after.inventory.organizations["issue_areas"].iloc[0] == ("justice",)


def test_a_text_that_would_run_as_a_formula_stays_text() -> None:
    taken_out = open_draft([("organizations.csv", b"name,since\n'=Hackers,'=soon\n")])
    cell = next(cell for cell in find_cells_to_mend(taken_out, taken_out.problems) if cell.column == "since")
    assert cell.text in ("=soon", "'=soon")
    after = mend_cells(taken_out, {cell: "2015"})
    assert after.inventory.organizations["since"].tolist() == ["2015"]


def test_raters_are_never_shown() -> None:
    rated = open_draft(
        [("assessments.csv", b"element,rating,rater\nknowledge,nine,Somebody\nknowledge,3,Somebody Else\n")]
    )
    assert all(cell.column != "rater" for cell in find_cells_to_mend(rated, rated.problems))


def test_problems_of_whole_files_have_no_cell() -> None:
    unread = open_draft([("letter.txt", b"Dear all,\nthe meeting is on Monday.\nBest")])
    assert unread.problems
    assert find_cells_to_mend(unread, unread.problems) == []


UNLISTED = {
    "organizations.csv": "name\nCity Information Technology\nLibrary\n",
    "relationships.csv": "from,to,kind\nCity IT,Library,advises\nLibrary,city it,funds\nLibrary,Museum,funds\n",
    "initiatives.csv": "name,lead,partners\nClinic,City IT,Library|City IT\n",
}


def test_a_name_that_is_not_listed_is_mended_once_wherever_it_stands() -> None:
    draft = open_draft({name: text.encode() for name, text in UNLISTED.items()})
    line, museum = find_cells_to_mend(draft, draft.problems)
    assert (line.text, museum.text) == ("City IT", "Museum")
    assert [column for _, column in line.cells] == ["from", "to", "lead", "partners"] and len(line.keys) == 3
    after = mend_cells(draft, {line: "City Information Technology"}, [museum])
    assert after.inventory.organizations["name"].tolist() == ["City Information Technology", "Library"]
    assert after.inventory.relationships[["from", "to"]].to_numpy().tolist() == [
        ["city-information-technology", "library"],
        ["library", "city-information-technology"],
    ]
    assert after.inventory.initiatives["partners"].tolist() == [("library", "city-information-technology")]
    assert find_cells_to_mend(after, after.problems) == []


# Suggestions

FILES = {
    "organizations.csv": """name,type,issue_areas,serves,since,website,Motto
Public Library,libary,jusitce|housing,older adults;youth,c. 2015,www.library.org,a;b
Makers Guild,tech company,"health, education",youth|a; b,Setpember 2016,https//makers.org/x,
Old Club,qqqq,zzzz,,42005,not yet,soon
""",
    "relationships.csv": """from,to,kind,level,reported_by
Public Libary,Makers Guild,works_wiht,3: coordination,Makers Gild
Public Library,Old Club,funds,3-4,
Public Library,Somewhere Else,funds,about 3,
""",
    "initiatives.csv": "name,lead,partners,people_served\nClub,Old Clubb,Makers Guild|Public Librari,40 people\n",
}


def draft(**files: str) -> Draft:
    return open_draft({name: text.encode() for name, text in (files or FILES).items()})


def of_cell(table: str, column: str, text: str, rest: str = "") -> pd.DataFrame:
    """The suggestions for one cell of one row."""
    needed = {"relationships": {"from": "A", "to": "B"}, "organizations": {"name": "A"}}.get(table, {"name": "A"})
    cells = {**needed, column: text}
    quoted = ['"' + cell.replace('"', '""') + '"' for cell in cells.values()]
    return find_suggestions(draft(**{f"{table}.csv": f"{','.join(cells)}\n{','.join(quoted)}\n"}))


def test_which_suggestions_are_found() -> None:
    found = find_suggestions(draft())
    rows = sorted(found[["column", "value", "suggestion", "kind"]].itertuples(index=False, name=None))
    assert rows == [
        ("from", "Public Libary", "Public Library", "organization"),
        ("issue_areas", "health, education", "health|education", "list"),
        ("issue_areas", "jusitce", "justice", "word"),
        ("kind", "works_wiht", "works_with", "word"),
        ("lead", "Old Clubb", "Old Club", "organization"),
        ("level", "3: coordination", "3", "number"),
        ("partners", "Public Librari", "Public Library", "organization"),
        ("people_served", "40 people", "40", "number"),
        ("reported_by", "Makers Gild", "Makers Guild", "organization"),
        ("serves", "older adults;youth", "older adults|youth", "list"),
        ("since", "42005", "2015-01-01", "date"),
        ("since", "Setpember 2016", "2016", "date"),
        ("since", "c. 2015", "2015", "date"),
        ("type", "libary", "library", "word"),
        ("website", "https//makers.org/x", "https://makers.org/x", "address"),
    ]
    websites = dict(zip(*(draft().inventory.organizations[name] for name in ("name", "website")), strict=True))
    assert websites["Public Library"] == "https://www.library.org"  # mended without asking
    assert all(found["why"])


def test_taking_all_suggestions_mends_their_cells_and_no_others() -> None:
    before = draft()
    after = take_suggestions(before, find_suggestions(before))
    assert find_suggestions(after).empty
    library, makers, club = (after.inventory.organizations.iloc[at] for at in range(3))
    assert library["issue_areas"] == ("justice", "housing") and library["serves"] == ("older adults", "youth")
    assert library["type"] == "library" and library["Motto"] == "a;b"
    assert makers["issue_areas"] == ("health", "education") and makers["serves"] == ("youth", "a; b")
    assert club["type"] == "qqqq" and club["website"] == "not yet"
    assert list(after.inventory.initiatives["partners"]) == [("makers-guild", "public-library")]
    assert set(after.inventory.organizations["name"]) == {
        "Public Library",
        "Makers Guild",
        "Old Club",
        "Somewhere Else",
    }
    assert after.inventory.relationships["level"].tolist()[0] == 3
    left = {(problem.column, problem.value) for problem in after.problems}
    assert left == {
        ("type", "qqqq"),
        ("issue_areas", "zzzz"),
        ("level", "3-4"),
        ("level", "about 3"),
        ("to", "Somewhere Else"),
    }


def test_one_or_all_of_a_kind_may_be_taken() -> None:
    before = draft()
    found = find_suggestions(before)
    one = take_suggestions(before, found[found["value"] == "jusitce"])
    assert len(find_suggestions(one)) == len(found) - 1
    words = take_suggestions(before, found[found["kind"] == "word"])
    assert "word" not in set(find_suggestions(words)["kind"])
    assert len(find_suggestions(words)) == len(found) - 3
    assert take_suggestions(before, found.iloc[:0]) is before


def test_two_words_of_one_cell_are_both_mended() -> None:
    before = draft(**{"organizations.csv": "name,issue_areas\nA,jusitce|=1|housng\n"})
    found = find_suggestions(before)
    assert list(take_suggestions(before, found).inventory.organizations["issue_areas"]) == [
        ("justice", "=1", "housing")
    ]
    assert list(take_suggestions(before, found.iloc[:1]).inventory.organizations["issue_areas"]) == [
        ("justice", "=1", "housng")
    ]


def test_a_suggestion_for_a_cell_that_changed_since_is_not_taken() -> None:
    before = draft()
    found = find_suggestions(before)
    after = take_suggestions(before, found)
    assert_same(take_suggestions(after, found).inventory, after.inventory)


def test_nothing_is_changed_in_place() -> None:
    before = draft()
    held = texts(before)
    take_suggestions(before, find_suggestions(before))
    assert texts(before) == held


WORDS = [
    ("relationships", "status", "inactive", None),  # it is a way to write lapsed
    ("relationships", "status", "in-active", "lapsed"),
    ("relationships", "status", "non active", None),
    ("initiatives", "status", "inactive", None),  # offering "active" would turn it around
    ("relationships", "status", "inactve", "lapsed"),
    ("relationships", "status", "not active", None),
    ("relationships", "status", "native", None),
    ("relationships", "status", "actve", "active"),
    ("relationships", "status", "atcive", "active"),
    ("relationships", "status", "Active (Verified)", "active"),
    ("relationships", "status", "Active - verified in May", "active"),
    ("relationships", "status", "Active (no longer)", None),
    ("relationships", "status", "Active (unverified)", None),
    ("relationships", "status", "Active – lapsed", None),
    ("relationships", "status", "Verified (active)", None),
    ("organizations", "type", "Code for America", None),
    ("organizations", "type", "nonlibrary", None),
    ("organizations", "type", "libary", "library"),
    ("organizations", "type", "Municipalty", "local government"),
    ("organizations", "type", "501c4", None),
    ("organizations", "type", "pbo", None),  # any three letters are near some others
    ("organizations", "type", "civictech group", "civic hackers and data mavens"),
    ("organizations", "issue_areas", "jusitce", "justice"),
    ("organizations", "issue_areas", "injustice", None),
]


@pytest.mark.parametrize(("table", "column", "text", "suggestion"), WORDS)
def test_words_that_are_misspelled_and_no_others(table: str, column: str, text: str, suggestion: str | None) -> None:
    found = of_cell(table, column, text)
    assert list(found["suggestion"]) == ([suggestion] if suggestion else [])
    if suggestion:
        before = "(" in text or " - " in text
        assert found["why"].iloc[0].startswith(f"“{suggestion}” stands before" if before else "Near")


def test_more_than_a_word_in_many_rows_is_reported_once_and_mended_in_each() -> None:
    rows = "A,Active (Verified)\nB,Active (Verified)\nC,dormant - since May\nD,soon\n"
    before = draft(**{"organizations.csv": f"name,status\n{rows}"})
    told = [problem for problem in before.problems if problem.rule == "more than a word"]
    assert [problem.value for problem in told] == ["Active (Verified); dormant - since May"]
    assert "stand in 3 cells" in told[0].message
    after = take_suggestions(before, find_suggestions(before))
    assert after.inventory.organizations["status"].tolist() == ["active", "active", "dormant", "soon"]


def test_a_level_before_a_dash_is_offered() -> None:
    assert list(of_cell("relationships", "level", "3 – coordination")["suggestion"]) == ["3"]
    assert of_cell("relationships", "level", "3 – coalition").empty


def test_a_name_with_a_further_word_or_prefix_is_not_suggested() -> None:
    before = draft(
        **{
            "organizations.csv": "name\nPartisan Voters Association of Riverbend County\n",
            "relationships.csv": "from,to\nNonpartisan Voters Association of Riverbend County,A\n"
            "Partisan Voters Association of Old Riverbend County,A\n",
        }
    )
    assert find_suggestions(before).empty


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("since 2015", "2015"),
        ("Spring 2015", "2015"),
        ("12 Janaury 2015", None),
        ("Sepember 2015", "2015"),
        ("43831", "2020-01-01"),
        ("2015 or 2016", None),
        ("31 June 2015", None),
        ("5/25/15", None),
        ("3/4/2015", None),
        ("soon", None),
        ("300 BC", None),
    ],
)
def test_dates_with_one_plausible_reading(text: str, suggestion: str | None) -> None:
    assert list(of_cell("organizations", "since", text)["suggestion"]) == ([suggestion] if suggestion else [])


@pytest.mark.parametrize(
    ("column", "text", "suggestion"),
    [
        ("level", "3: coordination", "3"),
        ("level", "Level 2", "2"),
        ("level", "3 (coalition)", None),
        ("level", "7 stars", None),
        ("level", "3-4", None),
        ("level", "3/5", None),
        ("level", "3 of 5", None),
        ("level", "at least 3", None),
        ("amount", "5,000 dollars", "5000"),
        ("amount", "5.5 dollars", "5.5"),
        ("amount", "5 million", None),
        ("amount", "5k", None),
        ("amount", "about 5", None),
        ("amount", "1.234,5 euros", None),
        ("amount", "-5 dollars", None),
    ],
)
def test_numbers_with_words(column: str, text: str, suggestion: str | None) -> None:
    found = of_cell("relationships", column, text)
    assert list(found[found["column"] == column]["suggestion"]) == ([suggestion] if suggestion else [])


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("example.org/a?b=c", "https://example.org/a?b=c"),
        ("htp://example.org", "http://example.org"),
        ("http:/example.org", "http://example.org"),
        ("https:example.org", "https://example.org"),
        ("<https://example.org>", "https://example.org"),
        ("https://example.org", None),
        ("a@example.org", None),
        ("see example.org", None),
        ("javascript:alert(1)", None),
    ],
)
def test_addresses_of_the_web(text: str, suggestion: str | None) -> None:
    found = of_cell("organizations", "website", text)
    assert list(found["suggestion"]) == ([suggestion] if suggestion else [])


def test_names_near_two_or_with_another_number_are_not_suggested() -> None:
    names = "name\nYouth Center North\nYouth Center Nortk\nDistrict 1\nCode for Boston\n"
    before = draft(
        **{
            "organizations.csv": names,
            "relationships.csv": "from,to\nYouth Center Nort,District 2\nCode for Austin,District 1\n",
        }
    )
    assert find_suggestions(before).empty


def test_a_name_that_a_person_said_is_another_is_not_suggested_again() -> None:
    before = draft(**{"organizations.csv": "name\nLibrary\n", "relationships.csv": "from,to\nLibary,Elsewhere\n"})
    assert list(find_suggestions(before)["suggestion"]) == ["Library"]
    assert find_suggestions(before.keep_apart("libary", "library")).empty


def test_for_two_organizations_with_one_name_the_id_is_suggested() -> None:
    before = draft(
        **{
            "organizations.csv": "id,name,aliases\na,Library,Reading Hall\nb,Library,\n",
            "relationships.csv": "from,to\nReading Hal,b\n",
        }
    )
    assert list(find_suggestions(before)["suggestion"]) == ["a"]


def test_rows_set_aside_have_no_suggestions() -> None:
    before = draft()
    keys = [key for raw in before.text_tables for key in raw.keys or ()]
    assert find_suggestions(before.set_aside(keys)).empty


WORD_COLUMNS = schema_columns().query("kind in ('word', 'words')")[["table", "column", "vocabulary", "kind"]]


@settings(max_examples=25)
@given(st.sampled_from(WORD_COLUMNS.to_dict("records")), st.data())
def test_every_suggestion_for_a_misspelled_word_removes_its_problem(row: dict[str, Any], data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(list(vocabulary(row["vocabulary"])["word"])))
    at = data.draw(st.integers(0, len(word) - 1))
    text = word[:at] + data.draw(st.sampled_from("xqz")) + word[at + 1 :]
    required = schema_columns().query("table == @row['table'] and required == 'yes'")
    cells = dict(zip(required["column"], required["example"], strict=True)) | {row["column"]: text}
    before = draft(**{f"{row['table']}.csv": f"{','.join(cells)}\n{','.join(cells.values())}\n"})
    found = find_suggestions(before)
    found = found[found["kind"] == "word"]
    after = take_suggestions(before, found)
    rules = [problem.rule for problem in after.problems]
    unmended = [each for each in before.problems if each.rule == "word outside the vocabulary"]
    assert rules.count("word outside the vocabulary") == len(unmended) - len(found)
    said = [each for each in unmended if each.mend.startswith("Did you mean")]
    assert len(said) == len(found)
    assert all(f"“{suggestion}”" in each.mend for each, suggestion in zip(said, found["suggestion"], strict=True))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("City IT Dept", "City Dept. of Information Technology"),
        ("Mill CC", "Mill Community College"),
        ("IT", ""),
        ("Mill HHS", ""),
    ],
)
def test_initials_of_words_of_just_one_listed_name_are_suggested(written: str, meant: str) -> None:
    listed = "name\nCity Dept. of Information Technology\nMill Community College\nMill Library\n"
    found = find_suggestions(
        draft(**{"organizations.csv": listed, "relationships.csv": f"from,to\n{written},Mill Library\n"})
    )
    assert found["suggestion"].tolist() == ([meant] if meant else [])
