"""A cell that could not be read goes out as it was written, and comes back as it was."""

from __future__ import annotations

import io
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from components.drafts import Draft, list_unread_cells
from components.drafts.opening import open_draft
from components.files import write_inventory
from components.matching import compare_with_file
from components.reports import data_package
from tests.any_inventory import assert_same
from tests.matching.test_brought_again import NAMES, STEPS, done, written
from tests.reports.test_datapackage import _errors, _fields, _schema

FILES = {
    "organizations.csv": (
        b"name,type,since,latitude,longitude,issue_areas\n"
        b"Library,library,3/4/2021,142.2,-90.2,jobs\n"
        b"Makers,n/a,=2018-2019,38.627,-90.3,\n"
        b"School,school,2015,,tbd,\n"
    ),
    "relationships.csv": b"from,to,kind,since,level,reported_by\nLibrary,Makers,funds,2018-2019,often,none\n",
}


def workbook(draft: Draft) -> bytes:
    stream = io.BytesIO()
    write_inventory(draft.inventory, stream, "xlsx", list_unread_cells(draft))
    return stream.getvalue()


def package(draft: Draft) -> bytes:
    return data_package(draft.inventory, None, list_unread_cells(draft))


FORMS = {"a.zip": package, "a.xlsx": workbook}


_OF_READ_CELLS = ("date order told by the column", "decimal comma", "comma that could mean either")


def said(draft: Draft) -> set[tuple[str, str, str]]:
    """What is said of cells that could not be read: table, column, rule. Some is said of several cells at once."""
    found = set()
    for table, cells in list_unread_cells(draft).items():
        for (_, name), text in cells.items():
            of_column = (each for each in draft.problems if (each.table, each.column) == (table, name))
            of_text = (each for each in of_column if text in (each.value or "").split("; "))
            found |= {(table, name, each.rule) for each in of_text if each.rule not in _OF_READ_CELLS}
    return found


def assert_comes_back(draft: Draft, name: str) -> Draft:
    back = open_draft({name: FORMS[name](draft)}, keep_person_columns=True)
    assert list_unread_cells(back) == list_unread_cells(draft)
    assert said(back) == said(draft)
    assert_same(back.inventory, draft.inventory)
    for table in draft.inventory.tables:
        one, other = (each.table_texts(table) for each in (back, open_draft({name: FORMS[name](back)})))
        pd.testing.assert_frame_equal(one.reset_index(drop=True), other.reset_index(drop=True))
    return back


@pytest.mark.parametrize("name", FORMS)
def test_what_could_not_be_read_goes_along_in_its_place(name: str) -> None:
    draft = open_draft(FILES)
    expected = {
        "organizations": {
            (0, "since"): "3/4/2021",
            (0, "latitude"): "142.2",
            (1, "type"): "n/a",
            (1, "since"): "=2018-2019",
            (2, "longitude"): "tbd",
        },
        "relationships": {(0, "since"): "2018-2019", (0, "level"): "often", (0, "reported_by"): "none"},
    }
    assert list_unread_cells(draft) == expected
    back = assert_comes_back(draft, name)
    first = back.table_texts("organizations")
    assert first["since"].tolist() == ["3/4/2021", "'=2018-2019", "2015"]
    assert first["latitude"].tolist() == ["142.2", "38.627", ""]
    assert set(compare_with_file(draft, back, "update")["change"]) == {"same"}


def test_numbers_stay_numbers_beside_a_text() -> None:
    sheet = load_workbook(io.BytesIO(workbook(open_draft(FILES))))["organizations"]
    rows = list(sheet.values)
    latitude, since = rows[0].index("latitude"), rows[0].index("since")
    assert [row[latitude] for row in rows[1:]] == ["142.2", 38.627, None]
    assert rows[2][since] == "'=2018-2019", "guarded, as all text is"


@pytest.mark.parametrize("name", FORMS)
def test_a_comma_that_could_not_be_read_makes_no_point_mean_thousands(name: str) -> None:
    text = 'from,to,kind,amount\nA,B,funds,38.6270\nA,C,funds,"-12,5"\n'
    back = assert_comes_back(open_draft({"relationships.csv": text.encode()}), name)
    assert back.inventory.relationships["amount"].iloc[0] == 38.627


