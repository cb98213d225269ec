"""A further file updates, adds or replaces, and says first what it would do."""

from __future__ import annotations

import io
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings

from components.drafts import Draft, list_rows_left_out, make_draft, read_inventory
from components.drafts.opening import open_draft
from components.files import write_inventory
from components.inventory.progress import StoppedError, ignore
from components.matching import add_file, compare_with_file
from components.matching.plan import How, make_plan
from components.ui.views.inventory.comparison import describe_differences
from tests.any_inventory import TABLES, assert_same, usable
from tests.drafts.test_draft import texts
from tests.stopping import stop_at

HOWS: tuple[How, ...] = ("add", "update", "replace")
HERE = {
    "organizations.csv": """name,type,aliases,issue_areas,since,source,as_of
Public Library,library,PL,jobs|justice,2015,Survey 2020,2020
Makers,tech company,,,,,
Old Club,,,,,Web,
""",
    "relationships.csv": """from,to,kind,level,evidence
PL,Makers,works_with,2,
Public Library,Old Club,funds,,
Public Library,Elsewhere,refers,,
""",
}


def draft_from(**tables: str) -> Draft:
    return open_draft({f"{table}.csv": text.encode() for table, text in tables.items()})


def here() -> Draft:
    return open_draft({name: text.encode() for name, text in HERE.items()})


