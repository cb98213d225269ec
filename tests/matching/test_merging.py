"""Merging keeps every value, its source and every tie; nothing names a row that is gone."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from components.drafts import Draft, RowTexts, list_rows_left_out, make_draft
from components.drafts.opening import make_draft_of_tables, open_draft
from components.inventory import Inventory
from components.inventory.tables import TextTable
from components.matching import find_duplicates, merge_organizations, preview_merge
from tests.inventories import make_inventory
from tests.merged_rows import merge_rows

ORGANIZATIONS = """id,name,aliases,former_names,type,website,issue_areas,latitude,longitude,since,source,as_of,Motto
beta,BetaNYC,NYC Beta,,library,https://beta.nyc,justice,40.7,-74.0,2009,"Survey, 2025",2025-01-01,
old,Code for NYC,,Open NY,Library,https://codefornyc.org,housing|justice,40.8,-74.1,,"List, 2014",2014,yes
library,Public Library,,,library,,,,,1895,,,
"""
RELATIONSHIPS = """from,to,kind,reported_by,held_by
old,Public Library,works_with,Code for NYC,Code for NYC: organizer|Public Library: branch manager
library,beta,shares_data,beta,
beta,Open NY,succeeds,,
"""
OTHERS = {
    "initiatives": "id,name,lead,partners\nclub,Club,Code for NYC,BetaNYC|old|library\n",
    "assets": "name,holder\nLaptops,Open NY\n",
    "seats": "table,organization\nBoard,old\n",
    "participation": "organization,date\nold,2014-05\n",
    "assessments": "element,rating,rater_organization\nknowledge,3,old\n",
    "notes": "about,text\nold,Met on Wednesdays\nCode for NYC,Moved\njustice,Much to do\n",
    "claims": "table,row,column,value\norganizations,old,since,2013\ninitiatives,old,since,1999\n",
}


def draft_with(**tables: str) -> Draft:
    return open_draft({f"{name}.csv": content.encode() for name, content in tables.items()})


def city() -> Draft:
    return draft_with(organizations=ORGANIZATIONS, relationships=RELATIONSHIPS, **OTHERS)


def key_of(draft: Draft, identity: str) -> int:
    position = draft.inventory.organizations["id"].tolist().index(identity)
    key = draft.reading.keys["organizations"][position]
    assert key is not None
    return key


def one_of_two(draft: Draft, kept: str = "beta", other: str = "old") -> Draft:
    keys = key_of(draft, kept), key_of(draft, other)
    return merge_rows(draft, keys, keys[0])


def row_of(inventory: Inventory, identity: str) -> pd.Series:
    return inventory.organizations.set_index("id").loc[identity]


def claims_of(draft: Draft) -> list[tuple[str, str]]:
    """What the claims say, but for the id of the row that is gone."""
    claims = draft.inventory.claims[draft.inventory.claims["column"] != "id"]
    return list(zip(claims["column"], claims["value"], strict=True))


# One row


def test_the_kept_row_has_every_value() -> None:
    row = row_of(one_of_two(city()).inventory, "beta")
    assert row["name"] == "BetaNYC"
    assert row["aliases"] == ("NYC Beta",)
    assert row["former_names"] == ("Open NY", "Code for NYC"), "the tie says that it succeeds the other"
    assert row["issue_areas"] == ("justice", "housing")
    assert (row["latitude"], row["longitude"], row["since"]) == (40.7, -74.0, "2009")
    assert row["Motto"] == "yes"
    assert row["source"] == "Survey, 2025; List, 2014"


def test_a_claim_without_a_source_says_where_its_row_stood() -> None:
    draft = open_draft({"list.csv": b"name,website,Hours\nMill Aid,,9-5\nMill Aid Inc.,https://mill.example,8-4\n"})
    first, second = (key for key in draft.reading.keys["organizations"] if key is not None)
    claims = merge_rows(draft, [second], first).inventory.claims
    assert list(zip(claims["column"], claims["value"], claims["source"], strict=True)) == [
        ("Hours", "8-4", "list.csv, row 3")
    ]


def test_what_differs_is_kept_as_a_claim_with_its_source_and_day() -> None:
    claims = one_of_two(city()).inventory.claims.iloc[2:]
    assert set(claims["row"]) == {"beta"}
    assert set(claims["source"]) == {"List, 2014"}
    assert set(claims["as_of"]) == {"2014"}
    assert claims["certainty"].isna().all(), "how sure it is nobody said"
    assert dict(zip(claims["column"], claims["value"], strict=True)) == {
        "id": "old",
        "website": "https://codefornyc.org",
        "latitude": "40.8",
        "longitude": "-74.1",
        "as_of": "2014",
    }, "the type is the same word, so it is no claim"


def test_without_a_tie_that_says_so_the_other_s_name_is_an_alias() -> None:
    row = row_of(one_of_two(city(), "library", "old").inventory, "library")
    assert row["aliases"] == ("Code for NYC",)
    assert row["former_names"] == ("Open NY",)


def test_a_name_that_only_capitals_tell_apart_is_no_alias_and_is_not_lost() -> None:
    after = one_of_two(draft_with(organizations="id,name\nbeta,BetaNYC\nold,BETANYC\n"))
    assert row_of(after.inventory, "beta")["aliases"] is None
    assert claims_of(after) == [("name", "BETANYC")]


def test_half_of_one_place_and_half_of_another_are_not_put_together() -> None:
    after = one_of_two(draft_with(organizations="id,name,latitude,longitude\nbeta,A,40.7,\nold,B,41,-74\n"))
    row = row_of(after.inventory, "beta")
    assert row["latitude"] == 40.7
    assert pd.isna(row["longitude"])
    assert claims_of(after) == [("latitude", "41"), ("longitude", "-74")]


def test_that_someone_looked_and_found_none_is_kept_where_another_found_some() -> None:
    after = one_of_two(draft_with(organizations="id,name,serves,needs\nbeta,A,none,money\nold,B,tenants,none\n"))
    row = row_of(after.inventory, "beta")
    assert (row["serves"], row["needs"]) == (("tenants",), ("money",))
    assert claims_of(after) == [("serves", "none"), ("needs", "none")]


def test_a_word_for_not_known_gives_way_to_what_is_known() -> None:
    after = one_of_two(draft_with(organizations="id,name,type,since\nbeta,A,n/a,2009\nold,B,library,unknown\n"))
    row = row_of(after.inventory, "beta")
    assert (row["type"], row["since"]) == ("library", "2009")
    assert claims_of(after) == []


def test_what_would_run_as_a_formula_stays_as_it_was_written() -> None:
    rows = [{"id": "beta", "name": "A", "description": "'=x"}, {"id": "old", "name": "=cmd()", "description": "=1+1"}]
    before = make_draft(make_inventory(organizations=rows))
    after = one_of_two(before)
    assert row_of(after.inventory, "beta")["aliases"] == ("=cmd()",)
    assert row_of(after.inventory, "beta")["description"] == row_of(before.inventory, "beta")["description"]
    assert after.inventory.claims.set_index("column").loc["description", "value"] == "=1+1"


# What named the other names the one


def test_every_table_that_named_the_other_names_the_one() -> None:
    after = one_of_two(city()).inventory
    assert list(after.organizations["id"]) == ["beta", "library"]
    assert list(zip(after.relationships["from"], after.relationships["to"], strict=True)) == [
        ("beta", "library"),
        ("library", "beta"),
    ]
    assert after.relationships["reported_by"].tolist() == ["beta", "beta"]
    assert after.relationships["held_by"].iloc[0] == ("BetaNYC: organizer", "Public Library: branch manager")
    assert (after.initiatives["lead"].iloc[0], after.initiatives["partners"].iloc[0]) == ("beta", ("beta", "library"))
    assert after.assets["holder"].tolist() == after.seats["organization"].tolist() == ["beta"]
    assert after.participation["organization"].tolist() == after.assessments["rater_organization"].tolist() == ["beta"]
    assert after.notes["about"].tolist() == ["beta", "beta", "justice"]
    assert after.claims["row"].tolist()[:2] == ["beta", "old"], "the second is of an initiative"


def test_a_tie_between_the_two_is_set_aside_and_said() -> None:
    before = city()
    after = one_of_two(before)
    aside = list_rows_left_out(after)
    assert sorted(aside["table"]) == ["organizations", "relationships"]
    assert set(zip(aside["table"], aside["why"], strict=True)) == {
        ("organizations", "merged"),
        ("relationships", "set aside"),
    }
    tie = aside[aside["table"] == "relationships"].iloc[0]
    assert tie["texts"]["to"] == "Open NY", "it stays as it was, to be taken back"
    said = [problem for problem in after.problems if problem.rule == "tie within a merged organization"]
    assert [(problem.key, problem.row, problem.severity) for problem in said] == [(tie["key"], 4, "note")]
    assert len(before.inventory.relationships) == 3, "the earlier draft is as it was"


def test_a_note_on_an_issue_stays_with_the_issue_where_an_organization_has_its_name() -> None:
    draft = draft_with(organizations="name\nBeta\nJustice\n", notes="about,text\njustice,x\n")
    after = one_of_two(draft, "beta", "justice")
    assert after.inventory.notes["about"].tolist() == ["justice"]


def test_ids_made_from_names_stay_when_one_of_the_same_name_is_merged_away() -> None:
    draft = draft_with(
        organizations="name,description\nAlpha,a\nBeta,b\nAlpha,c\nAlpha,d\n",
        relationships="from,to\nalpha-2,beta\nalpha-3,beta\nAlpha,beta\n",
    )
    assert draft.inventory.relationships["from"].tolist() == ["alpha-2", "alpha-3", "alpha"]
    after = one_of_two(draft, "beta", "alpha").inventory
    assert after.organizations.set_index("id")["description"].to_dict() == {"beta": "b", "alpha-2": "c", "alpha-3": "d"}
    assert after.relationships["from"].tolist()[:2] == ["alpha-2", "alpha-3"]


def test_a_name_that_a_third_has_too_still_means_the_one() -> None:
    draft = draft_with(organizations="name\nAlpha\nAlpha\nAlpha\nBeta\n", relationships="from,to\nAlpha,Beta\n")
    after = one_of_two(draft, "alpha-3", "alpha").inventory
    assert after.organizations["id"].tolist() == ["alpha-2", "alpha-3", "beta"]
    assert after.relationships["from"].tolist() == ["alpha-3"]


def test_two_rows_that_give_the_same_id_keep_it() -> None:
    draft = draft_with(
        organizations="id,name\nx,Alpha\nx,Alpha Inc\nz,Zeta\n", relationships="from,to\nx,z\nAlpha Inc,z\n"
    )
    for kept, other in (("x", "x-2"), ("x-2", "x")):
        after = one_of_two(draft, kept, other).inventory
        assert sorted(after.organizations["id"]) == ["x", "z"]
        assert after.relationships["from"].tolist() == ["x", "x"]


# Organizations that only other tables name


def test_a_misspelled_end_of_a_tie_becomes_an_alias_of_the_one_that_is_listed() -> None:
    draft = draft_with(
        organizations="name\nNeighborhood Legal Clinic\nLibrary\n",
        relationships="from,to\nNeigborhood Legal Clinic,Library\n",
    )
    pair = find_duplicates(draft.inventory).iloc[0]
    assert (pair["first"], pair["second"]) == ("neighborhood-legal-clinic", "neigborhood-legal-clinic")
    for ends in ((pair["first"], pair["second"]), (pair["second"], pair["first"])):
        after = merge_organizations(draft, [ends]).inventory
        assert list(after.organizations["id"]) == ["neighborhood-legal-clinic", "library"]
        assert row_of(after, "neighborhood-legal-clinic")["aliases"] == ("Neigborhood Legal Clinic",)
        assert row_of(after, "neighborhood-legal-clinic")["listed"] == "yes"
        assert after.relationships["from"].tolist() == ["neighborhood-legal-clinic"]


def test_two_that_no_table_lists_become_one_that_no_table_lists() -> None:
    ties = "from,to\nLegal Clinic,Library\nLegal Clinik,Library\n"
    draft = draft_with(organizations="name\nLibrary\n", relationships=ties)
    after = merge_organizations(draft, [("legal-clinic", "legal-clinik")]).inventory
    rows = after.organizations.set_index("name")
    assert rows["listed"].to_dict() == {"Library": "yes", "Legal Clinic": "no"}
    assert set(after.relationships["from"]) == {rows.loc["Legal Clinic", "id"]}


def test_an_organization_is_not_merged_with_itself_or_with_none() -> None:
    for ends in (("beta", "beta"), ("beta", "nobody")):
        with pytest.raises(ValueError, match="not two organizations"):
            merge_organizations(city(), [ends])


# To look at before


def test_the_preview_shows_what_merging_does() -> None:
    draft = city()
    keys = [key_of(draft, "beta"), key_of(draft, "old")]
    shown = preview_merge(draft, "beta", "old").set_index("column")
    after = merge_rows(draft, keys, keys[0])
    texts = RowTexts(after.text_tables).row(keys[0])
    assert all(texts[name] == row["result"] for name, row in shown.iterrows() if name not in ("name", "id"))
    assert shown.loc["name"].tolist() == ["BetaNYC", "Code for NYC", "BetaNYC", False]
    assert set(shown.index[shown["claim"]]) == {"id", "website", "latitude", "longitude", "as_of"}
    assert shown.loc["website", "other"] == "https://codefornyc.org"


# Whatever the rows hold

WORD = some.sampled_from(
    ["", "none", "n/a", "Alpha", "alpha", "Béta", "=1+1", "a|b", "library", "2015", "justice", "'x", "-"]
)
MORE = ("id", "aliases", "type", "serves", "website", "latitude", "since", "source", "Other", "as_of")
ROW = some.fixed_dictionaries(
    {"name": some.sampled_from(["Alpha", "ALPHA", "Beta", "Beta Inc", "Gamma", "=x"])},
    optional=dict.fromkeys(MORE, WORD),
)
END = some.sampled_from(["Alpha", "alpha", "Beta", "beta", "Gamma", "beta-inc", "Nobody", "alpha-2"])


@settings(max_examples=20)
@given(some.lists(ROW, min_size=2, max_size=5), some.lists(some.tuples(END, END), max_size=6), some.data())
def test_nothing_is_lost_whatever_is_merged(
    rows: list[dict[str, str]], ties: list[tuple[str, str]], data: some.DataObject
) -> None:
    draft = _draft(rows, ties)
    keys = [key for key in draft.reading.keys["organizations"] if key is not None]
    chosen = data.draw(some.lists(some.sampled_from(keys), min_size=2, max_size=3, unique=True))
    keep = chosen[0]
    before, after = draft.inventory, merge_rows(draft, chosen, keep)
    now = after.inventory
    assert len(now.organizations) == len(before.organizations) - len(chosen) + 1
    assert _said(now) >= _said(before) - {("listed", "no"), ("listed", "yes")}
    ids = dict(zip(draft.reading.keys["organizations"], before.organizations["id"], strict=True))
    own = dict(zip(after.reading.keys["organizations"], now.organizations["id"], strict=True))[keep]
    group = {ids[key] for key in chosen}
    assert _ends(now) == Counter(
        tuple(own if end in group else end for end in pair)
        for pair in _ends(before).elements()
        if len(set(pair)) == 1 or not set(pair) <= group
    )
    again = merge_rows(after, chosen, keep)
    assert all(frame.equals(again.inventory.tables[name]) for name, frame in now.tables.items())
    assert {key for raw in after.text_tables for key in raw.keys or ()} == set(list_rows_left_out(after)["key"]) | {
        key for several in after.reading.keys.values() for key in several if key is not None
    }


def _draft(rows: list[dict[str, str]], ties: list[tuple[str, str]]) -> Draft:
    names = dict.fromkeys(name for row in rows for name in row)
    columns = {name: [row.get(name, "") for row in rows] for name in names}
    ends = {"from": [one for one, _ in ties], "to": [other for _, other in ties]}
    numbers = range(2, len(rows) + 2), range(2, len(ties) + 2)
    tables = TextTable("organizations", dict(columns), numbers[0]), TextTable("relationships", dict(ends), numbers[1])
    return make_draft_of_tables(tables)


def _ends(inventory: Inventory) -> Counter[tuple[str, ...]]:
    ties = inventory.relationships
    return Counter(zip(ties["from"], ties["to"], strict=True))


def _said(inventory: Inventory) -> set[tuple[str, str]]:
    """Everything that the cells of organizations say, by column; names by any column of names, as claims say it too."""
    found = set()
    frame = inventory.organizations.drop(columns="id")
    for column in frame:
        for cell in frame[column].dropna():
            for value in ("none",) if cell == () else cell if isinstance(cell, tuple) else (cell,):
                found.add((str(column), str(value)))
    for column, value in zip(inventory.claims["column"], inventory.claims["value"], strict=True):
        found.add((column, str(float(value)) if column == "latitude" and value.isdigit() else value))
    called = {("name", value) for column, value in found if column in ("aliases", "former_names")}
    parts = {("source", part) for column, value in found if column == "source" for part in value.split("; ")}
    return found | called | parts