@pytest.mark.parametrize("name", FORMS)
def test_a_day_that_there_is_not_makes_no_other_be_read(name: str) -> None:
    draft = open_draft({"organizations.csv": b"name,since\nA,30/2/2021\nB,3/4/2021\nC,2/13/2021\nD,13/2/2021\n"})
    assert_comes_back(draft, name)
    assert sorted(list_unread_cells(draft)["organizations"].values()) == ["3/4/2021", "30/2/2021"]


def test_the_package_says_so_and_is_valid() -> None:
    content = package(open_draft(FILES))
    assert _errors(content) == []
    fields = _fields(content, "organizations")
    assert fields["latitude"]["type"] == "string" and fields["longitude"]["type"] == "string"
    assert "pattern" not in fields["since"]["constraints"] and "enum" not in fields["type"]["constraints"]
    assert "can't be read" in fields["since"]["description"] and "can't be read" not in fields["name"]["description"]
    keys = {key["fields"] for key in _schema(content, "relationships")["foreignKeys"]}
    assert keys == {"from", "to"}, "none is no organization's id"
    whole = package(open_draft({"organizations.csv": b"name,type,since,latitude\nA,library,2015,38.6\n"}))
    assert _fields(whole, "organizations")["latitude"]["constraints"] == {
        "required": False,
        "minimum": -90,
        "maximum": 90,
    }


def test_rows_that_are_not_in_say_nothing_and_what_is_mended_goes() -> None:
    draft = open_draft(FILES)
    assert [name for _, name in list_unread_cells(draft.set_aside([0]))["organizations"]] == [
        "type",
        "since",
        "longitude",
    ]
    mended = draft.with_cells({0: {"since": "2021-04-03"}})
    assert (0, "since") not in list_unread_cells(mended)["organizations"]


def test_raters_and_addresses_of_people_do_not_go_along() -> None:
    files = {
        "organizations.csv": b"name,latitude\nA,617-555-0123\nB,38.6\nC,38.7\n",
        "assessments.csv": b"element,rating,rater\nresources,often,Ann Smith\n",
    }
    texts = list_unread_cells(open_draft(files))
    assert texts == {
        "organizations": {(0, "latitude"): "[phone left out]"},
        "assessments": {(0, "rating"): "often"},
    }


# Whatever is written

DATE = st.sampled_from(["", "2015", "3/4/2021", "13/4/2021", "4/13/2021", "30/2/2021", "2018-2019", "=2018", "n/a"])
FIGURE = st.sampled_from(
    ["", "38.627", "12,5", "142.2", "-12,5", "1,234", "1.234", "1.234,5", "soon", "'-x", "?", "38"]
)
ORGANIZATION = st.fixed_dictionaries(
    {"name": NAMES, "type": st.sampled_from(["library", "n/a", "", "tbd"]), "since": DATE}
    | {"latitude": FIGURE, "longitude": FIGURE, "issue_areas": st.sampled_from(["", "-", "jobs|housing", "none"])}
)
TIE = st.fixed_dictionaries(
    {"from": NAMES, "to": NAMES, "kind": st.sampled_from(["funds", ""]), "reported_by": st.sampled_from(["", "none"])}
    | {"since": DATE, "amount": FIGURE, "level": FIGURE}
)
TABLES = st.fixed_dictionaries(
    {"organizations": st.lists(ORGANIZATION, min_size=1, max_size=5)},
    optional={"relationships": st.lists(TIE, min_size=1, max_size=5)},
)


@settings(max_examples=6, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(first=TABLES, second=TABLES, steps=STEPS)
def test_any_draft_comes_back_with_its_texts(first: Any, second: Any, steps: Any) -> None:
    draft = done(open_draft(written(first, "one") | written(second, "two")), steps)
    for name in FORMS:
        assert_comes_back(draft, name)


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(tables=TABLES)
def test_the_package_of_any_draft_is_valid(tables: Any) -> None:
    assert _errors(package(open_draft(written(tables, "one")))) == []