def shown(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    return sorted(frame[list(columns)].astype(object).where(frame.notna(), None).itertuples(index=False, name=None))


def organization(draft: Draft, name: str) -> pd.Series:
    frame = draft.inventory.organizations
    return frame[frame["name"] == name].iloc[0]


def test_ties_are_shown_with_the_names_of_their_ends() -> None:
    one = draft_from(organizations="id,name\n3,Makers\n5,Clinic\n", relationships="from,to,kind\n3,5,works_with\n")
    both = draft_from(
        organizations="id,name\n3,Makers\n109,Old Club\n", relationships="from,to,kind\n109,3,member_of\n"
    )
    alone = draft_from(relationships="from,to,kind\n5,3,funds\n")
    for file, label in ((both, "Old Club, Makers, member_of"), (alone, "Clinic, Makers, funds")):
        found = compare_with_file(one, file, "add").query("table == 'relationships'")
        assert shown(found, "what", "change") == [(label, "new row")]
    gone = compare_with_file(one, both, "replace").query("change == 'gone' and table == 'relationships'")
    assert list(gone["what"]) == ["Makers, Clinic, works_with"]


def test_only_what_is_new_is_added() -> None:
    file = draft_from(organizations="name,type,Budget\npublic library,university,5\nClinic,hospital,7\n")
    found = compare_with_file(here(), file, "add")
    assert shown(found[found["change"] != "same"], "table", "what", "column", "before", "after", "change") == [
        ("organizations", "Clinic", None, "", "", "new row"),
        ("organizations", "Public Library", "Budget", "", "5", "not taken"),
        ("organizations", "Public Library", "name", "Public Library", "public library", "not taken"),
        ("organizations", "Public Library", "type", "library", "university", "not taken"),
    ]
    after = add_file(here(), file, "add")
    assert list(after.inventory.organizations["name"]) == [
        "Public Library",
        "Makers",
        "Old Club",
        "Clinic",
        "Elsewhere",
    ]
    assert organization(after, "Clinic")["Budget"] == "7"
    assert organization(after, "Public Library")["type"] == "library"
    assert describe_differences(found) == "1 row is new; 3 cells differ and are not taken."


def test_known_rows_are_updated_and_an_empty_cell_empties_none() -> None:
    file = draft_from(
        organizations="name,type,since,issue_areas,aliases,former_names\nPublic Library,,2016,housing,TL,Reading Room\n"
    )
    after = add_file(here(), file, "update")
    row = organization(after, "Public Library")
    assert row["type"] == "library" and row["since"] == "2016"
    assert row["issue_areas"] == ("housing",)
    assert row["aliases"] == ("PL", "TL") and row["former_names"] == ("Reading Room",)
    assert len(after.inventory.relationships) == 3


def test_sources_are_joined_and_what_another_said_is_kept_as_a_claim() -> None:
    file = draft_from(
        organizations="name,since,type,source\nPublic Library,2016,,Web 2024\nMakers,2001,school,Web 2024\n"
    )
    after = add_file(here(), file, "update")
    assert organization(after, "Public Library")["source"] == "Survey 2020; Web 2024"
    # Makers had no source, so what its row held is nobody's claim.
    assert shown(after.inventory.claims, "table", "row", "column", "value", "certainty", "source", "as_of") == [
        ("organizations", "public-library", "since", "2015", "stated", "Survey 2020", "2020")
    ]
    found = compare_with_file(here(), file, "update")
    assert ("claims", "public-library, since", "new row") in shown(found, "table", "what", "change")
    again = add_file(
        add_file(after, draft_from(organizations="name,since,source\nPL,2015,Survey 2020\n"), "update"), file, "update"
    )
    assert len(again.inventory.claims[again.inventory.claims["source"] == "Survey 2020"]) == 1


def test_replacing_takes_the_place_of_its_tables_only() -> None:
    file = draft_from(organizations="name,since\nPublic Library,2015\nMakers,\nClinic,\n")
    found = compare_with_file(here(), file, "replace")
    assert shown(found[found["change"] != "same"], "what", "column", "before", "after", "change") == [
        ("Clinic", None, "", "", "new row"),
        ("Makers", "type", "tech company", "", "changed"),
        ("Old Club", None, "", "rows name it: it stays, as not listed", "gone"),
        ("Public Library", "aliases", "PL", "", "changed"),
        ("Public Library", "as_of", "2020", "", "changed"),
        ("Public Library", "issue_areas", "jobs|justice", "", "changed"),
        ("Public Library", "source", "Survey 2020", "", "changed"),
        ("Public Library", "type", "library", "", "changed"),
    ]
    after = add_file(here(), file, "replace")
    assert list(after.inventory.organizations.query("listed == 'yes'")["name"]) == [
        "Public Library",
        "Makers",
        "Clinic",
    ]
    assert list(after.inventory.relationships["from"]) == ["public-library"] * 3
    assert list(list_rows_left_out(after)["why"]) == ["replaced"]
    # The alias is gone, and the tie that used it still means the library.
    assert organization(after, "Public Library")["aliases"] is None


def test_replacing_and_replacing_back_gives_the_first() -> None:
    file = draft_from(organizations="name,since\nClinic,\nPublic Library,2020\n")
    after = add_file(add_file(here(), file, "replace"), here(), "replace")
    first, last = here().inventory, after.inventory
    assert set(last.organizations["name"]) == set(first.organizations["name"])
    pd.testing.assert_frame_equal(last.organizations[first.organizations.columns], first.organizations)
    pd.testing.assert_frame_equal(last.relationships, first.relationships)


def test_a_row_with_an_id_may_change_its_name_and_ties_follow() -> None:
    file = draft_from(organizations="id,name\npublic-library,City Library\n")
    after = add_file(here(), file, "update")
    row = organization(after, "City Library")
    assert row["id"] == "public-library" and row["aliases"] == ("PL", "Public Library")
    assert list(after.inventory.relationships["from"]) == ["public-library"] * 3
    assert "Public Library" not in set(after.inventory.organizations["name"])
    assert add_file(after, file, "update") is after


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("PL,,,", "Public Library"),
        ("City Library,,Public Library,", "City Library"),
        ("PUBLIC  library,,,", "PUBLIC  library"),
    ],
)
def test_names_by_which_a_row_is_known(row: str, name: str) -> None:
    file = draft_from(organizations=f"name,aliases,former_names,type\n{row}school\n")
    found = make_plan(here(), file, "update", ignore).rows
    assert len(found.same) == 1 and not found.new and not found.unclear
    after = add_file(here(), file, "update")
    assert organization(after, name)["type"] == "school"
    assert len(after.inventory.organizations) == 4


def test_website_and_name_tell_two_of_one_name_apart() -> None:
    two = draft_from(organizations="name,website\nYouth Center,https://a.org\nYouth Center,https://b.org\n")
    file = draft_from(organizations="name,website,since\nYouth Center,http://www.b.org/,2001\n")
    assert list(add_file(two, file, "update").inventory.organizations["since"].fillna("")) == ["", "2001"]


def test_a_row_that_fits_several_rows_is_unclear_and_not_guessed() -> None:
    two = draft_from(organizations="name,website\nYouth Center,https://a.org\nYouth Center,https://b.org\n")
    file = draft_from(organizations="name,since\nYouth Center,2001\n")
    found = compare_with_file(two, file, "update")
    assert shown(found, "what", "before", "change") == [
        ("Youth Center", "Youth Center (row 2) or Youth Center (row 3)", "unclear")
    ]
    after = add_file(two, file, "update")
    assert_same(after.inventory.with_tables(), two.inventory)
    assert list(list_rows_left_out(after)["why"]) == ["set aside"]
    assert add_file(after, file, "update") is after


def test_an_id_of_one_row_and_the_name_of_another_is_unclear() -> None:
    file = draft_from(organizations="id,name\npublic-library,Makers\n")
    assert [len(several) for several in make_plan(here(), file, "update", ignore).rows.unclear.values()] == [2]


def test_row_numbers_that_programs_give_are_no_ids_across_files() -> None:
    one = draft_from(organizations="id,name\n1,Library\n2,Makers\n", relationships="from,to\n1,2\n")
    other = draft_from(organizations="id,name\n1,Clinic\n2,Library\n3,School\n", relationships="from,to\n1,2\n1,3\n")
    after = add_file(one, other, "update")
    assert list(after.inventory.organizations["name"]) == ["Library", "Makers", "Clinic", "School"]
    names = dict(zip(after.inventory.organizations["id"], after.inventory.organizations["name"], strict=True))
    ties = after.inventory.relationships
    assert [(names[one], names[two]) for one, two in zip(ties["from"], ties["to"], strict=True)] == [
        ("Library", "Makers"),
        ("Clinic", "Library"),
        ("Clinic", "School"),
    ]
    assert compare_with_file(after, other, "update")["change"].isin(["same", "not taken"]).all()


def test_ties_are_recognised_by_ends_kind_and_reporter() -> None:
    file = draft_from(
        relationships="from,to,kind,level,reported_by\n"
        "Makers,Public Library,works with,4,\n"  # mutual: the order of the ends says nothing
        "Old Club,Public Library,funds,,\n"  # the other way round
        "PL,Makers,works_with,1,Makers\n"  # another's view
    )
    found = compare_with_file(here(), file, "update")
    cells = found[found["column"].isin(["level"])]
    assert shown(cells, "before", "after", "change") == [("2", "4", "changed")]
    assert list(found["change"]).count("new row") == 2


def test_an_older_view_of_a_tie_is_found_by_its_years_among_several() -> None:
    ties = "from,to,kind,since,amount\nA,B,funds,2015,10\nA,B,funds,2016,20\n"
    one = draft_from(organizations="name\nA\nB\n", relationships=ties)
    known = draft_from(relationships="from,to,kind,since,amount\nA,B,funds,2016,25\n")
    assert list(add_file(one, known, "update").inventory.relationships["amount"]) == [10, 25]
    unclear = draft_from(relationships="from,to,kind,since,amount\nA,B,funds,,25\n")
    assert set(compare_with_file(one, unclear, "update")["change"]) == {"unclear"}


def test_a_reporter_may_be_known_only_here() -> None:
    one = draft_from(organizations="name\nA\nB\nDaily News\n", relationships="from,to,reported_by\nA,B,Daily News\n")
    file = draft_from(relationships="from,to,reported_by\nA,B,Daily News\n")
    assert list(compare_with_file(one, file, "add")["change"]) == ["same"]


def test_ratings_are_recognised_by_their_rater_who_is_never_shown() -> None:
    one = draft_from(organizations="name\nA\n", assessments="element,rating,rater\nknowledge,2,r1\nknowledge,3,\n")
    file = draft_from(assessments="element,rating,rater\nknowledge,4,r1\nknowledge,5,\nknowledge,3,r9\n")
    found = compare_with_file(one, file, "update")
    assert list(found["change"]) == ["changed", "new row", "new row"]
    assert list(found.iloc[0][["column", "before", "after"]]) == ["rating", "2", "4"]
    assert not found.astype(str).apply(lambda column: column.str.contains("r1|r9")).any(axis=None)


def test_seats_are_recognised_by_table_organization_and_since() -> None:
    one = draft_from(organizations="name\nA\n", seats="table,organization,since,power\nBoard,A,2015,1\n")
    file = draft_from(seats="table,organization,since,power\nboard,A,2015,3\nBoard,A,2020,5\n")
    assert list(add_file(one, file, "update").inventory.seats["power"]) == [3, 5]


def test_a_date_means_what_it_meant_in_its_own_file() -> None:
    one = draft_from(organizations="name,since\nA,2001\nB,13/2/2001\n")
    file = draft_from(organizations="name,since\nA,3/25/2015\nB,3/4/2015\nC,5/6/2015\n")
    after = add_file(one, file, "update")
    assert list(after.inventory.organizations["since"]) == ["2015-03-25", "2015-03-04", "2015-05-06"]
    only_new = add_file(draft_from(organizations="name,since\nA,2001\nB,2\n"), file, "add")
    assert organization(only_new, "C")["since"] == "2015-05-06"


def test_a_cell_that_cannot_be_read_is_not_taken_over_one_that_can() -> None:
    file = draft_from(organizations="name,since\nPublic Library,long ago\nMakers,soon\n")
    found = compare_with_file(here(), file, "update")
    assert shown(found, "what", "column", "after", "change") == [
        ("Makers", "since", "soon", "changed"),
        ("Public Library", "since", "long ago", "not taken"),
    ]
    after = add_file(here(), file, "update")
    assert organization(after, "Public Library")["since"] == "2015"
    assert [problem.value for problem in after.problems if problem.rule == "not a date"] == ["soon"]


def test_rows_keep_where_they_came_from_and_get_keys_of_their_own() -> None:
    file = open_draft({"spring.csv": b"name,type\nPublic Library,library\nClinic,\n"})
    before = here()
    after = add_file(before, file, "add")
    raw = after.text_tables[-1]
    assert (raw.file, list(raw.rows)) == ("spring.csv", [3])
    keys = [key for raw in after.text_tables for key in raw.keys or ()]
    assert len(set(keys)) == len(keys)
    assert [list(raw.keys or ()) for raw in before.text_tables] == [
        list(raw.keys or ()) for raw in after.text_tables[:-1]
    ]


def test_rows_that_cannot_be_read_come_along_once() -> None:
    file = draft_from(organizations="name,type\n,school\nClinic,\n")
    after = add_file(here(), file, "add")
    assert list(list_rows_left_out(after)["why"]) == ["cannot be read"]
    assert len(list_rows_left_out(add_file(after, draft_from(organizations="name,type\n,school\n"), "add"))) == 1


def test_a_row_set_aside_stays_so_unless_it_is_brought_by_replacing() -> None:
    before = here()
    club = before.reading.keys["organizations"][2]
    assert club is not None
    without = before.set_aside([club])
    assert add_file(without, here(), "update") is without
    assert "Old Club" in set(
        add_file(without, here(), "replace").inventory.organizations.query("listed == 'yes'")["name"]
    )


def test_an_organization_that_only_ties_named_gets_its_row() -> None:
    after = add_file(here(), draft_from(organizations="name,type\nElsewhere,school\n"), "add")
    row = organization(after, "Elsewhere")
    assert row["listed"] == "yes" and row["type"] == "school"
    assert len(after.inventory.organizations) == 4


@pytest.mark.parametrize("how", HOWS)
def test_nothing_is_changed_in_place(how: Any) -> None:
    one, other = (
        here(),
        draft_from(organizations="id,name,type\npublic-library,X,school\n,Y,\n", relationships="from,to\nX,Y\n"),
    )
    held = texts(one), texts(other)
    compare_with_file(one, other, how)
    add_file(one, other, how)
    assert (texts(one), texts(other)) == held


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("city", ["st-louis", "boston"])
def test_a_city_added_to_itself_stays(city: str, how: Any) -> None:
    one, again = (open_draft(f"data/inventories/{city}") for _ in range(2))
    assert set(compare_with_file(one, again, how)["change"]) == {"same"}
    assert add_file(one, again, how) is one


@pytest.mark.parametrize("how", HOWS)
def test_a_city_written_and_brought_back_stays(how: Any) -> None:
    inventory, _ = read_inventory("data/inventories/cleveland")
    stream = io.BytesIO()
    write_inventory(inventory, stream, "xlsx")
    one, again = make_draft(inventory), open_draft({"cleveland.xlsx": stream.getvalue()})
    assert set(compare_with_file(one, again, how)["change"]) == {"same"}


@settings(max_examples=10, suppress_health_check=list(HealthCheck))
@given(tables=TABLES)
def test_the_same_file_twice_changes_nothing(tables: dict[str, list[dict[str, Any]]]) -> None:
    inventory = usable(tables)
    if inventory is None:
        return
    stream = io.BytesIO()
    write_inventory(inventory, stream, "zip")
    one, again = (open_draft({"a.zip": stream.getvalue()}, keep_person_columns=True) for _ in range(2))
    for how in HOWS:
        assert set(compare_with_file(one, again, how)["change"]) <= {"same"}
        assert add_file(one, again, how) is one


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(first=TABLES, second=TABLES)
def test_what_was_added_once_changes_nothing_again(first: Any, second: Any) -> None:
    one, other = usable(first), usable(second)
    if one is None or other is None:
        return
    for how in HOWS:
        once = add_file(make_draft(one), make_draft(other), how)
        found = compare_with_file(once, make_draft(other), how)
        assert set(found["change"]) <= {"same", "not taken"}, found.to_string()


def test_a_file_of_another_city_is_announced_first() -> None:
    one = draft_from(inventory="city,place\nBoston,Massachusetts\n", organizations="name\nLibrary\n")
    other = draft_from(inventory="city\nDetroit\n", organizations="name\nLibrary\nClinic\n")
    for how in HOWS:
        said = describe_differences(compare_with_file(one, other, how))
        assert said.startswith("Your list is about Boston, and this file about Detroit. 1 row is new; ")
    same = draft_from(inventory="city\nboston\n")
    nowhere = draft_from(organizations="name\nLibrary\nClinic\n")
    for file in (same, nowhere):
        assert "is about" not in describe_differences(compare_with_file(one, file, "update"))


def test_an_unknown_how_is_refused() -> None:
    with pytest.raises(ValueError, match="add, update or replace, not 'merge'"):
        add_file(here(), here(), "merge")  # type: ignore[arg-type]


def test_nothing_added_to_nothing() -> None:
    nothing = open_draft({})
    assert describe_differences(compare_with_file(nothing, nothing, "add")) == "There is nothing to add."
    assert add_file(nothing, here(), "add").inventory.organizations["name"].iloc[0] == "Public Library"


def test_a_row_that_lacks_its_name_is_not_called_new() -> None:
    here = open_draft({"organizations.csv": b"name,type\nA,library\nB,school\n"})
    coming = open_draft({"organizations.csv": b"name,type\n,library\nC,\n"})
    shown = compare_with_file(here, coming, "add")
    assert list(zip(shown["what"], shown["change"], strict=True)) == [("row 2", "cannot be read"), ("C", "new row")]
    said = "1 row is new; 1 row lacks a cell it must have, so it comes in set aside."
    assert describe_differences(shown) == said
    assert add_file(here, coming, "add").inventory.organizations["name"].tolist() == ["A", "B", "C"]


def test_a_table_of_headers_takes_the_place_of_all_rows_and_says_so() -> None:
    here = open_draft({"organizations.csv": b"name\nA\nB\n", "notes.csv": b"about,text\nparks,Green\n"})
    coming = open_draft({"organizations.csv": b"name,type\n"})
    shown = compare_with_file(here, coming, "replace")
    assert list(zip(shown["what"], shown["change"], strict=True)) == [("A", "gone"), ("B", "gone")]
    assert describe_differences(shown) == "2 rows are no longer there and are set aside."
    after = add_file(here, coming, "replace").inventory
    assert (len(after.organizations), len(after.notes)) == (0, 1)
    assert compare_with_file(here, coming, "update").empty


@pytest.mark.parametrize("work", [compare_with_file, add_file])
def test_work_says_how_far_it_is_and_stops_when_asked(work: Any) -> None:
    file = draft_from(organizations="name,since\nPublic Library,2016\nClinic,\n")
    told: list[tuple[str, float]] = []
    work(here(), file, "update", progress=lambda words, share: told.append((words, share)))
    shares = [share for _, share in told]
    assert len(told) > 3 and all(words for words, _ in told)
    assert shares == sorted(shares) and shares[0] == 0 and shares[-1] < 1
    for at in range(len(told)):
        with pytest.raises(StoppedError):
            work(here(), file, "update", progress=stop_at(at))


def test_an_organization_that_only_ties_name_is_not_new_where_a_file_lists_it_as_such() -> None:
    one = draft_from(organizations="name\nLibrary\n", relationships="from,to,kind\nLibrary,Elsewhere,funds\n")
    stream = io.BytesIO()
    write_inventory(one.inventory, stream, "zip")
    assert set(compare_with_file(one, open_draft({"a.zip": stream.getvalue()}), "update")["change"]) == {"same"}
    listed = draft_from(organizations="name\nElsewhere\n", relationships="from,to,kind\nLibrary,Elsewhere,funds\n")
    found = compare_with_file(one, listed, "update")
    assert shown(found, "what", "change") == [("Elsewhere", "new row"), ("Library, Elsewhere, funds", "same")]


def test_an_organization_that_is_gone_and_still_named_stays_as_not_listed() -> None:
    one = draft_from(
        organizations="name\nA\nB\nC\nD\nNews\n",
        relationships="from,to,reported_by\nA,B,News\nA,C,\n",
        seats="table,organization\nBoard,D\n",
    )
    file = draft_from(organizations="name\nA\n", relationships="from,to,reported_by\nA,C,News\nC,C,\n")
    found = compare_with_file(one, file, "replace")
    gone = found[(found["change"] == "gone") & (found["table"] == "organizations")]
    assert shown(gone, "what", "after") == [
        ("B", ""),
        ("C", "rows name it: it stays, as not listed"),
        ("D", "rows name it: it stays, as not listed"),
        ("News", ""),
    ]
    assert (
        "6 rows are no longer there and are set aside (2 of them stay as not listed, because other rows name them)"
        in (describe_differences(found))
    )
    after = add_file(one, file, "replace")
    assert sorted(after.inventory.organizations.query("listed == 'no'")["name"]) == ["C", "D"]
    back = compare_with_file(after, one, "replace").query("change == 'new row' and table == 'organizations'")
    assert shown(back, "what", "before") == [(name, "set aside") for name in ("B", "C", "D", "News")]


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(first=TABLES, second=TABLES)
def test_what_is_said_to_stay_stays(first: Any, second: Any) -> None:
    one, other = usable(first), usable(second)
    if one is None or other is None:
        return
    here, file = make_draft(one), make_draft(other)
    found = compare_with_file(here, file, "replace").query("change == 'gone' and table == 'organizations'")
    after = add_file(here, file, "replace")
    rows = {key for key in after.rows_set_aside - here.rows_set_aside if key in {*here.reading.keys["organizations"]}}
    named = {key for key in rows if after.reading.ids_set_aside[key] in set(after.inventory.organizations["id"])}
    assert (len(found), int((found["after"] != "").sum())) == (len(rows), len(named))
